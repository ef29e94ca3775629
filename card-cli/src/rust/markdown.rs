//! Where the macro takes no hole in a Markdown text, whose value it would have to escape.

use super::{function::Parameters, object::Printer};
use feishu_card_core::{Json, Str, Version};
use feishu_card_schema::{
    markdown::{Flavour, hole_contexts},
    table::{Object, objects},
};
use std::collections::HashMap;

/// The Markdown that the content of an object is written in, if it is.
pub(super) fn flavour(object: &Object, version: Version) -> Option<Flavour> {
    match object {
        object if *object == objects::LarkMd => Some(Flavour::LarkMd),
        object if *object == objects::MarkdownBlock || *object == objects::MarkdownText => Some(of_components(version)),
        _ => None,
    }
}

fn of_components(version: Version) -> Flavour {
    if version == Version::V2 { Flavour::Markdown2 } else { Flavour::Markdown1 }
}

/// What is known of the columns of a table: the macro asks them how a cell is escaped.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// What each holds, by its name; `None` where not all of them are visible.
    types: Option<HashMap<String, String>>,
}

impl Columns {
    /// Those of a table, out of its members.
    pub(super) fn of(table: &[(Str, Json)], parameters: &Parameters) -> Self {
        let known = |json: &Json| json.as_str().filter(|text| !parameters.are_in(text)).map(str::to_owned);
        let list = table.iter().find(|(name, _)| name == "columns").map(|(_, columns)| columns);
        let columns = list.map_or(Some(&[][..]), Json::as_list);
        let types = columns.and_then(|columns| {
            let typed = |column: &Json| {
                let data_type = column.get("data_type").map_or_else(|| Some("text".to_owned()), known)?;
                Some((column.get("name").and_then(known)?, data_type))
            };
            columns.iter().map(typed).collect()
        });
        Columns { types }
    }
}

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
