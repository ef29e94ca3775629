//! The type of a card is the type of its root.

use feishu_card::card;

fn main() {
    let _: feishu_card::Card = card! { <button>"x"</button> };
    let _: Vec<feishu_card::Component> = card! { <hr/> };
}
