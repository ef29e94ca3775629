//! One mistake a case: `grammar.txt`, and `habits.txt` for those that people bring from elsewhere, hold markup and, behind
//! `=> `, all that is found in it. `UPDATE_EXPECTED=1` writes the findings anew.

use super::lines;

#[test]
fn every_case_is_found_as_written() {
    held("grammar.txt");
}

#[test]
fn every_habit_reads_its_fix() {
    held("habits.txt");
}

fn held(file: &str) {
    let path = format!("{}/src/tests/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).expect(file);
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
    feishu_card_expected::hold(&path, &out);
}
