//! `card preview --png`, drawn by the browser that is installed: the picture is as large as the card and shows it.

use feishu_card_browser_tests::{card, cards::Pages};
use std::{fs, path::Path, process::Command};

const CARD: &str = r#"{"schema":"2.0","header":{"template":"blue","title":{"tag":"plain_text","content":"a picture"}},
    "body":{"elements":[{"tag":"markdown","content":"**hello**"}]}}"#;

/// Width and height, a pixel of the header above its text, and one of the body below its text.
const LOOK: &str = "(bytes) => {
    window.seen = undefined;
    createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' })).then((image) => {
        const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
        context.drawImage(image, 0, 0);
        const at = (y) => [...context.getImageData(image.width / 2, y, 1, 1).data].slice(0, 3);
        window.seen = [[image.width, image.height], at(34), at(206)];
    });
    return true;
}";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_shows_the_card_in_both_themes() {
    let Some(browser) = Pages::launch("png").await else { return };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("png");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("a.json"), CARD).unwrap();
    let tab = browser.open("png", "<!DOCTYPE html><title>a picture</title>", 400).await;
    for (theme, header, body) in
        [("light", [0xe0, 0xe9, 0xff], [0xff, 0xff, 0xff]), ("dark", [0x17, 0x31, 0x66], [0x1a, 0x1a, 0x1a])]
    {
        let ran = Command::new(card())
            .current_dir(&folder)
            .args(["preview", "a.json", "--png", "--width", "400", "--theme", theme])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert!(ran.status.success() && said == "a.png: 1 card\n", "{said}");
        let bytes = fs::read(folder.join("a.png")).unwrap();
        assert!(tab.ask::<bool>(&format!("({LOOK})({bytes:?})")).await);
        tab.wait("window.seen !== undefined").await;
        let [size, above, below]: [Vec<u32>; 3] = tab.ask("seen").await;
        // a card of 400 with 12 at each side, and the least height; two dots a pixel
        assert_eq!(size, [848, 320], "{theme}");
        let near = |seen: &[u32], wanted: [u32; 3]| seen.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) <= 3);
        assert!(near(&above, header) && near(&below, body), "{theme}: {above:?} {below:?}");
    }
    tab.close().await;
}
