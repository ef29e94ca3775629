//! Rows of the component table: texts, icons, links, behaviours: what many components share.

/// Hands the rows to a callback macro; the grammar of a row is explained in the module `table`.
#[doc(hidden)]
#[macro_export]
macro_rules! shared_objects {
    ($($callback:tt)+) => {
        $($callback)+! {
            /// A text shown as it is written, without Markdown and without emoji codes such as `:OK:`.
            object PlainText (name = "text:plain_text", versions = Both, key = "tag", tag = "plain_text", text = "content", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/plain-text") {
                /// The text; at most 100 characters in a button, an overflow option or a placeholder. 1.0: in a header `i18n` may be used instead.
                content: str, both { required: LENIENT };
                /// The text per locale. 1.0: the card's `i18n_elements` wins over it.
                i18n_content: locale_strs, both;
                /// The text per locale, in title and subtitle of a header only; wins over `content`. 1.0 only.
                i18n: locale_strs, v1 { beats: "content" };
                /// The most lines shown, from 1; absent: no limit. 2.0: only in the text of a `div`.
                lines: int, both { values: "1.." };
                /// The size: a word or a name from `config.style.text_size`; unknown ones count as `normal`, the default. In `div` and `checker` only;
                /// `checker` takes `normal`, `heading` and `notation`.
                text_size: text_size, v1 { default: "normal", values: TEXT_SIZES }, v2 { default: "normal", values: TEXT_SIZES };
                /// The alignment, in `div` and `checker` only; default `left`.
                text_align: choice(TextAlign), v1 { default: "left" }, v2 { default: "left" };
                /// The colour, in `div` and `checker` only: a colour name or a name from `config.style.color`; default `default`.
                text_color: color, v1 { default: "default", values: "default" }, v2 { default: "default", values: "default" };
                /// Identifier of the text, by which it is streamed into: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
            }

            /// A text with a short form of Markdown: emphasis, links, mentions, colours, tags and emoji.
            /// Headings, lists, images and code need the `markdown` component.
            object LarkMd (name = "text:lark_md", versions = Both, key = "tag", tag = "lark_md", text = "content", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/plain-text") {
                /// The text with its Markdown; at most 100 characters in a button. 1.0: in a header `i18n` may be used instead.
                content: str, both { required: LENIENT };
                /// The text with its Markdown per locale. 1.0: the card's `i18n_elements` wins over it.
                i18n_content: locale_strs, both;
                /// The text per locale, in title and subtitle of a header only; wins over `content`. 1.0 only.
                i18n: locale_strs, v1 { beats: "content" };
                /// The most lines shown, from 1; absent: no limit. 1.0: older pages allow it on `plain_text` only. 2.0: only in the text of a `div`.
                lines: int, both { values: "1.." };
                /// The size: a word or a name from `config.style.text_size`; unknown ones count as `normal`, the default. In `div` and `checker` only;
                /// `checker` takes `normal`, `heading` and `notation`.
                text_size: text_size, v1 { default: "normal", values: TEXT_SIZES }, v2 { default: "normal", values: TEXT_SIZES };
                /// The alignment, in `div` and `checker` only; default `left`.
                text_align: choice(TextAlign), v1 { default: "left" }, v2 { default: "left" };
                /// Has no effect here, only on `plain_text`: write `<font color='red'>…</font>` in the text instead.
                text_color: color, v1 { default: "default", values: "default", needs: "tag=plain_text" }, v2 { default: "default", values: "default", needs: "tag=plain_text" };
                /// The addresses of links written as `[text]($name)`, by name. 1.0 only.
                href: named(Link), v1;
                /// Identifier of the text, by which it is streamed into: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
            }

            /// A text with all of Markdown, only as the title of a `collapsible_panel`.
            object MarkdownText (name = "text:markdown", versions = Both, key = "tag", tag = "markdown", client = ">=7.9", text = "content", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/containers/collapsible-panel") {
                /// The text with its Markdown.
                content: str, v1 { required: YES }, v2;
                /// The text with its Markdown per locale.
                i18n_content: locale_strs, both;
                /// Identifier of the text, by which it is streamed into: unique in the card; a letter, then letters, digits or `_`, at most 20 characters. 2.0 only.
                element_id: str, v2 { values: ELEMENT_ID };
            }

            /// An icon of the library: `token` and `color` count, `img_key` does not.
            object StandardIcon (name = "icon:standard_icon", versions = Both, key = "tag", tag = "standard_icon", tag_required = false, page = "https://open.feishu.cn/document/feishu-cards/enumerations-for-icons") {
                /// The name of the icon in the library, such as `chat_outlined`. The documented list is not complete.
                token: icon_token, both;
                /// The colour of the icon: a colour name or a name from `config.style.color`. Counts only for tokens in `_outlined` or `_filled`.
                color: color, both;
                /// Ignored: counts only with tag `custom_icon`.
                img_key: key, both;
                /// Ignored: counts only with tag `custom_icon`.
                i18n_img_key: locale_keys, both;
                /// Width and height, 1 to 999px each; default `10px 10px`. Only in the header of a `collapsible_panel`.
                size: px2, both { default: "10px 10px", values: "1..999px" };
            }

            /// An uploaded image as an icon: `img_key` counts, `token` and `color` do not.
            object CustomIcon (name = "icon:custom_icon", versions = Both, key = "tag", tag = "custom_icon", tag_required = false, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/plain-text") {
                /// Ignored: counts only with tag `standard_icon`.
                token: icon_token, both { needs: "tag=standard_icon" };
                /// Ignored: counts only with tag `standard_icon`.
                color: color, both { needs: "tag=standard_icon" };
                /// The key of the image from the image upload API; web addresses are not accepted.
                img_key: key, both;
                /// The key of the image per locale.
                i18n_img_key: locale_keys, both;
                /// Width and height, 1 to 999px each; default `10px 10px`. Only in the header of a `collapsible_panel`.
                size: px2, both { default: "10px 10px", values: "1..999px" };
            }

            /// A dialog that asks for confirmation before an action; its OK and Cancel buttons are built in. In a form only the submit button asks.
            object Confirm (name = "confirm", versions = Both, text = "text", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/button") {
                /// The title of the dialog, as `plain_text`; without it old clients may ignore the click.
                title: family(Text), both { required: YES, values: "plain_text", write: ["write `<confirm title=\"…\">\"…\"</confirm>`", "write both `title` and `text`, as plain text"] };
                /// The question of the dialog, as `plain_text`.
                text: family(Text), both { required: YES, values: "plain_text", write: ["write `<confirm title=\"…\">\"…\"</confirm>`", "write both `title` and `text`, as plain text"] };
            }

            /// An address that may differ by platform. Only `http` and `https`.
            object Link (name = "link", versions = Both, page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/overflow") {
                /// The address for platforms without one of their own. 1.0: required unless all three platform addresses are given.
                url: url, v1 { required: one_of("url,platforms") }, v2;
                /// The address on desktop clients; `lark://msgcard/unsupported_action` turns the jump off there.
                pc_url: url, v1 { required: one_of("url,platforms") }, v2;
                /// The address on iOS; `lark://msgcard/unsupported_action` turns the jump off there.
                ios_url: url, v1 { required: one_of("url,platforms") }, v2;
                /// The address on Android; `lark://msgcard/unsupported_action` turns the jump off there.
                android_url: url, v1 { required: one_of("url,platforms") }, v2;
            }

            /// Opens an address when the component is used. Beside a `callback` both happen.
            object OpenUrl (name = "behavior:open_url", versions = Both, key = "type", tag = "open_url", page = "https://open.feishu.cn/document/feishu-cards/configuring-card-interactions") {
                /// The address for platforms without one of their own; `http` or `https`.
                default_url: url, both { required: YES };
                /// The address on desktop clients; `lark://msgcard/unsupported_action` turns the jump off there.
                pc_url: url, both;
                /// The address on iOS; `lark://msgcard/unsupported_action` turns the jump off there.
                ios_url: url, both;
                /// The address on Android; `lark://msgcard/unsupported_action` turns the jump off there.
                android_url: url, both;
            }

            /// Calls the app's server when the component is used; it must answer within 3 seconds. Not in cards sent by a custom bot.
            object Callback (name = "behavior:callback", versions = Both, key = "type", tag = "callback", page = "https://open.feishu.cn/document/feishu-cards/configuring-card-interactions") {
                /// Data of your own that comes back as `action.value`: an object. 1.0: also a string, which the platform's SDKs cannot read.
                value: json_or_str, v1 { required: YES, write: ["write `<callback value={{…}}/>`", "write `\"value\": {…}`"] }, v2 { required: YES, write: ["write `<callback value={{…}}/>`", "write `\"value\": {…}`"] };
            }

            /// Submits the form. 1.0 only, and only in a sketch of the documentation: use `action_type` of the button.
            object FormAction (name = "behavior:form_action", versions = V1, key = "type", tag = "form_action", page = "https://open.feishu.cn/document/feishu-cards/card-components/interactive-components/button") {
                /// What is done with the form; default `submit`.
                behavior: choice(FormBehavior), v1 { default: "submit" };
            }

            /// The text that old clients show in place of a component.
            object FallbackText (name = "fallback_text", versions = Both, key = "tag", tag = "fallback_text", text = "text", page = "https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/audio") {
                /// The text, as `plain_text`.
                text: family(Text), both { required: YES, values: "plain_text" };
            }
        }
    };
}
