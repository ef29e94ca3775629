//! Interpolated values in texts: as they show in plain places, escaped for their place in Markdown.

use crate::{
    Boxed, Changes, Json, LarkMd, MarkdownText, PlainText, SplitLimits, Str, Text,
    untrusted::{pictures, split, untrusted, untrusted_with_pictures},
};
use feishu_card_schema::{
    Limits,
    markdown::{Builder, Flavour, HoleContext, template},
};
use std::{
    borrow::Cow,
    fmt::{Arguments, Display, Write},
    rc::Rc,
    sync::Arc,
};

/// What is allowed in a text: strings, characters, numbers, and `Option`s of these.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not text",
    label = "expected a string, a number, or an `Option` of these",
    note = "show a list by `for item in list {{ {{item}} }}` without braces around it, or by `{{list.join(\", \")}}`; a struct by a field of it: `{{&value.name}}`; a future by `{{name().await}}`; what has `Debug` by `{{format!(\"{{value:?}}\")}}`; `Markdown::raw` is for Markdown only"
)]
pub trait TextPiece {
    /// Appends the text.
    fn append(&self, out: &mut String);

    /// Whether it is empty: a cell is omitted then.
    fn is_none(&self) -> bool {
        false
    }

    /// The text itself.
    fn into_text(self) -> String
    where
        Self: Sized,
    {
        let mut text = String::new();
        self.append(&mut text);
        text
    }
}

/// What may be the whole text of an element: what shows as text, or a text object.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not text",
    label = "expected a string, a number, a text object, or an `Option` of these",
    note = "show a list by `for item in list {{ {{item}} }}` without braces around it, or by `{{list.join(\", \")}}`; a struct by a field of it: `{{&value.name}}`; a future by `{{name().await}}`; what has `Debug` by `{{format!(\"{{value:?}}\")}}`; `Markdown::raw` is for `<lark_md>` and `<markdown>`"
)]
pub trait IntoText {
    /// The text, if there is any.
    fn into_text(self) -> Option<Text>;
}

#[diagnostic::do_not_recommend]
impl<T: TextPiece> IntoText for T {
    fn into_text(self) -> Option<Text> {
        if self.is_none() { None } else { Some(Text::plain(TextPiece::into_text(self))) }
    }
}

macro_rules! text_objects {
    ($($Type:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl IntoText for $Type {
            fn into_text(self) -> Option<Text> {
                Some(self.into())
            }
        }

        #[diagnostic::do_not_recommend]
        impl IntoText for Option<$Type> {
            fn into_text(self) -> Option<Text> {
                self.map(Into::into)
            }
        }
    )*};
}

text_objects!(Text, PlainText, LarkMd, MarkdownText);

/// What is allowed in a Markdown text: text, which is escaped, and [`Markdown::raw`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not text",
    label = "expected a string, a number, an `Option` of these, or `Markdown::raw(…)`",
    note = "show a list by `for item in list {{ {{item}} }}` without braces around it, or by `{{list.join(\", \")}}`; a struct by a field of it: `{{&value.name}}`; a future by `{{name().await}}`; what has `Debug` by `{{format!(\"{{value:?}}\")}}`"
)]
pub trait MarkdownPiece {
    /// Appends the Markdown that shows as this value.
    fn append(&self, place: HoleContext, flavour: Flavour, out: &mut Builder);

    /// Whether it is empty: a cell is omitted then.
    fn is_none(&self) -> bool {
        false
    }
}

/// Markdown that is kept as it is: for texts of your own, never for what users typed.
///
/// ```
/// # extern crate feishu_card_core as feishu_card;
/// use feishu_card::Markdown;
/// let bold = Markdown::raw("**bold**");
/// assert_eq!(bold.as_str(), "**bold**");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Markdown(Str);

impl Markdown {
    /// Markdown as it is.
    #[must_use]
    pub fn raw(text: impl Into<Str>) -> Self {
        Markdown(text.into())
    }

