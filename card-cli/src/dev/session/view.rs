//! One card as the page shows it: picture, findings, knobs, JSON, markup, counts.

use super::{Body, Excerpt, Finding, Givers, Session, Sheet, Stale, number, object, or_null};
use crate::{
    dev::sketch::{Choices, Control, Drawn, Knob, Placed, Stretch, Use},
    pointer,
    report::Lines,
    rust_source,
};
use feishu_card_core::{Content, Diagnostic, Json, Limits};
use feishu_card_preview::{Device, Options, Theme, fragment};
use std::{collections::HashSet, ops::Range, sync::Arc};

/// How a card is looked at: what the toolbar says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Look {
    pub(crate) dark: bool,
    pub(crate) phone: bool,
    /// The width of the chat in pixels.
    pub(crate) width: Option<u32>,
    pub(crate) locale: String,
    /// The reader's time zone, in minutes east of UTC.
    pub(crate) utc_offset: i32,
}

impl Look {
    /// What the page asks for; anything odd is as if it were not there.
    pub(crate) fn of(json: &Json) -> Self {
        let text = |name: &str| json.get(name).and_then(Json::as_str).unwrap_or_default();
        let whole = |name: &str| json.get(name).and_then(Json::as_i64);
        let locale = text("locale");
        Look {
            dark: text("theme") == "dark",
            phone: text("device") == "phone",
            width: whole("width")
                .and_then(|width| u32::try_from(width).ok())
                .filter(|width| (200..=4000).contains(width)),
            locale: if locale.len() <= 16 { locale.to_owned() } else { String::new() },
            utc_offset: whole("utc_offset").and_then(|minutes| i32::try_from(minutes).ok()).unwrap_or_default(),
        }
    }

    pub(crate) fn options(&self, drawing: &Options) -> Options {
        let options = drawing
            .clone()
            .theme(if self.dark { Theme::Dark } else { Theme::Light })
            .device(if self.phone { Device::Phone } else { Device::Desktop })
            .utc_offset_minutes(self.utc_offset)
            .pointers(true)
            .holes(true);
        let options = if self.locale.is_empty() { options } else { options.locale(self.locale.clone()) };
        match self.width {
            Some(width) => options.width(width),
            None => options,
        }
    }
}

impl Stale {
    /// For the page.
    fn to_json(&self) -> Json {
        let (why, place, message) = match self {
            Stale::Source(finding) => ("source", finding.excerpt.as_ref(), finding.message.as_str()),
            Stale::Running => ("running", None, ""),
            Stale::Failed(trouble) => ("failed", None, trouble.as_str()),
        };
        object([
            ("why", why.into()),
            ("file", or_null(place.map(|place| &*place.file))),
            ("line", place.map_or(Json::Null, |place| number(place.line))),
            ("message", message.into()),
        ])
    }
}

impl Session {
    /// All that the page shows of a card; `None` when there is no such card.
    pub(crate) fn view(&self, id: &str, look: &Look) -> Option<Json> {
        let (from, sheet) = self.find_again(id)?;
        let givers = self.givers();
        let drawn = self.drawn(sheet, &givers);
        let nothing = matches!(sheet.body, Body::Nothing);
        // with the marks of holes it is drawn, without them it is read
        let html = if nothing { Json::Null } else { fragment(&drawn.card, &look.options(&self.drawing)).into() };
        let card = without_chips(&drawn.card);
        // the card or a part of it may be that of an old text
        let places: Vec<_> = drawn.places.iter().filter(|place| self.current(&place.file).is_some()).collect();
        let stretches: Vec<_> =
            drawn.stretches.iter().filter(|stretch| self.current(&stretch.file).is_some()).collect();
        let of_values = self.of_values(sheet, &drawn, &givers);
        let findings = self.findings(sheet, &givers).into_iter().chain(&of_values).map(|finding| {
            match whereabouts(finding, &places, &stretches) {
                Whereabouts::At(pointer) => finding.to_json(Some(pointer), None),
                Whereabouts::Hidden(stretch) => finding.to_json(None, Some((&stretch.knob, &stretch.value))),
                Whereabouts::Unknown => finding.to_json(None, None),
            }
        });
        Some(object([
            ("id", sheet.id.as_str().into()),
            ("from", from.into()),
            ("name", sheet.name.as_str().into()),
            ("stale", sheet.stale.as_ref().map_or(Json::Null, Stale::to_json)),
            ("html", html),
            ("findings", findings.collect::<Vec<_>>().into()),
            ("knobs", drawn.knobs.iter().map(|knob| self.knob(knob)).collect::<Vec<_>>().into()),
            ("uses", drawn.uses.iter().map(used).collect::<Vec<_>>().into()),
            ("places", places.iter().filter_map(|place| self.place(place)).collect::<Vec<_>>().into()),
            ("json", lines(&card)),
            ("markup", sheet.source.clone().unwrap_or_else(|| rust_source(&card, false).text).into()),
            ("own_markup", sheet.source.is_some().into()),
            ("line", sheet.place.as_ref().map_or(Json::Null, |place| number(place.line))),
            ("path", or_null(self.path(from).as_deref())),
            ("content", card.to_string().into()),
            ("curl", curl(&card).into()),
            ("unfilled", number(drawn.unfilled())),
            ("counts", counts(&card)),
            ("locales", locales(&card)),
        ]))
    }

