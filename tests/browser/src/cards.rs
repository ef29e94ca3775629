//! Pages of our own in a tab that notes every request and every message of the console; and every card there is.

use crate::Chromium;
use chromiumoxide::{
    Page,
    cdp::{
        browser_protocol::{
            emulation::SetDeviceMetricsOverrideParams,
            log::{EnableParams as LogEnable, EventEntryAdded},
            network::{EnableParams as NetworkEnable, EventRequestWillBeSent},
        },
        js_protocol::runtime::{EventConsoleApiCalled, EventExceptionThrown},
    },
};
use feishu_card_core::Json;
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use std::{
    env,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::Duration,
};

/// A browser, and the folder of its pages.
#[derive(Debug)]
pub struct Pages {
    browser: Chromium,
    folder: PathBuf,
}

/// One tab, and what happened in it.
#[derive(Debug)]
pub struct Tab {
    page: Page,
    noted: Arc<Mutex<Vec<String>>>,
}

impl Pages {
    /// Starts a browser; nothing where none is installed.
    pub async fn launch(test: &str) -> Option<Self> {
        let browser = Chromium::launch().await?;
        let folder = env::temp_dir().join(format!("feishu-card-pages-{test}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for the pages");
        Some(Pages { browser, folder })
    }

    /// A page with this HTML, from a file, in a window of this width.
    pub async fn open(&self, name: &str, html: &str, width: u32) -> Tab {
        let file = self.folder.join(format!("{name}.html"));
        std::fs::write(&file, html).expect("a page is written");
        let page = self.browser.page().await;
        let noted = Arc::new(Mutex::new(Vec::new()));
        page.execute(NetworkEnable::default()).await.expect("network events");
        page.execute(LogEnable::default()).await.expect("log events");
        let mut requests = page.event_listener::<EventRequestWillBeSent>().await.expect("requests");
        let mut calls = page.event_listener::<EventConsoleApiCalled>().await.expect("console");
        let mut thrown = page.event_listener::<EventExceptionThrown>().await.expect("exceptions");
        let mut logged = page.event_listener::<EventEntryAdded>().await.expect("log");
        let own = address(&file);
        let note = noted.clone();
        tokio::spawn(async move {
            while let Some(request) = requests.next().await {
                let url = &request.request.url;
                // the page itself, and pictures that are in it
                if *url != own && !url.starts_with("data:") && url != "about:blank" {
                    note.lock().expect("notes").push(format!("request {url}"));
                }
            }
        });
        let note = noted.clone();
        tokio::spawn(async move {
            while let Some(call) = calls.next().await {
                note.lock().expect("notes").push(format!("console {:?} {:?}", call.r#type, call.args));
            }
        });
        let note = noted.clone();
        tokio::spawn(async move {
            while let Some(thrown) = thrown.next().await {
                note.lock().expect("notes").push(format!("exception {:?}", thrown.exception_details.text));
            }
        });
        let note = noted.clone();
        tokio::spawn(async move {
            while let Some(entry) = logged.next().await {
                note.lock().expect("notes").push(format!("log {:?}", entry.entry.text));
            }
        });
        let tab = Tab { page, noted };
        tab.width(width).await;
        tab.page.goto(address(&file)).await.expect("the page opens");
        tab.page.wait_for_navigation().await.expect("the page is there");
        // only the tab in front gets clicks
        tab.page.bring_to_front().await.expect("the tab in front");
        tab
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Tab {
    /// Another width of the window.
    pub async fn width(&self, width: u32) {
        let metrics = SetDeviceMetricsOverrideParams::new(i64::from(width), 1000, 1.0, false);
        self.page.execute(metrics).await.expect("a width");
    }

    /// What an expression gives.
    pub async fn ask<T: DeserializeOwned>(&self, expression: &str) -> T {
        let answer = self.page.evaluate(expression).await.unwrap_or_else(|error| panic!("{error}: {expression}"));
        answer.into_value().unwrap_or_else(|error| panic!("{error}: {expression}"))
    }

    /// Clicks the first element of a selector in its middle, as a person does.
    pub async fn click(&self, selector: &str) {
        let middle = format!(
            "(() => {{ const one = document.querySelector({selector:?}); one.scrollIntoView({{block: 'center'}}); \
             const box = one.getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]; }})()"
        );
        let [x, y]: [f64; 2] = self.ask(&middle).await;
        let point = chromiumoxide::layout::Point { x, y };
        self.page.click(point).await.unwrap_or_else(|error| panic!("{selector}: {error}"));
    }

    /// Waits until an expression is true, at most ten seconds.
    pub async fn wait(&self, expression: &str) {
        for _ in 0..200 {
            if self.ask::<bool>(expression).await {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("never true: {expression}");
    }

    /// Every request, message and exception so far.
    pub fn noted(&self) -> Vec<String> {
        self.noted.lock().expect("notes").clone()
    }

    pub async fn close(self) {
        let _ = self.page.close().await;
    }
}

fn address(file: &Path) -> String {
    format!("file://{}", file.display())
}

/// Every real card and every card of the examples, by name; the real ones where they are beside the project.
pub fn cards() -> Vec<(String, Json)> {
    let mut cards = Vec::new();
    for file in feishu_card_corpus::files(&["official-v1", "official-v2", "wild"]) {
        // fragments, callbacks and answers are no cards
        if ["/fragments/", "/callbacks/"].iter().any(|folder| file.name.contains(folder)) {
            continue;
        }
        let Ok(json) = Json::parse(&file.text) else { continue };
        cards.push((file.name, json.get("card").cloned().unwrap_or(json)));
    }
    cards.extend(examples());
    cards
}

/// What the examples put on the wire, out of what they print.
fn examples() -> Vec<(String, Json)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/expected");
    let mut entries: Vec<_> =
        std::fs::read_dir(folder).expect("the examples").flatten().map(|entry| entry.path()).collect();
    entries.sort();
    let mut cards = Vec::new();
    for path in entries {
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let text = std::fs::read_to_string(&path).expect("text");
        for body in text.lines().filter_map(|line| Json::parse(line.get(line.find('{')?..)?).ok()) {
            let content = body.get("content").and_then(Json::as_str).and_then(|text| Json::parse(text).ok());
            if let Some(card) = content
                .or_else(|| body.get("card").cloned())
                .filter(|card| card.get("schema").or(card.get("elements")).or(card.get("i18n_elements")).is_some())
            {
                cards.push((format!("examples/{name}"), card));
            }
        }
    }
    cards
}