    /// Markdown that a model or a person wrote, made safe and valid for the `markdown` of a 2.0 card: mentions, tags of
    /// the platform and HTML are shown as text; code, lists, tables, emphasis and links to `http`, `https` and `tel` are
    /// kept; other links and pictures become text or links; code without an end is closed; a fifth table becomes code.
    ///
    /// It makes no card refused and notifies nobody. Applied twice it changes nothing more. How long it may be is up to
    /// the card: [`Markdown::split`].
    ///
    /// ```
    /// # extern crate feishu_card_core as feishu_card;
    /// use feishu_card::Markdown;
    /// let answer = Markdown::untrusted("**Done** <at id=all></at>\n```sh\nls");
    /// assert_eq!(answer.as_str(), "**Done** &#60;at id=all>&#60;/at>\n```sh\nls\n```");
    /// ```
    #[must_use]
    pub fn untrusted(text: &str) -> Self {
        Self::untrusted_with(text, &Limits::PLATFORM).0
    }

    /// As [`Markdown::untrusted`], with your own limit of tables, and what was changed.
    #[must_use]
    pub fn untrusted_with(text: &str, limits: &Limits) -> (Self, Changes) {
        let (text, changes) = untrusted(text, limits.markdown_tables);
        (Markdown(text.into()), changes)
    }

    /// As [`Markdown::untrusted_with`], and pictures whose address `key` knows are shown: it gives the key that they were
    /// uploaded under. [`Markdown::pictures`] are those it is asked for.
    #[must_use]
    pub fn untrusted_with_pictures(
        text: &str,
        limits: &Limits,
        key: &dyn Fn(&str) -> Option<String>,
    ) -> (Self, Changes) {
        let (text, changes) = untrusted_with_pictures(text, limits.markdown_tables, key);
        (Markdown(text.into()), changes)
    }

    /// The addresses on the web of the pictures in a text, in order, each once.
    ///
    /// ```
    /// # extern crate feishu_card_core as feishu_card;
    /// use feishu_card::Markdown;
    /// assert_eq!(Markdown::pictures("![a](https://b.c/d.png) `![x](y)`"), ["https://b.c/d.png"]);
    /// ```
    #[must_use]
    pub fn pictures(text: &str) -> Vec<String> {
        pictures(text)
    }

