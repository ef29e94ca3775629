//! A monitoring alert: the webhook that Alertmanager posts becomes a card for the people on call, and whoever takes it
//! clicks. When the alert is over, the card says so. Labels come from outside: what looks like Markdown in them is shown
//! as it is. What is read here was sent by a real Alertmanager: see `data/alertmanager/`.
//!
//! `cargo run --example alert` needs no account: see `common/mod.rs` for the real platform.

mod common;

use common::{Result, Stage, show_click};
use feishu_card::{
    Card, Component, HeaderTemplate,
    callback::{Answer, BoxError, Event, Toast},
    card,
};
use serde::Deserialize;
use std::collections::BTreeMap;
use tokio::sync::mpsc;

/// What Alertmanager posts (version 4), as far as the card shows it.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Notice {
    status: Status,
    alerts: Vec<Alert>,
    group_labels: BTreeMap<String, String>,
    common_annotations: BTreeMap<String, String>,
    #[serde(rename = "externalURL")]
    external_url: String,
    group_key: String,
    /// How many more alerts the group has than Alertmanager was told to send.
    truncated_alerts: usize,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Alert {
    status: Status,
    labels: BTreeMap<String, String>,
    annotations: BTreeMap<String, String>,
    starts_at: String,
    #[serde(rename = "generatorURL")]
    generator_url: String,
}

#[derive(Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Status {
    Firing,
    Resolved,
}

/// Labels in one line: `cluster=prod-sh-1 namespace=payments`.
fn line(labels: &BTreeMap<String, String>) -> String {
    labels.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
}

/// One alert of the group.
fn one(alert: &Alert) -> Vec<Component> {
    let Alert { status, labels, annotations, starts_at, generator_url } = alert;
    let label = |name: &str| labels.get(name).map_or("-", String::as_str);
    let (pod, instance, route, severity) = (label("pod"), label("instance"), label("route"), label("severity"));
    card! {
        <>
            <div>
                <field is_short>
                    <lark_md>
                        match status {
                            Status::Firing => "**<font color='red'>firing</font>** since {starts_at}",
                            Status::Resolved => "<font color='green'>resolved</font>",
                        }
                    </lark_md>
                </field>
                <field is_short><lark_md>"**severity** {severity}"</lark_md></field>
                // labels come from outside: `_`, `*` and `<at …>` in them stay text
                <field is_short><lark_md>"**pod** {pod}"</lark_md></field>
                <field is_short><lark_md>"**instance** {instance}"</lark_md></field>
                <field is_short><lark_md>"**route** {route}"</lark_md></field>
                if let Some(tenant) = labels.get("tenant") {
                    <field is_short><lark_md>"**tenant** {tenant}"</lark_md></field>
                }
            </div>
            if let Some(description) = annotations.get("description") {
                <div>"{description}"</div>
            }
            <markdown>
                "[query]({generator_url})"
                if let Some(url) = annotations.get("dashboard") {
                    " · [dashboard]({url})"
                }
                if let Some(url) = annotations.get("runbook_url") {
                    " · [runbook]({url})"
                }
            </markdown>
        </>
    }
}

/// The card of a group; `taken_by` is the open_id of whoever takes care.
fn alert_card(notice: &Notice, taken_by: Option<&str>) -> Card {
    let firing = notice.alerts.iter().filter(|alert| alert.status == Status::Firing).count();
    let resolved = notice.alerts.len() - firing;
    let name = notice.group_labels.get("alertname").map_or("alert", String::as_str);
    let template = match (notice.status, taken_by) {
        (Status::Resolved, _) => HeaderTemplate::Green,
        (Status::Firing, Some(_)) => HeaderTemplate::Orange,
        (Status::Firing, None) => HeaderTemplate::Red,
    };
    let (group, more) = (line(&notice.group_labels), notice.truncated_alerts);
    card! {
        <card>
            <config update_multi/>
            <header template={template} title="{name}: {firing} firing, {resolved} resolved"/>
            if let Some(summary) = notice.common_annotations.get("summary") {
                <markdown>"**{summary}**"</markdown>
            }
            for alert in &notice.alerts {
                <hr/>
                {one(alert)}
            }
            <hr/>
            if more > 0 {
                <div>"Not in this message: {more} more."</div>
            }
            <action>
                if taken_by.is_none() && notice.status == Status::Firing {
                    <button type=primary value={{"take": notice.group_key.as_str()}}>"I take it"</button>
                }
                <button url={notice.external_url.as_str()}>"Alertmanager"</button>
            </action>
            <note>
                if let Some(who) = taken_by {
                    <lark_md>"taken by <at id={who}></at>"</lark_md>
                } else {
                    "{group}"
                }
            </note>
        </card>
    }
}

/// The `value` of the button.
#[derive(Deserialize)]
struct Take {
    take: String,
}

fn clicked(notice: &Notice, event: &Event) -> std::result::Result<Answer, BoxError> {
    let Take { take } = event.action.value()?;
    if take != notice.group_key {
        return Ok(Toast::warning("this alert is no longer known").into());
    }
    Ok(Answer::card(&alert_card(notice, event.operator.open_id.as_deref())))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result {
    let notice: Notice = serde_json::from_str(include_str!("data/alertmanager/firing.json"))?;
    let over: Notice = serde_json::from_str(include_str!("data/alertmanager/resolved.json"))?;
    let stage = Stage::set(&["oc_5ad11d72b830411d72b836c20"]).await?;
    let (done, mut clicks) = mpsc::unbounded_channel();
    let taking = stage
        .take_clicks({
            let notice = notice.clone();
            move |event| {
                let answer = clicked(&notice, &event);
                let _ = done.send(());
                async move { answer }
            }
        })
        .await?;

    for to in stage.receivers(1) {
        let sent = stage.client.send(to, &alert_card(&notice, None)).await?;
        stage.show_sent(&sent);
        if let Some(sandbox) = stage.sandbox() {
            println!("\nou_oncall clicks \"I take it\"");
            show_click(&sandbox.as_user("ou_oncall").click(&sent.message_id, "I take it").await?);
        } else if taking {
            clicks.recv().await;
        }

        println!("\nthe alert is over");
        stage.client.patch(&sent.message_id, &alert_card(&over, None)).await?;
        stage.show_last();
    }
    Ok(())
}
