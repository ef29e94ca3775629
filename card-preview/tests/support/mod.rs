//! What the tests of this package share: the corpus, an HTML parser with the list of what is allowed, and the words that
//! random cards are made of.
#![allow(dead_code, reason = "each test uses its part")]

use feishu_card_core::Json;
use feishu_card_preview::{Device, Options, Picture, Theme, fragment};
use html5ever::{
    tendril::StrTendril,
    tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts},
};
use std::{cell::RefCell, sync::LazyLock};

pub const TAGS: &[&str] = &[
    "div",
    "markdown",
    "img",
    "img_combination",
    "hr",
    "note",
    "person",
    "person_list",
    "chart",
    "table",
    "audio",
    "action",
    "column_set",
    "column",
    "form",
    "interactive_container",
    "collapsible_panel",
    "button",
    "input",
    "overflow",
    "select_static",
    "multi_select_static",
    "select_person",
    "multi_select_person",
    "date_picker",
    "picker_time",
    "picker_datetime",
    "select_img",
    "checker",
    "plain_text",
    "lark_md",
    "",
];

pub const MEMBERS: &[&str] = &[
    "tag",
    "text",
    "content",
    "i18n_content",
    "elements",
    "columns",
    "actions",
    "body",
    "header",
    "title",
    "subtitle",
    "config",
    "style",
    "color",
    "text_size",
    "width_mode",
    "schema",
    "card_link",
    "url",
    "pc_url",
    "template",
    "icon",
    "ud_icon",
    "token",
    "img_key",
    "i18n_img_key",
    "text_tag_list",
    "padding",
    "margin",
    "direction",
    "horizontal_align",
    "vertical_align",
    "horizontal_spacing",
    "vertical_spacing",
    "flex_mode",
    "width",
    "weight",
    "height",
    "background_style",
    "action",
    "multi_url",
    "behaviors",
    "type",
    "default_url",
    "value",
    "confirm",
    "hover_tips",
    "disabled_tips",
    "disabled",
    "fields",
    "is_short",
    "extra",
    "options",
    "initial_option",
    "initial_index",
    "selected_values",
    "placeholder",
    "label",
    "label_position",
    "input_type",
    "rows",
    "max_length",
    "default_value",
    "required",
    "name",
    "form",
    "expanded",
    "border",
    "corner_radius",
    "background_color",
    "has_border",
    "border_color",
    "size",
    "scale_type",
    "mode",
    "custom_width",
    "alt",
    "preview",
    "combination_mode",
    "img_list",
    "user_id",
    "persons",
    "id",
    "show_name",
    "show_avatar",
    "lines",
    "page_size",
    "row_height",
    "data_type",
    "display_name",
    "format",
    "precision",
    "symbol",
    "separator",
    "date_format",
    "header_style",
    "chart_spec",
    "data",
    "values",
    "xField",
    "yField",
    "categoryField",
    "valueField",
    "seriesField",
    "series",
    "checked",
    "button_area",
    "buttons",
    "checked_style",
    "opacity",
    "file_key",
    "layout",
    "aspect_ratio",
    "multi_select",
    "href",
    "i18n_elements",
    "zh_cn",
    "en_us",
    "card_id",
    "template_id",
    "template_variable",
    "locales",
    "streaming_mode",
];

