//! Note with icon, image and texts; a custom_icon that also carries a token.

use feishu_card::{Card, card};

/// The file of the corpus that this is.
pub const FILE: &str = "official-v1/v1-note-03.json";

/// It has no run-time value, so it is a constant.
pub const CARD: Card = card! {
    <card>
        <note>
            <custom_icon img_key="img_v2_041b28e3-5680-48c2-9af2-497ace79333g" token=chat-forbidden_outlined/>
            "备注信息1"
            <img img_key="img_v2_041b28e3-5680-48c2-9af2-497ace79333g" alt="这是备注图片"/>
            "备注信息2"
        </note>
    </card>
};
