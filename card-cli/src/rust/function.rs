//! The variables of a card, `${name}`, as the parameters of a function.
//!
//! Before the card is printed, each variable in a string becomes its parameter between two characters that no text has
//! (`OPEN`, `CLOSE`): where the printer writes a format string they become braces, in JSON an expression.

use super::lexical::{self, CLOSE, OPEN};
use feishu_card_core::Json;
use std::fmt::Write;

/// A parameter of the function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parameter {
    /// What is between `${` and `}` in the card.
    variable: String,
    /// Its name in Rust.
    name: String,
}

/// The card with marks in place of its variables, and the parameters in the order in which they come.
pub(super) fn marked(card: &Json) -> (Json, Vec<Parameter>) {
    let mut parameters = Vec::new();
    let card = mark(card, &mut parameters);
    (card, parameters)
}

fn mark(json: &Json, parameters: &mut Vec<Parameter>) -> Json {
    match json {
        Json::Str(text) => Json::Str(mark_text(text, parameters).into()),
        Json::List(items) => Json::from(items.iter().map(|item| mark(item, parameters)).collect::<Vec<_>>()),
        Json::Map(members) => {
            let members = members.iter().map(|(name, value)| (name.clone(), mark(value, parameters)));
            Json::Map(members.collect::<Vec<_>>().into())
        }
        plain => plain.clone(),
    }
}

fn mark_text(text: &str, parameters: &mut Vec<Parameter>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, variable, after)) = next(rest) {
        out.push_str(before);
        out.push(OPEN);
        out.push_str(&name_of(variable, parameters));
        out.push(CLOSE);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The first variable of a text, with what is before and behind it.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let start = from + text.get(from..)?.find("${")?;
        let inside = text.get(start + 2..)?;
        let end = inside.find('}')?;
        let variable = inside.get(..end)?;
        let named = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '[' | ']');
        if !variable.is_empty() && variable.chars().all(named) {
            return Some((text.get(..start)?, variable, inside.get(end + 1..)?));
        }
        from = start + 2;
    }
}

/// The parameter of a variable: the same for the same, another for another.
fn name_of(variable: &str, parameters: &mut Vec<Parameter>) -> String {
    if let Some(known) = parameters.iter().find(|known| known.variable == variable) {
        return known.name.clone();
    }
    let wanted = lexical::identifier(variable);
    let taken = |name: &str| parameters.iter().any(|known| known.name == name);
    let mut name = wanted.clone();
    let mut number = 2;
    while taken(&name) {
        name = format!("{wanted}_{number}");
        number += 1;
    }
    parameters.push(Parameter { variable: variable.to_owned(), name: name.clone() });
    name
}

/// The card as the rule book is to see it: what comes at run time is right there, so that it is not refused for its mark.
/// In a text it is a letter, alone it is what its member wants as far as its name says so.
pub(super) fn filled(card: &Json) -> Json {
    fill(card, "")
}

fn fill(json: &Json, member: &str) -> Json {
    match json {
        Json::Str(text) if is_mark(text) && member.contains("url") => Json::str("https://example.com"),
        Json::Str(text) if is_mark(text) && member.contains("img_key") => Json::str("img_v2_x"),
        Json::Str(text) if text.contains(OPEN) => {
            let parts = text.split(OPEN).map(|part| part.split_once(CLOSE).map_or(part, |(_, behind)| behind));
            Json::Str(parts.collect::<Vec<_>>().join("x").into())
        }
        Json::List(items) => Json::from(items.iter().map(|item| fill(item, member)).collect::<Vec<_>>()),
        Json::Map(members) => {
            let members = members.iter().map(|(name, value)| (name.clone(), fill(value, name)));
            Json::Map(members.collect::<Vec<_>>().into())
        }
        plain => plain.clone(),
    }
}

/// Whether a string is one variable and nothing else.
pub(super) fn is_mark(text: &str) -> bool {
    whole(text).is_some()
}

/// The parameter that a string is.
fn whole(text: &str) -> Option<&str> {
    text.strip_prefix(OPEN)?.strip_suffix(CLOSE).filter(|name| !name.contains(OPEN))
}

/// A string as an expression of Rust, where it has variables.
pub(super) fn expression(text: &str) -> Option<String> {
    if let Some(name) = whole(text) {
        return Some(name.to_owned());
    }
    text.contains(OPEN).then(|| format!("format!({})", lexical::format_string(text)))
}

/// The function around an expression.
pub(super) fn around(expression: &str, name: &str, parameters: &[Parameter], made: &str) -> String {
    let mut list = String::new();
    for Parameter { name, .. } in parameters {
        let _ = write!(list, "{}{name}: &str", if list.is_empty() { "" } else { ", " });
    }
    let mut function = format!("use feishu_card::{{{made}, card}};\n\npub fn {name}({list}) -> {made} {{\n");
    if function.lines().last().is_some_and(|line| line.len() > 100) {
        let list: String = parameters.iter().map(|Parameter { name, .. }| format!("    {name}: &str,\n")).collect();
        function = format!("use feishu_card::{{{made}, card}};\n\npub fn {name}(\n{list}) -> {made} {{\n");
    }
    for line in expression.lines() {
        if !line.is_empty() {
            function.push_str("    ");
        }
        function.push_str(line);
        function.push('\n');
    }
    function.push_str("}\n");
    function
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        marked(&Json::from(text.to_owned())).1.into_iter().map(|parameter| parameter.name).collect()
    }

    #[test]
    fn a_variable_is_a_parameter_once() {
        assert_eq!(names("${a} ${b.c} ${a}"), ["a", "b_c"]);
        assert_eq!(names("${type} ${7x} ${名字} ${b-c} ${b.c}"), ["type_", "_7x", "名字", "b_c", "b_c_2"]);
        assert_eq!(names("$ {a} ${} ${a b} $5 ${a"), [""; 0]);
        assert_eq!(names("${${a}"), ["a"]);
    }

    #[test]
    fn a_string_is_an_expression() {
        let of = |text: &str| match marked(&Json::from(text.to_owned())).0 {
            Json::Str(text) => expression(&text),
            _ => None,
        };
        assert_eq!(of("${id}").as_deref(), Some("id"));
        assert_eq!(of("n{${id}}").as_deref(), Some("format!(\"n{{{id}}}\")"));
        assert_eq!(of("${a}${b}").as_deref(), Some("format!(\"{a}{b}\")"));
        assert_eq!(of("plain"), None);
    }

    #[test]
    fn what_comes_at_run_time_is_right() {
        let (card, _) = marked(&Json::parse(r#"{"default_url": "${link}", "content": "a ${b} c"}"#).unwrap());
        assert_eq!(filled(&card).to_string(), r#"{"default_url":"https://example.com","content":"a x c"}"#);
    }
}
