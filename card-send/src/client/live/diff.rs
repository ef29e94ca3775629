//! The smallest changes that turn the card that is shown into another: no clock, no client.
//!
//! Both cards have their ids (`ids.rs`). Whatever the element calls cannot say surely, or not shorter, is a full
//! update: a header, a member that goes away, an element without an id.

use super::tree::{children, id, list_name, roots, text};
use crate::client::calls::cardkit::{
    action::{AddAt, CardAction},
    settings::CardSettings,
};
use feishu_card_core::{ElementId, Json};
use std::collections::{HashMap, HashSet};

/// Members of `config` that the settings call is known to take.
const SETTINGS: &[&str] =
    &["enable_forward", "streaming_mode", "summary", "streaming_config", "update_multi", "width_mode"];

/// Steps of one batch; more are a full update.
const MOST_STEPS: usize = 100;

/// Bytes by which steps may be longer than the card: they leave the rest alone, with what users have entered there.
const SLACK: usize = 128;

/// What has to be done.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Plan {
    /// Nothing: the card is shown already.
    Nothing,
    /// Text is typed on in an element of a card whose streaming mode is open.
    Type {
        /// The element.
        id: ElementId,
        /// The whole new text.
        text: String,
    },
    /// These steps, in one call.
    Steps(Vec<CardAction>),
    /// The whole card.
    Whole,
}

/// The plan that turns `old` into `new`.
pub(crate) fn plan(old: &Json, new: &Json) -> Plan {
    if old == new {
        return Plan::Nothing;
    }
    let Some(steps) = Diff::of(old, new).filter(|steps| steps.len() <= MOST_STEPS) else { return Plan::Whole };
    if let [CardAction::Patch { id, members }] = &steps[..]
        && let Some([(name, Json::Str(text))]) = members.as_map()
        && name == "content"
        && types_on(old, id, text)
    {
        return Plan::Type { id: id.clone(), text: text.to_string() };
    }
    let bytes: usize = steps.iter().map(|step| step.to_json().to_string().len() + 1).sum();
    match steps.is_empty() {
        // the same but for the order of members
        true => Plan::Nothing,
        false if bytes > new.to_string().len() + SLACK => Plan::Whole,
        false => Plan::Steps(steps),
    }
}

/// Whether clients would type this text on: the mode is open, and it begins with the text that is shown.
fn types_on(old: &Json, of: &ElementId, new: &str) -> bool {
    let open = old.pointer("/config/streaming_mode").and_then(Json::as_bool) == Some(true);
    let Some(element) = find(roots(old), of.as_str()).filter(|_| open) else { return false };
    text(element, "tag") == Some("markdown")
        && !new.is_empty()
        && new.starts_with(text(element, "content").unwrap_or_default())
}

/// The element with this id.
pub(crate) fn find<'a>(elements: &'a [Json], wanted: &str) -> Option<&'a Json> {
    elements.iter().find_map(|element| match id(element) == Some(wanted) {
        true => Some(element),
        false => find(children(element), wanted),
    })
}

/// Where an element is shown: in which container (`None`: the body), with which tag.
struct Shown<'a> {
    container: Option<&'a str>,
    element: &'a Json,
}

struct Diff<'a> {
    shown: HashMap<&'a str, Shown<'a>>,
    /// What stays where it is: everything else goes away and comes anew.
    stays: HashSet<&'a str>,
    deleted: Vec<ElementId>,
    replaced: Vec<CardAction>,
    patched: Vec<CardAction>,
    added: Vec<CardAction>,
}

