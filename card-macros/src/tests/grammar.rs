//! One mistake a case: `grammar.txt` holds markup and, behind `=> `, all that is found in it.
//! `UPDATE_GRAMMAR=1` writes the findings anew.

use super::lines;

#[test]
fn every_case_is_found_as_written() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/tests/grammar.txt");
    let text = std::fs::read_to_string(path).expect(path);
    let mut out = String::new();
    for case in text.split("\n\n").filter(|case| !case.trim().is_empty()) {
        let markup: Vec<&str> = case.lines().take_while(|line| !line.starts_with("=> ")).collect();
        let markup = markup.join("\n").trim().to_owned();
        out.push_str(&markup);
        for line in lines(&markup) {
            out.push_str("\n=> ");
            out.push_str(&line);
        }
        out.push_str("\n\n");
    }
    if std::env::var_os("UPDATE_GRAMMAR").is_some() {
        std::fs::write(path, &out).expect(path);
        return;
    }
    for (found, expected) in out.split("\n\n").zip(text.split("\n\n")) {
        assert_eq!(found.trim(), expected.trim());
    }
}
