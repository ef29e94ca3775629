//! A finding of the rule book in the platform's own words, as refusals seen in the field have them.

use super::reply::Refusal;
use feishu_card_core::{Diagnostic, Diagnostics};

/// What the platform answers to a card with these findings: it names the first error only.
pub(crate) fn refusal(found: &Diagnostics) -> Option<Refusal> {
    found.errors().next().map(in_its_words)
}

fn in_its_words(finding: &Diagnostic) -> Refusal {
    let (parent, last) = finding.path.rsplit_once(" -> ").unwrap_or(("", &finding.path));
    let tag = last.split_once("(tag: ").and_then(|(_, tag)| tag.strip_suffix(')'));
    let message = finding.message.as_str();
    match (finding.platform_code(), tag) {
        // the sub-code that was seen for paddings is one that means another thing elsewhere
        _ if finding.code() == "C0309" => Refusal::card(10002, parent, "invalid panel header padding", ""),
        (Some(200570), _) => Refusal::card(200570, &finding.path, "there are invalid image keys in your card", ""),
        // the size of the whole has a code of its own
        (Some(230025), _) => Refusal::of(230025),
        // a member: the path ends at the object that holds it
        (Some(200621), None) if !last.starts_with('[') => {
            let why = if ["C0101", "C0103"].contains(&finding.code()) { "unknown property" } else { message };
            let msg = format!("msg: [parse card json err], value: [{why}, property: {last}, path: {parent}]");
            Refusal::card(200621, "", &msg, "")
        }
        (Some(200861), Some(tag)) => {
            let value = format!("unsupported tag {tag}");
            Refusal::card(200861, &finding.path, "cards of schema V2 no longer support this capability", &value)
        }
        (Some(11310), _) if message.contains("table") => {
            Refusal::card(11310, "", "card table number over limit", "table")
        }
        (Some(11310), _) if message.contains("element") => {
            Refusal::card(11310, "", "element exceeds the limit", "element")
        }
        // where the platform's code is not known, the one for a card it cannot read
        (code, tag) => {
            let value = tag.map_or_else(|| last.to_owned(), |tag| format!("tag: {tag}"));
            Refusal::card(code.unwrap_or(200621), &finding.path, message, &value)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use feishu_card_core::{CheckOptions, Content, Json};

    fn msg(card: &str) -> String {
        let card = Json::parse(card).unwrap();
        refusal(&card.validate_with(&CheckOptions::default())).map(|refusal| refusal.msg).unwrap_or_default()
    }

    #[test]
    fn an_unknown_property_is_named_with_the_path_of_its_owner() {
        let card = r#"{"schema":"2.0","body":{"elements":[{"tag":"hr"},{"tag":"column_set","columns":[
            {"tag":"column","elements":[{"tag":"markdown","content":"x","text_color":"grey"}]}]}]}}"#;
        assert_eq!(
            msg(card),
            "Failed to create card content, ext=ErrCode: 200621; ErrMsg: msg: [parse card json err], value: \
             [unknown property, property: text_color, path: ROOT -> body -> elements -> [1](tag: column_set) \
             -> columns -> [0](tag: column) -> elements -> [0](tag: markdown)]; ErrorValue: ; "
        );
    }

    #[test]
    fn a_component_of_the_other_generation_is_named_with_its_path() {
        let card = r#"{"schema":"2.0","body":{"elements":[{"tag":"action","actions":[]}]}}"#;
        assert_eq!(
            msg(card),
            "Failed to create card content, ext=ErrCode: 200861; ErrPath: ROOT -> body -> elements -> [0](tag: action); \
             ErrMsg: cards of schema V2 no longer support this capability; ErrorValue: unsupported tag action; "
        );
    }

    #[test]
    fn a_good_card_is_not_refused() {
        assert_eq!(msg(r#"{"elements":[{"tag":"markdown","content":"x"}]}"#), "");
    }
}
