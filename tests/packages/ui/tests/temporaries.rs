//! What an expression locks or borrows is given back before the next one is evaluated.
#![deny(warnings, clippy::all, clippy::pedantic)]

use feishu_card::{Card, card};
use std::{
    future::{Ready, ready},
    sync::{Mutex, MutexGuard},
};

fn lock(name: &Mutex<String>) -> MutexGuard<'_, String> {
    // to wait for a lock that the same card holds would be for ever
    name.try_lock().expect("not locked any more")
}

fn locked(name: &Mutex<String>) -> Card {
    card! {
        <card>
            <div>{lock(name).as_str()}</div>
            <div>{lock(name).clone()}</div>
            <markdown>{lock(name).as_str()} " and " {lock(name).as_str()}</markdown>
            <action>
                <button
                    name={lock(name).clone()}
                    value={{"a": lock(name).clone(), "b": [lock(name).as_str(), lock(name).as_str()]}}
                >
                    {lock(name).as_str()}
                </button>
            </action>
            <table>
                <column name="a" data_type=text/>
                <column name="b" data_type=text/>
                <row a={lock(name).as_str()} b={lock(name).clone()}/>
            </table>
        </card>
    }
}

#[test]
fn a_lock_ends_with_its_expression() {
    let text = locked(&Mutex::new("x".to_owned())).to_json_string();
    assert!(text.contains(r#""value":{"a":"x","b":["x","x"]}"#), "{text}");
}

fn later(text: &str) -> Ready<String> {
    ready(text.to_owned())
}

async fn awaited(name: String, count: u32) -> Card {
    card! {
        <card>
            <div><lark_md>"**{name}** {count}"</lark_md></div>
            <action>
                <button value={{"a": later("x").await, "b": name}}>"{count} {name:>3}"</button>
                <button name={later(&name).await} value={{"a": later("x").await}}>"{name}"</button>
            </action>
            <markdown>"{count:?} {name}" {later(&name).await}</markdown>
            <note>
                "{count}"
                <lark_md>"{name}"</lark_md>
            </note>
            <form name="f">
                <input name="i" label="{name}" label_position=left value={{"a": later("x").await}}/>
                <button name="b" action_type=form_submit value={{"a": later("x").await, "b": count}}>"{name}"</button>
            </form>
        </card>
    }
}

#[test]
fn a_card_that_awaits_goes_to_another_thread() {
    fn goes<F: Future<Output = Card> + Send>(_: &F) {}
    goes(&awaited("x".to_owned(), 1));
}
