//! A card is written: saved, changed, broken, filled.

use super::bench::Bench;

const LONG: &str = r#"
fn long(name: &str) -> Card {
    card! {
        <card schema="2.0">
            <markdown>"Dear {name}"</markdown>
            for row in rows { <markdown>"{row}"</markdown> }
            <input name="comment" placeholder="say"/>
            <collapsible_panel><header title="more"/><markdown>"inside"</markdown></collapsible_panel>
            <markdown>"the end"</markdown>
        </card>
    }
}
"#;

#[tokio::test]
async fn a_save_changes_the_picture_and_keeps_scroll_and_what_was_typed() {
    let Some(bench) = Bench::start("save", &[("src/a.rs", LONG)], &[], "card=src/a.rs%23long&tab=values").await else {
        return;
    };
    bench.sees("the end").await;
    bench.fill("count:for row in rows", "30").await;
    bench.fill("text:name", "Ada").await;
    bench.sees("Dear Ada").await;
    bench.run("document.querySelector('#canvas').scrollTop = 200; card.querySelector('details').open = true").await;
    bench.save("src/a.rs", &LONG.replace("the end", "the new end").replace("Dear", "Hello"));
    bench.sees("the new end").await;
    bench.sees("Hello Ada").await;
    assert_eq!(bench.get::<f64>("document.querySelector('#canvas').scrollTop").await, 200.0);
    assert!(bench.get::<bool>("card.querySelector('details').open").await);
    assert_eq!(bench.get::<String>("document.activeElement.dataset.knob").await, "text:name");
    assert_eq!(bench.get::<String>("document.activeElement.value").await, "Ada");
    // and over a reload of the page
    bench.go("card=src/a.rs%23long&tab=values").await;
    bench.sees("Hello Ada").await;
    bench.click("[data-act=reset]").await;
    bench.misses("Ada").await;
    bench.is_clean().await;
}

#[tokio::test]
async fn an_error_is_at_its_line_and_in_the_picture_and_the_rest_is_drawn() {
    let Some(bench) = Bench::start("error", &[("src/a.rs", LONG)], &[], "card=src/a.rs%23long").await else { return };
    bench.sees("the end").await;
    bench.wait("document.querySelector('#panel .fine')").await;
    bench.save("src/a.rs", &LONG.replace("<input name", "<input colour=red name"));
    bench.wait("document.querySelector('.finding.error')").await;
    let row: String = bench.get("document.querySelector('.finding').innerText").await;
    assert!(row.contains("C0101") && row.contains("src/a.rs:7:20") && row.contains("<input colour=red"), "{row}");
    assert_eq!(bench.get::<String>("document.querySelector('.finding mark').textContent").await, "colour");
    bench.sees("the end").await;
    assert_eq!(bench.get::<usize>("card.querySelectorAll('[data-mark=error]').length").await, 1);
    assert_eq!(
        bench.get::<String>("document.querySelector('.card[aria-current=true] .dot.error').textContent").await,
        "1"
    );
    // from the row to the picture, and back
    bench.click(".finding").await;
    bench.wait("card.querySelector('[data-mark=error][data-chosen]')").await;
    bench.click("[data-tab=limits]").await;
    bench.wait("document.querySelector('meter')").await;
    bench.run("card.querySelector('[data-mark=error]').click()").await;
    bench.wait("document.querySelector('.finding.chosen')").await;
    // mended
    bench.save("src/a.rs", LONG);
    bench.wait("document.querySelector('#panel .fine') && !card.querySelector('[data-mark]')").await;
    bench.is_clean().await;
}

#[tokio::test]
async fn arms_loops_options_and_parts_can_be_chosen() {
    let source = r#"
        fn whole(ok: bool, state: State, note: Option<Component>) -> Card {
            card! {
                <card>
                    if ok { <div>"all is well"</div> } else { <div>"it burns"</div> }
                    match state { State::Open => <div>"open"</div>, State::Closed(by) => <div>"closed by {by}"</div> }
                    for host in hosts { <div>"host {host}"</div> }
                    {note}
                    {part(7)}
                </card>
            }
        }
    "#;
    let part = r#"fn part(n: u8) -> Component { card! { <div>"part {n}"</div> } }"#;
    let files = [("src/a.rs", source), ("src/b.rs", part)];
    let Some(bench) = Bench::start("choose", &files, &[], "card=src/a.rs%23whole&tab=values").await else { return };
    bench.sees("all is well").await;
    assert_eq!(bench.get::<usize>("card.textContent.split('host host').length - 1").await, 2);
    bench.fill("switch:if ok", "false").await;
    bench.sees("it burns").await;
    bench.misses("all is well").await;
    bench.fill("arms:match state", "1").await;
    bench.sees("closed by").await;
    bench.fill("count:for host in hosts", "4").await;
    bench.wait("card.textContent.split('host host').length - 1 === 4").await;
    bench.sees("note").await;
    bench.fill("switch:note", "false").await;
    bench.misses("note").await;
    // the part of another file is drawn in place, and follows its file
    bench.fill("part/text:n", "seven").await;
    bench.sees("part seven").await;
    bench.save("src/b.rs", &part.replace("part {n}", "piece {n}"));
    bench.sees("piece seven").await;
    // a second function of the name: which one is meant is not known
    bench.save("src/c.rs", part);
    bench.sees("part(7)").await;
    bench.is_clean().await;
}

