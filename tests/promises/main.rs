//! Pages, examples and manifests keep their word: what they say is what the code does.

mod examples;
mod manifest;
mod picture;
mod public;
mod readme;
mod reference;
mod words;
