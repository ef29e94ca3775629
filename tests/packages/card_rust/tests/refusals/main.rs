//! What the compiler says of wrong cards, compared with `card check`, and of right ones that were made wrong.
//!
//! The pipeline of `card!` runs in this process: its modules are included, as its own unit tests run them.
#![allow(dead_code, unused_imports, clippy::all, reason = "the modules of the macro are judged where they belong")]

#[path = "../../../../../card-macros/src/ast.rs"]
mod ast;
#[path = "../../../../../card-macros/src/check.rs"]
mod check;
#[path = "../../../../../card-macros/src/cursor.rs"]
mod cursor;
#[path = "../../../../../card-macros/src/findings.rs"]
mod findings;
#[path = "../../../../../card-macros/src/format.rs"]
mod format;
#[path = "../../../../../card-macros/src/lower/mod.rs"]
mod lower;
#[path = "../../../../../card-macros/src/markdown.rs"]
mod markdown;
#[path = "../../../../../card-macros/src/parse/mod.rs"]
mod parse;
#[path = "../../../../../card-macros/src/place.rs"]
mod place;
#[path = "../../../../../card-macros/src/plan.rs"]
mod plan;
#[path = "../../../../../card-macros/src/tree.rs"]
mod tree;

mod compiler;
mod mutations;
mod rustc;
mod strict;
