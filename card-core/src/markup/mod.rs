//! What the expansion of `card!` calls. Not for use by hand: it follows the macro, not semantic versioning.

pub mod ide;
mod items;
mod json;
mod member;
mod new;
mod text;

pub use crate::own_words::distinct;
pub use crate::typed::values::*;
pub use crate::{Boxed, Json, List, Map, Number, Str, Unknown};
pub use feishu_card_schema::markdown::{Builder, Flavour, HoleContext};
pub use ide::{inside, tags, words};
pub use items::{
    Fixed, IntoItems, add, extend, items, list, of, set_list, set_rows, set_strs, splice_rows, splice_str,
};
pub use json::{JsonValue, cell, json_list, json_map, json_pair, key};
pub use member::{
    BoolMember, IntMember, IntoMember, IntoWord, NumberMember, StrMember, TextMember, Val, ValExt, float, insert, set,
    set_word, url, value,
};
pub use new::*;
pub use std::{
    format, format_args,
    option::Option::{self, None, Some},
    string::String,
    vec,
    vec::Vec,
};
pub use text::{
    IntoText, Markdown, MarkdownPiece, TextPiece, as_lark_md, as_plain_text, formatted, lark_md, lark_md_literal,
    lark_md_with, literal, markdown_1, markdown_1_with, markdown_2, markdown_2_with, markdown_cell, plain_text, text,
    text_formatted, text_lark_md, text_lark_md_with,
};
