//! Does what the state machine says: asks for tickets, opens connections, reads and writes, and lets handlers work.
//!
//! One task drives the machine and never waits for anything but news. Ticket, handshake, reading, writing and each
//! handler are tasks of their own, so that none of them can hold up a ping.

use super::{
    ConnectionError, State,
    machine::{Action, Input, Machine, Note},
    moment::Moment,
    ticket::{self, Ticket},
    upgrade::{self, WebSocket},
    work::{Answered, OnItsWay, Workshop},
};
use crate::client::Client;
use bytes::Bytes;
use futures_util::{
    SinkExt, StreamExt,
    stream::{SplitSink, SplitStream},
};
use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, SystemTime},
};
use tokio::{
    sync::{mpsc, watch},
    task::JoinHandle,
    time::{Instant, timeout, timeout_at},
};
use tokio_tungstenite::tungstenite::{
    Error as SocketError, Message,
    protocol::{CloseFrame, frame::coding::CloseCode},
};
use tracing::Instrument;

/// How much news may wait for the machine; who has more waits.
const NEWS: usize = 256;
/// How much may wait to be written: more than there can be answers. A peer that lets it fill up does not read.
const UNWRITTEN: usize = 2048;
/// How long the answer to a close frame may take to leave.
const LAST_WORD: Duration = Duration::from_secs(1);

/// What the tasks tell the one that drives the machine.
enum News {
    Ticket(u32, Result<Ticket, ConnectionError>),
    Opened(u32, Result<Box<WebSocket>, ConnectionError>),
    /// Something was read on the connection of this try.
    Read(u32, Read),
    /// The connection of this try ended.
    Ended(u32, ConnectionError),
    Answered(Answered),
    Stop,
}

enum Read {
    Frame(Bytes),
    Text,
    Other,
}

/// What the writer writes.
enum Write {
    Frame(Vec<u8>, OnItsWay),
    Ping,
    Close,
}

/// A task that ends when this is dropped.
pub(super) struct Task<T>(pub(super) JoinHandle<T>);

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// An open connection.
struct Line {
    attempt: u32,
    write: mpsc::Sender<Write>,
    _tasks: [Task<()>; 2],
}

struct Driver {
    client: Client,
    workshop: Arc<Workshop>,
    states: watch::Sender<State>,
    tell: mpsc::Sender<News>,
    /// Asks for a ticket, or opens a connection.
    trying: Option<Task<()>>,
    ticket: Option<Ticket>,
    line: Option<Line>,
    /// Answers that the machine is looking at.
    leaving: HashMap<u64, OnItsWay>,
}

/// Keeps a connection until it is stopped or cannot be.
pub(super) async fn drive(
    client: Client,
    workshop: Arc<Workshop>,
    states: watch::Sender<State>,
    mut stop: watch::Receiver<bool>,
) -> Result<(), Arc<ConnectionError>> {
    let (tell, mut news) = mpsc::channel(NEWS);
    let stopping = tell.clone();
    let _stopping = Task(tokio::spawn(async move {
        if stop.wait_for(|stop| *stop).await.is_ok() {
            let _ = stopping.send(News::Stop).await;
        }
    }));
    let start = Instant::now();
    let clock = Arc::clone(&workshop.clock);
    let moment =
        || Moment { now: start.elapsed(), wall: clock().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default() };
    let mut machine = Machine::new(fastrand::u64(..));
    let mut driver =
        Driver { client, workshop, states, tell, trying: None, ticket: None, line: None, leaving: HashMap::new() };
    machine.handle(moment(), Input::Start);
    loop {
        while let Some(action) = machine.poll() {
            if let Some(outcome) = driver.act(action) {
                return outcome;
            }
        }
        let next = match machine.due() {
            Some(due) => timeout_at(start + due, news.recv()).await.unwrap_or(None),
            None => news.recv().await,
        };
        let input = match next {
            Some(news) => driver.take(news),
            None => Some(Input::Time),
        };
        if let Some(input) = input {
            machine.handle(moment(), input);
        }
    }
}

