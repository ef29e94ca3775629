//! The wrong samples of the markup.

use super::lines;

#[test]
fn show() {
    for entry in std::fs::read_dir("/work/shared/markup-samples").unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        if !text.contains("card! {") {
            continue;
        }
        println!("=== {}", path.display());
        // keep the lines where they are
        if path.to_string_lossy().contains("with_") {
            let file = text.clone();
            let mut rest = &file[..];
            let mut base = 0;
            while let Some(at) = rest.find("card! {") {
                let start = base + at + 7;
                let mut depth = 1;
                let mut end = start;
                for (i, c) in file[start..].char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' => {
                            depth -= 1;
                            if depth == 0 {
                                end = start + i;
                                break;
                            }
                        }
                        _ => {}
                    }
                }
                let body = format!("{}{}", "\n".repeat(file[..start].matches('\n').count()), &file[start..end]);
                for line in lines(&body) {
                    println!("{line}");
                }
                base = end;
                rest = &file[end..];
            }
            continue;
        }
        let start = text.find("card! {").unwrap() + 7;
        let end = text.rfind("\n}").unwrap();
        let body = format!("{}{}", "\n".repeat(text[..start].matches('\n').count()), &text[start..end]);
        for line in lines(&body) {
            println!("{line}");
        }
    }
}
