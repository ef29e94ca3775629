//! Children, and attributes, that their parent does not accept.

use super::{Lower, scope::Scope};
use crate::{
    rewrite::{self, Around},
    syntax::{self, Child, Element, Name},
};
use feishu_card_schema::{
    Reader, Version, entries, joined, nearest,
    rules::{self, Wording},
    table::{Family, Item, Kind, Member, Object, names, objects},
};
use proc_macro2::Span;

entries! {
    CHILD_MISPLACED = "C0014" "a child that its parent does not accept" [E E E]
        why "A child is a member, an item, a behaviour, a text or a component of its parent (markup §3)."
        wrong "card! { <hr><options/></hr> }"
        right "card! { <hr/> }"
}

impl Lower<'_> {
    /// `<owner.part>` inside of a parent.
    pub(super) fn owner_of_a_child(&mut self, owner: &Name, part: &Name) {
        let message = "`owner.part` is for roots only; inside a parent write the part alone";
        self.findings.add(&CHILD_MISPLACED, owner.span, message, format!("write `<{}>`", part.text));
    }

    /// Whether this is a key of a map, where members are.
    pub(super) fn is_key_in_an_object(&mut self, name: &Name, scope: &Scope<'_>) -> bool {
        if name.quoted {
            let message = format!("`<{}>` does not accept keys: a tag in quotes is a key of a map", scope.name);
            self.findings.add(&CHILD_MISPLACED, name.span, message, "write the tag without quotes");
        }
        name.quoted
    }

    /// A child of a list that is none of its items.
    pub(super) fn not_an_item(&mut self, name: &Name, item: Item, scope: &Scope<'_>) {
        let help = match item {
            Item::Object(object) if !object.tag.is_empty() => format!("its items are `<{}>`", object.tag),
            _ => String::new(),
        };
        let message = format!("`<{}>` is not an item of `<{}>`", name.text, scope.name);
        self.findings.add(&CHILD_MISPLACED, name.span, message, help);
    }

    /// Whether a member is not written as an element.
    pub(super) fn is_no_element(
        &mut self,
        element: &Element,
        object: &Object,
        member: &Member,
        scope: &Scope<'_>,
        at: Span,
    ) -> bool {
        let found = !names::is_element(member);
        if found {
            let message = format!("`{}` of `<{}>` is not an element", member.name, scope.name);
            self.findings.add(&CHILD_MISPLACED, at, message, attribute_help(element, object, member, scope.name));
        }
        found
    }

    /// What wraps a component or a text has no attributes.
    pub(super) fn a_wrapper_has_no_attributes(&mut self, element: &Element, name: &Name, member: &Member) {
        if let Some(attribute) = element.attributes.first() {
            let what = if member.kind.is_family(&objects::Text) { "text element" } else { "component" };
            let message = format!("`<{}>` cannot have attributes when it wraps a {what}", name.text);
            let help = format!("move the attribute to the {what} inside it");
            self.findings.add(&CHILD_MISPLACED, attribute.name.span, message, help);
        }
    }

    /// What is none of the texts that a wrapper accepts.
    pub(super) fn not_a_text(&mut self, name: &Name, family: &Family, scope: &Scope<'_>) {
        let message = format!("`<{}>` is not a text that `<{}>` accepts", name.text, scope.name);
        let kinds = joined(family.variants, ", ", &|object| format!("`<{}>`", object.tag));
        self.findings.add(&CHILD_MISPLACED, name.span, message, format!("expected {kinds}"));
    }

    /// A row has its cells as attributes.
    pub(super) fn a_row_has_no_children(&mut self, element: &Element) {
        if let Some(child) = element.children.first() {
            let (message, help) = ("`<row>` holds its cells as attributes", "write `<row name=\"…\" n=3/>`");
            self.findings.add(&CHILD_MISPLACED, child.span(), message, help);
        }
    }

    /// A map of objects or lists has its keys as children.
    pub(super) fn a_map_has_no_attributes(&mut self, element: &Element, name: &Name) {
        for attribute in &element.attributes {
            let message = format!("`<{}>` holds a child per key, not attributes", name.text);
            let help = format!("write `<{}><{} …/></{}>`", name.text, attribute.name.text, name.text);
            self.findings.add(&CHILD_MISPLACED, attribute.name.span, message, help);
        }
    }

    /// A list in a map has its items as children.
    pub(super) fn a_list_has_no_attributes(&mut self, element: &Element, name: &Name) {
        for attribute in &element.attributes {
            let message = format!("`<{}>` is a list and cannot have attributes", name.text);
            self.findings.add(&CHILD_MISPLACED, attribute.name.span, message, "move the attribute to the children");
        }
    }

    /// A map of strings has them as attributes.
    pub(super) fn a_map_of_strings_has_no_children(&mut self, element: &Element, name: &Name) {
        if let Some(child) = element.children.first() {
            let message = format!("`<{}>` holds strings, as attributes", name.text);
            let help = format!("write `<{} en_us=\"…\"/>`", name.text);
            self.findings.add(&CHILD_MISPLACED, child.span(), message, help);
        }
    }
}