impl Driver {
    /// What news means for the machine; nothing, when it comes from a connection that was let go.
    fn take(&mut self, news: News) -> Option<Input> {
        Some(match news {
            News::Ticket(attempt, Ok(ticket)) => {
                let (name, service, config) = (ticket.name.clone(), ticket.service, ticket.config.clone());
                self.ticket = Some(ticket);
                Input::Ticket { attempt, name, service, config }
            }
            News::Opened(attempt, Ok(socket)) => {
                self.line = Some(self.line(attempt, *socket));
                Input::Opened { attempt }
            }
            News::Ticket(attempt, Err(cause)) | News::Opened(attempt, Err(cause)) => Input::Failed { attempt, cause },
            News::Read(attempt, _) if self.line.as_ref().is_none_or(|line| line.attempt != attempt) => return None,
            News::Read(_, Read::Frame(bytes)) => Input::Message(bytes.into()),
            News::Read(_, Read::Text) => {
                tracing::debug!("a text message on the long connection, which has binary ones only");
                Input::Heard
            }
            News::Read(_, Read::Other) => Input::Heard,
            News::Ended(attempt, cause) => Input::Failed { attempt, cause },
            News::Answered(Answered { job, payload, leaving }) => {
                self.leaving.insert(job, leaving);
                Input::Answer { job, payload }
            }
            News::Stop => Input::Shutdown,
        })
    }

    fn act(&mut self, action: Action) -> Option<Result<(), Arc<ConnectionError>>> {
        match action {
            Action::GetTicket { attempt } => {
                let (client, tell) = (self.client.clone(), self.tell.clone());
                self.trying = Some(task(async move {
                    let ticket = ticket::get(&client).await;
                    let _ = tell.send(News::Ticket(attempt, ticket)).await;
                }));
            }
            Action::Connect { attempt } => {
                let http = self.client.inner.engine.http.clone();
                let (tell, ticket) = (self.tell.clone(), self.ticket.take()?);
                self.trying = Some(task(async move {
                    let opened = upgrade::open(&http, ticket.url).await;
                    let _ = tell.send(News::Opened(attempt, opened.map(Box::new))).await;
                }));
            }
            Action::Send { bytes, job } => {
                let leaving = job.and_then(|job| self.leaving.remove(&job)).unwrap_or_default();
                self.write(Write::Frame(bytes, leaving));
            }
            Action::Probe => self.write(Write::Ping),
            Action::Close => self.write(Write::Close),
            Action::Drop => (self.trying, self.ticket, self.line) = (None, None, None),
            Action::Work(job) => {
                let (workshop, tell) = (Arc::clone(&self.workshop), self.tell.clone());
                let id = job.id;
                let work = tokio::spawn(async move { workshop.work(job).await }.in_current_span());
                tokio::spawn(async move {
                    // what is worked on is answered, even if a function of the user's panics
                    let answers = work.await.unwrap_or_else(|_| vec![Answered::failed(id)]);
                    for answer in answers {
                        let _ = tell.send(News::Answered(answer)).await;
                    }
                });
            }
            Action::Gone(job) => drop(self.leaving.remove(&job)),
            Action::Show(state) => self.show(state),
            Action::Note(note) => log(&note),
            Action::End(outcome) => return Some(outcome),
        }
        None
    }

    fn write(&mut self, write: Write) {
        let Some(line) = &self.line else { return };
        if line.write.try_send(write).is_err() {
            // full, or ended by an error that is told by itself
            let cause = ConnectionError::Transport("the other side does not read".to_owned());
            let (tell, attempt) = (self.tell.clone(), line.attempt);
            tokio::spawn(async move { tell.send(News::Ended(attempt, cause)).await });
        }
    }

    /// Begins to read and write.
    fn line(&self, attempt: u32, socket: WebSocket) -> Line {
        let (sink, stream) = socket.split();
        let (write, unwritten) = mpsc::channel(UNWRITTEN);
        let reader = read(attempt, stream, self.tell.clone());
        let writer = put(attempt, sink, unwritten, self.tell.clone());
        Line { attempt, write, _tasks: [task(reader), task(writer)] }
    }

    fn show(&self, state: State) {
        match &state {
            State::Ready { connection } => tracing::info!(connection, "the long connection is ready"),
            State::Waiting { cause, wait } => {
                tracing::warn!("no long connection, the next try follows in {:.1} s: {cause}", wait.as_secs_f64());
            }
            State::Failed(error) => tracing::error!("the long connection ended: {error}"),
            other => tracing::debug!("long connection: {other:?}"),
        }
        self.states.send_replace(state);
    }
}

