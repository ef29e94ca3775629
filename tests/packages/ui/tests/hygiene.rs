//! `card!` in hostile surroundings: strict lints, no prelude, shadowed names, variables named like ours,
//! `macro_rules!` around it. `tests/packages/rename` runs it in edition 2021, with the dependency renamed.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, unused, unused_qualifications)]
#![deny(clippy::all, clippy::pedantic, clippy::nursery)]

use feishu_card::{Card, card};

/// Nothing of the prelude is needed.
mod no_prelude {
    #![no_implicit_prelude]

    use ::feishu_card::{Card, card};

    /// Static, with text, lists and JSON.
    pub const fn fixed() -> Card {
        card! {
            <card>
                <div>"x"</div>
                <action>
                    <button value={{"id": 1, "l": [true, null]}}>"y"</button>
                </action>
            </card>
        }
    }

    /// Everything that is made at run time.
    pub fn made(name: &str, on: bool, items: &[&str]) -> Card {
        card! {
            <card schema="2.0">
                <config update_multi={on}/>
                <markdown>
                    "**{name}** " {name}
                    if on {
                        "on"
                    } else {
                        "off"
                    }
                </markdown>
                for item in items {
                    <div>{item}</div>
                }
                match on {
                    true => <hr/>,
                    false => {}
                }
                <form name="f_{name}">
                    <select_static name="s" options={[{"value": name, "text": {"tag": "plain_text", "content": "x"}}]}/>
                    <multi_select_person name="p" selected_values={items.iter()}/>
                    <button name="ok" form_action_type=submit type={"primary"} json:x={name}>
                        {name}
                        <callback value={{"a": name, (name): [1, on]}}/>
                    </button>
                </form>
                <table>
                    <column name="a" data_type=lark_md/>
                    <row a={name}/>
                </table>
            </card>
        }
    }
}

/// Names that a careless expansion would pick up.
mod shadowed {
    #![allow(dead_code, non_camel_case_types, missing_docs)]

    mod core {}
    mod std {}
    mod alloc {}
    pub struct Vec;
    pub struct String;
    pub struct Box;
    pub enum Option {
        Some,
        None,
    }
    pub struct Json;
    pub struct List;
    pub struct Str;
    pub struct Boxed;
    pub struct Text;
    pub struct Button;
    pub trait IntoMember {}
    #[allow(unused_macros)]
    macro_rules! vec {
        ($($t:tt)*) => {
            compile_error!("the user's vec")
        };
    }
    #[allow(unused_macros)]
    macro_rules! format {
        ($($t:tt)*) => {
            compile_error!("the user's format")
        };
    }

    pub fn made(name: &str, on: bool) -> ::feishu_card::Card {
        ::feishu_card::card! {
            <card>
                <div>"x {name}" {name}</div>
                if on {
                    <action>
                        <button value={{"n": name}} name={name}>"y {name}"</button>
                    </action>
                }
            </card>
        }
    }
}

/// Variables with the names of our locals stay the user's.
#[test]
fn variables_named_like_ours_are_the_users() {
    let (__e, __l, __m, __s, __t, __p, __l_elements) = ("e", "l", "m", "s", "t", "p", "le");
    let card = card! {
        <card>
            <div>
                "{__e} {__l}" {__m}
                if true {
                    "{__s}{__t}"
                }
            </div>
            <action>
                <button name={__p} value={{"x": __l_elements, "y": __e}}>{__e}</button>
            </action>
            for __v in [__l] {
                <div>{__v}</div>
            }
        </card>
    };
    let json = card.to_json_string();
    for text in
        [r#""content":"e lmst""#, r#""name":"p""#, r#"{"x":"le","y":"e"}"#, r#""content":"e""#, r#""content":"l""#]
    {
        assert!(json.contains(text), "{text} is not in {json}");
    }
}

/// What stands in the hostile modules gives cards.
#[test]
fn hostile_surroundings_change_nothing() {
    assert_eq!(no_prelude::fixed().to_json_string().matches("div").count(), 1);
    assert!(no_prelude::made("甲", true, &["a", "b"]).to_json_string().contains("f_甲"));
    assert!(shadowed::made("x", true).to_json_string().contains(r#""name":"x""#));
}

macro_rules! line {
    ($text:expr_2021, $word:ident) => {
        card! { <card><header title="x" template=$word/><div>{$text}</div></card> }
    };
    ($text:literal) => {
        card! { <card><div>$text</div></card> }
    };
}

/// Tokens that come through `macro_rules!` are in groups without delimiters.
#[test]
fn tokens_of_other_macros_are_taken() {
    let sum = line!(1 + 2, blue);
    assert!(sum.to_json_string().contains(r#""content":"3""#));
    assert_eq!(
        line!("x"),
        card! {
            <card>
                <div>"x"</div>
            </card>
        }
    );
}

/// Control flow keeps what Rust's does: `?`, `return`, `await` and borrows work in it.
#[test]
fn control_flow_is_rusts_own() {
    fn card(found: Option<&str>) -> Option<Card> {
        Some(card! {
            <card>
                <div>{found?}</div>
                if found == Some("x") {
                    <hr/>
                } else if let Some(text @ ("a" | "b")) = found {
                    <div>{text}</div>
                }
                match found {
                    Some(text) if text.len() > 2 => <note>"{text}"</note>,
                    None | Some(_) => {}
                }
            </card>
        })
    }
    assert!(card(None).is_none());
    assert!(card(Some("x")).is_some_and(|card| card.to_json_string().contains("hr")));
    assert!(card(Some("abc")).is_some_and(|card| card.to_json_string().contains("note")));
}

/// Expressions are evaluated in the order of the source: what an attribute borrows a child may take.
#[test]
fn what_an_attribute_borrows_a_child_may_take() {
    let (name, width) = ("x".to_owned(), "fill".to_owned());
    let button = card! {
        <button name={&name} width={&width}>
            <confirm title={name}>{width}</confirm>
            "y"
        </button>
    };
    assert_eq!(button.name.as_deref(), Some("x"));
    let id = "a".to_owned();
    let column = card! {
        <column element_id={&id}>
            <div>{id}</div>
        </column>
    };
    assert_eq!(column.element_id.as_deref(), Some("a"));
}

/// A card is a `static` too, and a fragment is its own type.
#[test]
fn constants_of_every_kind() {
    static CARD: Card = card! {
        <card>
            <div>"x"</div>
        </card>
    };
    const HEADER: feishu_card::Header = card! { <header title="x"/> };
    assert!(CARD.header.is_none());
    let both = card! {
        <card header={HEADER}>
            {card! {
                <>
                    <hr/>
                    {card! { <hr/> }}
                </>
            }}
        </card>
    };
    assert_eq!(both.to_json_string().matches("hr").count(), 2);
}
