//! The calls of the platform, one file each: what a user builds, what goes over the wire, what comes back.

pub(crate) mod batch;
pub(crate) mod bulk;
pub(crate) mod cardkit;
pub(crate) mod ephemeral;
pub(crate) mod image;
#[cfg(feature = "journal")]
pub(crate) mod journal;
pub(crate) mod markdown_images;
pub(crate) mod message;
pub(crate) mod patch;
pub(crate) mod reply;
pub(crate) mod send;
pub(crate) mod text;
pub(crate) mod update;
pub(crate) mod urgent;
pub(crate) mod webhook;
