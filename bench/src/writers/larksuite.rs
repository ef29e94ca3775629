//! larksuite-oapi-sdk-rs: its typed values of JSON 1.0. What it sends must have passed its checks, so the one way is
//! to make, check and write; writing alone is measured with a document that was checked before.

use super::{Contender, Job, RECEIVER, RELEASE, SERVICES, UUID};
use larksuite_oapi_sdk_rs::{
    JsonValue,
    card::v1::{
        Action, ActionComponent, Button, ButtonType, Card, CardDocument, Div, DivField, Element, Header, Locale,
        Markdown, Note, NoteElement, TemplateColor, Text, TextAlign,
    },
    service::im::v1::CreateMessageReqBody,
};
use std::collections::BTreeMap;

fn action(id: &str) -> Element {
    let value = serde_json::json!({"button_type": "public_publish", "button_id": id});
    let button = Button::new(Text::plain("完成「全量发布」"))
        .button_type(ButtonType::Primary)
        .value(JsonValue::from_serializable(value).expect("serialises"));
    Element::Action(Action::new().action(ActionComponent::Button(button)))
}

pub fn tutorial() -> Card {
    let elements = vec![Element::Div(Div::new(Text::plain("发布审核："))), action(RELEASE)];
    Card::new().i18n_elements(BTreeMap::from([(Locale::ZhCn, elements)]))
}

pub fn dashboard() -> Card {
    let mut card = Card::new().header(Header::new("服务看板").template(TemplateColor::Blue));
    for (service, errors, region) in SERVICES {
        let row = Div::new(Text::lark_md(format!("**服务** {service} 的错误率是 {errors} ‰")))
            .field(DivField::new(Text::lark_md(format!("**区域**\n{region}"))).short(true))
            .field(DivField::new(Text::lark_md("**值班**\n李明")).short(true));
        let link = Markdown::new("最近一小时 [看板](https://example.com/d/1?from=now-1h&to=now)");
        card = card
            .element(Element::Div(row))
            .element(Element::Markdown(link.text_align(TextAlign::Left)))
            .element(action(service))
            .element(Element::Note(Note::new().element(NoteElement::Text(Text::plain("数据每分钟更新")))))
            .element(Element::Hr);
    }
    card
}

fn write(card: &CardDocument) -> String {
    let body = CreateMessageReqBody::interactive_card(RECEIVER, card).expect("serialises").uuid(UUID);
    serde_json::to_string(&body).expect("serialises")
}

pub fn contenders(make: fn() -> Card) -> Vec<Contender> {
    const NAME: &str = "larksuite-oapi-sdk-rs 0.3.13";
    let checked = CardDocument::new(make()).expect("a right card");
    vec![
        Contender::new(NAME, Job::Write, move || write(&checked)),
        Contender::new(NAME, Job::Check, move || write(&CardDocument::new(make()).expect("a right card"))),
    ]
}
