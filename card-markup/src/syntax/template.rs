//! Blocks of templates: `{#if ok}…{/if}`, `{#each xs as x}…{/each}`, `{:else}`. One finding for a block; what is in it is
//! read as if it were not there.

use super::{
    Parser,
    written::{self, written},
};
use proc_macro2::{Delimiter, Group, TokenTree};

/// How far ahead the end of a block is looked for.
const SIGHT: usize = 512;

impl Parser<'_> {
    /// A mark of a template, if these braces hold one: reported where it begins a block.
    pub(super) fn template(&mut self, group: &Group) -> bool {
        let inner: Vec<TokenTree> = group.stream().into_iter().collect();
        let [TokenTree::Punct(mark), TokenTree::Ident(word), head @ ..] = inner.as_slice() else { return false };
        let word = word.to_string();
        match mark.as_char() {
            '#' => {}
            '/' | ':' if self.templates.contains(&word) || word == "else" && !self.templates.is_empty() => {
                if mark.as_char() == '/' {
                    self.templates.retain(|open| *open != word);
                }
                self.cursor.skip();
                return true;
            }
            _ => return false,
        }
        self.cursor.skip();
        let help = self.block_of_template(&word, head);
        self.block_of_a_template(mark.span(), help);
        self.templates.push(word);
        true
    }

    /// The control flow to write for a block, whose first mark was read.
    fn block_of_template(&mut self, word: &str, head: &[TokenTree]) -> String {
        let mut taken = Vec::new();
        let mut ended = false;
        for n in 0..SIGHT {
            let Some(token) = self.cursor.peek(n).cloned() else { break };
            if let TokenTree::Group(group) = &token
                && group.delimiter() == Delimiter::Brace
                && matches!(group.stream().into_iter().next(), Some(TokenTree::Punct(mark)) if matches!(mark.as_char(), '/' | ':'))
            {
                ended = true;
                break;
            }
            taken.push(token);
        }
        let body = written(&taken);
        let body = if ended && body.chars().count() <= written::SHORT * 2 { body } else { "…".to_owned() };
        let text = written(head);
        match (word, text.split_once(" as ")) {
            ("each" | "for", Some((list, item))) => {
                let (item, list) = match item.split_once(',') {
                    Some((item, index)) => {
                        (format!("({}, {})", index.trim(), item.trim()), format!("{list}.iter().enumerate()"))
                    }
                    None => (item.to_owned(), list.to_owned()),
                };
                format!("write `for {item} in {list} {{ {body} }}` between the children")
            }
            ("each" | "for", None) => format!("write `for item in {text} {{ {body} }}` between the children"),
            _ if text.is_empty() => format!("write `if … {{ {body} }}` between the children"),
            _ => format!("write `if {text} {{ {body} }}` between the children"),
        }
    }
}
