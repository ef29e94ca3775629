//! Findings for machines: one JSON object a line.

use super::{Finding, lines::Lines};
use feishu_card_core::Json;

pub(crate) fn line(file: &str, lines: &Lines<'_>, finding: &Finding<'_>) -> String {
    let spot = finding.span.as_ref().map(|span| lines.spot(span.start));
    let number = |n: Option<usize>| n.and_then(|n| i64::try_from(n).ok()).map_or(Json::Null, Json::int);
    let members = vec![
        ("file".into(), file.into()),
        ("severity".into(), finding.severity.to_string().into()),
        ("code".into(), finding.code.into()),
        ("pointer".into(), finding.pointer.into()),
        ("message".into(), finding.message.into()),
        ("help".into(), finding.help.map_or(Json::Null, Json::from)),
        ("line".into(), number(spot.map(|spot| spot.line))),
        ("column".into(), number(spot.map(|spot| spot.column))),
        ("path".into(), finding.path.into()),
        ("platform".into(), finding.platform.map_or(Json::Null, Json::from)),
        ("card".into(), finding.card.into()),
    ];
    let mut text = Json::from(members).to_string();
    text.push('\n');
    text
}
