//! CommonMark's events as elements: paragraphs, headings, lists, quotes, code, tables, pictures.

use super::{
    Dialect, elements,
    spans::{self, By, Span, Spans},
    tokens::{Tokens, What},
};
use crate::{
    draw::{Drawing, pager},
    html, icons,
    read::Read,
};
use feishu_card_core::Json;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

/// How deep lists and quotes are drawn; what is deeper is drawn flat, so that no text can outgrow a browser.
const DEPTH: usize = 12;

/// Body rows of a table's page.
const PAGE: usize = 5;

pub(crate) struct Writer<'w, 'a> {
    d: &'w mut Drawing<'a>,
    tokens: &'w Tokens<'a>,
    dialect: Dialect,
    href: Option<&'a Json>,
    spans: Spans<'a>,
    /// For each open block whether it has an element.
    blocks: Vec<bool>,
    /// How many of them have one.
    drawn: usize,
    /// Something was shown already, so that the next paragraph of a `lark_md` needs a break.
    begun: bool,
    code: bool,
    table: Option<Table>,
    /// Nothing is shown: inside of a picture, whose text is its tip.
    silent: bool,
}

/// A table being drawn.
struct Table {
    rows: usize,
    row: usize,
    /// An id for each page, where there are several.
    ids: Vec<crate::draw::Id>,
    columns: usize,
    head: bool,
    /// The next cell is the first of a page.
    turn: bool,
}

impl<'w, 'a> Writer<'w, 'a> {
    pub(crate) fn new(
        d: &'w mut Drawing<'a>,
        tokens: &'w Tokens<'a>,
        dialect: Dialect,
        href: Option<&'a Json>,
    ) -> Self {
        Writer {
            d,
            tokens,
            dialect,
            href,
            spans: Spans::default(),
            blocks: Vec::new(),
            drawn: 0,
            begun: false,
            code: false,
            table: None,
            silent: false,
        }
    }

    pub(crate) fn run(mut self) {
        let mut options = Options::ENABLE_STRIKETHROUGH;
        if self.dialect == Dialect::Second {
            options |= Options::ENABLE_TABLES;
        }
        let events: Vec<_> = Parser::new_ext(&self.tokens.text, options).collect();
        for (at, event) in events.iter().enumerate() {
            self.event(event, events.get(at + 1..).unwrap_or_default());
        }
        self.spans.suspend(self.d);
    }

