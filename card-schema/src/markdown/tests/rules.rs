//! Each rule on Markdown, good and bad.

use super::super::{Checked, Context, Flavour, Named, check};
use super::{findings, parts};
use Flavour::{LarkMd, Markdown1, Markdown2};

fn codes(text: &str, flavour: Flavour) -> String {
    let codes: Vec<String> = findings(text, flavour).iter().map(|line| line.chars().take(5).collect()).collect();
    codes.join(" ")
}

/// None of these texts raises anything.
fn good(flavour: Flavour, texts: &[&str]) {
    for text in texts {
        assert_eq!(findings(text, flavour), [""; 0], "{text}");
    }
}

#[test]
fn tags_are_known() {
    assert_eq!(
        findings("<fnt color='red'>x</fnt>", Markdown2),
        ["C0701 0+17 unknown tag `<fnt color='red'>`: it is not shown / did you mean `<font>`?"]
    );
    assert_eq!(
        findings("Vec<String>", LarkMd),
        ["C0701 3+8 unknown tag `<String>`: it is not shown / to show it, write `&#60;String&#62;`"]
    );
    assert_eq!(findings("<b>x</b>", LarkMd), ["C0701 0+3 unknown tag `<b>`: it is not shown / write `**bold**`"]);
    assert_eq!(codes("</x>", Markdown2), "C0701");
    good(Markdown2, &["`<x>`", "```\n<x>\n```", "\\<x>", "<&zwj;aaa>", "[<详情>](https://a.cn)"]);
    good(Markdown2, &["<https://a.cn>", "{…}<br>{…}<br/>", "<font color=red><at id=all></at></font>"]);
}

#[test]
fn tags_are_of_this_flavour() {
    assert_eq!(codes("<person id='u'></person>", LarkMd), "C0702");
    assert_eq!(codes("<hr><br>", Markdown1), "C0702 C0702");
    good(Markdown1, &["<person id='u'></person>"]);
    good(Markdown2, &["<number_tag>{…}</number_tag><hr>"]);
}

#[test]
fn tags_are_closed() {
    assert_eq!(
        findings("a\n<font color=red>b", Markdown2),
        ["C0703 2+16 `<font>` is never closed / write `</font>` where it ends"]
    );
    assert_eq!(
        findings("b</font>", LarkMd),
        ["C0703 1+7 `</font>` closes nothing / write `<font…>` before, or remove it"]
    );
    assert_eq!(
        codes("<font color=red><text_tag>b</font></text_tag>", Markdown2),
        "C0703",
        "a `<text_tag>` holds no tags"
    );
    assert_eq!(codes("<at id=all>", LarkMd), "C0703");
    good(Markdown2, &["<audio file_key='k' audio_id='1' >", "<font color=red>a\n\nb</font>", "<raw>x</raw>"]);
}

#[test]
fn tags_end() {
    assert_eq!(codes("<font color=red", Markdown2), "C0704");
    assert_eq!(codes("<font color='red>x</font>", Markdown2), "C0704");
    good(Markdown2, &["a <b", "i <font-size"]);
}

#[test]
fn attributes_are_known() {
    assert_eq!(
        findings("<font colour='red'>x</font>", Markdown2),
        ["C0705 6+6 unknown attribute `colour` of `<font>` / did you mean `color`?"]
    );
    assert_eq!(codes("<br a=b>", Markdown2), "C0705");
    assert_eq!(codes("<person id=u size=1></person>", Markdown2), "C0705");
}

#[test]
fn attributes_are_there() {
    assert_eq!(
        findings("<at user_id=\"ou_1\">Tom</at>", LarkMd),
        ["C0706 0+19 `<at>` needs `id`, `ids` or `email` / in cards write `<at id=…>`; `user_id` is for text messages"]
    );
    assert_eq!(
        findings("<link ulr='https://a.cn'>x</link>", Markdown2),
        ["C0706 0+25 `<link>` needs `url` / `ulr`: did you mean `url`?"]
    );
    assert_eq!(codes("<audio file_key=k fallback_text='x'>", Markdown2), "C0706");
    good(Markdown2, &["<a>https://open.feishu.cn</a>", "<font>x</font>", "<at {…}></at>", "<text_tag>x</text_tag>"]);
}

