//! Feishu/Lark cards as HTML in the client's look: no account, no tenant, no network, and no script needed to look.
//!
//! ```
//! # extern crate feishu_card_core as feishu_card;
//! use feishu_card::Card;
//! use feishu_card_preview::{Options, Theme, html};
//!
//! let card = Card::parse(r#"{"elements": [{"tag": "markdown", "content": "**hello**"}]}"#)?;
//! let page = html(&card, &Options::new().theme(Theme::Dark));
//! assert!(page.contains("<strong>hello</strong>"));
//! # Ok::<(), feishu_card::ReadError>(())
//! ```
//!
//! Users reach this crate through `feishu-card`, feature `preview`.
//!
//! - [`html`] is one self-contained page, [`gallery`](Gallery) a page of many cards; [`fragment`] with [`css`] is for pages
//!   of one's own.
//! - The same input gives the same bytes; clock, time zone, language, pictures and names are [`Options`].
//! - What a card cannot know is a labelled placeholder: the content of a template, a picture without data.
//! - What comes out is well-formed, whatever goes in: only elements and attributes of a short list, no script, no
//!   handler, no address but `data:` and the card's own links.
//!
//! Structure, colours, sizes, order and behaviour are the platform's as far as they are public; where nothing public
//! says a figure it is our estimate (`theme/figures.rs` marks each). A client may differ by pixels.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod charts;
mod color;
mod draw;
mod gallery;
mod holes;
mod html;
mod icons;
mod markdown;
mod options;
mod read;
mod theme;
mod time;
mod units;
mod words;

pub use gallery::Gallery;
pub use holes::hole;
pub use options::{Device, Options, Picture, Theme};

use feishu_card_core::{Content, Json};

/// A card as one self-contained page.
///
/// Takes whatever can be sent: a `Card`, a `Template`, a `CardEntity`, or `Json` as it is, odd members included.
#[must_use]
pub fn html<C: Content + ?Sized>(card: &C, options: &Options) -> String {
    let json = json_of(card);
    gallery::single(&json, options)
}

/// A card as a piece of HTML, `<div class="fc …">…</div>`, for a page that has the style sheet [`css`].
///
/// Its theme, device and width are those of the options; the theme can be changed afterwards by exchanging the class
/// `fc-light`, `fc-dark` or `fc-reader` of this element. On a page with several cards give each an
/// [`id_prefix`](Options::id_prefix).
#[must_use]
pub fn fragment<C: Content + ?Sized>(card: &C, options: &Options) -> String {
    draw::fragment(&json_of(card), options)
}

/// The style sheet of [`fragment`]s: one for all themes and devices; every rule is below the class `fc`.
#[must_use]
pub fn css() -> &'static str {
    theme::sheet()
}

/// The JSON of a card, as it would be sent. What is not JSON (only a foreign `Content` can write that) is `null`.
fn json_of<C: Content + ?Sized>(card: &C) -> Json {
    let mut text = String::new();
    card.write_json(&mut text);
    Json::parse(&text).unwrap_or_default()
}
