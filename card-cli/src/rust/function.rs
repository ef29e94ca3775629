//! The variables of a card, `${name}`, as the parameters of a function.
//!
//! The card keeps its strings as they are: whoever writes or checks one asks for its [`pieces`](Parameters::pieces), known text
//! and holes. Without a function there are no parameters, and every string is known text, whatever is in it.

use super::lexical::{self, TextPiece};
use feishu_card_core::Json;
use feishu_card_schema::tree::TextPart;
use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    fmt::Write,
};
use unicode_width::UnicodeWidthStr;

/// How far the body of a function is indented.
pub(super) const INDENT: usize = 4;

/// The parameters of the function, one for each variable of the card.
#[derive(Debug, Default)]
pub(super) struct Parameters {
    /// Their names in Rust, in the order in which the variables come.
    names: Vec<String>,
    /// The name by what is between `${` and `}` in the card.
    by_variable: HashMap<String, String>,
}

impl Parameters {
    /// Those of a card: the same for the same variable, another for another.
    pub(super) fn of(card: &Json) -> Self {
        let mut parameters = Parameters::default();
        let mut taken = HashSet::new();
        parameters.collect(card, &mut taken);
        parameters
    }

    fn collect(&mut self, json: &Json, taken: &mut HashSet<String>) {
        match json {
            Json::Str(text) => self.collect_text(text, taken),
            Json::List(items) => items.iter().for_each(|item| self.collect(item, taken)),
            Json::Map(members) => members.iter().for_each(|(_, value)| self.collect(value, taken)),
            _ => {}
        }
    }

    fn collect_text(&mut self, text: &str, taken: &mut HashSet<String>) {
        let mut rest = text;
        while let Some((_, variable, after)) = next(rest) {
            rest = after;
            if self.by_variable.contains_key(variable) {
                continue;
            }
            let wanted = lexical::identifier(variable);
            let mut name = wanted.clone();
            let mut number = 2;
            while !taken.insert(name.clone()) {
                name = format!("{}_{number}", wanted.trim_end_matches('_'));
                number += 1;
            }
            self.by_variable.insert(variable.to_owned(), name.clone());
            self.names.push(name);
        }
    }

    /// The pieces of a string: what is not a variable of the card is text.
    pub(super) fn pieces<'t>(&'t self, text: &'t str) -> Vec<TextPiece<'t>> {
        let mut pieces = Vec::new();
        let mut known = 0;
        let mut from = 0;
        while let Some((before, variable, after)) = text.get(from..).filter(|_| !self.names.is_empty()).and_then(next) {
            let start = from + before.len();
            from = text.len() - after.len();
            let Some(name) = self.by_variable.get(variable) else { continue };
            if start > known {
                pieces.push(TextPiece::Text(text.get(known..start).unwrap_or_default()));
            }
            pieces.push(TextPiece::Hole(name));
            known = from;
        }
        if known < text.len() || pieces.is_empty() {
            pieces.push(TextPiece::Text(text.get(known..).unwrap_or_default()));
        }
        pieces
    }

    /// Whether a string has variables.
    pub(super) fn are_in(&self, text: &str) -> bool {
        !self.names.is_empty() && self.pieces(text).iter().any(|piece| matches!(piece, TextPiece::Hole(_)))
    }

    /// The parameter that a string is, and nothing else.
    pub(super) fn whole<'t>(&'t self, text: &'t str) -> Option<&'t str> {
        match self.pieces(text)[..] {
            [TextPiece::Hole(name)] => Some(name),
            _ => None,
        }
    }

    /// A string as an expression of Rust, where it has variables.
    pub(super) fn expression(&self, text: &str) -> Option<String> {
        if let Some(name) = self.whole(text) {
            return Some(name.to_owned());
        }
        self.are_in(text).then(|| format!("format!({})", lexical::format_string(&self.pieces(text))))
    }

