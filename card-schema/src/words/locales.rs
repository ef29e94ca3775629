//! Locales (card-json-1 §10).

/// Locales of an i18n map, sorted.
#[rustfmt::skip]
pub static LOCALES: &[&str] = &[
    "de_de", "en_us", "es_es", "fr_fr", "id_id", "it_it", "ja_jp", "ko_kr", "ms_my", "pt_br", "ru_ru", "th_th",
    "vi_vn", "zh_cn", "zh_hk", "zh_tw",
];
