//! C05xx: forms, names, ids, callback values.

entries! {
    FORM_NAME = "C0501" "a component in a form has no name" [E E E] 200530
        why "Values come back by name; without one the click fails with 200530. Buttons count (card-json-1 §5.3, card-json-2 §10.3)."
        wrong "<card schema=\"2.0\"><form name=\"f\"><input/><button name=\"ok\" form_action_type=submit>\"好\"</button></form></card>"
        right "<card schema=\"2.0\"><form name=\"f\"><input name=\"a\"/><button name=\"ok\" form_action_type=submit>\"好\"</button></form></card>"

    NAME_TWICE = "C0502" "a name is used twice" [E E E] 11310
        why "Forms and interactive components share one set of names per card: \"name(feedback) duplicate\"."
        wrong "<card schema=\"2.0\"><form name=\"a\"><input name=\"a\"/><button name=\"ok\" form_action_type=submit>\"好\"</button></form></card>"
        right "<card schema=\"2.0\"><form name=\"f\"><input name=\"a\"/><button name=\"ok\" form_action_type=submit>\"好\"</button></form></card>"

    NO_SUBMIT = "C0503" "a form has no submit button" [E E E] 300123
        why "\"there is no submit button in the form container, at least one\": a button that submits, at any depth of the form."
        wrong "<card schema=\"2.0\"><form name=\"f\"><input name=\"a\"/></form></card>"
        right "<card schema=\"2.0\"><form name=\"f\"><input name=\"a\"/><button name=\"ok\" form_action_type=submit>\"好\"</button></form></card>"

    ACTION_TYPE = "C0504" "a button in a form does not say what it does" [E E E]
        why "In a form nothing is sent before a submit button is clicked; each button says whether it submits, resets, or does something of \
             its own (card-json-1 §5.3, card-json-2 §10.3)."
        wrong "<card schema=\"2.0\"><form name=\"f\"><button name=\"a\">\"好\"</button><button name=\"b\" form_action_type=submit>\"交\"</button></form></card>"
        right "<card schema=\"2.0\"><form name=\"f\"><button name=\"b\" form_action_type=submit>\"交\"</button></form></card>"

    REQUIRED_OUTSIDE = "C0505" "a required input outside a form" [E E E]
        why "Outside a form `required` \"errors or has no effect\" (card-json-1 §5.3); for an input it is an error."
        wrong "<card schema=\"2.0\"><input name=\"z\" required/></card>"
        right "<card schema=\"2.0\"><input name=\"z\"/></card>"

    SUBMIT_OUTSIDE = "C0506" "a submit or reset button outside a form" [E W E]
        why "2.0 answers \"formActionType only in form\"."
        wrong "<card schema=\"2.0\"><button form_action_type=submit>\"好\"</button></card>"
        right "<card schema=\"2.0\"><button><callback value={{\"id\": 1}}/>\"好\"</button></card>"

    SUBMIT_WITH_BEHAVIORS = "C0507" "a submit button by `action_type` with behaviours" [W W W] 300123
        why "Reported from the field for `action_type: form_submit`, and contradicted: such a button may not be recognised as the submit button of its form."
        wrong "<card><form name=\"f\"><button name=\"b\" action_type=form_submit><callback value={{}}/>\"好\"</button></form></card>"
        right "<card><form name=\"f\"><button name=\"b\" action_type=form_submit>\"好\"</button></form></card>"

    MULTI_OUTSIDE = "C0508" "several images to choose outside a form" [E E E]
        why "outside a form, `multi_select: true` of select_img makes the platform refuse the card (card-json-1 §8.9, card-json-2 §12.9)."
        wrong "<card><select_img multi_select><option img_key=\"a\" value=\"1\"/></select_img></card>"
        right "<card><select_img><option img_key=\"a\" value=\"1\"/></select_img></card>"

    BEHAVIOR_NOT_HERE = "C0509" "a behaviour that the component does not have" [E E E]
        why "Links open from buttons and interactive containers; selects, pickers, inputs and checkers call back only (card-json-1 §5.1, \
             card-json-2 §9.1)."
        wrong "<card schema=\"2.0\"><input name=\"a\"><open_url default_url=\"https://a.cn\"/></input></card>"
        right "<card schema=\"2.0\"><input name=\"a\"><callback value={{\"id\": 1}}/></input></card>"

    ELEMENT_ID = "C0510" "a malformed element_id" [E E E]
        why "A letter first, then letters, digits and `_`, at most 20 characters (card-json-2 §6.1)."
        wrong "<card schema=\"2.0\"><hr element_id=\"1st\"/></card>"
        right "<card schema=\"2.0\"><hr element_id=\"first\"/></card>"

    ELEMENT_ID_TWICE = "C0511" "an element_id is used twice" [E E E] 300301
        why "Ids are unique in the card; the update APIs address elements by them. Two schematic samples repeat one."
        wrong "<card schema=\"2.0\"><hr element_id=\"a\"/><hr element_id=\"a\"/></card>"
        right "<card schema=\"2.0\"><hr element_id=\"a\"/><hr element_id=\"b\"/></card>"

    OPTION_TWICE = "C0512" "two options have the same value" [E E E]
        why "The value is all that comes back: unique in the component (card-json-1 §8.4, card-json-2 §12.4)."
        wrong "<card><action><select_static><option value=\"1\">\"一\"</option><option value=\"1\">\"二\"</option></select_static></action></card>"
        right "<card><action><select_static><option value=\"1\">\"一\"</option><option value=\"2\">\"二\"</option></select_static></action></card>"

    SAME_CALLBACK = "C0513" "two components call back with the same value" [W W W]
        why "The callback carries the value, not the place: components of one card must be told apart by what they send."
        wrong "<card><action><button value={{\"do\": \"it\"}}>\"甲\"</button><button value={{\"do\": \"it\"}}>\"乙\"</button></action></card>"
        right "<card><action><button value={{\"do\": \"it\", \"id\": 1}}>\"甲\"</button><button value={{\"do\": \"it\", \"id\": 2}}>\"乙\"</button></action></card>"

    AUDIO_ID_TWICE = "C0514" "an audio_id is used twice" [E E E] 300230
        why "Ids of audio are unique in the card, those in Markdown included (card-json-2 §11.10)."
        wrong "<card schema=\"2.0\"><config enable_forward=false/><audio file_key=\"f\" audio_id=\"a\"/><audio file_key=\"f\" audio_id=\"a\"/></card>"
        right "<card schema=\"2.0\"><config enable_forward=false/><audio file_key=\"f\" audio_id=\"a\"/><audio file_key=\"f\" audio_id=\"b\"/></card>"

    NOT_AN_OPTION = "C0515" "the initial choice is not one of the options" [W W W]
        why "An initial choice that no option has is ignored; pages disagree whether it is the text or the value of the option, so both count."
        wrong "<card><action><select_static initial_option=\"3\"><option value=\"1\">\"一\"</option></select_static></action></card>"
        right "<card><action><select_static initial_option=\"一\"><option value=\"1\">\"一\"</option></select_static></action></card>"

    REQUIRED_IGNORED = "C0516" "`required` outside a form" [W W W]
        why "Outside a form it \"errors or has no effect\" (card-json-1 §5.3, card-json-2 §10.3); skeletons of the pages carry it."
        wrong "<card schema=\"2.0\"><select_person required/></card>"
        right "<card schema=\"2.0\"><select_person/></card>"

    CHECKER_BUTTON = "C0517" "a bordered button in a checker" [E E W]
        why "In the button area of a 1.0 checker `type` is required, and text, primary_text or danger_text (card-json-1 §8.10)."
        wrong "<card><column_set><column><checker><button_area><button type=primary>\"改\"</button></button_area></checker></column></column_set></card>"
        right "<card><column_set><column><checker><button_area><button type=text>\"改\"</button></button_area></checker></column></column_set></card>"

    NOT_AN_OPEN_ID = "C0518" "a person option that is not an open_id" [W W W]
        why "Options of persons take open_ids only; invalid ones are ignored, and without a valid one everybody in the chat is offered \
             (card-json-1 §8.6, card-json-2 §12.6)."
        wrong "<card><action><select_person><option value=\"on_8ed6aa67\"/></select_person></action></card>"
        right "<card><action><select_person><option value=\"ou_9e03c5d0\"/></select_person></action></card>"
}
