//! Interactive containers in columns, columns in interactive containers.

use feishu_card::{Card, card};

/// The file of the corpus that this is.
pub const FILE: &str = "official-v2/interactive-container-2.json";

/// It has no run-time value, so it is a constant.
pub const CARD: Card = card! {
    <card schema="2.0">
        <header title="交互容器示例">
            <icon token=chat_outlined color=orange/>
        </header>
        <markdown>"在「内容创作」话题下，我可以帮助你进行产品方案、营销文案、工作报告等内容的创作。"</markdown>
        <column_set flex_mode=none background_style=default>
            <column width=weighted weight=1 vertical_align=top vertical_spacing=8px>
                <markdown text_size=notation>"<font color='grey'>你可以对我说：</font>"</markdown>
                <interactive_container
                    width=fill
                    height=auto
                    background_style=default
                    has_border
                    border_color=grey
                    corner_radius=8px
                    horizontal_align=left
                    padding="4px 12px 4px 12px"
                >
                    <callback value={{"key": "value"}}/>
                    <markdown>
                        <icon token=frame-selection_outlined color=orange/>
                        "帮我生成一篇产品方案的框架"
                    </markdown>
                </interactive_container>
                <interactive_container
                    width=fill
                    height=auto
                    background_style=default
                    has_border
                    border_color=grey
                    corner_radius=8px
                    disabled=false
                    horizontal_align=left
                    padding="4px 12px 4px 12px"
                >
                    <callback value={{"key": "value"}}/>
                    <markdown>
                        <icon token=file-link-docx_outlined color=orange/>
                        "帮我生成一篇产品文案"
                    </markdown>
                </interactive_container>
                <interactive_container
                    width=fill
                    height=auto
                    background_style=default
                    has_border
                    border_color=grey
                    corner_radius=8px
                    disabled=false
                    horizontal_align=left
                    padding="4px 12px 4px 12px"
                >
                    <callback value={{"key": "value"}}/>
                    <markdown>
                        <icon token=pa-calibration-report_outlined color=orange/>
                        "帮我写一篇周报"
                    </markdown>
                </interactive_container>
            </column>
        </column_set>
        <column_set flex_mode=none background_style=default>
            <column width=weighted weight=1 vertical_align=top vertical_spacing=8px>
                <markdown text_size=notation>"<font color='grey'>或者继续之前的话题</font>"</markdown>
                <interactive_container
                    width=fill
                    height=auto
                    background_style=default
                    has_border
                    border_color=grey
                    corner_radius=8px
                    disabled=false
                    horizontal_align=left
                    padding="4px 12px 4px 12px"
                >
                    <callback value={{"key": "value"}}/>
                    <column_set flex_mode=none background_style=default>
                        <column width=weighted weight=1 vertical_align=center>
                            <markdown icon=chat-history_outlined>"内容创作:创作暑假营销活动文案"</markdown>
                        </column>
                        <column width=auto weight=1 vertical_align=center>
                            <markdown text_size=notation>"<font color='grey'>昨天</font>"</markdown>
                        </column>
                    </column_set>
                </interactive_container>
                <interactive_container
                    width=fill
                    height=auto
                    background_style=default
                    has_border
                    border_color=grey
                    corner_radius=8px
                    disabled=false
                    horizontal_align=left
                    padding="4px 12px 4px 12px"
                >
                    <callback value={{"key": "value"}}/>
                    <column_set flex_mode=none background_style=default>
                        <column width=weighted weight=1 vertical_align=center>
                            <markdown icon=chat-history_outlined>"内容创作:生成了季度工作报告"</markdown>
                        </column>
                        <column width=auto weight=1 vertical_align=center>
                            <markdown text_size=notation>"<font color='grey'>上周</font>"</markdown>
                        </column>
                    </column_set>
                </interactive_container>
                <interactive_container
                    width=fill
                    height=auto
                    background_style=default
                    has_border
                    border_color=grey
                    corner_radius=8px
                    disabled=false
                    horizontal_align=left
                    padding="4px 12px 4px 12px"
                >
                    <callback value={{"key": "value"}}/>
                    <markdown icon=chat-history_outlined>"更多历史话题"</markdown>
                </interactive_container>
            </column>
        </column_set>
        <column_set flex_mode=none background_style=default>
            <column width=weighted weight=1 vertical_align=top vertical_spacing=8px>
                <div><plain_text text_size=notation text_color=grey>"本话题中已选择以下插件"</plain_text></div>
                <interactive_container
                    width=auto
                    height=auto
                    background_style=grey
                    has_border=false
                    border_color=grey
                    corner_radius=40px
                    disabled=false
                    horizontal_align=left
                    padding="2px 8px 2px 4px"
                >
                    <callback value={{"key": "value"}}/>
                    <column_set flex_mode=none background_style=default horizontal_spacing=4px>
                        <column width=auto weight=1 vertical_align=center vertical_spacing=8px>
                            <img
                                img_key="img_v2_58e37110-6878-44ee-bce4-7a571c1bb70g"
                                scale_type=crop_center
                                size="18px 18px"
                                transparent
                                preview=false
                            />
                        </column>
                        <column width=weighted weight=1 vertical_align=center vertical_spacing=8px>
                            <markdown>"妙记插件"</markdown>
                        </column>
                    </column_set>
                </interactive_container>
            </column>
        </column_set>
    </card>
};
