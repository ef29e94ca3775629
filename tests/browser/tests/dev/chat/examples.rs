//! The examples of this project, unchanged but for where the platform is, worked through the page alone: over HTTP with
//! a key, and over the long connection.

use super::super::bench::Bench;
use std::{
    fs::File,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command},
    sync::OnceLock,
    time::Duration,
};

const ADA: &str = "ou_ada_lovelace_1815";

/// The built examples.
fn examples() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        if let Some(named) = std::env::var_os("FEISHU_CARD_EXAMPLES") {
            return named.into();
        }
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let built = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--locked", "--examples", "--package", "feishu-card", "--target-dir"])
            .arg(project.join("target"))
            .current_dir(&project)
            .status();
        assert!(built.expect("cargo runs").success(), "the examples do not build");
        project.join("target/debug/examples")
    })
}

/// A running example; dropped, it ends.
struct Example {
    child: Child,
    said: PathBuf,
}

impl Drop for Example {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Example {
    /// Starts it with what `card dev` printed. With a port it takes clicks there, else over the long connection.
    fn start(bench: &Bench, name: &str, receiver: &str, port: Option<u16>) -> Example {
        let said = bench.folder.join(format!("{name}.txt"));
        let mut command = Command::new(examples().join(name));
        command
            .env_clear()
            .env("FEISHU_APP_ID", bench.told("app id"))
            .env("FEISHU_APP_SECRET", bench.told("app secret"))
            .env("FEISHU_BASE_URL", bench.told("base URL"))
            .env("FEISHU_RECEIVE_ID", receiver)
            .stdout(File::create(&said).unwrap());
        match port {
            Some(port) => {
                command
                    .env("FEISHU_VERIFICATION_TOKEN", bench.told("verification token"))
                    .env("FEISHU_ENCRYPT_KEY", KEY)
                    .env("FEISHU_LISTEN", format!("127.0.0.1:{port}"));
            }
            None => {
                command.arg("--long-connection");
            }
        }
        Example { child: command.spawn().unwrap(), said }
    }

    fn said(&self) -> String {
        std::fs::read_to_string(&self.said).unwrap()
    }

