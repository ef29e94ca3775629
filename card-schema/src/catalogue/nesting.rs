//! C04xx: nesting and counts.

entries! {
    NOT_HERE = "C0401" "a component is not allowed here" [E E E] 200621
        why "Every container has a list of what it holds; forms and tables belong directly in the card (nesting tables of both versions)."
        wrong "<card><form name=\"f\"><div>\"直接放\"</div><button name=\"b\" action_type=form_submit>\"好\"</button></form></card>"
        right "<card><form name=\"f\"><markdown>\"直接放\"</markdown><button name=\"b\" action_type=form_submit>\"好\"</button></form></card>"

    DISPUTED_PLACE = "C0402" "official pages contradict each other on a place" [W W W]
        why "One page allows the component here, another forbids it: a table in a collapsible panel, `img_combination` or `action` in a 1.0 \
             column, multi-selects outside a form in 2.0."
        wrong "<card><column_set><column><action><button>\"好\"</button></action></column></column_set></card>"
        right "<card><column_set><column><button>\"好\"</button></column></column_set></card>"

    UNSAID_PLACE = "C0403" "no page says whether the component is allowed here" [W W W]
        why "The pages of both the container and the component are silent (card-json-1 §14)."
        wrong "<card><checker>\"任务\"</checker></card>"
        right "<card><column_set><column><checker>\"任务\"</checker></column></column_set></card>"

    FORM_ONLY = "C0404" "a component that needs a form is outside of one" [E E E]
        why "`multi_select_static` and `multi_select_person` must be in a form, directly or deeper (card-json-1 §8.5)."
        wrong "<card><collapsible_panel><header title=\"a\"/><multi_select_static name=\"m\"/></collapsible_panel></card>"
        right "<card><form name=\"f\"><multi_select_static name=\"m\"/><button name=\"b\" action_type=form_submit>\"好\"</button></form></card>"

    TEXT_KIND = "C0405" "a kind of text that its member does not accept" [E E E]
        why "Titles, texts of div and checker accept Markdown; buttons, options, tips, placeholders, labels and confirm dialogs accept \
             plain text only (card-json-1 §4.1, card-json-2 §7.1)."
        wrong "<card schema=\"2.0\"><button><text><lark_md>\"**好**\"</lark_md></text></button></card>"
        right "<card schema=\"2.0\"><button>\"好\"</button></card>"

    TOO_DEEP = "C0406" "components nest too deep" [E E E]
        why "Five levels. The pages do not say what counts; columns cannot, since official samples would break the rule. Counted are \
             column_set, form, interactive_container, collapsible_panel and what is in the last of them."
        wrong "six interactive containers in one another"
        right "five levels at most"

    ELEMENTS = "C0407" "too many elements" [E E E] 11310
        why "A 2.0 card can have 200 elements: components and their texts. CardKit answers 300305."
        wrong "a card of 201 dividers"
        right "two cards"

    TABLES = "C0408" "too many tables" [E E E] 11310
        why "A card can have 5 tables per language, including those in Markdown: \"card table number over limit\"."
        wrong "a card of six tables"
        right "two cards"

    TOO_MANY_BUTTONS = "C0409" "a checker has too many buttons" [E E E]
        why "The button area of a checker can have 3 buttons (card-json-1 §8.10, card-json-2 §12.10)."
        wrong "four buttons in a `<button_area>`"
        right "three"

    SURPLUS = "C0410" "a list is longer than what is shown" [W W W]
        why "Three tags of a header per language, 50 columns of a table, 2, 3, 6 or 9 pictures of a combination: the rest is not shown."
        wrong "<card><img_combination combination_mode=double><image img_key=\"a\"/><image img_key=\"b\"/><image img_key=\"c\"/></img_combination></card>"
        right "<card><img_combination combination_mode=triple><image img_key=\"a\"/><image img_key=\"b\"/><image img_key=\"c\"/></img_combination></card>"

    CHARTS = "C0411" "many charts" [W W W]
        why "The platform advises at most 5 charts in a card."
        wrong "a card of six charts"
        right "two cards"

    HEADER_TEXT = "C0412" "a header shows mentions and emoji only" [W W W]
        why "As `lark_md`, title and subtitle of a card support `<at>`, emoji and `:OK:`, nothing else (card-json-1 §3, card-json-2 §4)."
        wrong "<card><header><title><lark_md>\"**发布** :OK:\"</lark_md></title></header></card>"
        right "<card><header><title><lark_md>\"发布 :OK:\"</lark_md></title></header></card>"
}
