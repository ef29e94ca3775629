//! A card as plain text: what a person would read, for logs, search and models.

use crate::{Card, Json, plain::plain};
use feishu_card_schema::markdown::Flavour;

impl Card {
    /// What a person would read, line by line: title, texts, what can be clicked or entered in square brackets, tables
    /// row by row. Of a 1.0 card with locales the first one.
    ///
    /// ```
    /// # extern crate feishu_card_core as feishu_card;
    /// use feishu_card::Card;
    /// let card = Card::parse(
    ///     r#"{"schema":"2.0","header":{"title":{"tag":"plain_text","content":"Release 7"}},"body":{"elements":[
    ///         {"tag":"markdown","content":"**All** steps are [done](https://a.b)"},
    ///         {"tag":"button","text":{"tag":"plain_text","content":"Roll back"}}]}}"#,
    /// )?;
    /// assert_eq!(card.to_text(), "Release 7\nAll steps are done (https://a.b)\n[Roll back]\n");
    /// # Ok::<(), feishu_card::ReadError>(())
    /// ```
    #[must_use]
    pub fn to_text(&self) -> String {
        self.to_json().to_card_text()
    }
}

impl Json {
    /// What a person would read of this card, as [`Card::to_text`] writes it.
    #[must_use]
    pub fn to_card_text(&self) -> String {
        let v2 = self.get("schema").and_then(Json::as_str) == Some("2.0");
        let mut reader =
            Reader { out: String::new(), markdown: if v2 { Flavour::Markdown2 } else { Flavour::Markdown1 } };
        reader.card(self);
        reader.out
    }
}

struct Reader {
    out: String,
    /// What `markdown` components are written in.
    markdown: Flavour,
}

impl Reader {
    fn card(&mut self, card: &Json) {
        let first = |name: &str| {
            card.get(name).and_then(Json::as_map).and_then(|locales| locales.first()).map(|(_, value)| value)
        };
        if let Some(header) = card.get("header") {
            self.line(&[self.text(header.get("title"))]);
            self.line(&[self.text(header.get("subtitle"))]);
            let tags = header.get("text_tag_list").map(items).unwrap_or_default();
            let tags: Vec<_> = tags.iter().map(|tag| bracketed(&self.text(tag.get("text")))).collect();
            self.line(&tags);
        } else if let Some(title) = first("i18n_header").and_then(|header| header.get("title")) {
            self.line(&[self.text(Some(title))]);
        }
        let elements =
            card.pointer("/body/elements").or_else(|| card.get("elements")).or_else(|| first("i18n_elements"));
        self.elements(elements);
    }

    fn elements(&mut self, elements: Option<&Json>) {
        for element in elements.map(items).unwrap_or_default() {
            self.element(element);
        }
    }

    fn element(&mut self, element: &Json) {
        let tag = element.get("tag").and_then(Json::as_str).unwrap_or_default();
        match tag {
            "div" => {
                self.line(&[self.text(element.get("text"))]);
                for field in element.get("fields").map(items).unwrap_or_default() {
                    self.line(&[self.text(field.get("text"))]);
                }
                if let Some(extra) = element.get("extra") {
                    self.element(extra);
                }
            }
            "hr" => self.line(&["---".to_owned()]),
            "action" => {
                let shown = element.get("actions").map(items).unwrap_or_default();
                let shown: Vec<_> = shown.iter().map(|action| self.control(action)).collect();
                self.line(&shown);
            }
            "note" => {
                let shown = element.get("elements").map(items).unwrap_or_default();
                let shown: Vec<_> = shown.iter().map(|part| self.control(part)).collect();
                self.line(&shown);
            }
            "column_set" => {
                element.get("columns").map(items).unwrap_or_default().iter().for_each(|column| self.element(column))
            }
            "column" | "form" | "interactive_container" => self.elements(element.get("elements")),
            "collapsible_panel" => {
                self.line(&[self.text(element.pointer("/header/title"))]);
                self.elements(element.get("elements"));
            }
            "table" => self.table(element),
            _ => self.line(&[self.control(element)]),
        }
    }