    /// Waits until it has printed something.
    async fn says(&self, text: &str) {
        for _ in 0..6000 {
            if self.said().contains(text) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("never said: {text}\n{}", self.said());
    }

    /// Waits until it has ended well.
    async fn ends(&mut self) {
        for _ in 0..6000 {
            if let Some(status) = self.child.try_wait().unwrap() {
                assert!(status.success(), "{status}: {}", self.said());
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("it does not end: {}", self.said());
    }
}

const KEY: &str = "a key of this test";

/// A page, an example on it, and the way its clicks go.
async fn play(name: &str, receiver: &str, over_http: bool) -> Option<(Bench, Example)> {
    let way = if over_http { "http" } else { "connection" };
    let port = over_http.then(|| TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port());
    let url = port.map(|port| format!("http://127.0.0.1:{port}/card"));
    let mut args = Vec::new();
    if let Some(url) = &url {
        args.extend(["--callback-url", url, "--encrypt-key", KEY]);
    }
    let bench = Bench::start(&format!("example_{name}_{way}"), &[], &args, "").await?;
    bench.chat(&format!("theme=light&as={ADA}")).await;
    bench.wait("document.querySelector('#chats .chat')").await;
    let example = Example::start(&bench, name, receiver, port);
    Some((bench, example))
}

fn button(text: &str) -> String {
    format!("[...(live(-1)?.querySelectorAll('.fc-btn') ?? [])].find((one) => one.textContent.trim() === {text:?})")
}

/// The callback in the inspector, what the handler was given, when it is the one that is meant.
async fn action(bench: &Bench, is: impl Fn(&serde_json::Value) -> bool) -> serde_json::Value {
    for _ in 0..300 {
        let action = bench.inspect("card.action.trigger").await["event"]["action"].clone();
        if is(&action) {
            return action;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("never: {}", bench.inspect("card.action.trigger").await);
}

async fn approval(over_http: bool) {
    let Some((bench, mut example)) = play("approval", ADA, over_http).await else { return };
    bench.open_chat("Ada").await;
    bench.wait("document.querySelectorAll('#messages .live').length === 2").await;
    bench.hit(&button("完成「全量发布」")).await;
    bench.toast("已发布").await;
    bench.card_says(-1, "「全量发布」已完成：payments 2.2.0").await;
    action(&bench, |action| action["value"]["button_type"] == "public_publish").await;
    example.says("published: payments 2.2.0, by").await;
    bench.hit("[...live(-2).querySelectorAll('.fc-btn')].at(0)").await;
    bench.card_says(-2, "已完成：payments 2.1.0").await;
    example.ends().await;
    bench.is_clean().await;
}

#[tokio::test]
async fn approval_over_http() {
    approval(true).await;
}

#[tokio::test]
async fn approval_over_the_long_connection() {
    approval(false).await;
}

async fn alert(over_http: bool) {
    let Some((bench, mut example)) = play("alert", "oc_development_team", over_http).await else { return };
    bench.open_chat("Team").await;
    bench.card_says(-1, "firing").await;
    // a link shows where it leads
    bench.hit(&button("Alertmanager")).await;
    bench.wait("document.querySelector('.after code')?.textContent.startsWith('http')").await;
    bench.hit(&button("I take it")).await;
    // the answer, and at once the end of the alert
    bench.card_says(-1, "resolved").await;
    bench.wait("!live(-1).textContent.includes('I take it')").await;
    action(&bench, |action| action["value"]["take"].as_str().is_some_and(|key| !key.is_empty())).await;
    example.ends().await;
    bench.is_clean().await;
}

#[tokio::test]
async fn alert_over_http() {
    alert(true).await;
}

#[tokio::test]
async fn alert_over_the_long_connection() {
    alert(false).await;
}

async fn survey(over_http: bool) {
    let Some((bench, mut example)) = play("survey", ADA, over_http).await else { return };
    bench.open_chat("Ada").await;
    bench.card_says(-1, "团建意向").await;
    let at = |nth: usize, rest: &str| {
        format!("live(-1)?.querySelector('[data-pointer=\"/body/elements/0/elements/{nth}\"] {rest}')")
    };
    // without the required fields nothing leaves
    bench.hit(&button("提交")).await;
    bench.wait("live(-1).querySelectorAll('[data-missing]').length >= 3").await;
    bench.hit(&at(1, ".fc-field")).await;
    bench.hit(&at(1, "[data-value=chengdu]")).await;
    bench.hit(&at(2, ".fc-field")).await;
    bench.hit(&at(2, "[data-value=hiking]")).await;
    bench.hit(&at(2, "[data-value=hotpot]")).await;
    bench.press("Escape").await;
    bench.hit(&at(3, ".fc-field")).await;
    bench.hit(&at(3, "[data-value=ou_li_ming_1990]")).await;
    bench.type_date(|rest| at(6, rest), &["05142027"]).await;
    bench.press("Escape").await;
    bench.type_date(|rest| at(8, rest), &["05142027", "1030A"]).await;
    bench.press("Escape").await;
    bench.hit(&at(10, ".fc-entry")).await;
    bench.run(&format!("{}.select()", at(10, ".fc-entry"))).await;
    bench.write("3").await;
    bench.hit(&at(12, ".fc-check-box")).await;
    bench.hit(&button("提交")).await;
    bench.toast("谢谢").await;
    bench.card_says(-1, "成都，2027-05-14 起 3 晚").await;
    let wishes = serde_json::json!(["hiking", "hotpot"]);
    let form = action(&bench, |action| action["form_value"]["wishes"] == wishes).await["form_value"].clone();
    assert_eq!(form["rules_read"], true);
    // the struct of the handler has the same in it
    example.says("nights: 3").await;
    example.says("wishes: [Hiking, Hotpot]").await;
    example.says("buddy: \"ou_li_ming_1990\"").await;
    example.ends().await;
    bench.is_clean().await;
}

#[tokio::test]
async fn survey_over_http() {
    survey(true).await;
}

#[tokio::test]
async fn survey_over_the_long_connection() {
    survey(false).await;
}

async fn progress(over_http: bool) {
    let Some((bench, mut example)) = play("progress", ADA, over_http).await else { return };
    bench.open_chat("Ada").await;
    bench.card_says(-1, "smoke test").await;
    bench.card_says(-1, "Roll back").await;
    bench.hit(&button("Log")).await;
    bench.wait("document.querySelector('.after code')?.textContent === 'https://deploy.example.com/log'").await;
    bench.hit(&button("Roll back")).await;
    bench.toast("Rolled back").await;
    bench.card_says(-1, "rolled back").await;
    bench.wait("!live(-1).textContent.includes('smoke test')").await;
    action(&bench, |action| action["value"] == serde_json::json!({"do": "roll back"})).await;
    example.ends().await;
    bench.is_clean().await;
}

#[tokio::test]
async fn progress_over_http() {
    progress(true).await;
}

#[tokio::test]
async fn progress_over_the_long_connection() {
    progress(false).await;
}

async fn assistant(over_http: bool) {
    let Some((bench, mut example)) = play("assistant", ADA, over_http).await else { return };
    bench.open_chat("Ada").await;
    bench.wait("[...document.querySelectorAll('#messages .live')].some((host) => host.shadowRoot?.textContent.includes('Let me look at'))").await;
    // all of it, and then the buttons of the end; what the model says of tags stays text
    let helpful = "[...document.querySelectorAll('#messages .live')].flatMap((host) => [...(host.shadowRoot?.querySelectorAll('.fc-btn') ?? [])]).find((one) => one.textContent.trim() === 'Helpful')";
    bench.wait(helpful).await;
    bench.wait("[...document.querySelectorAll('#messages .live')].some((host) => host.shadowRoot?.textContent.includes('<at id=all></at>'))").await;
    example.says("stopped: false").await;
    // the stop button beside it is gone
    bench.wait("document.querySelector('#messages .gone')").await;
    bench.hit(helpful).await;
    bench.toast("Thank you").await;
    example.says("feedback: ").await;
    example.ends().await;
    bench.is_clean().await;
}

#[tokio::test]
async fn assistant_over_http() {
    assistant(true).await;
}

#[tokio::test]
async fn assistant_over_the_long_connection() {
    assistant(false).await;
}

#[tokio::test]
async fn echo_over_the_long_connection() {
    let Some((bench, example)) = play("echo", ADA, false).await else { return };
    bench.open_chat("Ada").await;
    bench.hit("document.querySelector('[data-tab=bot]')").await;
    bench.wait("document.querySelector('#panel').textContent.includes('pings')").await;
    bench.hit("document.querySelector('[data-tab=inspector]')").await;
    bench.hit("document.querySelector('#words')").await;
    bench.write("hello **there** <b>你好</b>").await;
    bench.press("Enter").await;
    bench.card_says(-1, "hello **there** <b>你好</b>").await;
    let event = bench.inspect("im.message.receive_v1").await;
    assert_eq!(event["event"]["message"]["content"], r#"{"text":"hello **there** <b>你好</b>"}"#);
    example.says("ou_ada_lovelace_1815 says: hello").await;
    bench.hit(&button("Again")).await;
    bench.card_says(-1, "said 2 times").await;
    bench.hit(&button("Again")).await;
    bench.card_says(-1, "said 3 times").await;
    action(&bench, |action| action["value"]["times"] == 2).await;
    // in a group, as somebody else, who mentions the bot
    bench.open_chat("Team").await;
    bench.hit("document.querySelector('#words')").await;
    bench.write("and here").await;
    bench.press("Enter").await;
    bench.card_says(-1, "and here").await;
    // frames are there for who looks for them
    bench.hit("document.querySelector('[data-record=frame]')").await;
    bench
        .wait(
            "[...document.querySelectorAll('.entry.frame')].some((row) => row.textContent.includes('answer to event'))",
        )
        .await;
    bench.is_clean().await;
}

#[tokio::test]
async fn a_connection_that_breaks_is_made_anew_and_what_comes_twice_is_handled_once() {
    let Some((bench, _example)) = play("echo", ADA, false).await else { return };
    bench.open_chat("Ada").await;
    let connections = "document.querySelectorAll('#panel .row.code[data-key]')";
    let named = |nth: usize| format!("{connections}[{nth}]?.dataset.key");
    bench.hit("document.querySelector('[data-tab=bot]')").await;
    bench.wait(&format!("{connections}.length === 1")).await;
    bench.hit("document.querySelector('[data-tab=faults]')").await;
    bench.hit("document.querySelector('[data-wire=twice]')").await;
    bench.wait("document.querySelector('[data-wire=twice]').checked").await;
    bench.hit("document.querySelector('#words')").await;
    bench.write("first").await;
    bench.press("Enter").await;
    bench.card_says(-1, "first").await;
    for (how, text) in [("close", "second"), ("reset", "third")] {
        bench.hit("document.querySelector('[data-tab=bot]')").await;
        bench.wait(&format!("{connections}.length === 1")).await;
        let before: String = bench.get(&named(0)).await;
        bench.hit("document.querySelector('[data-tab=faults]')").await;
        bench.hit(&format!("document.querySelector('[data-act=break][data-how={how}]')")).await;
        bench.hit("document.querySelector('[data-tab=bot]')").await;
        bench.wait(&format!("{connections}.length === 1 && {} !== {before:?}", named(0))).await;
        bench.hit("document.querySelector('#words')").await;
        bench.write(text).await;
        bench.press("Enter").await;
        bench.card_says(-1, text).await;
    }
    bench.hit(&button("Again")).await;
    bench.card_says(-1, "said 2 times").await;
    // three texts and three cards: a frame that came twice made no second card
    assert_eq!(bench.get::<usize>("document.querySelectorAll('#messages .live:not([hidden])').length").await, 3);
    bench.is_clean().await;
}
