//! The Rust blocks that are no files: all that depend on the same are the modules of one program, which runs them one after
//! the other. Those with tests are the modules of a test.

use crate::page::Block;

/// The module of a block. Its lines are those of the page, so that an error of the compiler leads there.
#[must_use]
pub fn module(block: &Block) -> String {
    if has_tests(&block.text) {
        return format!("#![deny(warnings)]{}{}", "\n".repeat(block.line.saturating_sub(1)), block.text);
    }
    let whole = has_main(&block.text);
    // what is shown as a whole program is free of warnings; a part may define what it does not use
    let head = if whole { "#![deny(warnings)]" } else { "#![allow(unused)] fn body() {" };
    let mut module = head.to_owned();
    module.extend(std::iter::repeat_n('\n', block.line.saturating_sub(1)));
    module.push_str(&block.text);
    module.push_str(if whole {
        "\npub(crate) fn run() -> std::process::ExitCode { std::process::Termination::report(main()) }\n"
    } else {
        "\n}\npub(crate) fn run() -> std::process::ExitCode { std::process::Termination::report(body()) }\n"
    });
    module
}

/// Whether the block is a program: it has a function `main` of its own.
#[must_use]
pub fn has_main(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("fn main(") || line.starts_with("async fn main("))
}

/// Whether the block has tests.
#[must_use]
pub fn has_tests(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("#[test]") || line.starts_with("#[tokio::test"))
}

/// The program that runs these modules; those with `true` are compiled only.
#[must_use]
pub fn program(modules: &[(String, bool)]) -> String {
    let mut program = "//! Written by `.ci/snippets`.\n\nuse std::process::ExitCode;\n\n".to_owned();
    for (name, _) in modules {
        program.push_str(&format!("mod {name};\n"));
    }
    let list = |of: bool| {
        let one = |(name, _): &(String, bool)| format!("(\"{name}\", {name}::run), ");
        modules.iter().filter(|(_, no_run)| *no_run == of).map(one).collect::<String>()
    };
    program.push_str(&format!(
        "\nfn main() {{\n    let _compiled_only: &[(&str, fn() -> ExitCode)] = &[{}];\n    \
         let run: &[(&str, fn() -> ExitCode)] = &[{}];\n    \
         for (name, run) in run {{\n        eprintln!(\"   {{name}}\");\n        \
         assert_eq!(run(), ExitCode::SUCCESS, \"{{name}}\");\n    }}\n}}\n",
        list(true),
        list(false)
    ));
    program
}

/// The name of the module of a block: that of the page, and the line.
#[must_use]
pub fn name(page: &str, block: &Block) -> String {
    let page: String = page.trim_end_matches(".md").to_lowercase();
    let page: String = page.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    format!("{page}_{}", block.line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;

    #[test]
    fn a_line_of_the_page_is_that_line_of_the_module() {
        let page = Page::read("a\n\nb\n\n```rust\nlet x = 1;\n```\n\n```rust\nfn main() {}\n```\n");
        let [part, whole] = page.blocks.as_slice() else { panic!("{page:?}") };
        assert_eq!(module(part).lines().nth(part.line - 1), Some("let x = 1;"));
        assert_eq!(module(whole).lines().nth(whole.line - 1), Some("fn main() {}"));
        assert!(module(whole).starts_with("#![deny(warnings)]\n"));
        assert_eq!(name("docs/guide/on-call.md", whole), "docs_guide_on_call_10");
    }
}
