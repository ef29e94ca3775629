//! What a client does when a user works a component: the `action` it reports, or why it reports nothing.

use super::{
    ActError,
    target::{Control, controls},
};
use crate::json::{list, object, set, text};
use feishu_card_core::Json;

/// What a user enters into a component.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Entered {
    /// Text for an `input`, an option (its value or its text), a person's open_id, or a date and time as
    /// `2025-06-10`, `19:19`, `2025-06-10 19:19`.
    One(String),
    /// Several options or persons.
    Many(Vec<String>),
    /// A tick, or its removal.
    Tick(bool),
}

impl Entered {
    pub(crate) fn to_json(&self) -> Json {
        match self {
            Entered::One(text) => text.as_str().into(),
            Entered::Many(texts) => texts.iter().map(|text| Json::from(text.as_str())).collect::<Vec<_>>().into(),
            Entered::Tick(ticked) => (*ticked).into(),
        }
    }

    /// What this JSON enters: a text, a list of texts, or `true` and `false`.
    pub(crate) fn of_json(json: &Json) -> Option<Entered> {
        match json {
            Json::Str(text) => Some(Entered::One(text.to_string())),
            Json::Bool(ticked) => Some(Entered::Tick(*ticked)),
            Json::List(items) => {
                let texts: Option<Vec<_>> = items.iter().map(|item| item.as_str().map(str::to_owned)).collect();
                texts.map(Entered::Many)
            }
            _ => None,
        }
    }
}

impl From<&str> for Entered {
    fn from(text: &str) -> Self {
        Entered::One(text.to_owned())
    }
}

impl From<String> for Entered {
    fn from(text: String) -> Self {
        Entered::One(text)
    }
}

impl From<bool> for Entered {
    fn from(ticked: bool) -> Self {
        Entered::Tick(ticked)
    }
}

impl<const N: usize> From<[&str; N]> for Entered {
    fn from(items: [&str; N]) -> Self {
        Entered::Many(items.map(str::to_owned).to_vec())
    }
}

impl From<Vec<String>> for Entered {
    fn from(items: Vec<String>) -> Self {
        Entered::Many(items)
    }
}

/// The user's time zone.
#[derive(Clone, Debug)]
pub(crate) struct Zone {
    pub(crate) name: String,
    pub(crate) offset: String,
}

/// What the client does.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Reaction {
    /// The `action` of the callback; `None` when nothing is posted.
    pub(crate) action: Option<Json>,
    /// The link that opens.
    pub(crate) opened: Option<String>,
    /// Why the client refuses it, so that nothing is posted.
    pub(crate) stopped: Option<String>,
    /// What the client does by itself, so that nothing is posted.
    pub(crate) local: Option<String>,
    /// The code the client shows without asking the app.
    pub(crate) code: Option<u32>,
}

impl Reaction {
    fn stopped(why: impl Into<String>) -> Self {
        Reaction { stopped: Some(why.into()), ..Reaction::default() }
    }

    fn local(what: impl Into<String>) -> Self {
        Reaction { local: Some(what.into()), ..Reaction::default() }
    }
}

