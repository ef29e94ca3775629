//! Characters that look like those of Rust: what Chinese, Japanese and Korean keyboards and word processors write.
#![cfg_attr(not(feature = "source"), allow(dead_code))] // a compiler hands over what it has lexed

/// A character, what Rust writes for it, and how it is called.
pub(crate) struct Lookalike {
    /// One character of ASCII, or `...`.
    pub(crate) ascii: &'static str,
    /// `full-width colon`
    pub(crate) name: &'static str,
}

/// What a character looks like, if it looks like one of Rust.
pub(crate) fn lookalike(c: char) -> Option<Lookalike> {
    let found = LOOKALIKES.iter().find(|(all, ..)| all.contains(c));
    found.map(|(_, ascii, name)| Lookalike { ascii, name })
}

/// The character that closes what this one opens, for quotes of two different characters.
pub(crate) fn closing_quote(open: char) -> Option<char> {
    QUOTES.iter().find(|(opening, _)| *opening == open).map(|(_, closing)| *closing)
}

/// Whether nothing is seen of a character.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || (c.is_control() && !c.is_whitespace())
}

const QUOTES: &[(char, char)] =
    &[('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』'), ('„', '“'), ('«', '»'), ('＂', '＂'), ('＇', '＇')];

const LOOKALIKES: &[(&str, &str, &str)] = &[
    ("：﹕", ":", "full-width colon"),
    ("，、﹐", ",", "full-width comma"),
    ("；﹔", ";", "full-width semicolon"),
    ("（﹙", "(", "full-width parenthesis"),
    ("）﹚", ")", "full-width parenthesis"),
    ("［【〔", "[", "full-width bracket"),
    ("］】〕", "]", "full-width bracket"),
    ("｛", "{", "full-width brace"),
    ("｝", "}", "full-width brace"),
    ("＜〈《", "<", "full-width angle bracket"),
    ("＞〉》", ">", "full-width angle bracket"),
    ("＝", "=", "full-width equals sign"),
    ("／", "/", "full-width slash"),
    ("＼", "\\", "full-width backslash"),
    ("！", "!", "full-width exclamation mark"),
    ("？", "?", "full-width question mark"),
    ("．。", ".", "full-width full stop"),
    ("＃", "#", "full-width number sign"),
    ("＄￥", "$", "full-width currency sign"),
    ("％", "%", "full-width percent sign"),
    ("＆", "&", "full-width ampersand"),
    ("＊", "*", "full-width asterisk"),
    ("＋", "+", "full-width plus sign"),
    ("－−–—‐‑", "-", "dash"),
    ("｜", "|", "full-width bar"),
    ("～", "~", "full-width tilde"),
    ("＠", "@", "full-width at sign"),
    ("＾", "^", "full-width circumflex"),
    ("＿", "_", "full-width underscore"),
    ("…", "...", "ellipsis"),
    ("０", "0", "full-width digit"),
    ("１", "1", "full-width digit"),
    ("２", "2", "full-width digit"),
    ("３", "3", "full-width digit"),
    ("４", "4", "full-width digit"),
    ("５", "5", "full-width digit"),
    ("６", "6", "full-width digit"),
    ("７", "7", "full-width digit"),
    ("８", "8", "full-width digit"),
    ("９", "9", "full-width digit"),
];
