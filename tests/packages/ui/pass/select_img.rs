//! Image options with tips; a callback value that is a string.

use feishu_card::{Card, card};

/// The file of the corpus that this is.
pub const FILE: &str = "official-v2/image-picker-3.json";

/// It has no run-time value, so it is a constant.
pub const CARD: Card = card! {
    <card schema="2.0">
        <form name="form1">
            <select_img
                name="select_img-1"
                disabled_tips="用户禁用提示文案"
                multi_select=false
                layout=bisect
                can_preview=false
                aspect_ratio="16:9"
                disabled=false
            >
                <option
                    value="picture1"
                    img_key="img_v2_9dd98485-2900-4d65-ada9-e31d1408dcfg"
                    disabled_tips="用户禁用提示文案1"
                    hover_tips="第一张图"
                    disabled=false
                />
                <option
                    value="picture2"
                    img_key="img_v2_9dd98485-2900-4d65-ada9-e31d1408dcfg"
                    disabled_tips="用户禁用提示文案2"
                    hover_tips="第二张图"
                    disabled=false
                />
                <option
                    value="picture3"
                    img_key="img_v2_9dd98485-2900-4d65-ada9-e31d1408dcfg"
                    disabled_tips="用户禁用提示文案3"
                    hover_tips="第三张图"
                    disabled=false
                />
                <option
                    value="picture4"
                    img_key="img_v2_9dd98485-2900-4d65-ada9-e31d1408dcfg"
                    disabled_tips="用户禁用提示文案4"
                    hover_tips="第四张图"
                    disabled=false
                />
                <option
                    value="picture5"
                    img_key="img_v2_9dd98485-2900-4d65-ada9-e31d1408dcfg"
                    disabled_tips="用户禁用提示文案5"
                    hover_tips="第五张图"
                    disabled=false
                />
                <option
                    value="picture6"
                    img_key="img_v2_9dd98485-2900-4d65-ada9-e31d1408dcfg"
                    disabled_tips="用户禁用提示文案6"
                    hover_tips="第六张图"
                    disabled=false
                />
            </select_img>
            <button name="button-submit" type=primary form_action_type=submit>
                "提交"
                <callback value="form_callback"/>
            </button>
            <button name="button-cancel" form_action_type=reset>"取消"</button>
        </form>
    </card>
};
