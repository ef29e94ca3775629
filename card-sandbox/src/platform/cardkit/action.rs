//! The changes: what a call of its own does, and the steps of a batch.

use super::{
    bad,
    entity::{Draft, Mode, is_streaming},
    tree::{children_mut, element_mut, find, member_mut, put, siblings_mut},
};
use crate::{
    config::Config,
    json::{list, text},
    platform::reply::Refusal,
};
use feishu_card_core::{Json, List};

/// One change of a card.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Action {
    Whole { card: Json },
    Settings { settings: Json },
    Add { place: AddPlace, elements: Vec<Json> },
    Replace { id: String, element: Json },
    Patch { id: String, members: Json },
    Delete { ids: Vec<String> },
    Content { id: String, text: String },
}

/// Where new elements go.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum AddPlace {
    Before(String),
    After(String),
    /// To the end of this container, else of the body.
    End(Option<String>),
}

/// The steps of a batch. Nested values are plain JSON there, not strings.
pub(super) fn batch(actions: &Json) -> Result<Vec<Action>, Refusal> {
    let actions = actions.as_list().filter(|actions| !actions.is_empty());
    let actions = actions.ok_or_else(|| bad("actions must be a string that holds an array of actions"))?;
    actions.iter().map(step).collect()
}

fn step(action: &Json) -> Result<Action, Refusal> {
    let params = action.get("params").filter(|params| params.as_map().is_some());
    let params = params.ok_or_else(|| bad("an action needs params, an object"))?;
    let object = |name: &str| {
        let value = params.get(name).filter(|value| value.as_map().is_some());
        value.cloned().ok_or_else(|| bad(&format!("{name} of an action must be an object")))
    };
    let id = || match text(params, "element_id") {
        Some(id) if (1..=20).contains(&id.chars().count()) => Ok(id.to_owned()),
        _ => Err(bad("element_id of an action must have 1 to 20 characters")),
    };
    Ok(match text(action, "action") {
        Some("partial_update_setting") => Action::Settings { settings: object("settings")? },
        Some("add_elements") => {
            let elements = params.get("elements").cloned().ok_or_else(|| bad("elements of an action is required"))?;
            Action::add(params, elements)?
        }
        Some("delete_elements") => {
            let ids = list(params, "element_ids");
            if ids.is_empty() || ids.len() != params.get("element_ids").and_then(Json::as_list).map_or(0, <[_]>::len) {
                return Err(bad("element_ids of an action must be an array of texts"));
            }
            Action::Delete { ids }
        }
        Some("partial_update_element") => Action::Patch { id: id()?, members: object("partial_element")? },
        Some("update_element") => Action::Replace { id: id()?, element: object("element")? },
        other => return Err(bad(&format!("unknown action `{}`", other.unwrap_or_default()))),
    })
}

impl Action {
    /// Adding elements, by the members of a call or action.
    pub(super) fn add(params: &Json, elements: Json) -> Result<Action, Refusal> {
        let Json::List(elements) = elements else { return Err(bad("elements must be an array")) };
        if elements.is_empty() {
            return Err(bad("elements must not be empty"));
        }
        let target = text(params, "target_element_id").filter(|id| !id.is_empty()).map(str::to_owned);
        if target.as_ref().is_some_and(|id| id.chars().count() > 20) {
            return Err(bad("target_element_id must have at most 20 characters"));
        }
        let needed = |target: Option<String>| target.ok_or_else(|| bad("target_element_id is required"));
        let place = match text(params, "type") {
            Some("insert_before") => AddPlace::Before(needed(target)?),
            Some("insert_after") => AddPlace::After(needed(target)?),
            Some("append") => AddPlace::End(target),
            _ => return Err(bad("type must be `insert_before`, `insert_after` or `append`")),
        };
        Ok(Action::Add { place, elements: elements.into_vec() })
    }

    /// Makes the change, or says with the platform's code why not.
    pub(super) fn apply(&self, draft: &mut Draft, now: u64, config: &Config) -> Result<(), Refusal> {
        let rules = &config.cardkit;
        match self {
            Action::Whole { card } => {
                draft.mode = match (is_streaming(card), draft.mode) {
                    (true, Mode::Open(at)) => Mode::Open(at),
                    (true, _) => Mode::Open(now),
                    (false, _) => Mode::Closed,
                };
                draft.card = card.clone();
            }
            Action::Settings { settings } => self.set(draft, settings, now, rules.reopening_extends)?,
            Action::Add { place, elements } => {
                if matches!(draft.mode, Mode::TimedOut { .. }) && rules.timeout_stops_adding {
                    return Err(Refusal::of(200510));
                }
                let (siblings, at) = match place {
                    AddPlace::Before(id) => siblings_mut(&mut draft.card, id).ok_or_else(|| no_target(id))?,
                    AddPlace::After(id) => {
                        let (siblings, at) = siblings_mut(&mut draft.card, id).ok_or_else(|| no_target(id))?;
                        (siblings, at + 1)
                    }
                    AddPlace::End(id) => {
                        let children = children_mut(&mut draft.card, id.as_deref());
                        let children = children.ok_or_else(|| no_target(id.as_deref().unwrap_or("body")))?;
                        let end = children.len();
                        (children, end)
                    }
                };
                siblings.splice(at..at, elements.iter().cloned());
            }
            Action::Replace { id, element } => {
                let old = element_mut(&mut draft.card, id).ok_or_else(|| unknown(300121, id))?;
                let tag = text(element, "tag").ok_or_else(|| failed(200220, "an element needs a tag"))?;
                if !rules.replacing_changes_tags && text(old, "tag") != Some(tag) {
                    return Err(failed(300121, "the tag of an element cannot be changed"));
                }
                *old = element.clone();
                if element.get("element_id").is_none() {
                    put(old, "element_id", Some(id.as_str().into()));
                }
            }
            Action::Patch { id, members } => {
                let element = element_mut(&mut draft.card, id).ok_or_else(|| unknown(300313, id))?;
                if members.get("tag").is_some_and(|tag| Some(tag) != element.get("tag")) {
                    return Err(Refusal::of(300312));
                }
                if !rules.null_removes && holds_null(members) {
                    return Err(failed(300313, "a partial element cannot hold null"));
                }
                merge(element, members, rules.patch_merges_deeply);
            }
            Action::Delete { ids } => {
                for id in ids {
                    let (siblings, at) = siblings_mut(&mut draft.card, id).ok_or_else(|| unknown(300314, id))?;
                    siblings.remove(at);
                }
            }
            Action::Content { id, text } => self.stream(draft, id, text, rules.silent_after_timeout)?,
        }
        Ok(())
    }

