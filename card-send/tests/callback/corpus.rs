//! Every callback body of the documentation: requests become events that lose nothing, answers can be rebuilt.
use crate::request::{KEY, Request, TOKEN, callbacks};
use feishu_card_core::Json;
use feishu_card_send::callback::{Answer, Challenge, Event, Generation, Push, Rejection, Toast, ToastKind};
use http::HeaderMap;

/// The callback bodies of the corpus; none without it.
fn all() -> Vec<(String, Json)> {
    let files = feishu_card_corpus::files(&["official-v2/callbacks", "api"]);
    let callbacks = files.into_iter().filter(|file| file.name.contains("callback"));
    callbacks.map(|file| (file.name.clone(), Json::parse(&file.text).unwrap())).collect()
}

/// The text of the first member of this name, anywhere: an independent reading.
fn anywhere(json: &Json, name: &str) -> Option<String> {
    if let Some(text) = json.get(name).and_then(Json::as_str) {
        return Some(text.to_owned());
    }
    let inner = json.as_map()?.iter().filter(|(key, _)| key != "value" && key != "form_value");
    inner.filter_map(|(_, value)| anywhere(value, name)).next()
}

#[test]
fn every_click_becomes_an_event_that_loses_nothing() {
    let mut clicks = 0;
    for (name, body) in all() {
        let Some(action) = body.pointer("/event/action").or_else(|| body.get("action")) else { continue };
        clicks += 1;
        let event = Event::from_json(body.clone()).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
        assert_eq!(event.body(), &body, "{name}");
        let old = name.contains("_v1_");
        assert_eq!(event.generation == Generation::Old, old, "{name}");
        let expected = |member| anywhere(&body, member);
        assert_eq!(event.operator.open_id.as_deref(), expected("open_id").as_deref(), "{name}");
        assert_eq!(event.operator.user_id.as_deref(), expected("user_id").as_deref(), "{name}");
        assert_eq!(event.operator.union_id.as_deref(), expected("union_id").as_deref(), "{name}");
        assert_eq!(event.message_id.as_deref(), expected("open_message_id").as_deref(), "{name}");
        assert_eq!(event.chat_id.as_deref(), expected("open_chat_id").as_deref(), "{name}");
        assert_eq!(event.host, expected("host"), "{name}");
        assert_eq!(event.app_id, expected("app_id"), "{name}");
        assert_eq!(event.id, expected("event_id"), "{name}");
        assert!(event.token.unwrap().as_str().starts_with("c-"), "{name}");
        assert_eq!(event.preview.and_then(|preview| preview.url), expected("url"), "{name}");

        let typed = &event.action;
        assert_eq!(typed.tag, anywhere(action, "tag"), "{name}");
        assert_eq!(typed.name, anywhere(action, "name"), "{name}");
        assert_eq!(typed.timezone, anywhere(action, "timezone"), "{name}");
        assert_eq!(typed.input, anywhere(action, "input_value"), "{name}");
        assert_eq!(typed.checked, action.get("checked").and_then(Json::as_bool), "{name}");
        assert_eq!(&typed.value, action.get("value").unwrap_or(&Json::Null), "{name}");
        let form = typed.form.as_ref().map(|form| Json::from(form.fields().to_vec()));
        assert_eq!(form.as_ref(), action.get("form_value"), "{name}");
        let option = anywhere(action, "option").or_else(|| anywhere(action, "options"));
        assert_eq!(typed.option, option, "{name}");
    }
    assert!(clicks == 0 || clicks >= 18, "{clicks}");
}

