//! What every change of an entity passes before it is looked at: `uuid`, then `sequence`.

use super::{
    bad,
    entity::{EntityState, Turn},
    rules::CardkitRules,
};
use crate::platform::reply::Refusal;
use feishu_card_core::Json;

/// The turn of this call; `None` when it repeats an earlier one and that is not refused.
pub(super) fn turn(body: &Json, entity: &EntityState, rules: &CardkitRules) -> Result<Option<Turn>, Refusal> {
    let uuid = match body.get("uuid") {
        None | Some(Json::Null) => None,
        Some(Json::Str(uuid)) if uuid.is_empty() => None,
        Some(Json::Str(uuid)) if uuid.chars().count() <= 64 => Some(uuid.to_string()),
        Some(_) => return Err(bad("uuid must be a text of 1 to 64 characters")),
    };
    let sequence = match body.get("sequence") {
        // as seen in the field, a missing one is taken for 0
        None | Some(Json::Null) => 0,
        Some(number) => number
            .as_i64()
            .filter(|n| (0..=i64::from(i32::MAX)).contains(n))
            .ok_or_else(|| bad(&format!("sequence must be a whole number from 1 to 2147483647, found {number}")))?,
    };
    if uuid.as_ref().is_some_and(|uuid| entity.uuids.contains(uuid)) {
        return if rules.repeated_uuid_succeeds { Ok(None) } else { Err(Refusal::of(200770)) };
    }
    if sequence <= entity.sequence {
        return Err(Refusal::of(300317));
    }
    Ok(Some(Turn { sequence, uuid }))
}
