//! How a card is drawn: theme, device, width, language, time, pictures, names.

use base64::Engine as _;
use std::{borrow::Cow, fmt, sync::Arc};

/// The width of a phone's screen.
pub(crate) const PHONE: u32 = 375;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Theme {
    /// What the reader's system says.
    #[default]
    Reader,
    /// The light theme.
    Light,
    /// The dark theme.
    Dark,
}

/// The client that is imitated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Device {
    /// Feishu on a desktop.
    #[default]
    Desktop,
    /// Feishu on a phone: other text sizes and heights, containers in their narrow form.
    Phone,
}

/// The bytes of a picture, by `img_key`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    kind: &'static str,
    bytes: Cow<'static, [u8]>,
}

impl Picture {
    /// A picture from its bytes: PNG, JPEG, GIF, WebP, BMP or SVG; `None` for anything else.
    ///
    /// ```
    /// # use feishu_card_preview::Picture;
    /// assert!(Picture::new(&b"GIF89a..."[..]).is_some());
    /// assert!(Picture::new(&b"<html>"[..]).is_none());
    /// ```
    #[must_use]
    pub fn new(bytes: impl Into<Cow<'static, [u8]>>) -> Option<Self> {
        let bytes = bytes.into();
        let kind = match &*bytes {
            [0x89, b'P', b'N', b'G', ..] => "image/png",
            [0xff, 0xd8, 0xff, ..] => "image/jpeg",
            [b'G', b'I', b'F', b'8', ..] => "image/gif",
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
            [b'B', b'M', ..] => "image/bmp",
            [b'<', b's', b'v', b'g', ..] => "image/svg+xml",
            text if text.starts_with(b"<?xml") && text.windows(4).take(1000).any(|four| four == b"<svg") => {
                "image/svg+xml"
            }
            _ => return None,
        };
        Some(Picture { kind, bytes })
    }

    /// As a `data:` address.
    pub(crate) fn address(&self) -> String {
        let mut address = format!("data:{};base64,", self.kind);
        base64::engine::general_purpose::STANDARD.encode_string(&self.bytes, &mut address);
        address
    }
}

type Pictures = Arc<dyn Fn(&str) -> Option<Picture> + Send + Sync>;
type Names = Arc<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// How a card is drawn. The same card with the same options gives the same bytes.
///
/// ```
/// use feishu_card_preview::{Device, Options, Theme};
/// let options = Options::new().theme(Theme::Dark).device(Device::Phone).locale("en_us");
/// ```
#[derive(Clone)]
pub struct Options {
    pub(crate) theme: Theme,
    pub(crate) device: Device,
    pub(crate) width: Option<u32>,
    pub(crate) locale: Cow<'static, str>,
    pub(crate) now_ms: i64,
    pub(crate) utc_offset_minutes: i32,
    pub(crate) pointers: bool,
    pub(crate) holes: bool,
    pub(crate) id_prefix: Cow<'static, str>,
    pub(crate) pictures: Option<Pictures>,
    pub(crate) names: Option<Names>,
}

impl Default for Options {
    fn default() -> Self {
        Options::new()
    }
}

impl Options {
    /// The reader's theme, a desktop, Chinese, UTC+8.
    #[must_use]
    pub fn new() -> Self {
        Options {
            theme: Theme::Reader,
            device: Device::Desktop,
            width: None,
            locale: Cow::Borrowed("zh_cn"),
            // a Thursday morning in Shanghai: a fixed time, so that the same card always gives the same bytes
            now_ms: 1_767_229_200_000,
            utc_offset_minutes: 480,
            pointers: false,
            holes: false,
            id_prefix: Cow::Borrowed(""),
            pictures: None,
            names: None,
        }
    }

    /// Light, dark, or the reader's own (the default).
    #[must_use]
    pub fn theme(mut self, theme: Theme) -> Self {
        self.theme = theme;
        self
    }

    /// Desktop (the default) or phone.
    #[must_use]
    pub fn device(mut self, device: Device) -> Self {
        self.device = device;
        self
    }

    /// The width of the chat in pixels, at least 200. Without it a desktop has the window's, a phone 375.
    ///
    /// A card is at most 600 wide (400 when `compact`), unless its `width_mode` is `fill`.
    #[must_use]
    pub fn width(mut self, pixels: u32) -> Self {
        self.width = Some(pixels.max(200));
        self
    }

    /// The reader's language, such as `en_us`; default `zh_cn`. It chooses among the card's languages, and the words that
    /// the client adds itself (Confirm, everyone, page 1 of 2).
    #[must_use]
    pub fn locale(mut self, locale: impl Into<Cow<'static, str>>) -> Self {
        self.locale = locale.into();
        self
    }

    /// The time of sending in Unix milliseconds, for `<local_datetime>` without one; default a fixed morning in 2026.
    #[must_use]
    pub fn now_ms(mut self, now: i64) -> Self {
        self.now_ms = now;
        self
    }

    /// The reader's time zone in minutes east of UTC; default 480, Beijing.
    #[must_use]
    pub fn utc_offset_minutes(mut self, minutes: i32) -> Self {
        self.utc_offset_minutes = minutes.clamp(-24 * 60, 24 * 60);
        self
    }

    /// Writes `data-pointer`, the JSON Pointer (RFC 6901) of its object, on every component, and on options of menus:
    /// what links a picture with findings, source and inspector. Off by default.
    #[must_use]
    pub fn pointers(mut self, on: bool) -> Self {
        self.pointers = on;
        self
    }

    /// Draws what [`hole`](crate::hole) marks as a labelled chip. Off by default, since a real card may hold any
    /// character.
    #[must_use]
    pub fn holes(mut self, on: bool) -> Self {
        self.holes = on;
        self
    }

    /// What the ids of menus and dialogs begin with: different for each card of one page. Letters, digits, `-` and `_`;
    /// others are dropped.
    #[must_use]
    pub fn id_prefix(mut self, prefix: &str) -> Self {
        self.id_prefix =
            prefix.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect::<String>().into();
        self
    }

    /// Where pictures come from: gets an `img_key`. Without one, and where it gives `None`, a labelled placeholder of the
    /// same size is drawn.
    #[must_use]
    pub fn pictures(mut self, pictures: impl Fn(&str) -> Option<Picture> + Send + Sync + 'static) -> Self {
        self.pictures = Some(Arc::new(pictures));
        self
    }

    /// What people are called: gets an open_id, user_id, union_id or address. Without a name the id is shown.
    #[must_use]
    pub fn names(mut self, names: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        self.names = Some(Arc::new(names));
        self
    }

    pub(crate) fn picture(&self, key: &str) -> Option<Picture> {
        self.pictures.as_ref().and_then(|pictures| pictures(key))
    }

    pub(crate) fn name(&self, id: &str) -> Option<String> {
        self.names.as_ref().and_then(|names| names(id))
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("theme", &self.theme)
            .field("device", &self.device)
            .field("width", &self.width)
            .field("locale", &self.locale)
            .field("now_ms", &self.now_ms)
            .field("utc_offset_minutes", &self.utc_offset_minutes)
            .field("pointers", &self.pointers)
            .field("holes", &self.holes)
            .field("id_prefix", &self.id_prefix)
            .finish_non_exhaustive()
    }
}

impl Options {
    /// The width of the chat, where it is known.
    pub(crate) fn page_width(&self) -> Option<u32> {
        self.width.or((self.device == Device::Phone).then_some(PHONE))
    }
}
