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
                self.findings.say(syntax::length_for_a_text(member.name, text), at);
                return None;
            }
            A::Text(text) => match self.text_value(text, member, scope) {
                Some(kind) => kind,
                None => return self.misfit(attribute),
            },
            A::Number { text, .. } => match syntax::length_without_a_unit(member, text) {
                Some(said) => {
                    self.findings.say(said, at);
                    return None;
                }
                None => return self.misfit(attribute),
            },
            A::Flag | A::Length { .. } => return self.misfit(attribute),
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
            _ => match syntax::word_for_a_value(member, word) {
                Some(said) => {
                    self.findings.say(said, word.span);
                    Word::Reported
                }
                None => Word::Odd,
            },
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

    /// A string in a map from locale to string.
    pub(super) fn map_text(&mut self, attribute: &Attribute, markdown: Option<Flavour>) -> Option<Filled> {
        let at = attribute.value.open().unwrap_or(attribute.name.span);
        let kind = match &attribute.value {
            A::Missing => return None,
            A::Text(text) => Filling::Str(self.pieces(text, markdown)),
            A::Rust(rust) if markdown.is_some() => Filling::Str(TextPieces::expr(rust.clone(), markdown)),
            A::Rust(rust) => Filling::Expr(rust.clone()),
            A::Word(word) => {
                self.findings.say(syntax::word_for_a_text(&attribute.name.text, word), at);
                return None;
            }
            _ => {
                self.findings.say(syntax::value_for_a_text(&attribute.name.text), at);
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
