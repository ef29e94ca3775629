//! What the manifests promise: one minimum Rust version everywhere, and packages that are ready to publish.

use feishu_card::Json;
use std::process::Command;

fn metadata(arguments: &[&str]) -> Vec<Json> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--format-version", "1"])
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let json = Json::parse(&String::from_utf8(output.stdout).expect("text")).expect("JSON");
    json.get("packages").and_then(Json::as_list).expect("packages").to_vec()
}

fn text<'a>(package: &'a Json, member: &str) -> &'a str {
    package.get(member).and_then(Json::as_str).unwrap_or_default()
}

/// `1.88.0` as (1, 88).
fn version(text: &str) -> (u32, u32) {
    let mut numbers = text.split('.').map(|part| part.parse().expect("a number"));
    (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default())
}

#[test]
fn every_package_names_the_same_rust_version_edition_and_licence() {
    for package in metadata(&["--no-deps"]) {
        let name = text(&package, "name");
        assert_eq!(text(&package, "rust_version"), "1.88", "{name}");
        // a user's crate of the older edition, under another name for ours
        let edition = if name == "feishu-card-rename" { "2021" } else { "2024" };
        assert_eq!(text(&package, "edition"), edition, "{name}");
        assert_eq!(text(&package, "license"), "MIT OR Apache-2.0", "{name}");
    }
}

/// No older compiler is run here; this holds that none of what we build on asks for a newer one.
#[test]
fn no_dependency_asks_for_a_newer_rust() {
    let packages = metadata(&["--all-features", "--filter-platform", "x86_64-unknown-linux-gnu"]);
    assert!(packages.len() > 100, "only {} packages", packages.len());
    for package in packages {
        let wanted = text(&package, "rust_version");
        assert!(
            wanted.is_empty() || version(wanted) <= (1, 88),
            "{} {} wants Rust {wanted}",
            text(&package, "name"),
            text(&package, "version")
        );
    }
}

#[test]
fn every_published_package_tells_what_it_is() {
    let mut published = Vec::new();
    for package in metadata(&["--no-deps"]) {
        if package.get("publish").and_then(Json::as_list).is_some_and(<[Json]>::is_empty) {
            continue;
        }
        let name = text(&package, "name").to_owned();
        for member in ["description", "repository"] {
            assert!(!text(&package, member).is_empty(), "{name} has no {member}");
        }
        for member in ["keywords", "categories"] {
            let words = package.get(member).and_then(Json::as_list).unwrap_or_default();
            assert!((1..=5).contains(&words.len()), "{name}: {} {member}", words.len());
        }
        published.push(name);
    }
    published.sort_unstable();
    let names = ["", "-cli", "-core", "-macros", "-markup", "-preview", "-redis", "-sandbox", "-schema", "-send"];
    assert_eq!(published, names.map(|suffix| format!("feishu-card{suffix}")));
}

#[test]
fn the_rule_book_depends_on_nothing_and_the_values_on_serde_without_derive() {
    let packages = metadata(&["--no-deps"]);
    let dependencies = |name: &str| -> Vec<(String, Vec<String>)> {
        let package = packages.iter().find(|package| text(package, "name") == name).expect("a package");
        let all = package.get("dependencies").and_then(Json::as_list).unwrap_or_default();
        let normal = all.iter().filter(|dependency| dependency.get("kind") == Some(&Json::Null));
        normal
            .map(|dependency| {
                let features = dependency.get("features").and_then(Json::as_list).unwrap_or_default();
                let features = features.iter().filter_map(Json::as_str).map(str::to_owned).collect();
                (text(dependency, "name").to_owned(), features)
            })
            .collect()
    };
    assert_eq!(dependencies("feishu-card-schema"), []);
    let core = dependencies("feishu-card-core");
    let names: Vec<&str> = core.iter().map(|(name, _)| name.as_str()).collect();
    // serde without what only derives need
    assert_eq!(names, ["feishu-card-schema", "serde_core", "serde_json"]);
    for (name, features) in core {
        for feature in ["derive", "arbitrary_precision", "preserve_order"] {
            assert!(!features.iter().any(|f| f == feature), "{name} with {feature}");
        }
    }
}
