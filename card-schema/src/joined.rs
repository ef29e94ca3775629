//! What is said of each of a few things, in a row: for the macro it is built without optimisation, once for each type.

/// What is said of each, with this between them.
#[must_use]
pub fn joined<T>(items: &[T], between: &str, say: &dyn Fn(&T) -> String) -> String {
    let mut out = String::new();
    for (nth, item) in items.iter().enumerate() {
        if nth > 0 {
            out.push_str(between);
        }
        out.push_str(&say(item));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn what_is_between_is_only_between() {
        let say = |n: &u8| format!("<{n}>");
        assert_eq!([&[][..], &[1], &[1, 2]].map(|items| joined(items, ", ", &say)), ["", "<1>", "<1>, <2>"]);
    }
}
