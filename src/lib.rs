//! Interactive cards for Feishu and Lark bots: markup that the compiler checks, typed values, one call that delivers
//! them, and clicks that come back typed.
//!
//! ```no_run
//! use feishu_card::{card, send::{Client, To}};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder("cli_a1b2…", std::env::var("FEISHU_APP_SECRET")?).build()?;
//! let service = "payments";
//! let card = card! {
//!     <card schema="2.0">
//!         <header template=green title="{service} is live"/>
//!         <markdown>"**{service}** was rolled out to all regions."</markdown>
//!     </card>
//! };
//! let sent = client.send(To::chat_id("oc_9a8b…"), &card).await?;
//! # Ok(()) }
//! ```
//!
//! | where | what |
//! |---|---|
//! | [`card!`] | a card as markup, checked when compiling; [`words!`] for enums of your own in it |
//! | [`Card`], [`Button`] and so on, in [`values`] by what they are for | the typed values: what `card!` makes, and what can be made without it |
//! | [`Typed`], [`Json`], [`LocatedJson`] | JSON in and out for every object, lossless both ways ([`Card`] has it without the trait) |
//! | [`Card::validate`], [`Diagnostics`], [`CheckOptions`], [`Repair`] | checking at run time, by the same rules |
//! | [`Markdown`], [`GrowingText`] | texts of a model or a person, made safe |
//! | [`ElementId`], [`MessageId`], [`ChatId`], [`OpenId`] … | ids that cannot be taken for each other |
//! | [`send`], feature `send` (default) | the client: send, reply, update, in bulk, streams, custom bots |
//! | [`callback`], feature `callback`; `axum` for a route | clicks, verified and typed |
//! | [`connection`], feature `long-connection` | clicks and events without a public address |
//! | [`sandbox`], feature `sandbox` | the platform on loopback, for your tests |
//! | [`preview`], feature `preview` | cards as HTML in the client's look |
//! | features `chrono`, `jiff`, `time` | dates of pickers as those of these crates, and back |
//!
//! Features only add. Cards alone: `default-features = false`. Whole bots, from `cargo new` to their tests:
//! [the guide](https://github.com/feishu-card/feishu-card/blob/main/docs/guide/README.md).
//!
//! # The markup in ten minutes
//!
//! ## The markup is the JSON
//!
//! Whoever knows the platform's documentation knows the markup. `<tag>` is the object with that `tag`, an attribute is
//! the member of that name, the children of a container are its list, a string is the text of a component that has one.
//! `<card schema="2.0">` is JSON 2.0, for whatever is new; `<card>` is JSON 1.0.
//!
//! ```
//! use feishu_card::card;
//!
//! let card = card! {
//!     <card schema="2.0">
//!         <header template=blue title="发布审核"/>
//!         <markdown>"版本 **2.1.0**"</markdown>
//!         <button type=primary>
//!             "同意"
//!             <callback value={{"release": 210}}/>
//!         </button>
//!     </card>
//! };
//! assert_eq!(card.to_json_pretty(), r#"{
//!   "schema": "2.0",
//!   "header": {
//!     "title": {
//!       "tag": "plain_text",
//!       "content": "发布审核"
//!     },
//!     "template": "blue"
//!   },
//!   "body": {
//!     "elements": [
//!       {
//!         "tag": "markdown",
//!         "content": "版本 **2.1.0**"
//!       },
//!       {
//!         "tag": "button",
//!         "text": {
//!           "tag": "plain_text",
//!           "content": "同意"
//!         },
//!         "type": "primary",
//!         "behaviors": [
//!           {
//!             "type": "callback",
//!             "value": {
//!               "release": 210
//!             }
//!           }
//!         ]
//!       }
//!     ]
//!   }
//! }"#);
//! ```
//!
//! - An object without `tag` is named by the member that holds it: `<config>`, `<header>`, `<confirm>`.
//! - Items of a list are named in the singular: `<option>`, `<column>`, `<field>`, `<text_tag>`.
//! - A bare attribute is `true`. Words of a vocabulary are written bare (`type=primary`), as do lengths (`padding=8px`, `50%`)
//!   and numbers (`weight=2`); all other texts are quoted.
//! - `icon=chat_outlined` is an icon of the library.
//!
//! ## Texts
//!
//! A string is plain text. Another kind, or a text with members of its own, is written as the text element:
//!
//! ```
//! use feishu_card::{Component, card};
//! let list: Vec<Component> = card! {
//!     <>
//!         <div>"plain"</div>
//!         <div><lark_md>"**bold**"</lark_md></div>
//!         <div><plain_text text_color=grey lines=2>"grey, two lines at most"</plain_text></div>
//!         <markdown>"# a Markdown component"</markdown>
//!     </>
//! };
//! # assert_eq!(list.len(), 4);
//! ```
//!
//! ## Values of your program
//!
//! Strings are format strings for names in scope; what is not a name is written beside them and joins: `"from " {&user.name}`.
//! `{expr}` is an attribute's value or a child: a text, a component, an `Option`, a `Vec` or iterator of components.
//! `{{…}}` and `{[…]}` are JSON with expressions inside. As with any argument, what is behind a reference is borrowed:
//! `{&user.name}`. A `None` is not written.
//!
//! ```
//! use feishu_card::{Button, Card, card};
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Serialize, Deserialize)]
//! struct Approve {
//!     id: u64,
//! }
//!
//! fn approve(id: u64, disabled: bool) -> Button {
//!     card! {
//!         <button type=primary disabled={disabled}>
//!             "同意"
//!             <callback value={Approve { id }}/>
//!         </button>
//!     }
//! }
//!
//! fn ask(who: &str, days: f64, id: u64) -> Card {
//!     card! {
//!         <card schema="2.0">
//!             <markdown>"**{who}** asks for {days:.1} days"</markdown>
//!             {approve(id, false)}
//!         </card>
//!     }
//! }
//! # assert!(ask("a**b", 2.0, 7).to_json_string().contains("asks for 2"));
//! # assert!(ask("a**b", 2.0, 7).to_json_string().contains(r#""value":{"id":7}"#));
//! ```
//!
//! The `value` of a callback is an object, or whatever of yours serialises to one, and comes back as it is:
//! `let Approve { id } = event.action.value()?`. A button of 1.0 carries it itself: `<button value={Approve { id }}>`.
//!
//! An enum of your own is the value of an option where [`words!`] made it, and comes back as the enum:
//!
//! ```
//! use feishu_card::{SelectStatic, card, words};
//!
//! words! {
//!     enum Leave { Annual = "annual", Sick = "sick" }
//! }
//! let select: SelectStatic = card! {
//!     <select_static placeholder="请选择">
//!         <option value={Leave::Annual}>"年假"</option>
//!         <option value={Leave::Sick}>"病假"</option>
//!     </select_static>
//! };
//! # assert!(select.options.is_some());
//! ```
//!
//! In Markdown (`<lark_md>`, `<markdown>`), **what you interpolate is escaped** for the place it stands in: `who` above
//! may hold `**` or `<at id=all></at>`, and the reader sees just that. Pass Markdown of your own through with
//! [`Markdown::raw`].
//!
//! ## Control flow
//!
//! `if`, `else`, `if let`, `for` and `match` stand bare between children, and what is in them is checked like the rest.
//! An expression inside has its own braces: `if ok { {badge()} }`.
//!
//! ```
//! use feishu_card::{Card, card};
//!
//! enum State { Running, Failed(String) }
//!
//! fn builds(builds: &[(&str, State)]) -> Card {
//!     card! {
//!         <card schema="2.0">
//!             for (name, state) in builds {
//!                 match state {
//!                     State::Running => <markdown>"{name}: running"</markdown>,
//!                     State::Failed(why) => {
//!                         <markdown>"{name}: **failed**"</markdown>
//!                         <markdown>"`{why}`"</markdown>
//!                     }
//!                 }
//!             }
//!             if builds.is_empty() {
//!                 <markdown>"nothing to build"</markdown>
//!             }
//!         </card>
//!     }
//! }
//! # assert!(builds(&[("a", State::Running), ("b", State::Failed("x".into()))]).to_json_string().contains("failed"));
//! ```
//!
//! ## Languages
//!
//! A JSON 2.0 text carries its translations as attributes: `<markdown en_us="Hi">"你好"</markdown>`. A JSON 1.0 card has
//! a body per language: `<i18n_elements><zh_cn>…</zh_cn><en_us>…</en_us></i18n_elements>`.
//!
//! ## What the compiler says
//!
//! A mistake is an error at its token, with the fix; all mistakes come at once.
//!
//! ```compile_fail
//! let card = feishu_card::card! {
//!     <card>
//!         <div>"发布审核："</div>
//!         <button typ=primary>"同意"</button>
//!     </card>
//! };
//! ```
//!
//! Each kind of finding has a code with an explanation: `card explain C0101`, or `docs/diagnostics.md`.
//!
//! ## Templates and entities
//!
//! A template of the visual builder and a card entity travel in place of a card; their attributes are the members of
//! `data`.
//!
//! ```
//! use feishu_card::{CardEntity, Template, card};
//!
//! fn welcome(name: &str) -> Template {
//!     card! { <template template_id="AAq1" template_variable={{"name": name}}/> }
//! }
//!
//! fn shown_again(card_id: &str) -> CardEntity {
//!     card! { <entity card_id={card_id}/> }
//! }
//! # assert!(welcome("李明").to_json_string().contains("李明") && shown_again("73").to_json_string().contains("73"));
//! ```
//!
//! ## Bad values at run time
//!
//! What only the running program knows is checked before a card is sent, and a card that the platform would refuse does
//! not leave: an address without a scheme, a link of another scheme in Markdown, a picture that is no key. Where a card
//! with a gap is better than none, [`Card::repaired`] takes out the smallest part that the rules refuse, and says what it
//! took; `.repaired()` on a send, reply, bulk or answer does it in one call. In an address, what no URL may hold is
//! percent-encoded, and nothing else is.
//!
//! ## When the platform is ahead of this crate
//!
//! `json:member=…` sets any member unchecked, and `<raw json={…}/>` stands for any component.
//!
//! ```
//! let card = feishu_card::card! {
//!     <card schema="2.0">
//!         <hr json:glow="soft"/>
//!         <raw json={{"tag": "hologram", "depth": 3}}/>
//!     </card>
//! };
//! # assert!(card.to_json_string().contains("hologram"));
//! ```
//!
//! ## Cards without run-time values
//!
//! are constants: building one allocates nothing.
//!
//! ```
//! use feishu_card::{Card, card};
//! const DONE: Card = card! {
//!     <card schema="2.0">
//!         <markdown>"已完成"</markdown>
//!     </card>
//! };
//! # let _ = DONE;
//! ```
//!
//! # Without the macro
//!
//! Every object has `NEW` and a setter per member; JSON is read and written without loss.
//!
//! ```
//! use feishu_card::{Button, ButtonType, Card};
//!
//! let button = Button::NEW.text("同意".into()).r#type(ButtonType::Primary);
//! let card = Card::parse(r#"{"schema": "2.0", "body": {"elements": [{"tag": "hr", "colour": "red"}]}}"#)?;
//! let found = card.validate();
//! assert_eq!(found.iter().next().expect("one finding").code(), "C0101");
//! # assert!(button.text.is_some());
//! # Ok::<(), feishu_card::ReadError>(())
//! ```
// modules of features lead to the page that has them all where they are not here
#![cfg_attr(not(feature = "client"), doc = "\n[`send`]: https://docs.rs/feishu-card/latest/feishu_card/send/")]
#![cfg_attr(
    not(feature = "callback"),
    doc = "\n[`callback`]: https://docs.rs/feishu-card/latest/feishu_card/callback/"
)]
#![cfg_attr(
    not(feature = "long-connection"),
    doc = "\n[`connection`]: https://docs.rs/feishu-card/latest/feishu_card/connection/"
)]
#![cfg_attr(not(feature = "sandbox"), doc = "\n[`sandbox`]: https://docs.rs/feishu-card/latest/feishu_card/sandbox/")]
#![cfg_attr(not(feature = "preview"), doc = "\n[`preview`]: https://docs.rs/feishu-card/latest/feishu_card/preview/")]
#![forbid(unsafe_code)]
#![deny(missing_docs)]

