//! C01xx: names and kinds. Members and components are ones that the table knows, in this version.

use super::{
    advice,
    members::required,
    nesting::places,
    path::Step,
    walk::{Holder, Visited, Walk},
    words::{self, Wording},
};
use crate::{
    Reader, Version, entries, nearest, sort_by,
    table::{Family, Kind, Object, objects},
    tree::{self, Known, Node},
};

entries! {
    UNKNOWN_MEMBER = "C0101" "an unknown member" [E W E] 200621
        why "JSON 2.0 is a closed schema: one unknown member refuses the whole card, and the answer names only the first. \
             JSON 1.0 drops it silently. What the table does not list, markup cannot type; `json:name=…` sets it unchecked."
        wrong "<card><header templte=blue title=\"发布审核\"/></card>"
        right "<card><header template=blue title=\"发布审核\"/></card>"

    UNKNOWN_COMPONENT = "C0102" "an unknown component" [E W E]
        why "No page documents a component of this tag. 2.0 answers \"not support tag\"; what 1.0 does is not documented. \
             In markup `<raw json={…}/>` sends any component unchecked."
        wrong "<card><buton>\"同意\"</buton></card>"
        right "<card><action><button>\"同意\"</button></action></card>"

    MEMBER_OF_OTHER_VERSION = "C0103" "the member belongs to the other version of card JSON" [E W E] 200621
        why "2.0 refuses members that only 1.0 had (`elements` and `i18n_elements` at the root, `href`, `ud_icon` in a header); \
             1.0 ignores those of 2.0 (card-json-2 §19)."
        wrong "<card schema=\"2.0\"><i18n_elements/></card>"
        right "<card schema=\"2.0\"><markdown en_us=\"Hi\">\"你好\"</markdown></card>"

    COMPONENT_OF_OTHER_VERSION = "C0104" "the component belongs to the other version of card JSON" [E W E] 200861
        why "2.0 dropped `note` and `action` and answers 200861; `audio` came with 2.0."
        wrong "<card schema=\"2.0\"><note>\"旧备注\"</note></card>"
        right "<card schema=\"2.0\"><div><plain_text text_size=notation text_color=grey>\"备注\"</plain_text></div></card>"

    WRONG_KIND = "C0105" "the value is of the wrong kind" [E E E] 200621
        why "Text, number, truth value, object or list: another kind than the documented one is refused when the card is parsed."
        wrong "<card><header title=\"标题\" template=7/></card>"
        right "<card><header title=\"标题\" template=blue/></card>"

    MISSING_TAG = "C0106" "the object has no tag" [E E E] 200621
        why "Components and text objects are told apart by `tag`, behaviours by `type`; without it the platform cannot read them."
        wrong "{\"elements\": [{\"content\": \"你好\"}]}"
        right "{\"elements\": [{\"tag\": \"markdown\", \"content\": \"你好\"}]}"

    UNKNOWN_PART = "C0107" "an unknown kind of text, icon or behaviour" [E E E] 200621
        why "Texts are `plain_text`, `lark_md` or `markdown`, icons `standard_icon` or `custom_icon`, behaviours `open_url` or \
             `callback` (card-json-1 §4, §5.1; card-json-2 §7 to §9)."
        wrong "{\"elements\": [{\"tag\": \"div\", \"text\": {\"tag\": \"text\", \"content\": \"你好\"}}]}"
        right "{\"elements\": [{\"tag\": \"div\", \"text\": {\"tag\": \"plain_text\", \"content\": \"你好\"}}]}"

    MEMBER_TWICE = "C0108" "a duplicate member" [E W W]
        why "JSON readers keep one of the two, mostly the last; people see the first."
        wrong "{\"elements\": [{\"tag\": \"hr\"}], \"elements\": []}"
        right "{\"elements\": [{\"tag\": \"hr\"}]}"

    NULL = "C0109" "a member is null" [W W W]
        why "No page says what `null` means. Serialisers write it for what is absent; leaving it out is safe."
        wrong "{\"elements\": [{\"tag\": \"markdown\", \"content\": \"你好\", \"icon\": null}]}"
        right "{\"elements\": [{\"tag\": \"markdown\", \"content\": \"你好\"}]}"
}

/// Every member is one that the table has for this object and version.
pub(crate) fn every_member_is_known<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    let object = element.object;
    if super::card::is_not_a_card(element) {
        return; // one finding for all
    }
    for (nth, member) in element.tree.members.iter().enumerate() {
        let name = &*member.name;
        if !object.key.is_empty() && name == object.key {
            continue;
        }
        if object == &objects::Card && name == "body" && !walk.v2() {
            continue; // one finding: the card lacks its schema
        }
        let spot = element.nth_spot(nth);
        if object.known(name, walk.version).is_some() || super::card::is_of_a_card(object, name) {
            continue;
        }
        if object.member(name).is_some() {
            let other = if walk.v2() { Version::V1 } else { Version::V2 };
            let message = if object == &objects::Card {
                format!("`{name}` belongs to JSON {other}")
            } else if walk.v2() {
                format!("`{name}` of {} was removed in JSON 2.0", walk.name(object))
            } else {
                format!("`{name}` of {} requires JSON 2.0", walk.name(object))
            };
            let help = advice::for_the_other_version(walk, element, name);
            walk.report(&MEMBER_OF_OTHER_VERSION, spot, message, help);
        } else {
            let message = format!("unknown {} `{name}` of {}", walk.member(), walk.name(object));
            let help = advice::for_an_unknown_member(walk, element, name);
            walk.report(&UNKNOWN_MEMBER, spot, message, help);
        }
    }
}