impl<'a> Diff<'a> {
    /// The steps; `None` where element calls cannot say it.
    fn of(old: &'a Json, new: &'a Json) -> Option<Vec<CardAction>> {
        let settings = settings(old, new)?;
        let others = |name: &str| !matches!(name, "config" | "card_link" | "body");
        same_members(old, new, others)?;
        let empty = Json::Map(Vec::new().into());
        let body = |card: &'a Json| card.get("body");
        match (body(old), body(new)) {
            (Some(old), Some(new)) => same_members(old, new, |name| name != "elements")?,
            (None, None) => {}
            (old, new) => same_members(old.unwrap_or(&empty), new.unwrap_or(&empty), |name| name != "elements")?,
        }
        // a list of elements that is none cannot be changed in parts
        for card in [old, new] {
            card.pointer("/body/elements").is_none_or(|list| list.as_list().is_some()).then_some(())?;
        }
        let mut diff = Diff {
            shown: HashMap::new(),
            stays: HashSet::new(),
            deleted: Vec::new(),
            replaced: Vec::new(),
            patched: Vec::new(),
            added: Vec::new(),
        };
        diff.index(roots(old), None)?;
        diff.list(roots(old), roots(new), None)?;
        diff.delete(roots(old))?;
        let mut steps: Vec<_> = settings.map(CardAction::Settings).into_iter().collect();
        if !diff.deleted.is_empty() {
            steps.push(CardAction::Delete(diff.deleted));
        }
        steps.extend(diff.replaced);
        steps.extend(diff.patched);
        steps.extend(diff.added);
        Some(steps)
    }

    /// Takes down where everything is. An element without an id is part of its container, unless that is the body.
    fn index(&mut self, elements: &'a [Json], container: Option<&'a str>) -> Option<()> {
        for element in elements {
            let Some(own) = id(element) else { continue };
            if self.shown.insert(own, Shown { container, element }).is_some() {
                return None;
            }
            self.index(children(element), Some(own))?;
        }
        Some(())
    }

    /// One list of elements in both cards. What is in it with an id is matched by that.
    fn list(&mut self, old: &'a [Json], new: &'a [Json], container: Option<&'a str>) -> Option<()> {
        ids(old)?;
        let new_ids = ids(new)?;
        let here = |diff: &Diff<'a>, element: &'a Json| {
            let shown = id(element).and_then(|id| diff.shown.get(id));
            shown
                .is_some_and(|shown| shown.container == container && text(shown.element, "tag") == text(element, "tag"))
        };
        let candidates: Vec<&str> = new.iter().filter(|element| here(self, element)).filter_map(id).collect();
        let before: Vec<&str> = old.iter().filter_map(id).collect();
        let stay: HashSet<&str> = super::order::common(&candidates, &before, |a, b| a == b)
            .into_iter()
            .filter_map(|(i, _)| candidates.get(i).copied())
            .collect();
        self.stays.extend(&stay);
        for element in new {
            let shown = id(element).filter(|id| stay.contains(id)).and_then(|id| self.shown.get(id));
            if let Some(shown) = shown {
                self.element(shown.element, element)?;
            }
        }
        // new elements in runs, each after what is there before it
        let mut run: Vec<Json> = Vec::new();
        let mut left: Option<&str> = None;
        let mut first_run = None;
        for (element, own) in new.iter().zip(&new_ids) {
            if stay.contains(own) {
                match (std::mem::take(&mut run), left) {
                    (run, _) if run.is_empty() => {}
                    (run, Some(left)) => self.add(AddAt::After(element_id(left)?), run),
                    (run, None) => {
                        first_run = Some(CardAction::Add { at: AddAt::Before(element_id(own)?), elements: run })
                    }
                }
                left = Some(own);
            } else {
                run.push(element.clone());
            }
        }
        self.added.extend(first_run);
        if !run.is_empty() {
            let at = match (left, container) {
                (Some(left), _) => AddAt::After(element_id(left)?),
                (None, Some(container)) => AddAt::EndOf(element_id(container)?),
                (None, None) => AddAt::End,
            };
            self.add(at, run);
        }
        Some(())
    }

    fn add(&mut self, at: AddAt, elements: Vec<Json>) {
        self.added.push(CardAction::Add { at, elements });
    }

