//! Mistakes that people make, word for word as rustc shows them: `mistakes/rows.txt` holds those that were seen, with the
//! fixed form beside each; `mistakes/more.txt` as many again of each kind, to be graded (`mistakes/GRADES.md`).
//!
//! One crate without errors is built by cargo; then rustc is run for every mistake alone. `UPDATE_EXPECTED=1` writes what
//! it says anew.

use feishu_card_expected::{hold, skipped};
use serde_json::Value;
use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

const EDITIONS: [&str; 3] = ["2018", "2021", "2024"];

/// What the mistakes use: it follows them, so that their lines have the same numbers.
const AROUND: &str = include_str!("../mistakes/around.rs");

/// The first lines of a file; the mistake begins on the next.
const BEGIN: &str = "#![allow(unused)] use feishu_card::{Button, ButtonType, Card, card};\n";

const PARAMETERS: &str = "cond: bool, ok: bool, n: usize, name: &str, list: &[String], xs: &[u32], alert: &Alert, \
                          user: &User, props: &Props, price: f64";

/// A mistake.
struct Case {
    title: String,
    wrong: String,
    fixed: Option<String>,
    says: String,
}

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("mistakes").join(name)
}

fn cases(name: &str) -> Vec<Case> {
    let text = fs::read_to_string(file(name)).expect(name);
    let mut cases: Vec<Case> = Vec::new();
    let mut section = "";
    for line in text.lines() {
        match line {
            _ if line.starts_with("## ") => {
                let title = line[3..].to_owned();
                cases.push(Case { title, wrong: String::new(), fixed: None, says: String::new() });
                section = "wrong";
            }
            "--- fixed" => section = "fixed",
            "--- says" => section = "says",
            _ => {
                let Some(case) = cases.last_mut() else { continue };
                let part = match section {
                    "fixed" => case.fixed.get_or_insert_default(),
                    "says" => &mut case.says,
                    _ => &mut case.wrong,
                };
                part.push_str(line);
                part.push('\n');
            }
        }
    }
    for case in &mut cases {
        case.wrong.truncate(case.wrong.trim_end().len());
    }
    cases
}

/// The file with what rustc says now.
fn written(name: &str, cases: &[Case]) -> String {
    let text = fs::read_to_string(file(name)).expect(name);
    let mut out: String =
        text.lines().take_while(|line| !line.starts_with("## ")).fold(String::new(), |out, line| out + line + "\n");
    for case in cases {
        write!(out, "## {}\n{}\n", case.title, case.wrong).expect("a String");
        if let Some(fixed) = &case.fixed {
            write!(out, "--- fixed\n{}\n", fixed.trim_end()).expect("a String");
        }
        write!(out, "--- says\n{}\n\n", case.says.trim_end()).expect("a String");
    }
    out
}

/// `feishu-card` without default features, compiled.
struct Library {
    tmp: PathBuf,
    metadata: PathBuf,
}

impl Library {
    /// Built by cargo as in `card_rust`, in the same folder.
    fn build() -> Library {
        let tmp = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mistakes");
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..").canonicalize().expect("the project");
        fs::create_dir_all(tmp.join("src")).expect("a folder");
        let manifest = format!(
            "[package]\nname = \"cards-mistakes\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
             [profile.dev]\ndebug = false\n\n\
             [dependencies]\nfeishu-card = {{ path = {root:?}, default-features = false }}\nserde = \"1\"\n"
        );
        fs::write(tmp.join("Cargo.toml"), manifest).expect("a file");
        fs::copy(root.join("Cargo.lock"), tmp.join("Cargo.lock")).expect("the lock file");
        fs::write(tmp.join("src/main.rs"), "fn main() {}\n").expect("a file");
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let done = Command::new(cargo)
            .args(["check", "--offline", "--message-format=json"])
            .current_dir(&tmp)
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("target"))
            .output()
            .expect("cargo");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let metadata = String::from_utf8_lossy(&done.stdout)
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .filter(|message| message["target"]["name"] == "feishu_card")
            .filter_map(|message| message["filenames"].as_array().cloned())
            .flatten()
            .filter_map(|file| file.as_str().map(PathBuf::from))
            .find(|file| file.extension().is_some_and(|end| end == "rmeta"));
        Library { tmp, metadata: metadata.expect("the library") }
    }

    /// What rustc says of a source; nothing if it compiles without a warning.
    fn says(&self, name: &str, edition: &str, source: &str) -> String {
        let folder = self.tmp.join(edition).join(name);
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("mistake.rs"), source).expect("a file");
        let deps = self.metadata.parent().expect("a folder");
        let out = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
            .args(["mistake.rs", "--crate-type=lib", "--emit=metadata", "--color=never", "--edition", edition])
            .arg("--out-dir")
            .arg(&folder)
            .arg("-L")
            .arg(format!("dependency={}", deps.display()))
            .arg("--extern")
            .arg(format!("feishu_card={}", self.metadata.display()))
            .current_dir(&folder)
            .output()
            .expect("rustc");
        normal(&String::from_utf8_lossy(&out.stderr))
    }
}

/// Without the counts at the end and of other types, which change with the crates around, and without paths of this machine.
fn normal(said: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..").canonicalize().expect("the project");
    let said = said.replace(&root.display().to_string(), "$WORKSPACE");
    let last = |line: &str| {
        line.starts_with("error: aborting due to")
            || line.starts_with("For more information about this error")
            || line.starts_with("Some errors have detailed explanations")
            || line.starts_with("warning: ") && line.ends_with(" emitted")
    };
    let mut out = String::new();
    for line in said.lines().filter(|line| !last(line) && !line.contains("`#[warn(deprecated)]` on by default")) {
        match line.split_once("and ").filter(|(blank, rest)| blank.trim().is_empty() && rest.ends_with(" others")) {
            Some((blank, _)) => out.push_str(&format!("{blank}and $N others")),
            None => out.push_str(line),
        }
        out.push('\n');
    }
    let mut out = out.trim_end().to_owned();
    // the bar above a note that was left out
    while out.lines().last().is_some_and(|line| line.trim() == "|") {
        out.truncate(out.trim_end().trim_end_matches('|').trim_end().len());
    }
    out.replace("\n\n\n", "\n\n")
}

