//! `serde_json::json!`.

use super::{Contender, Job, SERVICES, two_to_strings};
use serde_json::{Value, json};

pub fn tutorial() -> Value {
    json!({"i18n_elements": {"zh_cn": [
        {"tag": "div", "text": {"tag": "plain_text", "content": "发布审核："}},
        {"tag": "action", "actions": [button(super::RELEASE)]},
    ]}})
}

fn button(id: &str) -> Value {
    json!({
        "tag": "button",
        "text": {"tag": "plain_text", "content": "完成「全量发布」"},
        "type": "primary",
        "value": {"button_type": "public_publish", "button_id": id},
    })
}

pub fn dashboard() -> Value {
    let mut elements = Vec::with_capacity(5 * SERVICES.len());
    for (service, errors, region) in SERVICES {
        elements.push(row(service, errors, region));
        elements.push(json!({
            "tag": "markdown",
            "content": "最近一小时 [看板](https://example.com/d/1?from=now-1h&to=now)",
            "text_align": "left",
        }));
        elements.push(json!({"tag": "action", "actions": [button(service)]}));
        elements.push(json!({"tag": "note", "elements": [{"tag": "plain_text", "content": "数据每分钟更新"}]}));
        elements.push(json!({"tag": "hr"}));
    }
    json!({
        "header": {"title": {"tag": "plain_text", "content": "服务看板"}, "template": "blue"},
        "elements": elements,
    })
}

pub fn row(service: &str, errors: u32, region: &str) -> Value {
    json!({
        "tag": "div",
        "text": {"tag": "lark_md", "content": format!("**服务** {service} 的错误率是 {errors} ‰")},
        "fields": [
            {"is_short": true, "text": {"tag": "lark_md", "content": format!("**区域**\n{region}")}},
            {"is_short": true, "text": {"tag": "lark_md", "content": "**值班**\n李明"}},
        ],
    })
}

pub fn contenders(make: fn() -> Value) -> Vec<Contender> {
    let value = make();
    vec![
        Contender::new("`serde_json::Value`, two `to_string`", Job::Write, move || two_to_strings(&value)),
        Contender::new("`json!`, two `to_string`", Job::Make, move || two_to_strings(&make())),
    ]
}
