//! How much a component expands to: what rustc reads again at every check, without the block for editors, which it
//! does not get. Limits in `tests/guard/limits.tsv` of the workspace; they are only lowered.

use super::reading;
use crate::expand;
use proc_macro2::{TokenStream, TokenTree};

fn limit(what: &str) -> usize {
    let limits = include_str!("../../../tests/guard/limits.tsv");
    let line = limits.lines().find_map(|line| line.strip_prefix(what)?.strip_prefix('\t'));
    let limit = line.and_then(|line| line.split('\t').next()?.parse().ok());
    limit.unwrap_or_else(|| panic!("limits.tsv has no line `{what}`"))
}

fn count(tokens: TokenStream) -> usize {
    let one = |token| match token {
        TokenTree::Group(group) => 2 + count(group.stream()),
        _ => 1,
    };
    tokens.into_iter().map(one).sum()
}

/// The tokens of a card with this many of each component.
fn expanded(components: &str, times: usize) -> usize {
    let card = format!("<card schema=\"2.0\">{}</card>", components.repeat(times));
    let reading = reading(&card);
    let path = "::feishu_card::__p".parse().expect("a path");
    count(expand::expand(&path, &reading.typed, &TokenStream::new(), &reading.findings))
}

#[test]
fn guard_tokens_per_component() {
    let fixed = r#"<markdown text_size=heading>"**text**"</markdown>
        <button type=primary>"text"<callback value={{"id": 7}}/></button><hr margin="4px 0"/>"#;
    let open = r#"<markdown text_size={size}>"**{name}**"</markdown>
        <button type={kind}>{label}<callback value={{"id": id}}/></button><hr margin={margin}/>"#;
    for (what, components) in [("tokens: a static component", fixed), ("tokens: a component of run time", open)] {
        let (few, many) = (expanded(components, 20), expanded(components, 60));
        let each = (many - few).div_ceil(40 * 3);
        println!("{what}: {each}");
        assert!(each <= limit(what), "{what}: {each}, and the limit is {}", limit(what));
        // growth is linear: the first components cost what the last ones cost
        assert!(many <= few * 3, "{what}: 20 of each make {few} tokens, 60 of each {many}");
    }
}
