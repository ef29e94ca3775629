//! `if`, `for` and `match`: their bodies are lowered like other children; branches of one count once.

use super::{
    Lower, Step,
    scope::{Given, Scope},
};
use crate::syntax::{Child, Flow};

impl Lower<'_> {
    pub(super) fn flow(&mut self, flow: &Flow<Vec<Child>>, scope: &mut Scope<'_>, out: &mut Vec<Step>) {
        if matches!(flow, Flow::For { .. }) {
            let outer = std::mem::replace(&mut scope.in_loop, true);
            out.push(Step::Flow(flow.map(&mut |children| self.body(children, scope))));
            scope.in_loop = outer;
            return;
        }
        let before = scope.given.clone();
        let mut after = before.clone();
        out.push(Step::Flow(flow.map(&mut |children| {
            scope.given.clone_from(&before);
            let body = self.body(children, scope);
            merge(&mut after, scope);
            body
        })));
        scope.given = after;
    }

    fn body(&mut self, children: &[Child], scope: &mut Scope<'_>) -> Vec<Step> {
        let mut body = Vec::new();
        self.children(children, scope, &mut body);
        body
    }
}

/// What one branch gives is given behind all of them.
fn merge(after: &mut Vec<Given>, scope: &mut Scope<'_>) {
    for given in scope.given.drain(..) {
        if !after.iter().any(|known| known.name == given.name) {
            after.push(given);
        }
    }
}
