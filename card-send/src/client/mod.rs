//! The HTTP client: `calls` has a file for each call of the platform, `engine` is what makes them.

mod app;
#[cfg(feature = "blocking")]
mod blocking;
mod builder;
mod calls;
mod defaults;
pub(crate) mod engine;
mod error;
mod ids;
mod live;
mod secret;
mod settings;
mod stream;
mod to;

#[cfg(feature = "blocking")]
pub use blocking::Blocking;
#[doc(hidden)]
pub use defaults::{DEFAULTS, DefaultSetting};
pub use feishu_card_core::platform_codes::Class;
pub use {
    app::Client,
    builder::ClientBuilder,
    calls::{
        batch::{Batch, BatchProgress, BatchRead, GetBatchProgress, GetBatchRead, RecallBatch, SendBatch},
        bulk::{Bulk, Delivery},
        cardkit::{
            action::{AddAt, CardAction},
            change::{CardCalls, ChangeCard},
            convert::ConvertId,
            create::{CreateCard, CreateTemplateCard},
            ids::CardId,
            settings::CardSettings,
        },
        ephemeral::{DeleteEphemeral, SendEphemeral},
        image::{ImageKey, UploadImage},
        markdown_images::MarkdownImages,
        message::{GetMessage, Message, RecallMessage},
        patch::PatchCard,
        reply::ReplyCard,
        send::{SendCard, Sent},
        text::{ReplyText, SendText},
        update::UpdateCard,
        urgent::{Urgent, UrgentMessage},
        webhook::{SendWebhook, Webhook, WebhookBuilder},
    },
    engine::{
        access::{Auth, BoxFuture, TokenSource},
        attempt::Attempt,
        refusal::Refusal,
        store::StoreApp,
        token::Token,
    },
    error::Error,
    ids::Users,
    live::{
        card::{LiveCard, UpdateLive, Updated},
        record::LiveRecord,
        send::SendLive,
    },
    stream::{
        delivered::{Delivered, How, StreamCounts, StreamError},
        handle::CardStream,
        pipe::PipeError,
        record::StreamRecord,
        resume::ResumeStream,
        start::StartStream,
    },
    to::To,
};
