//! A custom bot: a group's own webhook, without an app. Its cards can open links; clicks do not come back.
//!
//! `cargo run --example webhook_bot` needs no account. With `FEISHU_WEBHOOK_URL` (and `FEISHU_WEBHOOK_SECRET`, if the bot
//! checks signatures) it writes to a real group.

mod common;

use common::{Result, show_request};
use feishu_card::{Card, card, sandbox::Sandbox, send::Webhook};
use std::env;

fn nightly(passed: u32, failed: &[&str]) -> Card {
    let ok = failed.is_empty();
    card! {
        <card schema="2.0">
            if ok {
                <header template=green title="Nightly build passed"/>
            } else {
                <header template=red title="Nightly build failed"/>
            }
            <markdown>"{passed} tests passed"</markdown>
            if !ok {
                <markdown>
                    for test in failed {
                        "- `{test}`\n"
                    }
                </markdown>
            }
            <button type=primary>
                "Log"
                <open_url default_url="https://ci.example.com/nightly"/>
            </button>
        </card>
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result {
    let card = nightly(1204, &["api::retries_are_counted", "ui::`quoted` names"]);
    if let Ok(url) = env::var("FEISHU_WEBHOOK_URL") {
        let bot = Webhook::new(url);
        let bot = match env::var("FEISHU_WEBHOOK_SECRET") {
            Ok(secret) => bot.secret(secret),
            Err(_) => bot,
        };
        bot.build()?.send(&card).await?;
        println!("sent");
        return Ok(());
    }
    let sandbox = Sandbox::builder().seed(1).webhook_secret("the bot's secret").start().await?;
    let bot = Webhook::new(sandbox.webhook_url()).secret("the bot's secret").build()?;
    bot.send(&card).await?;
    for request in sandbox.requests() {
        show_request(&request);
        if let (Some(status), Some(code)) = (request.status, request.code) {
            println!("answer: HTTP {status}, code {code}");
        }
    }
    Ok(())
}
