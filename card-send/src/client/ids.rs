//! Lists of ids, as urgent messages and batches take them.

use super::Error;
use feishu_card_core::Json;

/// The most ids in one list of a call.
pub(crate) const MOST: usize = 200;

/// Users, all by the same kind of id.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Users {
    /// By open id (`ou_…`).
    OpenIds(Vec<String>),
    /// By union id (`on_…`).
    UnionIds(Vec<String>),
    /// By the tenant's own ids.
    UserIds(Vec<String>),
}

impl Users {
    /// By open id (`ou_…`).
    pub fn open_ids<I: Into<String>>(ids: impl IntoIterator<Item = I>) -> Self {
        Users::OpenIds(strings(ids))
    }

    /// By union id (`on_…`).
    pub fn union_ids<I: Into<String>>(ids: impl IntoIterator<Item = I>) -> Self {
        Users::UnionIds(strings(ids))
    }

    /// By the tenant's own ids.
    pub fn user_ids<I: Into<String>>(ids: impl IntoIterator<Item = I>) -> Self {
        Users::UserIds(strings(ids))
    }

    /// The platform's word for the kind, and the ids.
    pub(crate) fn parts(&self) -> (&'static str, &[String]) {
        match self {
            Users::OpenIds(ids) => ("open_id", ids),
            Users::UnionIds(ids) => ("union_id", ids),
            Users::UserIds(ids) => ("user_id", ids),
        }
    }
}

pub(crate) fn strings<I: Into<String>>(ids: impl IntoIterator<Item = I>) -> Vec<String> {
    ids.into_iter().map(Into::into).collect()
}

/// Checks the length of a list.
pub(crate) fn check(what: &str, ids: &[String]) -> Result<(), Error> {
    match ids.len() {
        0..=MOST => Ok(()),
        n => {
            Err(Error::Request(format!("{n} {what}s, the platform takes {MOST} in one call: split them over several")))
        }
    }
}

/// The ids in a member of an answer.
pub(crate) fn read(data: Option<&Json>, name: &str) -> Vec<String> {
    let list = data.and_then(|data| data.get(name)).and_then(Json::as_list).unwrap_or_default();
    list.iter().filter_map(Json::as_str).map(str::to_owned).collect()
}