    /// Several cards' worth: parts of which each fits, cut before blocks where possible. A code block that is cut is
    /// closed and opened again with its language; no link, tag or entity is cut.
    #[must_use]
    pub fn split(&self, limits: &SplitLimits) -> Vec<Markdown> {
        split(&self.0, limits).into_iter().map(|part| Markdown(part.into())).collect()
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A literal. By a function, which leaves rustc no type to infer and to prove, as `Str::Borrowed` does.
#[must_use]
pub const fn literal(text: &'static str) -> Str {
    Str::Borrowed(text)
}

/// A literal as plain text.
#[must_use]
pub const fn plain_text(content: &'static str) -> PlainText {
    PlainText::NEW.content(Str::Borrowed(content))
}

/// A literal as Markdown in a text.
#[must_use]
pub const fn lark_md_literal(content: &'static str) -> LarkMd {
    LarkMd::NEW.content(Str::Borrowed(content))
}

macro_rules! templates {
    ($($name:ident, $with:ident = $flavour:ident;)*) => {$(
        /// Markdown of this kind: a template and the values for its holes, which are gone when the call is over.
        #[must_use]
        pub fn $name<const N: usize>(template: &str, values: [&dyn Display; N]) -> Str {
            Str::Owned(template::fill(template, Flavour::$flavour, &values))
        }

        /// The same with one hole, as most have: a reference costs rustc less than an array of one.
        #[must_use]
        pub fn $with(template: &str, value: &dyn Display) -> Str {
            $name(template, [value])
        }
    )*};
}

templates! {
    lark_md, lark_md_with = LarkMd;
    markdown_1, markdown_1_with = Markdown1;
    markdown_2, markdown_2_with = Markdown2;
}

/// A text object of Markdown: a template and the values for its holes.
#[must_use]
pub fn text_lark_md<const N: usize>(template: &str, values: [&dyn Display; N]) -> Text {
    as_lark_md(lark_md(template, values))
}

/// The same with one hole.
#[must_use]
pub fn text_lark_md_with(template: &str, value: &dyn Display) -> Text {
    as_lark_md(lark_md_with(template, value))
}

/// What a format string gives.
#[must_use]
pub fn formatted(text: Arguments<'_>) -> Str {
    Str::Owned(text.to_string())
}

/// A text object of what a format string gives.
#[must_use]
pub fn text_formatted(text: Arguments<'_>) -> Text {
    as_plain_text(formatted(text))
}

/// Plain text.
#[must_use]
pub fn as_plain_text(content: Str) -> Text {
    Text::PlainText(Boxed::new(PlainText::NEW.content(content)))
}

/// Markdown in a text.
#[must_use]
pub fn as_lark_md(content: Str) -> Text {
    Text::LarkMd(Boxed::new(LarkMd::NEW.content(content)))
}

/// A cell of a Markdown column; `None` leaves it out.
pub fn markdown_cell<T: MarkdownPiece + ?Sized>(
    row: &mut Vec<(Str, Json)>,
    key: &'static str,
    place: HoleContext,
    flavour: Flavour,
    value: &T,
) {
    if value.is_none() {
        return;
    }
    let mut text = Builder::default();
    value.append(place, flavour, &mut text);
    row.push((Str::Borrowed(key), Json::Str(text.finish(flavour).into())));
}

/// The text that control flow puts together; it is there once a piece of it is.
pub fn text<T: Default>(text: &mut Option<T>) -> &mut T {
    text.get_or_insert_with(T::default)
}

#[diagnostic::do_not_recommend]
impl<T: TextPiece + ?Sized> MarkdownPiece for T {
    fn append(&self, place: HoleContext, flavour: Flavour, out: &mut Builder) {
        let mut text = String::new();
        TextPiece::append(self, &mut text);
        out.push_value(&text, place, flavour);
    }

    fn is_none(&self) -> bool {
        TextPiece::is_none(self)
    }
}

#[diagnostic::do_not_recommend]
impl MarkdownPiece for Markdown {
    fn append(&self, _: HoleContext, _: Flavour, out: &mut Builder) {
        out.push_str(&self.0);
    }
}

#[diagnostic::do_not_recommend]
impl TextPiece for str {
    fn append(&self, out: &mut String) {
        out.push_str(self);
    }
}

#[diagnostic::do_not_recommend]
impl<T: TextPiece + ?Sized> TextPiece for &T {
    fn append(&self, out: &mut String) {
        (**self).append(out);
    }

    fn is_none(&self) -> bool {
        (**self).is_none()
    }
}

#[diagnostic::do_not_recommend]
impl<T: TextPiece> TextPiece for Option<T> {
    fn append(&self, out: &mut String) {
        if let Some(value) = self {
            value.append(out);
        }
    }

    fn is_none(&self) -> bool {
        self.as_ref().is_none_or(TextPiece::is_none)
    }
}

macro_rules! shown {
    ($($Type:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl TextPiece for $Type {
            fn append(&self, out: &mut String) {
                // writing into a String cannot fail
                let _ = write!(out, "{self}");
            }
        }
    )*};
}

#[diagnostic::do_not_recommend]
impl TextPiece for String {
    fn append(&self, out: &mut String) {
        out.push_str(self);
    }

    fn into_text(self) -> String {
        self
    }
}

shown!(
    Cow<'_, str>,
    Box<str>,
    Rc<str>,
    Arc<str>,
    char,
    bool,
    std::fmt::Arguments<'_>,
    f32,
    f64,
    i8,
    i16,
    i32,
    i64,
    i128,
    isize,
    u8,
    u16,
    u32,
    u64,
    u128,
    usize
);
