//! Rules on members that exclude, shadow or need each other.

use crate::{
    Version, entries, joined,
    rules::{
        plan::Rows,
        values::ranges,
        walk::{Visited, Walk},
    },
    table::{Member, Object, objects},
    tree::Known,
};

entries! {
    EXCLUSIVE = "C0204" "two members exclude each other" [E E E]
        why "`url` and `multi_url` say the same twice, and the pages forbid both together (card-json-1 §5.2)."
        wrong "<card><action><button url=\"https://a.cn\"><multi_url url=\"https://a.cn\"/>\"看\"</button></action></card>"
        right "<card><action><button url=\"https://a.cn\">\"看\"</button></action></card>"

    SHADOWED = "C0205" "a member is ignored beside another" [W W W]
        why "The references name the winner: `i18n_text_tag_list` over `text_tag_list`, `ud_icon` over `icon` in a header (the reverse \
             in a person list), `width_mode` over `compact_width`, `i18n` over `content`, `mode` over `custom_width`."
        wrong "<card><config width_mode=fill compact_width/></card>"
        right "<card><config width_mode=fill/></card>"

    NO_EFFECT = "C0206" "a member has no effect here" [W W W]
        why "It works only together with another member: `size` of an image with a cropping `scale_type`, `weight` with \
             `width: weighted`, `border_color` with `has_border`, `rows` with `multiline_text`, `color` on icons that are not colourful."
        wrong "<card><column_set><column weight=2/></column_set></card>"
        right "<card><column_set><column width=weighted weight=2/></column_set></card>"
}

/// Members that exclude each other are not written together.
pub(crate) fn exclusive_members_are_not_written_together<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    if [&objects::Button, &objects::OverflowOption].contains(&element.object)
        && element.surely_has("url")
        && element.surely_has("multi_url")
    {
        let message = format!("{} accepts `url` or `multi_url`, not both", walk.name(element.object));
        walk.report(&EXCLUSIVE, element.name_spot("multi_url"), message, Some("keep one of them".to_owned()));
    }
}

/// Whether another member is ignored beside this one.
pub(crate) fn beats_another(_: &Object, member: &Member, version: Version) -> bool {
    member.facts(version).is_some_and(|facts| !facts.beats.is_empty())
}

/// The member that is ignored beside this one; empty for none.
pub(crate) fn beaten(member: &Member, version: Version) -> &'static str {
    member.facts(version).map_or("", |facts| facts.beats)
}

/// Whether this member has an effect only under conditions.
pub(crate) fn needs_another(object: &Object, member: &Member, _: Version) -> bool {
    let icon = objects::Icon.variants.contains(&object) && ["size", "color"].contains(&member.name);
    icon || member.facts.iter().any(|(_, facts)| !facts.needs.is_empty())
}

/// The same, where icons with colours of their own are left out.
pub(crate) fn needs_another_beside_a_plain_icon(object: &Object, member: &Member, version: Version) -> bool {
    let plain = object == &objects::StandardIcon && member.name == "color";
    needs_another(object, member, version) && !plain
}

/// Whether an icon has colours of its own.
pub(crate) fn is_colourful(token: &str) -> bool {
    token.ends_with("_colorful")
}

/// No member is ignored because of another one.
pub(crate) fn no_member_is_shadowed<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    for row in element.object.members {
        let winner = row.name;
        let Some(facts) = row.facts(walk.version) else { continue };
        let loser = facts.beats;
        if !loser.is_empty() && element.surely_has(winner) && element.surely_has(loser) && !is_empty(element, loser) {
            let message = format!("`{loser}` is ignored beside `{winner}`");
            walk.report(&SHADOWED, element.name_spot(loser), message, Some("keep one of them".to_owned()));
        }
    }
}

/// `{}`, `[]` and empty text: the same as not written.
fn is_empty(element: &Visited<'_>, name: &str) -> bool {
    match element.get(name).map(|node| &node.value) {
        Some(Known::Object(object)) => object.members.is_empty() && !object.open,
        Some(Known::List(items)) => items.is_empty(),
        Some(Known::Str(text)) => text.is_empty(),
        _ => false,
    }
}

/// A number that its member does not accept: that is a finding of its own.
fn is_out_of_range(walk: &Walk<'_, '_>, element: &Visited<'_>, name: &str) -> bool {
    let Some(Known::Number(number)) = element.get(name).map(|node| &node.value) else { return false };
    let Some((_, facts)) = element.object.known(name, walk.version) else { return false };
    let Ok(n) = number.parse() else { return false };
    let (mut ranges, mut fits) = (false, false);
    for range in facts.values().into_iter().filter_map(ranges::range) {
        ranges = true;
        fits |= range.has(n);
    }
    ranges && !fits
}

