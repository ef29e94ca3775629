//! A lowered error is a warning, a lowered warning is gone.

use feishu_card::card;
#[deny(deprecated)]
fn main() {
    let _ = card! {
        #![allow(C0101, C0311)]
        <card>
            <header title="x" templte=blue ud_icon="chat outlined"/>
            <div>"x"</div>
        </card>
    };
}
