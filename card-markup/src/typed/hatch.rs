//! The ways out of the table: `<raw json=…/>` (R20), and `json:` where members are.

use super::{Lower, scope::Scope};
use crate::{
    syntax::{Attribute, Element, Name},
    typed::{Filled, Filling},
};
use feishu_card_schema::entries;
use proc_macro2::Span;

entries! {
    HATCH = "C0017" "an escape hatch is misused" [E E E]
        why "`<raw json=…/>` takes its JSON and nothing else (markup §3, R20)."
        wrong "card! { <card><raw value={30}/></card> }"
        right "card! { <card><raw json={30}/></card> }"
}

impl Lower<'_> {
    /// `<raw json=…/>` (R20).
    pub(super) fn raw(&mut self, element: &Element, name: &Name) -> Option<Filled> {
        let mut json = None;
        for attribute in &element.attributes {
            if attribute.name.text != "json" || attribute.json {
                let message = format!("unknown attribute `{}` of `<raw>`", attribute.name.text);
                self.findings.add(&HATCH, attribute.name.span, message, "its only attribute is `json`");
            } else if !self.json_of_raw_is_given(attribute, json.is_some()) {
                json = self.json_of(&attribute.value, attribute.name.span);
            }
        }
        if let Some(child) = element.children.first() {
            let span = child.span();
            self.findings.add(&HATCH, span, "`<raw>` cannot have children", "its only attribute is `json`");
        }
        if json.is_none() && element.attributes.is_empty() {
            self.findings.add(&HATCH, name.span, "`<raw>` needs `json`", "write `<raw json={{…}}/>`");
        }
        Some(Filled::new(name.span, Filling::Raw { json: json?, checked: false }))
    }

    /// `<raw>` in what has no list of components.
    pub(super) fn raw_without_a_list(&mut self, scope: &Scope<'_>, at: Span) {
        let message = format!("`<{}>` has no list for `<raw>`", scope.name);
        self.findings.add(&HATCH, at, message, "set the member with `json:…`");
    }

    /// Whether `json:` is before a key, which is no member.
    pub(super) fn is_hatch_for_a_key(&mut self, attribute: &Attribute, map: &Name) -> bool {
        if attribute.json {
            let message = format!("`<{}>` holds keys; `json:` sets members", map.text);
            self.findings.add(&HATCH, attribute.name.span, message, "write the key without `json:`");
        }
        attribute.json
    }
}
