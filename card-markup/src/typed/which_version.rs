//! What differs between the JSON of 1.0 and 2.0: a fragment tells which it is for.

use super::{
    Lower,
    scope::{Scope, Target},
};
use crate::syntax::Attribute;
use feishu_card_schema::{
    Version, entries,
    table::{Member, Object, objects},
};
use proc_macro2::Span;

entries! {
    WHICH_VERSION = "C0016" "the version of a fragment must be told" [E E E]
        why "Where the JSON of 1.0 and 2.0 differs, a fragment says which it is for (markup §5)."
        wrong "card! { <header icon=chat_outlined/> }"
        right "card! { <header icon=chat_outlined schema=\"2.0\"/> }"
}

/// What is said of a token where 1.0 has an image.
const NO_TOKEN: &str = "the icon of a 1.0 header is an image and cannot have a token";

/// How the version is told.
const TELL: &str = "write `schema=\"1.0\"` or `schema=\"2.0\"` in the root tag";

impl Lower<'_> {
    /// Reports the shorthand `icon=` where 1.0 and 2.0 differ: in a header (R11).
    pub(super) fn icon_needs_version(&mut self, member: &'static Member, scope: &Scope<'_>, at: Span) -> bool {
        let is_icon = member.kind.is_family(&objects::Icon);
        let in_header = matches!(scope.target, Target::Record(object) if *object == objects::Header);
        if !is_icon || !in_header {
            return false;
        }
        match self.version {
            Some(Version::V2) => return false,
            Some(Version::V1) => {
                let help = "a library icon is `ud_icon=…`, an image `<icon img_key=\"…\"/>`";
                self.findings.add(&WHICH_VERSION, at, NO_TOKEN, help);
            }
            None => self.icon_of_either_version(at),
        }
        true
    }

    /// Whether this is the token of the icon of a 1.0 header (R11).
    pub(super) fn is_token_of_a_header(&mut self, icon: &Object, attribute: &Attribute) -> bool {
        let found = *icon == objects::HeaderIcon && attribute.name.text == "token" && !attribute.json;
        if found {
            let help = "a library icon is `<ud_icon token=…/>`, or `ud_icon=…`";
            self.findings.add(&WHICH_VERSION, attribute.name.span, NO_TOKEN, help);
        }
        found
    }

    /// The icon of a header that may be of both versions.
    pub(super) fn icon_of_either_version(&mut self, at: Span) {
        self.findings.add(&WHICH_VERSION, at, "the icon of a header differs between JSON 1.0 and 2.0", TELL);
    }

    /// Translations of a text in a header that may be of both versions.
    pub(super) fn translations_of_either_version(&mut self, scope: &Scope<'_>, at: Span) {
        let message = format!("translations of `<{}>` differ between JSON 1.0 and 2.0", scope.name);
        self.findings.add(&WHICH_VERSION, at, message, TELL);
    }
}
