//! A user at work: each action runs the whole way, from the card over the app and back.

use super::{
    ActError, Entered, Outcome, Posted, Target,
    act::{self, Reaction, Zone},
    answer::{self, Answered, shown},
    outcome::Shown,
    says::{Said, Writing},
    target::{controls_for, find},
};
use crate::{
    Cause,
    config::CallbackKinds,
    http::{
        deliver::{self, Delivered},
        shared::Shared,
    },
    json::text,
    platform::push::{self, Deed, Push},
    platform::{
        Platform,
        journal::{DeedRecord, Doer, PushRecord, Record},
        messages::chat_of,
        people::ids,
        update::{Interaction, UPDATE_WINDOW, is_shared, is_v2},
    },
};
use feishu_card_core::Json;
use std::fmt;

const DAY: u64 = 24 * 3600 * 1000;

/// A user of the emulated tenant, made by [`Sandbox::as_user`](crate::Sandbox::as_user).
#[derive(Clone)]
pub struct Actor {
    shared: Shared,
    open_id: String,
    zone: Zone,
    locale: String,
}

impl fmt::Debug for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Actor").field("open_id", &self.open_id).field("locale", &self.locale).finish_non_exhaustive()
    }
}

impl Actor {
    pub(crate) fn new(shared: &Shared, open_id: &str) -> Self {
        let zone = Zone { name: "Asia/Shanghai".to_owned(), offset: "+0800".to_owned() };
        Actor { shared: shared.clone(), open_id: open_id.to_owned(), zone, locale: "zh_cn".to_owned() }
    }

    /// The user's time zone by name and offset: `"Europe/Berlin"`, `"+0200"`. Else `Asia/Shanghai`, `+0800`.
    #[must_use]
    pub fn timezone(mut self, name: &str, offset: &str) -> Self {
        self.zone = Zone { name: name.to_owned(), offset: offset.to_owned() };
        self
    }

    /// The user's language: `en_us`. Else `zh_cn`.
    #[must_use]
    pub fn locale(mut self, locale: &str) -> Self {
        self.locale = locale.to_owned();
        self
    }

    /// Clicks a button or an interactive container. The submit button of a form submits it with its initial values.
    ///
    /// # Errors
    /// When the message or component does not exist, or cannot be clicked. What goes wrong between the
    /// platform and the app is in the [`Outcome`].
    pub async fn click(&self, message_id: &str, target: impl Into<Target>) -> Result<Outcome, ActError> {
        let target = target.into();
        self.act(message_id, ("click", &target, Json::Null), |card| {
            let controls = controls_for(card, &self.locale, &target);
            act::click(find(&controls, &target)?, &self.zone)
        })
        .await
    }

    /// Enters something into a component outside a form: text, an option, several options, a tick, a date.
    ///
    /// # Errors
    /// When the message or component does not exist, or cannot take this.
    pub async fn enter(
        &self,
        message_id: &str,
        target: impl Into<Target>,
        entry: impl Into<Entered>,
    ) -> Result<Outcome, ActError> {
        let (target, entry) = (target.into(), entry.into());
        self.act(message_id, ("enter", &target, entry.to_json()), |card| {
            let controls = controls_for(card, &self.locale, &target);
            act::enter(find(&controls, &target)?, &entry, &self.zone)
        })
        .await
    }

    /// Writes a text to the bot, alone with it. The app gets the event `im.message.receive_v1`, at its callback address
    /// or over a long connection; one that is not taken comes again, as on the platform.
    pub async fn says(&self, words: &str) -> Said {
        let chat = chat_of("open_id", &self.open_id);
        self.says_alone_in(&chat, words).await
    }

    /// Writes a text in the one-to-one chat of this id.
    pub(crate) async fn says_alone_in(&self, chat_id: &str, words: &str) -> Said {
        self.write(Writing { chat_id, in_group: false, words, parent: None }).await
    }

    /// Writes a text in a group, where a bot hears only what mentions it: so this does, `@bot` and the words.
    pub async fn says_in(&self, chat_id: &str, words: &str) -> Said {
        self.write(Writing { chat_id, in_group: true, words, parent: None }).await
    }

