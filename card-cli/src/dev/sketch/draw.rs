//! From a sketch and what was chosen to a card: the steps are run, as the program would run them.

use super::{
    Cell, CellKey, Choices, Choose, Control, Filled, Hole, Knob, Piece, Record, Sketch, SketchRoot, Span, Step, Text,
    filling::Filling,
    hole,
    knob::MOST_COUNT,
    within::{Functions, Within},
};
use crate::pointer;
use feishu_card_core::{Json, Str};
use feishu_card_schema::{
    markdown,
    rules::Subject,
    table::{Kind, Member, objects},
};
use std::{collections::BTreeSet, sync::Arc};

/// Objects that one card draws at most: loops in loops multiply.
const MOST_OBJECTS: usize = 3000;

/// Turns of loops and parts of functions that one card draws at most: they multiply even where they draw no object.
const MOST_TURNS: usize = 10_000;

/// How deep functions that draw parts may call each other.
const DEEPEST: usize = 12;

/// A card, and what leads from it back to its source.
#[derive(Debug)]
pub(crate) struct Drawn {
    /// The card: a fragment is wrapped into one.
    pub(crate) card: Json,
    /// What can be chosen, in the order of the source.
    pub(crate) knobs: Vec<Knob>,
    /// Where the objects of the card are in the source.
    pub(crate) places: Vec<Placed>,
    /// What of the source is drawn only as a knob says.
    pub(crate) stretches: Vec<Stretch>,
    /// Where holes are drawn.
    pub(crate) uses: Vec<Use>,
    /// Expressions that are drawn as a component or item of that name.
    pub(crate) chips: BTreeSet<String>,
}

/// A stretch of the source that is drawn only as a knob says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stretch {
    pub(crate) file: Arc<str>,
    pub(crate) at: Span,
    /// The key of the knob, and what shows the stretch.
    pub(crate) knob: String,
    pub(crate) value: Json,
    /// Whether it is shown.
    pub(crate) shown: bool,
}

/// Where a hole is drawn: its value, its name, or what it is switched on for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Use {
    /// JSON Pointer of what it is written into.
    pub(crate) pointer: String,
    /// The key of its knob.
    pub(crate) knob: String,
    /// The hole.
    pub(crate) file: Arc<str>,
    pub(crate) at: Span,
}

/// An object of the card in its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    /// JSON Pointer in the card.
    pub(crate) pointer: String,
    /// The file.
    pub(crate) file: Arc<str>,
    /// Its name in the source.
    pub(crate) at: Span,
    /// The `card!` that it is written in.
    pub(crate) card: Span,
}

impl Drawn {
    /// A card that is wholly known.
    pub(crate) fn known(card: Json) -> Self {
        Drawn {
            card,
            knobs: Vec::new(),
            places: Vec::new(),
            stretches: Vec::new(),
            uses: Vec::new(),
            chips: BTreeSet::new(),
        }
    }

    /// How many holes show their name in place of a value.
    pub(crate) fn unfilled(&self) -> usize {
        let named = |knob: &&Knob| matches!(knob.control, Control::Text | Control::Json) && knob.value == Json::Null;
        self.knobs.iter().filter(named).count() + self.chips.len()
    }
}

impl Sketch {
    /// Whether it is a whole card.
    pub(crate) fn is_whole(&self) -> bool {
        matches!(&self.root, SketchRoot::Record(record) if is_whole(record))
    }

    /// The card that these choices give.
    pub(crate) fn draw(&self, choices: &Choices, functions: &Functions<'_>) -> Drawn {
        let mut draw = Draw {
            choices,
            functions,
            file: Arc::clone(&self.file),
            card: self.at.clone(),
            within: Vec::new(),
            pointer: String::new(),
            knobs: Vec::new(),
            places: Vec::new(),
            stretches: Vec::new(),
            uses: Vec::new(),
            chips: BTreeSet::new(),
            objects: 0,
            turns: 0,
        };
        let card = match &self.root {
            SketchRoot::Record(record) if is_whole(record) => draw.record(record),
            SketchRoot::Record(record) => draw.fragment(|draw| vec![draw.shown(record)]),
            SketchRoot::List(steps) => draw.fragment(|draw| draw.list(steps)),
        };
        let Draw { knobs, places, stretches, uses, chips, .. } = draw;
        Drawn { card, knobs, places, stretches, uses, chips }
    }
}

