//! What `card dev` knows: files and programs, the cards in them, and what was chosen on the page.
//!
//! A plain state machine: told what has changed, asked what to show. It opens no file and knows no clock.

mod card_file;
mod finding;
mod programs;
mod rust_file;
mod sheet;
mod view;

pub(crate) use finding::{Excerpt, Finding};
pub(crate) use sheet::{Body, Sheet, Stale};
pub(crate) use view::Look;

use super::{
    program::Event,
    scan::FileType,
    sketch::{Choices, Functions, Sketch},
};
use crate::{input::Trouble, report::Lines};
use card_file::Held;
use feishu_card_core::{Json, Severity, Str};
use feishu_card_markup::source::is_not_rust;
use feishu_card_preview::Options;
use programs::Program;
use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
    sync::Arc,
};

/// Values that are kept of one card at most.
const MOST_CHOICES: usize = 1000;

/// The longest value that is kept, in bytes of JSON.
const LONGEST_CHOICE: usize = 64 << 10;

/// Names of cards that are remembered after they changed.
const MOST_RENAMED: usize = 1000;

/// All that is shown.
#[derive(Debug, Default)]
pub(crate) struct Session {
    /// The folder that names are relative to.
    base: PathBuf,
    files: BTreeMap<PathBuf, CardFile>,
    programs: Vec<Program>,
    choices: HashMap<String, Choices>,
    /// What cards are called now that had another name when the page asked last.
    renamed: HashMap<String, String>,
    notes: Vec<String>,
    /// How cards are drawn where the page does not say: where their pictures come from.
    drawing: Options,
}

/// A file that holds cards, or should.
#[derive(Debug)]
struct CardFile {
    name: Arc<str>,
    text: Arc<str>,
    sheets: Vec<Sheet>,
    /// What is wrong outside of all cards.
    findings: Vec<Finding>,
}

/// The cards that are what a function gives, by its name.
#[derive(Debug)]
struct Givers<'a> {
    sheets: HashMap<&'a str, &'a Sheet>,
    /// What they draw.
    functions: Functions<'a>,
}

impl Session {
    /// A session that shows names relative to a folder, knows these commands, and draws so where the page does not say.
    pub(crate) fn new(base: PathBuf, commands: Vec<String>, drawing: Options) -> Self {
        Session { base, programs: commands.into_iter().map(Program::new).collect(), drawing, ..Session::default() }
    }

    /// The path of a file by the name that the page knows.
    pub(crate) fn path_of(&self, name: &str) -> PathBuf {
        self.base.join(name)
    }

    /// Whether this file had something in it that is shown.
    pub(crate) fn knows(&self, path: &Path) -> bool {
        self.files.get(path).is_some_and(|file| !file.text.is_empty())
    }

    /// A file was read, or could not be. `true` when there is something new to show.
    pub(crate) fn file(&mut self, path: &Path, named: bool, reading: Result<String, Trouble>) -> bool {
        let name: Arc<str> = path.strip_prefix(&self.base).unwrap_or(path).to_string_lossy().replace('\\', "/").into();
        let before = self.files.get(path);
        let rust = FileType::of(path) == Some(FileType::Rust);
        let mut renamed = Vec::new();
        let file = match reading {
            Ok(text) if before.is_some_and(|file| *file.text == *text) => return false,
            Ok(text) => {
                let before = before.map_or(&[][..], |file| &file.sheets);
                let text: Arc<str> = text.into();
                if rust {
                    let read = rust_file::read(&name, &text, before);
                    renamed = read.renamed;
                    Some(CardFile { name, text, sheets: read.sheets, findings: read.findings })
                } else {
                    read_card(name, text, named, before)
                }
            }
            Err(trouble) => {
                // a Rust file that cannot be read may hold no card at all, but that is not for us to know
                let finding = card_file::broken(&name, &Lines::of(""), trouble);
                let before = before.map_or(&[][..], |file| &file.sheets).iter().cloned();
                let sheets = before.map(|sheet| sheet.grow_old(&finding, vec![finding.clone()])).collect();
                Some(CardFile { name, text: "".into(), sheets, findings: vec![finding] })
            }
        };
        match file {
            Some(file) => {
                let changed = before.is_some() || !file.sheets.is_empty() || !file.findings.is_empty();
                self.files.insert(path.to_owned(), file);
                renamed.into_iter().for_each(|(old, new)| self.renamed(old, new));
                changed
            }
            None => self.files.remove(path).is_some(),
        }
    }

    /// A card has another name: what was chosen for it goes along.
    fn renamed(&mut self, old: String, new: String) {
        if let Some(chosen) = self.choices.remove(&old) {
            self.choices.insert(new.clone(), chosen);
        }
        self.renamed.remove(&new);
        if self.renamed.len() < MOST_RENAMED {
            self.renamed.insert(old, new);
        }
    }

