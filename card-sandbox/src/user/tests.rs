//! Tests of what clients do and platforms push, without sockets.

use super::{
    ActError, Entered, Target,
    act::{self, Reaction, Zone},
    answer::{Answered, read},
    outcome::ShownToast,
    target::{controls, find},
};
use crate::{
    Clock,
    config::Config,
    platform::push::{self, Deed},
    random::Random,
};
use feishu_card_core::Json;

const FORM: &str = r#"{"schema":"2.0","body":{"elements":[
    {"tag":"markdown","content":"x"},
    {"tag":"form","name":"f","elements":[
        {"tag":"input","name":"comment","required":true,"max_length":10},
        {"tag":"select_static","name":"level","initial_option":"Low","options":[
            {"text":{"tag":"plain_text","content":"Low"},"value":"1"},{"text":{"tag":"plain_text","content":"High"},"value":"2"}]},
        {"tag":"multi_select_person","name":"team"},
        {"tag":"date_picker","name":"day","initial_date":"2025-01-01"},
        {"tag":"picker_time","name":"hour"},
        {"tag":"picker_datetime","name":"moment"},
        {"tag":"checker","name":"sure","text":{"tag":"plain_text","content":"Sure"}},
        {"tag":"column_set","columns":[{"tag":"column","elements":[
            {"tag":"button","name":"ok","text":{"tag":"plain_text","content":"OK"},"form_action_type":"submit",
                "behaviors":[{"type":"callback","value":{"id":7}}]},
            {"tag":"button","name":"undo","text":{"tag":"plain_text","content":"Undo"},"form_action_type":"reset"}]}]}]},
    {"tag":"button","text":{"tag":"plain_text","content":"Docs"},"behaviors":[{"type":"open_url","default_url":"https://a.example"}]},
    {"tag":"button","text":{"tag":"plain_text","content":"Both"},"behaviors":[
        {"type":"open_url","default_url":"https://a.example"},{"type":"callback","value":{"k":1.0}}]},
    {"tag":"button","text":{"tag":"plain_text","content":"Off"},"disabled":true},
    {"tag":"button","text":{"tag":"plain_text","content":"Same"}},
    {"tag":"button","text":{"tag":"plain_text","content":"Same"}},
    {"tag":"overflow","options":[{"text":{"tag":"plain_text","content":"More"},"value":"m"},
        {"text":{"tag":"plain_text","content":"Help"},"value":"h","multi_url":{"url":"https://h.example"}}]},
    {"tag":"checker","element_id":"local","text":{"tag":"plain_text","content":"Local"}},
    {"tag":"select_img","element_id":"pictures","multi_select":true,"options":[{"value":"p1"},{"value":"p2"}]},
    {"tag":"input","element_id":"note","behaviors":[{"type":"callback","value":{"n":1}}]}
]}}"#;

fn zone() -> Zone {
    Zone { name: "Asia/Shanghai".to_owned(), offset: "+0800".to_owned() }
}

fn click(card: &str, target: &str) -> Result<Reaction, ActError> {
    let card = Json::parse(card).unwrap();
    let controls = controls(&card, "zh_cn");
    act::click(find(&controls, &Target::from(target))?, &zone())
}

fn enter(target: &str, entry: impl Into<Entered>) -> Result<String, ActError> {
    let card = Json::parse(FORM).unwrap();
    let controls = controls(&card, "zh_cn");
    let reaction = act::enter(find(&controls, &Target::from(target))?, &entry.into(), &zone())?;
    Ok(reaction.action.map(|action| action.to_string()).or(reaction.local).or(reaction.stopped).unwrap_or_default())
}

fn submit(entries: &[(&str, Entered)]) -> Result<Reaction, ActError> {
    let card = Json::parse(FORM).unwrap();
    let controls = controls(&card, "zh_cn");
    let button = find(&controls, &Target::from("ok"))?;
    let entries: Vec<_> = entries.iter().map(|(name, entry)| ((*name).to_owned(), entry.clone())).collect();
    act::submit(button, button.form.unwrap(), &entries, &zone())
}

