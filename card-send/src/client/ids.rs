//! Lists of ids, as urgent messages and batches take them.

use super::Error;
use feishu_card_core::{Json, OpenId, UnionId, UserId};

/// The most ids in one list of a call.
pub(crate) const MOST: usize = 200;

/// Users, all by the same kind of id.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Users {
    /// By open id (`ou_…`).
    OpenIds(Vec<OpenId>),
    /// By union id (`on_…`).
    UnionIds(Vec<UnionId>),
    /// By the tenant's own ids.
    UserIds(Vec<UserId>),
}

impl Users {
    /// By open id (`ou_…`).
    pub fn open_ids<I: Into<OpenId>>(ids: impl IntoIterator<Item = I>) -> Self {
        Users::OpenIds(ids.into_iter().map(Into::into).collect())
    }

    /// By union id (`on_…`).
    pub fn union_ids<I: Into<UnionId>>(ids: impl IntoIterator<Item = I>) -> Self {
        Users::UnionIds(ids.into_iter().map(Into::into).collect())
    }

    /// By the tenant's own ids.
    pub fn user_ids<I: Into<UserId>>(ids: impl IntoIterator<Item = I>) -> Self {
        Users::UserIds(ids.into_iter().map(Into::into).collect())
    }

    /// The platform's word for the kind, and the ids.
    pub(crate) fn parts(&self) -> (&'static str, Vec<String>) {
        match self {
            Users::OpenIds(ids) => ("open_id", ids.iter().map(OpenId::to_string).collect()),
            Users::UnionIds(ids) => ("union_id", ids.iter().map(UnionId::to_string).collect()),
            Users::UserIds(ids) => ("user_id", ids.iter().map(UserId::to_string).collect()),
        }
    }
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
