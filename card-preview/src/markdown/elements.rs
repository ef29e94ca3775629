//! The platform's elements within a text: mentions, people, badges, times, players, addresses, emoji, holes.

use super::{
    emoji,
    spans::{address_of, unescaped},
    tag::Tag,
    tokens::What,
};
use crate::{draw::Drawing, html::url, icons, time};
use std::borrow::Cow;

/// Draws what a marker stands for.
pub(super) fn draw<'a>(d: &mut Drawing<'a>, what: What<'a>, source: &'a str, in_link: bool) {
    match what {
        What::Address => link(d, Some(source), source, in_link),
        What::Emoji(key) => match emoji::character(key) {
            Some(character) => {
                d.html.tag("span").class("fc-emoji").attr("title", key).open();
                d.html.text(character);
                d.html.close();
            }
            None => d.html.leaf("span", "fc-emoji-key", key),
        },
        What::Symbol(symbol) => d.html.text(symbol),
        What::Hole(label) => d.html.leaf("span", "fc-hole", label),
        What::Whole(tag, inner) => whole(d, tag, inner, in_link),
        // spans and breaks are not drawn here
        What::Open(_) | What::Close(_) | What::Typed | What::Nothing | What::Break => {}
    }
}

fn whole<'a>(d: &mut Drawing<'a>, tag: Tag<'a>, inner: &'a str, in_link: bool) {
    match tag.name.to_ascii_lowercase().as_str() {
        "at" => at(d, tag, inner),
        "person" => {
            let id = tag.word("id").unwrap_or_default();
            let capsule = tag.word("style") == Some("capsule");
            d.person_run(id, "md", tag.flag("show_avatar", true), tag.flag("show_name", true), capsule);
        }
        "number_tag" => number(d, tag, inner, in_link),
        "local_datetime" => datetime(d, tag, in_link),
        "audio" => audio(d, tag),
        "raw" => d.plain_run(inner),
        "a" | "link" => {
            let address = tag.word("href").or_else(|| tag.word("url"));
            let text = if inner.trim().is_empty() { address.unwrap_or_default() } else { inner };
            link(d, address_of(d, tag).as_deref().or_else(|| url(inner.trim())), &unescaped(text), in_link);
        }
        _ => {}
    }
}

/// A link, or only its look where there is no address or a link is around it.
fn link(d: &mut Drawing<'_>, address: Option<&str>, text: &str, in_link: bool) {
    match address.and_then(url).filter(|_| !in_link) {
        Some(address) => d.html.tag("a").class("fc-link").href(address).open(),
        None => d.html.open("span", "fc-link"),
    }
    d.plain_run(text);
    d.html.close();
}

/// `@name`: of one, of several by `ids`, of all.
fn at<'a>(d: &mut Drawing<'a>, tag: Tag<'a>, inner: &'a str) {
    if tag.word("id") == Some("all") {
        return mention(d, d.words.everyone);
    }
    let ids = tag.word("ids").or_else(|| tag.word("id")).or_else(|| tag.word("email")).or_else(|| tag.word("user_id"));
    let Some(ids) = ids else { return mention(d, d.words.unknown_user) };
    for (index, id) in ids.split(',').map(str::trim).filter(|id| !id.is_empty()).enumerate() {
        if index > 0 {
            d.html.text(" ");
        }
        match d.options.name(id) {
            Some(name) => mention(d, &name),
            None if index == 0 && !inner.trim().is_empty() && !ids.contains(',') => {
                mention(d, inner.trim().trim_start_matches('@'))
            }
            None => mention(d, id),
        }
    }
}

fn mention(d: &mut Drawing<'_>, name: &str) {
    d.html.open("span", "fc-at");
    d.html.text("@");
    d.plain_run(name);
    d.html.close();
}

fn number<'a>(d: &mut Drawing<'a>, tag: Tag<'a>, inner: &'a str, in_link: bool) {
    let ground = d.color(tag.word("background_color"));
    let color = d.color(tag.word("font_color"));
    let address = address_of(d, tag).filter(|_| !in_link);
    let open = d.html.tag(if address.is_some() { "a" } else { "span" }).class("fc-number");
    let open = match &address {
        Some(address) => open.href(address),
        None => open,
    };
    open.style_if("background", ground).style_if("color", color).open();
    d.plain_run(inner.trim());
    d.html.close();
}

fn datetime<'a>(d: &mut Drawing<'a>, tag: Tag<'a>, in_link: bool) {
    let ms = match tag.word("millisecond") {
        Some(text) => text.parse().ok(),
        None => Some(d.options.now_ms),
    };
    let offset = d.options.utc_offset_minutes;
    let text: Cow<'_, str> = match ms.and_then(|ms: i64| time::moment(ms, offset)) {
        Some(at) => {
            let words = d.words;
            let by = |pattern| time::by_pattern(at, pattern);
            let month = words.months_short.and_then(|months| months.get(at.month as usize - 1).copied());
            match (tag.word("format_type").unwrap_or("date_num"), month) {
                ("date_short", Some(month)) => format!("{month} {}", at.day),
                ("date_short", None) => format!("{}月{}日", at.month, at.day),
                ("date", Some(month)) => format!("{month} {}, {}", at.day, at.year),
                ("date", None) => format!("{}年{}月{}日", at.year, at.month, at.day),
                ("week", _) => words.weekdays.get(at.weekday).copied().unwrap_or_default().to_owned(),
                ("week_short", _) => words.weekdays_short.get(at.weekday).copied().unwrap_or_default().to_owned(),
                ("time", _) => by("HH:mm"),
                ("time_sec", _) => by("HH:mm:ss"),
                ("timezone", _) => {
                    let zone = time::offset(offset);
                    let zone = zone.replacen("+0", "+", 1).replacen("-0", "-", 1);
                    format!("GMT{zone}")
                }
                _ => by("YYYY-MM-DD"),
            }
            .into()
        }
        None => tag.word("millisecond").unwrap_or_default().into(),
    };
    match tag.word("link").and_then(url) {
        Some(address) => link(d, Some(address), &text, in_link),
        None => {
            d.html.open("span", "fc-datetime");
            d.plain_run(&text);
            d.html.close();
        }
    }
}

fn audio<'a>(d: &mut Drawing<'a>, tag: Tag<'a>) {
    let ground = d.color(tag.word("background_color"));
    let fill = d.color(tag.word("fill_color")).or_else(|| d.color(Some("grey-800")));
    let key = d.flat(tag.word("file_key").unwrap_or_default());
    d.html
        .tag("span")
        .class("fc-audio fc-audio-inline")
        .attr("title", &key)
        .style_if("background", ground)
        .style_if("--fc-hue", fill)
        .open();
    d.html.open("span", "fc-icon");
    icons::draw(&mut d.html, if tag.word("style") == Some("speak") { "sound_outlined" } else { "play_filled" });
    d.html.close();
    if tag.flag("show_time", false) {
        d.html.leaf("span", "fc-time", "00:00");
    }
    d.html.close();
}
