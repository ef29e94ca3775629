//! The HTTP client. Each call has its file; `call.rs` makes them, `exchange.rs` judges each attempt.

mod access;
mod answer;
mod api;
mod app;
mod batch;
#[cfg(feature = "blocking")]
mod blocking;
mod body;
mod budget;
mod builder;
mod bulk;
mod call;
mod checks;
mod codes;
mod connect;
mod ephemeral;
mod error;
mod exchange;
mod ids;
mod image;
mod message;
mod patch;
mod refusal;
mod reply;
mod secret;
mod send;
mod settings;
mod store;
mod to;
mod token;
mod update;
mod urgent;
mod webhook;

#[cfg(feature = "blocking")]
pub use blocking::Blocking;
pub use {
    access::{Auth, BoxFuture, TokenSource},
    app::Client,
    batch::{Batch, BatchProgress, BatchRead, GetBatchProgress, GetBatchRead, RecallBatch, SendBatch},
    builder::ClientBuilder,
    bulk::{Bulk, Delivery},
    codes::Class,
    ephemeral::{DeleteEphemeral, SendEphemeral},
    error::Error,
    ids::Users,
    image::{ImageKey, UploadImage},
    message::{GetMessage, Message, RecallMessage},
    patch::PatchCard,
    refusal::Refusal,
    reply::ReplyCard,
    send::{SendCard, Sent},
    store::StoreApp,
    to::To,
    token::Token,
    update::UpdateCard,
    urgent::{Urgent, UrgentMessage},
    webhook::{SendWebhook, Webhook, WebhookBuilder},
};
