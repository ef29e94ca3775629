//! Checking a card costs in proportion to its size, whatever is wrong with it: counted are what it allocates, of n, 2n and
//! 4n of a thing, up to 1 MB of JSON (`FEISHU_CARD_LONG=1`: 4 MB). And what is found is listed in a bounded number of findings.

use allocation_counter::{AllocationInfo, measure};
use feishu_card::{CheckOptions, Json, Limits};

/// A card of so many of something.
type Make = fn(usize) -> String;

fn rows(count: usize, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect::<Vec<_>>().join(",")
}

fn v2(elements: &str) -> String {
    format!(r#"{{"schema":"2.0","body":{{"elements":[{elements}]}}}}"#)
}

/// What grows, how many of it make about 4 MB, and the card.
const CASES: &[(&str, usize, Make)] = &[
    ("rows with keys that no column has", 40_000, |n| {
        let columns = rows(40, |i| format!(r#"{{"name":"c{i}","data_type":"text"}}"#));
        let rows =
            rows(n, |i| format!(r#"{{"c1":"some text in a cell","other{i}":"a value without a column","c2":"x"}}"#));
        v2(&format!(r#"{{"tag":"table","columns":[{columns}],"rows":[{rows}]}}"#))
    }),
    ("columns", 60_000, |n| {
        let columns = rows(n, |i| format!(r#"{{"name":"column{i}","data_type":"number","display_name":"c"}}"#));
        v2(&format!(r#"{{"tag":"table","columns":[{columns}],"rows":[{{"column1":"x"}}]}}"#))
    }),
    ("columns of one name", 60_000, |n| {
        let columns = rows(n, |_| r#"{"name":"column","data_type":"number","display_name":"c"}"#.to_owned());
        v2(&format!(r#"{{"tag":"table","columns":[{columns}],"rows":[]}}"#))
    }),
    ("components", 40_000, |n| {
        v2(&rows(n, |i| {
            format!(r#"{{"tag":"markdown","content":"text number {i}","element_id":"a{i}","margin":"4px 8px"}}"#)
        }))
    }),
    ("components with a member that none has", 40_000, |n| {
        v2(&rows(n, |i| {
            format!(r#"{{"tag":"markdown","content":"text number {i}","colour":"red","margin":"9999px"}}"#)
        }))
    }),
    ("components with one name", 40_000, |n| {
        v2(&rows(n, |_| {
            r#"{"tag":"input","name":"the same","element_id":"again","placeholder":{"tag":"plain_text","content":"x"}}"#
                .to_owned()
        }))
    }),
    ("unknown components", 60_000, |n| v2(&rows(n, |i| format!(r#"{{"tag":"hologram{}","content":"text"}}"#, i % 7)))),
    ("members of one object", 150_000, |n| {
        v2(&format!(r#"{{"tag":"hr",{}}}"#, rows(n, |i| format!("\"member{i}\":\"value\""))))
    }),
    ("one member again and again", 200_000, |n| {
        v2(&format!(r#"{{"tag":"hr",{}}}"#, rows(n, |_| r#""margin":"4px""#.to_owned())))
    }),
    ("options", 60_000, |n| {
        let options = rows(n, |i| format!(r#"{{"value":"{}","text":{{"tag":"plain_text","content":"x"}}}}"#, i / 2));
        v2(&format!(r#"{{"tag":"select_static","name":"s","initial_option":"none","options":[{options}]}}"#))
    }),
    ("callbacks with one value", 30_000, |n| {
        v2(&rows(n, |_| {
            r#"{"tag":"button","text":{"tag":"plain_text","content":"x"},"behaviors":[{"type":"callback","value":{"a":1}}]}"#.to_owned()
        }))
    }),
    ("a long text", 400_000, |n| v2(&format!(r#"{{"tag":"markdown","content":"{}"}}"#, "**a** b, ".repeat(n)))),
    ("a text of what is wrong", 200_000, |n| {
        v2(&format!(r#"{{"tag":"markdown","content":"{}"}}"#, "<x> [a](ftp://b) ".repeat(n)))
    }),
    ("a text of marks that nobody closes", 500_000, |n| {
        v2(&format!(r#"{{"tag":"markdown","content":"{}"}}"#, "[ *a ~~ `".repeat(n / 2)))
    }),
    ("texts", 40_000, |n| {
        v2(&rows(n, |_| {
            r#"{"tag":"markdown","content":"a <at id=ou_1></at> `x` [b](https://a.cn/c) **d**"}"#.to_owned()
        }))
    }),
    ("locales", 100_000, |n| {
        v2(&format!(
            r#"{{"tag":"markdown","content":"a","i18n_content":{{{}}}}}"#,
            rows(n, |i| format!(r#""l{i}":"Some text""#))
        ))
    }),
    ("lists in lists", 4_000, |n| {
        let panel = r#"{"tag":"collapsible_panel","header":{"title":{"tag":"plain_text","content":"x"}},"elements":[{"tag":"column_set","columns":[{"tag":"column","elements":[{"tag":"column_set","columns":[{"tag":"column","elements":[{"tag":"hr","x":1}]}]}]}]}]}"#;
        v2(&rows(4 * n, |_| panel.to_owned()))
    }),
];

fn check(text: &str) -> (AllocationInfo, usize) {
    let card = Json::parse(text).expect("JSON");
    // beyond some twenty times its limit a card is not looked into at all: so much must be allowed
    let limits = Limits::PLATFORM.card_bytes(8 << 20);
    let options = CheckOptions::default().limits(limits);
    let mut found = 0;
    let info = measure(|| found = feishu_card::Content::validate_with(&card, &options).len());
    (info, found)
}

#[test]
fn twice_as_much_costs_twice_as_much() {
    for (what, most, make) in CASES {
        let most = if std::env::var_os("FEISHU_CARD_LONG").is_some() { *most } else { most / 4 };
        let sizes = [most / 4, most / 2, most];
        let [one, two, four] = sizes.map(|size| check(&make(size)).0);
        for (less, more) in [(one, two), (two, four)] {
            let count = more.count_total as f64 / less.count_total.max(1000) as f64;
            let bytes = more.bytes_total as f64 / less.bytes_total.max(1_000_000) as f64;
            // lists grow by doubling: what they copy on the way may be a half more
            assert!(count < 2.2 && bytes < 2.6, "{what}: {count:.2} times the allocations, {bytes:.2} times the bytes");
        }
    }
}

#[test]
fn what_is_found_a_thousand_times_is_listed_a_hundred_times() {
    for (what, most, make) in CASES {
        let (_, found) = check(&make(most / 40));
        // three codes for one thing at most, and those of the whole card
        assert!(found <= 330, "{what}: {found} findings");
    }
}