/// What a member needs beside it to have an effect, as its row says it.
enum Needs {
    /// Another member with one of these words.
    Words(&'static str, Vec<&'static str>),
    /// That another member is not a length in px.
    NoLength(&'static str),
}

impl Needs {
    /// What is of the other version only has no effect here for the same reason.
    fn of(row: &Member) -> Option<Self> {
        let needs = row.facts.iter().map(|(_, facts)| facts.needs).find(|needs| !needs.is_empty())?;
        if let Some((member, _)) = needs.split_once("!=") {
            return Some(Needs::NoLength(member));
        }
        needs.split_once('=').map(|(member, words)| Needs::Words(member, words.split('|').collect()))
    }
}

/// The words of a member that give others an effect, and which: a bit for each row.
pub(crate) fn enabled_by(object: &Object, member: &Member) -> Vec<(&'static str, Rows)> {
    let mut enabled = Vec::new();
    for (nth, row) in object.members.iter().enumerate() {
        if let Some(Needs::Words(other, words)) = Needs::of(row)
            && other == member.name
        {
            words.iter().for_each(|word| enabled.push((*word, 1 << nth)));
        }
    }
    enabled
}

/// A member as it is written, if its value is a plain one.
fn written(walk: &Walk<'_, '_>, element: &Visited<'_>, member: &str) -> Option<String> {
    match &element.get(member)?.value {
        Known::Number(number) => Some(walk.set(member, number)),
        Known::Bool(on) => Some(walk.set(member, &on.to_string())),
        Known::Str(word) if word.parse::<f64>().is_ok() => Some(walk.set(member, word)),
        _ => None,
    }
}

/// No member is without effect.
pub(crate) fn no_member_is_without_effect<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    for row in element.object.members {
        let member = row.name;
        let Some(needs) = Needs::of(row) else { continue };
        if !element.surely_has(member) {
            continue;
        }
        let other = match needs {
            Needs::Words(other, _) | Needs::NoLength(other) => other,
        };
        let said = element.get(other).map(|node| &node.value);
        if said.is_none() && element.tree.open || is_empty(element, member) || is_out_of_range(walk, element, member) {
            continue;
        }
        let default = element.object.known(other, walk.version).map_or("", |(_, facts)| facts.default);
        let fits = match (&needs, said) {
            (Needs::Words(_, words), Some(Known::Str(word))) => words.contains(&&**word),
            (Needs::Words(_, words), Some(Known::Bool(on))) => words.contains(&if *on { "true" } else { "false" }),
            (Needs::Words(_, words), None) => words.contains(&default),
            (Needs::NoLength(_), Some(Known::Str(length))) => !length.ends_with("px"),
            _ => true,
        };
        if fits {
            continue;
        }
        let with = match needs {
            Needs::Words(other, words) => {
                let sets = joined(&words, " or ", &|word| walk.set(other, word));
                let own = if said.is_none() { written(walk, element, member) } else { None };
                match own {
                    Some(own) if words.len() == 1 => {
                        let between = if walk.markup() { " " } else { ", " };
                        format!(
                            "it works only with {sets}: write `{}{between}{}`",
                            sets.trim_matches('`'),
                            own.trim_matches('`')
                        )
                    }
                    _ => format!("it works only with {sets}"),
                }
            }
            Needs::NoLength(other) => format!("a `{other}` in px overrides it"),
        };
        let message = format!("`{member}` has no effect on this {}", walk.name(element.object));
        walk.report(&NO_EFFECT, element.name_spot(member), message, Some(with));
    }
    a_colourful_icon_takes_no_colour(walk, element);
    only_the_icon_of_a_panel_has_a_size(walk, element);
}

fn only_the_icon_of_a_panel_has_a_size<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    let Some(holder) = element.holder.filter(|_| objects::Icon.variants.contains(&element.object)) else { return };
    if holder.object != &objects::CollapsiblePanelHeader && element.surely_has("size") {
        let message = format!("`size` has no effect on this {}", walk.name(element.object));
        let help = "only the icon in the header of a collapsible panel accepts a size".to_owned();
        walk.report(&NO_EFFECT, element.name_spot("size"), message, Some(help));
    }
}

fn a_colourful_icon_takes_no_colour<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    let Some(token) = element.text("token").filter(|_| element.is(&objects::StandardIcon)) else { return };
    if is_colourful(token) && element.surely_has("color") && !is_empty(element, "color") {
        let message = format!("`{token}` has its own colours");
        let help = "only `_outlined` and `_filled` icons accept a `color`".to_owned();
        walk.report(&NO_EFFECT, element.name_spot("color"), message, Some(help));
    }
}

#[cfg(test)]
mod tests {
    use crate::{Version, table};

    #[test]
    fn what_a_version_refuses_has_no_say_over_its_other_members() {
        for object in table::all() {
            for version in [Version::V1, Version::V2] {
                for row in object.members.iter().filter(|row| object.known(row.name, version).is_none()) {
                    let beats = row.facts(version).map_or("", |facts| facts.beats);
                    assert_eq!(beats, "", "`{}` of `{}` in {version:?}", row.name, object.name);
                }
            }
        }
    }
}
