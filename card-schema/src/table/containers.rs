//! Rows of the component table: components that hold components.

/// Hands the rows to a callback macro; the grammar of a row is explained in the module `table`.
#[doc(hidden)]
#[macro_export]
macro_rules! containers_objects {
    ($($callback:tt)+) => {
        $($callback)+! {
            /// A row of interactive components at the root of a card, where most of them cannot be used alone.
            /// 1.0 only: 2.0 refuses it (200861), put them straight into the list.
            object Action (name = "action", versions = V1, key = "tag", tag = "action", children = "actions", within_1 = "root ?column ~form ~collapsible_panel", page = "https://open.feishu.cn/document/common-capabilities/message-card/add-card-interaction/interaction-module") {
                /// The components: `button`, `input`, `overflow`, `select_static`, `select_person`, `date_picker`, `picker_time` or `picker_datetime`.
                actions: list(Component), v1 { required: YES, values: "button|overflow|select_static|select_person|date_picker|picker_time|picker_datetime|input" };
                /// The arrangement on narrow screens: two or three in a row, or as wide as each needs.
                layout: choice(ActionLayout), v1;
            }

            /// Columns side by side. Holds `column` only; allowed at the card root and in every container.
            object ColumnSet (name = "column_set", versions = Both, key = "tag", tag = "column_set", items = &[("column", "columns")], within_1 = "root column form interactive_container collapsible_panel", within_2 = EVERYWHERE, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/containers/column-set") {
                /// The columns, left to right.
                columns: list(Column), both { required: YES, write: ["write `<column>…</column>` in it", "write `\"columns\": [{\"tag\": \"column\", \"elements\": […]}]`"] };
                /// What the columns do on narrow screens; default `none`: they shrink.
                flex_mode: choice(FlexMode), both { default: "none" };
                /// Gap between the columns. 1.0: `default` (8px), `small` (4px), `large` (12px), disputed, or 0 to 28px.
                /// 2.0: `small` (4px), `medium` (8px), `large` (12px), `extra_large` (16px) or 0 to 99px; default `8px`.
                horizontal_spacing: spacing, v1 { default: "default", values: "default|small|large|0..28px", status: Disagree }, v2 { default: "8px", values: SPACINGS };
                /// Horizontal alignment of the columns; default `left`. 1.0: client 7.4 or later.
                horizontal_align: choice(HorizontalAlign), v1 { default: "left", client: ">=7.4" }, v2 { default: "left" };
                /// Outer space, default `0px`. 1.0: 1 or 4 lengths of 0 to 28px, none above the first and below the last row. 2.0: 1, 2 or 4 lengths of -99 to 99px.
                margin: sides, v1 { default: "0px", values: "0..28px", client: ">=7.4" }, v2 { default: "0px", values: "-99..99px" };
                /// The background: `default`, a colour name or a name from `config.style.color`. In nested sets the outer colour covers the inner one.
                background_style: color, both { default: "default", values: "default" };
                /// The address that a click on the set opens; an interactive component inside takes its click first.
                action: object(ColumnAction), both;
                /// Repeats the set over an array variable, in templates of the visual builder only; means nothing in a card sent as JSON. 1.0 only.
                _varloop: str, v1;
                /// Identifier of the component for the element APIs: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
            }

            /// What a click on a `column_set` or `column` does: it opens an address, and never calls back.
            object ColumnAction (name = "column_set.action", versions = Both, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/containers/column-set") {
                /// The address to open, per platform where needed.
                multi_url: object(Link), v1 { required: YES }, v2;
            }

            /// A column, only in a `column_set`. 1.0: no `form`, `table`, `collapsible_panel`, `overflow` or `img_combination` inside.
            /// 2.0: no `form` and no `table` inside.
            object Column (name = "column", versions = Both, key = "tag", tag = "column", children = "elements", within_1 = "column_set", within_2 = "column_set", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/containers/column-set") {
                /// Width: `auto`, `weighted` (by `weight`) or 16 to 600px (client 7.4 or later). Counts only where the set's `flex_mode` is `none`.
                width: word_or_px, both { default: "auto", values: "auto|weighted|16..600px" };
                /// Share of the width, 1 to 5; default 1. Counts only with `width` `weighted`.
                weight: int, both { default: "1", values: "1..5", needs: "width=weighted" };
                /// Vertical alignment of the components inside; default `top`.
                vertical_align: choice(VerticalAlign), both { default: "top" };
                /// Gap between components one below the other, 8px by default. 1.0: `default` (8px), `medium`, `large` or 0 to 28px.
                /// 2.0: `small` (4px), `medium` (8px), `large` (12px), `extra_large` (16px) or 0 to 99px.
                vertical_spacing: spacing, v1 { default: "default", values: "default|medium|large|0..28px", client: ">=7.4" }, v2 { default: "8px", values: SPACINGS };
                /// Inner space, default `0px`. 1.0: 1 or 4 lengths of 0 to 28px. 2.0: 1, 2 or 4 lengths of 0 to 99px.
                padding: sides, v1 { default: "0px", values: "0..28px", client: ">=7.4" }, v2 { default: "0px", values: "0..99px" };
                /// The background: `default`, a colour name or a name from `config.style.color`. Client 7.9 or later; a page of 1.0 says 7.4.
                background_style: color, v1 { default: "default", values: "default", client: ">=7.4" }, v2 { default: "default", values: "default", client: ">=7.9" };
                /// The address that a click on the column opens; an interactive component inside takes its click first.
                action: object(ColumnAction), v1 { client: ">=7.4" }, v2;
                /// The components inside, in order.
                elements: list(Component), both;
                /// Identifier of the component for the element APIs: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Whether the components are one below the other or side by side; default `vertical`. 2.0 only.
                direction: choice(Direction), v2 { default: "vertical" };
                /// Gap between components side by side: `small` (4px), `medium` (8px), `large` (12px), `extra_large` (16px) or 0 to 99px; default `8px`. 2.0 only.
                horizontal_spacing: spacing, v2 { default: "8px", values: SPACINGS };
                /// Horizontal alignment of the components inside; default `left`. 2.0 only.
                horizontal_align: choice(HorizontalAlign), v2 { default: "left" };
                /// Outer space: 1, 2 or 4 lengths of -99 to 99px (2: vertical, horizontal; 4: clockwise from the top); default 0. 2.0 only.
                margin: sides, v2 { default: "0px", values: "-99..99px" };
            }

            /// Collects the values of its components until a submit button sends them all. Only at the card root;
            /// no `form` or `table` inside, and in 1.0 no `chart` and no direct `div`.
            object Form (name = "form", versions = Both, key = "tag", tag = "form", client = ">=6.6", children = "elements", within_1 = "root", within_2 = "body", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/containers/form-container") {
                /// The name that tells which form was submitted; unique in the card.
                name: str, both { required: YES, write: ["write `<form name=\"…\">`: it tells which form was submitted", "write `\"name\": \"…\"`: it tells which form was submitted"] };
                /// The components inside: at some depth a button that submits, and a `name` on every interactive one.
                elements: list(Component), both { required: YES, default: "[]" };
                /// The dialog that asks for confirmation; normally it is on the submit button. 1.0 only.
                confirm: object(Confirm), v1;
                /// What old clients show in its place; in official samples only.
                fallback: family(Fallback), both { status: ExampleOnly };
                /// Identifier of the component for the element APIs: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Whether the components are one below the other or side by side; default `vertical`. 2.0 only.
                direction: choice(Direction), v2 { default: "vertical" };
                /// Gap between components side by side: `small` (4px), `medium` (8px), `large` (12px), `extra_large` (16px) or 0 to 99px;
                /// default `8px`, in the release notes 12px. 2.0 only.
                horizontal_spacing: spacing, v2 { default: "8px", values: SPACINGS };
                /// Gap between components one below the other: `small` (4px), `medium` (8px), `large` (12px), `extra_large` (16px) or 0 to 99px; default `12px`. 2.0 only.
                vertical_spacing: spacing, v2 { default: "12px", values: SPACINGS };
                /// Horizontal alignment of the components inside; default `left`. 2.0 only.
                horizontal_align: choice(HorizontalAlign), v2 { default: "left" };
                /// Vertical alignment of the components inside; default `top`. 2.0 only.
                vertical_align: choice(VerticalAlign), v2 { default: "top" };
                /// Inner space: 1, 2 or 4 lengths of 0 to 99px (2: vertical, horizontal; 4: clockwise from the top); default `0px`. 2.0 only.
                padding: sides, v2 { default: "0px", values: "0..99px" };
                /// Outer space: 1, 2 or 4 lengths of -99 to 99px (2: vertical, horizontal; 4: clockwise from the top); default 0. 2.0 only.
                margin: sides, v2 { default: "0px", values: "-99..99px" };
            }

            /// A box that can be clicked as a whole, at the card root and in every container; client 7.4 or later.
            /// 1.0: holds `div`, `markdown`, `img`, `note`, `column_set`, `checker` and itself only. 2.0: no `form` and no `table` inside.
            object InteractiveContainer (name = "interactive_container", versions = Both, key = "tag", tag = "interactive_container", client = ">=7.4", children = "elements", within_1 = "root column form interactive_container collapsible_panel", within_2 = EVERYWHERE, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/containers/interactive-container") {
                /// The components inside, in order; an interactive one takes its click before the box does.
                elements: list(Component), v1 { required: YES, default: "[]", values: "div|markdown|img|note|column_set|checker|interactive_container" }, v2 { required: YES, default: "[]" };
                /// What a click does: open an address, call the server back, or both.
                behaviors: list(Behavior), v1 { required: LENIENT }, v2 { required: YES };
                /// Width: `fill`, the default, `auto` or 16 to 999px.
                width: word_or_px, both { default: "fill", values: "fill|auto|16..999px" };
                /// Height: `auto`, the default, or 10 to 999px.
                height: word_or_px, both { default: "auto", values: "auto|10..999px" };
                /// The background: `default`, `laser` (a gradient), a colour name or a name from `config.style.color`.
                background_style: color, both { default: "default", values: "default|laser" };
                /// Whether it has a border of 1px; default `false`.
                has_border: bool, both { default: "false" };
                /// The colour of the border: a colour name or a name from `config.style.color`; default `grey`. Counts only with `has_border`.
                border_color: color, both { default: "grey", needs: "has_border=true" };
                /// Radius of the corners: px from 0 up, or 0 to 100%; default `0px`.
                corner_radius: px, both { default: "0px", values: "0..px|0..100%" };
                /// Inner space, default 4px above and below, 12px at the sides. 1.0: 1 or 4 lengths of 0 to 28px. 2.0: 1, 2 or 4 lengths of 0 to 99px.
                padding: sides, v1 { default: "4px 12px 4px 12px", values: "0..28px" }, v2 { default: "4px 12px", values: "0..99px" };
                /// The text shown when the pointer rests on it, as `plain_text`; desktop only.
                hover_tips: family(Text), both { values: "plain_text" };
                /// Whether the whole box is shown but cannot be used; default `false`.
                disabled: bool, both { default: "false" };
                /// The text shown when it is used while disabled, as `plain_text`.
                disabled_tips: family(Text), both { values: "plain_text" };
                /// The dialog that asks for confirmation before the action.
                confirm: object(Confirm), both;
                /// Identifier of the component for the element APIs: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Whether the components are one below the other or side by side; default `vertical`. 2.0 only.
                direction: choice(Direction), v2 { default: "vertical" };
                /// Gap between components side by side: `small` (4px), `medium` (8px), `large` (12px), `extra_large` (16px) or 0 to 99px; default `8px`. 2.0 only.
                horizontal_spacing: spacing, v2 { default: "8px", values: SPACINGS };
                /// Gap between components one below the other: `small` (4px), `medium` (8px), `large` (12px), `extra_large` (16px) or 0 to 99px;
                /// default `4px`, in one table 12px. 2.0 only.
                vertical_spacing: spacing, v2 { default: "4px", values: SPACINGS };
                /// Horizontal alignment of the components inside; default `left`. 2.0 only.
                horizontal_align: choice(HorizontalAlign), v2 { default: "left" };
                /// Vertical alignment of the components inside; default `top`. 2.0 only.
                vertical_align: choice(VerticalAlign), v2 { default: "top" };
                /// Outer space: 1, 2 or 4 lengths of -99 to 99px (2: vertical, horizontal; 4: clockwise from the top); default 0. 2.0 only.
                margin: sides, v2 { default: "0px", values: "-99..99px" };
            }

            /// A panel whose content folds away under its header; client 7.9 or later. Holds everything but `form` and `table`.
            /// Allowed at the card root and in every container, in 1.0 not in a `column`.
            object CollapsiblePanel (name = "collapsible_panel", versions = Both, key = "tag", tag = "collapsible_panel", client = ">=7.9", children = "elements", within_1 = "root form collapsible_panel", within_2 = EVERYWHERE, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/containers/collapsible-panel") {
                /// Whether the panel is open at first; default `false`.
                expanded: bool, both { default: "false" };
                /// The background: a colour name or a name from `config.style.color`; default transparent.
                background_color: color, both { default: "transparent" };
                /// The header, which is visible at all times.
                header: object(CollapsiblePanelHeader), both { required: YES, write: ["write `<header title=\"…\"/>` in the panel", "write `\"header\": {\"title\": {…}}`"] };
                /// The border; absent: none.
                border: object(CollapsiblePanelBorder), both;
                /// Vertical gap between components. 1.0: default `8px`, accepted words not documented.
                /// 2.0: `small` (4px), `medium` (8px), `large` (12px), `extra_large` (16px) or 0 to 99px; default `12px`, in the release notes 8px.
                vertical_spacing: spacing, v1 { default: "8px" }, v2 { default: "12px", values: SPACINGS };
                /// Inner space. 1.0: 1 or 4 lengths of 0 to 28px, default `8px`. 2.0: 1, 2 or 4 lengths of 0 to 99px, default `0px`.
                /// The release notes give other defaults.
                padding: sides, v1 { default: "8px", values: "0..28px" }, v2 { default: "0px", values: "0..99px" };
                /// The components inside, in order.
                elements: list(Component), both;
                /// Identifier of the component for the element APIs: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Whether the components are one below the other or side by side; default `vertical`. 2.0 only.
                direction: choice(Direction), v2 { default: "vertical" };
                /// Gap between components side by side: `small` (4px), `medium` (8px), `large` (12px), `extra_large` (16px) or 0 to 99px; default `8px`. 2.0 only.
                horizontal_spacing: spacing, v2 { default: "8px", values: SPACINGS };
                /// Horizontal alignment of the components inside; default `left`. 2.0 only.
                horizontal_align: choice(HorizontalAlign), v2 { default: "left" };
                /// Vertical alignment of the components inside; default `top`. 2.0 only.
                vertical_align: choice(VerticalAlign), v2 { default: "top" };
                /// Outer space: 1, 2 or 4 lengths of -99 to 99px (2: vertical, horizontal; 4: clockwise from the top); default 0. 2.0 only.
                margin: sides, v2 { default: "0px", values: "-99..99px" };
            }

            /// The header of a `collapsible_panel`: title and icon.
            object CollapsiblePanelHeader (name = "collapsible_panel.header", versions = Both, client = ">=7.9", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/containers/collapsible-panel") {
                /// The title, as `plain_text` or `markdown`.
                title: family(Text), both { values: "plain_text|markdown" };
                /// The background: a colour name or a name from `config.style.color`; default transparent, so that the colour of the panel shows.
                background_color: color, both { default: "transparent" };
                /// Vertical alignment of title and icon; default `center`.
                vertical_align: choice(VerticalAlign), both { default: "center" };
                /// Inner space, default 0 (other in the release notes). 1.0: 1 or 4 lengths of 0 to 28px. 2.0: 1, 2 or 4 lengths of 0 to 99px.
                padding: sides, v1 { default: "0px 0px 0px 0px", values: "0..28px" }, v2 { default: "0", values: "0..99px" };
                /// The icon; only here an icon may have a `size`.
                icon: family(Icon), both;
                /// Where the icon is; default `right`.
                icon_position: choice(CollapsiblePanelHeaderIconPosition), both { default: "right" };
                /// By how many degrees the icon turns when the panel opens, clockwise if positive: -180, -90, 90 or 180, the default.
                icon_expanded_angle: number, both { default: "180", values: "-180|-90|90|180" };
                /// How wide the header is; default `fill`. Client 7.32 or later. 2.0 only.
                width: choice(CollapsiblePanelHeaderWidth), v2 { default: "fill", client: ">=7.32" };
                /// Outer space, default 0; named in the release notes only. 2.0 only.
                margin: sides, v2 { default: "0", status: ExampleOnly };
                /// Where the header is; in a sketch of the documentation only. 2.0 only.
                position: choice(CollapsiblePanelHeaderPosition), v2 { status: ExampleOnly };
            }

            /// The border of a `collapsible_panel`.
            object CollapsiblePanelBorder (name = "collapsible_panel.border", versions = Both, client = ">=7.9", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/containers/collapsible-panel") {
                /// The colour of the border: a colour name or a name from `config.style.color`; default `grey`.
                color: color, both { default: "grey" };
                /// Radius of the corners in px; default `5px`.
                corner_radius: px, both { default: "5px" };
            }
        }
    };
}
