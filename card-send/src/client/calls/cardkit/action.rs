//! The steps of a batch: several changes of a card in one call.

use super::settings::CardSettings;
use feishu_card_core::{ElementId, Json};

/// Where new elements go.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AddAt {
    /// Before this element, in the list that holds it.
    Before(ElementId),
    /// After this element, in the list that holds it.
    After(ElementId),
    /// At the end of this container: a column, column set, form, panel or interactive container.
    EndOf(ElementId),
    /// At the end of the body.
    End,
}

impl AddAt {
    /// The word for it, and the element it names.
    pub(crate) fn words(&self) -> (&'static str, Option<&ElementId>) {
        match self {
            AddAt::Before(id) => ("insert_before", Some(id)),
            AddAt::After(id) => ("insert_after", Some(id)),
            AddAt::EndOf(id) => ("append", Some(id)),
            AddAt::End => ("append", None),
        }
    }
}

/// One step of a batch. Elements are JSON: `Json::from_serialize(&component)` makes it of any typed component.
///
/// The platform's page: <https://open.feishu.cn/document/cardkit-v1/card/batch_update>.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CardAction {
    /// Changes settings.
    Settings(CardSettings),
    /// Adds elements.
    Add {
        /// Where.
        at: AddAt,
        /// Which, in order.
        elements: Vec<Json>,
    },
    /// Removes elements, with what is in them.
    Delete(Vec<ElementId>),
    /// Sets members of an element and leaves the others; the tag cannot change.
    Patch {
        /// The element.
        id: ElementId,
        /// The members with their new values.
        members: Json,
    },
    /// Puts another element in the place of one.
    Replace {
        /// The element that goes.
        id: ElementId,
        /// The element that comes, with its own `element_id`.
        element: Json,
    },
}

impl CardAction {
    /// The step as the platform takes it. Inside of a batch nested values are plain JSON, not strings.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let id = |id: &ElementId| ("element_id", Json::from(id.as_str()));
        let (name, params) = match self {
            CardAction::Settings(settings) => ("partial_update_setting", vec![("settings", settings.to_json())]),
            CardAction::Add { at, elements } => {
                let (kind, target) = at.words();
                let mut params = vec![("type", Json::from(kind))];
                params.extend(target.map(|id| ("target_element_id", Json::from(id.as_str()))));
                params.push(("elements", Json::from(elements.clone())));
                ("add_elements", params)
            }
            CardAction::Delete(ids) => {
                let ids: Vec<_> = ids.iter().map(|id| Json::from(id.as_str())).collect();
                ("delete_elements", vec![("element_ids", Json::from(ids))])
            }
            CardAction::Patch { id: of, members } => {
                ("partial_update_element", vec![id(of), ("partial_element", members.clone())])
            }
            CardAction::Replace { id: of, element } => ("update_element", vec![id(of), ("element", element.clone())]),
        };
        object(vec![("action", name.into()), ("params", object(params))])
    }
}

fn object(members: Vec<(&'static str, Json)>) -> Json {
    Json::Map(members.into_iter().map(|(name, value)| (name.into(), value)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_written_as_the_documentation_has_them() {
        let id = |id| ElementId::try_from(id).unwrap();
        let json = |text| Json::parse(text).unwrap();
        let steps = [
            CardAction::Settings(CardSettings::new().streaming_mode(true)),
            CardAction::Add { at: AddAt::Before(id("a")), elements: vec![json(r#"{"tag":"hr"}"#)] },
            CardAction::Add { at: AddAt::End, elements: vec![json(r#"{"tag":"hr"}"#)] },
            CardAction::Delete(vec![id("b"), id("c")]),
            CardAction::Patch { id: id("d"), members: json(r#"{"content":"x"}"#) },
            CardAction::Replace { id: id("e"), element: json(r#"{"tag":"hr"}"#) },
        ];
        let written: Vec<_> = steps.iter().map(|step| step.to_json().to_string()).collect();
        assert_eq!(
            written,
            [
                r#"{"action":"partial_update_setting","params":{"settings":{"config":{"streaming_mode":true}}}}"#,
                r#"{"action":"add_elements","params":{"type":"insert_before","target_element_id":"a","elements":[{"tag":"hr"}]}}"#,
                r#"{"action":"add_elements","params":{"type":"append","elements":[{"tag":"hr"}]}}"#,
                r#"{"action":"delete_elements","params":{"element_ids":["b","c"]}}"#,
                r#"{"action":"partial_update_element","params":{"element_id":"d","partial_element":{"content":"x"}}}"#,
                r#"{"action":"update_element","params":{"element_id":"e","element":{"tag":"hr"}}}"#,
            ]
        );
    }
}
