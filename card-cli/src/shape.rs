//! What shares a line: said once, for markup that is written (`card rust`) and markup that is laid out (`card fmt`).

/// Whether an element shares the line of its parent, where it is the only child: the kinds of text, and `<raw>`.
/// `<markdown>` is a text in a title, and a component elsewhere.
pub(crate) fn shares_line(parent: &str, child: &str) -> bool {
    match child {
        "plain_text" | "lark_md" | "raw" => true,
        "markdown" => parent == "title",
        _ => false,
    }
}
