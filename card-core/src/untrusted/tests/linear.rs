//! What making a text safe costs: as much as the text is long, counted in characters that are read.

use crate::untrusted::{SplitLimits, rewriter::READ, split, untrusted};

/// How many characters are read to make a text safe, and to split it.
fn read(text: &str) -> (u64, u64) {
    READ.set(0);
    let (safe, _) = untrusted(text, 4);
    let made = READ.replace(0);
    let parts = split(&safe, &SplitLimits { bytes: 4_000, chars: 4_000 });
    assert!(!parts.is_empty());
    (made, READ.get())
}

#[test]
fn a_text_eight_times_as_long_is_read_eight_times_as_much() {
    for piece in [
        "plain words of a paragraph ",
        "<at id=all></at> <b>x</b> ",
        "`<a>` ``<b> ",
        "[a](javascript:x) ![p](https://a.b/c) ",
        "[![a](b)](c) [x][y] [z]: w\n",
        "- item <at id=1>\n  ```\n x\n  ```\n",
        "> quote `a\n> b` <br>\n",
        "|a|b|\n|-|-|\n|c|d|\n\n",
        "```rust\nlet a = <at id=1>;\n```\n\n",
        "a\n\n    code <at>\n\n",
        "<",
        "`",
        "[",
        "](",
        "<!-- ",
        "\n<br>\n",
    ] {
        let ((few, _), (many, _)) = (read(&piece.repeat(60)), read(&piece.repeat(480)));
        assert!(many <= 10 * few, "{piece:?}: {few} characters read, then {many}");
    }
}
