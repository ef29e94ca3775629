//! What markup means → the abstract tree that the rules read, with an index of spans.

use crate::{
    syntax::{Flow, Json, JsonKey, JsonValue},
    typed::{
        self, Fill, Filled, Filling, JsonMember, Means, MemberFill, Record, Step, TextPiece, TextPieces, Typed,
        TypedRoot,
    },
};
use feishu_card_schema::{
    table::{Kind, Object, objects},
    tree::{At, Field, Fields, Known, Node, TextPart},
};
use proc_macro2::Span;

/// The places of a tree.
#[derive(Default)]
pub(crate) struct Spans {
    spans: Vec<Span>,
    /// Places of texts that are joined of several literals, ascending: how many characters each adds, and its span.
    literals: Vec<(At, Vec<(usize, Span)>)>,
}

impl Spans {
    /// The span of a place.
    pub(crate) fn get(&self, at: At) -> Span {
        usize::try_from(at.index())
            .ok()
            .and_then(|at| self.spans.get(at))
            .or(self.spans.first())
            .copied()
            .unwrap_or_else(Span::call_site)
    }

    /// The span of the literal that a text has at this character, of those that it is joined of; else that of the place.
    pub(crate) fn literal(&self, at: At, offset: usize) -> Span {
        let found = self.literals.binary_search_by_key(&at.index(), |(text, _)| text.index()).ok();
        let literals = found.and_then(|found| self.literals.get(found)).map_or(&[][..], |(_, literals)| literals);
        let mut end = 0;
        let held = literals.iter().find(|(length, _)| {
            end += length;
            offset < end
        });
        held.or(literals.last()).map_or_else(|| self.get(at), |(_, span)| *span)
    }

    fn add(&mut self, span: Span) -> At {
        self.spans.push(span);
        At(u32::try_from(self.spans.len() - 1).unwrap_or_default())
    }
}

/// The tree of a card; `None` when there is no root.
pub(crate) fn tree(typed: &Typed, call: Span) -> Option<(Node<'_>, Spans)> {
    // place 0 means "no place"
    let mut build = Build { spans: Spans::default() };
    build.spans.add(call);
    let root = match &typed.root {
        TypedRoot::Record(record) => build.record(record),
        TypedRoot::List { open, body } => {
            let items = build.items(&typed::items(body));
            build.node(*open, Known::List(items.into()))
        }
        TypedRoot::Nothing(_) => return None,
    };
    Some((root, build.spans))
}

struct Build {
    spans: Spans,
}

type Items<'t> = Vec<Node<'t>>;

