//! Line and column of a span, in a compiler and outside of one.

extern crate proc_macro;

use proc_macro2::Span;

/// Line (from 1) and column (from 0) where a span starts; outside of a compiler (0, 0) without the feature `source`.
pub fn start(span: Span) -> (usize, usize) {
    if !proc_macro::is_available() {
        return outside(span, false);
    }
    let start = span.unwrap().start();
    // the compiler counts columns from 1
    (start.line(), start.column().saturating_sub(1))
}

/// Line (from 1) and column (from 0) where a span ends; outside of a compiler (0, 0) without the feature `source`.
pub fn end(span: Span) -> (usize, usize) {
    if !proc_macro::is_available() {
        return outside(span, true);
    }
    let end = span.unwrap().end();
    (end.line(), end.column().saturating_sub(1))
}

#[cfg(feature = "source")]
fn outside(span: Span, end: bool) -> (usize, usize) {
    let at = if end { span.end() } else { span.start() };
    (at.line, at.column)
}

#[cfg(not(feature = "source"))]
fn outside(_: Span, _: bool) -> (usize, usize) {
    (0, 0)
}
