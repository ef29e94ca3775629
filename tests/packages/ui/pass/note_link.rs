//! Note with image and text, card_link.

use feishu_card::{Card, card};

/// The file of the corpus that this is.
pub const FILE: &str = "official-v1/old-card-structure-05.json";

/// It has no run-time value, so it is a constant.
pub const CARD: Card = card! {
    <card>
        <config enable_forward/>
        <card_link
            url="https://www.baidu.com"
            pc_url="https://www.windows.com"
            ios_url="https://developer.apple.com/"
            android_url="https://developer.android.com/"
        />
        <header title="Title" template=blue/>
        <div>"This is a text."</div>
        <note>
            <img img_key="img_v2_041b28e3-5680-48c2-9af2-497ac1234" alt=""/>
            "Click on the card to jump"
        </note>
    </card>
};
