//! What a page says its programs depend on: lines of `cargo add`, or a table of `Cargo.toml`.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

/// What a program depends on, as `cargo add` would write it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dependencies {
    all: BTreeMap<(bool, String), Dependency>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Dependency {
    /// As written on the page; else what the project itself is built with, or [`ELSEWHERE`].
    version: Option<String>,
    features: BTreeSet<String>,
    without_defaults: bool,
}

/// What pages use and the project does not: a version for each, so that a release elsewhere breaks no page unseen.
pub const ELSEWHERE: [(&str, &str); 2] = [("humantime", "2"), ("tracing-subscriber", "0.3")];

/// Where a dependency comes from when the page names no version.
pub type Versions = BTreeMap<String, String>;

impl Dependencies {
    /// Takes a line that begins with `cargo add`; says whether it adds to tests only.
    ///
    /// # Errors
    /// When the line has a flag that is not known here.
    pub fn add(&mut self, line: &str) -> Result<(), String> {
        let mut words = line.split_whitespace().skip(2);
        let (mut names, mut dependency, mut dev) = (Vec::new(), Dependency::default(), false);
        while let Some(word) = words.next() {
            match word {
                "--dev" => dev = true,
                "--no-default-features" => dependency.without_defaults = true,
                "--features" | "-F" => {
                    let features = words.next().ok_or_else(|| format!("`{word}` without features: {line}"))?;
                    dependency.features.extend(features.split(',').map(str::to_owned));
                }
                flag if flag.starts_with('-') => return Err(format!("unknown flag `{flag}`: {line}")),
                name => names.push(name),
            }
        }
        if names.is_empty() {
            return Err(format!("nothing is added: {line}"));
        }
        for name in names {
            let (name, version) = match name.split_once('@') {
                Some((name, version)) => (name, Some(version.to_owned())),
                None => (name, None),
            };
            let entry = self.all.entry((dev, name.to_owned())).or_default();
            entry.features.extend(dependency.features.iter().cloned());
            entry.without_defaults |= dependency.without_defaults;
            entry.version = version;
        }
        Ok(())
    }

    /// Reads the tables `[dependencies]` and `[dev-dependencies]` of a `toml` block.
    ///
    /// # Errors
    /// When it is not TOML, or a dependency is written in a way that is not known here.
    pub fn read(text: &str) -> Result<Dependencies, String> {
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| error.message().to_owned())?;
        let mut read = Dependencies::default();
        for (section, entries) in &table {
            let dev = match section.as_str() {
                "dependencies" => false,
                "dev-dependencies" => true,
                other => return Err(format!("unknown table `[{other}]`")),
            };
            for (name, entry) in entries.as_table().into_iter().flatten() {
                read.all.insert((dev, name.clone()), Dependency::read(name, entry)?);
            }
        }
        Ok(read)
    }

    /// Whether all lines of a block add to tests only.
    #[must_use]
    pub fn for_tests_only(block: &str) -> bool {
        let mut lines = block.lines().filter(|line| line.starts_with("cargo add ")).peekable();
        lines.peek().is_some() && lines.all(|line| line.split_whitespace().any(|word| word == "--dev"))
    }

    /// The tables as `Cargo.toml` has them.
    ///
    /// # Errors
    /// When no version of a dependency is known.
    pub fn tables(&self, versions: &Versions) -> Result<String, String> {
        let mut text = String::new();
        for dev in [false, true] {
            let _ = write!(text, "\n[{}]\n", if dev { "dev-dependencies" } else { "dependencies" });
            for ((_, name), dependency) in self.all.iter().filter(|((of_tests, _), _)| *of_tests == dev) {
                let _ = writeln!(text, "{name} = {}", dependency.written(name, versions)?);
            }
        }
        Ok(text)
    }

    /// In a few words, for the log.
    #[must_use]
    pub fn told(&self) -> String {
        let one = |((dev, name), dependency): (&(bool, String), &Dependency)| {
            let features: Vec<&str> = dependency.features.iter().map(String::as_str).collect();
            let features = if features.is_empty() { String::new() } else { format!("[{}]", features.join(",")) };
            format!(
                "{name}{features}{}{}",
                if dependency.without_defaults { " without defaults" } else { "" },
                if *dev { " in tests" } else { "" }
            )
        };
        if self.all.is_empty() { "nothing".to_owned() } else { self.all.iter().map(one).collect::<Vec<_>>().join(", ") }
    }

    /// Whether nothing is depended on.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

