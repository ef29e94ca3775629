//! What a client shows of a card as text, in order: read from its JSON by the reference, without the preview's help.

use feishu_card_core::Json;

/// How many texts a card shows; or the first one that is not found after the ones before it.
pub fn in_order(card: &Json, shown: &str) -> Result<usize, String> {
    let mut reader = Reader { second: card.get("schema").and_then(Json::as_str) == Some("2.0"), texts: Vec::new() };
    reader.card(card);
    let mut rest = shown;
    let mut found = 0;
    for text in reader.texts {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        match rest.find(&text) {
            Some(at) => rest = &rest[at + text.len()..],
            None => return Err(text),
        }
        found += 1;
    }
    Ok(found)
}

struct Reader {
    second: bool,
    texts: Vec<String>,
}

fn string<'j>(json: &'j Json, name: &str) -> &'j str {
    json.get(name).and_then(Json::as_str).unwrap_or_default()
}

fn list<'j>(json: &'j Json, name: &str) -> &'j [Json] {
    json.get(name).and_then(Json::as_list).unwrap_or_default()
}

/// The string of a Chinese reader.
fn localized(json: &Json, name: &str, i18n: &str) -> String {
    let map = json.get(i18n);
    let of = |locale: &str| map.and_then(|map| map.get(locale)).and_then(Json::as_str).filter(|text| !text.is_empty());
    let base = json.get(name).and_then(Json::as_str).filter(|text| !text.is_empty());
    of("zh_cn").or(base).or(of("en_us")).unwrap_or_default().to_owned()
}

impl Reader {
    fn plain(&mut self, text: &str) {
        self.texts.extend(text.lines().map(str::to_owned));
    }

    fn card(&mut self, card: &Json) {
        if card.get("type").is_some() && card.get("data").is_some() {
            return self.plain(string(card.get("data").unwrap_or(&Json::Null), "template_id"));
        }
        let restricted = card.pointer("/config/locales").is_some();
        let header = card.get("header").filter(|header| matches!(header, Json::Map(members) if !members.is_empty()));
        if let Some(header) = header.filter(|_| {
            card.get("i18n_header").is_none_or(|map| matches!(map, Json::Map(members) if members.is_empty()))
                && !restricted
        }) {
            self.header(header);
        }
        if restricted {
            return;
        }
        if self.second {
            return self.components(list(card.get("body").unwrap_or(&Json::Null), "elements"));
        }
        match card.get("i18n_elements").and_then(Json::as_map) {
            Some([(_, Json::List(first)), ..]) => {
                let own = card
                    .get("i18n_elements")
                    .and_then(|map| map.get("zh_cn").or_else(|| map.get("en_us")))
                    .and_then(Json::as_list);
                self.components(own.unwrap_or(first));
            }
            Some(_) | None => self.components(list(card, "elements")),
        }
    }

    fn header(&mut self, header: &Json) {
        let filled = |name: &str| {
            header.get(name).filter(|text| {
                !string(text, "content").is_empty() || text.get("i18n").is_some() || text.get("i18n_content").is_some()
            })
        };
        let (title, subtitle) = (filled("title"), filled("subtitle"));
        if let Some(title) = title.or(subtitle) {
            self.text(title);
        }
        if header.get("i18n_text_tag_list").is_none() {
            for tag in list(header, "text_tag_list").iter().take(3) {
                self.text(tag.get("text").unwrap_or(&Json::Null));
            }
        }
        if let (Some(_), Some(subtitle)) = (title, subtitle) {
            self.text(subtitle);
        }
    }

    /// A text object.
    fn text(&mut self, text: &Json) {
        let content = match text.get("i18n") {
            Some(map) if map.as_map().is_some_and(|members| !members.is_empty()) => {
                let of = |locale: &str| string(map, locale).to_owned();
                [of("zh_cn"), of("en_us")].into_iter().find(|text| !text.is_empty()).unwrap_or_default()
            }
            _ => localized(text, "content", "i18n_content"),
        };
        match string(text, "tag") {
            "lark_md" | "markdown" => self.markdown(&content),
            _ => self.plain(&content),
        }
    }

    fn member(&mut self, json: &Json, name: &str) {
        if let Some(text) = json.get(name) {
            self.text(text);
        }
    }

    fn components(&mut self, components: &[Json]) {
        for component in components {
            self.component(component);
        }
    }

