//! What is no component where components stand.

use feishu_card::card;

fn main() {
    use feishu_card::{Button, Markdown};
    let x = "**x**";
    let _ = card! {
        <card>
            {Markdown::raw(x)}
            {"text"}
            <action><overflow>{Button::NEW}</overflow></action>
            <div>{Button::NEW}</div>
        </card>
    };
}
