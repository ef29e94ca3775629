//! What makes a call: the token (`access`), the limits (`budget`), one attempt from its turn to its end (`leave`,
//! `exchange`), and what may follow it (`retry`). `call` puts them together.

pub(crate) mod access;
pub(crate) mod answer;
pub(crate) mod api;
pub(crate) mod attempt;
pub(crate) mod body;
pub(crate) mod budget;
pub(crate) mod call;
pub(crate) mod checks;
pub(crate) mod connect;
pub(crate) mod editions;
pub(crate) mod exchange;
pub(crate) mod keys;
pub(crate) mod last_failure;
pub(crate) mod leave;
pub(crate) mod looked;
pub(crate) mod options;
pub(crate) mod order;
pub(crate) mod refusal;
pub(crate) mod retry;
pub(crate) mod running;
pub(crate) mod schedule;
pub(crate) mod scrub;
pub(crate) mod shared;
pub(crate) mod store;
pub(crate) mod token;
