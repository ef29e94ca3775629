//! C03xx: values.

entries! {
    WRONG_WORD = "C0301" "a word is not in the vocabulary" [E E E]
        why "The field tables list the words that a member takes. Where the list is not closed (colours, icons, text sizes) the \
             finding is another one, and a warning."
        wrong "<card><action><button type=primray>\"同意\"</button></action></card>"
        right "<card><action><button type=primary>\"同意\"</button></action></card>"

    OUT_OF_RANGE = "C0302" "a number is out of its range" [E E E]
        why "The field tables print the range; only `max_rows` of an input is documented to be corrected (card-json-1 §17)."
        wrong "<card><column_set><column width=weighted weight=9/></column_set></card>"
        right "<card><column_set><column width=weighted weight=5/></column_set></card>"

    LENGTH = "C0303" "a length is malformed or out of its range" [E E E]
        why "Lengths are numbers with `px` (`%` where a table says so), in the range that the field table prints. 2.0 answers for instance \
             \"invalid width\"."
        wrong "<card><column_set><column width=\"1px\"/></column_set></card>"
        right "<card><column_set><column width=120px/></column_set></card>"

    UNSAID_LENGTHS = "C0304" "an undocumented number of lengths" [W W W]
        why "1.0 documents one or four lengths for the sides, 2.0 one, two or four."
        wrong "<card schema=\"2.0\"><hr margin=\"4px 8px 4px\"/></card>"
        right "<card schema=\"2.0\"><hr margin=\"4px 8px 4px 8px\"/></card>"

    DISPUTED_LENGTH = "C0305" "official pages contradict each other on a length" [W W W]
        why "2.0 prints 0 to 99px for `padding` in one place and -99 to 99px in another (card-json-2 §6.2)."
        wrong "<card schema=\"2.0\"><form name=\"f\" padding=-4px><button name=\"b\" form_action_type=submit>\"好\"</button></form></card>"
        right "<card schema=\"2.0\"><form name=\"f\" padding=4px><button name=\"b\" form_action_type=submit>\"好\"</button></form></card>"

    UNDOCUMENTED_WORD = "C0306" "a word is documented only in official samples, or in one of two contradicting lists" [W W W]
        why "No field table lists it for this version, and samples use it: `default` and empty text for spacings, `default` for the \
             layout of an action, empty text for the colour of an icon."
        wrong "<card schema=\"2.0\"><column_set horizontal_spacing=default><column/></column_set></card>"
        right "<card schema=\"2.0\"><column_set horizontal_spacing=medium><column/></column_set></card>"

    COLOR = "C0307" "an unknown colour" [W W W]
        why "Colours are names of the palette (`blue`, `grey-500`), words such as `default` where a member takes them, or names that \
             `config.style.color` defines. What an unknown name does is not documented."
        wrong "<card><div><plain_text text_color=gray>\"x\"</plain_text></div></card>"
        right "<card><div><plain_text text_color=grey>\"x\"</plain_text></div></card>"

    DIRECT_COLOR = "C0308" "a colour value where a name belongs" [E W E]
        why "Components take colour names only; `rgba(…)` is defined once in `config.style.color` and named. 2.0 answers \
             \"invalid color\"."
        wrong "<card schema=\"2.0\"><div><plain_text text_color=\"#999999\">\"x\"</plain_text></div></card>"
        right "<card schema=\"2.0\"><div><plain_text text_color=grey-500>\"x\"</plain_text></div></card>"

    TEXT_SIZE = "C0310" "an unknown text size" [W W W]
        why "It is drawn as `normal` (card-json-1 §11.2, card-json-2 §7.2). Names that `config.style.text_size` defines are known. \
             A checker takes `normal`, `heading` and `notation` only."
        wrong "<card><markdown text_size=huge>\"x\"</markdown></card>"
        right "<card><markdown text_size=heading>\"x\"</markdown></card>"

    ICON = "C0311" "an unknown icon" [W W W]
        why "The token is not among the 1,154 published ones. The list is not complete, so this is a hint."
        wrong "<card><markdown icon=chat_outlind>\"x\"</markdown></card>"
        right "<card><markdown icon=chat_outlined>\"x\"</markdown></card>"

    WRONG_PATTERN = "C0312" "a date, time or rgba colour is malformed" [E E E]
        why "Dates are `yyyy-MM-dd`, times `HH:mm`, both together with a space between them; colours in `config.style.color` are \
             `rgba(r,g,b,a)`."
        wrong "<card><action><date_picker initial_date=\"2024-02-30\"/></action></card>"
        right "<card><action><date_picker initial_date=\"2024-02-29\"/></action></card>"

    UNPADDED_DATE = "C0313" "a date or time without leading zeros" [W W W]
        why "The documented form has them; unmaintained pages of 1.0 show `2002-2-22`."
        wrong "<card><action><date_picker initial_date=\"2002-2-22\"/></action></card>"
        right "<card><action><date_picker initial_date=\"2002-02-22\"/></action></card>"

    WRONG_LENGTH = "C0314" "a text is too long or too short" [E E E]
        why "The symbol of a number column is one character; the id of a card entity has 1 to 20."
        wrong "<card><table><column name=\"n\" data_type=number><format symbol=\"RMB\"/></column><row n=1/></table></card>"
        right "<card><table><column name=\"n\" data_type=number><format symbol=\"¥\"/></column><row n=1/></table></card>"

    TEXT_TOO_LONG = "C0315" "a button, option or placeholder text is too long" [E E E]
        why "Texts of buttons, of options of an overflow, and placeholders take 100 characters (card-json-1 §12, card-json-2 §18)."
        wrong "{\"schema\": \"2.0\", \"body\": {\"elements\": [{\"tag\": \"button\", \"text\": {\"tag\": \"plain_text\", \"content\": \
            \"1234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890+\"}}]}}"
        right "{\"schema\": \"2.0\", \"body\": {\"elements\": [{\"tag\": \"button\", \"text\": {\"tag\": \"plain_text\", \"content\": \"OK\"}}]}}"

    DOCUMENTED_AS_OBJECT = "C0316" "text where the reference documents an object" [W W W]
        why "The platform's own SDKs parse callback data as an object only; a sample sends text."
        wrong "<card><action><button value=\"ok\">\"同意\"</button></action></card>"
        right "<card><action><button value={{\"answer\": \"ok\"}}>\"同意\"</button></action></card>"

    VARIABLE = "C0317" "a template variable in a card" [W W W]
        why "`${name}` is filled in by the platform in templates of its card builder only; a card shows it as it is (card-json-1 §1)."
        wrong "{\"elements\": [{\"tag\": \"markdown\", \"content\": \"${name}\"}]}"
        right "{\"type\": \"template\", \"data\": {\"template_id\": \"AAq1\", \"template_variable\": {\"name\": \"李明\"}}}"
}
