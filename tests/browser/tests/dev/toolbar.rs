//! The toolbar, the keyboard, addresses, languages, narrow windows.

use super::bench::Bench;

const CARD: &str = r#"{"schema": "2.0", "config": {"locales": ["zh_cn", "en_us"]}, "body": {"elements": [
    {"tag": "markdown", "content": "你好", "i18n_content": {"en_us": "good day"}},
    {"tag": "button", "text": {"tag": "plain_text", "content": "open"}, "behaviors": [{"type": "open_url", "default_url": "https://example.com/x"}]}
]}}"#;

fn files() -> [(&'static str, &'static str); 3] {
    [
        ("a.json", CARD),
        ("b.json", r#"{"elements": [{"tag": "hr"}]}"#),
        ("src/c.rs", "fn c() -> Card { card! { <card><div>\"see\"</div></card> } }"),
    ]
}

#[tokio::test]
async fn the_toolbar_changes_how_the_card_is_drawn_and_is_remembered() {
    let Some(bench) = Bench::start("toolbar", &files(), &[], "card=a.json&theme=light").await else { return };
    bench.sees("你好").await;
    let background =
        "getComputedStyle(card.querySelector('.fc')).colorScheme + getComputedStyle(document.body).backgroundColor";
    let light: String = bench.get(background).await;
    bench.click("[data-name=theme][data-value=dark]").await;
    bench.wait(&format!("{background} !== {light:?}")).await;
    bench.click("[data-name=device][data-value=phone]").await;
    bench.wait("card.querySelector('.fc-phone')").await;
    let set = |name: &str, value: &str| {
        format!(
            "const select = document.querySelector('[data-set={name}]'); select.value = {value:?}; select.dispatchEvent(new Event('change', {{ bubbles: true }}))"
        )
    };
    bench.run(&set("width", "302")).await;
    bench.wait("card.querySelector('.fc').getBoundingClientRect().width <= 302").await;
    bench.run(&set("locale", "en_us")).await;
    bench.sees("good day").await;
    bench.click("[data-name=outlines]").await;
    bench.wait("card.querySelector('.outlines')").await;
    let hash: String = bench.get("location.hash").await;
    for part in ["theme=dark", "device=phone", "width=302", "locale=en_us", "outlines=1"] {
        assert!(hash.contains(part), "{hash}");
    }
    // the browser remembers, and an address says more than memory
    bench.go("card=a.json&device=desktop").await;
    bench.sees("good day").await;
    bench.wait("document.documentElement.dataset.theme === 'dark' && !card.querySelector('.fc-phone')").await;
    bench.is_clean().await;
}

#[tokio::test]
async fn all_can_be_done_by_keys() {
    let Some(bench) = Bench::start("keys", &files(), &[], "card=a.json&theme=light").await else { return };
    bench.sees("你好").await;
    bench.run("window.copied = []; navigator.clipboard.writeText = async (text) => { copied.push(text); }").await;
    bench.press("j").await;
    bench.wait("location.hash.includes('b.json')").await;
    bench.press("k").await;
    bench.wait("location.hash.includes('a.json')").await;
    bench.sees("你好").await;
    // a hand is faster than the page: the second key counts from where the first has led
    bench.at_once(&["j", "k"]).await;
    assert!(bench.get::<bool>("location.hash.includes('a.json')").await);
    bench.sees("你好").await;
    bench.run("history.back()").await;
    bench.wait("location.hash.includes('b.json') && !card.textContent.includes('你好')").await;
    bench.run("history.forward()").await;
    bench.sees("你好").await;
    bench.press("t").await;
    bench.wait("document.documentElement.dataset.theme === 'dark'").await;
    bench.press("d").await;
    bench.wait("card.querySelector('.fc-phone')").await;
    bench.press("w").await;
    bench.wait("location.hash.includes('width=302')").await;
    bench.press("o").await;
    bench.wait("card.querySelector('.outlines')").await;
    bench.press("l").await;
    bench.wait("location.hash.includes('locale=')").await;
    for (key, tab) in [("2", "values"), ("3", "json"), ("4", "markup"), ("5", "limits"), ("1", "findings")] {
        bench.press(key).await;
        bench.wait(&format!("document.querySelector('[data-tab={tab}]').ariaSelected === 'true'")).await;
    }
    for key in ["c", "m", "u"] {
        bench.press(key).await;
    }
    bench.wait("copied.length === 3").await;
    let copied: Vec<String> = bench.get("copied").await;
    assert!(
        copied[0].contains("\"schema\": \"2.0\"")
            && copied[1].starts_with("card! {")
            && copied[2].starts_with("curl -X POST"),
        "{copied:?}"
    );
    assert!(copied[2].contains("msg_type"));
    bench.press("s").await;
    bench.wait("getComputedStyle(document.querySelector('#side')).display === 'none'").await;
    bench.press("s").await;
    bench.press("?").await;
    bench.wait("document.querySelector('#keys').open").await;
    bench.press("Escape").await;
    bench.run("document.querySelector('#keys').close()").await;
    bench.press("/").await;
    bench.wait("document.activeElement.id === 'search'").await;
    for key in ["c", ".", "r", "s"] {
        bench.press(key).await;
    }
    bench.wait("document.querySelectorAll('#cards .card').length === 1").await;
    bench.press("Enter").await;
    bench.wait("location.hash.includes('c.rs')").await;
    bench.sees("see").await;
    // the focus is seen
    bench.press("Escape").await;
    bench.run("document.querySelector('#cards .card').focus({ focusVisible: true })").await;
    assert_ne!(bench.get::<String>("getComputedStyle(document.activeElement).outlineStyle").await, "none");
    bench.is_clean().await;
}

#[tokio::test]
async fn the_page_speaks_two_languages_and_fits_every_window() {
    let Some(bench) = Bench::start("fits", &files(), &[], "card=a.json").await else { return };
    bench.sees("你好").await;
    let overflow = "document.documentElement.scrollWidth > innerWidth || [...document.querySelectorAll('#toolbar, #tabs, #copies, #panel')].some((part) => part.scrollWidth > part.clientWidth + 1)";
    let mut words = Vec::new();
    for _ in 0..2 {
        words.push(bench.get::<String>("document.querySelector('#tabs').textContent").await);
        for (width, height) in [(1440, 900), (1024, 768), (900, 700), (420, 800), (320, 600)] {
            bench.resize(width, height).await;
            for pane in ["list", "stage", "side"] {
                bench.run(&format!("document.documentElement.dataset.pane = '{pane}'")).await;
                for tab in ["findings", "values", "json", "markup", "limits"] {
                    bench.run(&format!("document.querySelector('[data-tab={tab}]').click()")).await;
                    bench.wait(&format!("document.querySelector('[data-tab={tab}]').ariaSelected === 'true'")).await;
                    assert!(!bench.get::<bool>(overflow).await, "{width} {pane} {tab}");
                }
            }
        }
        bench.run("document.querySelector('#language').click()").await;
    }
    assert_ne!(words[0], words[1]);
    // in a narrow window one column is shown at a time
    bench.resize(420, 800).await;
    bench.click("[data-pane=list]").await;
    bench
        .wait("document.querySelector('#list').offsetWidth > 400 && document.querySelector('#stage').offsetWidth === 0")
        .await;
    bench.click("#cards .card:nth-of-type(2)").await;
    bench.is_clean().await;
}
