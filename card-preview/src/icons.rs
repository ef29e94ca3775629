//! Icons: own neutral glyphs by what a token's name says; the platform's drawings are not ours to ship.

use crate::html::Html;

/// A glyph on a field of 24 × 24, drawn with strokes unless it says fill.
struct Glyph {
    path: &'static str,
    filled: bool,
}

/// Words of tokens, and the glyph for each; the first word that a token has decides.
const GLYPHS: &[(&[&str], &str)] = &[
    // order matters: what is special comes before what is general
    (&["add", "plus", "new"], "M12 5v14M5 12h14"),
    (&["close", "cancel", "no", "reject", "fail"], "M6 6l12 12M18 6L6 18"),
    (&["done", "check", "yes", "approve", "approval", "succeed", "complete"], "M5 12.5l4.5 4.5L19 7.5"),
    (&["minus", "reduce", "indeterminate"], "M5 12h14"),
    (&["more", "ellipse", "ellipsis"], "M5 12h.01M12 12h.01M19 12h.01"),
    (&["down", "collapse"], "M6 9l6 6 6-6"),
    (&["up"], "M6 15l6-6 6 6"),
    (&["left", "back"], "M15 6l-6 6 6 6"),
    (&["right", "forward", "next"], "M9 6l6 6-6 6"),
    (&["arrow", "jump", "goto"], "M5 12h14M13 6l6 6-6 6"),
    (&["search", "find", "zoom"], "M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13zM15.5 15.5L20 20"),
    (&["warning", "alert", "alerts", "error", "danger", "risk"], "M12 4l9 16H3zM12 10v5M12 17.5v.01"),
    (&["info", "about", "tips"], "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM12 11v5M12 8v.01"),
    (
        &["maybe", "help", "question", "helpdesk", "faq"],
        "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 16.5v.01",
    ),
    (&["bell", "notification", "remind", "reminder", "subscribe"], "M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5h4"),
    (&["calendar", "date", "day", "month", "week", "schedule"], "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4"),
    (&["time", "clock", "history", "alarm", "burnlife", "hour"], "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM12 7v5l3.5 2"),
    (&["delete", "trash"], "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5"),
    (&["edit", "pen", "pencil", "write", "signature"], "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3"),
    (&["copy", "duplicate"], "M8 8h12v12H8zM4 16V4h12"),
    (&["download", "import", "save"], "M12 4v11M7 10.5l5 5 5-5M4 20h16"),
    (&["upload", "export"], "M12 16V5M7 9.5l5-5 5 5M4 20h16"),
    (&["share", "retweet"], "M14 5l6 5.5-6 5.5v-3.5C9 12.5 6 14 4 18c0-6 4-9.5 10-9.5z"),
    (&["send", "sent"], "M3 11l18-8-7 18-3-7z"),
    (
        &["refresh", "sync", "repeat", "reload", "recall", "undo", "redo", "rotate", "loading"],
        "M19 12a7 7 0 1 1-2-5l2 2M19 4v5h-5",
    ),
    (
        &["link", "url", "website"],
        "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
    ),
    (&["lock", "password", "key", "encrypt"], "M5 11h14v9H5zM8 11V8a4 4 0 0 1 8 0v3"),
    (&["unlock"], "M5 11h14v9H5zM8 11V8a4 4 0 0 1 7.5-2"),
    (
        &["safe", "security", "shield", "protect", "verify"],
        "M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6zM8.5 12l2.5 2.5 4.5-4.5",
    ),
    (
        &["setting", "settings", "setup", "config", "gear", "admin"],
        "M12 15.5a3.5 3.5 0 1 1 0-7 3.5 3.5 0 0 1 0 7zM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.1 2.1M16.3 16.3l2.1 2.1M18.4 5.6l-2.1 2.1M7.7 16.3l-2.1 2.1",
    ),
    (&["filter", "sift"], "M4 5h16l-6 7v7l-4-2v-5z"),
    (&["menu", "list", "task", "todo", "tab", "order", "catalog"], "M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01"),
    (&["invisible", "hide", "hidden"], "M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6zM4 4l16 16"),
    (
        &["visible", "eye", "view", "preview", "look", "watch", "read"],
        "M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6zM12 14.5a2.5 2.5 0 1 1 0-5 2.5 2.5 0 0 1 0 5z",
    ),
    (&["image", "picture", "album", "gallery", "photo", "img"], "M4 5h16v14H4zM4 16l5-5 5 5 2.5-2.5L20 17M15.5 9v.01"),
    (&["camera"], "M4 8h4l2-3h4l2 3h4v11H4zM12 16.5a3.5 3.5 0 1 1 0-7 3.5 3.5 0 0 1 0 7z"),
    (&["video", "vc", "meeting", "live", "record", "movie", "film"], "M3 7h12v10H3zM15 11l6-3v8l-6-3z"),
    (&["play", "resume"], "M8 5l11 7-11 7z"),
    (&["pause", "stop", "suspend"], "M8 5v14M16 5v14"),
    (
        &["voice", "mic", "microphone"],
        "M12 14a3 3 0 0 1-3-3V6a3 3 0 0 1 6 0v5a3 3 0 0 1-3 3zM6 11a6 6 0 0 0 12 0M12 17v4",
    ),
    (
        &["speaker", "sound", "audio", "volume", "music", "loudspeaker", "announce", "announcement", "broadcast"],
        "M4 10v4h4l5 4V6l-5 4zM16.5 9a4 4 0 0 1 0 6M19 6.5a8 8 0 0 1 0 11",
    ),
    (
        &["phone", "call", "telephone", "cellphone", "mobile"],
        "M6 4h4l1.5 4.5L9 10.5a11 11 0 0 0 4.5 4.5l2-2.5L20 14v4a2 2 0 0 1-2 2C11 20 4 13 4 6a2 2 0 0 1 2-2z",
    ),
    (&["mail", "email", "inbox", "envelope"], "M3 6h18v12H3zM3 7l9 7 9-7"),
    (
        &["chat", "message", "comment", "msg", "reply", "bubble", "topic", "thread", "feedback"],
        "M4 5h16v11h-9l-4 4v-4H4z",
    ),
    (
        &["group", "members", "member", "contacts", "org", "team", "community", "multi"],
        "M9 11a3.5 3.5 0 1 1 0-7 3.5 3.5 0 0 1 0 7zM2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.5c2 .8 3.5 2.5 3.5 5.5",
    ),
    (
        &["user", "person", "profile", "account", "avatar", "contact", "people", "assigned", "assignee", "me"],
        "M12 11.500a4 4 0 1 1 0-8 4 4 0 0 1 0 8zM4 20.500c0-4.5 3.6-7 8-7s8 2.5 8 7",
    ),
    (
        &["at", "mention"],
        "M12 15.500a3.5 3.5 0 1 1 0-7 3.5 3.5 0 0 1 0 7zM15.5 8.500V14c0 3 5 3 5-2a8.5 8.5 0 1 0-3.5 7",
    ),
    (
        &["robot", "bot", "app", "ai", "myai", "magic", "brain"],
        "M5 9h14v10H5zM12 5v4M9 13v1.500M15 13v1.500M2.5 13v3M21.5 13v3M12 4v.01",
    ),
    (
        &[
            "file", "doc", "docx", "docs", "document", "text", "note", "wiki", "page", "word", "pdf", "template",
            "report", "contract", "form", "quote",
        ],
        "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
    ),
    (
        &["sheet", "table", "bitable", "excel", "base", "grid", "row", "column", "cell"],
        "M4 5h16v14H4zM4 10h16M4 14.500h16M10 5v14",
    ),
    (&["folder", "space", "archive", "drive"], "M3 6h7l2 2.500h9V19H3z"),
    (
        &["chart", "data", "statistics", "analytics", "calibration", "dashboard", "bar", "histogram", "okr", "pa"],
        "M5 20V11M12 20V4M19 20v-6M3 20.500h18",
    ),
    (&["pie", "ring"], "M12 3v9h9a9 9 0 1 1-9-9zM15.5 3.500a9 9 0 0 1 5 5h-5z"),
    (
        &["code", "api", "developer", "dev", "html", "command", "terminal", "bug"],
        "M8 7l-5 5 5 5M16 7l5 5-5 5M13.5 5l-3 14",
    ),
    (
        &["star", "collection", "favorite", "favourite", "score"],
        "M12 3.500l2.6 5.5 6 .8-4.4 4.2 1.1 6-5.3-2.900L6.7 20l1.1-6L3.4 9.800l6-.8z",
    ),
    (
        &["thumbsup", "like", "praise", "good", "kudos"],
        "M7 11l4-8c2 0 2.5 1.5 2.5 3v3.500H20l-1.5 10H7zM3 11h4v8.500H3z",
    ),
    (&["thumbdown", "dislike", "bad"], "M7 13l4 8c2 0 2.5-1.5 2.5-3v-3.500H20l-1.5-10H7zM3 13h4V4.500H3z"),
    (&["heart", "love", "care"], "M12 20S3.5 15 3.5 9A4.5 4.5 0 0 1 12 7a4.5 4.5 0 0 1 8.5 2c0 6-8.5 11-8.5 11z"),
    (
        &["emoji", "smile", "reaction", "emotion", "face"],
        "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM8 14c1 2 2.5 2.5 4 2.500s3-.5 4-2.500M9 9.500v.01M15 9.500v.01",
    ),
    (&["flag", "mark", "milestone", "report", "priority"], "M6 21V4h12l-2.5 4.500L18 13H6"),
    (&["label", "tag", "ticket", "coupon"], "M3 12V4h8l10 9.5-8 7.500zM7.5 8.500v.01"),
    (
        &["pin", "location", "local", "map", "position", "address", "navigate"],
        "M12 21s7-6 7-11a7 7 0 0 0-14 0c0 5 7 11 7 11zM12 12.500a2.5 2.5 0 1 1 0-5 2.5 2.5 0 0 1 0 5z",
    ),
    (
        &["home", "house", "company", "building", "office", "tenant", "room", "bank"],
        "M4 11l8-7 8 7v9.500H4zM10 20.500v-6h4v6",
    ),
    (&["gift", "redpacket", "bonus"], "M4 10h16v10H4zM3 7h18v3H3zM12 7v13M12 7c-2-4-6-3-5 0M12 7c2-4 6-3 5 0"),
    (
        &["money", "coin", "pay", "wallet", "reimburse", "cost", "expense", "price", "finance"],
        "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM8.5 7.500l3.5 4 3.5-4M8.5 12h7M8.5 15h7M12 11.500V18",
    ),
    (&["buzz", "flash", "lightning", "urgent", "energy", "power", "bolt"], "M13 3L5 14h6l-1 7 8-11h-6z"),
    (&["fire", "hot", "burn"], "M12 3c1 4 6 6 6 11a6 6 0 0 1-12 0c0-2 1-4 2.5-5 0 2 .5 3 1.5 3 1.5-2 .5-6 2-9z"),
    (
        &["sun", "light", "bright", "weather", "bulb", "idea", "inspiration"],
        "M12 16a4 4 0 1 1 0-8 4 4 0 0 1 0 8zM12 2.500v2M12 19.500v2M2.5 12h2M19.5 12h2M5.3 5.300l1.4 1.400M17.3 17.300l1.4 1.400M18.7 5.300l-1.4 1.400M6.7 17.300l-1.4 1.4",
    ),
    (&["moon", "night", "sleep", "disturb"], "M20 14a8.5 8.5 0 1 1-10-10 7 7 0 0 0 10 10z"),
    (&["cloud"], "M7 18.500a4.5 4.5 0 0 1 0-9 5.5 5.5 0 0 1 10.5 1.5 4 4 0 0 1-.5 7.500z"),
    (
        &["globe", "global", "earth", "internet", "language", "translate", "world", "network", "wifi"],
        "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM3.5 12h17M12 3c3 2.5 4 5.5 4 9s-1 6.5-4 9c-3-2.5-4-5.5-4-9s1-6.5 4-9z",
    ),
    (
        &[
            "computer", "desktop", "screen", "window", "windows", "pc", "laptop", "device", "win", "tv", "display",
            "monitor",
        ],
        "M3 5h18v11H3zM9 20h6M12 16v4",
    ),
    (&["print", "printer"], "M7 9V3h10v6M4 9h16v8h-3M7 17H4M7 14h10v7H7z"),
    (
        &["car", "travel", "bus", "vehicle", "transport"],
        "M4 12l2-5.500h12L20 12v6h-3M4 12v6h3M4 12h16M7 18h10M7.5 15v.01M16.5 15v.01",
    ),
    (&["plane", "flight", "airplane"], "M11 20l1-6-8-2 1-2 8 .5L16 4c1-1.5 4-1.5 3 1l-3 6 3 7-1.5 1-4-5.500L12.5 20z"),
    (
        &["food", "eat", "coffee", "cup", "meal", "tea", "rice"],
        "M5 8h12v7a5 5 0 0 1-5 5h-2a5 5 0 0 1-5-5zM17 10h2a2.5 2.5 0 0 1 0 5h-2M8 3v2M11 3v2M14 3v2",
    ),
    (
        &["book", "study", "learn", "knowledge", "education", "course", "exam", "reading"],
        "M12 6c-2-1.5-5-2-9-2v14c4 0 7 .5 9 2 2-1.5 5-2 9-2V4c-4 0-7 .5-9 2zM12 6v14",
    ),
    (
        &["work", "bag", "business", "suitcase", "job", "hire", "workbench", "shop", "store"],
        "M3 8h18v12H3zM8.5 8V4.500h7V8M3 13h18M12 12v2.5",
    ),
    (
        &["trophy", "win", "award", "medal", "rank", "crown", "champion"],
        "M7 4h10v6a5 5 0 0 1-10 0zM7 6H3.500c0 4 1.5 5.5 4 5.500M17 6h3.500c0 4-1.5 5.5-4 5.500M12 15v3.500M8 20.500h8",
    ),
    (&["login", "logout", "exit", "quit", "leave", "enter"], "M10 4H5v16h5M9 12h11M16 8l4 4-4 4"),
    (&["expand", "maximize", "fullscreen", "enlarge", "size", "original"], "M14 4h6v6M10 20H4v-6M20 4l-7 7M4 20l7-7"),
    (&["minimize", "unmaximize", "shrink"], "M20 4l-6 6M14 5v5h5M4 20l6-6M10 19v-5H5"),
    (
        &["drag", "move", "sort", "swap", "switch", "replace", "transfer", "exchange"],
        "M4 8h14M14 4l4 4-4 4M20 16H6M10 12l-4 4 4 4",
    ),
    (
        &["attachment", "clip", "attach"],
        "M19 11l-7.5 7.500a4.5 4.5 0 0 1-6.5-6.500L13 4a3 3 0 0 1 4.5 4.500L10 16a1.5 1.5 0 0 1-2-2l7-7",
    ),
    (&["scan", "qrcode", "qr", "code2"], "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5M4 12h16"),
    (&["keyboard", "input"], "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M8 14h8"),
    (
        &["tool", "tools", "toolbox", "maintain", "repair", "wrench", "build"],
        "M20 7l-4 4-3-3 4-4a5 5 0 0 0-6.5 6.500L4 17v3h3l6.5-6.500A5 5 0 0 0 20 7z",
    ),
    (
        &["flow", "workflow", "process", "branch", "git", "node", "relation", "mindmap", "tree"],
        "M6 8a2.5 2.5 0 1 1 0-5 2.5 2.5 0 0 1 0 5zM6 21a2.5 2.5 0 1 1 0-5 2.5 2.5 0 0 1 0 5zM18 11a2.5 2.5 0 1 1 0-5 2.5 2.5 0 0 1 0 5zM6 8v8M18 11c0 3-6 3-11 6",
    ),
    (
        &["cube", "package", "box", "product", "module", "component", "model", "plugin", "extension", "puzzle"],
        "M12 3l8 4.500v9L12 21l-8-4.500v-9zM4 7.500l8 4.5 8-4.500M12 12v9",
    ),
    (
        &["database", "server", "host", "storage", "backup"],
        "M12 9c-4.5 0-8-1.3-8-3s3.5-3 8-3 8 1.3 8 3-3.5 3-8 3zM4 6v12c0 1.7 3.5 3 8 3s8-1.3 8-3V6M4 12c0 1.7 3.5 3 8 3s8-1.3 8-3",
    ),
    (&["ban", "forbid", "disable", "block", "prohibit"], "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM6 6l12 12"),
    (
        &["target", "aim", "focus", "objective"],
        "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM12 16.500a4.5 4.5 0 1 1 0-9 4.5 4.5 0 0 1 0 9zM12 12v.01",
    ),
    (&["vote", "poll", "survey"], "M4 4h16v16H4zM8 12.500l2.5 2.500L16 9.5"),
    (&["bold"], "M7 4h6a4 4 0 0 1 0 8H7zM7 12h7a4 4 0 0 1 0 8H7z"),
    (&["italic"], "M10 4h7M7 20h7M14 4l-4 16"),
    (&["underline"], "M7 4v8a5 5 0 0 0 10 0V4M5 20.500h14"),
    (
        &["all", "select", "multiple", "application", "apps", "default"],
        "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z",
    ),
];

