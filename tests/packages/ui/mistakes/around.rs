struct Alert {
    status: String,
    count: u32,
    firing: bool,
}

struct User {
    name: String,
    age: u8,
    nick: Option<String>,
}

struct Props {
    text: String,
}

fn badge(text: &str) -> feishu_card::Div {
    feishu_card::Div::NEW
}

fn button(props: &Props) -> Button {
    Button::NEW
}

fn label(text: &str) -> feishu_card::Div {
    feishu_card::Div::NEW
}

async fn ask() -> String {
    String::new()
}

enum Kind {
    Annual,
}

feishu_card::words! {
    enum Leave {
        Annual = "annual",
    }
}
