//! The page: plain HTML, CSS and one script, as they are in this folder.

/// A file of the page, with its type.
pub(crate) fn file(path: &str) -> Option<(&'static str, &'static str)> {
    Some(match path {
        "" => ("text/html; charset=utf-8", include_str!("index.html")),
        "page.css" => ("text/css; charset=utf-8", include_str!("page.css")),
        "page.js" => ("text/javascript; charset=utf-8", include_str!("page.js")),
        "morph.js" => ("text/javascript; charset=utf-8", include_str!("morph.js")),
        "chat.html" => ("text/html; charset=utf-8", include_str!("chat.html")),
        "chat.css" => ("text/css; charset=utf-8", include_str!("chat.css")),
        "chat.js" => ("text/javascript; charset=utf-8", include_str!("chat.js")),
        "live.js" => ("text/javascript; charset=utf-8", include_str!("live.js")),
        "typing.js" => ("text/javascript; charset=utf-8", include_str!("typing.js")),
        "inspector.js" => ("text/javascript; charset=utf-8", include_str!("inspector.js")),
        "kit.js" => ("text/javascript; charset=utf-8", include_str!("kit.js")),
        "words.js" => ("text/javascript; charset=utf-8", include_str!("words.js")),
        "card.css" => ("text/css; charset=utf-8", feishu_card_preview::css()),
        _ => return None,
    })
}