/// Whether it is what is sent, and not a part of it.
fn is_whole(record: &Record) -> bool {
    Subject::Object(record.object).is_card()
}

struct Draw<'a> {
    choices: &'a Choices,
    functions: &'a Functions<'a>,
    /// The file that is being drawn, and the `card!` in it.
    file: Arc<str>,
    card: Span,
    /// The functions around.
    within: Vec<Within<'a>>,
    /// Where in the card the drawing is.
    pointer: String,
    knobs: Vec<Knob>,
    places: Vec<Placed>,
    stretches: Vec<Stretch>,
    uses: Vec<Use>,
    chips: BTreeSet<String>,
    objects: usize,
    turns: usize,
}

impl<'a> Draw<'a> {
    /// Whether there is room for another turn of a loop or another part, which is taken then.
    fn turn(&mut self) -> bool {
        let room = self.objects < MOST_OBJECTS && self.turns < MOST_TURNS;
        self.turns += usize::from(room);
        room
    }

    /// Runs something one step further down in the card.
    fn under<T>(&mut self, step: &str, run: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.pointer.len();
        pointer::push(&mut self.pointer, step);
        let made = run(self);
        self.pointer.truncate(length);
        made
    }

    /// A card around components.
    fn fragment(&mut self, make: impl FnOnce(&mut Self) -> Vec<Json>) -> Json {
        let elements = self.under("body", |draw| draw.under("elements", make));
        let body = Json::from(vec![("elements".into(), elements.into())]);
        Json::from(vec![("schema".into(), "2.0".into()), ("body".into(), body)])
    }

    /// A root that is not a card as a component: what is allowed only inside others is put in what holds it.
    fn shown(&mut self, record: &'a Record) -> Json {
        let (name, object) = (record.object.name, record.object);
        let column = |columns: Json| {
            Json::from(vec![("tag".into(), "column_set".into()), ("columns".into(), Json::from(vec![columns]))])
        };
        if name == objects::Column.name {
            return self
                .under("0", |draw| draw.under("columns", |draw| column(draw.under("0", |draw| draw.record(record)))));
        }
        if object.key == "tag" && !["text_tag", "plain_text", "lark_md"].contains(&object.tag) {
            return self.under("0", |draw| draw.record(record));
        }
        // an object without a picture of its own: its text, or its name
        let json = self.under("0", |draw| draw.record(record));
        let text = json.get(object.text).and_then(|text| text.as_str().or_else(|| text.get("content")?.as_str()));
        let text = text.map_or_else(|| hole::chip(name), str::to_owned);
        Json::from(vec![("tag".into(), "div".into()), ("text".into(), hole::text_object(text))])
    }

    /// The items of a list of its own.
    fn list(&mut self, steps: &'a [Step]) -> Vec<Json> {
        let mut filling = Filling { members: vec![("".into(), Json::from(Vec::<Json>::new()))], text: None };
        self.run(steps, None, &mut filling);
        match filling.members.pop() {
            Some((_, Json::List(items))) => items.into_vec(),
            _ => Vec::new(),
        }
    }

    fn record(&mut self, record: &'a Record) -> Json {
        self.objects += 1;
        self.place(&record.at);
        let object = record.object;
        let mut filling = Filling::default();
        if !object.key.is_empty() {
            filling.members.push((object.key.into(), object.tag.into()));
        }
        lists(&record.steps, &mut filling);
        self.run(&record.steps, Some(record), &mut filling);
        if let Some(text) = filling.text.take() {
            let family = matches!(object.member(object.text).map(|member| member.kind), Some(Kind::Family(_)));
            filling.set(object.text, if family { hole::text_object(text) } else { text.into() });
        }
        for (name, cell) in &record.json {
            let value = self.under(name, |draw| draw.cell(cell, &Kind::Json));
            filling.set(name, value);
        }
        if record.in_body
            && let Some(at) = filling.members.iter().position(|(name, _)| name == object.children)
        {
            let elements = filling.members.remove(at);
            filling.set("body", Json::from(vec![elements]));
        }
        Json::from(filling.members)
    }

