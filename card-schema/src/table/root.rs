//! Rows of the component table: the card itself, its configuration, header and body, and what may travel instead of a card.

/// Hands the rows to a callback macro; the grammar of a row is explained in the module `table`.
#[doc(hidden)]
#[macro_export]
macro_rules! root_objects {
    ($($callback:tt)+) => {
        $($callback)+! {
            /// A card: the root object of card JSON 1.0 and 2.0.
            object Card (name = "card", versions = Both, children = "elements") {
                /// 1.0: absent means 1.0; 2.0 selects the other format. 2.0: must be written, otherwise the card is read as 1.0.
                schema: choice(Schema), v1 { default: "1.0" }, v2 { required: YES, default: "1.0" };
                /// `config`.
                config: object(Config), both;
                /// `card_link`.
                card_link: object(CardLink), both;
                /// one per card.
                header: object(Header), both;
                /// 1.0: listed in the structure, content not described; samples mostly send an empty object; header translation is documented through title.i18n and i18n_text_tag_list. 2.0: column-set-2.json sends it; the release notes drop global i18n.
                i18n_header: locale_objects(Header), v1, v2 { status: Disagree };
                /// The components inside, top to bottom. OLD: one of elements and i18n_elements is required; alternatives, both together is not declared an error.
                elements: list(Component), v1;
                /// stands in place of elements; whole-card translation wins over local i18n.
                i18n_elements: locale_lists(Component), v1;
                /// 2.0: release notes: not supported yet, while their own skeleton prints an empty one; treat as unsupported.
                fallback: object(CardFallback), v1 { client: ">=7.7" }, v2 { status: Disagree };
                /// envelope member inside card of a delayed update: required for private cards, forbidden for shared ones; not part of a sent card.
                open_ids: user_ids, v1;
                /// `body`.
                body: object(Body), v2;
            }

            /// `config`.
            object Config (name = "config", versions = Both) {
                /// 2.0: must be false with an audio component (300220).
                enable_forward: bool, v1 { default: "true", client: ">=3.31.0" }, v2 { default: "true" };
                /// 1.0: true = shared card; needed as true before and after an update through the message API. 2.0: table also lists false, 2.0 takes true only (300302).
                update_multi: bool, v1 { default: "false" }, v2 { default: "true", values: "true" };
                /// `width_mode`.
                width_mode: choice(WidthMode), both { default: "default" };
                /// width_mode wins.
                compact_width: bool, v1 { default: "false", status: Deprecated("width_mode:compact") };
                /// `use_custom_translation`.
                use_custom_translation: bool, both { default: "false" };
                /// `enable_forward_interaction`.
                enable_forward_interaction: bool, both { default: "false" };
                /// `style`.
                style: object(Style), both;
                /// 1.0: no effect, cards adapt by themselves; very common in old cards. 2.0: rich-text-3.json; a 1.0 member in no 2.0 table.
                wide_screen_mode: bool, v1 { client: "OLD", status: Deprecated("none") }, v2 { status: ExampleOnly };
                /// `streaming_mode`.
                streaming_mode: bool, v2 { default: "false" };
                /// 7.20 to 7.22 use built-in values.
                streaming_config: object(StreamingConfig), v2 { client: ">=7.23" };
                /// `summary`.
                summary: object(Summary), v2;
                /// item values; only these languages take effect.
                locales: strs, v2 { values: LOCALES };
            }

            /// `config.style`.
            object Style (name = "config.style", versions = Both) {
                /// 1.0: names are free. 2.0: rules for names not printed.
                text_size: named(TextSizes), both;
                /// 1.0: names are free. 2.0: rules for names not printed.
                color: named(ThemeColors), both;
            }

            /// `config.style.text_size.*`.
            object TextSizes (name = "config.style.text_size.*", versions = Both) {
                /// 1.0: for clients that cannot differ by device; advised. 2.0: for clients that cannot tell platforms apart; advised.
                default: choice(TextSize), both;
                /// `pc`.
                pc: choice(TextSize), both;
                /// `mobile`.
                mobile: choice(TextSize), both;
            }

            /// `config.style.color.*`.
            object ThemeColors (name = "config.style.color.*", versions = Both) {
                /// requiredness not stated.
                light_mode: str, both { values: "/^rgba\\(.*\\)$/" };
                /// requiredness not stated.
                dark_mode: str, both { values: "/^rgba\\(.*\\)$/" };
            }

            /// `summary`.
            object Summary (name = "summary", versions = V2, text = "content") {
                /// The text itself. with streaming_mode true a generating text is the default.
                content: str, v2;
                /// The text per locale.
                i18n_content: locale_strs, v2;
            }

            /// `streaming_config`.
            object StreamingConfig (name = "streaming_config", versions = V2, client = ">=7.23") {
                /// `print_frequency_ms`.
                print_frequency_ms: object(PrintFrequency), v2 { default: "70" };
                /// `print_step`.
                print_step: object(PrintStep), v2 { default: "1" };
                /// `print_strategy`.
                print_strategy: choice(PrintStrategy), v2 { default: "fast" };
            }

            /// `streaming_config.print_frequency_ms`.
            object PrintFrequency (name = "streaming_config.print_frequency_ms", versions = V2, client = ">=7.23") {
                /// bounds not printed.
                default: number, v2 { required: YES, default: "70" };
                /// `android`.
                android: number, v2;
                /// `ios`.
                ios: number, v2;
                /// `pc`.
                pc: number, v2;
            }

            /// `streaming_config.print_step`.
            object PrintStep (name = "streaming_config.print_step", versions = V2, client = ">=7.23") {
                /// bounds not printed.
                default: number, v2 { required: YES, default: "1" };
                /// `android`.
                android: number, v2;
                /// `ios`.
                ios: number, v2;
                /// `pc`.
                pc: number, v2;
            }

            /// `card_link`.
            object CardLink (name = "card_link", versions = Both) {
                /// 1.0: OLD: required; give url, or else all three platform links; precedence over platform links is disputed; samples carry four empty strings. 2.0: give url, or else all three platform links; precedence over platform links is disputed.
                url: url, both { required: one_of("url,platforms") };
                /// lark://msgcard/unsupported_action forbids the jump there.
                pc_url: url, both { required: one_of("url,platforms") };
                /// as pc_url.
                ios_url: url, both { required: one_of("url,platforms") };
                /// as pc_url.
                android_url: url, both { required: one_of("url,platforms") };
            }

            /// `header`.
            object Header (name = "header", versions = Both, items = &[("text_tag", "text_tag_list")]) {
                /// 1.0: OLD: plain_text only; up to 4 lines shown; one sample and the schematic cards send an empty header. 2.0: up to 4 lines shown.
                title: family(Text), both { required: YES, values: "plain_text|lark_md" };
                /// 1.0: 1 line; alone it is shown as a title. 2.0: 1 line; alone it is drawn like a title.
                subtitle: family(Text), both { values: "plain_text|lark_md" };
                /// 2.0: ignored beside i18n_text_tag_list.
                text_tag_list: list(TextTag), v1 { values: "0..3 items shown", client: ">=6.11" }, v2 { values: "0..3 items shown" };
                /// 1.0: wins over text_tag_list; give only one. 2.0: give only one of the two lists.
                i18n_text_tag_list: locale_lists(TextTag), v1 { values: "0..3 items shown", client: ">=6.11" }, v2 { values: "0..3 items shown" };
                /// `template`.
                template: choice(HeaderTemplate), both { default: "default" };
                /// The icon before the text. 1.0: prefix image; ud_icon wins.
                icon: family(Icon), both;
                /// 1.0: prefix library icon; wins over icon. 2.0: invalid/breaking-changes-header-ud_icon-1.json: 1.0 form, official wrong example.
                ud_icon: object(UdIcon), v1, v2 { status: Deviation };
                /// Space inside: one, two or four lengths in px. table prints -99..99px.
                padding: sides, v2 { default: "12px", values: "0..99px" };
            }

            /// `header.icon`.
            object HeaderIcon (name = "header.icon", versions = Both) {
                /// 1.0: the 1.0 header icon has no tag. 2.0: invalid/breaking-changes-header-ud_icon-1.json: 1.0 icon without tag, official wrong example.
                img_key: key, v1, v2 { status: Deviation };
            }

            /// `ud_icon`.
            object UdIcon (name = "ud_icon", versions = Both) {
                /// 2.0: in 2.0 only on person_list.
                token: icon_token, both;
                /// `style`.
                style: object(UdIconStyle), both;
            }

            /// `ud_icon.style`.
            object UdIconStyle (name = "ud_icon.style", versions = Both) {
                /// 1.0: default is the header theme; only for _outlined and _filled tokens.
                color: color, both;
            }

            /// `text_tag`.
            object TextTag (name = "text_tag", versions = Both, key = "tag", tag = "text_tag", text = "text") {
                /// The text.
                text: family(Text), both { values: "plain_text" };
                /// `color`.
                color: choice(TagColor), both { default: "blue" };
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card.
                element_id: str, v2 { values: ELEMENT_ID };
            }

            /// `body`.
            object Body (name = "body", versions = V2, children = "elements") {
                /// `direction`.
                direction: choice(Direction), v2 { default: "vertical" };
                /// Space inside: one, two or four lengths in px. default not printed.
                padding: sides, v2 { values: "0..99px" };
                /// default not printed.
                horizontal_spacing: spacing, v2 { values: SPACINGS };
                /// `horizontal_align`.
                horizontal_align: choice(HorizontalAlign), v2 { default: "left" };
                /// default not printed.
                vertical_spacing: spacing, v2 { values: SPACINGS };
                /// `vertical_align`.
                vertical_align: choice(VerticalAlign), v2 { default: "top" };
                /// The components inside, top to bottom. requiredness not stated.
                elements: list(Component), v2;
            }

            /// `fallback`.
            object CardFallback (name = "fallback", versions = V1, client = ">=7.7", items = &[("trigger_condition", "trigger_conditions")]) {
                /// any one condition replaces the card by an upgrade hint.
                trigger_conditions: list(TriggerCondition), v1;
            }

            /// `fallback.trigger_condition`.
            object TriggerCondition (name = "fallback.trigger_condition", versions = V1, client = ">=7.7") {
                /// requiredness not printed.
                r#type: choice(TriggerType), v1 { required: YES };
                /// Data that comes back with the callback. version string for min_client_version (7.4, 7.4.1, 7.4.1-xxx, leading v allowed, two full-width-bracket forms), list of component tags for element_tags.
                value: json_or_str, v1 { required: YES };
            }

            /// `template_message`.
            object Template (name = "template_message", versions = Both, key = "type", tag = "template") {
                /// `data`.
                data: object(TemplateData), both { required: YES };
            }

            /// `template_message.data`.
            object TemplateData (name = "template_message.data", versions = Both) {
                /// 1.0: AAq… (current builder) or ctp_… (OLD builder).
                template_id: str, both { required: YES };
                /// such as 1.0.0; absent = latest published version.
                template_version_name: str, both;
                /// variable name to value.
                template_variable: json, both;
            }

            /// `card_message`.
            object CardEntity (name = "card_message", versions = V2, key = "type", tag = "card") {
                /// requiredness not printed.
                data: object(CardEntityData), v2 { required: YES };
            }

            /// `card_message.data`.
            object CardEntityData (name = "card_message.data", versions = V2) {
                /// an entity is sent once, by its own app, within 14 days.
                card_id: str, v2 { required: YES, values: "1..20 characters" };
            }
        }
    };
}
