//! Panel header with icon, plain and Markdown titles; explicit false; empty string colour.

use feishu_card::{Card, card};

/// The file of the corpus that this is.
pub const FILE: &str = "official-v2/collapsible-panel-2.json";

/// It has no run-time value, so it is a constant.
pub const CARD: Card = card! {
    <card schema="2.0">
        <header title="折叠面板展示" template=yellow/>
        <markdown>"下面是一个 默认折叠 的折叠面板组件"</markdown>
        <collapsible_panel expanded=false vertical_spacing=8px padding="8px 8px 8px 8px">
            <header title="面板标题文本" icon_position=right icon_expanded_angle=-180 vertical_align=center>
                <icon token=down-small-ccm_outlined color="" size="16px 16px"/>
            </header>
            <border color=grey corner_radius=5px/>
            <markdown>
                "很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本"
            </markdown>
        </collapsible_panel>
        <markdown>"下面是一个 标题带背景色 且 默认展开 的折叠面板组件"</markdown>
        <collapsible_panel expanded vertical_spacing=8px padding="8px 8px 8px 8px">
            <header background_color=yellow icon_position=right icon_expanded_angle=-180 vertical_align=center>
                <icon token=down-small-ccm_outlined color=white size="16px 16px"/>
                <title><markdown>"**<font color='white'>面板标题文本</font>**"</markdown></title>
            </header>
            <border color=grey corner_radius=5px/>
            <markdown>
                "很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本"
            </markdown>
        </collapsible_panel>
        <markdown>"下面是一个无边框折叠面板组件"</markdown>
        <collapsible_panel expanded vertical_spacing=8px padding="8px 8px 8px 8px">
            <header
                width=auto_when_fold
                icon_position=follow_text
                icon_expanded_angle=-180
                vertical_align=center
                padding="4px 0px 4px 8px"
            >
                <icon token=down-small-ccm_outlined color="" size="16px 16px"/>
                <title><markdown>"**面板标题文本**"</markdown></title>
            </header>
            <markdown>
                "很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本很长的文本"
            </markdown>
        </collapsible_panel>
    </card>
};
