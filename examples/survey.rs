//! A survey: a JSON 2.0 form with every kind of input. What the user submits comes back as a struct, whose fields give
//! the components their names, so that card and struct cannot drift apart.
//!
//! `cargo run --example survey` needs no account: see `common/mod.rs` for the real platform.

mod common;

use common::{Result, Stage, show_click};
use feishu_card::{
    Card,
    callback::{Answer, BoxError, Date, DateTime, Event, Time, Toast, form},
    card,
};
use serde::Deserialize;
use tokio::sync::mpsc;

form! {
    /// What the user fills in.
    #[derive(Debug, Deserialize)]
    struct Offsite {
        city: City,
        wishes: Vec<Wish>,
        buddy: String,
        team: Vec<String>,
        first_day: Date,
        breakfast: Time,
        arrival: DateTime,
        poster: Option<String>,
        nights: u8,
        remark: Option<String>,
        rules_read: bool,
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum City {
    Hangzhou,
    Chengdu,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Wish {
    Hiking,
    Museum,
    Hotpot,
}

fn survey(year: u32) -> Card {
    card! {
        <card schema="2.0">
            <header template=turquoise title="{year} 团建意向" icon=calendar_outlined/>
            <form name="offsite">
                <markdown>"**去哪里？**"</markdown>
                <select_static name={Offsite::city} required placeholder="请选择城市">
                    <option value="hangzhou">"杭州"</option>
                    <option value="chengdu">"成都"</option>
                </select_static>
                <multi_select_static name={Offsite::wishes} placeholder="想做什么（多选）">
                    <option value="hiking">"徒步"</option>
                    <option value="museum">"博物馆"</option>
                    <option value="hotpot">"火锅"</option>
                </multi_select_static>
                <select_person name={Offsite::buddy} required placeholder="和谁同住"/>
                <multi_select_person name={Offsite::team} placeholder="同组的人"/>
                <markdown>"**什么时候？**"</markdown>
                <date_picker name={Offsite::first_day} required placeholder="第一天"/>
                <picker_time name={Offsite::breakfast} initial_time="08:30" placeholder="早餐时间"/>
                <picker_datetime name={Offsite::arrival} required placeholder="到达时间"/>
                <select_img name={Offsite::poster} layout=trisect>
                    <option value="sea" img_key="img_v2_9dd98485-2900-4d65-ada9-e31d1408dcfg"/>
                    <option value="hill" img_key="img_v2_7a8cf3d1-6f4f-4c2a-8f5e-3b8f4f8f6b7g"/>
                </select_img>
                <input name={Offsite::nights} required default_value="2" label="住几晚"/>
                <input name={Offsite::remark} input_type=multiline_text rows=3 max_length=500 label="备注"/>
                <checker name={Offsite::rules_read} checked=false>"我读过报销规定"</checker>
                <column_set>
                    <column width=auto>
                        <button name="submit" type=primary form_action_type=submit>"提交"</button>
                    </column>
                    <column width=auto>
                        <button name="reset" form_action_type=reset>"重填"</button>
                    </column>
                </column_set>
            </form>
        </card>
    }
}

fn thanks(offsite: &Offsite) -> Card {
    let Offsite { nights, wishes, first_day, .. } = offsite;
    let city = match offsite.city {
        City::Hangzhou => "杭州",
        City::Chengdu => "成都",
    };
    card! {
        <card schema="2.0">
            <header template=green title="已收到"/>
            <markdown>"{city}，{first_day:#} 起 {nights} 晚"</markdown>
            if !wishes.is_empty() {
                <markdown>
                    for wish in wishes {
                        match wish {
                            Wish::Hiking => "- 徒步\n",
                            Wish::Museum => "- 博物馆\n",
                            Wish::Hotpot => "- 火锅\n",
                        }
                    }
                </markdown>
            }
        </card>
    }
}

fn submitted(event: &Event) -> std::result::Result<Answer, BoxError> {
    let offsite: Offsite = event.form()?;
    println!("form: {offsite:?}");
    if !offsite.rules_read {
        return Ok(Toast::error("请先读报销规定").into());
    }
    Ok(Answer::card(&thanks(&offsite)).with_toast(Toast::success("谢谢")))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result {
    let stage = Stage::set(&["ou_9e03d1f7a2b84c65"]).await?;
    let (done, mut clicks) = mpsc::unbounded_channel();
    let taking = stage
        .take_clicks(move |event| {
            let answer = submitted(&event);
            let _ = done.send(());
            async move { answer }
        })
        .await?;
    for to in stage.receivers(1) {
        let sent = stage.client.send(to.clone(), &survey(2027)).await?;
        stage.show_sent(&sent);
        if let Some(sandbox) = stage.sandbox() {
            let user = sandbox.as_user(to.id());
            let form = user
                .form(&sent.message_id)
                .fill(Offsite::city, "成都")
                .fill(Offsite::wishes, ["hiking", "hotpot"])
                .fill(Offsite::buddy, "ou_5b7c20e8f41a4d93")
                .fill(Offsite::first_day, "2027-05-14")
                .fill(Offsite::arrival, "2027-05-14 10:30")
                .fill(Offsite::nights, "3");
            println!("\nsubmitted without the tick");
            show_click(&form.clone().submit("submit").await?);
            println!("\nsubmitted with it");
            show_click(&form.fill(Offsite::rules_read, true).submit("submit").await?);
        } else if taking {
            clicks.recv().await;
        }
    }
    Ok(())
}
