//! A bot that answers messages with cards, and needs no public address: it opens the connection over which messages and
//! clicks come.
//!
//! `cargo run --example echo` needs no account: see `common/mod.rs` for the real platform.

mod common;

use common::{Result, Stage, show_click};
use feishu_card::{
    Card,
    callback::{Answer, AppEvent, BoxError, Event},
    card,
    send::Client,
};
use std::time::Duration;

/// What was said, and how often it was asked for.
fn echo(words: &str, times: u64) -> Card {
    card! {
        <card schema="2.0">
            <header template=turquoise title="Echo"/>
            <markdown>"{words}"</markdown>
            if times > 1 {
                <markdown>"<font color='grey'>said {times} times</font>"</markdown>
            }
            <button>
                "Again"
                <callback value={{"words": words, "times": times}}/>
            </button>
        </card>
    }
}

/// Answers a message that is not older than `max_age`; of a mention in a group, only what follows it.
async fn on_event(client: Client, event: AppEvent) -> std::result::Result<(), BoxError> {
    if let Some(message) = event.message() {
        println!("{} says: {}", message.sender.open_id, message.text);
        client.reply(&message.message_id, &echo(&message.command(), 1)).await?;
    }
    Ok(())
}

#[derive(serde::Deserialize)]
struct Again {
    words: String,
    times: u64,
}

async fn on_click(event: Event) -> std::result::Result<Answer, BoxError> {
    let Again { words, times } = event.action.value()?;
    Ok(Answer::card(&echo(&words, times + 1)))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result {
    let stage = Stage::set(&[]).await?;
    let client = stage.client.clone();
    let connection = stage
        .client
        .long_connection()
        // what was said while this was not running is not answered hours later
        .max_age(Duration::from_secs(300))
        .on_card(on_click)
        .on_event(move |event| on_event(client.clone(), event));
    let Some(sandbox) = stage.sandbox() else {
        println!("# write to the bot; Ctrl-C ends it");
        return Ok(connection.run().await?);
    };

    let handle = connection.handle();
    stage.connect(connection).await?;
    let user = sandbox.as_user("ou_9e03d1f7a2b84c65");
    for said in [user.says("hello **there**").await, user.says_in("oc_9a8b7c6d5e4f3a2b", "and here").await] {
        let reply = sandbox.messages().into_iter().find(|message| message.parent_id.as_ref() == Some(&said.message_id));
        let reply = reply.ok_or("the bot did not reply")?;
        println!("the bot replies: {}\n", reply.card());
        println!("a click on 「Again」");
        show_click(&user.click(&reply.message_id, "Again").await?);
        println!();
    }
    handle.shutdown().await;
    Ok(())
}
