//! Rules on links and bare addresses.

use super::entity::bare;
use super::inline::{Token, TokenKind};
use super::source::is_cjk;
use super::{Checker, Flavour};
use std::ops::Range;

use crate::entries;

entries! {
    LINK_SCHEME = "C0712" "links of this scheme are refused" [E E E]
        why "Links are http or https, in `[text](…)` also `tel:` (card-json-1 §9, §17: \"scheme not in whitelist\"); only the links \
             for one kind of device may be of the client's own scheme."
        wrong "<card><markdown>\"[下载](ftp://example.com/a)\"</markdown></card>"
        right "<card><markdown>\"[下载](https://example.com/a)\"</markdown></card>"

    LINK_WITHOUT_SCHEME = "C0713" "the link does not begin with https:// or http://" [W W W]
        why "A link needs its scheme (card-json-1 §9). Official samples break this, so it is a warning."
        wrong "<card><markdown>\"[官网](www.example.com)\"</markdown></card>"
        right "<card><markdown>\"[官网](https://www.example.com)\"</markdown></card>"

    LINK_VARIABLE = "C0714" "links to variables were removed in JSON 2.0" [E W E]
        why "`[text]($name)` with `href` belongs to 1.0; 2.0 has `<link>` with an address for each kind of device (card-json-2 §13.3, §19)."
        wrong "<card schema=\"2.0\"><markdown>\"[看]($url)\"</markdown></card>"
        right "<card schema=\"2.0\"><markdown>\"<link url='https://a.cn' pc_url='https://b.cn'>看</link>\"</markdown></card>"

    LINK_CHARACTERS = "C0715" "an address contains characters that must be percent-encoded" [W W W]
        why "Spaces and non-ASCII letters end or break an address (FAQ: encode spaces, `/` and `:` in query values)."
        wrong "<card><markdown>\"[看](https://a.cn/a b)\"</markdown></card>"
        right "<card><markdown>\"[看](https://a.cn/a%20b)\"</markdown></card>"

    ADDRESS_IN_TEXT = "C0716" "Chinese text follows an address without a space" [W W W]
        why "A bare address includes the characters after it; the link is then invalid, and sending can fail (FAQ)."
        wrong "<card><markdown>\"详情见https://a.cn谢谢\"</markdown></card>"
        right "<card><markdown>\"详情见 https://a.cn 谢谢\"</markdown></card>"

    ENTITY_WITHOUT_END = "C0717" "this reads as another character" [W W W]
        why "Names such as `&reg` and `&copy` become ® and ©, without a `;` and inside links as well (FAQ)."
        wrong "<card><markdown>\"[看](https://a.cn/?a=1&copy=2)\"</markdown></card>"
        right "<card><markdown>\"[看](https://a.cn/?a=1&%63opy=2)\"</markdown></card>"

    IMAGE_KEY = "C0728" "an image in Markdown without an image key" [E E E] 200570
        why "The target of an image is the key of an uploaded image, `img_…`. With an address, a path or `data:` there the platform \
             refuses the whole card: invalid image keys (custom bots: 11246)."
        wrong "<card schema=\"2.0\"><markdown>\"![poster](https://a.cn/x.jpg)\"</markdown></card>"
        right "<card schema=\"2.0\"><markdown>\"![poster](img_v3_02vb_x)\"</markdown></card>"

    IMAGE_PLACEHOLDER = "C0729" "a placeholder where an image key belongs" [W W W] 200570
        why "Samples of the documentation write `image_key` where the key of an uploaded image, `img_…`, belongs."
        wrong "<card schema=\"2.0\"><markdown>\"![poster](image_key)\"</markdown></card>"
        right "<card schema=\"2.0\"><markdown>\"![poster](img_v3_02vb_x)\"</markdown></card>"
}

