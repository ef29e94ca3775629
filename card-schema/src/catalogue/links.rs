//! C08xx: links and locales.

entries! {
    SCHEME = "C0801" "a link with a scheme that the platform does not follow" [E E E]
        why "\"scheme not in whitelist\": links go to http and https; AppLinks are https. `lark://msgcard/unsupported_action` turns \
             the link off on a platform."
        wrong "<card><action><button url=\"myapp://open\">\"打开\"</button></action></card>"
        right "<card><action><button url=\"https://applink.feishu.cn/client/open\">\"打开\"</button></action></card>"

    ADDRESS = "C0802" "a link without scheme or host" [E W E]
        why "Links must be whole addresses (card-json-1 §4.4). Unmaintained samples of 1.0 write `www.…`."
        wrong "<card><action><button url=\"www.feishu.cn\">\"打开\"</button></action></card>"
        right "<card><action><button url=\"https://www.feishu.cn\">\"打开\"</button></action></card>"

    NOT_ENCODED = "C0803" "a link with characters that must be percent-encoded" [W W W]
        why "Spaces and characters outside ASCII must be encoded (card-json-1 §17); clients differ in what they forgive."
        wrong "<card><action><button url=\"https://a.cn/?q=飞书\">\"打开\"</button></action></card>"
        right "<card><action><button url=\"https://a.cn/?q=%E9%A3%9E%E4%B9%A6\">\"打开\"</button></action></card>"

    NO_LINK = "C0804" "a link object without an address" [E E E]
        why "Give `url`, or else all three of `pc_url`, `ios_url`, `android_url` (card-json-1 §2.2, §4.4). Samples with four empty texts \
             are accepted."
        wrong "<card><card_link pc_url=\"https://a.cn\"/></card>"
        right "<card><card_link url=\"https://a.cn\"/></card>"

    KEY_IS_ADDRESS = "C0805" "an address where a key belongs" [E E E] 200570
        why "Images and audio are uploaded first; addresses are never accepted (card-json-1 §4.5)."
        wrong "<card><img img_key=\"https://a.cn/a.png\" alt=\"\"/></card>"
        right "<card><img img_key=\"img_v3_02\" alt=\"\"/></card>"

    LOCALE = "C0806" "an unknown locale" [E W W]
        why "The platform knows 16: zh_cn en_us zh_hk zh_tw ja_jp id_id vi_vn th_th pt_br es_es ko_kr de_de fr_fr it_it ru_ru ms_my."
        wrong "{\"elements\": [{\"tag\": \"markdown\", \"content\": \"你好\", \"i18n_content\": {\"en\": \"Hi\"}}]}"
        right "{\"elements\": [{\"tag\": \"markdown\", \"content\": \"你好\", \"i18n_content\": {\"en_us\": \"Hi\"}}]}"

    LOCALE_OFF = "C0807" "a text in a language that the card switches off" [W W W]
        why "With `config.locales` only the languages listed there take effect (card-json-2 §2)."
        wrong "<card schema=\"2.0\"><config locales={[\"zh_cn\"]}/><markdown en_us=\"Hi\">\"你好\"</markdown></card>"
        right "<card schema=\"2.0\"><config locales={[\"zh_cn\", \"en_us\"]}/><markdown en_us=\"Hi\">\"你好\"</markdown></card>"

    NO_VARIABLE = "C0808" "a link to a variable that `href` does not define" [W W W]
        why "`[text]($name)` of 1.0 goes where `href` says; one official sample gets the name wrong (card-json-1 §6.2)."
        wrong "<card><markdown><href><urlVal url=\"https://a.cn\"/></href>\"[看]($url)\"</markdown></card>"
        right "<card><markdown><href><urlVal url=\"https://a.cn\"/></href>\"[看]($urlVal)\"</markdown></card>"
}
