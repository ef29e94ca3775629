//! The vocabulary of HTML, and of what is written like it (JSX, Vue, Svelte): what its tags, attributes, events and
//! entities are on this platform.
//!
//! People bring these names along. None of them is answered with `json:` or `<raw>`: the platform refuses them.

/// Names from elsewhere, and what to write instead, in markup and in JSON.
#[derive(Debug)]
pub struct Foreign {
    /// The names, in lower case.
    pub names: &'static [&'static str],
    /// What to write in markup.
    pub markup: &'static str,
    /// What to write in JSON.
    pub json: &'static str,
}

const fn foreign(names: &'static [&'static str], markup: &'static str, json: &'static str) -> Foreign {
    Foreign { names, markup, json }
}

/// Tags.
static TAGS: &[Foreign] = &[
    foreign(
        &["text", "p", "span", "label", "plain_text", "lark_md", "paragraph", "typography", "legend", "output"],
        "text is `<div>\"…\"</div>` or `<markdown>\"…\"</markdown>`",
        "text belongs in `div` or `markdown`",
    ),
    foreign(
        &["code", "code_block", "codeblock", "pre", "kbd", "samp"],
        "write a fence of three backticks in `<markdown>`",
        "write a fence of three backticks in `markdown`",
    ),
    foreign(
        &["a", "link", "url", "at", "mention"],
        "links and mentions are Markdown: `<markdown>\"[text](https://…)\"</markdown>`",
        "links and mentions are Markdown: write them in the text of `markdown`",
    ),
    foreign(&["br", "wbr", "linebreak"], "a line break is `\\n` in the text", "a line break is `\\n` in the text"),
    foreign(
        &["h1", "h2", "h3", "h4", "h5", "h6", "title", "heading", "hgroup"],
        "the title is `<header title=\"…\"/>`, a heading is Markdown: `\"# …\"`",
        "the title is in `header`, a heading is Markdown: `# …`",
    ),
    foreign(
        &["b", "strong", "i", "em", "bold", "italic"],
        "bold and italic are Markdown: `\"**…**\"`, `\"*…*\"`",
        "bold and italic are Markdown: `**…**`, `*…*`",
    ),
    foreign(
        &["s", "del", "strike", "ins", "u"],
        "struck-out text is Markdown: `\"~~…~~\"`; nothing is underlined",
        "struck-out text is Markdown: `~~…~~`; nothing is underlined",
    ),
    foreign(
        &["small", "sub", "sup"],
        "small text is `<plain_text text_size=notation>\"…\"</plain_text>` in a `<div>`",
        "small text has `text_size` notation",
    ),
    foreign(
        &["font", "color"],
        "colour is Markdown: `\"<font color='red'>…</font>\"`",
        "colour is Markdown: `<font color='red'>…</font>`",
    ),
    foreign(
        &["ul", "ol", "li", "list", "dl", "dt", "dd", "menu"],
        "a list is Markdown: `\"- …\\n- …\"`",
        "a list is Markdown: `- …\\n- …`",
    ),
    foreign(
        &["blockquote", "quote", "q", "cite"],
        "a quotation is Markdown: `<markdown>\"> …\"</markdown>`, in a card with `schema=\"2.0\"`",
        "a quotation is Markdown: `> …`, in a card of schema 2.0",
    ),
    foreign(
        &["select", "dropdown", "combobox", "listbox", "datalist"],
        "a choice of options is `<select_static>`",
        "a choice of options is `select_static`",
    ),
    foreign(
        &["optgroup"],
        "options are not grouped: write `<option>`s in `<select_static>`",
        "options are not grouped",
    ),
    foreign(
        &["radio", "radio_group", "radiogroup"],
        "a choice of one is `<select_static>` with `<option>`s",
        "a choice of one is `select_static`",
    ),
    foreign(&["checkbox", "switch", "toggle"], "a box to tick is `<checker>`", "a box to tick is `checker`"),
    foreign(
        &["textarea", "textfield", "textinput", "multiline_input"],
        "a text of several lines is `<input input_type=multiline_text/>`",
        "a text of several lines is an `input` of `input_type` multiline_text",
    ),
    foreign(
        &["row", "grid", "flex", "hbox", "col", "columns", "layout"],
        "things side by side are `<column>`s in a `<column_set>`",
        "things side by side are columns in a `column_set`",
    ),
    foreign(
        &["tr", "td", "th", "thead", "tbody", "tfoot", "caption", "colgroup"],
        "a table is `<table>` with `<column name=\"a\" …/>`s and `<row a=\"…\"/>`s",
        "a table is `table` with `columns` and `rows`",
    ),
    foreign(&["image", "picture", "figure"], "did you mean `<img>`?", "did you mean `img`?"),
    foreign(&["avatar"], "a picture of a person is `<person user_id=\"ou_…\"/>`", "a picture of a person is `person`"),
    foreign(
        &["badge", "chip", "pill", "mark", "tag"],
        "a coloured tag is Markdown: `\"<text_tag color='red'>…</text_tag>\"`; in a header it is `<text_tag>`",
        "a coloured tag is Markdown: `<text_tag color='red'>…</text_tag>`; in a header it is in `text_tag_list`",
    ),
    foreign(
        &["details", "summary", "accordion", "collapse", "expander"],
        "what unfolds is `<collapsible_panel>`, in a card with `schema=\"2.0\"`",
        "what unfolds is `collapsible_panel`, in a card of schema 2.0",
    ),
    foreign(
        &["svg", "canvas", "progress", "meter", "graph"],
        "drawings of figures are `<chart chart_spec={{…}}/>`",
        "drawings of figures are `chart`",
    ),
    foreign(
        &["dialog", "modal", "alert", "popover"],
        "a question before a click is `<confirm title=\"…\">\"…\"</confirm>` in the `<button>`",
        "a question before a click is `confirm` of the button",
    ),
    foreign(
        &["tooltip"],
        "a hint is `<hover_tips>\"…\"</hover_tips>` in the `<button>`",
        "a hint is `hover_tips` of the button",
    ),
    foreign(
        &["datepicker", "date", "calendar"],
        "a day is chosen by `<date_picker>`",
        "a day is chosen by `date_picker`",
    ),
    foreign(&["timepicker", "time"], "a time is chosen by `<picker_time>`", "a time is chosen by `picker_time`"),
    foreign(
        &["divider", "separator", "spacer"],
        "a line between components is `<hr/>`",
        "a line between components is `hr`",
    ),
    foreign(
        &[
            "section",
            "article",
            "main",
            "aside",
            "nav",
            "view",
            "container",
            "box",
            "fieldset",
            "panel",
            "group",
            "stack",
            "center",
        ],
        "a box around components is `<column_set><column>…</column></column_set>`; only parts that are clicked or unfold have \
         others",
        "a box around components is a column of a `column_set`",
    ),
    foreign(
        &["footer"],
        "a line of small print is `<note>\"…\"</note>` in JSON 1.0, a `<div>` with `text_size=notation` in 2.0",
        "a line of small print is `note` in 1.0",
    ),
    foreign(
        &[
            "video", "iframe", "embed", "object", "script", "style", "html", "head", "meta", "base", "noscript", "map",
            "area",
        ],
        "a card holds no web page: remove it, or link to the page in `<markdown>`",
        "a card holds no web page: remove it, or link to the page in `markdown`",
    ),
    foreign(
        &["fragment", "react.fragment"],
        "a list of components is `<>…</>` at the root; inside of an element its children need nothing around them",
        "a list of components is `elements`",
    ),
    foreign(
        &["slot", "template", "router_link"],
        "a part of a card is a Rust function: call it in braces, `{part()}`",
        "a card has no slots",
    ),
    foreign(
        &["header", "config", "card_link"],
        "it belongs in the card itself, not among the components",
        "it belongs in the card itself, not among the components",
    ),
];

