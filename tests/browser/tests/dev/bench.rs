//! A running `card dev`, a browser on its page, and what a person does there.

use chromiumoxide::{
    Page,
    cdp::browser_protocol::{
        browser::{SetDownloadBehaviorBehavior, SetDownloadBehaviorParams},
        dom::SetFileInputFilesParams,
        emulation::SetDeviceMetricsOverrideParams,
        input::{
            DispatchKeyEventParams, DispatchKeyEventType, DispatchMouseEventParams, DispatchMouseEventType,
            InsertTextParams, MouseButton,
        },
    },
    layout::Point,
};
use feishu_card_browser_tests::{Chromium, card};
use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// What expressions may name.
const NAMES: &str = "const card = document.querySelector('#card')?.shadowRoot; \
    const live = (n) => [...document.querySelectorAll('#messages .live:not([hidden])')].at(n)?.shadowRoot;";

/// One test: a folder, the command that watches it, and its page.
pub struct Bench {
    pub folder: PathBuf,
    pub address: String,
    /// What the command printed for bots.
    pub told: String,
    pub page: Page,
    dev: Child,
    // ends with the test
    _chromium: Chromium,
}

impl Drop for Bench {
    fn drop(&mut self) {
        let _ = self.dev.kill();
        let _ = self.dev.wait();
    }
}

/// A folder of this test alone, with these files.
pub fn folder(test: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("dev").join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        write(&folder.join(name), text);
    }
    folder
}

/// Writes a file as an editor does: a new file takes the name.
pub fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let new = path.with_file_name(format!(".{}.new", path.file_name().unwrap().to_string_lossy()));
    fs::write(&new, text).unwrap();
    fs::rename(new, path).unwrap();
}

impl Bench {
    /// Starts all on these files, and opens the page at what is behind `#`. `None` where there is no browser.
    pub async fn start(test: &str, files: &[(&str, &str)], args: &[&str], hash: &str) -> Option<Self> {
        let chromium = Chromium::launch().await?;
        let folder = folder(test, files);
        let mut command = Command::new(card());
        command.current_dir(&folder).args(["dev", "--port", "0", "--api-port", "0"]).args(args).stdout(Stdio::piped());
        let mut dev = command.spawn().unwrap();
        let mut lines = BufReader::new(dev.stdout.take().unwrap()).lines().map(Result::unwrap);
        let address = lines.next().unwrap().trim().strip_prefix("card dev: ").unwrap().to_owned();
        let mut told = String::new();
        while !told.contains("CARD_SANDBOX=") {
            told += &format!("{}\n", lines.next().unwrap());
        }
        let page = chromium.page().await;
        let bench = Bench { folder, address, told, page, dev, _chromium: chromium };
        bench.resize(1440, 900).await;
        bench.watch_violations().await;
        bench.go(hash).await;
        Some(bench)
    }

    /// Opens the page anew, at what is behind `#`.
    pub async fn go(&self, hash: &str) {
        self.page.goto("about:blank").await.unwrap();
        self.page.goto(format!("{}#{hash}", self.address)).await.unwrap();
        self.wait("document.querySelector('#tabs button') !== null").await;
    }

    /// Opens the chat anew, at what is behind `#`.
    pub async fn chat(&self, hash: &str) {
        self.page.goto("about:blank").await.unwrap();
        self.page.goto(format!("{}chat.html#{hash}", self.address)).await.unwrap();
        self.wait("document.querySelector('#tabs button') !== null").await;
    }

    /// What the command printed under this name: `base URL`, `app id`, …
    pub fn told(&self, name: &str) -> String {
        let line = self.told.lines().find_map(|line| line.trim().strip_prefix(name));
        line.unwrap_or_else(|| panic!("no {name} in {}", self.told)).trim().to_owned()
    }

    /// What is saved goes to the folder of the test.
    pub async fn downloads(&self) {
        let allow = SetDownloadBehaviorParams::builder()
            .behavior(SetDownloadBehaviorBehavior::Allow)
            .download_path(self.folder.to_string_lossy())
            .build();
        self.page.execute(allow.unwrap()).await.unwrap();
    }

