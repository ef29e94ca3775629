//! Findings as annotations of GitHub Actions (workflow commands).

use super::{Finding, lines::Lines};
use std::fmt::Write;

pub(crate) fn line(file: &str, lines: &Lines<'_>, finding: &Finding<'_>) -> String {
    let mut text = format!("::{} file={}", finding.severity, property(file));
    if let Some(span) = &finding.span {
        let (start, end) = (lines.spot(span.start), lines.spot(span.end));
        let _ = write!(text, ",line={},col={}", start.line, start.column);
        if end.line == start.line && end.column > start.column {
            let _ = write!(text, ",endColumn={}", end.column);
        }
    }
    let _ = write!(text, ",title={}::{}", property(finding.code), data(finding.message));
    if let Some(help) = finding.help {
        let _ = write!(text, "%0Ahelp: {}", data(help));
    }
    text.push('\n');
    text
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use feishu_card_core::Severity;

    #[test]
    fn an_annotation_is_one_line_and_escaped() {
        let lines = Lines::of("{\n  \"a\": 1\n}");
        let finding = Finding {
            severity: Severity::Warning,
            code: "C0101",
            message: "100 %\nno",
            help: Some("x:y"),
            pointer: "/a",
            path: "ROOT",
            platform: None,
            card: "",
            span: Some(4..10),
        };
        assert_eq!(
            line("a,b.json", &lines, &finding),
            "::warning file=a%2Cb.json,line=2,col=3,endColumn=9,title=C0101::100 %25%0Ano%0Ahelp: x:y\n"
        );
    }
}