impl Dependency {
    fn read(name: &str, entry: &toml::Value) -> Result<Dependency, String> {
        let mut read = Dependency::default();
        match entry {
            toml::Value::String(version) => read.version = Some(version.clone()),
            toml::Value::Table(table) => {
                for (key, value) in table {
                    match (key.as_str(), value) {
                        ("version", toml::Value::String(version)) => read.version = Some(version.clone()),
                        ("default-features", toml::Value::Boolean(defaults)) => read.without_defaults = !defaults,
                        ("features", toml::Value::Array(features)) => {
                            read.features.extend(features.iter().filter_map(toml::Value::as_str).map(str::to_owned));
                        }
                        _ => return Err(format!("`{name}`: unknown member `{key}`")),
                    }
                }
            }
            _ => return Err(format!("`{name}`: expected a version or a table")),
        }
        Ok(read)
    }

    fn written(&self, name: &str, versions: &Versions) -> Result<String, String> {
        let version = self.version.as_deref().or_else(|| versions.get(name).map(String::as_str));
        let version = version.ok_or_else(|| format!("`{name}`: no version is known, name one in `ELSEWHERE`"))?;
        let features: Vec<String> = self.features.iter().map(|feature| format!("\"{feature}\"")).collect();
        let (defaults, features) = (!self.without_defaults, features.join(", "));
        Ok(format!("{{ version = \"{version}\", default-features = {defaults}, features = [{features}] }}"))
    }
}

/// The newest version of each package in a `Cargo.lock`.
///
/// # Errors
/// When it is not one.
pub fn versions(lock: &str) -> Result<Versions, String> {
    let table: toml::Table = lock.parse().map_err(|error: toml::de::Error| error.message().to_owned())?;
    let text = |package: &toml::Value, key: &str| package.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    let packages = table.get("package").and_then(toml::Value::as_array).ok_or("no packages")?;
    // a lock file is sorted, so that of two versions the newer comes last
    let built = packages.iter().filter_map(|package| Some((text(package, "name")?, text(package, "version")?)));
    Ok(ELSEWHERE.map(|(name, version)| (name.to_owned(), version.to_owned())).into_iter().chain(built).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_writing_them_are_the_same() {
        let mut added = Dependencies::default();
        added.add("cargo add feishu-card@0.1 --no-default-features").unwrap();
        added.add("cargo add tokio@1 --features macros,rt").unwrap();
        added.add("cargo add feishu-card@0.1 --dev --features sandbox").unwrap();
        let written = Dependencies::read(
            "[dependencies]\nfeishu-card = { version = \"0.1\", default-features = false }\n\
             tokio = { version = \"1\", features = [\"rt\", \"macros\"] }\n\
             [dev-dependencies]\nfeishu-card = { version = \"0.1\", features = [\"sandbox\"] }\n",
        );
        assert_eq!(Ok(&added), written.as_ref());
        let versions = Versions::new();
        let tables = added.tables(&versions).unwrap();
        assert!(tables.contains("feishu-card = { version = \"0.1\", default-features = false, features = [] }\n"));
        assert!(tables.ends_with("default-features = true, features = [\"sandbox\"] }\n"), "{tables}");
    }

    #[test]
    fn what_is_not_known_is_said() {
        let mut added = Dependencies::default();
        assert!(added.add("cargo add serde --optional").unwrap_err().contains("--optional"));
        assert!(added.add("cargo add --dev").is_err());
        assert!(Dependencies::read("[package]\nname = \"x\"\n").unwrap_err().contains("package"));
        assert!(Dependencies::for_tests_only("cargo add a --dev\n# b\ncargo add c --dev\n"));
        assert!(!Dependencies::for_tests_only("cargo add a --dev\ncargo add c\n"));
    }

    #[test]
    fn without_a_version_it_is_that_of_the_lock_file() {
        let lock = "[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n[[package]]\nname = \"a\"\nversion = \"2.0.0\"\n";
        let mut added = Dependencies::default();
        added.add("cargo add a").unwrap();
        assert!(added.tables(&versions(lock).unwrap()).unwrap().contains("a = { version = \"2.0.0\""));
        added.add("cargo add nobody-knows-it").unwrap();
        assert!(added.tables(&versions(lock).unwrap()).unwrap_err().contains("nobody-knows-it"));
    }
}
