//! The calls the emulator knows: method, path and what each needs.

/// A call of the platform.
///
/// Names follow the platform's own: `im.message.create` is [`Api::MessageCreate`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Api {
    /// `POST /open-apis/auth/v3/tenant_access_token/internal`
    TenantToken,
    /// `POST /open-apis/auth/v3/app_access_token/internal`
    AppToken,
    /// `POST /open-apis/auth/v3/app_access_token`, store apps
    StoreAppToken,
    /// `POST /open-apis/auth/v3/tenant_access_token`, store apps
    StoreTenantToken,
    /// `POST /open-apis/auth/v3/app_ticket/resend`
    TicketResend,
    /// `POST /open-apis/im/v1/messages`
    MessageCreate,
    /// `GET /open-apis/im/v1/messages`
    MessageList,
    /// `POST /open-apis/im/v1/messages/:message_id/reply`
    MessageReply,
    /// `GET /open-apis/im/v1/messages/:message_id`
    MessageGet,
    /// `DELETE /open-apis/im/v1/messages/:message_id`
    MessageDelete,
    /// `PATCH /open-apis/im/v1/messages/:message_id`
    MessagePatch,
    /// `PUT /open-apis/im/v1/messages/:message_id`, text and post only
    MessageEdit,
    /// `PATCH /open-apis/im/v1/messages/:message_id/urgent_app`
    UrgentApp,
    /// `PATCH /open-apis/im/v1/messages/:message_id/urgent_sms`
    UrgentSms,
    /// `PATCH /open-apis/im/v1/messages/:message_id/urgent_phone`
    UrgentPhone,
    /// `POST /open-apis/interactive/v1/card/update`
    CardUpdate,
    /// `POST /open-apis/ephemeral/v1/send`
    EphemeralSend,
    /// `POST /open-apis/ephemeral/v1/delete`
    EphemeralDelete,
    /// `POST /open-apis/message/v4/batch_send/`
    BatchSend,
    /// `DELETE /open-apis/im/v1/batch_messages/:batch_message_id`
    BatchDelete,
    /// `GET /open-apis/im/v1/batch_messages/:batch_message_id/get_progress`
    BatchProgress,
    /// `GET /open-apis/im/v1/batch_messages/:batch_message_id/read_user`
    BatchReadUser,
    /// `POST /open-apis/im/v1/images`
    ImageCreate,
    /// `GET /open-apis/im/v1/images/:image_key`
    ImageGet,
    /// `POST /open-apis/bot/v2/hook/:token`, the custom bot
    BotHook,
    /// `POST /callback/ws/endpoint`, the ticket for a long connection
    ConnectionTicket,
    /// `GET /ws/v2`, the long connection itself
    ConnectionOpen,
    /// `POST /open-apis/cardkit/v1/cards`: makes a card entity
    CardkitCreate,
    /// `PUT /open-apis/cardkit/v1/cards/:card_id`: replaces the card
    CardkitUpdate,
    /// `PATCH /open-apis/cardkit/v1/cards/:card_id/settings`
    CardkitSettings,
    /// `POST /open-apis/cardkit/v1/cards/:card_id/batch_update`
    CardkitBatch,
    /// `POST /open-apis/cardkit/v1/cards/id_convert`: the entity of a message
    CardkitIdConvert,
    /// `POST /open-apis/cardkit/v1/cards/:card_id/elements`
    ElementCreate,
    /// `PUT /open-apis/cardkit/v1/cards/:card_id/elements/:element_id`
    ElementUpdate,
    /// `PATCH /open-apis/cardkit/v1/cards/:card_id/elements/:element_id`
    ElementPatch,
    /// `DELETE /open-apis/cardkit/v1/cards/:card_id/elements/:element_id`, with a body
    ElementDelete,
    /// `PUT /open-apis/cardkit/v1/cards/:card_id/elements/:element_id/content`: streams text
    ElementContent,
}

