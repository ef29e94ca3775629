//! Prints what the rule book finds in the corpus and in mutations of it, so that two commits can be compared:
//! `cargo run --release -p feishu-card-core --example findings -- 100000 > before`, the same on the other commit, and
//! `cmp before after`. Of a mutation a hash stands for its findings; `… -- 100000 17` prints those of number 17.
//!
//! Every card is read as raw JSON, as a typed value, as a fragment, and as markup, where some of its values are known only
//! at run time, in a branch or in a loop.

use feishu_card_core::{Card, CheckOptions, Diagnostic, Json, Limits, Str, Subject, Typed};
use feishu_card_schema::{
    Allow, Reader,
    rules::{self, Settings},
    table::objects,
    tree::{Field, Fields, Known, Node, TextPart},
};
use std::fmt::Write;

/// The same numbers in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % (n.max(1) as u64)).unwrap_or(0)
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

fn lines<'f>(found: impl IntoIterator<Item = &'f Diagnostic>, out: &mut String) {
    for d in found {
        let excerpt = d.excerpt.as_ref().map(|e| (e.offset, e.len, &e.line, &e.carets));
        let _ = writeln!(
            out,
            "{} {} {} | {} | {} | {} | {:?} | {excerpt:?} | {:?} | {:?}",
            d.severity, d.entry.code, d.pointer, d.path, d.at.0, d.message, d.help, d.platform, d.earlier
        );
    }
}

/// The tree of JSON as markup gives it: some values are known at run time only.
fn node(json: &Json, random: &mut Random, at: &mut u32) -> Node<'static> {
    *at += 1;
    let place = feishu_card_schema::tree::At(*at);
    let value = match (random.below(40), json) {
        (0, _) => Known::Hole,
        (1, Json::Str(text)) => {
            let cut = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
            let part = |text: &str| TextPart::Text(text.to_owned().into());
            Known::Template(vec![part(&text[..cut]), TextPart::Hole, part(&text[cut..])])
        }
        (_, Json::Null) => Known::Null,
        (_, Json::Bool(b)) => Known::Bool(*b),
        (_, Json::Number(n)) => Known::Number(n.to_string().into()),
        (_, Json::Str(text)) => Known::Str(text.to_string().into()),
        (_, Json::List(items)) => {
            let mut list = Vec::new();
            for item in items {
                let inner = node(item, random, at);
                let value = match random.below(20) {
                    0 => Known::Repeat(vec![inner]),
                    1 => Known::Branches(vec![vec![inner.clone()], vec![inner]]),
                    2 => Known::Branches(vec![vec![inner], Vec::new()]),
                    _ => {
                        list.push(inner);
                        continue;
                    }
                };
                list.push(Node { at: place, value });
            }
            Known::List(list.into())
        }
        (_, Json::Map(members)) => {
            let open = random.below(30) == 0;
            let mut fields = Vec::new();
            for (name, value) in members {
                let inner = node(value, random, at);
                let (sure, inner) = match random.below(30) {
                    0 => (false, inner),
                    1 => (false, Node { at: place, value: Known::Branches(vec![vec![inner], Vec::new()]) }),
                    _ => (true, inner),
                };
                fields.push(Field { name: name.to_string().into(), at: place, node: inner, sure });
            }
            Known::Object(Fields { members: fields.into(), open })
        }
    };
    Node { at: place, value }
}

/// All that is found in a card, by every reader.
fn findings(json: &Json, random: &mut Random) -> String {
    let mut out = String::new();
    let options = CheckOptions::default().limits(Limits::PLATFORM.card_bytes(8 << 20));
    lines(&json.validate_as(Subject::Card, &options), &mut out);
    lines(&json.validate_as(Subject::Card, &CheckOptions::default()), &mut out);
    out.push_str("typed\n");
    if let Ok(card) = Card::from_json(json.clone()) {
        lines(&Typed::validate_with(&card, &options), &mut out);
        let _ = writeln!(out, "{:?}", Json::counts(json));
    }
    let list = json.pointer("/body/elements").or_else(|| json.get("elements"));
    if let Some(list) = list {
        out.push_str("fragment\n");
        lines(&list.validate_as(Subject::List(&objects::Component), &options), &mut out);
    }
    out.push_str("markup\n");
    let tree = node(json, random, &mut 0);
    let settings = Settings { reader: Reader::Markup, version: None, limits: &options.limits, allow: &Allow::NONE };
    lines(&rules::check(&tree, Subject::Card, &settings), &mut out);
    out
}

fn nodes(json: &Json) -> usize {
    1 + match json {
        Json::List(items) => items.iter().map(nodes).sum(),
        Json::Map(members) => members.iter().map(|(_, value)| nodes(value)).sum::<usize>(),
        _ => 0,
    }
}

/// Changes the value that is `at` values further on in the tree.
fn change(json: &mut Json, at: &mut usize, how: &mut dyn FnMut(&mut Json)) -> bool {
    if *at == 0 {
        how(json);
        return true;
    }
    *at -= 1;
    match json {
        Json::List(items) => items.to_mut().iter_mut().any(|item| change(item, at, how)),
        Json::Map(members) => members.to_mut().iter_mut().any(|(_, value)| change(value, at, how)),
        _ => false,
    }
}

