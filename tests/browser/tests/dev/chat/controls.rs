//! Every control of a card, outside of a form and in one: what a person does, and the callback that comes of it.

use super::{super::bench::Bench, bot::Bot};
use serde_json::{Value, json};

const ADA: &str = "ou_ada_lovelace_1815";

const LOOSE: &str = r#"{"schema":"2.0","body":{"elements":[
    {"tag":"button","name":"plain","text":{"tag":"plain_text","content":"Plain"},"behaviors":[{"type":"callback","value":{"n":1}}]},
    {"tag":"button","name":"asked","text":{"tag":"plain_text","content":"Asked"},"confirm":{"title":{"tag":"plain_text","content":"Sure?"},"text":{"tag":"plain_text","content":"really"}},"behaviors":[{"type":"callback","value":{"n":2}}]},
    {"tag":"button","name":"off","disabled":true,"text":{"tag":"plain_text","content":"Off"},"behaviors":[{"type":"callback","value":{"n":3}}]},
    {"tag":"button","name":"link","text":{"tag":"plain_text","content":"Link"},"behaviors":[{"type":"open_url","default_url":"https://a.example/x"}]},
    {"tag":"button","name":"both","text":{"tag":"plain_text","content":"Both"},"behaviors":[{"type":"open_url","default_url":"https://b.example/x"},{"type":"callback","value":{"n":4}}]},
    {"tag":"overflow","name":"more","options":[{"text":{"tag":"plain_text","content":"Keep"},"value":"keep"},{"text":{"tag":"plain_text","content":"Drop"},"value":"drop"}]},
    {"tag":"select_static","name":"city","options":[{"text":{"tag":"plain_text","content":"杭州"},"value":"hz"},{"text":{"tag":"plain_text","content":"成都"},"value":"cd"}],"behaviors":[{"type":"callback","value":{"s":1}}]},
    {"tag":"select_person","name":"who","behaviors":[{"type":"callback","value":{"s":2}}]},
    {"tag":"input","name":"note","placeholder":{"tag":"plain_text","content":"say"},"behaviors":[{"type":"callback","value":{"s":3}}]},
    {"tag":"checker","name":"tick","text":{"tag":"plain_text","content":"Tick"},"behaviors":[{"type":"callback","value":{"s":4}}]},
    {"tag":"select_img","name":"img","options":[{"img_key":"img_v2_a","value":"one"},{"img_key":"img_v2_b","value":"two"}],"behaviors":[{"type":"callback","value":{"s":5}}]},
    {"tag":"date_picker","name":"day","behaviors":[{"type":"callback","value":{"s":6}}]},
    {"tag":"interactive_container","behaviors":[{"type":"callback","value":{"c":1}}],"elements":[{"tag":"markdown","content":"whole"},
        {"tag":"button","name":"inner","text":{"tag":"plain_text","content":"Inner"},"behaviors":[{"type":"callback","value":{"n":5}}]}]},
    {"tag":"markdown","content":"[read this](https://c.example/y)"},
    {"tag":"picker_time","name":"hour","placeholder":{"tag":"plain_text","content":"When"},"behaviors":[{"type":"callback","value":{"s":7}}]},
    {"tag":"picker_datetime","name":"moment","placeholder":{"tag":"plain_text","content":"When"},"behaviors":[{"type":"callback","value":{"s":8}}]}
]}}"#;

const FORM: &str = r#"{"schema":"2.0","body":{"elements":[{"tag":"form","name":"f","elements":[
    {"tag":"select_static","name":"city","required":true,"placeholder":{"tag":"plain_text","content":"City"},"options":[{"text":{"tag":"plain_text","content":"杭州"},"value":"hz"},{"text":{"tag":"plain_text","content":"成都"},"value":"cd"}]},
    {"tag":"multi_select_static","name":"wishes","options":[{"text":{"tag":"plain_text","content":"A"},"value":"a"},{"text":{"tag":"plain_text","content":"B"},"value":"b"},{"text":{"tag":"plain_text","content":"C"},"value":"c"}]},
    {"tag":"select_person","name":"buddy"},
    {"tag":"multi_select_person","name":"team"},
    {"tag":"date_picker","name":"day","initial_date":"2027-05-14"},
    {"tag":"picker_time","name":"hour","placeholder":{"tag":"plain_text","content":"Hour"}},
    {"tag":"picker_datetime","name":"moment","initial_datetime":"2027-05-14 10:30"},
    {"tag":"select_img","name":"poster","options":[{"img_key":"img_v2_a","value":"sea"},{"img_key":"img_v2_b","value":"hill"}]},
    {"tag":"input","name":"nights","required":true,"label":{"tag":"plain_text","content":"Nights"}},
    {"tag":"input","name":"remark","input_type":"multiline_text","rows":3},
    {"tag":"checker","name":"read","text":{"tag":"plain_text","content":"Read"}},
    {"tag":"button","name":"submit","form_action_type":"submit","text":{"tag":"plain_text","content":"Submit"}},
    {"tag":"button","name":"reset","form_action_type":"reset","text":{"tag":"plain_text","content":"Reset"}}
]}]}}"#;

