//! Hostile values in every Markdown place: the card shows them as text.

use feishu_card::{
    __p::{Flavour, HoleContext},
    Markdown, Typed, card,
};

/// What users type to break out.
const HOSTILE: &[&str] = &[
    "<at id=all></at>",
    "</at><at id=all></at>",
    "</font><font color='red'>",
    "'><at id=all></at>",
    "\"><at id=all></at>",
    "**bold** *it* ~~s~~ __u__",
    "[x](https://evil.example)",
    "![x](img_v3_evil)",
    "](https://evil.example)",
    "javascript:alert(1)",
    "https://evil.example/ (x",
    "` </at> ``` ~~~",
    "\n```\n<at id=all></at>\n```\n",
    "\n# heading\n- item\n> quote\n---\n",
    "&lt;at id=all&gt; &#60; &amp;",
    "a|b",
    ":OK: <link url='x'>y</link>",
    "$x [a]($x)",
    "{{name}} ${name}",
    "\\*x\\*",
    "all",
];

/// The value as it stands in the content, between what stands around it.
fn inside(content: &str, before: &str, after: &str) -> String {
    let rest = content.strip_prefix(before).unwrap_or_else(|| panic!("{content} does not begin with {before}"));
    rest.strip_suffix(after).unwrap_or_else(|| panic!("{content} does not end with {after}")).to_owned()
}

fn escaped(value: &str, place: HoleContext, flavour: Flavour) -> String {
    let mut out = String::new();
    feishu_card_schema::markdown::escape(value, place, flavour, &mut out);
    out
}

/// Nothing in it opens a tag, marks text, links or ends a span.
fn is_inert(text: &str) -> bool {
    !["<", ">", "**", "~~", "](", "`", "\n#", "\n-", "\n>"].iter().any(|mark| text.contains(mark))
}

fn content(json: &str) -> String {
    let json = feishu_card::Json::parse(json).expect(json);
    let content = json.get("content").or_else(|| json.pointer("/text/content"));
    content.and_then(|content| content.as_str()).expect("content").to_owned()
}

/// Every value through `make`, held to the escape of its place.
fn place(make: impl Fn(&str) -> String, before: &str, after: &str, place: HoleContext, flavour: Flavour) {
    for x in HOSTILE {
        let value = inside(&content(&make(x)), before, after);
        assert_eq!(value, escaped(x, place, flavour), "{x}");
    }
}

#[test]
fn running_text() {
    let make = |x: &str| card! { <markdown schema="2.0">"a {x} b"</markdown> }.to_json_string();
    place(make, "a ", " b", HoleContext::Text, Flavour::Markdown2);
}

#[test]
fn running_text_of_1_0() {
    let make = |x: &str| card! { <markdown schema="1.0">"a {x} b"</markdown> }.to_json_string();
    place(make, "a ", " b", HoleContext::Text, Flavour::Markdown1);
}

#[test]
fn running_text_of_lark_md() {
    let make = |x: &str| card! { <lark_md schema="1.0">"a {x} b"</lark_md> }.to_json_string();
    place(make, "a ", " b", HoleContext::Text, Flavour::LarkMd);
}

#[test]
fn bold() {
    let make = |x: &str| card! { <markdown schema="2.0">"**{x}**"</markdown> }.to_json_string();
    place(make, "**", "**", HoleContext::Between, Flavour::Markdown2);
}

#[test]
fn tag_text() {
    let make =
        |x: &str| card! { <markdown schema="2.0">"<font color='red'>a {x} b</font>"</markdown> }.to_json_string();
    place(make, "<font color='red'>a ", " b</font>", HoleContext::Text, Flavour::Markdown2);
}

#[test]
fn tag_attribute() {
    let make = |x: &str| card! { <markdown schema="2.0">"<font color='{x}'>a</font>"</markdown> }.to_json_string();
    place(make, "<font color='", "'>a</font>", HoleContext::Attribute, Flavour::Markdown2);
}

#[test]
fn mention() {
    let make = |x: &str| card! { <markdown schema="2.0">"<at id={x}></at>"</markdown> }.to_json_string();
    place(make, "<at id=", "></at>", HoleContext::Mention, Flavour::Markdown2);
}

#[test]
fn link_target() {
    let make = |x: &str| card! { <markdown schema="2.0">"[a]({x})"</markdown> }.to_json_string();
    place(make, "[a](", ")", HoleContext::Url, Flavour::Markdown2);
}

#[test]
fn link_path() {
    let make = |x: &str| card! { <markdown schema="2.0">"[a](https://x.cn/{x})"</markdown> }.to_json_string();
    place(make, "[a](https://x.cn/", ")", HoleContext::UrlPart, Flavour::Markdown2);
}

#[test]
fn link_text() {
    let make = |x: &str| card! { <markdown schema="2.0">"[{x}](https://x.cn)"</markdown> }.to_json_string();
    place(make, "[", "](https://x.cn)", HoleContext::Label, Flavour::Markdown2);
}

