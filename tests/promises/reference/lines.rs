//! How each member is written, as the page says it; and the proof: every way is put into a whole `card!` and read by the
//! front end of the macro.

use super::sample;
use feishu_card_schema::{
    Version,
    table::{self, Item, Kind, Member, Object, names, objects},
};

/// One way to write a member.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Way {
    /// Between the tags.
    Text,
    Children,
    /// A child for each item.
    Each(&'static str),
    /// The name alone, or with `=false`.
    Flag,
    FlagOff,
    Number,
    Word,
    /// A word or length without quotes.
    Bare,
    Token,
    Quoted,
    Json,
    List,
    /// A text with marks of its own.
    TextElement,
    /// An element of this name.
    Element(&'static str),
    /// Around a component.
    Around,
    Locales,
    LocaleElement,
    LocaleElements,
    Named,
    Behavior(&'static str),
    /// The word `drop` in place of a text.
    Drop,
    /// Inside of JSON.
    InJson,
    /// The members of this object are written in its owner instead.
    InOwner(&'static str),
}

impl Way {
    /// As the page shows it.
    pub fn shown(self, name: &str) -> String {
        match self {
            Way::Text => "the text".to_owned(),
            Way::Children => "the children".to_owned(),
            Way::Each(item) => format!("`<{item} …/>` each"),
            Way::Flag => format!("`{name}`"),
            Way::FlagOff => format!("`{name}=false`"),
            Way::Number => format!("`{name}=1`"),
            Way::Word => format!("`{name}=word`"),
            Way::Bare => format!("`{name}=…`, bare"),
            Way::Token => format!("`{name}=token`"),
            Way::Quoted => format!("`{name}=\"…\"`"),
            Way::Json => format!("`{name}={{{{…}}}}`"),
            Way::List => format!("`{name}={{[…]}}`"),
            Way::TextElement => format!("`<{name}>…</{name}>`"),
            Way::Element(element) => format!("`<{element} …/>`"),
            Way::Around => format!("`<{name}>` around the component"),
            Way::Locales => "`en_us=\"…\"` and so on".to_owned(),
            Way::LocaleElement => format!("`<{name} en_us=\"…\"/>`"),
            Way::LocaleElements => format!("`<{name}><en_us>…</en_us></{name}>`"),
            Way::Named => format!("`<{name}>`, a child per key"),
            Way::Behavior(tag) => format!("`<{tag} …/>`"),
            Way::Drop => format!("`{name}=drop`"),
            Way::InJson => format!("`\"{name}\": …` in JSON"),
            Way::InOwner(owner) => format!("its members are attributes of `<{owner}>`"),
        }
    }
}

/// The ways to write a member.
pub fn ways(object: &Object, member: &'static Member) -> Vec<Way> {
    let name = member.name;
    for (message, written) in [(&objects::Template, "template"), (&objects::CardEntity, "entity")] {
        if object == message {
            return vec![Way::InOwner(written)];
        }
    }
    // a cell of a row
    if object.name.contains("cell:") {
        return vec![Way::InJson];
    }
    if name == object.text {
        return vec![Way::Text];
    }
    if name == object.children {
        return vec![Way::Children];
    }
    if let Some((item, _)) = object.items.iter().find(|(_, list)| *list == name) {
        return vec![Way::Each(item)];
    }
    match member.kind {
        Kind::Bool => vec![Way::Flag, Way::FlagOff],
        Kind::Int | Kind::Number => vec![Way::Number],
        Kind::Choice(choice) if choice.words.iter().all(|word| is_word(word.word)) => vec![Way::Word],
        Kind::Color | Kind::IconToken | Kind::Px | Kind::Spacing | Kind::TextSize | Kind::WordOrPx => vec![Way::Bare],
        Kind::Json | Kind::JsonOrStr => vec![Way::Json],
        Kind::Rows | Kind::Strs | Kind::UserIds => vec![Way::List],
        Kind::Family(family) => match family.type_name {
            "Icon" => vec![Way::Token, Way::Element(name)],
            "Component" => vec![Way::Around],
            "Fallback" => vec![Way::Drop, Way::TextElement],
            _ => vec![Way::Quoted, Way::TextElement],
        },
        // a column's link (R18)
        Kind::Object(action) if *action == objects::ColumnAction => vec![Way::Element("multi_url")],
        Kind::Object(_) => vec![Way::Element(name)],
        Kind::List(Item::Family(family)) if *family == objects::Behavior => {
            family.variants.iter().map(|behavior| Way::Behavior(behavior.tag)).collect()
        }
        Kind::List(_) => vec![Way::List],
        Kind::LocaleStrs if name == "i18n_content" || name == "i18n" => vec![Way::Locales],
        Kind::LocaleStrs | Kind::LocaleKeys => vec![Way::LocaleElement],
        Kind::LocaleObjects(_) | Kind::LocaleLists(_) => vec![Way::LocaleElements],
        Kind::Named(_) => vec![Way::Named],
        _ => vec![Way::Quoted],
    }
}

/// Whether a word is written without quotes.
fn is_word(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.chars().all(|c| c == '_' || c == '-' || c.is_ascii_alphanumeric())
}

/// A text that a member takes.
fn right(member: &Member, version: Version, sample: &str) -> String {
    let values = member.facts(version).map_or("", |facts| facts.values);
    let least = values.split('|').find_map(|value| value.split_once("..")?.0.parse::<i64>().ok());
    match member.kind {
        Kind::Sides => "4px".to_owned(),
        Kind::Px2 | Kind::WordOrPx2 => "16px 16px".to_owned(),
        Kind::Px | Kind::WordOrPx | Kind::Spacing => format!("{}px", least.unwrap_or(8).max(8)),
        _ if values.contains("rgba") => "rgba(5,157,178,0.52)".to_owned(),
        _ if values.contains(r"\d{4}") && values.contains(':') => "2024-01-31 09:30".to_owned(),
        _ if values.contains(r"\d{4}") => "2024-01-31".to_owned(),
        _ if values.contains(r"\d{2}") => "09:30".to_owned(),
        _ if values.contains("character") => "¥".to_owned(),
        _ => sample.to_owned(),
    }
}

/// Attributes and children of an element.
#[derive(Default)]
struct Inside {
    attributes: String,
    children: String,
}

impl Inside {
    fn attribute(text: impl Into<String>) -> Self {
        Inside { attributes: format!(" {}", text.into()), ..Inside::default() }
    }

    fn child(text: impl Into<String>) -> Self {
        Inside { children: text.into(), ..Inside::default() }
    }

    fn element(&self, name: &str) -> String {
        format!("<{name}{}>{}</{name}>", self.attributes, self.children)
    }
}

/// The way with a value.
fn written(way: Way, object: &'static Object, member: &'static Member, version: Version) -> Inside {
    let name = member.name;
    let value = sample::value(object, member, version);
    let word = right(member, version, value.as_str().unwrap_or("text"));
    match way {
        Way::Text => Inside::child("\"text\""),
        Way::Children => Inside::child(match member.kind {
            Kind::List(Item::Object(item)) => format!("<{}/>", item.tag),
            _ => "<img/>".to_owned(),
        }),
        Way::Each(item) => Inside::child(format!("<{item}/>")),
        Way::Flag => Inside::attribute(name),
        Way::FlagOff => Inside::attribute(format!("{name}=false")),
        Way::Number => Inside::attribute(format!("{name}={value}")),
        Way::Word | Way::Bare => Inside::attribute(format!("{name}={word}")),
        Way::Token => Inside::attribute(format!("{name}=chat_outlined")),
        Way::Quoted => Inside::attribute(format!("{name}=\"{word}\"")),
        Way::Json => Inside::attribute(format!("{name}={{{{\"id\": 7}}}}")),
        Way::List if matches!(member.kind, Kind::List(_) | Kind::Rows) => Inside::attribute(format!("{name}={{[]}}")),
        Way::List => Inside::attribute(format!("{name}={{[\"ou_1\"]}}")),
        Way::TextElement => Inside::child(format!("<{name}>\"text\"</{name}>")),
        Way::Element(element) => Inside::child(format!("<{element}/>")),
        Way::Around => Inside::child(format!("<{name}><button>\"x\"</button></{name}>")),
        Way::Locales => Inside::attribute("en_us=\"text\""),
        Way::LocaleElement => Inside::child(format!("<{name} en_us=\"text\"/>")),
        Way::LocaleElements => Inside::child(format!("<{name}><en_us/></{name}>")),
        Way::Named => Inside::child(format!("<{name}><mine/></{name}>")),
        Way::Behavior(tag) => Inside::child(format!("<{tag}/>")),
        Way::Drop => Inside::attribute(format!("{name}=drop")),
        Way::InJson | Way::InOwner(_) => Inside::default(),
    }
}

/// The object with this inside of it, in what holds it, up to a root.
fn in_a_root(object: &'static Object, inside: Inside, version: Version) -> Option<String> {
    let root = |name: &str, inside: &Inside| {
        let attributes = format!(" schema=\"{version}\"{}", inside.attributes);
        Some(Inside { attributes, children: inside.children.clone() }.element(name))
    };
    match object {
        _ if *object == objects::Card => return root("card", &inside),
        _ if [&objects::Template, &objects::TemplateData].contains(&object) => return root("template", &inside),
        _ if [&objects::CardEntity, &objects::CardEntityData].contains(&object) => return root("entity", &inside),
        _ if object.is_component() => return root(object.tag, &inside),
        _ => {}
    }
    let (owner, member, how) = table::all().find_map(|owner| {
        let found =
            owner.members.iter().find_map(|member| Some((member, leads_to(owner, member, object, version)?)))?;
        Some((owner, found.0, found.1))
    })?;
    let around = match how {
        Leads::As(element) => inside.element(element),
        // the icon tells its kind
        Leads::Icon => {
            Inside { attributes: format!(" tag={}{}", object.tag, inside.attributes), ..inside }.element(member.name)
        }
        Leads::Within(element) => Inside::child(inside.element(element)).element(member.name),
        Leads::Transparent => return in_a_root(owner, inside, version),
    };
    in_a_root(owner, Inside::child(around), version)
}

enum Leads {
    /// As an element of this name.
    As(&'static str),
    Icon,
    /// As an element of this name in the member's.
    Within(&'static str),
    /// What is in it is written in its owner.
    Transparent,
}

/// How the object is written in its owner's member, if it is written there.
fn leads_to(
    owner: &'static Object,
    member: &'static Member,
    object: &'static Object,
    version: Version,
) -> Option<Leads> {
    if owner == object || !owner.versions.has(version) || owner.known(member.name, version).is_none() {
        return None;
    }
    let item = owner.items.iter().find(|(_, list)| *list == member.name).map(|(item, _)| *item);
    match member.kind {
        Kind::Object(of) if of == object && *of == objects::ColumnAction => Some(Leads::Transparent),
        Kind::Object(of) if of == object => Some(Leads::As(member.name)),
        Kind::Family(family) if family.variants.contains(&object) => match family.type_name {
            "Icon" if object.key.is_empty() => Some(Leads::As(member.name)),
            "Icon" => Some(Leads::Icon),
            "Fallback" => Some(Leads::As(member.name)),
            "Text" if object.tag == "plain_text" || allows(member, object, version) => Some(Leads::Within(object.tag)),
            _ => None,
        },
        Kind::List(Item::Family(family)) if *family == objects::Behavior && family.variants.contains(&object) => {
            Some(Leads::As(object.tag))
        }
        Kind::List(Item::Object(of)) if of == object => {
            item.or(Some(of.tag).filter(|tag| !tag.is_empty())).map(Leads::As)
        }
        Kind::LocaleObjects(Item::Object(of)) if of == object => Some(Leads::Within("en_us")),
        Kind::Named(Item::Object(of)) if of == object => Some(Leads::Within("mine")),
        _ => None,
    }
}

fn allows(member: &Member, object: &Object, version: Version) -> bool {
    member.facts(version).is_some_and(|facts| facts.values().contains(&object.tag))
}

/// Findings on what an example leaves out or where it stands; all others are of how it is written.
const OF_THE_EXAMPLE: [&str; 9] = ["C02", "C04", "C05", "C06", "C08", "C09", "C0106", "C0306", "C0208"];

#[test]
fn every_line_of_the_page_compiles() {
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for object in table::all() {
        for member in object.members {
            let versions = [Version::V2, Version::V1];
            let version = versions
                .into_iter()
                .find(|version| object.versions.has(*version) && object.known(member.name, *version).is_some());
            let Some(version) = version else { continue };
            for way in ways(object, member) {
                // of 1.0 alone; what the root of every example has; what is no markup
                let of_1_0 = matches!(way, Way::Behavior("form_action")) && version == Version::V2;
                if of_1_0 || (*object == objects::Card && member.name == "schema") || way == Way::InJson {
                    continue;
                }
                let inside = written(way, object, member, version);
                let Some(markup) = in_a_root(object, inside, version) else {
                    wrong.push(format!("{}.{}: nothing holds it", object.name, member.name));
                    continue;
                };
                tried += 1;
                let source = format!("fn f() {{ card! {{ {markup} }} }}");
                let found = feishu_card_markup::source::check(&source, &feishu_card_markup::Settings::default());
                let found =
                    found.iter().filter(|found| !OF_THE_EXAMPLE.iter().any(|code| found.entry.code.starts_with(code)));
                let found: Vec<_> = found.map(|found| format!("{} {}", found.entry.code, found.message)).collect();
                if !found.is_empty() {
                    wrong.push(format!("{}.{}: {markup}: {}", object.name, member.name, found.join("; ")));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(tried > 400, "{tried}");
}

/// The names in the page are those that the language knows.
#[test]
fn every_child_of_the_page_is_a_child_of_its_object() {
    for object in table::all() {
        for member in object.members {
            for way in ways(object, member) {
                if let Way::Element(name) | Way::Each(name) | Way::Behavior(name) = way {
                    let meaning = names::meaning(object, name);
                    assert!(!matches!(meaning, names::ChildName::Unknown), "<{name}> in {}", object.name);
                }
            }
        }
    }
}
