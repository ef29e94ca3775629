//! What people ran into (`shared/field/cases.md`): each file of theirs with what is right for it, and further cards of the
//! same kinds. What concerns calls is tested in card-send and card-sandbox, what concerns files in card-cli.

use feishu_card_core::{Content, Json, Severity};
use std::collections::BTreeSet;

/// The codes of a card's errors and of its warnings.
fn codes(card: &Json) -> [BTreeSet<&'static str>; 2] {
    let found = card.validate();
    let of = |severity| found.iter().filter(|found| found.severity == severity).map(|found| found.code()).collect();
    [of(Severity::Error), of(Severity::Warning)]
}

/// The card in a file: what a webhook or a message sends has it in `card` or `content`.
fn card(file: &str) -> Option<Json> {
    let text = feishu_card_corpus::text(&format!("field/cards/{file}.json"))?;
    let json = Json::parse(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
    match (json.get("msg_type"), json.get("card"), json.get("content")) {
        (Some(_), Some(card), _) => Some(card.clone()),
        (Some(_), _, Some(Json::Str(content))) => Json::parse(content).ok(),
        _ => Some(json),
    }
}

/// The files, the codes of their errors, and warnings that they must have.
const FILES: &[(&str, &[&str], &[&str])] = &[
    ("agent-thinking", &[], &["C0310"]),
    ("alert-1.0", &[], &["C0711"]),
    ("card-wrapper", &["C0902"], &[]),
    ("checker-value", &[], &[]),
    ("double-envelope", &["C0902"], &[]),
    ("empty-body", &["C0908"], &[]),
    ("flat200", &[], &[]),
    ("flat201", &["C0407"], &[]),
    ("image-url", &["C0728"], &[]),
    ("indented-fence", &[], &["C0730", "C0731"]),
    ("panel-header-padding", &["C0309"], &[]),
    ("select-alone", &["C0503"], &["C0211"]),
    ("tables3", &[], &[]),
    ("tables4", &[], &["C0724"]),
    ("tables5", &[], &["C0724"]),
    ("tables6", &[], &["C0724"]),
    ("tables7", &[], &["C0724"]),
    ("tools60", &[], &["C0413"]),
];

#[test]
fn every_file_of_the_field_is_judged_right() {
    for (file, errors, warnings) in FILES {
        let Some(card) = card(file) else { continue };
        let [found_errors, found_warnings] = codes(&card);
        assert_eq!(found_errors, errors.iter().copied().collect(), "{file}\n{}", card.validate());
        for warning in *warnings {
            assert!(found_warnings.contains(warning), "{file}: {warning}\n{}", card.validate());
        }
    }
    let Some(folder) = feishu_card_corpus::shared() else { return };
    for entry in std::fs::read_dir(folder.join("field/cards")).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let name = name.trim_end_matches(".json");
        // a click, which card-send reads
        let known = FILES.iter().any(|(file, ..)| *file == name) || name == "operator-user-id.callback";
        assert!(known, "no test says what is right for {name}");
    }
}

