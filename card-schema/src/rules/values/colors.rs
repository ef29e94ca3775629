//! Rules on open vocabularies: colours, text sizes, icons.

use super::vocabulary;
use crate::{
    entries, nearest,
    rules::{
        walk::{Holder, Walk},
        words::list,
    },
    table::{Facts, objects},
    tree::Node,
    words::{COLORS, ICONS, is_color, is_icon},
};

entries! {
    COLOR = "C0307" "an unknown colour" [W W W]
        why "Colours are names of the palette (`blue`, `grey-500`), words such as `default` where a member takes them, or names that \
             `config.style.color` defines. What an unknown name does is not documented."
        wrong "<card><div><plain_text text_color=gray>\"x\"</plain_text></div></card>"
        right "<card><div><plain_text text_color=grey>\"x\"</plain_text></div></card>"

    DIRECT_COLOR = "C0308" "a colour value where a name belongs" [E W E]
        why "Components take colour names only; `rgba(…)` is defined once in `config.style.color` and named. 2.0 answers \
             \"invalid color\"."
        wrong "<card schema=\"2.0\"><div><plain_text text_color=\"#999999\">\"x\"</plain_text></div></card>"
        right "<card schema=\"2.0\"><div><plain_text text_color=grey-500>\"x\"</plain_text></div></card>"

    TEXT_SIZE = "C0310" "an unknown text size" [W W W]
        why "It is drawn as `normal` (card-json-1 §11.2, card-json-2 §7.2). Names that `config.style.text_size` defines are known. \
             A checker takes `normal`, `heading` and `notation` only."
        wrong "<card><markdown text_size=huge>\"x\"</markdown></card>"
        right "<card><markdown text_size=heading>\"x\"</markdown></card>"

    ICON = "C0311" "an unknown icon" [W W W]
        why "The token is not among the 1,154 published ones. The list is not complete, so this is a hint."
        wrong "<card><markdown icon=chat_outlind>\"x\"</markdown></card>"
        right "<card><markdown icon=chat_outlined>\"x\"</markdown></card>"
}

/// Whether a colour is a name of the palette, or a word that the member takes.
pub(crate) fn is_a_colour(text: &str, words: &[&str], facts: &Facts) -> bool {
    is_color(text) || words.contains(&text) || text == facts.default && !text.is_empty()
}

/// A colour is a name of the palette, a word that the member takes, or a name that the card defines.
pub(crate) fn every_colour_is_known<'t>(walk: &mut Walk<'t, '_>, holder: Holder, text: &'t str, node: &'t Node<'t>) {
    if is_a_colour(text, holder.words, holder.facts) {
        return;
    }
    let here = walk.here(node.at);
    if text.is_empty() {
        let message = format!("`{}` of {} is empty", holder.member.name, walk.name(holder.object));
        return vocabulary::undocumented(walk, node, message, "remove it".to_owned());
    }
    if text.starts_with('#') || text.starts_with("rgb") || text.starts_with("hsl") {
        let message = format!("`{text}` is not a colour name");
        let help = if walk.markup() {
            "use a colour of the palette, or define one: `<config><style><color><mine light_mode=\"rgba(…)\" dark_mode=\"rgba(…)\"/></color></style></config>`"
        } else {
            "use a colour of the palette, or define one in `config.style.color` as `rgba(…)` and use its name"
        };
        return walk.report(&DIRECT_COLOR, here, message, Some(help.to_owned()));
    }
    if walk.card.colors.may_have(text) {
        return;
    }
    let message = format!("unknown colour `{text}`");
    let mut words = holder.facts.values();
    words.extend(walk.card.colors.names.iter().chain(COLORS));
    let help = match nearest(text, words) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "expected a colour such as `blue` or `grey-500`, or a name defined in `config.style.color`".to_owned(),
    };
    walk.report(&COLOR, here, message, Some(help));
}

/// A text size is one of the sixteen words, or a name that the card defines.
pub(crate) fn every_text_size_is_known<'t>(walk: &mut Walk<'t, '_>, holder: Holder, text: &'t str, node: &'t Node<'t>) {
    let checker =
        walk.above.len() > 1 && walk.above.get(walk.above.len() - 2).is_some_and(|object| *object == &objects::Checker);
    let words = if checker { &["normal", "heading", "notation"][..] } else { holder.words };
    if words.contains(&text) || !checker && walk.card.text_sizes.may_have(text) {
        return;
    }
    let message = format!("unknown text size `{text}`; it is drawn as `normal`");
    let help = match nearest(text, words.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("expected {}", list(words)),
    };
    walk.report(&TEXT_SIZE, walk.here(node.at), message, Some(help));
}

/// An icon is one of the published ones. The list is not complete, so this is a hint.
pub(crate) fn every_icon_is_known<'t>(walk: &mut Walk<'t, '_>, _: Holder, text: &'t str, node: &'t Node<'t>) {
    if is_icon(text) {
        return;
    }
    let message = format!("unknown icon `{text}`");
    let near = nearest(&text.replace(" ", "_"), ICONS.iter().copied());
    let near = near.map(|near| format!("did you mean `{near}`?"));
    let help = match (text.contains(' '), near) {
        (true, Some(near)) => Some(format!("icon names do not contain spaces: {near}")),
        (true, None) => Some("icon names do not contain spaces".to_owned()),
        (false, near) => near,
    };
    walk.report(&ICON, walk.here(node.at), message, help);
}
