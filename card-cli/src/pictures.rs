//! Pictures from a folder: a file named by its key, with or without an ending.

use feishu_card_preview::Picture;
use std::{fs::File, io::Read, path::Path};

/// Where the preview gets pictures, if they are in this folder.
pub(crate) fn of(folder: &Path) -> impl Fn(&str) -> Option<Picture> + Send + Sync + 'static {
    let folder = folder.to_owned();
    move |key| find(&folder, key)
}

/// The platform takes pictures of at most 10 MB.
const CAP: u64 = 10 * 1024 * 1024;

const ENDINGS: &[&str] = &["", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".svg"];

/// The picture of a key. A key comes from a card, so it may name a file of the folder and nothing else.
fn find(folder: &Path, key: &str) -> Option<Picture> {
    let plain = !key.is_empty()
        && !key.starts_with('.')
        && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
    if !plain {
        return None;
    }
    ENDINGS.iter().find_map(|ending| {
        let file = File::open(folder.join(format!("{key}{ending}"))).ok()?;
        let mut bytes = Vec::new();
        file.take(CAP + 1).read_to_end(&mut bytes).ok()?;
        if bytes.len() as u64 > CAP { None } else { Picture::new(bytes) }
    })
}
