//! Makes a message urgent: `PATCH /open-apis/im/v1/messages/:message_id/urgent_app`, `urgent_sms` and `urgent_phone`.

use crate::client::{
    Client, Error,
    engine::{
        api,
        api::Api,
        body::Body,
        call::Call,
        checks::{self, awaited},
        options::{CallOptions, call_settings},
    },
    ids::{self, Users},
};
use feishu_card_core::{IdOf, MessageId};

/// How users are told that a message is urgent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Urgent {
    /// Inside the app.
    App,
    /// By text message too; uses up a quota that the tenant pays for.
    Sms,
    /// By telephone too; uses up a quota that the tenant pays for.
    Phone,
}

impl Urgent {
    fn api(self) -> (&'static Api, &'static str) {
        match self {
            Urgent::App => (&api::URGENT_APP, "urgent_app"),
            Urgent::Sms => (&api::URGENT_SMS, "urgent_sms"),
            Urgent::Phone => (&api::URGENT_PHONE, "urgent_phone"),
        }
    }
}

impl Client {
    /// Makes a message of this bot urgent for 1 to 200 users of its chat. Gives back the users that do not exist
    /// or are not in the chat; the others are told.
    ///
    /// Not repeated when its outcome is unknown: each repetition rings again.
    pub fn urgent<'a>(
        &'a self,
        message_id: &'a (impl IdOf<MessageId> + ?Sized),
        how: Urgent,
        users: Users,
    ) -> UrgentMessage<'a> {
        UrgentMessage { client: self, message_id: message_id.id_text(), how, users, options: CallOptions::default() }
    }
}

/// An urgent call that is made when it is awaited.
#[must_use = "nobody is told until it is awaited: `.await`"]
pub struct UrgentMessage<'a> {
    client: &'a Client,
    message_id: &'a str,
    how: Urgent,
    users: Users,
    options: CallOptions,
}

impl UrgentMessage<'_> {
    async fn run(self) -> Result<Vec<String>, Error> {
        let (api, step) = self.how.api();
        let (kind, users) = self.users.parts();
        ids::check(kind, &users)?;
        if users.is_empty() {
            return Err(Error::Request("the list of users is empty".to_owned()));
        }
        let mut url = self.client.url(&["im", "v1", "messages", checks::message_id(self.message_id)?, step]);
        url.query_pairs_mut().append_pair("user_id_type", kind);
        let mut call = Call::new(api, url, self.options);
        call.body(Body::new(0).list("user_id_list", &users).done());
        self.client.call(&call, |answer| Some(ids::read(answer.data(), "invalid_user_id_list"))).await
    }
}

call_settings!(UrgentMessage);
awaited!(UrgentMessage => Vec<String>);
