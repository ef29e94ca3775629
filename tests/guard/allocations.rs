//! How often the allocator is asked to build a card and to write it.

use crate::hold;
use allocation_counter::measure;
use feishu_card::{Card, CheckOptions, Content, Json, Limits, card};

const TUTORIAL: Card = card! {
    <card>
        <i18n_elements>
            <zh_cn>
                <div>"发布审核："</div>
                <action>
                    <button type=primary value={{"button_type": "public_publish", "button_id": "162695861xxxx"}}>
                        "完成「全量发布」"
                    </button>
                </action>
            </zh_cn>
        </i18n_elements>
    </card>
};

/// A card of JSON 2.0 with all that can be a constant.
fn literal() -> Card {
    card! {
        <card schema="2.0">
            <config update_multi width_mode=fill/>
            <header title="发布审核" template=blue icon=chat_outlined>
                <text_tag color=red>"紧急"</text_tag>
            </header>
            <markdown en_us="**Hi**">"**你好**"</markdown>
            <column_set flex_mode=flow>
                <column width=weighted weight=2>
                    <button type=primary name="b">
                        "同意"
                        <confirm title="确定？">"不可恢复"</confirm>
                        <callback value={{"id": 7, "list": [1.5, null, "x"]}}/>
                    </button>
                </column>
            </column_set>
            <select_static name="s" options={[{"value": "1", "text": {"tag": "plain_text", "content": "一"}}]}>
                <callback value={{"a": 1}}/>
            </select_static>
            <table>
                <column name="a" data_type=number/>
                <row a=1/>
            </table>
            <raw json={{"tag": "progress"}}/>
            <hr json:x={{"y": 1}}/>
        </card>
    }
}

/// Twenty rows of three components with run-time texts.
fn rows(names: &[&'static str]) -> Card {
    card! {
        <card schema="2.0">
            for name in names {
                <markdown>"**{name}**"</markdown>
                <button>
                    {*name}
                    <callback value={{"name": *name}}/>
                </button>
                <hr/>
            }
        </card>
    }
}

fn count(what: &str, run: impl FnOnce()) {
    hold(what, usize::try_from(measure(run).count_total).expect("a small number"));
}

#[test]
fn building_and_writing_allocate_no_more_than_they_may() {
    count("allocations: build a static card", || assert_eq!(std::hint::black_box(TUTORIAL).body, None));
    count("allocations: write a static card into a request", || {
        let mut body = String::with_capacity(Content::escaped_bound(&TUTORIAL));
        Content::write_escaped(&TUTORIAL, &mut body);
        assert!(!body.is_empty());
    });
    let names = ["payments"; 20];
    count("allocations: build 60 components with 40 texts of run time", || assert!(rows(&names).body.is_some()));
    let card = rows(&names);
    let mut body = String::with_capacity(Content::escaped_bound(&card));
    count("allocations: write 60 components into a reserved buffer", || Content::write_escaped(&card, &mut body));
    assert!(body.len() > 20);
}

/// A card of 1.0 with rows of three: a text with a field, Markdown and a button, as the benchmark of the checker has it.
fn list(components: usize) -> Json {
    let element = |n: usize| match n % 3 {
        0 => format!(
            r#"{{"tag":"div","text":{{"tag":"plain_text","content":"第 {n} 行","text_color":"grey"}},"fields":[{{"is_short":true,"text":{{"tag":"lark_md","content":"**状态**：进行中"}}}}]}}"#
        ),
        1 => format!(
            r#"{{"tag":"markdown","content":"- [第 {n} 项](https://open.feishu.cn/{n})：<font color='grey'>说明</font>"}}"#
        ),
        _ => format!(
            r#"{{"tag":"action","actions":[{{"tag":"button","type":"primary","name":"b{n}","text":{{"tag":"plain_text","content":"完成"}},"value":{{"id":{n}}}}}]}}"#
        ),
    };
    let elements: Vec<_> = (0..components).map(element).collect();
    Json::parse(&format!(r#"{{"elements":[{}]}}"#, elements.join(","))).expect("it is JSON")
}

/// What a component more costs the checker, without what every card costs.
#[test]
fn checking_allocates_no_more_than_it_may() {
    let options = CheckOptions::default().limits(Limits::PLATFORM.card_bytes(usize::MAX));
    let made = |card: &Json| {
        let count = measure(|| assert!(card.validate_with(&options).is_empty())).count_total;
        usize::try_from(count).expect("a small number")
    };
    // what is resolved once is not counted
    made(&list(3));
    hold(
        "allocations: check 300 components of a right card, a third of them Markdown",
        made(&list(600)) - made(&list(300)),
    );
    let plain = |components: usize| {
        let one = r#"{"tag":"button","type":"primary","text":{"tag":"plain_text","content":"完成"}},{"tag":"hr"},{"tag":"div","text":{"tag":"plain_text","content":"甲"}}"#;
        let all = vec![one; components / 3].join(",");
        Json::parse(&format!(r#"{{"schema":"2.0","body":{{"elements":[{all}]}}}}"#)).expect("it is JSON")
    };
    made(&plain(3));
    hold(
        "allocations: check 30 components of a right card, none of them Markdown",
        made(&plain(60)) - made(&plain(30)),
    );
}

/// A card of literals allocates nothing; one with a value of run time only for the path to that value.
#[test]
fn what_does_not_depend_on_values_is_a_constant() {
    let made = |make: &dyn Fn()| measure(make).count_total;
    assert_eq!(made(&|| drop(std::hint::black_box(literal()))), 0, "a literal card");
    static NAME: &str = "甲";
    // the button with its text and name; everything beside it is constant
    let one = made(&|| {
        drop(std::hint::black_box(card! {
            <button type=primary value={{"a": 1}} name={NAME}>
                "x"
                <confirm title="a">"b"</confirm>
            </button>
        }));
    });
    assert_eq!(one, 1, "the name");
    // list of the body, body, list of the action, action, button, text object, text; all else is constant
    let path = made(&|| {
        drop(std::hint::black_box(card! {
            <card>
                <header title="x" template=blue/>
                <div>"1"</div>
                <action>
                    <button>"2"</button>
                    <button>{NAME}</button>
                </action>
                <div>"3"</div>
                <note>"4"</note>
            </card>
        }));
    });
    assert_eq!(path, 6, "list of the card, box of the action, its list, box of the button, box of its text, the text");
}
