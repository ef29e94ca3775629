// text and values
card! {
    <card>
        <div>你好 {name}</div>
        <markdown>"**{user.name}** 已提交"</markdown>
        <markdown>"**加粗没有结束"</markdown>
        <action>
            <button value="{{}}">"同意"</button>
            <select_static>
                <option value=1>"一"</option>
                <option value="2" icon="chat outlined">"二"</option>
            </select_static>
        </action>
        <column_set><column weight=9>{Markdown::raw(x)}</column></column_set>
    </card>
}

// expected:
// 4:14 error C0005 text must be quoted
//     help: write `"你好 {name}"`
// 5:19 error C0007 expected a name in `{user.name}`, found an expression
//     help: bind it to a name with `let`, or, as a child, end the string and write `{&user.name}` next to it; to show a brace, write `{{`
// 6:19 error C0718 `**加粗没有结束`: the bold opened here is never closed
//     help: write `**` where it ends, or `&#42;&#42;` to show the marks
//           **加粗没有结束
//           ^^
// 8:27 warning C0316 `value` of `<button>` is documented as an object, found text
//     help: write `value={{…}}`
// 10:31 error C0105 `value` of `<option>` must be text, found a number
//     help: write `value="1"`
// 11:40 warning C0311 unknown icon `chat outlined`
//     help: icon names do not contain spaces: did you mean `chat_outlined`?
// 14:36 error C0302 `weight` must be 1 to 5, found 9
