//! Whatever goes in, what comes out is well-formed HTML of a short list of elements and attributes: no script, no handler,
//! no address but `data:` and the card's own links. The same input gives the same bytes, and time grows with the input.
//!
//! Runs a short count by default; `FEISHU_CARD_LONG=1` runs 100,000 of each.

mod support;

use feishu_card_core::Json;
use feishu_card_preview::{Device, Options, Theme, fragment, hole, html};
use proptest::prelude::*;
use std::time::Instant;
use support::{check, looks};

fn config(short: u32) -> ProptestConfig {
    let long = std::env::var_os("FEISHU_CARD_LONG").is_some();
    ProptestConfig { cases: if long { 100_000 } else { short }, failure_persistence: None, ..ProptestConfig::default() }
}

/// Words that mean something to a card or to Markdown, beside any text.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(support::WORDS).prop_map(str::to_owned),
        1 => "[a-z<>&\"'/= *_~`#|:\\\\\n\u{0}-\u{10ffff}]{0,12}",
        1 => Just(hole("x < y")),
    ]
}

fn markdown() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![3 => prop::sample::select(support::MARKS).prop_map(str::to_owned), 2 => word()],
        0..40,
    )
    .prop_map(|parts| parts.concat())
}

/// Any JSON over the names that cards use.
fn json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        1 => Just(Json::Null),
        1 => any::<bool>().prop_map(Json::Bool),
        1 => any::<i64>().prop_map(Json::int),
        1 => any::<f64>().prop_map(Json::float),
        4 => word().prop_map(|text| Json::Str(text.into())),
        2 => markdown().prop_map(|text| Json::Str(text.into())),
    ];
    leaf.prop_recursive(6, 60, 8, |inner| {
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..6).prop_map(|items| Json::List(items.into())),
            3 => prop::collection::vec((prop::sample::select(support::MEMBERS), inner), 0..8).prop_map(|members| {
                Json::Map(members.into_iter().map(|(name, value)| (name.to_owned().into(), value)).collect::<Vec<_>>().into())
            }),
        ]
    })
}

/// A card with one component of each kind, its members drawn from anything.
fn component() -> impl Strategy<Value = Json> {
    (
        prop::sample::select(support::TAGS),
        prop::collection::vec((prop::sample::select(support::MEMBERS), json()), 0..10),
    )
        .prop_map(|(tag, members)| {
            let mut all = vec![("tag".to_owned().into(), Json::Str(tag.to_owned().into()))];
            all.extend(members.into_iter().map(|(name, value)| (name.to_owned().into(), value)));
            Json::Map(all.into())
        })
}

fn card_of(components: Vec<Json>, second: bool) -> Json {
    let elements = Json::List(components.into());
    let member = |name: &str, value: Json| (name.to_owned().into(), value);
    if second {
        let body = Json::Map(vec![member("elements", elements)].into());
        Json::Map(vec![member("schema", Json::str("2.0")), member("body", body)].into())
    } else {
        Json::Map(vec![member("elements", elements)].into())
    }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn any_json_is_drawn(json in json(), look in 0_usize..4) {
        check(&json, &looks()[look]);
    }

    #[test]
    fn any_component_is_drawn(components in prop::collection::vec(component(), 1..4), second: bool, look in 0_usize..4) {
        check(&card_of(components, second), &looks()[look]);
    }

    #[test]
    fn any_markdown_is_drawn(text in markdown(), second: bool, lark: bool) {
        let content = Json::Str(text.into());
        let member = |name: &str, value: Json| (name.to_owned().into(), value);
        let component = if lark {
            let text = Json::Map(vec![member("tag", Json::str("lark_md")), member("content", content)].into());
            Json::Map(vec![member("tag", Json::str("div")), member("text", text)].into())
        } else {
            Json::Map(vec![member("tag", Json::str("markdown")), member("content", content)].into())
        };
        check(&card_of(vec![component], second), &looks()[usize::from(lark)]);
    }
}

proptest! {
    #![proptest_config(config(150))]

    /// One value of a real card exchanged for another one of any card, or for anything.
    #[test]
    fn any_mutation_of_a_real_card_is_drawn(picks in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), json(), any::<bool>()), 1..6), look in 0_usize..4) {
        let corpus = support::corpus();
        if corpus.is_empty() {
            return Ok(());
        }
        let mut card = corpus[picks[0].0.index(corpus.len())].clone();
        for (at, donor, any, real) in picks {
            let mut places = Vec::new();
            support::pointers(&card, &mut String::new(), &mut places);
            let donor = &corpus[donor.index(corpus.len())];
            let mut donors = Vec::new();
            support::pointers(donor, &mut String::new(), &mut donors);
            let value = if real { donor.pointer(&donors[at.index(donors.len())]).cloned().unwrap_or_default() } else { any };
            card = support::replaced(&card, &places[at.index(places.len())], &value);
        }
        check(&card, &looks()[look]);
    }
}