/// The element that draws the component of this place.
fn at(nth: usize, rest: &str) -> String {
    format!("live(-1)?.querySelector('[data-pointer=\"/body/elements/{nth}\"] {rest}')")
}

fn field(nth: usize, rest: &str) -> String {
    format!("live(-1)?.querySelector('[data-pointer=\"/body/elements/0/elements/{nth}\"] {rest}')")
}

async fn begin(test: &str, card: &str) -> Option<(Bench, Bot)> {
    let bench = Bench::chatting(test, ADA).await?;
    let bot = Bot::start(&bench);
    bot.send(ADA, card);
    bench.open_chat("Ada").await;
    bench.take_clicks_at(&bot.url).await;
    bench.wait("live(-1)?.querySelector('.fc')").await;
    Some((bench, bot))
}

/// The callback that came nth, without what differs each time, and as the inspector shows it.
async fn action(bench: &Bench, bot: &Bot, nth: usize) -> Value {
    let got = bot.got(nth).await;
    bench.wait("!live(-1).querySelector('[data-busy]')").await;
    bench.inspects("card.action.trigger", &got).await;
    let mut action = got["event"]["action"].clone();
    action.as_object_mut().unwrap().remove("timezone");
    action
}

#[tokio::test]
async fn every_control_reports_what_a_person_did() {
    let Some((bench, bot)) = begin("loose", LOOSE).await else { return };
    bench.hit(&at(0, ".fc-btn")).await;
    assert_eq!(action(&bench, &bot, 1).await, json!({"tag": "button", "name": "plain", "value": {"n": 1}}));
    // a question first: nothing is sent by No
    bench.hit(&at(1, ".fc-btn")).await;
    bench.hit(&at(1, "[data-role=cancel]")).await;
    bench.hit(&at(1, ".fc-btn")).await;
    assert_eq!(bot.count(), 1);
    bench.hit(&at(1, "[data-role=confirm]")).await;
    assert_eq!(action(&bench, &bot, 2).await, json!({"tag": "button", "name": "asked", "value": {"n": 2}}));
    // disabled: nothing; a link: the line with the target, and the page stays
    bench.hit(&at(2, ".fc-btn")).await;
    bench.hit(&at(3, ".fc-btn")).await;
    bench.wait("document.querySelector('.after code')?.textContent === 'https://a.example/x'").await;
    assert_eq!(bot.count(), 2);
    bench.hit(&at(4, ".fc-btn")).await;
    assert_eq!(action(&bench, &bot, 3).await, json!({"tag": "button", "name": "both", "value": {"n": 4}}));
    bench.wait("document.querySelector('.after code')?.textContent === 'https://b.example/x'").await;
    bench.hit(&at(5, ".fc-overflow-btn")).await;
    bench.hit(&at(5, "[data-value=drop]")).await;
    assert_eq!(action(&bench, &bot, 4).await, json!({"tag": "overflow", "name": "more", "option": "drop"}));
    bench.hit(&at(6, ".fc-field")).await;
    bench.hit(&at(6, "[data-value=cd]")).await;
    assert_eq!(
        action(&bench, &bot, 5).await,
        json!({"tag": "select_static", "name": "city", "value": {"s": 1}, "option": "cd"})
    );
    // nobody is named: the members of the chat are offered
    bench.hit(&at(7, ".fc-field")).await;
    bench.hit(&at(7, "[data-value=ou_li_ming_1990]")).await;
    assert_eq!(
        action(&bench, &bot, 6).await,
        json!({"tag": "select_person", "name": "who", "value": {"s": 2}, "option": "ou_li_ming_1990"})
    );
    bench.hit(&at(8, ".fc-entry")).await;
    bench.write("hello 你好").await;
    bench.press("Enter").await;
    assert_eq!(
        action(&bench, &bot, 7).await,
        json!({"tag": "input", "name": "note", "value": {"s": 3}, "input_value": "hello 你好"})
    );
    bench.hit(&at(9, ".fc-check-box")).await;
    assert_eq!(
        action(&bench, &bot, 8).await,
        json!({"tag": "checker", "name": "tick", "value": {"s": 4}, "checked": true})
    );
    bench.hit(&at(10, "[data-value=two]")).await;
    assert_eq!(
        action(&bench, &bot, 9).await,
        json!({"tag": "select_img", "name": "img", "value": {"s": 5}, "options": "two"})
    );
    bench.type_date(|rest| at(11, rest), &["05142027"]).await;
    bench.press("Enter").await;
    let day = action(&bench, &bot, 10).await;
    assert_eq!(in_zone(&day["option"]), "2027-05-14");
    // the control inside wins over the container around it
    bench.hit(&at(12, ".fc-btn")).await;
    assert_eq!(action(&bench, &bot, 11).await, json!({"tag": "button", "name": "inner", "value": {"n": 5}}));
    bench.run(&format!("{}.focus()", at(12, ".fc-cover"))).await;
    bench.press("Enter").await;
    assert_eq!(action(&bench, &bot, 12).await, json!({"tag": "interactive_container", "value": {"c": 1}}));
    bench.hit(&at(13, "a")).await;
    bench.wait("document.querySelector('.after code')?.textContent === 'https://c.example/y'").await;
    assert_eq!(bot.count(), 12);
    bench.type_date(|rest| at(14, rest), &["0945P"]).await;
    bench.press("Enter").await;
    let hour = action(&bench, &bot, 13).await;
    assert_eq!((in_zone(&hour["option"]), &hour["value"]), ("21:45".to_owned(), &json!({"s": 7})));
    bench.type_date(|rest| at(15, rest), &["05142027", "1030A"]).await;
    bench.press("Enter").await;
    let moment = action(&bench, &bot, 14).await;
    assert_eq!(in_zone(&moment["option"]), "2027-05-14 10:30");
    bench.is_clean().await;
}

