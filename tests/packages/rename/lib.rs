//! The dependency under another name, in edition 2021.
#![forbid(unsafe_code)]
#![deny(missing_docs, rust_2024_compatibility)]

#[cfg(test)]
mod tests {
    use renamed::{Card, Typed, card};

    #[test]
    fn a_renamed_dependency_works() {
        let (name, on) = ("x", true);
        let card: Card = card! {
            <card schema="2.0">
                <markdown>"**{name}** {on}" {name}</markdown>
                if on {
                    <div>{name}</div>
                }
                for n in [1, 2] {
                    <hr element_id={format!("hr_{n}")}/>
                }
                <button name={name}>
                    "x"
                    <callback value={{"a": name}}/>
                </button>
            </card>
        };
        assert_eq!(card.to_json_string().matches("hr_").count(), 2);
        assert_eq!(renamed::card! { <hr/> }.to_json_string(), r#"{"tag":"hr"}"#);
    }
}

/// The same hostile surroundings as in edition 2024.
#[cfg(test)]
extern crate renamed as feishu_card;
#[cfg(test)]
#[path = "../ui/tests/hygiene.rs"]
mod hygiene;
