//! Holds the two READMEs to the manifest and to the figures that are measured, and the change that CONTRIBUTING shows to the
//! files it changes. What the pages show is compiled and run by `.ci/snippets` and `.ci/pages`; that both languages have the
//! same code, and where links lead, is held in `tests/packages/pages`.

use feishu_card::Json;
use feishu_card_schema::{
    Version,
    table::{Item, Kind, objects},
};
use std::{fs, path::Path, process::Command};

const ENGLISH: &str = include_str!("../../README.md");
const CHINESE: &str = include_str!("../../README.zh-CN.md");

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

/// The last number in a row of a page.
fn last_number(row: &str) -> usize {
    let digits = row.rsplit(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty());
    digits.and_then(|digits| digits.parse().ok()).unwrap_or_else(|| panic!("no number in {row}"))
}

#[test]
fn numbers_of_the_readmes_are_todays() {
    let limits = include_str!("../guard/limits.tsv");
    let (cards, send) = (number(limits, "cards only (no default features)"), number(limits, "send (default features)"));
    let connection = number(limits, "long-connection, more than send and callback");
    let Kind::List(Item::Family(family)) = objects::Body.member("elements").expect("a member").kind else { panic!() };
    let count = |version| {
        let counted = family.variants.iter().filter(|object| object.tag != "column" && object.versions.has(version));
        counted.count()
    };
    let components = format!("| {} / {} |", count(Version::V1), count(Version::V2));
    for page in [ENGLISH, CHINESE] {
        let crates =
            page.lines().find(|line| line.starts_with("| (none)") || line.starts_with("| （无）")).expect("a row");
        // "15 crates", "：15 个 crate"
        assert_eq!(last_number(crates), cards, "{crates}");
        let row = page.lines().find(|line| line.starts_with("| `long-connection`")).expect("a row");
        assert_eq!(last_number(row), connection, "{row}");
        let row = page.lines().find(|line| line.starts_with("| feishu-card")).expect("our row");
        assert!(row.contains(&components), "{row}: {components}");
        assert!(row.ends_with(&format!("| {send} |")), "{row}: {send}");
    }
}

#[test]
fn the_change_that_contributing_shows_fits() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("CONTRIBUTING.md")).expect("the page");
    let changes: Vec<&str> = page.split("```").filter_map(|block| block.strip_prefix("diff\n")).collect();
    assert_eq!(changes.len(), 1);
    changes.into_iter().for_each(|change| the_change_fits(root, change));
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
