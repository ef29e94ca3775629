//! Rules on free JSON and on lists of strings.

use crate::{
    entries,
    rules::{
        links::locales,
        path::Step,
        walk::{Holder, Walk},
    },
    table::{Kind, objects},
    tree::{Known, Node},
};

entries! {
    DOCUMENTED_AS_OBJECT = "C0316" "text where the reference documents an object" [W W W]
        why "The platform's own SDKs parse callback data as an object only; a sample sends text."
        wrong "<card><action><button value=\"ok\">\"同意\"</button></action></card>"
        right "<card><action><button value={{\"answer\": \"ok\"}}>\"同意\"</button></action></card>"
}

/// Free JSON is the object that it is documented to be.
pub(crate) fn free_json<'t>(walk: &mut Walk<'t, '_>, holder: Holder, node: &'t Node<'t>) {
    let name = holder.member.name;
    let list_of_tags = holder.object == &objects::TriggerCondition;
    match &node.value {
        Known::Object(_) => {}
        Known::List(_) if list_of_tags => {}
        Known::Str(_) | Known::Template(_) if list_of_tags => {}
        // what a chart or a template needs is parsed; callback data merely comes back
        Known::Str(_) | Known::Template(_) if matches!(name, "chart_spec" | "template_variable") => {
            walk.wrong_kind("an object", node);
        }
        Known::Str(_) | Known::Template(_) => {
            let callback = holder.object == &objects::Callback;
            if matches!(holder.member.kind, Kind::JsonOrStr) && !(callback && walk.v2()) {
                return;
            }
            let message = format!("`{name}` of {} is documented as an object, found text", walk.name(holder.object));
            let help = if walk.markup() { format!("write `{name}={{{{…}}}}`") } else { "write `{…}`".to_owned() };
            walk.report(&DOCUMENTED_AS_OBJECT, walk.here(node.at), message, Some(help));
        }
        _ => walk.wrong_kind("an object", node),
    }
}

/// A list of strings holds strings.
pub(crate) fn a_list_of_strings<'t>(walk: &mut Walk<'t, '_>, holder: Holder, node: &'t Node<'t>) {
    let Known::List(items) = &node.value else { return walk.wrong_kind("a list of texts", node) };
    for (index, item) in items.iter().enumerate() {
        walk.down(Step::item(index), |walk| match &item.value {
            Known::Str(text) if holder.member.name == "locales" => {
                locales::every_locale_is_known(walk, text, walk.here(item.at))
            }
            Known::Str(_) | Known::Template(_) | Known::Hole | Known::Branches(_) | Known::Repeat(_) => {}
            _ => walk.wrong_kind("text", item),
        });
    }
}
