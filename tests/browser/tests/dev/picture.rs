//! The picture of `card dev` in the README: the card whose compile errors are the picture above it.
//! `UPDATE_EXPECTED=1` takes it anew; pixels differ from machine to machine, so only what it shows is held.

use super::bench::Bench;
use chromiumoxide::page::ScreenshotParams;
use std::path::Path;

const CARD: &str = include_str!("../../../packages/ui/picture/readme.rs");

#[tokio::test]
async fn the_card_of_the_readme_shows_its_three_mistakes() {
    let hash = "card=src/release.rs%23review&theme=light";
    let Some(bench) = Bench::start("picture", &[("src/release.rs", CARD)], &[], hash).await else { return };
    bench.resize(1280, 560).await;
    bench.wait("document.querySelectorAll('.finding.error').length === 3").await;
    bench.wait("card.querySelectorAll('[data-mark=error]').length === 3").await;
    bench.sees("完成「全量发布」").await;
    bench.is_clean().await;
    let picture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/dev.png");
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        bench.page.save_screenshot(ScreenshotParams::builder().build(), &picture).await.unwrap();
    }
    let bytes = std::fs::read(picture).unwrap();
    assert!(bytes.starts_with(b"\x89PNG"), "not a picture");
}
