//! Rust sources: every `card!` in them, in all formats.

use super::{card, folder};
use feishu_card_core::Json;
use std::fs;

const WRONG: &str =
    "fn 卡片() -> feishu_card::Card {\n    feishu_card::card! { <card><div>\"好\"</div><hr 颜色=red/></card> }\n}\n";

#[test]
fn a_source_is_shown_with_the_place_underlined() {
    let folder = folder("source");
    fs::write(folder.join("cards.rs"), WRONG).unwrap();
    let ran = card(&folder, &["check", "cards.rs"]);
    assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
    for shown in ["error[C0101]", "cards.rs:2:50", "<hr 颜色=red/>", "^^^^", "1 file checked: 1 error"] {
        assert!(format!("{}{}", ran.out, ran.err).contains(shown), "`{shown}` is not in:\n{}{}", ran.out, ran.err);
    }
}

#[test]
fn machines_get_the_same_of_a_source_as_of_a_card() {
    let folder = folder("source formats");
    fs::write(folder.join("cards.rs"), WRONG).unwrap();
    let ran = card(&folder, &["check", "--format", "json", "cards.rs"]);
    let line = Json::parse(&ran.out).unwrap();
    for (name, value) in [("file", "cards.rs"), ("severity", "error"), ("code", "C0101"), ("pointer", "")] {
        assert_eq!(line.get(name).and_then(Json::as_str), Some(value), "{}", ran.out);
    }
    assert_eq!((line.get("line"), line.get("column")), (Some(&Json::int(2)), Some(&Json::int(50))));
    let ran = card(&folder, &["check", "--format", "github", "cards.rs"]);
    assert!(ran.out.starts_with("::error file=cards.rs,line=2,col=50,endColumn=52,title=C0101::"), "{}", ran.out);
}

#[test]
fn folders_are_searched_for_sources_but_not_what_cargo_built() {
    let folder = folder("crate");
    for sub in ["src/cards", "target/debug"] {
        fs::create_dir_all(folder.join(sub)).unwrap();
    }
    fs::write(folder.join("target/CACHEDIR.TAG"), "Signature: 8a477f597d28d172789f06886806bc55").unwrap();
    fs::write(folder.join("src/cards/a.rs"), WRONG).unwrap();
    fs::write(folder.join("src/main.rs"), "fn main() {}").unwrap();
    fs::write(folder.join("target/debug/b.rs"), WRONG).unwrap();
    let ran = card(&folder, &["check", "."]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("2 files checked: 1 error, 0 warnings"), "{}", ran.err);
    // whatever leads to a file, what is wrong in it is said once
    let again =
        card(&folder, &["check", "src", ".", "src/cards/a.rs", "./src/../src/cards/a.rs", "none.rs", "none.rs"]);
    assert!(again.err.contains("3 files checked: 1 error, 0 warnings; 1 could not be read"), "{}", again.err);
    assert_eq!(again.out.matches("C0101").count(), 1, "{}", again.out);
}

#[test]
fn a_source_that_is_not_rust_is_read_on_behind_the_place() {
    let folder = folder("not rust");
    fs::write(folder.join("a.rs"), format!("fn f() {{ g（1); }}\n{WRONG}")).unwrap();
    let ran = card(&folder, &["check", "--format", "json", "a.rs"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    let codes: Vec<_> = ran.out.lines().map(|line| Json::parse(line).unwrap().get("code").cloned().unwrap()).collect();
    assert_eq!(codes, [Json::from("C0024"), Json::from("C0101")]);
}

#[test]
fn codes_and_limits_of_the_command_hold_for_sources() {
    let folder = folder("source options");
    let tables = "<table><column name=\"a\" data_type=text/><row a=\"1\"/></table>".repeat(6);
    fs::write(folder.join("a.rs"), format!("fn f() {{ card! {{ <card schema=\"2.0\">{tables}</card> }} }}")).unwrap();
    let run = |more: &[&str]| {
        let ran = card(&folder, &[&["check", "--format", "json"], more, &["a.rs"]].concat());
        (ran.code, ran.out.lines().filter(|line| line.contains("C0408")).count())
    };
    let (code, found) = run(&[]);
    assert_eq!((code, found), (Some(1), 1));
    assert_eq!(run(&["--limits", "tables=6"]), (Some(0), 0));
    let (code, found) = run(&["--allow", "C0408"]);
    assert_eq!((code, found), (Some(0), 1));
}
