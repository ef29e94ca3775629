//! Overflow option with multi_url, confirm, callback.

use feishu_card::{Card, card};

/// The file of the corpus that this is.
pub const FILE: &str = "official-v2/overflow-1.json";

/// It has no run-time value, so it is a constant.
pub const CARD: Card = card! {
    <card schema="2.0">
        <overflow element_id="custom_id" width=fill margin="0px 0px 0px 0px">
            <confirm title="title">"content"</confirm>
            <callback value={{"key_1": "value_1"}}/>
            <option value="document">
                "这是一个链接跳转"
                <multi_url url="https://open.feishu.cn/document/home/index" pc_url="" ios_url="" android_url=""/>
            </option>
        </overflow>
    </card>
};
