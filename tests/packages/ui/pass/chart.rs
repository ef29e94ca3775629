//! Chart_spec as a JSON literal.

use feishu_card::{Card, card};

/// The file of the corpus that this is.
pub const FILE: &str = "official-v2/chart-common-1.json";

/// It has no run-time value, so it is a constant.
pub const CARD: Card = card! {
    <card schema="2.0">
        <header title="卡片标题" template=purple/>
        <chart chart_spec={{
            "type": "common",
            "title": {"text": "组合图"},
            "data": [
                {
                    "values": [
                        {"x": "周一", "type": "早餐", "y": 15},
                        {"x": "周一", "type": "午餐", "y": 25},
                        {"x": "周二", "type": "早餐", "y": 12},
                        {"x": "周二", "type": "午餐", "y": 30},
                        {"x": "周三", "type": "早餐", "y": 15},
                        {"x": "周三", "type": "午餐", "y": 24},
                        {"x": "周四", "type": "早餐", "y": 10},
                        {"x": "周四", "type": "午餐", "y": 25},
                        {"x": "周五", "type": "早餐", "y": 13},
                        {"x": "周五", "type": "午餐", "y": 20},
                        {"x": "周六", "type": "早餐", "y": 10},
                        {"x": "周六", "type": "午餐", "y": 22},
                        {"x": "周日", "type": "早餐", "y": 12},
                        {"x": "周日", "type": "午餐", "y": 19},
                    ],
                },
                {
                    "values": [
                        {"x": "周一", "type": "饮料", "y": 22},
                        {"x": "周二", "type": "饮料", "y": 43},
                        {"x": "周三", "type": "饮料", "y": 33},
                        {"x": "周四", "type": "饮料", "y": 22},
                        {"x": "周五", "type": "饮料", "y": 10},
                        {"x": "周六", "type": "饮料", "y": 30},
                        {"x": "周日", "type": "饮料", "y": 50},
                    ],
                },
            ],
            "series": [
                {
                    "type": "bar",
                    "dataIndex": 0,
                    "label": {"visible": true},
                    "seriesField": "type",
                    "xField": ["x", "type"],
                    "yField": "y",
                },
                {
                    "type": "line",
                    "dataIndex": 1,
                    "label": {"visible": true},
                    "seriesField": "type",
                    "xField": "x",
                    "yField": "y",
                },
            ],
            "axes": [{"orient": "bottom"}, {"orient": "left"}],
            "legends": {"visible": true, "orient": "bottom"},
        }}/>
    </card>
};
