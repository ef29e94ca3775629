//! Rules on what works only inside a form.

use crate::{
    entries,
    rules::walk::{Visited, Walk},
    table::objects,
    tree::Known,
};

entries! {
    REQUIRED_OUTSIDE = "C0505" "a required input outside a form" [E E E]
        why "Outside a form `required` \"errors or has no effect\" (card-json-1 §5.3); for an input it is an error."
        wrong "<card schema=\"2.0\"><input name=\"z\" required/></card>"
        right "<card schema=\"2.0\"><input name=\"z\"/></card>"

    MULTI_OUTSIDE = "C0508" "several images to choose outside a form" [E E E]
        why "outside a form, `multi_select: true` of select_img makes the platform refuse the card (card-json-1 §8.9, card-json-2 §12.9)."
        wrong "<card><select_img multi_select><option img_key=\"a\" value=\"1\"/></select_img></card>"
        right "<card><select_img><option img_key=\"a\" value=\"1\"/></select_img></card>"

    REQUIRED_IGNORED = "C0516" "`required` outside a form" [W W W]
        why "Outside a form it \"errors or has no effect\" (card-json-1 §5.3, card-json-2 §10.3); skeletons of the pages carry it."
        wrong "<card schema=\"2.0\"><select_person required/></card>"
        right "<card schema=\"2.0\"><select_person/></card>"
}

/// `required` is for components in a form.
pub(crate) fn required_works_only_inside_a_form<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    let on = matches!(element.get("required").map(|node| &node.value), Some(Known::Bool(true)));
    if on && element.plan.is_interactive && walk.in_form() == Some(false) {
        let message = "`required` works only inside a form".to_owned();
        let help = format!("remove it, or put the {} in a {}", element.object.tag, walk.name(&objects::Form));
        let entry = if element.is(&objects::Input) { &REQUIRED_OUTSIDE } else { &REQUIRED_IGNORED };
        walk.report(entry, element.name_spot("required"), message, Some(help));
    }
}

/// Several images are chosen only in a form.
pub(crate) fn several_images_are_chosen_in_a_form<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    let on = matches!(element.get("multi_select").map(|node| &node.value), Some(Known::Bool(true)));
    if on && element.is(&objects::SelectImg) && walk.in_form() == Some(false) {
        let message = format!("{} works only inside a form", walk.set("multi_select", "true"));
        let help = format!("remove it, or put the {} in a {}", walk.name(element.object), walk.name(&objects::Form));
        walk.report(&MULTI_OUTSIDE, element.name_spot("multi_select"), message, Some(help));
    }
}
