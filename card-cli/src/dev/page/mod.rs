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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    const WORDS: &str = include_str!("words.js");

    /// What looks words up: the scripts, and what the server names that they show.
    const USERS: &[&str] = &[
        include_str!("page.js"),
        include_str!("chat.js"),
        include_str!("live.js"),
        include_str!("inspector.js"),
        include_str!("kit.js"),
        include_str!("typing.js"),
        include_str!("../session/view.rs"),
        include_str!("../session/programs.rs"),
    ];

    /// The keys of a language, and the kind of each: a function of so many values, a list, or a text.
    fn words(language: &str) -> BTreeMap<&'static str, String> {
        let lines = WORDS.lines().skip_while(|line| *line != format!("  {language}: {{")).skip(1);
        let entry = |line: &'static str| {
            let (key, value) = line.strip_prefix("    ")?.split_once(": ")?;
            let key = key.starts_with(|c: char| c.is_ascii_lowercase()).then_some(key)?;
            let kind = match value.split_once(") =>") {
                Some((parameters, _)) => format!("a function of {}", parameters.split(',').count()),
                None if value.starts_with('[') => "a list".to_owned(),
                None => "a text".to_owned(),
            };
            Some((key, kind))
        };
        let mut words = BTreeMap::new();
        for (key, kind) in lines.take_while(|line| *line != "  },").filter_map(entry) {
            assert_eq!(words.insert(key, kind), None, "`{key}` is there twice in {language}");
        }
        words
    }

    #[test]
    fn both_languages_have_the_same_words() {
        let (english, chinese) = (words("en"), words("zh"));
        assert!(english.len() > 150, "{}", english.len());
        assert_eq!(english, chinese);
    }

    #[test]
    fn every_word_is_there_and_used() {
        let words = words("en");
        for text in USERS {
            // `t("key")`, and not the end of another name
            for (at, _) in text.match_indices("t(\"") {
                let alone = !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '.' || c == '_');
                let key = text[at + 3..].split('"').next().unwrap_or_default();
                assert!(!alone || words.contains_key(key), "no word `{key}`");
            }
        }
        let is_used = |key: &str| {
            let made = key.split_once('_').map(|(prefix, _)| format!("`{prefix}_${{"));
            USERS.iter().any(|text| {
                text.contains(&format!("\"{key}\"")) || made.as_ref().is_some_and(|made| text.contains(made.as_str()))
            })
        };
        let unused: Vec<_> = words.keys().filter(|key| !is_used(key)).collect();
        assert!(unused.is_empty(), "{unused:?}");
    }
}
