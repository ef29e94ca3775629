//! Values of JSON literals, of JSON members and of the cells of rows are `Serialize`.

use feishu_card::card;

struct Id;

fn main() {
    let _ = card! { <button value={{"id": Id}}>"x"</button> };
    let _ = card! { <button value={Id}>"x"</button> };
    let _ = card! { <table><column name="a" data_type=text/><row a={Id}/></table> };
}
