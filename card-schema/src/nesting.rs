//! Which component is allowed in which container, per version of card JSON.

use crate::Version;

/// Whether a component is allowed somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nesting {
    /// The references allow it.
    Allowed,
    /// The references forbid it.
    Forbidden,
    /// The references forbid it in one place and allow or describe it in another.
    Disputed,
    /// The references do not say.
    Silent,
}

/// What a container may hold, as lists of tags separated by spaces.
struct Container {
    name: &'static str,
    allowed: &'static str,
    forbidden: &'static str,
    disputed: &'static str,
}

const V1: &[Container] = &[
    Container {
        name: "root",
        allowed: "div markdown img img_combination hr note person person_list chart table action column_set form \
            interactive_container collapsible_panel select_img",
        forbidden: "button input overflow select_static select_person date_picker picker_time picker_datetime \
            multi_select_static multi_select_person column header",
        disputed: "",
    },
    Container {
        name: "action",
        allowed: "button input overflow select_static select_person date_picker picker_time picker_datetime",
        forbidden: "multi_select_static multi_select_person div markdown img img_combination hr note person person_list chart \
            table column_set form interactive_container collapsible_panel column action",
        disputed: "",
    },
    Container {
        name: "column_set",
        allowed: "column",
        forbidden: "div markdown img img_combination hr note person person_list chart table button input overflow select_static \
            select_person date_picker picker_time picker_datetime multi_select_static multi_select_person column_set form \
            interactive_container collapsible_panel action select_img checker",
        disputed: "",
    },
    Container {
        name: "column",
        allowed: "div markdown img hr note person person_list chart column_set interactive_container button input select_static \
            select_person date_picker picker_time picker_datetime select_img checker multi_select_static multi_select_person",
        forbidden: "table form collapsible_panel column overflow",
        disputed: "img_combination action",
    },
    Container {
        name: "form",
        allowed: "markdown img img_combination hr note person person_list column_set interactive_container collapsible_panel \
            button input overflow select_static select_person date_picker picker_time picker_datetime multi_select_static \
            multi_select_person select_img checker",
        forbidden: "div table chart form column",
        disputed: "",
    },
    Container {
        name: "interactive_container",
        allowed: "div markdown img note column_set checker interactive_container",
        forbidden: "img_combination hr person person_list chart table button input overflow select_static select_person \
            date_picker picker_time picker_datetime multi_select_static multi_select_person form collapsible_panel column \
            action select_img",
        disputed: "",
    },
    Container {
        name: "collapsible_panel",
        allowed: "div markdown img img_combination hr note person person_list chart column_set interactive_container \
            collapsible_panel button input overflow select_static select_person date_picker picker_time picker_datetime \
            select_img checker",
        forbidden: "form column",
        // a panel in a form may hold what needs a form: a rule of its own
        disputed: "table multi_select_static multi_select_person",
    },
    Container {
        name: "div.extra",
        allowed: "img button select_static select_person overflow date_picker picker_time picker_datetime",
        forbidden: "div markdown img_combination hr note person person_list chart table action input select_img checker column \
            multi_select_static multi_select_person column_set form interactive_container collapsible_panel",
        disputed: "",
    },
    Container {
        name: "note",
        allowed: "plain_text lark_md img standard_icon custom_icon",
        forbidden: "div markdown img_combination hr note person person_list chart table action select_img checker column button \
            input overflow select_static select_person date_picker picker_time picker_datetime multi_select_static \
            multi_select_person column_set form interactive_container collapsible_panel",
        disputed: "",
    },
    Container { name: "checker.button_area", allowed: "button", forbidden: REST, disputed: "" },
];

const V2: &[Container] = &[
    Container {
        name: "body",
        allowed: "column_set form interactive_container collapsible_panel div markdown img img_combination person person_list \
            chart table hr audio button input overflow select_static select_person date_picker picker_time picker_datetime \
            select_img checker",
        forbidden: "column",
        disputed: "multi_select_static multi_select_person",
    },
    Container { name: "column", allowed: GENERAL, forbidden: "form column table", disputed: "" },
    Container { name: "form", allowed: GENERAL, forbidden: "form column table", disputed: "" },
    Container { name: "interactive_container", allowed: GENERAL, forbidden: "form column table", disputed: "" },
    Container { name: "collapsible_panel", allowed: GENERAL, forbidden: "form column", disputed: "table" },
    Container { name: "column_set", allowed: "column", forbidden: REST, disputed: "" },
    Container { name: "checker.button_area", allowed: "button", forbidden: REST, disputed: "" },
];

/// The general rule of 2.0: everything but forms, tables and columns.
const GENERAL: &str = "column_set interactive_container collapsible_panel div markdown img img_combination person person_list \
    chart hr audio button input overflow select_static multi_select_static select_person multi_select_person date_picker \
    picker_time picker_datetime select_img checker";

/// Whatever is not allowed.
const REST: &str = "*";

/// Whether a component with this tag is allowed in a container.
///
/// A container is a component's tag, or `root` (1.0), `body` (2.0), `div.extra`, `checker.button_area`.
#[must_use]
pub fn nesting(version: Version, container: &str, tag: &str) -> Nesting {
    let containers = if version == Version::V1 { V1 } else { V2 };
    let Some(row) = containers.iter().find(|row| row.name == container) else { return Nesting::Silent };
    let has = |tags: &str| tags.split(' ').any(|t| t == tag);
    if has(row.allowed) {
        Nesting::Allowed
    } else if has(row.forbidden) || row.forbidden == REST {
        Nesting::Forbidden
    } else if has(row.disputed) {
        Nesting::Disputed
    } else {
        Nesting::Silent
    }
}
