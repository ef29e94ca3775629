//! The walk over the abstract tree, led by the component table: where it is, and what it found.

use super::{
    Settings,
    context::{Arm, CardFacts, Counts},
    names,
    path::{self, Spot, Step},
    plan::{NO_ROW, Plan},
    seen::{Crumb, Crumbs, Seen, Use},
    values::{self, ranges::Range},
    words,
};
use crate::{
    Diagnostic, Entry, Reader, Version, sort_by,
    table::{Facts, Family, Item, Member, Object, objects},
    tree::{At, Fields, Known, Node},
};

/// The state of one check.
pub(crate) struct Walk<'t, 's> {
    pub(crate) settings: &'s Settings<'s>,
    pub(crate) version: Version,
    /// Whether the root is a part of a card, so that what surrounds it is unknown.
    pub(crate) fragment: bool,
    /// What the root of the card says for all of it.
    pub(crate) card: CardFacts<'t>,
    /// Names and ids met so far.
    pub(crate) seen: Seen<'t>,
    /// What was counted so far, at least.
    pub(crate) counts: Counts,
    /// The objects around the present one, outermost first.
    pub(crate) above: Vec<&'static Object>,
    /// For each form around: whether it has, or may have, a submit button.
    pub(crate) submits: Vec<bool>,
    /// The branches around.
    pub(crate) arms: Vec<Arm>,
    /// How many forms are around.
    forms: usize,
    /// How many levels of nesting are around.
    pub(crate) levels: usize,
    /// Whether the body of a 2.0 card is around.
    pub(crate) in_body: bool,
    choices: u32,
    /// The present steps, and where they are among those that are remembered.
    steps: Vec<(Step<'t>, Option<Crumb>)>,
    crumbs: Crumbs<'t>,
    /// The rows of the members of the objects around, innermost last.
    rows: Vec<u8>,
    found: Vec<(Vec<u32>, Diagnostic)>,
}

/// The member that holds an object.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Holder {
    pub(crate) object: &'static Object,
    pub(crate) member: &'static Member,
    pub(crate) facts: &'static Facts,
    /// The words that it takes.
    pub(crate) words: &'static [&'static str],
    /// The ranges that it takes.
    pub(crate) ranges: &'static [Range],
    /// Its name among the containers, if it is one, and its bit in this version.
    pub(crate) container: Option<&'static str>,
    pub(crate) container_bit: u32,
}

impl Holder {
    /// Whether it is this member.
    pub(crate) fn is(&self, object: &Object, member: &str) -> bool {
        self.object == object && self.member.name == member
    }
}

/// An object of the tree and the row of the table that describes it.
#[derive(Clone, Copy)]
pub(crate) struct Visited<'t> {
    pub(crate) object: &'static Object,
    pub(crate) plan: &'static Plan,
    pub(crate) tree: &'t Fields<'t>,
    pub(crate) holder: Option<Holder>,
    at: At,
    depth: usize,
}

impl<'t> Visited<'t> {
    /// The place of the element itself.
    pub(crate) fn spot(&self) -> Spot<'t> {
        Spot::new(self.at, self.depth)
    }

    /// The place of the name of its nth member.
    pub(crate) fn nth_spot(&self, nth: usize) -> Spot<'t> {
        let Some(member) = self.tree.members.get(nth) else { return self.spot() };
        self.spot().then(Step::member(nth, &member.name), member.at)
    }

    /// The place of the name of a member, else that of the element.
    pub(crate) fn name_spot(&self, name: &str) -> Spot<'t> {
        self.tree.members.iter().position(|member| member.name == name).map_or(self.spot(), |nth| self.nth_spot(nth))
    }

    /// The place of the value of a member, else that of the element.
    pub(crate) fn value_spot(&self, name: &str) -> Spot<'t> {
        let spot = self.name_spot(name);
        self.get(name).map_or(spot, |node| spot.marked(node.at))
    }

    /// The value of a member.
    pub(crate) fn get(&self, name: &str) -> Option<&'t Node<'t>> {
        self.tree.get(name)
    }

    /// The text of a member that is known entirely.
    pub(crate) fn text(&self, name: &str) -> Option<&'t str> {
        self.get(name)?.as_str()
    }

    /// Whether a member is written.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.tree.member(name).is_some()
    }

    /// Whether a member is written in every run of the program; an expression may be a `None`.
    pub(crate) fn surely_has(&self, name: &str) -> bool {
        self.tree
            .member(name)
            .is_some_and(|member| member.sure && !matches!(member.node.value, Known::Branches(_) | Known::Hole))
    }

    /// Whether a member is certain not to be written.
    pub(crate) fn surely_lacks(&self, name: &str) -> bool {
        !self.tree.open && !self.has(name)
    }

    /// Whether this row of the table describes it.
    pub(crate) fn is(&self, object: &Object) -> bool {
        self.object == object
    }
}

/// Most cards are no deeper, so that what the walk keeps of its way is not moved.
const DEEP: usize = 16;

