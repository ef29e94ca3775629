//! Undocumented component, undocumented `elements`, a text given as a string.

use feishu_card::{Card, card};

/// The file of the corpus that this is.
pub const FILE: &str = "wild/0245.json";

/// It has no run-time value, so it is a constant.
pub const CARD: Card = card! {
    // `columns` is given as undocumented `elements`
    #![allow(C0201)]
    <card>
        <config wide_screen_mode/>
        <raw json={{"tag": "title", "content": "测试卡片", "template": "blue"}}/>
        <column_set json:elements={[
            {
                "tag": "column",
                "weight": 1,
                "elements": [{"tag": "plain_text", "content": "第一列内容"}],
            },
            {
                "tag": "column",
                "weight": 1,
                "elements": [{"tag": "plain_text", "content": "第二列内容"}],
            },
        ]}/>
        <action>
            <button type=primary json:text="确认"/>
            <button json:text="取消"/>
        </action>
    </card>
};
