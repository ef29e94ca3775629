//! The wrong samples of the markup: every finding, in order, at its token, and nothing else.
//!
//! A file holds a card and, behind `// expected:`, what is found in it. `UPDATE_EXPECTED=1` writes that anew.

use super::lines;

fn check(file: &str) {
    let path = format!("{}/src/tests/wrong/{file}.rs", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).expect(file);
    let (source, _) = text.split_once("// expected:\n").expect("`// expected:`");
    let open = source.find("card! {").expect("a card") + "card! {".len();
    let close = source.rfind('}').expect("a card");
    // empty lines keep the places as they are in the file
    let above = "\n".repeat(source[..open].matches('\n').count());
    let found = lines(&format!("{above}{}", &source[open..close])).join("\n");
    let found: String = found.lines().map(|line| format!("// {line}\n")).collect();
    feishu_card_expected::hold(&path, &format!("{source}// expected:\n{found}"));
}

macro_rules! samples {
    ($($name:ident),* $(,)?) => {$(
        #[test]
        fn $name() {
            check(stringify!($name));
        }
    )*};
}

samples!(form, json, names, nesting, text, twice);
