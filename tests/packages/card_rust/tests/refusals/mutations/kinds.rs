//! The ten ways to make a right card wrong.

use super::{
    markup::{Attribute, Markup, Tag},
    table::{Spot, kind_of, required},
};
use feishu_card_schema::table::Kind;
use std::ops::Range;

/// A wrong card: its source, and where it is wrong.
#[derive(Debug)]
pub(crate) struct Mutant {
    pub(crate) source: String,
    /// Where a finding may point to.
    pub(crate) places: Vec<Range<usize>>,
}

/// A kind of mistake: its name, and everything it can do to a card.
pub(crate) type Mistake = (&'static str, fn(&Markup<'_>) -> Vec<Mutant>);

pub(crate) const MISTAKES: [Mistake; 10] = [
    ("a misspelt tag", misspelt_tag),
    ("a misspelt attribute", misspelt_attribute),
    ("a wrong word", wrong_word),
    ("a required member dropped", dropped_member),
    ("an illegal parent", illegal_parent),
    ("a name or element_id twice", twice),
    ("a text over its limit", too_long),
    ("a value of the wrong kind", wrong_kind),
    ("a tag that is not closed", unclosed),
    ("a broken Markdown tag", broken_markdown),
];

/// Replaces pieces of a source, given in order; the places of the new pieces are the mutated ones.
fn replace(source: &str, pieces: &[(Range<usize>, &str)]) -> Mutant {
    let (mut out, mut places, mut from) = (String::new(), Vec::new(), 0);
    for (range, new) in pieces {
        out.push_str(&source[from..range.start]);
        places.push(out.len()..out.len() + new.len());
        out.push_str(new);
        from = range.end;
    }
    out.push_str(&source[from..]);
    Mutant { source: out, places }
}

/// A name with a letter too many, or too few.
fn misspelt(name: &str) -> String {
    match name.len() {
        0..4 => format!("{name}{}", &name[name.len() - 1..]),
        length => format!("{}{}", &name[..length / 2], &name[length / 2 + 1..]),
    }
}

/// The elements that the table names: not the keys of maps, not the hatch.
fn named<'m>(markup: &'m Markup<'_>) -> impl Iterator<Item = &'m Tag> {
    markup.tags.iter().filter(|tag| {
        let free = matches!(markup.parent_name(tag), "text_size" | "color" | "href");
        !free && tag.parent.is_some() && markup.name(tag) != "raw" && !markup.name(tag).starts_with('"')
    })
}

/// The attributes that are checked, with their elements.
fn attributes<'m>(markup: &'m Markup<'_>) -> impl Iterator<Item = (&'m Tag, &'m Attribute)> {
    let tags = markup.tags.iter().filter(|tag| markup.name(tag) != "raw");
    let all = tags.flat_map(|tag| tag.attributes.iter().map(move |attribute| (tag, attribute)));
    all.filter(|(_, attribute)| {
        !markup.text(&attribute.name).starts_with(['"', 'j']) || markup.text(&attribute.name) == "ja_jp"
    })
}

fn kind(markup: &Markup<'_>, tag: &Tag, attribute: &Attribute) -> Option<Kind> {
    kind_of(Spot::of(markup, tag), markup.text(&attribute.name))
}

fn misspelt_tag(markup: &Markup<'_>) -> Vec<Mutant> {
    let mutant = |tag: &Tag| {
        let wrong = misspelt(markup.name(tag));
        let mut pieces = vec![(tag.name.clone(), wrong.as_str())];
        pieces.extend(tag.close.clone().map(|close| (close.start + 2..close.end - 1, wrong.as_str())));
        replace(markup.source, &pieces)
    };
    named(markup).map(mutant).collect()
}

fn misspelt_attribute(markup: &Markup<'_>) -> Vec<Mutant> {
    let mutant = |(_, attribute): (&Tag, &Attribute)| {
        let wrong = misspelt(markup.text(&attribute.name));
        replace(markup.source, &[(attribute.name.clone(), &wrong)])
    };
    // `schema` makes another card, the names of cells are free where no column is visible
    let fixed = |(tag, attribute): &(&Tag, &Attribute)| {
        markup.text(&attribute.name) != "schema" && kind(markup, tag, attribute).is_some()
    };
    attributes(markup).filter(fixed).map(mutant).collect()
}

fn wrong_word(markup: &Markup<'_>) -> Vec<Mutant> {
    let words = attributes(markup).filter_map(|(tag, attribute)| {
        let value = attribute.value.clone()?;
        let word = markup.text(&value);
        let closed = matches!(kind(markup, tag, attribute)?, Kind::Choice(_)) && !word.starts_with('"');
        closed.then(|| replace(markup.source, &[(value.clone(), &misspelt(word))]))
    });
    words.collect()
}

fn dropped_member(markup: &Markup<'_>) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for tag in named(markup) {
        let spot = Spot::of(markup, tag);
        for attribute in &tag.attributes {
            if required(spot, markup.text(&attribute.name)) {
                let end = attribute.value.as_ref().map_or(attribute.name.end, |value| value.end);
                let mut mutant = replace(markup.source, &[(attribute.name.start..end, "")]);
                mutant.places = vec![tag.name.clone()];
                mutants.push(mutant);
            }
        }
        if let ([text], Some(object)) = (&tag.texts[..], spot.object())
            && !object.text.is_empty()
            && required(spot, object.text)
        {
            let mut mutant = replace(markup.source, &[(text.clone(), "")]);
            mutant.places = vec![tag.name.clone()];
            mutants.push(mutant);
        }
    }
    mutants
}

