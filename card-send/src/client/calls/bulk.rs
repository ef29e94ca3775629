//! Many cards to many receivers, each once: bounded in flight, within the limits, in flat memory.

#[cfg(feature = "journal")]
use super::journal::{Journal, JournalStep};
use super::send::SendCard;
use crate::client::{Client, Error, Sent, To, defaults::IN_FLIGHT, engine::options::CallOptions};
use feishu_card_core::Content;
use futures_core::Stream;
use futures_util::{
    StreamExt,
    future::{Either, select},
    stream,
};
#[cfg(feature = "journal")]
use std::sync::atomic::{AtomicBool, Ordering};
use std::{collections::VecDeque, pin::pin, sync::Arc, time::Duration};

/// How one of many sends ended.
#[derive(Debug)]
#[non_exhaustive]
pub struct Delivery {
    /// Which of the items it was, from 0.
    pub index: usize,
    /// How it ended.
    pub result: Result<Sent, Error>,
}

/// Makes the key of an item from its index and receiver.
type MakeUuid = dyn Fn(usize, &To) -> String + Send + Sync;

/// Settings for sending many cards.
#[derive(Clone)]
pub struct Bulk {
    client: Client,
    in_flight: usize,
    uuid: Option<Arc<MakeUuid>>,
    unchecked: bool,
    repaired: bool,
    options: CallOptions,
    #[cfg(feature = "journal")]
    journal: Option<Arc<Journal>>,
}

impl Client {
    /// Sends many cards, each to its receiver.
    ///
    /// Items are taken only as places become free, so millions need no more memory than a few. An item waits for its
    /// turn however long that takes: the limits, a pause that the platform asks for, or a token that cannot be had for
    /// a while use up no items. It ends when it is delivered, refused, or has failed
    /// [as often](crate::ClientBuilder::attempts) as a call may; see [`deadline`](Bulk::deadline) to end all earlier.
    ///
    /// [`for_each`](Bulk::for_each) sends on while your code looks at a result; the streams of
    /// [`iter`](Bulk::iter) and [`stream`](Bulk::stream) only while they are polled. Neither holds up other calls of
    /// the client. Results come in the order of completion. Dropping it stops it; with [`uuid`](Bulk::uuid) the same
    /// items can be sent again within an hour, and what was delivered is not delivered twice.
    ///
    /// ```no_run
    /// # mod feishu_card { pub use feishu_card_core::*; pub use feishu_card_send as send; }
    /// # async fn example(client: feishu_card::send::Client, card: &feishu_card::Json) {
    /// use feishu_card::send::To;
    /// let users = ["ou_1", "ou_2"];
    /// let items = users.iter().map(|id| (To::open_id(*id), card));
    /// let bulk = client.send_all().uuid(|_, to| format!("news-42-{}", to.id()));
    /// bulk.for_each(items, async |delivery| {
    ///     println!("{}: {:?}", users[delivery.index], delivery.result);
    /// }).await;
    /// # }
    /// ```
    #[must_use]
    pub fn send_all(&self) -> Bulk {
        let options = CallOptions { patient: true, ..CallOptions::default() };
        Bulk {
            client: self.clone(),
            in_flight: IN_FLIGHT,
            uuid: None,
            unchecked: false,
            repaired: false,
            options,
            #[cfg(feature = "journal")]
            journal: None,
        }
    }
}

impl Bulk {
    /// How many sends are in flight at most; 128 unless set.
    ///
    /// Sends to one receiver wait for each other (5 in a second), so items sorted by receiver need many in flight.
    #[must_use]
    pub fn in_flight(mut self, count: usize) -> Self {
        self.in_flight = count.max(1);
        self
    }

    /// The idempotency key for each item, from its index and receiver; each has one of its own unless set.
    #[must_use]
    pub fn uuid(mut self, uuid: impl Fn(usize, &To) -> String + Send + Sync + 'static) -> Self {
        self.uuid = Some(Arc::new(uuid));
        self
    }

