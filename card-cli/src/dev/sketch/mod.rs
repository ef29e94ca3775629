//! A card of a source file as far as its text tells: JSON with holes, switches and counts, drawn without compiling.
//!
//! It mirrors what the front end of `card!` understands, but owns all it holds and knows places as bytes of the file:
//! spans live only as long as the file is being read. [`draw`](Sketch::draw) fills it by what the page has chosen.

mod draw;
mod filling;
mod hole;
mod knob;
mod walk;
mod within;

pub(crate) use draw::{Drawn, Placed, Stretch, Use};
pub(crate) use knob::{Choices, Control, Knob};
pub(crate) use within::Functions;

use feishu_card_core::Json;
use feishu_card_schema::{
    markdown::{Flavour, HoleContext},
    table::{Choice, Member, Object},
};
use std::{ops::Range, sync::Arc};

/// Bytes of a source file.
pub(crate) type Span = Range<usize>;

/// What one `card!` gives.
#[derive(Clone, Debug)]
pub(crate) struct Sketch {
    /// The file, as the page names it.
    pub(crate) file: Arc<str>,
    /// The whole `card!`.
    pub(crate) at: Span,
    /// What the function around it takes; `None` for a pattern.
    pub(crate) parameters: Vec<Option<String>>,
    /// What it gives.
    pub(crate) root: SketchRoot,
}

/// What one `card!` gives.
#[derive(Clone, Debug)]
pub(crate) enum SketchRoot {
    /// A card, a component or a part of one.
    Record(Record),
    /// A list of components.
    List(Vec<Step>),
}

/// An object and what fills it, in the order of the source.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    /// Its row in the table.
    pub(crate) object: &'static Object,
    /// Its name in the source.
    pub(crate) at: Span,
    pub(crate) steps: Vec<Step>,
    /// Members written as JSON.
    pub(crate) json: Vec<(String, Cell)>,
    /// Whether its `elements` belong to a `body` that is not written.
    pub(crate) in_body: bool,
}

/// One step of filling an object, a map or a list.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Sets a member.
    Set { member: &'static Member, value: Filled },
    /// Appends to a list; without a member to the one that is being made.
    Push { list: Option<&'static Member>, item: Filled },
    /// Appends what an expression holds.
    Splice { list: Option<&'static Member>, hole: Hole },
    /// An entry of the map that is being made.
    Entry { key: String, value: Filled },
    /// A part of the main text.
    Text(Text),
    /// `if`, `match`: one of the arms.
    Choose(Choose),
    /// `for`: again and again; `at` is its body.
    Repeat { hole: Hole, at: Span, steps: Vec<Step> },
}

impl Step {
    /// The bodies of its control flow.
    pub(super) fn bodies(&self) -> impl Iterator<Item = &[Step]> {
        let (arms, body) = match self {
            Step::Choose(choose) => (choose.arms.as_slice(), None),
            Step::Repeat { steps, .. } => (&[][..], Some(steps.as_slice())),
            _ => (&[][..], None),
        };
        arms.iter().map(|arm| arm.steps.as_slice()).chain(body)
    }
}

/// `if` or `match`.
#[derive(Clone, Debug)]
pub(crate) struct Choose {
    /// The condition, or what is matched.
    pub(crate) hole: Hole,
    /// In the order of the source.
    pub(crate) arms: Vec<Arm>,
    /// Whether none of them may be there: an `if` without `else`.
    pub(crate) may_be_none: bool,
}

/// An arm of `if` or `match`.
#[derive(Clone, Debug)]
pub(crate) struct Arm {
    /// Its head: the condition or pattern.
    pub(crate) label: String,
    /// From its head or its braces to its end.
    pub(crate) at: Span,
    pub(crate) steps: Vec<Step>,
}

/// What a member, an item or an entry holds.
#[derive(Clone, Debug)]
pub(crate) enum Filled {
    /// Wholly known.
    Known(Json),
    Text(Text),
    Record(Record),
    Map(Vec<Step>),
    List(Vec<Step>),
    Cell(Cell),
    /// An expression.
    Hole(Hole),
}

/// A JSON literal.
#[derive(Clone, Debug)]
pub(crate) enum Cell {
    Known(Json),
    Text(Text),
    List(Vec<Cell>),
    Map(Vec<(CellKey, Cell)>),
    Hole(Hole),
}

/// The key of a JSON literal.
#[derive(Clone, Debug)]
pub(crate) enum CellKey {
    Known(String),
    Hole(Hole),
}

/// A text with holes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text {
    pub(crate) pieces: Vec<Piece>,
    /// The Markdown that it is.
    pub(crate) markdown: Option<Flavour>,
}

/// A piece of a text.
#[derive(Clone, Debug)]
pub(crate) enum Piece {
    Known(String),
    /// What is filled in, and how it is escaped in Markdown.
    Hole(Hole, HoleContext),
}

/// An expression of the source: only the running program knows what it holds.
#[derive(Clone, Debug)]
pub(crate) struct Hole {
    /// The expression, blanks evened out.
    pub(crate) label: String,
    pub(crate) at: Span,
    /// The functions that it calls: one of them may draw a part.
    pub(crate) calls: Vec<Call>,
    /// The `card!` that is in it, or that it is a name of.
    pub(crate) card: Option<Box<Sketch>>,
}

/// A function that is called, or handed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) function: String,
    /// The names that are handed over; `None` for what is more than a name.
    pub(crate) arguments: Vec<Option<String>>,
}

/// The words of a vocabulary, for a choice on the page.
fn words(choice: &Choice) -> Vec<String> {
    choice.words.iter().map(|word| word.word.to_owned()).collect()
}
