//! Attributes of the web, and what the element is with the author's own words in it.

use super::{Shown, content::content};
use crate::syntax::{Child, Element, string_value, written};
use feishu_card_schema::{
    Version,
    table::{Kind, Object, names::named, objects},
};
use proc_macro2::{Delimiter, Span, TokenTree};
use std::{borrow::Cow, ops::Range};

/// An attribute whose name the web owns.
#[derive(Clone, Debug)]
pub(crate) struct WebAttribute {
    /// Its name: that of the attribute of HTML that it is like.
    pub(crate) name: String,
    /// Whether the element has it, by this name, among its attributes.
    pub(crate) listed: bool,
    /// The tokens behind the `=`, by their places in the tag's level.
    pub(crate) value: Range<usize>,
    /// Where it is.
    pub(crate) span: Span,
    /// What is said where the element has no such attribute; nothing if the rules say it.
    pub(crate) message: Option<String>,
    /// The help where nothing better is known.
    pub(crate) help: String,
}

/// What to write for an attribute of the web with this value; `shown` gives the element without all of those that it has.
/// Most names are not of the web, so nothing is put together before one is.
pub(crate) fn attribute(
    element: &Element,
    web: &WebAttribute,
    value: &[TokenTree],
    shown: &dyn Fn() -> Shown,
    version: Option<Version>,
) -> Option<String> {
    let object = || named(&element.name.as_ref()?.text).first().copied();
    let name = match web.name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => Cow::Owned(web.name.to_ascii_lowercase()),
        false => Cow::Borrowed(web.name.as_str()),
    };
    let is = |of: &Object| object().is_some_and(|object| object == of);
    let has = |member: &str| object().is_some_and(|object| object.member(member).is_some());
    let expression = || expression(value);
    match name.as_ref() {
        "v-if" | "v-show" | "ng-if" | "visible" | "ngif" => {
            expression().map(|condition| format!("write `if {condition} {{ {} }}`", shown().written()))
        }
        "hidden" if value.is_empty() => Some("remove the element".to_owned()),
        "hidden" => expression().map(|condition| format!("write `if !{condition} {{ {} }}`", shown().written())),
        "v-else" => Some(format!("write `else {{ {} }}` behind the `if`", shown().written())),
        "v-for" | "ng-for" | "ng-repeat" | "ngfor" => {
            let (pattern, list) = repeated(&expression()?)?;
            Some(format!("write `for {pattern} in {list} {{ {} }}`", shown().written()))
        }
        "v-model" | "ng-model" => Some(match shown_name(element) {
            Some(name) => format!("remove it: what is typed or chosen comes back under `name=\"{name}\"`"),
            None => {
                let name = expression().unwrap_or_else(|| "text".to_owned()).replace('.', "_");
                format!("write `name=\"{name}\"`: what is typed or chosen comes back under this name")
            }
        }),
        "innerhtml"
        | "dangerouslysetinnerhtml"
        | "innertext"
        | "textcontent"
        | "children"
        | "v-text"
        | "v-html"
        | "content" => inner(value).map(|inner| format!("write `{}`", shown().holding(inner).written())),
        "key" | "ref" | "slot" | "is" | "part" => None,
        "id" if version == Some(Version::V2) => text(value).map(|id| format!("write `element_id=\"{id}\"`")),
        "href" | "to" | "link" | "formaction" if has("behaviors") => {
            let address = quoted_or_braced(value)?;
            let open = Shown::new("open_url", "").with("default_url", format!("default_url={address}")).written();
            Some(format!("what a click opens is a child: write `{}`", shown().begun(&open).written()))
        }
        "src" | "srcset" | "url" | "image_key" if is(&objects::Img) => Some(
            "upload the picture with `client.upload_image(bytes).await?`, which gives its key: `img_key={key}`"
                .to_owned(),
        ),
        "width" | "height" if is(&objects::Img) => {
            let given = |name: &str| {
                let value = if name == web.name {
                    text(value)
                } else {
                    super::content::given(element, &[name]).map(str::to_owned)
                };
                value.map(|value| value.trim_end_matches("px").to_owned()).filter(|value| value.parse::<u32>().is_ok())
            };
            let (width, height) = (given("width"), given("height"));
            let side = width.clone().or(height.clone())?;
            let (width, height) = (width.unwrap_or(side.clone()), height.unwrap_or(side));
            Some(format!("width and height are one attribute: write `size=\"{width}px {height}px\"`"))
        }
        "color" | "colour" | "style" | "width" | "height" | "class" | "size" if is(&objects::Hr) => {
            Some("a divider has no style: remove it".to_owned())
        }
        "style" | "class" | "classname" | "color" | "variant" | "severity" | "intent" | "appearance" | "background"
        | "bgcolor"
            if is(&objects::Button) =>
        {
            let text = written(value).to_ascii_lowercase();
            let of_classes = name.starts_with("class");
            if of_classes && !["btn", "button", "primary", "danger", "red"].iter().any(|word| text.contains(word)) {
                return None;
            }
            let danger = ["red", "danger", "error", "destructive", "warn"].iter().any(|word| text.contains(word));
            Some(match danger {
                true => "the look of a button is its type: write `type=danger`".to_owned(),
                false => "the look of a button is its type: write `type=primary`".to_owned(),
            })
        }
        "title" | "tooltip" if has("hover_tips") && !element.children.is_empty() => {
            let tips = Shown::new("hover_tips", quoted_or_braced(value)?).written();
            Some(format!("what is shown under the pointer is a child: write `{}`", shown().begun(&tips).written()))
        }
        "align" | "text-align" | "textalign" if has("text_align") => {
            text(value).filter(|word| is_side(word)).map(|word| format!("write `text_align={word}`"))
        }
        "align" | "text-align" | "textalign" if is(&objects::Div) => {
            let side = text(value).filter(|word| is_side(word))?;
            styled(element, shown(), "text_align", &side)
        }
        "color" | "colour" | "fontcolor" | "font-color" | "textcolor" | "text_color" if is(&objects::Div) => {
            styled(element, shown(), "text_color", &text(value)?)
        }
        "font-size" | "fontsize" | "font_size" if is(&objects::Div) => styled(element, shown(), "text_size", "heading"),
        "font-weight" | "fontweight" | "font_weight" | "bold" if is(&objects::Div) => {
            let bold = content(&element.children)?.text;
            Some(format!("bold text is Markdown: write `<div><lark_md>\"**{bold}**\"</lark_md></div>`"))
        }
        "bgcolor" | "background" | "background_color" | "backgroundcolor" | "background-color"
            if has("background_style") =>
        {
            Some("write `background_style=grey`".to_owned())
        }
        "bgcolor" | "background" | "background_color" | "backgroundcolor" | "background-color"
            if object().is_some_and(|object| objects::Component.variants.contains(&object)) =>
        {
            let column = Shown::new("column", shown().written()).written();
            let set = Shown::new("column_set", column).with("background_style", "background_style=grey").written();
            Some(format!("a background is that of columns: write `{set}`"))
        }
        "type" if is(&objects::Input) => Some(match text(value).as_deref() {
            Some(kind @ "password") => format!("write `input_type={kind}`"),
            _ => "write `input_type=text`".to_owned(),
        }),
        name if name.starts_with("aria-") || name.starts_with("aria_") || name == "role" => {
            Some("remove it: the client reads the texts of a card to those who cannot see them".to_owned())
        }
        name if name.starts_with("data-") || name.starts_with("data_") => {
            let key = name.get(5..)?.replace('-', "_");
            returned(object()?, shown(), version, &key, &quoted_or_braced(value)?)
        }
        name if is_event(name) => {
            let said = returned(object()?, shown(), version, "action", &format!("\"{}\"", handler(value)))?;
            Some(format!("what people do comes back to the app as data: {said}"))
        }
        _ => None,
    }
}

