//! The elements of a card: finding one by its id, and changing the list it is in.

use crate::json::text;
use feishu_card_core::{Json, List};

/// One step from an object or list to what it holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    Member(String),
    Item(usize),
}

/// Members whose content is the app's own: what looks like an element there is none.
const OPAQUE: &[&str] = &["value", "behaviors", "chart_spec", "rows"];

/// The way to the element with this id, in the body of a card.
pub(super) fn find(card: &Json, id: &str) -> Option<Vec<Step>> {
    let mut path = vec![Step::Member("body".to_owned())];
    seek(card.get("body")?, id, &mut path).then_some(path)
}

fn seek(json: &Json, id: &str, path: &mut Vec<Step>) -> bool {
    if text(json, "element_id") == Some(id) {
        return true;
    }
    match json {
        Json::Map(members) => {
            members.iter().filter(|(name, _)| !OPAQUE.contains(&name.as_ref())).any(|(name, value)| {
                path.push(Step::Member(name.to_string()));
                seek(value, id, path) || path.pop().is_none()
            })
        }
        Json::List(items) => items.iter().enumerate().any(|(index, item)| {
            path.push(Step::Item(index));
            seek(item, id, path) || path.pop().is_none()
        }),
        _ => false,
    }
}

/// What is at the end of this way.
pub(super) fn at_mut<'a>(json: &'a mut Json, path: &[Step]) -> Option<&'a mut Json> {
    path.iter().try_fold(json, |json, step| match (json, step) {
        (Json::Map(members), Step::Member(name)) => {
            members.to_mut().iter_mut().find(|(key, _)| key == name).map(|(_, value)| value)
        }
        (Json::List(items), Step::Item(index)) => items.to_mut().get_mut(*index),
        _ => None,
    })
}

/// The element with this id.
pub(super) fn element_mut<'a>(card: &'a mut Json, id: &str) -> Option<&'a mut Json> {
    let path = find(card, id)?;
    at_mut(card, &path)
}

/// The list that the element with this id is an item of, and which; `None` for one that is a member.
pub(super) fn siblings_mut<'a>(card: &'a mut Json, id: &str) -> Option<(&'a mut Vec<Json>, usize)> {
    let mut path = find(card, id)?;
    match (path.pop()?, at_mut(card, &path)?) {
        (Step::Item(index), Json::List(items)) => Some((items.to_mut(), index)),
        _ => None,
    }
}

/// The list that a container holds, made if it is missing; without an id that of the body.
pub(super) fn children_mut<'a>(card: &'a mut Json, id: Option<&str>) -> Option<&'a mut Vec<Json>> {
    const CONTAINERS: &[(&str, &str)] = &[
        ("column_set", "columns"),
        ("column", "elements"),
        ("form", "elements"),
        ("interactive_container", "elements"),
        ("collapsible_panel", "elements"),
    ];
    let (holder, name) = match id {
        None => (member_mut(card, "body", Json::Map(List::EMPTY))?, "elements"),
        Some(id) => {
            let element = element_mut(card, id)?;
            let tag = text(element, "tag")?;
            let (_, name) = CONTAINERS.iter().find(|(container, _)| *container == tag)?;
            (element, *name)
        }
    };
    match member_mut(holder, name, Json::List(List::EMPTY))? {
        Json::List(items) => Some(items.to_mut()),
        _ => None,
    }
}

/// A member of an object, made if it is missing.
pub(super) fn member_mut<'a>(object: &'a mut Json, name: &'static str, empty: Json) -> Option<&'a mut Json> {
    let Json::Map(members) = object else { return None };
    let members = members.to_mut();
    let index = match members.iter().position(|(key, _)| key == name) {
        Some(index) => index,
        None => {
            members.push((name.into(), empty));
            members.len() - 1
        }
    };
    members.get_mut(index).map(|(_, value)| value)
}

/// Sets, replaces or (with `None`) removes a member of an object.
pub(super) fn put(object: &mut Json, name: &str, value: Option<Json>) {
    let Json::Map(members) = object else { return };
    let members = members.to_mut();
    match (members.iter().position(|(key, _)| key == name), value) {
        (Some(index), Some(value)) => {
            if let Some((_, old)) = members.get_mut(index) {
                *old = value;
            }
        }
        (Some(index), None) => {
            members.remove(index);
        }
        (None, Some(value)) => members.push((name.to_owned().into(), value)),
        (None, None) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_found_at_any_depth_but_not_in_the_apps_own_data() {
        let card = Json::parse(
            r#"{"header":{"title":{"element_id":"h"}},"body":{"elements":[
                {"tag":"button","element_id":"a","value":{"element_id":"own"}},
                {"tag":"column_set","columns":[{"tag":"column","elements":[
                    {"tag":"div","element_id":"d","text":{"tag":"plain_text","element_id":"t","content":""}}]}]}]}}"#,
        )
        .unwrap();
        let found = |id| find(&card, id).map(|path| path.len());
        assert_eq!([found("a"), found("d"), found("t")], [Some(3), Some(7), Some(8)]);
        assert_eq!([found("own"), found("h"), found("x")], [None, None, None]);
        let mut card = card;
        assert_eq!(siblings_mut(&mut card, "d").map(|(items, at)| (items.len(), at)), Some((1, 0)));
        assert!(siblings_mut(&mut card, "t").is_none(), "a text is a member of its element");
        assert!(children_mut(&mut card, Some("a")).is_none(), "a button holds no list");
        assert_eq!(children_mut(&mut card, None).map(|items| items.len()), Some(2));
    }
}
