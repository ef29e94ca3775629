//! Many cards to many receivers, each once: bounded in flight, within the budgets, in flat memory.

use crate::client::{Client, Error, Sent, To};
use feishu_card_core::Content;
use futures_core::Stream;
use futures_util::{StreamExt, stream};
use std::sync::Arc;

/// How many sends are in flight unless told otherwise. Most of them wait for the limits.
const IN_FLIGHT: usize = 128;

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
}

impl Client {
    /// Sends many cards, each to its receiver.
    ///
    /// Items are taken only as places become free, so millions need no more memory than a few. Results come in the
    /// order of completion. Dropping the stream stops it; with [`uuid`](Bulk::uuid) the same items can be sent again
    /// within an hour, and what was delivered is not delivered twice.
    ///
    /// ```no_run
    /// # mod feishu_card { pub use feishu_card_core::*; pub use feishu_card_send as send; }
    /// # async fn example(client: feishu_card::send::Client, card: &feishu_card::Json) {
    /// use feishu_card::send::To;
    /// use futures_util::StreamExt;
    /// let users = ["ou_1", "ou_2"];
    /// let items = users.iter().map(|id| (To::open_id(*id), card));
    /// let mut results = std::pin::pin!(client.send_all().uuid(|_, to| format!("news-42-{}", to.id())).iter(items));
    /// while let Some(delivery) = results.next().await {
    ///     println!("{}: {:?}", users[delivery.index], delivery.result);
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn send_all(&self) -> Bulk {
        Bulk { client: self.clone(), in_flight: IN_FLIGHT, uuid: None, unchecked: false }
    }
}

impl Bulk {
    /// How many sends are in flight at most; 128 unless set.
    ///
    /// Sends to one receiver wait for each other (5 in a second), so items sorted by receiver need many in flight.
    /// Waiting counts: a send that found no room before the client's deadline fails with [`Error::Busy`].
    #[must_use]
    pub fn in_flight(mut self, count: usize) -> Self {
        self.in_flight = count.max(1);
        self
    }

    /// The idempotency key for each item, from its index and receiver; random ones unless set.
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

    /// Sends the items of an iterator.
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
        let sends = items.enumerate().map(move |(index, (to, card))| {
            let bulk = self.clone();
            async move { Delivery { index, result: bulk.one(index, to, &card).await } }
        });
        sends.buffer_unordered(in_flight)
    }

    async fn one(&self, index: usize, to: To, card: &dyn Content) -> Result<Sent, Error> {
        let uuid = self.uuid.as_ref().map(|uuid| uuid(index, &to));
        let mut send = self.client.send(to, card);
        if let Some(uuid) = uuid {
            send = send.uuid(uuid);
        }
        if self.unchecked {
            send = send.unchecked();
        }
        send.await
    }
}
