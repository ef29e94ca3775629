//! Whole-card i18n: locale attributes on title and subtitle (1.0 `i18n`), tags and body per locale.

use feishu_card::{Card, card};

/// The file of the corpus that this is.
pub const FILE: &str = "official-v1/old-title-07.json";

/// It has no run-time value, so it is a constant.
pub const CARD: Card = card! {
    <card>
        <header template=red>
            <title zh_cn="主标题" en_us="title"/>
            <subtitle zh_cn="副标题" en_us="subtitle"/>
            <i18n_text_tag_list>
                <zh_cn>
                    <text_tag color=carmine>"标题标签"</text_tag>
                </zh_cn>
                <en_us>
                    <text_tag color=carmine>"tagDemo"</text_tag>
                </en_us>
            </i18n_text_tag_list>
        </header>
        <i18n_elements>
            <zh_cn>
                <div>"正文内容"</div>
            </zh_cn>
            <en_us>
                <div>"textDemo"</div>
            </en_us>
        </i18n_elements>
    </card>
};
