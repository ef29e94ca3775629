//! Rows of the component table: components that users work with, and their options.

/// Hands the rows to a callback macro; the grammar of a row is explained in the module `table`.
#[doc(hidden)]
#[macro_export]
macro_rules! interactive_objects {
    ($($callback:tt)+) => {
        $($callback)+! {
            /// `button`.
            object Button (name = "button", versions = Both, key = "tag", tag = "button", text = "text") {
                /// The text. 1.0: OLD: required; lark_md disputed (button page plain_text only, OLD and the form page allow it); 100 characters. 2.0: 100 characters.
                text: family(Text), v1 { values: "plain_text|lark_md" }, v2 { values: "plain_text" };
                /// 1.0: OLD: default, primary, danger; in checker.button_area required: text, primary_text, danger_text.
                r#type: choice(ButtonType), both { default: "default" };
                /// `size`.
                size: choice(ButtonSize), both { default: "medium" };
                /// Width: a word or a length in px.
                width: word_or_px, both { default: "default", values: WIDTHS };
                /// The icon before the text.
                icon: family(Icon), both;
                /// Text shown when the pointer rests on it (desktop). PC.
                hover_tips: family(Text), both { values: "plain_text" };
                /// Whether it is shown greyed and takes no input.
                disabled: bool, both { default: "false" };
                /// Text shown on use while it is disabled. wins over hover_tips.
                disabled_tips: family(Text), both { values: "plain_text" };
                /// A second confirmation, asked before the action.
                confirm: object(Confirm), both;
                /// What happens on use: links to open, callbacks to send. 2.0: button-2.json sends an empty array.
                behaviors: list(Behavior), both { required: LENIENT };
                /// 1.0: excludes multi_url; replaced by behaviors open_url. 2.0: button-2.json; 1.0 member, replaced by behaviors open_url.
                url: url, v1 { status: Historic }, v2 { status: ExampleOnly };
                /// 1.0: excludes url; replaced by behaviors open_url. 2.0: 1.0 member, replaced by behaviors open_url; named in the change list only.
                multi_url: object(Link), both { status: Historic };
                /// Data that comes back with the callback. 1.0: callback data, string keys; replaced by behaviors callback. 2.0: button-2.json; 1.0 member, replaced by behaviors callback.
                value: json, v1 { status: Historic }, v2 { status: ExampleOnly };
                /// link and callback both fire.
                complex_interaction: bool, v1 { default: "false", status: Historic };
                /// Name under which the value comes back; unique in the card. unique in the card, not empty.
                name: str, both { required: FORM };
                /// Whether a form needs it filled. listed with the shared form members; meaningless on a button.
                required: bool, v1 { default: "false", status: Disagree };
                /// 2.0: form page; official 2.0 demos still use form_submit and form_reset; replaced by form_action_type.
                action_type: choice(ButtonActionType), v1 { required: FORM }, v2 { status: Historic };
                /// 1.0: v1-image-picker-03.json: 2.0 spelling in place of action_type.
                form_action_type: choice(ButtonFormActionType), v1 { values: "submit|reset", status: Deviation }, v2 { required: FORM };
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Space around the component: one, two or four lengths, -99 to 99px.
                margin: sides, v2 { default: "0", values: "-99..99px" };
            }

            /// `input`.
            object Input (name = "input", versions = Both, key = "tag", tag = "input", client = ">=6.8") {
                /// Name under which the value comes back; unique in the card. unique in the card.
                name: str, both { required: FORM };
                /// Whether a form needs it filled. 1.0: form only; an error at card root. 2.0: form only.
                required: bool, both { default: "false" };
                /// Text shown while nothing is chosen, at most 100 characters. 100 characters.
                placeholder: family(Text), v1 { default: "请输入", values: "plain_text" }, v2 { values: "plain_text" };
                /// `default_value`.
                default_value: str, both;
                /// `i18n_default_value`.
                i18n_default_value: locale_strs, both;
                /// Whether it is shown greyed and takes no input.
                disabled: bool, both { default: "false", client: ">=7.4" };
                /// Width: a word or a length in px.
                width: word_or_px, both { default: "default", values: WIDTHS };
                /// `max_length`.
                max_length: int, both { default: "1000", values: "1..1000" };
                /// `input_type`.
                input_type: choice(InputInputType), both { default: "text" };
                /// password only.
                show_icon: bool, both { default: "true" };
                /// multiline_text only.
                rows: int, both { default: "5" };
                /// multiline_text only, PC only.
                auto_resize: bool, both { default: "false" };
                /// only with auto_resize true; smaller becomes 1, fractions rounded.
                max_rows: int, both { values: "1.." };
                /// `label`.
                label: family(Text), both { values: "plain_text" };
                /// `label_position`.
                label_position: choice(InputLabelPosition), both { default: "top" };
                /// Data that comes back with the callback. 1.0: callback data. 2.0: replaced by behaviors callback.
                value: json_or_str, v1, v2 { status: Historic };
                /// A second confirmation, asked before the action.
                confirm: object(Confirm), both;
                /// 1.0: the string drop leaves the component out on old clients. 2.0: form-container-2.json; in no 2.0 table.
                fallback: family(Fallback), v1 { default: "built-in text" }, v2 { status: ExampleOnly };
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Space around the component: one, two or four lengths, -99 to 99px.
                margin: sides, v2 { default: "0", values: "-99..99px" };
                /// Text shown on use while it is disabled.
                disabled_tips: family(Text), v2 { values: "plain_text" };
                /// What happens on use: links to open, callbacks to send.
                behaviors: list(Behavior), v2;
            }

            /// `overflow`.
            object Overflow (name = "overflow", versions = Both, key = "tag", tag = "overflow", items = &[("option", "options")]) {
                /// Name under which the value comes back; unique in the card. by the form page only, not in its own table.
                name: str, both { required: FORM };
                /// Whether a form needs it filled. by the form page only, not in its own table; form only.
                required: bool, both { default: "false" };
                /// The choices.
                options: list(OverflowOption), both { required: YES };
                /// Width: a word or a length in px.
                width: word_or_px, both { default: "default", values: WIDTHS };
                /// What happens on use: links to open, callbacks to send. 1.0: callback with an object value.
                behaviors: list(Behavior), both;
                /// Data that comes back with the callback. replaced by behaviors callback.
                value: json, v1 { status: Historic };
                /// A second confirmation, asked before the action.
                confirm: object(Confirm), both;
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Space around the component: one, two or four lengths, -99 to 99px.
                margin: sides, v2 { default: "0", values: "-99..99px" };
            }

            /// `select_static`.
            object SelectStatic (name = "select_static", versions = Both, key = "tag", tag = "select_static", items = &[("option", "options")]) {
                /// `type`.
                r#type: choice(SelectType), both { default: "default" };
                /// Name under which the value comes back; unique in the card. 2.0: unique in the card.
                name: str, both { required: FORM };
                /// Whether a form needs it filled. form only.
                required: bool, both { default: "false" };
                /// Whether it is shown greyed and takes no input.
                disabled: bool, both { default: "false", client: ">=7.4" };
                /// 1.0: content of the initial option; whether its value works is not said; overrides placeholder. 2.0: beats initial_index and placeholder; sample suggests the option text.
                initial_option: str, both;
                /// Text shown while nothing is chosen, at most 100 characters. 100 characters.
                placeholder: family(Text), both { values: "plain_text" };
                /// Width: a word or a length in px.
                width: word_or_px, both { default: "default", values: WIDTHS };
                /// What happens on use: links to open, callbacks to send.
                behaviors: list(Behavior), both { required: LENIENT };
                /// The choices.
                options: list(SelectStaticOption), both;
                /// Data that comes back with the callback.
                value: json, v1 { client: "OLD", status: Historic };
                /// A second confirmation, asked before the action.
                confirm: object(Confirm), both;
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Space around the component: one, two or four lengths, -99 to 99px.
                margin: sides, v2 { default: "0", values: "-99..99px" };
                /// 0 = none, 1 = first option; beats placeholder.
                initial_index: int, v2 { values: "0.." };
            }

            /// `multi_select_static`.
            object MultiSelectStatic (name = "multi_select_static", versions = Both, key = "tag", tag = "multi_select_static", client = ">=7.4", items = &[("option", "options")]) {
                /// `type`.
                r#type: choice(SelectType), both { default: "default" };
                /// Name under which the value comes back; unique in the card. unique in the card.
                name: str, both { required: YES };
                /// Whether a form needs it filled. the only component whose table prints true.
                required: bool, both { default: "true" };
                /// Whether it is shown greyed and takes no input.
                disabled: bool, both { default: "false" };
                /// Text shown while nothing is chosen, at most 100 characters. 100 characters.
                placeholder: family(Text), both { default: "请选择", values: "plain_text" };
                /// Width: a word or a length in px.
                width: word_or_px, both { default: "default", values: WIDTHS };
                /// each must be an option value.
                selected_values: strs, both;
                /// The choices.
                options: list(SelectStaticOption), both;
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Space around the component: one, two or four lengths, -99 to 99px.
                margin: sides, v2 { default: "0", values: "-99..99px" };
                /// What happens on use: links to open, callbacks to send.
                behaviors: list(Behavior), v2 { required: LENIENT };
                /// A second confirmation, asked before the action.
                confirm: object(Confirm), v2;
            }

            /// `select_person`.
            object SelectPerson (name = "select_person", versions = Both, key = "tag", tag = "select_person", items = &[("option", "options")]) {
                /// `type`.
                r#type: choice(SelectType), both { default: "default" };
                /// Name under which the value comes back; unique in the card. missing in its own table, demanded by the form page.
                name: str, both { required: FORM, status: Disagree };
                /// Whether a form needs it filled. form only.
                required: bool, both { default: "false" };
                /// Whether it is shown greyed and takes no input.
                disabled: bool, both { default: "false" };
                /// Text shown while nothing is chosen, at most 100 characters. 100 characters.
                placeholder: family(Text), both { values: "plain_text" };
                /// Width: a word or a length in px.
                width: word_or_px, both { default: "default", values: WIDTHS };
                /// The choices.
                options: list(SelectPersonOption), both;
                /// Data that comes back with the callback. not in the NEW table.
                value: json, v1 { client: "OLD", status: Historic };
                /// A second confirmation, asked before the action.
                confirm: object(Confirm), both;
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Space around the component: one, two or four lengths, -99 to 99px.
                margin: sides, v2 { default: "0", values: "-99..99px" };
                /// must be among options, else ignored.
                initial_option: user_id, v2;
                /// What happens on use: links to open, callbacks to send.
                behaviors: list(Behavior), v2 { required: LENIENT };
            }

            /// `multi_select_person`.
            object MultiSelectPerson (name = "multi_select_person", versions = Both, key = "tag", tag = "multi_select_person", client = ">=7.4", items = &[("option", "options")]) {
                /// `type`.
                r#type: choice(SelectType), both { default: "default" };
                /// Name under which the value comes back; unique in the card. unique in the card.
                name: str, both { required: YES };
                /// Whether a form needs it filled. 2.0: form only.
                required: bool, both { default: "false" };
                /// Whether it is shown greyed and takes no input.
                disabled: bool, both { default: "false" };
                /// Text shown while nothing is chosen, at most 100 characters. 100 characters.
                placeholder: family(Text), both { values: "plain_text" };
                /// Width: a word or a length in px.
                width: word_or_px, both { default: "default", values: WIDTHS };
                /// 1.0: type column prints objects, the sample holds strings; each must be an option. 2.0: table prints objects, the example holds strings; each must be an option.
                selected_values: user_ids, both;
                /// The choices.
                options: list(SelectPersonOption), both;
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Space around the component: one, two or four lengths, -99 to 99px.
                margin: sides, v2 { default: "0", values: "-99..99px" };
                /// What happens on use: links to open, callbacks to send.
                behaviors: list(Behavior), v2 { required: LENIENT };
                /// A second confirmation, asked before the action.
                confirm: object(Confirm), v2;
            }

            /// `date_picker`.
            object DatePicker (name = "date_picker", versions = Both, key = "tag", tag = "date_picker", client = ">=3.11.0") {
                /// Name under which the value comes back; unique in the card. 2.0: unique in the card.
                name: str, both { required: FORM };
                /// Whether a form needs it filled. form only.
                required: bool, both { default: "false" };
                /// Whether it is shown greyed and takes no input.
                disabled: bool, both { default: "false", client: ">=7.4" };
                /// Width: a word or a length in px.
                width: word_or_px, both { default: "default", values: WIDTHS };
                /// 1.0: overrides placeholder; OLD samples use unpadded months and days.
                initial_date: str, both { values: "/^\\d{4}-\\d{2}-\\d{2}$/" };
                /// Text shown while nothing is chosen, at most 100 characters. 1.0: OLD: required without initial_date. 2.0: 100 characters.
                placeholder: family(Text), both { values: "plain_text" };
                /// Data that comes back with the callback. 1.0: string keys; callback data. 2.0: string keys; the demos leave it out.
                value: json, both { required: LENIENT };
                /// A second confirmation, asked before the action.
                confirm: object(Confirm), both;
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Space around the component: one, two or four lengths, -99 to 99px.
                margin: sides, v2 { default: "0", values: "-99..99px" };
                /// What happens on use: links to open, callbacks to send.
                behaviors: list(Behavior), v2 { required: LENIENT };
            }

            /// `picker_time`.
            object PickerTime (name = "picker_time", versions = Both, key = "tag", tag = "picker_time", client = ">=3.11.0") {
                /// Name under which the value comes back; unique in the card. 2.0: unique in the card.
                name: str, both { required: FORM };
                /// Whether a form needs it filled. form only.
                required: bool, both { default: "false" };
                /// Whether it is shown greyed and takes no input.
                disabled: bool, both { default: "false", client: ">=7.4" };
                /// Width: a word or a length in px.
                width: word_or_px, both { default: "default", values: WIDTHS };
                /// 1.0: overrides placeholder.
                initial_time: str, both { values: "/^\\d{2}:\\d{2}$/" };
                /// Text shown while nothing is chosen, at most 100 characters. 2.0: 100 characters; ignored beside an initial value.
                placeholder: family(Text), both { required: one_of("initial,placeholder"), values: "plain_text" };
                /// Data that comes back with the callback. 1.0: string keys; callback data. 2.0: string keys; the demos leave it out.
                value: json, both { required: LENIENT };
                /// A second confirmation, asked before the action.
                confirm: object(Confirm), both;
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Space around the component: one, two or four lengths, -99 to 99px.
                margin: sides, v2 { default: "0", values: "-99..99px" };
                /// What happens on use: links to open, callbacks to send.
                behaviors: list(Behavior), v2 { required: LENIENT };
            }

            /// `picker_datetime`.
            object PickerDatetime (name = "picker_datetime", versions = Both, key = "tag", tag = "picker_datetime", client = ">=3.11.0") {
                /// Name under which the value comes back; unique in the card. 2.0: unique in the card.
                name: str, both { required: FORM };
                /// Whether a form needs it filled. form only.
                required: bool, both { default: "false" };
                /// Whether it is shown greyed and takes no input.
                disabled: bool, both { default: "false", client: ">=7.4" };
                /// Width: a word or a length in px.
                width: word_or_px, both { default: "default", values: WIDTHS };
                /// 1.0: overrides placeholder; OLD samples use unpadded months and days.
                initial_datetime: str, both { values: "/^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}$/" };
                /// old-text-date-picker-02.json; belongs to date_picker.
                initial_date: str, v1 { values: "/^\\d{4}-\\d{2}-\\d{2}$/", status: ExampleOnly };
                /// Text shown while nothing is chosen, at most 100 characters. 2.0: 100 characters; ignored beside an initial value.
                placeholder: family(Text), both { required: one_of("initial,placeholder"), values: "plain_text" };
                /// Data that comes back with the callback. 1.0: string keys; callback data. 2.0: string keys; the demos leave it out.
                value: json, v1 { required: LENIENT }, v2 { required: LENIENT, status: Historic };
                /// A second confirmation, asked before the action.
                confirm: object(Confirm), both;
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Space around the component: one, two or four lengths, -99 to 99px.
                margin: sides, v2 { default: "0", values: "-99..99px" };
                /// What happens on use: links to open, callbacks to send.
                behaviors: list(Behavior), v2 { required: LENIENT };
            }

            /// `select_img`.
            object SelectImg (name = "select_img", versions = Both, key = "tag", tag = "select_img", client = ">=7.6", items = &[("option", "options")]) {
                /// `style`.
                style: choice(SelectImgStyle), v1 { default: "default" };
                /// 1.0: true only inside a form, else refused. 2.0: true is an error outside a form.
                multi_select: bool, both { default: "false" };
                /// `layout`.
                layout: choice(SelectImgLayout), both { default: "bisect" };
                /// Name under which the value comes back; unique in the card. unique in the card.
                name: str, both { required: FORM };
                /// Whether a form needs it filled. form only.
                required: bool, both { default: "false" };
                /// 1.0: takes effect in a form. 2.0: form only.
                can_preview: bool, both { default: "true" };
                /// `aspect_ratio`.
                aspect_ratio: choice(SelectImgAspectRatio), both { default: "16:9" };
                /// Whether it is shown greyed and takes no input.
                disabled: bool, both { default: "false" };
                /// Text shown on use while it is disabled.
                disabled_tips: family(Text), both { values: "plain_text" };
                /// Data that comes back with the callback. 1.0: callback data.
                value: json_or_str, both;
                /// The choices.
                options: list(SelectImgOption), both { required: YES };
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Space around the component: one, two or four lengths, -99 to 99px.
                margin: sides, v2 { default: "0", values: "-99..99px" };
                /// What happens on use: links to open, callbacks to send.
                behaviors: list(Behavior), v2 { required: LENIENT };
                /// A second confirmation, asked before the action. image-picker-1.json, page skeleton; missing in the table.
                confirm: object(Confirm), v2 { status: ExampleOnly };
            }

            /// `checker`.
            object Checker (name = "checker", versions = Both, key = "tag", tag = "checker", client = ">=7.9", text = "text") {
                /// Name under which the value comes back; unique in the card. 2.0: unique in the card.
                name: str, both { required: FORM };
                /// Whether a form needs it filled. by the form page only, not in its own table; form only.
                required: bool, both { default: "false" };
                /// `checked`.
                checked: bool, both { default: "false" };
                /// The text. text_size normal, heading or notation.
                text: family(Text), both { values: "plain_text|lark_md" };
                /// 1.0: type column prints a string.
                overall_checkable: bool, both { default: "true" };
                /// `button_area`.
                button_area: object(CheckerButtonArea), both;
                /// `checked_style`.
                checked_style: object(CheckerCheckedStyle), both;
                /// Space around the component: one, two or four lengths, -99 to 99px.
                margin: sides, v1 { default: "0px" }, v2 { default: "0", values: "-99..99px" };
                /// Space inside: one, two or four lengths in px. 2.0: table prints -99..99px.
                padding: sides, v1 { default: "0px" }, v2 { default: "0", values: "0..99px" };
                /// What happens on use: links to open, callbacks to send. absent = local tick only.
                behaviors: list(Behavior), v1 { required: LENIENT }, v2;
                /// Text shown when the pointer rests on it (desktop).
                hover_tips: family(Text), both { values: "plain_text" };
                /// Whether it is shown greyed and takes no input.
                disabled: bool, both { default: "false" };
                /// Text shown on use while it is disabled. wins over hover_tips.
                disabled_tips: family(Text), both { values: "plain_text" };
                /// A second confirmation, asked before the action.
                confirm: object(Confirm), both;
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card.
                element_id: str, v2 { values: ELEMENT_ID };
            }

            /// `checker.button_area`.
            object CheckerButtonArea (name = "checker.button_area", versions = Both, client = ">=7.9", children = "buttons") {
                /// `pc_display_rule`.
                pc_display_rule: choice(CheckerButtonAreaPcDisplayRule), both { default: "always" };
                /// 1.0: here type is required (text, primary_text, danger_text) and only tag, type, size, text, icon, disabled, behaviors are listed. 2.0: the skeleton calls type required here.
                buttons: list(Button), v1 { values: "0..3 items" }, v2 { default: "[]", values: "0..3 items" };
            }

            /// `checker.checked_style`.
            object CheckerCheckedStyle (name = "checker.checked_style", versions = Both, client = ">=7.9") {
                /// `show_strikethrough`.
                show_strikethrough: bool, both { default: "false" };
                /// `opacity`.
                opacity: number, both { default: "1", values: "0..1" };
            }

            /// `option:overflow`.
            object OverflowOption (name = "option:overflow", versions = Both, text = "text") {
                /// The text. 1.0: OLD: required; 100 characters. 2.0: 100 characters.
                text: family(Text), v1 { default: "请输入", values: "plain_text" }, v2 { values: "plain_text" };
                /// 1.0: OLD: exactly one of url and multi_url; samples also have neither.
                multi_url: object(Link), both;
                /// excludes multi_url.
                url: url, v1 { client: "OLD", status: Historic };
                /// Data that comes back with the callback. 1.0: returned as option. 2.0: distinct values when there are several options.
                value: str, both;
            }

            /// `option:select_static`.
            object SelectStaticOption (name = "option:select_static", versions = Both, text = "text") {
                /// The text. 2.0: empty text gives a blank option.
                text: family(Text), both { required: YES, values: "plain_text" };
                /// Data that comes back with the callback. unique in the component.
                value: str, both { required: YES };
                /// The icon before the text.
                icon: family(Icon), both;
            }

            /// `option:select_person`.
            object SelectPersonOption (name = "option:select_person", versions = Both) {
                /// Data that comes back with the callback. open_id only; an empty or wholly invalid list offers everyone in the chat.
                value: user_id, both { required: YES };
            }

            /// `option:select_img`.
            object SelectImgOption (name = "option:select_img", versions = Both, client = ">=7.6") {
                /// `img_key`.
                img_key: key, both { required: YES };
                /// `i18n_img_key`.
                i18n_img_key: locale_keys, both;
                /// Data that comes back with the callback.
                value: str, both;
                /// Whether it is shown greyed and takes no input.
                disabled: bool, both { default: "false" };
                /// Text shown on use while it is disabled.
                disabled_tips: family(Text), both { values: "plain_text" };
                /// Text shown when the pointer rests on it (desktop).
                hover_tips: family(Text), both { values: "plain_text" };
            }
        }
    };
}
