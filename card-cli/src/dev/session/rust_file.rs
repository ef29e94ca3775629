//! The cards of a Rust file, and which of them are those that it had before.
//!
//! A text that does not lex can only be guessed at: a bracket that is missing moves all that follows it into something
//! else. A card that it touches keeps its name, its place in the list and its last picture, and says what is in the way.

use super::{Body, Finding, Sheet, Stale};
use crate::dev::source;
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// Of how many cards that have lost their name the one is chosen that a new name continues.
const MOST_NEAR: usize = 200;

/// What was read.
pub(super) struct Read {
    pub(super) sheets: Vec<Sheet>,
    /// What is wrong outside of all cards.
    pub(super) findings: Vec<Finding>,
    /// Cards that have another name now: their ids, before and after.
    pub(super) renamed: Vec<(String, String)>,
}

/// Reads a text; `before` is what the file showed until now.
pub(super) fn read(name: &Arc<str>, text: &str, before: &[Sheet]) -> Read {
    let reading = source::read(name, text);
    let Some(first) = reading.faults.first() else {
        let continued = pair(before, &reading.sheets, |_, _| true);
        let renamed = continued.iter().zip(&reading.sheets).filter_map(|(old, sheet)| {
            let old = before.get((*old)?)?;
            (old.id != sheet.id).then(|| (old.id.clone(), sheet.id.clone()))
        });
        return Read { renamed: renamed.collect(), sheets: reading.sheets, findings: reading.findings };
    };
    // a bracket or quote is missing somewhere
    let loose = !reading.findings.is_empty();
    let continued = pair(before, &reading.sheets, |old, new| new.function.is_none() || new.function == old.function);
    let mut sheets = reading.sheets;
    for (sheet, old) in sheets.iter_mut().zip(&continued) {
        let old = old.and_then(|old| before.get(old));
        let torn = sheet.stale.is_some();
        let changed = |old: &Sheet| old.id != sheet.id || loose && (old.source != sheet.source || old.stale.is_some());
        if !torn && !old.is_some_and(changed) {
            if loose && (sheet.function.is_none() || !sheet.findings.is_empty()) {
                sheet.findings.splice(0..0, reading.faults.iter().cloned());
            }
            continue;
        }
        let why = if torn { sheet.faults() } else { reading.faults.clone() };
        match old.filter(|old| !matches!(old.body, Body::Nothing)) {
            Some(old) => {
                let stale = why.first().unwrap_or(first).clone();
                *sheet = Sheet {
                    findings: why,
                    stale: Some(Stale::Source(Box::new(stale))),
                    place: sheet.place.take(),
                    source: sheet.source.take(),
                    ..old.clone()
                };
            }
            // there was none: what can be read is better than nothing
            None if matches!(sheet.body, Body::Nothing) => {}
            None => sheet.stale = None,
        }
    }
    let sheets = with_swallowed(sheets, before, &continued, |old| old.grow_old(first, reading.faults.clone()));
    Read { sheets, findings: reading.findings, renamed: Vec::new() }
}

/// What is open swallows what follows it: the cards of before that nothing continues stay, behind the ones that they stood
/// behind.
fn with_swallowed(
    sheets: Vec<Sheet>,
    before: &[Sheet],
    continued: &[Option<usize>],
    old: impl Fn(Sheet) -> Sheet,
) -> Vec<Sheet> {
    let continued: HashSet<usize> = continued.iter().flatten().copied().collect();
    let there: HashSet<&str> = sheets.iter().map(|sheet| sheet.id.as_str()).collect();
    let mut behind: HashMap<Option<&str>, Vec<Sheet>> = HashMap::new();
    let mut above = None;
    for (nth, sheet) in before.iter().enumerate() {
        if there.contains(sheet.id.as_str()) {
            above = Some(sheet.id.as_str());
        } else if !continued.contains(&nth) {
            behind.entry(above).or_default().push(old(sheet.clone()));
        }
    }
    let mut all = behind.remove(&None).unwrap_or_default();
    for sheet in &sheets {
        all.push(sheet.clone());
        all.extend(behind.remove(&Some(sheet.id.as_str())).unwrap_or_default());
    }
    all
}

