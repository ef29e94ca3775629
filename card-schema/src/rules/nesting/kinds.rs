//! Rules on the kinds of texts: which are allowed where, and what a header shows of them.

use crate::{
    entries,
    markdown::Checked,
    rules::{
        path::Spot,
        walk::{Visited, Walk},
        words::list,
    },
    table::{Member, Object, objects},
};

entries! {
    TEXT_KIND = "C0405" "a kind of text that its member does not accept" [E E E]
        why "Titles, texts of div and checker accept Markdown; buttons, options, tips, placeholders, labels and confirm dialogs accept \
             plain text only (card-json-1 §4.1, card-json-2 §7.1)."
        wrong "<card schema=\"2.0\"><button><text><lark_md>\"**好**\"</lark_md></text></button></card>"
        right "<card schema=\"2.0\"><button>\"好\"</button></card>"

    HEADER_TEXT = "C0412" "a header shows mentions and emoji only" [W W W]
        why "As `lark_md`, title and subtitle of a card support `<at>`, emoji and `:OK:`, nothing else (card-json-1 §3, card-json-2 §4)."
        wrong "<card><header><title><lark_md>\"**发布** :OK:\"</lark_md></title></header></card>"
        right "<card><header><title><lark_md>\"发布 :OK:\"</lark_md></title></header></card>"
}

/// Whether it is a text object.
pub(crate) fn is_a_text(object: &Object) -> bool {
    objects::Text.variants.contains(&object)
}

/// A text is of a kind that its member accepts.
pub(crate) fn every_text_is_of_a_kind_that_its_member_accepts<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    let Some(holder) = element.holder else { return };
    let tag = element.object.tag;
    if !holder.member.kind.is_family(&objects::Text) {
        return;
    }
    let tags = holder.words;
    if tags.is_empty() || tags.contains(&tag) {
        return;
    }
    let owner = walk.name(holder.object);
    let message = format!("`{}` of {owner} does not accept {}", holder.member.name, walk.tag(tag));
    let help = match tags {
        [only] if *only == objects::PlainText.tag && walk.markup() => {
            "write the text without a tag: it is plain text".to_owned()
        }
        _ => format!("expected {}", list(tags)),
    };
    walk.report(&TEXT_KIND, element.spot(), message, Some(help));
}

/// Whether a member is the title or the subtitle of a card.
pub(crate) fn is_of_a_header(object: &Object, member: &Member) -> bool {
    object == &objects::Header && ["title", "subtitle"].contains(&member.name)
}

/// Whether it is the title or the subtitle of a card.
pub(crate) fn is_in_a_header(element: &Visited<'_>) -> bool {
    element.holder.is_some_and(|holder| is_of_a_header(holder.object, holder.member))
}

/// Title and subtitle of a card support only a small part of Markdown.
pub(crate) fn a_header_shows_mentions_and_emoji_only<'t>(
    walk: &mut Walk<'t, '_>,
    element: &Visited<'t>,
    checked: &Checked,
    spot: Spot<'t>,
) {
    if let Some(style) = checked.styles.first().filter(|_| is_in_a_header(element)) {
        let message = format!("a header shows only mentions and emoji, not `{}`", style.name);
        let help = "remove it, or move the text to the body of the card".to_owned();
        walk.report(&HEADER_TEXT, spot, message, Some(help));
    }
}
