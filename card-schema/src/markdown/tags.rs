//! The tags that Feishu's Markdown knows, as data (card-json-2 §13, card-json-1 §9).

use super::Flavour;
use super::source::Source;
use super::tag::Tag;

pub(super) struct Spec {
    pub name: &'static str,
    /// The flavours whose documentation lists it.
    pub flavours: &'static [Flavour],
    pub close: Close,
    pub attributes: &'static [(&'static str, AttributeKind)],
    /// One of these must be there.
    pub required: &'static [&'static str],
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Close {
    /// `</name>` is needed.
    Needed,
    /// The samples of the documentation leave it out.
    Optional,
    /// It has no content and no closing tag.
    Never,
}

/// What the value of an attribute is.
#[derive(Clone, Copy)]
pub(super) enum AttributeKind {
    Any,
    /// An address: http or https.
    Url,
    /// An address for one kind of device: may be empty, and may be of the client's own scheme.
    DeviceUrl,
    /// A colour, or a name defined in `config.style.color`.
    Color,
    /// One of the colours of a tag.
    TagColor,
    Icon,
    Flag,
    Words(&'static [&'static str]),
    Millisecond,
    /// The id of a user.
    User,
    Email,
}

use Close::{Needed, Never, Optional};
use Flavour::{LarkMd, Markdown1, Markdown2};

const EVERYWHERE: &[Flavour] = &[LarkMd, Markdown1, Markdown2];
const MARKDOWN: &[Flavour] = &[Markdown1, Markdown2];
const V2: &[Flavour] = &[Markdown2];

pub(super) static TAGS: &[Spec] = &[
    Spec {
        name: "at",
        flavours: EVERYWHERE,
        close: Needed,
        attributes: &[("id", AttributeKind::User), ("ids", AttributeKind::User), ("email", AttributeKind::Email)],
        required: &["id", "ids", "email"],
    },
    Spec { name: "a", flavours: EVERYWHERE, close: Needed, attributes: &[("href", AttributeKind::Url)], required: &[] },
    Spec {
        name: "font",
        flavours: EVERYWHERE,
        close: Needed,
        attributes: &[("color", AttributeKind::Color)],
        required: &[],
    },
    Spec {
        name: "text_tag",
        flavours: EVERYWHERE,
        close: Needed,
        attributes: &[("color", AttributeKind::TagColor)],
        required: &[],
    },
    Spec {
        name: "link",
        flavours: MARKDOWN,
        close: Needed,
        attributes: &[
            ("icon", AttributeKind::Icon),
            ("url", AttributeKind::Url),
            ("pc_url", AttributeKind::DeviceUrl),
            ("ios_url", AttributeKind::DeviceUrl),
            ("android_url", AttributeKind::DeviceUrl),
        ],
        required: &["url"],
    },
    Spec {
        name: "person",
        flavours: MARKDOWN,
        close: Needed,
        attributes: &[
            ("id", AttributeKind::Any),
            ("show_name", AttributeKind::Flag),
            ("show_avatar", AttributeKind::Flag),
            ("style", AttributeKind::Words(&["normal", "capsule"])),
        ],
        required: &[],
    },
    Spec { name: "br", flavours: V2, close: Never, attributes: &[], required: &[] },
    Spec { name: "hr", flavours: V2, close: Never, attributes: &[], required: &[] },
    Spec { name: "raw", flavours: V2, close: Needed, attributes: &[], required: &[] },
    Spec {
        name: "local_datetime",
        flavours: V2,
        close: Needed,
        attributes: &[
            ("millisecond", AttributeKind::Millisecond),
            ("format_type", AttributeKind::Words(FORMAT_TYPES)),
            ("link", AttributeKind::Url),
        ],
        required: &[],
    },
    Spec {
        name: "number_tag",
        flavours: V2,
        close: Needed,
        attributes: &[
            ("background_color", AttributeKind::Color),
            ("font_color", AttributeKind::Color),
            ("url", AttributeKind::Url),
            ("pc_url", AttributeKind::DeviceUrl),
            ("ios_url", AttributeKind::DeviceUrl),
            ("android_url", AttributeKind::DeviceUrl),
        ],
        required: &[],
    },
    Spec {
        name: "audio",
        flavours: V2,
        close: Optional,
        attributes: &[
            ("file_key", AttributeKind::Any),
            ("audio_id", AttributeKind::Any),
            ("show_time", AttributeKind::Flag),
            ("style", AttributeKind::Words(&["normal", "speak"])),
            ("background_color", AttributeKind::Color),
            ("fill_color", AttributeKind::Color),
            ("fallback_text", AttributeKind::Any),
            ("fallback_url", AttributeKind::Url),
            ("fallback_pc_url", AttributeKind::DeviceUrl),
            ("fallback_ios_url", AttributeKind::DeviceUrl),
            ("fallback_android_url", AttributeKind::DeviceUrl),
            ("fallback_harmony_url", AttributeKind::DeviceUrl),
        ],
        required: &["file_key"],
    },
];

const FORMAT_TYPES: &[&str] = &["date_num", "date_short", "date", "week", "week_short", "time", "time_sec", "timezone"];

/// The tag of this name.
pub(super) fn spec(name: &str) -> Option<&'static Spec> {
    TAGS.iter().find(|spec| spec.name == name)
}

/// Whether an attribute of this name holds an address.
pub(super) fn is_url(attribute: &str) -> bool {
    let mut attributes = TAGS.iter().flat_map(|spec| spec.attributes);
    attributes.any(|(name, kind)| *name == attribute && matches!(kind, AttributeKind::Url | AttributeKind::DeviceUrl))
}

/// Whether the tag holds text in one line and nothing else, entities included. `<text_tag>` reads less: see
/// [`HoleContext::TagText`](super::HoleContext::TagText).
pub(super) fn holds_text_only(source: &Source, tag: &Tag) -> bool {
    ["link", "a", "number_tag"].iter().any(|name| tag.is(source, name))
}