    /// A card filled by what was chosen.
    pub(super) fn drawn(&self, sheet: &Sheet, givers: &Givers<'_>) -> Drawn {
        match &sheet.body {
            Body::Card(card) => Drawn::known(card.clone()),
            Body::Nothing => Drawn::known(Json::Null),
            Body::Sketch(sketch) => {
                let none = Choices::new();
                sketch.draw(self.choices.get(&sheet.id).unwrap_or(&none), &givers.functions)
            }
        }
    }

    /// What is wrong with a card: in its own source, and in those of the parts that it draws.
    pub(super) fn findings<'a>(&'a self, sheet: &'a Sheet, givers: &Givers<'a>) -> Vec<&'a Finding> {
        let mut sheets = vec![sheet];
        let mut known = HashSet::from([sheet.id.as_str()]);
        let mut next = 0;
        while let Some(Body::Sketch(sketch)) = sheets.get(next).map(|sheet| &sheet.body) {
            next += 1;
            for part in sketch.parts(&givers.functions).into_iter().filter_map(|name| givers.sheets.get(name)) {
                if known.insert(&part.id) {
                    sheets.push(part);
                }
            }
        }
        sheets.into_iter().flat_map(|sheet| &sheet.findings).collect()
    }

    /// What is wrong with the values that were typed in: what the rule book says of the card with them, and did not say
    /// without.
    pub(super) fn of_values(&self, sheet: &Sheet, drawn: &Drawn, givers: &Givers<'_>) -> Vec<Finding> {
        let (Body::Sketch(sketch), Some(choices)) = (&sheet.body, self.choices.get(&sheet.id)) else {
            return Vec::new();
        };
        let typed = |key: &str| drawn.knobs.iter().any(|knob| knob.key == key && knob.control.is_value());
        if !choices.keys().any(|key| typed(key)) {
            return Vec::new();
        }
        let others = choices.iter().filter(|(key, _)| !typed(key)).map(|(key, value)| (key.clone(), value.clone()));
        let without = without_chips(&sketch.draw(&others.collect(), &givers.functions).card).validate();
        let with = without_chips(&drawn.card).validate();
        let is_new = |found: &&Diagnostic| {
            !without.iter().any(|old| (old.entry.code, &old.pointer) == (found.entry.code, &found.pointer))
        };
        let used = |found: &Diagnostic| {
            let typed = drawn.uses.iter().filter(|hole| choices.contains_key(&hole.knob) && typed(&hole.knob));
            typed.filter(|hole| is_within(&found.pointer, &hole.pointer)).max_by_key(|hole| hole.pointer.len())
        };
        let found = with.iter().filter(is_new);
        let found =
            found.map(|found| Finding::of(found, used(found).and_then(|hole| self.excerpt(&hole.file, &hole.at))));
        // what a loop draws from one place of the source is wrong in one place
        let mut once: Vec<Finding> = Vec::new();
        for finding in found {
            let same = |known: &Finding| {
                (known.code, &known.message, &known.excerpt) == (finding.code, &finding.message, &finding.excerpt)
            };
            if finding.excerpt.is_none() || !once.iter().any(same) {
                once.push(finding);
            }
        }
        once
    }

    /// The line of a place in a file; `None` where the file has changed since.
    fn excerpt(&self, name: &Arc<str>, at: &Range<usize>) -> Option<Excerpt> {
        let file = self.current(name)?;
        file.text.get(at.clone())?;
        Some(Excerpt::of(name, &Lines::of(&file.text), at))
    }

    /// The whole path of a file, for editors.
    fn path(&self, name: &str) -> Option<String> {
        let file = self.files.iter().find(|(_, file)| *file.name == *name);
        file.map(|(path, _)| path.display().to_string())
    }

    /// The line of a byte in a file; `None` where the file has changed since.
    fn line(&self, file: &Arc<str>, offset: usize) -> Option<usize> {
        let file = self.current(file)?;
        Some(file.text.as_bytes().get(..offset)?.iter().filter(|byte| **byte == b'\n').count() + 1)
    }

    fn knob(&self, knob: &Knob) -> Json {
        let line = self.line(&knob.file, knob.at.start);
        let words: Vec<Json> = match &knob.control {
            Control::Words(words) | Control::Arms(words) => words.iter().map(|word| word.as_str().into()).collect(),
            _ => Vec::new(),
        };
        object([
            ("key", knob.key.as_str().into()),
            ("label", knob.label.as_str().into()),
            ("control", knob.control.word().into()),
            ("words", words.into()),
            ("value", knob.value.clone()),
            ("file", (&*knob.file).into()),
            ("line", line.map_or(Json::Null, number)),
        ])
    }

    fn place(&self, place: &Placed) -> Option<Json> {
        Some(object([
            ("pointer", place.pointer.as_str().into()),
            ("file", (&*place.file).into()),
            ("line", number(self.line(&place.file, place.at.start)?)),
        ]))
    }
}