/// No member is written twice: the last one wins, but people see the first.
pub(crate) fn no_member_is_written_twice<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    let members = &element.tree.members;
    // the macro reports this itself, with the place that gave it first
    if walk.settings.reader == Reader::Markup || members.len() < 2 {
        return;
    }
    let mut names = Vec::with_capacity(members.len());
    members.iter().enumerate().for_each(|(nth, member)| names.push((&*member.name, nth)));
    sort_by(&mut names, Ord::cmp);
    for pair in names.windows(2) {
        if let [(first, _), (name, nth)] = pair
            && first == name
        {
            let message = format!("duplicate member `{name}` of {}", walk.name(element.object));
            walk.report(&MEMBER_TWICE, element.nth_spot(*nth), message, Some("remove one".to_owned()));
        }
    }
}

/// No member is `null`.
pub(crate) fn no_member_is_null<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    for (nth, member) in element.tree.members.iter().enumerate() {
        if matches!(member.node.value, Known::Null) && element.object.known(&member.name, walk.version).is_some() {
            let message = format!("`{}` of {} is null", member.name, walk.name(element.object));
            let spot = element.nth_spot(nth);
            walk.report(&NULL, spot, message, Some("remove it".to_owned()));
        }
    }
}

/// Where only one kind of object is allowed, the object has the tag of that kind, if the kind has one. True: go on with it.
pub(crate) fn the_tag_is_that_of_the_object<'t>(
    walk: &mut Walk<'t, '_>,
    object: &'static Object,
    node: &'t Node<'t>,
    tree: &'t tree::Fields<'t>,
    holder: Option<Holder>,
) -> bool {
    let key = if object.key.is_empty() { "tag" } else { object.key };
    let Some(told) = tree.get(key) else {
        if !object.key.is_empty() && object.tag_required && !tree.open {
            walk.missing_tag(object.key, &[object.tag], node);
        }
        return true;
    };
    let Some(tag) = told.as_str() else { return true };
    if tag == object.tag && !object.key.is_empty() {
        return true;
    }
    let component = objects::Component.variant(tag).filter(|_| key == "tag");
    if let Some(component) = component
        && holder.is_some_and(|holder| matches!(holder.member.kind, Kind::List(_)))
    {
        places::the_list_holds_other_items(walk, object, component, node, holder);
        return false;
    }
    if object.key.is_empty() {
        return true; // an unknown member `tag`
    }
    let message = format!("`{key}` of {} must be `{}`, found `{tag}`", walk.name(object), object.tag);
    walk.report(&UNKNOWN_PART, walk.here(told.at), message, Some(format!("write `{}`", object.tag)));
    false
}

/// Where several kinds of objects are allowed, the tag names one of them, and this version has it.
pub(crate) fn every_component_is_known<'t>(
    walk: &mut Walk<'t, '_>,
    family: &'static Family,
    node: &'t Node<'t>,
    tree: &'t tree::Fields<'t>,
    holder: Option<Holder>,
) -> Option<&'static Object> {
    let key = family.variants.first().map_or("tag", |object| object.key);
    let Some(told) = tree.get(key) else { return untold(walk, family, key, node, tree, holder) };
    let Some(tag) = told.as_str() else {
        walk.may_hold_anything();
        return None;
    };
    let found = family.variant(tag);
    if let Some(object) = found
        && object.versions.has(walk.version)
    {
        return Some(object);
    }
    let component = objects::Component.variant(tag);
    let here = walk.here(node.at);
    walk.may_hold_anything(); // what is inside is not read: it may contain the submit button
    if let Some(object) = found.or(component)
        && !object.versions.has(walk.version)
    {
        let gone = if walk.v2() { "was removed in" } else { "requires" };
        let message = format!("{} {gone} JSON 2.0", walk.tag(tag));
        let help = advice::for_the_other_component(walk, object);
        walk.report(&COMPONENT_OF_OTHER_VERSION, here, message, help);
    } else if let Some(component) = component.filter(|_| family == &objects::NoteElement) {
        places::a_component_is_where_it_may_be(walk, component, node, holder);
    } else if family == &objects::Component {
        let Wording { entry, message, help } = unknown_component(walk.settings.reader, Some(walk.version), tag);
        walk.report(entry, here, message, help);
    } else {
        let mut tags = Vec::new();
        for object in family.variants {
            if object.versions.has(walk.version) && !object.tag.is_empty() {
                tags.push(object.tag);
            }
        }
        let message = format!("unknown {} `{tag}`", words::what(family));
        let help = match nearest(tag, tags.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("expected {}", words::list(&tags)),
        };
        walk.report(&UNKNOWN_PART, walk.here(told.at), message, Some(help));
    }
    None
}

