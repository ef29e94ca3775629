//! The calls of the platform: one row each.

use http::Method;

/// Whether a call may be repeated when nobody knows if the first attempt took effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// It carries a `uuid`: the platform delivers once in an hour however often it is asked.
    Keyed,
    /// A second effect is the same as the first.
    Harmless,
    /// A second effect would show.
    Once,
}

/// One call of the platform.
#[derive(Debug)]
pub(crate) struct Api {
    /// Its name, as in the table of codes.
    pub(crate) name: &'static str,
    pub(crate) method: Method,
    pub(crate) repeat: Repeat,
    /// Its own budget: the platform counts limits per call.
    pub(crate) index: usize,
}

macro_rules! apis {
    ($($index:literal $const:ident $name:literal $method:ident $repeat:ident)*) => {
        $(pub(crate) static $const: Api =
            Api { name: $name, method: Method::$method, repeat: Repeat::$repeat, index: $index };)*
        /// How many calls there are.
        pub(crate) const COUNT: usize = [$($index),*].len();
        #[cfg(test)]
        static ALL: [&Api; COUNT] = [$(&$const),*];
    };
}

apis! {
    0 AUTH "auth" POST Harmless
    1 SEND "im.message.create" POST Keyed
    2 REPLY "im.message.reply" POST Keyed
    3 PATCH "im.message.patch" PATCH Harmless
    4 GET "im.message.get" GET Harmless
    5 RECALL "im.message.delete" DELETE Harmless
    6 URGENT_APP "im.message.urgent_app" PATCH Once
    7 URGENT_SMS "im.message.urgent_sms" PATCH Once
    8 URGENT_PHONE "im.message.urgent_phone" PATCH Once
    9 UPDATE "interactive.card.update" POST Once
    10 EPHEMERAL_SEND "ephemeral.send" POST Once
    11 EPHEMERAL_DELETE "ephemeral.delete" POST Harmless
    12 BATCH_SEND "message.v4.batch_send" POST Once
    13 BATCH_RECALL "im.batch_message.delete" DELETE Harmless
    14 BATCH_PROGRESS "im.batch_message.get_progress" GET Harmless
    15 BATCH_READ "im.batch_message.read_user" GET Harmless
    16 IMAGE "im.image.create" POST Harmless
    17 WEBHOOK "bot.v2.hook" POST Once
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
