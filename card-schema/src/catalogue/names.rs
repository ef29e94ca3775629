//! C01xx: names and kinds.

entries! {
    UNKNOWN_MEMBER = "C0101" "an unknown member" [E W E] 200621
        why "JSON 2.0 is a closed schema: one unknown member refuses the whole card, and the answer names only the first. \
             JSON 1.0 drops it silently. What the table does not list, markup cannot type; `json:name=…` sets it unchecked."
        wrong "<card><header templte=blue title=\"发布审核\"/></card>"
        right "<card><header template=blue title=\"发布审核\"/></card>"

    UNKNOWN_COMPONENT = "C0102" "an unknown component" [E W E]
        why "No page documents a component of this tag. 2.0 answers \"not support tag\"; what 1.0 does is not documented. \
             In markup `<raw json={…}/>` sends any component unchecked."
        wrong "<card><buton>\"同意\"</buton></card>"
        right "<card><action><button>\"同意\"</button></action></card>"

    MEMBER_OF_OTHER_VERSION = "C0103" "the member belongs to the other version of card JSON" [E W E] 200621
        why "2.0 refuses members that only 1.0 had (`elements` and `i18n_elements` at the root, `href`, `ud_icon` in a header); \
             1.0 ignores those of 2.0 (card-json-2 §19)."
        wrong "<card schema=\"2.0\"><i18n_elements/></card>"
        right "<card schema=\"2.0\"><markdown en_us=\"Hi\">\"你好\"</markdown></card>"

    COMPONENT_OF_OTHER_VERSION = "C0104" "the component belongs to the other version of card JSON" [E W E] 200861
        why "2.0 dropped `note` and `action` and answers 200861; `audio` came with 2.0."
        wrong "<card schema=\"2.0\"><note>\"旧备注\"</note></card>"
        right "<card schema=\"2.0\"><div><plain_text text_size=notation text_color=grey>\"备注\"</plain_text></div></card>"

    WRONG_KIND = "C0105" "the value is of the wrong kind" [E E E] 200621
        why "Text, number, truth value, object or list: another kind than the documented one is refused when the card is parsed."
        wrong "<card><header title=\"标题\" template=7/></card>"
        right "<card><header title=\"标题\" template=blue/></card>"

    MISSING_TAG = "C0106" "the object has no tag" [E E E] 200621
        why "Components and text objects are told apart by `tag`, behaviours by `type`; without it the platform cannot read them."
        wrong "{\"elements\": [{\"content\": \"你好\"}]}"
        right "{\"elements\": [{\"tag\": \"markdown\", \"content\": \"你好\"}]}"

    UNKNOWN_PART = "C0107" "an unknown kind of text, icon or behaviour" [E E E] 200621
        why "Texts are `plain_text`, `lark_md` or `markdown`, icons `standard_icon` or `custom_icon`, behaviours `open_url` or \
             `callback` (card-json-1 §4, §5.1; card-json-2 §7 to §9)."
        wrong "{\"elements\": [{\"tag\": \"div\", \"text\": {\"tag\": \"text\", \"content\": \"你好\"}}]}"
        right "{\"elements\": [{\"tag\": \"div\", \"text\": {\"tag\": \"plain_text\", \"content\": \"你好\"}}]}"

    MEMBER_TWICE = "C0108" "a duplicate member" [E W W]
        why "JSON readers keep one of the two, mostly the last; people see the first."
        wrong "{\"elements\": [{\"tag\": \"hr\"}], \"elements\": []}"
        right "{\"elements\": [{\"tag\": \"hr\"}]}"

    NULL = "C0109" "a member is null" [W W W]
        why "No page says what `null` means. Serialisers write it for what is absent; leaving it out is safe."
        wrong "{\"elements\": [{\"tag\": \"markdown\", \"content\": \"你好\", \"icon\": null}]}"
        right "{\"elements\": [{\"tag\": \"markdown\", \"content\": \"你好\"}]}"
}
