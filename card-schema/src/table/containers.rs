//! Rows of the component table: components that hold components.

/// Hands the rows to a callback macro; the grammar of a row is explained in the module `table`.
#[doc(hidden)]
#[macro_export]
macro_rules! containers_objects {
    ($($callback:tt)+) => {
        $($callback)+! {
            /// `action`.
            object Action (name = "action", versions = V1, key = "tag", tag = "action", client = "OLD", children = "actions") {
                /// input by NEW.
                actions: list(Component), v1 { required: YES, values: "button|overflow|select_static|select_person|date_picker|picker_time|picker_datetime|input" };
                /// the word default is in samples only.
                layout: choice(ActionLayout), v1;
            }

            /// `column_set`.
            object ColumnSet (name = "column_set", versions = Both, key = "tag", tag = "column_set", items = &[("column", "columns")]) {
                /// 1.0: OLD: optional.
                columns: list(Column), both { required: YES };
                /// 1.0: OLD: required.
                flex_mode: choice(FlexMode), both { default: "none" };
                /// 1.0: member undisputed, words are: column page 8px, 4px, 12px and OLD without large; release notes small 4, medium 8, large 16. 2.0: column-set-2.json also sends default and an empty string, both in no table.
                horizontal_spacing: spacing, v1 { default: "default", values: "default|small|large|0..28px", status: Disagree }, v2 { default: "8px", values: SPACINGS };
                /// `horizontal_align`.
                horizontal_align: choice(HorizontalAlign), v1 { default: "left", client: ">=7.4" }, v2 { default: "left" };
                /// Space around the component: one, two or four lengths, -99 to 99px.
                margin: sides, v1 { default: "0px", values: "0..28px", client: ">=7.4" }, v2 { default: "0px", values: "-99..99px" };
                /// 1.0: OLD: default and grey only.
                background_style: color, both { default: "default", values: "default" };
                /// jump only.
                action: object(ColumnAction), both;
                /// binds an object-array variable; no meaning in a raw card.
                _varloop: str, v1 { client: "builder templates only" };
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card.
                element_id: str, v2 { values: ELEMENT_ID };
            }

            /// `column_set.action`.
            object ColumnAction (name = "column_set.action", versions = Both) {
                /// 1.0: requiredness not printed.
                multi_url: object(Link), v1 { required: YES }, v2;
            }

            /// `column`.
            object Column (name = "column", versions = Both, key = "tag", tag = "column", children = "elements") {
                /// Width: a word or a length in px. px form since 7.4; works only with flex_mode none.
                width: word_or_px, both { default: "auto", values: "auto|weighted|16..600px" };
                /// only with width weighted.
                weight: int, both { default: "1", values: "1..5" };
                /// `vertical_align`.
                vertical_align: choice(VerticalAlign), both { default: "top" };
                /// `vertical_spacing`.
                vertical_spacing: spacing, v1 { default: "default", values: "default|medium|large|0..28px", client: ">=7.4" }, v2 { default: "8px", values: SPACINGS };
                /// Space inside: one, two or four lengths in px.
                padding: sides, v1 { default: "0px", values: "0..28px", client: ">=7.4" }, v2 { default: "0px", values: "0..99px" };
                /// 1.0: colour page says 7.9.
                background_style: color, v1 { default: "default", values: "default", client: ">=7.4" }, v2 { default: "default", values: "default", client: ">=7.9" };
                /// 2.0: jump only.
                action: object(ColumnAction), v1 { client: ">=7.4" }, v2;
                /// The components inside, top to bottom.
                elements: list(Component), both;
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card.
                element_id: str, v2 { values: ELEMENT_ID };
                /// `direction`.
                direction: choice(Direction), v2 { default: "vertical" };
                /// `horizontal_spacing`.
                horizontal_spacing: spacing, v2 { default: "8px", values: SPACINGS };
                /// `horizontal_align`.
                horizontal_align: choice(HorizontalAlign), v2 { default: "left" };
                /// Space around the component: one, two or four lengths, -99 to 99px.
                margin: sides, v2 { default: "0px", values: "-99..99px" };
            }

            /// `form`.
            object Form (name = "form", versions = Both, key = "tag", tag = "form", client = ">=6.6", children = "elements") {
                /// Name under which the value comes back; unique in the card. unique in the card.
                name: str, both { required: YES };
                /// The components inside, top to bottom. must hold a submit button at some depth.
                elements: list(Component), both { required: YES, default: "[]" };
                /// A second confirmation, asked before the action. listed here, normally set on the submit button.
                confirm: object(Confirm), v1;
                /// 1.0: input page sketch; shape as input.fallback. 2.0: form-container-2.json; in no 2.0 table.
                fallback: family(Fallback), both { status: ExampleOnly };
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card.
                element_id: str, v2 { values: ELEMENT_ID };
                /// `direction`.
                direction: choice(Direction), v2 { default: "vertical" };
                /// default disputed: release notes 12px.
                horizontal_spacing: spacing, v2 { default: "8px", values: SPACINGS };
                /// `vertical_spacing`.
                vertical_spacing: spacing, v2 { default: "12px", values: SPACINGS };
                /// `horizontal_align`.
                horizontal_align: choice(HorizontalAlign), v2 { default: "left" };
                /// `vertical_align`.
                vertical_align: choice(VerticalAlign), v2 { default: "top" };
                /// Space inside: one, two or four lengths in px. table prints -99..99px.
                padding: sides, v2 { default: "0px", values: "0..99px" };
                /// Space around the component: one, two or four lengths, -99 to 99px.
                margin: sides, v2 { default: "0px", values: "-99..99px" };
            }

            /// `interactive_container`.
            object InteractiveContainer (name = "interactive_container", versions = Both, key = "tag", tag = "interactive_container", client = ">=7.4", children = "elements") {
                /// The components inside, top to bottom.
                elements: list(Component), v1 { required: YES, default: "[]", values: "div|markdown|img|note|column_set|checker|interactive_container" }, v2 { required: YES, default: "[]" };
                /// What happens on use: links to open, callbacks to send. 2.0: the vendor guide lets it go when no click is wanted.
                behaviors: list(Behavior), v1 { required: LENIENT }, v2 { required: YES };
                /// Width: a word or a length in px.
                width: word_or_px, both { default: "fill", values: "fill|auto|16..999px" };
                /// `height`.
                height: word_or_px, both { default: "auto", values: "auto|10..999px" };
                /// `background_style`.
                background_style: color, both { default: "default", values: "default|laser" };
                /// `has_border`.
                has_border: bool, both { default: "false" };
                /// only with has_border.
                border_color: color, both { default: "grey" };
                /// `corner_radius`.
                corner_radius: px, both { default: "0px", values: "0..px|0..100%" };
                /// Space inside: one, two or four lengths in px. 2.0: table prints -99..99px.
                padding: sides, v1 { default: "4px 12px 4px 12px", values: "0..28px" }, v2 { default: "4px 12px", values: "0..99px" };
                /// Text shown when the pointer rests on it (desktop). PC.
                hover_tips: family(Text), both { values: "plain_text" };
                /// Whether it is shown greyed and takes no input.
                disabled: bool, both { default: "false" };
                /// Text shown on use while it is disabled.
                disabled_tips: family(Text), both { values: "plain_text" };
                /// A second confirmation, asked before the action.
                confirm: object(Confirm), both;
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card.
                element_id: str, v2 { values: ELEMENT_ID };
                /// `direction`.
                direction: choice(Direction), v2 { default: "vertical" };
                /// `horizontal_spacing`.
                horizontal_spacing: spacing, v2 { default: "8px", values: SPACINGS };
                /// default disputed: skeleton and release notes 4px, table 12px.
                vertical_spacing: spacing, v2 { default: "4px", values: SPACINGS };
                /// `horizontal_align`.
                horizontal_align: choice(HorizontalAlign), v2 { default: "left" };
                /// `vertical_align`.
                vertical_align: choice(VerticalAlign), v2 { default: "top" };
                /// Space around the component: one, two or four lengths, -99 to 99px.
                margin: sides, v2 { default: "0px", values: "-99..99px" };
            }

            /// `collapsible_panel`.
            object CollapsiblePanel (name = "collapsible_panel", versions = Both, key = "tag", tag = "collapsible_panel", client = ">=7.9", children = "elements") {
                /// `expanded`.
                expanded: bool, both { default: "false" };
                /// `background_color`.
                background_color: color, both { default: "transparent" };
                /// `header`.
                header: object(CollapsiblePanelHeader), both { required: YES };
                /// `border`.
                border: object(CollapsiblePanelBorder), both;
                /// 1.0: accepted words not printed. 2.0: default disputed: release notes 8px.
                vertical_spacing: spacing, v1 { default: "8px" }, v2 { default: "12px", values: SPACINGS };
                /// Space inside: one, two or four lengths in px. 1.0: default disputed: release notes give 0 without border or background. 2.0: default disputed by the release notes; table prints -99..99px.
                padding: sides, v1 { default: "8px", values: "0..28px" }, v2 { default: "0px", values: "0..99px" };
                /// The components inside, top to bottom.
                elements: list(Component), both;
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card.
                element_id: str, v2 { values: ELEMENT_ID };
                /// `direction`.
                direction: choice(Direction), v2 { default: "vertical" };
                /// `horizontal_spacing`.
                horizontal_spacing: spacing, v2 { default: "8px", values: SPACINGS };
                /// `horizontal_align`.
                horizontal_align: choice(HorizontalAlign), v2 { default: "left" };
                /// `vertical_align`.
                vertical_align: choice(VerticalAlign), v2 { default: "top" };
                /// Space around the component: one, two or four lengths, -99 to 99px.
                margin: sides, v2 { default: "0px", values: "-99..99px" };
            }

            /// `collapsible_panel.header`.
            object CollapsiblePanelHeader (name = "collapsible_panel.header", versions = Both, client = ">=7.9") {
                /// `title`.
                title: family(Text), both { values: "plain_text|markdown" };
                /// then the panel colour shows.
                background_color: color, both { default: "transparent" };
                /// `vertical_align`.
                vertical_align: choice(VerticalAlign), both { default: "center" };
                /// Space inside: one, two or four lengths in px. 1.0: default disputed by the release notes. 2.0: default disputed by the release notes; table prints -99..99px.
                padding: sides, v1 { default: "0px 0px 0px 0px", values: "0..28px" }, v2 { default: "0", values: "0..99px" };
                /// The icon before the text. may carry size.
                icon: family(Icon), both;
                /// `icon_position`.
                icon_position: choice(CollapsiblePanelHeaderIconPosition), both { default: "right" };
                /// `icon_expanded_angle`.
                icon_expanded_angle: number, both { default: "180", values: "-180|-90|90|180" };
                /// Width: a word or a length in px.
                width: choice(CollapsiblePanelHeaderWidth), v2 { default: "fill", client: ">=7.32" };
                /// Space around the component: one, two or four lengths, -99 to 99px. fragments/breaking-changes-6.json: list of defaults in the release notes, no table row.
                margin: sides, v2 { default: "0", status: ExampleOnly };
                /// page skeleton only, no table row.
                position: choice(CollapsiblePanelHeaderPosition), v2 { status: ExampleOnly };
            }

            /// `collapsible_panel.border`.
            object CollapsiblePanelBorder (name = "collapsible_panel.border", versions = Both, client = ">=7.9") {
                /// `color`.
                color: color, both { default: "grey" };
                /// `corner_radius`.
                corner_radius: px, both { default: "5px" };
            }
        }
    };
}
