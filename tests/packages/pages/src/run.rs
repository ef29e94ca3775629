//! A reader at a shell: runs the lines of a page, and the programs that go on meanwhile.

use super::Result;
use std::{
    collections::BTreeMap,
    env,
    ffi::OsString,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::Duration,
};

/// How long a program may take from one line to the next, or to its end.
const PATIENCE: Duration = Duration::from_secs(120);

/// Where `card dev` serves the emulated platform, as pages write it.
const USUAL: &str = "http://127.0.0.1:7718";

/// Where the reader is, and what runs beside.
pub(super) struct Reader {
    root: PathBuf,
    target: PathBuf,
    path: OsString,
    /// What `export` has set.
    variables: BTreeMap<String, String>,
    /// The emulated platform and its control, once `card dev` runs.
    platform: Option<(String, String)>,
    running: Vec<Child>,
    /// What the last line has printed.
    printed: String,
    built: bool,
}

impl Reader {
    pub(super) fn new(root: &Path, target: &Path) -> Result<Reader> {
        let installed = target.join("debug");
        let path = env::join_paths(
            std::iter::once(installed).chain(env::split_paths(&env::var_os("PATH").unwrap_or_default())),
        )?;
        Ok(Reader {
            root: root.to_path_buf(),
            target: target.to_path_buf(),
            path,
            variables: BTreeMap::new(),
            platform: None,
            running: Vec::new(),
            printed: String::new(),
            built: false,
        })
    }

    /// A program with the reader's variables.
    fn command(&self, program: &str, folder: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(folder).env("PATH", &self.path).env("CARGO_TARGET_DIR", &self.target).envs(&self.variables);
        command
    }

    /// Runs cargo to its end.
    pub(super) fn cargo(&self, folder: &Path, arguments: &[&str]) -> Result {
        self.finish(self.command("cargo", folder).args(arguments))
    }

    fn finish(&self, command: &mut Command) -> Result {
        let status = command.stdin(Stdio::null()).status()?;
        if status.success() { Ok(()) } else { Err(format!("{status}").into()) }
    }

    /// Runs a line of the page.
    pub(super) fn line(&mut self, folder: &Path, line: &str) -> Result {
        let line = match &self.platform {
            Some((platform, _)) => line.replace(USUAL, platform),
            None => line.to_owned(),
        };
        if let Some(setting) = line.strip_prefix("export ") {
            let (name, value) = setting.split_once('=').ok_or("nothing is set")?;
            let value = match (name, &self.platform) {
                ("CARD_SANDBOX", Some((_, control))) => control.clone(),
                _ if value.contains('…') => return Err("no value is known for this".into()),
                _ => value.to_owned(),
            };
            self.variables.insert(name.to_owned(), value);
            return Ok(());
        }
        if line == "cargo install feishu-card-cli" || line.starts_with("card ") {
            self.build_card()?;
        }
        match line.split_whitespace().find(|word| !word.contains('=')) {
            Some("card") if line.starts_with("card dev") => self.card_dev(folder, &line),
            Some("cargo") if line == "cargo install feishu-card-cli" => Ok(()),
            Some("cargo") if line.starts_with("cargo run") => {
                self.cargo(folder, &["build", "--quiet"])?;
                self.start(folder, &line)
            }
            Some("cargo" | "card" | "cat" | "chmod" | "curl" | "diff" | "git" | "sed" | "sh" | "source") => {
                let ran = self
                    .command("sh", folder)
                    .args(["-c", &line])
                    .stdin(Stdio::null())
                    .stderr(Stdio::inherit())
                    .output()?;
                self.printed = String::from_utf8_lossy(&ran.stdout).into_owned();
                print!("{}", self.printed);
                if ran.status.success() { Ok(()) } else { Err(format!("{}", ran.status).into()) }
            }
            _ => Err("no way to run this line is known".into()),
        }
    }

    /// Whether the last line has printed these lines; `…` stands for anything.
    pub(super) fn said(&self, lines: &str) -> Result {
        for wanted in lines.lines().filter(|line| !line.trim().is_empty()) {
            let fits = |line: &str| {
                let rest = wanted.trim().split('…').try_fold(line, |rest, part| Some(rest.split_once(part)?.1));
                rest.is_some()
            };
            if !self.printed.lines().any(fits) {
                return Err(format!("the line above does not print: {wanted}").into());
            }
        }
        Ok(())
    }

    /// The command `card`, as an installation would give it.
    fn build_card(&mut self) -> Result {
        if !self.built {
            self.cargo(&self.root.clone(), &["build", "--quiet", "--package", "feishu-card-cli", "--bins"])?;
            self.built = true;
        }
        Ok(())
    }

    /// Starts a program, and waits until it has ended or says something.
    fn start(&mut self, folder: &Path, line: &str) -> Result {
        let words: Vec<&str> = line.split_whitespace().skip(1).collect();
        let mut child =
            self.command("cargo", folder).args(words).stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let said = listen(&mut child)?;
        self.printed.clear();
        loop {
            match said.recv_timeout(PATIENCE) {
                Ok(line) => {
                    println!("   {line}");
                    self.printed += &format!("{line}\n");
                    // what says that it listens goes on beside the page; what does not is waited for
                    if line.contains("listening") {
                        std::thread::spawn(move || said.iter().for_each(|line| println!("   {line}")));
                        self.running.push(child);
                        return Ok(());
                    }
                }
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    let _ = child.kill();
                    return Err("neither says that it is listening nor ends".into());
                }
            }
        }
        let status = child.wait()?;
        if status.success() { Ok(()) } else { Err(format!("{status}").into()) }
    }

    /// `card dev`, on ports that are free.
    fn card_dev(&mut self, folder: &Path, line: &str) -> Result {
        let arguments = line.split_whitespace().skip(1).chain(["--port", "0", "--api-port", "0"]);
        let mut child =
            self.command("card", folder).args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let said = listen(&mut child)?;
        self.running.push(child);
        let (mut platform, mut control) = (None, None);
        while control.is_none() {
            let line = said.recv_timeout(PATIENCE)?;
            if let Some(url) = line.trim().strip_prefix("base URL") {
                platform = Some(url.trim().to_owned());
            }
            if let Some(url) = line.trim().strip_prefix("export CARD_SANDBOX=") {
                control = Some(url.to_owned());
            }
        }
        self.platform = platform.zip(control);
        Ok(())
    }

    /// Ends what runs, and forgets what was set.
    pub(super) fn end(&mut self) {
        for child in &mut self.running {
            let _ = child.kill();
            let _ = child.wait();
        }
        self.running.clear();
        self.variables.clear();
        self.platform = None;
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.end();
    }
}

/// The lines that a program says.
fn listen(child: &mut Child) -> Result<Receiver<String>> {
    let stdout = child.stdout.take().ok_or("no output")?;
    let (told, said) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(std::result::Result::ok) {
            if told.send(line).is_err() {
                return;
            }
        }
    });
    Ok(said)
}
