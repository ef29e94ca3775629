//! Holds what users pay for, in numbers that no machine changes: limits in `limits.tsv`.

mod allocations;
mod crates;
mod linear;

/// The limit of this name in `limits.tsv`.
fn limit(what: &str) -> usize {
    let line = include_str!("limits.tsv")
        .lines()
        .find_map(|line| line.strip_prefix(what)?.strip_prefix('\t'))
        .unwrap_or_else(|| panic!("limits.tsv has no line `{what}`"));
    line.split('\t').next().and_then(|limit| limit.parse().ok()).expect("a number in the second column")
}

/// Panics when `count` is above its limit, and asks to lower a limit that is too high.
fn hold(what: &str, count: usize) {
    let limit = limit(what);
    assert!(count <= limit, "{what}: {count}, and the limit is {limit}");
    if count < limit {
        println!("{what}: {count}; lower the limit of {limit} in tests/guard/limits.tsv");
    }
}
