//! How often the allocator is asked to build a card and to write it.

use crate::hold;
use allocation_counter::measure;
use feishu_card::{Card, Content, card};

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

/// Twenty rows of three components with run-time texts.
fn rows(names: &[&'static str]) -> Card {
    card! {
        <card schema="2.0">
            for name in names {
                <markdown>"**{name}**"</markdown>
                <button>{*name}<callback value={{"name": *name}}/></button>
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
