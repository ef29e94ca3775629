//! Template message with an undocumented member; variables stay as they are.

use feishu_card::{Template, card};

/// The file of the corpus that this is.
pub const FILE: &str = "wild/0151.json";

/// It has no run-time value, so it is a constant.
pub const CARD: Template = card! {
    <template
        template_id="news_card"
        template_variable={{
            "title": "{{title}}",
            "description": "{{description}}",
            "image": "{{image}}",
            "source": "{{source}}",
            "time": "{{time}}",
            "url": "{{url}}",
        }}
        json:description="新闻资讯卡片 - 模板格式"
    />
};
