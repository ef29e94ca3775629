//! Local i18n; the 1.0 title uses `i18n_content` here, not `i18n`, so the map is written out.

use feishu_card::{Card, card};

/// The file of the corpus that this is.
pub const FILE: &str = "official-v1/page-configure-multi-language-content-02.json";

/// It has no run-time value, so it is a constant.
pub const CARD: Card = card! {
    <card>
        <header template=orange>
            <title>
                <i18n_content en_us="Check-in reminder" zh_cn="会议室签到提醒"/>
            </title>
        </header>
        <div>
            <plain_text text_size=normal en_us="It's time! You can check in now">"签到时间到，你可以签到了"</plain_text>
        </div>
        <markdown en_us="**Room**\nBeijing-xxx-F1">
            "**会议室**\n"
            "北京-xxx-F1"
        </markdown>
        <markdown
            en_us="**Subject**\n<a href='https://open.feishu.cn'>卡片支持局部多语言-产研评审</a>\n12月26日(周二) 下午2:00(GMT+8)"
        >
            "**日程主题**\n"
            "<a href='https://open.feishu.cn'>卡片支持局部多语言-产研评审</a>\n"
            "12月26日(周二) 下午2:00(GMT+8)"
        </markdown>
        <img
            img_key="img_v3_02ce_257576e4-7fce-4eab-9173-1db6655ab28g"
            alt=""
            scale_type=fit_horizontal
            transparent=false
            preview
        >
            <i18n_img_key en_us="img_v3_02ce_0980b834-4ad8-45ce-b953-40375e8c19fg"/>
        </img>
    </card>
};
