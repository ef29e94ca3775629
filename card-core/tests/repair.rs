//! Cards made sendable: one fault costs at most the component that has it, and every change is told.

use feishu_card_core::{Change, CheckOptions, Json, Repair, Severity, Str};
use proptest::prelude::*;
use std::sync::LazyLock;

/// The official cards without errors.
fn official() -> &'static [(String, Json)] {
    static CARDS: LazyLock<Vec<(String, Json)>> = LazyLock::new(read);
    &CARDS
}

fn read() -> Vec<(String, Json)> {
    let mut files = feishu_card_corpus::files(&["official-v1", "official-v2"]);
    files.retain(|file| {
        !["/callbacks/", "/fragments/", "/invalid/", ".template."].iter().any(|part| file.name.contains(part))
    });
    let cards = files.into_iter().filter_map(|file| Some((file.name, Json::parse(&file.text).ok()?)));
    cards.filter(|(_, card)| card.as_map().is_some() && card.validate().is_ok()).collect()
}

/// The places of all objects of a card that have a tag and are in a list: its components and their parts.
fn components(json: &Json, at: &str, found: &mut Vec<String>) {
    match json {
        Json::List(items) => {
            for (i, item) in items.iter().enumerate() {
                let at = format!("{at}/{i}");
                if item.get("tag").is_some() {
                    found.push(at.clone());
                }
                components(item, &at, found);
            }
        }
        Json::Map(members) => {
            // what is the author's own is not looked into
            for (name, value) in members.iter().filter(|(name, _)| !["value", "chart_spec", "rows"].contains(&&**name))
            {
                components(value, &format!("{at}/{name}"), found);
            }
        }
        _ => {}
    }
}

fn value<'j>(card: &'j mut Json, pointer: &str) -> &'j mut Json {
    pointer.split('/').skip(1).fold(card, |at, step| match at {
        Json::Map(members) => &mut members.to_mut().iter_mut().find(|(name, _)| name == step).expect("a member").1,
        Json::List(items) => &mut items.to_mut()[step.parse::<usize>().expect("an index")],
        _ => panic!("{pointer}"),
    })
}

fn set(object: &mut Json, name: &'static str, new: Json) -> bool {
    let Json::Map(members) = object else { return false };
    let members = members.to_mut();
    members.retain(|(key, _)| key != name);
    members.push((Str::Borrowed(name), new));
    true
}

/// One fault put into the component at a place; `false` if it is none for this component.
type Fault = fn(&mut Json) -> bool;

