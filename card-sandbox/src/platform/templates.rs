//! Card templates that a test has registered: their variables filled in, as the platform does it.

use super::{Platform, reply::Refusal};
use crate::json::text;
use feishu_card_core::Json;

impl Platform {
    /// Checks a reference to a template. Without registered templates only its shape can be checked.
    pub(crate) fn template(&self, data: &Json) -> Result<(), Refusal> {
        let id = text(data, "template_id").unwrap_or_default();
        let known = if self.config.templates.is_empty() {
            ["AAq", "ctp_"].iter().any(|prefix| id.starts_with(prefix))
        } else {
            self.config.templates.iter().any(|(known, _)| known == id)
        };
        if !known {
            return Err(Refusal::card(200380, "", "template does not exist or is not released", id));
        }
        match data.get("template_variable") {
            None | Some(Json::Map(_)) => {}
            Some(_) => {
                return Err(Refusal::card(200732, "", "template_variable is not an object", "template_variable"));
            }
        }
        let card = self.template_card(data).map(|card| card.to_string());
        if card.is_some_and(|card| card.len() > self.config.options.limits.card_bytes) {
            return Err(Refusal::of(230025));
        }
        Ok(())
    }

    /// The card that this content shows: that of an entity, a registered template with its variables filled in,
    /// else the content.
    pub(crate) fn shown(&self, content: Json) -> Json {
        let card = content.get("data").and_then(|data| match text(&content, "type")? {
            "card" => self.entities.get(text(data, "card_id")?).map(|entity| self.shown(entity.card().clone())),
            "template" => self.template_card(data),
            _ => None,
        });
        card.unwrap_or(content)
    }

    fn template_card(&self, data: &Json) -> Option<Json> {
        let id = text(data, "template_id")?;
        let (_, card) = self.config.templates.iter().find(|(known, _)| known == id)?;
        Some(filled(card, data.get("template_variable").unwrap_or(&Json::Null)))
    }
}

/// The JSON with each `${name}` replaced: by the value itself where it is the whole string, else by its text.
fn filled(json: &Json, variables: &Json) -> Json {
    match json {
        Json::Str(text) => match text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')) {
            Some(name) if !name.contains('}') => variables.get(name).unwrap_or(json).clone(),
            _ => Json::from(replaced(text, variables)),
        },
        Json::List(items) => Json::List(items.iter().map(|item| filled(item, variables)).collect()),
        Json::Map(members) => {
            Json::Map(members.iter().map(|(name, value)| (name.clone(), filled(value, variables))).collect())
        }
        other => other.clone(),
    }
}

fn replaced(text: &str, variables: &Json) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, (name, after))) =
        rest.split_once("${").and_then(|(before, after)| Some((before, after.split_once('}')?)))
    {
        out.push_str(before);
        match variables.get(name) {
            Some(Json::Str(value)) => out.push_str(value),
            Some(value) => out.push_str(&value.to_string()),
            None => out.push_str(&format!("${{{name}}}")),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_take_their_place() {
        let card = Json::parse(r#"{"a":"${list}","b":"${n} of ${name}, ${none} ${","c":[{"d":"${name}"}]}"#).unwrap();
        let variables = Json::parse(r#"{"list":[1,2],"n":3,"name":"x"}"#).unwrap();
        assert_eq!(filled(&card, &variables).to_string(), r#"{"a":[1,2],"b":"3 of x, ${none} ${","c":[{"d":"x"}]}"#);
    }
}
