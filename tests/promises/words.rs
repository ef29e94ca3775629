//! What the product says is plain present-day English, as rustc writes it (CONTRIBUTING, Style): the phrases of earlier
//! days do not come back. Looked at is every string literal of the packages outside of their tests, as a token: neither
//! comments nor the code around it count.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::{fs, path::Path};

/// Phrases, and what to write instead.
const OLD: [(&[&str], &str); 12] = [
    (&["is", "no"], "\"unknown x\", \"… is not a x\", \"expected …, found …\""),
    (&["are", "no"], "\"… are not x\""),
    (&["belongs", "into"], "\"belongs in\""),
    (&["belong", "into"], "\"belong in\""),
    (&["stands", "in"], "\"is in\""),
    (&["stand", "in"], "\"are in\", or another word"),
    (&["stands", "behind"], "\"follows\""),
    (&["stands", "at"], "\"is at\""),
    (&["mend"], "\"fix\""),
    (&["mends"], "\"fixes\""),
    (&["mended"], "\"fixed\""),
    (&["stays", "away"], "another word"),
];

/// Literals that say such a phrase for a reason.
const KEPT: [(&str, &str); 2] = [
    ("there is no submit button in the form container", "the platform's own words"),
    ("need a placeholder when there is no initial value", "nothing is missed here, a state is named"),
];

#[test]
fn no_message_speaks_the_english_of_earlier_days() {
    let mut found = Vec::new();
    let mut literals = 0;
    for file in sources() {
        let text = fs::read_to_string(&file).expect("a source");
        let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        look(tokens, &mut |literal| {
            literals += 1;
            if KEPT.iter().any(|(kept, _)| literal.contains(kept)) {
                return;
            }
            found.extend(old_phrases(literal).map(|(phrase, instead)| {
                format!("{}: \"{}\" in {literal}\n  write {instead}", file.display(), phrase.join(" "))
            }));
        });
    }
    assert!(literals > 3000, "{literals} literals: where are the sources?");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_phrases_are_recognised() {
    let old = [
        "`x` is no known colour",
        "there is no component `x`",
        "it belongs into `card`",
        "an expression stands in\\\n            braces",
        "how to mend it",
    ];
    for message in old {
        assert!(old_phrases(message).next().is_some(), "{message}");
    }
    for message in ["unknown colour `x`", "there is nothing here", "understands inner", "amend it", "this noise"] {
        assert!(old_phrases(message).next().is_none(), "{message}");
    }
    let mut seen = Vec::new();
    let source = "/// a doc\n#[doc = \"b\"] fn f() { g(\"c\"); } #[cfg(test)] mod tests { const A: &str = \"d\"; } const E: &str = \"e\";";
    look(source.parse().expect("tokens"), &mut |literal| seen.push(literal.to_owned()));
    assert_eq!(seen, ["\"c\"", "\"e\""]);
}

fn old_phrases(literal: &str) -> impl Iterator<Item = (&'static [&'static str], &'static str)> {
    // a line that goes on behind a backslash is one line
    let text: String = literal.split("\\\n").map(str::trim_start).collect::<Vec<_>>().join(" ").to_lowercase();
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric() && c != '`' && c != '_')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    OLD.into_iter().filter(move |(phrase, _)| words.windows(phrase.len()).any(|window| window == *phrase))
}

/// All sources of the packages, without their tests.
fn sources() -> Vec<std::path::PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<_> = fs::read_dir(root)
        .expect("the project")
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().starts_with("card-"))
        .map(|entry| entry.path().join("src"))
        .collect();
    folders.push(root.join("src"));
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let (path, name) = (entry.path(), entry.file_name());
            if path.is_dir() && name != "tests" {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") && name != "tests.rs" {
                files.push(path);
            }
        }
    }
    files
}

/// Shows every string literal that is neither documentation nor in a test.
fn look(tokens: TokenStream, show: &mut impl FnMut(&str)) {
    let mut tested = false;
    let mut hash = false;
    for token in tokens {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => hash = true,
            TokenTree::Punct(punct) if punct.as_char() == '!' && hash => {}
            TokenTree::Group(group) if hash && group.delimiter() == Delimiter::Bracket => {
                hash = false;
                let text = group.stream().to_string();
                tested |= text.replace(' ', "") == "cfg(test)" || text == "test";
            }
            TokenTree::Group(group) => {
                // the body of a test, or of a module of tests
                let skipped = tested && group.delimiter() == Delimiter::Brace;
                if skipped {
                    tested = false;
                } else if !tested {
                    look(group.stream(), show);
                }
            }
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                if text.starts_with(['"', 'r']) && !tested {
                    show(&text);
                }
            }
            TokenTree::Punct(punct) if punct.as_char() == ';' => tested = false,
            _ => hash = false,
        }
    }
}