/// What may stand in no container of components.
const STRANGERS: [&str; 3] = ["<option value=\"x\">\"x\"</option>", "\"text\"", "<text_tag>\"x\"</text_tag>"];
/// What may stand in a few containers only.
const GUESTS: [&str; 2] = ["<column/>", "<form name=\"f_1\"><button name=\"b_1\">\"x\"</button></form>"];

fn illegal_parent(markup: &Markup<'_>) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    let v2 = markup.source.contains("schema=\"2.0\"");
    for tag in markup.tags.iter().filter(|tag| tag.close.is_some()) {
        let name = markup.name(tag);
        if !matches!(name, "card" | "column" | "form" | "interactive_container" | "collapsible_panel" | "column_set") {
            continue;
        }
        let loose_body =
            name == "card" && (markup.source.contains("<body") || markup.source.contains("<i18n_elements"));
        if loose_body {
            continue;
        }
        let guests: &[&str] = match name {
            "column_set" => &["<hr/>", "<column_set/>"],
            "card" => &GUESTS[..1],
            "collapsible_panel" if !v2 => &GUESTS[..1],
            _ => &GUESTS,
        };
        for new in STRANGERS.iter().chain(guests) {
            let mut mutant = replace(markup.source, &[(tag.open.end..tag.open.end, new)]);
            // the name behind `<`, or the text
            let start = mutant.places[0].start;
            let end = start + new.find([' ', '>', '/']).unwrap_or(new.len());
            mutant.places.clear();
            mutant.places.push(start..end);
            mutants.push(mutant);
        }
    }
    mutants
}

fn twice(markup: &Markup<'_>) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    let inputs = ["button", "input", "select_static", "multi_select_static", "select_person", "date_picker", "checker"];
    for tag in named(markup) {
        let name = markup.name(tag);
        let given = |name: &str| tag.attributes.iter().any(|attribute| markup.text(&attribute.name) == name);
        let is_component = inputs.contains(&name) || matches!(name, "div" | "markdown" | "img" | "hr" | "column");
        let parent = markup.parent_name(tag);
        if !is_component || !(given("element_id") || given("name")) || matches!(parent, "extra" | "title" | "table") {
            continue;
        }
        let whole = markup.whole(tag);
        let copy = format!("\n{}", markup.text(&whole));
        mutants.push(replace(markup.source, &[(whole.end..whole.end, &copy)]));
    }
    if markup.source.contains("schema=\"2.0\"") {
        let bare: Vec<_> = named(markup)
            .filter(|tag| matches!(markup.name(tag), "div" | "img" | "hr" | "column" | "button" | "column_set"))
            .filter(|tag| tag.attributes.iter().all(|attribute| markup.text(&attribute.name) != "element_id"))
            .map(|tag| tag.name.end..tag.name.end)
            .collect();
        for pair in bare.windows(2) {
            let mut mutant = replace(
                markup.source,
                &[(pair[0].clone(), " element_id=\"twin_1\""), (pair[1].clone(), " element_id=\"twin_1\"")],
            );
            mutant.places.remove(0);
            mutants.push(mutant);
        }
    }
    mutants
}

fn too_long(markup: &Markup<'_>) -> Vec<Mutant> {
    let long = format!("\"{}\"", "长".repeat(101));
    let mut places = Vec::new();
    for tag in named(markup) {
        let text = match (markup.name(tag), markup.parent_name(tag)) {
            ("button", _) | ("option", "overflow") => tag.texts.first().cloned(),
            _ => None,
        };
        places.extend(text);
        let limited = tag.attributes.iter().filter(|attribute| {
            matches!(markup.text(&attribute.name), "placeholder" | "element_id") && attribute.value.is_some()
        });
        places.extend(limited.filter_map(|attribute| attribute.value.clone()));
    }
    places.into_iter().map(|place| replace(markup.source, &[(place, &long)])).collect()
}

fn wrong_kind(markup: &Markup<'_>) -> Vec<Mutant> {
    let mutants = attributes(markup).filter_map(|(tag, attribute)| {
        let wrong = match kind(markup, tag, attribute)? {
            Kind::Bool => "=\"yes\"",
            Kind::Int | Kind::Number => "=\"many\"",
            Kind::Rows | Kind::List(_) | Kind::Strs | Kind::UserIds => "=true",
            Kind::Json | Kind::JsonOrStr => "=12",
            _ if markup.text(&attribute.name) == "schema" => return None,
            _ => "=12",
        };
        let end = attribute.value.as_ref().map_or(attribute.name.end, |value| value.end);
        Some(replace(markup.source, &[(attribute.name.end..end, wrong)]))
    });
    mutants.collect()
}

fn unclosed(markup: &Markup<'_>) -> Vec<Mutant> {
    let mutant = |tag: &Tag| {
        let mut mutant = match &tag.close {
            Some(close) => replace(markup.source, &[(close.clone(), "")]),
            None => replace(markup.source, &[(tag.open.end - 2..tag.open.end, ">")]),
        };
        mutant.places.push(tag.name.clone());
        mutant
    };
    markup.tags.iter().map(mutant).collect()
}

fn broken_markdown(markup: &Markup<'_>) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for tag in named(markup).filter(|tag| matches!(markup.name(tag), "markdown" | "lark_md")) {
        let Some(last) = tag.texts.last() else { continue };
        let whole = tag.texts[0].start..last.end;
        for broken in ["<font color='red'>x", "<a href='https://a.cn'>x", "<a href='https://a.cn'x</a>", "x</font>"] {
            let mut mutant = replace(markup.source, &[(last.end - 1..last.end - 1, broken)]);
            mutant.places.clear();
            mutant.places.push(whole.start..whole.end + broken.len());
            mutants.push(mutant);
        }
    }
    mutants
}
