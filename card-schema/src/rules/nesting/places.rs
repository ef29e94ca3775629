//! Rules on where a component is allowed.

use crate::{
    Reader, Version, entries,
    nesting::Nesting,
    rules::{
        path::Spot,
        walk::{Holder, Visited, Walk},
        words::{self, Wording, plain_name},
    },
    table::{Member, Object, objects},
    tree::Node,
};

entries! {
    NOT_HERE = "C0401" "a component is not allowed here" [E E E] 200621
        why "Every container has a list of what it holds; forms and tables belong directly in the card (nesting tables of both versions)."
        wrong "<card><form name=\"f\"><div>\"直接放\"</div><button name=\"b\" action_type=form_submit>\"好\"</button></form></card>"
        right "<card><form name=\"f\"><markdown>\"直接放\"</markdown><button name=\"b\" action_type=form_submit>\"好\"</button></form></card>"

    DISPUTED_PLACE = "C0402" "official pages contradict each other on a place" [W W W]
        why "One page allows the component here, another forbids it: a table in a collapsible panel, `img_combination` or `action` in a 1.0 \
             column, multi-selects outside a form in 2.0."
        wrong "<card><column_set><column><action><button>\"好\"</button></action></column></column_set></card>"
        right "<card><column_set><column><button>\"好\"</button></column></column_set></card>"

    UNSAID_PLACE = "C0403" "no page says whether the component is allowed here" [W W W]
        why "The pages of both the container and the component are silent (card-json-1 §14)."
        wrong "<card><checker>\"任务\"</checker></card>"
        right "<card><column_set><column><checker>\"任务\"</checker></column></column_set></card>"

    FORM_ONLY = "C0404" "a component that needs a form is outside of one" [E E E]
        why "`multi_select_static` and `multi_select_person` must be in a form, directly or deeper (card-json-1 §8.5)."
        wrong "<card><collapsible_panel><header title=\"a\"/><multi_select_static name=\"m\"/></collapsible_panel></card>"
        right "<card><form name=\"f\"><multi_select_static name=\"m\"/><button name=\"b\" action_type=form_submit>\"好\"</button></form></card>"
}

/// The name of a list in the nesting tables, if they speak of it: that of its object, but for two.
pub(crate) fn container(object: &'static Object, member: &Member) -> Option<&'static str> {
    let member = member.name;
    if object == &objects::Card {
        return ["elements", "i18n_elements"].contains(&member).then_some("root");
    }
    if object == &objects::Div {
        return (member == "extra").then_some("div.extra");
    }
    let lists = object == &objects::ColumnSet && member == "columns" || object.children == member && !member.is_empty();
    lists.then_some(object.name)
}

/// Components that are allowed only in a form.
pub(crate) static MULTI: [&Object; 2] = [&objects::MultiSelectStatic, &objects::MultiSelectPerson];

/// Every component is where the reference allows it.
pub(crate) fn every_component_is_where_it_may_be<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    let Some(holder) = element.holder else { return };
    allowed(walk, element.object, element.spot(), holder);
}

/// The same for a component of which only the tag was read.
pub(crate) fn a_component_is_where_it_may_be<'t>(
    walk: &mut Walk<'t, '_>,
    component: &'static Object,
    node: &'t Node<'t>,
    holder: Option<Holder>,
) {
    let here = walk.here(node.at);
    if let Some(holder) = holder {
        allowed(walk, component, here, holder);
    }
}

fn allowed<'t>(walk: &mut Walk<'t, '_>, component: &'static Object, spot: Spot<'t>, holder: Holder) {
    let Some(container) = holder.container else { return };
    let multi = MULTI.contains(&component);
    if component.plan().is_allowed_in(holder.container_bit, walk.version) {
        return;
    }
    let tag = component.tag;
    let place = |walk: &Walk<'_, '_>| match holder.object {
        object if object == &objects::Card => "the card itself".to_owned(),
        object if object == &objects::Div && walk.markup() => "`<extra>`".to_owned(),
        object if object == &objects::Div => "`extra` of `div`".to_owned(),
        object => walk.name(object),
    };
    let form_is_missing = [&objects::Card, &objects::Body, &objects::CollapsiblePanel].contains(&holder.object);
    let (entry, message) = match component.nesting(walk.version, container) {
        Nesting::Allowed if multi => return form_only(walk, tag, spot),
        Nesting::Allowed => return,
        // inside a form it would be allowed there: what is missing is the form
        _ if multi && form_is_missing => return form_only(walk, tag, spot),
        Nesting::Forbidden => {
            let Wording { entry, message, .. } = not_allowed(walk.settings.reader, tag, &place(walk));
            (entry, message)
        }
        Nesting::Disputed => {
            let message = format!("official pages contradict each other on {} in {}", walk.tag(tag), place(walk));
            (&DISPUTED_PLACE, message)
        }
        Nesting::Silent => {
            (&UNSAID_PLACE, format!("no official page says whether {} is allowed in {}", walk.tag(tag), place(walk)))
        }
    };
    let help = instead(walk, holder.object, component);
    walk.report(entry, spot, message, help);
}