    fn run(&mut self, steps: &'a [Step], record: Option<&'a Record>, filling: &mut Filling) {
        for step in steps {
            match step {
                Step::Set { member, value, .. } => {
                    let value = self.under(member.name, |draw| draw.filled(value, &member.kind));
                    if let Some(value) = value {
                        filling.set(member.name, value);
                    }
                }
                Step::Entry { key, value, .. } => {
                    if let Some(value) = self.under(key, |draw| draw.filled(value, &Kind::LocaleStrs)) {
                        filling.set(key, value);
                    }
                }
                Step::Push { list, item } => {
                    self.push(*list, record, filling, |draw, kind| draw.filled(item, &kind).into_iter().collect())
                }
                Step::Splice { list, hole } => {
                    self.push(*list, record, filling, |draw, kind| draw.splice(hole, &kind));
                }
                Step::Text(text) => {
                    let text = self.text(text, true);
                    // the place of the member is that of its first piece
                    if let Some(record) = record.filter(|_| filling.text.is_none()) {
                        filling.set(record.object.text, Json::Null);
                    }
                    filling.text.get_or_insert_default().push_str(&text);
                }
                Step::Choose(choose) => {
                    if let Some(steps) = self.arm(choose) {
                        self.run(steps, record, filling);
                    }
                }
                Step::Repeat { hole, at, steps } => {
                    let count = self.knob(hole, Control::Count).as_i64().unwrap_or_default();
                    self.stretch(hole, &Control::Count, at, Control::Count.default(), count > 0);
                    for _ in 0..count.clamp(0, i64::from(MOST_COUNT)) {
                        if !self.turn() {
                            break;
                        }
                        self.run(steps, record, filling);
                    }
                }
            }
        }
    }

    /// Appends to a list what is made at its end.
    fn push(
        &mut self,
        list: Option<&'static Member>,
        record: Option<&'a Record>,
        filling: &mut Filling,
        make: impl FnOnce(&mut Self, Kind) -> Vec<Json>,
    ) {
        if self.objects >= MOST_OBJECTS {
            return;
        }
        let (name, kind) =
            list.map_or(("", Kind::List(objects::Component.item())), |member| (member.name, member.kind));
        let mut items = filling.items(name);
        let length = self.pointer.len();
        if record.is_some_and(|record| record.in_body && record.object.children == name) {
            self.pointer.push_str("/body");
        }
        if !name.is_empty() {
            pointer::push(&mut self.pointer, name);
        }
        let made = self.under(&items.len().to_string(), |draw| make(draw, kind));
        self.pointer.truncate(length);
        items.extend(made);
        filling.set(name, items.into());
    }

    /// What an expression appends: the part that a function draws, or a chip.
    fn splice(&mut self, hole: &'a Hole, kind: &Kind) -> Vec<Json> {
        if self.knob(hole, Control::Switch).as_bool() == Some(false) {
            return Vec::new();
        }
        if let Some(part) = self.part(hole) {
            return part;
        }
        self.objects += 1;
        self.place(&hole.at);
        self.chips.insert(hole.label.clone());
        vec![match kind {
            Kind::List(item) | Kind::LocaleLists(item) => hole::item(item, &hole.label),
            Kind::Strs | Kind::UserIds => hole::chip(&hole.label).into(),
            Kind::Rows => Json::from(Vec::<(Str, Json)>::new()),
            _ => hole::component(&hole.label),
        }]
    }

    /// What the `card!` in an expression draws here, or the one function of a name that it calls.
    fn part(&mut self, hole: &'a Hole) -> Option<Vec<Json>> {
        if self.within.len() >= DEEPEST {
            return None;
        }
        if let Some(sketch) = &hole.card {
            return self.turn().then(|| self.inside(sketch));
        }
        let (name, sketch) = hole.part_of(self.functions)?;
        if self.within.iter().any(|around| around.name == name) || !self.turn() {
            return None;
        }
        let arguments = hole.calls.iter().find(|call| call.function == name).map_or(&[][..], |call| &call.arguments);
        self.within.push(Within { name, parameters: &sketch.parameters, arguments });
        let file = std::mem::replace(&mut self.file, Arc::clone(&sketch.file));
        let made = self.inside(sketch);
        self.file = file;
        self.within.pop();
        Some(made)
    }

