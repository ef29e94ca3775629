//! Rules on texts: their length, and the Markdown in those that are Markdown.

use super::{
    path::Spot,
    walk::{Element, Holder, Walk},
};
use crate::{
    catalogue::{
        forms::AUDIO_ID_TWICE,
        links::NO_VARIABLE,
        markdown::LINK_VARIABLE,
        nesting::{HEADER_TEXT, TABLES},
        values::TEXT_TOO_LONG,
    },
    markdown::{self, Checked, Context, Flavour},
    tree::{Known, Node, TextPart},
};
use std::borrow::Cow;

/// The longest button text, option text and placeholder.
const SHORT_TEXT: usize = 100;

/// The flavour of a member, if it is Markdown.
fn flavour(walk: &Walk<'_, '_>, holder: Holder) -> Option<Flavour> {
    if !matches!(holder.member.name, "content" | "i18n_content" | "i18n") {
        return None;
    }
    match holder.object.name {
        "markdown" | "text:markdown" if walk.v2() => Some(Flavour::Markdown2),
        "markdown" | "text:markdown" => Some(Flavour::Markdown1),
        "text:lark_md" => Some(Flavour::LarkMd),
        _ => None,
    }
}

/// A text that is known entirely.
pub(crate) fn a_text<'t>(
    walk: &mut Walk<'t, '_>,
    holder: Holder,
    element: &Element<'t>,
    text: &'t str,
    node: &'t Node<'t>,
) {
    let here = walk.here(node.at);
    let short = element.holder.is_some_and(|holder| {
        holder.member.name == "placeholder" || holder.is("button", "text") || holder.is("option:overflow", "text")
    });
    if short && holder.member.name != "element_id" {
        let count = text.chars().count();
        if count > SHORT_TEXT {
            let message = format!("this text is too long: at most {SHORT_TEXT} characters, found {count}");
            walk.report(&TEXT_TOO_LONG, here, message, Some("shorten it".to_owned()));
        }
    }
    if let Some(flavour) = flavour(walk, holder) {
        let parts = [TextPart::Text(Cow::Borrowed(text))];
        a_markdown_text(walk, Some(element), flavour, &parts, here);
    }
}

/// A text with parts that only the running program knows.
pub(crate) fn a_text_with_holes<'t>(
    walk: &mut Walk<'t, '_>,
    holder: Holder,
    element: &Element<'t>,
    node: &'t Node<'t>,
) {
    if let (Some(flavour), Known::Template(parts)) = (flavour(walk, holder), &node.value) {
        let here = walk.here(node.at);
        a_markdown_text(walk, Some(element), flavour, parts, here);
    }
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
    element: Option<&Element<'t>>,
    flavour: Flavour,
    parts: &[TextPart<'t>],
    spot: Spot<'t>,
) {
    let colors = (!walk.card.colors.open).then(|| walk.card.colors.names.clone());
    let tables = Some(walk.settings.limits.markdown_tables);
    let checked = markdown::check(parts, flavour, &Context { colors: colors.as_deref(), tables });
    // with `href` beside it, that member is the finding
    let told = walk.v2() && element.is_some_and(|element| element.has("href"));
    for finding in checked.findings.iter().filter(|finding| !told || finding.entry.code != LINK_VARIABLE.code) {
        let help = Some(finding.help_with_excerpt());
        walk.report(finding.entry, spot, finding.message.clone(), help);
    }
    audio_ids_and_tables(walk, &checked, spot);
    if let Some(element) = element {
        every_variable_is_defined(walk, element, &checked, spot);
        a_header_shows_mentions_and_emoji_only(walk, element, &checked, spot);
    }
}

/// Title and subtitle of a card support only a small part of Markdown.
fn a_header_shows_mentions_and_emoji_only<'t>(
    walk: &mut Walk<'t, '_>,
    element: &Element<'t>,
    checked: &Checked,
    spot: Spot<'t>,
) {
    let in_header = |holder: Holder| holder.is("header", "title") || holder.is("header", "subtitle");
    if let Some(style) = checked.styles.first().filter(|_| element.holder.is_some_and(in_header)) {
        let message = format!("a header shows only mentions and emoji, not `{}`", style.name);
        let help = "remove it, or move the text to the body of the card".to_owned();
        walk.report(&HEADER_TEXT, spot, message, Some(help));
    }
}

/// What a text counts towards the card.
fn audio_ids_and_tables<'t>(walk: &mut Walk<'t, '_>, checked: &Checked, spot: Spot<'t>) {
    for id in &checked.audio_ids {
        let mark = walk.mark(spot);
        if let Some(before) = walk.seen.audio_ids.again(id.name.clone(), mark) {
            let message = format!("the audio_id `{}` is used twice", id.name);
            walk.report_again(&AUDIO_ID_TWICE, spot, &before, message, "audio ids are unique in the card");
        }
    }
    let limit = walk.settings.limits.tables;
    let before = walk.counts.tables;
    walk.counts.tables += checked.tables;
    if walk.v2() && before <= limit && walk.counts.tables > limit {
        let message = format!("too many tables: a card can have at most {limit}, including those in Markdown");
        let help = "send the rest in a second message, or write a list".to_owned();
        walk.report(&TABLES, spot, message, Some(help));
    }
}

/// 1.0: `[text]($name)` goes where `href` says.
fn every_variable_is_defined<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>, checked: &Checked, spot: Spot<'t>) {
    if walk.v2() {
        return; // the Markdown reader itself refuses it there
    }
    let href = element.get("href").map(|node| &node.value);
    for variable in &checked.variables {
        let defined = match href {
            None => element.tree.open,
            Some(Known::Object(href)) => href.open || href.member(&variable.name).is_some(),
            Some(_) => true,
        };
        if !defined {
            let message = format!("`href` does not define `{}`", variable.name);
            let name = &variable.name;
            let help = match walk.markup() {
                true => format!("define it: `<href><{name} url=\"https://…\"/></href>`"),
                false => format!("define it: `\"href\": {{\"{name}\": {{\"url\": \"https://…\"}}}}`"),
            };
            walk.report(&NO_VARIABLE, spot, message, Some(help));
        }
    }
}
