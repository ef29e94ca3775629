//! Rules on members that another one replaced, and on those that official pages contradict each other about.

use crate::{
    Version, entries,
    rules::{
        advice,
        walk::{Visited, Walk},
    },
    table::{Member, Object, Status},
};

entries! {
    DEPRECATED = "C0207" "a member is superseded" [W W W]
        why "Old cards still have it; it does nothing, or has a better successor (card-json-1 §2.1)."
        wrong "<card><config wide_screen_mode/></card>"
        right "<card><config width_mode=fill/></card>"

    OLD_SPELLING = "C0208" "the spelling of the other version" [W W W]
        why "2.0 lists some 1.0 members as historic and its own demos use them; that may end. In 1.0 one sample uses the spelling of 2.0."
        wrong "<card schema=\"2.0\"><form name=\"f\"><button name=\"ok\" action_type=form_submit>\"提交\"</button></form></card>"
        right "<card schema=\"2.0\"><form name=\"f\"><button name=\"ok\" form_action_type=submit>\"提交\"</button></form></card>"

    CONTRADICTED = "C0209" "official pages contradict each other on a member" [W W W]
        why "One page lists it, another says it is not supported: `fallback` and `i18n_header` of a 2.0 card, `font_color` of markdown, \
             `i18n_file_key_key` of audio (card-json-2 §22.2)."
        wrong "{\"schema\": \"2.0\", \"i18n_header\": {}, \"body\": {\"elements\": []}}"
        right "{\"schema\": \"2.0\", \"body\": {\"elements\": []}}"
}

/// Whether there may be something to say of a member.
pub(crate) fn is_superseded(object: &Object, member: &Member, version: Version) -> bool {
    object.known(member.name, version).is_some_and(|(_, facts)| match facts.status {
        Status::Deprecated(_) => true,
        Status::Disagree => version == Version::V2 && advice::is_contradicted(object, member.name),
        Status::Historic | Status::ExampleOnly | Status::Deviation => advice::is_respelled(object, member, version),
        Status::Documented => false,
    })
}

/// No member is superseded, or one that official pages contradict each other about.
pub(crate) fn no_member_is_superseded<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    let object = element.object;
    for (nth, member) in element.tree.members.iter().enumerate() {
        let name = &*member.name;
        let Some((row, facts)) = object.known(name, walk.version) else { continue };
        let spot = || element.nth_spot(nth);
        match facts.status {
            Status::Deprecated("none") => {
                let message = format!("`{name}` has no effect");
                walk.report(&DEPRECATED, spot(), message, Some("remove it".to_owned()));
            }
            // beside its successor it is the one that is ignored
            Status::Deprecated(new) if !element.has(new.split(':').next().unwrap_or(new)) => {
                let message = format!("`{name}` is superseded");
                let new = new.replace(":", if walk.markup() { "=" } else { ": " });
                walk.report(&DEPRECATED, spot(), message, Some(format!("write `{new}`")));
            }
            Status::Disagree if walk.v2() && advice::is_contradicted(object, name) => {
                let message = format!("official pages contradict each other on `{name}` of {}", walk.name(object));
                walk.report(&CONTRADICTED, spot(), message, advice::for_the_other_version(walk, element, name));
            }
            Status::Historic | Status::ExampleOnly | Status::Deviation => {
                if let Some(help) = advice::new_spelling(walk, element, name, &member.node) {
                    let old = if walk.v2() { "1.0" } else { "2.0" };
                    let message = format!("`{}` is the spelling of JSON {old}", row.name);
                    walk.report(&OLD_SPELLING, spot(), message, Some(help));
                }
            }
            _ => {}
        }
    }
}
