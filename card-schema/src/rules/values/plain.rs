//! Rules on plain text: it is shown as it is typed, Markdown and entities too.

use crate::{
    entries,
    rules::{
        path::Spot,
        walk::{Visited, Walk},
    },
    table::objects,
    words::html::entity,
};

entries! {
    MARKDOWN_IN_PLAIN = "C0318" "Markdown in plain text" [W W W]
        why "Plain text is shown as it is typed: `**`, links in brackets and the platform's tags are read in `lark_md` and \
             `markdown` only (card-json-1 §4.1, card-json-2 §7.1)."
        wrong "<card><div>\"**已发布** [日志](https://a.cn)\"</div></card>"
        right "<card><div><lark_md>\"**已发布** [日志](https://a.cn)\"</lark_md></div></card>"

    ENTITY_IN_PLAIN = "C0319" "an entity in plain text" [W W W]
        why "Entities such as `&nbsp;` are read in Markdown only; plain text shows them as they are typed, and needs none \
             (card-json-2 §13.6)."
        wrong "<card><div>\"a &lt; b\"</div></card>"
        right "<card><div>\"a < b\"</div></card>"
}

/// What is read where a value of run time will be: it may be a name, or the target of a link.
pub(crate) const HOLE: &str = "https://…";

/// Whether a text has a byte with which Markdown or an entity begins: most have none.
pub(crate) fn may_have_marks(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'*' | b'[' | b'<' | b'&'))
}

/// Plain text is shown as it is typed: no Markdown, no entities. One finding for a text.
pub(crate) fn plain_text_is_shown_as_it_is<'t, 'p>(
    walk: &mut Walk<'t, '_>,
    element: &Visited<'t>,
    parts: impl Iterator<Item = &'p str>,
    spot: Spot<'t>,
) {
    if element.object != &objects::PlainText {
        return;
    }
    for text in parts.filter(|text| may_have_marks(text)) {
        if let Some(mark) = markdown(text) {
            let mark = mark.replace(HOLE, "{…}");
            let message = format!("plain text shows `{mark}` as it is typed");
            let help = right_text(walk, element, text);
            walk.report(&MARKDOWN_IN_PLAIN, spot, message, Some(help));
            return;
        }
        if let Some((written, c)) = an_entity(text) {
            let message = format!("plain text shows `{written}` as it is typed");
            let c = match c {
                '"' => "\\\"".to_owned(),
                c if c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}') => {
                    format!("\\u{{{:x}}}", u32::from(c))
                }
                c => c.to_string(),
            };
            let help = format!("write the character itself: `{c}`; entities are for Markdown");
            walk.report(&ENTITY_IN_PLAIN, spot, message, Some(help));
            return;
        }
    }
}

/// What to write for Markdown: another kind of text, where the member accepts one.
fn right_text(walk: &Walk<'_, '_>, element: &Visited<'_>, text: &str) -> String {
    let whole = element.text("content").filter(|whole| *whole == text && is_short(text)).unwrap_or("…");
    let markup = walk.markup();
    let Some(holder) = element.holder else {
        return if markup { "write `<lark_md>`" } else { "write the `tag` `lark_md`" }.to_owned();
    };
    let accepts_markdown = {
        let mut kinds = holder.facts.values().into_iter().peekable();
        kinds.peek().is_none() || kinds.any(|kind| kind == objects::LarkMd.tag)
    };
    let owner = walk.name(holder.object);
    match (accepts_markdown, markup) {
        _ if holder.object == &objects::Header => "a header shows mentions and emoji only: remove the marks".to_owned(),
        (false, _) => format!("`{}` of {owner} accepts plain text only: remove the marks", holder.member.name),
        (true, true) if holder.object == &objects::Div => {
            format!("write `<div><lark_md>\"{whole}\"</lark_md></div>` or `<markdown>\"{whole}\"</markdown>`")
        }
        (true, true) => {
            format!(
                "write it in `<lark_md>\"{whole}\"</lark_md>`, or as a component in `<markdown>\"{whole}\"</markdown>`"
            )
        }
        (true, false) => "write the `tag` `lark_md`, or a component `markdown`".to_owned(),
    }
}

