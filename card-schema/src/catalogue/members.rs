//! C02xx: members that are required, exclude each other, or are superseded.

entries! {
    REQUIRED = "C0201" "a required member is missing" [E E E]
        why "The field tables mark it as required, and no official sample leaves it out."
        wrong "<card><img alt=\"图\"/></card>"
        right "<card><img img_key=\"img_v3_02\" alt=\"图\"/></card>"

    SAMPLES_LEAVE_OUT = "C0202" "a member is missing that the tables require" [W W W]
        why "The tables mark it as required, official samples leave it out: nobody saw it refused (card-json-1 §14, card-json-2 §22). \
             `alt` is what screen readers say."
        wrong "<card><img img_key=\"img_v3_02\"/></card>"
        right "<card><img img_key=\"img_v3_02\" alt=\"\"/></card>"

    NEITHER = "C0203" "a picker has neither an initial value nor a placeholder" [E E E]
        why "`picker_time` and `picker_datetime` need a placeholder when there is no initial value (card-json-1 §8.8, card-json-2 §12.8)."
        wrong "<card><action><picker_time/></action></card>"
        right "<card><action><picker_time placeholder=\"选择时间\"/></action></card>"

    EXCLUSIVE = "C0204" "two members exclude each other" [E E E]
        why "`url` and `multi_url` say the same twice, and the pages forbid both together (card-json-1 §5.2)."
        wrong "<card><action><button url=\"https://a.cn\"><multi_url url=\"https://a.cn\"/>\"看\"</button></action></card>"
        right "<card><action><button url=\"https://a.cn\">\"看\"</button></action></card>"

    SHADOWED = "C0205" "a member is ignored beside another" [W W W]
        why "The references name the winner: `i18n_text_tag_list` over `text_tag_list`, `ud_icon` over `icon` in a header (the reverse \
             in a person list), `width_mode` over `compact_width`, `i18n` over `content`, `mode` over `custom_width`."
        wrong "<card><config width_mode=fill compact_width/></card>"
        right "<card><config width_mode=fill/></card>"

    NO_EFFECT = "C0206" "a member has no effect here" [W W W]
        why "It works only together with another member: `size` of an image with a cropping `scale_type`, `weight` with \
             `width: weighted`, `border_color` with `has_border`, `rows` with `multiline_text`, `color` on icons that are not colourful."
        wrong "<card><column_set><column weight=2/></column_set></card>"
        right "<card><column_set><column width=weighted weight=2/></column_set></card>"

    DEPRECATED = "C0207" "a member is superseded" [W W W]
        why "Old cards still have it; it does nothing, or has a better successor (card-json-1 §2.1)."
        wrong "<card><config wide_screen_mode/></card>"
        right "<card><config width_mode=fill/></card>"

    OLD_SPELLING = "C0208" "the spelling of the other version" [W W W]
        why "2.0 lists some 1.0 members as historic and its own demos use them; that may end. In 1.0 one sample uses the spelling of 2.0."
        wrong "<card schema=\"2.0\"><form name=\"f\"><button name=\"ok\" action_type=form_submit>\"提交\"</button></form></card>"
        right "<card schema=\"2.0\"><form name=\"f\"><button name=\"ok\" form_action_type=submit>\"提交\"</button></form></card>"

    CONTRADICTED = "C0209" "official pages contradict each other on a member" [W W W]
        why "One page lists it, another says it is not supported: `fallback` and `i18n_header` of a 2.0 card, `font_color` of markdown, \
             `i18n_file_key_key` of audio (card-json-2 §22.2)."
        wrong "{\"schema\": \"2.0\", \"i18n_header\": {}, \"body\": {\"elements\": []}}"
        right "{\"schema\": \"2.0\", \"body\": {\"elements\": []}}"

    CALLBACK_VALUE = "C0210" "a callback without a value" [E W E]
        why "The table requires it, and it is all that tells the callback what was clicked (card-json-1 §5.1, card-json-2 §9.1). Cards of \
             1.0 without it are taken: the event then simply lacks it."
        wrong "<card><action><button><callback/>\"同意\"</button></action></card>"
        right "<card><action><button><callback value={{\"id\": 1}}/>\"同意\"</button></action></card>"
}
