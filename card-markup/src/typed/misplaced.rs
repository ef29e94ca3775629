//! Children that mean nothing in their parent: what is said of them, and what is left of them.

use super::{
    Lower, child,
    scope::{Scope, Target},
};
use crate::{
    rewrite::{self, Around},
    syntax::{self, Attribute, AttributeValue, Child, Element, Name},
    typed::{Filled, Filling, Step},
};
use feishu_card_schema::{
    Reader, Version, grammar as codes, nearest,
    rules::{self, Wording},
    table::{
        Kind, Member, Object,
        names::{self, ChildName},
        objects,
    },
    words::html,
};

impl Lower<'_> {
    /// A name that means nothing in this parent.
    pub(super) fn unknown(
        &mut self,
        element: &Element,
        name: &Name,
        object: &'static Object,
        scope: &mut Scope<'_>,
        out: &mut Vec<Step>,
    ) {
        let list = object.member(object.children);
        if let Some(list) = list
            && let Kind::List(item) = list.kind
            && item.is_family(&objects::Component)
        {
            // `<heder>` in a card is its header: names of members are meant as well as those of components
            if let Some(near) = nearest(&name.text, names::child_names(object))
                && !matches!(names::meaning(object, near), ChildName::Component(..))
                && scope.given(near).is_none()
                && names::homes(&name.text).is_empty()
            {
                let said = rules::unknown_component(Reader::Markup, None, &name.text);
                let help = Some(format!("did you mean `<{near}>`?"));
                self.findings.say(Wording { help, ..said }, name.span);
                let meant = Name { text: near.to_owned(), ..name.clone() };
                return self.child_of_record(element, &meant, object, scope, out);
            }
            if !self.give_list(scope, list, name.span) {
                return self.give_up(element, scope, out);
            }
            return self.unknown_component(element, name, Some(list), scope, out);
        }
        let said = misplaced(element, name, object, scope, self.version);
        self.findings.say(said, name.span);
        self.give_up(element, scope, out);
    }

    /// A component that does not exist. What was probably meant takes its place, so that what is in it is checked.
    pub(super) fn unknown_component(
        &mut self,
        element: &Element,
        name: &Name,
        list: Option<&'static Member>,
        scope: &mut Scope<'_>,
        out: &mut Vec<Step>,
    ) {
        let near = near_component(&name.text);
        let holder = match scope.target {
            Target::Record(object) => Some(object),
            _ => None,
        };
        self.findings.say(unknown(element, name, Around { version: self.version, holder }), name.span);
        // a name that is cut off says nothing of what follows
        let near = near.filter(|_| element.tag_end.is_some());
        match near.and_then(|near| names::tagged(&objects::Component, near)) {
            Some(object) => {
                let record = self.record(element, object, name);
                out.push(Step::Push { list, item: Filled::new(name.span, Filling::Record(record)) });
            }
            None => self.give_up(element, scope, out),
        }
    }

    /// Leaves an element out; its expressions stay for rustc.
    pub(super) fn give_up(&mut self, element: &Element, scope: &mut Scope<'_>, out: &mut Vec<Step>) {
        scope.damaged = true;
        out.extend(child::inner_expressions(element).into_iter().map(Step::Dead));
    }
}

/// The component whose name was probably meant; what HTML owns is no misspelling.
fn near_component(name: &str) -> Option<&'static str> {
    let tags = objects::Component.variants.iter().map(|object| object.tag);
    nearest(name, tags).filter(|_| html::tag(name).is_none() && !is_own(name) && names::homes(name).is_empty())
}

/// Whether a name looks like a component of one's own, as JSX has them.
fn is_own(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase()) && names::tagged(&objects::Component, &snake(name)).is_none()
}

