//! `docs/diagnostics.md` is made of the catalogue. `UPDATE_EXPECTED=1 cargo test -p feishu-card-markup --test docs` writes it.

use feishu_card_markup::catalogue;
use feishu_card_schema::{Entry, Severity};
use std::{
    fmt::Write,
    path::{Path, PathBuf},
};

const HEAD: &str = "\
# Diagnostics

Every finding of the rule book, by its code. One rule book, three readers: the compiler (`card!`), the client before it
sends (`validate()`), and the command line (`card check`). All three apply the same rules and say the same words.

This page is made of the catalogue; a test keeps it equal. Each entry is in the file of its rule, which it names. `card explain C0101` prints an entry.

**Severity.** *Error*: the platform refuses it, or its documentation forbids it. *Warning*: the platform ignores or repairs it,
official pages contradict each other or are silent, or official samples do it. It may differ between markup, JSON 1.0 (which
drops unknown members silently) and JSON 2.0 (which refuses the card).

**Lowering one code for one card**: `card! { #![allow(C0302)] <card>… }`, `validate_with(…)`, `card check --allow C0302`. An error
becomes a warning, a warning disappears. Limits can be raised at run time (`Limits`).

**Updates never break builds**: a new rule is a warning in a minor release, and an error at the earliest in the next major one.

**Places.** In markup the exact token; elsewhere a JSON Pointer (`/body/elements/1/text`) and the platform's own form
(`ROOT -> body -> elements -> [1](tag: form)`).
";

const PARTS: [(&str, &str); 10] = [
    ("C00", "Markup: grammar"),
    ("C01", "Names and kinds"),
    ("C02", "Members: required, exclusive, superseded"),
    ("C03", "Values"),
    ("C04", "Nesting and counts"),
    ("C05", "Forms, names, ids, callback values"),
    ("C06", "Tables and charts"),
    ("C07", "Markdown"),
    ("C08", "Links and locales"),
    ("C09", "The card as a whole"),
];

const TAIL: &str = "\
## What only the server knows

No check before sending can promise that the platform takes a card. It alone knows

- whether image, audio and file keys exist and belong to the app (200570, 300240);
- whether users, open_ids and e-mail addresses of mentions and person components exist and are visible to the app (100290);
- whether `<at id=all>` is allowed in the group;
- whether a template exists, is published, visible to the app, and what types its variables have (200380, 200381, 200732, 200737, 11310);
- the full VChart schema of a chart (200550): of `chart_spec` we check that it is there, an object, has a type and data;
- the size after the platform has put in template data and style tags (30 KB, 230025 and 200860), and after conversion (100 KB, 100000);
- how exactly it counts nesting levels (5) and elements (200, 300305): the rules count as the samples allow, so a refusal may come earlier;
- which version the message had before an update: 2.0 cannot become 1.0 (200830), and 1.0 may not become 2.0 (200800);
- whether a card is shared or locked, its sequence numbers, streaming state, age and tokens (11310, 300317, 200850, 230031, 300030);
- audits of content (230022, 230028), permissions, rate limits;
- whether the app is behind a custom bot, where callbacks do not work;
- what the reader's client can show: its version, its emoji and icons.

In markup, texts and lists that the program makes at run time are checked when `validate()` runs, before sending; `json:` members and
`<raw>` components are not checked beyond their size.

## Rules that official samples break

They are warnings for that reason, or lenient in the place named here: `alt` of an image, `behaviors` and `value` of interactive
components, empty `header`, `confirm` and `card_link` objects, links without scheme in 1.0 (C0802), unpadded dates (C0313), `required`
on selects outside a form (C0516), `form_action_type` in 1.0 and `action_type` in 2.0 (C0208), `default` and empty spacings, `size:
crop_center`, a text as `custom_width` (C0306), text as callback value in 2.0 (C0316), equal callback values (C0513), `$urlDemo` without
`href` (C0808), URLs of internal schemes in Markdown (C0713).
";

fn page() -> String {
    let mut out = String::from(HEAD);
    for (prefix, title) in PARTS {
        let entries: Vec<&Entry> = catalogue::all().filter(|entry| entry.code.starts_with(prefix)).collect();
        if entries.is_empty() {
            continue;
        }
        let _ = write!(out, "\n## {prefix}xx: {title}\n");
        for entry in entries {
            write_entry(&mut out, entry);
        }
    }
    out.push('\n');
    out.push_str(TAIL);
    out
}

/// The file that holds an entry and its rule: `card-schema/src/rules/forms/submit.rs`.
fn file(entry: &Entry) -> String {
    let (package, path) = entry.module.split_once("::").expect("the entry is in a module");
    format!("{}/src/{}.rs", package.replace("feishu_", "").replace('_', "-"), path.replace("::", "/"))
}

