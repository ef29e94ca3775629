//! Rules on what must differ within a card: names, ids, callback values.

use crate::{
    entries,
    rules::{
        path::{Spot, Step},
        walk::{Visited, Walk},
    },
    sort_by,
    table::{Member, Object, objects},
    tree::{Field, Fields, Known, Node},
};
use std::hash::{Hash, Hasher};

entries! {
    NAME_TWICE = "C0502" "a name is used twice" [E E E] 11310
        why "Forms and interactive components share one set of names per card: \"name(feedback) duplicate\"."
        wrong "<card schema=\"2.0\"><form name=\"a\"><input name=\"a\"/><button name=\"ok\" form_action_type=submit>\"好\"</button></form></card>"
        right "<card schema=\"2.0\"><form name=\"f\"><input name=\"a\"/><button name=\"ok\" form_action_type=submit>\"好\"</button></form></card>"

    ELEMENT_ID = "C0510" "a malformed element_id" [E E E]
        why "A letter first, then letters, digits and `_`, at most 20 characters (card-json-2 §6.1)."
        wrong "<card schema=\"2.0\"><hr element_id=\"1st\"/></card>"
        right "<card schema=\"2.0\"><hr element_id=\"first\"/></card>"

    ELEMENT_ID_TWICE = "C0511" "an element_id is used twice" [E E E] 300301
        why "Ids are unique in the card; the update APIs address elements by them. Two schematic samples repeat one."
        wrong "<card schema=\"2.0\"><hr element_id=\"a\"/><hr element_id=\"a\"/></card>"
        right "<card schema=\"2.0\"><hr element_id=\"a\"/><hr element_id=\"b\"/></card>"

    SAME_CALLBACK = "C0513" "two components call back with the same value" [W W W]
        why "The callback carries the value, not the place: components of one card must be told apart by what they send."
        wrong "<card><action><button value={{\"do\": \"it\"}}>\"甲\"</button><button value={{\"do\": \"it\"}}>\"乙\"</button></action></card>"
        right "<card><action><button value={{\"do\": \"it\", \"id\": 1}}>\"甲\"</button><button value={{\"do\": \"it\", \"id\": 2}}>\"乙\"</button></action></card>"

    AUDIO_ID_TWICE = "C0514" "an audio_id is used twice" [E E E] 300230
        why "Ids of audio are unique in the card, those in Markdown included (card-json-2 §11.10)."
        wrong "<card schema=\"2.0\"><config enable_forward=false/><audio file_key=\"f\" audio_id=\"a\"/><audio file_key=\"f\" audio_id=\"a\"/></card>"
        right "<card schema=\"2.0\"><config enable_forward=false/><audio file_key=\"f\" audio_id=\"a\"/><audio file_key=\"f\" audio_id=\"b\"/></card>"
}

/// Whether an `element_id` is a letter, then letters, digits and `_`, at most 20.
pub(crate) fn is_an_element_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric())
        && text.len() <= 20
}

/// An `element_id` is well-formed and unique in the card.
pub(crate) fn every_element_id_is_right_and_unique<'t>(walk: &mut Walk<'t, '_>, text: &'t str, spot: Spot<'t>) {
    if !is_an_element_id(text) {
        let message = format!("invalid element_id `{text}`");
        let help = "expected a letter, then letters, digits or `_`, at most 20 characters".to_owned();
        return walk.report(&ELEMENT_ID, spot, message, Some(help));
    }
    let mark = walk.mark(spot);
    if let Some(before) = walk.seen.element_ids.again(text.into(), mark) {
        let message = format!("the element_id `{text}` is used twice");
        walk.report_again(&ELEMENT_ID_TWICE, spot, &before, message, "ids are unique in the card");
    }
}

/// Whether a member is the name of a form or of a component in one.
pub(crate) fn is_a_name(object: &Object, member: &Member) -> bool {
    member.name == "name" && (object == &objects::Form || object.is_interactive())
}

/// The names of forms and their components are unique in the card.
pub(crate) fn every_name_is_unique<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    let Some(name) = element.text("name").filter(|name| !name.is_empty()) else { return };
    if !element.is(&objects::Form) && !element.plan.is_interactive {
        return;
    }
    let spot = element.value_spot("name");
    let mark = walk.mark(spot);
    if let Some(before) = walk.seen.names.again(name.into(), mark) {
        let message = format!("the name `{name}` is used twice");
        walk.report_again(&NAME_TWICE, spot, &before, message, "names are unique in the card");
    }
}

/// The ids of audio are unique in the card.
pub(crate) fn every_audio_id_is_unique<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    let Some(id) = element.text("audio_id").filter(|id| !id.is_empty() && element.is(&objects::Audio)) else { return };
    an_audio_id(walk, id, element.value_spot("audio_id"));
}

/// The `audio_id` of a component or of a tag in Markdown.
pub(crate) fn an_audio_id<'t>(walk: &mut Walk<'t, '_>, id: &str, spot: Spot<'t>) {
    let mark = walk.mark(spot);
    if let Some(before) = walk.seen.audio_ids.again(id.to_owned().into(), mark) {
        let message = format!("the audio_id `{id}` is used twice");
        walk.report_again(&AUDIO_ID_TWICE, spot, &before, message, "audio ids are unique in the card");
    }
}

