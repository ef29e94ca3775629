//! Rows of the component table: the card itself, its configuration, header and body, and what may travel instead of a card.

/// Hands the rows to a callback macro; the grammar of a row is explained in the module `table`.
#[doc(hidden)]
#[macro_export]
macro_rules! root_objects {
    ($($callback:tt)+) => {
        $($callback)+! {
            /// A card: the root object of JSON 1.0 and, with `schema` `2.0`, of JSON 2.0. At most 30 KB, 5 levels of components and 5 tables.
            /// 2.0: at most 200 components and elements.
            object Card (name = "card", versions = Both, children = "elements", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-structure") {
                /// The format of the card: `1.0`, the default, or `2.0`. 2.0: must be written, otherwise the card is read as 1.0.
                schema: choice(Schema), v1 { default: "1.0" }, v2 { required: YES, default: "1.0" };
                /// The settings of the whole card: sharing, forwarding, width, sizes and colours. 2.0: also streaming and preview text.
                config: object(Config), both;
                /// The address that a click on the card opens. An image takes the click itself unless its `preview` is `false`.
                card_link: object(CardLink), both;
                /// The title area at the top of the card; at most one.
                header: object(Header), both;
                /// The header per locale. 1.0: listed but not described, use `i18n` of title and subtitle. 2.0: dropped, use `i18n_content` of the texts.
                i18n_header: locale_objects(Header), v1, v2 { status: Disagree };
                /// The components of the card, top to bottom. 1.0 only: give either this or `i18n_elements`; 2.0 has them in `body`.
                elements: list(Component), v1;
                /// The components of the card per locale, in place of `elements`; wins over translations of single texts. 1.0 only.
                i18n_elements: locale_lists(Component), v1 { beats: "elements" };
                /// When old clients show a hint to update in place of the card. 1.0: client 7.7 or later. 2.0: not supported.
                fallback: object(CardFallback), v1 { client: ">=7.7" }, v2 { status: Disagree };
                /// Who sees a delayed update: required for private cards, forbidden for shared ones. Not a part of a card that is sent. 1.0 only.
                open_ids: user_ids, v1;
                /// The area below the header, which holds the components. 2.0 only.
                body: object(Body), v2;
            }

            /// The settings of a card. Templates made in the visual builder cannot change them.
            object Config (name = "config", versions = Both, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-structure") {
                /// Whether the card may be forwarded; default `true`. 2.0: must be `false` in a card with `audio`, else sending fails (300220).
                enable_forward: bool, v1 { default: "true", client: ">=3.31.0" }, v2 { default: "true" };
                /// Whether updates reach all receivers, not only the acting user. 1.0: default `false`;
                /// updates through the message API need `true` before and after. 2.0: always `true` (300302).
                update_multi: bool, v1 { default: "false" }, v2 { default: "true", values: "true" };
                /// How wide the card grows: `default` (up to 600px on wide screens), `compact` (up to 400px) or `fill` (width of the chat).
                width_mode: choice(WidthMode), both { default: "default", beats: "compact_width" };
                /// Whether the card is at most 400px wide. Deprecated: use `width_mode` with `compact`, which wins. 1.0 only.
                compact_width: bool, v1 { default: "false", status: Deprecated("width_mode:compact") };
                /// Whether translating the message shows the card's own texts in the target language, machine translation only where they are missing; default `false`.
                use_custom_translation: bool, both { default: "false" };
                /// Whether a forwarded card still reports interactions; default `false`.
                enable_forward_interaction: bool, both { default: "false" };
                /// Text sizes and colours of your own, by name.
                style: object(Style), both;
                /// Has no effect, cards adapt to the width by themselves. Deprecated: leave it out. 2.0: in no table, only in an official sample.
                wide_screen_mode: bool, v1 { status: Deprecated("none") }, v2 { status: ExampleOnly };
                /// Whether texts are printed piece by piece as they are updated; default `false`. Ends 10 minutes after it was switched on;
                /// until then no forwarding. 2.0 only.
                streaming_mode: bool, v2 { default: "false" };
                /// How fast streamed text is printed; clients 7.20 to 7.22 use values of their own. 2.0 only.
                streaming_config: object(StreamingConfig), v2 { client: ">=7.23" };
                /// The preview text in the chat list; absent: the header title, else the text of a leading `div` or `markdown`. 2.0 only.
                summary: object(Summary), v2;
                /// The only languages that take effect, as locale codes such as `zh_cn`. 2.0 only.
                locales: strs, v2 { values: LOCALE_VALUES };
            }

            /// Text sizes and colours of your own, which components refer to by name.
            object Style (name = "config.style", versions = Both, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-structure") {
                /// Text sizes by name, such as `cus-0`, for the `text_size` of `markdown` and of the text in a `div`.
                text_size: named(TextSizes), both;
                /// Colours by name, for every member that takes a colour: the documented way to use RGBA values.
                color: named(ThemeColors), both;
            }

            /// A text size of your own, per kind of client: an entry of `config.style.text_size`.
            object TextSizes (name = "config.style.text_size.*", versions = Both, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-structure") {
                /// The size on clients that cannot tell devices apart; advised.
                default: choice(TextSize), both;
                /// The size on desktop clients.
                pc: choice(TextSize), both;
                /// The size on mobile clients.
                mobile: choice(TextSize), both;
            }

            /// A colour of your own, per theme: an entry of `config.style.color`.
            object ThemeColors (name = "config.style.color.*", versions = Both, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-structure") {
                /// The colour in the light theme, as `rgba(r,g,b,a)`.
                light_mode: str, both { values: "/^rgba\\(.*\\)$/" };
                /// The colour in the dark theme, as `rgba(r,g,b,a)`.
                dark_mode: str, both { values: "/^rgba\\(.*\\)$/" };
            }

            /// The preview text of a card in the chat list. 2.0 only.
            object Summary (name = "summary", versions = V2, text = "content", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-structure") {
                /// The preview text; in streaming mode the default says that the text is being generated.
                content: str, v2;
                /// The preview text per locale.
                i18n_content: locale_strs, v2;
            }

            /// How streamed text is printed; client 7.23 or later. 2.0 only.
            object StreamingConfig (name = "streaming_config", versions = V2, client = ">=7.23", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-structure") {
                /// The pause between two prints, in milliseconds; default 70.
                print_frequency_ms: object(PrintFrequency), v2 { default: "70" };
                /// The number of characters printed each time; default 1.
                print_step: object(PrintStep), v2 { default: "1" };
                /// What happens to old text not yet printed when new text arrives; default `fast`.
                print_strategy: choice(PrintStrategy), v2 { default: "fast" };
            }

            /// The pause between two prints of streamed text, in milliseconds, per kind of client. 2.0 only.
            object PrintFrequency (name = "streaming_config.print_frequency_ms", versions = V2, client = ">=7.23", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-structure") {
                /// The pause in milliseconds where a client has no value of its own; default 70, bounds not documented.
                default: number, v2 { required: YES, default: "70" };
                /// The pause on Android, in milliseconds.
                android: number, v2;
                /// The pause on iOS, in milliseconds.
                ios: number, v2;
                /// The pause on desktop clients, in milliseconds.
                pc: number, v2;
            }

            /// The number of characters of streamed text printed each time, per kind of client. 2.0 only.
            object PrintStep (name = "streaming_config.print_step", versions = V2, client = ">=7.23", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-structure") {
                /// The number of characters where a client has no value of its own; default 1, bounds not documented.
                default: number, v2 { required: YES, default: "1" };
                /// The number of characters on Android.
                android: number, v2;
                /// The number of characters on iOS.
                ios: number, v2;
                /// The number of characters on desktop clients.
                pc: number, v2;
            }

            /// The address that a click on the card opens: `url`, or else all three platform addresses. Only `http` and `https`.
            object CardLink (name = "card_link", versions = Both, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-structure") {
                /// The address for all platforms. Beside platform addresses the documentation contradicts itself on which one wins.
                url: url, both { required: one_of("url,platforms") };
                /// The address on desktop clients; `lark://msgcard/unsupported_action` turns the jump off there.
                pc_url: url, both { required: one_of("url,platforms") };
                /// The address on iOS; `lark://msgcard/unsupported_action` turns the jump off there.
                ios_url: url, both { required: one_of("url,platforms") };
                /// The address on Android; `lark://msgcard/unsupported_action` turns the jump off there.
                android_url: url, both { required: one_of("url,platforms") };
            }

            /// The title area of a card: title, subtitle, tags and icon on a coloured ground. One per card; the text sizes are fixed.
            object Header (name = "header", versions = Both, items = &[("text_tag", "text_tag_list")], page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/title") {
                /// The title, as `plain_text` or `lark_md`, shown on up to 4 lines. As `lark_md` it takes only mentions and emoji.
                title: family(Text), both { required: YES, values: "plain_text|lark_md", write: ["write `<header title=\"…\"/>`", "write `\"title\": {\"tag\": \"plain_text\", \"content\": \"…\"}`"] };
                /// The line below the title, as `plain_text` or `lark_md`, shown on 1 line. Without a title it is shown as the title.
                subtitle: family(Text), both { values: "plain_text|lark_md" };
                /// The tags after the title, of which the first 3 are shown; client 6.11 or later. Loses against `i18n_text_tag_list`.
                text_tag_list: list(TextTag), v1 { values: "0..3 items shown", client: ">=6.11" }, v2 { values: "0..3 items shown" };
                /// The tags after the title per locale, of which the first 3 are shown. Wins over `text_tag_list`: give only one.
                i18n_text_tag_list: locale_lists(TextTag), v1 { values: "0..3 items shown", client: ">=6.11", beats: "text_tag_list" }, v2 { values: "0..3 items shown", beats: "text_tag_list" };
                /// The colour theme; default `default`. Customary: green for done, orange for a warning, red for an error, grey for void.
                template: choice(HeaderTemplate), both { default: "default" };
                /// The icon before the title. 1.0: an image without `tag`, loses against `ud_icon`. 2.0: an icon with `tag`.
                icon: family(Icon), both;
                /// The library icon before the title; wins over `icon`. 1.0 only: 2.0 has it as `icon`.
                ud_icon: object(UdIcon), v1 { beats: "icon" }, v2 { status: Deviation };
                /// Inner space: 1, 2 or 4 lengths of 0 to 99px (2: vertical, horizontal; 4: clockwise from the top); default `12px`. 2.0 only.
                padding: sides, v2 { default: "12px", values: "0..99px" };
            }

            /// The image before the title of a 1.0 header, which has no `tag`. 2.0: use an icon with tag `custom_icon`.
            object HeaderIcon (name = "header.icon", versions = Both, page = "https://open.feishu.cn/document/feishu-cards/card-components/content-components/title") {
                /// The key of the image from the image upload API; web addresses are not accepted.
                img_key: key, v1, v2 { status: Deviation };
            }

            /// An icon of the library in its older form. 1.0: in `header` and `person_list`. 2.0: in `person_list` only.
            object UdIcon (name = "ud_icon", versions = Both, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/user-list") {
                /// The name of the icon in the library, such as `chat_outlined`.
                token: icon_token, both;
                /// The look of the icon.
                style: object(UdIconStyle), both;
            }

            /// The look of a `ud_icon`.
            object UdIconStyle (name = "ud_icon.style", versions = Both, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/user-list") {
                /// The colour of the icon; counts only for tokens in `_outlined` or `_filled`. In a 1.0 header the default is the colour of its theme.
                color: color, both;
            }

            /// A tag after the title of a card; the first 3 are shown. Client 6.11 or later.
            object TextTag (name = "text_tag", versions = Both, key = "tag", tag = "text_tag", text = "text", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/title") {
                /// The text of the tag, as `plain_text`.
                text: family(Text), both { values: "plain_text" };
                /// The colour of the tag; default `blue`.
                color: choice(TagColor), both { default: "blue" };
                /// Identifier of the tag for the element APIs: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
            }

            /// The area below the header, which holds the components of a card and lays them out. 2.0 only.
            object Body (name = "body", versions = V2, children = "elements", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-structure") {
                /// Whether the components are one below the other or side by side; default `vertical`. 2.0 only.
                direction: choice(Direction), v2 { default: "vertical" };
                /// Inner space: 1, 2 or 4 lengths of 0 to 99px (2: vertical, horizontal; 4: clockwise from the top). 2.0 only.
                padding: sides, v2 { values: "0..99px" };
                /// Gap between components side by side: `small` (4px), `medium` (8px), `large` (12px), `extra_large` (16px) or 0 to 99px. 2.0 only.
                horizontal_spacing: spacing, v2 { values: SPACINGS };
                /// Horizontal alignment of the components inside; default `left`. 2.0 only.
                horizontal_align: choice(HorizontalAlign), v2 { default: "left" };
                /// Gap between components one below the other: `small` (4px), `medium` (8px), `large` (12px), `extra_large` (16px) or 0 to 99px. 2.0 only.
                vertical_spacing: spacing, v2 { values: SPACINGS };
                /// Vertical alignment of the components inside; default `top`. 2.0 only.
                vertical_align: choice(VerticalAlign), v2 { default: "top" };
                /// The components of the card, in order. 2.0 only.
                elements: list(Component), v2;
            }

            /// When old clients show a hint to update in place of the card; client 7.7 or later. 1.0 only.
            object CardFallback (name = "fallback", versions = V1, client = ">=7.7", items = &[("trigger_condition", "trigger_conditions")], page = "https://open.feishu.cn/document/feishu-cards/card-json-structure") {
                /// The conditions, of which any one is enough.
                trigger_conditions: list(TriggerCondition), v1;
            }

            /// A condition of the card's `fallback`: the client is too old, or too old for some components. 1.0 only.
            object TriggerCondition (name = "fallback.trigger_condition", versions = V1, client = ">=7.7", page = "https://open.feishu.cn/document/feishu-cards/card-json-structure") {
                /// What is compared: the version of the client, or the components that it knows.
                r#type: choice(TriggerType), v1 { required: YES };
                /// With `min_client_version` a version such as `7.4`, `v7.4.1` or `7.4.1-beta`; with `element_tags` a list of component tags.
                value: json_or_str, v1 { required: YES };
            }

            /// A message made of a template of the visual builder, in place of a card.
            object Template (name = "template_message", versions = Both, key = "type", tag = "template", page = "https://open.feishu.cn/document/feishu-cards/send-feishu-card") {
                /// The template and the values of its variables.
                data: object(TemplateData), both { required: YES };
            }

            /// Which template is sent, and with which values.
            object TemplateData (name = "template_message.data", versions = Both, page = "https://open.feishu.cn/document/feishu-cards/send-feishu-card") {
                /// The id of the template, `AAq…` or from the older builder `ctp_…`; it must be published and visible to the app.
                template_id: str, both { required: YES };
                /// The version of the template, such as `1.0.0`; absent: the latest that is published.
                template_version_name: str, both;
                /// The values of the variables by name. A name is a letter, then letters, digits or `_`.
                template_variable: json, both;
            }

            /// A message made of a card entity of the create-card API, in place of a card. 2.0 only.
            object CardEntity (name = "card_message", versions = V2, key = "type", tag = "card", page = "https://open.feishu.cn/document/feishu-cards/send-feishu-card") {
                /// Which card entity is sent.
                data: object(CardEntityData), v2 { required: YES };
            }

            /// Which card entity is sent: once, only by the app that made it, within 14 days. 2.0 only.
            object CardEntityData (name = "card_message.data", versions = V2, page = "https://open.feishu.cn/document/feishu-cards/send-feishu-card") {
                /// The id of the card entity, 1 to 20 characters.
                card_id: str, v2 { required: YES, values: "1..20 characters" };
            }
        }
    };
}
