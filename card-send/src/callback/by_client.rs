//! The client delivers updates after the answer.

use super::{Delayed, Deliver, Work};
use crate::Client;

impl Deliver for Client {
    fn deliver(&self, update: Delayed) -> Work {
        let client = self.clone();
        Box::pin(async move {
            let call = client.update(update.token.as_str(), &update.card);
            let call = if update.open_ids.is_empty() { call } else { call.open_ids(update.open_ids) };
            Ok(call.await?)
        })
    }
}
