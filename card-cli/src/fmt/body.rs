//! One `card!`: read, laid out, and held to the promise that nothing but space has changed.

use super::{
    Options, layout,
    leaves::{self, leaves},
    page::Page,
};
use feishu_card_markup::syntax::Markup;
use proc_macro2::{TokenStream, TokenTree};
use std::ops::Range;

/// Where the braces of a `card!` stand.
#[derive(Clone, Copy)]
pub(super) struct Surroundings<'a> {
    /// What the line begins with that the `card!` begins on: blanks or tabs.
    pub(super) margin: &'a str,
    /// The columns before the `{`.
    pub(super) column: usize,
    /// The columns behind the `}` on its line.
    pub(super) behind: usize,
    /// How lines end.
    pub(super) newline: &'static str,
}

/// Lays out the markup whose tokens, its braces too, are at these bytes of a text. `Err`: a bug of ours, named.
pub(super) fn lay_out(
    text: &str,
    tokens: &[Range<usize>],
    syntax: &Markup,
    options: &Options,
    around: Surroundings,
) -> Result<String, &'static str> {
    let before = tokens.first().zip(tokens.last()).and_then(|(first, last)| text.get(first.start..last.end));
    let before = before.ok_or("the braces of the macro were not found")?;
    let mut page = Page::new(text, tokens, options, around.margin, around.newline);
    layout::markup(&mut page, syntax, around.column, around.behind);
    let out = page.print();
    if out == before {
        return Ok(out);
    }
    if !says_the_same(before, &out) {
        return Err("a token or a comment would change");
    }
    if again(&out, options, around).as_ref() != Some(&out) {
        return Err("laying it out twice gives another result");
    }
    Ok(out)
}

/// Lays out what is laid out.
fn again(text: &str, options: &Options, around: Surroundings) -> Option<String> {
    let stream: TokenStream = text.parse().ok()?;
    let Some(TokenTree::Group(group)) = stream.clone().into_iter().next() else { return None };
    let reading = feishu_card_markup::read(group.stream());
    let tokens = leaves(stream);
    let mut page = Page::new(text, &tokens, options, around.margin, around.newline);
    layout::markup(&mut page, &reading.syntax, around.column, around.behind);
    Some(page.print())
}

/// Whether two texts have the same tokens, and the same comments beside them.
fn says_the_same(left: &str, right: &str) -> bool {
    let (Ok(left_tokens), Ok(right_tokens)) = (left.parse::<TokenStream>(), right.parse::<TokenStream>()) else {
        return false;
    };
    let (left_leaves, right_leaves) = (leaves(left_tokens), leaves(right_tokens));
    left_leaves.len() == right_leaves.len() && content(left, &left_leaves).eq(content(right, &right_leaves))
}

/// Each token with the comments before it.
fn content<'a>(text: &'a str, leaves: &'a [Range<usize>]) -> impl Iterator<Item = (Vec<&'a str>, &'a str)> {
    let mut end = 0;
    leaves.iter().map(move |leaf| {
        let gap = leaves::gap(text.get(end..leaf.start).unwrap_or_default());
        end = leaf.end;
        let comments = gap.comments.iter().map(|comment| comment.text).collect();
        (comments, text.get(leaf.clone()).unwrap_or_default())
    })
}
