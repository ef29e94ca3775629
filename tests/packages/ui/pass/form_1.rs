//! 1.0 form: legacy `value`, `action_type`, confirm, lark_md button text.

use feishu_card::{Card, card};

/// The file of the corpus that this is.
pub const FILE: &str = "official-v1/v1-form-container-03.json";

/// It has no run-time value, so it is a constant.
pub const CARD: Card = card! {
    <card>
        <form name="Form_lvxmxsxf">
            <column_set flex_mode=stretch background_style=default>
                <column width=weighted weight=1 vertical_align=top>
                    <markdown>"请选择："</markdown>
                </column>
                <column width=weighted weight=1 vertical_align=top>
                    <select_static name="Select_pj6kw7cxyl" placeholder="这是一个选择菜单" value={{"key": "value"}}>
                        <option value="1">"选项1"</option>
                        <option value="2">"选项2"</option>
                        <option value="3">"选项3"</option>
                        <option value="4">"选项4"</option>
                    </select_static>
                </column>
            </column_set>
            <input
                name="Input_fhaty9jktke"
                placeholder="请输入"
                max_length=5
                label="请输入文本："
                label_position=left
                value={{"k": "v"}}
            />
            <button name="Button_e4d9u982x5k" type=primary action_type=form_submit>
                <lark_md>"提交"</lark_md>
                <confirm title="title">"确认提交吗"</confirm>
            </button>
        </form>
    </card>
};