/// What a user does with a component: `click` it, `submit` or `reset` a form with it, fill in a `field` of a form, or
/// `enter` something.
pub(crate) fn action_of(control: &Control<'_>) -> &'static str {
    match (control.tag(), control.form) {
        ("button", Some(_)) => form_action(control.element).unwrap_or("click"),
        ("button" | "interactive_container", _) => "click",
        ("overflow", _) | (_, None) => "enter",
        (_, Some(_)) => "field",
    }
}

/// A click on a button or a container.
pub(crate) fn click(control: &Control<'_>, zone: &Zone) -> Result<Reaction, ActError> {
    enabled(control)?;
    if !matches!(control.tag(), "button" | "interactive_container") {
        return Err(unfit(control, format!("a {} is not clicked: enter something", control.tag())));
    }
    if let Some(form) = control.form.filter(|_| control.tag() == "button") {
        match form_action(control.element) {
            Some("submit") => return submit(control, form, &[], zone),
            Some("reset") => return Ok(Reaction::local("the form went back to its initial values")),
            _ => {}
        }
    }
    let opened = link(control.element);
    let callback = callback_value(control.element);
    let only_link = opened.is_some() && (callback.is_none() || legacy_link_wins(control.element));
    if only_link {
        return Ok(Reaction { opened, ..Reaction::default() });
    }
    Ok(Reaction { action: Some(action(control, zone)), opened, ..Reaction::default() })
}

/// Something entered into a component outside a form.
pub(crate) fn enter(control: &Control<'_>, entry: &Entered, zone: &Zone) -> Result<Reaction, ActError> {
    enabled(control)?;
    let value = entered(control, entry, zone)?;
    if control.form.is_some() {
        return Ok(Reaction::local("components of a form report when it is submitted"));
    }
    if control.tag() == "checker" && callback_value(control.element).is_none() {
        return Ok(Reaction::local("a checker without a callback ticks locally"));
    }
    if control.tag() == "overflow"
        && let Some(url) = options(control).iter().find(|option| option.get("value") == Some(&value)).and_then(link)
    {
        return Ok(Reaction { opened: Some(url), ..Reaction::default() });
    }
    let mut action = action(control, zone);
    let member = match (control.tag(), &value) {
        ("input", _) => "input_value",
        ("checker", _) => "checked",
        // the sample of the image picker has its single choice in `options`
        ("select_img", _) | (_, Json::List(_)) => "options",
        _ => "option",
    };
    set(&mut action, member, value);
    Ok(Reaction { action: Some(action), ..Reaction::default() })
}

/// A click on the submit button of a form whose components hold these entries, else their initial values.
pub(crate) fn submit(
    button: &Control<'_>,
    form: &Json,
    entries: &[(String, Entered)],
    zone: &Zone,
) -> Result<Reaction, ActError> {
    enabled(button)?;
    if form_action(button.element) != Some("submit") {
        return Err(unfit(button, "it does not submit the form: it has no `form_action_type` of `submit`"));
    }
    let fields = controls(form, "");
    let fields =
        || fields.iter().filter(|control| !matches!(control.tag(), "button" | "interactive_container" | "overflow"));
    for (name, _) in entries {
        if !fields().any(|control| control.name() == name) {
            let there = fields().map(|control| control.name().to_owned()).collect();
            return Err(ActError::NotFound { wanted: name.clone(), there });
        }
    }
    if fields().any(|control| control.name().is_empty()) || button.name().is_empty() {
        return Ok(Reaction { code: Some(200530), ..Reaction::default() });
    }
    let mut values = Vec::new();
    for control in fields() {
        let entry = entries.iter().rfind(|(name, _)| name == control.name());
        let value = match entry {
            Some((_, entry)) => {
                enabled(control)?;
                Some(entered(control, entry, zone)?)
            }
            None => initial(control, zone),
        };
        let required = control.element.get("required").and_then(Json::as_bool) == Some(true);
        if required && value.as_ref().is_none_or(is_empty) {
            return Ok(Reaction::stopped(format!("`{}` is required and empty", control.name())));
        }
        if let Some(value) = value {
            values.push((control.name().to_owned().into(), value));
        }
    }
    let mut action = action(button, zone);
    set(&mut action, "form_value", Json::Map(values.into()));
    Ok(Reaction { action: Some(action), ..Reaction::default() })
}

/// The members that every action has.
fn action(control: &Control<'_>, zone: &Zone) -> Json {
    let mut action = object([("tag", control.tag().into())]);
    if let Some(value) = callback_value(control.element) {
        set(&mut action, "value", value.clone());
    }
    if !control.name().is_empty() {
        set(&mut action, "name", control.name().into());
    }
    if matches!(control.tag(), "button" | "date_picker" | "picker_time" | "picker_datetime") {
        set(&mut action, "timezone", zone.name.as_str().into());
    }
    action
}

/// The app's own data of a component: of the callback behaviour, else the older `value`.
fn callback_value(element: &Json) -> Option<&Json> {
    let behaviors = element.get("behaviors").and_then(Json::as_list).unwrap_or_default();
    let callback = behaviors.iter().find(|behavior| text(behavior, "type") == Some("callback"));
    callback.and_then(|behavior| behavior.get("value")).or_else(|| element.get("value"))
}

/// The address a click opens.
fn link(element: &Json) -> Option<String> {
    let behaviors = element.get("behaviors").and_then(Json::as_list).unwrap_or_default();
    let opens = behaviors.iter().find(|behavior| text(behavior, "type") == Some("open_url"));
    let url = opens.and_then(|behavior| text(behavior, "default_url"));
    let url = url.or_else(|| text(element, "url")).or_else(|| text(element.get("multi_url")?, "url"));
    url.filter(|url| !url.is_empty()).map(str::to_owned)
}

/// In 1.0 a button with `url` beside `value` only opens the link, unless it asks for both.
fn legacy_link_wins(element: &Json) -> bool {
    element.get("behaviors").is_none()
        && element.get("complex_interaction").and_then(Json::as_bool) != Some(true)
        && text(element, "action_type") != Some("multi")
}

/// `submit` or `reset`, in the spelling of either generation.
fn form_action(button: &Json) -> Option<&'static str> {
    let behaviors = button.get("behaviors").and_then(Json::as_list).unwrap_or_default();
    if behaviors.iter().any(|behavior| text(behavior, "type") == Some("form_action")) {
        return Some("submit");
    }
    match text(button, "form_action_type").or_else(|| text(button, "action_type"))? {
        "submit" | "form_submit" => Some("submit"),
        "reset" | "form_reset" => Some("reset"),
        _ => None,
    }
}

fn enabled(control: &Control<'_>) -> Result<(), ActError> {
    let disabled = control.disabled || control.element.get("disabled").and_then(Json::as_bool) == Some(true);
    if disabled { Err(ActError::Disabled(name_of(control))) } else { Ok(()) }
}

