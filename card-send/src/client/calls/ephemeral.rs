//! Cards that one user of a group sees: `POST /open-apis/ephemeral/v1/send` and `…/delete`.

use crate::client::{
    Client, Error, To,
    engine::{
        answer::text,
        api,
        body::Body,
        budget::Key,
        call::Call,
        checks::{self, Checks, awaited, card_settings},
        options::{CallOptions, call_settings},
    },
};
use feishu_card_core::{ChatId, Content, IdOf, MessageId};

impl Client {
    /// Shows a card to one user of a group. Only clients that are online show it; it is never replaced or forwarded.
    ///
    /// Gives its message id, which [`delete_ephemeral`](Client::delete_ephemeral) takes.
    /// Not repeated when its outcome is unknown: a repetition may show a second card.
    pub fn send_ephemeral<'a>(
        &'a self,
        chat_id: &'a (impl IdOf<ChatId> + ?Sized),
        user: impl Into<To>,
        content: &'a dyn Content,
    ) -> SendEphemeral<'a> {
        SendEphemeral {
            client: self,
            chat_id: chat_id.id_text(),
            user: user.into(),
            content,
            checks: Checks::default(),
            options: CallOptions::default(),
        }
    }

    /// Takes a card away that one user sees.
    pub fn delete_ephemeral<'a>(&'a self, message_id: &'a (impl IdOf<MessageId> + ?Sized)) -> DeleteEphemeral<'a> {
        DeleteEphemeral { client: self, message_id: message_id.id_text(), options: CallOptions::default() }
    }
}

/// A send that is made when it is awaited.
#[must_use = "nothing is sent until it is awaited: `.await`"]
pub struct SendEphemeral<'a> {
    client: &'a Client,
    chat_id: &'a str,
    user: To,
    content: &'a dyn Content,
    checks: Checks,
    options: CallOptions,
}

impl SendEphemeral<'_> {
    async fn run(self) -> Result<MessageId, Error> {
        let SendEphemeral { client, chat_id, user, content, checks, options } = self;
        if !matches!(user, To::OpenId(_) | To::UserId(_) | To::Email(_)) {
            return Err(Error::Request(format!(
                "only one user sees such a card: open_id, user_id or email, not {}",
                user.kind()
            )));
        }
        let url = client.url(&["ephemeral", "v1", "send"]);
        let prepared = client.inner.rules.prepared(&checks, content);
        let content = prepared.content();
        let body = Body::draft()
            .str("chat_id", chat_id)
            .str(user.kind(), user.id())
            .str("msg_type", "interactive")
            .card(content, &[])?;
        client.inner.rules.check(&checks, content, &body)?;
        let mut call = Call::new(&api::EPHEMERAL_SEND, url, options);
        call.body(body.done()).key(Key::EphemeralGroup(chat_id));
        client.call(&call, |answer| text(answer.data()?, "message_id").map(MessageId::from)).await
    }
}

card_settings!(SendEphemeral);
call_settings!(SendEphemeral);
awaited!(SendEphemeral => MessageId);

/// A deletion that is made when it is awaited.
#[must_use = "nothing is deleted until it is awaited: `.await`"]
pub struct DeleteEphemeral<'a> {
    client: &'a Client,
    message_id: &'a str,
    options: CallOptions,
}

impl DeleteEphemeral<'_> {
    async fn run(self) -> Result<(), Error> {
        let url = self.client.url(&["ephemeral", "v1", "delete"]);
        let body = Body::new(0).str("message_id", checks::message_id(self.message_id)?).done();
        self.client.call(Call::new(&api::EPHEMERAL_DELETE, url, self.options).body(body), |_| Some(())).await
    }
}

call_settings!(DeleteEphemeral);
awaited!(DeleteEphemeral => ());
