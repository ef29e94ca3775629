//! `card-rustfmt`, called in place of rustfmt: runs it with all arguments and the standard input, then lays out the markup.
//!
//! cargo-fmt and editors take a program without arguments of its own, so this is one: `RUSTFMT=card-rustfmt cargo fmt`.

use super::{Options, command::say_left, config::Config, files};
use std::{
    env,
    ffi::OsString,
    io::{self, Read, Write},
    path::{Path, PathBuf},
    process::{Command, ExitCode, ExitStatus, Stdio},
};

/// Names the rustfmt to run; default: the one on `PATH`.
const PROGRAM: &str = "CARD_RUSTFMT";
/// Set for what is run, so that a `card-rustfmt` which is named rustfmt does not run itself for ever.
const RUNNING: &str = "CARD_RUSTFMT_RUNNING";

/// The options of rustfmt that take a value as the next argument.
const WITH_VALUE: [&str; 8] = [
    "--emit",
    "--config-path",
    "--edition",
    "--style-edition",
    "--color",
    "--print-config",
    "--config",
    "--file-lines",
];

/// What rustfmt's arguments say, as far as it concerns us.
#[derive(Default)]
struct Wanted {
    files: Vec<PathBuf>,
    check: bool,
    emit_stdout: bool,
    names_only: bool,
    /// It only informs: help, version, configuration.
    informs: bool,
    config_path: Option<PathBuf>,
    config: Vec<(String, String)>,
    /// Arguments that say how to read the files, for asking which files there are.
    reading: Vec<OsString>,
}

impl Wanted {
    fn of(args: &[OsString]) -> Self {
        let mut wanted = Wanted::default();
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            let text = arg.to_string_lossy();
            if text == "--" {
                wanted.files.extend(args.by_ref().map(PathBuf::from));
                break;
            }
            if !text.starts_with('-') || text == "-" {
                wanted.files.push(PathBuf::from(arg));
                continue;
            }
            let (name, value) = match text.split_once('=') {
                Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                None if WITH_VALUE.contains(&&*text) => {
                    (text.to_string(), args.next().map(|value| value.to_string_lossy().into_owned()))
                }
                None => (text.to_string(), None),
            };
            wanted.option(&name, value);
        }
        wanted
    }

    fn option(&mut self, name: &str, value: Option<String>) {
        match name {
            "--check" => self.check = true,
            "--emit" => self.emit_stdout = value.as_deref() == Some("stdout"),
            "-l" | "--files-with-diff" => self.names_only = true,
            "-h" | "--help" | "-V" | "--version" | "--print-config" => self.informs = true,
            "--config-path" | "--edition" | "--style-edition" | "--config" => {
                let value = value.unwrap_or_default();
                self.reading.extend([OsString::from(name), OsString::from(&value)]);
                match name {
                    "--config-path" => self.config_path = Some(PathBuf::from(value)),
                    "--config" => self.config.extend(
                        value
                            .split(',')
                            .filter_map(|pair| pair.split_once('='))
                            .map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned())),
                    ),
                    _ => {}
                }
            }
            _ => {}
        }
    }
}