impl<'t, 's> Walk<'t, 's> {
    pub(crate) fn new(settings: &'s Settings<'s>, version: Version, fragment: bool, card: CardFacts<'t>) -> Self {
        Walk {
            settings,
            version,
            fragment,
            card,
            seen: Seen::default(),
            counts: Counts::default(),
            above: Vec::with_capacity(DEEP),
            submits: Vec::new(),
            arms: Vec::new(),
            forms: 0,
            levels: 0,
            in_body: false,
            choices: 0,
            steps: Vec::with_capacity(DEEP),
            crumbs: Crumbs::default(),
            rows: Vec::with_capacity(4 * DEEP),
            found: Vec::new(),
        }
    }

    /// The findings, in document order.
    pub(crate) fn finish(mut self) -> Vec<Diagnostic> {
        sort_by(&mut self.found, |(a, _), (b, _)| a.cmp(b));
        let mut findings = Vec::with_capacity(self.found.len());
        for (_, finding) in self.found {
            findings.push(finding);
        }
        findings
    }

    /// Whether the card is written as markup.
    pub(crate) fn markup(&self) -> bool {
        self.settings.reader == Reader::Markup
    }

    /// Whether it is card JSON 2.0.
    pub(crate) fn v2(&self) -> bool {
        self.version == Version::V2
    }

    /// Whether the walk is inside a form; `None` when a fragment does not tell.
    pub(crate) fn in_form(&self) -> Option<bool> {
        if self.forms > 0 {
            return Some(true);
        }
        (!self.fragment).then_some(false)
    }

