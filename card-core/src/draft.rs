//! Where a body is written before its length is known: in a text that each thread keeps. What is written there is copied
//! once, which costs a tenth of looking at all members beforehand for an upper bound of their length.

use crate::write::Writer;
use std::cell::Cell;

thread_local! {
    static KEPT: Cell<String> = const { Cell::new(String::new()) };
}

/// A longer text is not kept: two of the largest cards.
const LONGEST: usize = 64 * 1024;

/// The text of this thread, empty; a new one where it is in use.
#[doc(hidden)]
#[must_use]
pub fn draft() -> String {
    KEPT.try_with(Cell::take).unwrap_or_default()
}

/// Appends a text as a JSON string.
#[doc(hidden)]
pub fn write_string(text: &str, out: &mut String) {
    Writer::<false>::new(out).string(text);
}

/// What is made of a finished text, which the thread keeps for the next one.
#[doc(hidden)]
pub fn finish<R>(mut text: String, make: impl FnOnce(&str) -> R) -> R {
    let made = make(&text);
    if text.capacity() <= LONGEST {
        text.clear();
        // a thread that ends keeps nothing
        let _ = KEPT.try_with(|kept| kept.set(text));
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_and_begins_empty() {
        let mut first = draft();
        first.push_str("a body");
        let (place, second) = (first.as_ptr(), draft());
        assert!(second.is_empty() && second.as_ptr() != place, "one that is in use is not given again");
        assert_eq!(finish(first, str::to_owned), "a body");
        let again = draft();
        assert!(again.is_empty() && again.as_ptr() == place);
        let huge = "x".repeat(LONGEST + 1);
        assert_eq!(finish(huge, str::len), LONGEST + 1);
        assert_eq!(draft().capacity(), 0, "it is not kept");
    }
}