pub const WORDS: &[&str] = &[
    "2.0",
    "1.0",
    "plain_text",
    "lark_md",
    "markdown",
    "standard_icon",
    "custom_icon",
    "img_v3_x",
    "blue",
    "red",
    "grey",
    "default",
    "laser",
    "rgba(1,2,3,0.5)",
    "#fff",
    "url(x)",
    "fill",
    "auto",
    "weighted",
    "120px",
    "-12px",
    "4px 8px",
    "50%",
    "99999px",
    "large",
    "small",
    "stretch",
    "bisect",
    "trisect",
    "flow",
    "none",
    "left",
    "center",
    "right",
    "horizontal",
    "https://example.com/a?b=1&c=2",
    "javascript:alert(1)",
    "data:text/html,x",
    "//x",
    "ou_1",
    "all",
    "open_url",
    "callback",
    "primary_filled",
    "danger",
    "bar",
    "line",
    "pie",
    "radar",
    "funnel",
    "scatter",
    "linearProgress",
    "circularProgress",
    "wordCloud",
    "area",
    "common",
    "text",
    "number",
    "options",
    "persons",
    "date",
    "lark_md",
    "multiline_text",
    "password",
    "double",
    "triple",
    "template",
    "card",
    "zh_cn",
    "en_us",
    "chat_outlined",
    "heart_filled",
    "<script>",
    "\"><x y=z>",
    "2024-04-01",
    "12:30",
    "YYYY-MM-DD HH:mm:ss",
    "16:9",
    "1:1",
    "💥",
    "中文",
    "\u{feff}",
    "\0",
    "a\nb",
    "heading-0",
];

/// Pieces of Markdown, right and wrong.
pub const MARKS: &[&str] = &[
    "**",
    "*",
    "__",
    "~~",
    "~",
    "`",
    "```\n",
    "```rust\n",
    "# ",
    "## ",
    "> ",
    "- ",
    "1. ",
    "    ",
    "\n",
    "\n\n",
    "---\n",
    "***\n",
    "===\n",
    "| a | b |\n",
    "|---|---|\n",
    "[x](",
    "](",
    ")",
    "![",
    "https://example.com/中文",
    "<br>",
    "<hr>",
    "<font color='red'>",
    "<font color=blue-50>",
    "</font>",
    "<at id=all></at>",
    "<at id=ou_1>",
    "</at>",
    "<at ids=a,b></at>",
    "<a href='https://a.cn'>",
    "<a>",
    "</a>",
    "<link icon='chat_outlined' url='https://a.cn'>",
    "</link>",
    "<text_tag color='green'>",
    "</text_tag>",
    "<number_tag url='https://a.cn'>1</number_tag>",
    "<number_tag>",
    "<person id = 'ou_1' style='capsule'></person>",
    "<person>",
    "<local_datetime millisecond='0' format_type='date'>",
    "</local_datetime>",
    "<audio file_key='x' show_time=true>",
    "<raw>",
    "</raw>",
    "<script>",
    "<!--",
    "-->",
    "<div>",
    "<![",
    "<?",
    "<",
    ">",
    "&",
    "&reg",
    "&lt;",
    "&#60;",
    "&zwj;",
    ":DONE:",
    ":OK",
    ":",
    "\\",
    "\\<",
    "$x",
    "[a]: https://a.cn\n",
    "<https://a.cn>",
    "<a@b.cn>",
    "a",
    "中",
    " ",
    "\t",
    "😀",
    "\u{f0000}",
    "\u{10fff0}",
    "\u{10fff1}",
    "\u{0}",
    "\u{fffe}",
];

/// Pieces that make a careless reader search again and again.
pub const REPEATED: &[&str] = &[
    "<a href='",
    "<a x=\"' ",
    "<at ",
    "<font color='red'>**",
    "**a <font color=red>b** ",
    "*a **b ",
    "[a](<b",
    "[[",
    "![[",
    "<raw><at id=x>",
    "<a><b",
    "a<font color=red>\n\n",
    "- a\n  ",
    "- - ",
    "> > ",
    "`` ` ",
    "https://a.cn/(",
    "&copy",
    ":OK::",
    "|a",
    "|\n|-|\n",
    "<hr>`",
    "1) a\n",
    "[x]: <y\n",
    "~~a~",
    "<!-- ",
    "\u{10fff0}a",
];