#[test]
fn a_form_reports_all_its_fields_with_the_submit_button() {
    let reaction = submit(&[
        ("comment", "fine".into()),
        ("level", "High".into()),
        ("team", ["ou_1", "ou_2"].into()),
        ("hour", "19:19".into()),
        ("moment", "2025-06-10 19:19".into()),
        ("sure", true.into()),
    ]);
    assert_eq!(
        reaction.unwrap().action.unwrap().to_string(),
        r#"{"tag":"button","value":{"id":7},"name":"ok","timezone":"Asia/Shanghai","form_value":{"comment":"fine","level":"2","team":["ou_1","ou_2"],"day":"2025-01-01 +0800","hour":"19:19 +0800","moment":"2025-06-10 19:19 +0800","sure":true}}"#
    );
}

#[test]
fn what_is_left_alone_reports_its_initial_value() {
    let reaction = submit(&[("comment", "x".into())]).unwrap();
    assert_eq!(
        reaction.action.unwrap().get("form_value").unwrap().to_string(),
        r#"{"comment":"x","level":"1","team":[],"day":"2025-01-01 +0800","sure":false}"#
    );
}

#[test]
fn the_client_stops_a_form_that_lacks_something() {
    assert_eq!(submit(&[]).unwrap().stopped.as_deref(), Some("`comment` is required and empty"));
    assert_eq!(click(FORM, "OK").unwrap().stopped.as_deref(), Some("`comment` is required and empty"));
    // what it does by itself is nothing that it stops
    let undone = click(FORM, "undo").unwrap();
    assert_eq!((undone.stopped, undone.local.is_some()), (None, true));
    let nameless = r#"{"elements":[{"tag":"form","name":"f","elements":[{"tag":"input"},
        {"tag":"button","name":"b","action_type":"form_submit"}]}]}"#;
    assert_eq!(click(nameless, "b").unwrap().code, Some(200530));
}

#[test]
fn entries_that_do_not_fit_are_the_tests_fault() {
    for (name, entry) in [
        ("comment", Entered::from("longer than ten")),
        ("comment", true.into()),
        ("level", "Highest".into()),
        ("team", "ou_1".into()),
        ("team", ["x"].into()),
        ("day", "10.6.2025".into()),
        ("hour", "19:19:19".into()),
        ("sure", "yes".into()),
    ] {
        let error = submit(&[("comment", "x".into()), (name, entry)]).unwrap_err();
        assert!(matches!(&error, ActError::Unfit { target, .. } if target == name), "{error}");
    }
    let error = submit(&[("nothing", "x".into())]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the card has no `nothing`; there are: comment, level, team, day, hour, moment, sure"
    );
}

