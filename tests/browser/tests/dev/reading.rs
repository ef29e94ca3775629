//! How soon a save is seen, and what many saves cost. Figures are told, not asserted.

use super::bench::Bench;
use std::{io::Write, time::Instant};

/// A crate of 200 cards in 20 files.
fn files() -> Vec<(String, String)> {
    let card = |file: usize, n: usize| {
        format!(
            "pub fn card_{file}_{n}(name: &str, hosts: &[Host]) -> Card {{\n    card! {{\n        <card schema=\"2.0\">\n            \
             <header template=blue title=\"{{name}} {file} {n}\"/>\n            <markdown>\"**{{name}}** saved 0\"</markdown>\n            \
             for Host {{ name, load }} in hosts {{\n                <column_set>\n                    \
             <column width=weighted><markdown>\"{{name}}\"</markdown></column>\n                    \
             <column width=weighted><markdown>\"{{load}}\"</markdown></column>\n                </column_set>\n            }}\n            \
             <button type=primary>\"Open\"<open_url default_url=\"https://example.com/{{name}}\"/></button>\n        \
             </card>\n    }}\n}}\n"
        )
    };
    (0..20).map(|file| (format!("src/cards_{file}.rs"), (0..10).map(|n| card(file, n)).collect())).collect()
}

#[tokio::test]
async fn a_save_is_seen_at_once() {
    let files = files();
    let given: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let Some(bench) = Bench::start("speed", &given, &[], "card=src%2Fcards_7.rs%23card_7_3").await else { return };
    bench.sees("saved 0").await;
    bench.wait("document.querySelectorAll('#cards .card').length === 200").await;
    // the page itself notes when the picture has changed
    bench
        .run("window.seen = []; new MutationObserver(() => seen.push([card.textContent.match(/saved (\\d+)/)?.[1], Date.now()])).observe(card, { subtree: true, childList: true, characterData: true })")
        .await;
    let (name, text) = &files[7];
    let mut times = Vec::new();
    for n in 1..=50 {
        let text = text.replace("saved 0", &format!("saved {n}"));
        let saved = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
        let started = Instant::now();
        bench.save(name, &text);
        let writing = started.elapsed().as_secs_f64() * 1000.0;
        bench.sees(&format!("saved {n}")).await;
        let seen: f64 = bench.get(&format!("seen.find(([number]) => number === '{n}')[1]")).await;
        times.push((seen - saved.as_secs_f64() * 1000.0, writing));
    }
    times.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (median, slowest) = (times[24].0, times[49].0);
    let told = format!("saved → changed, 200 cards, 50 saves: median {median:.0} ms, slowest {slowest:.0} ms\n");
    std::io::stderr().write_all(told.as_bytes()).unwrap();
    bench.is_clean().await;
}
