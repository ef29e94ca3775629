//! `card preview`: pages and pictures, as a user asks for them.

use super::{card, card_with, folder};
use std::fs;

const HELLO: &str = r#"{"elements":[{"tag":"markdown","content":"**hello**"},{"tag":"img","img_key":"img_1"}]}"#;

#[test]
fn a_page_is_written_beside_the_user_and_named_as_the_card() {
    let here = folder("preview_page");
    fs::create_dir(here.join("cards")).unwrap();
    fs::write(here.join("cards/hello.json"), HELLO).unwrap();
    let ran = card(&here, &["preview", "cards/hello.json", "--theme", "dark"]);
    assert_eq!((ran.code, ran.err.as_str(), ran.out.as_str()), (Some(0), "hello.html: 1 card\n", ""));
    let page = fs::read_to_string(here.join("hello.html")).unwrap();
    assert!(page.contains("<strong>hello</strong>") && page.contains("fc-dark") && !page.contains("<script"));
    assert!(page.contains(">img_1<"), "a picture without data is a labelled placeholder");
}

#[test]
fn several_cards_make_a_gallery_and_what_is_no_card_is_said() {
    let here = folder("preview_gallery");
    fs::create_dir(here.join("cards")).unwrap();
    fs::write(here.join("cards/a.json"), HELLO).unwrap();
    fs::write(here.join("cards/b.json"), HELLO).unwrap();
    fs::write(here.join("cards/c.json"), "no card").unwrap();
    let ran = card(&here, &["preview", "cards", "--theme", "both", "--device", "both"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("cards/c.json") && ran.err.ends_with("cards.html: 2 cards\n"), "{}", ran.err);
    let page = fs::read_to_string(here.join("cards.html")).unwrap();
    assert_eq!(page.matches("<strong>hello</strong>").count(), 8);
    assert!(page.contains("href=\"#card-2\""));
}

#[test]
fn standard_input_to_standard_output() {
    let ran =
        card_with(&folder("preview_stdin"), &["preview", "-", "--out", "-", "--locale", "en_us"], HELLO.as_bytes());
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert!(ran.out.starts_with("<!DOCTYPE html>") && ran.out.contains("lang=\"en-US\""));
}

#[test]
fn pictures_come_from_a_folder_and_a_key_cannot_leave_it() {
    let here = folder("preview_images");
    fs::create_dir(here.join("images")).unwrap();
    fs::write(here.join("images/img_1.gif"), b"GIF89a\x01\0\x01\0\0\0\0;").unwrap();
    fs::write(here.join("secret.gif"), b"GIF89a\x02\0\x02\0\0\0\0;").unwrap();
    fs::write(
        here.join("card.json"),
        r#"{"elements":[{"tag":"img","img_key":"img_1"},{"tag":"img","img_key":"../secret"}]}"#,
    )
    .unwrap();
    let ran = card(&here, &["preview", "card.json", "--images", "images", "--out", "-"]);
    assert_eq!(ran.out.matches("src=\"data:image/gif;base64,").count(), 1);
    assert!(ran.out.contains(">../secret<"));
}

#[test]
fn without_a_browser_a_picture_says_what_to_do() {
    let here = folder("preview_png");
    fs::write(here.join("card.json"), HELLO).unwrap();
    let ran = card(&here, &["preview", "card.json", "--png", "--chrome", "nowhere/chromium"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.starts_with("error: nowhere/chromium cannot be started: "), "{}", ran.err);
    assert!(!here.join("card.png").exists());
}
