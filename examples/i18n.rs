//! One card in several languages: a JSON 1.0 card with a body per language, and a JSON 2.0 card whose texts carry their
//! translations. The user's client picks; the toast follows.
//!
//! `cargo run --example i18n` needs no account: see `common/mod.rs` for the real platform.

mod common;

use common::{Result, Stage, show_click};
use feishu_card::{
    Card, Component,
    callback::{Answer, Event, Toast},
    card,
};
use tokio::sync::mpsc;

/// The words of one language.
struct Words {
    leave: &'static str,
    days: &'static str,
    approve: &'static str,
}

const ZH: Words = Words { leave: "请假", days: "天", approve: "同意" };
const EN: Words = Words { leave: "Leave", days: "days", approve: "Approve" };
const JA: Words = Words { leave: "休暇申請", days: "日間", approve: "承認" };

/// The body in one language.
fn body(words: &Words, who: &str, count: u32) -> Vec<Component> {
    let Words { leave, days, approve } = words;
    card! {
        <>
            <div><lark_md>"**{leave}**　<at id={who}></at>　{count} {days}"</lark_md></div>
            <action>
                <button type=primary value={{"leave": 4711}}>{*approve}</button>
            </action>
        </>
    }
}

/// JSON 1.0: a whole body per language.
fn bodies(who: &str, count: u32) -> Card {
    card! {
        <card>
            <header template=turquoise>
                <title zh_cn="请假申请" en_us="Leave request" ja_jp="休暇申請"/>
            </header>
            <i18n_elements>
                <zh_cn>{body(&ZH, who, count)}</zh_cn>
                <en_us>{body(&EN, who, count)}</en_us>
                <ja_jp>{body(&JA, who, count)}</ja_jp>
            </i18n_elements>
        </card>
    }
}

/// JSON 2.0: each text with its translations.
fn texts(count: u32) -> Card {
    card! {
        <card schema="2.0">
            <header template=turquoise>
                <title en_us="Leave request" ja_jp="休暇申請">"请假申请"</title>
            </header>
            <markdown en_us="**{count}** days" ja_jp="**{count}** 日間">"**{count}** 天"</markdown>
            <button type=primary>
                <text en_us="Approve" ja_jp="承認">"同意"</text>
                <callback value={{"leave": 4712}}/>
            </button>
        </card>
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result {
    let stage = Stage::set(&["ou_9e03d1f7a2b84c65"]).await?;
    let (done, mut clicks) = mpsc::unbounded_channel();
    let taking = stage
        .take_clicks(move |event: Event| {
            let _ = done.send(());
            async move {
                println!("{} from {}", event.action.value, event.operator);
                Answer::toast(Toast::success("已同意").i18n("en_us", "Approved").i18n("ja_jp", "承認しました"))
            }
        })
        .await?;
    for to in stage.receivers(1) {
        let mut sent = Vec::new();
        for card in [bodies(to.id(), 3), texts(3)] {
            let one = stage.client.send(to.clone(), &card).await?;
            stage.show_sent(&one);
            sent.push(one.message_id);
        }
        for (message_id, (locale, label)) in sent.iter().zip([("ja_jp", "承認"), ("en_us", "Approve")]) {
            if let Some(sandbox) = stage.sandbox() {
                println!("\na user with {locale} clicks {label}");
                show_click(&sandbox.as_user(to.id()).locale(locale).click(message_id, label).await?);
            } else if taking {
                clicks.recv().await;
            }
        }
    }
    Ok(())
}