/// Attributes, beside events and names with a prefix.
static ATTRIBUTES: &[Foreign] = &[
    foreign(
        &["class", "classname", "class_name", "classlist", "css", "style", "sx", "stylesheet"],
        "a card has no style sheets: the look is `text_color`, `text_size`, `margin`, `padding` and the like, where an \
         element has them",
        "a card has no style sheets: the look is `text_color`, `text_size`, `margin`, `padding` and the like",
    ),
    foreign(
        &["id"],
        "the id of an element is `element_id=\"…\"`, in a card with `schema=\"2.0\"`",
        "the id of an element is `element_id`, in a card of schema 2.0",
    ),
    foreign(
        &["href", "to", "link", "formaction", "url"],
        "what a click opens is `<open_url default_url=\"https://…\"/>` inside of a `<button>`, in 1.0 its `url=\"…\"`; a link \
         in text is Markdown: `\"[…](https://…)\"`",
        "what a click opens is the behaviour `open_url` of a button, in 1.0 its `url`; a link in text is Markdown",
    ),
    foreign(
        &["src", "srcset"],
        "pictures are uploaded first, then shown by their key: `<img img_key=\"img_v3_…\" alt=\"\"/>`",
        "pictures are uploaded first, then shown by `img_key`",
    ),
    foreign(
        &["target", "rel", "download", "ping", "referrerpolicy"],
        "the client decides how a link opens: remove it",
        "the client decides how a link opens: remove it",
    ),
    foreign(
        &["hidden", "visible", "display"],
        "write `if shown { … }` around the element",
        "leave the element out of the JSON",
    ),
    foreign(
        &["v-if", "v-show", "ng-if"],
        "write `if shown { … }` around the element",
        "leave the element out of the JSON",
    ),
    foreign(
        &["v-else", "v-else-if"],
        "write `if … { … } else { … }` around the elements",
        "leave the element out of the JSON",
    ),
    foreign(
        &["v-for", "ng-for", "ng-repeat"],
        "write `for item in items { … }` around the element",
        "repeat the element",
    ),
    foreign(
        &["v-model", "v-bind", "ng-model"],
        "what is chosen or typed comes back under `name=\"…\"`",
        "what is chosen or typed comes back under `name`",
    ),
    foreign(&["v-text", "v-html"], "the text is between the tags: `\"{name}\"`", "the text is `content`"),
    foreign(
        &["key", "ref", "slot", "is", "part"],
        "elements of a card are not tracked: remove it, or name the element by `element_id=\"…\"`",
        "elements of a card are not tracked: remove it, or write `element_id`",
    ),
    foreign(
        &["innerhtml", "dangerouslysetinnerhtml", "innertext", "textcontent", "children"],
        "write the text between the tags",
        "the text is `content`",
    ),
    foreign(&["for", "htmlfor"], "a field names itself: `<input label=\"…\"/>`", "a field names itself by its `label`"),
    foreign(
        &["bgcolor", "background", "background_color", "backgroundcolor", "background-color"],
        "a background is `background_style=grey` of `<column>`, `<column_set>` and `<interactive_container>`",
        "a background is `background_style` of columns, column sets and interactive containers",
    ),
    foreign(
        &["color", "colour", "fontcolor", "font-color", "textcolor"],
        "colour is `<plain_text text_color=red>\"…\"</plain_text>` or Markdown: `\"<font color='red'>…</font>\"`",
        "colour is `text_color` of a text, or Markdown: `<font color='red'>…</font>`",
    ),
    foreign(
        &["font-size", "fontsize", "font_size"],
        "the size is `text_size=heading` of the text",
        "the size is `text_size` of the text",
    ),
    foreign(
        &["font-weight", "fontweight", "font_weight", "bold"],
        "bold text is Markdown: `\"**…**\"`",
        "bold text is Markdown: `**…**`",
    ),
    foreign(
        &["align", "valign", "text-align", "textalign", "justify", "align-items", "justify-content"],
        "what is aligned is the text, `text_align=center`, or the column: `horizontal_align`, `vertical_align`",
        "what is aligned is the text, `text_align`, or the column: `horizontal_align`, `vertical_align`",
    ),
    foreign(
        &["gap", "spacing", "gutter"],
        "the space between children is `horizontal_spacing` and `vertical_spacing`, in a card with `schema=\"2.0\"`",
        "the space between children is `horizontal_spacing` and `vertical_spacing`, in a card of schema 2.0",
    ),
    foreign(
        &["border", "border-radius", "borderradius", "box-shadow", "radius"],
        "an `<interactive_container>` has borders and corners: `has_border`, `corner_radius`",
        "an `interactive_container` has borders and corners: `has_border`, `corner_radius`",
    ),
    foreign(
        &["readonly", "contenteditable"],
        "what cannot be changed is `disabled`, or plain text",
        "what cannot be changed is `disabled`, or plain text",
    ),
    foreign(
        &["maxlength", "minlength"],
        "the longest text of an input is `max_length=…`",
        "the longest text of an input is `max_length`",
    ),
    foreign(
        &["selected", "defaultvalue", "default-value", "defaultchecked"],
        "what is chosen at first is `initial_option` of a select, `default_value` of an input, `checked` of a checker",
        "what is chosen at first is `initial_option` of a select, `default_value` of an input, `checked` of a checker",
    ),
    foreign(
        &["multiple", "multi"],
        "several are chosen by `<multi_select_static>`",
        "several are chosen by `multi_select_static`",
    ),
    foreign(
        &["action", "method", "enctype", "novalidate"],
        "a form is sent by its button: `form_action_type=submit`, in 1.0 `action_type=form_submit`",
        "a form is sent by its button: `form_action_type`, in 1.0 `action_type`",
    ),
    foreign(
        &[
            "autofocus",
            "autocomplete",
            "tabindex",
            "accesskey",
            "spellcheck",
            "draggable",
            "role",
            "inputmode",
            "pattern",
            "step",
            "itemprop",
            "loading",
            "decoding",
        ],
        "the client looks after this: remove it",
        "the client looks after this: remove it",
    ),
    foreign(
        &["lang", "dir", "locale"],
        "a translation is an attribute of the text: `en_us=\"…\"`; in 1.0 `<i18n_elements>` has a body per language",
        "translations are `i18n_content`, in 1.0 `i18n_elements`",
    ),
    foreign(
        &["colspan", "rowspan", "cellpadding", "cellspacing", "scope"],
        "cells of a table are not joined: remove it",
        "cells of a table are not joined: remove it",
    ),
    foreign(
        &["title", "tooltip"],
        "a hint is `<hover_tips>\"…\"</hover_tips>` in a `<button>`; the title of the card is `<header title=\"…\"/>`",
        "a hint is `hover_tips` of a button; the title of the card is in `header`",
    ),
    foreign(
        &["rows", "cols"],
        "a text of several lines is `<input input_type=multiline_text rows=3/>`",
        "a text of several lines is an `input` of `input_type` multiline_text with `rows`",
    ),
    foreign(
        &["width", "height"],
        "only columns and pictures have a size: `<column width=120px>`, `<img size=\"100px 80px\" …/>`",
        "only columns and pictures have a size: `width`, `size`",
    ),
    foreign(&["alt"], "only pictures have `alt`", "only pictures have `alt`"),
    foreign(
        &["min", "max"],
        "what is typed is checked by your callback: remove it",
        "what is typed is checked by your callback: remove it",
    ),
    foreign(
        &["variant", "severity", "intent", "appearance"],
        "the look of a button is `type=primary`",
        "the look of a button is `type`",
    ),
    foreign(
        &["loop", "controls", "autoplay", "muted", "poster"],
        "a card plays nothing by itself: remove it",
        "a card plays nothing by itself: remove it",
    ),
];

