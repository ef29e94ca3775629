//! What fills a record, member by member. The source has steps, in the order in which expressions are evaluated; the rules
//! and the expansion want members, each with all that fills it. Steps are sorted by member here and nowhere else.

use super::{Filled, Filling, Record, Step, TextPieces};
use crate::syntax::{Flow, JsonValue, Rust};
use feishu_card_schema::table::{Kind, Member, names::main_text};
use proc_macro2::Span;
use std::cell::OnceCell;

/// All that fills one member of a record.
#[derive(Debug)]
pub struct MemberFill<'r> {
    /// The member.
    pub member: &'static Member,
    /// By what means.
    pub means: Means,
    /// What fills it, in the order of the source; never empty.
    pub with: Vec<Fill<'r>>,
    /// Only the expansion asks for it, and often.
    shape: OnceCell<Shape>,
}

/// By what means a member is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Means {
    /// Text is appended to it: the main text of its object.
    Text,
    /// It is set.
    Value,
    /// Items are appended to it.
    Items,
}

/// How much of a member is known before the program runs, from all to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// All: it can be part of a `const`.
    Fixed,
    /// That it is there, as one expression of the member's type: a value, a few items, a text.
    Plain,
    /// Neither: control flow, a splice, an `Option`, a word to look up. It is filled step by step.
    Steps,
}

/// One step of filling a member or a list.
#[derive(Debug)]
pub enum Fill<'r> {
    /// It is set.
    Set {
        /// Its name in the source.
        at: Span,
        /// Its value.
        value: &'r Filled,
    },
    /// An item is appended.
    Push(&'r Filled),
    /// What an expression holds is appended: one item, none or many.
    Splice(&'r Rust),
    /// Text is appended.
    Text(&'r TextPieces),
    /// `if`, `for`, `match`, and what each of its bodies fills the member with.
    Flow(&'r Flow<Vec<Step>>, Vec<Vec<Fill<'r>>>),
}

/// More items than these are not worth one expression.
const FEW: usize = 8;

impl Record {
    /// What fills it, member by member, in the order of their first mention.
    pub fn members(&self) -> Vec<MemberFill<'_>> {
        let sorted = sort(&self.body, main_text(self.object));
        let mut members = Vec::with_capacity(sorted.len());
        for (member, with) in sorted {
            if let Some(member) = member {
                members.push(MemberFill { member, means: means(&with), with, shape: OnceCell::new() });
            }
        }
        members
    }
}

/// What fills the list that steps make: a list without an object of its own.
pub fn items(steps: &[Step]) -> Vec<Fill<'_>> {
    let own = sort(steps, None).into_iter().find(|(member, _)| member.is_none());
    own.map_or_else(Vec::new, |(_, with)| with)
}

/// Steps by the member that they fill; `None` is the list that is being made.
type Sorted<'r> = Vec<(Option<&'static Member>, Vec<Fill<'r>>)>;

fn sort<'r>(steps: &'r [Step], text: Option<&'static Member>) -> Sorted<'r> {
    let mut sorted = Sorted::new();
    for step in steps {
        match step {
            Step::Set { member, at, value } => add(&mut sorted, Some(member), Fill::Set { at: *at, value }),
            Step::Push { list, item } => add(&mut sorted, *list, Fill::Push(item)),
            Step::Splice { list, expr } => add(&mut sorted, *list, Fill::Splice(expr)),
            Step::Text(pieces) if text.is_some() => add(&mut sorted, text, Fill::Text(pieces)),
            Step::Flow(flow) => {
                let (mut bodies, mut members) = (Vec::new(), Vec::<Option<&'static Member>>::new());
                for body in flow.bodies() {
                    let body = sort(body, text);
                    for (member, _) in &body {
                        if !members.iter().any(|known| same(*known, *member)) {
                            members.push(*member);
                        }
                    }
                    bodies.push(body);
                }
                for member in members {
                    let mut arms = Vec::with_capacity(bodies.len());
                    bodies.iter_mut().for_each(|body| arms.push(take(body, member)));
                    add(&mut sorted, member, Fill::Flow(flow, arms));
                }
            }
            Step::Text(_) | Step::Entry { .. } | Step::Dead(_) => {}
        }
    }
    sorted
}

fn same(one: Option<&Member>, other: Option<&Member>) -> bool {
    one.map(|member| member.name) == other.map(|member| member.name)
}

fn add<'r>(sorted: &mut Sorted<'r>, member: Option<&'static Member>, fill: Fill<'r>) {
    match sorted.iter_mut().find(|(known, _)| same(*known, member)) {
        Some((_, with)) => with.push(fill),
        None => sorted.push((member, vec![fill])),
    }
}

fn take<'r>(sorted: &mut Sorted<'r>, member: Option<&'static Member>) -> Vec<Fill<'r>> {
    let nth = sorted.iter().position(|(known, _)| same(*known, member));
    nth.map_or_else(Vec::new, |nth| sorted.swap_remove(nth).1)
}

impl MemberFill<'_> {
    /// How much of it is known before the program runs: as much as of what is least known.
    pub fn shape(&self) -> Shape {
        let of = |fill: &Fill<'_>| match fill {
            Fill::Set { value, .. } if value.is_static() => Shape::Fixed,
            Fill::Set { value, .. } if value.is_plain(self.member.kind) => Shape::Plain,
            Fill::Push(item) if item.is_static() => Shape::Fixed,
            Fill::Push(_) if self.with.len() <= FEW => Shape::Plain,
            Fill::Text(text) if text.is_known() => Shape::Fixed,
            Fill::Text(_) => Shape::Plain,
            Fill::Set { .. } | Fill::Push(_) | Fill::Splice(_) | Fill::Flow(..) => Shape::Steps,
        };
        *self.shape.get_or_init(|| self.with.iter().map(of).max().unwrap_or(Shape::Fixed))
    }

    /// Whether control flow appends text to it.
    pub fn is_conditional_text(&self) -> bool {
        let is_text = |fill: &Fill<'_>| matches!(fill, Fill::Text(_));
        self.with.iter().any(|fill| matches!(fill, Fill::Flow(..)) && fill.any(is_text))
    }
}

impl Fill<'_> {
    /// Whether it is such, or something in its control flow.
    fn any(&self, is: fn(&Fill<'_>) -> bool) -> bool {
        match self {
            Fill::Flow(_, bodies) => bodies.iter().any(|body| body.iter().any(|fill| fill.any(is))),
            fill => is(fill),
        }
    }
}

/// By what means these fill a member, control flow included.
fn means(with: &[Fill<'_>]) -> Means {
    let mut most = Means::Text;
    for fill in with {
        most = most.max(match fill {
            Fill::Push(_) | Fill::Splice(_) => Means::Items,
            Fill::Set { .. } => Means::Value,
            Fill::Text(_) => Means::Text,
            Fill::Flow(_, bodies) => bodies.iter().map(|body| means(body)).max().unwrap_or(Means::Text),
        });
    }
    most
}

impl Filled {
    /// Whether an expression makes it as one value of the member's type: neither an `Option` nor a word to look up.
    fn is_plain(&self, kind: Kind) -> bool {
        match &self.with {
            Filling::Expr(_) | Filling::TextExpr(_) => false,
            Filling::Json(json) => !matches!(json.value, JsonValue::Rust(_)),
            Filling::Str(_) => !matches!(kind, Kind::Choice(_)),
            _ => true,
        }
    }
}