    fn inside(&mut self, sketch: &'a Sketch) -> Vec<Json> {
        let card = std::mem::replace(&mut self.card, sketch.at.clone());
        let made = match &sketch.root {
            SketchRoot::Record(record) => vec![self.record(record)],
            SketchRoot::List(steps) => self.spread(steps),
        };
        self.card = card;
        made
    }

    /// Notes that what is being drawn is written there.
    fn place(&mut self, at: &Span) {
        let (file, card) = (Arc::clone(&self.file), self.card.clone());
        self.places.push(Placed { pointer: self.pointer.clone(), file, at: at.clone(), card });
    }

    /// A list drawn into another, which has some items already: the last step of the pointer is their number.
    fn spread(&mut self, steps: &'a [Step]) -> Vec<Json> {
        let length = self.pointer.len();
        let cut = self.pointer.rfind('/').unwrap_or_default();
        let first: usize = self.pointer.get(cut + 1..).and_then(|step| step.parse().ok()).unwrap_or_default();
        let last = self.pointer.split_off(cut);
        let mut filling = Filling { members: vec![("".into(), Json::from(vec![Json::Null; first]))], text: None };
        self.run(steps, None, &mut filling);
        self.pointer.push_str(&last);
        debug_assert_eq!(self.pointer.len(), length);
        match filling.members.pop() {
            Some((_, Json::List(items))) => items.iter().skip(first).cloned().collect(),
            _ => Vec::new(),
        }
    }

    fn filled(&mut self, value: &'a Filled, kind: &Kind) -> Option<Json> {
        let visible = match kind {
            Kind::Family(family) => hole::is_text(family.variants),
            Kind::LocaleStrs => true,
            _ => false,
        };
        Some(match value {
            Filled::Known(json) => in_shape(json.clone(), kind),
            Filled::Text(text) => in_shape(self.text(text, visible).into(), kind),
            Filled::Record(record) => self.record(record),
            Filled::List(steps) => self.list(steps).into(),
            Filled::Cell(cell) => self.cell(cell, kind),
            Filled::Map(steps) => {
                let mut filling = Filling::default();
                self.run(steps, None, &mut filling);
                Json::from(filling.members)
            }
            Filled::Hole(hole) => return self.member(hole, kind),
        })
    }

    /// A member that is an expression.
    fn member(&mut self, hole: &'a Hole, kind: &Kind) -> Option<Json> {
        let Some(control) = hole::control(kind) else {
            if self.knob(hole, Control::Switch).as_bool() == Some(false) {
                return None;
            }
            return match (self.part(hole), kind) {
                (Some(part), Kind::List(_)) => Some(part.into()),
                (Some(part), _) => part.into_iter().next(),
                (None, Kind::List(item)) => Some(Json::from(vec![hole::item(item, &hole.label)])),
                (None, _) => None,
            };
        };
        // a text that is a part: `title={label(x)}`
        if let Some(part) = self.part(hole) {
            return part.into_iter().next();
        }
        match self.knob(hole, control) {
            Json::Null => hole::unknown(kind, &hole.label),
            chosen => Some(in_shape(chosen, kind)),
        }
    }

    fn cell(&mut self, cell: &'a Cell, kind: &Kind) -> Json {
        match cell {
            Cell::Known(json) => in_shape(json.clone(), kind),
            Cell::Text(text) => self.text(text, true).into(),
            Cell::List(items) => {
                let items = items.iter().enumerate();
                Json::from(
                    items
                        .map(|(i, item)| self.under(&i.to_string(), |draw| draw.cell(item, &Kind::Json)))
                        .collect::<Vec<_>>(),
                )
            }
            Cell::Map(members) => Json::from(
                members
                    .iter()
                    .map(|(key, value)| {
                        let key = match key {
                            CellKey::Known(key) => key.clone(),
                            CellKey::Hole(hole) => self.typed(hole).unwrap_or_else(|| format!("{{{}}}", hole.label)),
                        };
                        let value = self.under(&key, |draw| draw.cell(value, &Kind::Json));
                        (key.into(), value)
                    })
                    .collect::<Vec<(Str, Json)>>(),
            ),
            Cell::Hole(hole) => match self.knob(hole, Control::Json) {
                Json::Null => Json::from(hole::chip(&hole.label)),
                chosen => chosen,
            },
        }
    }

