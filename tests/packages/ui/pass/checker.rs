//! Empty objects (`hover_tips`), an empty `behaviors`, an empty text with style.

use feishu_card::{Card, card};

/// The file of the corpus that this is.
pub const FILE: &str = "official-v2/checker-1.json";

/// It has no run-time value, so it is a constant.
pub const CARD: Card = card! {
    <card schema="2.0">
        <checker
            element_id="custom_id"
            name="check_1"
            checked=false
            overall_checkable
            disabled=false
            padding=0px
            margin=0px
        >
            <plain_text text_size=normal text_color=default text_align=left>""</plain_text>
            <confirm title="title">"content"</confirm>
            <disabled_tips/>
            <hover_tips/>
            <button_area pc_display_rule=always>
                <button type=text size=small disabled=false behaviors={[]}>
                    <icon img_key="img_v2_38811724" token=chat-forbidden_outlined color=orange/>
                    "text按钮"
                </button>
            </button_area>
            <checked_style show_strikethrough opacity=1/>
            <callback value={{"key_1": "value_1"}}/>
        </checker>
    </card>
};