#[test]
fn values_are_listed_ones() {
    assert_eq!(
        findings("<person id=u style='capsul'></person>", Markdown1),
        ["C0707 20+6 `style` does not accept `capsul` / did you mean `capsule`?"]
    );
    assert_eq!(codes("<local_datetime format_type='day'></local_datetime>", Markdown2), "C0707");
    assert_eq!(codes("<local_datetime millisecond='now'></local_datetime>", Markdown2), "C0707");
    assert_eq!(codes("<person id=u show_name=yes></person>", Markdown2), "C0707");
    assert_eq!(codes("<text_tag color='sunflower'>x</text_tag>", LarkMd), "C0707");
    good(
        Markdown2,
        &[
            "<person id = 'u' show_name = true show_avatar = false style = 'normal'></person>",
            "<local_datetime millisecond='' format_type='date_num' link='https://a.cn'></local_datetime>",
            "<text_tag color='{…}'>x</text_tag><text_tag color='${c}'>x</text_tag>",
        ],
    );
}

#[test]
fn colors_are_in_the_palette_or_the_card() {
    assert_eq!(
        findings("<font color='gray'>x</font>", LarkMd),
        ["C0708 13+4 unknown colour `gray` / did you mean `grey`?"]
    );
    assert_eq!(codes("<font color='#ff0000'>x</font>", Markdown2), "C0708");
    good(LarkMd, &["<font color='cus-0'>x</font>", "<font color=red-500>x</font>", "<font color='default'>x</font>"]);
    let unknown = check(&parts("<font color='mine'>x</font>"), LarkMd, &Context::default());
    assert!(unknown.findings.is_empty(), "a fragment does not see the colours of its card");
}

#[test]
fn icons_and_badges() {
    assert_eq!(codes("<link icon='chat_outline' url='https://a.cn'>x</link>", Markdown2), "C0709");
    assert_eq!(codes("<number_tag>100</number_tag>", Markdown2), "C0710");
    assert_eq!(codes("<number_tag>a</number_tag>", Markdown2), "C0710");
    good(Markdown2, &["<number_tag>0</number_tag>", "<number_tag url='https://a.cn'>99</number_tag>"]);
}

#[test]
fn mentions_name_users() {
    assert_eq!(codes("<at id=a@b.cn></at>", LarkMd), "C0711");
    assert_eq!(codes("<at email=ou_1></at>", LarkMd), "C0711");
    assert_eq!(codes("<person></person>", Markdown2), "C0711");
    good(LarkMd, &["<at email=a@b.cn></at>", "<at ids=ou_1,ou_2></at>", "<at id=all></at>", "<at email={…}></at>"]);
}

#[test]
fn links_are_of_the_web() {
    assert_eq!(codes("[x](javascript:alert)", LarkMd), "C0712");
    assert_eq!(codes("<a href='mailto:a@b.cn'></a>", Markdown2), "C0712");
    assert_eq!(codes("[x](localhost:8080/a)", Markdown2), "C0713");
    assert_eq!(
        findings("[x](www.a.cn/b)", Markdown1),
        ["C0713 4+10 `www.a.cn/b` does not begin with `https://` / write `https://www.a.cn/b`"]
    );
    good(
        Markdown2,
        &[
            "[x](tel://10086)",
            "[x](HTTPS://a.cn)",
            "[x]({…}/b)",
            "[x](${url}/b)",
            "[x]({{ .url }})",
            "[x]({url})",
            "[x]",
        ],
    );
    good(Markdown2, &["<link url='https://a.cn' pc_url='lark://msgcard/unsupported_action' ios_url=''>x</link>"]);
}

#[test]
fn links_to_variables_are_of_json_1() {
    assert_eq!(codes("[x]($url)", Markdown2), "C0714");
    good(Markdown1, &["[x]($url)"]);
    let checked = check(&parts("[x]($url) [y]($b)"), Markdown1, &Context::default());
    let named = |name: &str, offset| Named { name: name.into(), offset };
    assert_eq!(checked.variables, [named("url", 5), named("b", 15)]);
}