/// Runs the program with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    let args: Vec<OsString> = env::args_os().skip(1).collect();
    match run(&args) {
        Ok(code) => code,
        Err(why) => {
            // nobody may be left to read it
            let _ = writeln!(io::stderr(), "error: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[OsString]) -> Result<ExitCode, String> {
    if env::var_os(RUNNING).is_some() {
        return Err(format!("the rustfmt on PATH is card-rustfmt itself; set {PROGRAM} to the path of rustfmt"));
    }
    let wanted = Wanted::of(args);
    let mut config = Config::new(wanted.config_path.clone(), wanted.config.clone());
    if wanted.informs {
        return Ok(code(status(rustfmt().args(args))?));
    }
    if wanted.files.is_empty() {
        return stdin(args, &wanted, &config.of_stdin()?);
    }
    if wanted.emit_stdout && !wanted.check {
        return to_stdout(args, &wanted, &mut config);
    }
    let status = status(rustfmt().args(args))?;
    if !status.success() && !wanted.check {
        return Ok(code(status));
    }
    let mut changed = false;
    for file in all_files(&wanted)? {
        changed |= one_file(&file, &wanted, &config.of(&file)?)?;
    }
    Ok(if wanted.check && changed { ExitCode::FAILURE } else { code(status) })
}

fn rustfmt() -> Command {
    let mut command = Command::new(env::var_os(PROGRAM).unwrap_or_else(|| "rustfmt".into()));
    command.env(RUNNING, "1");
    command
}

fn status(command: &mut Command) -> Result<ExitStatus, String> {
    command.status().map_err(|error| not_started(&error))
}

fn not_started(error: &io::Error) -> String {
    format!("rustfmt cannot be started: {error}; install it with `rustup component add rustfmt`, or set {PROGRAM}")
}

fn code(status: ExitStatus) -> ExitCode {
    ExitCode::from(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
}

/// The output of rustfmt; its errors go where they always go.
fn output(command: &mut Command, input: Option<&str>) -> Result<(String, ExitStatus), String> {
    let stdin = if input.is_some() { Stdio::piped() } else { Stdio::null() };
    let mut child = command
        .stdin(stdin)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .map_err(|error| not_started(&error))?;
    let pipe = child.stdin.take();
    let (output, written) = std::thread::scope(|scope| {
        let writer = scope.spawn(move || match (pipe, input) {
            // rustfmt may have seen enough, and says so itself
            (Some(mut pipe), Some(text)) => pipe.write_all(text.as_bytes()),
            _ => Ok(()),
        });
        (child.wait_with_output(), writer.join())
    });
    drop(written);
    let output = output.map_err(|error| format!("rustfmt: {error}"))?;
    let text = String::from_utf8(output.stdout).map_err(|_| "rustfmt wrote what is not UTF-8".to_owned())?;
    Ok((text, output.status))
}

fn stdin(args: &[OsString], wanted: &Wanted, options: &Options) -> Result<ExitCode, String> {
    let mut text = String::new();
    io::stdin().lock().read_to_string(&mut text).map_err(|error| format!("standard input cannot be read: {error}"))?;
    let (out, status) = output(rustfmt().args(args), Some(&text))?;
    if wanted.check {
        let laid_out = files::lay_out(Path::new("stdin.rs"), &text, options);
        print(&out)?;
        if laid_out.text != text {
            print(&files::diff("<stdin>", &text, &laid_out.text))?;
            return Ok(ExitCode::FAILURE);
        }
        return Ok(code(status));
    }
    if !status.success() {
        print(&out)?;
        return Ok(code(status));
    }
    let laid_out = files::lay_out(Path::new("stdin.rs"), &out, options);
    say_left("<stdin>", &laid_out.text, &laid_out.left);
    print(&laid_out.text)?;
    Ok(code(status))
}

/// `--emit stdout`: each file after its name.
fn to_stdout(args: &[OsString], wanted: &Wanted, config: &mut Config) -> Result<ExitCode, String> {
    let (out, status) = output(rustfmt().args(args), None)?;
    if !status.success() {
        print(&out)?;
        return Ok(code(status));
    }
    let mut rest = out.as_str();
    let mut starts = Vec::new();
    for file in all_files(wanted)? {
        let heading = format!("{}:\n\n", file.display());
        if let Some(start) = out.find(&heading) {
            starts.push((start, heading.len(), file));
        }
    }
    starts.sort_by_key(|(start, ..)| *start);
    let ends: Vec<usize> = starts.iter().skip(1).map(|(start, ..)| *start).chain([out.len()]).collect();
    let mut text = String::new();
    if let Some((first, ..)) = starts.first() {
        text.push_str(out.get(..*first).unwrap_or_default());
        rest = "";
    }
    for ((start, heading, file), end) in starts.iter().zip(ends) {
        text.push_str(out.get(*start..start + heading).unwrap_or_default());
        let body = out.get(start + heading..end).unwrap_or_default();
        let laid_out = files::lay_out(file, body, &config.of(file)?);
        say_left(&file.display().to_string(), &laid_out.text, &laid_out.left);
        text.push_str(&laid_out.text);
    }
    text.push_str(rest);
    print(&text)?;
    Ok(code(status))
}

/// The files that rustfmt formats: those given, and their modules. It names them when it is asked to be verbose.
fn all_files(wanted: &Wanted) -> Result<Vec<PathBuf>, String> {
    let mut ask = rustfmt();
    ask.args(["--check", "--verbose", "--color", "never"])
        .args(&wanted.reading)
        .args(&wanted.files)
        .stderr(Stdio::null());
    let output = ask.stdin(Stdio::null()).output().map_err(|error| not_started(&error))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut files: Vec<PathBuf> =
        text.lines().filter_map(|line| line.strip_prefix("Formatting ")).map(PathBuf::from).collect();
    files.dedup();
    Ok(files)
}

/// Lays out one file, or says what would change; whether anything does.
fn one_file(file: &Path, wanted: &Wanted, options: &Options) -> Result<bool, String> {
    let name = file.display().to_string();
    let text = files::read(file).map_err(|why| format!("{name}: {why}"))?;
    let laid_out = files::lay_out(file, &text, options);
    say_left(&name, &laid_out.text, &laid_out.left);
    if laid_out.text == text {
        return Ok(false);
    }
    if wanted.names_only {
        print(&format!("{name}\n"))?;
    } else if wanted.check {
        print(&files::diff(&name, &text, &laid_out.text))?;
    }
    if !wanted.check {
        files::write(file, &laid_out.text).map_err(|error| format!("{name}: it cannot be written: {error}"))?;
    }
    Ok(true)
}

fn print(text: &str) -> Result<(), String> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("the output could not be written: {error}"))
        }
        _ => Ok(()),
    }
}
