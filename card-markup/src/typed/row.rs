//! Rows of a table: any key, each value JSON (R17); Markdown cells are escaped (§6).

use super::{
    Columns, Lower,
    scope::{How, MapOf, Scope, Target},
};
use crate::{
    syntax::{self, AttributeValue, Child, Element, Json, JsonKey, JsonValue, Name},
    typed::TextPieces,
};
use feishu_card_schema::{
    entries,
    markdown::Flavour,
    sort_by,
    table::{
        names::{ChildName, meaning},
        objects,
    },
};

entries! {
    CELL = "C0021" "a cell with a hole whose column is not visible" [E E E]
        why "Whether a cell is escaped depends on its column's `data_type`, which must be visible (markup §6)."
        wrong "card! { <table columns={columns}><row a=\"{x}\"/></table> }"
        right "card! { <table columns={columns}><row a={x}/></table> }"
}

impl Lower<'_> {
    pub(super) fn row(&mut self, element: &Element, name: &Name) -> Json {
        let mut scope = Scope::new(Target::Map(MapOf::Objects(objects::TableColumn.item())), &name.text, element.open);
        let mut members = Vec::new();
        for attribute in &element.attributes {
            let key = &attribute.name;
            if !self.give(&mut scope, key.text.clone(), How::Attribute, key.span) {
                continue;
            }
            if let Some(json) = self.cell(key, &attribute.value) {
                members.push((JsonKey::Cell(key.text.clone(), key.span), json));
            }
        }
        self.a_row_has_no_children(element);
        Json { span: name.span, end: name.end, value: JsonValue::Map(members) }
    }

    fn cell(&mut self, key: &Name, value: &AttributeValue) -> Option<Json> {
        let markdown = self.cell_flavour(&key.text);
        match value {
            AttributeValue::Text(text) => {
                let plan = self.pieces(text, markdown.flatten());
                if !plan.is_known() && markdown.is_none() {
                    let message =
                        format!("cannot tell how to escape this: the column of `{}` is not visible", key.text);
                    let help = format!("give the cell as an expression, which is taken as it is: `{}={{…}}`", key.text);
                    self.findings.add(&CELL, text.span, message, help);
                }
                Some(Json { span: text.span, end: text.span, value: JsonValue::Text(plan) })
            }
            AttributeValue::Rust(rust) if markdown.flatten().is_some() => {
                let plan = TextPieces::expr(rust.clone(), markdown.flatten());
                Some(Json { span: rust.span, end: rust.span, value: JsonValue::Text(plan) })
            }
            AttributeValue::Word(word) => match syntax::word_in_a_cell(&key.text, word) {
                Some(said) => {
                    self.findings.say(said, word.span);
                    None
                }
                None => self.json_of(value, key.span),
            },
            other => self.json_of(other, key.span),
        }
    }

    /// The Markdown of a column's cells, if they are; `None` when the column is not visible.
    fn cell_flavour(&self, key: &str) -> Option<Option<Flavour>> {
        let columns = self.tables.last()?;
        let end = columns.visible.partition_point(|(name, _)| name.as_str() <= key);
        match end.checked_sub(1).and_then(|nth| columns.visible.get(nth)).filter(|(name, _)| name == key) {
            Some((_, data_type)) => Some(match data_type.as_str() {
                "lark_md" => Some(Flavour::LarkMd),
                "markdown" => Some(self.markdown_flavour()),
                _ => None,
            }),
            None if columns.open => None,
            None => Some(None),
        }
    }
}

/// What is visible of the columns of a table.
pub(super) fn columns(table: &Element) -> Columns {
    let mut columns = Columns::default();
    for attribute in table.attributes.iter().filter(|attribute| attribute.name.text == "columns") {
        match &attribute.value {
            AttributeValue::Json(Json { value: JsonValue::List(items), .. }) => {
                items.iter().for_each(|item| listed(item, &mut columns));
            }
            _ => columns.open = true,
        }
    }
    written(&table.children, &mut columns);
    sort_by(&mut columns.visible, |(a, _), (b, _)| a.cmp(b));
    columns
}

fn listed(item: &Json, columns: &mut Columns) {
    let JsonValue::Map(members) = &item.value else {
        columns.open = true;
        return;
    };
    let text = |name: &str| {
        members.iter().find_map(|(key, value)| match (key, &value.value) {
            (JsonKey::Str(key, _), JsonValue::Str(text)) if key == name => Some(text.clone()),
            _ => None,
        })
    };
    match (text("name"), text("data_type")) {
        (Some(name), Some(data_type)) => {
            columns.visible.push((name, data_type));
        }
        _ => columns.open = true,
    }
}

fn written(children: &[Child], columns: &mut Columns) {
    for child in children {
        match child {
            Child::Element(element) => {
                match element.name.as_ref().map(|name| meaning(&objects::Table, &name.text)) {
                    Some(ChildName::Item(_, object)) if *object == objects::TableColumn => {}
                    Some(ChildName::Raw(_)) => {
                        columns.open = true;
                        continue;
                    }
                    _ => continue,
                }
                let text = |name: &str| {
                    let attribute = element.attributes.iter().find(|attribute| attribute.name.text == name)?;
                    Some(match &attribute.value {
                        AttributeValue::Text(text) if !text.value.contains('{') => Some(text.value.clone()),
                        AttributeValue::Word(word) => Some(word.text.clone()),
                        _ => None,
                    })
                };
                match (text("name"), text("data_type")) {
                    (Some(Some(name)), Some(Some(data_type))) => {
                        columns.visible.push((name, data_type));
                    }
                    (Some(Some(name)), None) => {
                        columns.visible.push((name, "text".to_owned()));
                    }
                    _ => columns.open = true,
                }
            }
            Child::Flow(flow) => flow.bodies().into_iter().for_each(|body| written(body, columns)),
            _ => {}
        }
    }
}