#[test]
fn addresses_are_encoded_and_end() {
    assert_eq!(codes("[x](https://a.cn/a b)", Markdown2), "C0715");
    assert_eq!(codes("[x](https://a.cn/搜索)", Markdown2), "C0715");
    assert_eq!(
        findings("见https://a.cn/b谢谢", LarkMd),
        ["C0716 15+2 an address continues up to the next space: this becomes part of it and breaks the link / \
          put a space after the address, or write `[text](https://…)`"]
    );
    assert_eq!(codes("[x](https://a.cn?a=1&copy=2)", Markdown2), "C0717");
    assert_eq!(codes("https://a.cn?a=1&reg=2", Markdown2), "C0717");
    good(
        Markdown2,
        &["[x](https://a.cn \"标题\")", "https://a.cn/b 谢谢", "[x](https://a.cn?a=1&b=2)", "[链接](https://a.cn)谢"],
    );
}

#[test]
fn bold_is_closed() {
    assert_eq!(
        findings("**加粗没有结束", Markdown2),
        ["C0718 0+2 `**加粗没有结束`: the bold opened here is never closed / \
          write `**` where it ends, or `&#42;&#42;` to show the marks"]
    );
    assert_eq!(codes("**a\n\nb**", Markdown2), "C0718");
    assert_eq!(codes("- **a\n- b", Markdown2), "C0718");
    assert_eq!(codes("~~a", LarkMd), "C0718");
    good(
        LarkMd,
        &[
            "2 ** 3",
            "a*",
            "*必填",
            "谢谢~~",
            "f(**kwargs**)",
            "**{…}**",
            "***a** b*",
            "**a *b***",
            "<font color='red'>*</font>",
        ],
    );
    good(Markdown2, &["`**a`", "```\n**a\n```", "\\**a", "姓名：____", "* a\n* b", "***"]);
}

#[test]
fn bold_shows_beside_chinese() {
    assert_eq!(
        findings("**注意：**请确认", Markdown2),
        ["C0719 5+2 `**注意：**` does not become bold next to these characters / \
          put a space after the closing `**`, or move the punctuation outside"]
    );
    assert_eq!(
        findings("请**（注意）**", LarkMd),
        ["C0719 1+2 `**（注意）**` does not become bold next to these characters / \
          put a space before the opening `**`, or move the punctuation outside"]
    );
    assert_eq!(codes("** 注意**", Markdown1), "C0719");
    good(
        Markdown2,
        &[
            "**注意**：请",
            "**注意：** 请",
            "**注意：**\n请",
            "请**注意**吧",
            "**<font color=red>注</font>**意",
            "**{…}**请",
            "**🔴 高**",
        ],
    );
}

#[test]
fn four_marks_render_wrongly() {
    assert_eq!(codes("**甲****乙**", LarkMd), "C0720");
    good(LarkMd, &["**甲** **乙**", "****"]);
}

#[test]
fn constructs_are_of_this_flavour() {
    assert_eq!(codes("# a\n# b\n> c", Markdown1), "C0721 C0721");
    assert_eq!(codes("![x](img_v2)", LarkMd), "C0721");
    assert_eq!(codes("a `b` c", Markdown1), "C0721");
    assert_eq!(codes("|a|\n|-|\n|b|", LarkMd), "C0721");
    assert_eq!(codes("```\na\n```", LarkMd), "C0721");
    assert_eq!(codes("a\n---\nb", LarkMd), "C0721");
    good(Markdown1, &["a\n---\n- b\n1. c", "```json\n{}\n```", "![x](img_v2)", "#a"]);
    good(LarkMd, &["- a\n- b", "1. a"]);
    good(Markdown2, &["# a\n> b `c`\n\n|a|\n|-|\n|b|"]);
}

#[test]
fn four_blanks_make_code() {
    assert_eq!(codes("    a\n    b\n\nc\n\n    d", Markdown2), "C0727 C0727");
    good(Markdown2, &["- a\n\n    b", "a\n    b", "   a"]);
    good(Markdown1, &["    a"]);
}

#[test]
fn code_blocks_are_closed_and_of_a_language() {
    assert_eq!(codes("```rust\nx", Markdown2), "C0722");
    assert_eq!(
        findings("```py\nx\n```", Markdown2),
        ["C0723 3+2 unknown code block language `py` / did you mean `python`?"]
    );
    good(Markdown2, &["```JSON\nx\n```", "```\nx\n```", "````\n```\n````", "```{…}\n```"]);
}

