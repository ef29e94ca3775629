//! CardKit: the life of an entity, the order of changes, every change and every documented refusal of it.

use super::bench::{Bench, SEND, send_body};
use crate::{
    CardkitRules, Cause, ContentLimits, Entity,
    config::{App, Config},
    json::{object, text},
};
use feishu_card_core::Json;
use std::time::Duration;

const CARDS: &str = "/open-apis/cardkit/v1/cards";
const SECOND: Duration = Duration::from_secs(1);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// A card with a text, a button, and a row of two columns.
const CARD: &str = r#"{"schema":"2.0","body":{"elements":[
    {"tag":"markdown","element_id":"md","content":"a"},
    {"tag":"button","element_id":"go","text":{"tag":"plain_text","element_id":"label","content":"Go"}},
    {"tag":"column_set","element_id":"row","columns":[
        {"tag":"column","element_id":"left","elements":[{"tag":"hr","element_id":"line"}]},
        {"tag":"column","element_id":"right","elements":[{"tag":"hr"}]}]}]}}"#;
const STREAMING: &str = r#"{"schema":"2.0","config":{"streaming_mode":true},"body":{"elements":[
    {"tag":"markdown","element_id":"md","content":""},{"tag":"hr","element_id":"line"}]}}"#;

/// An entity under test, and a counter that is always right.
struct Kit {
    bench: Bench,
    id: String,
    sequence: i64,
}

impl Kit {
    fn new(card: &str) -> Kit {
        Kit::with(card, |_| {})
    }

    fn with(card: &str, change: impl FnOnce(&mut CardkitRules)) -> Kit {
        Kit::configured(card, |config| change(&mut config.cardkit))
    }

    fn configured(card: &str, change: impl FnOnce(&mut Config)) -> Kit {
        let mut bench = Bench::with(change);
        let id = create(&mut bench, card);
        Kit { bench, id: id.unwrap_or_else(|answer| panic!("{answer}")), sequence: 0 }
    }

