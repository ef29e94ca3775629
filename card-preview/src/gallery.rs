//! Pages: one card, or many with an index.

use crate::{Options, Theme, draw, html::Html, json_of, theme::sheet, words::words};
use feishu_card_core::{Content, Json};

/// The style of a page around its cards.
const PAGE: &str = include_str!("theme/page.css");

fn head(html: &mut Html, lang: &str, title: &str) {
    html.raw("<!DOCTYPE html>\n");
    html.tag("html").attr("lang", lang).open();
    html.open("head", "");
    html.tag("meta").attr("charset", "utf-8").void();
    html.tag("meta").attr("name", "viewport").attr("content", "width=device-width, initial-scale=1").void();
    // a page may hold cards of strangers: no request leaves it, whatever a card says
    html.tag("meta")
        .attr("http-equiv", "Content-Security-Policy")
        .attr(
            "content",
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'",
        )
        .void();
    html.tag("meta").attr("name", "referrer").attr("content", "no-referrer").void();
    html.leaf("title", "", title);
    html.open("style", "");
    html.raw(sheet());
    html.raw(PAGE);
    html.close();
    html.close();
    html.raw("\n");
}

fn theme_class(theme: Theme) -> &'static str {
    match theme {
        Theme::Reader => "fc-page fc-reader",
        Theme::Light => "fc-page fc-light",
        Theme::Dark => "fc-page fc-dark",
    }
}

/// A page of one card.
pub(crate) fn single(card: &Json, options: &Options) -> String {
    let mut html = Html::with_capacity(64 * 1024);
    head(&mut html, words(&options.locale).lang, &title_of(card));
    html.tag("body").class(theme_class(options.theme)).open();
    html.open("main", "fc-page-card");
    html.raw(&draw::fragment(card, options));
    html.close();
    html.finish()
}

/// What a card is called: the summary of its list preview, or its title.
fn title_of(card: &Json) -> String {
    use crate::read::Read;
    let summary =
        card.object("config").and_then(|config| config.object("summary")).and_then(|summary| summary.word("content"));
    let title = card.object("header").and_then(|header| header.object("title")).and_then(|title| title.word("content"));
    let title = summary.or(title).unwrap_or("card");
    title.chars().filter(|c| !matches!(*c, crate::holes::OPEN | crate::holes::CLOSE)).take(200).collect()
}

/// A page of many cards, each in one or several looks, with an index.
///
/// ```
/// # extern crate feishu_card_core as feishu_card;
/// use feishu_card::Json;
/// use feishu_card_preview::{Gallery, Options, Theme};
///
/// let mut gallery = Gallery::new("cards of the shop");
/// let looks = [Options::new().theme(Theme::Light), Options::new().theme(Theme::Dark)];
/// gallery.card("order", &Json::parse(r#"{"elements":[{"tag":"hr"}]}"#)?, &looks);
/// let page = gallery.finish();
/// # Ok::<(), feishu_card::JsonError>(())
/// ```
#[derive(Debug)]
pub struct Gallery {
    title: String,
    index: Vec<String>,
    cards: Html,
    themes: Vec<Theme>,
    fragments: usize,
}

impl Gallery {
    /// An empty page with this title.
    #[must_use]
    pub fn new(title: &str) -> Self {
        Gallery { title: title.to_owned(), index: Vec::new(), cards: Html::default(), themes: Vec::new(), fragments: 0 }
    }

    /// Adds a card under a name, once for each of the options, side by side. Their `id_prefix` is replaced by one of the
    /// page's own.
    pub fn card<C: Content + ?Sized>(&mut self, name: &str, card: &C, looks: &[Options]) {
        let json = json_of(card);
        self.index.push(name.to_owned());
        let html = &mut self.cards;
        html.tag("section").class("fc-entry-card").attr_of("id", format_args!("card-{}", self.index.len())).open();
        html.leaf("h2", "fc-entry-name", name);
        html.open("div", "fc-looks");
        for look in looks {
            self.fragments += 1;
            self.themes.push(look.theme);
            let look = look.clone().id_prefix(&format!("{}-", self.fragments));
            let tag = html.tag("div").class("fc-look");
            let tag = match look.theme {
                Theme::Reader => tag.class("fc-reader"),
                Theme::Light => tag.class("fc-light"),
                Theme::Dark => tag.class("fc-dark"),
            };
            tag.style_if("max-width", look.page_width().map(|width| format!("{}px", width + 24))).open();
            html.raw(&draw::fragment(&json, &look));
            html.close();
        }
        html.close();
        html.close();
    }

    /// How many cards there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether there is no card yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// The page.
    #[must_use]
    pub fn finish(self) -> String {
        let cards = self.cards.finish();
        let mut html = Html::with_capacity(cards.len() + 64 * 1024);
        head(&mut html, "en", &self.title);
        // one theme for all: the page has it too
        let first = self.themes.first().copied().unwrap_or_default();
        let theme = if self.themes.iter().all(|theme| *theme == first) { first } else { Theme::Reader };
        html.tag("body").class(theme_class(theme)).class("fc-gallery").open();
        html.leaf("h1", "fc-gallery-title", &self.title);
        html.open("nav", "fc-index");
        for (number, name) in (1..).zip(&self.index) {
            html.tag("a").attr_of("href", format_args!("#card-{number}")).open();
            html.text(name);
            html.close();
        }
        html.close();
        html.open("main", "");
        html.raw(&cards);
        html.close();
        html.finish()
    }
}
