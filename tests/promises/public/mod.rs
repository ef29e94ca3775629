//! The public face, read from the pages that rustdoc writes: every public item of every module with its signature is in
//! `listing.txt`, so that a change of it is seen; and what the face promises holds for each of them.

mod pages;

use feishu_card_expected::{hold, skipped};
use pages::{Item, Pages};
use std::{collections::BTreeMap, process::Command};

/// The pages, or why there are none to read here: what they look like is rustdoc's own matter.
fn pages() -> Option<Pages> {
    let version = Command::new("rustc").arg("--version").output();
    let version = version.map(|out| String::from_utf8_lossy(&out.stdout).into_owned()).unwrap_or_default();
    if !version.starts_with("rustc 1.95.") {
        skipped(&format!("the pages are read as rustdoc 1.95 writes them, this is {version}"));
        return None;
    }
    Some(Pages::written())
}

#[test]
fn the_public_face() {
    let Some(pages) = pages() else { return };
    let listing = pages.items.iter().flat_map(|item| item.lines()).collect::<Vec<_>>().join("\n") + "\n";
    hold(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/promises/public/listing.txt"), &listing);

    let mut wrong = no_two_items_of_one_name(&pages);
    wrong.extend(every_type_of_a_signature_can_be_named(&pages));
    wrong.extend(every_type_may_go_to_other_threads(&pages));
    wrong.extend(what_may_grow_says_so(&pages));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Modules whose names people have in scope together.
const TOGETHER: [&str; 7] = ["", "send", "callback", "connection", "send::fleet", "sandbox", "preview"];

fn no_two_items_of_one_name(pages: &Pages) -> Vec<String> {
    let mut names: BTreeMap<&str, Vec<&Item>> = BTreeMap::new();
    for item in pages.items.iter().filter(|item| TOGETHER.contains(&item.module.as_str())) {
        let there = names.entry(&item.name).or_default();
        // one item that is in two modules
        if !there.iter().any(|other| other.declaration == item.declaration && other.members == item.members) {
            there.push(item);
        }
    }
    assert!(names.len() > 250, "only {} names: are these the pages?", names.len());
    let empty = TOGETHER.iter().find(|module| !pages.items.iter().any(|item| item.module == **module));
    assert_eq!(empty, None, "no item is in this module");
    let paths = |items: &[&Item]| items.iter().map(|item| item.path()).collect::<Vec<_>>().join(", ");
    let twice = names.values().filter(|items| items.len() > 1);
    twice.map(|items| format!("one name, two items: {}", paths(items))).collect()
}

/// Names in signatures that lead nowhere because they are of crates whose pages are not written here.
const FOREIGN: [&str; 6] = ["HeaderMap", "MethodRouter", "Response", "Router", "StatusCode", "Stream"];

fn every_type_of_a_signature_can_be_named(pages: &Pages) -> Vec<String> {
    let mut links = 0;
    let mut hidden = Vec::new();
    for item in &pages.items {
        for link in &item.ours {
            links += 1;
            if !pages.items.iter().any(|public| public.name == *link) && !FOREIGN.contains(&link.as_str()) {
                hidden.push(format!("nobody can name `{link}`, which signatures of {} name", item.path()));
            }
        }
    }
    hidden.sort();
    hidden.dedup();
    assert!(links > 500, "only {links} links: are these the pages?");
    hidden
}

/// Types that lack auto traits, and why. Every type may be sent to another thread.
const LACKING: [(&str, &[&str], &[&str]); 4] = [
    (
        "what is awaited borrows the caller's content, whatever that is, and a client",
        &["UnwindSafe", "RefUnwindSafe"],
        &[
            "send::CardCalls",
            "send::ChangeCard",
            "send::ConvertId",
            "send::CreateCard",
            "send::CreateTemplateCard",
            "send::DeleteEphemeral",
            "send::GetBatchProgress",
            "send::GetBatchRead",
            "send::GetMessage",
            "send::PatchCard",
            "send::RecallBatch",
            "send::RecallMessage",
            "send::ReplyCard",
            "send::ReplyText",
            "send::ResumeStream",
            "send::SendBatch",
            "send::SendCard",
            "send::SendEphemeral",
            "send::SendLive",
            "send::SendText",
            "send::SendWebhook",
            "send::StartStream",
            "send::UpdateCard",
            "send::UpdateLive",
            "send::UploadImage",
            "send::UrgentMessage",
        ],
    ),
    (
        "a client of reqwest is not",
        &["UnwindSafe", "RefUnwindSafe"],
        &[
            "send::Auth",
            "send::Blocking",
            "send::Bulk",
            "send::CardStream",
            "send::Client",
            "send::ClientBuilder",
            "send::LiveCard",
            "send::StoreApp",
            "send::Webhook",
            "send::WebhookBuilder",
        ],
    ),
    (
        "functions of the program are in it",
        &["UnwindSafe", "RefUnwindSafe"],
        &[
            "callback::Answer",
            "callback::Callbacks",
            "callback::Hook",
            "callback::Updates",
            "connection::LongConnection",
            "preview::Options",
            "sandbox::Sandbox",
        ],
    ),
    ("the work of `then` is a future, which is polled by one thread at a time", &["Sync"], &["callback::Answer"]),
];

fn every_type_may_go_to_other_threads(pages: &Pages) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut types = 0;
    for item in pages.items.iter().filter(|item| matches!(item.kind.as_str(), "struct" | "enum")) {
        types += 1;
        for name in ["Send", "Sync", "Unpin", "UnwindSafe", "RefUnwindSafe"] {
            let lacks = |(_, traits, types): &(_, &[&str], &[&str])| {
                traits.contains(&name) && types.contains(&item.path().as_str())
            };
            let listed = LACKING.iter().any(lacks);
            match item.auto_traits.iter().find(|(auto, _)| auto == name) {
                Some((_, has)) if *has != listed => {}
                Some((_, true)) => wrong.push(format!("{} is {name} by now: take it off the list", item.path())),
                Some((_, false)) => wrong.push(format!("{} is not {name}", item.path())),
                None => wrong.push(format!("the page of {} says nothing of {name}", item.path())),
            }
        }
    }
    assert!(types > 250, "only {types} types: are these the pages?");
    for path in LACKING.iter().flat_map(|(_, _, types)| *types) {
        if !pages.items.iter().any(|item| item.path() == *path) {
            wrong.push(format!("{path} is among `LACKING`, and gone"));
        }
    }
    wrong
}

/// What stays open to `match` and to literals, and why nothing can be added to it.
const WHOLE: [(&str, &str); 13] = [
    ("At", "a number that says where"),
    ("Boxed", "borrowed or owned"),
    ("Json", "JSON has six kinds of values"),
    ("List", "borrowed or owned"),
    ("Map", "a list with names"),
    ("Reader", "markup or not"),
    ("Severity", "what the platform takes, and what it refuses"),
    ("Unknown", "some members, or all of it"),
    ("Version", "a third version of card JSON would be a new rule book"),
    ("callback::Challenge", "a text to send back"),
    ("callback::Generation", "callbacks of the old kind are there for good, and there are two kinds"),
    ("callback::Push", "whatever else comes is `Other`"),
    ("send::fleet::RateLimit", "a number in a period"),
];

fn what_may_grow_says_so(pages: &Pages) -> Vec<String> {
    let open: Vec<_> = pages.items.iter().filter(|item| item.is_open).map(Item::path).collect();
    let mut wrong = Vec::new();
    for path in open.iter().filter(|path| !WHOLE.iter().any(|(whole, _)| whole == *path)) {
        wrong.push(format!("{path}: `#[non_exhaustive]`, or among `WHOLE` with why nothing can be added"));
    }
    for (path, _) in WHOLE.iter().filter(|(path, _)| !open.iter().any(|item| item == path)) {
        wrong.push(format!("{path} is among `WHOLE`, and not open, or gone"));
    }
    wrong
}
