//! Each page in `pairs/` holds sources, and what becomes of each: `## what`, the source, `=>`, the result.
//! `UPDATE_EXPECTED=1` writes the results anew.

use feishu_card_cli::fmt::{Options, format};
use std::{fmt::Write, fs, path::Path};

#[test]
fn every_pair_is_laid_out_as_reviewed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fmt/pairs");
    let mut pages: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    let mut pairs = 0;
    for page in pages {
        let text = fs::read_to_string(&page).unwrap();
        let mut now = String::new();
        for pair in text.split("## ").skip(1) {
            let (name, rest) = pair.split_once('\n').unwrap();
            let before = rest.split("\n=>\n").next().unwrap();
            // a pair that was never written has no result yet
            let before = if before.ends_with('\n') { before } else { &format!("{before}\n") };
            let formatted = format(before, &Options::default());
            let again = format(&formatted.text, &Options::default());
            assert_eq!(again.text, formatted.text, "{name}: twice is not once");
            write!(now, "## {name}\n{before}=>\n{}", formatted.text).unwrap();
            for left in &formatted.left {
                writeln!(now, "left: {} {:?}", left.why, formatted.text.get(left.at.clone()).unwrap()).unwrap();
            }
            pairs += 1;
        }
        feishu_card_expected::hold(page, &now);
    }
    assert!(pairs >= 60, "{pairs}");
}
