//! `docs/platform-codes.md` is made of the table of codes. `UPDATE_EXPECTED=1 cargo test -p feishu-card-schema --test docs`
//! writes it.

use feishu_card_schema::platform_codes::{self, CodeRow};
use std::{fmt::Write, path::Path};

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