static EVENT: Foreign = foreign(
    &[],
    "what a user does comes back as data: `<callback value={{…}}/>` in the element, in 1.0 `value={{…}}`",
    "what a user does comes back as data: the behaviour `callback`, in 1.0 `value`",
);

static DATA: Foreign = foreign(
    &[],
    "data of your own is JSON: `value={{\"key\": …}}`, in 2.0 `<callback value={{\"key\": …}}/>`",
    "data of your own is JSON: `value`, in 2.0 the behaviour `callback`",
);

static ARIA: Foreign = foreign(
    &[],
    "screen readers read the texts; only pictures have a text of their own: `alt`",
    "screen readers read the texts; only pictures have a text of their own: `alt`",
);

/// What a tag that no component has is on this platform.
#[must_use]
pub fn tag(name: &str) -> Option<&'static Foreign> {
    let name = name.to_ascii_lowercase().replace("-", "_");
    TAGS.iter().find(|foreign| foreign.names.contains(&name.as_str()))
}

/// What an attribute that an element does not have is on this platform.
#[must_use]
pub fn attribute(name: &str) -> Option<&'static Foreign> {
    let name = name.to_ascii_lowercase();
    if let Some(found) = ATTRIBUTES.iter().find(|foreign| foreign.names.contains(&name.as_str())) {
        return Some(found);
    }
    let part = |prefix: &str| name.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty());
    match () {
        () if is_event(&name) || part("v-on") => Some(&EVENT),
        () if part("data-") || part("data_") => Some(&DATA),
        () if part("aria-") || part("aria_") => Some(&ARIA),
        () => None,
    }
}

