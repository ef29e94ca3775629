//! The pages hold together: both languages have the same headings and the same code, and links lead somewhere.

use feishu_card_pages::{CHINESE, PAGES, guide, page::Page, root, twin, with_twin};
use std::{
    collections::BTreeMap,
    fs,
    path::{Component, Path, PathBuf},
};

fn read(path: &Path) -> Page {
    Page::read(&fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

#[test]
fn both_languages_have_the_same_headings_and_the_same_code() {
    let root = root();
    let pages = with_twin(&root).expect("the guide");
    assert!(pages.len() > 3);
    for name in pages {
        let (english, chinese) = (read(&root.join(&name)), read(&root.join(twin(&name))));
        let levels = |page: &Page| page.headings.iter().map(|heading| heading.level).collect::<Vec<_>>();
        assert_eq!(levels(&english), levels(&chinese), "{name}: the headings");
        let blocks = |page: &Page| {
            page.blocks
                .iter()
                .map(|block| (block.info.clone(), block.file.clone(), block.text.clone()))
                .collect::<Vec<_>>()
        };
        for (one, other) in blocks(&english).iter().zip(blocks(&chinese).iter()) {
            assert_eq!(one, other, "{name}: a block");
        }
        assert_eq!(english.blocks.len(), chinese.blocks.len(), "{name}: how many blocks");
        assert_eq!(english.shape, chinese.shape, "{name}: rows of tables and items of lists");
    }
}

/// Every page of the project.
fn pages(root: &Path) -> Vec<PathBuf> {
    let mut folders = vec![root.to_path_buf()];
    let mut pages = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").flatten() {
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            if path.is_dir() && !name.starts_with("target") && (!name.starts_with('.') || name == ".github") {
                folders.push(path);
            } else if name.ends_with(".md") {
                pages.push(path);
            }
        }
    }
    pages
}

/// Without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut plain, component| {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
        plain
    })
}

#[test]
fn links_lead_to_files_and_headings_that_are_there() {
    let root = root();
    let all: BTreeMap<PathBuf, Page> = pages(&root).into_iter().map(|path| (path.clone(), read(&path))).collect();
    assert!(all.len() > 15, "where are the pages?");
    let (mut followed, mut wrong) = (0, Vec::new());
    for (path, page) in &all {
        for (line, link) in &page.links {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            followed += 1;
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let to = match file {
                "" => path.clone(),
                file => plain(&path.parent().unwrap_or(&root).join(file)),
            };
            let place = format!("{}:{line}: {link}", path.display());
            if !to.exists() {
                wrong.push(format!("{place}: no such file"));
            } else if !anchor.is_empty() {
                let there =
                    all.get(&to).is_some_and(|page| page.headings.iter().any(|heading| heading.anchor == anchor));
                // anchors that a page sets itself
                let set = || fs::read_to_string(&to).is_ok_and(|text| text.contains(&format!("<a id=\"{anchor}\"")));
                if !there && !set() {
                    wrong.push(format!("{place}: no such heading"));
                }
            }
        }
    }
    assert!(followed > 50, "{followed} links");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rust_block_is_compiled_somewhere() {
    let root = root();
    let guide = guide(&root).expect("the guide");
    let mut compiled = 0;
    for path in pages(&root) {
        let name = path.strip_prefix(&root).expect("below").display().to_string().replace('\\', "/");
        let blocks = read(&path).blocks.iter().filter(|block| block.kind() == "rust").count();
        if blocks == 0 {
            continue;
        }
        // a Chinese page has the blocks of the English one: the first test
        let english = name.strip_suffix(CHINESE).map_or(name.clone(), |page| format!("{page}.md"));
        assert!(PAGES.contains(&english.as_str()) || guide.contains(&english), "{name}: nothing compiles its Rust");
        compiled += blocks;
    }
    assert!(compiled > 20, "{compiled} blocks");
}
