//! Places against examples, and against JSON that chance wrote.

use super::*;
use crate::shelf::Shelves;
use feishu_card_schema::tree::Known;
use proptest::prelude::*;

/// What is shown for the value at these members.
fn shown<'t>(text: &'t str, path: &[&str]) -> Option<&'t str> {
    let root = Json::parse_located(text).unwrap();
    let found = path.iter().try_fold(root, |at, name| at.member(name))?;
    Some(&text[found.own_span()])
}

#[test]
fn members_are_shown_with_their_names() {
    let text = "{\n \"a/b\": [1],\n \"\\u0061\": {\"~\": -1.5e3, \"x\": [], \"tag\": \"hr\"} }";
    assert_eq!(shown(text, &[]), Some("{"));
    assert_eq!(shown(text, &["a/b"]), Some("\"a/b\""));
    assert_eq!(shown(text, &["a"]), Some("\"\\u0061\""));
    assert_eq!(shown(text, &["a", "~"]), Some("\"~\": -1.5e3"));
    assert_eq!(shown(text, &["a", "x"]), Some("\"x\""));
    assert_eq!(shown(text, &["no"]), None);
    assert_eq!(shown(text, &["a/b", "no"]), None);
}

#[test]
fn an_object_in_a_list_is_shown_by_its_tag() {
    let text = r#"{"elements": [{"x": 1, "tag": "hr", "style": {}}, 7]}"#;
    let card = Json::parse_located(text).unwrap();
    let found = card.validate_with(&CheckOptions::default());
    let shown: Vec<_> =
        found.iter().map(|finding| (finding.pointer.as_str(), card.span(finding).map(|s| &text[s]))).collect();
    assert_eq!(
        shown,
        [("/elements/0/x", Some("\"x\": 1")), ("/elements/0/style", Some("\"style\"")), ("/elements/1", Some("7")),]
    );
}

#[test]
fn a_repeated_name_has_two_places() {
    let text = r#"{"a":1,"b":{"c":2, "c":{}},"d":[{"x":1,"x":2}]}"#;
    let json = Json::parse_located(text).unwrap();
    let (name, span) = json.duplicate_name().unwrap();
    assert_eq!((name, span.start, &text[span]), ("c", 19, "\"c\""));
    let json = json.member("d").unwrap();
    let (name, span) = json.duplicate_name().unwrap();
    assert_eq!((name, &text[span]), ("x", "\"x\":2"));
    assert_eq!(json.value_span(), text.find("[{").unwrap()..text.len() - 1);
}

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        any::<i64>().prop_map(Json::int),
        any::<String>().prop_map(Json::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Json::from),
            prop::collection::btree_map(any::<String>(), inner, 0..6).prop_map(|members| {
                Json::from(members.into_iter().map(|(name, value)| (name.into(), value)).collect::<Vec<_>>())
            }),
        ]
    })
}

/// Holds every place to what the text has there.
fn hold(json: &Json, spans: &[ValueSpan], text: &str) -> Result<(), TestCaseError> {
    let own = &spans[0];
    prop_assert_eq!(&Json::parse(&text[own.value.clone()]).unwrap(), json);
    prop_assert_eq!(own.values, spans.len());
    prop_assert!(text.get(own.mark()).is_some());
    for (name, json, spans) in parts(json, spans) {
        let written = spans[0].name.clone().map(|span| Json::parse(&text[span]).unwrap());
        prop_assert_eq!(written.as_ref().and_then(Json::as_str), name);
        hold(json, spans, text)?;
    }
    Ok(())
}

/// The places of a tree, in the order of the walk.
fn places(node: &Node<'_>, found: &mut Vec<u32>) {
    found.push(node.at.0);
    match &node.value {
        Known::List(items) => items.iter().for_each(|item| places(item, found)),
        Known::Object(fields) => fields.members.iter().for_each(|field| places(&field.node, found)),
        _ => {}
    }
}

proptest! {
    #[test]
    fn every_value_is_where_it_says(json in any_json(), pretty in any::<bool>()) {
        let text = if pretty { json.to_pretty_string() } else { json.to_string() };
        let located = Json::parse_located(&text).unwrap();
        prop_assert_eq!(located.json(), &json);
        hold(&located.json, &located.spans, &text)?;
        let mut found = Vec::new();
        let mut shelves = Shelves::of(check::extent(&located));
        places(&located.tree(shelves.shelf()), &mut found);
        let numbers: Vec<u32> = (1..=u32::try_from(located.spans.len()).unwrap()).collect();
        prop_assert_eq!(found, numbers);
    }

    #[test]
    fn any_text_reads_the_same_with_places_and_without(text in any::<String>()) {
        match (Json::parse(&text), Json::parse_located(&text)) {
            (Ok(plain), Ok(located)) => prop_assert_eq!(located.into_json(), plain),
            (Err(plain), Err(located)) => prop_assert_eq!(located, plain),
            (plain, located) => prop_assert!(false, "{plain:?} {located:?}"),
        }
    }
}
