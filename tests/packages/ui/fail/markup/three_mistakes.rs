//! Three mistakes of the tutorial card, each on its token, in one run.

use feishu_card::card;

fn main() {
    let _ = card! {
        <card>
            <button type=primary>"outside"</button>
            <action>
                <button typ=primary>"同意"</button>
                <buton type=danger>"拒绝"</buton>
            </action>
        </card>
    };
}