/// For each card of a new text the one of the old text that it continues: of the same name; else one between the same
/// neighbours, if it `may` be it: with the same text, or in the same place.
fn pair(before: &[Sheet], now: &[Sheet], may: impl Fn(&Sheet, &Sheet) -> bool) -> Vec<Option<usize>> {
    let by_id: HashMap<&str, usize> = before.iter().enumerate().map(|(nth, old)| (old.id.as_str(), nth)).collect();
    let mut pairs: Vec<Option<usize>> = now.iter().map(|new| by_id.get(new.id.as_str()).copied()).collect();
    let mut taken: HashSet<usize> = pairs.iter().flatten().copied().collect();
    // the next one below that has its name still
    let mut belows: Vec<usize> = pairs
        .iter()
        .rev()
        .scan(before.len(), |below, old| {
            *below = old.unwrap_or(*below);
            Some(*below)
        })
        .collect();
    belows.reverse();
    let mut above = 0;
    for ((nth, new), below) in now.iter().enumerate().zip(belows) {
        if let Some(Some(old)) = pairs.get(nth) {
            above = old + 1;
            continue;
        }
        let free = before.iter().enumerate().take(below).skip(above);
        let free = free.filter(|(old, sheet)| !taken.contains(old) && may(sheet, new)).take(MOST_NEAR);
        let line = |sheet: &Sheet| sheet.place.as_ref().map_or(0, |place| place.line);
        let found =
            free.min_by_key(|(_, old)| (old.source != new.source, line(old).abs_diff(line(new)))).map(|(old, _)| old);
        if let (Some(slot), Some(old)) = (pairs.get_mut(nth), found) {
            *slot = Some(old);
            taken.insert(old);
            above = old + 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dev::session::{Look, Session};
    use feishu_card_core::Json;
    use std::path::Path;

    const GOOD: &str = r#"
fn first() -> Card {
    card! { <card><div>"one"</div></card> }
}

fn second(rows: &[Row], url: &str) -> Card {
    card! {
        <card>
            for row in rows {
                <div>"two {row}"</div>
            }
            <action><button url={url}>"open"</button></action>
        </card>
    }
}

fn third() -> Card {
    card! { <card><div>"three"</div></card> }
}
"#;

    fn session(text: &str) -> Session {
        let mut session = Session::new("/base".into(), Vec::new(), Default::default());
        save(&mut session, text);
        session
    }

    fn save(session: &mut Session, text: &str) {
        session.file(Path::new("/base/a.rs"), false, Ok(text.to_owned()));
    }

    fn view(session: &Session, id: &str) -> Json {
        session.view(id, &Look::default()).unwrap_or_else(|| panic!("no {id}"))
    }

    fn ids(session: &Session) -> Vec<String> {
        let list = session.list(0);
        let cards = list.get("cards").unwrap().as_list().unwrap().iter();
        cards.map(|card| card.get("id").unwrap().as_str().unwrap().to_owned()).collect()
    }

    fn message(view: &Json) -> &str {
        view.pointer("/stale/message").unwrap().as_str().unwrap()
    }

    #[test]
    fn a_card_that_does_not_parse_keeps_its_name_its_place_and_its_picture() {
        for (what, from, to) in [
            (
                "the brace of a loop",
                "                <div>\"two {row}\"</div>\n            }\n",
                "<div>\"two {row}\"</div>\n",
            ),
            ("the brace of the macro", "        </card>\n    }\n}", "        </card>\n}"),
            ("the brace of the function", "        </card>\n    }\n}", "        </card>\n    }\n"),
            ("the brace of a value", "url={url}", "url={url"),
            ("a quote", "\"open\"", "\"open"),
            ("another quote", "\"two {row}\"", "\"two {row}"),
        ] {
            assert!(GOOD.contains(from), "{what}");
            let mut session = session(GOOD);
            let before = view(&session, "a.rs#second");
            save(&mut session, &GOOD.replacen(from, to, 1));
            assert_eq!(ids(&session), ["a.rs#first", "a.rs#second", "a.rs#third"], "{what}");
            let now = view(&session, "a.rs#second");
            assert_eq!(now.get("html"), before.get("html"), "{what}");
            assert_eq!(now.pointer("/stale/why").and_then(Json::as_str), Some("source"), "{what}");
            assert!(now.pointer("/stale/line").and_then(Json::as_i64).is_some_and(|line| line >= 5), "{what}: {now}");
            assert!(!now.get("findings").unwrap().as_list().unwrap().is_empty(), "{what}");
            // nothing of an old picture is marked by a new text
            assert_eq!(now.pointer("/findings/0/pointer"), Some(&Json::Null), "{what}");
            assert_eq!(view(&session, "a.rs#first").get("stale"), Some(&Json::Null), "{what}");
            // again, broken as before, and then well
            save(&mut session, &format!("{}\n// more", GOOD.replacen(from, to, 1)));
            assert_eq!(view(&session, "a.rs#second").get("html"), before.get("html"), "{what}");
            save(&mut session, GOOD);
            assert_eq!(view(&session, "a.rs#second").get("stale"), Some(&Json::Null), "{what}");
        }
    }

    #[test]
    fn what_is_said_is_about_the_newest_save() {
        let mut session = session(GOOD);
        save(&mut session, &GOOD.replace("<card><div>\"one\"", "<card><div margin：4px>\"one\""));
        let now = view(&session, "a.rs#first");
        assert!(message(&now).contains('：'), "{now}");
        // broken in another way, with the card hidden
        save(&mut session, &GOOD.replace("<card><div>\"one\"", &"，".repeat(60)));
        let now = view(&session, "a.rs#first");
        assert!(message(&now).contains('，') && !now.get("findings").unwrap().to_string().contains('：'), "{now}");
    }

    #[test]
    fn a_card_that_is_renamed_is_followed_with_what_was_typed() {
        let mut session = session(GOOD);
        assert!(session.choose("a.rs#second", "text:row", "R".into()));
        save(&mut session, &GOOD.replace("second", "other"));
        save(&mut session, &GOOD.replace("second", "another"));
        let now = view(&session, "a.rs#second");
        assert_eq!(now.get("id").unwrap().as_str(), Some("a.rs#another"));
        assert!(now.get("content").unwrap().as_str().unwrap().contains("two R"), "{now}");
        // back again
        save(&mut session, GOOD);
        assert_eq!(view(&session, "a.rs#second").get("id").unwrap().as_str(), Some("a.rs#second"));
        assert_eq!(view(&session, "a.rs#other").get("id").unwrap().as_str(), Some("a.rs#second"));
        // one that is removed is gone
        save(&mut session, "fn first() -> Card { card! { <card><div>\"one\"</div></card> } }");
        assert!(session.view("a.rs#second", &Look::default()).is_none());
    }

    #[test]
    fn a_card_that_was_never_whole_has_the_fault_too() {
        let session = session("fn first() -> Card {\n    card! { <card><hr/></card> }\n");
        let id = ids(&session).remove(0);
        assert!(view(&session, &id).pointer("/findings/0/message").is_some(), "{id}");
    }

    /// What `pair` and `with_swallowed` mean, said without regard to time: the search is done again for every card.
    mod plainly {
        use super::super::*;

        pub(super) fn pair(
            before: &[Sheet],
            now: &[Sheet],
            may: impl Fn(&Sheet, &Sheet) -> bool,
        ) -> Vec<Option<usize>> {
            let mut pairs: Vec<_> = now.iter().map(|new| before.iter().position(|old| old.id == new.id)).collect();
            let mut above = 0;
            for (nth, new) in now.iter().enumerate() {
                if let Some(old) = pairs[nth] {
                    above = old + 1;
                    continue;
                }
                let below = pairs[nth..].iter().find_map(|old| *old).unwrap_or(before.len());
                let free = before.iter().enumerate().take(below).skip(above);
                let free = free.filter(|(old, sheet)| !pairs.contains(&Some(*old)) && may(sheet, new));
                let line = |sheet: &Sheet| sheet.place.as_ref().map_or(0, |place| place.line);
                let found = free.min_by_key(|(_, old)| (old.source != new.source, line(old).abs_diff(line(new))));
                if let Some((old, _)) = found {
                    pairs[nth] = Some(old);
                    above = old + 1;
                }
            }
            pairs
        }

        pub(super) fn with_swallowed(
            mut sheets: Vec<Sheet>,
            before: &[Sheet],
            continued: &[Option<usize>],
        ) -> Vec<Sheet> {
            for (nth, old) in before.iter().enumerate().filter(|(nth, _)| !continued.contains(&Some(*nth))) {
                let above = before[..nth].iter().rev();
                let above = above.filter_map(|above| sheets.iter().position(|sheet| sheet.id == above.id)).next();
                sheets.insert(above.map_or(0, |above| above + 1), old.clone());
            }
            sheets
        }
    }

    /// Sheets of these names (each once) and texts, one a line.
    fn sheets(of: &[(u8, u8)]) -> Vec<Sheet> {
        let mut names = std::collections::HashSet::new();
        let once = of.iter().enumerate().filter(|(_, (name, _))| names.insert(*name));
        let sheet = |(line, (name, text)): (usize, &(u8, u8))| Sheet {
            id: format!("a.rs#f{name}"),
            name: format!("f{name}"),
            body: Body::Nothing,
            findings: Vec::new(),
            stale: None,
            place: Some(crate::dev::session::Excerpt {
                file: "a.rs".into(),
                span: 0..0,
                line,
                column: 1,
                text: String::new(),
                mark: 0..0,
            }),
            source: Some(format!("{text}")),
            function: (text % 3 > 0).then(|| format!("f{name}")),
            gives: None,
        };
        once.map(sheet).collect()
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig {
            cases: 2000, failure_persistence: None, ..Default::default()
        })]

        #[test]
        fn cards_are_found_again_as_the_plain_search_finds_them(
            before in proptest::collection::vec((0..12_u8, 0..4_u8), 0..12),
            now in proptest::collection::vec((0..12_u8, 0..4_u8), 0..12),
        ) {
            let (before, now) = (sheets(&before), sheets(&now));
            let all = |_: &Sheet, _: &Sheet| true;
            proptest::prop_assert_eq!(pair(&before, &now, all), plainly::pair(&before, &now, all));
            let same = |old: &Sheet, new: &Sheet| new.function.is_none() || new.function == old.function;
            let continued = pair(&before, &now, same);
            proptest::prop_assert_eq!(&continued, &plainly::pair(&before, &now, same));
            let ids = |sheets: Vec<Sheet>| sheets.into_iter().map(|sheet| sheet.id).collect::<Vec<_>>();
            proptest::prop_assert_eq!(
                ids(with_swallowed(now.clone(), &before, &continued, |old| old)),
                ids(plainly::with_swallowed(now, &before, &continued)),
            );
        }
    }
}
