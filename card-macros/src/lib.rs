//! The `card!` macro of feishu-card; users reach it through the crate `feishu-card`.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod editor;
mod expand;

use feishu_card_markup::read;
use proc_macro2::{TokenStream, TokenTree};

/// The implementation of `card!`: a group with the path of the run-time support, and a group with the markup.
#[doc(hidden)]
#[proc_macro]
pub fn card(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    guarded(input.into()).into()
}

/// A panic of ours becomes an error that says so.
fn guarded(input: TokenStream) -> TokenStream {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(input))).unwrap_or_else(|payload| {
        let said = payload.downcast_ref::<String>().map(String::as_str);
        let said = said.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("no message");
        let message =
            format!("`card!` failed; this is a bug of feishu-card: please report it with this card\n  {said}");
        quote::quote!(::core::compile_error! { #message })
    })
}

fn run(input: TokenStream) -> TokenStream {
    let (path, input) = split(input);
    let reading = read(input);
    expand::expand(&path, &reading.typed, &editor::block_for_editors(&reading.syntax), &reading.findings)
}

/// The path that `card!` of the face hands over, and what the user wrote.
fn split(input: TokenStream) -> (TokenStream, TokenStream) {
    let mut tokens = input.into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Group(path)), Some(TokenTree::Group(markup))) => (path.stream(), markup.stream()),
        _ => (quote::quote!(::feishu_card::__p), TokenStream::new()),
    }
}

#[cfg(test)]
mod tests;
