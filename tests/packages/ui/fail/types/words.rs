//! Words of one's own: an enum that `words!` did not make, words that are none, and two values with one word.

use feishu_card::{card, words};

enum Plain {
    Annual,
}

words! {
    enum Numbers { One = 1 }
}

words! {
    enum Twice { Annual = "annual", Yearly = "annual" }
}

fn main() {
    let _ = card! {
        <card schema="2.0">
            <select_static placeholder="x">
                <callback value={{"id": 1}}/>
                <option value={Plain::Annual}>"a"</option>
            </select_static>
        </card>
    };
}