const WORDS: &[&str] = &[
    "",
    " ",
    "x",
    "red",
    "gray",
    "#fff",
    "4px",
    "4px 8px",
    "-4px",
    "9999px",
    "50%",
    "2.0",
    "1.0",
    "https://a.cn",
    "a b",
    "javascript:x",
    "www.a.cn",
    "img_v3_x",
    "/x.png",
    "${x}",
    "{{x}}",
    "submit",
    "form_submit",
    "primary",
    "primray",
    "fill",
    "weighted",
    "auto",
    "default",
    "chat_outlined",
    "chat_outlind",
    "heading",
    "huge",
    "plain_text",
    "lark_md",
    "markdown",
    "button",
    "form",
    "column",
    "column_set",
    "table",
    "note",
    "action",
    "audio",
    "div",
    "hologram",
    "callback",
    "open_url",
    "2024-02-30",
    "2024-2-3",
    "09:30",
    "ou_1",
    "on_1",
    "a",
    "1st",
    "**a",
    "<at id=all></at>",
    "[a](ftp://x)",
    "![a](x)",
    "|a|\n|-|\n|1|",
    "    code",
    "```\nx",
    ":ok:",
    "a < b",
    "<b>x</b>",
    "options",
    "number",
    "date",
];

const NAMES: &[&str] = &[
    "tag",
    "text",
    "content",
    "elements",
    "columns",
    "rows",
    "options",
    "value",
    "name",
    "type",
    "url",
    "multi_url",
    "icon",
    "element_id",
    "margin",
    "padding",
    "width",
    "weight",
    "size",
    "color",
    "behaviors",
    "required",
    "disabled",
    "header",
    "title",
    "config",
    "schema",
    "body",
    "i18n_content",
    "fallback",
    "confirm",
    "colour",
    "img_key",
    "alt",
    "mode",
    "data",
];

fn mutate(card: &Json, random: &mut Random) -> Json {
    let mut card = card.clone();
    for _ in 0..=random.below(3) {
        let at = random.below(nodes(&card));
        let (kind, word, name) = (random.below(9), *random.pick(WORDS), *random.pick(NAMES));
        let number = i64::try_from(random.below(2000)).unwrap_or(0) - 500;
        let nth = random.next();
        change(&mut card, &mut at.clone(), &mut |value| {
            let index = |len: usize| usize::try_from(nth % (len.max(1) as u64)).unwrap_or(0);
            match (kind, &mut *value) {
                (0, value) => *value = Json::str(word),
                (1, value) => *value = Json::int(number),
                (2, value) => *value = [Json::Null, Json::Bool(true), Json::float(1.5)][index(3)].clone(),
                (3, Json::Map(members)) => members.to_mut().push((Str::Borrowed(name), Json::str(word))),
                (4, Json::Map(members)) if !members.is_empty() => {
                    let at = index(members.len());
                    members.to_mut().remove(at);
                }
                (5, Json::Map(members)) if !members.is_empty() => {
                    let at = index(members.len());
                    members.to_mut()[at].0 = Str::Borrowed(name);
                }
                (6, Json::List(items)) if !items.is_empty() => {
                    let item = items[index(items.len())].clone();
                    items.to_mut().push(item);
                }
                (7, Json::List(items)) if !items.is_empty() => {
                    let at = index(items.len());
                    items.to_mut().remove(at);
                }
                (8, value) => *value = Json::from(vec![value.clone()]),
                (_, Json::Map(members)) if !members.is_empty() => {
                    let twice = members[index(members.len())].clone();
                    members.to_mut().push(twice);
                }
                _ => {}
            }
        });
    }
    card
}

fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn main() {
    let mut arguments = std::env::args().skip(1).filter_map(|argument| argument.parse::<usize>().ok());
    let (count, only) = (arguments.next().unwrap_or(10_000), arguments.next());
    let files = feishu_card_corpus::files(&["official-v1", "official-v2", "wild"]);
    let cards: Vec<(String, Json)> =
        files.into_iter().filter_map(|file| Some((file.name, Json::parse(&file.text).ok()?))).collect();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for (name, card) in &cards {
        let found = findings(card, &mut random);
        if only.is_none() {
            print!("== {name}\n{found}");
        }
    }
    for n in 0..count {
        // each on its own, so that one that is looked at alone is the same
        let mut random = Random(0x1234_5678_9abc_def1 ^ ((n as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        random.next();
        let (name, card) = random.pick(&cards);
        let card = mutate(card, &mut random);
        match only {
            Some(only) if only == n => print!("{name}\n{card}\n{}", findings(&card, &mut random)),
            Some(_) => {}
            None => {
                let found = findings(&card, &mut random);
                println!("{n} {} {:016x}", found.lines().count(), hash(&found));
            }
        }
    }
}