/// An element that sends data back when it is used.
fn returned(object: &Object, shown: Shown, version: Option<Version>, key: &str, value: &str) -> Option<String> {
    let value = match value.strip_prefix('{').and_then(|value| value.strip_suffix('}')) {
        Some(expression) => expression,
        None => value,
    };
    let json = format!("value={{{{\"{key}\": {value}}}}}");
    let version = version.unwrap_or(Version::V2);
    let takes = |member: &str| object.member(member).is_some_and(|member| member.facts(version).is_some());
    if takes("behaviors") {
        let callback = Shown::new("callback", "").with("value", json).written();
        return Some(format!("write `{}`", shown.begun(&callback).written()));
    }
    takes("value").then(|| format!("write `{}`", shown.with("value", json).written()))
}

/// A `<div>` whose text has a style.
fn styled(element: &Element, shown: Shown, member: &str, value: &str) -> Option<String> {
    let only_text = element.children.iter().all(|child| matches!(child, Child::Text(_) | Child::Splice(_)));
    let inside = shown.inside().to_owned();
    let text = Shown::new("plain_text", inside).with(member, format!("{member}={}", quoted_word(value))).written();
    only_text.then(|| format!("the text carries its style: write `{}`", shown.holding(text).written()))
}

fn quoted_word(word: &str) -> String {
    let plain = word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if plain && !word.is_empty() { word.to_owned() } else { format!("{word:?}") }
}