    /// Sends without asking the rule book.
    #[must_use]
    pub fn unchecked(mut self) -> Self {
        self.unchecked = true;
        self
    }

    /// Sends what can be sent of cards that break rules, instead of refusing them: see
    /// [`SendCard::repaired`]. What was changed is in [`Sent::repairs`].
    #[must_use]
    pub fn repaired(mut self) -> Self {
        self.repaired = true;
        self
    }

    /// How long one item may take from the moment it is taken, waits included; without it an item waits for its turn
    /// as long as that takes. One that found no room ends with [`Error::Busy`].
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.options.deadline = Some(deadline);
        self
    }

    /// How many attempts an item has at most, in place of the client's setting.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.options.attempts = Some(attempts);
        self
    }

    /// Records what is sent in a file, so that the same items can be given to a bulk again after the process died, and
    /// each is delivered once.
    ///
    /// One line is written before an item leaves, one when it has ended. Run again with the same items and the same
    /// file, the bulk skips what has ended; it gives no result for it. What was under way when the process died is
    /// repeated under its key within the hour for which the platform remembers it; later it ends with
    /// [`Error::OutcomeUnknown`], once, and is not sent. The key of an item is made from the journal and its index,
    /// unless [`uuid`](Bulk::uuid) is set.
    ///
    /// The lines survive the end of the process at any moment. They are not forced to the disk one by one: after a
    /// loss of power the last ones may be missing, and those items are sent again, under the same keys.
    ///
    /// ```no_run
    /// # mod feishu_card { pub use feishu_card_core::*; pub use feishu_card_send as send; }
    /// # async fn example(client: feishu_card::send::Client, card: &feishu_card::Json) -> Result<(), feishu_card::send::Error> {
    /// use feishu_card::send::To;
    /// let users = ["ou_1", "ou_2"];
    /// let bulk = client.send_all().journal("news-42.journal")?;
    /// bulk.for_each(users.map(|id| (To::open_id(id), card)), async |delivery| {
    ///     if let Err(error) = delivery.result {
    ///         println!("{}: {error}", users[delivery.index]);
    ///     }
    /// }).await;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// [`Error::Journal`] when the file cannot be opened, is in use by another bulk or process, or is not a journal. A
    /// last line that was cut while it was written is taken back. That it belongs to another list, or that the disk is
    /// full, is the result of the item at which it shows; then no further items are taken.
    #[cfg(feature = "journal")]
    pub fn journal(mut self, path: impl AsRef<std::path::Path>) -> Result<Self, Error> {
        self.journal = Some(Arc::new(Journal::open(path.as_ref())?));
        Ok(self)
    }

    /// Sends the items of an iterator, and calls `each` for every one that has ended. It sends on while `each` works,
    /// however long that takes; results that come meanwhile wait, as many as may be in flight.
    pub async fn for_each<I, C>(self, items: I, mut each: impl AsyncFnMut(Delivery))
    where
        I: IntoIterator<Item = (To, C)>,
        I::IntoIter: Send,
        C: Content,
    {
        let most = self.in_flight;
        let mut sends = pin!(self.iter(items));
        let mut waiting = VecDeque::new();
        let mut over = false;
        loop {
            let delivery = match waiting.pop_front() {
                Some(delivery) => delivery,
                None if over => return,
                None => match sends.next().await {
                    Some(delivery) => delivery,
                    None => return,
                },
            };
            let mut work = pin!(each(delivery));
            loop {
                if over || waiting.len() >= most {
                    work.await;
                    break;
                }
                match select(work.as_mut(), sends.next()).await {
                    Either::Left(((), _)) => break,
                    Either::Right((Some(delivery), _)) => waiting.push_back(delivery),
                    Either::Right((None, _)) => over = true,
                }
            }
        }
    }

    /// Sends the items of an iterator. The sends go on while the stream is polled; see [`for_each`](Bulk::for_each).
    pub fn iter<I, C>(self, items: I) -> impl Stream<Item = Delivery> + Send
    where
        I: IntoIterator<Item = (To, C)>,
        I::IntoIter: Send,
        C: Content,
    {
        self.stream(stream::iter(items))
    }

    /// Sends the items of a stream.
    pub fn stream<S, C>(self, items: S) -> impl Stream<Item = Delivery> + Send
    where
        S: Stream<Item = (To, C)> + Send,
        C: Content,
    {
        let in_flight = self.in_flight;
        let client = self.client.clone();
        let bulk = self.clone();
        let items = items.take_while(move |_| {
            std::future::ready(!bulk.is_over() && !client.inner.engine.running.is_closed(client.of_stream))
        });
        let sends = items.enumerate().map(move |(index, (to, card))| {
            let bulk = self.clone();
            async move {
                let result = bulk.one(index, to, &card).await?;
                Some(Delivery { index, result })
            }
        });
        sends.buffer_unordered(in_flight).filter_map(std::future::ready)
    }

    /// Whether no further items are to be taken.
    fn is_over(&self) -> bool {
        #[cfg(feature = "journal")]
        if let Some(journal) = &self.journal {
            return journal.is_over();
        }
        false
    }

    /// Sends an item; `None` if it has ended in an earlier run.
    async fn one(&self, index: usize, to: To, card: &dyn Content) -> Option<Result<Sent, Error>> {
        let uuid = self.uuid.as_ref().map(|uuid| uuid(index, &to));
        #[cfg(feature = "journal")]
        if let Some(journal) = &self.journal {
            return self.recorded(journal, index, to, card, uuid).await;
        }
        Some(self.send(to, card, uuid).await)
    }

    fn send<'a>(&'a self, to: To, card: &'a dyn Content, uuid: Option<String>) -> SendCard<'a> {
        let mut send = self.client.send(to, card).with_options(self.options.clone());
        if let Some(uuid) = uuid {
            send = send.uuid(uuid);
        }
        if self.unchecked {
            send = send.unchecked();
        }
        if self.repaired {
            send = send.repaired();
        }
        send
    }

    /// Sends an item and records it.
    #[cfg(feature = "journal")]
    async fn recorded(
        &self,
        journal: &Arc<Journal>,
        index: usize,
        to: To,
        card: &dyn Content,
        uuid: Option<String>,
    ) -> Option<Result<Sent, Error>> {
        let (uuid, within) = match journal.begin(index, &to, uuid) {
            Ok(JournalStep::Skip) => return None,
            Ok(JournalStep::Send { uuid, within }) => (uuid, within),
            Ok(JournalStep::Unknown { uuid }) => {
                let problem = "it was under way when the process ended, more than an hour ago".to_owned();
                let cause = Box::new(Error::Journal(problem));
                let unknown = Error::OutcomeUnknown { log_id: None, uuid: Some(uuid), cause };
                return Some(Err(journal.reported(index).err().unwrap_or(unknown)));
            }
            Err(error) => return Some(Err(error)),
        };
        let left = Arc::new(AtomicBool::new(false));
        let leaves = {
            let (journal, receiver, left) = (Arc::clone(journal), to.clone(), Arc::clone(&left));
            move |uuid: &str| {
                journal.leaves(index, &receiver, uuid)?;
                left.store(true, Ordering::Relaxed);
                Ok(())
            }
        };
        let mut send = self.send(to, card, uuid).with_leaves(Arc::new(leaves));
        if let Some(within) = within {
            let set = self.options.deadline.unwrap_or(within);
            send = send.deadline(set.min(within));
        }
        let result = send.await;
        if left.load(Ordering::Relaxed)
            && let Err(error) = journal.ended(index, &result)
        {
            // the item itself has ended; those that follow are not taken
            tracing::error!(index, %error, "the end of an item is not recorded");
        }
        Some(result)
    }
}
