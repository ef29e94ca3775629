//! The pages of the project as programs: what is in their fenced blocks, what these depend on, and what is run of them.
//!
//! `.ci/snippets` runs the binary beside this; the tests hold each pair of languages together and follow the links.
//!
//! How a page says what to do with a block:
//!
//! | on the page | what happens |
//! |---|---|
//! | a `sh` block of `cargo add` lines, or a `toml` block that begins with `[dependencies]` | the Rust blocks below it have these dependencies, and no other; lines with `--dev` are added to what was there |
//! | a `rust` block | it is compiled and run; one without `main` is the body of one |
//! | a `rust,no_run` block | it is compiled |
//! | a block of any kind below a line that is nothing but a path in backticks | it is that file of the page's program |
//! | `cargo new NAME` in a `sh` block | a new program begins |
//! | any other line of a `sh` block | it is run in the folder of the program, see [`steps`] |
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod dependencies;
pub mod package;
pub mod page;
pub mod snippets;
pub mod steps;

use std::path::{Path, PathBuf};

/// The folder of the project.
#[must_use]
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(3).unwrap_or(here).to_path_buf()
}

/// The pages beside the guide whose Rust blocks are compiled here. Their shell blocks are run by `.ci/pages`.
pub const PAGES: [&str; 3] = ["README.md", "docs/adopters.md", "docs/more-than-one-process.md"];

/// The pages in English that have a twin in Chinese, by their paths in the project.
///
/// # Errors
/// When the folder of the guide cannot be read.
pub fn with_twin(root: &Path) -> std::io::Result<Vec<String>> {
    let beside =
        ["README.md", "docs/adopters.md", "docs/editors.md", "docs/more-than-one-process.md", "examples/README.md"];
    Ok(beside.map(str::to_owned).into_iter().chain(guide(root)?).collect())
}

/// The pages of the guide in English.
///
/// # Errors
/// When the folder cannot be read.
pub fn guide(root: &Path) -> std::io::Result<Vec<String>> {
    let mut pages = Vec::new();
    for entry in std::fs::read_dir(root.join("docs/guide"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".md") && !name.ends_with(CHINESE) {
            pages.push(format!("docs/guide/{name}"));
        }
    }
    pages.sort();
    Ok(pages)
}

/// How the names of Chinese pages end.
pub const CHINESE: &str = ".zh-CN.md";

/// The Chinese page of an English one.
#[must_use]
pub fn twin(page: &str) -> String {
    format!("{}{CHINESE}", page.trim_end_matches(".md"))
}
