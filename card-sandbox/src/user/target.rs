//! Finds the component of a card that a user means.

use super::ActError;
use crate::json::text;
use feishu_card_core::Json;
use std::fmt;

/// Which component of a card a user works.
///
/// A text that begins with `/` is a path; any other is looked up as a name, then as an `element_id`, then as
/// the text that the component shows.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Target {
    /// By name, `element_id` or text, whichever is found first.
    Any(String),
    /// By its `name`.
    Name(String),
    /// By the text it shows.
    Text(String),
    /// By its around: a JSON Pointer into the card, `/body/elements/0`.
    Path(String),
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Target::Any(text) | Target::Name(text) | Target::Text(text) | Target::Path(text)) = self;
        f.write_str(text)
    }
}

impl From<&str> for Target {
    fn from(text: &str) -> Self {
        if text.starts_with('/') { Target::Path(text.to_owned()) } else { Target::Any(text.to_owned()) }
    }
}

impl From<String> for Target {
    fn from(text: String) -> Self {
        Target::from(text.as_str())
    }
}

/// The components that users can work.
const INTERACTIVE: &[&str] = &[
    "button",
    "checker",
    "date_picker",
    "input",
    "interactive_container",
    "multi_select_person",
    "multi_select_static",
    "overflow",
    "picker_datetime",
    "picker_time",
    "select_img",
    "select_person",
    "select_static",
];

/// A component that users can work, and its position in the card.
#[derive(Clone, Debug)]
pub(crate) struct Control<'a> {
    pub(crate) pointer: String,
    pub(crate) element: &'a Json,
    /// The form around it.
    pub(crate) form: Option<&'a Json>,
    /// Where that is; empty without one.
    pub(crate) form_at: String,
    /// Whether a container around it is disabled as a whole.
    pub(crate) disabled: bool,
}

impl Control<'_> {
    pub(crate) fn tag(&self) -> &str {
        text(self.element, "tag").unwrap_or_default()
    }

    pub(crate) fn name(&self) -> &str {
        text(self.element, "name").unwrap_or_default()
    }

    /// Whether it shows this text, in any language.
    fn shows(&self, wanted: &str) -> bool {
        let own = ["text", "label", "placeholder"].iter().filter_map(|member| self.element.get(member));
        own.chain((self.tag() == "interactive_container").then_some(self.element)).any(|text| holds(text, wanted))
    }

    /// How a message about it calls it: `button "Approve"`.
    fn described(&self) -> String {
        let shown = self.element.pointer("/text/content").and_then(Json::as_str);
        match (self.name(), shown) {
            ("", Some(text)) => format!("{} \"{text}\"", self.tag()),
            ("", None) => format!("{} at {}", self.tag(), self.pointer),
            (name, _) => format!("{} named \"{name}\"", self.tag()),
        }
    }
}

/// Whether a text object, or anything below it, has this content.
fn holds(json: &Json, wanted: &str) -> bool {
    match json {
        Json::Str(text) => text == wanted,
        Json::Map(members) => members.iter().any(|(name, value)| match value {
            // only what is shown counts, not tags, names or values
            Json::Str(text) => {
                text == wanted && !matches!(name.as_ref(), "tag" | "name" | "element_id" | "value" | "type")
            }
            value => !matches!(name.as_ref(), "value" | "behaviors") && holds(value, wanted),
        }),
        Json::List(items) => items.iter().any(|item| holds(item, wanted)),
        _ => false,
    }
}

/// The components of a card that users can work, in document order. Of a 1.0 card in several languages, those
/// of `locale`, or of the first language when it lacks that one.
pub(crate) fn controls<'a>(card: &'a Json, locale: &str) -> Vec<Control<'a>> {
    let mut found = Vec::new();
    let top = Surroundings { form: None, form_at: "", disabled: false };
    if let Some(locales) = card.get("i18n_elements").and_then(Json::as_map) {
        let shown = locales.iter().find(|(name, _)| name == locale).or(locales.first());
        if let Some((name, elements)) = shown {
            collect(elements, &format!("/i18n_elements/{}", escaped(name)), top, &mut found);
        }
    }
    for (name, value) in card.as_map().unwrap_or_default() {
        if name != "i18n_elements" {
            collect(value, &format!("/{}", escaped(name)), top, &mut found);
        }
    }
    found
}

/// The components among which a target is looked for: a path says itself which language it is in.
pub(crate) fn controls_for<'a>(card: &'a Json, locale: &str, target: &Target) -> Vec<Control<'a>> {
    let named = match target {
        Target::Path(path) => path.strip_prefix("/i18n_elements/").and_then(|rest| rest.split('/').next()),
        _ => None,
    };
    controls(card, named.unwrap_or(locale))
}

/// What the objects around a component mean for it.
#[derive(Clone, Copy)]
struct Surroundings<'a, 'p> {
    form: Option<&'a Json>,
    form_at: &'p str,
    disabled: bool,
}

fn collect<'a>(json: &'a Json, pointer: &str, around: Surroundings<'a, '_>, found: &mut Vec<Control<'a>>) {
    match json {
        Json::Map(members) => {
            let tag = text(json, "tag").unwrap_or_default();
            if INTERACTIVE.contains(&tag) {
                let Surroundings { form, form_at, disabled } = around;
                let (pointer, form_at) = (pointer.to_owned(), form_at.to_owned());
                found.push(Control { pointer, element: json, form, form_at, disabled });
            }
            let disabled = tag == "interactive_container" && json.get("disabled") == Some(&Json::Bool(true));
            let inside = Surroundings {
                form: if tag == "form" { Some(json) } else { around.form },
                form_at: if tag == "form" { pointer } else { around.form_at },
                disabled: around.disabled || disabled,
            };
            for (name, value) in members.iter() {
                // the app's own data may hold anything, even what looks like a component
                if !matches!(name.as_ref(), "value" | "behaviors" | "chart_spec") {
                    collect(value, &format!("{pointer}/{}", escaped(name)), inside, found);
                }
            }
        }
        Json::List(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, &format!("{pointer}/{index}"), around, found);
            }
        }
        _ => {}
    }
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The one component that is meant.
pub(crate) fn find<'p, 'a>(controls: &'p [Control<'a>], target: &Target) -> Result<&'p Control<'a>, ActError> {
    let named = |name: &str| controls.iter().filter(|control| control.name() == name).collect::<Vec<_>>();
    let showing = |text: &str| controls.iter().filter(|control| control.shows(text)).collect::<Vec<_>>();
    let (wanted, found) = match target {
        Target::Name(name) => (name, named(name)),
        Target::Text(text) => (text, showing(text)),
        Target::Path(path) => (path, controls.iter().filter(|control| control.pointer == *path).collect()),
        Target::Any(any) => {
            let mut found = named(any);
            if found.is_empty() {
                found = controls.iter().filter(|control| text(control.element, "element_id") == Some(any)).collect();
            }
            (any, if found.is_empty() { showing(any) } else { found })
        }
    };
    match found[..] {
        [control] => Ok(control),
        // a button inside a container that can be clicked shows the same text: the inner one is meant
        [outer, inner] if inner.pointer.starts_with(&format!("{}/", outer.pointer)) => Ok(inner),
        [] => {
            Err(ActError::NotFound { wanted: wanted.clone(), there: controls.iter().map(Control::described).collect() })
        }
        _ => Err(ActError::Ambiguous {
            wanted: wanted.clone(),
            paths: found.iter().map(|control| control.pointer.clone()).collect(),
        }),
    }
}
