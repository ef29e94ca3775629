//! Who is compared, and the source of like content for each: cards of a text, a rule, Markdown and a button in a row,
//! five components, again and again.

/// One way to write a card in Rust.
pub struct Contender {
    pub name: &'static str,
    /// The crate whose version is printed, if it is not ours.
    pub package: Option<&'static str>,
    pub dependencies: &'static str,
    /// The source of a function of this number that builds a card of so many components.
    pub card: fn(number: usize, components: usize) -> String,
}

const OURS: &str = "feishu-card = { path = \"{root}\", default-features = false }\n";

/// Ours with holes, for the growth.
pub const GROWING: &Contender = &CONTENDERS[1];

pub const CONTENDERS: &[Contender] = &[
    Contender {
        name: "`card!`, literals",
        package: None,
        dependencies: OURS,
        card: |number, components| ours(number, components, "第一行", "一"),
    },
    Contender {
        name: "`card!`, a hole per text",
        package: None,
        dependencies: OURS,
        card: |number, components| ours(number, components, "第 {name} 行", "{name}"),
    },
    Contender { name: "hand-written setters, literals", package: None, dependencies: OURS, card: setters },
    Contender {
        name: "maud `html!`, a hole per text",
        package: Some("maud"),
        dependencies: "maud = \"0.27\"\n",
        card: maud,
    },
    Contender {
        name: "dioxus `rsx!`, a hole per text",
        package: Some("dioxus"),
        dependencies: "dioxus = { version = \"0.7\", default-features = false, features = [\"macro\", \"html\", \"signals\", \"hooks\"] }\n",
        card: dioxus,
    },
    Contender {
        name: "leptos `view!`, a hole per text",
        package: Some("leptos"),
        dependencies: "leptos = { version = \"0.8\", default-features = false, features = [\"ssr\"] }\n",
        card: leptos,
    },
    Contender {
        name: "slack-morphism `slack_blocks!`, a hole per text",
        package: Some("slack-morphism"),
        dependencies: "slack-morphism = { version = \"2.31\", default-features = false }\n",
        card: slack,
    },
    Contender {
        name: "`serde_json::json!`, a hole per text",
        package: Some("serde_json"),
        dependencies: "serde_json = \"1\"\n",
        card: json,
    },
];

/// A row for each five components.
fn rows(components: usize, row: impl Fn(usize) -> String) -> String {
    (0..components / 5).map(row).collect()
}

fn ours(number: usize, components: usize, text: &str, word: &str) -> String {
    let body = rows(components, |row| {
        format!(
            "<div><lark_md>\"**状态** {text}\"</lark_md></div>\n<hr/>\n<markdown text_align=left>\"{text}\"</markdown>\n\
             <action><button type=primary name=\"b{row}\" url=\"https://a.cn\">\"{word}\"</button></action>\n"
        )
    });
    format!(
        "pub fn card_{number}(name: &str) -> feishu_card::Card {{ let _ = name; feishu_card::card! {{ <card>\n{body}</card> }} }}\n"
    )
}

fn setters(number: usize, components: usize) -> String {
    let body = rows(components, |row| {
        format!(
            "Div::NEW.text(LarkMd::NEW.content(\"**状态** 第一行\".into()).into()).into(),\nHr::NEW.into(),\n\
             MarkdownBlock::NEW.text_align(TextAlign::Left).content(\"第一行\".into()).into(),\n\
             Action::NEW.actions([Button::NEW.r#type(ButtonType::Primary).name(\"b{row}\".into()).url(\"https://a.cn\".into())\
             .text(\"一\".into()).into()].into()).into(),\n"
        )
    });
    format!(
        "pub fn card_{number}(_name: &str) -> feishu_card::Card {{ use feishu_card::*; Card::NEW.elements(List::from(vec![\n{body}])) }}\n"
    )
}

fn maud(number: usize, components: usize) -> String {
    let body = rows(components, |row| {
        format!(
            "div {{ p class=\"md\" {{ \"状态 第 \" (name) \" 行\" }} }}\nhr;\n\
             p class=\"md\" title=\"left\" {{ \"第 \" (name) \" 行\" }}\n\
             section {{ button type=\"button\" name=\"b{row}\" data-url=\"https://a.cn\" {{ (name) }} }}\n"
        )
    });
    format!("pub fn card_{number}(name: &str) -> maud::Markup {{ maud::html! {{\n{body}}} }}\n")
}

fn dioxus(number: usize, components: usize) -> String {
    let body = rows(components, |row| {
        format!(
            "div {{ p {{ class: \"md\", \"状态 第 {{name}} 行\" }} }}\nhr {{}}\n\
             p {{ class: \"md\", title: \"left\", \"第 {{name}} 行\" }}\n\
             section {{ button {{ r#type: \"button\", name: \"b{row}\", \"data-url\": \"https://a.cn\", \"{{name}}\" }} }}\n"
        )
    });
    format!(
        "pub fn card_{number}(name: &str) -> dioxus::prelude::Element {{ use dioxus::prelude::*; rsx! {{\n{body}}} }}\n"
    )
}

fn leptos(number: usize, components: usize) -> String {
    let body = rows(components, |row| {
        format!(
            "<div><p class=\"md\">\"状态 第 \" {{name}} \" 行\"</p></div>\n<hr/>\n\
             <p class=\"md\" title=\"left\">\"第 \" {{name}} \" 行\"</p>\n\
             <section><button type=\"button\" name=\"b{row}\" data-url=\"https://a.cn\">{{name}}</button></section>\n"
        )
    });
    format!(
        "pub fn card_{number}(name: &'static str) -> impl leptos::IntoView {{ use leptos::prelude::*; view! {{\n{body}}} }}\n"
    )
}

fn slack(number: usize, components: usize) -> String {
    let body = rows(components, |row| {
        format!(
            "SlackSectionBlock::new().with_text(md!(\"**状态** 第 {{}} 行\", name)),\nSlackDividerBlock::new(),\n\
             SlackSectionBlock::new().with_text(md!(\"第 {{}} 行\", name)),\n\
             SlackActionsBlock::new(slack_blocks![SlackBlockButtonElement::new(pt!(name)).with_action_id(\"b{row}\".into())\
             .with_style(SlackBlockButtonStyle::Primary)]),\n"
        )
    });
    format!(
        "pub fn card_{number}(name: &str) -> Vec<slack_morphism::prelude::SlackBlock> {{ use slack_morphism::prelude::*; slack_blocks![\n{body}] }}\n"
    )
}

fn json(number: usize, components: usize) -> String {
    let body = rows(components, |row| {
        format!(
            "{{\"tag\": \"div\", \"text\": {{\"tag\": \"lark_md\", \"content\": name}}}}, {{\"tag\": \"hr\"}},\n\
             {{\"tag\": \"markdown\", \"text_align\": \"left\", \"content\": name}},\n\
             {{\"tag\": \"action\", \"actions\": [{{\"tag\": \"button\", \"type\": \"primary\", \"name\": \"b{row}\",\
             \"url\": \"https://a.cn\", \"text\": {{\"tag\": \"plain_text\", \"content\": name}}}}]}},\n"
        )
    });
    format!(
        "pub fn card_{number}(name: &str) -> serde_json::Value {{ serde_json::json!({{\"elements\": [\n{body}]}}) }}\n"
    )
}