    fn text(&mut self, text: &'a Text, visible: bool) -> String {
        let mut out = String::new();
        for piece in &text.pieces {
            match piece {
                Piece::Known(known) => out.push_str(known),
                Piece::Hole(hole, place) => match (self.typed(hole), text.markdown) {
                    (Some(value), Some(flavour)) => markdown::escape(&value, *place, flavour, &mut out),
                    (Some(value), None) => out.push_str(&value),
                    (None, markdown) if visible => {
                        out.push_str(&hole::in_text(&hole.label, *place, markdown.is_some()))
                    }
                    (None, _) => out.push_str(&format!("{{{}}}", hole.label)),
                },
            }
        }
        out
    }

    /// The text that was typed for a hole.
    fn typed(&mut self, hole: &'a Hole) -> Option<String> {
        self.knob(hole, Control::Text).as_str().map(str::to_owned)
    }

    /// The arm that is drawn.
    fn arm(&mut self, choose: &'a Choose) -> Option<&'a [Step]> {
        let is_switch =
            choose.arms.len() + usize::from(choose.may_be_none) == 2 && !choose.hole.label.starts_with("match ");
        let control = if is_switch {
            Control::Switch
        } else {
            let none = choose.may_be_none.then(|| "–".to_owned());
            Control::Arms(choose.arms.iter().map(|arm| arm.label.clone()).chain(none).collect())
        };
        let shown = match self.knob(&choose.hole, control.clone()) {
            Json::Bool(on) => usize::from(!on),
            nth => nth.as_i64().and_then(|nth| usize::try_from(nth).ok()).unwrap_or_default(),
        };
        for (nth, arm) in choose.arms.iter().enumerate() {
            let value =
                if is_switch { Json::Bool(nth == 0) } else { Json::int(i64::try_from(nth).unwrap_or_default()) };
            self.stretch(&choose.hole, &control, &arm.at, value, nth == shown);
        }
        choose.arms.get(shown).map(|arm| arm.steps.as_slice())
    }

    /// Notes what a knob shows or hides, once.
    fn stretch(&mut self, hole: &Hole, control: &Control, at: &Span, value: Json, shown: bool) {
        let stretch = Stretch {
            file: Arc::clone(&self.file),
            at: at.clone(),
            knob: hole.key(control, &self.within),
            value,
            shown,
        };
        if !self.stretches.contains(&stretch) {
            self.stretches.push(stretch);
        }
    }

    /// What was chosen, or holds by itself; the knob is listed once.
    fn knob(&mut self, hole: &Hole, control: Control) -> Json {
        let key = hole.key(&control, &self.within);
        if control.is_value() || control == Control::Switch {
            let (pointer, file, at) = (self.pointer.clone(), Arc::clone(&self.file), hole.at.clone());
            self.uses.push(Use { pointer, knob: key.clone(), file, at });
        }
        if let Some(knob) = self.knobs.iter().find(|knob| knob.key == key) {
            return knob.value.clone();
        }
        let chosen = self.choices.get(&key).filter(|chosen| **chosen != Json::Null && control.takes(chosen));
        let value = chosen.cloned().unwrap_or_else(|| control.default());
        self.knobs.push(Knob {
            key,
            label: hole.label.clone(),
            control,
            value: value.clone(),
            file: Arc::clone(&self.file),
            at: hole.at.clone(),
        });
        value
    }
}

/// The lists that a step appends to are there, even where it does not run.
fn lists(steps: &[Step], filling: &mut Filling) {
    for step in steps {
        if let Step::Push { list: Some(member), .. } | Step::Splice { list: Some(member), .. } = step
            && !filling.members.iter().any(|(known, _)| known == member.name)
        {
            filling.set(member.name, Json::from(Vec::<Json>::new()));
        }
        step.bodies().for_each(|steps| lists(steps, filling));
    }
}

/// A plain string where a text object is wanted is one.
fn in_shape(json: Json, kind: &Kind) -> Json {
    match (json, kind) {
        (Json::Str(text), Kind::Family(family)) if hole::is_text(family.variants) => {
            hole::text_object(text.into_owned())
        }
        (json, _) => json,
    }
}