    /// An element that stays in its list.
    fn element(&mut self, old: &'a Json, new: &'a Json) -> Option<()> {
        if old == new {
            self.keep(children(new));
            return Some(());
        }
        let own = element_id(id(new)?)?;
        let list = list_name(new);
        let members = |element: &'a Json| {
            element.as_map().unwrap_or_default().iter().filter(|(name, _)| Some(name.as_ref()) != list)
        };
        let mut changed = Vec::new();
        let mut can_be_patched = members(old).all(|(name, _)| new.get(name).is_some());
        for (name, value) in members(new) {
            match old.get(name) {
                Some(before) if before == value => continue,
                before => can_be_patched &= can_be_set(before, value),
            }
            changed.push((name.clone(), value.clone()));
        }
        let lists = (list.and_then(|name| old.get(name)), list.and_then(|name| new.get(name)));
        let lists_are_fit = match lists {
            (None, None) => true,
            (Some(old), Some(new)) => {
                [old, new].iter().all(|list| list.as_list().is_some_and(|items| ids(items).is_some()))
            }
            _ => false,
        };
        if !can_be_patched || !lists_are_fit {
            self.replaced.push(CardAction::Replace { id: own, element: new.clone() });
            return Some(());
        }
        if !changed.is_empty() {
            self.patched.push(CardAction::Patch { id: own, members: Json::Map(changed.into()) });
        }
        self.list(children(old), children(new), id(new))
    }

    /// Everything in a container that did not change stays.
    fn keep(&mut self, elements: &'a [Json]) {
        for element in elements {
            self.stays.extend(id(element));
            self.keep(children(element));
        }
    }

    /// Deletes what does not stay; what is in it goes with it.
    fn delete(&mut self, old: &'a [Json]) -> Option<()> {
        for element in old {
            let own = id(element)?;
            let replaced = |diff: &Diff<'_>| {
                diff.replaced.iter().any(|step| matches!(step, CardAction::Replace { id, .. } if id.as_str() == own))
            };
            if !self.stays.contains(own) {
                self.deleted.push(element_id(own)?);
            } else if !replaced(self) && children(element).iter().all(|child| id(child).is_some()) {
                self.delete(children(element))?;
            }
        }
        Some(())
    }
}

/// The ids of all elements of a list; `None` when one has none.
fn ids(elements: &[Json]) -> Option<Vec<&str>> {
    elements.iter().map(id).collect()
}

fn element_id(id: &str) -> Option<ElementId> {
    ElementId::try_from(id).ok()
}

/// Whether these members are the same in both.
fn same_members(old: &Json, new: &Json, meant: impl Fn(&str) -> bool) -> Option<()> {
    let names =
        |json: &Json| json.as_map().unwrap_or_default().iter().map(|(name, _)| name.to_string()).collect::<Vec<_>>();
    let all = names(old).into_iter().chain(names(new)).filter(|name| meant(name));
    all.into_iter().all(|name| old.get(&name) == new.get(&name)).then_some(())
}

/// The settings that change; `None` where the settings call cannot say it.
fn settings(old: &Json, new: &Json) -> Option<Option<CardSettings>> {
    let mut settings = CardSettings::new();
    let empty = Json::Map(Vec::new().into());
    let (before, after) = (old.get("config").unwrap_or(&empty), new.get("config").unwrap_or(&empty));
    let (before, after) = (before.as_map()?, after.as_map()?);
    if before.iter().any(|(name, _)| !after.iter().any(|(other, _)| other == name)) {
        return None;
    }
    for (name, value) in after {
        let was = before.iter().find(|(other, _)| other == name).map(|(_, value)| value);
        if was == Some(value) {
            continue;
        }
        if !SETTINGS.contains(&name.as_ref()) || !can_be_set(was, value) {
            return None;
        }
        settings = settings.set(name, value.clone());
    }
    match (old.get("card_link"), new.get("card_link")) {
        (before, Some(link)) if before != Some(link) => {
            if !can_be_set(before, link) {
                return None;
            }
            settings = settings.link(link.clone());
        }
        (Some(_), None) => return None,
        _ => {}
    }
    Some(Some(settings).filter(|settings| *settings != CardSettings::new()))
}