/// Whether it calls back.
pub(crate) fn calls_back(object: &Object) -> bool {
    object.is_interactive() || object == &objects::InteractiveContainer
}

/// Whether a member is what comes back: that of the component or that of its behaviour.
pub(crate) fn comes_back(object: &Object, member: &Member) -> bool {
    member.name == "value" && (calls_back(object) || object == &objects::Callback)
}

/// Components that call back can be told apart: by the value, or by the name.
pub(crate) fn callbacks_can_be_told_apart<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    // in a form only buttons call back, and they have names
    if walk.in_form() == Some(true) {
        return;
    }
    let Some((value, spot)) = callback_value(element) else { return };
    if !is_known(value) {
        return;
    }
    let name = match element.get("name").map(|node| &node.value) {
        None => "",
        Some(Known::Str(name)) => name,
        Some(_) => return,
    };
    let mark = walk.mark(spot);
    if let Some(before) = walk.seen.callbacks.again(Callback { value, name }, mark) {
        let message = format!("this {} calls back with the same value as another component", element.object.tag);
        let rule = "add a member that tells them apart, `\"id\": 2`";
        walk.report_again(&SAME_CALLBACK, spot, &before, message, rule);
    }
}

/// The value that comes back: the member `value`, or that of the callback behaviour.
fn callback_value<'t>(element: &Visited<'t>) -> Option<(&'t Node<'t>, Spot<'t>)> {
    if let Some(value) = element.get("value") {
        return Some((value, element.value_spot("value")));
    }
    for (index, item) in element.get("behaviors")?.as_list()?.iter().enumerate() {
        let Some(behavior) = item.as_object().filter(|behavior| behavior.is_tagged(&objects::Callback)) else {
            continue;
        };
        let (nth, member) = behavior.members.iter().enumerate().find(|(_, member)| member.name == "value")?;
        let spot = element.value_spot("behaviors").then(Step::item(index), item.at);
        return Some((&member.node, spot.then(Step::member(nth, "value"), member.node.at)));
    }
    None
}

/// What a component calls back with. Two are equal when their values are, in whatever order the members are.
pub(crate) struct Callback<'t> {
    value: &'t Node<'t>,
    name: &'t str,
}

impl PartialEq for Callback<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && same(self.value, other.value)
    }
}

impl Eq for Callback<'_> {}

impl Hash for Callback<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
        hash(self.value, state);
    }
}

/// Whether a value is known entirely.
fn is_known(node: &Node<'_>) -> bool {
    match &node.value {
        Known::Null | Known::Bool(_) | Known::Number(_) | Known::Str(_) => true,
        Known::List(items) => items.iter().all(is_known),
        Known::Object(object) => {
            !object.open && object.members.iter().all(|member| member.sure && is_known(&member.node))
        }
        Known::Template(_) | Known::Hole | Known::Branches(_) | Known::Repeat(_) => false,
    }
}

/// Whether two values that are known entirely are the same JSON.
fn same(a: &Node<'_>, b: &Node<'_>) -> bool {
    match (&a.value, &b.value) {
        (Known::Null, Known::Null) => true,
        (Known::Bool(a), Known::Bool(b)) => a == b,
        (Known::Number(a), Known::Number(b)) => a == b,
        (Known::Str(a), Known::Str(b)) => a == b,
        (Known::List(a), Known::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Known::Object(a), Known::Object(b)) => {
            let same = |(a, b): (&Field<'_>, &Field<'_>)| a.name == b.name && same(&a.node, &b.node);
            a.members.len() == b.members.len()
                && match (sorted(a), sorted(b)) {
                    (None, None) => a.members.iter().zip(&b.members).all(same),
                    (Some(a), None) => a.into_iter().zip(&b.members).all(same),
                    (None, Some(b)) => a.members.iter().zip(b).all(same),
                    (Some(a), Some(b)) => a.into_iter().zip(b).all(same),
                }
        }
        _ => false,
    }
}

fn hash(node: &Node<'_>, state: &mut impl Hasher) {
    std::mem::discriminant(&node.value).hash(state);
    match &node.value {
        Known::Bool(on) => on.hash(state),
        Known::Number(number) => number.hash(state),
        Known::Str(text) => text.hash(state),
        Known::List(items) => {
            items.len().hash(state);
            items.iter().for_each(|item| hash(item, state));
        }
        Known::Object(object) => {
            object.members.len().hash(state);
            let mut member = |member: &Field<'_>| {
                member.name.hash(state);
                hash(&member.node, state);
            };
            match sorted(object) {
                None => object.members.iter().for_each(&mut member),
                Some(members) => members.into_iter().for_each(&mut member),
            }
        }
        _ => {}
    }
}

/// The members in the order of their names; `None` if that is the order they are in.
fn sorted<'f, 't>(object: &'f Fields<'t>) -> Option<Vec<&'f Field<'t>>> {
    if object.members.is_sorted_by(|a, b| a.name <= b.name) {
        return None;
    }
    let mut members = Vec::with_capacity(object.members.len());
    object.members.iter().for_each(|member| members.push(member));
    sort_by(&mut members, |a, b| a.name.cmp(&b.name));
    Some(members)
}
