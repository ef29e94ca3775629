//! Every entry's example raises it, and its corrected form raises nothing.

use super::super::{Flavour, hole_contexts};
use super::{findings, parts};
use crate::catalogue;

/// The Markdown of an example: the string literal in `<card><markdown>"…"</markdown></card>`.
fn text(example: &str) -> (String, Flavour) {
    let literal = example.split("<markdown>\"").nth(1).and_then(|rest| rest.split("\"</markdown>").next());
    let text = literal.expect("an example in a <markdown>").replace("\\n", "\n");
    let flavour = if example.contains("schema=\"2.0\"") { Flavour::Markdown2 } else { Flavour::Markdown1 };
    (text.replace("{tag}", "{…}").replace("{color}", "{…}"), flavour)
}

#[test]
fn examples_raise_their_entry_and_nothing_when_mended() {
    for entry in catalogue::all().filter(|entry| entry.code.starts_with("C07")) {
        if entry.code == "C0724" {
            continue; // Its example is in words; see `rules::tables_are_counted`.
        }
        let (wrong, flavour) = text(entry.wrong);
        let refused = hole_contexts(&parts(&wrong), flavour).into_iter().filter_map(Result::err);
        let codes = findings(&wrong, flavour).into_iter().chain(refused.map(|f| f.entry.code.to_owned()));
        let codes: Vec<String> = codes.map(|line| line.chars().take(5).collect()).collect();
        assert!(codes.contains(&entry.code.to_owned()), "{}: {codes:?}", entry.code);
        assert!(codes.iter().all(|code| code == entry.code), "{}: {codes:?}", entry.code);
        let (right, flavour) = text(entry.right);
        assert_eq!(findings(&right, flavour), [""; 0], "{}", entry.code);
        assert!(hole_contexts(&parts(&right), flavour).iter().all(Result::is_ok), "{}", entry.code);
    }
}
