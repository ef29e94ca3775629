//! What is no root.

use feishu_card::card;

fn main() {
    let _ = card! {};
    let _ = card! { "text" };
    let _ = card! { <hr/> <hr/> };
    let _ = card! { <option/> };
    let _ = card! { <card schema=2.0/> };
    let _ = card! { <header icon=chat_outlined/> };
}
