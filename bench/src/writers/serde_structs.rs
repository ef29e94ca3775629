//! Serde structs of borrowed texts with just the members that the cards use: what one would write by hand.

use super::{Contender, Job, RELEASE, SERVICES, two_to_strings};
use serde::Serialize;
use std::borrow::Cow;

#[derive(Serialize)]
struct Tutorial<'a> {
    i18n_elements: Locales<'a>,
}

#[derive(Serialize)]
struct Locales<'a> {
    zh_cn: Vec<Element<'a>>,
}

#[derive(Serialize)]
struct Dashboard<'a> {
    header: Header<'a>,
    elements: Vec<Element<'a>>,
}

#[derive(Serialize)]
struct Header<'a> {
    title: Text<'a>,
    template: &'a str,
}

#[derive(Serialize)]
struct Text<'a> {
    tag: &'a str,
    content: Cow<'a, str>,
}

#[derive(Serialize)]
#[serde(tag = "tag", rename_all = "snake_case")]
enum Element<'a> {
    Div {
        text: Text<'a>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        fields: Vec<Field<'a>>,
    },
    Markdown {
        content: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        text_align: Option<&'a str>,
    },
    Hr,
    Action {
        actions: Vec<Button<'a>>,
    },
    Note {
        elements: Vec<Text<'a>>,
    },
}

#[derive(Serialize)]
struct Field<'a> {
    is_short: bool,
    text: Text<'a>,
}

#[derive(Serialize)]
struct Button<'a> {
    tag: &'a str,
    text: Text<'a>,
    r#type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    value: Value<'a>,
}

#[derive(Serialize)]
struct Value<'a> {
    button_type: &'a str,
    button_id: &'a str,
}

fn plain(content: &str) -> Text<'_> {
    Text { tag: "plain_text", content: content.into() }
}

fn markdown<'a>(content: impl Into<Cow<'a, str>>) -> Text<'a> {
    Text { tag: "lark_md", content: content.into() }
}

fn action(id: &str) -> Element<'_> {
    let value = Value { button_type: "public_publish", button_id: id };
    let button = Button { tag: "button", text: plain("完成「全量发布」"), r#type: "primary", url: None, value };
    Element::Action { actions: vec![button] }
}

fn make_tutorial() -> Tutorial<'static> {
    let text = Element::Div { text: plain("发布审核："), fields: Vec::new() };
    Tutorial { i18n_elements: Locales { zh_cn: vec![text, action(RELEASE)] } }
}

fn make_dashboard() -> Dashboard<'static> {
    let mut elements = Vec::with_capacity(5 * SERVICES.len());
    for (service, errors, region) in SERVICES {
        elements.push(Element::Div {
            text: markdown(format!("**服务** {service} 的错误率是 {errors} ‰")),
            fields: vec![
                Field { is_short: true, text: markdown(format!("**区域**\n{region}")) },
                Field { is_short: true, text: markdown("**值班**\n李明") },
            ],
        });
        elements.push(Element::Markdown {
            content: "最近一小时 [看板](https://example.com/d/1?from=now-1h&to=now)",
            text_align: Some("left"),
        });
        elements.push(action(service));
        elements.push(Element::Note { elements: vec![plain("数据每分钟更新")] });
        elements.push(Element::Hr);
    }
    Dashboard { header: Header { title: plain("服务看板"), template: "blue" }, elements }
}

fn contenders<T: Serialize + 'static>(make: fn() -> T) -> Vec<Contender> {
    const NAME: &str = "borrowed serde structs, two `to_string`";
    let card = make();
    vec![
        Contender::new(NAME, Job::Write, move || two_to_strings(&card)),
        Contender::new(NAME, Job::Make, move || two_to_strings(&make())),
    ]
}

pub fn tutorial() -> Vec<Contender> {
    contenders(make_tutorial)
}

pub fn dashboard() -> Vec<Contender> {
    contenders(make_dashboard)
}