/// What has no glyph of its own: a rounded square, with the token as title of the element around it.
const OTHER: &str = "M7 4h10a3 3 0 0 1 3 3v10a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3V7a3 3 0 0 1 3-3z";

/// Glyphs that `_filled` paints solid; the others keep their strokes, thicker.
fn solid(path: &str) -> bool {
    // only closed shapes without strokes inside can be filled
    path.ends_with('z') && path.matches('M').count() == 1
}

fn glyph(token: &str) -> Glyph {
    let name = token.rsplit_once('_').map_or(token, |(name, _)| name);
    let words = || name.split(['-', '_']).filter(|word| !word.is_empty());
    let found = words().find_map(|word| GLYPHS.iter().find(|row| row.0.contains(&word)));
    let path = found.map_or(OTHER, |row| row.1);
    Glyph { path, filled: (token.ends_with("_filled") || token.ends_with("_colorful")) && solid(path) }
}

/// Draws the glyph of a token inside of the element that is open.
pub(crate) fn draw(html: &mut Html, token: &str) {
    let glyph = glyph(token);
    let tag = html.tag("svg").class(if glyph.filled { "fc-glyph fc-glyph-solid" } else { "fc-glyph" });
    tag.attr("viewBox", "0 0 24 24").attr("aria-hidden", "true").open();
    html.tag("path").attr("d", glyph.path).open();
    html.close();
    html.close();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_documented_tokens_have_a_glyph_of_their_own() {
        let Some(tokens) = feishu_card_corpus::text("spec/icons.txt") else { return };
        let tokens: Vec<_> = tokens.lines().filter(|line| line.contains('_')).collect();
        let own = tokens.iter().filter(|token| glyph(token).path != OTHER).count();
        assert!(own * 10 > tokens.len() * 6, "{own} of {}", tokens.len());
    }

    #[test]
    fn the_first_word_that_is_known_decides() {
        assert_eq!(glyph("alarm-clock_outlined").path, glyph("time_outlined").path);
        assert_eq!(glyph("down-small-ccm_outlined").path, glyph("down_outlined").path);
        assert_eq!(glyph("zzz_outlined").path, OTHER);
        assert_eq!(glyph("").path, OTHER);
        assert!(glyph("heart_filled").filled && !glyph("heart_outlined").filled);
    }
}
