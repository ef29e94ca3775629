//! Warnings are one warning each, at the token; denied here to be seen.

use feishu_card::card;
#[deny(deprecated)]
fn main() {
    let _ = card! {
        <card>
            <config wide_screen_mode/>
            <header title="x" ud_icon="chat outlined"/>
            <div>"x"</div>
        </card>
    };
}