/// Every call, with the platform's name of it.
const NAMES: &[(Api, &str)] = &[
    (Api::TenantToken, "auth.tenant_access_token.internal"),
    (Api::AppToken, "auth.app_access_token.internal"),
    (Api::StoreAppToken, "auth.app_access_token"),
    (Api::StoreTenantToken, "auth.tenant_access_token"),
    (Api::TicketResend, "auth.app_ticket.resend"),
    (Api::MessageCreate, "im.message.create"),
    (Api::MessageList, "im.message.list"),
    (Api::MessageReply, "im.message.reply"),
    (Api::MessageGet, "im.message.get"),
    (Api::MessageDelete, "im.message.delete"),
    (Api::MessagePatch, "im.message.patch"),
    (Api::MessageEdit, "im.message.update"),
    (Api::UrgentApp, "im.message.urgent_app"),
    (Api::UrgentSms, "im.message.urgent_sms"),
    (Api::UrgentPhone, "im.message.urgent_phone"),
    (Api::CardUpdate, "interactive.card.update"),
    (Api::EphemeralSend, "ephemeral.send"),
    (Api::EphemeralDelete, "ephemeral.delete"),
    (Api::BatchSend, "message.v4.batch_send"),
    (Api::BatchDelete, "im.batch_message.delete"),
    (Api::BatchProgress, "im.batch_message.get_progress"),
    (Api::BatchReadUser, "im.batch_message.read_user"),
    (Api::ImageCreate, "im.image.create"),
    (Api::ImageGet, "im.image.get"),
    (Api::BotHook, "bot.v2.hook"),
    (Api::ConnectionTicket, "ws.endpoint"),
    (Api::ConnectionOpen, "ws.open"),
    (Api::CardkitCreate, "cardkit.card.create"),
    (Api::CardkitUpdate, "cardkit.card.update"),
    (Api::CardkitSettings, "cardkit.card.settings"),
    (Api::CardkitBatch, "cardkit.card.batch_update"),
    (Api::CardkitIdConvert, "cardkit.card.id_convert"),
    (Api::ElementCreate, "cardkit.card-element.create"),
    (Api::ElementUpdate, "cardkit.card-element.update"),
    (Api::ElementPatch, "cardkit.card-element.patch"),
    (Api::ElementDelete, "cardkit.card-element.delete"),
    (Api::ElementContent, "cardkit.card-element.content"),
];

impl Api {
    /// The platform's name of the call: `im.message.create`.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(api, _)| *api == self).map_or("", |(_, name)| name)
    }

    /// The call of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Api> {
        NAMES.iter().find(|(_, known)| *known == name).map(|(api, _)| *api)
    }

    /// The name under which the table of the platform's codes has the call: those for tokens share one.
    pub(crate) fn of_codes(self) -> &'static str {
        match self.name() {
            name if name.starts_with("auth.") => "auth",
            name => name,
        }
    }
}

/// One row: the call, its method and its path below `/open-apis/`, where `:` matches one segment.
const ROUTES: &[(Api, &str, &str)] = &[
    (Api::TenantToken, "POST", "auth/v3/tenant_access_token/internal"),
    (Api::AppToken, "POST", "auth/v3/app_access_token/internal"),
    (Api::StoreAppToken, "POST", "auth/v3/app_access_token"),
    (Api::StoreTenantToken, "POST", "auth/v3/tenant_access_token"),
    (Api::TicketResend, "POST", "auth/v3/app_ticket/resend"),
    (Api::MessageCreate, "POST", "im/v1/messages"),
    (Api::MessageList, "GET", "im/v1/messages"),
    (Api::MessageReply, "POST", "im/v1/messages/:/reply"),
    (Api::MessageGet, "GET", "im/v1/messages/:"),
    (Api::MessageDelete, "DELETE", "im/v1/messages/:"),
    (Api::MessagePatch, "PATCH", "im/v1/messages/:"),
    (Api::MessageEdit, "PUT", "im/v1/messages/:"),
    (Api::UrgentApp, "PATCH", "im/v1/messages/:/urgent_app"),
    (Api::UrgentSms, "PATCH", "im/v1/messages/:/urgent_sms"),
    (Api::UrgentPhone, "PATCH", "im/v1/messages/:/urgent_phone"),
    (Api::CardUpdate, "POST", "interactive/v1/card/update"),
    (Api::EphemeralSend, "POST", "ephemeral/v1/send"),
    (Api::EphemeralDelete, "POST", "ephemeral/v1/delete"),
    (Api::BatchSend, "POST", "message/v4/batch_send"),
    (Api::BatchDelete, "DELETE", "im/v1/batch_messages/:"),
    (Api::BatchProgress, "GET", "im/v1/batch_messages/:/get_progress"),
    (Api::BatchReadUser, "GET", "im/v1/batch_messages/:/read_user"),
    (Api::ImageCreate, "POST", "im/v1/images"),
    (Api::ImageGet, "GET", "im/v1/images/:"),
    (Api::BotHook, "POST", "bot/v2/hook/:"),
    (Api::CardkitCreate, "POST", "cardkit/v1/cards"),
    (Api::CardkitIdConvert, "POST", "cardkit/v1/cards/id_convert"),
    (Api::CardkitUpdate, "PUT", "cardkit/v1/cards/:"),
    (Api::CardkitSettings, "PATCH", "cardkit/v1/cards/:/settings"),
    (Api::CardkitBatch, "POST", "cardkit/v1/cards/:/batch_update"),
    (Api::ElementCreate, "POST", "cardkit/v1/cards/:/elements"),
    (Api::ElementUpdate, "PUT", "cardkit/v1/cards/:/elements/:"),
    (Api::ElementPatch, "PATCH", "cardkit/v1/cards/:/elements/:"),
    (Api::ElementDelete, "DELETE", "cardkit/v1/cards/:/elements/:"),
    (Api::ElementContent, "PUT", "cardkit/v1/cards/:/elements/:/content"),
];

