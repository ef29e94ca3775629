//! Compiles and runs what the pages show: `pages [PAGE…]`, all of them unless some are named.
//!
//! Rust blocks that depend on the same are one program. Pages of the guide are followed as a reader follows them: `cargo
//! new`, `cargo add`, the files, then each line of their shell blocks in the folder of the program. `card dev` is the
//! real one, on ports that are free; a program that goes on (`cargo run` of a bot) is waited for until it says that
//! it is listening, and ended with the page.
#![forbid(unsafe_code)]

mod run;

use feishu_card_pages::{
    PAGES,
    dependencies::Dependencies,
    guide,
    package::{Workspace, write},
    page::{Block, Page},
    root, snippets,
    steps::{self, Step},
};
use run::Reader;
use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    match all() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn all() -> Result {
    let begun = Instant::now();
    let root = root();
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |folder| root.join(folder));
    let workspace = Workspace::make(&root, target.join("pages"))?;
    let named: Vec<String> = env::args().skip(1).collect();
    let wanted = |page: &String| named.is_empty() || named.contains(page);
    let guide: Vec<String> = guide(&root)?.into_iter().filter(wanted).collect();
    let others = PAGES.map(str::to_owned).into_iter().filter(wanted);

    let mut uses: BTreeMap<Dependencies, Vec<(String, Block)>> = BTreeMap::new();
    let mut followed = Vec::new();
    for page in others.chain(guide.iter().cloned()) {
        let text = fs::read_to_string(root.join(&page))?;
        let steps = steps::of(&Page::read(&text)).map_err(|error| format!("{page}: {error}"))?;
        for step in &steps {
            if let Step::Snippet(block, dependencies) = step {
                if dependencies.is_empty() {
                    return Err(format!("{page}:{}: nothing above says what this depends on", block.line).into());
                }
                uses.entry(dependencies.clone()).or_default().push((snippets::name(&page, block), block.clone()));
            }
        }
        if guide.contains(&page) {
            followed.push((page, steps));
        } else if let Some(Step::File(path, block)) = steps.iter().find(|step| matches!(step, Step::File(..))) {
            return Err(
                format!("{page}:{}: nobody writes `{path}`: only pages of the guide have files", block.line).into()
            );
        }
    }

    // all manifests first: they are members of one workspace
    let mut programs = Vec::new();
    for (number, (dependencies, blocks)) in uses.iter().enumerate() {
        let name = format!("use-{}", number + 1);
        let folder = workspace.package(&name, dependencies)?;
        let (tests, others): (Vec<_>, Vec<_>) = blocks.iter().partition(|(_, block)| snippets::has_tests(&block.text));
        for (blocks, below) in [(&tests, "tests"), (&others, "src")] {
            for (name, block) in blocks {
                write(&folder.join(format!("{below}/{name}.rs")), &snippets::module(block))?;
            }
        }
        let modules: Vec<_> = others.iter().map(|(name, block)| (name.clone(), block.has("no_run"))).collect();
        write(&folder.join("src/main.rs"), &snippets::program(&modules))?;
        programs.push((name, dependencies.told(), others.len(), tests.len()));
    }
    let mut reader = Reader::new(&root, &target)?;
    for (name, told, others, tests) in programs {
        println!("== {} snippets with {told} ({} s)", others + tests, begun.elapsed().as_secs());
        if others > 0 {
            reader.cargo(&workspace.folder, &["run", "--quiet", "--package", &name])?;
        }
        if tests > 0 {
            reader.cargo(&workspace.folder, &["test", "--quiet", "--package", &name, "--tests"])?;
        }
    }
    for (page, steps) in followed {
        println!("== {page} ({} s)", begun.elapsed().as_secs());
        follow(&mut reader, &workspace, &page, steps).map_err(|error| format!("{page}: {error}"))?;
    }
    println!("== all pages keep their word ({} s)", begun.elapsed().as_secs());
    Ok(())
}

/// Does what a page says, from top to bottom.
fn follow(reader: &mut Reader, workspace: &Workspace, page: &str, steps: Vec<Step>) -> Result {
    let mut program: Option<Program> = None;
    let page = Path::new(page).file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    for step in steps {
        match step {
            Step::New(name, is_lib) => {
                end(&program)?;
                reader.end();
                program = Some(Program::new(workspace, name, is_lib)?);
            }
            Step::Depends(dependencies) => {
                if let Some(program) = &mut program {
                    program.dependencies = dependencies;
                    workspace.package(&program.name, &program.dependencies)?;
                }
            }
            Step::Snippet(..) => {}
            Step::File(path, block) => {
                let program = Program::of(&mut program, workspace, &page)?;
                write(&program.folder.join(&path), &block.text)?;
                let is_source = path.ends_with(".rs");
                program.sources |= is_source;
                program.ran &= !is_source;
            }
            Step::Says(block) => reader.said(&block.text).map_err(|error| format!("line {}: {error}", block.line))?,
            Step::Line(line, text) => {
                let program = Program::of(&mut program, workspace, &page)?;
                println!("-- line {line}: {text}");
                reader.line(&program.folder, &text).map_err(|error| format!("line {line}: `{text}`: {error}"))?;
                program.ran |= COMPILE.iter().any(|command| text.contains(command));
            }
        }
    }
    end(&program)?;
    reader.end();
    Ok(())
}

/// What compiles a program.
const COMPILE: [&str; 4] = ["cargo run", "cargo test", "cargo build", "cargo check"];

/// What a page makes.
#[derive(Default)]
struct Program {
    name: String,
    folder: PathBuf,
    dependencies: Dependencies,
    sources: bool,
    ran: bool,
}

impl Program {
    /// What `cargo new` makes.
    fn new(workspace: &Workspace, name: String, is_lib: bool) -> Result<Program> {
        let folder = workspace.package(&name, &Dependencies::default())?;
        let (file, text) = if is_lib { ("src/lib.rs", "") } else { ("src/main.rs", "fn main() {}\n") };
        write(&folder.join(file), text)?;
        Ok(Program { name, folder, ..Program::default() })
    }

    /// The program of the page; a page that makes none has a folder all the same.
    fn of<'a>(program: &'a mut Option<Program>, workspace: &Workspace, page: &str) -> Result<&'a mut Program> {
        match program {
            Some(program) => Ok(program),
            None => Ok(program.insert(Program::new(workspace, page.to_owned(), false)?)),
        }
    }
}

/// A program that nobody has run since its last source is a program that nobody knows to compile.
fn end(program: &Option<Program>) -> Result {
    match program {
        Some(program) if program.sources && !program.ran => {
            Err("the page never runs its program: write `cargo run` or `cargo test` below it".into())
        }
        _ => Ok(()),
    }
}
