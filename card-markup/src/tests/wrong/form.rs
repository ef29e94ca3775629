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
//     help: its value comes back under this name
// 7:33 error C0502 the name `a` is used twice
//     help: names are unique in the card; first used at 6:25
// 8:31 warning C0208 `action_type` is the spelling of JSON 1.0
//     help: write `form_action_type=submit`
// 10:25 error C0505 `required` works only inside a form
//     help: remove it, or put the input in a `<form>`
// 13:29 error C0601 this row has a value for `when`, but the table has no such column
//     help: add `<column name="when" data_type=date/>`
// 15:25 error C0510 invalid element_id `1st`
//     help: expected a letter, then letters, digits or `_`, at most 20 characters
// 16:19 error C0103 `href` of `<markdown>` was removed in JSON 2.0
//     help: write `<link url='https://…'>…</link>` in the text
