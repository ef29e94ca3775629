//! Rules on addresses and keys.

use crate::{
    entries,
    rules::{
        walk::{Holder, Visited, Walk},
        words,
    },
    table::objects,
    tree::{Known, Node},
};

entries! {
    SCHEME = "C0801" "a link with a scheme that the platform does not follow" [E E E]
        why "\"scheme not in whitelist\": links go to http and https; AppLinks are https. `lark://msgcard/unsupported_action` turns \
             the link off on a platform."
        wrong "<card><action><button url=\"myapp://open\">\"打开\"</button></action></card>"
        right "<card><action><button url=\"https://applink.feishu.cn/client/open\">\"打开\"</button></action></card>"

    ADDRESS = "C0802" "a link without scheme or host" [E W E]
        why "Links must be whole addresses (card-json-1 §4.4). Unmaintained samples of 1.0 write `www.…`."
        wrong "<card><action><button url=\"www.feishu.cn\">\"打开\"</button></action></card>"
        right "<card><action><button url=\"https://www.feishu.cn\">\"打开\"</button></action></card>"

    NOT_ENCODED = "C0803" "a link with characters that must be percent-encoded" [W W W]
        why "Spaces and characters outside ASCII must be encoded (card-json-1 §17); clients differ in what they forgive."
        wrong "<card><action><button url=\"https://a.cn/?q=飞书\">\"打开\"</button></action></card>"
        right "<card><action><button url=\"https://a.cn/?q=%E9%A3%9E%E4%B9%A6\">\"打开\"</button></action></card>"

    NO_LINK = "C0804" "a link object without an address" [E E E]
        why "Give `url`, or else all three of `pc_url`, `ios_url`, `android_url` (card-json-1 §2.2, §4.4). Samples with four empty texts \
             are accepted."
        wrong "<card><card_link pc_url=\"https://a.cn\"/></card>"
        right "<card><card_link url=\"https://a.cn\"/></card>"

    KEY_IS_ADDRESS = "C0805" "an address where a key belongs" [E E E] 200570
        why "Images and audio are uploaded first; addresses are never accepted (card-json-1 §4.5). Paths, names of files and `data:` are \
             refused for the same reason: invalid image keys."
        wrong "<card><img img_key=\"https://a.cn/a.png\" alt=\"\"/></card>"
        right "<card><img img_key=\"img_v3_02\" alt=\"\"/></card>"
}

/// The address that turns a link off on one platform.
const NOWHERE: &str = "lark://msgcard/unsupported_action";

/// Whether an address is `https://…` or `http://…`, with nothing in it that must be encoded: most are.
pub(crate) fn is_plain(text: &str) -> bool {
    let rest = text.strip_prefix("http").map(|rest| rest.strip_prefix('s').unwrap_or(rest));
    rest.and_then(|rest| rest.strip_prefix("://")).is_some_and(|rest| !rest.is_empty())
        && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// An address has a scheme that the platform follows, and no spaces that are not encoded.
pub(crate) fn every_address_is_whole<'t>(walk: &mut Walk<'t, '_>, holder: Holder, text: &'t str, node: &'t Node<'t>) {
    // samples carry empty addresses
    if is_plain(text) || text.is_empty() || text == NOWHERE {
        return;
    }
    let here = walk.here(node.at);
    let name = holder.member.name;
    let (scheme, rest) = match text.split_once(':') {
        Some((scheme, rest)) if scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b)) => {
            (scheme, rest)
        }
        _ => {
            let message = format!("`{name}` has no scheme: `{}`", short(text));
            let help = format!("write `https://{}`", short(text.trim_start_matches('/')));
            return walk.report(&ADDRESS, here, message, Some(help));
        }
    };
    let known = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    if !known && !rest.starts_with("//") && rest.starts_with(|c: char| c.is_ascii_digit()) {
        // localhost:8080/x
        let message = format!("`{name}` has no scheme: `{}`", short(text));
        return walk.report(&ADDRESS, here, message, Some(format!("write `https://{}`", short(text))));
    }
    if !known {
        let message = format!("links cannot use the scheme `{scheme}:`");
        let help = format!(
            "links are `https://…` or `http://…`; open apps with an AppLink, `https://applink.feishu.cn/…`; `{NOWHERE}` turns the link off on a platform"
        );
        return walk.report(&SCHEME, here, message, Some(help));
    }
    if !rest.starts_with("//") || rest.len() < 3 {
        let message = format!("missing host in `{}`", short(text));
        return walk.report(&ADDRESS, here, message, Some("write `https://host/path`".to_owned()));
    }
    if text.chars().any(|c| c.is_whitespace() || c.is_control() || !c.is_ascii()) {
        let message = format!("`{name}` contains characters that must be percent-encoded");
        walk.report(
            &NOT_ENCODED,
            here,
            message,
            Some("a space is `%20`; other characters are encoded as UTF-8".to_owned()),
        );
    }
}

fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

/// Whether a text may be a key of the upload API.
pub(crate) fn may_be_a_key(text: &str) -> bool {
    not_a_key(text).is_none()
}

/// What stands in place of a key, if it is plainly none: keys are made of letters, digits, `_` and `-`.
fn not_a_key(text: &str) -> Option<&'static str> {
    /// How names of pictures and sounds end.
    const FILES: [&str; 14] = [
        ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".ico", ".tif", ".tiff", ".heic", ".opus", ".mp3",
        ".wav",
    ];
    let head = text.trim_start();
    let begins = |starts: &[&str]| {
        starts.iter().any(|start| head.get(..start.len()).is_some_and(|h| h.eq_ignore_ascii_case(start)))
    };
    let ends = |end: &&str| {
        let at = text.len().checked_sub(end.len());
        at.and_then(|at| text.get(at..)).is_some_and(|tail| tail.eq_ignore_ascii_case(end))
    };
    if text.contains("://") || begins(&["www.", "//"]) {
        Some("an address")
    } else if begins(&["data:"]) {
        Some("the data of a file")
    } else if begins(&["/", "./", "../", "~/", "\\"]) || text.contains('/') {
        Some("a path")
    } else if FILES.iter().any(ends) {
        Some("the name of a file")
    } else {
        None
    }
}

/// A key is what the upload API gave, never an address, a path or the data themselves.
pub(crate) fn a_key<'t>(walk: &mut Walk<'t, '_>, holder: Holder, text: &'t str, node: &'t Node<'t>) {
    if let Some(found) = not_a_key(text) {
        let name = holder.member.name;
        let message = format!("`{name}` must be a key from the upload API, found {found}");
        let help = "upload the file first and write the key it gets, `img_v3_…`".to_owned();
        walk.report(&KEY_IS_ADDRESS, walk.here(node.at), message, Some(help));
    }
}

/// A link has an address, or one for each of the three platforms.
pub(crate) fn a_link_has_an_address<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    let link = element.is(&objects::CardLink) || element.is(&objects::Link) && !walk.v2();
    // schematic samples send empty objects
    if !link || element.tree.open || element.has("url") || element.tree.members.is_empty() {
        return;
    }
    let mut missing = vec!["pc_url", "ios_url", "android_url"];
    missing.retain(|name| !element.has(name));
    if missing.is_empty() {
        return;
    }
    let message = format!("{} needs an address", walk.name(element.object));
    let help = if missing.len() == 3 {
        "give `url`, or all of `pc_url`, `ios_url` and `android_url`".to_owned()
    } else {
        format!("give `url`, or also {}", words::quoted(&missing, " and "))
    };
    walk.report(&NO_LINK, element.spot(), message, Some(help));
}

/// `open_url` goes somewhere.
pub(crate) fn open_url_goes_somewhere<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    if element.is(&objects::OpenUrl)
        && let Some(Known::Str(text)) = element.get("default_url").map(|node| &node.value)
        && text.is_empty()
        && !["pc_url", "ios_url", "android_url"].iter().any(|name| element.has(name))
    {
        let message = "`default_url` is empty".to_owned();
        walk.report(&NO_LINK, element.value_spot("default_url"), message, Some("write `https://…`".to_owned()));
    }
}