/// Where a hole is drawn, and its knob.
fn used(hole: &Use) -> Json {
    Json::from(vec![Json::from(hole.pointer.as_str()), hole.knob.as_str().into()])
}

/// Where a finding is in the picture.
enum Whereabouts<'a> {
    At(&'a str),
    /// In a stretch of the source that is not shown.
    Hidden(&'a Stretch),
    /// It is not drawn, or nobody knows.
    Unknown,
}

/// Where a finding is: what it says itself, or the last object before it in the same `card!`. Of what a loop draws it is
/// the first.
fn whereabouts<'a>(finding: &'a Finding, places: &[&'a Placed], stretches: &[&'a Stretch]) -> Whereabouts<'a> {
    if let Some(pointer) = &finding.pointer {
        return Whereabouts::At(pointer);
    }
    let Some(excerpt) = &finding.excerpt else { return Whereabouts::Unknown };
    let around = |file: &str, at: &Range<usize>| *file == *excerpt.file && at.contains(&excerpt.span.start);
    let around: Vec<_> = stretches.iter().copied().filter(|stretch| around(&stretch.file, &stretch.at)).collect();
    let shown = |at: &Range<usize>| around.iter().any(|stretch| stretch.shown && stretch.at == *at);
    // the outermost first: only then the inner ones can be chosen
    if let Some(hidden) = around.iter().filter(|stretch| !shown(&stretch.at)).min_by_key(|stretch| stretch.at.start) {
        return Whereabouts::Hidden(hidden);
    }
    let before = places.iter().copied().filter(|place| {
        place.file == excerpt.file && place.at.start < excerpt.span.end && place.card.contains(&excerpt.span.start)
    });
    let last = before.rev().max_by_key(|place| (place.at.start, std::cmp::Reverse(place.pointer.len())));
    last.map_or(Whereabouts::Unknown, |place| Whereabouts::At(&place.pointer))
}

