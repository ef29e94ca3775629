//! Whether what was given on the command line can be meant: a slip of the keyboard is said before anything is served.

use crate::args::Dev;

/// What is odd, but can be lived with.
///
/// # Errors
/// What cannot be meant.
pub(super) fn check(args: &Dev) -> Result<Vec<String>, String> {
    let missing: Vec<_> = args.paths.iter().filter(|path| !path.exists()).collect();
    let told: Vec<_> = missing.iter().map(|path| format!("{}: no such file or folder", path.display())).collect();
    if !told.is_empty() && told.len() == args.paths.len() {
        return Err(told.join("; "));
    }
    if let Some(folder) = args.images.as_ref().filter(|folder| !folder.is_dir()) {
        return Err(format!("`--images {}`: no such folder", folder.display()));
    }
    Ok(told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::{Args, Command};
    use clap::Parser;

    fn checked(args: &[&str]) -> Result<Vec<String>, String> {
        let args = Args::try_parse_from(["card", "dev"].iter().chain(args)).unwrap();
        let Command::Dev(dev) = args.command else { panic!("another command") };
        check(&dev)
    }

    #[test]
    fn slips_are_said_before_anything_is_served() {
        assert_eq!(checked(&[]), Ok(vec![]));
        assert_eq!(checked(&["src"]), Ok(vec![]));
        assert_eq!(checked(&["src", "src/crads.rs"]).unwrap(), ["src/crads.rs: no such file or folder"]);
        assert_eq!(checked(&["nope"]).unwrap_err(), "nope: no such file or folder");
        assert!(checked(&["--images", "nope"]).unwrap_err().contains("no such folder"));
        assert_eq!(checked(&["--images", "src"]), Ok(vec![]));
    }

    #[test]
    fn what_was_found_is_counted() {
        let list = |from: &[&str]| {
            let cards: Vec<_> = from.iter().map(|from| format!(r#"{{"from": "{from}"}}"#)).collect();
            let programs = r#"[{"command": "make cards"}, {"command": "make none"}]"#;
            let list = format!(r#"{{"cards": [{}], "programs": {programs}}}"#, cards.join(","));
            feishu_card_core::Json::parse(&list).unwrap()
        };
        assert_eq!(crate::dev::found(&list(&["src/a.rs", "src/a.rs", "c#1.json"])), "3 cards in 2 files");
        assert_eq!(crate::dev::found(&list(&["c.json"])), "1 card in 1 file");
        assert_eq!(crate::dev::found(&list(&["make cards", "make cards"])), "2 cards of 1 program");
        assert_eq!(crate::dev::found(&list(&["c.json", "make cards"])), "2 cards in 1 file and of 1 program");
        assert!(crate::dev::found(&list(&[])).starts_with("no cards"));
    }
}
