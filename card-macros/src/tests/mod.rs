//! Fast tests of the expansion, without rustc.

mod editor;
mod guard;
mod prefixes;
mod robust;

use crate::expand;
use feishu_card_markup::{Reading, read};
use proc_macro2::TokenStream;

/// What is known of a text that rustc's lexer takes.
fn reading(markup: &str) -> Reading {
    read(markup.parse().expect("the text lexes"))
}

/// The whole expansion, with the block for editors.
fn expanded(reading: &Reading) -> TokenStream {
    let path = "::feishu_card::__p".parse().expect("a path");
    expand::expand(&path, &reading.typed, &crate::editor::block_for_editors(&reading.syntax), &reading.findings)
}