#[test]
fn every_card_of_the_corpus_is_drawn_in_every_look() {
    for card in support::corpus() {
        for look in looks() {
            check(card, &look);
        }
    }
}

#[test]
fn hostile_values_are_text_or_nothing() {
    let hostile = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        "' onmouseover='alert(1)",
        "</style><script>alert(1)</script>",
        "red;background:url(https://evil.example/x)",
        "<a href='javascript:alert(1)'>x</a>",
        "[x](javascript:alert(1))",
        "![x](https://evil.example/x.png)",
        "<font color='red;position:fixed'>x</font>",
        "<link url='data:text/html,x'>x</link>",
        "]]><!--<svg onload=alert(1)>",
    ];
    for value in hostile {
        for tag in support::TAGS {
            let members = support::MEMBERS.iter().map(|name| {
                let text = Json::Map(
                    vec![
                        ("tag".to_owned().into(), Json::str("plain_text")),
                        ("content".to_owned().into(), Json::Str(value.into())),
                    ]
                    .into(),
                );
                (
                    (*name).to_owned().into(),
                    if name.ends_with("text") || name.ends_with("title") || name.ends_with("tips") {
                        text
                    } else {
                        Json::Str(value.into())
                    },
                )
            });
            let mut all = vec![("tag".to_owned().into(), Json::Str((*tag).into()))];
            all.extend(members.filter(|(name, _): &(std::borrow::Cow<'_, str>, Json)| name != "tag"));
            let component = Json::Map(all.into());
            for second in [false, true] {
                check(&card_of(vec![component.clone()], second), &looks()[0]);
            }
        }
    }
}

#[test]
fn no_link_is_inside_of_what_is_pressed() {
    let text = r#"{"tag":"lark_md","content":"[a](https://example.com) <a href='https://example.com'>b</a> https://example.com"}"#;
    let choices = format!(r#""options":[{{"value":"1","text":{text}}}],"initial_option":"1""#);
    for tag in ["select_static", "multi_select_static", "overflow", "select_person", "checker", "button", "input"] {
        let component = format!(r#"{{"tag":"{tag}","text":{text},"label":{text},"placeholder":{text},{choices}}}"#);
        let component = Json::parse(&component).unwrap();
        for second in [false, true] {
            check(&card_of(vec![component.clone()], second), &looks()[0]);
        }
    }
}

/// Nanoseconds that this thread has been computing: other programs on the machine do not count. Where the system does not
/// say, the clock.
fn computed(since: Instant) -> f64 {
    // the system counts when a thread gives way
    std::thread::yield_now();
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|text| text.split(' ').next()?.parse().ok())
        .unwrap_or_else(|| since.elapsed().as_nanos() as f64)
}

/// How much more there is to compute for ten times the input; the least of several tries.
fn growth(make: impl Fn(usize) -> Json) -> f64 {
    let since = Instant::now();
    let cost = |json: &Json| {
        (0..4)
            .map(|_| {
                let begin = computed(since);
                std::hint::black_box(fragment(json, &Options::new()));
                computed(since) - begin
            })
            .fold(f64::MAX, f64::min)
    };
    let (small, large) = (make(400), make(4000));
    cost(&large) / cost(&small)
}

#[test]
fn work_grows_with_the_input_and_not_with_its_square() {
    let markdown = |text: String, second: bool| {
        let component = Json::Map(
            vec![
                ("tag".to_owned().into(), Json::str("markdown")),
                ("content".to_owned().into(), Json::Str(text.into())),
            ]
            .into(),
        );
        card_of(vec![component], second)
    };
    for mark in support::MARKS.iter().chain(support::REPEATED) {
        for second in [false, true] {
            let grown = growth(|count| markdown(mark.repeat(count), second));
            // ten is linear, a hundred quadratic
            assert!(grown < 50.0, "{mark:?} repeated: {grown:.0} times the work for ten times the text");
        }
    }
    let grown =
        growth(|count| card_of(vec![Json::Map(vec![("tag".to_owned().into(), Json::str("hr"))].into()); count], true));
    assert!(grown < 50.0, "components: {grown:.0}");
}

#[test]
fn a_page_and_its_look_are_the_same_every_time() {
    for card in support::corpus().iter().take(60) {
        let look = Options::new().theme(Theme::Dark).device(Device::Phone).pointers(true);
        assert_eq!(html(card, &look), html(card, &look));
    }
}
