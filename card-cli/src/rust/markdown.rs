//! In which Markdown a text is written.

use super::function::Parameters;
use feishu_card_core::{Json, Str, Version};
use feishu_card_schema::{
    markdown::Flavour,
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

/// That of components, by the version.
pub(super) fn of_components(version: Version) -> Flavour {
    if version == Version::V2 { Flavour::Markdown2 } else { Flavour::Markdown1 }
}

/// What is known of the columns of a table: the macro asks them how a cell is escaped.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// What each holds, by its name; `None` where not all of them are visible.
    pub(super) types: Option<HashMap<String, String>>,
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
