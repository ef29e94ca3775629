//! The tutorial card, its `value` included, as a `const`.

use feishu_card_core::*;
use std::borrow::Cow;

const fn plain(content: &'static str) -> PlainText {
    PlainText::NEW.content(Cow::Borrowed(content))
}

const CARD: Card = Card::NEW.i18n_elements(Map::fixed(
    const {
        &[(
            Cow::Borrowed("zh_cn"),
            List::fixed(
                const {
                    &[
                        Component::Div(Boxed::fixed(
                            const { &Div::NEW.text(Text::PlainText(Boxed::fixed(const { &plain("发布审核：") }))) },
                        )),
                        Component::Action(Boxed::fixed(
                            const {
                                &Action::NEW.actions(List::fixed(const { &[Component::Button(Boxed::fixed(&BUTTON))] }))
                            },
                        )),
                    ]
                },
            ),
        )]
    },
));

static BUTTON: Button =
    Button::NEW
        .text(Text::PlainText(Boxed::fixed(const { &plain("完成「全量发布」") })))
        .r#type(ButtonType::Primary)
        .value(Json::Map(List::fixed(
            const {
                &[
                    (Cow::Borrowed("button_type"), Json::str("public_publish")),
                    (Cow::Borrowed("button_id"), Json::int(1)),
                ]
            },
        )));

#[test]
fn a_card_is_a_const() {
    assert_eq!(
        CARD.to_json_string(),
        concat!(
            r#"{"i18n_elements":{"zh_cn":[{"tag":"div","text":{"tag":"plain_text","content":"发布审核："}},"#,
            r#"{"tag":"action","actions":[{"tag":"button","text":{"tag":"plain_text","content":"完成「全量发布」"},"#,
            r#""type":"primary","value":{"button_type":"public_publish","button_id":1}}]}]}}"#
        )
    );
    assert_eq!(Card::parse(&CARD.to_json_string()).unwrap(), CARD);
}
