//! A 1.0 card: match on a state, whole-card i18n from one function, notes, typed options.

use feishu_card::{Card, Component, OverflowOption, card};

pub struct Link {
    pub text: String,
    pub url: String,
}

pub enum State {
    Open,
    Closed { by: String, reason: Option<String> },
}

pub struct Leave {
    pub id: u64,
    pub who: String,
    pub days: f32,
    pub state: State,
    pub links: Vec<Link>,
}

pub struct Words {
    pub applicant: &'static str,
    pub period: &'static str,
    pub ago: &'static str,
    pub approve: &'static str,
    pub refuse: &'static str,
}

impl Words {
    const ZH: Words =
        Words { applicant: "申请人", period: "时长", ago: "刚刚", approve: "同意", refuse: "拒绝" };
    const EN: Words =
        Words { applicant: "Applicant", period: "Period", ago: "just now", approve: "Approve", refuse: "Refuse" };
}

pub fn more(links: &[Link]) -> Vec<OverflowOption> {
    links
        .iter()
        .map(|Link { text, url }| {
            card! {
                <overflow.option>
                    {text}
                    <multi_url url={url}/>
                </overflow.option>
            }
        })
        .collect()
}

pub fn body(leave: &Leave, words: &Words) -> Vec<Component> {
    let Leave { who, days, .. } = leave;
    let Words { applicant, period, ago, .. } = words;
    card! {
        <>
            <div>
                <field is_short><lark_md>"**{applicant}**\n<at id={who}></at>"</lark_md></field>
                <field is_short><lark_md>"**{period}**\n{days} d"</lark_md></field>
            </div>
            match &leave.state {
                State::Open => <action layout=bisected>
                    <button type=primary value={{"id": leave.id, "ok": true}}>{words.approve}</button>
                    <button type=danger value={{"id": leave.id, "ok": false}}>{words.refuse}</button>
                    <overflow>{more(&leave.links)}</overflow>
                </action>,
                State::Closed { by, reason } => {
                    <hr/>
                    <div>
                        "{by}"
                        if let Some(reason) = reason {
                            "：{reason}"
                        }
                    </div>
                }
            }
            <note>
                <standard_icon token=time_outlined/>
                "{ago}"
            </note>
        </>
    }
}

pub fn leave_card(leave: &Leave) -> Card {
    card! {
        <card>
            <config width_mode=fill/>
            <header template=turquoise>
                <title zh_cn="请假申请" en_us="Leave request"/>
            </header>
            <i18n_elements>
                <zh_cn>{body(leave, &Words::ZH)}</zh_cn>
                <en_us>{body(leave, &Words::EN)}</en_us>
            </i18n_elements>
        </card>
    }
}
