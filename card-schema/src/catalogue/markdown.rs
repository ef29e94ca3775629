//! C07xx: Markdown in `lark_md` and `markdown`.

entries! {
    UNKNOWN_TAG = "C0701" "an unknown tag in Markdown" [E W W]
        why "Any `<xxx>` that the platform does not know is eaten: it does not show (card-json-2 §13.2, FAQ). HTML is not \
             supported. To show a `<`, write `&#60;`."
        wrong "<card><markdown>\"<fnt color='red'>x</fnt>\"</markdown></card>"
        right "<card><markdown>\"<font color='red'>x</font> &#60;T&#62;\"</markdown></card>"

    TAG_OF_OTHER_FLAVOUR = "C0702" "the documentation does not list the tag for this kind of text" [W W W]
        why "`lark_md` knows `<at>`, `<a>`, `<font>` and `<text_tag>`; the `markdown` of JSON 1.0 also `<link>` and `<person>`; \
             the others came with 2.0 (card-json-1 §9, card-json-2 §7.4, §13.2)."
        wrong "<card><markdown>\"<number_tag>1</number_tag>\"</markdown></card>"
        right "<card schema=\"2.0\"><markdown>\"<number_tag>1</number_tag>\"</markdown></card>"

    TAG_NOT_CLOSED = "C0703" "a tag is opened and never closed, or closed and never opened" [E W W]
        why "Each tag but `<br>` and `<hr>` is closed by its own `</name>`, the last opened first. What an unclosed one does \
             is not documented. (`<audio>` may stay open: the samples of the documentation leave it so.)"
        wrong "<card><markdown>\"<font color='red'>超时\"</markdown></card>"
        right "<card><markdown>\"<font color='red'>超时</font>\"</markdown></card>"

    TAG_WITHOUT_END = "C0704" "a tag has no `>`" [E W W]
        why "Without its `>`, or with a quote that is never closed, it is not a tag."
        wrong "<card><markdown>\"<font color='red>超时</font>\"</markdown></card>"
        right "<card><markdown>\"<font color='red'>超时</font>\"</markdown></card>"

    UNKNOWN_ATTRIBUTE = "C0705" "an unknown attribute of a Markdown tag" [E W W]
        why "The syntax tables list the attributes of each tag (card-json-1 §9, card-json-2 §13.3 to §13.5); others do nothing."
        wrong "<card><markdown>\"<font colour='red'>x</font>\"</markdown></card>"
        right "<card><markdown>\"<font color='red'>x</font>\"</markdown></card>"

    MISSING_ATTRIBUTE = "C0706" "the tag lacks an attribute that it needs" [E E E]
        why "`<at>` needs `id`, `ids` or `email`, `<link>` needs `url`, `<audio>` needs `file_key`, and \
             `fallback_url` beside `fallback_text`. A mention of nobody is refused (platform code 100290)."
        wrong "<card><markdown>\"<at user_id='ou_1'></at>\"</markdown></card>"
        right "<card><markdown>\"<at id=ou_1></at>\"</markdown></card>"

    ATTRIBUTE_VALUE = "C0707" "the attribute does not accept this value" [E W W]
        why "The values are listed: 13 colours of tags, `normal` and `capsule` for `<person>`, `true` and `false` for flags, eight \
             `format_type`s, milliseconds (card-json-2 §13.3 to §13.5). What the platform does with others is not documented."
        wrong "<card><markdown>\"<text_tag color='grey'>x</text_tag>\"</markdown></card>"
        right "<card><markdown>\"<text_tag color='neutral'>x</text_tag>\"</markdown></card>"

    COLOR = "C0708" "the colour is neither in the palette nor defined in the card" [W W W]
        why "`<font>` and the tags of 2.0 take names of the palette, `default`, and names defined in `config.style.color`. `#hex` and \
             `rgba(…)` cannot be used in the tag itself (card-json-1 §11.1, card-json-2 §15)."
        wrong "<card><markdown>\"<font color='gray'>x</font>\"</markdown></card>"
        right "<card><markdown>\"<font color='grey'>x</font>\"</markdown></card>"

    ICON = "C0709" "the icon is not in the published list" [W W W]
        why "`<link icon='…'>` takes tokens of the icon library. The list is not complete, hence a warning."
        wrong "<card><markdown>\"<link icon='chat' url='https://open.feishu.cn'>x</link>\"</markdown></card>"
        right "<card><markdown>\"<link icon='chat_outlined' url='https://open.feishu.cn'>x</link>\"</markdown></card>"

    NUMBER_BADGE = "C0710" "a number badge shows only 0 to 99" [W W W]
        why "The page gives 0 to 99 in one place and 1 to 99 in another (card-json-2 §13.3); nothing else is documented."
        wrong "<card schema=\"2.0\"><markdown>\"<number_tag>100</number_tag>\"</markdown></card>"
        right "<card schema=\"2.0\"><markdown>\"<number_tag>99</number_tag>\"</markdown></card>"

    MENTION = "C0711" "this is not the id of a user" [W W W] 100290
        why "`id` takes an open_id or user_id, or `all`; an address goes into `email`. One unknown id fails the whole card; which ids \
             exist only the server knows."
        wrong "<card><markdown>\"<at id=test@email.com></at>\"</markdown></card>"
        right "<card><markdown>\"<at email=test@email.com></at>\"</markdown></card>"

    LINK_SCHEME = "C0712" "links of this scheme are refused" [E E E]
        why "Links are http or https, in `[text](…)` also `tel:` (card-json-1 §9, §17: \"scheme not in whitelist\"); only the links \
             for one kind of device may be of the client's own scheme."
        wrong "<card><markdown>\"[下载](ftp://example.com/a)\"</markdown></card>"
        right "<card><markdown>\"[下载](https://example.com/a)\"</markdown></card>"

    LINK_WITHOUT_SCHEME = "C0713" "the link does not begin with https:// or http://" [W W W]
        why "A link needs its scheme (card-json-1 §9). Official samples break this, so it is a warning."
        wrong "<card><markdown>\"[官网](www.example.com)\"</markdown></card>"
        right "<card><markdown>\"[官网](https://www.example.com)\"</markdown></card>"

    LINK_VARIABLE = "C0714" "links to variables were removed in JSON 2.0" [E W E]
        why "`[text]($name)` with `href` belongs to 1.0; 2.0 has `<link>` with an address for each kind of device (card-json-2 §13.3, §19)."
        wrong "<card schema=\"2.0\"><markdown>\"[看]($url)\"</markdown></card>"
        right "<card schema=\"2.0\"><markdown>\"<link url='https://a.cn' pc_url='https://b.cn'>看</link>\"</markdown></card>"

    LINK_CHARACTERS = "C0715" "an address contains characters that must be percent-encoded" [W W W]
        why "Spaces and non-ASCII letters end or break an address (FAQ: encode spaces, `/` and `:` in query values)."
        wrong "<card><markdown>\"[看](https://a.cn/a b)\"</markdown></card>"
        right "<card><markdown>\"[看](https://a.cn/a%20b)\"</markdown></card>"

    ADDRESS_IN_TEXT = "C0716" "Chinese text follows an address without a space" [W W W]
        why "A bare address includes the characters after it; the link is then invalid, and sending can fail (FAQ)."
        wrong "<card><markdown>\"详情见https://a.cn谢谢\"</markdown></card>"
        right "<card><markdown>\"详情见 https://a.cn 谢谢\"</markdown></card>"

    ENTITY_WITHOUT_END = "C0717" "this reads as another character" [W W W]
        why "Names such as `&reg` and `&copy` become ® and ©, without a `;` and inside links as well (FAQ)."
        wrong "<card><markdown>\"[看](https://a.cn/?a=1&copy=2)\"</markdown></card>"
        right "<card><markdown>\"[看](https://a.cn/?a=1&%63opy=2)\"</markdown></card>"

    EMPHASIS_NOT_CLOSED = "C0718" "bold or struck-out text is opened and never closed" [E W W]
        why "The marks then show as they are. They do not reach over an empty line, a list item or a table cell."
        wrong "<card><markdown>\"**加粗没有结束\"</markdown></card>"
        right "<card><markdown>\"**加粗**\"</markdown></card>"

    EMPHASIS_NOT_SHOWN = "C0719" "the marks do not make this bold" [W W W]
        why "Marks count only where CommonMark accepts them: `**` between punctuation on its inner side and a letter on its outer side does \
             not, nor `**` next to a space inside. The documentation advises a space outside of the marks (card-json-2 §13.3)."
        wrong "<card><markdown>\"**注意：**请确认\"</markdown></card>"
        right "<card><markdown>\"**注意**：请确认\"</markdown></card>"

    FOUR_MARKS = "C0720" "four marks in a row" [W W W]
        why "Four `*` in a row render wrongly (card-json-1 §9, card-json-2 §13.3)."
        wrong "<card><markdown>\"**甲****乙**\"</markdown></card>"
        right "<card><markdown>\"**甲乙**\"</markdown></card>"

    CONSTRUCT_OF_OTHER_FLAVOUR = "C0721" "this kind of text does not have that construct" [W W W]
        why "`lark_md` has no headings, quotes, code, tables, dividers or images; the `markdown` of JSON 1.0 no headings, quotes, tables \
             or code spans (card-json-1 §9, card-json-2 §7.4). It shows as typed."
        wrong "<card><markdown>\"# 标题\"</markdown></card>"
        right "<card schema=\"2.0\"><markdown>\"# 标题\"</markdown></card>"

    FENCE_NOT_CLOSED = "C0722" "a code block is never closed" [W W W]
        why "Everything after it is code. The closing fence is on a line of its own, with as many marks as the opening one."
        wrong "<card><markdown>\"```rust\\nlet x = 1;\"</markdown></card>"
        right "<card><markdown>\"```rust\\nlet x = 1;\\n```\"</markdown></card>"

    CODE_LANGUAGE = "C0723" "the language of the code block is not in the list" [W W W]
        why "An unknown language shows as plain text; the names are in card-json-2 §13.7, upper or lower case."
        wrong "<card><markdown>\"```js\\nx\\n```\"</markdown></card>"
        right "<card><markdown>\"```javascript\\nx\\n```\"</markdown></card>"

    TOO_MANY_TABLES = "C0724" "the text has too many tables" [E E E] 11310
        why "One Markdown component can have four tables (card-json-2 §18); they also count towards the tables of the card."
        wrong "a `<markdown>` with five tables"
        right "the tables in two `<markdown>`, or as `<table>`"

    HOLE = "C0725" "a value is not allowed here" [E E E]
        why "Values are written so that they show as they are. That needs a place where they can be: text, an attribute's value, \
             the target of a link, the key of an image, code. `Markdown::raw` passes whole Markdown."
        wrong "<card><markdown>\"<{tag}>x</{tag}>\"</markdown></card>"
        right "<card><markdown>\"<font color={color}>x</font>\"</markdown></card>"

    EMOJI = "C0726" "the emoji is spelled in another case" [W W W]
        why "The keys are printed so, and other words between colons show as they are (card-json-2 §16)."
        wrong "<card><markdown>\":ok:\"</markdown></card>"
        right "<card><markdown>\":OK:\"</markdown></card>"

    INDENTED = "C0727" "four spaces make this line code" [W W W]
        why "In 2.0 a line that begins with four or more spaces is a code block (card-json-2 §13.1; an older page says that it is not). \
             In a text over several lines of source such spaces are easily added by accident."
        wrong "<card schema=\"2.0\"><markdown>\"标题\\n\\n    **正文**\"</markdown></card>"
        right "<card schema=\"2.0\"><markdown>\"标题\\n\\n**正文**\"</markdown></card>"

    IMAGE_KEY = "C0728" "an image in Markdown without an image key" [E E E] 200570
        why "The target of an image is the key of an uploaded image, `img_…`. With an address, a path or `data:` there the platform \
             refuses the whole card: invalid image keys (custom bots: 11246)."
        wrong "<card schema=\"2.0\"><markdown>\"![poster](https://a.cn/x.jpg)\"</markdown></card>"
        right "<card schema=\"2.0\"><markdown>\"![poster](img_v3_02vb_x)\"</markdown></card>"

    IMAGE_PLACEHOLDER = "C0729" "a placeholder where an image key belongs" [W W W] 200570
        why "Samples of the documentation write `image_key` where the key of an uploaded image, `img_…`, belongs."
        wrong "<card schema=\"2.0\"><markdown>\"![poster](image_key)\"</markdown></card>"
        right "<card schema=\"2.0\"><markdown>\"![poster](img_v3_02vb_x)\"</markdown></card>"

    INDENTED_FENCE = "C0730" "a code block does not begin its line" [W W W]
        why "Both fences stand at the start of their lines (card-json-2 §13.1): with blanks before them they are not drawn as code. Four \
             backticks hold a text that has three."
        wrong "<card schema=\"2.0\"><markdown>\"Run:\\n\\n  ```bash\\n  ls\\n  ```\"</markdown></card>"
        right "<card schema=\"2.0\"><markdown>\"Run:\\n\\n```bash\\nls\\n```\"</markdown></card>"

    BARE_LESS = "C0731" "a bare `<` in Markdown" [W W W]
        why "While a text is streamed, a `<` that begins no tag cuts off what follows it. `&#60;` shows it anywhere outside of code."
        wrong "<card schema=\"2.0\"><markdown>\"if x < 10\"</markdown></card>"
        right "<card schema=\"2.0\"><markdown>\"if x &#60; 10\"</markdown></card>"
}