/// The four looks: each theme, device, and the hooks.
pub fn looks() -> [Options; 4] {
    let picture = |key: &str| key.len().is_multiple_of(2).then(|| Picture::new(&b"GIF89a\x01\0\x01\0"[..])).flatten();
    [
        Options::new().theme(Theme::Light).holes(true),
        Options::new().theme(Theme::Dark).device(Device::Phone).pointers(true).locale("en_us"),
        Options::new().width(302).pictures(picture).names(|id| id.len().is_multiple_of(3).then(|| format!("<{id}>"))),
        Options::new().device(Device::Phone).locale("ja_jp").holes(true).pointers(true).id_prefix("x-"),
    ]
}

static CORPUS: LazyLock<Vec<Json>> = LazyLock::new(|| {
    let files = feishu_card_corpus::files(&["official-v1", "official-v2", "wild"]);
    let read = |file: &feishu_card_corpus::File| Json::parse(&file.text).ok();
    files.iter().filter_map(read).map(|json| json.get("card").cloned().unwrap_or(json)).collect()
});

/// All real cards, where they are beside the project.
pub fn corpus() -> &'static [Json] {
    &CORPUS
}

/// Every place of a value.
pub fn pointers(json: &Json, at: &mut String, found: &mut Vec<String>) {
    found.push(at.clone());
    let length = at.len();
    if let Some(members) = json.as_map() {
        for (name, value) in members {
            at.push('/');
            at.push_str(&name.replace('~', "~0").replace('/', "~1"));
            pointers(value, at, found);
            at.truncate(length);
        }
    }
    for (index, value) in json.as_list().unwrap_or_default().iter().enumerate() {
        at.push_str(&format!("/{index}"));
        pointers(value, at, found);
        at.truncate(length);
    }
}

/// A value with another one at a place.
pub fn replaced(json: &Json, pointer: &str, value: &Json) -> Json {
    let Some(rest) = pointer.strip_prefix('/') else { return value.clone() };
    let (step, rest) = rest.find('/').map_or((rest, ""), |end| rest.split_at(end));
    match json {
        Json::Map(members) => Json::Map(
            members
                .iter()
                .map(|(name, old)| {
                    let here = name.replace('~', "~0").replace('/', "~1") == step;
                    (name.clone(), if here { replaced(old, rest, value) } else { old.clone() })
                })
                .collect::<Vec<_>>()
                .into(),
        ),
        Json::List(items) => Json::List(
            items
                .iter()
                .enumerate()
                .map(|(index, old)| if index.to_string() == step { replaced(old, rest, value) } else { old.clone() })
                .collect::<Vec<_>>()
                .into(),
        ),
        other => other.clone(),
    }
}

/// Elements that may come out.
const ELEMENTS: &[&str] = &[
    "a",
    "blockquote",
    "br",
    "button",
    "circle",
    "clippath",
    "clipPath",
    "code",
    "dd",
    "defs",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "g",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "input",
    "label",
    "li",
    "line",
    "ol",
    "p",
    "path",
    "polyline",
    "polygon",
    "pre",
    "rect",
    "s",
    "span",
    "strong",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "text",
    "textarea",
    "th",
    "thead",
    "tr",
    "ul",
    "lineargradient",
    "stop",
];

/// Attributes that may come out, beside those of SVG's geometry.
const ATTRIBUTES: &[&str] = &[
    "alt",
    "aria-disabled",
    "aria-hidden",
    "aria-label",
    "aria-selected",
    "checked",
    "class",
    "colspan",
    "data-initial",
    "data-category",
    "data-percentage",
    "data-pointer",
    "data-series",
    "data-role",
    "data-value",
    "data-x",
    "data-y",
    "disabled",
    "for",
    "href",
    "id",
    "lang",
    "maxlength",
    "name",
    "open",
    "placeholder",
    "popover",
    "popovertarget",
    "popovertargetaction",
    "rel",
    "role",
    "rows",
    "scope",
    "src",
    "start",
    "style",
    "target",
    "title",
    "type",
    "value",
];

