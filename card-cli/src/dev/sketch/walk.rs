//! What a sketch mentions, drawn or not.

use super::{Choose, Filled, Functions, Hole, Record, Sketch, SketchRoot, Step};

impl Sketch {
    /// The functions whose parts it draws, in the order of the source; one that it draws twice is named twice.
    pub(crate) fn parts<'f>(&self, functions: &Functions<'f>) -> Vec<&'f str> {
        let mut found = Vec::new();
        self.holes(&mut |hole| {
            if let Some((name, _)) = hole.part_of(functions) {
                found.push(name);
            }
        });
        found
    }

    /// Every expression that may draw a part.
    fn holes(&self, take: &mut dyn FnMut(&Hole)) {
        match &self.root {
            SketchRoot::Record(record) => in_record(record, take),
            SketchRoot::List(steps) => in_steps(steps, take),
        }
    }
}

fn in_record(record: &Record, take: &mut dyn FnMut(&Hole)) {
    in_steps(&record.steps, take);
}

fn in_steps(steps: &[Step], take: &mut dyn FnMut(&Hole)) {
    for step in steps {
        match step {
            Step::Set { value, .. } | Step::Push { item: value, .. } | Step::Entry { value, .. } => {
                in_filled(value, take)
            }
            Step::Splice { hole, .. } => in_hole(hole, take),
            // a text shows values only
            Step::Text(_) => {}
            Step::Choose(Choose { arms, .. }) => arms.iter().for_each(|arm| in_steps(&arm.steps, take)),
            Step::Repeat { steps, .. } => in_steps(steps, take),
        }
    }
}

fn in_filled(filled: &Filled, take: &mut dyn FnMut(&Hole)) {
    match filled {
        // the expressions of JSON are values too
        Filled::Known(_) | Filled::Text(_) | Filled::Cell(_) => {}
        Filled::Record(record) => in_record(record, take),
        Filled::Map(steps) | Filled::List(steps) => in_steps(steps, take),
        Filled::Hole(hole) => in_hole(hole, take),
    }
}

fn in_hole(hole: &Hole, take: &mut dyn FnMut(&Hole)) {
    match &hole.card {
        // what it holds is drawn, not what it calls
        Some(card) => card.holes(take),
        None => take(hole),
    }
}
