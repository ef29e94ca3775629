//! Where the macro takes no hole in a Markdown text, whose value it would have to escape.

use super::{markdown::of_components, object::Printer};
use feishu_card_core::Json;
use feishu_card_schema::markdown::{Flavour, hole_contexts};

impl Printer<'_> {
    /// Whether values can fill the holes of a text in this Markdown. Strictly, the compiler says so itself.
    pub(super) fn may_fill(&self, flavour: Option<Flavour>, text: &str) -> bool {
        let (Some(flavour), false) = (flavour, self.strict()) else { return true };
        let parts = self.parameters.template(text);
        parts.is_none_or(|parts| hole_contexts(&parts, flavour).iter().all(Result::is_ok))
    }

    /// The same for a cell of the column of this name.
    pub(super) fn may_fill_cell(&self, column: &str, cell: &Json) -> bool {
        let Some(text) = cell.as_str().filter(|text| self.parameters.are_in(text) && !self.strict()) else {
            return true;
        };
        match &self.columns.types {
            Some(types) => match types.get(column).map(String::as_str) {
                Some("lark_md") => self.may_fill(Some(Flavour::LarkMd), text),
                Some("markdown") => self.may_fill(Some(of_components(self.version)), text),
                _ => true,
            },
            // nobody knows how to escape it; an expression is taken as it is
            None => self.parameters.whole(text).is_some(),
        }
    }
}
