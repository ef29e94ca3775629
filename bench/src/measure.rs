//! Small cargo projects in a scratch folder, and what checking them costs in CPU time.

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// A project that is checked from scratch.
pub struct Project {
    folder: PathBuf,
}

/// What a check cost.
pub struct CheckResult {
    /// User and system time of cargo and everything it started.
    pub cpu_seconds: f64,
}

impl Project {
    /// A library with these dependencies and this source; `{root}` stands for our repository.
    pub fn new(name: &str, dependencies: &str, source: &str) -> Project {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the repository");
        let folder = scratch().join(name);
        fs::create_dir_all(folder.join("src")).expect("a scratch folder");
        let dependencies = dependencies.replace("{root}", &root.display().to_string());
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{dependencies}"
        );
        fs::write(folder.join("Cargo.toml"), manifest).expect("writable");
        let project = Project { folder };
        project.write("lib.rs", source);
        project.cargo(&["fetch", "-q"]);
        project
    }

    /// Replaces a file of the source.
    pub fn write(&self, file: &str, source: &str) {
        fs::write(self.folder.join("src").join(file), source).expect("writable");
    }

    /// Checks everything anew.
    pub fn clean_check(&self) -> CheckResult {
        let _ = fs::remove_dir_all(self.folder.join("target"));
        self.check()
    }

    /// Checks what has changed, without incremental compilation: the whole project itself, if anything of it has.
    pub fn check(&self) -> CheckResult {
        self.measure(&["check", "-q", "--offline"])
    }

    /// Checks what has changed as an edit loop does. Only the project itself is incremental, so that going from one
    /// kind of check to the other builds no dependency anew.
    pub fn check_incremental(&self) -> CheckResult {
        let incremental = format!("-Cincremental={}", self.increments().display());
        self.measure(&["rustc", "-q", "--offline", "--lib", "--profile=check", "--", &incremental])
    }

    /// The next incremental check starts from nothing.
    pub fn forget_increments(&self) {
        let _ = fs::remove_dir_all(self.increments());
    }

    fn increments(&self) -> PathBuf {
        self.folder.join("target/increments")
    }

    fn measure(&self, args: &[&str]) -> CheckResult {
        let before = children();
        self.cargo(args);
        CheckResult { cpu_seconds: children() - before }
    }

    /// The version that a dependency was resolved to.
    pub fn version(&self, package: &str) -> String {
        let id = Command::new("cargo").args(["pkgid", package]).current_dir(&self.folder).output().expect("cargo runs");
        let id = String::from_utf8_lossy(&id.stdout);
        id.trim().rsplit(['@', '#']).next().unwrap_or_default().to_owned()
    }

    /// How many crates are built for it, without itself.
    pub fn crates(&self) -> usize {
        let tree = Command::new("cargo")
            .args(["tree", "-q", "--offline", "-e", "normal,build", "--prefix", "none", "--no-dedupe"])
            .current_dir(&self.folder)
            .output()
            .expect("cargo runs");
        let text = String::from_utf8_lossy(&tree.stdout);
        let mut names: Vec<&str> = text.lines().skip(1).filter(|line| !line.trim().is_empty()).collect();
        names.iter_mut().for_each(|name| *name = name.trim_end_matches(" (*)"));
        names.sort_unstable();
        names.dedup();
        names.len()
    }

    fn cargo(&self, args: &[&str]) {
        let status = Command::new("cargo")
            .args(args)
            .current_dir(&self.folder)
            .env_remove("CARGO_TARGET_DIR")
            .env("CARGO_INCREMENTAL", "0")
            .stdout(Stdio::null())
            .status()
            .expect("cargo runs");
        assert!(status.success(), "cargo {args:?} failed in {}", self.folder.display());
    }
}

/// Beside the program, so that two clones do not share projects.
fn scratch() -> PathBuf {
    std::env::current_exe().expect("this program").with_file_name("projects")
}

/// CPU seconds of all finished children so far.
fn children() -> f64 {
    cpu_seconds(UsageWho::RUSAGE_CHILDREN)
}

/// CPU seconds of this process so far: on a busy machine, too, a call costs what it costs.
pub fn own_seconds() -> f64 {
    cpu_seconds(UsageWho::RUSAGE_SELF)
}

fn cpu_seconds(of: UsageWho) -> f64 {
    let usage = getrusage(of).expect("the system counts");
    let time = usage.user_time() + usage.system_time();
    time.num_microseconds() as f64 / 1e6
}

/// The middle of the values.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
