//! Draws a card: the frame here, each component in a file of its own.
//!
//! Drawing walks the card's JSON, not the typed values: so a member that the table does not know is ignored as the client
//! ignores it, a member of an odd type counts as absent, and places are JSON Pointers.

mod audio;
mod button;
mod chart;
mod checker;
mod columns;
mod confirm;
mod containers;
mod field;
mod frame;
mod header;
mod image;
mod input;
mod layout;
mod links;
mod menu;
mod people;
mod select_img;
mod table;
mod text;

use crate::{
    Options,
    color::{self, Color},
    html::{Html, Tag},
    options::Device,
    read::Read,
    units::Sides,
    words::{Words, words},
};
use feishu_card_core::Json;

pub(crate) use frame::fragment;
pub(crate) use table::pager;

/// How deep components are drawn. The platform allows five levels; a browser's parser flattens what is deeper than 512
/// elements, and a component is up to eight of them.
const DEPTH: usize = 30;

/// A card being drawn.
#[derive(Debug)]
pub(crate) struct Drawing<'a> {
    pub(crate) html: Html,
    pub(crate) options: &'a Options,
    pub(crate) words: &'static Words,
    pub(crate) pointer: Pointer,
    /// JSON 2.0, else 1.0.
    pub(crate) second: bool,
    /// Inside of a form, where controls send nothing by themselves.
    pub(crate) in_form: bool,
    /// Inside of a link or button, where no other may be.
    pub(crate) in_link: bool,
    config: Option<&'a Json>,
    depth: usize,
    ids: u32,
}

/// Where in the card the drawing is: a JSON Pointer, kept only where somebody wants it.
#[derive(Debug)]
pub(crate) struct Pointer(Option<String>);

impl Pointer {
    fn push(&mut self, step: &str) -> usize {
        let Some(path) = &mut self.0 else { return 0 };
        let before = path.len();
        path.push('/');
        for c in step.chars() {
            match c {
                '~' => path.push_str("~0"),
                '/' => path.push_str("~1"),
                c => path.push(c),
            }
        }
        before
    }

    fn push_index(&mut self, index: usize) -> usize {
        use std::fmt::Write;
        let Some(path) = &mut self.0 else { return 0 };
        let before = path.len();
        let _ = write!(path, "/{index}");
        before
    }

    fn back_to(&mut self, length: usize) {
        if let Some(path) = &mut self.0 {
            path.truncate(length);
        }
    }
}

impl Tag<'_> {
    /// `data-pointer`, where it is wanted.
    pub(crate) fn at(self, pointer: &Pointer) -> Self {
        match &pointer.0 {
            Some(path) => self.attr("data-pointer", path),
            None => self,
        }
    }

    /// The margin of a component.
    pub(crate) fn margin(self, margin: Option<Sides>) -> Self {
        self.style_if("margin", margin)
    }
}

impl<'a> Drawing<'a> {
    fn new(card: &'a Json, options: &'a Options) -> Self {
        Drawing {
            html: Html::with_capacity(16 * 1024),
            options,
            words: words(&options.locale),
            pointer: Pointer(options.pointers.then(String::new)),
            second: card.string("schema") == Some("2.0"),
            in_form: false,
            in_link: false,
            config: card.object("config"),
            depth: 0,
            ids: 0,
        }
    }

    /// Draws with the pointer one member further.
    pub(crate) fn within<T>(&mut self, member: &str, draw: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.pointer.push(member);
        let result = draw(self);
        self.pointer.back_to(before);
        result
    }

    /// Draws with the pointer one item further.
    pub(crate) fn within_item<T>(&mut self, index: usize, draw: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.pointer.push_index(index);
        let result = draw(self);
        self.pointer.back_to(before);
        result
    }

    /// Draws the components of a member, in order.
    pub(crate) fn components(&mut self, holder: &'a Json, member: &str) {
        self.within(member, |d| {
            for (index, component) in holder.items(member).iter().enumerate() {
                d.within_item(index, |d| d.component(component));
            }
        });
    }

    /// Draws one component.
    pub(crate) fn component(&mut self, json: &'a Json) {
        if self.depth >= DEPTH {
            return self.unknown("…");
        }
        self.depth += 1;
        match json.string("tag").unwrap_or_default() {
            "div" => self.div(json),
            "markdown" => self.markdown(json),
            "plain_text" | "lark_md" => self.bare_text(json),
            "note" if !self.second => self.note(json),
            "hr" => self.hr(json),
            "img" => self.img(json),
            "img_combination" => self.img_combination(json),
            "person" => self.person(json),
            "person_list" => self.person_list(json),
            "table" => self.table(json),
            "chart" => self.chart(json),
            "audio" if self.second => self.audio(json),
            "action" if !self.second => self.action(json),
            "column_set" => self.column_set(json),
            "column" => self.column(json),
            "form" => self.form(json),
            "interactive_container" => self.interactive_container(json),
            "collapsible_panel" => self.collapsible_panel(json),
            "button" => self.button(json),
            "overflow" => self.overflow(json),
            "select_static" | "multi_select_static" | "select_person" | "multi_select_person" => self.select(json),
            "date_picker" | "picker_time" | "picker_datetime" => self.picker(json),
            "input" => self.input(json),
            "select_img" => self.select_img(json),
            "checker" => self.checker(json),
            other => self.unknown(other),
        }
        self.depth -= 1;
    }

