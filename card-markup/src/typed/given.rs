//! Members come from one place: an attribute, a child, or `json:`; one object does not come from a loop; what is in
//! `<body>` is not beside it.

use super::{
    Lower,
    scope::{Given, How, Scope, Target},
};
use crate::syntax::Attribute;
use feishu_card_schema::{
    Version, entries,
    table::{Member, Object, objects},
};
use proc_macro2::Span;
use std::borrow::Cow;

entries! {
    GIVEN_TWICE = "C0011" "a member is given twice" [E E E]
        why "A member comes from one place: an attribute, a child, or `json:` (markup §4)."
        wrong "card! { <button text=\"a\">\"b\"</button> }"
        right "card! { <button>\"b\"</button> }"

    IN_LOOP = "C0012" "one object in a loop" [E E E]
        why "A member that is one object cannot come from a loop (markup §4)."
        wrong "card! { <button>for d in dialogs { <confirm title=\"{d}\">\"?\"</confirm> }</button> }"
        right "card! { <button>if ask { <confirm title=\"Sure?\">\"!\"</confirm> }</button> }"

    BODY_AND_LOOSE = "C0015" "`<body>` beside loose components" [E E E]
        why "Components of a 2.0 card are in `<body>`, or directly in the card (markup §4)."
        wrong "card! { <card schema=\"2.0\"><body/><hr/></card> }"
        right "card! { <card schema=\"2.0\"><body><hr/></body></card> }"
}

impl Lower<'_> {
    /// Notes that a member is given; reports the second time, and one object in a loop (§4).
    pub(super) fn give(
        &mut self,
        scope: &mut Scope<'_>,
        name: impl Into<Cow<'static, str>>,
        how: How,
        at: Span,
    ) -> bool {
        let name = name.into();
        if let Some(before) = scope.given(&name) {
            if matches!((&before.how, &how), (How::Text, How::Text)) {
                return true;
            }
            let message = format!("`{name}` of `<{}>` is set twice", scope.name);
            self.findings.add(&GIVEN_TWICE, at, message, twice_help(&name, &before.how, &how));
            return false;
        }
        if scope.in_loop && matches!(how, How::Child) {
            let message = format!("`{name}` is a single object and cannot come from a loop");
            self.findings.add(&IN_LOOP, at, message, "use `if`, or choose the value before the markup");
            return false;
        }
        scope.given.push(Given { name, how });
        true
    }

    /// Notes that a list has an item; reports it where the list is given as a whole as well.
    pub(super) fn give_list(&mut self, scope: &mut Scope<'_>, list: &'static Member, at: Span) -> bool {
        if self.version == Some(Version::V2) && scope.given("body").is_some() && scope.is(&objects::Card) {
            let help = "move it into `<body>`, or leave `<body>` out";
            self.findings.add(&BODY_AND_LOOSE, at, "unexpected child beside `<body>`", help);
            return false;
        }
        match scope.given(list.name).map(|given| &given.how) {
            Some(How::Child) => true,
            Some(before) => {
                let message = format!("`{}` of `<{}>` is set twice", list.name, scope.name);
                self.findings.add(&GIVEN_TWICE, at, message, twice_help(list.name, before, &How::Child));
                false
            }
            None => {
                scope.given.push(Given { name: list.name.into(), how: How::Child });
                true
            }
        }
    }

    /// Whether an attribute of `<raw>` repeats an earlier one.
    pub(super) fn json_of_raw_is_given(&mut self, attribute: &Attribute, before: bool) -> bool {
        if before {
            let (message, help) = ("`json` of `<raw>` is set twice", "remove one");
            self.findings.add(&GIVEN_TWICE, attribute.name.span, message, help);
        }
        before
    }

    /// Whether an attribute repeats what the name of the element says: `tag`.
    pub(super) fn is_given_by_the_name(&mut self, attribute: &Attribute, object: &Object, scope: &Scope<'_>) -> bool {
        let name = &attribute.name;
        let is_key = !object.key.is_empty() && name.text == object.key;
        if is_key {
            let message = format!("`{}` is given by the name of `<{}>`", name.text, scope.name);
            self.findings.add(&GIVEN_TWICE, name.span, message, "remove it");
        }
        is_key
    }

    /// Whether `<body>` comes behind loose components of a 2.0 card.
    pub(super) fn is_body_behind_components(
        &mut self,
        member: &Member,
        object: &Object,
        scope: &Scope<'_>,
        at: Span,
    ) -> bool {
        let found = member.name == "body"
            && scope.given(object.children).is_some()
            && *object == objects::Card
            && self.version == Some(Version::V2);
        if found {
            let help = "move the components beside it into `<body>`, or leave `<body>` out";
            let message = "components must be all inside `<body>` or all outside of it";
            self.findings.add(&BODY_AND_LOOSE, at, message, help);
        }
        found
    }
}

impl Scope<'_> {
    fn is(&self, object: &Object) -> bool {
        matches!(self.target, Target::Record(own) if own == object)
    }
}

fn twice_help(name: &str, before: &How, now: &How) -> String {
    match (before, now) {
        (How::Json, How::Attribute | How::Short(_) | How::Json) => format!("`json:{name}` sets it already"),
        (How::Json, _) => format!("`json:{name}` in the opening tag sets it already"),
        (How::Short(short), _) => format!("the attribute `{short}` sets it already"),
        (How::Attribute, How::Text) => format!("keep the text child or the attribute `{name}`"),
        (How::Attribute, How::Child) => "the attribute in the opening tag sets it already".to_owned(),
        (How::Text, How::Child) => "the text child sets it already; keep one".to_owned(),
        _ => "remove one".to_owned(),
    }
}
