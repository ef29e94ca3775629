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
    assert!(
        !bench.get::<bool>("Boolean(card.querySelector('[data-mark]'))").await,
        "an old picture is not marked by a new text"
    );
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
    let Some(bench) = Bench::start("rename", &[("src/a.rs", LONG)], &[], "card=src/a.rs%23long&tab=values").await
    else {
        return;
    };
    bench.fill("text:name", "Ada").await;
    bench.sees("Dear Ada").await;
    bench.save("src/a.rs", &LONG.replace("fn long", "fn longer"));
    bench.wait("location.hash.includes('longer')").await;
    bench.sees("Dear Ada").await;
    bench.is_clean().await;
}

const VALUES: &str = r#"
fn filled(wiki: &str, reason: &str, s: S) -> Card {
    card! {
        <card schema="2.0">
            match s {
                S::Failed => <markdown>"failed: {reason}"</markdown>,
                S::Done => { if late { <markdown>"late"</markdown> } else { <hr colour=red/> } }
            }
            <button>"read"<callback value={{"by": by}}/><open_url default_url={wiki}/></button>
            {footer()}
        </card>
    }
}

fn footer() -> Markdown {
    card! { <markdown>"the foot"</markdown> }
}
"#;

#[tokio::test]
async fn a_mistake_in_an_arm_that_is_not_shown_is_shown_by_a_click() {
    let Some(bench) = Bench::start("arms", &[("src/a.rs", VALUES)], &[], "card=src/a.rs%23filled").await else {
        return;
    };
    bench.sees("failed").await;
    bench.wait("document.querySelector('.finding')?.textContent.includes('not shown')").await;
    assert!(!bench.get::<bool>("Boolean(card.querySelector('[data-mark]'))").await);
    // the arm, and the arm in it
    bench.click(".finding").await;
    bench.wait("card.querySelector('hr[data-mark][data-chosen], [data-mark][data-chosen]')").await;
    bench.misses("failed").await;
    bench.wait("!document.querySelector('.finding')?.textContent.includes('not shown')").await;
    bench.is_clean().await;
}

#[tokio::test]
async fn values_are_checked_and_what_is_not_filled_in_is_counted() {
    let text = VALUES.replace(" colour=red", "");
    let Some(bench) = Bench::start("values", &[("src/a.rs", &text)], &[], "card=src/a.rs%23filled").await else {
        return;
    };
    bench.sees("failed").await;
    bench.wait("document.querySelector('#panel .fine')").await;
    // the chip of a hole leads to its field
    bench.run("card.querySelector('.fc-hole').click()").await;
    bench.wait("document.activeElement?.dataset.knob === 'text:reason'").await;
    bench.fill("json:by", "ou_1").await;
    bench.wait("document.querySelector('[data-wrong]')?.dataset.wrong === 'this is JSON: write \\\"ou_1\\\"'").await;
    bench.fill("json:by", "\"ou_1\"").await;
    bench.wait("!document.querySelector('[data-wrong]')").await;
    bench.fill("text:wiki", "wiki/x").await;
    bench.wait("document.querySelector('.card[aria-current=true] .dot.error')").await;
    bench.wait("card.querySelector('[data-mark=error]')").await;
    bench.click("[data-tab=findings]").await;
    bench.wait("document.querySelector('.finding')?.textContent.includes('C0802')").await;
    assert_eq!(bench.get::<String>("document.querySelector('.finding mark').textContent").await, "{wiki}");
    bench.click("[data-tab=values]").await;
    bench.run("navigator.clipboard.writeText = async () => {}").await;
    bench.click("[data-act=copy-json]").await;
    bench.wait("document.querySelector('#toast').textContent === 'Copied, with 1 unfilled hole'").await;
    // a mistake in a part is one of this card
    bench.fill("text:wiki", "https://example.com").await;
    bench.wait("!document.querySelector('.card[aria-current=true] .dot.error')").await;
    bench.save("src/a.rs", &text.replace("<markdown>\"the foot", "<markdown colour=red>\"the foot"));
    bench.wait("document.querySelectorAll('#cards .dot.error').length === 2").await;
    bench.is_clean().await;
}

#[tokio::test]
async fn cards_are_searched_by_name_and_text() {
    let Some(bench) = Bench::start("search", &[("src/a.rs", VALUES)], &[], "card=src/a.rs%23filled").await else {
        return;
    };
    bench.sees("failed").await;
    let shown = "[...document.querySelectorAll('#cards .name')].map((name) => name.textContent).join()";
    for (text, found) in [("the foot", "footer"), ("late", "filled"), ("nowhere", ""), ("", "filled,footer")] {
        let text = format!(
            "const box = document.querySelector('#search'); box.value = {text:?}; box.dispatchEvent(new Event('input', {{ bubbles: true }}))"
        );
        bench.run(&text).await;
        bench.wait(&format!("{shown} === {found:?}")).await;
    }
    bench.press("/").await;
    bench.keys("nowhere").await;
    bench.wait("document.querySelector('#cards .none').textContent.length > 10").await;
    bench.press("Escape").await;
    bench.wait(&format!("{shown} === 'filled,footer' && document.querySelector('#search').value === ''")).await;
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
