//! Findings for people: the message, the source with the place underlined, help.

use super::{Finding, lines::Lines};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use feishu_card_core::Severity;

/// The finding with colours; whoever writes it takes them out where no terminal reads.
pub(crate) fn text(file: &str, lines: &Lines<'_>, finding: &Finding<'_>) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(finding.message);
    let mut group = match finding.code {
        "input" => Group::with_title(title),
        code => Group::with_title(title.id(code)),
    };
    group = match &finding.span {
        None => group.element(Origin::path(file)),
        Some(span) => {
            let spot = lines.spot(span.start);
            let excerpt = lines.excerpt(span);
            let annotation = AnnotationKind::Primary.span(excerpt.span);
            let snippet = Snippet::source(excerpt.text).line_start(spot.line).fold(false).annotation(annotation);
            if excerpt.from_start {
                group.element(snippet.path(file))
            } else {
                group.element(Origin::path(file).line(spot.line).char_column(spot.column)).element(snippet)
            }
        }
    };
    if let Some(help) = finding.help {
        group = group.element(Level::HELP.message(help));
    }
    if !finding.path.is_empty() {
        group = group.element(Level::NOTE.message(format!("at {}", finding.path)));
    }
    if let Some(code) = finding.platform {
        group = group.element(Level::NOTE.message(format!("the platform answers {code}")));
    }
    let mut text = Renderer::styled().render(&[group]);
    text.push_str("\n\n");
    text
}
