//! Values of JSON literals are `Serialize`.

use feishu_card::card;

fn main() {
    struct Id;
    let _ = card! { <button value={{"id": Id}}>"x"</button> };
}