    /// What fits on one line, or is text.
    fn control(&self, element: &Json) -> String {
        let word = |name: &str| element.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
        let text = |name: &str| self.text(element.get(name));
        let options = || {
            let options = element.get("options").map(items).unwrap_or_default();
            let options: Vec<_> = options.iter().map(|option| self.text(option.get("text"))).collect();
            options.into_iter().filter(|option| !option.is_empty()).collect::<Vec<_>>().join(" | ")
        };
        let named = |name: String, value: String| match (name.is_empty(), value.is_empty()) {
            (false, false) => bracketed(&format!("{name}: {value}")),
            (_, true) => bracketed(&name),
            (true, false) => bracketed(&value),
        };
        match element.get("tag").and_then(Json::as_str).unwrap_or_default() {
            "markdown" | "plain_text" | "lark_md" => self.text(Some(element)),
            "img" => named("image".to_owned(), text("alt")),
            "img_combination" => bracketed("images"),
            "audio" => bracketed("audio"),
            "button" => {
                let link = ["url", "default_url"].iter().find_map(|name| {
                    let own = element.get(name).and_then(Json::as_str);
                    own.or_else(|| element.pointer(&format!("/behaviors/0/{name}")).and_then(Json::as_str))
                });
                let link = link.filter(|link| !link.is_empty()).map(|link| format!(" ({link})")).unwrap_or_default();
                bracketed(&text("text")) + &link
            }
            "checker" => {
                let ticked = element.get("checked").and_then(Json::as_bool).unwrap_or(false);
                format!("[{}] {}", if ticked { 'x' } else { ' ' }, text("text"))
            }
            "input" => named(
                [text("label"), text("placeholder")].into_iter().find(|t| !t.is_empty()).unwrap_or_default(),
                word("default_value"),
            ),
            "overflow" => named("…".to_owned(), options()),
            "date_picker" => named(text("placeholder"), word("initial_date")),
            "picker_time" => named(text("placeholder"), word("initial_time")),
            "picker_datetime" => named(text("placeholder"), word("initial_datetime")),
            "select_static" | "multi_select_static" | "select_person" | "multi_select_person" | "select_img" => {
                named(text("placeholder"), options())
            }
            "person" => format!("@{}", word("user_id")),
            "person_list" => {
                let persons = element.get("persons").map(items).unwrap_or_default();
                persons
                    .iter()
                    .filter_map(|person| Some(format!("@{}", person.get("id")?.as_str()?)))
                    .collect::<Vec<_>>()
                    .join(" ")
            }
            "chart" => {
                let title = element.pointer("/chart_spec/title/text").and_then(Json::as_str).unwrap_or_default();
                named("chart".to_owned(), title.to_owned())
            }
            _ => [text("text"), word("content")].into_iter().find(|text| !text.is_empty()).unwrap_or_default(),
        }
    }

    /// A text object, or a text as it is.
    fn text(&self, text: Option<&Json>) -> String {
        let Some(text) = text else { return String::new() };
        let Some(content) = text.get("content").unwrap_or(text).as_str() else { return String::new() };
        match text.get("tag").and_then(Json::as_str) {
            Some("lark_md") => plain(content, Flavour::LarkMd),
            Some("markdown") => plain(content, self.markdown),
            _ => content.to_owned(),
        }
    }

    fn table(&mut self, table: &Json) {
        let columns = table.get("columns").map(items).unwrap_or_default();
        let name =
            |column: &Json, member: &str| column.get(member).and_then(Json::as_str).unwrap_or_default().to_owned();
        let head: Vec<_> = columns.iter().map(|column| name(column, "display_name")).collect();
        self.row(&head);
        for row in table.get("rows").map(items).unwrap_or_default() {
            let cells: Vec<_> = columns
                .iter()
                .map(|column| match (row.get(&name(column, "name")), name(column, "data_type").as_str()) {
                    (None | Some(Json::Null), _) => String::new(),
                    (Some(Json::Str(text)), "lark_md") => plain(text, Flavour::LarkMd),
                    (Some(Json::Str(text)), "markdown") => plain(text, self.markdown),
                    (Some(Json::Str(text)), _) => text.to_string(),
                    (Some(Json::List(options)), _) => {
                        let texts = options.iter().map(|option| self.text(Some(option.get("text").unwrap_or(option))));
                        texts.collect::<Vec<_>>().join(", ")
                    }
                    (Some(value), _) => value.to_string(),
                })
                .collect();
            self.row(&cells);
        }
    }

