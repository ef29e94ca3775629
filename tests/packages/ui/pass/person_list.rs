//! Persons, icon and ud_icon side by side.

use feishu_card::{Card, card};

/// The file of the corpus that this is.
pub const FILE: &str = "official-v1/v1-user-list-01.component.json";

/// It has no run-time value, so it is a constant.
pub const CARD: Card = card! {
    <card>
        <person_list drop_invalid_user_id=false lines=1 show_name show_avatar size=large>
            <icon img_key="img_v2_38811724" token=chat-forbidden_outlined color=orange/>
            <ud_icon token=chat-forbidden_outlined>
                <style color=red/>
            </ud_icon>
            <person id="ou_0fdb0e7663af7128e7d9f8adeb2abcef"/>
            <person id="ou_0fdb0e7663af7128e7d9f8adeb2abcef"/>
        </person_list>
    </card>
};