/// Whether a text is repeated in a help line, as it is written between quotes.
fn is_short(text: &str) -> bool {
    text.chars().count() <= 60 && !text.contains(['"', '\\', '{', '}', '\n'])
}

/// The first Markdown in a text that can hardly be meant as it is: bold, a link, a tag of the platform or of HTML.
fn markdown(text: &str) -> Option<String> {
    let bold = between(text, "**", "**").filter(|inner| {
        let (first, last) = (inner.chars().next(), inner.chars().next_back());
        first.is_some_and(char::is_alphanumeric) && last.is_some_and(|c| !c.is_whitespace() && c != '*')
    });
    if let Some(inner) = bold {
        return Some(shorten(&format!("**{inner}**")));
    }
    if let Some(at) = text.find("](http")
        && let Some(open) = text.get(..at).and_then(|before| before.rfind('['))
    {
        return text.get(open..at).map(|shown| format!("{shown}](…)"));
    }
    const TAGS: [&str; 13] = [
        "<at id=",
        "<at ids=",
        "<at user_id=",
        "<at email=",
        "<font color=",
        "<a href=",
        "<text_tag",
        "<number_tag",
        "<local_datetime",
        "<link url=",
        "<br>",
        "<br/>",
        "<br />",
    ];
    const PAIRS: [(&str, &str); 4] = [("<b>", "</b>"), ("<strong>", "</strong>"), ("<i>", "</i>"), ("<em>", "</em>")];
    let mut found = Vec::new();
    TAGS.iter().for_each(|tag| found.extend(text.find(tag)));
    for (open, close) in PAIRS {
        if text.contains(close) {
            found.extend(text.find(open));
        }
    }
    let rest = text.get(*found.iter().min()?..)?;
    let end = rest.find('>').map_or(rest.len(), |end| end + 1);
    rest.get(..end).map(shorten)
}

/// What is between two marks on one line.
fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(open)?;
    let (inner, _) = rest.split_once(close)?;
    (!inner.contains('\n')).then_some(inner)
}

/// The first entity in a text, as it is written and what it is.
fn an_entity(text: &str) -> Option<(String, char)> {
    text.match_indices('&').find_map(|(at, _)| {
        let rest = text.get(at + 1..)?;
        let name = rest.get(..rest.find(';')?).filter(|name| name.len() <= 8)?;
        entity(name).map(|c| (format!("&{name};"), c))
    })
}

fn shorten(text: &str) -> String {
    const LONGEST: usize = 24;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let start: String = text.chars().take(LONGEST).collect();
    format!("{start}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_is_recognised_and_little_else() {
        for (text, found) in [
            ("**已发布** x", Some("**已发布**")),
            ("**状态：** x", Some("**状态：**")),
            ("看 [日志](https://a.cn)", Some("[日志](…)")),
            ("<at id=all></at>", Some("<at id=all>")),
            ("a<br>b", Some("<br>")),
            ("a <b>b</b>", Some("<b>")),
            ("a <b> c", None),
            ("src/**/*.rs and tests/**/*.rs", None),
            ("****", None),
            ("2 ** 3 ** 4", None),
            ("a < b > c", None),
            ("x[0](y)", None),
            ("<a> is a tag", None),
        ] {
            assert_eq!(markdown(text).as_deref(), found, "{text}");
        }
    }

    #[test]
    fn entities_are_recognised_and_little_else() {
        assert_eq!(an_entity("a&nbsp;b"), Some(("&nbsp;".to_owned(), '\u{a0}')));
        assert_eq!(an_entity("a & b; &#42;"), Some(("&#42;".to_owned(), '*')));
        assert_eq!(an_entity("R&D; AT&T &unknown;"), None);
        assert_eq!(an_entity("?a=1&b=2;"), None);
    }
}