fn task(work: impl Future<Output = ()> + Send + 'static) -> Task<()> {
    Task(tokio::spawn(work.in_current_span()))
}

/// Reads until the connection ends, and tells how it ended.
async fn read(attempt: u32, mut stream: SplitStream<WebSocket>, tell: mpsc::Sender<News>) {
    let cause = loop {
        let read = match stream.next().await {
            Some(Ok(Message::Binary(bytes))) => Read::Frame(bytes),
            Some(Ok(Message::Text(_))) => Read::Text,
            Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => Read::Other,
            Some(Ok(Message::Close(frame))) => {
                // one more look lets our own close frame leave
                let _ = timeout(LAST_WORD, stream.next()).await;
                break closed(frame.as_ref());
            }
            None | Some(Err(SocketError::ConnectionClosed | SocketError::AlreadyClosed)) => break closed(None),
            Some(Err(error)) => break broken(&error),
        };
        if tell.send(News::Read(attempt, read)).await.is_err() {
            return;
        }
    };
    let _ = tell.send(News::Ended(attempt, cause)).await;
}

/// Writes what there is, and tells when that is not possible any more.
async fn put(
    attempt: u32,
    mut sink: SplitSink<WebSocket, Message>,
    mut unwritten: mpsc::Receiver<Write>,
    tell: mpsc::Sender<News>,
) {
    while let Some(first) = unwritten.recv().await {
        let mut gone = Vec::new();
        let mut next = Some(first);
        let written = async {
            while let Some(write) = next.take() {
                let message = match write {
                    Write::Frame(bytes, leaving) => {
                        gone.push(leaving);
                        Message::Binary(bytes.into())
                    }
                    Write::Ping => Message::Ping(Bytes::new()),
                    Write::Close => {
                        Message::Close(Some(CloseFrame { code: CloseCode::Normal, reason: Default::default() }))
                    }
                };
                sink.feed(message).await?;
                next = unwritten.try_recv().ok();
            }
            sink.flush().await
        };
        match written.await {
            Ok(()) => gone.into_iter().for_each(OnItsWay::left),
            // the reader tells how the other side closed
            Err(SocketError::ConnectionClosed | SocketError::AlreadyClosed | SocketError::Protocol(_)) => return,
            Err(error) => {
                let _ = tell.send(News::Ended(attempt, broken(&error))).await;
                return;
            }
        }
    }
}

fn closed(frame: Option<&CloseFrame>) -> ConnectionError {
    ConnectionError::Closed {
        code: frame.map(|frame| frame.code.into()),
        reason: frame.map(|frame| frame.reason.chars().take(100).collect()).unwrap_or_default(),
    }
}

fn broken(error: &SocketError) -> ConnectionError {
    ConnectionError::Transport(error.to_string())
}

fn log(note: &Note) {
    match note {
        Note::Malformed(wrong) => tracing::warn!("{wrong}"),
        Note::Part(wrong) => tracing::warn!("a part that fits no message: {wrong}"),
        Note::Incomplete(count) => tracing::warn!("{count} message(s) of which parts did not come"),
        Note::Busy => tracing::warn!("more messages than can be worked on at once; what is more is declined"),
        Note::UnknownKind(kind) => tracing::debug!(kind, "a kind of message that is unknown here"),
        Note::CardFrame => tracing::warn!(
            "a click came as `card`, which official clients drop: the app's callback subscription is not in effect. In the \
             developer console, *Events & Callbacks* → *Callback Configuration*: choose the persistent connection \
             (使用长连接接收回调) as the mode, add the callback `card.action.trigger`, then publish a version of the app"
        ),
        Note::NothingCame => tracing::warn!(
            "connected for a minute, and nothing has come. If you have clicked or written: in the developer console, *Events & \
             Callbacks*, choose the persistent connection (使用长连接接收) as the mode of *Event Configuration* (add \
             `im.message.receive_v1`) and of *Callback Configuration* (add `card.action.trigger`), each saved by itself \
             while this program runs, then publish a version of the app; and look for another program that runs with \
             this App ID: each message goes to one connection only"
        ),
    }
}
