//! Rules on texts in several languages, and on maps with free names.

use super::addresses;
use crate::{
    entries, joined, nearest,
    rules::{
        context::Arm,
        path::{Spot, Step},
        texts,
        walk::{Holder, Visited, Walk},
    },
    table::{Item, Kind, objects},
    tree::{Field, Fields, Known, Node},
    words::{LOCALES, is_locale},
};

entries! {
    LOCALE = "C0806" "an unknown locale" [E W W]
        why "The platform knows 16: zh_cn en_us zh_hk zh_tw ja_jp id_id vi_vn th_th pt_br es_es ko_kr de_de fr_fr it_it ru_ru ms_my."
        wrong "{\"elements\": [{\"tag\": \"markdown\", \"content\": \"你好\", \"i18n_content\": {\"en\": \"Hi\"}}]}"
        right "{\"elements\": [{\"tag\": \"markdown\", \"content\": \"你好\", \"i18n_content\": {\"en_us\": \"Hi\"}}]}"

    LOCALE_OFF = "C0807" "a text in a language that the card switches off" [W W W]
        why "With `config.locales` only the languages listed there take effect (card-json-2 §2)."
        wrong "<card schema=\"2.0\"><config locales={[\"zh_cn\"]}/><markdown en_us=\"Hi\">\"你好\"</markdown></card>"
        right "<card schema=\"2.0\"><config locales={[\"zh_cn\", \"en_us\"]}/><markdown en_us=\"Hi\">\"你好\"</markdown></card>"
}

/// The choice between the languages of a whole card.
pub(crate) const WHOLE_CARD: u32 = 0;

/// A locale is one of the sixteen.
pub(crate) fn every_locale_is_known<'t>(walk: &mut Walk<'t, '_>, name: &str, spot: Spot<'t>) {
    if !is_locale(name) {
        let message = format!("unknown locale `{name}`");
        let help = match nearest(name, LOCALES.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("expected one of {}", joined(LOCALES, ", ", &|locale| (*locale).to_owned())),
        };
        walk.report(&LOCALE, spot, message, Some(help));
    } else if let Some(on) = &walk.card.locales
        && !on.may_have(name)
        && walk.above.last() != Some(&&objects::Config)
    {
        let message = format!("`config.locales` does not include `{name}`, so this text is never shown");
        walk.report(&LOCALE_OFF, spot, message, Some("add it to `config.locales`, or remove the text".to_owned()));
    }
}

fn members<'t>(walk: &mut Walk<'t, '_>, node: &'t Node<'t>) -> &'t [Field<'t>] {
    match &node.value {
        Known::Object(Fields { members, .. }) => members,
        _ => {
            walk.wrong_kind("an object", node);
            &[]
        }
    }
}

/// A map from locale to text or key.
pub(crate) fn a_map_of_strings<'t>(walk: &mut Walk<'t, '_>, holder: Holder, element: &Visited<'t>, node: &'t Node<'t>) {
    for (nth, member) in members(walk, node).iter().enumerate() {
        walk.down(Step::member(nth, &member.name), |walk| {
            every_locale_is_known(walk, &member.name, walk.here(member.at));
            let key = matches!(holder.member.kind, Kind::LocaleKeys);
            match &member.node.value {
                Known::Str(text) if key => addresses::a_key(walk, holder, text, &member.node),
                Known::Str(text) => texts::a_text(walk, holder, element, text, &member.node),
                Known::Null => {}
                Known::Template(_) => texts::a_text_with_holes(walk, holder, element, &member.node),
                _ => walk.wrong_kind("text", &member.node),
            }
        });
    }
}

/// A map from locale to an object or a list. Only one language is shown at a time, so a name may repeat in each of them.
pub(crate) fn a_map_of_parts<'t>(walk: &mut Walk<'t, '_>, holder: Holder, item: Item, node: &'t Node<'t>) {
    // the card's `elements` are one more alternative
    let choice = if holder.is(&objects::Card, "i18n_elements") { WHOLE_CARD } else { walk.new_choice() };
    let before = walk.counts;
    for (nth, member) in members(walk, node).iter().enumerate() {
        walk.counts = before;
        walk.down(Step::member(nth, &member.name), |walk| {
            every_locale_is_known(walk, &member.name, walk.here(member.at));
            walk.in_arm(Arm { choice, arm: nth }, |walk| match (holder.member.kind, item) {
                (Kind::LocaleLists(_), item) => walk.items(item, &member.node, Some(holder)),
                (_, Item::Object(object)) => walk.single(object, &member.node, Some(holder)),
                (_, Item::Family(family)) => walk.variant(family, &member.node, Some(holder)),
            });
        });
    }
    // limits hold per language
    walk.counts = before;
}

/// A map from a free name to an object.
pub(crate) fn a_map_of_names<'t>(walk: &mut Walk<'t, '_>, holder: Holder, item: Item, node: &'t Node<'t>) {
    for (nth, member) in members(walk, node).iter().enumerate() {
        walk.down(Step::member(nth, &member.name), |walk| match item {
            Item::Object(object) => walk.single(object, &member.node, Some(holder)),
            Item::Family(family) => walk.variant(family, &member.node, Some(holder)),
        });
    }
}
