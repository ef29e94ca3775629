//! A card of literals allocates nothing; one with a hole only for the path to that hole.

use feishu_card::{Card, card};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// How many allocations `make` does.
fn count<T>(make: impl FnOnce() -> T) -> usize {
    let region = Region::new(ALLOCATOR);
    let made = make();
    let stats = region.change();
    drop(made);
    stats.allocations + stats.reallocations
}

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
            <select_static name="s" options={[{"value": "1", "text": {"tag": "plain_text", "content": "一"}}]}/>
            <table>
                <column name="a" data_type=number/>
                <row a=1/>
            </table>
            <raw json={{"tag": "progress"}}/>
            <hr json:x={{"y": 1}}/>
        </card>
    }
}

/// One test, so that no other thread allocates meanwhile.
#[test]
fn allocations() {
    assert_eq!(count(literal), 0, "a literal card");
    static NAME: &str = "甲";
    // the button with its text and name; everything beside it is constant
    let one = count(|| {
        card! { <button type=primary value={{"a": 1}} name={NAME}>"x"<confirm title="a">"b"</confirm></button> }
    });
    assert_eq!(one, 1, "the name");
    // list of the body, body, list of the action, action, button, text object, text; all else is constant
    let path = count(|| {
        card! {
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
        }
    });
    assert_eq!(path, 6, "list of the card, box of the action, its list, box of the button, box of its text, the text");
}
