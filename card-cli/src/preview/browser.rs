//! A page as PNG, by a Chromium or Chrome that is installed.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What the program is called on the `PATH`.
const NAMES: &[&str] =
    &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge"];

/// Where systems put it without the `PATH`.
const PLACES: &[&str] = &[
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
];

/// The tallest picture: Chromium draws no more in one piece.
const TALLEST: u32 = 16_000;

/// The least height of a window: of a lower one the browser's own bars leave nothing to the page, and the picture is cut.
const SHORTEST: u32 = 160;

/// Draws a page in a window of this width, as tall as the page is.
pub(crate) fn picture(page: &str, width: u32, target: &Path, chrome: Option<&Path>) -> Result<(), String> {
    let chrome = find(chrome)?;
    // gone with the picture
    let folder = tempfile::Builder::new().prefix("card-preview-").tempdir();
    let folder = folder.map_err(|error| format!("a temporary folder cannot be made: {error}"))?;
    let (measured, shown) = (folder.path().join("measured.html"), folder.path().join("page.html"));
    let write = |path: &Path, text: &str| {
        fs::write(path, text).map_err(|error| format!("a temporary file cannot be written: {error}"))
    };
    // a page has no script and lets none run; this copy measures itself and is never kept
    let script = "<script>document.documentElement.dataset.tall=Math.ceil(document.body.getBoundingClientRect().height)</script>";
    write(
        &measured,
        &(page.replacen("default-src 'none';", "default-src 'none'; script-src 'unsafe-inline';", 1) + script),
    )?;
    write(&shown, page)?;

    let dumped = run(&chrome, folder.path(), width, 1000, &["--dump-dom".into(), address(&measured)])?;
    let height = dumped
        .split_once("data-tall=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .and_then(|(tall, _)| tall.parse::<u32>().ok())
        .ok_or_else(|| format!("{} did not draw the page", chrome.display()))?;
    if height > TALLEST {
        return Err(format!("the page is {height} pixels tall, a picture at most {TALLEST}; draw fewer cards at once"));
    }
    // where the browser may not write itself (a snap has its own /tmp), so the picture is moved by us
    let taken = folder.path().join("picture.png");
    run(
        &chrome,
        folder.path(),
        width,
        height.max(SHORTEST),
        &[format!("--screenshot={}", taken.display()), address(&shown)],
    )?;
    let bytes = fs::read(&taken).map_err(|_| format!("{} took no picture", chrome.display()))?;
    fs::write(target, bytes).map_err(|error| format!("{} cannot be written: {error}", target.display()))
}

/// The browser: what the caller named, else `CHROME`, else one on the `PATH` or in its usual place.
fn find(named: Option<&Path>) -> Result<PathBuf, String> {
    if let Some(path) = named {
        return Ok(path.to_owned());
    }
    if let Some(path) = env::var_os("CHROME").filter(|path| !path.is_empty()) {
        return Ok(path.into());
    }
    let folders = env::var_os("PATH").unwrap_or_default();
    let on_path = env::split_paths(&folders).flat_map(|folder| NAMES.iter().map(move |name| folder.join(name)));
    let ending = env::consts::EXE_SUFFIX;
    on_path
        .map(|path| if ending.is_empty() { path } else { path.with_extension(ending.trim_start_matches('.')) })
        .chain(PLACES.iter().map(PathBuf::from))
        .find(|path| path.is_file())
        .ok_or_else(|| {
            "a picture is drawn by Chromium or Chrome, and none is installed here; install one, or name it with \
             `--chrome PATH` or the variable CHROME; without `--png` no browser is needed"
                .to_owned()
        })
}

/// Runs the browser without a window; what it prints.
fn run(chrome: &Path, folder: &Path, width: u32, height: u32, arguments: &[String]) -> Result<String, String> {
    let mut command = Command::new(chrome);
    command
        .args(["--headless", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-extensions"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync", "--mute-audio"])
        .args(["--font-render-hinting=none", "--force-device-scale-factor=2"])
        .arg(format!("--window-size={width},{height}"))
        .arg(format!("--user-data-dir={}", folder.join("profile").display()));
    if is_root() {
        // Chromium refuses to start its sandbox as root
        command.arg("--no-sandbox");
    }
    let output = command.args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).output();
    let output = output.map_err(|error| format!("{} cannot be started: {error}", chrome.display()))?;
    if !output.status.success() {
        return Err(format!("{} ended with {}", chrome.display(), output.status));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(unix)]
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

/// A file as the browser's address.
fn address(path: &Path) -> String {
    let text =
        path.display().to_string().replace('\\', "/").replace('%', "%25").replace(' ', "%20").replace('#', "%23");
    format!("file://{}{text}", if text.starts_with('/') { "" } else { "/" })
}
