//! `table`: typed columns, pages that turn without a script, a first column that stays.

use super::{
    Drawing,
    layout::{Px, alignment},
};
use crate::{
    html::Html,
    markdown::{self, Dialect},
    read::Read,
    time,
    units::px_in,
};
use feishu_card_core::{Json, Number};

/// How many columns the client shows.
const COLUMNS: usize = 50;

/// One column, read once for all rows.
struct Column<'a> {
    name: &'a str,
    title: &'a str,
    kind: &'a str,
    width: Option<String>,
    align: &'static str,
    vertical: &'static str,
    format: Option<&'a Json>,
    date_format: Option<&'a str>,
}

impl<'a> Drawing<'a> {
    pub(super) fn table(&mut self, json: &'a Json) {
        let margin = self.margin(json);
        let columns: Vec<_> = json.items("columns").iter().take(COLUMNS).map(read_column).collect();
        let rows = json.items("rows");
        let page = json.int("page_size").unwrap_or(5).clamp(1, 10) as usize;
        let height = json.string("row_height").unwrap_or("low");
        let (class, pixels) = match height {
            "middle" => ("fc-row-middle", None),
            "high" => ("fc-row-high", None),
            "auto" if self.second => ("fc-row-auto", None),
            other => match px_in(other, 32, 124) {
                Some(pixels) => ("fc-row-px", Some(pixels)),
                None => ("fc-row-low", None),
            },
        };
        let most = json.word("row_max_height").filter(|_| height == "auto").and_then(|text| px_in(text, 32, 999));
        self.html.tag("div").class("fc-table-box fc-fill").at(&self.pointer).margin(margin).open();
        self.html
            .tag("table")
            .class("fc-table")
            .class(class)
            .class_if(json.flag("freeze_first_column", false), "fc-frozen")
            .style_if("--fc-size", pixels.or(most).map(Px))
            .open();
        self.table_head(json, &columns);
        let pages = rows.chunks(page);
        let count = pages.len();
        let ids: Vec<_> = (0..if count > 1 { count } else { 0 }).map(|_| self.id()).collect();
        for (at, rows) in pages.enumerate() {
            self.html.open("tbody", "fc-rows");
            for (row_at, row) in rows.iter().enumerate() {
                self.html.open("tr", "");
                for (column_at, column) in columns.iter().enumerate() {
                    let tag = self.html.tag("td").class(column.vertical).class(column.align);
                    tag.open();
                    if let (Some(id), Some(first), 0, 0) = (ids.get(at), ids.first(), row_at, column_at) {
                        let tag = self.html.tag("input").class("fc-turn").attr("type", "radio").attr_of("id", id);
                        tag.attr_of("name", first).attr("aria-label", "page").flag_if(at == 0, "checked").void();
                    }
                    self.html.open("div", "fc-cell");
                    self.cell(column, row.get(column.name));
                    self.html.close();
                    self.html.close();
                }
                self.html.close();
            }
            if !ids.is_empty() {
                self.html.open("tr", "fc-pager-row");
                self.html.tag("td").attr_of("colspan", columns.len().max(1)).open();
                pager(&mut self.html, at, count, |at| ids.get(at));
                self.html.close();
                self.html.close();
            }
            self.html.close();
        }
        self.html.close();
        self.html.close();
    }

    fn table_head(&mut self, json: &'a Json, columns: &[Column<'a>]) {
        let empty = &Json::Null;
        let style = json.object("header_style").unwrap_or(empty);
        let align = match style.string("text_align") {
            Some("center") => "fc-center",
            Some("right") => "fc-right",
            _ => "",
        };
        let color = match style.string("text_color") {
            Some("grey") => self.color(Some("grey-600")),
            other => self.color(other),
        };
        let lines = style.int("lines").unwrap_or(1).clamp(1, 100);
        self.html.open("thead", "");
        self.html
            .tag("tr")
            .class("fc-head")
            .class_if(style.string("background_style") == Some("grey"), "fc-head-grey")
            .class_if(!style.flag("bold", true), "fc-head-light")
            .class(if style.string("text_size") == Some("heading") { "fc-s-heading" } else { "fc-s-normal" })
            .style_if("color", color)
            .open();
        for column in columns {
            self.html.tag("th").class(align).attr("scope", "col").style_if("width", column.width.as_deref()).open();
            self.html.tag("div").class("fc-head-cell").style("--fc-lines", lines).open();
            self.plain_run(column.title);
            self.html.close();
            self.html.close();
        }
        self.html.close();
        self.html.close();
    }

    fn cell(&mut self, column: &Column<'a>, value: Option<&'a Json>) {
        let Some(value) = value else { return };
        match (column.kind, value) {
            (_, Json::Null) => {}
            ("lark_md", Json::Str(text)) => markdown::inline(self, text, None),
            ("markdown", Json::Str(text)) => {
                let dialect = if self.second { Dialect::Second } else { Dialect::First };
                self.html.open("div", "fc-md");
                markdown::draw(self, text, dialect, None);
                self.html.close();
            }
            ("options", Json::Str(text)) if !text.is_empty() => {
                self.tag_open(None);
                self.plain_run(text);
                self.html.close();
            }
            ("options", Json::List(items)) => {
                for item in items.iter() {
                    let Some(text) = item.as_str().or_else(|| item.string("text")) else { continue };
                    self.tag_open(item.string("color"));
                    self.plain_run(text);
                    self.html.close();
                }
            }
            ("number", Json::Number(number)) => {
                let text = number_text(number, column.format);
                self.plain_run(&text);
            }
            ("persons", Json::Str(id)) => self.person_run(id, "table", true, true, false),
            ("persons", Json::List(ids)) => {
                for id in ids.iter().filter_map(Json::as_str) {
                    self.person_run(id, "table", true, true, false);
                }
            }
            ("date", Json::Number(number)) => {
                let text = self.date_text(number, column.date_format);
                self.plain_run(&text);
            }
            (_, Json::Str(text)) => self.plain_run(text),
            (_, other) => {
                let text = other.to_string();
                self.plain_run(&text);
            }
        }
    }

    fn date_text(&self, number: &Number, pattern: Option<&str>) -> String {
        let offset = self.options.utc_offset_minutes;
        let ms = number.as_f64();
        match time::moment(ms as i64, offset).filter(|_| ms.is_finite()) {
            Some(at) => match pattern {
                Some(pattern) => time::by_pattern(at, pattern),
                None => format!("{}{}", time::by_pattern(at, "YYYY-MM-DDTHH:mm:ss"), time::offset(offset)),
            },
            None => number.to_string(),
        }
    }
}

