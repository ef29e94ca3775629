//! Cards with real data, printed for `card dev`: one JSON object a line, `{"name": …, "card": …}`.
//!
//! `card dev --run 'cargo run -q --example gallery'` shows them, and runs this program again at every save. Any program in
//! any language can do the same.

use feishu_card::{Card, Json, card};

/// A deploy and how it went.
fn deploy(service: &str, hosts: &[(&str, u8)]) -> Card {
    let done = hosts.iter().all(|(_, percent)| *percent == 100);
    let color = if done { "green" } else { "blue" };
    card! {
        <card schema="2.0">
            <header template={color} title="{service}"/>
            for (host, percent) in hosts {
                <column_set>
                    <column width=weighted weight=3>
                        <markdown>"`{host}`"</markdown>
                    </column>
                    <column width=weighted weight=1>
                        <markdown text_align=right>"{percent} %"</markdown>
                    </column>
                </column_set>
            }
            if done {
                <markdown>"All hosts run the new version."</markdown>
            } else {
                <button type=danger>
                    "Stop"
                    <callback value={{"stop": service}}/>
                </button>
            }
        </card>
    }
}

fn main() {
    let cards = [
        ("deploy: running", deploy("payments 2.1.0", &[("eu-1", 100), ("eu-2", 40)])),
        ("deploy: done", deploy("payments 2.1.0", &[("eu-1", 100), ("eu-2", 100)])),
        ("deploy: nothing to do", deploy("payments 2.1.0", &[])),
    ];
    for (name, card) in cards {
        println!("{}", Json::from(vec![("name".into(), name.into()), ("card".into(), card.to_json())]));
    }
}