/// How a member that is not an element is written.
fn attribute_help(element: &Element, object: &Object, member: &Member, owner: &str) -> String {
    let item = object.items.iter().find(|(_, list)| *list == member.name);
    match (item, member.kind) {
        (Some((item, _)), _) => format!("write `<{item}>` children, or the attribute `{}={{…}}`", member.name),
        (None, Kind::List(_)) if member.name == "behaviors" => {
            "write `<callback>`, `<open_url>` or `<form_action>` as children".to_owned()
        }
        (None, Kind::List(_)) => format!("write the components as children of `<{owner}>`, or `{}={{…}}`", member.name),
        _ if member.name == object.text => "write the text as a child".to_owned(),
        _ => {
            let value = match element.children.as_slice() {
                [Child::Text(text)] if matches!(member.kind, Kind::Choice(_)) => text.value.clone(),
                [Child::Text(text)] => text.literal.to_string(),
                [Child::Splice(rust)] => format!("{{{}}}", syntax::as_written(&rust.tokens)),
                _ => "…".to_owned(),
            };
            format!("write it as an attribute: `<{owner} {}={value}>`", member.name)
        }
    }
}

/// What is said of a child that its parent does not accept.
pub(super) fn misplaced(
    element: &Element,
    name: &Name,
    object: &'static Object,
    scope: &Scope<'_>,
    version: Option<Version>,
) -> Wording {
    let known = names::tagged(&objects::Component, &name.text).is_some();
    let parent = &scope.name;
    let legal = names::child_names(object);
    if known {
        let owner = format!("`<{parent}>`");
        if let [(item, _), ..] = object.items
            && object.text.is_empty()
            && *object != objects::ColumnSet
        {
            return rules::not_an_item(Reader::Markup, &name.text, &owner, item);
        }
        let help = match object {
            _ if *object == objects::ColumnSet => "put it in a `<column>`".to_owned(),
            _ if *object == objects::Checker && name.text == "button" => {
                "write `<button_area><button>…</button></button_area>`".to_owned()
            }
            _ if *object == objects::Div => "put it next to the `<div>`; in JSON 1.0 `<extra>` holds one".to_owned(),
            _ if *object == objects::Note => "a note can contain texts, images and icons".to_owned(),
            _ if !object.text.is_empty() => format!("`<{parent}>` contains text; put the component next to it"),
            _ => format!("`<{parent}>` cannot contain components"),
        };
        return Wording { help: Some(help), ..rules::not_allowed(Reader::Markup, &name.text, &owner) };
    }
    let in_text = !object.text.is_empty();
    let foreign =
        rewrite::tag(element, Around { version, holder: Some(object) }).filter(|_| !in_text || !is_marks(&name.text));
    let cells = rewrite::in_a_table(element).filter(|_| *object == objects::Table);
    let elsewhere = cells.or(foreign).or_else(|| home(&name.text));
    let help = match nearest(&name.text, legal.iter().copied()) {
        Some(near) => Some(format!("did you mean `<{near}>`?")),
        None if in_text && is_marks(&name.text) => {
            rewrite::marks(element, object).or_else(|| Some(marks_in_text(object, &name.text)))
        }
        None if elsewhere.is_some() => elsewhere,
        None if legal.is_empty() => Some(format!("`<{parent}>` cannot have children")),
        None if legal.len() <= 12 => Some(format!("expected {}", joined(&legal, ", ", &tag))),
        None => None,
    };
    Wording { entry: &CHILD_MISPLACED, message: format!("unknown child `{}` of `<{parent}>`", name.text), help }
}

/// Where a name belongs that is a child of other elements.
pub(super) fn home(name: &str) -> Option<String> {
    const SHOWN: usize = 3;
    let homes = names::homes(name);
    match homes.as_slice() {
        [] => None,
        [one] => Some(format!("it belongs in {}", tag(one))),
        [most @ .., last] if homes.len() <= SHOWN => {
            Some(format!("it belongs in {} or {}", joined(most, ", ", &tag), tag(last)))
        }
        homes => {
            let (shown, others) = homes.split_at(SHOWN);
            Some(format!("it belongs in {} and {} others", joined(shown, ", ", &tag), others.len()))
        }
    }
}

fn tag(name: &&str) -> String {
    format!("`<{name}>`")
}

/// Whether HTML sets text within a line with this tag, which is Markdown here.
fn is_marks(name: &str) -> bool {
    matches!(
        name,
        "a" | "b"
            | "strong"
            | "i"
            | "em"
            | "u"
            | "s"
            | "del"
            | "code"
            | "br"
            | "span"
            | "font"
            | "small"
            | "mark"
            | "at"
            | "p"
    )
}

/// How a tag of HTML within a text is written.
fn marks_in_text(object: &Object, name: &str) -> String {
    let written = match name {
        "a" => "[text](https://…)",
        "b" | "strong" => "**…**",
        "i" | "em" => "*…*",
        "s" | "del" => "~~…~~",
        "code" => "`…`",
        "font" => "<font color='red'>…</font>",
        "at" => "<at id=ou_1></at>",
        "mark" => "<text_tag color='red'>…</text_tag>",
        "br" => return "a line break is `\\n` in the text".to_owned(),
        _ => return "write the text alone, without a tag around it".to_owned(),
    };
    let is_markdown = [&objects::LarkMd, &objects::MarkdownBlock, &objects::MarkdownText].contains(&object);
    match is_markdown {
        true => format!("it is Markdown: write `\"{written}\"`"),
        false => format!(
            "it is Markdown: write `<markdown>\"{written}\"</markdown>`, in a `<div>` `<lark_md>\"{written}\"</lark_md>`"
        ),
    }
}