/// Multi-selects are allowed only in a form, at any depth.
fn form_only<'t>(walk: &mut Walk<'t, '_>, tag: &str, spot: Spot<'t>) {
    if walk.in_form() != Some(false) {
        return;
    }
    let message = format!("{} works only inside a form", walk.tag(tag));
    let help = Some(format!("put it in a {}", walk.name(&objects::Form)));
    // the callback page of 2.0 describes multi-selects outside forms
    walk.report(if walk.v2() { &DISPUTED_PLACE } else { &FORM_ONLY }, spot, message, help);
}

/// Where a component belongs instead.
fn instead(walk: &Walk<'_, '_>, owner: &'static Object, component: &'static Object) -> Option<String> {
    let is = |object: &Object| component == object;
    let within = |object: &Object| owner == object;
    let name = |object| walk.name(object);
    // what an action holds
    let acts = component.nesting(Version::V1, objects::Action.tag) == Nesting::Allowed;
    Some(if is(&objects::Column) {
        format!("columns belong in {}", name(&objects::ColumnSet))
    } else if within(&objects::ColumnSet) {
        format!("put it in a {}", name(&objects::Column))
    } else if is(&objects::Form) {
        "a form belongs directly in the card".to_owned()
    } else if is(&objects::Table) {
        "a table belongs directly in the card".to_owned()
    } else if within(&objects::Card) && acts {
        format!("put it in {}", name(&objects::Action))
    } else if [&objects::Column, &objects::Form, &objects::CollapsiblePanel].contains(&owner) && is(&objects::Action) {
        format!("write the components here without {}", name(&objects::Action))
    } else if [&objects::Card, &objects::Action].contains(&owner) && (is(&objects::Checker) || is(&objects::SelectImg))
    {
        format!("put it in a column of a {}", name(&objects::ColumnSet))
    } else if within(&objects::Action) {
        let holds = "can contain only buttons, inputs, selects and pickers: put it beside that";
        format!("{} {holds}", name(&objects::Action))
    } else if within(&objects::Note) {
        format!("a note can contain texts, {} and icons", name(&objects::Img))
    } else if within(&objects::Form) && is(&objects::Div) {
        format!("put it in a column of a {}, or write {}", name(&objects::ColumnSet), name(&objects::MarkdownBlock))
    } else if within(&objects::Form) && is(&objects::Chart) {
        "put it beside the form".to_owned()
    } else if within(&objects::Column) && is(&objects::Overflow) {
        format!("put it beside the columns, or in the `extra` of a {}", name(&objects::Div))
    } else if within(&objects::Column) && is(&objects::CollapsiblePanel) {
        "put the panel beside the columns".to_owned()
    } else if within(&objects::InteractiveContainer) {
        let inner = name(&objects::InteractiveContainer);
        format!("in 1.0 it can contain only div, markdown, img, note, column_set, checker and {inner}")
    } else if within(&objects::Div) {
        "expected one image, button, select, picker or overflow".to_owned()
    } else if within(&objects::CheckerButtonArea) {
        format!("expected only {}", name(&objects::Button))
    } else {
        return None;
    })
}

/// A list of parts holds a component instead.
pub(crate) fn the_list_holds_other_items<'t>(
    walk: &mut Walk<'t, '_>,
    wanted: &'static Object,
    component: &'static Object,
    node: &'t Node<'t>,
    holder: Option<Holder>,
) {
    if let Some(holder) = holder
        && holder.container.is_some()
    {
        return allowed(walk, component, walk.here(node.at), holder);
    }
    let owner = holder.map_or_else(|| "this list".to_owned(), |holder| walk.name(holder.object));
    let Wording { entry, message, help } = not_an_item(walk.settings.reader, component.tag, &owner, plain_name(wanted));
    walk.report(entry, walk.here(node.at), message, help);
}

/// The words for a component where the reference does not allow it: `place` as the reader writes it, in backquotes.
#[must_use]
pub fn not_allowed(reader: Reader, tag: &str, place: &str) -> Wording {
    let message = format!("{} is not allowed in {place}", words::tag(reader, tag));
    Wording { entry: &NOT_HERE, message, help: None }
}

/// The words for a component in a list of other items: `owner` as the reader writes it, in backquotes; `item` bare.
#[must_use]
pub fn not_an_item(reader: Reader, tag: &str, owner: &str, item: &str) -> Wording {
    let help = match (reader, item) {
        (Reader::Markup, "image") => "its items are `<image img_key=\"…\"/>`".to_owned(),
        (Reader::Markup, _) => format!("its items are `<{item}>`"),
        (Reader::Json, _) => format!("its items are {item} objects, without a `tag`"),
    };
    let message = format!("{} is not an item of {owner}", words::tag(reader, tag));
    Wording { entry: &NOT_HERE, message, help: Some(help) }
}