/// Where a request goes.
#[derive(Debug, PartialEq)]
pub(crate) enum Route {
    /// To this call; the text is the first id in the path, empty when the path has none.
    Call(Api, String),
    /// The path exists, with another method.
    WrongMethod,
    /// The path is unknown.
    Unknown,
}

/// Finds the call of a method and path. A trailing slash makes no difference.
pub(crate) fn route(method: &str, path: &str) -> Route {
    let Some(path) = path.strip_prefix("/open-apis/") else {
        return match (method, path) {
            ("POST", "/callback/ws/endpoint") => Route::Call(Api::ConnectionTicket, String::new()),
            ("GET", "/ws/v2") => Route::Call(Api::ConnectionOpen, String::new()),
            (_, "/callback/ws/endpoint" | "/ws/v2") => Route::WrongMethod,
            _ => Route::Unknown,
        };
    };
    let path = path.strip_suffix('/').unwrap_or(path);
    let mut known = false;
    for (api, verb, pattern) in ROUTES {
        if let Some(id) = matches(pattern, path) {
            if *verb == method {
                return Route::Call(*api, decode(id));
            }
            known = true;
        }
    }
    if known { Route::WrongMethod } else { Route::Unknown }
}

/// The segment that matched the first `:`, or an empty text when the pattern has none.
fn matches<'a>(pattern: &str, path: &'a str) -> Option<&'a str> {
    let mut id = "";
    let mut segments = path.split('/');
    for expected in pattern.split('/') {
        let segment = segments.next()?;
        match expected {
            ":" if segment.is_empty() => return None,
            ":" => id = if id.is_empty() { segment } else { id },
            expected if expected == segment => {}
            _ => return None,
        }
    }
    segments.next().is_none().then_some(id)
}

/// Undoes percent-encoding; what is not encoded properly stays as it is.
pub(crate) fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digit = |i: usize| bytes.get(i).and_then(|&b| char::from(b).to_digit(16));
        if byte == b'%'
            && let (Some(high), Some(low)) = (digit(at + 1), digit(at + 2))
        {
            out.push((high * 16 + low) as u8);
            at += 3;
        } else {
            out.push(if byte == b'+' { b' ' } else { byte });
            at += 1;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_find_their_call() {
        let call = |api, id: &str| Route::Call(api, id.to_owned());
        assert_eq!(route("POST", "/open-apis/im/v1/messages"), call(Api::MessageCreate, ""));
        assert_eq!(route("POST", "/open-apis/message/v4/batch_send/"), call(Api::BatchSend, ""));
        assert_eq!(route("PATCH", "/open-apis/im/v1/messages/om_1"), call(Api::MessagePatch, "om_1"));
        assert_eq!(route("POST", "/open-apis/im/v1/messages/om%5F1/reply"), call(Api::MessageReply, "om_1"));
        let element = "/open-apis/cardkit/v1/cards/7/elements/a";
        assert_eq!(route("DELETE", element), call(Api::ElementDelete, "7"));
        assert_eq!(route("PUT", &format!("{element}/content")), call(Api::ElementContent, "7"));
        assert_eq!(route("POST", "/open-apis/cardkit/v1/cards/id_convert"), call(Api::CardkitIdConvert, ""));
        assert_eq!(route("TRACE", "/open-apis/im/v1/messages/om_1"), Route::WrongMethod);
        assert_eq!(route("GET", "/open-apis/im/v1/messages/om_1/x"), Route::Unknown);
        assert_eq!(route("GET", "/"), Route::Unknown);
    }

    #[test]
    fn every_call_has_a_name_of_its_own() {
        for (api, _, path) in ROUTES {
            assert_eq!(Api::named(api.name()), Some(*api), "{path}");
        }
        assert_eq!(NAMES.len(), ROUTES.len() + 2, "the ticket and the opening of a connection are beside the table");
        assert_eq!(Api::named(""), None);
    }

    #[test]
    fn bad_percent_signs_stay() {
        assert_eq!(decode("a%2Fb%zz%4"), "a/b%zz%4");
        assert_eq!(decode("%ff"), "\u{fffd}");
    }
}
