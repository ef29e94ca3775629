//! The values of a submitted form, and the tie between a form's names and a struct.

use super::{ValueError, lenient};
use feishu_card_core::{Json, Str};
use serde_core::de::DeserializeOwned;

/// The values of a submitted form, by the names of its components.
#[derive(Clone, Debug, PartialEq)]
pub struct FormValues(pub(super) Json);

impl FormValues {
    /// The value of one component as JSON: text, a list of texts for multi-selects, `true`/`false` for checkers.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.get(name)
    }

    /// The value of one component as your own type; see [`Event::form`](super::Event::form) for what fits.
    ///
    /// # Errors
    /// When the form has no component of this name, or its value does not fit.
    pub fn field<T: DeserializeOwned>(&self, name: &str) -> Result<T, ValueError> {
        let value = self.get(name).unwrap_or(&Json::Null);
        lenient::read(value, true).map_err(|wrong| wrong.at(name).of("form_value"))
    }

    /// Names and values, in the order they came.
    #[must_use]
    pub fn fields(&self) -> &[(Str, Json)] {
        self.0.as_map().unwrap_or_default()
    }

    /// The whole form as your own type; see [`Event::form`](super::Event::form).
    ///
    /// # Errors
    /// When a value does not fit: the error names the field.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, ValueError> {
        lenient::read(&self.0, true).map_err(|wrong| wrong.of("form_value"))
    }
}

/// Declares the struct of a form and ties its names to the card: every field is also a constant with its own name,
/// so that the card and the struct cannot drift apart (`Leave::start` is `"start"`; a typo does not compile).
///
/// ```
/// # mod feishu_card { pub use feishu_card_send::callback; }
/// use feishu_card::callback::{Date, form};
///
/// form! {
///     /// A request for leave.
///     #[derive(Debug, serde::Deserialize)]
///     pub struct Leave {
///         /// The first day.
///         pub start: Date,
///         pub reason: Option<String>,
///     }
/// }
///
/// // in the card: <date_picker name={Leave::start}/> <input name={Leave::reason}/>
/// assert_eq!(Leave::start, "start");
/// // on submit:   let leave: Leave = event.form()?;
/// ```
///
/// A field renamed with `#[serde(rename = …)]` breaks the tie; name the field as the component instead.
///
/// With an `enum` it is [`words!`](feishu_card_core::words!): `form! { enum City { Hangzhou = "hangzhou" } }`.
#[macro_export]
#[doc(hidden)]
macro_rules! __form {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($words:tt)* }) => {
        $crate::callback::__words! { $(#[$meta])* $vis enum $name { $($words)* } }
    };
    (
        $(#[$meta:meta])*
        $vis:vis struct $name:ident {
            $($(#[$field_meta:meta])* $field_vis:vis $field:ident: $type:ty),* $(,)?
        }
    ) => {
        $(#[$meta])*
        $vis struct $name {
            $($(#[$field_meta])* $field_vis $field: $type,)*
        }

        #[allow(non_upper_case_globals, dead_code)]
        impl $name {
            $(
                #[doc = concat!("The name of `", stringify!($field), "` in the form.")]
                $field_vis const $field: &'static str = $crate::callback::__field_name(stringify!($field));
            )*
        }
    };
}

/// The name of a field without the `r#` of keywords, as serde has it.
#[doc(hidden)]
#[must_use]
pub const fn __field_name(ident: &'static str) -> &'static str {
    match ident.as_bytes() {
        [b'r', b'#', ..] => ident.split_at(2).1,
        _ => ident,
    }
}
