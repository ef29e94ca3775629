//! The tutorial's card, in markup.

use feishu_card::{Card, Json, Typed, card};

const TUTORIAL: &str = r#"{"i18n_elements":{"zh_cn":[{"tag":"div","text":{"tag":"plain_text","content":"发布审核："}},{"tag":"action","actions":[{"tag":"button","text":{"tag":"plain_text","content":"完成「全量发布」"},"type":"primary","value":{"button_type":"public_publish","button_id":"162695861xxxx"}}]}]}}"#;

const CARD: Card = card! {
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

#[test]
fn the_tutorial_card_as_a_const() {
    assert_eq!(CARD.to_json_string(), TUTORIAL);
    assert_eq!(Card::parse(TUTORIAL).unwrap(), CARD);
}

#[test]
fn the_tutorial_card_with_a_variable() {
    let button_id = "162695861xxxx";
    let card = card! {
        <card>
            <i18n_elements>
                <zh_cn>
                    <div>"发布审核："</div>
                    <action>
                        <button type=primary value={{"button_type": "public_publish", "button_id": button_id}}>
                            "完成「全量发布」"
                        </button>
                    </action>
                </zh_cn>
            </i18n_elements>
        </card>
    };
    assert_eq!(card.to_json_string(), TUTORIAL);
    assert_eq!(Typed::to_json(&card), Json::parse(TUTORIAL).unwrap());
}
