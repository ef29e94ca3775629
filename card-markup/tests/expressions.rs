//! Expressions of Rust are not taken for those of another language, nor for unfinished ones: tried on every expression of
//! our own sources and of the crates in cargo's registry folder. `FEISHU_CARD_LONG=1` reads all of them.

use feishu_card_corpus::manifests;
use feishu_card_expected::skipped;
use feishu_card_markup::syntax::{foreign, unfinished};
use proc_macro2::TokenTree;
use quote::ToTokens;
use std::{
    fs,
    path::{Path, PathBuf},
};
use syn::visit::Visit;

/// Of so many files of the registry one is read, unless all are.
const ONE_OF: usize = 24;

#[test]
fn no_expression_of_ours_is_flagged() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut folders: Vec<PathBuf> = ["src", "examples", "tests", "bench"].iter().map(|name| root.join(name)).collect();
    let crates = fs::read_dir(&root).expect("the project").flatten().map(|entry| entry.path());
    folders
        .extend(crates.filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("card-"))));
    let (files, expressions) = check(folders.iter().flat_map(|folder| sources(folder)).collect());
    println!("{expressions} expressions in {files} files of ours");
    assert!(expressions > 20_000, "{expressions}");
}

#[test]
fn no_expression_of_the_registry_is_flagged() {
    let Some(registry) = registry() else { return skipped("cargo has no registry folder with sources here") };
    let mut files = sources(&registry);
    files.sort();
    let all = std::env::var_os("FEISHU_CARD_LONG").is_some();
    let files = files.into_iter().step_by(if all { 1 } else { ONE_OF }).collect();
    let (files, expressions) = check(files);
    println!("{expressions} expressions in {files} files of the registry");
}

/// The folder with the sources of crates, as cargo tells it.
fn registry() -> Option<PathBuf> {
    let one = manifests().into_iter().find(|path| path.contains("/registry/src/"))?;
    // …/registry/src/<index>/<crate>/Cargo.toml
    Path::new(&one).ancestors().nth(2).map(Path::to_owned)
}

/// All sources in a folder and those below; no build folders.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                if entry.file_name() != "target" {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.push(path);
            }
        }
    }
    found
}

struct Expressions<'f> {
    file: &'f Path,
    count: usize,
    wrong: Vec<String>,
}

impl<'ast> Visit<'ast> for Expressions<'_> {
    fn visit_expr(&mut self, expr: &'ast syn::Expr) {
        let tokens = expr.to_token_stream();
        // `let` is part of a condition, and what syn does not know it does not check
        let is_let = matches!(tokens.clone().into_iter().next(), Some(TokenTree::Ident(word)) if word == "let");
        if !is_let && !matches!(expr, syn::Expr::Verbatim(_)) {
            self.count += 1;
            let (foreign, unfinished) = (foreign(&tokens), unfinished(&tokens));
            if foreign.is_some() || unfinished.is_some() {
                let text: String = tokens.to_string().chars().take(200).collect();
                let what = foreign.map(|foreign| foreign.what);
                self.wrong.push(format!("{}: {what:?} {}: {text}", self.file.display(), unfinished.is_some()));
            }
        }
        syn::visit::visit_expr(self, expr);
    }
}

/// How many files were read, and how many expressions are in them; on a thread with room for what nests deep.
fn check(files: Vec<PathBuf>) -> (usize, usize) {
    let thread = std::thread::Builder::new().stack_size(512 << 20).spawn(move || checked(files));
    match thread.expect("a thread").join() {
        Ok(counts) => counts,
        Err(wrong) => std::panic::resume_unwind(wrong),
    }
}

fn checked(files: Vec<PathBuf>) -> (usize, usize) {
    let (mut read, mut count, mut wrong) = (0, 0, Vec::new());
    for path in files {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        if let Ok(file) = syn::parse_file(&text) {
            let mut expressions = Expressions { file: &path, count: 0, wrong: Vec::new() };
            expressions.visit_file(&file);
            read += 1;
            count += expressions.count;
            wrong.append(&mut expressions.wrong);
        }
        proc_macro2::extra::invalidate_current_thread_spans();
    }
    wrong.truncate(40);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    (read, count)
}
