//! Rows of the component table: components that show something.

/// Hands the rows to a callback macro; the grammar of a row is explained in the module `table`.
#[doc(hidden)]
#[macro_export]
macro_rules! display_objects {
    ($($callback:tt)+) => {
        $($callback)+! {
            /// `div`.
            object Div (name = "div", versions = Both, key = "tag", tag = "div", text = "text", items = &[("field", "fields")]) {
                /// The text. 1.0: OLD: at least one of text and fields.
                text: family(Text), both { values: "plain_text|lark_md" };
                /// The icon before the text.
                icon: family(Icon), v1 { client: "NEW" }, v2;
                /// 1.0: never withdrawn; still valid. 2.0: plain-text-3.json; in no 2.0 table; the vendor guide recommends it for label and value pairs.
                fields: list(Field), v1 { client: "OLD" }, v2 { status: ExampleOnly };
                /// one element at the right, bare; never withdrawn.
                extra: family(Component), v1 { values: "img|button|select_static|select_person|overflow|date_picker|picker_time|picker_datetime", client: "OLD" };
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Space around the component: one, two or four lengths, -99 to 99px.
                margin: sides, v2 { default: "0", values: "-99..99px" };
                /// Width: a word or a length in px.
                width: word_or_px, v2 { default: "fill", values: "fill|auto|16..999px" };
            }

            /// `div.field`.
            object Field (name = "div.field", versions = Both, client = "OLD", text = "text") {
                /// 1.0: true = two per row. 2.0: plain-text-3.json.
                is_short: bool, v1 { required: YES }, v2 { status: ExampleOnly };
                /// The text. 2.0: plain-text-3.json.
                text: family(Text), v1 { required: YES, values: "plain_text|lark_md" }, v2 { required: YES, values: "plain_text|lark_md", status: ExampleOnly };
            }

            /// `markdown`.
            object MarkdownBlock (name = "markdown", versions = Both, key = "tag", tag = "markdown", text = "content") {
                /// The text itself.
                content: str, both { required: YES };
                /// The text per locale.
                i18n_content: locale_strs, both;
                /// `text_align`.
                text_align: choice(TextAlign), both { default: "left" };
                /// 1.0: unknown words fall back to normal. 2.0: unknown words are drawn as normal.
                text_size: text_size, both { default: "normal", values: TEXT_SIZES };
                /// The icon before the text.
                icon: family(Icon), both;
                /// 1.0: used as [text]($name); gone in 2.0. 2.0: invalid/rich-text-href-1.json: dropped in 2.0, the link tag of the text takes its place.
                href: named(Link), v1, v2 { status: Deviation };
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Space around the component: one, two or four lengths, -99 to 99px.
                margin: sides, v2 { default: "0", values: "-99..99px" };
                /// named by the colour page, in no 2.0 table.
                font_color: color, v2 { status: Disagree };
            }

            /// `img`.
            object Img (name = "img", versions = Both, key = "tag", tag = "img") {
                /// 1.0: in div.extra and note only tag, img_key, alt and preview are documented.
                img_key: key, both { required: YES };
                /// `i18n_img_key`.
                i18n_img_key: locale_keys, both;
                /// 1.0: empty content allowed. 2.0: empty content allowed; three demos leave it out.
                alt: family(Text), both { required: LENIENT, values: "plain_text" };
                /// 1.0: lark_md by OLD.
                title: family(Text), v1 { values: "plain_text|lark_md" }, v2 { values: "plain_text" };
                /// `corner_radius`.
                corner_radius: px, both { values: "0..px|0..100%" };
                /// `scale_type`.
                scale_type: choice(ImgScaleType), both { default: "crop_center" };
                /// 1.0: only with crop_center and crop_top; stretch_without_padding is 1.0 only. 2.0: only with crop_center and crop_top; stretch_without_padding is refused in 2.0; breaking-changes-1.component.json holds crop_center.
                size: word_or_px2, v1 { values: "large|medium|small|tiny|stretch|stretch_without_padding|1..1000px" }, v2 { values: "stretch|large|medium|small|tiny|1..1000px" };
                /// `transparent`.
                transparent: bool, both { default: "false" };
                /// false lets the click reach the card.
                preview: bool, both { default: "true" };
                /// 1.0: replaced by scale_type and size; overrides custom_width; stretch is missing in OLD. 2.0: overrides custom_width.
                mode: choice(ImgMode), both { status: Historic };
                /// 2.0: image-2.json sends the string 300px.
                custom_width: int, both { values: "278..580", status: Historic };
                /// 1.0: max width 278px (design page: 290px). 2.0: max width 278px.
                compact_width: bool, both { default: "false", status: Historic };
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Space around the component: one, two or four lengths, -99 to 99px. negative side values give the full-bleed look.
                margin: sides, v2 { default: "0", values: "-99..99px" };
            }

            /// `img_combination`.
            object ImgCombination (name = "img_combination", versions = Both, key = "tag", tag = "img_combination", items = &[("image", "img_list")]) {
                /// 2, 3, 6, 9 images; surplus hidden, missing left blank.
                combination_mode: choice(ImgCombinationCombinationMode), both { required: YES };
                /// 1.0: type column prints an object, every sample is an array. 2.0: table prints an object, every example is an array.
                img_list: list(CombinationImage), both { required: YES };
                /// `corner_radius`.
                corner_radius: px, both { values: "0..px|0..100%" };
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Space around the component: one, two or four lengths, -99 to 99px.
                margin: sides, v2 { default: "0", values: "-99..99px" };
                /// `combination_transparent`.
                combination_transparent: bool, v2 { default: "false" };
            }

            /// `image`.
            object CombinationImage (name = "image", versions = Both) {
                /// `img_key`.
                img_key: key, both { required: YES };
                /// 2.0: by the i18n page.
                i18n_img_key: locale_keys, both;
                /// multi-image-laylout-1.json, page skeleton; in no table.
                transparent: bool, v2 { status: ExampleOnly };
            }

            /// `hr`.
            object Hr (name = "hr", versions = Both, key = "tag", tag = "hr") {
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Space around the component: one, two or four lengths, -99 to 99px.
                margin: sides, v2 { default: "0", values: "-99..99px" };
            }

            /// `note`.
            object Note (name = "note", versions = V1, key = "tag", tag = "note", children = "elements") {
                /// The components inside, top to bottom. OLD: required.
                elements: list(NoteElement), v1 { values: "plain_text|lark_md|img|standard_icon|custom_icon" };
            }

            /// `person`.
            object Person (name = "person", versions = Both, key = "tag", tag = "person") {
                /// `user_id`.
                user_id: user_id, both { required: YES };
                /// `size`.
                size: choice(PersonSize), both { default: "medium" };
                /// `show_avatar`.
                show_avatar: bool, both { default: "true" };
                /// `show_name`.
                show_name: bool, both { default: "false" };
                /// `style`.
                style: choice(PersonStyle), both { default: "normal" };
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Space around the component: one, two or four lengths, -99 to 99px.
                margin: sides, v2 { default: "0", values: "-99..99px" };
            }

            /// `person_list`.
            object PersonList (name = "person_list", versions = Both, key = "tag", tag = "person_list", items = &[("person", "persons")]) {
                /// `persons`.
                persons: list(PersonListItem), both { required: YES };
                /// `drop_invalid_user_id`.
                drop_invalid_user_id: bool, both { default: "false" };
                /// stated as not 0; absent = no limit.
                lines: int, both { values: "1.." };
                /// `show_name`.
                show_name: bool, both { default: "true" };
                /// 1.0: the sketch comment differs from the table default.
                show_avatar: bool, both { default: "false" };
                /// `size`.
                size: choice(PersonSize), both { default: "medium" };
                /// The icon before the text. wins over ud_icon.
                icon: family(Icon), both;
                /// `ud_icon`.
                ud_icon: object(UdIcon), both;
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Space around the component: one, two or four lengths, -99 to 99px.
                margin: sides, v2 { default: "0", values: "-99..99px" };
            }

            /// `person_list.person`.
            object PersonListItem (name = "person_list.person", versions = Both) {
                /// `id`.
                id: user_id, both { required: YES };
            }

            /// `chart`.
            object Chart (name = "chart", versions = Both, key = "tag", tag = "chart", client = ">=7.1") {
                /// VChart specification, checked by the server.
                chart_spec: json, both { required: YES };
                /// `aspect_ratio`.
                aspect_ratio: choice(ChartAspectRatio), both { default: "16:9 on PC, 1:1 on mobile" };
                /// no effect when the spec sets styles.
                color_theme: choice(ChartColorTheme), both { default: "brand" };
                /// `preview`.
                preview: bool, both { default: "true" };
                /// a length switches aspect_ratio off.
                height: word_or_px, v1 { default: "auto", values: "auto|1..999px", client: ">=7.10" }, v2 { default: "auto", values: "auto|1..999px" };
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Space around the component: one, two or four lengths, -99 to 99px.
                margin: sides, v2 { default: "0", values: "-99..99px" };
            }

            /// `table`.
            object Table (name = "table", versions = Both, key = "tag", tag = "table", client = ">=7.4", items = &[("column", "columns"), ("row", "rows")]) {
                /// `page_size`.
                page_size: int, both { default: "5", values: "1..10" };
                /// 2.0: auto since 7.33.
                row_height: word_or_px, v1 { default: "low", values: "low|middle|high|32..124px" }, v2 { default: "low", values: "low|middle|high|auto|32..124px" };
                /// `freeze_first_column`.
                freeze_first_column: bool, both { default: "false" };
                /// `header_style`.
                header_style: object(TableHeaderStyle), both;
                /// `columns`.
                columns: list(TableColumn), both { required: YES, default: "[]", values: "0..50 items shown" };
                /// objects keyed by column name; undeclared key 200915, bad cell 200914.
                rows: rows, both { required: YES, default: "[]" };
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Space around the component: one, two or four lengths, -99 to 99px.
                margin: sides, v2 { default: "0", values: "-99..99px" };
                /// only with row_height auto.
                row_max_height: px, v2 { default: "124px", values: "32..999px", client: ">=7.33" };
            }

            /// `table.header_style`.
            object TableHeaderStyle (name = "table.header_style", versions = Both, client = ">=7.4") {
                /// `text_align`.
                text_align: choice(TextAlign), both { default: "left" };
                /// `text_size`.
                text_size: choice(TableHeaderStyleTextSize), both { default: "normal" };
                /// `background_style`.
                background_style: choice(TableHeaderStyleBackgroundStyle), both { default: "none" };
                /// table page: only the two words; colour page: every colour.
                text_color: color, both { default: "default", values: "default|grey", status: Disagree };
                /// `bold`.
                bold: bool, both { default: "true" };
                /// `lines`.
                lines: int, both { default: "1", values: "1.." };
            }

            /// `table.column`.
            object TableColumn (name = "table.column", versions = Both, client = ">=7.4") {
                /// Name under which the value comes back; unique in the card. unique key used in rows.
                name: str, both { required: YES };
                /// `display_name`.
                display_name: str, both;
                /// Width: a word or a length in px.
                width: word_or_px, both { default: "auto", values: "auto|80..600px|1..100%" };
                /// `vertical_align`.
                vertical_align: choice(VerticalAlign), both { default: "center" };
                /// `horizontal_align`.
                horizontal_align: choice(HorizontalAlign), v1 { default: "left" }, v2 { default: "left, right for number" };
                /// date 7.6, lark_md 7.10, markdown 7.14.
                data_type: choice(DataType), both { required: YES, default: "text" };
                /// number columns only.
                format: object(NumberFormat), both;
                /// date columns only; YYYY MM DD HH mm ss with any separators.
                date_format: str, v1 { default: "RFC 3339", client: ">=7.6" }, v2 { default: "RFC 3339" };
            }

            /// `table.column.format`.
            object NumberFormat (name = "table.column.format", versions = Both, client = ">=7.4") {
                /// `precision`.
                precision: int, both { values: "0..10" };
                /// `symbol`.
                symbol: str, both { values: "1 character" };
                /// `separator`.
                separator: bool, both { default: "false" };
            }

            /// `table.cell:options`.
            object OptionsCell (name = "table.cell:options", versions = Both, client = ">=7.4") {
                /// The text. the cell may instead be a plain string; requiredness not printed.
                text: str, both { required: YES };
                /// 2.0: palette is a picture in the docs; the 13 tag colours are named for 1.0.
                color: choice(TagColor), both { default: "blue" };
            }

            /// `audio`.
            object Audio (name = "audio", versions = V2, key = "tag", tag = "audio", client = ">=7.49") {
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Space around the component: one, two or four lengths, -99 to 99px.
                margin: sides, v2 { default: "0", values: "-99..99px" };
                /// OPUS only; uploading app = sending app (300240).
                file_key: key, v2 { required: YES };
                /// the i18n page prints i18n_file_key_key.
                i18n_file_key: locale_keys, v2;
                /// spelling of the i18n page only; the audio page and its sample use i18n_file_key.
                i18n_file_key_key: locale_keys, v2 { status: Disagree };
                /// unique in the card (300230).
                audio_id: str, v2 { default: "random" };
                /// Whether it is shown greyed and takes no input.
                disabled: bool, v2 { default: "false" };
                /// Text shown on use while it is disabled.
                disabled_tips: family(Text), v2 { values: "plain_text" };
                /// `show_progress_bar`.
                show_progress_bar: bool, v2 { default: "true" };
                /// `show_time`.
                show_time: bool, v2 { default: "true" };
                /// only with show_time.
                time_display: choice(AudioTimeDisplay), v2 { default: "default" };
                /// only with show_time.
                time_position: choice(AudioTimePosition), v2 { default: "end" };
                /// `border`.
                border: object(AudioBorder), v2;
                /// `style`.
                style: choice(AudioStyle), v2 { default: "normal" };
                /// Space inside: one, two or four lengths in px. table prints -99..99px.
                padding: sides, v2 { default: "12px", values: "0..99px" };
                /// `background_style`.
                background_style: color, v2 { default: "default", values: "default" };
                /// `fill_color`.
                fill_color: color, v2 { default: "grey-800" };
                /// Width: a word or a length in px.
                width: word_or_px, v2 { default: "default", values: WIDTHS };
                /// the string drop leaves the component out on old clients.
                fallback: family(Fallback), v2 { default: "system text" };
            }

            /// `audio.border`.
            object AudioBorder (name = "audio.border", versions = V2, client = ">=7.49") {
                /// `color`.
                color: color, v2 { default: "transparent" };
                /// `corner_radius`.
                corner_radius: px, v2 { default: "8px" };
            }
        }
    };
}
