//! One `card!`: read, laid out, and held to the promise that nothing but space has changed.

use super::{
    Options, layout,
    leaves::{self, leaves},
    page::Page,
};
use feishu_card_markup::syntax::Markup;
use proc_macro2::{TokenStream, TokenTree};
use std::ops::Range;

/// Where the braces of a `card!` are.
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
    let extent = tokens.first().zip(tokens.last()).map(|(first, last)| first.start..last.end);
    let extent = extent.ok_or("the braces of the macro were not found")?;
    let first = extent.start;
    let before = text.get(extent).ok_or("the braces of the macro were not found")?;
    let mut page = Page::new(text, tokens, options, around.margin, around.newline);
    layout::markup(&mut page, syntax, around.column, around.behind);
    let out = page.print();
    if out == before {
        return Ok(out);
    }
    let own: Vec<Range<usize>> = tokens.iter().map(|leaf| leaf.start - first..leaf.end - first).collect();
    let again = Again::read(&out).filter(|again| says_the_same((before, &own), (&out, &again.tokens)));
    let Some(again) = again else { return Err("a token or a comment would change") };
    if again.laid_out(options, around) != out {
        return Err("laying it out twice gives another result");
    }
    Ok(out)
}

/// What is laid out, read again.
struct Again<'a> {
    text: &'a str,
    tokens: Vec<Range<usize>>,
    syntax: Markup,
}

impl<'a> Again<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let stream: TokenStream = text.parse().ok()?;
        let Some(TokenTree::Group(group)) = stream.clone().into_iter().next() else { return None };
        Some(Again { text, tokens: leaves(stream), syntax: feishu_card_markup::read_syntax(group.stream()) })
    }

    fn laid_out(&self, options: &Options, around: Surroundings) -> String {
        let mut page = Page::new(self.text, &self.tokens, options, around.margin, around.newline);
        layout::markup(&mut page, &self.syntax, around.column, around.behind);
        page.print()
    }
}

/// Whether two texts, each with the ranges of its tokens, have the same tokens and the same comments beside them.
fn says_the_same(left: (&str, &[Range<usize>]), right: (&str, &[Range<usize>])) -> bool {
    left.1.len() == right.1.len() && content(left.0, left.1).eq(content(right.0, right.1))
}

/// Each token with the comments before it.
fn content<'a>(text: &'a str, leaves: &'a [Range<usize>]) -> impl Iterator<Item = (Vec<&'a str>, &'a str)> {
    let mut end = 0;
    leaves.iter().map(move |leaf| {
        let gap = leaves::gap(text.get(end..leaf.start).unwrap_or_default());
        end = leaf.end;
        let comments = gap.comments.iter().map(|comment| comment.text).collect();
        (comments, leaves::text(text, leaf))
    })
}
