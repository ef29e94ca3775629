//! Locales (card-json-1 §10).

macro_rules! locales {
    ($first:literal $($locale:literal)*) => {
        /// Locales of an i18n map, sorted.
        pub static LOCALES: &[&str] = &[$first $(, $locale)*];

        /// The same as the values of a member in the table.
        pub(crate) const LOCALE_VALUES: &str = concat!($first $(, "|", $locale)*);
    };
}

locales! {
    "de_de" "en_us" "es_es" "fr_fr" "id_id" "it_it" "ja_jp" "ko_kr" "ms_my" "pt_br" "ru_ru" "th_th" "vi_vn" "zh_cn"
    "zh_hk" "zh_tw"
}
