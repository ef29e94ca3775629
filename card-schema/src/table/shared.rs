//! Rows of the component table: texts, icons, links, behaviours: what many components share.

/// Hands the rows to a callback macro; the grammar of a row is explained in the module `table`.
#[doc(hidden)]
#[macro_export]
macro_rules! shared_objects {
    ($($callback:tt)+) => {
        $($callback)+! {
            /// `text:plain_text`.
            object PlainText (name = "text:plain_text", versions = Both, key = "tag", tag = "plain_text", text = "content") {
                /// The text itself. 1.0: in header title and subtitle one of content and i18n; a sample has i18n_content without content; 100 characters in button text, overflow option text and placeholders. 2.0: required in div, button, tips, confirm, checker and option text, optional in header, placeholder and label; samples with i18n_content leave it out; 100 characters in button text, overflow option text and placeholders.
                content: str, both { required: LENIENT };
                /// The text per locale. 1.0: local translation.
                i18n_content: locale_strs, both;
                /// header title and subtitle only; wins over content.
                i18n: locale_strs, v1;
                /// 1.0: OLD: plain_text only. 2.0: div.text.
                lines: int, both { values: "1.." };
                /// 1.0: div.text and checker.text only; checker.text takes normal, heading, notation; unknown words fall back to normal. 2.0: div.text; checker.text takes normal, heading, notation; unknown words are drawn as normal; audio-2.json also sets it in disabled_tips (example-only there).
                text_size: text_size, v1 { default: "normal", values: TEXT_SIZES, client: "NEW" }, v2 { default: "normal", values: TEXT_SIZES };
                /// 1.0: div.text and checker.text only. 2.0: div.text and checker.text; audio-2.json also sets it in disabled_tips (example-only there).
                text_align: choice(TextAlign), v1 { default: "left", client: "NEW" }, v2 { default: "left" };
                /// 1.0: div.text and checker.text only; works only with plain_text. 2.0: div.text and checker.text; works only with plain_text; audio-2.json also sets it in disabled_tips (example-only there).
                text_color: color, v1 { default: "default", values: "default", client: "NEW" }, v2 { default: "default", values: "default" };
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card. table of div.text; general rule for other text elements.
                element_id: str, v2 { values: ELEMENT_ID };
            }

            /// `text:lark_md`.
            object LarkMd (name = "text:lark_md", versions = Both, key = "tag", tag = "lark_md", text = "content") {
                /// The text itself. 1.0: in header title and subtitle one of content and i18n; a sample has i18n_content without content; 100 characters in button text, overflow option text and placeholders. 2.0: required in div, button, tips, confirm, checker and option text, optional in header, placeholder and label; samples with i18n_content leave it out; 100 characters in button text, overflow option text and placeholders.
                content: str, both { required: LENIENT };
                /// The text per locale. 1.0: local translation.
                i18n_content: locale_strs, both;
                /// header title and subtitle only; wins over content.
                i18n: locale_strs, v1;
                /// 1.0: OLD: plain_text only. 2.0: div.text.
                lines: int, both { values: "1.." };
                /// 1.0: div.text and checker.text only; checker.text takes normal, heading, notation; unknown words fall back to normal. 2.0: div.text; checker.text takes normal, heading, notation; unknown words are drawn as normal; audio-2.json also sets it in disabled_tips (example-only there).
                text_size: text_size, v1 { default: "normal", values: TEXT_SIZES, client: "NEW" }, v2 { default: "normal", values: TEXT_SIZES };
                /// 1.0: div.text and checker.text only. 2.0: div.text and checker.text; audio-2.json also sets it in disabled_tips (example-only there).
                text_align: choice(TextAlign), v1 { default: "left", client: "NEW" }, v2 { default: "left" };
                /// 1.0: div.text and checker.text only; works only with plain_text. 2.0: div.text and checker.text; works only with plain_text; audio-2.json also sets it in disabled_tips (example-only there).
                text_color: color, v1 { default: "default", values: "default", client: "NEW" }, v2 { default: "default", values: "default" };
                /// used as [text]($name).
                href: named(Link), v1 { client: "OLD" };
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card. table of div.text; general rule for other text elements.
                element_id: str, v2 { values: ELEMENT_ID };
            }

            /// `text:markdown`.
            object MarkdownText (name = "text:markdown", versions = Both, key = "tag", tag = "markdown", client = ">=7.9", text = "content") {
                /// The text itself. 2.0: marked optional in the panel table.
                content: str, v1 { required: YES }, v2;
                /// The text per locale.
                i18n_content: locale_strs, both;
                /// Identifier of the element: a letter first, then letters, digits, `_`; at most 20 characters; unique in the card. general rule only.
                element_id: str, v2 { values: ELEMENT_ID };
            }

            /// `icon:standard_icon`.
            object StandardIcon (name = "icon:standard_icon", versions = Both, key = "tag", tag = "standard_icon", tag_required = false) {
                /// counts only with standard_icon.
                token: icon_token, both;
                /// 1.0: counts only with standard_icon and _outlined or _filled tokens. 2.0: counts only with standard_icon and _outlined or _filled tokens; demos also send an empty string and light_grey.
                color: color, both;
                /// counts only with custom_icon; samples carry it beside token.
                img_key: key, both;
                /// counts only with custom_icon.
                i18n_img_key: locale_keys, both;
                /// only in collapsible_panel.header.icon.
                size: px2, both { default: "10px 10px", values: "1..999px" };
            }

            /// `icon:custom_icon`.
            object CustomIcon (name = "icon:custom_icon", versions = Both, key = "tag", tag = "custom_icon", tag_required = false) {
                /// counts only with standard_icon.
                token: icon_token, both;
                /// 1.0: counts only with standard_icon and _outlined or _filled tokens. 2.0: counts only with standard_icon and _outlined or _filled tokens; demos also send an empty string and light_grey.
                color: color, both;
                /// counts only with custom_icon; samples carry it beside token.
                img_key: key, both;
                /// counts only with custom_icon.
                i18n_img_key: locale_keys, both;
                /// only in collapsible_panel.header.icon.
                size: px2, both { default: "10px 10px", values: "1..999px" };
            }

            /// `confirm`.
            object Confirm (name = "confirm", versions = Both, text = "text") {
                /// 1.0: schematic samples send an empty confirm object. 2.0: skeletons send an empty confirm object.
                title: family(Text), both { required: YES, values: "plain_text" };
                /// The text.
                text: family(Text), both { required: YES, values: "plain_text" };
            }

            /// `link`.
            object Link (name = "link", versions = Both) {
                /// 1.0: give url, or else all three platform links; platform link wins; required in markdown.href. 2.0: fallback for platforms without their own address.
                url: url, v1 { required: one_of("url,platforms") }, v2;
                /// lark://msgcard/unsupported_action forbids the jump there.
                pc_url: url, v1 { required: one_of("url,platforms") }, v2;
                /// as pc_url.
                ios_url: url, v1 { required: one_of("url,platforms") }, v2;
                /// as pc_url.
                android_url: url, v1 { required: one_of("url,platforms") }, v2;
            }

            /// `behavior:open_url`.
            object OpenUrl (name = "behavior:open_url", versions = Both, key = "type", tag = "open_url") {
                /// `default_url`.
                default_url: url, both { required: YES };
                /// lark://msgcard/unsupported_action forbids the jump there.
                pc_url: url, both;
                /// as pc_url.
                ios_url: url, both;
                /// as pc_url.
                android_url: url, both;
            }

            /// `behavior:callback`.
            object Callback (name = "behavior:callback", versions = Both, key = "type", tag = "callback") {
                /// Data that comes back with the callback. 1.0: SDKs parse objects only; object only on overflow; a sample sends a bare string. 2.0: object; a demo (image-picker-3.json) sends a bare string.
                value: json_or_str, v1 { required: YES }, v2 { required: YES };
            }

            /// `behavior:form_action`.
            object FormAction (name = "behavior:form_action", versions = V1, key = "type", tag = "form_action") {
                /// button page sketch only.
                behavior: choice(FormBehavior), v1 { default: "submit" };
            }

            /// `fallback_text`.
            object FallbackText (name = "fallback_text", versions = Both, key = "tag", tag = "fallback_text", text = "text") {
                /// The text. requiredness not printed.
                text: family(Text), both { required: YES, values: "plain_text" };
            }
        }
    };
}