/// What is said of an element whose name no component has: a part of one's own, a name from HTML, a name that belongs
/// elsewhere, or a misspelt one.
pub(super) fn unknown(element: &Element, name: &Name, around: Around) -> Wording {
    let said = rules::unknown_component(Reader::Markup, None, &name.text);
    let foreign = rewrite::tag(element, around);
    if is_own(&name.text) && !name.text.ends_with("Fragment") {
        let own = format!("a part of one's own is a function, called in braces: `{}`", call(element, name));
        let help = foreign.map_or(own.clone(), |foreign| format!("{foreign}; {own}"));
        return Wording { help: Some(help), ..said };
    }
    if foreign.is_some() {
        return Wording { help: foreign, ..said };
    }
    let Some(home) = home(&name.text) else { return said };
    let place = match around.holder {
        Some(holder) if *holder == objects::Card => "the card itself".to_owned(),
        Some(holder) => format!("`<{}>`", if holder.tag.is_empty() { holder.name } else { holder.tag }),
        None => return Wording { help: Some(home), ..said },
    };
    let help = match rewrite::at_home(element, around) {
        Some(written) => written,
        None => home,
    };
    Wording { help: Some(help), ..rules::not_allowed(Reader::Markup, &name.text, &place) }
}

/// Where a name belongs that is a child of other elements.
fn home(name: &str) -> Option<String> {
    const SHOWN: usize = 3;
    let homes = names::homes(name);
    let tag = |home: &&str| format!("`<{home}>`");
    match homes.as_slice() {
        [] => None,
        [one] => Some(format!("it belongs in {}", tag(one))),
        [most @ .., last] if homes.len() <= SHOWN => {
            let most: Vec<_> = most.iter().map(tag).collect();
            Some(format!("it belongs in {} or {}", most.join(", "), tag(last)))
        }
        homes => {
            let shown: Vec<_> = homes.iter().take(SHOWN).map(tag).collect();
            Some(format!("it belongs in {} and {} others", shown.join(", "), homes.len() - SHOWN))
        }
    }
}

/// The call that a part of one's own is written as: `{badge("x")}` for `<Badge text="x"/>`.
fn call(element: &Element, name: &Name) -> String {
    let argument = |attribute: &Attribute| match &attribute.value {
        AttributeValue::Text(text) => text.literal.to_string(),
        AttributeValue::Number { text, .. } => text.clone(),
        AttributeValue::Length { text, .. } => format!("\"{text}\""),
        AttributeValue::Word(word) if matches!(word.text.as_str(), "true" | "false") => word.text.clone(),
        AttributeValue::Word(word) => format!("\"{}\"", word.text),
        AttributeValue::Flag => "true".to_owned(),
        AttributeValue::Rust(rust) => syntax::as_written(&rust.tokens),
        AttributeValue::Json(_) | AttributeValue::Missing => "…".to_owned(),
    };
    let mut arguments: Vec<String> = element.attributes.iter().map(argument).collect();
    match element.children.as_slice() {
        [] => {}
        [Child::Text(text)] => arguments.push(text.literal.to_string()),
        [Child::Splice(rust)] => arguments.push(syntax::as_written(&rust.tokens)),
        _ => arguments.push("card! { <>…</> }".to_owned()),
    }
    format!("{{{}({})}}", snake(&name.text), arguments.join(", "))
}

/// `status_badge` for `StatusBadge`.
fn snake(name: &str) -> String {
    let mut out = String::new();
    for (n, c) in name.chars().enumerate() {
        let after_small = n > 0 && name.chars().nth(n - 1).is_some_and(char::is_lowercase);
        if c.is_uppercase() && after_small {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out.replace('-', "_")
}

/// How a member that is not an element is written.
pub(super) fn attribute_help(element: &Element, object: &Object, member: &Member, owner: &str) -> String {
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

fn misplaced(
    element: &Element,
    name: &Name,
    object: &'static Object,
    scope: &Scope<'_>,
    version: Option<Version>,
) -> Wording {
    let known = names::tagged(&objects::Component, &name.text).is_some();
    let parent = &scope.name;
    let items: Vec<_> = object.items.iter().map(|(item, _)| *item).collect();
    let legal = names::child_names(object);
    if known {
        let owner = format!("`<{parent}>`");
        if let [item, ..] = items.as_slice()
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
        None if legal.len() <= 12 => {
            let names: Vec<_> = legal.iter().map(|name| format!("`<{name}>`")).collect();
            Some(format!("expected {}", names.join(", ")))
        }
        None => None,
    };
    Wording { entry: &codes::CHILD_MISPLACED, message: format!("unknown child `{}` of `<{parent}>`", name.text), help }
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