#[test]
fn every_click_passes_the_whole_way_when_signed() {
    for (name, body) in all() {
        let new = body.pointer("/header/token").is_some() && body.pointer("/event/action").is_some();
        let (request, token) = match (new, body.get("action")) {
            (true, _) => {
                let token = anywhere(body.get("header").unwrap(), "token").unwrap();
                (Request::encrypted(&body.to_string()), token)
            }
            (false, Some(_)) if body.get("schema").is_none() => (Request::old(&body.to_string()), TOKEN.to_owned()),
            _ => continue,
        };
        let callbacks = feishu_card_send::callback::Callbacks::new(token)
            .encrypt_key(KEY)
            .accept_old()
            .clock(crate::request::fixed_clock);
        match request.read(&callbacks) {
            Ok(Push::Event(event)) => assert_eq!(event.body(), &body, "{name}"),
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn url_checks_are_answered_and_other_pushes_handed_on() {
    for (name, body) in all() {
        let signed = Request::new(&body.to_string().replace(&token_of(&body), TOKEN));
        match (body.get("type").and_then(Json::as_str), body.pointer("/header/event_type").and_then(Json::as_str)) {
            (Some("url_verification"), _) => match signed.read(&callbacks()) {
                Ok(Push::Challenge(Challenge(text))) => assert_eq!(Some(text), anywhere(&body, "challenge"), "{name}"),
                other => panic!("{name}: {other:?}"),
            },
            (_, Some("url.preview.get")) => match signed.read(&callbacks()) {
                Ok(Push::Other(other)) => {
                    assert_eq!(other.body.get("event"), body.get("event"), "{name}");
                    assert_eq!(other.event_type, "url.preview.get", "{name}");
                }
                other => panic!("{name}: {other:?}"),
            },
            _ if body.get("encrypt").is_some() => {
                let rejection = callbacks().read(&HeaderMap::new(), body.to_string().as_bytes()).unwrap_err();
                assert!(matches!(rejection, Rejection::Decrypt(_)), "{name}: a made-up ciphertext");
            }
            _ if body.get("challenge").is_some() => {
                let answer = Challenge(anywhere(&body, "challenge").unwrap()).response();
                assert_eq!(Json::parse(answer.body()).unwrap(), body, "{name}");
            }
            _ => {}
        }
    }
}

fn token_of(body: &Json) -> String {
    let token = body.pointer("/header/token").or_else(|| body.get("token"));
    token.and_then(Json::as_str).unwrap_or("none").to_owned()
}

fn toast(json: &Json) -> Toast {
    let kinds = [ToastKind::Info, ToastKind::Success, ToastKind::Warning, ToastKind::Error];
    let kind = anywhere(json, "type").unwrap();
    let kind = kinds.into_iter().find(|known| known.as_str() == kind).unwrap();
    let mut toast = Toast::new(kind, anywhere(json, "content").unwrap());
    for (locale, text) in json.get("i18n").and_then(Json::as_map).unwrap_or_default() {
        toast = toast.i18n(locale.clone(), text.as_str().unwrap().to_owned());
    }
    toast
}

/// The members sorted, since their order has no meaning.
fn sorted(json: &Json) -> Json {
    match json {
        Json::Map(members) => {
            let mut members: Vec<_> = members.iter().map(|(key, value)| (key.clone(), sorted(value))).collect();
            members.sort_by(|a, b| a.0.cmp(&b.0));
            members.into()
        }
        Json::List(items) => Json::List(items.iter().map(sorted).collect()),
        other => other.clone(),
    }
}

#[test]
fn every_documented_answer_can_be_built() {
    let new = Event::from_json(Json::parse(crate::request::BODY).unwrap()).unwrap();
    let old = Event::from_json(Json::parse(crate::request::OLD_BODY).unwrap()).unwrap();
    let mut answers = 0;
    for (name, body) in all() {
        if !name.contains("resp") || body.get("inline").is_some() || body.get("uuid").is_some() {
            continue;
        }
        answers += 1;
        let (event, card) = match body.get("card") {
            Some(card) if card.get("type").and_then(Json::as_str) == Some("raw") => (&new, card.get("data")),
            Some(template) => (&new, Some(template)),
            None if body.get("type").is_some() => (&old, Some(&body)),
            None => (&new, None),
        };
        let mut answer = card.map_or_else(Answer::nothing, Answer::card);
        if let Some(json) = body.get("toast") {
            answer = answer.with_toast(toast(json));
        }
        let built = Json::parse(&answer.body(event).unwrap()).unwrap();
        assert_eq!(sorted(&built), sorted(&body), "{name}");
    }
    assert!(answers == 0 || answers >= 7, "{answers}");
}
