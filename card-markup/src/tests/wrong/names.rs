// misspelt names and words
card! {
    <card>
        <header templte=blue title="发布审核"/>
        <action>
            <button type=primray>"同意"</button>
            <buton type=danger>"拒绝"</buton>
        </action>
        <div colour=red>"x"</div>
        <hr></card>
}

// expected:
// 4:17 error C0101 unknown attribute `templte` of `<header>`
//     help: did you mean `template`?
// 6:26 error C0301 `type` of `<button>` does not accept `primray`
//     help: did you mean `primary`? (for a variable write `type={primray}`)
// 7:14 error C0102 unknown component `buton`
//     help: did you mean `button`? to send an undocumented component, write `<raw json={…}/>`
// 9:14 error C0101 unknown attribute `colour` of `<div>`
//     help: the text carries its style: write `<div><plain_text text_color=red>"x"</plain_text></div>`
// 10:10 error C0001 `<hr>` is never closed
//     help: write `<hr/>`, or `</hr>` at its end