    fn component(&mut self, json: &Json) {
        match string(json, "tag") {
            "div" => {
                self.member(json, "text");
                for field in list(json, "fields") {
                    self.member(field, "text");
                }
                if let Some(extra) = json.get("extra") {
                    self.component(extra);
                }
            }
            "markdown" => {
                let content = localized(json, "content", "i18n_content");
                self.markdown(&content);
            }
            "note" if !self.second => {
                for item in list(json, "elements") {
                    if matches!(string(item, "tag"), "plain_text" | "lark_md") {
                        self.text(item);
                    }
                }
            }
            "img" => self.member(json, "title"),
            "action" if !self.second => self.components(list(json, "actions")),
            "column_set" => {
                for column in list(json, "columns") {
                    self.components(list(column, "elements"));
                }
            }
            "form" | "interactive_container" => self.components(list(json, "elements")),
            "collapsible_panel" => {
                if let Some(header) = json.get("header") {
                    self.member(header, "title");
                }
                self.components(list(json, "elements"));
            }
            "button" => {
                self.member(json, "text");
                self.confirm(json);
            }
            "overflow" => {
                for option in list(json, "options") {
                    self.member(option, "text");
                }
                self.confirm(json);
            }
            "select_static" | "multi_select_static" => {
                // what is chosen is shown in the field and in the menu
                for option in list(json, "options") {
                    self.member(option, "text");
                }
                self.confirm(json);
            }
            "input" => {
                self.member(json, "label");
                let value = localized(json, "default_value", "i18n_default_value");
                if value.is_empty() {
                    self.member(json, "placeholder");
                } else if string(json, "input_type") != "password" {
                    self.plain(&value);
                }
                self.confirm(json);
            }
            "date_picker" => self.plain(string(json, "initial_date")),
            "picker_time" => self.plain(string(json, "initial_time")),
            "picker_datetime" => self.plain(string(json, "initial_datetime")),
            "checker" => {
                self.member(json, "text");
                if let Some(area) = json.get("button_area") {
                    self.components(&list(area, "buttons")[..list(area, "buttons").len().min(3)]);
                }
                self.confirm(json);
            }
            "table" => self.table(json),
            _ => {}
        }
    }

    fn confirm(&mut self, json: &Json) {
        if let Some(confirm) =
            json.get("confirm").filter(|_| json.get("disabled").and_then(Json::as_bool) != Some(true))
        {
            self.member(confirm, "title");
            self.member(confirm, "text");
        }
    }

    fn table(&mut self, json: &Json) {
        let columns = list(json, "columns");
        for column in columns.iter().take(50) {
            self.plain(string(column, "display_name"));
        }
        for row in list(json, "rows") {
            for column in columns.iter().take(50) {
                let Some(cell) = row.get(string(column, "name")) else { continue };
                match (string(column, "data_type"), cell) {
                    ("lark_md" | "markdown", Json::Str(text)) => self.markdown(text),
                    ("options", Json::List(options)) => {
                        for option in options.iter() {
                            self.plain(string(option, "text"));
                        }
                    }
                    ("text" | "options", Json::Str(text)) => self.plain(text),
                    _ => {}
                }
            }
        }
    }

    /// The words of a Markdown text: without tags, targets, keys and marks.
    fn markdown(&mut self, source: &str) {
        let mut text = String::new();
        let mut fence = false;
        for line in source.lines() {
            let body = line.trim_start();
            if body.starts_with("```") {
                fence = !fence;
                text.push(' ');
                continue;
            }
            if fence {
                text.push_str(line);
            } else {
                // the number of an item is drawn by the list
                let digits = body.bytes().take_while(u8::is_ascii_digit).count();
                let item = digits > 0 && body[digits..].starts_with(['.', ')']);
                text.push_str(if item { &body[digits + 1..] } else { line });
            }
            text.push('\n');
        }
        let text = without(&text, "<", ">");
        let text = without(&without(&text, "![", ")"), "](", ")");
        let text = without(&without(&text, "https://", " "), "http://", " ");
        let text = without(&text, "&", ";");
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let emoji: Vec<&str> = source.split(':').collect();
        self.texts.extend(words.filter(|word| !emoji.contains(word)).map(str::to_owned));
    }
}

/// A text without what is between two marks, the marks included.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        let end = after.find(close).filter(|end| !after[..*end].contains('\n'));
        out.push_str(before);
        out.push(' ');
        match end {
            Some(end) => rest = &after[end + close.len()..],
            // not closed on its line: up to the line's end
            None => rest = after.find('\n').map_or("", |end| &after[end..]),
        }
    }
    out + rest
}