/// A date or time without the zone behind it, which is that of the machine.
fn in_zone(text: &Value) -> String {
    let (time, zone) = text.as_str().unwrap().rsplit_once(' ').unwrap();
    assert!(zone.len() == 5 && (zone.starts_with('+') || zone.starts_with('-')), "{text}");
    time.to_owned()
}

#[tokio::test]
async fn a_form_is_filled_refused_reset_and_submitted() {
    let Some((bench, bot)) = begin("form", FORM).await else { return };
    bench.hit(&field(11, ".fc-btn")).await;
    bench.toast("City").await;
    bench.wait("live(-1).querySelectorAll('[data-missing]').length === 2").await;
    assert_eq!(bot.count(), 0, "nothing is sent");
    bench.hit(&field(0, ".fc-field")).await;
    bench.hit(&field(0, "[data-value=cd]")).await;
    bench.wait(&format!("{}.textContent.includes('成都')", field(0, ".fc-field"))).await;
    bench.hit(&field(1, ".fc-field")).await;
    for value in ["a", "b", "c", "b"] {
        bench.hit(&field(1, &format!("[data-value={value}]"))).await;
    }
    bench.press("Escape").await;
    bench
        .wait(&format!(
            "{}.textContent.includes('A') && !{}.textContent.includes('B')",
            field(1, ".fc-field"),
            field(1, ".fc-field")
        ))
        .await;
    bench.hit(&field(2, ".fc-field")).await;
    bench.hit(&field(2, "[data-value=ou_li_ming_1990]")).await;
    bench.hit(&field(3, ".fc-field")).await;
    bench.hit(&field(3, "[data-value=ou_grace_hopper_1906]")).await;
    bench.press("Escape").await;
    bench.type_date(|rest| field(4, rest), &["06152027"]).await;
    bench.press("Escape").await;
    bench.type_date(|rest| field(5, rest), &["0805A"]).await;
    bench.press("Escape").await;
    bench.hit(&field(7, ".fc-si-mark[value=hill]")).await;
    bench.hit(&field(8, ".fc-entry")).await;
    bench.write("3").await;
    bench.hit(&field(9, ".fc-entry")).await;
    bench.write("two\nlines").await;
    bench.hit(&field(10, ".fc-check-box")).await;
    assert_eq!(bot.count(), 0, "controls of a form send nothing by themselves");
    // what was filled in stays when something else happens in the chat
    bot.send("oc_development_team", r#"{"elements":[{"tag":"hr"}]}"#);
    bench.wait("document.querySelector('#chats .chat .name').textContent.includes('Team')").await;
    bench
        .wait(&format!(
            "{}.textContent.includes('成都') && {}.value === '3'",
            field(0, ".fc-field"),
            field(8, ".fc-entry")
        ))
        .await;
    bench.hit(&field(11, ".fc-btn")).await;
    let got = action(&bench, &bot, 1).await;
    let mut form = got["form_value"].clone();
    let mut zoned = |name: &str| in_zone(&form.as_object_mut().unwrap().remove(name).unwrap());
    assert_eq!(zoned("day"), "2027-06-15");
    assert_eq!(zoned("moment"), "2027-05-14 10:30");
    assert_eq!(zoned("hour"), "08:05");
    assert_eq!(
        form,
        json!({"city": "cd", "wishes": ["a", "c"], "buddy": "ou_li_ming_1990", "team": ["ou_grace_hopper_1906"],
            "poster": "hill", "nights": "3", "remark": "two\nlines", "read": true})
    );
    assert_eq!((got["tag"].as_str(), got["name"].as_str()), (Some("button"), Some("submit")));
    // and back to what the card says
    bench.hit(&field(12, ".fc-btn")).await;
    bench
        .wait(&format!(
            "{}.value === '' && !{}.textContent.includes('成都') && !{}.checked",
            field(8, ".fc-entry"),
            field(0, ".fc-field"),
            field(10, ".fc-check-box")
        ))
        .await;
    bench.hit(&field(11, ".fc-btn")).await;
    bench.wait("live(-1).querySelectorAll('[data-missing]').length === 2").await;
    assert_eq!(bot.count(), 1);
    bench.is_clean().await;
}
