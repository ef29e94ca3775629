//! Children whose name means nothing in their parent: what is meant, what is said of them, and what is left of them.

use super::{
    Lower, child,
    misplaced::{home, misplaced},
    scope::{Scope, Target},
};
use crate::{
    rewrite::{self, Around},
    syntax::{self, Attribute, AttributeValue, Child, Element, Name},
    typed::{Filled, Filling, Step},
};
use feishu_card_schema::{
    Reader, nearest,
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
