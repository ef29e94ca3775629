//! Holds the two READMEs to each other, to the manifest and to the files they point to, and sees to it that every code
//! block of the pages is of a kind that is run somewhere: Rust as doc tests, shell by `.ci/pages`, the rest here.

use feishu_card::Json;
use feishu_card_schema::{
    Version,
    table::{Item, Kind, objects},
};
use std::{fs, path::Path, process::Command};

const ENGLISH: &str = include_str!("../../README.md");
const CHINESE: &str = include_str!("../../README.zh-CN.md");

/// The code blocks of a page, fences and all.
fn blocks(page: &str) -> Vec<&str> {
    page.split("```").enumerate().filter(|(number, _)| number % 2 == 1).map(|(_, block)| block).collect()
}

/// The parts of a page that are counted: headings, rows of tables, list items.
fn shape(page: &str) -> Vec<char> {
    page.lines().filter_map(|line| line.chars().next()).filter(|first| "#|-!".contains(*first)).collect()
}

#[test]
fn both_readmes_have_the_same_code_and_the_same_parts() {
    assert_eq!(blocks(ENGLISH), blocks(CHINESE));
    assert!(blocks(ENGLISH).len() > 5);
    assert_eq!(shape(ENGLISH), shape(CHINESE));
}

#[test]
fn both_readmes_list_every_feature() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--no-deps", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let json = Json::parse(&String::from_utf8(output.stdout).expect("text")).expect("JSON");
    let packages = json.get("packages").and_then(Json::as_list).expect("packages");
    let is_face = |package: &&Json| package.get("name").and_then(Json::as_str) == Some("feishu-card");
    let face = packages.iter().find(is_face).expect("the face");
    let features = face.get("features").and_then(Json::as_map).expect("features");
    assert!(features.len() > 5);
    for (feature, _) in features.iter().filter(|(name, _)| name != "default") {
        for page in [ENGLISH, CHINESE] {
            assert!(page.contains(&format!("\n| `{feature}` |")), "no row for the feature `{feature}`");
        }
    }
}

/// The number after this text in the guard's limits, or after a bar in a row of a page.
fn number(page: &str, before: &str) -> usize {
    let rest = page.split_once(before).map_or("", |(_, rest)| rest).trim_start();
    let digits = rest.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    digits.parse().unwrap_or_else(|_| panic!("no number after `{before}`"))
}

#[test]
fn numbers_of_the_readmes_are_todays() {
    let limits = include_str!("../guard/limits.tsv");
    let (cards, send) = (number(limits, "cards only (no default features)"), number(limits, "send (default features)"));
    let Kind::List(Item::Family(family)) = objects::Body.member("elements").expect("a member").kind else { panic!() };
    let count = |version| {
        let counted = family.variants.iter().filter(|object| object.tag != "column" && object.versions.has(version));
        counted.count()
    };
    let components = format!("| {} / {} |", count(Version::V1), count(Version::V2));
    for page in [ENGLISH, CHINESE] {
        let crates =
            page.lines().find(|line| line.starts_with("| (none)") || line.starts_with("| （无）")).expect("a row");
        assert!(crates.contains(&format!("{cards} ")), "{crates}: {cards}");
        let row = page.lines().find(|line| line.starts_with("| feishu-card")).expect("our row");
        assert!(row.contains(&components), "{row}: {components}");
        assert!(row.ends_with(&format!("| {send} |")), "{row}: {send}");
    }
}

const PAGES: [&str; 8] = [
    "README.md",
    "README.zh-CN.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/adopters.md",
    "docs/more-than-one-process.md",
    "examples/README.md",
    "tests/README.md",
];

#[test]
fn every_code_block_is_of_a_kind_that_is_run() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let face = include_str!("../../src/lib.rs");
    let redis = include_str!("../../card-redis/src/lib.rs");
    for page in PAGES {
        let text = fs::read_to_string(root.join(page)).expect(page);
        for block in blocks(&text) {
            let (kind, code) = block.split_once('\n').expect("a line end after the kind");
            match kind {
                // the Chinese page has the blocks of the English one
                "rust" | "rust,no_run" if page == "README.zh-CN.md" => {}
                "rust" | "rust,no_run" => {
                    let page = format!("../{page}\")");
                    assert!(face.contains(&page) || redis.contains(&page), "{page}");
                }
                "sh" => assert!(include_str!("../../.ci/pages").contains(page) || page.starts_with("docs/"), "{page}"),
                "toml" => the_dependency_is_this_version(code),
                "diff" => the_change_fits(root, code),
                kind => panic!("{page}: nothing runs blocks of the kind `{kind}`"),
            }
        }
    }
}

fn the_dependency_is_this_version(code: &str) {
    let (version, _) = env!("CARGO_PKG_VERSION").rsplit_once('.').expect("a version");
    assert!(code.starts_with(&format!("[dependencies]\nfeishu-card = \"{version}\"\n")), "{code}");
}

/// What a change keeps and takes away stands in the file that is named above it. `…` stands for anything.
fn the_change_fits(root: &Path, code: &str) {
    let (mut file, mut checked) = (String::new(), 0);
    for line in code.lines().filter(|line| !line.starts_with('+') && !line.trim().is_empty()) {
        let line = line.get(1..).unwrap_or_default();
        if let Some(name) = line.strip_prefix("// ").filter(|name| name.starts_with("card-")) {
            let name = name.split(':').next().unwrap_or_default();
            file = fs::read_to_string(root.join(name)).expect(name);
            continue;
        }
        let fits = |text: &str| line.split('…').all(|part| text.contains(part));
        assert!(file.lines().any(fits), "no such line to change: {line}");
        checked += 1;
    }
    assert!(checked > 0, "nothing to change in:\n{code}");
}

#[test]
fn what_pages_point_to_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for page in PAGES {
        let text = fs::read_to_string(root.join(page)).expect(page);
        let folder = root.join(page).parent().expect("a folder").to_path_buf();
        // not in code: Markdown of cards has links too
        let prose = text.split("```").step_by(2).collect::<String>();
        for link in prose.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link) {
            let file = link.split('#').next().unwrap_or_default();
            if !link.starts_with("https://") && !file.is_empty() {
                assert!(folder.join(file).exists(), "{page} points to {link}, which is not there");
            }
        }
    }
}
