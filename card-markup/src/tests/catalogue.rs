//! Every entry of the catalogue that is shown in markup: its wrong example raises it, its right one does not.

use super::lines;
use crate::catalogue;
use feishu_card_schema::Entry;

/// The inside of `card! { … }`, or the markup itself.
fn markup(example: &str) -> Option<&str> {
    let inside = example.strip_prefix("card! {").and_then(|rest| rest.trim_end().strip_suffix('}'));
    inside.or_else(|| example.starts_with('<').then_some(example))
}

fn codes(example: &str) -> Vec<String> {
    lines(example).iter().filter_map(|line| line.split(' ').nth(2).map(str::to_owned)).collect()
}

#[test]
fn wrong_examples_raise_their_code_and_right_ones_do_not() {
    let mut wrong = Vec::new();
    for Entry { code, wrong: bad, right, .. } in catalogue::all() {
        if let Some(bad) = markup(bad)
            && !codes(bad).iter().any(|found| found == code)
        {
            wrong.push(format!("{code} is not raised by {bad}: {:?}", lines(bad)));
        }
        if let Some(right) = markup(right)
            && codes(right).iter().any(|found| found == code)
        {
            wrong.push(format!("{code} is raised by its right example {right}"));
        }
        if markup(bad).is_none() {
            println!("no markup: {code} {bad}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
