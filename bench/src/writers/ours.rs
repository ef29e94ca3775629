//! Ours: the cards in markup, written in one pass.

use super::{Contender, Job, RECEIVER, SERVICES, UUID};
use feishu_card::{Card, Content, card};
use feishu_card_core::{draft, finish};

/// The card of the tutorial.
pub fn tutorial(release: &str) -> Card {
    card! {
        <card>
            <i18n_elements>
                <zh_cn>
                    <div>"发布审核："</div>
                    <action>
                        <button type=primary value={{"button_type": "public_publish", "button_id": release}}>
                            "完成「全量发布」"
                        </button>
                    </action>
                </zh_cn>
            </i18n_elements>
        </card>
    }
}

pub(super) fn dashboard() -> Card {
    card! {
        <card>
            <header template=blue title="服务看板"/>
            for (service, errors, region) in SERVICES {
                <div>
                    <lark_md>"**服务** {service} 的错误率是 {errors} ‰"</lark_md>
                    <field is_short><lark_md>"**区域**\n{region}"</lark_md></field>
                    <field is_short><lark_md>"**值班**\n李明"</lark_md></field>
                </div>
                <markdown text_align=left>"最近一小时 [看板](https://example.com/d/1?from=now-1h&to=now)"</markdown>
                <action>
                    <button type=primary value={{"button_type": "public_publish", "button_id": service}}>
                        "完成「全量发布」"
                    </button>
                </action>
                <note>"数据每分钟更新"</note>
                <hr/>
            }
        </card>
    }
}

#[cfg(feature = "peers")]
pub(super) fn tutorial_2(release: &str) -> Card {
    card! {
        <card schema="2.0">
            <config update_multi/>
            <div>"发布审核："</div>
            <button type=primary>
                <callback value={{"button_type": "public_publish", "button_id": release}}/>
                "完成「全量发布」"
            </button>
        </card>
    }
}

#[cfg(feature = "peers")]
pub(super) fn dashboard_2() -> Card {
    card! {
        <card schema="2.0">
            <config update_multi/>
            <header template=blue title="服务看板"/>
            for (service, errors, region) in SERVICES {
                <div>
                    <lark_md>"**服务** {service} 的错误率是 {errors} ‰"</lark_md>
                    <field is_short><lark_md>"**区域**\n{region}"</lark_md></field>
                    <field is_short><lark_md>"**值班**\n李明"</lark_md></field>
                </div>
                <markdown>"最近一小时 [看板](https://example.com/d/1?from=now-1h&to=now)"</markdown>
                <button type=primary>
                    <callback value={{"button_type": "public_publish", "button_id": service}}/>
                    "完成「全量发布」"
                </button>
                <div>"数据每分钟更新"</div>
                <hr/>
            }
        </card>
    }
}

/// As the client does it.
fn write(card: &Card) -> String {
    let mut out = draft();
    out.push_str(r#"{"receive_id":""#);
    out.push_str(RECEIVER);
    out.push_str(r#"","msg_type":"interactive","content":"#);
    card.write_escaped(&mut out);
    out.push_str(r#","uuid":""#);
    out.push_str(UUID);
    out.push_str("\"}");
    finish(out, str::to_owned)
}

pub(super) fn contenders(make: fn() -> Card) -> Vec<Contender> {
    let card = make();
    vec![
        Contender::new("ours", Job::Write, move || write(&card)),
        Contender::new("ours", Job::Make, move || write(&make())),
        Contender::new("ours", Job::Check, move || {
            let card = make();
            assert!(card.validate().is_ok(), "a right card");
            write(&card)
        }),
    ]
}
