//! What `card!` costs when the user's crate is checked, against macros of like content.
//!
//! `cargo run --release --bin macro_cost [ROUNDS] [NAME] [FOLDER]` writes crates of 4,000 components in 80 cards over 20
//! modules, checks them with the dependencies built already, and prints a Markdown table of medians, the empty crate
//! subtracted: cold; again after a comment in the root changed; and after a line was put on top of one module, both
//! incremental. A second table has the growth of ours. NAME keeps the contenders whose name contains it. FOLDER is another
//! clone of ours, of an earlier commit: each of our contenders is measured there too, in the same rounds, and a table has the
//! median of ours here divided by ours there, round by round.

mod contenders;

use contenders::{CONTENDERS, Contender, GROWING};
use feishu_card_bench::measure::{Project, median};

const COMPONENTS: usize = 4_000;
const PER_CARD: usize = 50;
const MODULES: usize = 20;

/// A contender and its crate on disk.
struct Subject {
    contender: &'static Contender,
    /// The other clone, if it is that one's.
    clone: Option<&'static str>,
    project: Project,
    costs: Vec<Costs>,
}

/// CPU seconds of one round.
struct Costs {
    cold: f64,
    root_touched: f64,
    module_touched: f64,
}

impl Subject {
    fn new(number: usize, contender: &'static Contender, clone: Option<&'static str>) -> Subject {
        let (name, dependencies) = match clone {
            Some(root) => (format!("macro-{number}-other"), contender.dependencies.replace("{root}", root)),
            None => (format!("macro-{number}"), contender.dependencies.to_owned()),
        };
        let project = Project::new(&name, &dependencies, "");
        project.check();
        Subject { contender, clone, project, costs: Vec::new() }
    }

    fn name(&self) -> String {
        if self.clone.is_some() {
            return format!("{}, the other clone", self.contender.name);
        }
        let version = self.contender.package.map(|package| self.project.version(package));
        version.map_or(self.contender.name.to_owned(), |version| format!("{} ({version})", self.contender.name))
    }

    fn empty(&self) -> f64 {
        self.project.write("lib.rs", "");
        self.project.check().cpu_seconds
    }

    /// Writes the cards, as evenly over the modules as they go, and the root that names these.
    fn write(&self, components: usize, per_card: usize) -> String {
        let cards = components / per_card;
        let modules = MODULES.min(cards);
        let mut root = "#![recursion_limit = \"1024\"]\n".to_owned();
        for module in 0..modules {
            let cards = (module..cards).step_by(modules);
            let source: String = cards.map(|number| (self.contender.card)(number, per_card)).collect();
            self.project.write(&format!("m{module}.rs"), &source);
            root += &format!("pub mod m{module};\n");
        }
        self.project.write("lib.rs", &root);
        root
    }

    /// CPU seconds of a cold check.
    fn cold(&self, components: usize, per_card: usize) -> f64 {
        let empty = self.empty();
        self.write(components, per_card);
        self.project.check().cpu_seconds - empty
    }

    fn round(&mut self) {
        let cold = self.cold(COMPONENTS, PER_CARD);
        let empty = self.empty();
        let root = self.write(COMPONENTS, PER_CARD);
        self.project.forget_increments();
        self.project.check_incremental();
        self.project.write("lib.rs", &format!("{root}// touched\n"));
        let root_touched = self.project.check_incremental().cpu_seconds - empty;
        let module: String =
            (0..COMPONENTS / PER_CARD).step_by(MODULES).map(|number| (self.contender.card)(number, PER_CARD)).collect();
        self.project.write("m0.rs", &format!("// touched\n{module}"));
        let module_touched = self.project.check_incremental().cpu_seconds - empty;
        self.costs.push(Costs { cold, root_touched, module_touched });
    }

    fn median(&self, of: fn(&Costs) -> f64) -> f64 {
        median(self.costs.iter().map(of))
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1).peekable();
    let rounds = arguments.next_if(|argument| argument.parse::<usize>().is_ok());
    let rounds = rounds.and_then(|rounds| rounds.parse().ok()).unwrap_or(3);
    let wanted = arguments.next().unwrap_or_default();
    let named = CONTENDERS.iter().enumerate().filter(|(_, contender)| contender.name.contains(&wanted));
    let other = arguments.next().map(|folder| {
        let folder = std::fs::canonicalize(folder).expect("the folder of the other clone");
        &*Box::leak(folder.display().to_string().into_boxed_str())
    });
    let mut subjects: Vec<Subject> = Vec::new();
    for (number, contender) in named {
        subjects.push(Subject::new(number, contender, None));
        if contender.package.is_none() && other.is_some() {
            subjects.push(Subject::new(number, contender, other));
        }
    }
    for _ in 0..rounds {
        subjects.iter_mut().for_each(Subject::round);
    }
    println!(
        "| CPU s for {COMPONENTS} components, median of {rounds} | cold | per component | root touched | one module of {MODULES} |"
    );
    println!("|---|---:|---:|---:|---:|");
    for subject in &subjects {
        let cold = subject.median(|costs| costs.cold);
        println!(
            "| {} | {cold:.2} | {:.3} ms | {:.2} | {:.2} |",
            subject.name(),
            cold * 1e3 / COMPONENTS as f64,
            subject.median(|costs| costs.root_touched),
            subject.median(|costs| costs.module_touched),
        );
    }
    if other.is_some() {
        paired(&subjects);
        return;
    }
    if let Some(subject) = subjects.iter().find(|subject| std::ptr::eq(subject.contender, GROWING)) {
        growth(subject, rounds);
    }
}

/// Ours here divided by ours in the other clone.
fn paired(subjects: &[Subject]) {
    println!("\n| here ÷ the other clone, medians of rounds | cold | root touched | one module of {MODULES} |");
    println!("|---|---:|---:|---:|");
    for pair in subjects.windows(2) {
        let [here, there] = pair else { continue };
        if there.clone.is_none() {
            continue;
        }
        let ratio = |of: fn(&Costs) -> f64| {
            median(here.costs.iter().zip(&there.costs).map(|(here, there)| of(here) / of(there)))
        };
        println!(
            "| {} | {:.2} | {:.2} | {:.2} |",
            here.name(),
            ratio(|costs| costs.cold),
            ratio(|costs| costs.root_touched),
            ratio(|costs| costs.module_touched),
        );
    }
}

fn growth(subject: &Subject, rounds: usize) {
    println!(
        "\n| {}: components | CPU ms per component, cards of {PER_CARD} | one card |\n|---:|---:|---:|",
        subject.name()
    );
    for components in [50, 200, 1_000, 5_000] {
        let cost = |per_card| {
            let costs = (0..rounds).map(|_| subject.cold(components, per_card));
            median(costs) * 1e3 / components as f64
        };
        println!("| {components} | {:.3} | {:.3} |", cost(PER_CARD), cost(components));
    }
}
