//! Every row of the reference's nesting tables, in both directions: what may be somewhere raises nothing,
//! what may not is found.

use feishu_card_core::{Diagnostic, Json};

const TABLES: [(&str, &str); 2] = [
    ("1.0", include_str!("../../card-schema/tests/spec/nesting-1.tsv")),
    ("2.0", include_str!("../../card-schema/tests/spec/nesting-2.tsv")),
];

/// (container, child, whether it is allowed, note)
fn rows(table: &str) -> Vec<(&str, &str, bool, &str)> {
    let rows = table.lines().skip(1).map(|line| {
        let mut fields = line.split('\t');
        let mut next = || fields.next().unwrap();
        (next(), next(), next() == "yes", next())
    });
    rows.collect()
}

/// The component with what it needs.
fn component(tag: &str) -> String {
    let members = match tag {
        "column_set" => r#","columns":[{"tag":"column","elements":[]}]"#,
        "form" => r#","name":"f","elements":[{"tag":"button","name":"ok","action_type":"form_submit"}]"#,
        "interactive_container" => r#","behaviors":[],"elements":[]"#,
        "collapsible_panel" => r#","header":{},"elements":[]"#,
        "img" => r#","img_key":"k","alt":{"tag":"plain_text","content":""}"#,
        "img_combination" => r#","combination_mode":"double","img_list":[]"#,
        "person" => r#","user_id":"ou_1""#,
        "person_list" => r#","persons":[]"#,
        "chart" => r#","chart_spec":{"type":"line","data":{}}"#,
        "table" => r#","columns":[],"rows":[]"#,
        "markdown" | "plain_text" | "lark_md" => r#","content":"x""#,
        "audio" => r#","file_key":"f""#,
        "overflow" | "select_img" => r#","options":[],"name":"n""#,
        "picker_time" | "picker_datetime" => r#","name":"n","placeholder":{"tag":"plain_text","content":"x"}"#,
        "button" => r#","name":"n","action_type":"link""#,
        "input"
        | "select_static"
        | "select_person"
        | "multi_select_static"
        | "multi_select_person"
        | "date_picker"
        | "checker" => r#","name":"n""#,
        "action" => r#","actions":[]"#,
        "note" => r#","elements":[]"#,
        _ => "",
    };
    format!(r#"{{"tag":"{tag}"{members}}}"#)
}

const SUBMIT: &str = r#"{"tag":"button","name":"ok","action_type":"form_submit"}"#;

/// A card that has the child in the container.
fn card(version: &str, container: &str, child: &str, in_form: bool) -> String {
    let inner = component(child);
    let text = format!(r#"{{"tag":"{child}","content":"x"}}"#);
    let element = match container {
        "root" | "body" => inner,
        "div.extra" => format!(r#"{{"tag":"div","extra":{inner}}}"#),
        // no page says whether a checker may be in a 1.0 card itself
        "checker.button_area" | "checker" => format!(
            r#"{{"tag":"column_set","columns":[{{"tag":"column","elements":[{{"tag":"checker","button_area":{{"buttons":[{inner}]}}}}]}}]}}"#
        ),
        "column_set" => format!(r#"{{"tag":"column_set","columns":[{inner}]}}"#),
        "column" => format!(r#"{{"tag":"column_set","columns":[{{"tag":"column","elements":[{inner}]}}]}}"#),
        "form" => format!(r#"{{"tag":"form","name":"f","elements":[{inner},{SUBMIT}]}}"#),
        "interactive_container" => format!(r#"{{"tag":"interactive_container","behaviors":[],"elements":[{inner}]}}"#),
        "collapsible_panel" => format!(r#"{{"tag":"collapsible_panel","header":{{}},"elements":[{inner}]}}"#),
        "action" => format!(r#"{{"tag":"action","actions":[{inner}]}}"#),
        "note" => format!(r#"{{"tag":"note","elements":[{inner}]}}"#),
        "table" => format!(r#"{{"tag":"table","columns":[],"rows":[],"elements":[{inner}]}}"#),
        "div.text" => format!(r#"{{"tag":"div","text":{text}}}"#),
        "checker.text" => format!(r#"{{"tag":"checker","text":{text}}}"#),
        "collapsible_panel.header.title" => {
            format!(r#"{{"tag":"collapsible_panel","header":{{"title":{text}}},"elements":[]}}"#)
        }
        "button.text" => format!(r#"{{"tag":"button","text":{text}}}"#),
        "option.text" => format!(r#"{{"tag":"overflow","options":[{{"text":{text},"value":"1"}}]}}"#),
        "placeholder" | "input.label" => {
            format!(r#"{{"tag":"input","{}":{text}}}"#, container.trim_start_matches("input."))
        }
        "hover_tips" | "disabled_tips" => format!(r#"{{"tag":"button","{container}":{text}}}"#),
        "confirm.title" | "confirm.text" => format!(
            r#"{{"tag":"button","confirm":{{"title":{{"tag":"plain_text","content":"x"}},"text":{{"tag":"plain_text","content":"x"}},"{}":{text}}}}}"#,
            container.trim_start_matches("confirm.")
        ),
        "img.alt" | "img.title" => {
            format!(r#"{{"tag":"img","img_key":"k","{}":{text}}}"#, container.trim_start_matches("img."))
        }
        "header.title" | "header.subtitle" => {
            let member = container.trim_start_matches("header.");
            return format!(r#"{{"schema":"{version}","header":{{"{member}":{text}}}}}"#);
        }
        "text_tag.text" => {
            return format!(
                r#"{{"schema":"{version}","header":{{"title":{{"tag":"plain_text","content":"x"}},"text_tag_list":[{{"tag":"text_tag","text":{text}}}]}}}}"#
            );
        }
        other => panic!("an unknown container: {other}"),
    };
    let element =
        if in_form { format!(r#"{{"tag":"form","name":"around","elements":[{element},{SUBMIT}]}}"#) } else { element };
    match version {
        "1.0" => format!(r#"{{"elements":[{element}]}}"#),
        _ => format!(r#"{{"schema":"2.0","config":{{"enable_forward":false}},"body":{{"elements":[{element}]}}}}"#),
    }
}

/// Findings that say that something is not allowed where it is.
fn is_about_the_place(found: &Diagnostic) -> bool {
    let code = found.code();
    code.starts_with("C04") || ["C0101", "C0102", "C0103", "C0104", "C0107"].contains(&code)
}

#[test]
fn every_row_of_the_nesting_tables_is_kept() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (version, table) in TABLES {
        for (container, child, allowed, note) in rows(table) {
            // the builder's loop container has no tag
            if container == "recycling_container" {
                continue;
            }
            let in_form = note.contains("form ancestor") || note.contains("only when the column stands inside a form");
            let child = if child == "*" { "div" } else { child };
            let card = card(version, container, child, in_form);
            let found = Json::parse(&card).unwrap_or_else(|error| panic!("{card}: {error}")).validate();
            let place: Vec<_> = found.iter().filter(|found| is_about_the_place(found)).collect();
            if place.is_empty() != allowed {
                wrong.push(format!("{version} {container} > {child}: {allowed}, found {place:?}\n  {card}"));
            }
            count += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // a new row changes nothing here; a lost one is missed
    assert!(count >= 254 + 274, "{count} rows of both tables");
}
