//! Every real card and every card of the examples, in both themes on both devices, in a real browser: nothing on the
//! console, no request, no overflow at any width, and every text is there, in order.

mod texts;

use feishu_card_browser_tests::cards::{Pages, cards};
use feishu_card_core::Json;
use feishu_card_preview::{Device, Gallery, Options, Theme};

const WIDTHS: &[u32] = &[302, 375, 400, 600, 900];

/// Elements that stick out of the page to the right, for the message of a failure.
const OUTSIDE: &str = r#"
(() => {
  const wide = document.scrollingElement.scrollWidth, window_ = document.documentElement.clientWidth;
  if (wide <= window_) return [];
  return [...document.querySelectorAll('section *')]
    .filter(one => one.getBoundingClientRect().right > window_ + 0.5)
    .slice(0, 8)
    .map(one => one.closest('section').querySelector('h2').textContent + ': ' + one.className);
})()"#;

/// The text of each card, without blanks.
const TEXTS: &str = r#"
[...document.querySelectorAll('section')].map(one => {
  const card = one.querySelector('.fc').cloneNode(true);
  return card.textContent.replace(/[\s\u200b]+/g, '');
})"#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_card_in_both_themes_on_both_devices() {
    let Some(browser) = Pages::launch("corpus").await else { return };
    let cards = cards();
    assert!(cards.iter().any(|(name, _)| name.starts_with("examples/")), "no card of the examples");
    let mut looked = 0;
    let mut missing = Vec::new();
    let mut texts = 0;
    for (theme, device) in [
        (Theme::Light, Device::Desktop),
        (Theme::Dark, Device::Desktop),
        (Theme::Light, Device::Phone),
        (Theme::Dark, Device::Phone),
    ] {
        let look = Options::new().theme(theme).device(device);
        let mut gallery = Gallery::new("every card");
        for (name, card) in &cards {
            gallery.card(name, card, std::slice::from_ref(&look));
        }
        let tab = browser.open(&format!("{theme:?}-{device:?}"), &gallery.finish(), 900).await;
        let sections: usize = tab.ask("document.querySelectorAll('section .fc-card').length").await;
        assert_eq!(sections, cards.len());
        for width in WIDTHS {
            tab.width(*width).await;
            tab.wait(&format!("innerWidth === {width}")).await;
            let outside: Vec<String> = tab.ask(OUTSIDE).await;
            assert!(outside.is_empty(), "{theme:?} {device:?} at {width}: {outside:#?}");
            looked += cards.len();
        }
        let shown: Vec<String> = tab.ask(TEXTS).await;
        for ((name, card), shown) in cards.iter().zip(&shown) {
            match texts::in_order(card, shown) {
                Ok(found) => texts += found,
                Err(text) => missing.push(format!("{theme:?} {device:?} {name}: {text:?}")),
            }
        }
        let noted = tab.noted();
        assert!(noted.is_empty(), "{theme:?} {device:?}: {noted:#?}");
        tab.close().await;
    }
    assert!(missing.is_empty(), "{} texts are missing or out of order:\n{}", missing.len(), missing.join("\n"));
    println!("{} cards, {looked} looks, {texts} texts", cards.len());
    assert!(texts > 10 * cards.len(), "only {texts} texts");
}

#[test]
fn the_reader_of_texts_notices_what_is_missing_and_what_is_out_of_order() {
    let card = Json::parse(
        r#"{"schema":"2.0","header":{"title":{"tag":"plain_text","content":"head"}},"body":{"elements":[
           {"tag":"markdown","content":"**one** [two](https://a.cn) <font color=red>three</font>"},
           {"tag":"button","text":{"tag":"plain_text","content":"go"}}]}}"#,
    )
    .expect("JSON");
    assert_eq!(texts::in_order(&card, "headonetwothreego"), Ok(5));
    assert_eq!(texts::in_order(&card, "headonethreego"), Err("two".to_owned()));
    assert_eq!(texts::in_order(&card, "headtwoonethreego"), Err("two".to_owned()));
    assert_eq!(texts::in_order(&card, "headonetwothree"), Err("go".to_owned()));
}
