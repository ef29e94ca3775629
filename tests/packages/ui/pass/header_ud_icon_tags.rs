//! 1.0 header with a library icon and tags; four empty links; an empty config.

use feishu_card::{Card, card};

/// The file of the corpus that this is.
pub const FILE: &str = "official-v1/v1-title-04.json";

/// It has no run-time value, so it is a constant.
pub const CARD: Card = card! {
    <card>
        <config/>
        <card_link url="" pc_url="" ios_url="" android_url=""/>
        <header title="卡片主标题" subtitle="卡片副标题" template=blue ud_icon=larkcommunity_colorful>
            <text_tag color=turquoise>"后缀标签1"</text_tag>
            <text_tag color=orange>"后缀标签2"</text_tag>
            <text_tag color=indigo>"后缀标签3"</text_tag>
        </header>
        <i18n_elements>
            <zh_cn>
                <column_set flex_mode=none background_style=default horizontal_spacing=default>
                    <column width=weighted weight=1>
                        <div>
                            <plain_text text_size=normal text_color=default text_align=left>"普通文本示例"</plain_text>
                        </div>
                    </column>
                </column_set>
            </zh_cn>
        </i18n_elements>
    </card>
};
