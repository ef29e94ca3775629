//! An emulator of the Feishu/Lark messaging platform on loopback, for tests and examples.
//!
//! It speaks the same HTTP as the platform: tokens, messages, updates, images, batch messages, the custom bot,
//! callbacks with real signatures, and the long connection. It refuses bad cards by the same rule book and with the platform's codes,
//! counts the rate limits by sliding window, and can be told to [fail](Fault). Nothing of it needs a tenant, an
//! account or the network: it listens on loopback only, on a thread of its own, until it is dropped.
//!
//! Users reach this crate through `feishu-card`, feature `sandbox`; `cargo install feishu-card-sandbox` gives a
//! program of the same name that serves it.
//!
//! # Test your own bot
//!
//! Give your bot the sandbox's address, app id and secret in place of the real ones. Then be the user: look at
//! what arrived, click, fill forms, and see what the bot makes of it.
//!
//! ```
//! # mod feishu_card { pub use feishu_card_sandbox as sandbox; }
//! use feishu_card::sandbox::Sandbox;
//! # use std::{io::{Read, Write}, net::{TcpListener, TcpStream}};
//! # struct Bot { base_url: String, app_id: String, secret: String }
//! # impl Bot {
//! #     fn new(base_url: &str, app_id: &str, secret: &str) -> Bot {
//! #         Bot { base_url: base_url.into(), app_id: app_id.into(), secret: secret.into() }
//! #     }
//! #     fn post(&self, path: &str, token: &str, body: &str) -> String {
//! #         let mut stream = TcpStream::connect(&self.base_url[7..]).unwrap();
//! #         let head = format!("POST {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nauthorization: Bearer {token}\r\n");
//! #         write!(stream, "{head}content-length: {}\r\n\r\n{body}", body.len()).unwrap();
//! #         let mut answer = String::new();
//! #         stream.read_to_string(&mut answer).unwrap();
//! #         answer
//! #     }
//! #     fn ask_for_approval(&self, user: &str) {
//! #         let body = format!(r#"{{"app_id":"{}","app_secret":"{}"}}"#, self.app_id, self.secret);
//! #         let answer = self.post("/open-apis/auth/v3/tenant_access_token/internal", "", &body);
//! #         let token = answer.split('"').find(|part| part.starts_with("t-")).unwrap();
//! #         let card = r#"{\"elements\":[{\"tag\":\"action\",\"actions\":[{\"tag\":\"button\",\"text\":{\"tag\":\"plain_text\",\"content\":\"Approve\"},\"value\":{\"request\":7}}]}]}"#;
//! #         let body = format!(r#"{{"receive_id":"{user}","msg_type":"interactive","content":"{card}"}}"#);
//! #         self.post("/open-apis/im/v1/messages?receive_id_type=open_id", token, &body);
//! #     }
//! #     fn serve_callbacks(&self) -> String {
//! #         let listener = TcpListener::bind("127.0.0.1:0").unwrap();
//! #         let url = format!("http://{}/", listener.local_addr().unwrap());
//! #         std::thread::spawn(move || for mut stream in listener.incoming().flatten() {
//! #             let mut request = [0; 4096];
//! #             stream.read(&mut request).unwrap();
//! #             let body = r#"{"toast":{"type":"success","content":"Thank you"},"card":{"type":"raw","data":{"elements":[{"tag":"markdown","content":"Approved"}]}}}"#;
//! #             write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len()).unwrap();
//! #         });
//! #         url
//! #     }
//! # }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let sandbox = Sandbox::start().await?;
//! let bot = Bot::new(sandbox.base_url(), &sandbox.app_id(), &sandbox.app_secret());
//! sandbox.set_callback_url(bot.serve_callbacks());
//!
//! bot.ask_for_approval("ou_1");
//! let message = &sandbox.messages()[0];
//! assert_eq!(message.receive_id, "ou_1");
//!
//! let user = sandbox.as_user("ou_1");
//! let outcome = user.click(&message.message_id, "Approve").await?;
//! assert_eq!(outcome.code(), None, "the user sees no error: {:?}", outcome.error);
//! assert_eq!(outcome.toast.unwrap().content, "Thank you");
//! let card = user.sees(&message.message_id)?;
//! assert_eq!(card.to_string(), r#"{"elements":[{"tag":"markdown","content":"Approved"}]}"#);
//! # Ok(())
//! # }
//! ```
//!
//! # What it can do for a test
//!
//! | | |
//! |---|---|
//! | what arrived | [`Sandbox::messages`], [`Sandbox::requests`], [`Sandbox::calls`], [`Sandbox::busiest_receiver`] |
//! | a user works a card | [`Actor::click`], [`Actor::enter`], [`Actor::form`], [`Actor::sees`] |
//! | a user writes to the bot | [`Actor::says`], [`Actor::says_in`], [`Actor::replies`] |
//! | what the user saw | [`Outcome`]: toast, card, or the platform's code from 200340 to 200830 |
//! | what goes wrong | [`Sandbox::inject`] with a [`Fault`], [`Sandbox::refuse_receiver`], [`Sandbox::revoke_tokens`] |
//! | a bot without a callback address | it connects by itself; [`Sandbox::connected`], [`Sandbox::connections`], [`Sandbox::frames`] |
//! | what goes wrong there | [`Sandbox::wire`] with [`Wire`], [`Sandbox::break_connections`] |
//! | time | [`Sandbox::clock`]: tokens, uuids, update windows and update tokens expire by it |
//! | pace | [`Builder::limit_factor`] scales all rate limits |
//! | card entities | [`Sandbox::entities`], [`Sandbox::hold_card`], [`Sandbox::close_streaming`], [`CardkitRules`] |
//! | any other language | [`Sandbox::control_url`]: the same over HTTP, `docs/control.md` lists the commands |
//! | repeatable runs | [`Builder::seed`] decides ids, nonces and which calls a fault with a probability hits |
//!
//! # Where it differs from the platform
//!
//! - Every receiver whose id has the right shape exists, until [`Sandbox::refuse_receiver`] says otherwise; apps
//!   have all scopes.
//! - Templates are checked for their shape only: what they hold is known to the platform. A template that is
//!   [registered](Builder::template) is filled in, shown and worked.
//! - Where the documentation of CardKit is open, [`CardkitRules`] has a switch for each reading.
//! - A second message with a known `uuid` answers the first one again. The platform promises only that there is
//!   one message; [`Builder::refuse_repeated_uuid`] gives the other reading.
//! - A delayed update before its callback is answered is refused with 11310. On the platform it fails or the
//!   card springs back.
//! - Batch messages arrive at once.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod api;
mod builder;
mod clock;
mod config;
mod connection;
mod control;
mod fault;
mod http;
mod json;
mod message;
mod platform;
mod random;
mod request;
mod sandbox;
mod user;

pub use api::Api;
pub use builder::Builder;
pub use clock::Clock;
pub use config::CallbackKinds;
pub use connection::{Break, Connection, ConnectionConfig, FrameRecord, Parts, Wire};
pub use control::{ControlError, ask};
pub use fault::{Failure, Fault};
pub use message::{Cause, ChatMessage, Revision};
pub use platform::{
    batch::SentBatch,
    cardkit::{
        Entity,
        rules::{CardkitRules, ContentLimits},
    },
    images::Image,
};
pub use request::Request;
pub use sandbox::Sandbox;
pub use user::{ActError, Actor, Entered, FormFilling, Outcome, Posted, Said, Shown, ShownToast, Target};