    /// A file is there no more.
    pub(crate) fn gone(&mut self, path: &Path) -> bool {
        self.files.remove(path).is_some()
    }

    /// What to tell of watching.
    pub(crate) fn notes(&mut self, notes: Vec<String>) -> bool {
        let changed = self.notes != notes;
        self.notes = notes;
        changed
    }

    /// Something happened to a program.
    pub(crate) fn program(&mut self, nth: usize, event: Event) -> bool {
        let several = self.programs.len() > 1;
        let Some(program) = self.programs.get_mut(nth) else { return false };
        let prefix = if several { format!("run{}:", nth + 1) } else { "run:".to_owned() };
        program.apply(event, &prefix);
        true
    }

    /// A value was chosen on the page: kept if such a card has such a knob.
    pub(crate) fn choose(&mut self, card: &str, knob: &str, value: Json) -> bool {
        let Some(drawn) = self.sheet(card).map(|sheet| self.drawn(sheet, &self.givers())) else { return false };
        let known = drawn.knobs.iter().find(|known| known.key == knob);
        if !known.is_some_and(|known| known.control.takes(&value)) || value.to_string().len() > LONGEST_CHOICE {
            return false;
        }
        let choices = self.choices.entry(card.to_owned()).or_default();
        if value == Json::Null {
            return choices.remove(knob).is_some();
        }
        if choices.len() >= MOST_CHOICES && !choices.contains_key(knob) {
            return false;
        }
        choices.insert(knob.to_owned(), value.clone()).as_ref() != Some(&value)
    }

    /// All that was chosen for a card is forgotten.
    pub(crate) fn reset(&mut self, card: &str) -> bool {
        self.choices.remove(card).is_some()
    }

    fn sheets(&self) -> impl Iterator<Item = (&str, &Sheet)> {
        let files = self.files.values().flat_map(|file| file.sheets.iter().map(|sheet| (&*file.name, sheet)));
        let programs = self.programs.iter();
        files.chain(programs.flat_map(|program| program.sheets().map(|sheet| (program.command(), sheet))))
    }

    /// A card, and where it comes from.
    fn find(&self, id: &str) -> Option<(&str, &Sheet)> {
        self.sheets().find(|(_, sheet)| sheet.id == id)
    }

    fn sheet(&self, id: &str) -> Option<&Sheet> {
        self.find(id).map(|(_, sheet)| sheet)
    }

    /// The same; one that has another name now is found by the one that it had.
    fn find_again(&self, id: &str) -> Option<(&str, &Sheet)> {
        let mut id = id;
        // names may have gone in a circle
        for _ in 0..MOST_RENAMED {
            if let Some(found) = self.find(id) {
                return Some(found);
            }
            id = self.renamed.get(id)?;
        }
        None
    }

