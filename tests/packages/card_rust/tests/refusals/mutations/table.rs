//! What the component table says of an element of the markup.

use super::markup::{Markup, Tag};
use feishu_card_schema::{
    Version,
    table::{self, Kind, Object, Required, objects},
};

/// An element, by what the table needs to know of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot<'m> {
    name: &'m str,
    parent: &'m str,
    version: Version,
}

impl<'m> Spot<'m> {
    pub(crate) fn of(markup: &'m Markup<'_>, tag: &Tag) -> Self {
        let version = if markup.source.contains("schema=\"2.0\"") { Version::V2 } else { Version::V1 };
        Spot { name: markup.name(tag), parent: markup.parent_name(tag), version }
    }

    /// The row of the element.
    pub(crate) fn object(self) -> Option<&'static Object> {
        let Spot { name, parent, .. } = self;
        let in_parent = [format!("{parent}.{name}"), format!("option:{parent}"), format!("div.{name}")];
        let part = in_parent
            .iter()
            .find_map(|part| table::object(part).filter(|_| !part.starts_with("option:") || name == "option"));
        let several = (name == "option").then_some(match parent {
            "multi_select_static" => &objects::SelectStaticOption,
            _ => &objects::SelectPersonOption,
        });
        let text = parent == "title" && name == "markdown";
        let text = text.then_some(&objects::MarkdownText);
        let tagged = [&objects::Component, &objects::Behavior, &objects::Text, &objects::Icon];
        let tagged = tagged.into_iter().find_map(|family| family.variant(name));
        part.or(several).or(text).or_else(|| link(name)).or(tagged).or_else(|| table::object(name))
    }
}

fn link(name: &str) -> Option<&'static Object> {
    (name == "multi_url").then_some(&objects::Link)
}

/// What an attribute takes; `None` when the table does not tell.
pub(crate) fn kind_of(spot: Spot<'_>, attribute: &str) -> Option<Kind> {
    Some(spot.object()?.member(attribute)?.kind)
}

/// Whether a member must be there.
pub(crate) fn required(spot: Spot<'_>, member: &str) -> bool {
    let member = spot.object().and_then(|object| object.member(member));
    let facts = member.and_then(|member| member.facts(spot.version));
    facts.is_some_and(|facts| facts.required == Required::Yes)
}