impl Build {
    fn node<'t>(&mut self, at: Span, value: Known<'t>) -> Node<'t> {
        Node { at: self.spans.add(at), value }
    }

    fn record<'t>(&mut self, record: &'t Record) -> Node<'t> {
        let row = record.object;
        let members = record.members();
        let room = members.len() + record.json.len() + usize::from(!row.key.is_empty());
        let mut object = Fields { members: Vec::with_capacity(room).into(), open: false };
        if !row.key.is_empty() {
            let node = self.node(record.at, Known::Str(row.tag.into()));
            object.members.push(Field { name: row.key.into(), at: node.at, node, sure: true });
        }
        for fill in members {
            let name = fill.member.name;
            let found = match fill.means {
                Means::Items => {
                    let items = self.items(&fill.with);
                    let node = self.node(record.at, Known::List(items.into()));
                    Some((node.at, node, true))
                }
                Means::Value => self.single(&fill.with),
                Means::Text => self.main_text(&fill),
            };
            if let Some((at, node, sure)) = found {
                object.members.push(Field { name: name.into(), at, node, sure });
            }
        }
        for json in &record.json {
            self.json_member(json, row, &mut object);
            // a misspelt name is one mistake: what it was meant for is not missing as well
            object.open |= json.checked && row.member(&json.name).is_none();
        }
        object.open |= record.damaged;
        if record.in_body
            && let Some(place) = object.members.iter().position(|member| member.name == row.children)
        {
            let elements = object.members.to_mut().remove(place);
            let body = Fields { members: vec![elements].into(), open: false };
            let node = self.node(record.at, Known::Object(body));
            object.members.push(Field { name: "body".into(), at: node.at, node, sure: true });
        }
        self.node(record.at, Known::Object(object))
    }

    /// `json:` is not checked, but counts as there; a member that does not fit is checked.
    fn json_member<'t>(&mut self, json: &'t JsonMember, row: &'static Object, object: &mut Fields<'t>) {
        let place = self.spans.add(json.at);
        let at = if json.literal { place.in_literal() } else { place };
        let node = if json.checked {
            self.json(&json.json, json.literal)
        } else if row.member(&json.name).is_some() {
            self.node(json.json.span, Known::Hole)
        } else {
            return;
        };
        object.members.push(Field { name: json.name.as_str().into(), at, node, sure: true });
    }

    /// The items that go to a list, with their control flow.
    fn items<'t>(&mut self, with: &[Fill<'t>]) -> Items<'t> {
        let mut items = Vec::with_capacity(with.len());
        for fill in with {
            match fill {
                Fill::Push(item) => items.push(self.value(item)),
                Fill::Splice(expr) => {
                    // any number of items
                    let repeat = Known::Repeat(vec![self.node(expr.span, Known::Hole)]);
                    items.push(self.node(expr.span, repeat));
                }
                Fill::Flow(Flow::For { keyword, .. }, bodies) => {
                    let mut inner = Vec::new();
                    bodies.iter().for_each(|body| inner.append(&mut self.items(body)));
                    items.push(self.node(keyword.span(), Known::Repeat(inner)));
                }
                Fill::Flow(flow, bodies) => {
                    let mut arms = Vec::with_capacity(bodies.len() + 1);
                    bodies.iter().for_each(|body| arms.push(self.items(body)));
                    if !flow.is_whole() {
                        arms.push(Vec::new());
                    }
                    items.push(Node { at: At::default(), value: Known::Branches(arms) });
                }
                Fill::Set { .. } | Fill::Text(_) => {}
            }
        }
        items
    }

    /// The value of a member that is set once, or in branches; whether it surely is.
    fn single<'t>(&mut self, with: &[Fill<'t>]) -> Option<(At, Node<'t>, bool)> {
        with.iter().find_map(|fill| match fill {
            Fill::Set { at, value } => {
                let at = self.spans.add(*at);
                let sure = !matches!(
                    value.with,
                    Filling::Expr(_) | Filling::TextExpr(_) | Filling::Json(Json { value: JsonValue::Rust(_), .. })
                );
                Some((at, self.value(value), sure))
            }
            Fill::Flow(Flow::For { .. }, bodies) => {
                let (at, node, _) = bodies.iter().find_map(|body| self.single(body))?;
                Some((at, node, false))
            }
            Fill::Flow(flow, bodies) => self.branches(flow.is_whole(), bodies),
            Fill::Push(_) | Fill::Splice(_) | Fill::Text(_) => None,
        })
    }

    /// A member that is set in branches.
    fn branches<'t>(&mut self, whole: bool, bodies: &[Vec<Fill<'t>>]) -> Option<(At, Node<'t>, bool)> {
        let (mut first, mut sure, mut arms) = (None, whole, Vec::with_capacity(bodies.len()));
        for body in bodies {
            let mut arm = Vec::new();
            match self.single(body) {
                Some((at, node, surely)) => {
                    first = first.or(Some(at));
                    sure &= surely;
                    arm.push(node);
                }
                None => sure = false,
            }
            arms.push(arm);
        }
        let at = first?;
        Some((at, Node { at, value: Known::Branches(arms) }, sure))
    }

    /// The main text, put together of its pieces.
    fn main_text<'t>(&mut self, fill: &MemberFill<'t>) -> Option<(At, Node<'t>, bool)> {
        let mut text = Joined::default();
        text.join(&fill.with, false);
        let at = text.first?;
        let sure = text.sure;
        let literals = std::mem::take(&mut text.literals);
        let content = self.node(at, text.value());
        if literals.len() > 1 {
            self.spans.literals.push((content.at, literals));
        }
        let node = match fill.member.kind {
            Kind::Family(_) => {
                let tag = self.node(at, Known::Str(objects::PlainText.tag.into()));
                let members = vec![
                    Field { name: "tag".into(), at: tag.at, node: tag, sure: true },
                    Field { name: "content".into(), at: content.at, node: content, sure: true },
                ];
                self.node(at, Known::Object(Fields { members: members.into(), open: false }))
            }
            _ => content,
        };
        Some((node.at, node, sure))
    }

    fn value<'t>(&mut self, value: &'t Filled) -> Node<'t> {
        let known = match &value.with {
            Filling::Bool(b) => Known::Bool(*b),
            Filling::Number(n) => Known::Number(n.as_str().into()),
            Filling::Word(_, word) => Known::Str(word.word.into()),
            Filling::Str(text) => text_value(text),
            Filling::Expr(_) | Filling::TextExpr(_) | Filling::Raw { checked: false, .. } => Known::Hole,
            Filling::Record(record) => return self.record(record),
            Filling::Json(json) | Filling::Raw { json, checked: true } => return self.json(json, false),
            Filling::List(body) => Known::List(self.items(&typed::items(body)).into()),
            Filling::Map(body) => {
                let mut object = Fields::default();
                self.entries(body, &mut object, true);
                Known::Object(object)
            }
        };
        self.node(value.at, known)
    }

    fn entries<'t>(&mut self, body: &'t [Step], object: &mut Fields<'t>, sure: bool) {
        for stmt in body {
            match stmt {
                Step::Entry { key, at, value } => {
                    let at = self.spans.add(*at);
                    let node = self.value(value);
                    object.members.push(Field { name: key.as_str().into(), at, node, sure });
                }
                Step::Flow(flow) => flow.bodies().into_iter().for_each(|body| self.entries(body, object, false)),
                _ => {}
            }
        }
    }

    /// A JSON literal, or what is in one.
    fn json<'t>(&mut self, json: &'t Json, within: bool) -> Node<'t> {
        let value = match &json.value {
            JsonValue::Null => Known::Null,
            JsonValue::Bool(b) => Known::Bool(*b),
            JsonValue::Number(n) => Known::Number(n.as_str().into()),
            JsonValue::Str(text) => Known::Str(text.as_str().into()),
            JsonValue::Text(text) => text_value(text),
            JsonValue::Rust(_) => Known::Hole,
            JsonValue::List(items) => Known::List(items.iter().map(|item| self.json(item, true)).collect()),
            JsonValue::Map(members) => {
                let mut object = Fields { members: Vec::with_capacity(members.len()).into(), open: false };
                for (key_of, value) in members {
                    match key_of {
                        JsonKey::Rust(..) => object.open = true,
                        JsonKey::Str(key, at) | JsonKey::Cell(key, at) => {
                            let is_cell = matches!(key_of, JsonKey::Cell(..));
                            let place = self.spans.add(*at);
                            let at = if is_cell { place } else { place.in_literal() };
                            let node = self.json(value, !is_cell);
                            object.members.push(Field { name: key.as_str().into(), at, node, sure: true });
                        }
                    }
                }
                Known::Object(object)
            }
        };
        let node = self.node(json.span, value);
        if within { Node { at: node.at.in_literal(), ..node } } else { node }
    }
}

