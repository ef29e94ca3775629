//! A deployment in one card: its steps appear, run and end, and at the end come the buttons. Each change is the smallest
//! that there is; the last one is the answer to a click.
//!
//! `cargo run --example progress` needs no account: see `common/mod.rs` for the real platform.

mod common;

use common::{Result, Stage, show_click};
use feishu_card::{
    Card,
    callback::{Answer, Toast},
    card,
    send::{CardAction, LiveCard, Updated},
};
use std::sync::{Arc, OnceLock};
use tokio::sync::mpsc;

/// How far a step is.
#[derive(Clone, Copy, PartialEq)]
enum Progress {
    Running,
    Done(u32),
    Failed,
}

/// One step of the deployment.
struct Step {
    name: &'static str,
    progress: Progress,
}

/// The whole card, whatever the steps are: what is different from the card that is shown is found by the library.
fn deployment(release: &str, steps: &[Step], status: &str, buttons: bool) -> Card {
    card! {
        <card schema="2.0">
            <header template=blue title="Deploying {release}"/>
            <markdown element_id="status">"{status}"</markdown>
            for Step { name, progress } in steps {
                match progress {
                    Progress::Running => {
                        <markdown>"… {name}"</markdown>
                    }
                    Progress::Done(seconds) => {
                        <markdown>"✔ {name} <font color=grey>{seconds} s</font>"</markdown>
                    }
                    Progress::Failed => {
                        <markdown>"✘ **{name}**"</markdown>
                    }
                }
            }
            if buttons {
                <hr/>
                <column_set>
                    <column width=auto>
                        <button type=danger>
                            <callback value={{"do": "roll back"}}/>
                            "Roll back"
                        </button>
                    </column>
                    <column width=auto>
                        <button>
                            <open_url default_url="https://deploy.example.com/log"/>
                            "Log"
                        </button>
                    </column>
                </column_set>
            }
        </card>
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result {
    let stage = Stage::set(&["ou_9e03d1f7a2b84c65"]).await?;
    let release = "payments 2.7.0";
    let to = stage.receivers(1).next().ok_or("there is nobody to send to")?;

    // the click comes while the card is shown: the handler answers with the next state of the same card
    let shown: Arc<OnceLock<LiveCard>> = Arc::default();
    let (done, mut clicks) = mpsc::unbounded_channel();
    let taking = stage
        .take_clicks({
            let shown = Arc::clone(&shown);
            move |_event| {
                let answer = shown.get().map(|live| {
                    let next = live.prepared(&deployment(release, &[], "rolled back", false));
                    live.replaced_by(&next);
                    Answer::card(&next).with_toast(Toast::success("Rolled back"))
                });
                let _ = done.send(());
                async move { answer.unwrap_or_else(|| Answer::toast(Toast::info("Still deploying"))) }
            }
        })
        .await?;

    let live = stage.client.live(to.clone(), &deployment(release, &[], "starting", false)).await?;
    println!("sent to {to}");
    let _ = shown.set(live.clone());

    let mut steps: Vec<Step> = Vec::new();
    for (name, seconds) in [("build the image", 42), ("run the migrations", 7), ("replace the pods", 95)] {
        steps.push(Step { name, progress: Progress::Running });
        report(name, &live.update(&deployment(release, &steps, "deploying", false)).await?);
        if let Some(step) = steps.last_mut() {
            step.progress = Progress::Done(seconds);
        }
        report("done", &live.update(&deployment(release, &steps, "deploying", false)).await?);
    }
    steps.push(Step { name: "smoke test", progress: Progress::Failed });
    report("smoke test", &live.update(&deployment(release, &steps, "failed", true)).await?);
    println!("\n{}", live.shown().to_card_text());

    if let Some(sandbox) = stage.sandbox() {
        let shown = sandbox.message(live.message_id()).ok_or("the message is gone")?;
        assert_eq!(shown.card(), live.shown(), "what is believed is what is shown");
        println!("{to} clicks 「Roll back」");
        show_click(&sandbox.as_user(to.id()).click(live.message_id(), "Roll back").await?);
        report("after the click", &live.update(&deployment(release, &[], "rolled back by the on-call", false)).await?);
    } else if taking {
        clicks.recv().await;
    }
    Ok(())
}

/// Prints what an update did.
fn report(what: &str, updated: &Updated) {
    let how = match updated {
        Updated::Steps(steps) => steps.iter().map(step).collect::<Vec<_>>().join("; "),
        other => format!("{other:?}"),
    };
    println!("{what}: {how}");
}

fn step(step: &CardAction) -> String {
    let json = step.to_json();
    let name = json.get("action").map(ToString::to_string).unwrap_or_default();
    let params = json.get("params").map(ToString::to_string).unwrap_or_default();
    format!("{} {params}", name.trim_matches('"'))
}