    fn row(&mut self, cells: &[String]) {
        let cells: Vec<_> = cells.iter().map(|cell| cell.replace('\n', " ")).collect();
        self.out.push_str(&cells.join(" | "));
        self.out.push('\n');
    }

    /// One line of these parts; nothing when all are empty.
    fn line(&mut self, parts: &[String]) {
        let shown: Vec<_> = parts.iter().map(|part| part.trim_end()).filter(|part| !part.is_empty()).collect();
        if !shown.is_empty() {
            self.out.push_str(&shown.join(" "));
            self.out.push('\n');
        }
    }
}

fn items(json: &Json) -> &[Json] {
    json.as_list().unwrap_or_default()
}

fn bracketed(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("[{text}]") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_component_is_read() {
        let card = Json::parse(
            r#"{"header":{"title":{"tag":"plain_text","content":"T"},"subtitle":{"tag":"plain_text","content":"S"},
                "text_tag_list":[{"tag":"text_tag","text":{"tag":"plain_text","content":"new"}}]},"elements":[
                {"tag":"div","text":{"tag":"lark_md","content":"**a**"},"fields":[{"text":{"tag":"plain_text","content":"f"}}],
                 "extra":{"tag":"overflow","options":[{"text":{"tag":"plain_text","content":"o"}}]}},
                {"tag":"hr"},
                {"tag":"action","actions":[{"tag":"button","text":{"tag":"plain_text","content":"Go"},"url":"https://a.b"},
                    {"tag":"select_static","placeholder":{"tag":"plain_text","content":"P"},"options":[
                        {"text":{"tag":"plain_text","content":"x"}},{"text":{"tag":"plain_text","content":"y"}}]},
                    {"tag":"date_picker","initial_date":"2026-01-01"}]},
                {"tag":"note","elements":[{"tag":"img","alt":{"tag":"plain_text","content":"pic"}},{"tag":"plain_text","content":"n"}]},
                {"tag":"column_set","columns":[{"tag":"column","elements":[{"tag":"markdown","content":"c"}]}]},
                {"tag":"table","columns":[{"name":"k","display_name":"K"},{"name":"v","display_name":"V","data_type":"options"}],
                 "rows":[{"k":"1","v":[{"text":"p"},{"text":"q"}]},{"k":2}]},
                {"tag":"chart","chart_spec":{"title":{"text":"C"}}},{"tag":"checker","checked":true,"text":{"tag":"plain_text","content":"done"}},
                {"tag":"person_list","persons":[{"id":"ou_1"}]},{"tag":"novelty","content":"?"}]}"#,
        )
        .unwrap();
        assert_eq!(
            card.to_card_text(),
            "T\nS\n[new]\na\nf\n[…: o]\n---\n[Go] (https://a.b) [P: x | y] [2026-01-01]\n[image: pic] n\nc\nK | V\n1 | p, q\n2 | \n\
             [chart: C]\n[x] done\n@ou_1\n?\n"
        );
    }

    #[test]
    fn a_card_in_several_languages_is_read_in_the_first() {
        let card = r#"{"i18n_header":{"zh_cn":{"title":{"content":"标题"}}},"i18n_elements":{"zh_cn":[{"tag":"markdown","content":"一"}],"en_us":[]}}"#;
        assert_eq!(Json::parse(card).unwrap().to_card_text(), "标题\n一\n");
        assert_eq!(Json::parse("{}").unwrap().to_card_text(), "");
    }
}
