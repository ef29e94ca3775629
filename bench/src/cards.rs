//! The cards as our typed values.

use feishu_card_core::Card;

/// The card of the tutorial.
pub const TUTORIAL: &str = concat!(
    r#"{"i18n_elements":{"zh_cn":[{"tag":"div","text":{"tag":"plain_text","content":"发布审核："}},{"tag":"action","actions":[{"#,
    r#""tag":"button","text":{"tag":"plain_text","content":"完成「全量发布」"},"type":"primary","value":{"button_type":"public_publish","button_id":"162695861xxxx"}}]}]}}"#
);

/// A dashboard of 60 components, the same as [`crate::serde_card::dashboard`].
pub fn dashboard() -> Card {
    let json = serde_json::to_string(&crate::serde_card::dashboard()).expect("it serialises");
    Card::parse(&json).expect("it is a card")
}
