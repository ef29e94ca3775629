//! What is said of mistakes costs in proportion to the source: counted are the bytes that it allocates, of n, 2n and 4n
//! of a thing.

use feishu_card_markup::{Settings, source};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// A card with so much of something.
type Make = fn(usize) -> String;

/// What grows, and the card with so much of it.
const CASES: &[(&str, Make)] = &[
    ("attributes of the web", |n| format!("<button {}>\"x\"</button>", numbered(n, "data_", "=\"a\" "))),
    ("one attribute of the web, and children", |n| {
        format!("<div {}>{}</div>", "v-if=\"a\" ".repeat(n), "<hr/>".repeat(n))
    }),
    ("events", |n| format!("<button {}>\"x\"</button>", numbered(n, "@click", "=\"go()\" "))),
    ("unknown attributes", |n| format!("<div {}>\"x\"</div>", numbered(n, "colour", "=red "))),
    ("tags of the web", |n| format!("<section>{}</section>", "<p>\"a\"</p>".repeat(n))),
    ("lists of the web", |n| format!("<ul>{}</ul>", "<li>\"a\" <b>\"c\"</b></li>".repeat(n))),
    ("a table of the web", |n| format!("<table>{}</table>", "<tr><td>\"a\"</td><td>\"b\"</td></tr>".repeat(n))),
    ("tags of the web in each other", |n| {
        format!("{}\"x\"{}", "<section>".repeat(50), "</section>".repeat(50)).repeat(n / 50)
    }),
    ("JSON of the platform", |n| format!("{{\"tag\": \"div\", {}}}", numbered(n, "\"k", "\": \"v\", "))),
    ("arrows in JSON", |n| format!("<button value={{{{{}}}}}>\"x\"</button>", numbered(n, "\"k", "\" => \"v\", "))),
];

fn numbered(n: usize, before: &str, behind: &str) -> String {
    (0..n).map(|n| format!("{before}{n}{behind}")).collect()
}

/// The bytes that reading a source allocates, and how many findings it has.
fn cost(card: &str) -> (usize, usize) {
    let text = format!("fn f() {{ card! {{ <card>{card}</card> }} }}");
    let region = Region::new(ALLOCATOR);
    let found = source::check(&text, &Settings::default()).len();
    (region.change().bytes_allocated, found)
}

#[test]
fn twice_as_many_mistakes_cost_twice_as_much() {
    for (what, make) in CASES {
        // what is made once for all
        cost(&make(50));
        let costs = [500, 1000, 2000].map(|n| cost(&make(n)));
        assert!(costs[0].1 > 0, "{what}: nothing is said");
        for pair in costs.windows(2) {
            let times = pair[1].0 as f64 / pair[0].0.max(1_000_000) as f64;
            // lists grow by doubling: what they copy on the way may be a half more
            assert!(times < 2.6, "{what}: {times:.2} times the bytes, {costs:?}");
        }
    }
}
