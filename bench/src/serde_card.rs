//! The floor to beat: the same cards as borrowed serde structs with just the members they use.

use serde::Serialize;

#[derive(Serialize)]
pub struct Body<'a> {
    pub receive_id: &'a str,
    pub msg_type: &'a str,
    pub content: &'a str,
    pub uuid: &'a str,
}

#[derive(Serialize)]
pub struct Card<'a> {
    pub header: Header<'a>,
    pub elements: Vec<Element<'a>>,
}

#[derive(Serialize)]
pub struct Header<'a> {
    pub title: Text<'a>,
    pub template: &'a str,
}

#[derive(Serialize)]
pub struct Text<'a> {
    pub tag: &'a str,
    pub content: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "tag", rename_all = "snake_case")]
pub enum Element<'a> {
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
pub struct Field<'a> {
    pub is_short: bool,
    pub text: Text<'a>,
}

#[derive(Serialize)]
pub struct Button<'a> {
    pub tag: &'a str,
    pub text: Text<'a>,
    pub r#type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'a str>,
    pub value: Value<'a>,
}

#[derive(Serialize)]
pub struct Value<'a> {
    pub button_type: &'a str,
    pub button_id: &'a str,
}

fn plain(content: &str) -> Text<'_> {
    Text { tag: "plain_text", content }
}

/// The same dashboard as [`crate::cards::dashboard`].
pub fn dashboard() -> Card<'static> {
    let mut elements = Vec::new();
    for _ in 0..12 {
        elements.push(Element::Div {
            text: Text { tag: "lark_md", content: "**服务** gateway 的错误率是 0.3 %" },
            fields: vec![
                Field { is_short: true, text: Text { tag: "lark_md", content: "**区域**\ncn-north-1" } },
                Field { is_short: true, text: Text { tag: "lark_md", content: "**值班**\n李明" } },
            ],
        });
        elements.push(Element::Markdown {
            content: "最近一小时 [看板](https://example.com/d/1?from=now-1h&to=now)",
            text_align: Some("left"),
        });
        elements.push(Element::Action {
            actions: vec![Button {
                tag: "button",
                text: plain("完成「全量发布」"),
                r#type: "primary",
                url: None,
                value: Value { button_type: "public_publish", button_id: "162695861" },
            }],
        });
        elements.push(Element::Note { elements: vec![plain("数据每分钟更新")] });
        elements.push(Element::Hr);
    }
    Card { header: Header { title: plain("服务看板"), template: "blue" }, elements }
}
