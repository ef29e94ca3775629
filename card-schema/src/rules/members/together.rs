//! Rules on members that exclude, shadow or need each other.

use crate::{
    catalogue::entries,
    rules::{
        values::ranges,
        walk::{Visited, Walk},
    },
    table::{Object, objects},
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

/// (object, the member that wins, the one that is ignored beside it)
static WINNERS: &[(&Object, &str, &str)] = &[
    (&objects::Card, "i18n_elements", "elements"),
    (&objects::Config, "width_mode", "compact_width"),
    (&objects::Header, "i18n_text_tag_list", "text_tag_list"),
    (&objects::Header, "ud_icon", "icon"),
    (&objects::PersonList, "icon", "ud_icon"),
    (&objects::Img, "mode", "custom_width"),
    (&objects::SelectStatic, "initial_option", "initial_index"),
    (&objects::PlainText, "i18n", "content"),
    (&objects::LarkMd, "i18n", "content"),
];

/// No member is ignored because of another one.
pub(crate) fn no_member_is_shadowed<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    for (_, winner, loser) in WINNERS.iter().filter(|(object, ..)| element.is(object)) {
        let known = |name| element.object.known(name, walk.version).is_some();
        if known(winner) && element.surely_has(winner) && element.surely_has(loser) && !is_empty(element, loser) {
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
    let mut ranges = facts.values().filter_map(ranges::range).peekable();
    ranges.peek().is_some() && number.parse().is_ok_and(|n| !ranges.any(|range| range.has(n)))
}

/// What a member needs beside it to have an effect.
enum Needs {
    /// Another member with one of these words; absent it has the first of them if `default`.
    Word { member: &'static str, words: &'static [&'static str], default: bool },
    /// Another member that is `true`; absent it is this.
    True { member: &'static str, default: bool },
    /// That another member is not a length.
    NoLength(&'static str),
}
use Needs::{NoLength, True, Word};

const fn word(member: &'static str, words: &'static [&'static str], default: bool) -> Needs {
    Word { member, words, default }
}

static NEEDS: &[(&Object, &str, Needs)] = &[
    (&objects::Img, "size", word("scale_type", &["crop_center", "crop_top"], true)),
    (&objects::Column, "weight", word("width", &["weighted"], false)),
    (&objects::InteractiveContainer, "border_color", True { member: "has_border", default: false }),
    (&objects::Input, "rows", word("input_type", &["multiline_text"], false)),
    (&objects::Input, "auto_resize", word("input_type", &["multiline_text"], false)),
    (&objects::Input, "max_rows", True { member: "auto_resize", default: false }),
    (&objects::Input, "show_icon", word("input_type", &["password"], false)),
    (&objects::Chart, "aspect_ratio", NoLength("height")),
    (&objects::Table, "row_max_height", word("row_height", &["auto"], false)),
    (&objects::TableColumn, "format", word("data_type", &["number"], false)),
    (&objects::TableColumn, "date_format", word("data_type", &["date"], false)),
    (&objects::Audio, "time_display", True { member: "show_time", default: true }),
    (&objects::Audio, "time_position", True { member: "show_time", default: true }),
    (&objects::CustomIcon, "token", word("tag", &["standard_icon"], false)),
    (&objects::CustomIcon, "color", word("tag", &["standard_icon"], false)),
    (&objects::LarkMd, "text_color", word("tag", &["plain_text"], false)),
];

/// No member is without effect.
pub(crate) fn no_member_is_without_effect<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    for (_, member, needs) in
        NEEDS.iter().filter(|(object, member, _)| element.is(object) && element.surely_has(member))
    {
        let said = match needs {
            Word { member, .. } | True { member, .. } | NoLength(member) => element.get(member).map(|node| &node.value),
        };
        if said.is_none() && element.tree.open || is_empty(element, member) || is_out_of_range(walk, element, member) {
            continue;
        }
        let fits = match (needs, said) {
            (Word { words, .. }, Some(Known::Str(word))) => words.contains(&&**word),
            (Word { default, .. }, None) => *default,
            (True { .. }, Some(Known::Bool(on))) => *on,
            (True { default, .. }, None) => *default,
            (NoLength(_), Some(Known::Str(height))) => !height.ends_with("px"),
            _ => true,
        };
        if fits {
            continue;
        }
        let with = match needs {
            Word { member, words, .. } => {
                let sets: Vec<_> = words.iter().map(|word| walk.set(member, word)).collect();
                format!("it works only with {}", sets.join(" or "))
            }
            True { member, .. } => format!("it works only with {}", walk.set(member, "true")),
            NoLength(member) => format!("a `{member}` in px overrides it"),
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
    if token.ends_with("_colorful") && element.surely_has("color") && !is_empty(element, "color") {
        let message = format!("`{token}` has its own colours");
        let help = "only `_outlined` and `_filled` icons accept a `color`".to_owned();
        walk.report(&NO_EFFECT, element.name_spot("color"), message, Some(help));
    }
}