fn v2(elements: &str) -> Json {
    Json::parse(&format!(r#"{{"schema":"2.0","body":{{"elements":[{elements}]}}}}"#)).expect(elements)
}

fn v1(elements: &str) -> Json {
    Json::parse(&format!(r#"{{"elements":[{elements}]}}"#)).expect(elements)
}

fn has(card: &Json, code: &str) -> bool {
    card.validate().iter().any(|found| found.code() == code)
}

fn refused(card: &Json, code: &str, platform: Option<u32>) {
    let found = card.validate();
    let error = found.errors().find(|found| found.code() == code);
    assert!(error.is_some(), "{code}: {card}\n{found}");
    if platform.is_some() {
        assert_eq!(error.and_then(|found| found.platform_code()), platform, "{card}");
    }
}

#[test]
fn a1_a_picture_is_an_image_key_wherever_it_is() {
    let img = |key: &str| format!(r#"{{"tag":"img","img_key":"{key}","alt":{{"tag":"plain_text","content":"x"}}}}"#);
    for target in [
        "https://a.cn/x.png",
        "http://a.cn/x",
        "//a.cn/x.png",
        "/api/x.png",
        "./x.png",
        "../up/x",
        "data:image/png;base64,iVBOR",
        "DATA:image/gif;base64,R0",
        "resource://drawable/x",
        "x.PNG",
        "file:///C:/x.jpg",
        "~/x",
        "www.a.cn/x",
    ] {
        let markdown = format!(r#"{{"tag":"markdown","content":"a ![b]({target}) c"}}"#);
        refused(&v2(&markdown), "C0728", Some(200570));
        refused(&v1(&markdown), "C0728", Some(200570));
        for card in [v2(&img(target)), v1(&img(target))] {
            refused(&card, "C0805", Some(200570));
        }
        let icon = format!(r#"{{"tag":"markdown","content":"a","icon":{{"tag":"custom_icon","img_key":"{target}"}}}}"#);
        refused(&v2(&icon), "C0805", Some(200570));
        let locales = format!(
            r#"{{"tag":"img","img_key":"img_v3_1","i18n_img_key":{{"en_us":"{target}"}},"alt":{{"tag":"plain_text","content":"x"}}}}"#
        );
        refused(&v2(&locales), "C0805", Some(200570));
    }
    for key in ["img_v3_02vb_496bec09-4b43-4773-ad6b-0cdd103cd2bg", "img_v2_xxx", "k", "xxxxxxxxxxxxxx", "f32****5cf7"]
    {
        assert!(!has(&v2(&img(key)), "C0805"), "{key}");
    }
}

#[test]
fn a2_a_card_shows_something() {
    for card in [
        "{}",
        r#"{"schema":"2.0"}"#,
        r#"{"schema":"2.0","body":{}}"#,
        r#"{"schema":"2.0","body":{"elements":[]}}"#,
        r#"{"elements":[]}"#,
        r#"{"header":{"title":{"tag":"plain_text","content":"t"}}}"#,
        r#"{"i18n_elements":{"zh_cn":[],"en_us":[]}}"#,
        r#"{"config":{"update_multi":true},"card_link":{"url":"https://a.cn"}}"#,
    ] {
        refused(&Json::parse(card).unwrap(), "C0908", Some(200621));
    }
    assert!(!has(&v2(r#"{"tag":"markdown","element_id":"answer","content":""}"#), "C0908"));
    assert!(!has(&Json::parse(r#"{"i18n_elements":{"zh_cn":[{"tag":"hr"}],"en_us":[]}}"#).unwrap(), "C0908"));
}

/// How many lengths a member for the sides takes in 2.0: all but one take 1, 2 or 4 (card-json-2 §6.2).
#[test]
fn a3_paddings_and_margins_take_one_two_or_four_lengths() {
    use feishu_card_schema::{
        Allow, Limits, Reader, Version,
        rules::{self, Settings, Subject},
        table::{self, Kind, objects},
        tree::{Field, Fields, Known, Node},
    };
    let settings =
        Settings { reader: Reader::Json, version: Some(Version::V2), limits: &Limits::PLATFORM, allow: &Allow::NONE };
    let mut seen = 0;
    for object in table::all() {
        for member in object.members.iter().filter(|member| matches!(member.kind, Kind::Sides)) {
            if object.known(member.name, Version::V2).is_none() {
                continue;
            }
            seen += 1;
            for (lengths, right) in [
                ("4px", true),
                ("0", true),
                ("4px 8px", true),
                ("4px 0", true),
                ("4px 8px 4px", false),
                ("4px 8px 4px 8px", true),
                ("0 0 0 8px", true),
                ("4px 4px 4px 4px 4px", false),
                ("", false),
            ] {
                let node = Node::new(Known::Str(lengths.into()));
                let members = vec![Field { name: member.name.into(), at: Default::default(), node, sure: true }];
                let tree = Node::new(Known::Object(Fields { members: members.into(), open: true }));
                let found = rules::check(&tree, Subject::Object(object), &settings);
                let found: Vec<_> = found.iter().filter(|found| found.pointer.ends_with(member.name)).collect();
                let two = lengths.split(' ').count() == 2;
                let header = *object == objects::CollapsiblePanelHeader && member.name == "padding";
                assert_eq!(
                    found.is_empty(),
                    right && !(header && two),
                    "{}.{} {lengths}: {found:?}",
                    object.name,
                    member.name
                );
            }
        }
    }
    assert!(seen > 35, "{seen}");
}

#[test]
fn a4_elements_are_counted_in_two_ways() {
    let many = |element: &str, count: usize| v2(&vec![element; count].join(","));
    let div = r#"{"tag":"div","text":{"tag":"plain_text","content":"x"}}"#;
    assert_eq!(codes(&many(div, 100)), [BTreeSet::new(), BTreeSet::new()]);
    refused(&many(div, 101), "C0407", None);
    let button = r#"{"tag":"button","text":{"tag":"plain_text","content":"x"},"icon":{"tag":"standard_icon","token":"chat_outlined"}}"#;
    let wide = many(button, 80);
    assert!(has(&wide, "C0413") && wide.validate().is_ok(), "{}", wide.validate());
    assert!(!has(&many(button, 66), "C0413"));
}

#[test]
fn a5_a_wrapper_is_one_too_many() {
    for (card, name) in [
        (r#"{"card":{"elements":[{"tag":"hr"}]}}"#, "card"),
        (r#"{"msg_type":"interactive","card":{"elements":[{"tag":"hr"}]}}"#, "card"),
        (r#"{"msg_type":"interactive","content":"{\"elements\":[]}"}"#, "content"),
        (r#"{"data":{"schema":"2.0","body":{"elements":[]}}}"#, "data"),
        (r#"{"name":"x","dsl":{"elements":[{"tag":"hr"}]}}"#, "dsl"),
        (r#"{"type":"raw","data":{"elements":[{"tag":"hr"}]}}"#, "data"),
    ] {
        let card = Json::parse(card).unwrap();
        refused(&card, "C0902", Some(200621));
        assert!(card.validate().to_string().contains(&format!("`{name}` is one wrapper too many")), "{card}");
    }
}

#[test]
fn a6_a_choice_that_nobody_is_told_of() {
    for tag in ["select_static", "select_person", "date_picker", "select_img"] {
        let of =
            |more: &str| v2(&format!(r#"{{"tag":"{tag}","placeholder":{{"tag":"plain_text","content":"x"}}{more}}}"#));
        assert!(has(&of(""), "C0211"), "{tag}");
        assert!(!has(&of(r#","behaviors":[{"type":"callback","value":{"a":1}}]"#), "C0211"), "{tag}");
    }
    assert!(!has(&v1(r#"{"tag":"action","actions":[{"tag":"select_static","options":[]}]}"#), "C0211"));
}

#[test]
fn a7_code_that_is_not_drawn_as_code() {
    let text = |content: &str| {
        let content = Json::from(content);
        v2(&format!(r#"{{"tag":"markdown","content":{content}}}"#))
    };
    assert!(has(&text("a\n\n ```sh\n ls\n ```"), "C0730"));
    assert!(has(&text("   ~~~\nls\n   ~~~"), "C0730"));
    assert!(!has(&text("```sh\nls\n```\n\n1. a\n\n   ```sh\n   ls\n   ```"), "C0730"), "in a list it is indented");
    assert!(has(&text("if a < b"), "C0731") && has(&text("a<-b"), "C0731"));
    assert!(!has(&text("`a < b` &#60; <font color='red'>x</font>"), "C0731"));
}

#[test]
fn b1_what_other_clients_send_is_not_refused() {
    let form = |control: &str| {
        v2(&format!(
            r#"{{"tag":"form","name":"f","elements":[{control},{{"tag":"button","name":"ok","form_action_type":"submit","text":{{"tag":"plain_text","content":"x"}}}}]}}"#
        ))
    };
    for tag in ["checker", "input", "select_static", "select_person", "date_picker", "overflow"] {
        let card = form(&format!(r#"{{"tag":"{tag}","name":"n","value":{{"a":1}},"options":[]}}"#));
        let about: Vec<_> = card
            .validate()
            .errors()
            .filter(|found| found.pointer.ends_with("/value"))
            .map(ToString::to_string)
            .collect();
        assert!(about.is_empty(), "{tag}: {about:?}");
    }
}

#[test]
fn b2_icons_of_official_samples_are_known() {
    for token in ["down-small-ccm_outlined", "chat-history_outlined", "pa-calibration-report_outlined"] {
        let card =
            v2(&format!(r#"{{"tag":"markdown","content":"a","icon":{{"tag":"standard_icon","token":"{token}"}}}}"#));
        assert!(card.validate().is_empty(), "{token}: {}", card.validate());
    }
    assert!(has(
        &v2(r#"{"tag":"markdown","content":"a","icon":{"tag":"standard_icon","token":"chat_outlind"}}"#),
        "C0311"
    ));
}

#[test]
fn b3_tables_in_markdown_never_refuse_a_card() {
    let table = r"|a|b|\n|-|-|\n|1|2|\n\n";
    for (texts, each) in [(1, 4), (1, 9), (2, 2), (4, 3)] {
        let text = format!(r#"{{"tag":"markdown","content":"{}"}}"#, table.repeat(each));
        let card = v2(&vec![text; texts].join(","));
        assert!(card.validate().is_ok() && (has(&card, "C0414") || has(&card, "C0724")), "{texts} × {each}");
    }
}

#[test]
fn e5_a_code_is_named_where_that_version_answers_it() {
    let hr = r#"{"tag":"hr","colour":"red"}"#;
    let platform =
        |card: &Json| card.validate().iter().find(|found| found.code() == "C0101").and_then(|f| f.platform_code());
    assert_eq!((platform(&v1(hr)), platform(&v2(hr))), (None, Some(200621)));
    let newer = v1(r#"{"tag":"hr","element_id":"a"}"#);
    let found = newer.validate();
    assert!(found.iter().all(|found| found.platform_code().is_none()), "{found}");
}

#[test]
fn streaming_cards_are_looked_at() {
    let card = |config: &str, elements: &str| {
        Json::parse(&format!(r#"{{"schema":"2.0","config":{config},"body":{{"elements":[{elements}]}}}}"#)).unwrap()
    };
    let on = r#"{"streaming_mode":true}"#;
    let text = r#"{"tag":"markdown","element_id":"a","content":""}"#;
    assert!(has(&card(on, r#"{"tag":"markdown","content":""}"#), "C0909") && !has(&card(on, text), "C0909"));
    let button = format!(r#"{text},{{"tag":"button","text":{{"tag":"plain_text","content":"x"}}}}"#);
    assert!(has(&card(on, &button), "C0910") && !has(&card(r#"{"streaming_mode":false}"#, &button), "C0910"));
    for (pace, wrong) in [("19", true), ("20", false), ("1000", false), ("1001", true)] {
        let config = format!(r#"{{"streaming_config":{{"print_frequency_ms":{{"default":{pace}}}}}}}"#);
        assert_eq!(has(&card(&config, text), "C0911"), wrong, "{pace}");
    }
    let all = card(on, &button);
    assert!(all.validate().is_ok(), "warnings: {}", all.validate());
}

#[test]
fn what_replaces_what_is_known_from_the_card() {
    use feishu_card_core::{Card, Edition, Template, Version};
    let edition = |text: &str| Json::parse(text).unwrap().edition();
    let typed = |text: &str| Content::edition(&Card::parse(text).unwrap());
    for (text, version, shared) in [
        (r#"{"elements":[]}"#, Version::V1, false),
        (r#"{"config":{"update_multi":true},"elements":[]}"#, Version::V1, true),
        (r#"{"config":{"update_multi":"true"},"elements":[]}"#, Version::V1, false),
        (r#"{"schema":"2.0","body":{"elements":[]}}"#, Version::V2, true),
        (r#"{"schema":"2.0","x":1,"body":{"elements":[]}}"#, Version::V2, true),
    ] {
        assert_eq!(edition(text), Some(Edition::new(version, shared)), "{text}");
        assert_eq!(typed(text), edition(text), "{text}");
    }
    let template = r#"{"type":"template","data":{"template_id":"AAq1"}}"#;
    assert_eq!(edition(template), None);
    assert_eq!(Content::edition(&Template::parse(template).unwrap()), None);
}
