//! Rules on tables: rows against columns, cells against the type of their column.

use crate::{
    entries,
    index::Index,
    markdown::Flavour,
    nearest,
    rules::{
        context::all_items,
        path::{Spot, Step},
        texts,
        walk::{Visited, Walk},
        words::{self, list},
    },
    table::objects,
    tree::{Known, Node},
    words::{TAG_COLORS, is_tag_color},
};

entries! {
    ROW_KEY = "C0601" "a row has a value without a column" [E E E] 200915
        why "Every key of a row is the `name` of a column; the platform refuses others."
        wrong "<card><table><column name=\"who\" data_type=text/><row who=\"甲\" when=\"今天\"/></table></card>"
        right "<card><table><column name=\"who\" data_type=text/><row who=\"甲\"/></table></card>"

    CELL = "C0602" "a cell does not fit its column" [E E E] 200914
        why "Numbers and dates are numbers (dates in milliseconds), persons are ids, options a text or a list of `{text, color}`. \
             Text columns take anything."
        wrong "<card><table><column name=\"n\" data_type=number/><row n=\"12\"/></table></card>"
        right "<card><table><column name=\"n\" data_type=number/><row n=12/></table></card>"

    COLUMN_TWICE = "C0603" "two columns have the same name" [E E E]
        why "Rows find their columns by name (card-json-1 §6.10)."
        wrong "<card><table><column name=\"n\" data_type=text/><column name=\"n\" data_type=text/><row n=\"1\"/></table></card>"
        right "<card><table><column name=\"n\" data_type=text/><column name=\"m\" data_type=text/><row n=\"1\"/></table></card>"

    DATE_FORMAT = "C0604" "an undocumented date format" [W W W]
        why "It is made of `YYYY`, `MM`, `DD`, `HH`, `mm`, `ss` with any separators."
        wrong "<card><table><column name=\"d\" data_type=date date_format=\"yyyy-mm-dd\"/><row d=1699341315000/></table></card>"
        right "<card><table><column name=\"d\" data_type=date date_format=\"YYYY-MM-DD\"/><row d=1699341315000/></table></card>"

    TAG_COLOR = "C0605" "an unknown tag colour in a cell" [W W W]
        why "Options in cells take the 13 colours of tags; the 2.0 page prints them only as a picture."
        wrong "{\"elements\": [{\"tag\": \"table\", \"columns\": [{\"name\": \"s\", \"data_type\": \"options\"}], \"rows\": [{\"s\": [{\"text\": \"好\", \"color\": \"grey\"}]}]}]}"
        right "{\"elements\": [{\"tag\": \"table\", \"columns\": [{\"name\": \"s\", \"data_type\": \"options\"}], \"rows\": [{\"s\": [{\"text\": \"好\", \"color\": \"green\"}]}]}]}"
}

/// Rows are a list of objects.
pub(crate) fn rows_are_objects<'t>(walk: &mut Walk<'t, '_>, node: &'t Node<'t>) {
    let Known::List(rows) = &node.value else { return walk.wrong_kind("a list of rows", node) };
    for (index, row) in all_items(rows).0.into_iter().enumerate() {
        if words::kind(&row.value).is_some_and(|kind| kind != "an object") {
            walk.down(Step::item(index), |walk| walk.wrong_kind("an object", row));
        }
    }
}

/// A column as far as it is known.
struct Column<'t> {
    name: &'t str,
    data_type: Option<&'t str>,
}

/// The columns; `None` when some may not be visible.
fn columns<'t>(element: &Visited<'t>) -> Option<Vec<Column<'t>>> {
    let (items, open) = all_items(element.get("columns")?.as_list()?);
    if open {
        return None;
    }
    let mut columns = Vec::with_capacity(items.len());
    for item in items {
        let column = item.as_object().filter(|column| !column.open)?;
        let data_type = match column.get("data_type") {
            None => Some("text"),
            Some(node) => node.as_str(),
        };
        columns.push(Column { name: column.text("name")?, data_type });
    }
    Some(columns)
}

/// Every column has its own name.
pub(crate) fn every_column_has_its_own_name<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    if !element.is(&objects::Table) {
        return;
    }
    let Some(items) = element.get("columns").and_then(Node::as_list) else { return };
    let mut seen = Index::default();
    for (index, item) in items.iter().enumerate() {
        let Some(column) = item.as_object() else { continue };
        let Some((nth, member)) = column.members.iter().enumerate().find(|(_, member)| member.name == "name") else {
            continue;
        };
        if let Some(name) = member.node.as_str()
            && seen.add(name).is_some()
        {
            let spot = element.value_spot("columns").then(Step::item(index), item.at);
            let spot = spot.then(Step::member(nth, "name"), member.node.at);
            let message = format!("two columns are named `{name}`");
            walk.report(&COLUMN_TWICE, spot, message, Some("rows find their columns by name".to_owned()));
        }
    }
}

