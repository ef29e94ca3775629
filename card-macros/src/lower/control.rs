//! `if`, `for` and `match`: their bodies are lowered like other children; branches of one count once.

use super::{
    Lower,
    scope::{Given, Scope},
};
use crate::{
    ast,
    plan::{Arm, Branch, Stmt},
};

impl Lower<'_> {
    pub(super) fn if_child(&mut self, found: &ast::If, scope: &mut Scope, out: &mut Vec<Stmt>) {
        let before = scope.given.clone();
        let mut after = before.clone();
        let mut branches = Vec::new();
        for branch in &found.branches {
            let body = self.branch(&branch.block, &before, &mut after, scope);
            branches.push(Branch {
                otherwise: branch.otherwise.clone(),
                keyword: branch.keyword.clone(),
                head: branch.head.clone(),
                span: branch.block.span,
                body,
            });
        }
        let otherwise = found.otherwise.as_ref().map(|(keyword, block)| {
            let body = self.branch(block, &before, &mut after, scope);
            (keyword.clone(), body)
        });
        scope.given = after;
        out.push(Stmt::If { branches, otherwise });
    }

    pub(super) fn for_child(&mut self, found: &ast::For, scope: &mut Scope, out: &mut Vec<Stmt>) {
        let outer = std::mem::replace(&mut scope.in_loop, true);
        let mut body = Vec::new();
        self.children(&found.block.children, scope, &mut body);
        scope.in_loop = outer;
        out.push(Stmt::For {
            keyword: found.keyword.clone(),
            pattern: found.pattern.clone(),
            within: found.within.clone(),
            head: found.head.clone(),
            body,
        });
    }

    pub(super) fn match_child(&mut self, found: &ast::Match, scope: &mut Scope, out: &mut Vec<Stmt>) {
        let before = scope.given.clone();
        let mut after = before.clone();
        let mut arms = Vec::new();
        for arm in &found.arms {
            let body = self.branch(&arm.block, &before, &mut after, scope);
            arms.push(Arm { pattern: arm.pattern.clone(), arrow: arm.arrow.clone(), span: arm.block.span, body });
        }
        scope.given = after;
        out.push(Stmt::Match { keyword: found.keyword.clone(), head: found.head.clone(), span: found.span, arms });
    }

    fn branch(&mut self, block: &ast::Block, before: &[Given], after: &mut Vec<Given>, scope: &mut Scope) -> Vec<Stmt> {
        scope.given = before.to_vec();
        let mut body = Vec::new();
        self.children(&block.children, scope, &mut body);
        for given in scope.given.drain(..) {
            if !after.iter().any(|known| known.name == given.name) {
                after.push(given);
            }
        }
        body
    }
}