    fn event(&mut self, event: &Event<'_>, after: &[Event<'_>]) {
        match event {
            Event::End(TagEnd::Image) => self.silent = false,
            _ if self.silent => {}
            Event::Start(tag) => self.start(tag, after),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => self.text(text),
            Event::Code(text) => {
                self.spans.resume(self.d);
                self.d.html.open("code", "fc-code");
                self.typed(text);
                self.d.html.close();
                self.begun = true;
            }
            Event::SoftBreak | Event::HardBreak => {
                self.spans.resume(self.d);
                self.d.html.tag("br").void();
            }
            Event::Rule if self.dialect != Dialect::Lark => {
                self.spans.suspend(self.d);
                self.d.html.tag("hr").class("fc-hr").void();
            }
            // HTML never gets here as HTML (see `tokens`); where it does it is text
            Event::Html(text) | Event::InlineHtml(text) => self.text(text),
            _ => {}
        }
    }

    fn push(&mut self, drawn: bool) {
        self.drawn += usize::from(drawn);
        self.blocks.push(drawn);
    }

    fn pop(&mut self) -> bool {
        let drawn = self.blocks.pop() == Some(true);
        self.drawn -= usize::from(drawn);
        drawn
    }

    /// Opens a block's element, where blocks are drawn at this depth.
    fn block(&mut self, name: &'static str, class: &'static str) {
        self.spans.suspend(self.d);
        let drawn = self.dialect != Dialect::Lark && self.drawn < DEPTH;
        if drawn {
            self.d.html.open(name, class);
        }
        self.push(drawn);
    }

    fn end_block(&mut self) {
        self.spans.suspend(self.d);
        if self.pop() {
            self.d.html.close();
        }
    }

    fn start(&mut self, tag: &Tag<'_>, after: &[Event<'_>]) {
        match tag {
            Tag::Paragraph if self.dialect == Dialect::Lark => {
                self.spans.suspend(self.d);
                if self.begun {
                    self.d.html.tag("br").void();
                    self.d.html.tag("br").void();
                }
                self.push(false);
            }
            Tag::Paragraph => self.leaf("p"),
            Tag::Heading { level, .. } => self.leaf(match level {
                HeadingLevel::H1 => "h1",
                HeadingLevel::H2 => "h2",
                HeadingLevel::H3 => "h3",
                HeadingLevel::H4 => "h4",
                HeadingLevel::H5 => "h5",
                HeadingLevel::H6 => "h6",
            }),
            Tag::BlockQuote(_) => self.block("blockquote", ""),
            Tag::CodeBlock(kind) => self.code_block(kind),
            Tag::List(start) => self.list(*start),
            Tag::Item => self.item(),
            Tag::Table(columns) => self.table(columns.len(), after),
            Tag::TableHead => {
                self.spans.suspend(self.d);
                self.d.html.open("thead", "");
                self.d.html.open("tr", "fc-head");
            }
            Tag::TableRow => self.row(),
            Tag::TableCell => self.cell(),
            Tag::Emphasis => self.spans.push(Span::Emphasis),
            Tag::Strong => self.spans.push(Span::Strong),
            Tag::Strikethrough => self.spans.push(Span::Strike),
            Tag::Link { dest_url, link_type, .. } => {
                let address = self.address(dest_url, *link_type == LinkType::Email);
                self.spans.push(Span::Link { by: By::Commonmark, address, icon: None });
            }
            Tag::Image { dest_url, .. } => self.image(dest_url, after),
            _ => self.push(false),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {
                self.spans.end_commonmark(self.d)
            }
            TagEnd::CodeBlock => {
                self.code = false;
                if self.pop() {
                    for _ in 0..3 {
                        self.d.html.close();
                    }
                }
            }
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => {
                self.spans.suspend(self.d);
                self.d.html.close();
                self.d.html.close();
                if let Some(table) = &mut self.table {
                    table.head = false;
                }
            }
            TagEnd::TableRow => self.end_row(),
            TagEnd::TableCell => {
                self.spans.suspend(self.d);
                self.d.html.close();
                self.d.html.close();
            }
            TagEnd::Image => {}
            _ => self.end_block(),
        }
    }

    /// A block that holds text. Always drawn: its depth is that of the list or quote around it.
    fn leaf(&mut self, name: &'static str) {
        self.spans.suspend(self.d);
        if self.dialect == Dialect::Lark {
            return self.push(false);
        }
        self.d.html.open(name, "");
        self.push(true);
    }

    fn list(&mut self, start: Option<u64>) {
        self.spans.suspend(self.d);
        let drawn = self.dialect != Dialect::Lark && self.drawn < DEPTH;
        if drawn {
            match start {
                Some(start) => self.d.html.tag("ol").attr_of("start", start).open(),
                None => self.d.html.open("ul", ""),
            }
        }
        self.push(drawn);
    }

    fn item(&mut self) {
        self.spans.suspend(self.d);
        // an item is drawn where its list is
        let drawn = self.blocks.last().copied().unwrap_or(false);
        if drawn {
            self.d.html.open("li", "");
        }
        self.push(drawn);
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>) {
        self.spans.suspend(self.d);
        self.code = true;
        if self.dialect == Dialect::Lark {
            return self.push(false);
        }
        self.d.html.open("div", "fc-pre");
        let language = match kind {
            CodeBlockKind::Fenced(info) => self.tokens.restored(info),
            CodeBlockKind::Indented => "".into(),
        };
        let language = language.split_whitespace().next().filter(|word| !word.eq_ignore_ascii_case("plain_text"));
        self.d.html.open("div", "fc-pre-head");
        if let Some(language) = language {
            self.d.html.leaf("span", "fc-pre-lang", language);
        }
        self.d.html.open("span", "fc-icon fc-pre-copy");
        icons::draw(&mut self.d.html, "copy_outlined");
        self.d.html.close();
        self.d.html.close();
        self.d.html.open("pre", "");
        self.d.html.open("code", "");
        self.push(true);
    }

    fn table(&mut self, columns: usize, after: &[Event<'_>]) {
        self.spans.suspend(self.d);
        let rows = after
            .iter()
            .take_while(|event| !matches!(event, Event::End(TagEnd::Table)))
            .filter(|event| matches!(event, Event::Start(Tag::TableRow)))
            .count();
        let pages = rows.div_ceil(PAGE);
        let ids = (0..if pages > 1 { pages } else { 0 }).map(|_| self.d.id()).collect();
        self.table = Some(Table { rows, row: 0, ids, columns, head: true, turn: false });
        self.d.html.open("div", "fc-table-box");
        self.d.html.open("table", "fc-table fc-row-md");
    }

    fn row(&mut self) {
        self.spans.suspend(self.d);
        let Some(table) = &mut self.table else { return };
        if table.row % PAGE == 0 {
            table.turn = true;
            self.d.html.open("tbody", "fc-rows");
        }
        self.d.html.open("tr", "");
    }

    fn cell(&mut self) {
        self.spans.suspend(self.d);
        let Some(table) = &mut self.table else { return self.d.html.open("span", "") };
        self.d.html.open(if table.head { "th" } else { "td" }, "");
        let page = table.row / PAGE;
        if let (true, Some(id), Some(first)) = (std::mem::take(&mut table.turn), table.ids.get(page), table.ids.first())
        {
            let tag = self.d.html.tag("input").class("fc-turn").attr("type", "radio").attr_of("id", id);
            tag.attr_of("name", first).attr("aria-label", "page").flag_if(page == 0, "checked").void();
        }
        self.d.html.open("div", "fc-cell");
    }

    fn end_row(&mut self) {
        self.spans.suspend(self.d);
        self.d.html.close();
        let Some(table) = &mut self.table else { return };
        table.row += 1;
        if table.row % PAGE == 0 || table.row == table.rows {
            if !table.ids.is_empty() {
                self.d.html.open("tr", "fc-pager-row");
                self.d.html.tag("td").attr_of("colspan", table.columns.max(1)).open();
                pager(&mut self.d.html, (table.row - 1) / PAGE, table.ids.len(), |at| table.ids.get(at));
                self.d.html.close();
                self.d.html.close();
            }
            self.d.html.close();
        }
    }

    fn end_table(&mut self) {
        self.spans.suspend(self.d);
        self.table = None;
        self.d.html.close();
        self.d.html.close();
    }

    /// A picture: a block of the full width, its text as tip.
    fn image(&mut self, key: &str, after: &[Event<'_>]) {
        self.spans.resume(self.d);
        let mut tip = String::new();
        for event in after.iter().take_while(|event| !matches!(event, Event::End(TagEnd::Image))) {
            if let Event::Text(text) | Event::Code(text) = event {
                tip.push_str(&self.tokens.restored(text));
            }
        }
        self.silent = true;
        let key = self.tokens.restored(key);
        self.d.html.open("span", "fc-md-img fc-fit fc-ground");
        self.d.picture(&key, "", &tip);
        self.d.html.close();
        self.begun = true;
    }

    /// Where a link leads: an address, or `$name` of the component's `href`.
    fn address(&self, target: &str, email: bool) -> Option<String> {
        let target = self.tokens.restored(target);
        if let Some(name) = target.strip_prefix('$') {
            let link = self.href?.object(name)?;
            return self.d.link_of_object(link).map(str::to_owned);
        }
        if email {
            return Some(format!("mailto:{target}")).filter(|address| html::url(address).is_some());
        }
        html::url(&target).map(str::to_owned)
    }

    /// Text with markers.
    fn text(&mut self, text: &str) {
        if self.code {
            return self.typed(text);
        }
        let mut from = 0;
        for (at, c) in text.char_indices() {
            let token = self.tokens.of(c);
            if token.is_none() && !Tokens::is_guard(c) {
                continue;
            }
            self.run_of_text(text.get(from..at).unwrap_or_default());
            from = at + c.len_utf8();
            if let Some(token) = token {
                self.token(token.what, token.source);
            }
        }
        self.run_of_text(text.get(from..).unwrap_or_default());
    }

    fn run_of_text(&mut self, text: &str) {
        if !text.is_empty() {
            self.spans.resume(self.d);
            self.d.html.text(text);
            self.begun = true;
        }
    }

    fn token(&mut self, what: What<'a>, source: &'a str) {
        match what {
            What::Nothing => {}
            What::Open(tag) => {
                let span = spans::of_tag(self.d, tag);
                self.spans.push(span);
            }
            What::Close(name) => {
                if !self.spans.end_tag(self.d, name) {
                    self.run_of_text(source);
                }
            }
            What::Typed => self.run_of_text(source),
            What::Break => {
                self.spans.resume(self.d);
                self.d.html.tag("br").void();
            }
            shown => {
                self.spans.resume(self.d);
                self.begun = true;
                let in_link = self.d.in_link || self.spans.in_link();
                elements::draw(self.d, shown, source, in_link);
            }
        }
    }

    /// Code: markers as they were written, holes as chips.
    fn typed(&mut self, text: &str) {
        self.begun = true;
        let mut from = 0;
        for (at, c) in text.char_indices() {
            let token = self.tokens.of(c);
            if token.is_none() && !Tokens::is_guard(c) {
                continue;
            }
            self.d.html.text(text.get(from..at).unwrap_or_default());
            from = at + c.len_utf8();
            match token.map(|token| (token.what, token.source)) {
                Some((What::Hole(label), _)) => self.d.html.leaf("span", "fc-hole", label),
                Some((_, source)) => self.d.html.text(source),
                None => {}
            }
        }
        self.d.html.text(text.get(from..).unwrap_or_default());
    }
}
