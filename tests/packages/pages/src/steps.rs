//! A page from top to bottom: what a reader who follows it does, one step after the other.

use crate::{
    dependencies::Dependencies,
    page::{Block, Page},
};

/// One step of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// A program begins: `cargo new`, with the name, and whether it is a library.
    New(String, bool),
    /// The program depends on this from now on.
    Depends(Dependencies),
    /// A Rust block that is no file: a program of its own, with what was depended on here.
    Snippet(Block, Dependencies),
    /// A file of the program.
    File(String, Block),
    /// A line for the shell, in the folder of the program.
    Line(usize, String),
    /// What that line has printed: a `text` block right below.
    Says(Block),
}

/// The steps of a page.
///
/// # Errors
/// When a block is of a kind that nothing is done with, or its dependencies cannot be read: with the line of the page.
pub fn of(page: &Page) -> Result<Vec<Step>, String> {
    let mut steps = Vec::new();
    let mut dependencies = Dependencies::default();
    for block in &page.blocks {
        let wrong = |message: String| format!("line {}: {message}", block.line);
        match (block.kind(), &block.file) {
            (_, Some(file)) => steps.push(Step::File(file.clone(), block.clone())),
            ("rust", None) => {
                if let Some(word) = block.info.split(',').skip(1).find(|word| *word != "no_run") {
                    return Err(wrong(format!("nothing is done with Rust blocks that are `{word}`")));
                }
                steps.push(Step::Snippet(block.clone(), dependencies.clone()));
            }
            ("toml", None) if block.text.starts_with("[dependencies]") => {
                dependencies = Dependencies::read(&block.text).map_err(wrong)?;
                steps.push(Step::Depends(dependencies.clone()));
            }
            ("sh", None) => {
                if block.text.lines().any(|line| line.starts_with("cargo add "))
                    && !Dependencies::for_tests_only(&block.text)
                {
                    dependencies = Dependencies::default();
                }
                let lines = joined(block);
                for (at, line) in lines {
                    if line.is_empty() || line.starts_with('#') {
                        continue;
                    } else if let Some(name) = line.strip_prefix("cargo new ") {
                        let mut words = name.split_whitespace();
                        let name = words.clone().find(|word| !word.starts_with('-')).unwrap_or_default();
                        steps.push(Step::New(name.to_owned(), words.any(|word| word == "--lib")));
                    } else if line.starts_with("cargo add ") {
                        dependencies.add(&line).map_err(wrong)?;
                        steps.push(Step::Depends(dependencies.clone()));
                    } else if !line.starts_with("cd ") {
                        steps.push(Step::Line(at, line));
                    }
                }
            }
            ("text", None) if matches!(steps.last(), Some(Step::Line(..))) => steps.push(Step::Says(block.clone())),
            // what is only looked at: what a program prints, settings of editors, what is changed in a file
            ("text" | "json" | "lua" | "diff" | "toml" | "yaml" | "javascript" | "python" | "go", None) => {}
            (kind, None) => return Err(wrong(format!("nothing is done with blocks of the kind `{kind}`"))),
        }
    }
    Ok(steps)
}

/// The lines of a block without what `#` begins, those that end in a backslash joined with the next.
fn joined(block: &Block) -> impl Iterator<Item = (usize, String)> {
    let mut lines = block.text.lines().enumerate();
    let first = block.line;
    std::iter::from_fn(move || {
        let (at, line) = lines.next()?;
        let mut line = line.to_owned();
        while let Some(begin) = line.strip_suffix('\\') {
            let next = lines.next().map_or("", |(_, next)| next.trim_start());
            line = format!("{begin}{next}");
        }
        let line = line.split(" #").next().unwrap_or_default().trim_end().to_owned();
        Some((first + at, line))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_followed_from_top_to_bottom() {
        let page = Page::read(
            "```sh\ncargo new bot --lib\ncd bot\ncargo add a\n```\n\n`src/main.rs`\n\n```rust\nfn main() {}\n```\n\n\
             ```sh\ncargo add b --dev\ncargo run   # it says hello\nX=1 \\\n  curl y\n```\n\n```text\nhello\n```\n\n\
             ```sh\ncargo add c\n```\n\n```rust,no_run\nlet x = 1;\n```\n",
        );
        let steps = of(&page).unwrap();
        let told: Vec<String> = steps
            .iter()
            .map(|step| match step {
                Step::New(name, is_lib) => format!("new {name}{}", if *is_lib { ", a library" } else { "" }),
                Step::Depends(on) => on.told(),
                Step::Snippet(block, on) => format!("snippet {} with {}", block.line, on.told()),
                Step::File(path, _) => format!("file {path}"),
                Step::Line(at, line) => format!("{at}: {line}"),
                Step::Says(block) => format!("says {}", block.text.trim()),
            })
            .collect();
        let expected = [
            "new bot, a library",
            "a",
            "file src/main.rs",
            "a, b in tests",
            "15: cargo run",
            "16: X=1 curl y",
            "says hello",
            "c",
            "snippet 29 with c",
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn blocks_that_nothing_is_done_with_are_refused() {
        for block in ["```rust,ignore\n```\n", "```bash\nls\n```\n", "```\nx\n```\n"] {
            assert!(of(&Page::read(block)).unwrap_err().starts_with("line "), "{block}");
        }
    }
}
