//! What is no text; raw Markdown in a plain place.

use feishu_card::card;

fn main() {
    use feishu_card::Markdown;
    let pair = (1, 2);
    let _ = card! {
        <card>
            <div>"x" {Markdown::raw("**x**")}</div>
            <div>"{pair}"</div>
            <markdown>"x" {pair}</markdown>
            <div>"{missing}"</div>
        </card>
    };
}
