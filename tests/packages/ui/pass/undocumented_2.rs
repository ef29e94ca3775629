//! 2.0 card with an undocumented member holding an object.

use feishu_card::{Card, card};

/// The file of the corpus that this is.
pub const FILE: &str = "wild/0217.json";

/// It has no run-time value, so it is a constant.
pub const CARD: Card = card! {
    // the card is wrong: `width=fill`, an image without key
    #![allow(C0201, C0303)]
    <card schema="2.0">
        <column_set flex_mode=flow background_style=default>
            <column width=fill weight=1 vertical_align=top>
                <div>
                    <lark_md>
                        "**左侧内容**\n"
                        "支持 Markdown 格式"
                    </lark_md>
                </div>
            </column>
            <column width=fill weight=1 vertical_align=top>
                <img
                    alt="示例图片"
                    preview
                    mode=fit_horizontal
                    json:src={{"tag": "image_url", "image_url": "https://example.com/image.png"}}
                />
            </column>
        </column_set>
    </card>
};
