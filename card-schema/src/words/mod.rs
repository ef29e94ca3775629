//! The platform's long word lists: colours, icons, emoji keys, locales, code languages.
//!
//! Each list is sorted by bytes, so that a look-up is a binary search.

mod code;
mod colors;
mod emoji;
pub mod html;
mod icons;
mod locales;

pub use code::CODE_LANGUAGES;
pub use colors::{COLORS, TAG_COLORS};
pub use emoji::EMOJI;
pub use icons::ICONS;
pub(crate) use locales::LOCALE_VALUES;
pub use locales::LOCALES;

/// Whether `name` is a colour of the palette; `default`, `laser` and names defined in `config.style.color` are not.
#[must_use]
pub fn is_color(name: &str) -> bool {
    has(COLORS, name)
}

/// Whether `name` is one of the 13 colours of a tag.
#[must_use]
pub fn is_tag_color(name: &str) -> bool {
    has(TAG_COLORS, name)
}

/// Whether `token` is a published icon. The published list is not complete: an unknown icon deserves a warning.
#[must_use]
pub fn is_icon(token: &str) -> bool {
    has(ICONS, token) || icons::IN_SAMPLES.contains(&token)
}

/// Whether `key` is an emoji key as printed in the documentation, without its colons.
#[must_use]
pub fn is_emoji(key: &str) -> bool {
    has(EMOJI, key)
}

/// Whether `name` is a locale, `zh_cn`.
#[must_use]
pub fn is_locale(name: &str) -> bool {
    has(LOCALES, name)
}

/// Whether `name` is a language of a code block, in any case.
#[must_use]
pub fn is_code_language(name: &str) -> bool {
    has(CODE_LANGUAGES, &name.to_ascii_lowercase())
}

fn has(words: &[&str], word: &str) -> bool {
    words.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_complete() {
        for (list, count) in
            [(COLORS, 174), (TAG_COLORS, 13), (ICONS, 1154), (EMOJI, 182), (CODE_LANGUAGES, 69), (LOCALES, 16)]
        {
            assert!(list.windows(2).all(|w| w[0] < w[1]));
            assert_eq!(list.len(), count);
        }
    }

    #[test]
    fn words_are_found() {
        assert!(is_color("grey-00") && is_color("bg-white") && !is_color("default") && !is_color("gray"));
        assert!(is_tag_color("neutral") && !is_tag_color("grey"));
        assert!(is_icon("chat_outlined") && !is_icon("chat"));
        assert!(is_emoji("OnIt") && !is_emoji("onit"));
        assert!(is_locale("ms_my") && !is_locale("zh"));
        assert!(is_code_language("JSON") && !is_code_language("brainfuck"));
    }
}
