//! A half-typed card: rustc says what is wrong with the expressions, `card!` with the markup.

use feishu_card::card;

fn main() {
    let item = (1, 2);
    let _ = card! {
        <card>
            <div>{item.}</div>
            <div>{let}</div>
            <div>{1 +}</div>
            <markdown>"x" {missing}</markdown>
            <action><button type=pri></action>
        </card>
    };
}
