// rules over the whole card
card! {
    <card schema="2.0">
        <form name="f">
            <input required label="姓名"/>
            <input name="a"/>
            <select_person name="a"/>
            <button name="ok" action_type=form_submit>"提交"</button>
        </form>
        <input name="z" required/>
        <table>
            <column name="who" data_type=persons/>
            <row who="ou_1" when=1699341315000/>
        </table>
        <div element_id="1st">"x"</div>
        <markdown href={{"u": {"url": "https://a.cn"}}}>"[看]($u)"</markdown>
    </card>
}

// expected:
// 5:14 error C0501 `<input>` in a form needs `name`
//     help: the name under which its value comes back
// 7:33 error C0502 the name `a` is used twice
//     help: names are unique in the card; first used at 6:25
// 8:31 warning C0208 `action_type` is the 1.0 spelling
//     help: write `form_action_type=submit`
// 10:25 error C0505 `required` works only inside a form
//     help: remove it, or put the input into a `<form>`
// 13:29 error C0601 the row has a value for `when`, and the table has no such column
//     help: add `<column name="when" data_type=date/>`
// 15:25 error C0510 `1st` is not an element_id
//     help: a letter first, then letters, digits, `_`, at most 20 characters
// 16:19 error C0103 `href` of `<markdown>` is gone in JSON 2.0
//     help: write `<link url='https://…'>…</link>` in the text
