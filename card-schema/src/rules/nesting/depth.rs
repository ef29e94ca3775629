//! How deep components may nest.

use crate::{
    Diagnostic, Severity, entries,
    rules::{
        Settings,
        walk::{Visited, Walk},
    },
    table::{Object, objects},
};

entries! {
    TOO_DEEP = "C0406" "components nest too deep" [E E E]
        why "Five levels. The pages do not say what counts; columns cannot, since official samples would break the rule. Counted are \
             column_set, form, interactive_container, collapsible_panel and what is in the last of them. A value made in code \
             that nests deeper than 128 levels, to which JSON is read, is refused as a whole and not looked into."
        wrong "six interactive containers in one another"
        right "five levels at most"
}

/// The finding about a value that nests deeper than JSON is read: nothing else is looked for in it.
#[must_use]
pub fn nests_too_deep(levels: usize, settings: &Settings<'_>) -> Option<Diagnostic> {
    let message = format!("nested deeper than {levels} levels");
    Some(Diagnostic {
        help: Some("put what is deep inside into a string, or send less of it".to_owned()),
        severity: settings.allow.lower(TOO_DEEP.code, Severity::Error)?,
        ..Diagnostic::new(&TOO_DEEP, message)
    })
}

/// What counts as a level.
pub(crate) static LEVELS: [&Object; 4] =
    [&objects::ColumnSet, &objects::Form, &objects::InteractiveContainer, &objects::CollapsiblePanel];

/// Components nest at most five levels; columns do not count.
pub(crate) fn components_do_not_nest_too_deep<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    let limit = walk.settings.limits.depth;
    // one finding, where it begins
    if walk.levels == limit
        && !element.is(&objects::Column)
        && !walk.seen.too_deep
        && !element.holder.is_some_and(|holder| holder.is(&objects::CheckerButtonArea, "buttons"))
    {
        walk.seen.too_deep = true;
        let message = format!("components are nested too deep: at most {limit} levels");
        let help = "column_set, form, interactive_container and collapsible_panel count as levels, and so does what is in the last of them";
        walk.report(&TOO_DEEP, element.spot(), message, Some(help.to_owned()));
    }
}
