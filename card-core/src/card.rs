//! What users reach for first, without importing a trait: reading, writing and checking what can be sent.

use crate::{Card, CardEntity, CheckOptions, Diagnostics, Json, ReadError, Template, Typed};
use std::str::FromStr;

macro_rules! inherent {
    ($($Type:ident),*) => {$(
        impl $Type {
            /// Reads JSON text; what is undocumented is kept. See [`Typed::parse`].
            ///
            /// # Errors
            /// When the text is not JSON, or not such an object.
            pub fn parse(text: &str) -> Result<Self, ReadError> {
                Typed::parse(text)
            }

            /// Its JSON as a value. See [`Typed::to_json`].
            #[must_use]
            pub fn to_json(&self) -> Json {
                Typed::to_json(self)
            }

            /// Its JSON, compact. See [`Typed::to_json_string`].
            #[must_use]
            pub fn to_json_string(&self) -> String {
                Typed::to_json_string(self)
            }

            /// Its JSON, indented, in a stable order: fit for snapshots.
            #[must_use]
            pub fn to_json_pretty(&self) -> String {
                Typed::to_json_pretty(self)
            }

            /// Every finding of the rule book, in document order, the size included.
            ///
            /// ```
            /// # extern crate feishu_card_core as feishu_card;
            /// use feishu_card::Card;
            /// let card = Card::parse(r#"{"elements": [{"tag": "button"}]}"#)?;
            /// let found = card.validate();
            /// assert!(!found.is_ok());
            /// println!("{found}");
            /// # Ok::<(), feishu_card::ReadError>(())
            /// ```
            #[must_use]
            pub fn validate(&self) -> Diagnostics {
                Typed::validate(self)
            }

            /// As `validate`, with other limits or lowered codes.
            #[must_use]
            pub fn validate_with(&self, options: &CheckOptions) -> Diagnostics {
                Typed::validate_with(self, options)
            }
        }

        impl FromStr for $Type {
            type Err = ReadError;

            fn from_str(text: &str) -> Result<Self, ReadError> {
                Typed::parse(text)
            }
        }

        impl TryFrom<&str> for $Type {
            type Error = ReadError;

            fn try_from(text: &str) -> Result<Self, ReadError> {
                Typed::parse(text)
            }
        }

        impl TryFrom<Json> for $Type {
            type Error = ReadError;

            fn try_from(json: Json) -> Result<Self, ReadError> {
                Typed::from_json(json).map_err(ReadError::Other)
            }
        }

        impl TryFrom<serde_json::Value> for $Type {
            type Error = ReadError;

            fn try_from(json: serde_json::Value) -> Result<Self, ReadError> {
                Json::from(json).try_into()
            }
        }
    )*};
}

inherent!(Card, Template, CardEntity);

#[cfg(test)]
mod tests {
    #[test]
    fn all_names_of_the_crate_at_once_are_not_ambiguous() {
        use crate::*;
        let card = Card::parse(r#"{"elements":[{"tag":"hr"}]}"#).unwrap();
        let (mut json, mut escaped, mut sent) = (String::new(), String::new(), String::new());
        card.write_json(&mut json);
        let reference = &card;
        reference.write_escaped(&mut escaped);
        let content: &dyn Content = &&card;
        content.write_escaped(&mut sent);
        assert_eq!((json, &escaped), (card.to_json_string(), &sent));
        assert!(card.escaped_bound() >= escaped.len());
        assert!(card.validate().is_empty() && card.validate_with(&CheckOptions::default()).is_empty());
    }

    #[test]
    fn what_main_prints_of_a_bad_card_is_for_people() {
        let error = crate::Card::parse("{").unwrap_err();
        assert_eq!(format!("{error:?}"), error.to_string());
        let found = crate::Card::parse(r#"{"elements":[{"tag":"button"}]}"#).unwrap().validate();
        assert!(!found.is_empty());
        assert_eq!(format!("{found:?}"), found.to_string());
        assert_eq!(format!("{:?}", crate::Diagnostics::default()), "nothing found");
    }
}