impl Checker<'_> {
    pub(super) fn links_lead_somewhere(&mut self, tokens: &[Token]) {
        for token in tokens {
            match &token.kind {
                TokenKind::LinkStart { image: false } => self.styled(token.range.clone(), "[".to_owned()),
                TokenKind::LinkEnd { image: false, target } => self.target(target.clone()),
                TokenKind::LinkEnd { image: true, target } if self.flavour != Flavour::LarkMd => {
                    self.image(target.clone())
                }
                TokenKind::Address => self.bare_address(token.range.clone()),
                _ => {}
            }
        }
    }

    /// The target of `![text](target)`: the key of an uploaded image, and no address.
    fn image(&mut self, range: Range<usize>) {
        let title = self.source.slice(range.clone()).iter().position(|c| c.is_whitespace());
        let range = range.start..title.filter(|at| *at > 0).map_or(range.end, |at| range.start + at);
        let key = self.source.text(range.clone());
        // what a hole or a template fills in is not known
        if self.source.has_hole(range.clone()) || key.contains('{') || is_image_key(&key) {
            return;
        }
        let shown = self.source.shown(range.clone());
        if key == "image_key" {
            let message = "`image_key` is a placeholder for the key of an uploaded image";
            return self.report(&IMAGE_PLACEHOLDER, range, message, "upload the image and write its key, `img_…`");
        }
        let message = format!("`{shown}` is not an image key: the platform refuses the whole card");
        let help = match key.contains("://") {
            true => "upload the image and write its key, `img_…`, or link to it: `[text](https://…)`",
            false => "upload the image and write its key, `img_…`",
        };
        // an empty target has no characters to point at
        let range = if range.is_empty() { range.start - 1..range.end + 1 } else { range };
        self.report(&IMAGE_KEY, range, message, help);
    }

    /// The target of `[text](target)`.
    fn target(&mut self, range: Range<usize>) {
        let text = self.source.text(range.clone());
        let variable = text.strip_prefix('$').filter(|name| !name.starts_with('{'));
        let Some(name) = variable.filter(|_| !self.source.has_hole(range.clone())) else {
            return self.address(range, false);
        };
        if self.flavour == Flavour::Markdown2 {
            let help = "write `<link url='https://…'>text</link>`, with `pc_url`, `ios_url`, `android_url` as needed";
            let message = format!("links to variables were removed in JSON 2.0: `${name}`");
            self.report(&LINK_VARIABLE, range.clone(), message, help);
        }
        let named = self.named(range.start + 1..range.end);
        self.found.variables.extend(named);
    }

    /// An address in a link or an attribute.
    pub(super) fn address(&mut self, range: Range<usize>, device: bool) {
        let text = self.source.text(range.clone());
        let starts_unknown = self.source.holes.binary_search(&range.start).is_ok() || text.starts_with(['$', '{']);
        // `{{ … }}` of a template may contain spaces.
        if text.is_empty() || starts_unknown || text.contains("{{") {
            return;
        }
        let scheme = text.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| is_scheme(scheme));
        match scheme.map(str::to_ascii_lowercase).as_deref() {
            Some("http" | "https" | "tel") => self.characters(range),
            Some(_) if device => {}
            // `localhost:8080`: a port, not a scheme.
            Some(scheme) if self.is_host(scheme, &text) => self.without_scheme(range, &text),
            Some(scheme) => {
                let message = format!("links cannot use the scheme `{scheme}:`");
                self.report(&LINK_SCHEME, range, message, "links are `https://…` or `http://…`");
            }
            None => self.without_scheme(range, &text),
        }
    }

    fn is_host(&self, scheme: &str, text: &str) -> bool {
        let behind = text.get(scheme.len() + 1..).unwrap_or_default();
        behind.starts_with(|c: char| c.is_ascii_digit())
    }

    fn without_scheme(&mut self, range: Range<usize>, text: &str) {
        let help = match text.split('/').next() {
            Some(host) if host.contains('.') => format!("write `https://{text}`"),
            _ => "write the whole address, `https://…`".into(),
        };
        let shown = self.source.shown(range.clone());
        self.report(&LINK_WITHOUT_SCHEME, range, format!("`{shown}` does not begin with `https://`"), help);
    }

    fn characters(&mut self, range: Range<usize>) {
        let text = self.source.slice(range.clone());
        let wrong = text.iter().position(|c| c.is_whitespace() || is_cjk(*c));
        // `(https://… "title")`: the title is text.
        let title =
            text.iter().position(|c| c.is_whitespace()).and_then(|at| text.get(at + 1)).is_some_and(|c| *c == '"');
        if let Some(at) = wrong.filter(|_| !title).map(|at| range.start + at) {
            let len = self.source.leading(at..range.end, &|c| c.is_whitespace() || is_cjk(c));
            let message = "this must be percent-encoded in an address";
            self.report(
                &LINK_CHARACTERS,
                at..at + len,
                message,
                "a space is `%20`; other characters are encoded as UTF-8",
            );
        }
        self.no_entity_by_accident(range);
    }

    /// `&copy=1` in an address becomes `©=1`.
    fn no_entity_by_accident(&mut self, range: Range<usize>) {
        let text = self.source.slice(range.clone());
        let found = text.iter().enumerate().filter(|(_, c)| **c == '&').find_map(|(i, _)| {
            let name = bare(text.get(i + 1..)?)?;
            (text.get(i + 1 + name.len()) != Some(&';')).then_some((i, name))
        });
        if let Some((i, name)) = found {
            let at = range.start + i;
            let first = name.bytes().next().unwrap_or_default();
            let help = format!("write `&%{first:02X}{}`, which is the same address", &name[1..]);
            let message = format!("`&{name}` becomes another character, even inside addresses");
            self.report(&ENTITY_WITHOUT_END, at..at + 1 + name.len(), message, help);
        }
    }

    /// An address that is in the text as it is: it runs on to the next blank.
    fn bare_address(&mut self, range: Range<usize>) {
        let text = self.source.slice(range.clone());
        if !text.iter().any(|c| is_cjk(*c)) {
            return self.no_entity_by_accident(range);
        }
        let at = range.start + self.source.leading(range.clone(), &|c| c.is_ascii());
        let message = "an address continues up to the next space: this becomes part of it and breaks the link";
        let help = "put a space after the address, or write `[text](https://…)`";
        self.report(&ADDRESS_IN_TEXT, at..range.end, message, help);
    }
}

/// Whether a text has the form of an image key, `img_v3_02vb_496bec09-4b43-4773-ad6b-0cdd103cd2bg`.
pub(crate) fn is_image_key(text: &str) -> bool {
    text.strip_prefix("img_").is_some_and(|rest| {
        !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
    })
}

/// Whether a finding of this entry is about a link to a variable, `[text]($name)`.
pub(super) fn is_about_a_variable(entry: &crate::Entry) -> bool {
    std::ptr::eq(entry, &LINK_VARIABLE)
}

/// Whether a text has the form of a scheme, `https`.
pub(super) fn is_scheme(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic())
        && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}
