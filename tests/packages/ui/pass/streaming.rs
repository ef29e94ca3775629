//! Streaming_config per device, empty summary.

use feishu_card::{Card, card};

/// The file of the corpus that this is.
pub const FILE: &str = "official-v2/streaming-1.json";

/// It has no run-time value, so it is a constant.
pub const CARD: Card = card! {
    <card schema="2.0">
        <config streaming_mode>
            <summary>""</summary>
            <streaming_config print_strategy=fast>
                <print_frequency_ms default=70 android=70 ios=70 pc=70/>
                <print_step default=1 android=1 ios=1 pc=1/>
            </streaming_config>
        </config>
        <header title="卡片标题"/>
        <markdown element_id="markdown_1">"卡片内容"</markdown>
    </card>
};