const FAULTS: &[(&str, Fault)] = &[
    ("an unknown member", |object| set(object, "colour", Json::str("red"))),
    ("an unknown tag", |object| set(object, "tag", Json::str("hologram"))),
    ("no tag", |object| {
        let Json::Map(members) = object else { return false };
        members.to_mut().retain(|(name, _)| name != "tag");
        true
    }),
    ("a member that is null", |object| change_first(object, |_| Some(Json::Null))),
    ("text in place of an object", |object| change_first(object, |value| value.as_map().map(|_| Json::str("text")))),
    ("a list in place of text", |object| {
        change_first(object, |value| value.as_str().map(|_| Json::from(vec![Json::int(1)])))
    }),
    ("an unknown word", |object| {
        let words =
            ["type", "width", "size", "text_align", "flex_mode", "mode", "scale_type", "data_type", "background_style"];
        let Json::Map(members) = object else { return false };
        let found =
            members.to_mut().iter_mut().find(|(name, value)| words.contains(&&**name) && value.as_str().is_some());
        found.map(|(_, value)| *value = Json::str("no_such_word")).is_some()
    }),
    ("a length out of its range", |object| set(object, "margin", Json::str("9999px"))),
    ("an element_id that is none", |object| set(object, "element_id", Json::str("1 bad id"))),
    ("a picture by address", |object| match object.get("tag").and_then(Json::as_str) {
        Some("markdown") => set(object, "content", Json::str("see ![graph](https://a.cn/x.png)")),
        _ => false,
    }),
    ("a text that is too long", |object| {
        if object.get("tag").and_then(Json::as_str) != Some("button") {
            return false;
        }
        let text = vec![("tag".into(), Json::str("plain_text")), ("content".into(), Json::from("x".repeat(300)))];
        set(object, "text", Json::from(text))
    }),
    ("the first member missing", |object| {
        let Json::Map(members) = object else { return false };
        let Some(at) = members.iter().position(|(name, _)| name != "tag") else { return false };
        members.to_mut().remove(at);
        true
    }),
    ("a component of the other version", |object| {
        *object = Json::parse(r#"{"tag": "action", "actions": [{"tag": "note"}]}"#).unwrap();
        true
    }),
];

/// Changes the first member, the tag left out, that `new` has a value for.
fn change_first(object: &mut Json, new: fn(&Json) -> Option<Json>) -> bool {
    let Json::Map(members) = object else { return false };
    for (_, value) in members.to_mut().iter_mut().filter(|(name, _)| name != "tag") {
        if let Some(new) = new(value) {
            *value = new;
            return true;
        }
    }
    false
}

/// Whether the two differ in nothing but the item at `pointer`, which may be gone, and what is around an item that was
/// the only one.
fn only_differ_at(a: &Json, b: &Json, pointer: &str) -> bool {
    let (list, index) = pointer.rsplit_once('/').unwrap();
    let index: usize = index.parse().unwrap();
    let mut a = a.clone();
    *value(&mut a, pointer) = Json::Null;
    let mut b = b.clone();
    let Some(Json::List(items)) = b.pointer(list) else { return false };
    let Some(Json::List(before)) = a.pointer(list) else { return false };
    let (now, then) = (items.len(), before.len());
    let Json::List(items) = value(&mut b, list) else { return false };
    match then - now {
        0 => items.to_mut()[index] = Json::Null,
        1 => items.to_mut().insert(index, Json::Null),
        _ => return false,
    }
    a == b
}

#[test]
fn a_card_without_errors_is_unchanged() {
    for (name, card) in official() {
        let (same, repairs) = card.repaired();
        assert!(repairs.is_empty() && same == *card, "{name}: {repairs:?}");
    }
}

#[test]
fn one_fault_costs_at_most_its_component() {
    let (mut made, mut repaired, mut small) = (0, 0, 0);
    let mut lost = Vec::new();
    // all of them take minutes without optimisation
    let step = if std::env::var_os("FEISHU_CARD_LONG").is_some() { 1 } else { 8 };
    let mut tried = 0_usize;
    for (name, card) in official() {
        let mut places = Vec::new();
        components(card, "", &mut places);
        // the only thing that a card shows cannot go
        let first = places.first().cloned().unwrap_or_default();
        let top = |place: &str| place.matches('/').count() == first.matches('/').count();
        let alone = places.iter().filter(|place| top(place)).count() < 2;
        for place in places.iter().filter(|_| !alone) {
            for (what, fault) in FAULTS {
                tried += 1;
                if !tried.is_multiple_of(step) {
                    continue;
                }
                let mut wrong = card.clone();
                if !fault(value(&mut wrong, place)) || wrong.validate().is_ok() {
                    continue;
                }
                made += 1;
                let (right, repairs) = wrong.repaired();
                let reported = !repairs.is_empty() && repairs.iter().all(|repair| is_place(&wrong, repair));
                assert!(reported, "{name} {place}: {what}: {repairs:?}");
                if right.validate().is_ok() {
                    repaired += 1;
                    let alone = only_differ_at(card, &right, place);
                    small += usize::from(alone);
                    // a form cannot be sent without the button that sends it: with the button goes the form
                    let form = repairs.iter().find(|repair| repair.code == "C0503").map(|repair| &repair.pointer);
                    let with_form =
                        form.is_some_and(|form| place.starts_with(form) && only_differ_at(card, &right, form));
                    assert!(alone || with_form, "{name} {place}: {what}: {}", lines(&repairs));
                } else {
                    lost.push(format!("{name} {place}: {what}: not repaired: {}", right.validate()));
                }
            }
        }
    }
    if made == 0 {
        return;
    }
    println!("{made} faults, {repaired} repaired, {small} of them by a change of nothing but the component");
    assert!(made > 300, "{made}");
    assert!(repaired * 100 >= made * 95, "{repaired} of {made}:\n{}", lost[..lost.len().min(20)].join("\n"));
    assert!(small * 100 >= made * 95, "{small} of {made}");
}

fn lines(repairs: &[Repair]) -> String {
    repairs.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// Whether a repair names a place of the card as given: one that is there, or one that is missing in what is there.
fn is_place(card: &Json, repair: &Repair) -> bool {
    let above = repair.pointer.rsplit_once('/').map(|(above, _)| above);
    card.pointer(&repair.pointer).is_some() || above.is_some_and(|above| card.pointer(above).is_some())
}

#[test]
fn what_is_done_is_said() {
    let done = |text: &str| {
        let card = Json::parse(text).unwrap();
        let (card, repairs) = card.repaired();
        assert!(card.validate().is_ok(), "{card}\n{}", card.validate());
        let repairs: Vec<_> =
            repairs.iter().map(|repair| (repair.code, repair.pointer.clone(), repair.change)).collect();
        (card.to_string(), repairs)
    };
    let v2 = |elements: &str| format!(r#"{{"schema":"2.0","body":{{"elements":[{elements},{{"tag":"hr"}}]}}}}"#);
    let at = |place: &str| format!("/body/elements/{place}");

    let (card, repairs) = done(&v2(r#"{"tag":"markdown","content":"a ![x](https://a.cn/x.png) ![](/y.png) b"}"#));
    assert!(card.contains("a [x](https://a.cn/x.png) image b"), "{card}");
    assert_eq!(repairs, [("C0728", at("0/content"), Change::TextRewritten)]);

    let text = |content: &str| v2(&format!(r#"{{"tag":"markdown","content":{}}}"#, Json::from(content)));
    for (content, right) in [
        ("a [b](javascript:x) c [d](https://a.cn)", "a b c [d](https://a.cn)"),
        ("<link url='lark://x'>b</link> c", "b c"),
        ("<a href=ftp://x>b</a> <a href=https://a.cn>d</a>", "b <a href=https://a.cn>d</a>"),
        (
            "<number_tag url='ftp://x' background_color='red'>1</number_tag>",
            "<number_tag background_color='red'>1</number_tag>",
        ),
    ] {
        let (card, repairs) = done(&text(content));
        assert_eq!(card, text(right));
        assert_eq!(repairs, [("C0712", at("0/content"), Change::TextRewritten)]);
    }

    let (card, repairs) =
        done(&v2(r#"{"tag":"hologram"},{"tag":"hr","element_id":"a"},{"tag":"hr","element_id":"a"}"#));
    assert_eq!(card, v2(r#"{"tag":"hr","element_id":"a"},{"tag":"hr"}"#));
    assert_eq!(repairs.len(), 2, "{repairs:?}");
    assert!(repairs.contains(&("C0102", at("0"), Change::ItemRemoved)), "{repairs:?}");
    assert!(repairs.iter().any(|repair| repair.1 == at("2/element_id")), "{repairs:?}");

    let hrs = vec![r#"{"tag":"hr"}"#; 230].join(",");
    let (card, repairs) = done(&v2(&hrs));
    assert_eq!((card.matches("hr").count(), repairs.len()), (200, 1), "{repairs:?}");
    assert_eq!((repairs[0].0, repairs[0].2), ("C0407", Change::ItemsCut));

    let (card, _) = done(r#"{"body":{"elements":[{"tag":"hr"}]}}"#);
    assert_eq!(card, r#"{"schema":"2.0","body":{"elements":[{"tag":"hr"}]}}"#);
}

#[test]
fn a_lowered_code_is_left_alone() {
    let card = Json::parse(r#"{"schema":"2.0","body":{"elements":[{"tag":"hr","colour":"red"}]}}"#).unwrap();
    let options = CheckOptions::default().allow("C0101");
    assert_eq!(card.repaired_with(&options), (card, Vec::new()));
}

/// A value that may be anything, of the words that cards are made of.
fn anything() -> impl Strategy<Value = Json> {
    let word = prop::sample::select(vec![
        "",
        "markdown",
        "hr",
        "button",
        "plain_text",
        "x",
        "${x}",
        "img_v3_x",
        "https://a.cn",
        "javascript:x",
        "![x](y)",
        "[x](wiki/y)",
        "<at></at>",
        "**",
        "|a|\n|-|\n|1|",
        "2.0",
        "red",
        "-1px",
        "#fff",
    ]);
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        any::<i32>().prop_map(|n| Json::int(n.into())),
        word.prop_map(Json::str),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        let name = prop::sample::select(vec![
            "tag", "text", "content", "elements", "actions", "columns", "value", "name", "type", "url",
        ]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::vec((name.prop_map(Str::Borrowed), inner), 0..4).prop_map(Json::from),
        ]
    })
}

/// Changes the value that is `at` values further on in the tree.
fn put(json: &mut Json, at: &mut usize, new: &Json) -> bool {
    if *at == 0 {
        *json = new.clone();
        return true;
    }
    *at -= 1;
    match json {
        Json::List(items) => items.to_mut().iter_mut().any(|item| put(item, at, new)),
        Json::Map(members) => members.to_mut().iter_mut().any(|(_, value)| put(value, at, new)),
        _ => false,
    }
}

/// How many cards are changed at random.
fn cases() -> u32 {
    if std::env::var_os("FEISHU_CARD_LONG").is_some() { 100_000 } else { 64 }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_comes_back_is_sendable_or_refused(
        seed in any::<prop::sample::Index>(),
        changes in prop::collection::vec((1_usize..60, anything()), 1..6),
    ) {
        let cards = official();
        if cards.is_empty() {
            return Ok(());
        }
        let (_, card) = seed.get(cards);
        let mut wrong = card.clone();
        for (at, new) in &changes {
            put(&mut wrong, &mut at.clone(), new);
        }
        let (right, repairs) = wrong.repaired();
        let errors = wrong.validate().errors().count();
        prop_assert_eq!(errors == 0, repairs.is_empty() && right.validate().is_ok(), "{:?}", repairs);
        for repair in &repairs {
            prop_assert!(is_place(&wrong, repair), "{}: {}", repair, wrong);
        }
        let found = right.validate();
        let (again, more) = right.repaired();
        if found.is_ok() {
            prop_assert!(more.is_empty() && again == right);
        } else {
            prop_assert!(found.errors().next().is_some_and(|error| error.severity == Severity::Error));
        }
    }
}