fn source(code: &str) -> String {
    format!("{BEGIN}fn case({PARAMETERS}) {{ let _ =\n{code}\n;}}\n\n{AROUND}")
}

/// How many findings rustc shows.
fn findings(said: &str) -> usize {
    said.lines().filter(|line| line.starts_with("error") || line.starts_with("warning")).count()
}

/// The texts of rustc's own errors change with its version.
fn is_the_compiler_of_the_texts() -> bool {
    let version = Command::new("rustc").arg("--version").output();
    let version = version.map(|out| String::from_utf8_lossy(&out.stdout).into_owned()).unwrap_or_default();
    if !version.starts_with("rustc 1.95.") {
        skipped(&format!("the texts are those of rustc 1.95, this is {version}"));
    }
    version.starts_with("rustc 1.95.")
}

/// Does it for every case, several at a time.
fn each<T: Send>(cases: &[Case], work: impl Fn(usize, &Case) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, T)>> = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(2, usize::from).min(4);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let at = next.fetch_add(1, Ordering::Relaxed)
                    && let Some(case) = cases.get(at)
                {
                    let made = work(at, case);
                    done.lock().expect("no panic").push((at, made));
                }
            });
        }
    });
    let mut done = done.into_inner().expect("no panic");
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, made)| made).collect()
}

#[test]
fn every_mistake_reads_its_fix_and_the_fixed_form_compiles() {
    if !is_the_compiler_of_the_texts() {
        return;
    }
    let library = Library::build();
    let mut rows = cases("rows.txt");
    assert!(rows.len() >= 30, "{}", rows.len());
    let said = each(&rows, |at, case| {
        EDITIONS.map(|edition| library.says(&format!("row_{at}"), edition, &source(&case.wrong)))
    });
    let mut wrong = Vec::new();
    for (case, [oldest, older, newest]) in rows.iter_mut().zip(said) {
        for (edition, said) in [("2018", &oldest), ("2021", &older)] {
            if *said != newest {
                wrong.push(format!("{}: edition {edition} says\n{said}\nand 2024\n{newest}", case.title));
            }
        }
        if findings(&newest) != 1 {
            wrong.push(format!("{}: {} findings\n{newest}", case.title, findings(&newest)));
        }
        // of ours; rustc's own errors are in tokens of the expansion
        if newest.contains("card explain") && newest.contains("in Nightly builds") {
            wrong.push(format!("{}: a note on the macro\n{newest}", case.title));
        }
        case.says = newest;
    }
    for edition in EDITIONS {
        let mut all = BEGIN.to_owned();
        for (at, case) in rows.iter().enumerate() {
            let fixed = case.fixed.as_deref().unwrap_or_else(|| panic!("{} has no fixed form", case.title));
            writeln!(all, "fn fixed_{at}({PARAMETERS}) {{ let _ =\n{fixed};}}").expect("a String");
        }
        let said = library.says("fixed", edition, &format!("{all}\n{AROUND}"));
        if !said.is_empty() {
            wrong.push(format!("the fixed forms in edition {edition}:\n{said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    hold(file("rows.txt"), &written("rows.txt", &rows));
}

#[test]
fn more_mistakes_of_every_kind() {
    if !is_the_compiler_of_the_texts() {
        return;
    }
    let library = Library::build();
    let mut more = cases("more.txt");
    assert!(more.len() >= 120, "{}", more.len());
    let said = each(&more, |at, case| library.says(&format!("more_{at}"), "2024", &source(&case.wrong)));
    let mut silent = Vec::new();
    for (case, said) in more.iter_mut().zip(said) {
        if said.is_empty() {
            silent.push(case.wrong.clone());
        }
        case.says = said;
    }
    hold(file("more.txt"), &written("more.txt", &more));
    assert!(silent.is_empty(), "these compile without a word: {}", silent.join("\n"));
}

/// Grades are given by somebody who did not write the messages: `GRADES.md` says how.
#[test]
fn the_grades_are_good() {
    let text = fs::read_to_string(file("grades.tsv")).expect("grades.tsv");
    let more = cases("more.txt");
    let mut grades = Vec::new();
    for (line, case) in text.lines().skip(1).zip(&more) {
        let mut cells = line.split('\t');
        let (number, grade) = (cells.next().expect("a number"), cells.next().expect("a grade"));
        let why = cells.next().unwrap_or_default().trim();
        assert_eq!(case.title.split(' ').next(), Some(number), "the grades are in the order of the mistakes");
        let grade: u8 = grade.parse().expect("a grade");
        assert!((1..=5).contains(&grade), "{number}: {grade}");
        assert!(grade == 5 || !why.is_empty(), "{number}: what is below 5 says why");
        assert!(grade >= 3, "{number}: {grade}, {why}");
        grades.push(f64::from(grade));
    }
    assert_eq!((grades.len(), text.lines().count() - 1), (more.len(), more.len()), "a grade for each mistake");
    let mean = grades.iter().sum::<f64>() / grades.len() as f64;
    println!("{} grades, their mean is {mean:.2}", grades.len());
    assert!(mean >= 4.7, "the mean is {mean:.2}");
}
