//! The rules that editors need of an expansion: help comes first and at the same offset whatever is typed, only
//! the user's identifiers carry their places, and names are where their kind is looked up.

use super::{expanded, reading};
use feishu_card_markup::line_column;
use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

fn expansion(markup: &str) -> Vec<TokenTree> {
    let out: Vec<TokenTree> = expanded(&reading(markup)).into_iter().collect();
    match out.as_slice() {
        [TokenTree::Group(group)] => group.stream().into_iter().collect(),
        _ => panic!("an expansion is one block"),
    }
}

/// All tokens, groups opened.
fn flat(tokens: TokenStream, out: &mut Vec<TokenTree>) {
    for token in tokens {
        out.push(token.clone());
        if let TokenTree::Group(group) = token {
            flat(group.stream(), out);
        }
    }
}

/// The block for editors: the group behind `#[cfg(rust_analyzer)]`, and how many tokens are before it.
fn block(expansion: &[TokenTree]) -> (usize, Vec<TokenTree>) {
    let at = expansion
        .iter()
        .position(|token| matches!(token, TokenTree::Group(g) if g.delimiter() == Delimiter::Brace && g.to_string().contains("rust_analyzer")))
        .expect("a block for editors");
    let mut out = Vec::new();
    flat(expansion[at].clone().into(), &mut out);
    (at, out)
}

fn text(tokens: &[TokenTree]) -> String {
    tokens.iter().cloned().collect::<TokenStream>().to_string()
}

#[test]
fn help_comes_first_and_at_the_same_offset() {
    let offset = |typed: &str| {
        let expansion = expansion(&format!("<card><action><{typed}</action></card>"));
        let whole = text(&expansion);
        let error = whole.find("compile_error").expect("it is reported");
        let found = whole.find(&format!(":: {typed}")).expect("the name is in the block");
        assert!(found < error, "help comes before the errors");
        found
    };
    assert_eq!(offset("b"), offset("but"));
    assert_eq!(offset("but"), offset("intellijRulezz"));
}

#[test]
fn a_name_resolves_among_what_its_parent_may_hold() {
    for (markup, path) in [
        ("<card><action><but</action></card>", "__p :: inside :: action :: but"),
        ("<card>if x { <di }</card>", "__p :: inside :: card_v1 :: di"),
        ("<card>for x in xs { <di }</card>", "__p :: inside :: card_v1 :: di"),
        ("<card>match x { A => { <di } }</card>", "__p :: inside :: card_v1 :: di"),
        ("<card><i18n_elements><zh_cn><di</zh_cn></i18n_elements></card>", "__p :: inside :: card_v1 :: di"),
        ("<card><column_set><col</column_set></card>", "__p :: inside :: column_set :: col"),
        ("<card><column_set><column><mark</column></column_set></card>", "__p :: inside :: column :: mark"),
        (
            "<card><collapsible_panel><header><ti</header></collapsible_panel></card>",
            "__p :: inside :: collapsible_panel_header :: ti",
        ),
        ("<but", "__p :: tags :: but"),
        ("<card><</card>", "__p :: inside :: card_v1 :: __"),
        ("<card><div>\"x\"</di></card>", "__p :: tags :: di"),
        ("<card></di></card>", "__p :: tags :: di"),
    ] {
        let (_, block) = block(&expansion(markup));
        let shown = text(&block);
        assert!(shown.contains(path), "{markup}: {path} is not in {shown}");
    }
}

#[test]
fn attributes_are_one_struct_literal_and_words_stand_in_their_vocabulary() {
    let (_, block) = block(&expansion("<button type=primary name=\"x\" di/>"));
    let shown = text(&block);
    assert!(
        shown.contains(
            "__p :: Button { r#type : loop { } , name : loop { } , di : loop { } , unknown : loop { } , .. loop { } }"
        ),
        "{shown}"
    );
    assert!(shown.contains("__p :: words :: ButtonType :: primary"), "{shown}");
}

/// A token of ours at the place of a name would show when the pointer rests on it.
#[test]
fn only_the_users_identifiers_carry_their_places() {
    let markup =
        "<card schema=\"2.0\"><button type=primary disabled={busy}>\"x\"</button>if a { <hr margin=4px/> }</card>";
    let expansion = expansion(markup);
    let mut all = Vec::new();
    flat(expansion.into_iter().collect(), &mut all);
    for name in ["card", "button", "type", "primary", "disabled", "hr", "margin"] {
        let column = markup.find(name).expect(name);
        let ends = column + name.len();
        for token in &all {
            if let TokenTree::Group(_) = token {
                continue;
            }
            let (start, end) = (line_column::start(token.span()).1, line_column::end(token.span()).1);
            if (start, end) == (column, ends) && line_column::start(token.span()).0 == 1 {
                let own = matches!(token, TokenTree::Ident(ident) if same(ident, name));
                assert!(own, "`{token}` is at the place of `{name}`");
            }
        }
    }
}

/// An editor leads from a name to all that is at its place or around it.
#[test]
fn no_name_of_ours_stands_over_an_expression() {
    for markup in [
        "<card><div>{item.title}</div></card>",
        "<card><div>\"a\" {item.title}</div></card>",
        "<card><note>{item.title}</note></card>",
        "<card>for x in xs { <hr/> {item.title} }</card>",
        "<card schema=\"2.0\"><markdown>\"a\" {item.title}</markdown></card>",
        "<button name={item.title} disabled={item.title} value={item.title}/>",
        "<button value={{\"a\": item.title}}/>",
    ] {
        let mut all = Vec::new();
        // nothing else is in the second line
        flat(expansion(&format!("\n{markup}")).into_iter().collect(), &mut all);
        let column = markup.find("title").expect("a name");
        let over = |token: &&TokenTree| {
            let (start, end) = (line_column::start(token.span()), line_column::end(token.span()));
            matches!(token, TokenTree::Ident(_)) && start.0 == 2 && start.1 <= column && end.1 > column
        };
        let over: Vec<String> = all.iter().filter(over).map(ToString::to_string).collect();
        assert!(!over.is_empty() && over.iter().all(|name| name == "title"), "{markup}: {over:?}");
    }
}

fn same(ident: &Ident, name: &str) -> bool {
    ident == name || *ident == format!("r#{name}")
}

/// rustc never resolves the block, but it parses it: every form of half-typed markup gives whole Rust.
#[test]
fn the_block_parses_whatever_is_typed() {
    for markup in
        ["<", "<card><", "<card><action><but", "<card></", "<card><hr a", "<card><hr a=", "<card><\"x\"/></card>"]
    {
        let (_, block) = block(&expansion(markup));
        let shown = text(&block);
        assert!(!shown.contains(":: ;") && !shown.contains(":: )"), "{markup}: {shown}");
    }
}
