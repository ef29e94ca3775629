//! What to write for the elements that people know from the web.

/// Names, and what they are in a card.
const KNOWN: &[(&[&str], &str)] = &[
    (&["text", "p", "span", "label"], "text is `<div>\"…\"</div>` or `<markdown>\"…\"</markdown>`"),
    (&["a", "link"], "a link is Markdown: `<markdown>\"[text](https://…)\"</markdown>`"),
    (&["br"], "a line break is `\\n` in the text"),
    (&["h1", "h2", "h3", "title"], "the title is `<header title=\"…\"/>`, a heading is Markdown: `\"# …\"`"),
    (&["b", "strong", "i", "em"], "bold and italic are Markdown: `\"**…**\"`, `\"*…*\"`"),
    (&["ul", "ol", "li"], "a list is Markdown: `\"- …\\n- …\"`"),
    (&["select"], "a choice of options is `<select_static>`"),
    (&["row"], "things side by side are `<column>`s in a `<column_set>`"),
];

/// The help for such a name.
pub(super) fn help(name: &str) -> Option<&'static str> {
    KNOWN.iter().find(|(names, _)| names.contains(&name)).map(|(_, help)| *help)
}
