//! The value of an attribute, by the kind of its member.

use super::{
    Lower,
    attribute::{Lowered, as_json, takes_quoted, takes_words},
    child::plain_text,
    element::empty_object,
    scope::{Scope, Target},
};
use crate::{
    rewrite,
    syntax::{self, Attribute, AttributeValue as A, Json, JsonValue, Name},
    typed::TextPieces,
    typed::{Filled, Filling, Record, Step},
};
use feishu_card_schema::{
    Version, grammar as codes,
    markdown::Flavour,
    table::{Kind, Member, Object, objects},
};
use proc_macro2::Span;

impl Lower<'_> {
    /// The value of a member; what is not of its kind is left to the rules.
    pub(super) fn value(
        &mut self,
        attribute: &Attribute,
        member: &'static Member,
        scope: &Scope<'_>,
    ) -> Option<Lowered> {
        let at = attribute.value.open().unwrap_or(attribute.name.span);
        let kind = match &attribute.value {
            A::Missing => return None,
            // a literal in braces is what it is without them: the rules judge it
            A::Rust(rust) if misfits(rust, member.kind) => {
                let value = syntax::literal(&rust.tokens)?;
                let at = rust.tokens.clone().into_iter().next().map_or(rust.span, |token| token.span());
                let json = Json { span: at, end: at, value };
                return Some(as_json(&json, member, attribute));
            }
            A::Rust(rust) if matches!(member.kind, Kind::Json | Kind::JsonOrStr) => {
                Filling::Json(Json { span: rust.span, end: rust.span, value: JsonValue::Rust(rust.tokens.clone()) })
            }
            A::Rust(rust) => {
                self.icon_needs_version(member, scope, rust.span);
                Filling::Expr(rust.clone())
            }
            A::Json(json) => match self.typed(json, member.kind, scope.open) {
                Some(kind) => kind,
                None => return Some(as_json(json, member, attribute)),
            },
            A::Flag if matches!(member.kind, Kind::Bool) => Filling::Bool(true),
            A::Word(word) => match self.word(word, member, scope) {
                Word::Is(kind) => kind,
                Word::Odd => return self.misfit(attribute),
                Word::Reported => return None,
            },
            A::Number { text, .. } if is_number(member.kind, text) => Filling::Number(text.clone()),
            A::Length { text, .. } if takes_words(member) => Filling::Str(TextPieces::fixed(text.clone(), at)),
            A::Length { text, .. } if takes_quoted(member) => {
                let message = format!("`{}` must be text, found a length", member.name);
                let help = format!("write `\"{text}\"`");
                self.findings.add(&codes::WORD_FOR_TEXT, at, message, help);
                return None;
            }
            A::Text(text) => match self.text_value(text, member, scope) {
                Some(kind) => kind,
                None => return self.misfit(attribute),
            },
            A::Number { text, .. } if member.kind.is_length() => {
                let help = format!("write `{}={text}px`", member.name);
                self.findings.add(&codes::VALUE, at, format!("the length `{text}` has no unit"), help);
                return None;
            }
            A::Flag | A::Number { .. } | A::Length { .. } => return self.misfit(attribute),
        };
        Some(Lowered::Filled(Filled { at, with: kind }))
    }

    fn misfit(&mut self, attribute: &Attribute) -> Option<Lowered> {
        self.json_member(attribute, true).map(Lowered::Json)
    }

    fn word(&mut self, word: &Name, member: &'static Member, scope: &Scope<'_>) -> Word {
        let plan = || TextPieces::fixed(word.text.clone(), word.span);
        match member.kind {
            Kind::Bool if word.text == "true" => Word::Is(Filling::Bool(true)),
            Kind::Bool if word.text == "false" => Word::Is(Filling::Bool(false)),
            Kind::Choice(choice) => match choice.word(&word.text) {
                Some(found) => Word::Is(Filling::Word(choice, found)),
                None => {
                    self.advise_on_type(&word.text, word.span, member, scope);
                    Word::Odd
                }
            },
            Kind::Family(family) if *family == objects::Icon => {
                if self.icon_needs_version(member, scope, word.span) {
                    return Word::Reported;
                }
                Word::Is(Filling::Record(token(&objects::StandardIcon, plan(), scope.open, word.span)))
            }
            Kind::Family(family) if *family == objects::Fallback && word.text == "drop" => {
                let json = Json { span: word.span, end: word.end, value: JsonValue::Str("drop".to_owned()) };
                Word::Is(Filling::Raw { json, checked: false })
            }
            Kind::Object(object) if *object == objects::UdIcon => {
                Word::Is(Filling::Record(token(object, plan(), scope.open, word.span)))
            }
            _ if takes_words(member) => Word::Is(Filling::Str(plan())),
            Kind::Bool | Kind::Int | Kind::Number if matches!(word.text.as_str(), "true" | "false" | "null") => {
                Word::Odd
            }
            Kind::Bool | Kind::Int | Kind::Number => {
                let message = format!("`{}` does not accept `{}`", member.name, word.text);
                let mut help = format!("for a variable write `{}={{{}}}`", member.name, word.text);
                if matches!(member.kind, Kind::Bool) {
                    help = format!("write `{0}` or `{0}=false`; {help}", member.name);
                }
                self.findings.add(&codes::WORD_FOR_TEXT, word.span, message, help);
                Word::Reported
            }
            _ if matches!(word.text.as_str(), "true" | "false" | "null") => Word::Odd,
            _ => {
                let message = format!("the value of `{}` must be quoted", member.name);
                let help = format!("write `{0}=\"{1}\"`, or for a variable `{0}={{{1}}}`", member.name, word.text);
                self.findings.add(&codes::WORD_FOR_TEXT, word.span, message, help);
                Word::Reported
            }
        }
    }

    fn text_value(&mut self, text: &syntax::Text, member: &'static Member, scope: &Scope<'_>) -> Option<Filling> {
        let markdown = scope.markdown.filter(|_| member.name == "content");
        let plan = self.pieces(text, markdown);
        match member.kind {
            Kind::Choice(choice) => match plan.known() {
                Some(known) if choice.word(&known).is_none() => {
                    self.advise_on_type(&known, text.span, member, scope);
                    None
                }
                Some(known) => choice.word(&known).map(|word| Filling::Word(choice, word)),
                None => Some(Filling::Str(plan)),
            },
            Kind::Family(family) if *family == objects::Text => {
                Some(Filling::Record(plain_text(plan, scope.open, text.span)))
            }
            Kind::Family(family) if *family == objects::Icon => {
                if self.icon_needs_version(member, scope, text.span) {
                    return Some(empty_object(text.span));
                }
                Some(Filling::Record(token(&objects::StandardIcon, plan, scope.open, text.span)))
            }
            Kind::Object(object) if *object == objects::UdIcon => {
                Some(Filling::Record(token(object, plan, scope.open, text.span)))
            }
            Kind::Json | Kind::JsonOrStr => {
                Some(Filling::Json(Json { span: text.span, end: text.span, value: JsonValue::Text(plan) }))
            }
            _ if takes_words(member) || takes_quoted(member) => Some(Filling::Str(plan)),
            _ => None,
        }
    }

    /// `type=submit` of a button is not a look, as in HTML.
    fn advise_on_type(&mut self, word: &str, at: Span, member: &'static Member, scope: &Scope<'_>) {
        let is_button = matches!(scope.target, Target::Record(object) if *object == objects::Button);
        if is_button
            && member.name == "type"
            && let Some(help) = rewrite::submits(word, self.version)
        {
            self.findings.advise("C0301", at, help);
        }
    }

    /// Reports the shorthand `icon=` where 1.0 and 2.0 differ: in a header (R11).
    fn icon_needs_version(&mut self, member: &'static Member, scope: &Scope<'_>, at: Span) -> bool {
        let is_icon = member.kind.is_family(&objects::Icon);
        let in_header = matches!(scope.target, Target::Record(object) if *object == objects::Header);
        if !is_icon || !in_header {
            return false;
        }
        let (message, help) = match self.version {
            Some(Version::V2) => return false,
            Some(Version::V1) => (
                "the icon of a 1.0 header is an image and cannot have a token",
                "a library icon is `ud_icon=…`, an image `<icon img_key=\"…\"/>`",
            ),
            None => (
                "the icon of a header differs between JSON 1.0 and 2.0",
                "write `schema=\"1.0\"` or `schema=\"2.0\"` in the root tag",
            ),
        };
        self.findings.add(&codes::WHICH_VERSION, at, message, help);
        true
    }

    /// A string in a map from locale to string.
    pub(super) fn map_text(&mut self, attribute: &Attribute, markdown: Option<Flavour>) -> Option<Filled> {
        let at = attribute.value.open().unwrap_or(attribute.name.span);
        let kind = match &attribute.value {
            A::Missing => return None,
            A::Text(text) => Filling::Str(self.pieces(text, markdown)),
            A::Rust(rust) if markdown.is_some() => Filling::Str(TextPieces::expr(rust.clone(), markdown)),
            A::Rust(rust) => Filling::Expr(rust.clone()),
            A::Word(word) => {
                let help =
                    format!("write `{0}=\"{1}\"`, or for a variable `{0}={{{1}}}`", attribute.name.text, word.text);
                let message = format!("the value of `{}` must be quoted", attribute.name.text);
                self.findings.add(&codes::WORD_FOR_TEXT, at, message, help);
                return None;
            }
            _ => {
                let help = format!("write `{}=\"…\"`", attribute.name.text);
                let message = format!("the value of `{}` must be text", attribute.name.text);
                self.findings.add(&codes::WORD_FOR_TEXT, at, message, help);
                return None;
            }
        };
        Some(Filled { at, with: kind })
    }
}

