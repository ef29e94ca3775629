//! Custom style maps with free names, fallback conditions, arrays that hold an empty object.

use feishu_card::{Card, card};

/// The file of the corpus that this is.
pub const FILE: &str = "official-v1/v1-card-json-structure-01.json";

/// It has no run-time value, so it is a constant.
pub const CARD: Card = card! {
    <card>
        <config
            enable_forward
            update_multi
            compact_width
            use_custom_translation=false
            enable_forward_interaction=false
            width_mode=fill
        >
            <style>
                <text_size>
                    <cus-0 default=medium pc=medium mobile=large/>
                </text_size>
                <color>
                    <cus-0 light_mode="rgba(5,157,178,0.52)" dark_mode="rgba(78,23,108,0.49)"/>
                </color>
            </style>
        </config>
        <card_link
            url="https://www.baidu.com"
            pc_url="https://www.windows.com"
            ios_url="https://developer.apple.com/"
            android_url="https://developer.android.com/"
        />
        <header/>
        <i18n_elements>
            <en_us><raw json={{}}/></en_us>
            <zh_cn><raw json={{}}/></zh_cn>
            <zh_hk><raw json={{}}/></zh_hk>
            <zh_tw><raw json={{}}/></zh_tw>
            <ja_jp><raw json={{}}/></ja_jp>
            <id_id><raw json={{}}/></id_id>
            <vi_vn><raw json={{}}/></vi_vn>
            <th_th><raw json={{}}/></th_th>
            <pt_br><raw json={{}}/></pt_br>
            <es_es><raw json={{}}/></es_es>
            <ko_kr><raw json={{}}/></ko_kr>
            <de_de><raw json={{}}/></de_de>
            <fr_fr><raw json={{}}/></fr_fr>
            <it_it><raw json={{}}/></it_it>
            <ru_ru><raw json={{}}/></ru_ru>
            <ms_my><raw json={{}}/></ms_my>
        </i18n_elements>
        <fallback>
            <trigger_condition type=min_client_version value="7.4"/>
            <trigger_condition type=element_tags value={[""]}/>
        </fallback>
        <raw json={{}}/>
    </card>
};
