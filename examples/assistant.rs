//! A model's answer that types itself into a chat: a status line, a slow tool, code, tables, a picture, tags that nobody
//! should obey, more than one card can hold, a stop button beside it, and buttons at the end.
//!
//! The model is scripted: its answer comes as server-sent events, a few characters each, as those of real ones do.
//! `cargo run --example assistant` needs no account: see `common/mod.rs` for the real platform.

mod common;

use common::{Result, Stage, show_click};
use feishu_card::{
    Button,
    callback::{Answer, Toast},
    card,
    send::Delivered,
};
use std::time::Duration;
use tokio::{sync::mpsc, time::sleep};

/// What comes from the model.
enum Piece {
    Text(String),
    /// It looks something up, which takes a while and writes nothing.
    Tool(&'static str),
}

/// The data of one server-sent event, as model servers write it; `None` for other lines and for the end.
fn read_event(line: &str) -> Option<Piece> {
    #[derive(serde::Deserialize)]
    struct Data {
        text: Option<String>,
        tool: Option<String>,
    }
    let data: Data = serde_json::from_str(line.strip_prefix("data: ")?).ok()?;
    match (data.text, data.tool) {
        (Some(text), _) => Some(Piece::Text(text)),
        (None, Some(_)) => Some(Piece::Tool("searching the runbooks")),
        (None, None) => None,
    }
}

/// The answer as the model's server sends it: events of a few characters, a tool in the middle, then the end.
fn events() -> Vec<String> {
    let text = |text: &str| format!("data: {}", serde_json::json!({ "text": text }));
    let pieces = |answer: &str| {
        let chars: Vec<char> = answer.chars().collect();
        chars.chunks(12).map(|chars| text(&chars.iter().collect::<String>())).collect::<Vec<_>>()
    };
    let mut events = pieces(OPENING);
    events.push("data: {\"tool\":\"search\"}".to_owned());
    events.extend(pieces(ANSWER));
    let steps: String = (1..=150).map(|n| format!("{n}. {STEP}\n")).collect();
    events.extend(pieces(&format!("\n\n## All steps\n\n{steps}")));
    events.push("data: [DONE]".to_owned());
    events
}

const OPENING: &str = "Let me look at **payments 2.7.0**.\n\n";

const ANSWER: &str = r#"## What happened

The p99 rose because the pool ran dry. <at id=all></at> can be left in peace.

| when | what | p99 |
|---|---|---|
| 14:02 | deploy | 80 ms |
| 14:05 | pool is empty | 2.3 s |

![the latency](https://grafana.example.com/render/p99.png)

## What to change

```rust
let pool = Pool::builder()
    .max_size(64) // was 8
    .connect_timeout(Duration::from_secs(2))
    .build()?;
```

See [the runbook](https://runbooks.example.com/pool), or ask [the owner](mailto:owner@example.com).
"#;

const STEP: &str = "Check the dashboards of the region, compare them with the hour before the deployment, write down what is \
     different, and go on with the next region only when the error rate is below one in a thousand. 检查各区域的仪表盘，与发布前一小时对比。";

/// What the people in the chat can do with the answer.
fn feedback() -> Vec<Button> {
    vec![
        card! {
            <button>
                "Helpful"
                <callback value={{"feedback": "helpful"}}/>
            </button>
        },
        card! {
            <button>
                "Wrong"
                <callback value={{"feedback": "wrong"}}/>
            </button>
        },
    ]
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result {
    let stage = Stage::set(&["ou_9e03d1f7a2b84c65"]).await?;
    let to = stage.receivers(1).next().ok_or("there is nobody to send to")?;
    let (said, mut feedbacks) = mpsc::unbounded_channel();
    let taking = stage
        .take_clicks({
            let client = stage.client.clone();
            move |event| {
                let value = event.action.value.clone();
                let answer = match client.take_stop(&value) {
                    true => Answer::toast(Toast::info("Stopping")),
                    false => {
                        let _ = said.send(value.to_string());
                        Answer::toast(Toast::success("Thank you"))
                    }
                };
                async move { answer }
            }
        })
        .await?;

    let stream = stage.client.stream(to.clone()).stop_button("Stop").await?;
    println!("streaming to {to}");
    for line in events() {
        let Some(piece) = read_event(&line) else { continue };
        // a person may have enough of it
        let stopped = tokio::select! {
            biased;
            () = stream.stopped() => true,
            () = sleep(Duration::from_millis(1)) => false,
        };
        if stopped {
            break;
        }
        match piece {
            Piece::Text(text) => stream.push(&text),
            Piece::Tool(what) => {
                stream.status(&format!("⏳ {what}…"));
                sleep(Duration::from_millis(300)).await;
                stream.status("");
            }
        }
    }
    let delivered = stream.finish_with(&feedback()).await?;
    show(&stage, &delivered)?;

    if let Some(sandbox) = stage.sandbox() {
        let last = delivered.message_ids.last().ok_or("nothing is shown")?;
        println!("\n{to} clicks 「Helpful」");
        show_click(&sandbox.as_user(to.id()).click(last, "Helpful").await?);
    }
    if taking {
        println!("feedback: {}", feedbacks.recv().await.unwrap_or_default());
    }
    Ok(())
}

/// Prints how the answer is shown.
fn show(stage: &Stage, delivered: &Delivered) -> Result {
    println!("{:?} on {} cards, stopped: {}", delivered.how, delivered.message_ids.len(), delivered.stopped);
    let Some(sandbox) = stage.sandbox() else { return Ok(()) };
    for (n, id) in delivered.message_ids.iter().enumerate() {
        let card = sandbox.message(id).ok_or("the message is gone")?.card();
        let text = card.to_card_text();
        let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
        println!("\ncard {}, {} lines:", n + 1, lines.len());
        // the first of them, and the last ones
        let skipped = 18..lines.len().saturating_sub(4);
        for (_, line) in lines.iter().enumerate().filter(|(at, _)| !skipped.contains(at)) {
            let start: String = line.chars().take(72).collect();
            println!("  {start}{}", if start.len() < line.len() { "…" } else { "" });
        }
    }
    Ok(())
}