    /// Makes a call with the next sequence; the answer.
    fn call(&mut self, method: &str, path: &str, members: &[(&'static str, Json)]) -> Json {
        self.sequence += 1;
        let mut all = vec![("sequence", Json::int(self.sequence))];
        all.extend(members.iter().cloned());
        self.raw(method, path, &all)
    }

    /// Makes a call with these members and no others.
    fn raw(&mut self, method: &str, path: &str, members: &[(&'static str, Json)]) -> Json {
        // apart in time, so that no limit is in the way
        self.bench.clock.advance(Duration::from_millis(101));
        let body = Json::Map(members.iter().map(|(name, value)| ((*name).into(), value.clone())).collect());
        self.bench.json(method, &format!("{CARDS}/{}{path}", self.id), &body.to_string())
    }

    fn content(&mut self, id: &str, text: &str) -> i64 {
        code(&self.call("PUT", &format!("/elements/{id}/content"), &[("content", text.into())]))
    }

    fn settings(&mut self, settings: &str) -> i64 {
        code(&self.call("PATCH", "/settings", &[("settings", settings.into())]))
    }

    fn add(&mut self, how: &str, target: &str, elements: &str) -> Json {
        let members = [("type", how.into()), ("target_element_id", target.into()), ("elements", elements.into())];
        self.call("POST", "/elements", &members)
    }

    fn patch(&mut self, id: &str, members: &str) -> Json {
        self.call("PATCH", &format!("/elements/{id}"), &[("partial_element", members.into())])
    }

    fn replace(&mut self, id: &str, element: &str) -> Json {
        self.call("PUT", &format!("/elements/{id}"), &[("element", element.into())])
    }

    fn batch(&mut self, actions: &str) -> Json {
        self.call("POST", "/batch_update", &[("actions", actions.into())])
    }

    fn update(&mut self, card: &str) -> Json {
        let card = object([("type", "card_json".into()), ("data", card.into())]);
        self.call("PUT", "", &[("card", card)])
    }

    fn entity(&self) -> Entity {
        self.bench.platform.entity_now(&self.id).expect("the entity")
    }

    /// The tags and ids of the elements, at every depth.
    fn shape(&self) -> String {
        fn write(elements: &Json, out: &mut Vec<String>) {
            for element in elements.as_list().unwrap_or_default() {
                let name = text(element, "element_id").or_else(|| text(element, "tag")).unwrap_or("?");
                let mut inner = Vec::new();
                for list in ["columns", "elements"] {
                    write(element.get(list).unwrap_or(&Json::Null), &mut inner);
                }
                out.push(if inner.is_empty() { name.to_owned() } else { format!("{name}({})", inner.join(" ")) });
            }
        }
        let mut out = Vec::new();
        write(self.entity().card.pointer("/body/elements").unwrap_or(&Json::Null), &mut out);
        out.join(" ")
    }
}

fn create(bench: &mut Bench, card: &str) -> Result<String, Json> {
    let body = object([("type", "card_json".into()), ("data", card.into())]).to_string();
    let answer = bench.json("POST", CARDS, &body);
    answer.pointer("/data/card_id").and_then(Json::as_str).map(str::to_owned).ok_or(answer)
}

fn code(answer: &Json) -> i64 {
    answer.get("code").and_then(Json::as_i64).expect("a code")
}

/// The code, and the text of the refusal.
fn refusal(answer: &Json) -> (i64, String) {
    (code(answer), text(answer, "msg").unwrap_or_default().to_owned())
}

fn reference(id: &str) -> String {
    format!(r#"{{"type":"card","data":{{"card_id":"{id}"}}}}"#)
}

#[test]
fn an_entity_is_made_of_a_shared_card_of_schema_2() {
    let mut bench = Bench::new();
    let id = create(&mut bench, CARD).unwrap();
    assert!((1..=20).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_digit()), "{id}");
    let hundred = |n: usize| {
        let items: Vec<_> = (0..n).map(|n| format!(r#"{{"tag":"hr","element_id":"e{n}"}}"#)).collect();
        format!(r#"{{"schema":"2.0","body":{{"elements":[{}]}}}}"#, items.join(","))
    };
    let long = format!(
        r#"{{"schema":"2.0","body":{{"elements":[{{"tag":"markdown","content":"{}"}}]}}}}"#,
        "x".repeat(31_000)
    );
    for (card, wanted) in [
        (r#"{"elements":[{"tag":"hr"}]}"#, 300303),
        (r#"{"schema":"1.0","elements":[]}"#, 300303),
        (r#"{"schema":"2.0","config":{"update_multi":false},"body":{"elements":[]}}"#, 300302),
        (r#"{"schema":"2.0","body":{"elements":[{"tag":"note"}]}}"#, 200220),
        (
            r#"{"schema":"2.0","body":{"elements":[{"tag":"hr","element_id":"a"},{"tag":"hr","element_id":"a"}]}}"#,
            300301,
        ),
        (hundred(201).as_str(), 300305),
        (long.as_str(), 200860),
        ("{}", 300307),
        ("[]", 200220),
        ("no json", 200220),
        ("", 10002),
    ] {
        let answer = create(&mut bench, card).unwrap_err();
        assert_eq!(code(&answer), wanted, "{answer}");
        bench.clock.advance(SECOND);
    }
    assert!(create(&mut bench, &hundred(200)).is_ok());
    for body in [r#"{"type":"card_json"}"#, r#"{"type":"card","data":"{}"}"#, r#"{"type":"card_json","data":{}}"#] {
        assert_eq!(bench.code("POST", CARDS, body), 10002, "{body}");
    }
}

#[test]
fn an_entity_is_sent_once_by_its_own_app_and_shown_like_any_card() {
    let mut kit = Kit::configured(CARD, |config| {
        config.apps.push(App { id: "cli_2".to_owned(), secret: "s".to_owned(), store: false });
    });
    let own = std::mem::take(&mut kit.bench.token);
    kit.bench.token = kit.bench.fetch_token(1);
    let content = reference(&kit.id);
    let answer = kit.bench.json("POST", SEND, &send_body(&content, ""));
    assert!(text(&answer, "msg").unwrap().contains("ErrCode: 300311; "), "{answer}");
    assert_eq!(code(&kit.patch("md", r#"{"content":"b"}"#)), 300311);
    kit.bench.token = own;
    let message_id = kit.bench.sent(&content);
    let message = kit.bench.platform.copy(kit.bench.message(&message_id));
    assert_eq!(message.content().to_string(), content);
    assert_eq!((message.card(), message.updated()), (Json::parse(CARD).unwrap(), false));
    let answer = kit.bench.json("POST", SEND, &send_body(&content, ""));
    assert_eq!(
        refusal(&answer),
        (230099, "Failed to create card content, ext=ErrCode: 200780; ErrMsg: card binding biz count over limit; ErrorValue: card_id; ".to_owned())
    );
    assert_eq!(code(&kit.patch("md", r#"{"content":"b"}"#)), 0);
    let message = kit.bench.platform.copy(kit.bench.message(&message_id));
    assert_eq!(message.history.last().unwrap().cause, Cause::Entity);
    assert_eq!(message.card().pointer("/body/elements/0/content"), Some(&"b".into()));
    assert_eq!(kit.entity().message_id, Some(message_id.clone()));
    // the message holds a reference only: it is changed through the entity
    let patch = object([("content", CARD.into())]).to_string();
    assert_eq!(kit.bench.code("PATCH", &format!("/open-apis/im/v1/messages/{message_id}"), &patch), 230001);
    let read = |bench: &mut Bench, query: &str| {
        let answer = bench.json("GET", &format!("/open-apis/im/v1/messages/{message_id}{query}"), "");
        answer.pointer("/data/items/0/body/content").and_then(Json::as_str).unwrap().to_owned()
    };
    assert!(read(&mut kit.bench, "").contains("请升级"));
    assert_eq!(read(&mut kit.bench, "?card_msg_content_type=user_card_content"), content);
    let raw = Json::parse(&read(&mut kit.bench, "?card_msg_content_type=raw_card_content")).unwrap();
    assert_eq!(raw.get("json_card").and_then(Json::as_str).unwrap(), kit.entity().card.to_string());
    assert_eq!(raw.get("card_schema"), Some(&Json::int(2)));
    let unknown = kit.bench.json("POST", SEND, &send_body(&reference("7000"), ""));
    assert!(text(&unknown, "msg").unwrap().contains("ErrCode: 200740; "), "{unknown}");
}

#[test]
fn an_entity_lives_fourteen_days() {
    let mut kit = Kit::new(CARD);
    kit.bench.clock.advance(14 * DAY - SECOND);
    kit.bench.token = kit.bench.fetch_token(0);
    assert_eq!(code(&kit.patch("md", r#"{"content":"b"}"#)), 0);
    kit.bench.clock.advance(SECOND);
    assert_eq!(code(&kit.patch("md", r#"{"content":"c"}"#)), 200750);
    let content = reference(&kit.id);
    let answer = kit.bench.json("POST", SEND, &send_body(&content, ""));
    assert!(text(&answer, "msg").unwrap().contains("ErrCode: 200750; "), "{answer}");
    kit.id = "7999".to_owned();
    assert_eq!(code(&kit.patch("md", r#"{"content":"c"}"#)), 200740);
    kit.id = "1".repeat(21);
    assert_eq!(code(&kit.patch("md", r#"{"content":"c"}"#)), 10002);
}

#[test]
fn changes_come_in_order_and_once() {
    let mut kit = Kit::new(CARD);
    let mut patch = |sequence: Option<i64>, uuid: &str| {
        let mut members = vec![("partial_element", Json::from(r#"{"content":"b"}"#)), ("uuid", uuid.into())];
        members.extend(sequence.map(|sequence| ("sequence", Json::int(sequence))));
        refusal(&kit.raw("PATCH", "/elements/md", &members))
    };
    assert_eq!(patch(None, "").0, 300317, "a missing one is taken for 0");
    assert_eq!(patch(Some(0), ""), (300317, "ErrMsg: sequence number compare failed; ".to_owned()));
    assert_eq!(patch(Some(-1), "").0, 10002);
    assert_eq!(patch(Some(i64::from(i32::MAX) + 1), "").0, 10002);
    assert_eq!(patch(Some(5), "u5").0, 0, "gaps are fine");
    assert_eq!(patch(Some(5), "").0, 300317);
    assert_eq!(patch(Some(4), "").0, 300317);
    assert_eq!(patch(Some(5), "u5").0, 200770, "the uuid is looked at first");
    assert_eq!(patch(Some(6), "u5").0, 200770);
    assert_eq!(patch(Some(6), &"u".repeat(65)).0, 10002);
    assert_eq!(patch(Some(i64::from(i32::MAX)), "last").0, 0);
    assert_eq!(kit.entity().sequence, i64::from(i32::MAX));
}

#[test]
fn a_refused_call_leaves_its_number_free_unless_the_rules_say_otherwise() {
    for uses in [false, true] {
        let mut kit = Kit::with(CARD, |rules| rules.refusals_use_sequence = uses);
        let mut patch = |id: &str| {
            let members = [("partial_element", r#"{"content":"b"}"#.into()), ("sequence", Json::int(1))];
            code(&kit.raw("PATCH", &format!("/elements/{id}"), &members))
        };
        assert_eq!(patch("nobody"), 300313);
        assert_eq!(patch("md"), if uses { 300317 } else { 0 });
    }
}

#[test]
fn a_repeated_uuid_can_be_answered_as_the_first_call() {
    let mut kit = Kit::with(CARD, |rules| rules.repeated_uuid_succeeds = true);
    for text in ["b", "c"] {
        let members = [
            ("partial_element", format!(r#"{{"content":"{text}"}}"#).into()),
            ("sequence", Json::int(1)),
            ("uuid", "u".into()),
        ];
        assert_eq!(code(&kit.raw("PATCH", "/elements/md", &members)), 0);
    }
    assert_eq!(kit.entity().card.pointer("/body/elements/0/content"), Some(&"b".into()), "no second effect");
}

#[test]
fn a_card_takes_ten_changes_a_second() {
    for (rate_code, limits, streamed) in [
        (99991400, ContentLimits::PerSecond, 10),
        (230020, ContentLimits::PerSecondAndMinute, 10),
        (230020, ContentLimits::Free, 30),
    ] {
        let mut kit = Kit::with(STREAMING, |rules| (rules.rate_code, rules.content_limits) = (rate_code, limits));
        let mut passed = 0;
        for n in 1..=30 {
            let body = format!(r#"{{"content":"{n}","sequence":{n}}}"#);
            let answer = kit.bench.code("PUT", &format!("{CARDS}/{}/elements/md/content", kit.id), &body);
            assert!(answer == 0 || answer == i64::from(rate_code), "{answer}");
            passed += usize::from(answer == 0);
        }
        assert_eq!(passed, streamed, "{limits:?}");
    }
}

#[test]
fn the_streaming_mode_closes_after_600_seconds() {
    let mut kit = Kit::new(STREAMING);
    assert_eq!([kit.content("md", "一"), kit.content("md", "一二"), kit.content("md", "二")], [0, 0, 0]);
    assert_eq!((kit.entity().typed, kit.entity().jumped), (2, 1));
    assert_eq!([kit.content("line", "x"), kit.content("nobody", "x")], [300310, 300313]);
    kit.bench.clock.advance(Duration::from_secs(600));
    assert_eq!(kit.content("md", "x"), 200850, "updates do not make it longer");
    assert_eq!([kit.content("md", "x"), kit.content("md", "x")], [300309, 300309], "the first call after it says more");
    assert_eq!(code(&kit.add("append", "", r#"[{"tag":"hr"}]"#)), 200510);
    assert_eq!(code(&kit.replace("md", r#"{"tag":"markdown","element_id":"md","content":"all"}"#)), 0);
    assert_eq!(kit.settings(r#"{"config":{"streaming_mode":true}}"#), 0);
    assert_eq!(kit.entity().streaming_left, 600_000);
    assert_eq!(kit.content("md", "all of it"), 0);
    kit.bench.clock.advance(Duration::from_secs(500));
    assert_eq!(kit.settings(r#"{"config":{"streaming_mode":true}}"#), 0, "opening once more begins anew");
    kit.bench.clock.advance(Duration::from_secs(500));
    assert_eq!(kit.content("md", "all of it, and more"), 0);
    assert_eq!(kit.settings(r#"{"config":{"streaming_mode":false}}"#), 0);
    assert_eq!(kit.content("md", "x"), 300309);
    assert_eq!(code(&kit.add("append", "", r#"[{"tag":"hr"}]"#)), 0);
}

#[test]
fn other_readings_of_the_streaming_mode_can_be_chosen() {
    let late = Duration::from_secs(601);
    let mut kit = Kit::with(STREAMING, |rules| rules.reopening_extends = false);
    kit.bench.clock.advance(Duration::from_secs(500));
    assert_eq!(kit.settings(r#"{"config":{"streaming_mode":true}}"#), 0);
    kit.bench.clock.advance(Duration::from_secs(100));
    assert_eq!(kit.content("md", "x"), 200850);

    let mut kit = Kit::with(STREAMING, |rules| rules.silent_after_timeout = true);
    kit.bench.clock.advance(late);
    assert_eq!(kit.content("md", "x"), 0);
    assert_eq!(kit.entity().card.pointer("/body/elements/0/content"), Some(&"".into()));

    let mut kit = Kit::with(STREAMING, |rules| rules.timeout_stops_adding = false);
    kit.bench.clock.advance(late);
    assert_eq!(code(&kit.add("append", "", r#"[{"tag":"hr"}]"#)), 0);

    let mut kit = Kit::with(STREAMING, |rules| rules.window_begins_with_sending = true);
    kit.bench.clock.advance(late);
    let content = reference(&kit.id);
    kit.bench.sent(&content);
    kit.bench.clock.advance(Duration::from_secs(599));
    assert_eq!(kit.content("md", "x"), 0);
}

#[test]
fn streamed_text_is_held_to_the_rule_book_and_to_the_size() {
    let picture = "![a](https://a.cn/x.png)";
    let link = "[a](javascript:alert)";
    let mut kit = Kit::new(STREAMING);
    assert_eq!([kit.content("md", picture), kit.content("md", link)], [200220, 200220]);
    assert_eq!(kit.content("md", &"长".repeat(11_000)), 200860);
    assert_eq!(kit.content("md", ""), 10002);
    assert_eq!(kit.content("md", &"x".repeat(100_001)), 10002);
    let mut kit = Kit::with(STREAMING, |rules| rules.content_tables_count = false);
    assert_eq!([kit.content("md", picture), kit.content("md", link)], [200220, 200220]);
    let mut kit = Kit::with(STREAMING, |rules| rules.content_is_checked = false);
    assert_eq!([kit.content("md", picture), kit.content("md", link)], [0, 0]);
}

#[test]
fn settings_change_what_they_name() {
    let mut kit = Kit::new(
        r#"{"schema":"2.0","config":{"enable_forward":true,"summary":{"content":"a"}},"body":{"elements":[]}}"#,
    );
    assert_eq!(kit.settings(r#"{"config":{"summary":{"content":"b"}},"card_link":{"url":"https://a.b"}}"#), 0);
    let card = kit.entity().card;
    assert_eq!(card.get("config").unwrap().to_string(), r#"{"enable_forward":true,"summary":{"content":"b"}}"#);
    assert_eq!(card.pointer("/card_link/url"), Some(&"https://a.b".into()));
    assert_eq!(kit.settings(r#"{"streaming_mode":true}"#), 0, "taken, as seen in the field");
    assert_eq!(kit.entity().streaming_left, 0, "and without effect");
    for (settings, wanted) in [
        (r#"{"config":{"update_multi":false}}"#, 300302),
        (r#"{"config":{"no_such":1}}"#, 300122),
        (r#"{"config":{"streaming_mode":"yes"}}"#, 300122),
        (r#"{"config":[]}"#, 300122),
        ("[1]", 300122),
        ("{}", 300307),
        ("x", 200220),
    ] {
        assert_eq!(kit.settings(settings), wanted, "{settings}");
    }
    assert_eq!(code(&kit.call("PATCH", "/settings", &[("settings", object([("config", object([]))]))])), 10002);
    assert_eq!(kit.entity().card, card);
}

#[test]
fn elements_are_added_where_the_call_says() {
    let mut kit = Kit::new(CARD);
    let hr = |id: &str| format!(r#"[{{"tag":"hr","element_id":"{id}"}}]"#);
    for (how, target, id) in [
        ("insert_before", "md", "first"),
        ("insert_after", "md", "second"),
        ("append", "", "last"),
        ("append", "left", "in"),
        ("insert_before", "line", "above"),
    ] {
        assert_eq!(code(&kit.add(how, target, &hr(id))), 0);
    }
    let column = r#"[{"tag":"column","element_id":"third","elements":[]}]"#;
    assert_eq!(code(&kit.add("append", "row", column)), 0);
    assert_eq!(kit.shape(), "first md second go row(left(above line in) right(hr) third) last");
    for (how, target, elements, wanted) in [
        ("append", "md", hr("x"), 300315),
        ("insert_after", "nobody", hr("x"), 300315),
        ("insert_after", "label", hr("x"), 300315),
        ("insert_after", "", hr("x"), 10002),
        ("insert", "md", hr("x"), 10002),
        ("append", "", hr("md"), 300301),
        ("append", "", r#"{"tag":"hr"}"#.to_owned(), 10002),
        ("append", "", "[]".to_owned(), 10002),
        ("append", "", r#"[{"tag":"note"}]"#.to_owned(), 200220),
        ("append", "", format!(r#"[{{"tag":"markdown","content":"{}"}}]"#, "x".repeat(31_000)), 200860),
    ] {
        let answer = kit.add(how, target, &elements);
        assert_eq!(code(&answer), wanted, "{answer}");
    }
    let many: Vec<_> = (0..200).map(|_| r#"{"tag":"hr"}"#).collect();
    let many = format!("[{}]", many.join(","));
    assert_eq!(refusal(&kit.add("append", "", &many)), (300305, "ErrMsg: element exceeds the limit; ".to_owned()));
}

#[test]
fn elements_are_patched_replaced_and_deleted() {
    let mut kit = Kit::new(CARD);
    assert_eq!(code(&kit.patch("md", r#"{"content":"b","text_align":"center"}"#)), 0);
    assert_eq!(code(&kit.patch("label", r#"{"content":"Stop"}"#)), 0);
    assert_eq!(code(&kit.patch("md", r#"{"element_id":"new"}"#)), 0);
    assert_eq!(
        kit.entity().card.pointer("/body/elements/0").unwrap().to_string(),
        r#"{"tag":"markdown","element_id":"new","content":"b","text_align":"center"}"#
    );
    for (id, members, wanted) in [
        ("new", r#"{"tag":"div"}"#, 300312),
        ("new", r#"{"element_id":"go"}"#, 300301),
        ("new", r#"{"text_align":null}"#, 300313),
        ("new", r#"{"no_such":1}"#, 200220),
        ("md", r#"{"content":"c"}"#, 300313),
        ("new", "{}", 300307),
        (&"x".repeat(21), r#"{"content":"c"}"#, 10002),
    ] {
        let answer = kit.patch(id, members);
        assert_eq!(code(&answer), wanted, "{answer}");
    }
    assert_eq!(refusal(&kit.patch("md", r#"{"content":"c"}"#)).1, "ErrMsg: not find elementID : md; ");
    assert_eq!(code(&kit.replace("line", r#"{"tag":"markdown","content":"x"}"#)), 0);
    for (id, element, wanted) in [
        ("nobody", r#"{"tag":"hr"}"#, 300121),
        ("line", r#"{"tag":"hr","element_id":"go"}"#, 300301),
        ("line", r#"{"element_id":"line"}"#, 200220),
    ] {
        let answer = kit.replace(id, element);
        assert_eq!(code(&answer), wanted, "{answer}");
    }
    let delete = |kit: &mut Kit, id: &str| code(&kit.call("DELETE", &format!("/elements/{id}"), &[]));
    assert_eq!(delete(&mut kit, "left"), 0);
    assert_eq!(kit.shape(), "new go row(right(hr))");
    assert_eq!([delete(&mut kit, "line"), delete(&mut kit, "label")], [300314, 300314]);
    // the body of a DELETE is what the platform reads, and some clients drop it
    assert_eq!(code(&kit.raw("DELETE", "/elements/go", &[])), 300317);
}

#[test]
fn patches_and_replacements_have_other_readings_too() {
    let mut kit = Kit::with(CARD, |rules| (rules.patch_merges_deeply, rules.null_removes) = (true, true));
    assert_eq!(code(&kit.patch("go", r#"{"text":{"content":"Stop","element_id":null}}"#)), 0);
    assert_eq!(
        kit.entity().card.pointer("/body/elements/1").unwrap().to_string(),
        r#"{"tag":"button","element_id":"go","text":{"tag":"plain_text","content":"Stop"}}"#
    );
    let mut kit = Kit::with(CARD, |rules| rules.replacing_changes_tags = false);
    assert_eq!(code(&kit.replace("line", r#"{"tag":"markdown","content":"x"}"#)), 300121);
    assert_eq!(code(&kit.replace("line", r#"{"tag":"hr","margin":"4px"}"#)), 0);
}

#[test]
fn a_full_update_replaces_the_card() {
    let mut kit = Kit::new(CARD);
    assert_eq!(code(&kit.update(STREAMING)), 0);
    assert_eq!(kit.entity().streaming_left, 600_000);
    assert_eq!(kit.shape(), "md line");
    for (card, wanted) in [
        (r#"{"elements":[{"tag":"hr"}]}"#, 300303),
        (r#"{"schema":"2.0","config":{"update_multi":false}}"#, 300302),
        (r#"{"schema":"2.0","body":{"elements":[{"tag":"note"}]}}"#, 200220),
        ("{}", 300307),
    ] {
        let answer = kit.update(card);
        assert_eq!(code(&answer), wanted, "{answer}");
    }
    let template = object([("type", "template".into()), ("data", "{}".into())]);
    assert_eq!(code(&kit.call("PUT", "", &[("card", template)])), 10002);
}

#[test]
fn a_batch_does_all_or_nothing() {
    let actions = |last: &str| {
        format!(
            r#"[{{"action":"partial_update_setting","params":{{"settings":{{"config":{{"streaming_mode":true}}}}}}}},
            {{"action":"add_elements","params":{{"type":"insert_before","target_element_id":"md","elements":[{{"tag":"hr","element_id":"new"}}]}}}},
            {{"action":"update_element","params":{{"element_id":"go","element":{{"tag":"hr"}}}}}},
            {{"action":"partial_update_element","params":{{"element_id":"md","partial_element":{{"content":"b"}}}}}},
            {{"action":"delete_elements","params":{{"element_ids":["line","{last}"]}}}}]"#
        )
    };
    let mut kit = Kit::new(CARD);
    let before = kit.entity().card;
    assert_eq!(refusal(&kit.batch(&actions("nobody"))), (300314, "ErrMsg: not find elementID : nobody; ".to_owned()));
    assert_eq!((kit.entity().card, kit.entity().streaming_left), (before, 0));
    assert_eq!(code(&kit.batch(&actions("right"))), 0);
    assert_eq!(kit.shape(), "new md go row(left)");
    assert_eq!(kit.entity().streaming_left, 600_000);

    let mut kit = Kit::with(CARD, |rules| rules.batch_is_atomic = false);
    assert_eq!(code(&kit.batch(&actions("nobody"))), 300314);
    assert_eq!(kit.shape(), "new md go row(left(line) right(hr))", "what came before the refused action stays");
    for bad in ["{}", "[]", r#"[{"action":"x","params":{}}]"#, r#"[{"action":"delete_elements"}]"#] {
        assert!([10002, 300307].contains(&code(&kit.batch(bad))), "{bad}");
    }
    for action in [
        r#"{"action":"delete_elements","params":{"element_ids":[1]}}"#,
        r#"{"action":"partial_update_element","params":{"element_id":"md","partial_element":"{}"}}"#,
        r#"{"action":"update_element","params":{"element":{"tag":"hr"}}}"#,
    ] {
        assert_eq!(code(&kit.batch(&format!("[{action}]"))), 10002, "{action}");
    }
}

#[test]
fn a_user_at_the_card_holds_calls_off() {
    let mut kit = Kit::new(CARD);
    let id = kit.id.clone();
    kit.bench.platform.hold_entity(&id, 2 * SECOND);
    assert_eq!(code(&kit.patch("md", r#"{"content":"b"}"#)), 200810);
    kit.bench.clock.advance(2 * SECOND);
    assert_eq!(code(&kit.patch("md", r#"{"content":"b"}"#)), 0);
}

#[test]
fn a_template_becomes_an_entity() {
    let template = r#"{"schema":"2.0","config":{"streaming_mode":true},"body":{"elements":[
        {"tag":"markdown","element_id":"md","content":"${text}"},
        {"tag":"div","text":{"tag":"plain_text","element_id":"plain","content":"x"}}]}}"#;
    let mut bench = Bench::with(|config| config.templates = vec![("AAq1".into(), Json::parse(template).unwrap())]);
    let mut create = |data: &str| {
        bench.json("POST", CARDS, &object([("type", "template".into()), ("data", data.into())]).to_string())
    };
    assert_eq!(code(&create(r#"{"template_id":"AAq2"}"#)), 200220);
    let answer = create(r#"{"template_id":"AAq1","template_variable":{"text":"hello"}}"#);
    let id = answer.pointer("/data/card_id").and_then(Json::as_str).unwrap().to_owned();
    let mut kit = Kit { bench, id, sequence: 0 };
    assert_eq!(kit.entity().card.pointer("/body/elements/0/content"), Some(&"hello".into()));
    assert_eq!([kit.content("md", "hello you"), kit.content("plain", "y")], [0, 300310]);
}

#[test]
fn an_ordinary_message_can_become_an_entity() {
    for works in [true, false] {
        let mut bench = Bench::with(|config| config.cardkit.id_convert = works);
        let message_id = bench.sent(CARD);
        let old = bench.sent(&super::bench::card("1.0"));
        let mut convert =
            |id: &str| bench.json("POST", &format!("{CARDS}/id_convert"), &format!(r#"{{"message_id":"{id}"}}"#));
        let answer = convert(&message_id);
        if !works {
            assert_eq!(code(&answer), 10002);
            continue;
        }
        let id = answer.pointer("/data/card_id").cloned().unwrap();
        assert_eq!(convert(&message_id).pointer("/data/card_id"), Some(&id), "the same every time");
        assert_eq!(code(&convert(&old)), 300303);
        assert_eq!(code(&convert("om_nobody")), 230001);
        let mut kit = Kit { bench, id: id.as_str().unwrap().to_owned(), sequence: 0 };
        assert_eq!(kit.settings(r#"{"config":{"streaming_mode":true}}"#), 0);
        assert_eq!(kit.content("md", "typed"), 0);
        let message = kit.bench.platform.copy(kit.bench.message(&message_id));
        assert_eq!(message.card().pointer("/body/elements/0/content"), Some(&"typed".into()));
    }
}

#[test]
fn the_samples_of_the_documentation_are_taken() {
    let Some(batch) = feishu_card_corpus::text("corpus/api/cardkit_card_batch_update__01_req.json") else { return };
    let sample = |name: &str| feishu_card_corpus::text(&format!("corpus/api/cardkit_{name}_req.json")).unwrap();
    let mut bench = Bench::new();
    let answer = bench.json("POST", CARDS, &sample("card_create__01"));
    let id = answer.pointer("/data/card_id").and_then(Json::as_str).unwrap().to_owned();
    for (method, path, name, target) in [
        ("PATCH", "/settings", "card_settings__01", ""),
        ("PUT", "", "card_update__01", ""),
        ("PATCH", "/elements/md_1", "element_patch__01", "md_1"),
        ("PUT", "/elements/md_1", "element_update__01", "md_1"),
        ("DELETE", "/elements/md_1", "element_delete__01", "md_1"),
        ("PUT", "/elements/md_1/content", "element_content__01", "md_1"),
        ("POST", "/elements", "element_create__01", "markdown_1"),
        ("PATCH", "/settings", "settings_close_streaming", ""),
    ] {
        // each sample is the first change of a card of its own
        let element = format!(r#"[{{"tag":"markdown","content":"这是更","element_id":"{target}"}}]"#);
        let elements = if target.is_empty() { "[]".to_owned() } else { element };
        let card = format!(r#"{{"schema":"2.0","config":{{"streaming_mode":true}},"body":{{"elements":{elements}}}}}"#);
        let id = create(&mut bench, &card).unwrap();
        let answer = bench.json(method, &format!("{CARDS}/{id}{path}"), &sample(name));
        assert_eq!(answer.to_string(), r#"{"code":0,"msg":"success","data":{}}"#, "{name}");
    }
    let elements: Vec<_> = ["markdown_1", "text_1", "text_2", "markdown_2", "markdown_3"]
        .map(|id| format!(r#"{{"tag":"markdown","content":"x","element_id":"{id}"}}"#))
        .into();
    let card = format!(r#"{{"schema":"2.0","body":{{"elements":[{}]}}}}"#, elements.join(","));
    let id2 = create(&mut bench, &card).unwrap();
    assert_eq!(bench.code("POST", &format!("{CARDS}/{id2}/batch_update"), &batch), 0);
    let kit = Kit { bench, id: id2, sequence: 0 };
    assert_eq!(kit.shape(), "md_1 markdown_1 markdown_2 markdown_3");
    assert_ne!(kit.id, id);
}