/// Every value of a row belongs to a column, and is what the column holds.
pub(crate) fn rows_fit_their_columns<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    if !element.is(&objects::Table) {
        return;
    }
    let Some(columns) = columns(element) else { return };
    let Some(rows) = element.get("rows").and_then(Node::as_list) else { return };
    // of columns with one name the last one holds
    let (mut names, mut by_name) = (Index::default(), Vec::new());
    for column in columns.iter().rev().filter(|column| names.add(column.name).is_none()) {
        by_name.push(column);
    }
    let rows_spot = element.value_spot("rows");
    for (index, row) in all_items(rows).0.into_iter().enumerate() {
        let Some(object) = row.as_object() else { continue };
        for (nth, cell) in object.members.iter().enumerate() {
            let spot = rows_spot.then(Step::item(index), row.at).then(Step::member(nth, &cell.name), cell.at);
            let Some(column) = names.find(&&*cell.name).and_then(|nth| by_name.get(nth)) else {
                let message = format!("this row has a value for `{}`, but the table has no such column", cell.name);
                let help = no_column(walk, &cell.name, &columns, &cell.node);
                walk.report(&ROW_KEY, spot, message, Some(help));
                continue;
            };
            let Some(data_type) = column.data_type else { continue };
            let spot = spot.marked(cell.node.at);
            if let Some(wanted) = misfit(data_type, &cell.node) {
                let message = format!("`{}` is a {data_type} column: {wanted}", column.name);
                let help = (data_type == "date").then(|| "milliseconds since 1970, without quotes".to_owned());
                walk.report(&CELL, spot, message, help);
                continue;
            }
            match (data_type, &cell.node.value) {
                ("lark_md", _) => texts::a_cell(walk, &cell.node, Flavour::LarkMd, spot),
                ("markdown", _) if walk.v2() => texts::a_cell(walk, &cell.node, Flavour::Markdown2, spot),
                ("markdown", _) => texts::a_cell(walk, &cell.node, Flavour::Markdown1, spot),
                ("options", Known::List(options)) => tag_colors(walk, options, spot),
                _ => {}
            }
        }
    }
}

/// What a column holds, if this is something else. A text column accepts anything.
fn misfit(data_type: &str, cell: &Node<'_>) -> Option<&'static str> {
    let value = &cell.value;
    if matches!(value, Known::Hole | Known::Branches(_) | Known::Null) {
        return None;
    }
    let text = |value: &Known<'_>| matches!(value, Known::Str(_) | Known::Template(_));
    let known = |node: &Node<'_>| !matches!(node.value, Known::Hole | Known::Branches(_) | Known::Repeat(_));
    let (fits, wanted) = match (data_type, value) {
        ("number", _) => (matches!(value, Known::Number(_)), "expected a number"),
        ("date", _) => (matches!(value, Known::Number(_)), "expected a number of milliseconds"),
        ("persons", Known::List(ids)) => {
            (ids.iter().filter(|id| known(id)).all(|id| text(&id.value)), "expected an id or a list of ids")
        }
        ("persons", _) => (text(value), "expected an id or a list of ids"),
        ("options", Known::List(options)) => (
            options.iter().filter(|option| known(option)).all(|option| {
                option.as_object().is_some_and(|option| {
                    option.open || option.get("text").is_some_and(|t| !known(t) || text(&t.value))
                })
            }),
            "expected a text, or a list of `{\"text\": …, \"color\": …}`",
        ),
        ("options", _) => (text(value), "expected a text, or a list of `{\"text\": …, \"color\": …}`"),
        // other types are turned into text
        _ => (true, ""),
    };
    (!fits).then_some(wanted)
}

fn tag_colors<'t>(walk: &mut Walk<'t, '_>, options: &'t [Node<'t>], spot: Spot<'t>) {
    for (index, option) in options.iter().enumerate() {
        let Some((nth, member)) = option
            .as_object()
            .and_then(|option| option.members.iter().enumerate().find(|(_, member)| member.name == "color"))
        else {
            continue;
        };
        if let Some(color) = member.node.as_str().filter(|color| !is_tag_color(color)) {
            let spot = spot.then(Step::item(index), option.at).then(Step::member(nth, "color"), member.node.at);
            let help = match nearest(color, TAG_COLORS.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("expected {}", list(TAG_COLORS)),
            };
            walk.report(&TAG_COLOR, spot, format!("unknown tag colour `{color}`"), Some(help));
        }
    }
}

/// A name that belongs to no column is compared with so many of them: a table that breaks all limits is checked in
/// linear time too.
const COMPARED: usize = 50;

fn no_column(walk: &Walk<'_, '_>, name: &str, columns: &[Column<'_>], cell: &Node<'_>) -> String {
    if let Some(near) = nearest(name, columns.iter().take(COMPARED).map(|column| column.name)) {
        return format!("did you mean `{near}`?");
    }
    let data_type = match &cell.value {
        Known::Number(n) if n.len() >= 12 => "date",
        Known::Number(_) => "number",
        Known::List(_) => "options",
        _ => "text",
    };
    if walk.markup() {
        format!("add `<column name=\"{name}\" data_type={data_type}/>`")
    } else {
        format!("add `{{\"name\": \"{name}\", \"data_type\": \"{data_type}\"}}` to `columns`")
    }
}

/// A date format is made of the documented letters.
pub(crate) fn a_date_format_is_documented<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    let Some(format) =
        element.text("date_format").filter(|format| element.is(&objects::TableColumn) && !format.is_empty())
    else {
        return;
    };
    let mut rest = format.to_owned();
    for token in ["YYYY", "MM", "DD", "HH", "mm", "ss"] {
        rest = rest.replace(token, "");
    }
    if rest.chars().any(|c| c.is_ascii_alphabetic()) || rest == format {
        let message = format!("undocumented date format `{format}`");
        let help =
            "expected a combination of `YYYY`, `MM`, `DD`, `HH`, `mm` and `ss`, such as `YYYY-MM-DD HH:mm`".to_owned();
        walk.report(&DATE_FORMAT, element.value_spot("date_format"), message, Some(help));
    }
}