fn is_side(word: &str) -> bool {
    matches!(word, "left" | "center" | "right")
}

fn is_event(name: &str) -> bool {
    feishu_card_schema::words::html::is_event(name) || name.starts_with("v-on")
}

fn shown_name(element: &Element) -> Option<&str> {
    super::content::given(element, &["name"])
}

/// What a value says as text.
fn text(value: &[TokenTree]) -> Option<String> {
    match value {
        [TokenTree::Literal(literal)] => Some(string_value(literal).unwrap_or_else(|| literal.to_string())),
        [TokenTree::Ident(word)] => Some(word.to_string()),
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::Brace => {
            match group.stream().into_iter().collect::<Vec<_>>().as_slice() {
                [TokenTree::Literal(literal)] => string_value(literal),
                _ => None,
            }
        }
        [] => None,
        value => Some(written(value)),
    }
}

/// A value as Rust: in templates of the web a string holds an expression.
fn expression(value: &[TokenTree]) -> Option<String> {
    match value {
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::Brace => {
            Some(written(&group.stream().into_iter().collect::<Vec<_>>()))
        }
        value => text(value),
    }
}

/// A value as an attribute and a child have it.
fn quoted_or_braced(value: &[TokenTree]) -> Option<String> {
    match value {
        [] => None,
        [TokenTree::Group(_)] => Some(written(value)),
        value => text(value).map(|text| format!("{text:?}")),
    }
}

/// The text that `dangerouslySetInnerHTML={{ "__html": name }}` or `children="a"` sets.
fn inner(value: &[TokenTree]) -> Option<String> {
    let [TokenTree::Group(outer)] = value else { return quoted_or_braced(value) };
    let inner: Vec<TokenTree> = outer.stream().into_iter().collect();
    let [TokenTree::Group(object)] = inner.as_slice() else { return quoted_or_braced(value) };
    let members: Vec<TokenTree> = object.stream().into_iter().collect();
    match members.as_slice() {
        [_, TokenTree::Punct(colon), TokenTree::Literal(text)] if colon.as_char() == ':' => Some(text.to_string()),
        [_, TokenTree::Punct(colon), rest @ ..] if colon.as_char() == ':' => Some(format!("{{{}}}", written(rest))),
        _ => None,
    }
}

/// `x in xs`, `(x, i) in xs`, `let x of xs`.
fn repeated(text: &str) -> Option<(String, String)> {
    let (pattern, list) = text.split_once(" in ").or_else(|| text.split_once(" of "))?;
    let pattern = pattern.trim().trim_start_matches("let ").trim();
    let list = list.split(';').next().unwrap_or_default().trim();
    match pattern.strip_prefix('(').and_then(|pattern| pattern.strip_suffix(')')).and_then(|both| both.split_once(','))
    {
        Some((item, index)) => {
            Some((format!("({}, {})", index.trim(), item.trim()), format!("{list}.iter().enumerate()")))
        }
        None => Some((pattern.to_owned(), list.to_owned())),
    }
}

/// What a handler is called: `save` of `() => save()`, of `"go()"`, of `{go}`.
fn handler(value: &[TokenTree]) -> String {
    let inner = expression(value).unwrap_or_default();
    let mut name = last_word(&inner);
    for before in inner.split('(') {
        let called = last_word(before);
        if called.is_some_and(|word| inner.contains(&format!("{word}("))) {
            name = called;
        }
    }
    name.filter(|word| word.len() < 24).unwrap_or("click").to_owned()
}

fn last_word(text: &str) -> Option<&str> {
    text.rsplit(|c: char| !(c.is_alphanumeric() || c == '_')).find(|word| !word.is_empty())
}

/// What `type="submit"` of a button is.
pub(crate) fn submits(word: &str, version: Option<Version>) -> Option<String> {
    let (first, second) = match word {
        "submit" => ("action_type=form_submit", "form_action_type=submit"),
        "reset" => ("action_type=form_reset", "form_action_type=reset"),
        "button" => return Some("remove it: a button of a card sends a form only if it says so".to_owned()),
        _ => return None,
    };
    Some(match version {
        Some(Version::V1) => format!("write `{first}`"),
        Some(Version::V2) => format!("write `{second}`"),
        None => format!("write `{second}`, in a card of JSON 1.0 `{first}`"),
    })
}

/// Whether an attribute of this kind is on or off.
pub(crate) fn is_flag(element: &Element, attribute: &str) -> bool {
    let objects = element.name.as_ref().map(|name| named(&name.text)).unwrap_or_default();
    objects.iter().any(|object| object.member(attribute).is_some_and(|member| matches!(member.kind, Kind::Bool)))
}
