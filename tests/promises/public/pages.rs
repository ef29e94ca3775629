//! Reads the pages of rustdoc: which items there are, their signatures, what they link to, and their auto traits.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// All features but TLS by the system, which not every machine can build.
const FEATURES: &str = "axum,blocking,chrono,jiff,journal,long-connection,preview,sandbox,time";
const PACKAGES: [&str; 6] = [
    "feishu-card",
    "feishu-card-schema",
    "feishu-card-core",
    "feishu-card-send",
    "feishu-card-sandbox",
    "feishu-card-preview",
];

/// All public items of `feishu_card`, by module and name.
pub struct Pages {
    pub items: Vec<Item>,
}

/// One public item.
pub struct Item {
    /// `struct`, `enum`, `trait`, `fn`, `type`, `macro`, `constant`, `static`.
    pub kind: String,
    /// Its module in `feishu_card`: `send`, `values::words`; empty for the root.
    pub module: String,
    pub name: String,
    pub declaration: String,
    pub members: Vec<String>,
    /// Names of types of ours that its signatures link to.
    pub ours: BTreeSet<String>,
    /// Auto traits, and whether it has them.
    pub auto_traits: Vec<(String, bool)>,
    /// A typed value of a card: its members are the rows of the table.
    pub is_value: bool,
    /// An enum, or a struct with public fields alone, that is not `#[non_exhaustive]`.
    pub is_open: bool,
}

impl Pages {
    /// Has rustdoc write them, and reads them.
    pub fn written() -> Self {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder");
        let output = Command::new(env!("CARGO"))
            .args(["doc", "--locked", "--no-deps", "--features", FEATURES, "--target-dir"])
            .arg(target)
            .args(PACKAGES.iter().flat_map(|package| ["--package", package]))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("cargo runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let doc = target.join("doc");

        let mut items = read(&doc.join("feishu_card"));
        // the root shows what most programs name; the rest of core is in it too
        let root: BTreeSet<String> = items.iter().filter(|item| item.module.is_empty()).map(Item::path).collect();
        items.extend(
            read(&doc.join("feishu_card_core"))
                .into_iter()
                .filter(|item| !item.module.starts_with("values") && !root.contains(&item.path())),
        );
        let values: BTreeSet<String> =
            items.iter().filter(|item| item.module.starts_with("values")).map(|item| item.name.clone()).collect();
        for item in items.iter_mut().filter(|item| item.module.is_empty() || item.module.starts_with("values")) {
            item.is_value = values.contains(&item.name);
        }
        items.sort_by_key(Item::path);
        Pages { items }
    }
}

/// The items of one crate.
fn read(folder: &Path) -> Vec<Item> {
    let all = page(&folder.join("all.html"));
    let list = all.split("<li><a href=\"").skip(1);
    list.filter_map(|entry| entry.split_once('"'))
        .map(|(file, _)| file)
        .filter(|file| !file.starts_with('#'))
        .map(|file| item(folder, file))
        .collect()
}

fn page(path: &PathBuf) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// `send/struct.Client.html`
fn item(folder: &Path, file: &str) -> Item {
    let page = page(&folder.join(file));
    let (module, file) = file.rsplit_once('/').unwrap_or(("", file));
    let mut parts = file.split('.');
    let (kind, name) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    // what it has by traits is not listed: by those of others it is usual, by ours it is at the trait
    let ends = ["trait-implementations", "synthetic-implementations", "implementors", "deref-methods"]
        .map(|id| page.find(&format!("id=\"{id}")));
    let own = ends.into_iter().flatten().min().and_then(|end| page.get(..end)).unwrap_or(&page);
    let declaration = within(own, "<pre class=\"rust item-decl\"><code>", "</code></pre>").next().unwrap_or_default();
    let methods = || within(own, "<h4 class=\"code-header\">", "</h4>");
    let variants = || {
        within(own, "class=\"variant\">", "</section>")
            .filter_map(|variant| within(variant, "<h3 class=\"code-header\">", "</h3>").next())
    };
    let fields = || {
        own.split("class=\"structfield section-header\">")
            .skip(1)
            .filter_map(|field| within(field, "<code>", "</code>").next())
    };
    let parts = || {
        own.split("<span id=\"variant.").skip(1).filter_map(|rest| {
            let (variant, _) = rest.split_once('"')?.0.split_once(".field.")?;
            Some((variant, within(rest, "<code>", "</code>").next()?))
        })
    };
    let of_variants = variants().filter_map(|variant| Some(variant.split_once('(')?.1));
    let of_a_function = (kind == "fn").then_some(declaration);
    let signatures: Vec<&str> = variants().chain(fields()).chain(methods()).collect();
    let all = signatures.iter().copied().chain(parts().map(|(_, part)| part)).chain([declaration]);
    let mut ours: BTreeSet<String> = all.flat_map(links).collect();
    let unlinked =
        methods().chain(fields()).chain(parts().map(|(_, part)| part)).chain(of_variants).chain(of_a_function);
    ours.extend(unlinked.flat_map(nowhere));
    let is_marked = declaration.contains("#[non_exhaustive]");
    let text = plain(declaration);
    // some are written by hand, among the other traits
    let auto =
        page.get(own.len()..).unwrap_or_default().split("id=\"blanket-implementations\"").next().unwrap_or_default();
    Item {
        kind: kind.to_owned(),
        module: module.replace('/', "::"),
        name: name.to_owned(),
        members: signatures
            .iter()
            .map(|html| plain(html))
            .chain(parts().map(|(variant, part)| format!("{variant}.{}", plain(part))))
            .collect(),
        ours,
        is_value: false,
        auto_traits: within(auto, "<h3 class=\"code-header\">", "</h3>")
            .filter_map(|html| auto_trait(&plain(html)))
            .collect(),
        is_open: !is_marked
            && match kind {
                "enum" => true,
                "struct" => {
                    let rest = text.split_once(&format!("struct {name}")).map_or("", |(_, rest)| rest);
                    // with braces or, of a tuple, with parentheses
                    rest.split_once(['{', '(']).is_some_and(|(_, fields)| {
                        let hidden = ["/* private fields */", "_)", "_,"].iter().any(|part| fields.contains(part));
                        fields.contains("pub ") && !hidden
                    })
                }
                _ => false,
            },
        declaration: head(&text),
    }
}

/// What is between two marks, each time.
fn within<'a>(html: &'a str, from: &'a str, to: &'a str) -> impl Iterator<Item = &'a str> {
    html.split(from).skip(1).filter_map(move |rest| rest.split(to).next())
}

