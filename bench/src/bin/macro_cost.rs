//! What `card!` costs per component when the user's crate is checked, against macros of like content.
//!
//! `cargo run --release --bin macro_cost [ROUNDS]` writes crates of cards of 50 components each, checks them
//! cold (the dependencies are built already, the crate is not), subtracts the empty crate, and prints a
//! Markdown table of medians: 4,000 components each, and ours from 50 to 4,000 for the growth.

use feishu_card_bench::measure::{Project, median};

const COMPONENTS: usize = 4_000;
const PER_CARD: usize = 50;

struct Contender {
    name: &'static str,
    dependencies: &'static str,
    /// The source of a function that builds `PER_CARD` components.
    card: fn(usize) -> String,
}

const CONTENDERS: &[Contender] = &[
    Contender {
        name: "card!, literals",
        dependencies: "feishu-card = { path = \"{root}\", default-features = false }\n",
        card: |n| ours(n, "第一行", "一"),
    },
    Contender {
        name: "card!, a hole per text",
        dependencies: "feishu-card = { path = \"{root}\", default-features = false }\n",
        card: |n| ours(n, "第 {name} 行", "{name}"),
    },
    Contender { name: "maud, a hole per text", dependencies: "maud = \"0.27\"\n", card: maud },
    Contender {
        name: "hand-written setters, literals",
        dependencies: "feishu-card = { path = \"{root}\", default-features = false }\n",
        card: setters,
    },
    Contender { name: "serde_json::json!, a hole per text", dependencies: "serde_json = \"1\"\n", card: json },
];

fn ours(n: usize, text: &str, word: &str) -> String {
    let mut body = String::new();
    for i in 0..PER_CARD / 5 {
        body += &format!(
            "<div><lark_md>\"**状态** {text}\"</lark_md></div>\n<hr/>\n<markdown text_align=left>\"{text}\"</markdown>\n\
             <action><button type=primary name=\"b{i}\" url=\"https://a.cn\">\"{word}\"</button></action>\n"
        );
    }
    format!(
        "pub fn card_{n}(name: &str) -> feishu_card::Card {{ let _ = name; feishu_card::card! {{ <card>\n{body}</card> }} }}\n"
    )
}

fn maud(n: usize) -> String {
    let mut body = String::new();
    for _ in 0..PER_CARD / 5 {
        body += "div { p class=\"md\" { \"状态 第 \" (name) \" 行\" } }\nhr;\np class=\"md\" align=\"left\" { \"第 \" (name) \" 行\" }\n\
                 section { button type=\"primary\" name=\"b\" data-url=\"https://a.cn\" { (name) } }\n";
    }
    format!("pub fn card_{n}(name: &str) -> maud::Markup {{ maud::html! {{\n{body}}} }}\n")
}

fn setters(n: usize) -> String {
    let mut body = String::new();
    for _ in 0..PER_CARD / 5 {
        body += "Div::NEW.text(LarkMd::NEW.content(\"**状态** 第一行\".into()).into()).into(),\nHr::NEW.into(),\n\
                 MarkdownBlock::NEW.text_align(TextAlign::Left).content(\"第一行\".into()).into(),\n\
                 Action::NEW.actions([Button::NEW.r#type(ButtonType::Primary).name(\"b\".into()).url(\"https://a.cn\".into())\
                 .text(\"一\".into()).into()].into()).into(),\n";
    }
    format!(
        "pub fn card_{n}(_name: &str) -> feishu_card::Card {{ use feishu_card::*; Card::NEW.elements(List::from(vec![\n{body}])) }}\n"
    )
}

fn json(n: usize) -> String {
    let mut body = String::new();
    for _ in 0..PER_CARD / 5 {
        body += "{\"tag\": \"div\", \"text\": {\"tag\": \"lark_md\", \"content\": name}}, {\"tag\": \"hr\"},\n\
                 {\"tag\": \"markdown\", \"text_align\": \"left\", \"content\": name},\n\
                 {\"tag\": \"action\", \"actions\": [{\"tag\": \"button\", \"type\": \"primary\", \"name\": \"b\", \"url\": \"https://a.cn\",\
                 \"text\": {\"tag\": \"plain_text\", \"content\": name}}]},\n";
    }
    format!("pub fn card_{n}(name: &str) -> serde_json::Value {{ serde_json::json!({{\"elements\": [\n{body}]}}) }}\n")
}

fn source(contender: &Contender, components: usize) -> String {
    let head = "#![recursion_limit = \"1024\"]\n".to_owned();
    (0..components / PER_CARD).fold(head, |source, n| source + &(contender.card)(n))
}

/// CPU milliseconds per component.
fn cost(contender: &Contender, project: &Project, components: usize) -> f64 {
    project.write("");
    let empty = project.cold_check().cpu_seconds;
    project.write(&source(contender, components));
    (project.cold_check().cpu_seconds - empty) * 1e3 / components as f64
}

fn main() {
    let rounds = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(3);
    let projects: Vec<Project> = CONTENDERS
        .iter()
        .enumerate()
        .map(|(i, contender)| Project::new(&format!("macro-{i}"), contender.dependencies, ""))
        .collect();
    for project in &projects {
        project.check();
    }
    let mut costs = vec![Vec::new(); CONTENDERS.len()];
    for _ in 0..rounds {
        for ((contender, project), costs) in CONTENDERS.iter().zip(&projects).zip(&mut costs) {
            costs.push(cost(contender, project, COMPONENTS));
        }
    }
    println!("| {COMPONENTS} components, cold check, median of {rounds} | CPU ms per component |\n|---|---:|");
    for (contender, costs) in CONTENDERS.iter().zip(&costs) {
        println!("| {} | {:.3} |", contender.name, median(costs.iter().copied()));
    }
    println!("\n| card! with holes, components | CPU ms per component |\n|---:|---:|");
    for components in [50, 200, 1_000, COMPONENTS] {
        let costs = (0..rounds).map(|_| cost(&CONTENDERS[1], &projects[1], components));
        println!("| {components} | {:.3} |", median(costs));
    }
}