const SVG: &[&str] = &[
    "viewbox",
    "d",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "width",
    "height",
    "points",
    "fill",
    "stroke",
    "stroke-width",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-dasharray",
    "fill-opacity",
    "stroke-opacity",
    "transform",
    "font-size",
    "font-family",
    "font-weight",
    "text-anchor",
    "dominant-baseline",
    "alignment-baseline",
    "dx",
    "dy",
    "xmlns",
    "offset",
    "stop-color",
    "clip-path",
    "preserveaspectratio",
];

const VOID: &[&str] = &["br", "hr", "img", "input"];

/// Looks at every token of a page.
#[derive(Default)]
struct Looker {
    open: RefCell<Vec<String>>,
    wrong: RefCell<Vec<String>>,
}

impl Looker {
    fn tag(&self, tag: &Tag) {
        let name = tag.name.to_string();
        let mut open = self.open.borrow_mut();
        let mut wrong = self.wrong.borrow_mut();
        if !ELEMENTS.contains(&name.as_str()) {
            wrong.push(format!("element {name}"));
        }
        match tag.kind {
            TagKind::EndTag => {
                if open.pop().as_deref() != Some(&name) {
                    wrong.push(format!("</{name}> closes nothing"));
                }
            }
            TagKind::StartTag => {
                for one in ["a", "button"] {
                    if name == one && open.iter().any(|outer| outer == "a" || outer == "button") {
                        wrong.push(format!("<{one}> inside of a link or button"));
                    }
                }
                if name == "p" && open.iter().any(|outer| outer == "p") {
                    wrong.push("<p> inside of <p>".into());
                }
                if !VOID.contains(&name.as_str()) && !tag.self_closing {
                    open.push(name.clone());
                }
            }
        }
        for attribute in &tag.attrs {
            let (key, value) = (attribute.name.local.to_string(), attribute.value.to_string());
            if !ATTRIBUTES.contains(&key.as_str()) && !SVG.contains(&key.as_str()) {
                wrong.push(format!("attribute {key} of {name}"));
            }
            let good = match key.as_str() {
                "href" => {
                    value.starts_with('#')
                        || ["http:", "https:", "mailto:", "tel:", "lark:"]
                            .iter()
                            .any(|scheme| value.to_ascii_lowercase().starts_with(scheme))
                }
                "src" => value.starts_with("data:image/"),
                "style" => !value.contains("url(") && !value.contains(['<', '\\', '@']) && !value.contains("/*"),
                _ => true,
            };
            if !good {
                wrong.push(format!("{key}={value}"));
            }
        }
        let has = |key: &str| tag.attrs.iter().any(|attribute| &*attribute.name.local == key);
        if tag.kind == TagKind::StartTag
            && name == "a"
            && has("target")
            && !tag.attrs.iter().any(|a| &*a.name.local == "rel" && a.value.contains("noopener"))
        {
            wrong.push("a link without noopener".into());
        }
    }
}

impl TokenSink for Looker {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) => self.tag(&tag),
            Token::ParseError(error) => self.wrong.borrow_mut().push(format!("parse error: {error}")),
            Token::CommentToken(_) | Token::DoctypeToken(_) => {
                self.wrong.borrow_mut().push("comment or doctype".into())
            }
            Token::CharacterTokens(_) | Token::NullCharacterToken | Token::EOFToken => {}
        }
        TokenSinkResult::Continue
    }
}

/// Draws a card and checks the HTML: tags that pair, of the list, with attributes of the list; the same bytes again.
pub fn check(card: &Json, look: &Options) {
    let drawn = fragment(card, look);
    assert_eq!(drawn, fragment(card, look), "not the same twice: {card}");
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(drawn.as_str()));
    let options = TokenizerOpts { exact_errors: true, ..TokenizerOpts::default() };
    let tokenizer = Tokenizer::new(Looker::default(), options);
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    let left = tokenizer.sink.open.borrow();
    let wrong = tokenizer.sink.wrong.borrow();
    assert!(left.is_empty() && wrong.is_empty(), "{wrong:?} {left:?}\ncard: {card}\nhtml: {drawn}");
}
