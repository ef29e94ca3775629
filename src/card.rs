//! The macro `card!`: it hands the path of this crate to the procedural macro, so that renaming works.

#[doc(hidden)]
pub use feishu_card_core::markup as __p;
#[doc(hidden)]
pub use feishu_card_macros::card as __card;

/// A card as markup, checked by the compiler.
///
/// ```
/// use feishu_card::card;
///
/// let id = "162695861xxxx";
/// let card = card! {
///     <card>
///         <header title="发布审核" template=blue/>
///         <div>"发布审核："</div>
///         <action>
///             <button type=primary value={{"button_type": "public_publish", "button_id": id}}>
///                 "完成「全量发布」"
///             </button>
///         </action>
///     </card>
/// };
/// assert!(card.to_json_string().contains(r#""button_id":"162695861xxxx""#));
/// ```
///
/// A card without run-time values is a constant:
///
/// ```
/// use feishu_card::{Card, card};
/// const DONE: Card = card! {
///     <card>
///         <div>"已完成"</div>
///     </card>
/// };
/// assert_eq!(DONE, card! {
///     <card>
///         <div>"已完成"</div>
///     </card>
/// });
/// ```
///
/// An id is a constant too, checked when compiling, for the card and for the calls that change the element:
///
/// ```
/// use feishu_card::{Card, ElementId, card};
/// const ANSWER: ElementId = ElementId::new("answer");
/// fn answer(text: &str) -> Card {
///     card! {
///         <card schema="2.0">
///             <markdown element_id={ANSWER}>{text}</markdown>
///         </card>
///     }
/// }
/// assert!(answer("…").to_json_string().contains(r#""element_id":"answer""#));
/// ```
///
/// # Panics
/// When a value in a JSON literal (`{{"key": value}}`) fails to serialise or has keys that are no strings, as
/// `serde_json::json!` does.
#[macro_export]
macro_rules! card {
    ($($markup:tt)*) => {
        $crate::__card! { { $crate::__p } { $($markup)* } }
    };
}