/// The words for a component that no version has; `version` limits the names that are proposed.
#[must_use]
pub fn unknown_component(reader: Reader, version: Option<Version>, tag: &str) -> Wording {
    let known = objects::Component.variants.iter();
    let known = known.filter(|object| version.is_none_or(|version| object.versions.has(version)));
    let near = nearest(tag, known.map(|object| object.tag));
    Wording {
        entry: &UNKNOWN_COMPONENT,
        message: format!("unknown component `{tag}`"),
        help: advice::for_an_unknown_component(reader, tag, near),
    }
}

/// An object without a tag: an icon does not need one, and a text is plain text then.
fn untold<'t>(
    walk: &mut Walk<'t, '_>,
    family: &'static Family,
    key: &str,
    node: &'t Node<'t>,
    tree: &'t tree::Fields<'t>,
    holder: Option<Holder>,
) -> Option<&'static Object> {
    let icon = family == &objects::Icon;
    let header = icon && holder.is_some_and(|holder| holder.is(&objects::Header, "icon"));
    if header && !walk.v2() {
        return Some(&objects::HeaderIcon); // it never has a tag, so what else it may hold does not count
    }
    if tree.open {
        return None;
    }
    if icon {
        return match (header, walk.v2()) {
            (true, true) => {
                walk.missing_tag(key, &[objects::StandardIcon.tag, objects::CustomIcon.tag], node);
                None
            }
            _ if tree.member("img_key").is_some() && tree.member("token").is_none() => Some(&objects::CustomIcon),
            _ => Some(&objects::StandardIcon),
        };
    }
    let empty = tree.members.is_empty();
    let text = family == &objects::Text;
    if text && (empty || walk.v2()) {
        return Some(&objects::PlainText); // schematic samples send `{}`; 2.0 marks the tag as optional in places
    }
    walk.missing_tag(key, &family.tags(), node);
    text.then_some(&objects::PlainText)
}

impl<'t> Walk<'t, '_> {
    /// Reports an object without its tag. Schematic samples send empty ones.
    pub(crate) fn missing_tag(&mut self, key: &str, tags: &[&str], node: &'t Node<'t>) {
        let empty = node.as_object().is_some_and(|object| object.members.is_empty());
        let message = format!("missing `{key}` in this object");
        let help = (tags.len() < 8).then(|| format!("expected {}", words::list(tags)));
        if empty {
            required::samples_leave_it_out(self, self.here(node.at), message, help);
        } else {
            self.report(&MISSING_TAG, self.here(node.at), message, help);
        }
    }

    /// Reports a value of another kind than `expected`, at the present place of the walk.
    pub(crate) fn wrong_kind(&mut self, expected: &str, node: &'t Node<'t>) {
        let Some(got) = words::kind(&node.value) else { return };
        let message = match (self.last_step(), self.above.last()) {
            (Some(Step::Member { name, .. }), Some(object)) => {
                format!("`{name}` of {} must be {expected}, found {got}", self.name(object))
            }
            _ => format!("expected {expected}, found {got}"),
        };
        let help = self.right_kind(expected, node);
        self.report(&WRONG_KIND, self.here(node.at), message, help);
    }

    /// The same value in the right kind, where quotes alone make the difference.
    fn right_kind(&self, expected: &str, node: &'t Node<'t>) -> Option<String> {
        let Some(Step::Member { name, .. }) = self.last_step() else { return None };
        let right = match (&node.value, expected) {
            (Known::Number(n), "text") => format!("\"{n}\""),
            (Known::Bool(b), "text") => format!("\"{b}\""),
            (Known::Str(s), "a number" | "a whole number") if s.trim().parse::<f64>().is_ok() => s.trim().to_owned(),
            (Known::Str(s), "true or false") if matches!(s.trim(), "true" | "false") => s.trim().to_owned(),
            (Known::Str(s), "a text object") if s.len() < 40 => {
                return Some(format!("write `{{\"tag\": \"plain_text\", \"content\": \"{s}\"}}`"));
            }
            (Known::Str(_), "true or false") if self.markup() && !node.at.is_in_literal() => {
                return Some(format!("write `{name}` or `{name}=false`"));
            }
            (Known::Number(n), "an object") if self.markup() && !node.at.is_in_literal() => {
                return Some(format!("write `{name}={{{{\"key\": {n}}}}}`"));
            }
            (Known::Bool(b), "an object") if self.markup() && !node.at.is_in_literal() => {
                return Some(format!("write `{name}={{{{\"key\": {b}}}}}`"));
            }
            (Known::Object(_), "a list") => return Some("wrap it in `[` and `]`".to_owned()),
            _ => return None,
        };
        let is_attribute = self.markup() && !node.at.is_in_literal();
        Some(if is_attribute { format!("write `{name}={right}`") } else { format!("write `\"{name}\": {right}`") })
    }
}