    /// Replies to a message with a text: to one of the bot's, or of anybody's.
    ///
    /// # Errors
    /// When the message does not exist.
    pub async fn replies(&self, message_id: &str, words: &str) -> Result<Said, ActError> {
        let found = self.shared.lock().message_now(message_id);
        let found = found.ok_or_else(|| ActError::NoMessage(message_id.to_owned()))?;
        let in_group = found.receive_id_type == "chat_id";
        let chat_id = found.chat_id.clone();
        Ok(self.write(Writing { chat_id: &chat_id, in_group, words, parent: Some(&found) }).await)
    }

    async fn write(&self, writing: Writing<'_>) -> Said {
        let shared = self.shared.clone();
        let (written, deed) = {
            let mut platform = shared.lock();
            let (now, words) = (platform.config.clock.micros(), writing.words.to_owned());
            let written = writing.put(&mut platform, &self.open_id);
            let message_id = written.as_ref().map(|(message, _)| message.message_id.clone()).unwrap_or_default();
            let deed = platform.journal.begin(now, || {
                Record::Deed(DeedRecord {
                    open_id: self.open_id.clone(),
                    message_id,
                    what: "says",
                    target: words,
                    entry: Json::Null,
                    outcome: None,
                })
            });
            platform.tell();
            (written, deed)
        };
        // it was put there just now
        let Some((message, event)) = written else { return Said::default() };
        let delivered = self.shared.spawn(async move { deliver::event(&shared, event).await }).await;
        let said = Said::new(message, delivered);
        self.note_outcome(&mut self.shared.lock(), deed, || said.to_json());
        said
    }

    /// What came of it, in the journal.
    fn note_outcome(&self, platform: &mut Platform, deed: Option<u64>, outcome: impl FnOnce() -> Json) {
        let now = platform.config.clock.micros();
        platform.journal.change(deed, now, |record| {
            if let Record::Deed(deed) = record {
                deed.outcome = Some(outcome());
            }
        });
        platform.tell();
    }

