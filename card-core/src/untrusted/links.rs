//! The second step, of links and pictures: what leads to the web stays, the rest is text.

use super::{Changes, rewriter::Rewriter, untrusted_with_pictures};
use feishu_card_schema::markdown::{
    Flavour, HoleContext, escape,
    reader::{Token, TokenKind, entity, write_url},
};
use std::{cell::RefCell, ops::Range};

impl Rewriter {
    /// Where a target leads, if a card may lead there: as it is to be written.
    pub(super) fn leads_somewhere(&self, target: Range<usize>) -> Option<String> {
        let text = self.source.text(target);
        let address = address(&text);
        let scheme = ["https://", "http://", "tel:"]
            .iter()
            .find(|scheme| address.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)))?;
        let rest = address.get(scheme.len()..).unwrap_or_default();
        if !rest.starts_with(|c: char| c.is_alphanumeric() || c == '+' || c == '[') {
            return None;
        }
        let mut written = String::new();
        write_url(address, &mut written);
        Some(written)
    }

    pub(super) fn links(&mut self, tokens: &[Token], key: &dyn Fn(&str) -> Option<String>, changes: &mut Changes) {
        // the beginnings of links and pictures that are open, each with its token
        let mut open: Vec<(bool, Range<usize>)> = Vec::new();
        for token in tokens {
            match &token.kind {
                TokenKind::LinkStart { image } => open.push((*image, token.range.clone())),
                TokenKind::LinkEnd { target, .. } => {
                    let Some((image, start)) = open.pop() else { continue };
                    let label = self.source.slice(start.end..token.range.start);
                    let empty = label.iter().all(|c| c.is_whitespace());
                    let inside = open.iter().any(|(image, _)| !image);
                    let address = || address(&self.source.text(target.clone())).to_owned();
                    let key = if image && !inside { key(&address()).filter(|key| is_key(key)) } else { None };
                    if let Some(key) = key {
                        let written = format!("]({key})");
                        if self.source.text(token.range.clone()) != written {
                            self.put(token.range.clone(), written);
                        }
                        continue;
                    }
                    changes.pictures += usize::from(image);
                    let to = self.leads_somewhere(target.clone());
                    if !image && to.is_none() {
                        changes.links += 1;
                    }
                    match to {
                        Some(_) if inside && !empty => {
                            self.put(start, "");
                            self.put(token.range.clone(), "");
                        }
                        Some(to) if empty => {
                            self.put(start, to.clone());
                            self.put(token.range.clone(), "");
                        }
                        Some(to) => {
                            if image {
                                self.put(start, "[");
                            }
                            let written = format!("]({to})");
                            if self.source.text(token.range.clone()) != written {
                                self.put(token.range.clone(), written);
                            }
                        }
                        None => {
                            let mut shown = String::new();
                            let target = self.read_target(target.clone());
                            escape(target.trim(), HoleContext::Text, Flavour::Markdown2, &mut shown);
                            self.put(start, "");
                            self.put(token.range.clone(), if shown.is_empty() { shown } else { format!(" ({shown})") });
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// A target as readers understand it: entities and escaped characters are what they say.
    fn read_target(&self, target: Range<usize>) -> String {
        let (mut out, mut at) = (String::new(), target.start);
        while let Some(c) = self.source.get(at).filter(|_| at < target.end) {
            let escaped = self.source.get(at + 1).filter(|next| at + 1 < target.end && next.is_ascii_punctuation());
            let entity = entity(&self.source, at).filter(|(_, len)| c == '&' && at + len <= target.end);
            let (shown, len) = match (c, escaped, entity) {
                ('\\', Some(next), _) => (next, 2),
                (_, _, Some(entity)) => entity,
                _ => (c, 1),
            };
            out.push(shown);
            at += len;
        }
        out
    }

    /// `](` and `]:` that this reader takes for text, and that others may take for a link or its target.
    pub(super) fn what_others_read_as_links(&mut self, tokens: &[Token], changes: &mut Changes) {
        for token in tokens.iter().filter(|token| matches!(token.kind, TokenKind::Text)) {
            for at in token.range.clone() {
                if self.source.before(at) != Some(']') || at == token.range.start {
                    continue;
                }
                // one that ends a link is not in a text
                match self.source.get(at) {
                    Some('(') => self.put(at..at + 1, "&#40;"),
                    Some(':') => self.put(at..at + 1, "&#58;"),
                    Some('[') => self.put(at..at + 1, "&#91;"),
                    _ => continue,
                }
                changes.links += 1;
            }
        }
    }
}

/// The address in a target, which may have a title behind it.
fn address(target: &str) -> &str {
    let text = target.trim();
    match text.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
        Some((address, _)) => address,
        None => text.split(char::is_whitespace).next().unwrap_or_default(),
    }
}

/// Whether a text is the key of an uploaded picture.
fn is_key(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// The addresses of the pictures in a text, in order, each once: those outside of links, on the web.
pub(crate) fn pictures(text: &str) -> Vec<String> {
    let seen = RefCell::new(Vec::new());
    // the same reading as for writing, so that what is found is what can be put in
    let note = |address: &str| {
        let mut seen = seen.borrow_mut();
        let web = ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme));
        if web && !seen.iter().any(|known| known == address) {
            seen.push(address.to_owned());
        }
        Some("key".to_owned())
    };
    let _ = untrusted_with_pictures(text, usize::MAX, &note);
    seen.into_inner()
}
