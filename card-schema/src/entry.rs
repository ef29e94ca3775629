//! An entry of the catalogue: a code, how bad it is for whom, and how it is declared beside its rule.

use crate::{Reader, Version};
use std::fmt;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The platform ignores or repairs it, or the references contradict each other.
    Warning,
    /// The platform refuses it, or the references forbid it.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}

/// An entry of the catalogue: one kind of finding, with its stable code.
///
/// The whole catalogue is `docs/diagnostics.md`; `card explain C0101` prints an entry.
#[derive(Debug)]
#[non_exhaustive]
pub struct Entry {
    /// The stable code, `C0101`.
    pub code: &'static str,
    /// A short title, a sentence without a full stop.
    pub title: &'static str,
    /// Severity in markup.
    pub markup: Severity,
    /// Severity in JSON 1.0.
    pub json1: Severity,
    /// Severity in JSON 2.0.
    pub json2: Severity,
    /// The platform's own code for it, where known.
    pub platform: Option<u32>,
    /// Why it is refused, in a few sentences; names the section of the reference.
    pub why: &'static str,
    /// An example that raises it. Markup unless it begins with `{`.
    pub wrong: &'static str,
    /// The same, right.
    pub right: &'static str,
    /// The first version of this crate that has it.
    pub since: &'static str,
    /// The module of its rule: `feishu_card_schema::rules::forms::submit`.
    pub module: &'static str,
}

impl Entry {
    /// What `entries!` makes; severities are those for markup, JSON 1.0 and JSON 2.0, examples the wrong and the right one.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(
        code: &'static str,
        title: &'static str,
        [markup, json1, json2]: [Severity; 3],
        platform: &[u32],
        why: &'static str,
        [wrong, right]: [&'static str; 2],
        module: &'static str,
    ) -> Self {
        let platform = match platform {
            [code, ..] => Some(*code),
            [] => None,
        };
        Entry { code, title, markup, json1, json2, platform, why, wrong, right, since: "0.1.0", module }
    }

    /// The platform's code, if cards of this version are refused with it: what JSON 1.0 drops without a word has none.
    #[must_use]
    pub const fn platform_code(&self, version: Version) -> Option<u32> {
        match (version, self.json1, self.json2) {
            (Version::V1, Severity::Warning, Severity::Error) | (Version::V2, Severity::Error, Severity::Warning) => {
                None
            }
            _ => self.platform,
        }
    }

    /// How bad this is for a reader of a card of this version.
    #[must_use]
    pub const fn severity(&self, reader: Reader, version: Version) -> Severity {
        match (reader, version) {
            (Reader::Markup, _) => self.markup,
            (Reader::Json, Version::V1) => self.json1,
            (Reader::Json, Version::V2) => self.json2,
        }
    }
}

/// Makes the statics of a file and their list. `E` and `W` are the severities for markup, JSON 1.0 and JSON 2.0.
///
/// An entry is private to its file: only the rules there can report it.
#[doc(hidden)]
#[macro_export]
macro_rules! entries {
    (@ E) => { $crate::Severity::Error };
    (@ W) => { $crate::Severity::Warning };
    ($(
        $NAME:ident = $code:literal $title:literal [$markup:ident $json1:ident $json2:ident] $($platform:literal)?
        why $why:literal
        wrong $wrong:literal
        right $right:literal
    )*) => {
        $(
            #[doc = $title]
            static $NAME: $crate::Entry = $crate::Entry::new(
                $code,
                $title,
                [$crate::entries!(@ $markup), $crate::entries!(@ $json1), $crate::entries!(@ $json2)],
                &[$($platform)?],
                $why,
                [$wrong, $right],
                module_path!(),
            );
        )*
        /// All entries of this file, by code.
        pub(crate) static ENTRIES: &[&$crate::Entry] = &[$(&$NAME),*];
    };
}
