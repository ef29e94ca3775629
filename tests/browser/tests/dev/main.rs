//! `card dev` in a real Chromium: what a person who writes a card sees.

mod bench;
mod chat;
mod details;
mod hostile;
mod loading;
mod picture;
mod reading;
mod toolbar;
mod writing;