fn write_entry(out: &mut String, entry: &Entry) {
    let file = file(entry);
    let _ = write!(out, "\n### {}: {}\n\n{}", entry.code, entry.title, severities(entry));
    if let Some(code) = entry.platform {
        let _ = write!(out, " · the platform answers {code}");
    }
    let _ = write!(out, " · since {} · rule in [`{file}`](../{file})\n\n{}\n", entry.since, entry.why);
    example(out, "Wrong", entry.wrong);
    example(out, "Right", entry.right);
}

fn severities(entry: &Entry) -> String {
    let word = |severity| if severity == Severity::Error { "error" } else { "warning" };
    match [entry.markup, entry.json1, entry.json2] {
        [markup, json1, json2] if markup == json1 && json1 == json2 => format!("*{}*", word(markup)),
        [markup, json1, json2] => {
            format!("markup *{}*, JSON 1.0 *{}*, JSON 2.0 *{}*", word(markup), word(json1), word(json2))
        }
    }
}

fn example(out: &mut String, name: &str, text: &str) {
    let _ = match text.chars().next() {
        _ if text.starts_with("card!") => write!(out, "\n{name}:\n```text\n{text}\n```\n"),
        Some('<') => write!(out, "\n{name}:\n```text\n{text}\n```\n"),
        Some('{') => write!(out, "\n{name}:\n```json\n{text}\n```\n"),
        _ => write!(out, "\n{name}: {text}.\n"),
    };
}

#[test]
fn the_page_is_the_catalogue() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/diagnostics.md");
    feishu_card_expected::hold(path, &page());
}

#[test]
fn codes_are_unique_and_in_order() {
    let codes: Vec<_> = catalogue::all().map(|entry| entry.code).collect();
    assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
    for entry in catalogue::all() {
        assert!(
            !entry.title.is_empty() && !entry.why.is_empty() && !entry.wrong.is_empty() && !entry.right.is_empty(),
            "{}",
            entry.code
        );
    }
}

/// The Rust files under a folder.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry of it").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// How often a name is a whole word of a text.
fn mentions(text: &str, name: &str) -> usize {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| *word == name).count()
}

/// An entry is private to its file (`entries!` knows no other way), so what reports it is there too: this holds that it
/// *is* reported there, and that no way leads around it.
#[test]
fn every_code_its_words_and_what_decides_are_in_one_file() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    for package in ["card-schema", "card-markup"] {
        sources(&root.join(package).join("src"), &mut files);
    }
    let texts: Vec<(PathBuf, String)> =
        files.into_iter().map(|path| (path.clone(), std::fs::read_to_string(path).expect("a source"))).collect();
    let mut wrong = Vec::new();
    let mut held = 0;
    for entry in catalogue::all() {
        let mut complain = |what: String| wrong.push(format!("{}: {what}", entry.code));
        let declared = format!(" = \"{}\" \"", entry.code);
        let of_its_own = root.join(file(entry));
        let Some((_, text)) = texts.iter().find(|(path, _)| *path == of_its_own) else {
            complain(format!("no file {}", of_its_own.display()));
            continue;
        };
        let others: Vec<_> = texts
            .iter()
            .filter(|(path, text)| *path != of_its_own && text.contains(&declared))
            .map(|(path, _)| path.display())
            .collect();
        if !others.is_empty() {
            complain(format!("declared a second time, in {others:?}"));
        }
        let Some((before, _)) = text.split_once(&declared) else {
            complain("not declared in its file".to_owned());
            continue;
        };
        let name = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        // the declaration, and at least one rule that reports it
        if mentions(text, name) < 2 || !text.contains(&format!("&{name}")) {
            complain(format!("nothing in its file reports {name}"));
        }
        // what is private to a file is seen by modules below it
        let opens = |line: &str| line.ends_with(';') && line.split_whitespace().take(2).any(|word| word == "mod");
        if text.lines().any(opens) {
            complain("its file has modules below it, which see its entries".to_owned());
        }
        held += 1;
    }
    // lists of entries are for catalogues: nobody takes an entry out of one to report it
    for (path, text) in &texts {
        let lists = text.matches("ENTRIES").count();
        let whole = text.matches("::ENTRIES,").count() + text.matches("::ENTRIES]").count();
        if lists != whole && !text.contains("pub(crate) static ENTRIES") {
            wrong.push(format!("{}: an entry is taken out of a list", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{held} codes, each with its words, its examples and what decides in one file");
    assert_eq!(held, catalogue::all().count());
}
