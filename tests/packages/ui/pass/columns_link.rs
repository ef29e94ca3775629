//! Column sets that are links (`action.multi_url`).

use feishu_card::{Card, card};

/// The file of the corpus that this is.
pub const FILE: &str = "official-v1/old-column-set-02.json";

/// It has no run-time value, so it is a constant.
pub const CARD: Card = card! {
    <card>
        <header title="🏨 酒店申请已通过，请选择房型" template=green/>
        <markdown>
            "**入住酒店：**[杭州xxxx酒店](https://open.feishu.cn/)\n"
            "<font color='grey'>📍 浙江省杭州市西湖区</font>"
        </markdown>
        <hr/>
        <column_set flex_mode=none background_style=default horizontal_spacing=default>
            <multi_url
                url="https://open.feishu.cn"
                pc_url="https://www.windows.com"
                ios_url="https://developer.apple.com/"
                android_url="https://developer.android.com/"
            />
            <column width=weighted weight=1 vertical_align=center>
                <img img_key="img_v2_120b03c8-27e3-456f-89c0-90ede1aa59ag" alt="" mode=fit_horizontal/>
            </column>
            <column width=weighted weight=3>
                <markdown text_align=left>
                    "**高级双床房**\n"
                    "<font color='grey'>双早|40-47㎡|有窗户|双床</font>\n"
                    "<font color='red'>¥699</font> 起"
                </markdown>
            </column>
        </column_set>
        <hr/>
        <column_set flex_mode=none background_style=default horizontal_spacing=default>
            <multi_url
                url="https://open.feishu.cn"
                pc_url="https://www.windows.com"
                ios_url="https://developer.apple.com/"
                android_url="https://developer.android.com/"
            />
            <column width=weighted weight=1 vertical_align=center>
                <img img_key="img_v2_120b03c8-27e3-456f-89c0-90ede1aa59ag" alt="" mode=fit_horizontal/>
            </column>
            <column width=weighted weight=3>
                <markdown text_align=left>
                    "**精品大床房**\n"
                    "<font color='grey'>双早|40-47㎡|有窗户|大床</font>\n"
                    "<font color='red'>¥666</font> 起"
                </markdown>
            </column>
        </column_set>
    </card>
};