#[test]
fn tables_are_counted() {
    let table = "|a|b|\n|-|-|\n|1|2|\n\n";
    assert_eq!(
        findings(&table.repeat(5), Markdown2),
        ["C0724 76+5 too many tables: a text can have at most 4, found 5 / use `<table>`, or a second `<markdown>`"]
    );
    good(Markdown2, &[&table.repeat(4)]);
    let count = |flavour| check(&parts(&table.repeat(2)), flavour, &Context::default()).tables;
    assert_eq!((count(Markdown2), count(Markdown1)), (2, 0));
}

#[test]
fn emoji_are_spelt_as_printed() {
    assert_eq!(findings("a:onit:", LarkMd), ["C0726 1+6 unknown emoji key `:onit:` / write `:OnIt:`"]);
    good(LarkMd, &[":OK::DONE:", "10:20:30", ":nothing:", ":{…}:"]);
}

#[test]
fn audio_ids_are_noted() {
    let Checked { audio_ids, .. } = check(
        &parts("<audio file_key=k audio_id='1'> <audio file_key=k audio_id='{…}'>"),
        Markdown2,
        &Context::default(),
    );
    assert_eq!(audio_ids, [Named { name: "1".into(), offset: 28 }]);
}

#[test]
fn images_have_keys() {
    for key in
        ["https://a.cn/x.jpg", "/api/x.png", "./x.png", "data:image/png;base64,AA==", "resource://x", "x.png", "k", ""]
    {
        assert_eq!(codes(&format!("a ![x]({key}) b"), Markdown2), "C0728", "{key}");
        assert_eq!(codes(&format!("![x]({key})"), Markdown1), "C0728", "{key}");
    }
    assert_eq!(
        findings("![logo](https://a.cn/x.jpg)", Markdown2),
        [
            "C0728 8+18 `https://a.cn/x.jpg` is not an image key: the platform refuses the whole card / upload the image \
          and write its key, `img_…`, or link to it: `[text](https://…)`"
        ]
    );
    assert_eq!(codes("![x](image_key)", Markdown2), "C0729");
    assert_eq!(codes("![x](https://a.cn/x.jpg)", LarkMd), "C0721", "there it is no image at all");
    good(Markdown2, &["![x](img_v3_02vb_496bec09-4b43g)", "![x](img_v2_x \"title\")", "![x](${img})", "![x]({{img}})"]);
    good(Markdown2, &["`![x](https://a.cn/x.jpg)`", "```\n![x](/x.png)\n```", "\\![x](https://a.cn)"]);
}

#[test]
fn code_blocks_begin_their_lines() {
    for text in ["Run:\n\n  ```bash\n  ls\n  ```", " ~~~\nx\n ~~~", "a\n   ```\n   x\n   ```"] {
        assert_eq!(codes(text, Markdown2), "C0730", "{text}");
    }
    good(Markdown2, &["1. step\n\n   ```bash\n   pwd\n   ```", "- ```\n  x\n  ```", "> ```\n> x\n> ```"]);
    good(Markdown2, &["````markdown\n```rust\nfn main() {}\n```\n````\nb"]);
}

#[test]
fn a_bare_less_sign_is_written_as_an_entity() {
    for text in ["if x < 10", "a <", "<3", "<-", "a << b", "a <= b", "a < b > c"] {
        assert_eq!(codes(text, Markdown2), "C0731", "{text}");
        assert_eq!(codes(text, Markdown1), "", "{text}");
    }
    good(Markdown2, &["x &#60; 10", "`x < 10`", "```\nx < 10\n```", "\\< 10", "a > b"]);
}

#[test]
fn the_text_of_a_tag_is_only_text() {
    let names = "<text_tag color='neutral'>custom_transform **x** [y](z) `a` :OK: &lt;T&gt; 1 < 2</text_tag>";
    good(Markdown2, &[names, "<text_tag color='red'>**</text_tag>", "`a <text_tag>`</text_tag>"]);
    assert_eq!(codes("<text_tag color='red'>a", Markdown2), "C0703");
}