/// Whether an expression is a literal of another kind than the member's: `value={7}`, `url={5}`, `weight={"2"}`.
fn misfits(rust: &syntax::Rust, kind: Kind) -> bool {
    let Some(literal) = syntax::literal(&rust.tokens) else { return false };
    match (kind, literal) {
        (Kind::Json | Kind::JsonOrStr, JsonValue::Number(_) | JsonValue::Bool(_)) => true,
        (Kind::Bool, JsonValue::Bool(_)) => false,
        (Kind::Bool, _) => true,
        (Kind::Int | Kind::Number, JsonValue::Number(number)) => !is_number(kind, &number),
        (Kind::Int | Kind::Number, _) => true,
        (kind, JsonValue::Number(_) | JsonValue::Bool(_)) => kind.is_string() || matches!(kind, Kind::Choice(_)),
        _ => false,
    }
}

/// Whether a number fits the kind.
pub(super) fn is_number(kind: Kind, text: &str) -> bool {
    matches!(kind, Kind::Number) || (matches!(kind, Kind::Int) && text.parse::<i64>().is_ok())
}

enum Word {
    Is(Filling),
    /// No such word: the rules say so.
    Odd,
    Reported,
}

/// An icon by its token.
fn token(object: &'static Object, plan: TextPieces, open: Span, at: Span) -> Record {
    let set = object.member("token").map(|member| {
        let value = Filled { at, with: Filling::Str(plan) };
        Step::Set { member, at, value }
    });
    Record::new(object, open, at, set.into_iter().collect())
}