#[test]
fn code_span() {
    let make = |x: &str| card! { <markdown schema="2.0">"a `{x}` b"</markdown> }.to_json_string();
    for x in HOSTILE.iter().filter(|x| !x.contains('`') && !x.starts_with('\n')) {
        let value = inside(&content(&make(x)), "a `", "` b");
        assert_eq!(value, escaped(x, HoleContext::Code, Flavour::Markdown2), "{x}");
    }
    assert_eq!(content(&make("` </at> ``` ~~~")), "a `` ` </at> ``` ~~~ `` b");
}

#[test]
fn fence() {
    let make = |x: &str| card! { <markdown schema="2.0">"```\n{x}\n```"</markdown> }.to_json_string();
    for x in HOSTILE.iter().filter(|x| !x.contains("\n```")) {
        assert_eq!(inside(&content(&make(x)), "```\n", "\n```"), *x, "code is not altered");
    }
    let longer = "\n```\n<at id=all></at>\n```\n";
    assert_eq!(inside(&content(&make(longer)), "````\n", "\n````"), longer);
}

/// Wherever the lines of a block of code come from.
#[test]
fn fence_under_control_flow() {
    let lines = ["````", "<at id=all></at>", "x"];
    let card = card! {
        <markdown schema="2.0">
            "```markdown\n"
            {lines[0]}
            "\n"
            {lines[1]}
            "\n```"
            if lines.len() > 2 {
                "\n{lines:?}"
            }
        </markdown>
    };
    let text = card.content.unwrap_or_default();
    assert!(text.starts_with("`````markdown\n````\n<at id=all></at>\n`````\n"), "{text}");
    let made = card! {
        <markdown schema="2.0">
            "```\n"
            {lines[0]}
            "\n"
            {lines[1]}
            "\n```"
        </markdown>
    };
    assert_eq!(made.content.as_deref(), Some("`````\n````\n<at id=all></at>\n`````"));
}

/// Only `&`, `<` and `>` are read in a `<text_tag>`: a name shows as it is.
#[test]
fn text_of_a_tag() {
    let make = |x: &str| {
        card! { <markdown schema="2.0">"<text_tag color='neutral'>{x}</text_tag>"</markdown> }.to_json_string()
    };
    for x in HOSTILE {
        let value = inside(&content(&make(x)), "<text_tag color='neutral'>", "</text_tag>");
        assert_eq!(value, x.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\n', " "), "{x}");
    }
}

/// The hole of an image takes its key; an address is refused by the rules.
#[test]
fn image_key() {
    let make = |x: &str| {
        card! {
            <card schema="2.0">
                <markdown>"![图]({x})"</markdown>
            </card>
        }
    };
    assert!(make("img_v3_02vb_x").validate().is_empty());
    for x in ["https://a.cn/x.png", "/api/x.png", "", "data:image/png;base64,AA"] {
        let found = make(x).validate();
        let codes: Vec<_> = found.iter().map(|found| (found.code(), found.platform_code())).collect();
        assert_eq!(codes, [("C0728", Some(200570))], "{x}");
    }
}

/// In running text nothing of a value is left that Markdown would read.
#[test]
fn running_text_is_inert() {
    for x in HOSTILE {
        let made = content(&card! { <markdown schema="2.0">"a {x} b"</markdown> }.to_json_string());
        let value = inside(&made, "a ", " b");
        let value = value.replace("<br>", "");
        assert!(is_inert(&value), "{x:?} becomes {value:?}");
    }
}

/// Expressions are escaped like names, and so are locale attributes, text elements, titles and cells.
#[test]
fn every_markdown_place_of_a_card_is_escaped() {
    let x = "<at id=all></at>";
    let card = card! {
        <card schema="2.0">
            <markdown en_us="{x}" zh_cn={x}>
                "a " {x}
                if true {
                    " {x}"
                }
            </markdown>
            <div><lark_md ja_jp="{x}">{x}</lark_md></div>
            <collapsible_panel>
                <header>
                    <title><markdown>"{x}"</markdown></title>
                </header>
            </collapsible_panel>
            <table>
                <column name="md" data_type=markdown/>
                <column name="lark" data_type=lark_md/>
                <row md="{x}" lark={x}/>
            </table>
        </card>
    };
    let json = card.to_json_string();
    assert!(!json.contains("<at"), "{json}");
    assert_eq!(json.matches("&#60;at").count(), 9, "{json}");
}

/// Plain places are plain: nothing is escaped there, and nothing needs to be.
#[test]
fn plain_places_show_what_they_get() {
    let x = "<at id=all></at> **x**";
    let card = card! {
        <card schema="2.0">
            <div>"{x}"</div>
            <button name="b" hover_tips={x}>
                {x}
                <callback value={{"x": x}}/>
            </button>
            <table>
                <column name="a" data_type=text/>
                <row a="{x}"/>
            </table>
        </card>
    };
    assert_eq!(card.to_json_string().matches(x).count(), 5);
}

/// `Markdown::raw` is the way to write Markdown at run time.
#[test]
fn raw_markdown_passes() {
    let bold = Markdown::raw("**x**");
    let card = card! { <markdown>"a " {bold}</markdown> };
    assert_eq!(card.content.as_deref(), Some("a **x**"));
}
