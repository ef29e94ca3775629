//! `card fmt` as a command: files, folders, standard input, exit codes.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

const MESSY: &str = "fn card() -> Card { card! { <card><hr/></card> } }\n";
const NEAT: &str = "fn card() -> Card { card! {\n    <card>\n        <hr/>\n    </card>\n} }\n";

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fmt").join(name);
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn card(folder: &Path, args: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_card")).arg("fmt").args(args).current_dir(folder).output().unwrap();
    (output.status.code(), said(&output))
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn folders_are_searched_for_sources_and_pages() {
    let folder = folder("search");
    let page = |code: &str| {
        format!("# A page\n\n- in a list\n\n  ```rust\n  {}\n  ```\n", code.trim_end().replace('\n', "\n  "))
    };
    for (name, text) in [
        ("a.rs", MESSY.to_owned()),
        ("deep/b.rs", MESSY.to_owned()),
        ("page.md", page(MESSY)),
        ("text.txt", MESSY.to_owned()),
        (".hidden/c.rs", MESSY.to_owned()),
        ("target/d.rs", MESSY.to_owned()),
        ("target/CACHEDIR.TAG", String::new()),
    ] {
        fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
        fs::write(folder.join(name), text).unwrap();
    }
    let (code, said) = card(&folder, &["--check", "."]);
    assert_eq!(code, Some(1));
    assert!(
        said.contains("+        <hr/>") && said.ends_with("3 files would be laid out, 0 files unchanged\n"),
        "{said}"
    );
    let (code, said) = card(&folder, &["."]);
    assert_eq!((code, said.as_str()), (Some(0), "3 files laid out, 0 files unchanged\n"));
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    assert_eq!(read("a.rs"), NEAT);
    assert_eq!(read("deep/b.rs"), NEAT);
    assert_eq!(read("page.md"), page(NEAT));
    assert!(["text.txt", ".hidden/c.rs", "target/d.rs"].iter().all(|name| read(name) == MESSY));
    let (code, said) = card(&folder, &["--check", "."]);
    assert_eq!((code, said.as_str()), (Some(0), "0 files would be laid out, 3 files unchanged\n"));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 6, "nothing is left beside the files");
}

#[test]
fn a_call_with_errors_is_named_and_the_others_are_laid_out() {
    let folder = folder("errors");
    fs::write(folder.join("a.rs"), format!("fn a() {{ card! {{ <card><hr colour=red/></card> }} }}\n{MESSY}")).unwrap();
    let (code, said) = card(&folder, &["a.rs"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("left as it is: a.rs:1:28: C0101: unknown attribute `colour` of `<hr>`"), "{said}");
    let text = fs::read_to_string(folder.join("a.rs")).unwrap();
    assert_eq!(text, format!("fn a() {{ card! {{ <card><hr colour=red/></card> }} }}\n{NEAT}"));
}

#[test]
fn what_cannot_be_read_is_said_and_wins() {
    let folder = folder("unreadable");
    fs::write(folder.join("a.rs"), MESSY).unwrap();
    fs::write(folder.join("b.rs"), [0xff, 0xfe, b'a']).unwrap();
    let (code, said) = card(&folder, &[".", "missing.rs"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("b.rs: it is not UTF-8") && said.contains("missing.rs: no such file"), "{said}");
    assert_eq!(fs::read_to_string(folder.join("a.rs")).unwrap(), NEAT);
    // Rust that does not lex is left
    fs::write(folder.join("c.rs"), format!("{MESSY}const A: &str = \"open;\n")).unwrap();
    let (code, said) = card(&folder, &["c.rs"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("left as it is: c.rs:2:17: "), "{said}");
}

#[test]
fn line_ends_and_marks_stay() {
    let folder = folder("ends");
    let windows = format!("\u{feff}{}", MESSY.replace('\n', "\r\n"));
    fs::write(folder.join("a.rs"), windows).unwrap();
    assert_eq!(card(&folder, &["a.rs"]).0, Some(0));
    let text = fs::read_to_string(folder.join("a.rs")).unwrap();
    assert_eq!(text, format!("\u{feff}{}", NEAT.replace('\n', "\r\n")));
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder("links");
    fs::write(folder.join("a.rs"), MESSY).unwrap();
    fs::set_permissions(folder.join("a.rs"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("a.rs", folder.join("b.rs")).unwrap();
    assert_eq!(card(&folder, &["b.rs"]).0, Some(0));
    assert!(fs::symlink_metadata(folder.join("b.rs")).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(folder.join("a.rs")).unwrap(), NEAT);
    assert_eq!(fs::metadata(folder.join("a.rs")).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn standard_input_goes_to_standard_output() {
    let run = |args: &[&str]| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_card"))
            .arg("fmt")
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(MESSY.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    assert_eq!(run(&["--stdin"]), (Some(0), NEAT.to_owned()));
    assert_eq!(run(&["-"]), (Some(0), NEAT.to_owned()));
    let (code, diff) = run(&["--stdin", "--check"]);
    assert_eq!(code, Some(1));
    assert!(diff.contains("+        <hr/>"), "{diff}");
}