    /// Merges settings: `config` member by member, `card_link` as a whole. In another shape, as a flat
    /// `{"streaming_mode":false}`, they are taken and have no effect.
    fn set(&self, draft: &mut Draft, settings: &Json, now: u64, extends: bool) -> Result<(), Refusal> {
        let object = |name: &str| match settings.get(name) {
            Some(Json::Map(members)) => Ok(Some(members.clone())),
            Some(_) => Err(failed(300122, &format!("{name} must be an object"))),
            None if settings.as_map().is_none() => Err(failed(300122, "settings must hold an object")),
            None => Ok(None),
        };
        let (config, link) = (object("config")?, object("card_link")?);
        if let Some(link) = link {
            put(&mut draft.card, "card_link", Some(Json::Map(link)));
        }
        let Some(config) = config else { return Ok(()) };
        let old = member_mut(&mut draft.card, "config", Json::Map(List::EMPTY));
        let old = old.ok_or_else(|| failed(300122, "the card has no config"))?;
        for (name, value) in &config {
            put(old, name, Some(value.clone()));
        }
        match config.iter().rfind(|(name, _)| name == "streaming_mode").map(|(_, value)| value.as_bool()) {
            Some(Some(true)) => {
                draft.mode = match draft.mode {
                    Mode::Open(at) if !extends => Mode::Open(at),
                    _ => Mode::Open(now),
                };
            }
            Some(Some(false)) => draft.mode = Mode::Closed,
            Some(None) => return Err(failed(300122, "streaming_mode must be true or false")),
            None => {}
        }
        Ok(())
    }

    /// Shows the whole new text of an element, typed on where it begins with the old one.
    fn stream(&self, draft: &mut Draft, id: &str, new: &str, silent: bool) -> Result<(), Refusal> {
        match draft.mode {
            Mode::Open(_) => {}
            Mode::TimedOut { .. } if silent => return Ok(()),
            Mode::TimedOut { told: false } => return Err(Refusal::of(200850)),
            Mode::TimedOut { told: true } | Mode::Closed => return Err(Refusal::of(300309)),
        }
        let path = find(&draft.card, id).ok_or_else(|| unknown(300313, id))?;
        let element = super::tree::at_mut(&mut draft.card, &path).ok_or_else(|| unknown(300313, id))?;
        let streamable: &[&str] = if draft.template { &["markdown"] } else { &["markdown", "plain_text"] };
        if !text(element, "tag").is_some_and(|tag| streamable.contains(&tag)) {
            return Err(Refusal::of(300310));
        }
        if new.starts_with(text(element, "content").unwrap_or_default()) {
            draft.typed += 1;
        } else {
            draft.jumped += 1;
        }
        put(element, "content", Some(new.into()));
        Ok(())
    }
}

/// Sets the members of a partial element; `null` removes one.
fn merge(element: &mut Json, members: &Json, deeply: bool) {
    for (name, value) in members.as_map().unwrap_or_default() {
        let old = match element {
            Json::Map(members) if deeply && value.as_map().is_some() => {
                members.to_mut().iter_mut().find(|(key, old)| key == name && old.as_map().is_some())
            }
            _ => None,
        };
        match old {
            Some((_, old)) => merge(old, value, deeply),
            None => put(element, name, Some(value.clone()).filter(|value| *value != Json::Null)),
        }
    }
}

fn holds_null(json: &Json) -> bool {
    match json {
        Json::Null => true,
        Json::List(items) => items.iter().any(holds_null),
        Json::Map(members) => members.iter().any(|(_, value)| holds_null(value)),
        _ => false,
    }
}

/// A refusal with the platform's way to say why.
pub(super) fn failed(code: u32, why: &str) -> Refusal {
    Refusal::of(code).msg(format!("ErrMsg: {why}; "))
}

fn unknown(code: u32, id: &str) -> Refusal {
    failed(code, &format!("not find elementID : {id}"))
}

fn no_target(id: &str) -> Refusal {
    unknown(300315, id)
}
