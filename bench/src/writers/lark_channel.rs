//! lark-channel: its builder, which makes cards of JSON 2.0 alone and checks them when it is done. What it has no
//! builder for is raw JSON, as its documentation says. Its client copies the tree and makes another of the body before
//! it writes; here the card is written as cheaply as its public types allow.

use super::{Contender, Job, RELEASE, SERVICES, json, ours, two_to_strings};
use lark_channel::{Card, CardButtonStyle, CardElement, Result};
use serde_json::{Value, json};

fn button(id: &str) -> Result<CardElement> {
    let value = json!({"button_type": "public_publish", "button_id": id});
    CardElement::callback_button("完成「全量发布」", value)?.button_style(CardButtonStyle::Primary)
}

fn tutorial() -> Result<Card> {
    Card::builder().text("发布审核：").element(button(RELEASE)?).build()
}

fn dashboard() -> Result<Card> {
    let mut card = Card::builder().header("服务看板").header_template("blue");
    for (service, errors, region) in SERVICES {
        card = card
            .element(CardElement::raw(json::row(service, errors, region))?)
            .markdown("最近一小时 [看板](https://example.com/d/1?from=now-1h&to=now)")
            .element(button(service)?)
            .text("数据每分钟更新")
            .divider();
    }
    card.build()
}

fn json_button(id: &str) -> Value {
    json!({
        "tag": "button",
        "text": {"tag": "plain_text", "content": "完成「全量发布」"},
        "type": "primary",
        "behaviors": [{"type": "callback", "value": {"button_type": "public_publish", "button_id": id}}],
    })
}

fn json_text(text: &str) -> Value {
    json!({"tag": "div", "text": {"tag": "plain_text", "content": text}})
}

fn json_tutorial() -> Value {
    json!({
        "schema": "2.0",
        "config": {"update_multi": true},
        "body": {"elements": [json_text("发布审核："), json_button(RELEASE)]},
    })
}

fn json_dashboard() -> Value {
    let mut elements = Vec::with_capacity(5 * SERVICES.len());
    for (service, errors, region) in SERVICES {
        elements.push(json::row(service, errors, region));
        let link = "最近一小时 [看板](https://example.com/d/1?from=now-1h&to=now)";
        elements.push(json!({"tag": "markdown", "content": link}));
        elements.push(json_button(service));
        elements.push(json_text("数据每分钟更新"));
        elements.push(json!({"tag": "hr"}));
    }
    json!({
        "schema": "2.0",
        "config": {"update_multi": true},
        "header": {"title": {"tag": "plain_text", "content": "服务看板"}, "template": "blue"},
        "body": {"elements": elements},
    })
}

fn contenders(make: fn() -> Result<Card>) -> Vec<Contender> {
    const NAME: &str = "lark-channel 0.6.0";
    let card = make().expect("a right card");
    vec![
        Contender::new(NAME, Job::Write, move || two_to_strings(&card)),
        Contender::new(NAME, Job::Check, move || two_to_strings(&make().expect("a right card"))),
    ]
}

/// Everyone's tutorial card as JSON 2.0.
pub fn tutorials() -> Vec<Contender> {
    let mut all = ours::contenders(|| ours::tutorial_2(RELEASE));
    all.extend(json::contenders(json_tutorial));
    all.extend(contenders(tutorial));
    all
}

/// Everyone's dashboard as JSON 2.0.
pub fn dashboards() -> Vec<Contender> {
    let mut all = ours::contenders(ours::dashboard_2);
    all.extend(json::contenders(json_dashboard));
    all.extend(contenders(dashboard));
    all
}
