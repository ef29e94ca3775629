//! What is between the tags, and the tag that closes it.

use super::{Parser, closing::Closing};
use crate::syntax::{Child, ClosingTag, Name, Rust};
use proc_macro2::{Delimiter, TokenTree};

/// Words of Rust that open no markup.
const STATEMENTS: [&str; 6] = ["else", "let", "while", "loop", "return", "break"];

/// Children and the name in their closing tag.
pub(super) struct Children {
    pub(super) children: Vec<Child>,
    pub(super) closing: Option<ClosingTag>,
}

impl Parser<'_> {
    /// Children up to the closing tag of `parent`, or to the end.
    pub(super) fn children(&mut self, parent: Option<&Name>) -> Children {
        if self.too_deep(parent) {
            self.cursor.skip_all();
            return Children { children: Vec::new(), closing: None };
        }
        self.depth += 1;
        let found = self.children_within(parent);
        self.depth -= 1;
        found
    }

    fn children_within(&mut self, parent: Option<&Name>) -> Children {
        let mut found = Children { children: Vec::new(), closing: None };
        while let Some(token) = self.cursor.peek(0) {
            self.cut = false;
            match token {
                TokenTree::Punct(punct) if punct.as_char() == '<' => {
                    if self.cursor.is(1, '!') {
                        self.html_comment();
                        continue;
                    }
                    if self.cursor.is(1, '>') {
                        let inner = self.inner_list();
                        found.children.extend(inner);
                        continue;
                    }
                    if !self.cursor.is(1, '/') {
                        let element = self.element();
                        found.children.push(Child::Element(Box::new(element)));
                        found.children.append(&mut self.hoisted);
                        continue;
                    }
                    match self.closing(parent) {
                        Closing::This(tag) => {
                            found.closing = Some(tag);
                            return found;
                        }
                        Closing::Outer => {
                            self.never_closed(parent, &mut found.children, false);
                            return found;
                        }
                        Closing::List => return found,
                        Closing::Nothing => {}
                    }
                }
                TokenTree::Ident(ident) if ident == "if" => self.if_child(&mut found.children),
                TokenTree::Ident(ident) if ident == "for" => self.for_child(&mut found.children),
                TokenTree::Ident(ident) if ident == "match" => self.match_child(&mut found.children),
                TokenTree::Ident(ident) if STATEMENTS.iter().any(|word| ident == word) => {
                    self.statement(&mut found.children);
                }
                TokenTree::Literal(_) => match self.string() {
                    Some(text) => found.children.push(Child::Text(text)),
                    None => self.bare_text(&mut found.children),
                },
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                    let group = group.clone();
                    if self.template(&group) {
                        continue;
                    }
                    let rust = Rust::braces(&group);
                    self.cursor.skip();
                    if self.is_nothing(
                        &rust,
                        "write `{expression}`, or remove the braces; a comment needs none: `/* … */`",
                    ) {
                        self.left_out = true;
                    } else {
                        let use_of = self.as_child();
                        found.children.extend(self.expression(rust, use_of).map(Child::expression));
                    }
                }
                _ => self.bare_text(&mut found.children),
            }
        }
        self.never_closed(parent, &mut found.children, true);
        found
    }
}