    /// Begins to fill a form: [`fill`](FormFilling::fill) its components, then
    /// [`submit`](FormFilling::submit) it.
    pub fn form(&self, message_id: &str) -> FormFilling<'_> {
        FormFilling { actor: self, message_id: message_id.to_owned(), entries: Vec::new() }
    }

    /// The card of a message as this user sees it now.
    ///
    /// # Errors
    /// When the message does not exist, or shows this user no card.
    pub fn sees(&self, message_id: &str) -> Result<Json, ActError> {
        self.card(&self.shared.lock(), message_id).map(|(_, card)| card)
    }

    /// The card this user sees, and the index of its message.
    fn card(&self, platform: &Platform, message_id: &str) -> Result<(usize, Json), ActError> {
        let none = |why: &str| ActError::NoCard(why.to_owned());
        let index = platform.find(message_id).ok_or_else(|| ActError::NoMessage(message_id.to_owned()))?;
        let message = platform.messages.get(index).ok_or_else(|| ActError::NoMessage(message_id.to_owned()))?;
        if message.msg_type != "interactive" {
            return Err(none("the message is not a card"));
        }
        if message.deleted {
            return Err(none("it was recalled"));
        }
        let for_another = |only: &String| *only != self.open_id && !ids(&self.open_id).contains(only);
        if message.ephemeral_for.as_ref().is_some_and(for_another) {
            return Err(none("it is for another user only"));
        }
        Ok((index, platform.shown(message.card_for(&self.open_id))))
    }

    /// Works the card: lets the client react, posts what it reports, applies the answer.
    async fn act(
        &self,
        message_id: &str,
        (what, target, entry): (&'static str, &Target, Json),
        react: impl FnOnce(&Json) -> Result<Reaction, ActError>,
    ) -> Result<Outcome, ActError> {
        let (mut outcome, job, deed) = {
            let mut platform = self.shared.lock();
            let (index, card) = self.card(&platform, message_id)?;
            let age = platform.messages.get(index).map_or(0, |m| platform.now().saturating_sub(m.create_time));
            if age > if is_v2(&card) { 14 * DAY } else { 30 * DAY } {
                return Err(ActError::Expired);
            }
            let mut reaction = react(&card)?;
            if platform.messages.get(index).is_some_and(|message| message.app_id.is_empty())
                && reaction.action.is_some()
            {
                reaction.action = None;
                reaction.stopped = Some("cards of a custom bot have no callbacks".to_owned());
            }
            let Reaction { opened, stopped, local, .. } = reaction;
            let mut outcome = Outcome { opened, stopped, local, ..Outcome::default() };
            outcome.error = reaction.code.map(|code| shown(code, "a component of the form has no name"));
            let now = platform.config.clock.micros();
            let deed = platform.journal.begin(now, || {
                Record::Deed(DeedRecord {
                    open_id: self.open_id.clone(),
                    message_id: message_id.to_owned(),
                    what,
                    target: target.to_string(),
                    entry,
                    outcome: None,
                })
            });
            let job = reaction.action.map(|action| self.prepare(&mut platform, index, card, action));
            (outcome, job, deed)
        };
        if let Some(job) = job {
            self.report(job, &mut outcome, false).await;
        }
        self.note_outcome(&mut self.shared.lock(), deed, || outcome.to_json());
        Ok(outcome)
    }

    /// Posts the callbacks of a job, and applies the first good answer.
    async fn report(&self, job: Job, outcome: &mut Outcome, replayed: bool) {
        outcome.update_token = Some(job.token.clone());
        let mut good = None;
        for push in job.pushes.clone() {
            let (posted, answer, entry) = self.exchange(&job, push, replayed).await;
            outcome.posted.extend(posted);
            match answer {
                Ok(answered) if good.is_none() => good = Some((answered, entry)),
                Ok(_) => {}
                Err(error) => {
                    self.note_error(&mut self.shared.lock(), entry, &error);
                    outcome.error = Some(error);
                }
            }
        }
        let mut platform = self.shared.lock();
        if let Some((answered, entry)) = good {
            outcome.error = None;
            self.apply(&mut platform, &job, answered, outcome);
            if let Some(error) = &outcome.error {
                self.note_error(&mut platform, entry, error);
            }
        }
        platform.settle(&job.token);
        platform.tell();
    }

    /// What the user sees of a callback, in the journal.
    fn note_error(&self, platform: &mut Platform, entry: Option<u64>, error: &Shown) {
        let now = platform.config.clock.micros();
        platform.journal.change(entry, now, |record| {
            if let Record::Push(push) = record {
                push.error = Some(error.clone());
            }
        });
    }

    /// Posts a callback once more, with a signature of now, and applies the answer. `None` for one whose message is gone.
    pub(crate) async fn again(shared: &Shared, old: &PushRecord, doer: &Doer) -> Option<Outcome> {
        let actor = Actor::new(shared, &doer.open_id).locale(&doer.locale);
        let job = {
            let mut platform = shared.lock();
            let (index, card) = actor.card(&platform, &doer.message_id).ok()?;
            let Platform { config, random, .. } = &mut *platform;
            let pushes = vec![push::signed_again(config, random, &old.push)];
            let revisions = platform.messages.get(index).map_or(0, |message| message.history.len());
            Job { index, card, revisions, token: doer.token.clone(), app_id: old.app_id.clone(), pushes }
        };
        let mut outcome = Outcome::default();
        actor.report(job, &mut outcome, true).await;
        Some(outcome)
    }

    /// Makes the update token and the callbacks for an action.
    fn prepare(&self, platform: &mut Platform, index: usize, card: Json, action: Json) -> Job {
        let token = platform.random.id("c-");
        let at = platform.now();
        platform.interactions.insert(token.clone(), Interaction { message: index, at, uses: 0, answered: false });
        let mut pushes = Vec::new();
        if let Some(message) = platform.messages.get(index) {
            let [union_id, user_id] = ids(&self.open_id);
            let deed = Deed {
                app_id: &message.app_id,
                open_id: &self.open_id,
                union_id: &union_id,
                user_id: &user_id,
                message_id: &message.message_id,
                chat_id: &message.chat_id,
                update_token: &token,
                action,
            };
            let (config, random) = (&platform.config, &mut platform.random);
            if config.callbacks != CallbackKinds::Old {
                pushes.push(push::new_kind(config, random, &deed));
            }
            if config.callbacks != CallbackKinds::New {
                pushes.push(push::old_kind(config, random, &deed));
            }
        }
        let app_id = platform.messages.get(index).map(|message| message.app_id.clone()).unwrap_or_default();
        let revisions = platform.messages.get(index).map_or(0, |message| message.history.len());
        Job { index, card, revisions, token, app_id, pushes }
    }

    /// Brings one callback to the app, if there is anybody to bring it to, and reads the answer. Last comes its number in
    /// the journal.
    async fn exchange(
        &self,
        job: &Job,
        push: Push,
        replayed: bool,
    ) -> (Option<Posted>, Result<Answered, Shown>, Option<u64>) {
        let (shared, app_id) = (self.shared.clone(), job.app_id.clone());
        let message_id =
            shared.lock().messages.get(job.index).map(|message| message.message_id.clone()).unwrap_or_default();
        let doer =
            Doer { open_id: self.open_id.clone(), locale: self.locale.clone(), message_id, token: job.token.clone() };
        let delivery = async move { deliver::push(&shared, &app_id, push, Some(doer), replayed).await };
        let Some(Delivered { posted, answer, sent, entry }) = self.shared.spawn(delivery).await else {
            return (None, Err(shown(300000, "the sandbox is shut down")), None);
        };
        let new_kind = posted.kind == "card.action.trigger";
        let answer = answer.and_then(|(status, body)| answer::read(new_kind, status, &body, &self.locale));
        (sent.then_some(posted), answer, entry)
    }

    /// Shows what the app answered.
    fn apply(&self, platform: &mut Platform, job: &Job, answered: Answered, outcome: &mut Outcome) {
        if let Some(card) = answered.card {
            let taken = match self.replace(platform, job, &card) {
                Ok(taken) => taken,
                Err(error) => {
                    outcome.error = Some(error);
                    return;
                }
            };
            outcome.card = Some(card).filter(|_| taken);
        }
        if outcome.card.is_none() {
            outcome.jumped_back = platform.jump_back(job.index, job.revisions);
        }
        outcome.toast = answered.toast;
    }

    /// Whether the card took the old one's place: it does not while an entity streams.
    fn replace(&self, platform: &mut Platform, job: &Job, card: &Json) -> Result<bool, Shown> {
        let template = text(card, "type") == Some("template");
        match (is_v2(&job.card), is_v2(card)) {
            (true, false) if !template => {
                return Err(shown(200830, "a card of schema 2.0 cannot be replaced by one of schema 1.0"));
            }
            (false, true) if text(&job.card, "type").is_none() => {
                return Err(shown(200673, "a card of schema 1.0 cannot be replaced by one of schema 2.0"));
            }
            _ => {}
        }
        let content = card.to_string();
        if content.len() > platform.config.options.limits.card_bytes {
            return Err(shown(200673, "the card is larger than 30 KB"));
        }
        platform.card(card).map_err(|refusal| shown(200673, refusal.card_part()))?;
        let sent = platform.messages.get(job.index).map_or(0, |message| message.create_time);
        if platform.now().saturating_sub(sent) > UPDATE_WINDOW {
            // a 1.0 card still calls back after 14 days, but no longer changes
            return Ok(true);
        }
        // an exclusive card changes for the user who worked it only
        let only_for = (!is_shared(&job.card)).then(|| vec![self.open_id.clone()]);
        Ok(platform.show(job.index, Cause::Answered, content, only_for))
    }
}

