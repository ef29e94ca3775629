//! Control flow: the author's own keywords, heads and patterns around our statements.

use super::{braces, ours};
use feishu_card_markup::syntax::Flow;
use proc_macro2::{Span, TokenStream};
use quote::quote;

/// `if`, `for` or `match` with the statements that `body` makes of each body.
pub(crate) fn control<B>(flow: &Flow<B>, body: &dyn Fn(&B, Span) -> TokenStream) -> TokenStream {
    let block = |inside: &B, span: Span| {
        let span = ours(span);
        braces(body(inside, span), span)
    };
    match flow {
        Flow::If { branches, otherwise } => {
            let branches = branches.iter().map(|branch| {
                let (otherwise, keyword, head) = (&branch.otherwise, &branch.keyword, &branch.head);
                let block = block(&branch.body, branch.span);
                quote!(#otherwise #keyword #head #block)
            });
            let last = otherwise.iter().map(|otherwise| {
                let (keyword, block) = (&otherwise.keyword, block(&otherwise.body, otherwise.keyword.span()));
                quote!(#keyword #block)
            });
            branches.chain(last).collect()
        }
        Flow::For { keyword, pattern, within, head, body, .. } => {
            let block = block(body, keyword.span());
            quote!(#keyword #pattern #within #head #block)
        }
        Flow::Match { keyword, head, span, arms } => {
            let arms = arms.iter().map(|arm| {
                let (pattern, arrow) = (&arm.pattern, &arm.arrow);
                let block = block(&arm.body, arm.span);
                quote!(#pattern #arrow #block)
            });
            let arms = braces(arms.collect(), ours(*span));
            quote!(#keyword #head #arms)
        }
    }
}
