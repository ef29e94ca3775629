//! The samples with run-time values: given data, reviewed JSON.

use feishu_card::Typed;

#[path = "../pass/with_fragments.rs"]
mod with_fragments;
#[path = "../pass/with_lists.rs"]
mod with_lists;
#[path = "../pass/with_runtime_values.rs"]
mod with_runtime_values;

/// Compares with the reviewed file; `UPDATE_EXPECTED=1` writes it.
fn is_reviewed(name: &str, card: &impl Typed) {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("pass").join(name);
    feishu_card_expected::hold(file, &(card.to_json_pretty() + "\n"));
}

#[test]
fn fragments_control_flow_and_markdown() {
    use with_fragments::{Build, Log, State, Step, report};
    let step = |name: &str, seconds, log| Step { name: name.to_owned(), seconds, log };
    let build = Build {
        id: 7,
        author: "ou_1".to_owned(),
        url: "https://ci.example/7".to_owned(),
        project: "支付".to_owned(),
        state: State::Failed,
        steps: vec![step("编译", 12.34, None), step("测 **试** <at id=all></at>", 0.05, Some(Log("line 1\nline 2")))],
    };
    is_reviewed("with_fragments.json", &report(&build));
    let running = Build { state: State::Running, steps: Vec::new(), ..build };
    is_reviewed("with_fragments_running.json", &report(&running));
    let passed = report(&Build { state: State::Passed, ..running });
    assert!(passed.to_json_string().contains("通过"));
}

#[test]
fn run_time_values() {
    use with_runtime_values::{Kind, Person, Sale, Task, assign};
    let task =
        Task { id: 3, title: "修 {x}".to_owned(), urgent: true, labels: vec!["bug".to_owned()], kind: Kind("sales") };
    let people = [Person { open_id: "ou_1".to_owned() }, Person { open_id: "ou_2".to_owned() }];
    let sale = |customer: &str, amount, note: Option<&str>| Sale {
        customer: customer.to_owned(),
        amount,
        note: note.map(str::to_owned),
        level: "S1".to_owned(),
    };
    let sales = [sale("甲", 1.5, Some("*大*")), sale("乙", 2.0, None)];
    is_reviewed("with_runtime_values.json", &assign(&task, &people, &sales, Some("2026-11-22")));
    let calm = Task { urgent: false, labels: Vec::new(), ..task };
    is_reviewed("with_runtime_values_empty.json", &assign(&calm, &[], &[], None));
}

#[test]
fn lists_and_locales() {
    use with_lists::{Leave, Link, State, leave_card};
    let link = Link { text: "详情".to_owned(), url: "https://example.com".to_owned() };
    let open = Leave { id: 9, who: "ou_1".to_owned(), days: 1.5, state: State::Open, links: vec![link] };
    is_reviewed("with_lists.json", &leave_card(&open));
    let closed = State::Closed { by: "李明".to_owned(), reason: Some("**好**".to_owned()) };
    is_reviewed("with_lists_closed.json", &leave_card(&Leave { state: closed, ..open }));
}
