//! Rows of the component table: components that show something.

/// Hands the rows to a callback macro; the grammar of a row is explained in the module `table`.
#[doc(hidden)]
#[macro_export]
macro_rules! display_objects {
    ($($callback:tt)+) => {
        $($callback)+! {
            /// A text, with an icon before it if wanted. Allowed at the card root and in every container, in 1.0 not directly in a `form`.
            object Div (name = "div", versions = Both, key = "tag", tag = "div", text = "text", items = &[("field", "fields")], within_1 = "root column interactive_container collapsible_panel", within_2 = EVERYWHERE, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/plain-text") {
                /// The text, as `plain_text` or `lark_md`. 1.0: `fields` may be used instead.
                text: family(Text), both { values: "plain_text|lark_md" };
                /// The icon before the text.
                icon: family(Icon), v1, v2;
                /// Further texts, two in a row where they are short. 1.0: from older pages, still valid. 2.0: in no table, only in an official sample.
                fields: list(Field), v1, v2 { status: ExampleOnly };
                /// One element at the right of the text, without `action` around it: `img` (64 by 64 px), `button`, `overflow`, a single select, or a date or time picker. 1.0 only.
                extra: family(Component), v1 { values: "img|button|select_static|select_person|overflow|date_picker|picker_time|picker_datetime" };
                /// Identifier of the component for the element APIs: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Outer space: 1, 2 or 4 lengths of -99 to 99px (2: vertical, horizontal; 4: clockwise from the top); default 0. 2.0 only.
                margin: sides, v2 { default: "0", values: "-99..99px" };
                /// Width: `fill`, the default, `auto` or 16 to 999px. 2.0 only.
                width: word_or_px, v2 { default: "fill", values: "fill|auto|16..999px" };
            }

            /// One of the texts in `fields` of a `div`.
            object Field (name = "div.field", versions = Both, text = "text", page = "https://open.feishu.cn/document/common-capabilities/message-card/message-cards-content/embedded-non-interactive-elements/field") {
                /// Whether it takes half the width of the card, so that two fit in a row.
                is_short: bool, v1 { required: YES }, v2 { status: ExampleOnly };
                /// The text, as `plain_text` or `lark_md`.
                text: family(Text), v1 { required: YES, values: "plain_text|lark_md" }, v2 { required: YES, values: "plain_text|lark_md", status: ExampleOnly };
            }

            /// A text with all of Markdown. 1.0: without headings, quotes, inline code and tables. 2.0: CommonMark without HTML blocks, at most 4 tables.
            /// Allowed at the card root and in every container.
            object MarkdownBlock (name = "markdown", versions = Both, key = "tag", tag = "markdown", text = "content", within_1 = "root column form interactive_container collapsible_panel", within_2 = EVERYWHERE, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/rich-text") {
                /// The text with its Markdown. Characters that must not act as Markdown are written as entities: `&#42;` for an asterisk.
                content: str, both { required: YES, write: ["write the text between the tags", "write `\"content\": \"…\"`"] };
                /// The text with its Markdown per locale.
                i18n_content: locale_strs, both;
                /// The alignment of the text; default `left`.
                text_align: choice(TextAlign), both { default: "left" };
                /// The size of the text: a word or a name from `config.style.text_size`; unknown ones count as `normal`, the default.
                text_size: text_size, both { default: "normal", values: TEXT_SIZES };
                /// The icon before the text.
                icon: family(Icon), both;
                /// The addresses of links written as `[text]($name)`, by name. 1.0 only: 2.0 has the tag `<link>` in the text.
                href: named(Link), v1, v2 { status: Deviation };
                /// Identifier of the component for the element APIs: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Outer space: 1, 2 or 4 lengths of -99 to 99px (2: vertical, horizontal; 4: clockwise from the top); default 0. 2.0 only.
                margin: sides, v2 { default: "0", values: "-99..99px" };
                /// The colour of the text; named by the colour page only, in no table. Write `<font color='red'>…</font>` in the text instead. 2.0 only.
                font_color: color, v2 { status: Disagree };
            }

            /// An uploaded image; advised are at most 1500 by 3000 px and 10 MB, height to width at most 16:9. Allowed at the card root and in every container.
            object Img (name = "img", versions = Both, key = "tag", tag = "img", within_1 = "root column form interactive_container collapsible_panel div.extra note", within_2 = EVERYWHERE, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/image") {
                /// The key of the image from the image upload API; web addresses are not accepted. 1.0: in `note` and `div.extra` only `alt` and `preview` go with it.
                img_key: key, both { required: YES, write: ["upload the image and write its key: `img_key=\"img_v3_…\"`", "upload the image and write its key: `\"img_key\": \"img_v3_…\"`"] };
                /// The key of the image per locale.
                i18n_img_key: locale_keys, both;
                /// The text shown when the pointer rests on the image, as `plain_text`; may be empty. Listed as required, but official samples leave it out.
                alt: family(Text), both { required: LENIENT, values: "plain_text", write: ["write `alt=\"\"` if there is nothing to describe", "write `\"alt\": {\"tag\": \"plain_text\", \"content\": \"\"}`"] };
                /// The title of the image, as `plain_text`. 1.0: older pages also allow `lark_md`.
                title: family(Text), v1 { values: "plain_text|lark_md" }, v2 { values: "plain_text" };
                /// Radius of the corners: px from 0 up, or 0 to 100%.
                corner_radius: px, both { values: "0..px|0..100%" };
                /// How the image is cut to its `size`; default `crop_center`.
                scale_type: choice(ImgScaleType), both { default: "crop_center" };
                /// A word such as `medium`, or width and height of 1 to 1000px each; counts only with `crop_center` and `crop_top`. 1.0: also `stretch_without_padding`.
                size: word_or_px2, v1 { values: "large|medium|small|tiny|stretch|stretch_without_padding|1..1000px", needs: "scale_type=crop_center|crop_top" }, v2 { values: "stretch|large|medium|small|tiny|1..1000px", needs: "scale_type=crop_center|crop_top" };
                /// Whether the ground is transparent; default `false`: white.
                transparent: bool, both { default: "false" };
                /// Whether a click enlarges the image; default `true`. `false` lets the click reach the card.
                preview: bool, both { default: "true" };
                /// The size in its older form; wins over `custom_width`. Deprecated: use `scale_type` and `size`.
                mode: choice(ImgMode), both { status: Historic, beats: "custom_width" };
                /// The width in its older form: 278 to 580 px; loses against `mode`. Deprecated: use `scale_type` and `size`.
                custom_width: int, both { values: "278..580", status: Historic };
                /// Whether the image is at most 278px wide; default `false`. Deprecated: use `scale_type` and `size`.
                compact_width: bool, both { default: "false", status: Historic };
                /// Identifier of the component for the element APIs: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Outer space: 1, 2 or 4 lengths of -99 to 99px; default 0. Negative lengths left and right let the image reach the edges of the card. 2.0 only.
                margin: sides, v2 { default: "0", values: "-99..99px" };
            }

            /// Several images in one arrangement. Allowed at the card root and in every container, in 1.0 not in a `column` or `interactive_container`.
            object ImgCombination (name = "img_combination", versions = Both, key = "tag", tag = "img_combination", items = &[("image", "img_list")], within_1 = "root ?column form collapsible_panel", within_2 = EVERYWHERE, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/multi-image-laylout") {
                /// The arrangement, for 2, 3, 6 or 9 images. Further images are not shown, missing ones stay blank.
                combination_mode: choice(ImgCombinationCombinationMode), both { required: YES };
                /// The images, in order.
                img_list: list(CombinationImage), both { required: YES };
                /// Radius of the corners: px from 0 up, or 0 to 100%.
                corner_radius: px, both { values: "0..px|0..100%" };
                /// Identifier of the component for the element APIs: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Outer space: 1, 2 or 4 lengths of -99 to 99px (2: vertical, horizontal; 4: clockwise from the top); default 0. 2.0 only.
                margin: sides, v2 { default: "0", values: "-99..99px" };
                /// Whether the ground of the images is transparent; default `false`. 2.0 only.
                combination_transparent: bool, v2 { default: "false" };
            }

            /// One of the images of an `img_combination`.
            object CombinationImage (name = "image", versions = Both, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/multi-image-laylout") {
                /// The key of the image from the image upload API; web addresses are not accepted.
                img_key: key, both { required: YES, write: ["upload the image and write its key: `img_key=\"img_v3_…\"`", "upload the image and write its key: `\"img_key\": \"img_v3_…\"`"] };
                /// The key of the image per locale.
                i18n_img_key: locale_keys, both;
                /// Whether the ground of this image is transparent; in a sketch of the documentation only. 2.0 only.
                transparent: bool, v2 { status: ExampleOnly };
            }

            /// A dividing line. Allowed at the card root and in every container, in 1.0 not in an `interactive_container`.
            object Hr (name = "hr", versions = Both, key = "tag", tag = "hr", within_1 = "root column form collapsible_panel", within_2 = EVERYWHERE, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/divider") {
                /// Identifier of the component for the element APIs: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Outer space: 1, 2 or 4 lengths of -99 to 99px (2: vertical, horizontal; 4: clockwise from the top); default 0. 2.0 only.
                margin: sides, v2 { default: "0", values: "-99..99px" };
            }

            /// A footnote of small texts, images and icons. 1.0 only: 2.0 has a `div` with `text_size` `notation`, a grey `text_color` and an `icon`.
            object Note (name = "note", versions = V1, key = "tag", tag = "note", children = "elements", within_1 = "root column form interactive_container collapsible_panel", page = "https://open.feishu.cn/document/feishu-cards/card-components/content-components/note") {
                /// The items: `plain_text`, `lark_md`, `img` (16 by 16 px), `standard_icon` or `custom_icon`.
                elements: list(NoteElement), v1 { values: "plain_text|lark_md|img|standard_icon|custom_icon" };
            }

            /// A person, by avatar or name; nobody is notified. The app needs access to user ids.
            /// Allowed at the card root and in every container, in 1.0 not in an `interactive_container`.
            object Person (name = "person", versions = Both, key = "tag", tag = "person", within_1 = "root column form collapsible_panel", within_2 = EVERYWHERE, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/user-profile") {
                /// The person's open_id, union_id or user_id.
                user_id: user_id, both { required: YES };
                /// The size of the avatar; default `medium`.
                size: choice(PersonSize), both { default: "medium" };
                /// Whether the avatar is shown; default `true`.
                show_avatar: bool, both { default: "true" };
                /// Whether the name is shown; default `false`.
                show_name: bool, both { default: "false" };
                /// The look; default `normal`.
                style: choice(PersonStyle), both { default: "normal" };
                /// Identifier of the component for the element APIs: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Outer space: 1, 2 or 4 lengths of -99 to 99px (2: vertical, horizontal; 4: clockwise from the top); default 0. 2.0 only.
                margin: sides, v2 { default: "0", values: "-99..99px" };
            }

            /// A list of persons, by name or avatar; the app needs access to user ids.
            /// Allowed at the card root and in every container, in 1.0 not in an `interactive_container`.
            object PersonList (name = "person_list", versions = Both, key = "tag", tag = "person_list", items = &[("person", "persons")], within_1 = "root column form collapsible_panel", within_2 = EVERYWHERE, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/user-list") {
                /// The persons, in order.
                persons: list(PersonListItem), both { required: YES };
                /// Whether invalid ids are skipped; default `false`: sending fails and names them.
                drop_invalid_user_id: bool, both { default: "false" };
                /// The most lines shown, from 1; absent: no limit.
                lines: int, both { values: "1.." };
                /// Whether names are shown; default `true`. Without them several avatars overlap.
                show_name: bool, both { default: "true" };
                /// Whether avatars are shown; default `false`.
                show_avatar: bool, both { default: "false" };
                /// The size of the avatars; default `medium`.
                size: choice(PersonSize), both { default: "medium" };
                /// The icon before the list; wins over `ud_icon`.
                icon: family(Icon), both { beats: "ud_icon" };
                /// The library icon before the list, in its older form; loses against `icon`.
                ud_icon: object(UdIcon), both;
                /// Identifier of the component for the element APIs: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Outer space: 1, 2 or 4 lengths of -99 to 99px (2: vertical, horizontal; 4: clockwise from the top); default 0. 2.0 only.
                margin: sides, v2 { default: "0", values: "-99..99px" };
            }

            /// One of the persons of a `person_list`.
            object PersonListItem (name = "person_list.person", versions = Both, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/user-list") {
                /// The person's open_id, union_id or user_id.
                id: user_id, both { required: YES };
            }

            /// A chart drawn by VChart; client 7.1 or later, at most 5 in a card advised.
            /// Allowed at the card root and in every container (in a `form` disputed), in 1.0 not in a `form` or `interactive_container`.
            object Chart (name = "chart", versions = Both, key = "tag", tag = "chart", client = ">=7.1", within_1 = "root column collapsible_panel", within_2 = EVERYWHERE, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/chart") {
                /// The VChart specification, without functions; checked by the platform (200550).
                chart_spec: json, both { required: YES };
                /// Width to height; default `16:9` on desktop and `1:1` on mobile clients. Ignored beside a `height` in px.
                aspect_ratio: choice(ChartAspectRatio), both { default: "16:9 on PC, 1:1 on mobile", needs: "height!=px" };
                /// The colour theme; default `brand`. Ignored where `chart_spec` sets styles.
                color_theme: choice(ChartColorTheme), both { default: "brand" };
                /// Whether the chart can be opened in a window of its own or over the whole screen; default `true`.
                preview: bool, both { default: "true" };
                /// Height: `auto`, the default, or 1 to 999px. Client 7.10 or later.
                height: word_or_px, v1 { default: "auto", values: "auto|1..999px", client: ">=7.10" }, v2 { default: "auto", values: "auto|1..999px" };
                /// Identifier of the component for the element APIs: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Outer space: 1, 2 or 4 lengths of -99 to 99px (2: vertical, horizontal; 4: clockwise from the top); default 0. 2.0 only.
                margin: sides, v2 { default: "0", values: "-99..99px" };
            }

            /// A table with typed columns and pages; client 7.4 or later. Only at the card root, at most 5 in a card, or 5 for each of its languages.
            object Table (name = "table", versions = Both, key = "tag", tag = "table", client = ">=7.4", items = &[("column", "columns"), ("row", "rows")], within_1 = "root ?collapsible_panel", within_2 = "body ?collapsible_panel", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/table") {
                /// Rows on a page, 1 to 10; default 5.
                page_size: int, both { default: "5", values: "1..10" };
                /// Height of the rows: `low`, the default, `middle`, `high` or 32 to 124px; what does not fit is cut. 2.0: also `auto`, client 7.33 or later.
                row_height: word_or_px, v1 { default: "low", values: "low|middle|high|32..124px" }, v2 { default: "low", values: "low|middle|high|auto|32..124px" };
                /// Whether the first column stays in place when the table is scrolled; default `false`.
                freeze_first_column: bool, both { default: "false" };
                /// The look of the header row.
                header_style: object(TableHeaderStyle), both;
                /// The columns, of which the first 50 are shown.
                columns: list(TableColumn), both { required: YES, default: "[]", values: "0..50 items shown", write: ["write `columns={[]}` or `<column name=\"…\" data_type=text/>`", "write `\"columns\": [{\"name\": \"…\", \"data_type\": \"text\"}]`"] };
                /// The rows: objects from the `name` of a column to its value. Refused are keys without a column (200915) and values of a wrong type (200914).
                rows: rows, both { required: YES, default: "[]", write: ["write `<row …/>` in it, or `rows={[]}`", "write `\"rows\": []`"] };
                /// Identifier of the component for the element APIs: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Outer space: 1, 2 or 4 lengths of -99 to 99px (2: vertical, horizontal; 4: clockwise from the top); default 0. 2.0 only.
                margin: sides, v2 { default: "0", values: "-99..99px" };
                /// The most height of a row, 32 to 999px; default `124px`. Only with `row_height` `auto`; client 7.33 or later. 2.0 only.
                row_max_height: px, v2 { default: "124px", values: "32..999px", client: ">=7.33", needs: "row_height=auto" };
            }

            /// The look of the header row of a `table`.
            object TableHeaderStyle (name = "table.header_style", versions = Both, client = ">=7.4", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/table") {
                /// The alignment of the texts; default `left`.
                text_align: choice(TextAlign), both { default: "left" };
                /// The size of the texts; default `normal`.
                text_size: choice(TableHeaderStyleTextSize), both { default: "normal" };
                /// The background; default `none`.
                background_style: choice(TableHeaderStyleBackgroundStyle), both { default: "none" };
                /// The colour of the texts: `default` or `grey`. The colour page allows every colour here.
                text_color: color, both { default: "default", values: "default|grey", status: Disagree };
                /// Whether the texts are bold; default `true`.
                bold: bool, both { default: "true" };
                /// The most lines of a text, from 1; default 1.
                lines: int, both { default: "1", values: "1.." };
            }

            /// A column of a `table`; the first 50 are shown.
            object TableColumn (name = "table.column", versions = Both, client = ">=7.4", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/table") {
                /// The key under which each row has its value; unique in the table.
                name: str, both { required: YES };
                /// The text in the header row; empty: no text.
                display_name: str, both;
                /// Width: `auto`, the default, whole px from 80 to 600px, or 1 to 100%.
                width: word_or_px, both { default: "auto", values: "auto|80..600px|1..100%" };
                /// Vertical alignment of the cells; default `center`.
                vertical_align: choice(VerticalAlign), both { default: "center" };
                /// Horizontal alignment of the cells; default `left`. 2.0: `right` for numbers.
                horizontal_align: choice(HorizontalAlign), v1 { default: "left" }, v2 { default: "left, right for number" };
                /// What the cells hold: `text` if in doubt. `date` needs client 7.6, `lark_md` 7.10, `markdown` 7.14.
                data_type: choice(DataType), both { required: YES, default: "text", write: ["write `data_type=text`, or what its cells hold", "write `\"data_type\": \"text\"`, or what its cells hold"] };
                /// How numbers are written; in `number` columns only.
                format: object(NumberFormat), both { needs: "data_type=number" };
                /// How dates are written: `YYYY`, `MM`, `DD`, `HH`, `mm`, `ss` with any separators; default RFC 3339. In `date` columns only.
                date_format: str, v1 { default: "RFC 3339", client: ">=7.6", needs: "data_type=date" }, v2 { default: "RFC 3339", needs: "data_type=date" };
            }

            /// How the numbers of a table column are written.
            object NumberFormat (name = "table.column.format", versions = Both, client = ">=7.4", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/table") {
                /// Digits after the decimal point, 0 to 10; 0 gives whole numbers.
                precision: int, both { values: "0..10" };
                /// The unit written with the number: 1 character, such as `¥`.
                symbol: str, both { values: "1 character" };
                /// Whether thousands are separated; default `false`.
                separator: bool, both { default: "false" };
            }

            /// A tag in a cell of an `options` column. A cell may hold a list of them, or a string for a single tag in `blue`.
            object OptionsCell (name = "table.cell:options", versions = Both, client = ">=7.4", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/table") {
                /// The text of the tag.
                text: str, both { required: YES };
                /// The colour of the tag; default `blue`.
                color: choice(TagColor), both { default: "blue" };
            }

            /// A player for an OPUS file; client 7.49 or later. Allowed at the card root and in every container.
            /// Its card must forbid forwarding: `config.enable_forward` `false` (300220). 2.0 only.
            object Audio (name = "audio", versions = V2, key = "tag", tag = "audio", client = ">=7.49", within_2 = EVERYWHERE, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/audio") {
                /// Identifier of the component for the element APIs: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
                /// Outer space: 1, 2 or 4 lengths of -99 to 99px (2: vertical, horizontal; 4: clockwise from the top); default 0. 2.0 only.
                margin: sides, v2 { default: "0", values: "-99..99px" };
                /// The key of the OPUS file from the file upload API; the app that sends the card must have uploaded it (300240).
                file_key: key, v2 { required: YES, write: ["upload the OPUS file and write its key", "upload the OPUS file and write its key"] };
                /// The key of the file per locale.
                i18n_file_key: locale_keys, v2;
                /// A spelling of `i18n_file_key` that only the translation page has: use `i18n_file_key`.
                i18n_file_key_key: locale_keys, v2 { status: Disagree };
                /// Identifier of the player, unique in the card (300230); by default random. With the same id and `file_key` it goes on playing through an update.
                audio_id: str, v2 { default: "random" };
                /// Whether it is shown but cannot be used; default `false`.
                disabled: bool, v2 { default: "false" };
                /// The text shown when it is used while disabled, as `plain_text`.
                disabled_tips: family(Text), v2 { values: "plain_text" };
                /// Whether the progress bar is shown; default `true`.
                show_progress_bar: bool, v2 { default: "true" };
                /// Whether the time is shown; default `true`.
                show_time: bool, v2 { default: "true" };
                /// Which times are shown; default `default`. Counts only with `show_time`.
                time_display: choice(AudioTimeDisplay), v2 { default: "default", needs: "show_time=true" };
                /// Where the time is; default `end`. Counts only with `show_time`.
                time_position: choice(AudioTimePosition), v2 { default: "end", needs: "show_time=true" };
                /// The border; absent: none.
                border: object(AudioBorder), v2;
                /// The look; default `normal`.
                style: choice(AudioStyle), v2 { default: "normal" };
                /// Inner space: 1, 2 or 4 lengths of 0 to 99px (2: vertical, horizontal; 4: clockwise from the top); default `12px`.
                padding: sides, v2 { default: "12px", values: "0..99px" };
                /// The background: `default` (light grey), a colour name or a name from `config.style.color`.
                background_style: color, v2 { default: "default", values: "default" };
                /// The colour of the fill: a colour name or a name from `config.style.color`; default `grey-800`.
                fill_color: color, v2 { default: "grey-800" };
                /// Width: `default`, `fill` or at least 100px, limited to the width of the parent.
                width: word_or_px, v2 { default: "default", values: WIDTHS };
                /// What clients below 7.49 show in its place: a text, or nothing for the word `drop`; by default a text of the platform.
                fallback: family(Fallback), v2 { default: "system text" };
            }

            /// The border of an `audio`. 2.0 only.
            object AudioBorder (name = "audio.border", versions = V2, client = ">=7.49", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/audio") {
                /// The colour of the border: a colour name or a name from `config.style.color`; default transparent.
                color: color, v2 { default: "transparent" };
                /// Radius of the corners in px; default `8px`.
                corner_radius: px, v2 { default: "8px" };
            }
        }
    };
}
