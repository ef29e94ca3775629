//! The catalogue of diagnostics: every code, once.