/// The pages of a table: back, where one is, on. Labels of hidden radio buttons, so that no script is needed.
pub(crate) fn pager<'i, I: std::fmt::Display + 'i>(
    html: &mut Html,
    at: usize,
    count: usize,
    id: impl Fn(usize) -> Option<&'i I>,
) {
    html.open("div", "fc-pager");
    for (target, label) in [(at.checked_sub(1), "‹"), (None, ""), (Some(at + 1).filter(|at| *at < count), "›")] {
        if label.is_empty() {
            html.open("span", "fc-pager-at");
            html.plain(format_args!("{} / {count}", at + 1));
            html.close();
            continue;
        }
        match target.and_then(&id) {
            Some(id) => html.tag("label").class("fc-pager-to").attr_of("for", id).open(),
            None => html.tag("span").class("fc-pager-to fc-pager-off").open(),
        }
        html.text(label);
        html.close();
    }
    html.close();
}

fn read_column(json: &Json) -> Column<'_> {
    let kind = json.string("data_type").unwrap_or("text");
    let width = json.string("width").and_then(|width| match width.strip_suffix('%') {
        Some(number) => number.parse::<u32>().ok().filter(|n| (1..=100).contains(n)).map(|n| format!("{n}%")),
        None => px_in(width, 80, 600).map(|pixels| format!("{pixels}px")),
    });
    let align = json.string("horizontal_align").or(if kind == "number" { Some("right") } else { None });
    Column {
        name: json.string("name").unwrap_or_default(),
        title: json.string("display_name").unwrap_or_default(),
        kind,
        width,
        align: super::text::align_class(align),
        vertical: match alignment(json.string("vertical_align")) {
            Some("flex-start") => "fc-top",
            Some("flex-end") => "fc-bottom",
            _ => "",
        },
        format: json.object("format"),
        date_format: json.word("date_format"),
    }
}

/// A number as its column formats it; as it was written where no precision is given.
fn number_text(number: &Number, format: Option<&Json>) -> String {
    let Some(format) = format else { return number.to_string() };
    let value = number.as_f64();
    let mut text = match format.int("precision").filter(|_| value.is_finite() && value.abs() < 1e21) {
        Some(precision) => format!("{value:.*}", precision.clamp(0, 10) as usize),
        None => number.to_string(),
    };
    if format.flag("separator", false) && !text.contains(['e', 'E']) {
        let start = usize::from(text.starts_with('-'));
        let end = text.find('.').unwrap_or(text.len());
        let mut at = end;
        while at > start + 3 {
            at -= 3;
            text.insert(at, ',');
        }
    }
    match format.word("symbol") {
        Some(symbol) => format!("{symbol}{text}"),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_by_precision_separator_and_symbol() {
        let shown = |number: &str, format: &str| {
            let Ok(Json::Number(number)) = Json::parse(number) else { panic!("{number}") };
            number_text(&number, Json::parse(format).ok().as_ref())
        };
        assert_eq!(shown("168", r#"{"precision":2,"symbol":"¥","separator":true}"#), "¥168.00");
        assert_eq!(shown("1234567.891", r#"{"precision":1,"separator":true}"#), "1,234,567.9");
        assert_eq!(shown("-1234", r#"{"separator":true}"#), "-1,234");
        assert_eq!(shown("123", r#"{"separator":true}"#), "123");
        assert_eq!(shown("1.50", "{}"), "1.50");
        assert_eq!(shown("1e400", r#"{"precision":2,"separator":true}"#), "1e400");
    }
}
