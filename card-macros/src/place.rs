//! Line and column of a span. Tests run on tokens of proc-macro2's own, the compiler on its tokens.
//!
//! `Span::unwrap` is not that of an `Option`: it gives the compiler's own span, and fails only outside of a macro call.
//! Outside of tests this crate runs nowhere else; a panic all the same would be caught by `guarded`.

use proc_macro2::Span;

/// Line (from 1) and column (from 0) of the start.
pub(crate) fn start(span: Span) -> (usize, usize) {
    #[cfg(test)]
    {
        (span.start().line, span.start().column)
    }
    #[cfg(not(test))]
    {
        let start = span.unwrap().start();
        // the compiler counts columns from 1
        (start.line(), start.column().saturating_sub(1))
    }
}

/// Line (from 1) and column (from 0) of the end.
pub(crate) fn end(span: Span) -> (usize, usize) {
    #[cfg(test)]
    {
        (span.end().line, span.end().column)
    }
    #[cfg(not(test))]
    {
        let end = span.unwrap().end();
        (end.line(), end.column().saturating_sub(1))
    }
}