/// A form being filled by a user, made by [`Actor::form`].
#[derive(Clone, Debug)]
#[must_use = "a form reports nothing until it is submitted"]
pub struct FormFilling<'a> {
    actor: &'a Actor,
    message_id: String,
    entries: Vec<(String, Entered)>,
}

impl FormFilling<'_> {
    /// Enters something into the component of this name; the last entry counts.
    pub fn fill(mut self, name: &str, entry: impl Into<Entered>) -> Self {
        self.entries.push((name.to_owned(), entry.into()));
        self
    }

    /// Clicks the submit button. What was not filled reports its initial value.
    ///
    /// # Errors
    /// When the message, button or a component does not exist, or one cannot take its entry.
    pub async fn submit(self, button: impl Into<Target>) -> Result<Outcome, ActError> {
        let target = button.into();
        let actor = self.actor;
        let entries = self.entries;
        let filled = entries.iter().map(|(name, entry)| (name.clone().into(), entry.to_json())).collect();
        let submit = |card: &Json| {
            let controls = controls_for(card, &actor.locale, &target);
            let button = find(&controls, &target)?;
            let form = button.form.ok_or_else(|| ActError::Unfit {
                target: button.pointer.clone(),
                why: "it is not inside a form".to_owned(),
            })?;
            act::submit(button, form, &entries, &actor.zone)
        };
        actor.act(&self.message_id, ("submit", &target, Json::Map(filled)), submit).await
    }
}

/// A callback to be posted.
struct Job {
    index: usize,
    /// The card as it was when the user worked it.
    card: Json,
    /// How many states the message had then.
    revisions: usize,
    token: String,
    app_id: String,
    pushes: Vec<Push>,
}
