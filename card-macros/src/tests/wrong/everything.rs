// one card with more than twenty different mistakes
card! {
    <card schema="2.0">
        <config update_multi="yes" width_mode=wide locales={["zh_cn", "xx"]}/>
        <header templte=blue icon="chat outlined">
            <title text_size=normal><lark_md>"x"</lark_md></title>
        </header>
        <note>"旧"</note>
        <div>你好</div>
        <markdown>"**{user.name}**"</markdown>
        <markdown>"**bold"</markdown>
        <hr margin="200px">
        <button type=primray text="a">"b"</button>
        <buton>"c"</buton>
        <button value={{id: 7}} disabled=busy()>"d"</button>
        <column_set>
            <column weight=9 width=weighted/>
            <img img_key="k"/>
        </column_set>
        "loose"
        <form name="f">
            <input required="true"/>
            <input name="a"/>
            <input name=a/>
        </form>
        if shown <hr/>
        for d in dialogs { <hr/> "e" }
        <table><column name="who" data_type=person/><row whom="x"/></table>
        <raw value=1/>
        <img img_key=5 alt=""/>
        <div element_id="1st">"x"</dvi>
        <i18n_elements/>
    </card>
}

// expected:
// 4:30 error C0105 `update_multi` of `<config>` is true or false, this is text
// 4:47 error C0301 `wide` is not a value of `width_mode` on `<config>`
//     help: it takes `default`, `compact` or `fill` (for a variable write `width_mode={wide}`)
// 4:71 error C0806 `xx` is no locale of the platform
//     help: the locales are de_de, en_us, es_es, fr_fr, id_id, it_it, ja_jp, ko_kr, ms_my, pt_br, ru_ru, th_th, vi_vn, zh_cn, zh_hk, zh_tw
// 5:17 error C0101 `<header>` has no attribute `templte`
//     help: did you mean `template`?
// 5:35 warning C0311 `chat outlined` is no known icon
//     help: icon names hold no spaces: did you mean `chat_outlined`?
// 6:20 error C0014 `<title>` around a text element takes no attributes
//     help: give the attribute to the text element in it
// 8:10 error C0104 `<note>` is gone in JSON 2.0
//     help: use `<div>` with an icon and `<plain_text text_size=notation text_color=grey>`
// 9:14 error C0005 text must be quoted
//     help: write `"你好"`
// 10:19 error C0007 a string takes names only: `{user.name}` is an expression
//     help: bind it to a name with `let`, or, as a child, end the string and write `{user.name}` beside it; a brace is `{{`
// 11:19 error C0718 `**bold`: the bold opened here is never closed
//     help: write `**` where it ends, or `&#42;&#42;` to show the marks
//           **bold
//           ^^
// 12:10 error C0001 `<hr>` is never closed
//     help: write `<hr/>`, or `</hr>` at its end
// 12:20 error C0303 `200px` is no length that `margin` of `<hr>` takes
//     help: it takes -99px to 99px, for each side, separated by blanks: `4px 12px 4px 12px`
// 13:22 error C0301 `primray` is not a value of `type` on `<button>`
//     help: did you mean `primary`? (for a variable write `type={primray}`)
// 13:39 error C0011 `text` of `<button>` is given twice
//     help: keep the text child or the attribute `text`
// 14:10 error C0102 there is no component `buton`
//     help: did you mean `button`? an undocumented component is written `<raw json={…}/>`
// 15:17 warning C0208 `value` is the 1.0 spelling
//     help: write `<callback value={{…}}/>`
// 15:25 error C0009 keys of a JSON literal are strings
//     help: write `"id"`
// 15:42 error C0004 an expression stands in braces
//     help: write `{busy()}`
// 17:28 error C0302 `weight` takes 1 to 5, this is 9
// 18:14 error C0401 `<img>` is not allowed in `<column_set>`
//     help: put it into a `<column>`
// 20:9 error C0013 a card holds components, not text
//     help: write `<div>"…"</div>` or `<markdown>"…"</markdown>`
// 21:10 error C0503 there is no submit button in this form
//     help: add `<button name="…" form_action_type=submit>`
// 22:14 error C0501 `<input>` in a form needs `name`
//     help: the name under which its value comes back
// 22:29 error C0105 `required` of `<input>` is true or false, this is text
//     help: write `required=true`
// 24:25 error C0020 the value of `name` is quoted
//     help: write `name="a"`, or for a variable `name={a}`
// 26:9 error C0008 the block of this `if` is missing
//     help: write `if … { … }`
// 27:34 error C0013 a card holds components, not text
//     help: write `<div>"…"</div>` or `<markdown>"…"</markdown>`
// 28:45 error C0301 `person` is not a value of `data_type` on `<column>`
//     help: did you mean `persons`? (for a variable write `data_type={person}`)
// 28:58 error C0601 the row has a value for `whom`, and the table has no such column
//     help: did you mean `who`?
// 29:14 error C0017 `<raw>` has no attribute `value`
//     help: its one attribute is `json`
// 30:22 error C0105 `img_key` of `<img>` is text, this is a number
//     help: write `img_key="5"`
// 31:25 error C0510 `1st` is not an element_id
//     help: a letter first, then letters, digits, `_`, at most 20 characters
// 31:36 error C0002 `</dvi>` does not close `<div>`
//     help: write `</div>`
// 32:10 error C0103 `i18n_elements` belongs to JSON 1.0
//     help: in 2.0 translate each text: `<markdown en_us="…">"…"</markdown>`