    /// A string with variables as the rule book reads it; `None` where it is known.
    pub(super) fn template<'t>(&'t self, text: &'t str) -> Option<Vec<TextPart<'t>>> {
        let part = |piece| match piece {
            TextPiece::Text(known) => TextPart::Text(Cow::Borrowed(known)),
            TextPiece::Hole(_) => TextPart::Hole,
        };
        self.are_in(text).then(|| self.pieces(text).into_iter().map(part).collect())
    }

    /// The function around an expression.
    pub(super) fn function(&self, expression: &str, name: &str, made: &str) -> String {
        let list = self.names.iter().map(|name| format!("{name}: &str")).collect::<Vec<_>>().join(", ");
        let mut opening = format!("pub fn {name}({list}) -> {made} {{\n");
        if opening.trim_end().width() > lexical::COLUMNS {
            let list: String = self.names.iter().map(|name| format!("    {name}: &str,\n")).collect();
            opening = format!("pub fn {name}(\n{list}) -> {made} {{\n");
        }
        let mut function = format!("use feishu_card::{{{made}, card}};\n\n{opening}");
        for line in expression.lines() {
            let indent = if line.is_empty() { 0 } else { INDENT };
            let _ = writeln!(function, "{:indent$}{line}", "");
        }
        function.push_str("}\n");
        function
    }
}

/// The first variable of a text, with what is before and behind it.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let start = from + text.get(from..)?.find("${")?;
        let inside = text.get(start + 2..)?;
        let end = inside.find(|c| !is_of_variable(c))?;
        let variable = inside.get(..end)?;
        if let Some(after) = inside.get(end..)?.strip_prefix('}')
            && !variable.is_empty()
        {
            return Some((text.get(..start)?, variable, after));
        }
        from = start + 2;
    }
}

fn is_of_variable(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '[' | ']')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        Parameters::of(&Json::from(text.to_owned())).names
    }

    #[test]
    fn a_variable_is_a_parameter_once() {
        assert_eq!(names("${a} ${b.c} ${a}"), ["a", "b_c"]);
        assert_eq!(names("${type} ${7x} ${名字} ${b-c} ${b.c}"), ["type_", "_7x", "名字", "b_c", "b_c_2"]);
        assert_eq!(names("${self} ${Self}"), ["self_", "self_2"]);
        assert_eq!(names("$ {a} ${} ${a b} $5 ${a"), [""; 0]);
        assert_eq!(names("${${a}"), ["a"]);
    }

    #[test]
    fn a_string_is_an_expression() {
        let of = |text: &str| Parameters::of(&Json::from(text.to_owned())).expression(text);
        assert_eq!(of("${id}").as_deref(), Some("id"));
        assert_eq!(of("n{${id}}").as_deref(), Some("format!(\"n{{{id}}}\")"));
        assert_eq!(of("${a}${b}").as_deref(), Some("format!(\"{a}{b}\")"));
        assert_eq!(of("$${a}").as_deref(), Some("format!(\"\\u{24}{a}\")"));
        assert_eq!(of("plain"), None);
    }

    #[test]
    fn only_variables_of_the_card_are_holes() {
        let parameters = Parameters::of(&Json::from("${a.b}"));
        let hole = TextPiece::Hole("a_b");
        assert_eq!(
            parameters.pieces("${x} ${a.b}${a.b}!"),
            [TextPiece::Text("${x} "), hole, hole, TextPiece::Text("!")]
        );
        assert_eq!(parameters.pieces(""), [TextPiece::Text("")]);
        assert_eq!(Parameters::default().pieces("${a.b}"), [TextPiece::Text("${a.b}")]);
        assert_eq!(parameters.whole("${a.b}"), Some("a_b"));
        assert_eq!(parameters.whole("${a.b} "), None);
        let template = [TextPart::Text("n".into()), TextPart::Hole];
        assert_eq!(parameters.template("n${a.b}").as_deref(), Some(&template[..]));
        assert_eq!(parameters.template("n"), None);
    }
}
