//! The calls of the platform: one row each.

use super::retry::Repeat;
use http::Method;

/// One call of the platform.
#[derive(Debug)]
pub(crate) struct Api {
    /// Its name, as in the table of codes.
    pub(crate) name: &'static str,
    pub(crate) method: Method,
    pub(crate) repeat: Repeat,
    /// Requests in a second and in a minute; the platform counts each call for itself.
    pub(crate) limits: (f64, f64),
    /// The place of its budget.
    pub(crate) index: usize,
}

macro_rules! apis {
    ($($index:literal $const:ident $name:literal $method:ident $repeat:ident $second:literal $minute:literal)*) => {
        $(pub(crate) static $const: Api = Api {
            name: $name,
            method: Method::$method,
            repeat: Repeat::$repeat,
            limits: ($second, $minute),
            index: $index,
        };)*
        /// All calls, in the order of their indices.
        pub(crate) static ALL: &[&Api] = &[$(&$const),*];
    };
}

apis! {
    0 SEND "im.message.create" POST Keyed 50.0 1000.0
    1 REPLY "im.message.reply" POST Keyed 50.0 1000.0
    2 PATCH "im.message.patch" PATCH Harmless 50.0 1000.0
    3 GET "im.message.get" GET Harmless 50.0 1000.0
    4 RECALL "im.message.delete" DELETE Harmless 50.0 1000.0
    5 URGENT_APP "im.message.urgent_app" PATCH Once 50.0 1000.0
    6 URGENT_SMS "im.message.urgent_sms" PATCH Once 50.0 1000.0
    7 URGENT_PHONE "im.message.urgent_phone" PATCH Once 50.0 1000.0
    8 UPDATE "interactive.card.update" POST Once 50.0 1000.0
    9 EPHEMERAL_SEND "ephemeral.send" POST Once 50.0 1000.0
    10 EPHEMERAL_DELETE "ephemeral.delete" POST Harmless 50.0 1000.0
    11 BATCH_SEND "message.v4.batch_send" POST Once 50.0 1000.0
    12 BATCH_RECALL "im.batch_message.delete" DELETE Harmless 50.0 1000.0
    13 BATCH_PROGRESS "im.batch_message.get_progress" GET Harmless 50.0 1000.0
    14 BATCH_READ "im.batch_message.read_user" GET Harmless 50.0 1000.0
    15 IMAGE "im.image.create" POST Harmless 50.0 1000.0
    16 WEBHOOK "bot.v2.hook" POST Once 5.0 100.0
    17 AUTH "auth" POST Harmless 50.0 1000.0
    // a second entity is seen by nobody and expires by itself
    18 CARD_CREATE "cardkit.card.create" POST Harmless 50.0 1000.0
    19 CARD_UPDATE "cardkit.card.update" PUT Ordered 50.0 1000.0
    20 CARD_SETTINGS "cardkit.card.settings" PATCH Ordered 50.0 1000.0
    21 CARD_BATCH "cardkit.card.batch_update" POST Ordered 50.0 1000.0
    22 CARD_ID_CONVERT "cardkit.card.id_convert" POST Harmless 50.0 1000.0
    23 ELEMENT_CREATE "cardkit.card-element.create" POST Ordered 50.0 1000.0
    24 ELEMENT_UPDATE "cardkit.card-element.update" PUT Ordered 50.0 1000.0
    25 ELEMENT_PATCH "cardkit.card-element.patch" PATCH Ordered 50.0 1000.0
    26 ELEMENT_DELETE "cardkit.card-element.delete" DELETE Ordered 50.0 1000.0
    // the page says that streamed text is free of limits: only those of a second are kept
    27 ELEMENT_CONTENT "cardkit.card-element.content" PUT Ordered 50.0 1e9
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_call_has_its_own_index() {
        for (i, api) in super::ALL.iter().enumerate() {
            assert_eq!(api.index, i, "{}", api.name);
        }
    }
}
