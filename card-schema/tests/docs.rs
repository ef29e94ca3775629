//! `docs/diagnostics.md` is made of the catalogue. `UPDATE_EXPECTED=1 cargo test -p feishu-card-schema --test docs` writes it.

use feishu_card_schema::{
    Entry, Severity, catalogue,
    platform_codes::{self, CodeRow},
};
use std::{fmt::Write, path::Path};

const HEAD: &str = "\
# Diagnostics

Every finding of the rule book, by its code. One rule book, three readers: the compiler (`card!`), the client before it
sends (`validate()`), and the command line (`card check`). All three apply the same rules and say the same words.

This page is made of the catalogue in `card-schema`; a test keeps it equal. Each entry is in the file of its rule, which it names. `card explain C0101` prints an entry.

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

fn write_entry(out: &mut String, entry: &Entry) {
    let file = format!("{}.rs", entry.module.split("::").skip(1).collect::<Vec<_>>().join("/"));
    let _ = write!(out, "\n### {}: {}\n\n{}", entry.code, entry.title, severities(entry));
    if let Some(code) = entry.platform {
        let _ = write!(out, " · the platform answers {code}");
    }
    let _ = write!(out, " · since {} · rule in [`{file}`](../card-schema/src/{file})\n\n{}\n", entry.since, entry.why);
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

/// `docs/platform-codes.md`: every code of the platform.
fn platform_page() -> String {
    let mut out = String::from(
        "# Codes of the platform\n\n\
         What the platform answers when it refuses, by number. `card explain 230099` prints an entry; errors of the client \
         say the same. Where one number has several meanings, the call that answers it tells which. Codes in brackets are \
         findings of the rule book, which tell of it before anything is sent: see [diagnostics.md](diagnostics.md).\n\n\
         | code | means | answered by | to do |\n|---|---|---|---|\n",
    );
    for row in CodeRow::all() {
        let cell = |text: &str| text.replace('|', "\\|").replace('<', "&lt;");
        let text = row.text.map_or_else(String::new, |text| format!(" (\"{text}\")"));
        let findings: Vec<&str> = platform_codes::findings(row.code).map(|entry| entry.code).collect();
        let findings = match row.calls.split(' ').any(|call| call == CodeRow::CONTENT) && !findings.is_empty() {
            true => format!(" [{}]", findings.join(", ")),
            false => String::new(),
        };
        let _ = writeln!(
            out,
            "| {} | {}{} | {}{text} | {} |",
            row.code,
            cell(row.meaning),
            findings,
            row.source(),
            cell(row.help().unwrap_or_default()),
        );
    }
    out
}

#[test]
fn the_page_of_platform_codes_is_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/platform-codes.md");
    feishu_card_expected::hold(path, &platform_page());
}

#[test]
fn every_code_of_the_reference_is_explained() {
    let Some(reference) = feishu_card_corpus::text("spec/errors.tsv") else { return };
    let mut count = 0;
    for line in reference.lines().skip(1) {
        let code = line.split('\t').next().unwrap_or_default();
        assert!(CodeRow::of(code.parse().expect(line)).next().is_some(), "{line}");
        count += 1;
    }
    assert!(count > 600, "{count}");
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
