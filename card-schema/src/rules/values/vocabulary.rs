//! Rules on closed vocabularies.

use crate::{
    entries, nearest,
    rules::{
        walk::{Holder, Walk},
        words,
    },
    table::{Choice, objects},
    tree::{Known, Node},
};

entries! {
    WRONG_WORD = "C0301" "a word is not in the vocabulary" [E E E]
        why "The field tables list the words that a member takes. Where the list is not closed (colours, icons, text sizes) the \
             finding is another one, and a warning."
        wrong "<card><action><button type=primray>\"同意\"</button></action></card>"
        right "<card><action><button type=primary>\"同意\"</button></action></card>"

    UNDOCUMENTED_WORD = "C0306" "a word is documented only in official samples, or in one of two contradicting lists" [W W W]
        why "No field table lists it for this version, and samples use it: `default` and empty text for spacings, `default` for the \
             layout of an action, empty text for the colour of an icon."
        wrong "<card schema=\"2.0\"><column_set horizontal_spacing=default><column/></column_set></card>"
        right "<card schema=\"2.0\"><column_set horizontal_spacing=medium><column/></column_set></card>"
}

/// A word of a closed vocabulary is one of its words, in this version.
pub(crate) fn every_word_is_in_the_vocabulary<'t>(
    walk: &mut Walk<'t, '_>,
    holder: Holder,
    choice: &'static Choice,
    node: &'t Node<'t>,
) {
    let word = match &node.value {
        Known::Str(word) => &**word,
        Known::Template(_) => return,
        _ => return walk.wrong_kind("a word", node),
    };
    if choice == &objects::Schema && choice.word(word).is_some() {
        return; // it decides the version
    }
    let words = holder.words;
    if words.contains(&word) {
        return;
    }
    let name = holder.member.name;
    let here = walk.here(node.at);
    let owner = walk.name(holder.object);
    if holder.is(&objects::Action, "layout") && word == "default" {
        let message = format!("`{word}` of `{name}` is documented only in official samples");
        return undocumented(walk, node, message, "remove it".to_owned());
    }
    let message = format!("`{name}` of {owner} does not accept `{word}`");
    let mut help = match nearest(word, words.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("expected {}", words::list(words)),
    };
    let ident = !word.is_empty()
        && !word.starts_with(|c: char| c.is_ascii_digit())
        && word.chars().all(|c| c == '_' || c.is_ascii_alphanumeric());
    if walk.markup() && ident {
        help.push_str(&format!(" (for a variable write `{name}={{{word}}}`)"));
    }
    walk.report(&WRONG_WORD, here, message, Some(help));
}

/// Reports a value that only official samples, or one of two contradicting lists, have.
pub(crate) fn undocumented<'t>(walk: &mut Walk<'t, '_>, node: &'t Node<'t>, message: String, help: String) {
    walk.report(&UNDOCUMENTED_WORD, walk.here(node.at), message, Some(help));
}
