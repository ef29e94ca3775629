//! Rows of the component table: components that users work with, and their options.

/// Hands the rows to a callback macro; the grammar of a row is explained in the module `table`.
#[doc(hidden)]
#[macro_export]
macro_rules! interactive_objects {
    ($($callback:tt)+) => {
        $($callback)+! {
            /// A button: opens an address, calls the server back, or submits or resets a form; also in a `checker`.
            /// 1.0: in `action`, `column`, `form`, `collapsible_panel` or `div.extra`. 2.0: at the card root and in every container.
            object Button (name = "button", versions = Both, key = "tag", tag = "button", text = "text", within_1 = "action column form collapsible_panel div.extra checker.button_area", within_2 = "body column form interactive_container collapsible_panel checker.button_area", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/button") {
                /// The label, at most 100 characters, as `plain_text`. 1.0: `lark_md` too, which some pages refuse.
                text: family(Text), v1 { values: "plain_text|lark_md" }, v2 { values: "plain_text" };
                /// The look; default `default`. In `checker.button_area` it is required: `text`, `primary_text` or `danger_text`.
                r#type: choice(ButtonType), both { default: "default" };
                /// The height; default `medium`.
                size: choice(ButtonSize), both { default: "medium" };
                /// Width: `default`, `fill` or at least 100px, limited to the width of the parent.
                width: word_or_px, both { default: "default", values: WIDTHS };
                /// The icon before the label.
                icon: family(Icon), both;
                /// The text shown when the pointer rests on it, as `plain_text`; desktop only.
                hover_tips: family(Text), both { values: "plain_text" };
                /// Whether it is shown but cannot be used; default `false`.
                disabled: bool, both { default: "false" };
                /// The text shown when it is used while disabled, as `plain_text`. Wins over `hover_tips`.
                disabled_tips: family(Text), both { values: "plain_text" };
                /// The dialog that asks for confirmation before the action.
                confirm: object(Confirm), both;
                /// What a click does: open an address, call the server back, or both. Listed as required; without it a click is still reported, without data.
                behaviors: list(Behavior), both { required: LENIENT };
                /// The address to open; excludes `multi_url`. Deprecated: use `behaviors` with `open_url`. 2.0: in no table, only in an official sample.
                url: url, v1 { status: Historic }, v2 { status: ExampleOnly };
                /// The address to open, per platform; excludes `url`. Deprecated: use `behaviors` with `open_url`.
                multi_url: object(Link), both { status: Historic };
                /// Data of your own that comes back with the callback, as an object; beside an address only with `complex_interaction`. Deprecated: use `behaviors` with `callback`.
                value: json, v1 { status: Historic }, v2 { status: ExampleOnly };
                /// Whether a click both opens the address and sends `value`; default `false`. Deprecated: use `behaviors`. 1.0 only.
                complex_interaction: bool, v1 { default: "false", status: Historic };
                /// The name that tells which button submitted the form: not empty, unique in the card. Required in a form.
                name: str, both { required: FORM };
                /// Listed for all components of a form, but without meaning on a button. 1.0 only.
                required: bool, v1 { default: "false", status: Disagree };
                /// What a click does in a form. 1.0: required there. 2.0: deprecated, use `form_action_type`.
                action_type: choice(ButtonActionType), v1 { required: FORM }, v2 { status: Historic };
                /// Whether a click submits the form or resets it to its initial values. 2.0: required in a form. 1.0: use `action_type` with `form_submit` or `form_reset`.
                form_action_type: choice(ButtonFormActionType), v1 { values: "submit|reset", status: Deviation }, v2 { required: FORM };
                /// Identifier of the component for the element APIs: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Outer space: 1, 2 or 4 lengths of -99 to 99px (2: vertical, horizontal; 4: clockwise from the top); default 0. 2.0 only.
                margin: sides, v2 { default: "0", values: "-99..99px" };
            }

            /// A field to enter text; client 6.8 or later. To go with a button, both must be in one form.
            /// 1.0: in `action`, `column`, `form` or `collapsible_panel`. 2.0: at the card root and in every container.
            object Input (name = "input", versions = Both, key = "tag", tag = "input", client = ">=6.8", within_1 = "action column form collapsible_panel", within_2 = EVERYWHERE, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/input") {
                /// The name of its value in the submitted form: not empty, unique in the card. Required in a form.
                name: str, both { required: FORM };
                /// Whether submitting the form is stopped while it is empty; default `false`. Only in a form, elsewhere refused or without effect. 1.0: refused at the card root.
                required: bool, both { default: "false" };
                /// The text shown while the field is empty, as `plain_text`, at most 100 characters. 1.0: default `请输入`.
                placeholder: family(Text), v1 { default: "请输入", values: "plain_text" }, v2 { values: "plain_text" };
                /// The text in the field at first.
                default_value: str, both;
                /// The text in the field at first, per locale.
                i18n_default_value: locale_strs, both;
                /// Whether it is shown but cannot be used; default `false`. Client 7.4 or later.
                disabled: bool, both { default: "false", client: ">=7.4" };
                /// Width: `default`, `fill` or at least 100px, limited to the width of the parent.
                width: word_or_px, both { default: "default", values: WIDTHS };
                /// The most characters that can be entered, 1 to 1000; default 1000.
                max_length: int, both { default: "1000", values: "1..1000" };
                /// One line, several lines or a password; default `text`.
                input_type: choice(InputInputType), both { default: "text" };
                /// Whether the icon of a password field is shown; default `true`. Only with `input_type` `password`.
                show_icon: bool, both { default: "true", needs: "input_type=password" };
                /// The number of lines shown at first; default 5. Only with `input_type` `multiline_text`.
                rows: int, both { default: "5", needs: "input_type=multiline_text" };
                /// Whether the field grows with its text; default `false`. Only with `input_type` `multiline_text`, on desktop clients.
                auto_resize: bool, both { default: "false", needs: "input_type=multiline_text" };
                /// The most lines to which `auto_resize` grows the field, from 1; less counts as 1, fractions are rounded.
                max_rows: int, both { values: "1..", needs: "auto_resize=true" };
                /// The text that says what to enter, as `plain_text`.
                label: family(Text), both { values: "plain_text" };
                /// Where the label is; default `top`, where narrow screens always have it.
                label_position: choice(InputLabelPosition), both { default: "top" };
                /// Data of your own that comes back with the callback: an object or a string. 2.0: deprecated, use `behaviors` with `callback`.
                value: json_or_str, v1, v2 { status: Historic };
                /// The dialog that asks for confirmation before the action.
                confirm: object(Confirm), both;
                /// What clients that do not know the field show in its place: a text, or nothing for the word `drop`. 2.0: in no table, only in an official sample.
                fallback: family(Fallback), v1 { default: "built-in text" }, v2 { status: ExampleOnly };
                /// Identifier of the component for the element APIs: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Outer space: 1, 2 or 4 lengths of -99 to 99px (2: vertical, horizontal; 4: clockwise from the top); default 0. 2.0 only.
                margin: sides, v2 { default: "0", values: "-99..99px" };
                /// The text shown when it is used while disabled, as `plain_text`. 2.0 only.
                disabled_tips: family(Text), v2 { values: "plain_text" };
                /// What the server gets on use: a `callback` with data of your own. Without it the use is reported without data. 2.0 only.
                behaviors: list(Behavior), v2;
            }

            /// A menu folded into one button; client 3.7.0 or later. 1.0: in `action`, `form`, `collapsible_panel` or `div.extra`.
            /// 2.0: at the card root and in every container.
            object Overflow (name = "overflow", versions = Both, key = "tag", tag = "overflow", items = &[("option", "options")], within_1 = "action form collapsible_panel div.extra", within_2 = EVERYWHERE, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/overflow") {
                /// The name of its value in the submitted form: not empty, unique in the card. Required in a form.
                name: str, both { required: FORM };
                /// Whether submitting the form is stopped while it is empty; default `false`. Only in a form, elsewhere refused or without effect.
                required: bool, both { default: "false" };
                /// The entries of the menu, in order.
                options: list(OverflowOption), both { required: YES };
                /// Width: `default`, `fill` or at least 100px, limited to the width of the parent.
                width: word_or_px, both { default: "default", values: WIDTHS };
                /// What the server gets beside the `value` of the option: a `callback` with an object of your own.
                behaviors: list(Behavior), both;
                /// Data of your own that comes back with the callback, as an object. Deprecated: use `behaviors` with `callback`. 2.0: in no table.
                value: json, v1 { status: Historic }, v2 { status: ExampleOnly };
                /// The dialog that asks for confirmation before the action.
                confirm: object(Confirm), both;
                /// Identifier of the component for the element APIs: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Outer space: 1, 2 or 4 lengths of -99 to 99px (2: vertical, horizontal; 4: clockwise from the top); default 0. 2.0 only.
                margin: sides, v2 { default: "0", values: "-99..99px" };
            }

            /// A menu of options, of which one is chosen; client 3.7.0 or later. 1.0: in `action`, `column`, `form`, `collapsible_panel` or `div.extra`.
            /// 2.0: at the card root and in every container.
            object SelectStatic (name = "select_static", versions = Both, key = "tag", tag = "select_static", items = &[("option", "options")], within_1 = "action column form collapsible_panel div.extra", within_2 = EVERYWHERE, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/single-select-dropdown-menu") {
                /// Whether it has a border: `default`, which is the default, has one, `text` has none.
                r#type: choice(SelectType), both { default: "default" };
                /// The name of its value in the submitted form: not empty, unique in the card. Required in a form.
                name: str, both { required: FORM };
                /// Whether submitting the form is stopped while it is empty; default `false`. Only in a form, elsewhere refused or without effect.
                required: bool, both { default: "false" };
                /// Whether it is shown but cannot be used; default `false`. Client 7.4 or later.
                disabled: bool, both { default: "false", client: ">=7.4" };
                /// The option chosen at first, by its text; whether its `value` works too is not documented. Wins over `initial_index` and `placeholder`.
                initial_option: str, both { beats: "initial_index" };
                /// The text shown while nothing is chosen, as `plain_text`, at most 100 characters.
                placeholder: family(Text), both { values: "plain_text" };
                /// Width: `default`, `fill` or at least 100px, limited to the width of the parent.
                width: word_or_px, both { default: "default", values: WIDTHS };
                /// What the server gets on use: a `callback` with data of your own. Without it the use is reported without data.
                behaviors: list(Behavior), both { required: LENIENT };
                /// The options, in order; each with a `value` of its own.
                options: list(SelectStaticOption), both;
                /// Data of your own that comes back with the callback, as an object. Deprecated: use `behaviors` with `callback`. 2.0: in no table.
                value: json, v1 { status: Historic }, v2 { status: ExampleOnly };
                /// The dialog that asks for confirmation before the action.
                confirm: object(Confirm), both;
                /// Identifier of the component for the element APIs: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Outer space: 1, 2 or 4 lengths of -99 to 99px (2: vertical, horizontal; 4: clockwise from the top); default 0. 2.0 only.
                margin: sides, v2 { default: "0", values: "-99..99px" };
                /// The option chosen at first by its place: 1 is the first, 0 is none. Wins over `placeholder`, loses against `initial_option`. 2.0 only.
                initial_index: int, v2 { values: "0.." };
            }

            /// A menu of options, of which several are chosen; client 7.4 or later. Only in a `form`, at any depth.
            object MultiSelectStatic (name = "multi_select_static", versions = Both, key = "tag", tag = "multi_select_static", client = ">=7.4", items = &[("option", "options")], within_1 = "column form ?collapsible_panel", within_2 = "?body column form interactive_container collapsible_panel", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/multi-select-dropdown-menu") {
                /// Whether it has a border: `default`, which is the default, has one, `text` has none.
                r#type: choice(SelectType), both { default: "default" };
                /// The name of its value in the submitted form: not empty, unique in the card.
                name: str, both { required: YES };
                /// Whether submitting the form is stopped while nothing is chosen. Here the documented default is `true`, unlike elsewhere.
                required: bool, both { default: "true" };
                /// Whether it is shown but cannot be used; default `false`.
                disabled: bool, both { default: "false" };
                /// The text shown while nothing is chosen, as `plain_text`, at most 100 characters. Default `请选择`.
                placeholder: family(Text), both { default: "请选择", values: "plain_text" };
                /// Width: `default` (282px with a border, else as wide as the content), `fill` or at least 100px, limited to the width of the parent.
                width: word_or_px, both { default: "default", values: WIDTHS };
                /// The options chosen at first, by their `value`.
                selected_values: strs, both;
                /// The options, in order; each with a `value` of its own.
                options: list(SelectStaticOption), both;
                /// Identifier of the component for the element APIs: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Outer space: 1, 2 or 4 lengths of -99 to 99px (2: vertical, horizontal; 4: clockwise from the top); default 0. 2.0 only.
                margin: sides, v2 { default: "0", values: "-99..99px" };
                /// What the server gets on use: a `callback` with data of your own. Without it the use is reported without data. 2.0 only.
                behaviors: list(Behavior), v2 { required: LENIENT };
                /// The dialog that asks for confirmation before the action. 2.0 only.
                confirm: object(Confirm), v2;
            }

            /// A menu of persons, of whom one is chosen: those in `options`, or the members of the chat; client 3.7.0 or later.
            /// 1.0: in `action`, `column`, `form`, `collapsible_panel` or `div.extra`. 2.0: at the card root and in every container.
            object SelectPerson (name = "select_person", versions = Both, key = "tag", tag = "select_person", items = &[("option", "options")], within_1 = "action column form collapsible_panel div.extra", within_2 = EVERYWHERE, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/single-select-user-picker") {
                /// Whether it has a border: `default`, which is the default, has one, `text` has none.
                r#type: choice(SelectType), both { default: "default" };
                /// The name of its value in the submitted form: not empty, unique in the card. Required in a form.
                name: str, both { required: FORM, status: Disagree };
                /// Whether submitting the form is stopped while it is empty; default `false`. Only in a form, elsewhere refused or without effect.
                required: bool, both { default: "false" };
                /// Whether it is shown but cannot be used; default `false`.
                disabled: bool, both { default: "false" };
                /// The text shown while nothing is chosen, as `plain_text`, at most 100 characters.
                placeholder: family(Text), both { values: "plain_text" };
                /// Width: `default`, `fill` or at least 100px, limited to the width of the parent.
                width: word_or_px, both { default: "default", values: WIDTHS };
                /// The persons offered. Without a valid one all members of the chat are offered.
                options: list(SelectPersonOption), both;
                /// Data of your own that comes back with the callback, as an object; in older pages only. 2.0: in no table, use `behaviors` with `callback`.
                value: json, v1 { status: Historic }, v2 { status: ExampleOnly };
                /// The dialog that asks for confirmation before the action.
                confirm: object(Confirm), both;
                /// Identifier of the component for the element APIs: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Outer space: 1, 2 or 4 lengths of -99 to 99px (2: vertical, horizontal; 4: clockwise from the top); default 0. 2.0 only.
                margin: sides, v2 { default: "0", values: "-99..99px" };
                /// The person chosen at first: an open_id that is in `options`, else it is ignored. 2.0 only.
                initial_option: user_id, v2;
                /// What the server gets on use: a `callback` with data of your own. Without it the use is reported without data. 2.0 only.
                behaviors: list(Behavior), v2 { required: LENIENT };
            }

            /// A menu of persons, of whom several are chosen: those in `options`, or the members of the chat; client 7.4 or later. Only in a `form`, at any depth.
            object MultiSelectPerson (name = "multi_select_person", versions = Both, key = "tag", tag = "multi_select_person", client = ">=7.4", items = &[("option", "options")], within_1 = "column form ?collapsible_panel", within_2 = "?body column form interactive_container collapsible_panel", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/multi-select-user-picker") {
                /// Whether it has a border: `default`, which is the default, has one, `text` has none.
                r#type: choice(SelectType), both { default: "default" };
                /// The name of its value in the submitted form: not empty, unique in the card.
                name: str, both { required: YES };
                /// Whether submitting the form is stopped while it is empty; default `false`. Only in a form, elsewhere refused or without effect.
                required: bool, both { default: "false" };
                /// Whether it is shown but cannot be used; default `false`.
                disabled: bool, both { default: "false" };
                /// The text shown while nothing is chosen, as `plain_text`, at most 100 characters.
                placeholder: family(Text), both { values: "plain_text" };
                /// Width: `default`, `fill` or at least 100px, limited to the width of the parent.
                width: word_or_px, both { default: "default", values: WIDTHS };
                /// The persons chosen at first: open_ids that are in `options`.
                selected_values: user_ids, both;
                /// The persons offered. Without a valid one all members of the chat are offered.
                options: list(SelectPersonOption), both;
                /// Identifier of the component for the element APIs: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Outer space: 1, 2 or 4 lengths of -99 to 99px (2: vertical, horizontal; 4: clockwise from the top); default 0. 2.0 only.
                margin: sides, v2 { default: "0", values: "-99..99px" };
                /// What the server gets on use: a `callback` with data of your own. Without it the use is reported without data. 2.0 only.
                behaviors: list(Behavior), v2 { required: LENIENT };
                /// The dialog that asks for confirmation before the action. 2.0 only.
                confirm: object(Confirm), v2;
            }

            /// A field to choose a date; client 3.11.0 or later. 1.0: in `action`, `column`, `form`, `collapsible_panel` or `div.extra`.
            /// 2.0: at the card root and in every container.
            object DatePicker (name = "date_picker", versions = Both, key = "tag", tag = "date_picker", client = ">=3.11.0", within_1 = "action column form collapsible_panel div.extra", within_2 = EVERYWHERE, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/date-picker") {
                /// The name of its value in the submitted form: not empty, unique in the card. Required in a form.
                name: str, both { required: FORM };
                /// Whether submitting the form is stopped while it is empty; default `false`. Only in a form, elsewhere refused or without effect.
                required: bool, both { default: "false" };
                /// Whether it is shown but cannot be used; default `false`. Client 7.4 or later.
                disabled: bool, both { default: "false", client: ">=7.4" };
                /// Width: `default`, `fill` or at least 100px, limited to the width of the parent.
                width: word_or_px, both { default: "default", values: WIDTHS };
                /// The date chosen at first, as `yyyy-MM-dd`; shown in place of `placeholder`.
                initial_date: str, both { values: "/^\\d{4}-\\d{2}-\\d{2}$/" };
                /// The text shown while nothing is chosen, as `plain_text`, at most 100 characters.
                placeholder: family(Text), both { values: "plain_text" };
                /// Data of your own that comes back with the callback, as an object. Listed as required, but official samples leave it out.
                value: json, both { required: LENIENT };
                /// The dialog that asks for confirmation before the action.
                confirm: object(Confirm), both;
                /// Identifier of the component for the element APIs: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Outer space: 1, 2 or 4 lengths of -99 to 99px (2: vertical, horizontal; 4: clockwise from the top); default 0. 2.0 only.
                margin: sides, v2 { default: "0", values: "-99..99px" };
                /// What the server gets on use: a `callback` with data of your own. Without it the use is reported without data. 2.0 only.
                behaviors: list(Behavior), v2 { required: LENIENT };
            }

            /// A field to choose a time of day; client 3.11.0 or later. 1.0: in `action`, `column`, `form`, `collapsible_panel` or `div.extra`.
            /// 2.0: at the card root and in every container.
            object PickerTime (name = "picker_time", versions = Both, key = "tag", tag = "picker_time", client = ">=3.11.0", within_1 = "action column form collapsible_panel div.extra", within_2 = EVERYWHERE, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/time-selector") {
                /// The name of its value in the submitted form: not empty, unique in the card. Required in a form.
                name: str, both { required: FORM };
                /// Whether submitting the form is stopped while it is empty; default `false`. Only in a form, elsewhere refused or without effect.
                required: bool, both { default: "false" };
                /// Whether it is shown but cannot be used; default `false`. Client 7.4 or later.
                disabled: bool, both { default: "false", client: ">=7.4" };
                /// Width: `default`, `fill` or at least 100px, limited to the width of the parent.
                width: word_or_px, both { default: "default", values: WIDTHS };
                /// The time chosen at first, as `HH:mm`; shown in place of `placeholder`.
                initial_time: str, both { values: "/^\\d{2}:\\d{2}$/" };
                /// The text shown while nothing is chosen, as `plain_text`, at most 100 characters. Required without `initial_time`, ignored beside it.
                placeholder: family(Text), both { required: one_of("initial,placeholder"), values: "plain_text" };
                /// Data of your own that comes back with the callback, as an object. Listed as required, but official samples leave it out.
                value: json, both { required: LENIENT };
                /// The dialog that asks for confirmation before the action.
                confirm: object(Confirm), both;
                /// Identifier of the component for the element APIs: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Outer space: 1, 2 or 4 lengths of -99 to 99px (2: vertical, horizontal; 4: clockwise from the top); default 0. 2.0 only.
                margin: sides, v2 { default: "0", values: "-99..99px" };
                /// What the server gets on use: a `callback` with data of your own. Without it the use is reported without data. 2.0 only.
                behaviors: list(Behavior), v2 { required: LENIENT };
            }

            /// A field to choose a date and a time of day; client 3.11.0 or later. 1.0: in `action`, `column`, `form`, `collapsible_panel` or `div.extra`.
            /// 2.0: at the card root and in every container.
            object PickerDatetime (name = "picker_datetime", versions = Both, key = "tag", tag = "picker_datetime", client = ">=3.11.0", within_1 = "action column form collapsible_panel div.extra", within_2 = EVERYWHERE, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/date-time-picker") {
                /// The name of its value in the submitted form: not empty, unique in the card. Required in a form.
                name: str, both { required: FORM };
                /// Whether submitting the form is stopped while it is empty; default `false`. Only in a form, elsewhere refused or without effect.
                required: bool, both { default: "false" };
                /// Whether it is shown but cannot be used; default `false`. Client 7.4 or later.
                disabled: bool, both { default: "false", client: ">=7.4" };
                /// Width: `default`, `fill` or at least 100px, limited to the width of the parent.
                width: word_or_px, both { default: "default", values: WIDTHS };
                /// The date and time chosen at first, as `yyyy-MM-dd HH:mm`; shown in place of `placeholder`.
                initial_datetime: str, both { values: "/^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}$/" };
                /// Belongs to `date_picker`, used here in an official sample only: use `initial_datetime`. 1.0 only.
                initial_date: str, v1 { values: "/^\\d{4}-\\d{2}-\\d{2}$/", status: ExampleOnly };
                /// The text shown while nothing is chosen, as `plain_text`, at most 100 characters. Required without `initial_datetime`, ignored beside it.
                placeholder: family(Text), both { required: one_of("initial,placeholder"), values: "plain_text" };
                /// Data of your own that comes back with the callback, as an object. Listed as required, but official samples leave it out. 2.0: deprecated, use `behaviors` with `callback`.
                value: json, v1 { required: LENIENT }, v2 { required: LENIENT, status: Historic };
                /// The dialog that asks for confirmation before the action.
                confirm: object(Confirm), both;
                /// Identifier of the component for the element APIs: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Outer space: 1, 2 or 4 lengths of -99 to 99px (2: vertical, horizontal; 4: clockwise from the top); default 0. 2.0 only.
                margin: sides, v2 { default: "0", values: "-99..99px" };
                /// What the server gets on use: a `callback` with data of your own. Without it the use is reported without data. 2.0 only.
                behaviors: list(Behavior), v2 { required: LENIENT };
            }

            /// Images to choose from; client 7.6 or later. Outside a form one is chosen and sent at once.
            /// Allowed at the card root, in 1.0 without `action`, in a `column` and in a `form`, in 2.0 in every container.
            object SelectImg (name = "select_img", versions = Both, key = "tag", tag = "select_img", client = ">=7.6", items = &[("option", "options")], within_1 = "root ~action column form collapsible_panel", within_2 = EVERYWHERE, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/image-picker") {
                /// The look; default `default`. 1.0 only.
                style: choice(SelectImgStyle), v1 { default: "default" };
                /// Whether several images can be chosen; default `false`. `true` is refused outside a form.
                multi_select: bool, both { default: "false" };
                /// How many images are in a row; default `bisect`: two.
                layout: choice(SelectImgLayout), both { default: "bisect" };
                /// The name of its value in the submitted form: not empty, unique in the card. Required in a form.
                name: str, both { required: FORM };
                /// Whether submitting the form is stopped while it is empty; default `false`. Only in a form, elsewhere refused or without effect.
                required: bool, both { default: "false" };
                /// Whether a click enlarges an image; default `true`. Counts only in a form.
                can_preview: bool, both { default: "true" };
                /// Width to height of the images; default `16:9`.
                aspect_ratio: choice(SelectImgAspectRatio), both { default: "16:9" };
                /// Whether it is shown but cannot be used; default `false`.
                disabled: bool, both { default: "false" };
                /// The text shown when it is used while disabled, as `plain_text`.
                disabled_tips: family(Text), both { values: "plain_text" };
                /// Data of your own that comes back with the callback: an object or a string.
                value: json_or_str, both;
                /// The images, in order.
                options: list(SelectImgOption), both { required: YES };
                /// Identifier of the component for the element APIs: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Outer space: 1, 2 or 4 lengths of -99 to 99px (2: vertical, horizontal; 4: clockwise from the top); default 0. 2.0 only.
                margin: sides, v2 { default: "0", values: "-99..99px" };
                /// What the server gets on use: a `callback` with data of your own. Without it the use is reported without data. 2.0 only.
                behaviors: list(Behavior), v2 { required: LENIENT };
                /// The dialog that asks for confirmation; in a sketch of the documentation only. 2.0 only.
                confirm: object(Confirm), v2 { status: ExampleOnly };
            }

            /// A box to tick, with a text; client 7.9 or later. Allowed in every container and at the card root; about the root of 1.0 the documentation is silent.
            object Checker (name = "checker", versions = Both, key = "tag", tag = "checker", client = ">=7.9", text = "text", within_1 = "~root ~action column form interactive_container collapsible_panel", within_2 = EVERYWHERE, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/checker") {
                /// The name of its value in the submitted form: not empty, unique in the card. Required in a form.
                name: str, both { required: FORM };
                /// Whether submitting the form is stopped while it is empty; default `false`. Only in a form, elsewhere refused or without effect.
                required: bool, both { default: "false" };
                /// Whether it is ticked at first; default `false`.
                checked: bool, both { default: "false" };
                /// The text beside the box, as `plain_text` or `lark_md`; its `text_size` is `normal`, `heading` or `notation`.
                text: family(Text), both { values: "plain_text|lark_md" };
                /// Whether all of it is shaded under the pointer; default `true`. `false` counts only where `pc_display_rule` is not `on_hover`.
                overall_checkable: bool, both { default: "true" };
                /// Up to 3 buttons that belong to the text.
                button_area: object(CheckerButtonArea), both;
                /// The look of the text once it is ticked.
                checked_style: object(CheckerCheckedStyle), both;
                /// Outer space, default 0: 1 or 4 lengths. 2.0: also 2 lengths, each -99 to 99px.
                margin: sides, v1 { default: "0px" }, v2 { default: "0", values: "-99..99px" };
                /// Inner space, default 0: 1 or 4 lengths. 2.0: also 2 lengths, each 0 to 99px.
                padding: sides, v1 { default: "0px" }, v2 { default: "0", values: "0..99px" };
                /// Data of your own that comes back with the callback, as an object. Deprecated: use `behaviors` with `callback`. 2.0: in no table, but accepted. 2.0 only.
                value: json, v2 { status: ExampleOnly };
                /// What the server gets when it is ticked: a `callback`. Without it the tick stays on the client and nothing is reported.
                behaviors: list(Behavior), v1 { required: LENIENT }, v2;
                /// The text shown when the pointer rests on it, as `plain_text`; desktop only.
                hover_tips: family(Text), both { values: "plain_text" };
                /// Whether it is shown but cannot be used; default `false`.
                disabled: bool, both { default: "false" };
                /// The text shown when it is used while disabled, as `plain_text`. Wins over `hover_tips`.
                disabled_tips: family(Text), both { values: "plain_text" };
                /// The dialog that asks for confirmation before the action.
                confirm: object(Confirm), both;
                /// Identifier of the component for the element APIs: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
            }

            /// The buttons of a `checker`, at most 3.
            object CheckerButtonArea (name = "checker.button_area", versions = Both, client = ">=7.9", children = "buttons", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/checker") {
                /// When desktop clients show the buttons; default `always`.
                pc_display_rule: choice(CheckerButtonAreaPcDisplayRule), both { default: "always" };
                /// At most 3 buttons of `type` `text`, `primary_text` or `danger_text`.
                buttons: list(Button), v1 { values: "0..3 items" }, v2 { default: "[]", values: "0..3 items" };
            }

            /// The look of the text of a `checker` once it is ticked.
            object CheckerCheckedStyle (name = "checker.checked_style", versions = Both, client = ">=7.9", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/checker") {
                /// Whether the text is struck through; default `false`.
                show_strikethrough: bool, both { default: "false" };
                /// How opaque the text is, 0 to 1; default 1.
                opacity: number, both { default: "1", values: "0..1" };
            }

            /// An entry of the menu of an `overflow`. Without an address a click calls the server back.
            object OverflowOption (name = "option:overflow", versions = Both, text = "text", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/overflow") {
                /// The label, as `plain_text`, at most 100 characters. 1.0: default `请输入`.
                text: family(Text), v1 { default: "请输入", values: "plain_text" }, v2 { values: "plain_text" };
                /// The address to open, per platform where needed. 1.0: excludes `url`.
                multi_url: object(Link), both;
                /// The address to open; excludes `multi_url`. Deprecated: use `multi_url`. 1.0 only.
                url: url, v1 { status: Historic };
                /// What comes back as `action.option` of the callback; give every entry a value of its own.
                value: str, both;
            }

            /// An option of a `select_static` or `multi_select_static`.
            object SelectStaticOption (name = "option:select_static", versions = Both, text = "text", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/single-select-dropdown-menu") {
                /// The label, as `plain_text`; an empty text gives a blank option.
                text: family(Text), both { required: YES, values: "plain_text" };
                /// What comes back when the option is chosen; unique in its component.
                value: str, both { required: YES, write: ["write `<option value=\"…\">`: it comes back when the option is chosen", "write `\"value\": \"…\"`: it comes back when the option is chosen"] };
                /// The icon before the label.
                icon: family(Icon), both;
            }

            /// A person offered by a `select_person` or `multi_select_person`.
            object SelectPersonOption (name = "option:select_person", versions = Both, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/single-select-user-picker") {
                /// The person's open_id, the only kind of id that works here.
                value: user_id, both { required: YES };
            }

            /// An image of a `select_img`.
            object SelectImgOption (name = "option:select_img", versions = Both, client = ">=7.6", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/image-picker") {
                /// The key of the image from the image upload API; web addresses are not accepted.
                img_key: key, both { required: YES, write: ["upload the image and write its key: `img_key=\"img_v3_…\"`", "upload the image and write its key: `\"img_key\": \"img_v3_…\"`"] };
                /// The key of the image per locale.
                i18n_img_key: locale_keys, both;
                /// What comes back when the image is chosen.
                value: str, both;
                /// Whether the image is shown but cannot be chosen; default `false`.
                disabled: bool, both { default: "false" };
                /// The text shown when it is used while disabled, as `plain_text`.
                disabled_tips: family(Text), both { values: "plain_text" };
                /// The text shown when the pointer rests on it, as `plain_text`; desktop only.
                hover_tips: family(Text), both { values: "plain_text" };
            }
        }
    };
}