    /// A component that this version of the card does not have: a labelled box, never a gap.
    fn unknown(&mut self, tag: &str) {
        self.html.tag("div").class("fc-unknown fc-fill").at(&self.pointer).open();
        self.html.text(if tag.is_empty() { "?" } else { tag });
        self.html.close();
    }

    /// The margin of a component: 2.0 has it everywhere, 1.0 on what documents it.
    pub(crate) fn margin(&self, json: &Json) -> Option<Sides> {
        let text = json.word("margin")?;
        let sides = if self.second { Sides::parse(text, -99, 99) } else { Sides::parse(text, 0, 28) };
        sides.filter(|sides| !sides.is_zero())
    }

    /// The colour of a field.
    pub(crate) fn color(&self, name: Option<&str>) -> Option<Color> {
        let own = self.config.and_then(|config| config.object("style")).and_then(|style| style.object("color"));
        color::color(name?, own)
    }

    /// The ground of a `background_style`. Its `grey` is older than the palette, where the word is a dark one; samples
    /// put plain dark text on it, so it is a light grey here [E].
    pub(crate) fn ground(&self, name: Option<&str>) -> Option<Ground> {
        match name {
            Some("grey") => Some(Ground::Grey),
            other => self.color(other).map(Ground::Color),
        }
    }

    /// The name of a text size, resolved to one of the platform's.
    pub(crate) fn text_size(&self, name: Option<&str>) -> Option<&'static str> {
        let name = name?;
        let own = self.config.and_then(|config| config.object("style")).and_then(|style| style.object("text_size"));
        let known = |name: &str| crate::theme::figures::TEXT_SIZES.iter().map(|row| row.0).find(|known| *known == name);
        if let Some(own) = own.and_then(|own| own.object(name)) {
            let device = if self.phone() { "mobile" } else { "pc" };
            return own.word(device).or_else(|| own.word("default")).and_then(known);
        }
        known(name)
    }

    pub(crate) fn phone(&self) -> bool {
        self.options.device == Device::Phone
    }

    /// The member of the reader's language: `map` is the `i18n_…` member beside `base`. A language that the card does not
    /// have sees the base, else English, else Chinese, else the first.
    pub(crate) fn localized<'j>(&self, base: Option<&'j Json>, map: Option<&'j Json>) -> Option<&'j Json> {
        let filled = |value: &&Json| value.as_str() != Some("");
        let entries = map.and_then(Json::as_map).unwrap_or_default();
        let allowed = self.config.map(|config| config.items("locales")).unwrap_or_default();
        let of = |locale: &str| {
            let allowed = allowed.is_empty() || allowed.iter().any(|one| one.as_str() == Some(locale));
            entries.iter().rfind(|(key, _)| allowed && key == locale).map(|(_, value)| value).filter(filled)
        };
        of(&self.options.locale)
            .or_else(|| base.filter(filled))
            .or_else(|| of("en_us"))
            .or_else(|| of("zh_cn"))
            .or_else(|| entries.iter().find_map(|(key, _)| of(key)))
            .or(base)
    }

    /// The string of a member in the reader's language.
    pub(crate) fn localized_string<'j>(&self, json: &'j Json, member: &str, i18n: &str) -> Option<&'j str> {
        self.localized(json.get(member), json.get(i18n)).and_then(Json::as_str).filter(|text| !text.is_empty())
    }

    /// A new id of this page, for menus and dialogs.
    pub(crate) fn id(&mut self) -> Id {
        self.ids += 1;
        Id { prefix: self.options.id_prefix.clone(), number: self.ids }
    }
}

/// What lies under a column set, a column, or an interactive container.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Ground {
    Grey,
    Color(Color),
}

impl std::fmt::Display for Ground {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Ground::Grey => f.write_str("var(--fc-fill-column-grey)"),
            Ground::Color(color) => color.fmt(f),
        }
    }
}

/// An id of the page.
#[derive(Clone, Debug)]
pub(crate) struct Id {
    prefix: std::borrow::Cow<'static, str>,
    number: u32,
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "fc-{}{}", self.prefix, self.number)
    }
}
