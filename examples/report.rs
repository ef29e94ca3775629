//! A weekly report in JSON 2.0: figures in columns, a chart, a table whose rows come from data, and a panel to unfold.
//!
//! `cargo run --example report` needs no account: see `common/mod.rs` for the real platform.

mod common;

use common::{Result, Stage};
use feishu_card::{Card, Column, card};
use serde::Serialize;

/// The sales of one customer.
struct Sale {
    customer: &'static str,
    owner: &'static str,
    amount: f64,
    stage: Option<&'static str>,
    note: &'static str,
}

const SALES: &[Sale] = &[
    Sale {
        customer: "北极星科技",
        owner: "ou_14a32f1a02e64944",
        amount: 168.23,
        stage: Some("签约"),
        note: "**续约**两年",
    },
    Sale {
        customer: "Lighthouse Ltd",
        owner: "ou_e393cf9c22e6e617",
        amount: 96.5,
        stage: Some("报价"),
        note: "等法务",
    },
    Sale { customer: "山海贸易", owner: "ou_14a32f1a02e64944", amount: 12.0, stage: None, note: "<新客户>" },
];

/// A day of the chart.
#[derive(Serialize)]
struct Day {
    day: &'static str,
    kind: &'static str,
    amount: f64,
}

const DAYS: &[Day] = &[
    Day { day: "周一", kind: "新签", amount: 35.0 },
    Day { day: "周一", kind: "续约", amount: 20.5 },
    Day { day: "周二", kind: "新签", amount: 18.0 },
    Day { day: "周三", kind: "续约", amount: 96.5 },
    Day { day: "周四", kind: "新签", amount: 62.0 },
    Day { day: "周五", kind: "续约", amount: 44.73 },
];

/// One figure: a number over its name.
fn figure(name: &str, value: f64, change: f64) -> Column {
    let (color, sign) = if change < 0.0 { ("red", "") } else { ("green", "+") };
    card! {
        <column width=weighted weight=1 background_style=grey padding=12px schema="2.0">
            <markdown text_size=heading>"**{value:.1}** 万"</markdown>
            <markdown text_size=notation>"{name}　<font color={color}>{sign}{change:.0}%</font>"</markdown>
        </column>
    }
}

/// The whole report of a week.
fn report(week: u32, sales: &[Sale], days: &[Day]) -> Card {
    let total: f64 = sales.iter().map(|sale| sale.amount).sum();
    let signed: f64 = sales.iter().filter(|sale| sale.stage == Some("签约")).map(|sale| sale.amount).sum();
    card! {
        <card schema="2.0">
            <config>
                <summary en_us="Week {week}: {total:.1}">"第 {week} 周：{total:.1} 万"</summary>
            </config>
            <header template=indigo title="第 {week} 周销售报告" icon=sheet_outlined/>
            <column_set flex_mode=bisect horizontal_spacing=8px>
                {figure("本周合计", total, 12.4)}
                {figure("已签约", signed, -3.0)}
            </column_set>
            <chart
                aspect_ratio="16:9"
                chart_spec={{
                    "type": "bar",
                    "title": {"text": "每日金额（万）"},
                    "data": {"values": days},
                    "xField": ["day", "kind"],
                    "yField": "amount",
                    "seriesField": "kind",
                    "legends": {"visible": true},
                }}
            />
            <table page_size=5 row_height=low>
                <header_style bold text_align=left/>
                <column name="customer" display_name="客户" data_type=text/>
                <column name="owner" display_name="负责人" data_type=persons/>
                <column name="amount" display_name="金额（万）" data_type=number>
                    <format symbol="¥" precision=2 separator/>
                </column>
                <column name="stage" display_name="阶段" data_type=options/>
                <column name="note" display_name="备注" data_type=lark_md/>
                for sale in sales {
                    <row
                        customer={sale.customer}
                        owner={sale.owner}
                        amount={sale.amount}
                        stage={[{"text": sale.stage.unwrap_or("线索"), "color": "blue"}]}
                        note={sale.note}
                    />
                }
            </table>
            <collapsible_panel expanded=false>
                <header title="统计口径" icon=down_outlined icon_position=right icon_expanded_angle=-180/>
                <markdown>
                    "- 金额以合同签订日汇率折算\n"
                    "- 线索不计入合计"
                </markdown>
            </collapsible_panel>
        </card>
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result {
    let stage = Stage::set(&["oc_5ad11d72b830411d72b836c20"]).await?;
    for to in stage.receivers(1) {
        let sent = stage.client.send(to, &report(47, SALES, DAYS)).await?;
        stage.show_sent(&sent);
    }
    Ok(())
}
