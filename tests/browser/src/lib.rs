//! A real Chromium for tests: started, found or missed in one way, and ended with the test.

pub mod cards;

use chromiumoxide::{Browser, BrowserConfig, Page};
use futures_util::StreamExt;
use std::{
    fs,
    io::{Write, stderr},
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
    thread::sleep,
    time::Duration,
};
use tempfile::TempDir;

/// The built command: the one that is named, else that of this project.
pub fn card() -> &'static Path {
    static CARD: OnceLock<PathBuf> = OnceLock::new();
    CARD.get_or_init(|| {
        if let Some(named) = std::env::var_os("FEISHU_CARD_BIN") {
            return named.into();
        }
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let built = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--locked", "--package", "feishu-card-cli", "--target-dir"])
            .arg(project.join("target"))
            .current_dir(&project)
            .status();
        assert!(built.expect("cargo runs").success(), "the command does not build");
        project.join("target/debug/card")
    })
}

/// A browser of one test, with a profile of its own; dropped, it ends.
#[derive(Debug)]
pub struct Chromium {
    browser: Browser,
    profile: TempDir,
    events: tokio::task::JoinHandle<()>,
}

impl Chromium {
    /// Starts the browser that `CHROME` names, or one that is installed. `None`, said on the terminal, where there is
    /// none; in CI that is a failure.
    pub async fn launch() -> Option<Self> {
        let profile = tempfile::Builder::new().prefix("feishu-card-browser-").tempdir().expect("a folder");
        let config = BrowserConfig::builder()
            // as root, which CI often is, there is no sandbox to be had
            .no_sandbox()
            .new_headless_mode()
            .user_data_dir(profile.path())
            // killed, it leaves behind what it has there
            .env("TMPDIR", profile.path().to_string_lossy())
            .launch_timeout(Duration::from_secs(60))
            .args(["--disable-gpu", "--no-first-run", "--hide-scrollbars", "--font-render-hinting=none"])
            // dates are typed in the order of the language
            .args(["--lang=en-US", "--disable-background-networking", "--disable-component-update", "--disable-sync"])
            .build();
        let config = match config {
            Ok(config) => config,
            Err(error) if std::env::var_os("CI").is_some() => panic!("no browser: {error}"),
            Err(error) => {
                // libtest keeps what `eprintln!` says
                let _ = writeln!(stderr(), "skipped: no browser here ({error})");
                return None;
            }
        };
        let (browser, mut handler) = Browser::launch(config).await.expect("the browser starts");
        let events = tokio::spawn(async move { while handler.next().await.is_some() {} });
        Some(Chromium { browser, profile, events })
    }

    /// A new, empty page.
    pub async fn page(&self) -> Page {
        self.browser.new_page("about:blank").await.expect("a page")
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        self.events.abort();
        if let Some(child) = self.browser.get_mut_child() {
            let _ = child.as_mut_inner().start_kill();
        }
        // its processes write there until they have ended
        for _ in 0..200 {
            let ended = self.browser.try_wait().is_ok_and(|status| status.is_some());
            if ended && (fs::remove_dir_all(self.profile.path()).is_ok() || !self.profile.path().exists()) {
                break;
            }
            sleep(Duration::from_millis(10));
        }
    }
}
