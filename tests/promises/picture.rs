//! Draws the picture of the README, `docs/error.svg`, from what the compiler says about `tests/packages/ui/picture/readme.rs`, and
//! holds the two equal. `UPDATE_EXPECTED=1` draws it anew. The note about macro backtraces is left out.

use std::{fmt::Write, fs, path::Path};

const LINE: usize = 19;
const MARGIN: usize = 16;

/// The colour of a line: (of its first part, of its rest), and where the rest begins.
fn colours(line: &str) -> (&'static str, &'static str, usize) {
    let bar = line.find('|').filter(|&at| line[..at].chars().all(|c| c == ' ' || c.is_ascii_digit()));
    match (line.strip_prefix("error"), bar) {
        (Some(_), _) => ("#ff6b6b", "#ffffff", "error".len()),
        _ if line.trim_start().starts_with("-->") => ("#6cb6ff", "#adbac7", line.find("-->").unwrap_or(0) + 3),
        (_, Some(at)) if line.trim_end().ends_with('^') => ("#6cb6ff", "#ff6b6b", at + 1),
        (_, Some(at)) => ("#6cb6ff", "#e6edf3", at + 1),
        _ => ("#8ddb8c", "#8ddb8c", 0),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn draw(said: &str) -> String {
    // the note, and the empty bar before it
    let lines: Vec<&str> = said.lines().collect();
    let noted = |number: usize| lines.get(number).is_some_and(|line| line.contains("= note:"));
    let lines: Vec<&str> =
        (0..lines.len()).filter(|&number| !noted(number) && !noted(number + 1)).map(|number| lines[number]).collect();
    let height = lines.len() * LINE + 2 * MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"860\" height=\"{height}\" viewBox=\"0 0 860 {height}\">\n\
         <rect width=\"860\" height=\"{height}\" rx=\"8\" fill=\"#1c2128\"/>\n\
         <g font-family=\"ui-monospace,SFMono-Regular,Menlo,Consolas,'Noto Sans Mono CJK SC',monospace\" font-size=\"13\">\n"
    );
    for (number, line) in lines.iter().enumerate() {
        let (first, rest, at) = colours(line);
        let y = MARGIN + number * LINE + 14;
        let (head, tail) = line.split_at(at);
        let _ = writeln!(
            svg,
            "<text x=\"{MARGIN}\" y=\"{y}\" xml:space=\"preserve\"><tspan fill=\"{first}\">{}</tspan><tspan fill=\"{rest}\">{}</tspan></text>",
            escaped(head),
            escaped(tail)
        );
    }
    svg + "</g>\n</svg>\n"
}

#[test]
fn the_picture_of_the_readme_is_what_the_compiler_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let said =
        fs::read_to_string(root.join("tests/packages/ui/picture/readme.stderr")).expect("what the compiler says");
    feishu_card_expected::hold(root.join("docs/error.svg"), &draw(&said));
}
