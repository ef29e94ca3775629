//! Text → tokens. What the lexer of Rust does not take is reported (`not_rust`) and read as what was probably meant: one
//! character that it does not know hides no card of the file.

use super::SourceFinding;
use crate::not_rust::{fault, line_end, repair};
use feishu_card_schema::{Reader, Version};
use proc_macro2::{TokenStream, extra::invalidate_current_thread_spans};

/// How many places are repaired: a text with more is not Rust, and each costs another pass.
const MOST: usize = 50;

/// The tokens of a text.
pub(super) struct Lexed {
    /// All tokens; none, if too much is wrong. Their bytes are those of the text.
    pub(super) tokens: TokenStream,
    /// What the lexer does not take, in the order of the text.
    pub(super) faults: Vec<SourceFinding>,
}

/// Lexes a text.
pub(super) fn lex(text: &str) -> Lexed {
    let mut faults = Vec::new();
    let mut read = without_shebang(text);
    let tokens = loop {
        let error = match read.parse::<TokenStream>() {
            Ok(tokens) => break tokens,
            Err(error) => error,
        };
        let at = error.span().byte_range().start;
        // the lexer keeps every text that it has read
        drop(error);
        invalidate_current_thread_spans();
        let fault = fault(&read, at, innermost_open);
        for (range, with) in &fault.repairs {
            repair(&mut read, range.clone(), with);
        }
        faults.push(SourceFinding {
            range: fault.range,
            entry: fault.said.entry,
            severity: fault.said.entry.severity(Reader::Markup, Version::V1),
            message: fault.said.message,
            help: fault.said.help,
            platform: None,
        });
        if faults.len() == MOST {
            break TokenStream::new();
        }
    };
    faults.sort_by_key(|fault| fault.range.start);
    Lexed { tokens, faults }
}

/// `#!/usr/bin/env …` is for the shell.
fn without_shebang(text: &str) -> String {
    let mut read = text.to_owned();
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    if text.get(start..).is_some_and(|rest| rest.starts_with("#!") && !rest.starts_with("#![")) {
        let end = line_end(text, start);
        repair(&mut read, start..end, "");
    }
    read
}

/// The innermost bracket that is open at the end of a text which lexes up to there.
fn innermost_open(before: &str) -> Option<usize> {
    let error = before.parse::<TokenStream>().err()?;
    let at = error.span().byte_range().start;
    drop(error);
    invalidate_current_thread_spans();
    before.get(at..)?.starts_with(['{', '(', '[']).then_some(at)
}