/// Without tags and entities, in one line.
fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        rest = tag.split_once('>').map_or("", |(tag, after)| {
            // an attribute and what it is on
            if tag == "/div" {
                text.push(' ');
            }
            after
        });
    }
    text.push_str(rest);
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#39;", "'")
        .replace("&quot;", "\"")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A declaration without its members, which are listed by themselves.
fn head(declaration: &str) -> String {
    let head = declaration.split(" {").next().unwrap_or_default();
    head.trim_end_matches(';').to_owned()
}

/// The names of items of our crates that are linked to.
fn links(html: &str) -> impl Iterator<Item = String> {
    within(html, " title=\"", "\"").filter_map(|title| {
        let (kind, path) = title.split_once(' ')?;
        let is_type = matches!(kind, "struct" | "enum" | "trait" | "type" | "union");
        (is_type && path.starts_with("feishu_card")).then(|| path.rsplit("::").next().unwrap_or_default().to_owned())
    })
}

/// The names of types that lead nowhere: hidden ones, those of other crates, and type parameters of one letter less.
fn nowhere(html: &str) -> BTreeSet<String> {
    let mut text = String::new();
    // what is linked is looked at by `links`
    for piece in html.split("<a ") {
        text.push_str(piece.split_once("</a>").map_or(piece, |(_, after)| after));
        text.push(' ');
    }
    let text = plain(&text);
    let parameters = |word: &str| text.contains(&format!("<{word}")) || text.contains(&format!(", {word}:"));
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    let types = words.filter(|word| word.len() > 1 && word.starts_with(|c: char| c.is_ascii_uppercase()));
    let types = types.filter(|word| word.chars().any(|c| c.is_ascii_lowercase()) && !parameters(word));
    types.filter(|word| !matches!(*word, "Self" | "Output" | "Item" | "Error" | "Target")).map(str::to_owned).collect()
}

/// `impl !Sync for SendCard<'_>`
fn auto_trait(text: &str) -> Option<(String, bool)> {
    let (before, _) = text.split_once(" for ")?;
    let name = before.rsplit(' ').next()?;
    Some((name.trim_start_matches('!').to_owned(), !name.starts_with('!')))
}

impl Item {
    pub fn path(&self) -> String {
        match self.module.as_str() {
            "" => self.name.clone(),
            module => format!("{module}::{}", self.name),
        }
    }

    /// Its lines of the listing; of a value no members, which are rows of the table.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!("{}: {}", self.path(), self.declaration)];
        if !self.is_value {
            lines.extend(self.members.iter().map(|member| format!("    {member}")));
        }
        lines
    }
}
