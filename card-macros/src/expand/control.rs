//! Control flow: the user's own keywords, heads and patterns around our statements.

use super::{braces, ours};
use crate::plan::Stmt;
use proc_macro2::{Span, TokenStream};
use quote::quote;

/// `if`, `for` or `match` with the bodies that `body` makes.
pub(super) fn control(stmt: &Stmt, body: &dyn Fn(&[Stmt], Span) -> TokenStream) -> TokenStream {
    let block = |stmts: &[Stmt], span: Span| {
        let span = ours(span);
        braces(body(stmts, span), span)
    };
    match stmt {
        Stmt::If { branches, otherwise } => {
            let mut out = TokenStream::new();
            for branch in branches {
                let (otherwise, keyword, head) = (&branch.otherwise, &branch.keyword, &branch.head);
                let block = block(&branch.body, branch.span);
                out.extend(quote!(#otherwise #keyword #head #block));
            }
            if let Some((keyword, stmts)) = otherwise {
                let block = block(stmts, keyword.span());
                out.extend(quote!(#keyword #block));
            }
            out
        }
        Stmt::For { keyword, pattern, within, head, body: stmts } => {
            let block = block(stmts, keyword.span());
            quote!(#keyword #pattern #within #head #block)
        }
        Stmt::Match { keyword, head, span, arms } => {
            let arms = arms.iter().map(|arm| {
                let (pattern, arrow) = (&arm.pattern, &arm.arrow);
                let block = block(&arm.body, arm.span);
                quote!(#pattern #arrow #block)
            });
            let arms = braces(quote!(#(#arms)*), ours(*span));
            quote!(#keyword #head #arms)
        }
        _ => TokenStream::new(),
    }
}
