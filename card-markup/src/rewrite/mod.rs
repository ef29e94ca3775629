//! What people bring from the web, written again in markup with their own words: for help lines that can be put in as they
//! are. What a name of HTML is on this platform is said in `feishu_card_schema::words::html`; here its `…` is filled.

mod attributes;
mod content;
mod json;
mod shown;
mod tags;

pub(crate) use attributes::{WebAttribute, attribute, is_flag, submits};
pub(crate) use json::json;
pub(crate) use shown::Shown;
use shown::children;
pub(crate) use tags::{Around, at_home, in_a_table, marks, of_the_first_version, tag};
