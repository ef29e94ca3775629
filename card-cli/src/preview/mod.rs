//! `card preview`: cards as one page, or as a picture of it.

mod browser;

use crate::{
    Outcome,
    args::{DeviceChoice, Preview, ThemeChoice},
    input, pictures, report,
};
use feishu_card_core::Json;
use feishu_card_preview::{Device, Gallery, Options, Theme, html};
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

pub(crate) fn run(args: &Preview) -> io::Result<Outcome> {
    let mut outcome = Outcome::Fine;
    let mut cards: Vec<(String, Json)> = Vec::new();
    for input in input::expand(&args.paths) {
        let name = input.name();
        match input.read() {
            Ok(text) => match input::find_card(&text) {
                Ok(found) => {
                    cards.push((name, found.card.into_json()));
                    continue;
                }
                Err(trouble) => report::trouble(&name, Some(&text), &trouble),
            },
            Err(trouble) => report::trouble(&name, None, &trouble),
        }
        outcome = Outcome::Unreadable;
    }
    if cards.is_empty() {
        return Ok(outcome);
    }
    let page = page(&cards, &looks(args));
    let target = args.out.clone().unwrap_or_else(|| default_target(&args.paths, &cards, args.png));
    if args.png {
        // as wide as what is drawn: a window of that width, one look beside the other
        let width = args.width.unwrap_or(if args.device == DeviceChoice::Phone { 375 } else { 600 }) + 24;
        let columns = if args.theme == ThemeChoice::Both || args.device == DeviceChoice::Both { 2 } else { 1 };
        let window = if cards.len() == 1 && columns == 1 { width } else { columns * (width + 36) };
        if let Err(why) = browser::picture(&page, window, &target, args.chrome.as_deref()) {
            report::say(&format!("error: {why}\n"));
            return Ok(Outcome::Unreadable);
        }
    } else if target.as_os_str() == "-" {
        io::stdout().write_all(page.as_bytes())?;
        return Ok(outcome);
    } else if let Err(error) = fs::write(&target, &page) {
        report::say(&format!("error: {} cannot be written: {error}\n", target.display()));
        return Ok(Outcome::Unreadable);
    }
    let plural = if cards.len() == 1 { "card" } else { "cards" };
    report::say(&format!("{}: {} {plural}\n", target.display(), cards.len()));
    if args.open
        && let Err(error) = open::that_detached(&target)
    {
        report::say(&format!("error: {} cannot be opened: {error}\n", target.display()));
        return Ok(Outcome::Unreadable);
    }
    Ok(outcome)
}

/// One page for one card in one look, else a gallery.
fn page(cards: &[(String, Json)], looks: &[Options]) -> String {
    if let ([(_, card)], [look]) = (cards, looks) {
        return html(card, look);
    }
    let mut gallery = Gallery::new("cards");
    for (name, card) in cards {
        gallery.card(name, card, looks);
    }
    gallery.finish()
}

/// Every theme on every device that was asked for.
fn looks(args: &Preview) -> Vec<Options> {
    let themes: &[Theme] = match args.theme {
        ThemeChoice::Auto => &[Theme::Reader],
        ThemeChoice::Light => &[Theme::Light],
        ThemeChoice::Dark => &[Theme::Dark],
        ThemeChoice::Both => &[Theme::Light, Theme::Dark],
    };
    let devices: &[Device] = match args.device {
        DeviceChoice::Desktop => &[Device::Desktop],
        DeviceChoice::Phone => &[Device::Phone],
        DeviceChoice::Both => &[Device::Desktop, Device::Phone],
    };
    let mut looks = Vec::new();
    for device in devices {
        for theme in themes {
            let mut look = Options::new().theme(*theme).device(*device).locale(args.locale.clone());
            if let Some(width) = args.width {
                look = look.width(width);
            }
            if let Some(folder) = &args.images {
                look = look.pictures(pictures::of(folder));
            }
            looks.push(look);
        }
    }
    looks
}

/// `card.html` for `cards/card.json`, `cards.html` for several, in the current folder.
fn default_target(paths: &[PathBuf], cards: &[(String, Json)], png: bool) -> PathBuf {
    let stem = match (paths, cards) {
        ([path], [_]) if path.as_os_str() != "-" && !path.is_dir() => path.file_stem().map(Path::new),
        (_, [(name, _)]) if name != "<stdin>" => Path::new(name).file_stem().map(Path::new),
        (_, [_]) => Some(Path::new("card")),
        _ => None,
    };
    let mut name = stem.unwrap_or(Path::new("cards")).as_os_str().to_owned();
    name.push(if png { ".png" } else { ".html" });
    name.into()
}
