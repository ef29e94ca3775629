//! Rules on counts: elements, tables, charts, buttons, and lists that are longer than what is shown.

use crate::{
    entries,
    rules::{
        context::least_items,
        path::Spot,
        walk::{Visited, Walk},
    },
    table::{Member, objects},
    tree::{Known, Node},
};

entries! {
    ELEMENTS = "C0407" "too many elements" [E E E] 11310
        why "A 2.0 card can have 200 elements: components and their texts. CardKit answers 300305."
        wrong "a card of 201 dividers"
        right "two cards"

    TABLES = "C0408" "too many tables" [E E E] 11310
        why "A card can have 5 tables per language: \"card table number over limit\"."
        wrong "a card of six tables"
        right "two cards"

    TOO_MANY_BUTTONS = "C0409" "a checker has too many buttons" [E E E]
        why "The button area of a checker can have 3 buttons (card-json-1 §8.10, card-json-2 §12.10)."
        wrong "four buttons in a `<button_area>`"
        right "three"

    SURPLUS = "C0410" "a list is longer than what is shown" [W W W]
        why "Three tags of a header per language, 50 columns of a table, 2, 3, 6 or 9 pictures of a combination: the rest is not shown."
        wrong "<card><img_combination combination_mode=double><image img_key=\"a\"/><image img_key=\"b\"/><image img_key=\"c\"/></img_combination></card>"
        right "<card><img_combination combination_mode=triple><image img_key=\"a\"/><image img_key=\"b\"/><image img_key=\"c\"/></img_combination></card>"

    CHARTS = "C0411" "many charts" [W W W]
        why "The platform advises at most 5 charts in a card."
        wrong "a card of six charts"
        right "two cards"

    TAGGED = "C0413" "many elements, with titles and icons" [W W W] 300305
        why "Cards of less than 200 components were refused for their number of elements, since titles, placeholders and icons were \
             counted too. Which of the two holds is not documented."
        wrong "a card of 60 panels, each with a title and an icon"
        right "two cards"

    MARKDOWN_TABLES = "C0414" "many tables in the Markdown of a card" [W W W] 11310
        why "Reports contradict each other on how many tables in Markdown a card may have: 3, 5 or more (card-json-2 §18)."
        wrong "a card whose texts hold four tables"
        right "two cards"
}

/// Counts tables, and reports the first above the limit.
pub(crate) fn not_too_many_tables<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    if element.is(&objects::Table) {
        walk.counts.tables += 1;
        let limit = walk.settings.limits.tables;
        if walk.counts.tables == limit + 1 {
            let message = format!("too many tables: a card can have at most {limit}");
            walk.report(&TABLES, element.spot(), message, Some("send the rest in a second message".to_owned()));
        }
    }
}

/// Counts charts, and reports the first above what the platform advises.
pub(crate) fn not_too_many_charts<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    if element.is(&objects::Chart) {
        walk.counts.charts += 1;
        let limit = walk.settings.limits.charts;
        if walk.counts.charts == limit + 1 {
            let message = format!("many charts: the platform advises at most {limit} in a card");
            walk.report(&CHARTS, element.spot(), message, Some("send the rest in a second message".to_owned()));
        }
    }
}

/// Whether the text in a member is one of the elements that 2.0 counts.
pub(crate) fn holds_an_element(of_a_component: bool, member: &Member) -> bool {
    of_a_component && member.name == "text"
}

/// Counts the elements of a 2.0 card, and reports the first above the limit.
pub(crate) fn not_too_many_elements<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    if !walk.v2() {
        return;
    }
    walk.counts.tagged += usize::from(element.plan.is_tagged && walk.in_body);
    let text =
        || element.holder.is_some_and(|holder| holds_an_element(holder.object.plan().is_component, holder.member));
    if element.plan.is_component || text() {
        walk.counts.elements += 1;
        let limit = walk.settings.limits.elements;
        if walk.counts.elements == limit + 1 {
            let message = format!("too many elements: a card can have at most {limit}");
            walk.report(&ELEMENTS, element.spot(), message, Some("components and their texts count".to_owned()));
        }
    }
}

/// Tables in Markdown texts: reports of how many a card may have contradict each other.
pub(crate) fn tables_in_a_text_count<'t>(walk: &mut Walk<'t, '_>, tables: usize, spot: Spot<'t>) {
    let limit = walk.settings.limits.markdown_tables;
    let before = walk.counts.markdown_tables;
    walk.counts.markdown_tables += tables;
    // one text that has too many is told where it is read
    if walk.v2() && before <= limit && walk.counts.markdown_tables > limit && tables <= limit {
        let message = format!("many tables in Markdown: more than {limit} in a card may be refused");
        let help = "send the rest in a second message, or write a list".to_owned();
        walk.report(&MARKDOWN_TABLES, spot, message, Some(help));
    }
}

/// What 2.0 counts as elements may be more than components and their texts: titles, placeholders and icons too.
pub(crate) fn not_too_many_tagged_objects<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    let limit = walk.settings.limits.elements;
    if element.is(&objects::Body) && walk.counts.tagged > limit && walk.counts.elements <= limit {
        let message = format!("many elements: {} with titles, placeholders and icons", walk.counts.tagged);
        let help = format!("the platform may refuse more than {limit}: fewer components, or a second message");
        walk.report(&TAGGED, element.spot(), message, Some(help));
    }
}

/// The button area of a checker holds three buttons.
pub(crate) fn a_checker_has_few_buttons<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    if !element.is(&objects::CheckerButtonArea) {
        return;
    }
    let limit = walk.settings.limits.checker_buttons;
    let count = element.get("buttons").and_then(Node::as_list).map_or(0, least_items);
    if count > limit {
        let message = format!("too many buttons: a checker can have at most {limit}, found {count}");
        walk.report(&TOO_MANY_BUTTONS, element.value_spot("buttons"), message, None);
    }
}

/// Whether a member of a header lists its tags.
pub(crate) fn is_a_list_of_tags(member: &Member) -> bool {
    ["text_tag_list", "i18n_text_tag_list"].contains(&member.name)
}

/// No list is longer than what is shown: header tags, columns of a table, pictures of a combination.
pub(crate) fn nothing_is_more_than_is_shown<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    let limits = walk.settings.limits;
    let (member, limit) = match element.object {
        object if object == &objects::Header => ("text_tag_list", limits.header_tags),
        object if object == &objects::Table => ("columns", limits.table_columns),
        object if object == &objects::ImgCombination => match element.text("combination_mode") {
            Some("double") => ("img_list", limits.double_images),
            Some("triple") => ("img_list", limits.triple_images),
            Some("bisect") => ("img_list", limits.bisect_images),
            Some("trisect") => ("img_list", limits.trisect_images),
            _ => return,
        },
        _ => return,
    };
    let mut lists = vec![(element.value_spot(member), element.get(member))];
    if let Some(Known::Object(locales)) = element.get("i18n_text_tag_list").map(|node| &node.value) {
        for list in &locales.members {
            lists.push((element.value_spot("i18n_text_tag_list"), Some(&list.node)));
        }
    }
    for (spot, list) in lists {
        let count = list.and_then(Node::as_list).map_or(0, least_items);
        if count > limit {
            let message = format!("{} shows only {limit} of these {count}", walk.name(element.object));
            walk.report(&SURPLUS, spot, message, Some("remove the rest".to_owned()));
        }
    }
}
