//! What leads from the picture and the list to the right details: chips, outputs, hits of the search.

use super::bench::Bench;

#[tokio::test]
async fn a_chip_leads_to_the_field_of_its_own_value() {
    // the same name in two parts, in a loop, and as something that is switched on
    let part =
        |name: &str| format!("fn {name}(n: u32) -> Markdown {{ card! {{ <markdown>\"{name} {{n}}\"</markdown> }} }}\n");
    let whole = "fn whole(n: u32) -> Card { card! { <card schema=\"2.0\">\
                 {one(1)}{two(2)}<div>\"own {n}\"</div>for x in xs {{two(3)}}</card> } }\n";
    let text = format!("{whole}{}{}", part("one"), part("two"));
    let Some(bench) = Bench::start("chips", &[("a.rs", &text)], &[], "card=a.rs%23whole").await else { return };
    bench.sees("own ").await;
    let chips: usize = bench.get("card.querySelectorAll('.fc-hole').length").await;
    assert_eq!(chips, 5);
    for (nth, key) in [(1, "two/text:n"), (0, "one/text:n"), (2, "text:n"), (4, "two/text:n"), (3, "two/text:n")] {
        bench.hit(&format!("card.querySelectorAll('.fc-hole')[{nth}]")).await;
        bench.wait(&format!("document.activeElement.dataset.knob === {key:?}")).await;
    }
    bench.is_clean().await;
}

#[tokio::test]
async fn what_was_never_drawn_is_not_called_old() {
    let Some(bench) = Bench::start("never", &[("a.card", "{ oops")], &[], "card=a.card").await else { return };
    bench.wait("document.querySelector('#empty .finding')").await;
    bench.wait("document.querySelector('#panel .finding')").await;
    for text in ["#panel [data-key=stale]", "#banner > *", "#panel .fine"] {
        assert!(!bench.get::<bool>(&format!("Boolean(document.querySelector({text:?}))")).await, "{text}");
    }
    assert_eq!(bench.get::<String>("document.querySelector('#banner').textContent").await, "");
    bench.is_clean().await;
}

#[tokio::test]
async fn a_search_finds_what_is_saved_later() {
    let card = |text: &str| {
        format!(r#"{{"elements": [{{"tag": "div", "text": {{"tag": "plain_text", "content": "{text}"}}}}]}}"#)
    };
    let files = [("a.json", card("first")), ("b.json", card("second"))];
    let files: Vec<_> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let Some(bench) = Bench::start("hits", &files, &[], "").await else { return };
    bench.sees("first").await;
    bench.press("/").await;
    bench.write("wanted").await;
    bench.wait("document.querySelector('#cards .none')").await;
    let names = |wanted: &str| {
        format!("[...document.querySelectorAll('#cards .name')].map((name) => name.textContent).join() === {wanted:?}")
    };
    bench.save("b.json", &card("wanted"));
    bench.wait(&names("b.json")).await;
    bench.save("c.json", &card("wanted too"));
    bench.wait(&names("b.json,c.json")).await;
    bench.save("b.json", &card("second"));
    bench.wait(&names("c.json")).await;
    bench.is_clean().await;
}

#[tokio::test]
#[cfg(unix)]
async fn every_program_that_failed_shows_its_own_output() {
    let card = r#"{"name": "one", "card": {"elements": [{"tag": "hr"}]}}"#;
    let files = [
        ("one.sh", format!("echo '{card}'; echo from one >&2; exit 3\n")),
        ("two.sh", "echo from two >&2; exit 4\n".to_owned()),
    ];
    let files: Vec<_> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let args = ["--run", "sh one.sh", "--run", "sh two.sh"];
    let Some(bench) = Bench::start("outputs", &files, &args, "card=run1:one").await else { return };
    let shows = |text: &str| format!("document.querySelector('#output pre')?.textContent === {text:?}");
    // that of the card that is shown
    bench.wait(&shows("from one\n")).await;
    bench.wait("document.querySelectorAll('#notes [data-act=output]').length === 2").await;
    let second = "document.querySelectorAll('#notes [data-act=output]')[1]";
    bench.hit(second).await;
    bench.wait(&shows("from two\n")).await;
    bench.hit(second).await;
    bench.wait(&shows("from one\n")).await;
    bench.is_clean().await;
}
