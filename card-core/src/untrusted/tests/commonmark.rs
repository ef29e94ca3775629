//! The examples of CommonMark's specification, which pulldown-cmark carries as tests in its package: each alone, and
//! among what models and attackers write.

use super::{block, cases, content, grown, holds, hostile, is_safe, is_valid, options, tags_as_text};
use crate::untrusted::untrusted;
use feishu_card_corpus::manifests;
use proptest::prelude::*;
use pulldown_cmark::{Event, LinkType, Parser, Tag};
use std::{fs, path::Path, sync::LazyLock};

/// The examples; none where the package has no tests, or cargo does not say where it is.
static EXAMPLES: LazyLock<Vec<String>> = LazyLock::new(|| examples().unwrap_or_default());

/// The specification 0.31 has 652.
const AT_LEAST: usize = 600;

fn examples() -> Option<Vec<String>> {
    let manifest = manifests().into_iter().find(|path| path.contains("/pulldown-cmark-0"))?;
    let suite = fs::read_to_string(Path::new(&manifest).parent()?.join("tests/suite/spec.rs")).ok()?;
    let texts = suite.split("let original = r##\"").skip(1).filter_map(|rest| rest.split("\"##;").next());
    Some(texts.map(str::to_owned).collect())
}

/// Whether what is read differs from what is shown for a reason: links by name and pictures become text, and so do links
/// that lead elsewhere. An address without a host leads nowhere.
fn changes_what_is_shown(text: &str) -> bool {
    let allowed = |to: &str| {
        let rest = ["https://", "http://", "tel:"].iter().find_map(|scheme| to.strip_prefix(scheme));
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || "+[".contains(c)))
    };
    let mut parser = Parser::new_ext(text, options());
    let named = parser.reference_definitions().iter().next().is_some();
    named
        || parser.any(|event| match event {
            Event::Start(Tag::Image { .. }) => true,
            Event::Start(Tag::Link { dest_url, link_type, .. }) => {
                !matches!(link_type, LinkType::Inline | LinkType::Autolink) || !allowed(&dest_url)
            }
            _ => false,
        })
}

/// Whether the letters of one text come in the other, in their order.
fn is_within(part: &str, whole: &str) -> bool {
    let mut whole = whole.chars();
    part.chars().filter(|c| c.is_alphanumeric()).all(|c| whole.any(|w| w == c))
}

/// The text without what may be the marks of a link. CommonMark takes `[a](/my uri)`, whose target has a blank, for text;
/// other readers take it for a link, so it is shown as a link that leads nowhere is: `a (/my uri)`.
fn without_link_marks(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '[' | ']' | ' ')).collect()
}

#[test]
fn every_example_is_safe_and_keeps_what_it_says() {
    if EXAMPLES.is_empty() {
        return feishu_card_expected::skipped("pulldown-cmark's package has no examples of CommonMark here");
    }
    assert!(EXAMPLES.len() >= AT_LEAST, "{}", EXAMPLES.len());
    let (mut equal, mut wrong) = (0, Vec::new());
    for (number, text) in EXAMPLES.iter().enumerate() {
        let (before, after) = (content(&tags_as_text(text)), content(&untrusted(text, 4).0));
        equal += usize::from(before == after);
        let kept = before == after
            || without_link_marks(&before) == without_link_marks(&after)
            || (changes_what_is_shown(&tags_as_text(text)) && is_within(&before, &after));
        let held = holds(text).map_err(|why| why.to_string()).and_then(|safe| is_safe(&safe));
        if !kept || held.is_err() {
            wrong.push(format!("{}: {text:?}\n  {before:?}\n  {after:?}\n  {held:?}", number + 1));
        }
    }
    println!("{} examples, {equal} with the same content", EXAMPLES.len());
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), EXAMPLES.len(), wrong.join("\n"));
}

/// An example, or what is put between them.
fn piece() -> impl Strategy<Value = String> {
    let example = any::<prop::sample::Index>().prop_map(|at| match EXAMPLES.is_empty() {
        true => String::new(),
        false => at.get(&EXAMPLES).clone(),
    });
    prop_oneof![6 => example, 2 => block(), 2 => hostile(), 1 => Just("\n".to_owned())]
}

proptest! {
    #![proptest_config(cases(400, 1_000_000))]

    #[test]
    fn whatever_is_around_an_example_it_is_valid_and_mentions_nobody(pieces in prop::collection::vec(piece(), 1..6)) {
        holds(&pieces.concat())?;
    }
}

proptest! {
    #![proptest_config(cases(100, 100_000))]

    #[test]
    fn examples_that_grow_are_valid_at_any_time(
        texts in prop::collection::vec(piece(), 1..6), pieces in prop::collection::vec(1usize..60, 1..9),
    ) {
        let text = texts.concat();
        let (grown, _) = grown(&text, &pieces)?;
        is_valid(&grown).map_err(|why| TestCaseError::fail(format!("{why} {grown:?} {text:?}")))?;
    }
}