fn name_of(control: &Control<'_>) -> String {
    if control.name().is_empty() { control.pointer.clone() } else { control.name().to_owned() }
}

fn unfit(control: &Control<'_>, why: impl Into<String>) -> ActError {
    ActError::Unfit { target: name_of(control), why: why.into() }
}

fn is_empty(value: &Json) -> bool {
    match value {
        Json::Str(text) => text.is_empty(),
        Json::List(items) => items.is_empty(),
        // a required tick must be set
        Json::Bool(ticked) => !ticked,
        _ => false,
    }
}

/// What a component reports after this entry.
fn entered(control: &Control<'_>, entry: &Entered, zone: &Zone) -> Result<Json, ActError> {
    let multiple = control.element.get("multi_select").and_then(Json::as_bool) == Some(true);
    match (control.tag(), entry) {
        ("input", Entered::One(text)) => {
            let limit = control.element.get("max_length").and_then(Json::as_i64).unwrap_or(1000);
            if i64::try_from(text.chars().count()).unwrap_or(i64::MAX) > limit {
                return Err(unfit(control, format!("it takes at most {limit} characters")));
            }
            Ok(text.as_str().into())
        }
        ("checker", Entered::Tick(ticked)) => Ok((*ticked).into()),
        ("date_picker", Entered::One(time)) => moment(control, time, "dddd-dd-dd", zone),
        ("picker_time", Entered::One(time)) => moment(control, time, "dd:dd", zone),
        ("picker_datetime", Entered::One(time)) => moment(control, time, "dddd-dd-dd dd:dd", zone),
        ("select_static" | "select_person" | "overflow", Entered::One(chosen)) => Ok(option(control, chosen)?.into()),
        ("select_img", Entered::One(chosen)) if !multiple => Ok(option(control, chosen)?.into()),
        ("multi_select_static" | "multi_select_person" | "select_img", Entered::Many(chosen)) => {
            let chosen: Result<Vec<_>, _> =
                chosen.iter().map(|chosen| option(control, chosen).map(Json::from)).collect();
            Ok(chosen?.into())
        }
        (tag, entry) => Err(unfit(control, format!("a {tag} cannot take {entry:?}"))),
    }
}

/// A date or time in this shape (`d` is a digit) with the user's zone after it.
fn moment(control: &Control<'_>, time: &str, shape: &str, zone: &Zone) -> Result<Json, ActError> {
    let fits = time.len() == shape.len()
        && time.bytes().zip(shape.bytes()).all(|(byte, wanted)| match wanted {
            b'd' => byte.is_ascii_digit(),
            wanted => byte == wanted,
        });
    if fits {
        Ok(format!("{time} {}", zone.offset).into())
    } else {
        Err(unfit(control, format!("it takes {}, not `{time}`", shape.replace('d', "0"))))
    }
}

fn options<'a>(control: &Control<'a>) -> &'a [Json] {
    control.element.get("options").and_then(Json::as_list).unwrap_or_default()
}

/// The value of the option that has this value or shows this text.
fn option(control: &Control<'_>, chosen: &str) -> Result<String, ActError> {
    let options = options(control);
    if options.is_empty() && control.tag().ends_with("_person") && chosen.starts_with("ou_") {
        // without options the members of the chat are offered
        return Ok(chosen.to_owned());
    }
    let value = |option: &Json| text(option, "value").map(str::to_owned);
    let shown = |option: &&Json| option.pointer("/text/content").and_then(Json::as_str) == Some(chosen);
    let by_value = options.iter().find(|option| text(option, "value") == Some(chosen));
    by_value.or_else(|| options.iter().find(shown)).and_then(value).ok_or_else(|| {
        let there: Vec<_> = options.iter().filter_map(|option| text(option, "value")).collect();
        unfit(control, format!("it has no option `{chosen}`; there are: {}", there.join(", ")))
    })
}

/// What a component of a form reports when the user leaves it alone.
fn initial(control: &Control<'_>, zone: &Zone) -> Option<Json> {
    let with_zone = |member: &str| text(control.element, member).map(|time| format!("{time} {}", zone.offset).into());
    match control.tag() {
        "input" => Some(text(control.element, "default_value").unwrap_or_default().into()),
        "checker" => Some(control.element.get("checked").and_then(Json::as_bool).unwrap_or(false).into()),
        "date_picker" => with_zone("initial_date"),
        "picker_time" => with_zone("initial_time"),
        "picker_datetime" => with_zone("initial_datetime"),
        "select_static" | "select_person" => text(control.element, "initial_option")
            .map(|chosen| option(control, chosen).unwrap_or_else(|_| chosen.to_owned()).into()),
        "multi_select_static" | "multi_select_person" => {
            Some(Json::from(list(control.element, "selected_values").into_iter().map(Json::from).collect::<Vec<_>>()))
        }
        _ => None,
    }
}