#[derive(Default)]
struct Joined<'t> {
    parts: Vec<TextPart<'t>>,
    literals: Vec<(usize, Span)>,
    first: Option<Span>,
    sure: bool,
}

impl<'t> Joined<'t> {
    /// Joins the pieces of a text; what is under control flow is a hole.
    fn join(&mut self, with: &[Fill<'t>], conditional: bool) {
        for fill in with {
            match fill {
                Fill::Text(text) => self.add(text, conditional),
                Fill::Flow(_, bodies) => bodies.iter().for_each(|body| self.join(body, true)),
                Fill::Set { .. } | Fill::Push(_) | Fill::Splice(_) => {}
            }
        }
    }

    fn add(&mut self, text: &'t TextPieces, conditional: bool) {
        self.first = self.first.or_else(|| text.span());
        self.sure |= !conditional;
        for piece in &text.pieces {
            if let TextPiece::Text(text, span) = piece {
                self.literals.push((if conditional { 0 } else { text.chars().count() }, *span));
            }
            if !conditional {
                self.parts.push(part(piece));
            }
        }
        if conditional {
            self.parts.push(TextPart::Hole);
        }
    }

    fn value(mut self) -> Known<'t> {
        if let [TextPart::Text(text)] = self.parts.as_mut_slice() {
            return Known::Str(std::mem::take(text));
        }
        if self.parts.iter().all(|part| matches!(part, TextPart::Text(_))) {
            let mut known = String::new();
            for part in &self.parts {
                if let TextPart::Text(text) = part {
                    known.push_str(text);
                }
            }
            return Known::Str(known.into());
        }
        Known::Template(self.parts)
    }
}

/// A piece as the rules read it.
pub(super) fn part(piece: &TextPiece) -> TextPart<'_> {
    match piece {
        TextPiece::Text(text, _) => TextPart::Text(text.as_str().into()),
        TextPiece::Hole { .. } | TextPiece::Expr(..) => TextPart::Hole,
    }
}

fn text_value(text: &TextPieces) -> Known<'_> {
    match text.pieces.as_slice() {
        [TextPiece::Text(text, _)] => Known::Str(text.as_str().into()),
        pieces => match text.known() {
            Some(known) => Known::Str(known.into()),
            None => {
                let mut parts = Vec::with_capacity(pieces.len());
                pieces.iter().for_each(|piece| parts.push(part(piece)));
                Known::Template(parts)
            }
        },
    }
}
