//! JSON inside a string of a file, and the way back to the file.

use std::ops::Range;

/// JSON inside a string of a file, and the way back to the file.
#[derive(Debug)]
pub(crate) struct Inner {
    text: String,
    /// (place in the text, place in the file), where the two begin to run in step again.
    steps: Vec<(usize, usize)>,
}

impl Inner {
    /// The text of the string that is at these bytes of the file, with its quotes.
    pub(crate) fn new(file: &str, literal: &Range<usize>, text: String) -> Self {
        let mut steps = vec![(0, literal.start + 1)];
        let mut rest = file.get(literal.start + 1..literal.end).unwrap_or_default().char_indices().peekable();
        let mut inside = 0;
        while let Some((_, c)) = rest.next() {
            if c != '\\' {
                inside += c.len_utf8();
                continue;
            }
            inside += match rest.next() {
                Some((_, 'u')) => unicode(&mut rest),
                _ => 1,
            };
            if let Some((next, _)) = rest.peek() {
                steps.push((inside, literal.start + 1 + next));
            }
        }
        Inner { text, steps }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The place in the file of a place in the text.
    pub(crate) fn outer(&self, offset: usize) -> usize {
        let after = self.steps.partition_point(|(inside, _)| *inside <= offset);
        let (inside, outside) = self.steps.get(after.saturating_sub(1)).copied().unwrap_or_default();
        outside + (offset - inside.min(offset))
    }
}

/// The bytes that `\u` and four digits denote, a surrogate pair counted once, at its second half.
fn unicode(rest: &mut std::iter::Peekable<std::str::CharIndices<'_>>) -> usize {
    let digits: String = rest.by_ref().take(4).map(|(_, c)| c).collect();
    match u32::from_str_radix(&digits, 16).unwrap_or_default() {
        0xd800..=0xdbff => 0,
        0xdc00..=0xdfff => 4,
        code => char::from_u32(code).map_or(0, char::len_utf8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use feishu_card_core::Json;
    use proptest::prelude::*;

    fn inner(file: &str) -> Inner {
        let content = Json::parse_located(file).unwrap().member("content").unwrap();
        Inner::new(file, &content.value_span(), content.json().as_str().unwrap().to_owned())
    }

    #[test]
    fn places_in_a_string_lead_back_to_the_file() {
        let file = r#"{"content": "{\"甲\": \"\ud83d\ude00\\n\", \u0022b\": 1}"}"#;
        let inner = inner(file);
        let json = Json::parse_located(inner.text()).unwrap();
        let outer = |name| {
            let span = json.member(name).unwrap().own_span();
            &file[inner.outer(span.start)..inner.outer(span.end)]
        };
        assert_eq!(outer("b"), r#"\u0022b\": 1"#);
        assert_eq!(outer("甲"), r#"\"甲\": \"\ud83d\ude00\\n\""#);
    }

    #[test]
    fn nothing_makes_it_panic() {
        for (file, literal) in [("", 0..0), ("\"\\", 0..2), ("\"\\u12", 0..5), ("ü", 1..9)] {
            let _ = Inner::new(file, &literal, String::new()).outer(9);
        }
    }

    proptest! {
        #[test]
        fn every_place_in_a_string_is_found_in_the_file(text in any::<String>()) {
            let members = vec![("x".into(), Json::Null), ("content".into(), Json::from(text.clone()))];
            let file = Json::from(members).to_pretty_string();
            let inner = inner(&file);
            for (at, _) in text.char_indices() {
                let before = file[inner.outer(0)..inner.outer(at)].to_owned();
                let decoded = Json::parse(&format!("\"{before}\"")).unwrap();
                prop_assert_eq!(decoded.as_str(), Some(&text[..at]));
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in any::<String>()) {
            let _ = crate::input::find_card(&text);
        }
    }
}