    /// The file that was saved under this name, when it is whole.
    pub async fn downloaded(&self, name: &str) -> PathBuf {
        let file = self.folder.join(name);
        for _ in 0..6000 {
            // until it is whole it has another name
            if file.is_file() {
                return file;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("never saved: {name}");
    }

    /// Chooses a file in an input, as the window of the system does.
    pub async fn choose_file(&self, selector: &str, file: &Path) {
        let input = self.page.find_element(selector).await.unwrap();
        let mut choose = SetFileInputFilesParams::new(vec![file.to_string_lossy().into_owned()]);
        choose.backend_node_id = Some(input.backend_node_id);
        self.page.execute(choose).await.unwrap();
    }

    /// Clicks the element of an expression in its middle, as a person does.
    pub async fn hit(&self, element: &str) {
        let point = self.middle(element).await;
        self.page.click(point).await.unwrap();
    }

    /// The same, twice, as fast as it goes.
    pub async fn hit_twice(&self, element: &str) {
        let Point { x, y } = self.middle(element).await;
        for count in [1, 2] {
            for kind in [DispatchMouseEventType::MousePressed, DispatchMouseEventType::MouseReleased] {
                let mut event = DispatchMouseEventParams::new(kind, x, y);
                event.button = Some(MouseButton::Left);
                event.click_count = Some(count);
                self.page.execute(event).await.unwrap();
            }
        }
    }

    /// The middle of an element that does not move any more: a person does not click what is on its way.
    async fn middle(&self, element: &str) -> Point {
        self.wait(element).await;
        self.run(&format!("{element}.scrollIntoView({{ block: 'center' }})")).await;
        let place = format!(
            "(() => {{ const box = {element}?.getBoundingClientRect(); return box ? [box.left + box.width / 2, box.top + box.height / 2] : [0, 0]; }})()"
        );
        let mut before = [-1.0, -1.0];
        for _ in 0..200 {
            let now: [f64; 2] = self.get(&place).await;
            if now == before && now != [0.0, 0.0] {
                return Point { x: now[0], y: now[1] };
            }
            before = now;
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
        panic!("it moves for ever: {element}");
    }

    /// Writes a text where the focus is.
    pub async fn write(&self, text: &str) {
        self.page.execute(InsertTextParams::new(text)).await.unwrap();
    }

    /// Types a text key by key where the focus is, as fields need it that a browser brings: those of dates, and menus.
    pub async fn keys(&self, text: &str) {
        for key in text.chars() {
            self.press(&key.to_string()).await;
        }
    }

    pub fn save(&self, name: &str, text: &str) {
        write(&self.folder.join(name), text);
    }

    /// Ends the server.
    pub fn stop(&mut self) {
        self.dev.kill().unwrap();
        self.dev.wait().unwrap();
    }

    pub async fn resize(&self, width: i64, height: i64) {
        let metrics = SetDeviceMetricsOverrideParams::new(width, height, 1.0, false);
        self.page.execute(metrics).await.unwrap();
    }

    /// Counts on the page itself what its own rules forbid.
    async fn watch_violations(&self) {
        let script = "window.violations = [];\
            addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.blockedURI));\
            addEventListener('error', (event) => violations.push(String(event.message)));\
            addEventListener('unhandledrejection', (event) => violations.push(String(event.reason)));";
        self.page.evaluate_on_new_document(script).await.unwrap();
    }

    /// Nothing was refused, failed, or asked of another server.
    pub async fn is_clean(&self) {
        let violations: Vec<String> = self.get("window.violations").await;
        assert!(violations.is_empty(), "{violations:?}");
        let foreign: Vec<String> = self
            .get("performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => !name.startsWith(location.origin))")
            .await;
        assert!(foreign.is_empty(), "{foreign:?}");
    }

    /// The value of an expression; `card` is the tree of the picture, `live(n)` that of the nth card in the chat, negative
    /// from the end.
    pub async fn get<T: serde::de::DeserializeOwned>(&self, expression: &str) -> T {
        let script = format!("(() => {{ {NAMES} return {expression}; }})()");
        self.page
            .evaluate(script.as_str())
            .await
            .unwrap_or_else(|error| panic!("{expression}: {error}"))
            .into_value()
            .unwrap()
    }

    /// Runs statements.
    pub async fn run(&self, statements: &str) {
        let script = format!("(() => {{ {NAMES} {statements}; return true; }})()");
        self.page.evaluate(script.as_str()).await.unwrap_or_else(|error| panic!("{statements}: {error}"));
    }

    /// Waits until an expression holds.
    pub async fn wait(&self, condition: &str) {
        let end = tokio::time::Instant::now() + PATIENCE;
        while !self.get::<bool>(&format!("Boolean({condition})")).await {
            if tokio::time::Instant::now() > end {
                let text: String =
                    self.get("document.body.innerText + '\\n--\\n' + (card ?? live(-1))?.textContent").await;
                panic!("never: {condition}\n{text}");
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Waits until the picture says something.
    pub async fn sees(&self, text: &str) {
        self.wait(&format!("card.textContent.includes({text:?})")).await;
    }

    /// Waits until the picture does not say something.
    pub async fn misses(&self, text: &str) {
        self.wait(&format!("!card.textContent.includes({text:?})")).await;
    }

    /// Clicks the first element that a selector names.
    pub async fn click(&self, selector: &str) {
        self.wait(&format!("document.querySelector({selector:?})")).await;
        self.run(&format!("document.querySelector({selector:?}).click()")).await;
    }

    /// Presses keys so fast that nothing of the page runs between them but what they call themselves.
    pub async fn at_once(&self, keys: &[&str]) {
        let script = format!(
            "for (const key of {keys:?}) document.body.dispatchEvent(new KeyboardEvent('keydown', {{ key, bubbles: true, composed: true, cancelable: true }}));"
        );
        self.run(&script).await;
    }

    /// Presses a key where the focus is.
    pub async fn press(&self, key: &str) {
        let mut down = DispatchKeyEventParams::new(DispatchKeyEventType::KeyDown);
        down.key = Some(key.to_owned());
        if key.chars().count() == 1 {
            down.text = Some(key.to_owned());
        }
        // what the browser itself does goes by these
        let code = match key {
            "Enter" => Some(13),
            "Tab" => Some(9),
            "Escape" => Some(27),
            "Home" => Some(36),
            "ArrowRight" => Some(39),
            "ArrowDown" => Some(40),
            _ => None,
        };
        down.windows_virtual_key_code = code;
        if key == "Enter" {
            down.text = Some("\r".to_owned());
        }
        let mut up = down.clone();
        up.r#type = DispatchKeyEventType::KeyUp;
        up.text = None;
        self.page.execute(down).await.unwrap();
        self.page.execute(up).await.unwrap();
    }

    /// Types into the control of a hole.
    pub async fn fill(&self, knob: &str, value: &str) {
        let selector = format!("[data-knob={knob:?}]");
        self.wait(&format!("document.querySelector({selector:?})")).await;
        self.run(&format!(
            "const input = document.querySelector({selector:?}); input.focus();\
             if (input.type === 'checkbox') input.checked = {value:?} === 'true'; else input.value = {value:?};\
             input.dispatchEvent(new Event('input', {{ bubbles: true }}))"
        ))
        .await;
    }
}