// all names are in the root; shown there is what is not generated from the table, and what most programs name of that;
// all of it is in `values`
#[doc(no_inline)]
pub use feishu_card_core::*;
#[doc(inline)]
pub use feishu_card_core::{
    Allow, Card, CardEntity, Change, Changes, ChatId, CheckOptions, Component, Content, Counts, Diagnostic,
    Diagnostics, Edition, ElementId, ElementIdError, Entry, Excerpt, GrowingText, IdOf, Json, JsonError, Limits, List,
    LocatedJson, Map, Markdown, MessageId, Number, OpenId, ReadError, Reader, Repair, Severity, SplitLimits, Str,
    Template, Text, Typed, UnionId, Unknown, UserId, Version, Words, platform_codes, values, words,
};

mod card;
#[doc(hidden)]
pub use card::{__card, __p};

#[cfg(feature = "long-connection")]
#[doc(inline)]
pub use feishu_card_send::connection;

#[cfg(feature = "callback")]
#[doc(inline)]
pub use feishu_card_send::callback;

#[cfg(feature = "client")]
pub mod send;

/// The platform on loopback, for tests and for trying things out. Feature `sandbox`.
#[cfg(feature = "sandbox")]
pub mod sandbox {
    #[doc(inline)]
    pub use feishu_card_sandbox::*;
}

/// Cards as HTML in the client's look: no account, no network, no script. Feature `preview`.
#[cfg(feature = "preview")]
pub mod preview {
    #[doc(inline)]
    pub use feishu_card_preview::*;
}