    /// The present place of the walk.
    pub(crate) fn here(&self, at: At) -> Spot<'t> {
        Spot::new(at, self.steps.len())
    }

    /// Remembers a place.
    pub(crate) fn crumb(&mut self, spot: Spot<'t>) -> Crumb {
        let mut crumb = Crumb::ROOT;
        for (step, known) in self.steps.iter_mut().take(spot.depth()) {
            crumb = *known.get_or_insert_with(|| self.crumbs.then(crumb, *step));
        }
        spot.tail().fold(crumb, |crumb, step| self.crumbs.then(crumb, step))
    }

    /// Reports a finding.
    pub(crate) fn report(&mut self, entry: &'static Entry, spot: Spot<'t>, message: String, help: Option<String>) {
        self.add(entry, spot, message, help);
    }

    /// Reports a finding, and gives it to say more; `None` when its code is lowered to nothing.
    pub(crate) fn add(
        &mut self,
        entry: &'static Entry,
        spot: Spot<'t>,
        message: String,
        help: Option<String>,
    ) -> Option<&mut Diagnostic> {
        let severity = entry.severity(self.settings.reader, self.version);
        let severity = self.settings.allow.lower(entry.code, severity)?;
        let mut steps = Vec::with_capacity(self.steps.len() + 4);
        self.steps.iter().for_each(|(step, _)| steps.push(*step));
        spot.tail_behind(&mut steps);
        let finding = Diagnostic {
            entry,
            severity,
            at: spot.at,
            pointer: path::pointer(&steps),
            path: path::platform(&steps),
            message,
            help,
            excerpt: None,
            earlier: None,
            platform: entry.platform_code(self.version),
        };
        self.found.push((path::order(&steps), finding));
        self.found.last_mut().map(|(_, finding)| finding)
    }

    /// Adds a finding that repeats an earlier place.
    pub(crate) fn report_again(
        &mut self,
        entry: &'static Entry,
        spot: Spot<'t>,
        earlier: &Use,
        message: String,
        rule: &str,
    ) {
        let markup = self.markup();
        let pointer = || path::pointer(&self.crumbs.steps(earlier.crumb));
        let help = if markup { rule.to_owned() } else { format!("{rule}; first used at {}", pointer()) };
        if let Some(finding) = self.add(entry, spot, message, Some(help)).filter(|_| markup) {
            finding.earlier = Some(earlier.at);
        }
    }

    /// An object whose row is known.
    pub(crate) fn single(&mut self, object: &'static Object, node: &'t Node<'t>, holder: Option<Holder>) {
        match &node.value {
            Known::Object(tree) => {
                if names::the_tag_is_that_of_the_object(self, object, node, tree, holder) {
                    self.object(object, node.at, tree, holder);
                }
            }
            Known::Branches(arms) => self.each_arm(arms, &mut |walk, node| walk.single(object, node, holder)),
            Known::Hole => {}
            _ => self.wrong_kind(words::object(object), node),
        }
    }

    /// An object that tells its row by its tag.
    pub(crate) fn variant(&mut self, family: &'static Family, node: &'t Node<'t>, holder: Option<Holder>) {
        match &node.value {
            Known::Object(tree) => {
                if let Some(object) = names::every_component_is_known(self, family, node, tree, holder) {
                    self.object(object, node.at, tree, holder);
                }
            }
            Known::Branches(arms) => self.each_arm(arms, &mut |walk, node| walk.variant(family, node, holder)),
            Known::Hole => self.may_hold_anything(),
            _ => self.wrong_kind(words::family(family), node),
        }
    }

    /// The items of a list.
    pub(crate) fn items(&mut self, item: Item, node: &'t Node<'t>, holder: Option<Holder>) {
        match &node.value {
            Known::List(items) => {
                let mut index = 0;
                for node in items {
                    self.item(item, node, holder, &mut index);
                }
            }
            Known::Branches(arms) => self.each_arm(arms, &mut |walk, node| walk.items(item, node, holder)),
            Known::Hole => self.may_hold_anything(),
            _ => self.wrong_kind("a list", node),
        }
    }

    fn item(&mut self, item: Item, node: &'t Node<'t>, holder: Option<Holder>, index: &mut u32) {
        match &node.value {
            Known::Branches(arms) => self.each_arm(arms, &mut |walk, node| walk.item(item, node, holder, index)),
            Known::Repeat(body) => self.each_round(body, |walk, node| walk.item(item, node, holder, index)),
            _ => {
                let tag = node.as_object().and_then(|object| object.text("tag"));
                self.down(Step::Item { index: *index, tag }, |walk| match item {
                    Item::Object(object) => walk.single(object, node, holder),
                    Item::Family(family) => walk.variant(family, node, holder),
                });
                *index += 1;
            }
        }
    }

    /// The alternatives of a branch. Counted is the alternative with the fewest.
    pub(crate) fn each_arm(&mut self, arms: &'t [Vec<Node<'t>>], visit: &mut dyn FnMut(&mut Self, &'t Node<'t>)) {
        let choice = self.new_choice();
        let before = self.counts;
        let mut least = None;
        for (arm, nodes) in arms.iter().enumerate() {
            self.counts = before;
            self.in_arm(Arm { choice, arm }, |walk| nodes.iter().for_each(|node| visit(walk, node)));
            least = Some(self.counts.least(least.unwrap_or(self.counts)));
        }
        self.counts = least.unwrap_or(before);
    }

    /// The body of a loop, which may not run at all.
    fn each_round(&mut self, body: &'t [Node<'t>], mut visit: impl FnMut(&mut Self, &'t Node<'t>)) {
        let before = self.counts;
        let arm = Arm { choice: self.new_choice(), arm: 0 };
        self.in_arm(arm, |walk| body.iter().for_each(|node| visit(walk, node)));
        self.counts = before;
    }

    /// A number for a set of alternatives.
    pub(crate) fn new_choice(&mut self) -> u32 {
        self.choices += 1;
        self.choices
    }

    /// One alternative among others.
    pub(crate) fn in_arm(&mut self, arm: Arm, inside: impl FnOnce(&mut Self)) {
        self.arms.push(arm);
        inside(self);
        self.arms.pop();
    }

    /// The running program puts components here: perhaps the submit button.
    pub(crate) fn may_hold_anything(&mut self) {
        self.submits.iter_mut().for_each(|submit| *submit = true);
    }

    fn object(&mut self, object: &'static Object, at: At, tree: &'t Fields<'t>, holder: Option<Holder>) {
        let plan = object.plan();
        let element = Visited { object, plan, tree, holder, at, depth: self.steps.len() };
        let first = self.rows.len();
        let met = plan.meet(object, tree, self.version, &mut self.rows);
        for rule in plan.entered(self.version, met) {
            rule(self, &element);
        }
        let (is_form, was_in_body) = (object == &objects::Form, self.in_body);
        self.above.push(object);
        self.levels += usize::from(plan.is_level);
        self.in_body |= object == &objects::Body;
        if is_form {
            self.forms += 1;
            self.submits.push(tree.open);
        }
        for (nth, member) in tree.members.iter().enumerate() {
            let row = self.rows.get(first + nth).copied().unwrap_or(NO_ROW);
            let Some((row, told)) = plan.known(row, self.version) else { continue };
            let step = Step::member(nth, &member.name);
            let holder = Holder {
                object,
                member: row.member,
                facts: told.facts,
                words: &told.words,
                ranges: &told.ranges,
                container: row.container,
                container_bit: told.container_bit,
            };
            self.down(step, |walk| {
                values::the_value_is_one_that_the_member_accepts(walk, holder, &element, &member.node)
            });
        }
        self.above.pop();
        self.levels -= usize::from(plan.is_level);
        self.in_body = was_in_body;
        self.forms -= usize::from(is_form);
        for (rule, _) in plan.left(self.version) {
            rule(self, &element);
        }
        if is_form {
            self.submits.pop();
        }
        self.rows.truncate(first);
    }

    /// Goes one step down.
    pub(crate) fn down(&mut self, step: Step<'t>, inside: impl FnOnce(&mut Self)) {
        self.steps.push((step, None));
        inside(self);
        self.steps.pop();
    }

    /// The last step of the walk.
    pub(crate) fn last_step(&self) -> Option<&Step<'t>> {
        self.steps.last().map(|(step, _)| step)
    }
}