/// `onclick`, `on_click`, `on-change`, `onSubmit`: what scripts listen to.
#[must_use]
pub fn is_event(name: &str) -> bool {
    const EVENTS: [&str; 24] = [
        "blur",
        "cancel",
        "change",
        "click",
        "close",
        "dblclick",
        "doubleclick",
        "error",
        "focus",
        "hover",
        "input",
        "keydown",
        "keypress",
        "keyup",
        "load",
        "mousedown",
        "mouseenter",
        "mouseover",
        "mouseup",
        "press",
        "reset",
        "scroll",
        "select",
        "submit",
    ];
    let Some(event) = name.strip_prefix("on") else { return false };
    EVENTS.contains(&in_one_word(event).as_str())
}

/// A name without the marks between its words.
pub(crate) fn in_one_word(name: &str) -> String {
    let mut name = name.to_owned();
    name.retain(|c| !matches!(c, '-' | '_'));
    name
}

/// Names of entities and their characters, sorted; with those of numbers they are what HTML texts write.
static ENTITIES: &[(&str, char)] = &[
    ("aacute", 'á'),
    ("acirc", 'â'),
    ("aelig", 'æ'),
    ("agrave", 'à'),
    ("amp", '&'),
    ("apos", '\''),
    ("aring", 'å'),
    ("auml", 'ä'),
    ("bull", '•'),
    ("ccedil", 'ç'),
    ("cent", '¢'),
    ("check", '✓'),
    ("copy", '©'),
    ("dagger", '†'),
    ("darr", '↓'),
    ("deg", '°'),
    ("divide", '÷'),
    ("eacute", 'é'),
    ("ecirc", 'ê'),
    ("egrave", 'è'),
    ("emsp", '\u{2003}'),
    ("ensp", '\u{2002}'),
    ("euml", 'ë'),
    ("euro", '€'),
    ("frac12", '½'),
    ("ge", '≥'),
    ("gt", '>'),
    ("hearts", '♥'),
    ("hellip", '…'),
    ("iacute", 'í'),
    ("icirc", 'î'),
    ("iexcl", '¡'),
    ("infin", '∞'),
    ("iquest", '¿'),
    ("iuml", 'ï'),
    ("laquo", '«'),
    ("larr", '←'),
    ("ldquo", '“'),
    ("le", '≤'),
    ("lsquo", '‘'),
    ("lt", '<'),
    ("mdash", '—'),
    ("micro", 'µ'),
    ("middot", '·'),
    ("minus", '−'),
    ("nbsp", '\u{a0}'),
    ("ndash", '–'),
    ("ne", '≠'),
    ("ntilde", 'ñ'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("oslash", 'ø'),
    ("ouml", 'ö'),
    ("para", '¶'),
    ("permil", '‰'),
    ("plusmn", '±'),
    ("pound", '£'),
    ("quot", '"'),
    ("raquo", '»'),
    ("rarr", '→'),
    ("rdquo", '”'),
    ("reg", '®'),
    ("rsquo", '’'),
    ("sect", '§'),
    ("star", '☆'),
    ("sup2", '²'),
    ("szlig", 'ß'),
    ("thinsp", '\u{2009}'),
    ("times", '×'),
    ("trade", '™'),
    ("uacute", 'ú'),
    ("uarr", '↑'),
    ("ucirc", 'û'),
    ("uuml", 'ü'),
    ("yen", '¥'),
    ("zwj", '\u{200d}'),
    ("zwnj", '\u{200c}'),
];

/// The character of an entity: `nbsp`, `#160`, `#xA0`, without `&` and `;`.
///
/// ```
/// use feishu_card_schema::words::html::entity;
/// assert_eq!(entity("hellip"), Some('…'));
/// assert_eq!(entity("#x26"), Some('&'));
/// assert_eq!(entity("R"), None);
/// ```
#[must_use]
pub fn entity(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return ENTITIES
            .binary_search_by(|(known, _)| known.cmp(&name))
            .ok()
            .and_then(|at| ENTITIES.get(at))
            .map(|(_, c)| *c);
    };
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(hex) => (hex, 16),
        None => (number, 10),
    };
    let right = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit());
    if right { u32::from_str_radix(digits, radix).ok().and_then(char::from_u32) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{names, objects};
    use std::collections::BTreeSet;

    #[test]
    fn a_name_is_told_once() {
        for list in [TAGS, ATTRIBUTES] {
            let mut seen = BTreeSet::new();
            for name in list.iter().flat_map(|foreign| foreign.names) {
                assert!(seen.insert(name), "`{name}` is told twice");
                assert_eq!(*name, name.to_ascii_lowercase());
            }
        }
        assert!(ENTITIES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn no_component_is_foreign() {
        for name in TAGS.iter().flat_map(|foreign| foreign.names) {
            assert!(names::tagged(&objects::Component, name).is_none(), "`{name}`");
        }
    }

    #[test]
    fn no_name_of_html_is_answered_with_a_hatch() {
        for Foreign { names, markup, json } in TAGS.iter().chain(ATTRIBUTES).chain([&EVENT, &DATA, &ARIA]) {
            assert!(!markup.contains("json:") && !markup.contains("<raw"), "{names:?}");
            assert!(!json.contains('<') || json.contains("Markdown"), "{names:?}");
        }
    }

    #[test]
    fn events_and_prefixes_are_recognised() {
        for name in ["onclick", "onClick", "on_click", "onChange", "onkeydown", "v-on"] {
            let found = attribute(name).map(|foreign| foreign.markup);
            assert_eq!(found, (name != "v-on").then_some(EVENT.markup), "{name}");
        }
        assert_eq!(attribute("data-user").map(|foreign| foreign.markup), Some(DATA.markup));
        assert_eq!(attribute("aria-label").map(|foreign| foreign.markup), Some(ARIA.markup));
        assert!(attribute("once").is_none() && attribute("data").is_none() && attribute("disabled").is_none());
        assert_eq!(entity("#0042"), Some('*'));
        assert_eq!(entity("#+4"), None);
    }
}
