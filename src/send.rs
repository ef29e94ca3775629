//! The client: tokens, messages, updates, custom bots. Feature `send`, which is on unless default features are off.
//!
//! ```no_run
//! use feishu_card::{card, send::{Client, Error, To}};
//!
//! # async fn example() -> Result<(), Error> {
//! let client = Client::builder("cli_a1b2…", "the app's secret").build()?;
//! let card = card! {
//!     <card schema="2.0">
//!         <markdown>"**hello**"</markdown>
//!     </card>
//! };
//! match client.send(To::email("ada@example.com"), &card).await {
//!     Ok(sent) => println!("delivered as {}", sent.message_id),
//!     Err(Error::Card(found)) => println!("nothing was sent, the card breaks rules:\n{found}"),
//!     Err(error) if error.is_retryable() => println!("later, perhaps: {error}"),
//!     Err(error) => return Err(error),
//! }
//! # Ok(()) }
//! ```
//!
//! | what | call |
//! |---|---|
//! | send to a user or a chat | [`Client::send`] |
//! | send to many, within the rate limits | [`Client::send_all`] |
//! | let the platform send to many | [`Client::send_batch`] |
//! | reply, or start a topic | [`Client::reply`] |
//! | replace what was sent | [`Client::patch`] |
//! | update a card after a click | [`Client::update`] |
//! | a card that one member of a chat sees | [`Client::send_ephemeral`] |
//! | a card that changes, by the smallest call | [`Client::live`], [`LiveCard`] |
//! | a text that types itself: a model's answer | [`Client::stream`], [`CardStream`] |
//! | a card entity, and the calls that change it | [`Client::create_card`], [`Client::card`] |
//! | plain text | [`Client::send_text`], [`Client::reply_text`] |
//! | look, recall, buzz | [`Client::get`], [`Client::recall`], [`Client::urgent`] |
//! | an image for a card, or the pictures in a model's Markdown | [`Client::upload_image`], [`Client::upload_markdown_images`] |
//! | a group's custom bot, without an app | [`Webhook`] |
//! | without async | `Blocking`, feature `blocking` |
//!
//! A client is cheap to clone and keeps one token, one pool of connections and the platform's rate limits. A call is
//! repeated only when that cannot deliver twice, within one deadline. Cards are checked before they leave; whoever
//! knows better says `.unchecked()`, and to whom a card with a gap is better than none says `.repaired()`.

#[doc(inline)]
pub use feishu_card_send::client::*;
#[doc(inline)]
pub use feishu_card_send::fleet;
