//! Every column and column_set member of 2.0.

use feishu_card::{Card, card};

/// The file of the corpus that this is.
pub const FILE: &str = "official-v2/column-set-1.json";

/// It has no run-time value, so it is a constant.
pub const CARD: Card = card! {
    // the official sample gives one `element_id` twice
    #![allow(C0511)]
    <card schema="2.0">
        <column_set
            element_id="custom_id"
            flex_mode=none
            background_style=default
            horizontal_align=left
            horizontal_spacing=large
            margin=4px
        >
            <multi_url
                url="https://open.feishu.cn"
                pc_url="https://open.feishu.com"
                ios_url="https://developer.apple.com/"
                android_url="https://developer.android.com/"
            />
            <column
                element_id="custom_id"
                width=auto
                weight=1
                background_style=default
                direction=vertical
                horizontal_align=left
                horizontal_spacing=large
                vertical_align=center
                vertical_spacing=4px
                padding=8px
                margin=4px
                elements={[]}
            >
                <multi_url
                    url="https://www.baidu.com"
                    pc_url="https://www.baidu.com"
                    ios_url="https://www.google.com"
                    android_url="https://www.apple.com.cn"
                />
            </column>
        </column_set>
    </card>
};
