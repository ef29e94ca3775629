//! 2.0 form: person picker, select with icons, input, fallbacks, an explicit empty option list.

use feishu_card::{Card, card};

/// The file of the corpus that this is.
pub const FILE: &str = "official-v2/form-container-2.json";

/// It has no run-time value, so it is a constant.
pub const CARD: Card = card! {
    <card schema="2.0">
        <markdown text_align=left text_size=normal>
            <icon token=add-app_outlined color=grey/>
            "**项目名称**：业务做大做强"
        </markdown>
        <form name="Form_lq544v6q">
            <fallback>"仅支持在 V6.6 及以上版本使用"</fallback>
            <column_set horizontal_align=left horizontal_spacing=8px margin="16px 0px 16px 0px">
                <column width=weighted weight=1 vertical_spacing=8px padding="0px 0px 0px 0px">
                    <markdown text_align=left text_size=normal>
                        <icon token=member_outlined color=light_grey/>
                        "**经办人**<font color='red'>*</font>"
                    </markdown>
                </column>
                <column width=weighted weight=4 vertical_spacing=8px padding="0px 0px 0px 0px">
                    <select_person
                        name="PersonSelect_rg0ml5mh"
                        type=default
                        width=fill
                        placeholder="请选择"
                        required
                        options={[]}
                    />
                </column>
            </column_set>
            <column_set horizontal_align=left horizontal_spacing=8px margin="16px 0px 16px 0px">
                <column width=weighted weight=1 vertical_spacing=8px padding="0px 0px 0px 0px">
                    <markdown text_align=left text_size=normal>
                        <icon token=msgcard-rectangle_outlined color=grey/>
                        "**优先级**<font color='red'>*</font>"
                    </markdown>
                </column>
                <column width=weighted weight=4 vertical_spacing=8px padding="0px 0px 0px 0px">
                    <select_static name="Select_01taxkgaqc6c" type=default width=fill placeholder="请选择" required>
                        <option value="1" icon=sheet-iconsets-increase_filled>"P0"</option>
                        <option value="P1" icon=sheet-iconsets-stable_filled>"P1"</option>
                        <option value="3" icon=expand-down_filled>"P2"</option>
                    </select_static>
                </column>
            </column_set>
            <column_set horizontal_align=left horizontal_spacing=8px margin="16px 0px 16px 0px">
                <column width=weighted weight=1 vertical_spacing=8px padding="0px 0px 0px 0px">
                    <markdown text_align=left text_size=normal>
                        <icon token=chat_outlined color=grey/>
                        "**项目评论**"
                    </markdown>
                </column>
                <column width=weighted weight=4 vertical_spacing=8px padding="0px 0px 0px 0px">
                    <input name="Input_0bqcy75cxklr" width=fill placeholder="请输入" default_value="">
                        <fallback>"仅支持在 V6.8 及以上版本使用"</fallback>
                    </input>
                </column>
            </column_set>
            <column_set flex_mode=bisect horizontal_align=right horizontal_spacing=8px margin="0px 0px 0px 0px">
                <column width=auto vertical_spacing=8px padding="0px 0px 0px 0px">
                    <button
                        name="Button_lq544v6r"
                        type=primary_filled
                        form_action_type=submit
                        width=default
                        icon=thumbsup_outlined
                    >
                        "提交"
                    </button>
                </column>
                <column width=auto vertical_spacing=8px padding="0px 0px 0px 0px">
                    <button name="Button_lq544v6s" type=default form_action_type=reset width=default>"取消"</button>
                </column>
            </column_set>
        </form>
    </card>
};