#[test]
fn clicks_report_open_or_do_both() {
    let reaction = click(FORM, "Docs").unwrap();
    assert_eq!((reaction.action, reaction.opened.as_deref()), (None, Some("https://a.example")));
    let reaction = click(FORM, "Both").unwrap();
    assert_eq!(reaction.opened.as_deref(), Some("https://a.example"));
    assert_eq!(
        reaction.action.unwrap().to_string(),
        r#"{"tag":"button","value":{"k":1.0},"timezone":"Asia/Shanghai"}"#
    );
    let old = |more: &str| {
        let button = format!(r#"{{"tag":"button","name":"b","url":"https://a.example","value":{{}}{more}}}"#);
        let reaction = click(&format!(r#"{{"elements":[{{"tag":"action","actions":[{button}]}}]}}"#), "b").unwrap();
        (reaction.action.is_some(), reaction.opened.is_some())
    };
    assert_eq!(old(""), (false, true), "a link wins over a value");
    assert_eq!(old(r#","complex_interaction":true"#), (true, true));
}

#[test]
fn targets_are_found_or_explained() {
    assert_eq!(click(FORM, "Off"), Err(ActError::Disabled("/body/elements/4".to_owned())));
    let error = click(FORM, "Same").unwrap_err();
    assert_eq!(error.to_string(), "the card has `Same` 2 times; give the path: /body/elements/5, /body/elements/6");
    assert!(click(FORM, "/body/elements/5").unwrap().action.is_some());
    let error = click(FORM, "Yes").unwrap_err().to_string();
    assert!(error.starts_with("the card has no `Yes`; there are: input named \"comment\", "), "{error}");
    assert!(error.contains("button \"Docs\""), "{error}");
    assert!(matches!(click(FORM, "local"), Err(ActError::Unfit { .. })), "a checker is not clicked");
}

#[test]
fn components_outside_a_form_report_at_once() {
    assert_eq!(enter("/body/elements/7", "More").unwrap(), r#"{"tag":"overflow","option":"m"}"#);
    assert_eq!(enter("note", "hi").unwrap(), r#"{"tag":"input","value":{"n":1},"input_value":"hi"}"#);
    assert_eq!(enter("pictures", ["p1", "p2"]).unwrap(), r#"{"tag":"select_img","options":["p1","p2"]}"#);
    assert_eq!(enter("local", true).unwrap(), "a checker without a callback ticks locally");
    assert_eq!(enter("day", "2025-06-10").unwrap(), "components of a form report when it is submitted");
}

#[test]
fn an_option_of_an_overflow_may_be_a_link() {
    let card = Json::parse(FORM).unwrap();
    let controls = controls(&card, "zh_cn");
    let reaction =
        act::enter(find(&controls, &Target::from("/body/elements/7")).unwrap(), &"Help".into(), &zone()).unwrap();
    assert_eq!((reaction.action, reaction.opened.as_deref()), (None, Some("https://h.example")));
}

#[test]
fn a_disabled_container_disables_what_it_holds() {
    let card = r#"{"schema":"2.0","body":{"elements":[{"tag":"interactive_container","disabled":true,"elements":[
        {"tag":"button","name":"b"}]}]}}"#;
    assert_eq!(click(card, "b"), Err(ActError::Disabled("b".to_owned())));
}

#[test]
fn only_a_submit_button_submits() {
    let card = Json::parse(FORM).unwrap();
    let controls = controls(&card, "zh_cn");
    let button = find(&controls, &Target::from("undo")).unwrap();
    let error = act::submit(button, button.form.unwrap(), &[], &zone()).unwrap_err();
    assert!(matches!(error, ActError::Unfit { target, .. } if target == "undo"));
}

#[test]
fn the_users_language_decides_which_elements_are_there() {
    let card = r#"{"i18n_elements":{
        "zh_cn":[{"tag":"action","actions":[{"tag":"button","name":"b","value":{"l":"zh"}}]}],
        "en_us":[{"tag":"action","actions":[{"tag":"button","name":"b","value":{"l":"en"}}]}]}}"#;
    let card = Json::parse(card).unwrap();
    for (locale, language) in [("zh_cn", "zh"), ("en_us", "en"), ("ja_jp", "zh")] {
        let controls = controls(&card, locale);
        let control = find(&controls, &Target::from("b")).unwrap();
        assert_eq!(control.element.pointer("/value/l").unwrap(), &Json::from(language));
    }
}

#[test]
fn answers_are_read_as_strictly_as_the_platform_does() {
    let read = |new, status, body: &str| read(new, status, body.as_bytes(), "en_us");
    let code = |new, status, body: &str| read(new, status, body).map_err(|shown| shown.code);
    assert_eq!(code(true, 200, "{}"), Ok(Answered::default()));
    assert_eq!(code(true, 500, "{}"), Err(200671));
    assert_eq!(code(true, 302, "{}"), Err(200671));
    for bad in [
        "",
        "ok",
        "[]",
        r#"{"card":"x"}"#,
        r#"{"card":{"elements":[]}}"#,
        r#"{"card":{"type":"raw"}}"#,
        r#"{"elements":[]}"#,
        r#"{"toast":{"type":"loud","content":"x"}}"#,
        r#"{"toast":{"type":"info"}}"#,
    ] {
        assert_eq!(code(true, 200, bad), Err(200672), "{bad}");
    }
    let toast =
        r#"{"toast":{"type":"info","content":"a","i18n":{"en_us":"b"}},"card":{"type":"raw","data":{"elements":[]}}}"#;
    let answered = read(true, 200, toast).unwrap();
    assert_eq!(answered.toast, Some(ShownToast { kind: "info".to_owned(), content: "b".to_owned() }));
    assert_eq!(answered.card.unwrap().to_string(), r#"{"elements":[]}"#);
    let template = r#"{"card":{"type":"template","data":{"template_id":"AAq"}}}"#;
    assert!(read(true, 200, template).unwrap().card.is_some());

    let old = r#"{"toast":{"content":"a"},"elements":[]}"#;
    let answered = read(false, 200, old).unwrap();
    assert_eq!(answered.card.unwrap().to_string(), r#"{"elements":[]}"#);
    assert_eq!(read(false, 200, r#"{"msg":"success"}"#).unwrap(), Answered::default());
}

fn deed() -> Deed<'static> {
    Deed {
        app_id: "cli_1",
        open_id: "ou_1",
        union_id: "on_1",
        user_id: "u1",
        message_id: "om_1",
        chat_id: "oc_1",
        update_token: "c-1",
        action: Json::parse(r#"{"tag":"button"}"#).unwrap(),
    }
}

#[test]
fn pushes_have_the_documented_shape() {
    let mut config = Config::seeded(1);
    config.clock = Clock::fixed(1_603_977_298_000);
    config.verification_token = "V".to_owned();
    config.tenant_key = "T".to_owned();
    let mut event = push::new_kind(&config, &mut Random::seeded(1), &deed()).event;
    if let Json::Map(members) = &mut event {
        for (_, header) in members.to_mut() {
            crate::json::set(header, "event_id", "E".into());
        }
    }
    assert_eq!(
        event.get("header").unwrap().to_string(),
        r#"{"event_id":"E","token":"V","create_time":"1603977298000000","event_type":"card.action.trigger","tenant_key":"T","app_id":"cli_1"}"#
    );
    let old = push::old_kind(&config, &mut Random::seeded(1), &deed());
    assert_eq!(
        old.body,
        r#"{"open_id":"ou_1","user_id":"u1","open_message_id":"om_1","open_chat_id":"oc_1","tenant_key":"T","token":"c-1","action":{"tag":"button"}}"#
    );
}

#[test]
fn encryption_and_signatures_match_published_vectors() {
    let iv = *b"\x3f\x7e\xf0\xf9\x56\x48\x98\xd8\x0f\x10\xed\x51\x06\x12\x7a\x46";
    assert_eq!(push::encrypt("test key", iv, "hello world"), "P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=");
    let body = r#"{"schema":"2.0","header":{"event_id":"e1","token":"vt","create_time":"1603977298000000","event_type":"card.action.trigger","tenant_key":"tk","app_id":"cli_a"},"event":{"operator":{"tenant_key":"tk","open_id":"ou_1","union_id":"on_1"},"token":"c-abc","action":{"value":{"k":"值"},"tag":"button"},"host":"im_message","context":{"open_message_id":"om_1","open_chat_id":"oc_1"}}}"#;
    assert_eq!(
        push::digest::<sha2::Sha256>(&["1700000000", "n0nce", "ek", body]),
        "e7392d5e7e040ea36431e8c6706808d2cd2016f6c66dd1f1f2ff53f1ca4fa04b"
    );
    let body = r#"{"open_id":"ou_sdfimx9948345","user_id":"eu_sd923r0sdf5","open_message_id":"om_abcdefg1234567890","tenant_key":"d32004232","token":"c-xxxxx","action":{"value":{"key":"value"},"tag":"button"}}"#;
    assert_eq!(
        push::digest::<sha1::Sha1>(&["timestamp", "nonce", "121", body]),
        "0e00ba0226d089b954b5e014f0f02c9e51b04f40"
    );
}

#[test]
fn components_of_real_cards_are_found_where_they_stand() {
    let mut count = 0;
    for file in feishu_card_corpus::files(&["official-v1", "official-v2", "wild"]) {
        let Ok(card) = Json::parse(&file.text) else { continue };
        for control in controls(&card, "zh_cn") {
            assert_eq!(card.pointer(&control.pointer), Some(control.element), "{}", file.name);
            let path = Target::from(control.pointer.as_str());
            let found = find(&controls(&card, "zh_cn"), &path).map(|control| control.pointer.clone());
            assert_eq!(found.as_ref(), Ok(&control.pointer), "{}", file.name);
            // whatever is in them: an answer, never a panic
            let _ = act::click(&control, &zone());
            let _ = act::enter(&control, &"x".into(), &zone());
            count += 1;
        }
        crate::platform::simplified(&card);
    }
    println!("{count} components");
}
