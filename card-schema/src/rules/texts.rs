//! The Markdown in those texts that are Markdown, and what it tells about the card.

use super::{
    forms::unique,
    links::variables,
    nesting::{counts, kinds},
    path::Spot,
    values::{plain, strings},
    walk::{Holder, Visited, Walk},
};
use crate::{
    Version,
    markdown::{self, Context, Flavour},
    table::{Member, Object, objects},
    tree::{Known, Node, TextPart},
};
use std::borrow::Cow;

/// The flavour of a member, if it is Markdown.
pub(crate) fn flavour(object: &Object, member: &Member, version: Version) -> Option<Flavour> {
    let flavour = match object {
        object if object == &objects::LarkMd => Flavour::LarkMd,
        object if object == &objects::MarkdownBlock || object == &objects::MarkdownText => match version {
            Version::V1 => Flavour::Markdown1,
            Version::V2 => Flavour::Markdown2,
        },
        _ => return None,
    };
    matches!(member.name, "content" | "i18n_content" | "i18n").then_some(flavour)
}

/// A text that is known entirely.
pub(crate) fn a_text<'t>(
    walk: &mut Walk<'t, '_>,
    holder: Holder,
    element: &Visited<'t>,
    text: &'t str,
    node: &'t Node<'t>,
) {
    let here = walk.here(node.at);
    if holder.member.name != "element_id" {
        strings::short_texts_are_short(walk, element, text, node);
        plain::plain_text_is_shown_as_it_is(walk, element, std::iter::once(text), here);
    }
    if let Some(flavour) = flavour(holder.object, holder.member, walk.version) {
        let parts = [TextPart::Text(Cow::Borrowed(text))];
        a_markdown_text(walk, Some(element), flavour, &parts, here);
    }
}

/// A text with parts that only the running program knows.
pub(crate) fn a_text_with_holes<'t>(
    walk: &mut Walk<'t, '_>,
    holder: Holder,
    element: &Visited<'t>,
    node: &'t Node<'t>,
) {
    let Known::Template(parts) = &node.value else { return };
    let here = walk.here(node.at);
    if let Some(flavour) = flavour(holder.object, holder.member, walk.version) {
        return a_markdown_text(walk, Some(element), flavour, parts, here);
    }
    if element.object != &objects::PlainText {
        return;
    }
    // a mark may be before a hole and behind it: `**{name}**`
    let mut whole = String::new();
    for part in parts {
        whole.push_str(match part {
            TextPart::Text(text) => text,
            TextPart::Hole => plain::HOLE,
        });
    }
    plain::plain_text_is_shown_as_it_is(walk, element, std::iter::once(whole.as_str()), here);
}

/// A cell of a table whose column is Markdown.
pub(crate) fn a_cell<'t>(walk: &mut Walk<'t, '_>, node: &'t Node<'t>, flavour: Flavour, spot: Spot<'t>) {
    match &node.value {
        Known::Str(text) => a_markdown_text(walk, None, flavour, &[TextPart::Text(Cow::Borrowed(text))], spot),
        Known::Template(parts) => a_markdown_text(walk, None, flavour, parts, spot),
        _ => {}
    }
}

fn a_markdown_text<'t>(
    walk: &mut Walk<'t, '_>,
    element: Option<&Visited<'t>>,
    flavour: Flavour,
    parts: &[TextPart<'t>],
    spot: Spot<'t>,
) {
    let colors = (!walk.card.colors.open).then_some(&*walk.card.colors.names);
    let context = Context { colors, tables: Some(walk.settings.limits.markdown_tables) };
    // of a header it matters how the text is set
    let in_header = element.is_some_and(kinds::is_in_a_header);
    if !in_header && markdown::is_right_at_a_glance(parts, flavour, &context) {
        return;
    }
    let checked = markdown::check(parts, flavour, &context);
    // with `href` beside it, that member is the finding
    let told = walk.v2() && element.is_some_and(|element| element.has("href"));
    for finding in checked.findings.iter().filter(|finding| !told || !finding.is_about_a_variable()) {
        let help = Some(finding.help.clone());
        if let Some(found) = walk.add(finding.entry, spot, finding.message.clone(), help) {
            found.excerpt = Some(finding.excerpt.clone());
        }
    }
    for id in &checked.audio_ids {
        unique::an_audio_id(walk, &id.name, spot);
    }
    counts::tables_in_a_text_count(walk, checked.tables, spot);
    if let Some(element) = element {
        variables::every_variable_is_defined(walk, element, &checked, spot);
        kinds::a_header_shows_mentions_and_emoji_only(walk, element, &checked, spot);
    }
}
