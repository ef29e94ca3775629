//! 1.0: links to variables, which `href` defines.

use crate::{
    entries,
    markdown::Checked,
    rules::{
        path::Spot,
        walk::{Visited, Walk},
    },
    tree::Known,
};

entries! {
    NO_VARIABLE = "C0808" "a link to a variable that `href` does not define" [W W W]
        why "`[text]($name)` of 1.0 goes where `href` says; one official sample gets the name wrong (card-json-1 §6.2)."
        wrong "<card><markdown><href><urlVal url=\"https://a.cn\"/></href>\"[看]($url)\"</markdown></card>"
        right "<card><markdown><href><urlVal url=\"https://a.cn\"/></href>\"[看]($urlVal)\"</markdown></card>"
}

/// 1.0: `[text]($name)` goes where `href` says.
pub(crate) fn every_variable_is_defined<'t>(
    walk: &mut Walk<'t, '_>,
    element: &Visited<'t>,
    checked: &Checked,
    spot: Spot<'t>,
) {
    if walk.v2() {
        return; // the Markdown reader itself refuses it there
    }
    let href = element.get("href").map(|node| &node.value);
    for variable in &checked.variables {
        let defined = match href {
            None => element.tree.open,
            Some(Known::Object(href)) => href.open || href.member(&variable.name).is_some(),
            Some(_) => true,
        };
        if !defined {
            let message = format!("`href` does not define `{}`", variable.name);
            let name = &variable.name;
            let help = match walk.markup() {
                true => format!("define it: `<href><{name} url=\"https://…\"/></href>`"),
                false => format!("define it: `\"href\": {{\"{name}\": {{\"url\": \"https://…\"}}}}`"),
            };
            walk.report(&NO_VARIABLE, spot, message, Some(help));
        }
    }
}