/// Whether setting a member gives exactly the new value, also where the platform merges objects into each other.
/// What `null` does is not documented.
fn can_be_set(old: Option<&Json>, new: &Json) -> bool {
    match (old, new) {
        (_, Json::Null) => false,
        (Some(Json::Map(old)), Json::Map(members)) => {
            let kept = old.iter().all(|(name, _)| members.iter().any(|(other, _)| other == name));
            kept && members.iter().all(|(name, value)| {
                can_be_set(old.iter().find(|(other, _)| other == name).map(|(_, value)| value), value)
            })
        }
        (_, Json::Map(members)) => members.iter().all(|(_, value)| can_be_set(None, value)),
        (_, Json::List(items)) => items.iter().all(|item| can_be_set(None, item)),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::live::ids::with_ids;

    fn card(config: &str, elements: &str) -> Json {
        Json::parse(&format!(r#"{{"schema":"2.0","config":{config},"body":{{"elements":[{elements}]}}}}"#)).unwrap()
    }

    /// The plan between two cards, in a short form.
    fn planned(old: &Json, new: &Json) -> String {
        let old = with_ids(old, &Json::Null);
        let new = with_ids(new, &old);
        match plan(&old, &new) {
            Plan::Nothing => "nothing".to_owned(),
            Plan::Whole => "whole".to_owned(),
            Plan::Type { id, text } => format!("type {id} {text}"),
            Plan::Steps(steps) => steps.iter().map(short).collect::<Vec<_>>().join("; "),
        }
    }

    fn short(step: &CardAction) -> String {
        let names =
            |elements: &[Json]| elements.iter().map(|e| id(e).unwrap_or("?").to_owned()).collect::<Vec<_>>().join(",");
        match step {
            CardAction::Settings(settings) => format!("settings {}", settings.to_json()),
            CardAction::Delete(ids) => {
                format!("delete {}", ids.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(","))
            }
            CardAction::Patch { id, members } => format!("patch {id} {members}"),
            CardAction::Replace { id, element } => format!("replace {id} {element}"),
            CardAction::Add { at: AddAt::Before(id), elements } => format!("add {} before {id}", names(elements)),
            CardAction::Add { at: AddAt::After(id), elements } => format!("add {} after {id}", names(elements)),
            CardAction::Add { at: AddAt::EndOf(id), elements } => format!("add {} in {id}", names(elements)),
            CardAction::Add { at: AddAt::End, elements } => format!("add {}", names(elements)),
        }
    }

    const A: &str = r#"{"tag":"markdown","element_id":"a","content":"one two three four five six seven"}"#;
    const B: &str = r#"{"tag":"hr","element_id":"b"}"#;
    const C: &str =
        r#"{"tag":"button","element_id":"c","text":{"tag":"plain_text","content":"Go","text_color":"grey"}}"#;

    #[test]
    fn a_table_of_changes_and_their_exact_steps() {
        let row = |columns: &str| format!(r#"{{"tag":"column_set","element_id":"row","columns":[{columns}]}}"#);
        let column =
            |id: &str, elements: &str| format!(r#"{{"tag":"column","element_id":"{id}","elements":[{elements}]}}"#);
        let list = |parts: &[&str]| parts.join(",");
        let a2 = A.replace("one", "ONE");
        let longer = A.replace("seven", "seven eight");
        let more = A.replace(r#""content""#, r#""text_align":"center","content""#);
        let c_less = C.replace(r#","text_color":"grey""#, "");
        let c_more = C.replace("Go", "Stop");
        let hr_a = r#"{"tag":"hr","element_id":"a"}"#;
        let hr = |id: &str| format!(r#"{{"tag":"hr","element_id":"{id}"}}"#);
        let (d, e) = (hr("d"), hr("e"));
        let abc = list(&[A, B, C]);
        let panel = |open: &str, inside: &str| {
            format!(
                r#"{{"tag":"collapsible_panel","element_id":"p","expanded":{open},"header":{{"title":{{"tag":"plain_text","content":"a title that is long enough"}}}},"elements":[{inside}]}}"#
            )
        };
        for (what, old, new, steps) in [
            ("nothing", abc.clone(), abc.clone(), "nothing".to_owned()),
            (
                "one member",
                abc.clone(),
                list(&[&a2, B, C]),
                r#"patch a {"content":"ONE two three four five six seven"}"#.to_owned(),
            ),
            ("a new member", abc.clone(), list(&[&more, B, C]), r#"patch a {"text_align":"center"}"#.to_owned()),
            ("a member less", list(&[&more, B, C]), abc.clone(), format!("replace a {A}")),
            (
                "a nested member",
                abc.clone(),
                list(&[A, B, &c_more]),
                r#"patch c {"text":{"tag":"plain_text","content":"Stop","text_color":"grey"}}"#.to_owned(),
            ),
            ("a nested member less", abc.clone(), list(&[A, B, &c_less]), format!("replace c {c_less}")),
            ("another tag", abc.clone(), list(&[hr_a, B, C]), "delete a; add a before b".to_owned()),
            ("at the beginning", abc.clone(), list(&[&d, &e, A, B, C]), "add d,e before a".to_owned()),
            ("in the middle", abc.clone(), list(&[A, &d, B, &e, C]), "add d after a; add e after b".to_owned()),
            ("at the end", abc.clone(), list(&[A, B, C, &d]), "add d after c".to_owned()),
            ("into nothing", String::new(), d.clone(), "add d".to_owned()),
            ("one goes", abc.clone(), list(&[A, C]), "delete b".to_owned()),
            ("all go", abc.clone(), String::new(), "delete a,b,c".to_owned()),
            ("one moves", list(&[B, A, C]), list(&[A, C, B]), "delete b; add b after c".to_owned()),
            (
                "into a column",
                list(&[&row(&column("l", &d)), A, B]),
                list(&[&row(&column("l", &list(&[&d, B]))), A]),
                "delete b; add b after d".to_owned(),
            ),
            (
                "into an empty column",
                list(&[A, &row(&column("l", "")), B]),
                list(&[A, &row(&column("l", B))]),
                "delete b; add b in l".to_owned(),
            ),
            (
                "a column comes",
                list(&[A, &row(&column("l", B))]),
                list(&[A, &row(&list(&[&column("l", B), &column("r", &d)]))]),
                "add r after l".to_owned(),
            ),
            (
                "a column goes",
                list(&[A, &row(&list(&[&column("l", B), &column("r", &d)]))]),
                list(&[A, &row(&column("r", &d))]),
                "delete l".to_owned(),
            ),
            (
                "deep inside",
                list(&[A, &row(&column("l", C))]),
                list(&[A, &row(&column("l", &c_more))]),
                r#"patch c {"text":{"tag":"plain_text","content":"Stop","text_color":"grey"}}"#.to_owned(),
            ),
            (
                "a container and what is in it",
                list(&[A, &panel("true", &list(&[B, C]))]),
                list(&[A, &panel("false", B)]),
                r#"delete c; patch p {"expanded":false}"#.to_owned(),
            ),
            (
                "out of a container that goes",
                list(&[A, &panel("true", B), C]),
                list(&[A, B, C]),
                "delete p; add b after a".to_owned(),
            ),
            (
                "more than the card",
                list(&[B, &d, &e, &hr("f"), &hr("g")]),
                list(&[&e, B, A, &d, &hr("g2"), &hr("f2")]),
                "whole".to_owned(),
            ),
            (
                "longer, but not streaming",
                abc.clone(),
                list(&[&longer, B, C]),
                r#"patch a {"content":"one two three four five six seven eight"}"#.to_owned(),
            ),
        ] {
            assert_eq!(planned(&card("{}", &old), &card("{}", &new)), steps, "{what}");
        }
        let streaming = r#"{"streaming_mode":true}"#;
        assert_eq!(
            planned(&card(streaming, &abc), &card(streaming, &list(&[&longer, B, C]))),
            "type a one two three four five six seven eight"
        );
        assert_eq!(
            planned(&card(streaming, &abc), &card(r#"{"streaming_mode":false,"summary":{"content":"x"}}"#, &abc)),
            r#"settings {"config":{"streaming_mode":false,"summary":{"content":"x"}}}"#
        );
        for (old, new) in [
            (r#"{"summary":{"content":"x"}}"#, "{}"),
            (r#"{"summary":{"content":"x","i18n_content":{}}}"#, r#"{"summary":{"content":"x"}}"#),
            ("{}", r#"{"style":{"color":{}}}"#),
        ] {
            assert_eq!(planned(&card(old, &abc), &card(new, &abc)), "whole", "{old} {new}");
        }
    }

    #[test]
    fn what_element_calls_cannot_say_is_the_whole_card() {
        let json = |text: &str| Json::parse(text).unwrap();
        let base = card("{}", &[A, B, C].join(","));
        let with = |name: &'static str, value: &str| super::super::tree::with(&base, name, json(value));
        let header = with("header", r#"{"title":{"tag":"plain_text","content":"x"}}"#);
        let padded = with("body", r#"{"padding":"4px","elements":[]}"#);
        for (old, new) in [(&base, &header), (&header, &base), (&base, &padded)] {
            assert_eq!(planned(old, new), "whole");
        }
        // an element that takes no id is no place to go by
        let odd = card("{}", &[A, r#"{"tag":"novelty"}"#, C].join(","));
        assert_eq!(planned(&odd, &card("{}", &[A, r#"{"tag":"novelty"}"#].join(","))), "whole");
        // what null does to a member is not documented
        let null = card("{}", &[A, B, &C.replace(r#""grey""#, "null")].join(","));
        assert!(planned(&base, &null).starts_with("replace c"), "{}", planned(&base, &null));
        assert_eq!(planned(&base, &json(r#"{"body":{"elements":[]},"config":{},"schema":"2.0"}"#)), "delete a,b,c");
    }

    #[test]
    fn an_element_without_an_id_gets_one_and_keeps_it() {
        let (text, hr) = (|t: &str| format!(r#"{{"tag":"markdown","content":"{t}"}}"#), r#"{"tag":"hr"}"#);
        let ids = |card: &Json| roots(card).iter().map(|e| id(e).unwrap().to_owned()).collect::<Vec<_>>().join(" ");
        let first = with_ids(&card("{}", &[&text("x"), hr, &text("y"), hr].join(",")), &Json::Null);
        assert_eq!(ids(&first), "auto_1 auto_2 auto_3 auto_4");
        for (new, wanted) in [
            (vec![text("x"), hr.into(), text("y"), hr.into()], "auto_1 auto_2 auto_3 auto_4"),
            (vec![text("0"), text("x"), hr.into(), text("y"), hr.into()], "auto_5 auto_1 auto_2 auto_3 auto_4"),
            (vec![text("x"), text("y"), hr.into()], "auto_1 auto_3 auto_4"),
            (vec![text("x2"), hr.into(), text("y"), hr.into()], "auto_1 auto_2 auto_3 auto_4"),
            (vec![text("y"), hr.into(), text("x")], "auto_3 auto_4 auto_1"),
            (vec![r#"{"tag":"hr","element_id":"auto_2"}"#.into(), text("x"), hr.into()], "auto_2 auto_1 auto_4"),
        ] {
            assert_eq!(ids(&with_ids(&card("{}", &new.join(",")), &first)), wanted, "{new:?}");
        }
    }
}
