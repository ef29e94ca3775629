//! The whole cards of the markup's samples: they compile, are constants, and equal real cards of the corpus.
#![allow(deprecated)] // warnings of `card!`: real cards are not perfect

use feishu_card::{Json, Typed};

#[path = "../pass/chart.rs"]
mod chart;
#[path = "../pass/checker.rs"]
mod checker;
#[path = "../pass/collapsible_panel.rs"]
mod collapsible_panel;
#[path = "../pass/columns_2.rs"]
mod columns_2;
#[path = "../pass/columns_link.rs"]
mod columns_link;
#[path = "../pass/config_style.rs"]
mod config_style;
#[path = "../pass/form_1.rs"]
mod form_1;
#[path = "../pass/form_2.rs"]
mod form_2;
#[path = "../pass/header_ud_icon_tags.rs"]
mod header_ud_icon_tags;
#[path = "../pass/i18n_card.rs"]
mod i18n_card;
#[path = "../pass/interactive_container.rs"]
mod interactive_container;
#[path = "../pass/local_i18n.rs"]
mod local_i18n;
#[path = "../pass/note_icon.rs"]
mod note_icon;
#[path = "../pass/note_link.rs"]
mod note_link;
#[path = "../pass/overflow.rs"]
mod overflow;
#[path = "../pass/person_list.rs"]
mod person_list;
#[path = "../pass/select_img.rs"]
mod select_img;
#[path = "../pass/streaming.rs"]
mod streaming;
#[path = "../pass/table.rs"]
mod table;
#[path = "../pass/template.rs"]
mod template;
#[path = "../pass/undocumented.rs"]
mod undocumented;
#[path = "../pass/undocumented_2.rs"]
mod undocumented_2;

/// Compares as JSON values: the order of members means nothing.
fn is_the_file(file: &str, card: &impl Typed) {
    let Some(text) = feishu_card_corpus::text(&format!("corpus/{file}")) else { return };
    let expected: serde_json::Value = Json::parse(&text).expect(file).into();
    let written: serde_json::Value = card.to_json().into();
    assert_eq!(written, expected, "{file}");
}

macro_rules! samples {
    ($($name:ident),* $(,)?) => {$(
        #[test]
        fn $name() {
            is_the_file($name::FILE, &$name::CARD);
        }
    )*};
}

samples!(
    chart,
    checker,
    collapsible_panel,
    columns_2,
    columns_link,
    config_style,
    form_1,
    form_2,
    header_ud_icon_tags,
    i18n_card,
    interactive_container,
    local_i18n,
    note_icon,
    note_link,
    overflow,
    person_list,
    select_img,
    streaming,
    table,
    template,
    undocumented,
    undocumented_2
);
