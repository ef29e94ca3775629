//! An approval, from the markup to the click: two approvers get a card each; a click on 「完成「全量发布」」 comes back
//! with its value, the release goes out, and the card says 已完成.
//!
//! `cargo run --example approval` needs no account: see `common/mod.rs` for the real platform.

mod common;

use common::{Result, Stage, show_click};
use feishu_card::{
    Card,
    callback::{Answer, BoxError, Event, Toast},
    card,
};
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::mpsc;

/// The card: its button carries what the click gives back.
pub fn review(button_id: &str) -> Card {
    card! {
        <card>
            <i18n_elements>
                <zh_cn>
                    <div>"发布审核："</div>
                    <action>
                        <button type=primary value={{"button_type": "public_publish", "button_id": button_id}}>
                            "完成「全量发布」"
                        </button>
                    </action>
                </zh_cn>
            </i18n_elements>
        </card>
    }
}

/// What takes its place.
fn published(release: &str) -> Card {
    card! {
        <card>
            <i18n_elements>
                <zh_cn>
                    <div>"「全量发布」已完成：{release}"</div>
                </zh_cn>
            </i18n_elements>
        </card>
    }
}

/// The `value` of the button, as it comes back.
#[derive(Deserialize)]
struct Click {
    button_type: String,
    button_id: String,
}

/// The releases that wait for a click, by the id of their button.
#[derive(Default)]
pub struct Desk {
    waiting: Mutex<BTreeMap<String, String>>,
}

impl Desk {
    pub fn put(&self, button_id: &str, release: &str) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.insert(button_id.to_owned(), release.to_owned());
    }

    /// A second click finds nothing, so that no release goes out twice.
    fn take(&self, button_id: &str) -> Option<String> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).remove(button_id)
    }

    /// What happens on a click.
    pub fn clicked(&self, event: &Event) -> std::result::Result<Answer, BoxError> {
        let Click { button_type, button_id } = event.action.value()?;
        match (button_type.as_str(), self.take(&button_id)) {
            ("public_publish", Some(release)) => {
                println!("published: {release}, by {}", event.operator);
                Ok(Answer::card(&published(&release)).with_toast(Toast::success("已发布")))
            }
            _ => Ok(Answer::toast(Toast::warning("这个发布已经处理过了"))),
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result {
    let stage = Stage::set(&["ou_9e03d1f7a2b84c65", "ou_5b7c20e8f41a4d93"]).await?;
    let desk = Arc::new(Desk::default());
    let (done, mut clicks) = mpsc::unbounded_channel();
    let taking = stage
        .take_clicks({
            let desk = Arc::clone(&desk);
            move |event| {
                let answer = desk.clicked(&event);
                let _ = done.send(());
                async move { answer }
            }
        })
        .await?;

    let mut cards = Vec::new();
    for (number, to) in (1..).zip(stage.receivers(2)) {
        let button_id = format!("16269586{number}0001");
        desk.put(&button_id, &format!("payments 2.{number}.0"));
        let sent = stage.client.send(to.clone(), &review(&button_id)).await?;
        stage.show_sent(&sent);
        cards.push((to, sent.message_id));
    }

    if let Some(sandbox) = stage.sandbox() {
        for (to, message_id) in &cards {
            println!("\n{to} clicks 「完成「全量发布」」 on {message_id}");
            show_click(&sandbox.as_user(to.id()).click(message_id, "完成「全量发布」").await?);
        }
    } else if taking {
        for _ in &cards {
            clicks.recv().await;
        }
    }
    Ok(())
}
