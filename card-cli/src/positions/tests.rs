//! Positions against examples, and against JSON that chance wrote.

use super::*;
use proptest::prelude::*;

#[test]
fn pointers_lead_to_names_values_and_tags() {
    let text = "{\n \"a/b\": [1, {\"x\": [], \"tag\": \"hr\"}],\n \"\\u0061\": {\"~\": -1.5e3} }";
    let wanted = ["", "/a~1b", "/a~1b/0", "/a~1b/1", "/a/~0", "/a~1b/1/x", "/no"];
    let scan = Scan::of(text, wanted);
    let marked: Vec<_> = wanted.map(|pointer| scan.mark(pointer).map(|span| &text[span])).into();
    assert_eq!(
        marked,
        [Some("{"), Some("\"a/b\""), Some("1"), Some("\"tag\": \"hr\""), Some("\"~\": -1.5e3"), Some("\"x\""), None]
    );
}

#[test]
fn a_repeated_name_has_two_places() {
    let text = r#"{"a":1,"b":{"a":2},"a":3}"#;
    assert_eq!(Scan::of(text, ["/a"]).places("/a").len(), 2);
}

#[test]
fn places_in_a_string_lead_back_to_the_file() {
    let file = r#"{"content": "{\"甲\": \"\ud83d\ude00\\n\", \u0022b\": 1}"}"#;
    let text = Json::parse(file).unwrap().get("content").unwrap().as_str().unwrap().to_owned();
    let inner = Inner::new(file, "/content", text.clone());
    let scan = Scan::of(&text, ["/b", "/甲"]);
    let outer = |pointer| {
        let span = scan.mark(pointer).unwrap();
        &file[inner.outer(span.start)..inner.outer(span.end)]
    };
    assert_eq!(outer("/b"), r#"\u0022b\": 1"#);
    assert_eq!(outer("/甲"), r#"\"甲\": \"\ud83d\ude00\\n\""#);
}

#[test]
fn nothing_makes_it_panic() {
    for text in ["", "{", "{\"", "[1,", "\"\\", "{\"a\" 1", "}}", "{\"a\":{\"b\":[\"\\u12"] {
        let _ = Scan::of(text, ["/a/b/0", ""]);
        let _ = Inner::new(text, "/a", String::new()).outer(9);
    }
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

/// Every value in a JSON value, with its pointer.
fn all(json: &Json, at: &str, found: &mut Vec<(String, Json)>) {
    found.push((at.to_owned(), json.clone()));
    let mut below = |step: &str, value: &Json| {
        let mut pointer = at.to_owned();
        push(&mut pointer, step);
        all(value, &pointer, found);
    };
    match json {
        Json::List(items) => items.iter().enumerate().for_each(|(i, item)| below(&i.to_string(), item)),
        Json::Map(members) => members.iter().for_each(|(name, value)| below(name, value)),
        _ => {}
    }
}

#[test]
fn text_that_is_not_json_has_an_end() {
    for text in ["[}", "[,}", "[1}2]", "{]", "{\"a\":]}", "[[}}", "]", "}", "[:}", "{\"a\"}"] {
        let _ = Scan::of(text, ["", "/0", "/a"]).mark("");
    }
}

proptest! {
    #[test]
    fn every_value_is_found_where_it_stands(json in any_json(), pretty in any::<bool>()) {
        let text = if pretty { json.to_pretty_string() } else { json.to_string() };
        let mut values = Vec::new();
        all(&json, "", &mut values);
        let scan = Scan::of(&text, values.iter().map(|(pointer, _)| pointer.as_str()));
        for (pointer, value) in &values {
            let place = scan.places(pointer).first().unwrap();
            prop_assert_eq!(&Json::parse(&text[place.value.clone()]).unwrap(), value);
            prop_assert!(text.get(place.mark(&text)).is_some());
        }
    }

    #[test]
    fn every_place_in_a_string_is_found_in_the_file(text in any::<String>()) {
        let file = Json::from(vec![("x".into(), Json::Null), ("content".into(), Json::from(text.clone()))]).to_pretty_string();
        let inner = Inner::new(&file, "/content", text.clone());
        for (at, _) in text.char_indices() {
            let before = file[inner.outer(0)..inner.outer(at)].to_owned();
            let decoded = Json::parse(&format!("\"{before}\"")).unwrap();
            prop_assert_eq!(decoded.as_str(), Some(&text[..at]));
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let _ = Scan::of(&text, ["", "/0", "/a/b"]).mark("");
        let _ = Inner::new(&text, "", String::new()).outer(3);
        let _ = crate::input::find_card(&text);
    }
}