/// Whether a pointer leads to what is at another one, or into it.
fn is_within(pointer: &str, outer: &str) -> bool {
    pointer.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The card with the names of holes in braces.
fn without_chips(card: &Json) -> Json {
    let chip = feishu_card_preview::hole("");
    let plain = |text: &str| {
        let mut marks = chip.chars();
        let (open, close) = (marks.next(), marks.next());
        text.chars()
            .map(|c| {
                if Some(c) == open {
                    '{'
                } else if Some(c) == close {
                    '}'
                } else {
                    c
                }
            })
            .collect::<String>()
    };
    match card {
        Json::Str(text) if text.chars().any(|c| chip.contains(c)) => plain(text).into(),
        Json::List(items) => items.iter().map(without_chips).collect::<Vec<_>>().into(),
        Json::Map(members) => Json::from(
            members.iter().map(|(name, value)| (plain(name).into(), without_chips(value))).collect::<Vec<_>>(),
        ),
        json => json.clone(),
    }
}

/// Indented JSON: each line with the pointer of the value that begins, or ends, in it.
fn lines(card: &Json) -> Json {
    let mut lines = Vec::new();
    write(card, "", "", &mut String::new(), &mut lines);
    lines.into()
}

fn write(json: &Json, key: &str, indent: &str, pointer: &mut String, lines: &mut Vec<Json>) {
    let mut line = |pointer: &str, text: String| {
        lines.push(Json::from(vec![Json::from(pointer), text.into()]));
    };
    let inner = format!("{indent}  ");
    let length = pointer.len();
    match json {
        Json::List(items) if !items.is_empty() => {
            line(pointer, format!("{indent}{key}["));
            for (i, item) in items.iter().enumerate() {
                pointer::push(pointer, &i.to_string());
                write(item, "", &inner, pointer, lines);
                pointer.truncate(length);
                if i + 1 < items.len() {
                    comma(lines);
                }
            }
            lines.push(Json::from(vec![Json::from(pointer.as_str()), format!("{indent}]").into()]));
        }
        Json::Map(members) if !members.is_empty() => {
            line(pointer, format!("{indent}{key}{{"));
            for (i, (name, value)) in members.iter().enumerate() {
                pointer::push(pointer, name);
                write(value, &format!("{}: ", Json::from(name.clone())), &inner, pointer, lines);
                pointer.truncate(length);
                if i + 1 < members.len() {
                    comma(lines);
                }
            }
            lines.push(Json::from(vec![Json::from(pointer.as_str()), format!("{indent}}}").into()]));
        }
        plain => line(pointer, format!("{indent}{key}{plain}")),
    }
}

/// A comma behind the last line.
fn comma(lines: &mut [Json]) {
    if let Some(Json::List(pair)) = lines.last_mut()
        && let Some(Json::Str(text)) = pair.to_mut().get_mut(1)
    {
        text.to_mut().push(',');
    }
}

/// The request that sends the card, for a shell; id and token are the reader's.
fn curl(card: &Json) -> String {
    let mut content = String::new();
    Content::write_escaped(card, &mut content);
    let body = format!("{{\"receive_id\":\"oc_…\",\"msg_type\":\"interactive\",\"content\":{content}}}");
    format!(
        "curl -X POST 'https://open.feishu.cn/open-apis/im/v1/messages?receive_id_type=chat_id' \\\n  \
         -H \"Authorization: Bearer $TENANT_ACCESS_TOKEN\" \\\n  \
         -H 'Content-Type: application/json; charset=utf-8' \\\n  \
         -d '{}'",
        body.replace('\'', "'\\''")
    )
}

/// What the platform counts, with its limits.
fn counts(card: &Json) -> Json {
    let counts = card.counts();
    let limits = Limits::PLATFORM;
    let two = card.get("schema").and_then(Json::as_str) == Some("2.0");
    let row = |name: &'static str, value: usize, limit: usize| {
        object([("name", name.into()), ("value", number(value)), ("limit", number(limit))])
    };
    let bytes = card.to_string().len();
    let mut rows = vec![row("bytes", bytes, limits.card_bytes), row("webhook_bytes", bytes, limits.webhook_bytes)];
    if two {
        rows.push(row("elements", counts.elements, limits.elements));
    }
    rows.push(row("tables", counts.tables, limits.tables));
    rows.into()
}

/// The languages that the card speaks.
fn locales(card: &Json) -> Json {
    fn walk(json: &Json, found: &mut Vec<String>) {
        match json {
            Json::List(items) => items.iter().for_each(|item| walk(item, found)),
            Json::Map(members) => {
                for (name, value) in members.iter() {
                    if let (true, Json::Map(locales)) = (name.starts_with("i18n_") || name == "i18n", value) {
                        for (locale, _) in locales.iter().filter(|(locale, _)| is_locale(locale)) {
                            if !found.iter().any(|known| known == locale) {
                                found.push(locale.to_string());
                            }
                        }
                    }
                    if name == "locales" {
                        let listed = value.as_list().unwrap_or_default().iter().filter_map(Json::as_str);
                        for locale in listed.filter(|locale| is_locale(locale)) {
                            if !found.iter().any(|known| known == locale) {
                                found.push(locale.to_owned());
                            }
                        }
                    }
                    walk(value, found);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(card, &mut found);
    found.truncate(32);
    found.into_iter().map(Json::from).collect::<Vec<_>>().into()
}

fn is_locale(text: &str) -> bool {
    text.len() == 5 && text.is_ascii() && text.contains('_')
}
