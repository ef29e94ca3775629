//! One mistake a case: `grammar.txt` holds markup and, behind `=> `, all that is found in it.
//! `UPDATE_EXPECTED=1` writes the findings anew.

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
    feishu_card_expected::hold(path, &out);
}