    /// The cards that are what a function gives, by its name, where that is unique.
    fn givers(&self) -> Givers<'_> {
        let mut givers: HashMap<&str, Option<(&Sheet, &Sketch)>> = HashMap::new();
        for (_, sheet) in self.sheets() {
            if let (Some(name), Body::Sketch(sketch)) = (sheet.gives.as_deref(), &sheet.body) {
                givers.entry(name).and_modify(|known| *known = None).or_insert(Some((sheet, sketch)));
            }
        }
        let unique = || givers.iter().filter_map(|(name, known)| Some((*name, (*known)?)));
        Givers {
            sheets: unique().map(|(name, (sheet, _))| (name, sheet)).collect(),
            functions: unique().map(|(name, (_, sketch))| (name, sketch)).collect(),
        }
    }

    /// The file that a sketch or a place names, if it is of the text that the file has now: each reading has a name of its own,
    /// and the bytes of an old text lead nowhere in a new one.
    fn current(&self, name: &Arc<str>) -> Option<&CardFile> {
        self.files.get(&self.path_of(name)).filter(|file| Arc::ptr_eq(&file.name, name))
    }

    /// The ids of the cards that have this text in them, whatever the case.
    pub(crate) fn search(&self, text: &str) -> Json {
        let wanted = text.to_lowercase();
        let has = |sheet: &Sheet| match (&sheet.source, &sheet.body) {
            (Some(source), _) => source.to_lowercase().contains(&wanted),
            (None, Body::Card(card)) => card.to_string().to_lowercase().contains(&wanted),
            (None, _) => false,
        };
        let found = self.sheets().filter(|(_, sheet)| has(sheet));
        found.map(|(_, sheet)| sheet.id.as_str().into()).collect::<Vec<Json>>().into()
    }

    /// The list, as JSON for the page; `reading` is how many files are still to be read.
    pub(crate) fn list(&self, reading: usize) -> Json {
        let givers = self.givers();
        let mut sheets: Vec<_> = self.sheets().collect();
        sheets.sort_by_key(|(from, _)| rank(from));
        let cards = sheets.into_iter().map(|(from, sheet)| {
            // sources are groups of cards, folders groups of files with one card each
            let group = match sheet.source {
                None if sheet.id == from => from.rsplit_once('/').map_or("./", |(folder, _)| folder),
                _ => from,
            };
            let findings = self.findings(sheet, &givers);
            let of_values = match self.choices.get(&sheet.id) {
                Some(_) => self.of_values(sheet, &self.drawn(sheet, &givers), &givers),
                None => Vec::new(),
            };
            let all = || findings.iter().copied().chain(&of_values);
            let count = |severity| number(all().filter(|finding| finding.severity == severity).count());
            object([
                ("id", sheet.id.as_str().into()),
                ("group", group.into()),
                ("from", from.into()),
                ("name", sheet.name.as_str().into()),
                ("line", sheet.place.as_ref().map_or(Json::Null, |place| number(place.line))),
                ("errors", count(Severity::Error)),
                ("warnings", count(Severity::Warning)),
                ("old", sheet.stale.is_some().into()),
                ("part", matches!(&sheet.body, Body::Sketch(sketch) if !sketch.is_whole()).into()),
            ])
        });
        let loose = self.files.values().flat_map(|file| {
            file.findings.iter().map(|finding| {
                let mut json = finding.to_json(None, None);
                if let Json::Map(members) = &mut json {
                    members.push(("group".into(), (&*file.name).into()));
                }
                json
            })
        });
        object([
            ("folder", self.base.display().to_string().into()),
            ("reading", number(reading)),
            ("cards", cards.collect::<Vec<_>>().into()),
            ("findings", loose.collect::<Vec<_>>().into()),
            ("programs", self.programs.iter().map(Program::to_json).collect::<Vec<_>>().into()),
            ("notes", self.notes.iter().map(|note| note.as_str().into()).collect::<Vec<Json>>().into()),
        ])
    }
}

impl Sheet {
    /// The picture of a source that has moved on, and what is in the way of a new one.
    fn grow_old(self, why: &Finding, findings: Vec<Finding>) -> Self {
        Sheet { stale: Some(Stale::Source(Box::new(why.clone()))), findings, ..self }
    }

    /// The places within it where its source does not lex.
    fn faults(&self) -> Vec<Finding> {
        self.findings.iter().filter(|finding| is_not_rust(finding.code)).cloned().collect()
    }
}

/// A card that cannot be read now is drawn as it was.
fn keep_picture(sheet: &mut Sheet, before: &[Sheet]) {
    if let Some(old) = before.iter().find(|old| old.id == sheet.id) {
        sheet.body = old.body.clone();
    }
}

/// The card of a JSON file; `None` for JSON of another kind.
fn read_card(name: Arc<str>, text: Arc<str>, named: bool, before: &[Sheet]) -> Option<CardFile> {
    let wanted = named || !before.is_empty() || name.ends_with(".card");
    let title = name.rsplit('/').next().unwrap_or_default().to_owned();
    let new = |body, findings, stale| Sheet {
        id: name.to_string(),
        name: title,
        body,
        findings,
        stale,
        place: None,
        source: None,
        function: None,
        gives: None,
    };
    let sheet = match card_file::read(&name, &text, wanted) {
        Held::Card(card, findings) => new(Body::Card(card), findings, None),
        Held::Broken(finding) => {
            let why = Stale::Source(Box::new(finding.clone()));
            let mut sheet = new(Body::Nothing, vec![finding], Some(why));
            keep_picture(&mut sheet, before);
            sheet
        }
        Held::Other => return None,
    };
    Some(CardFile { name, text, sheets: vec![sheet], findings: Vec::new() })
}

/// Where a file is in the list: what is shipped first, then examples, then the rest, and tests with their deliberate
/// mistakes last.
fn rank(file: &str) -> u8 {
    let within = |folder: &str| file.split('/').rev().skip(1).any(|step| step == folder);
    match () {
        () if within("tests") || within("benches") => 3,
        () if within("src") => 0,
        () if within("examples") => 1,
        () => 2,
    }
}

/// A JSON object.
pub(crate) fn object<const N: usize>(members: [(&'static str, Json); N]) -> Json {
    Json::from(members.into_iter().map(|(name, value)| (name.into(), value)).collect::<Vec<(Str, Json)>>())
}

/// A count as JSON.
pub(crate) fn number(n: usize) -> Json {
    i64::try_from(n).map_or(Json::Null, Json::int)
}

/// A text as JSON, or `null`.
pub(crate) fn or_null(text: Option<&str>) -> Json {
    text.map_or(Json::Null, Json::from)
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod findings_tests;