#[tokio::test]
async fn a_save_that_does_not_lex_keeps_the_last_picture_marked_old() {
    let Some(bench) = Bench::start("lex", &[("src/a.rs", LONG)], &[], "card=src/a.rs%23long").await else { return };
    bench.sees("the end").await;
    bench.save("src/a.rs", &LONG.replace("the end\"", "the en").replace("<input name=", "<input name："));
    bench.wait("document.querySelector('#card.old')").await;
    bench.sees("the end").await;
    assert!(bench.get::<bool>("document.querySelector('#banner').textContent.includes('does not parse: line ')").await);
    bench.wait("document.querySelector('.finding.error')").await;
    bench.wait("document.querySelector('.card.old[aria-current=true]')").await;
    bench.save("src/a.rs", &LONG.replace("the end", "the good end"));
    bench.sees("the good end").await;
    bench.wait("!document.querySelector('#card.old') && document.querySelector('#banner').textContent === ''").await;
    bench.is_clean().await;
}

#[tokio::test]
async fn a_missing_brace_keeps_the_card_selected_and_says_where_the_file_does_not_parse() {
    let other = "fn other() -> Card { card! { <card><div>\"other\"</div></card> } }\n";
    let text = format!("{LONG}{other}");
    let Some(bench) = Bench::start("brace", &[("src/a.rs", &text)], &[], "card=src/a.rs%23long").await else { return };
    bench.sees("the end").await;
    bench.wait("document.querySelector('#panel .fine')").await;
    bench.save("src/a.rs", &text.replace("<markdown>\"{row}\"</markdown> }", "<markdown>\"{row}\"</markdown>"));
    bench.wait("document.querySelector('#card.old')").await;
    let banner: String = bench.get("document.querySelector('#banner').textContent").await;
    assert!(banner.starts_with("src/a.rs does not parse: line "), "{banner}");
    assert!(!bench.get::<bool>("Boolean(document.querySelector('#panel .fine'))").await);
    bench.wait("document.querySelector('.finding.error')").await;
    assert!(!bench.get::<bool>("Boolean(card.querySelector('[data-mark]'))").await, "an old picture is not marked by a new text");
    let names = "[...document.querySelectorAll('#cards .name')].map((name) => name.textContent).join()";
    assert_eq!(bench.get::<String>(names).await, "long,other");
    bench.wait("document.querySelector('.card.old[aria-current=true]')").await;
    bench.sees("the end").await;
    bench.save("src/a.rs", &text);
    bench.wait("document.querySelector('#panel .fine')").await;
    assert_eq!(bench.get::<String>("document.querySelector('#banner').textContent").await, "");
    bench.is_clean().await;
}

#[tokio::test]
async fn a_function_that_is_renamed_is_followed() {
    let Some(bench) = Bench::start("rename", &[("src/a.rs", LONG)], &[], "card=src/a.rs%23long&tab=values").await else {
        return;
    };
    bench.fill("text:name", "Ada").await;
    bench.sees("Dear Ada").await;
    bench.save("src/a.rs", &LONG.replace("fn long", "fn longer"));
    bench.wait("location.hash.includes('longer')").await;
    bench.sees("Dear Ada").await;
    bench.is_clean().await;
}

#[tokio::test]
async fn json_that_does_not_parse_keeps_the_last_picture_marked_old() {
    let good = r#"{"schema": "2.0", "body": {"elements": [{"tag": "markdown", "content": "hello"}]}}"#;
    let Some(bench) = Bench::start("json", &[("a.json", good)], &[], "card=a.json").await else { return };
    bench.sees("hello").await;
    bench.save("a.json", &good.replace("]}}", "],}}"));
    bench.wait("document.querySelector('#card.old')").await;
    bench.sees("hello").await;
    bench.wait("document.querySelector('.finding mark')").await;
    bench.save("a.json", &good.replace("hello", "good bye"));
    bench.sees("good bye").await;
    bench.wait("!document.querySelector('#card.old')").await;
    bench.is_clean().await;
}
