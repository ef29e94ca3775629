//! What can travel as an interactive message.

use crate::{
    Allow, Card, CardEntity, Diagnostics, Json, Limits, Template, Typed, parse::DEPTH, typed::MemberValue as _,
    write::Writer,
};
use feishu_card_schema::rules::Subject;

/// How a card is checked: the platform's limits, and the codes that are lowered.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The limits to hold.
    pub limits: Limits,
    /// The codes to lower for this card.
    pub allow: Allow,
}

/// What can travel as a message of type `interactive`: a card, a template message, a card entity, or raw JSON.
pub trait Content: Send + Sync {
    /// Every finding of the rule book, in document order, with the platform's limits and no code lowered.
    #[must_use]
    fn validate(&self) -> Diagnostics {
        self.validate_with(&Options::default())
    }

    /// Every finding of the rule book, in document order.
    #[must_use]
    fn validate_with(&self, options: &Options) -> Diagnostics;

    /// Whether it nests deeper than the 128 levels to which JSON is read. The client refuses such content and does not
    /// write it, since that takes as much stack as it is deep.
    fn nests_too_deep(&self) -> bool {
        false
    }

    /// Appends the JSON of the content.
    fn write_json(&self, out: &mut String);

    /// An upper bound of the bytes that [`write_escaped`](Content::write_escaped) appends.
    fn escaped_bound(&self) -> usize;

    /// Appends the content as one JSON string, quotes included: the member `content` of a message body.
    fn write_escaped(&self, out: &mut String);
}

impl Content for Json {
    fn validate_with(&self, options: &Options) -> Diagnostics {
        self.validate_as(Subject::Card, options)
    }

    fn nests_too_deep(&self) -> bool {
        self.nests_deeper(DEPTH)
    }

    fn write_json(&self, out: &mut String) {
        self.write(&mut Writer::<false> { out });
    }

    fn escaped_bound(&self) -> usize {
        2 + self.bound::<true>()
    }

    fn write_escaped(&self, out: &mut String) {
        out.push('"');
        self.write(&mut Writer::<true> { out });
        out.push('"');
    }
}

macro_rules! contents {
    ($($Type:ty),*) => {$(
        impl Content for $Type {
            fn validate_with(&self, options: &Options) -> Diagnostics {
                Typed::validate_with(self, options)
            }

            fn nests_too_deep(&self) -> bool {
                self.nests_deeper(DEPTH)
            }

            fn write_json(&self, out: &mut String) {
                Typed::write_json(self, out);
            }

            fn escaped_bound(&self) -> usize {
                Typed::escaped_bound(self)
            }

            fn write_escaped(&self, out: &mut String) {
                Typed::write_escaped(self, out);
            }
        }
    )*};
}

contents!(Card, Template, CardEntity);

/// So that one card can be sent to many without being copied.
macro_rules! forwarded {
    ($($Pointer:ty),*) => {$(
        impl<C: Content + ?Sized> Content for $Pointer {
            fn validate_with(&self, options: &Options) -> Diagnostics {
                (**self).validate_with(options)
            }

            fn nests_too_deep(&self) -> bool {
                (**self).nests_too_deep()
            }

            fn write_json(&self, out: &mut String) {
                (**self).write_json(out);
            }

            fn escaped_bound(&self) -> usize {
                (**self).escaped_bound()
            }

            fn write_escaped(&self, out: &mut String) {
                (**self).write_escaped(out);
            }
        }
    )*};
}

forwarded!(&C, Box<C>, std::sync::Arc<C>);
