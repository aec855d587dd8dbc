//! Formats findings as text with the lines they are about, as JSON, and as annotations for a code
//! host.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde_json::json;

use crate::finding::{Finding, Severity};
use crate::source::Sources;

/// Each finding with its line from the file, and a total at the end.
pub fn text(sources: &Sources, findings: &[Finding]) -> String {
    let renderer = Renderer::plain();
    let mut report = String::new();
    for finding in findings {
        report.push_str(&one(&renderer, sources, finding));
        report.push_str("\n\n");
    }
    report.push_str(&count(findings));
    report
}

fn one(renderer: &Renderer, sources: &Sources, finding: &Finding) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::INFO,
    };
    let title = level.with_name(finding.severity.word()).primary_title(&finding.message);
    let title = title.id(finding.rule);
    let remedy = Level::HELP.with_name("gør").message(&finding.remedy);
    if let Some(path) = &finding.path {
        let origin = annotate_snippets::Origin::path(path.as_str());
        return renderer.render(&[title.element(origin).element(remedy)]);
    }
    let file = sources.get(finding.place.file);
    let span =
        finding.place.span.start..finding.place.span.end.min(first_line_end(finding, &file.text));
    let snippet = Snippet::source(file.text.as_str())
        .path(file.path.as_str())
        .annotation(AnnotationKind::Primary.span(span));
    renderer.render(&[title.element(snippet).element(remedy)])
}

/// The end of the place's first line: underlining a whole section helps nobody.
fn first_line_end(finding: &Finding, text: &str) -> usize {
    let start = finding.place.span.start.min(text.len());
    text[start..].find('\n').map_or(text.len(), |at| start + at)
}

/// "2 fejl, 1 advarsel, 3 oplysninger."
fn count(findings: &[Finding]) -> String {
    let of = |severity| findings.iter().filter(|one| one.severity == severity).count();
    let (errors, warnings, notes) =
        (of(Severity::Error), of(Severity::Warning), of(Severity::Note));
    let plural =
        |count, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    format!(
        "{errors} fejl, {}, {}.",
        plural(warnings, "advarsel", "advarsler"),
        plural(notes, "oplysning", "oplysninger")
    )
}

/// A JSON array with an object per finding.
pub fn json(sources: &Sources, findings: &[Finding]) -> String {
    let list: Vec<serde_json::Value> = findings
        .iter()
        .map(|finding| {
            let (path, line, column) = place(sources, finding);
            json!({
                "regel": finding.rule,
                "vaegt": finding.severity.word(),
                "fil": path,
                "linje": line,
                "kolonne": column,
                "besked": finding.message,
                "gør": finding.remedy,
            })
        })
        .collect();
    format!("{:#}", serde_json::Value::Array(list))
}

/// A workflow command per finding, which code hosts show beside the changed line.
pub fn annotations(sources: &Sources, findings: &[Finding]) -> String {
    let lines: Vec<String> = findings
        .iter()
        .map(|finding| {
            let (path, line, column) = place(sources, finding);
            let level = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "notice",
            };
            let message = escaped(&format!("{} {}", finding.message, finding.remedy));
            format!(
                "::{level} file={path},line={line},col={column},title={}::{message}",
                finding.rule
            )
        })
        .collect();
    lines.join("\n")
}

/// Workflow commands end at a line break and use `%` to escape.
fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn place<'s>(sources: &'s Sources, finding: &'s Finding) -> (&'s str, usize, usize) {
    if let Some(path) = &finding.path {
        return (path, 1, 1);
    }
    let file = sources.get(finding.place.file);
    let (line, column) = file.line_column(finding.place.span.start);
    (&file.path, line, column)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Place};

    fn example() -> (Sources, Vec<Finding>) {
        let text = "første\nanden linje\n".to_owned();
        let sources = Sources::from_files([("a.toml".to_owned(), text)]);
        let place = Place::new(FileId::FIRST, 8..13);
        let findings = vec![
            Finding::error("regel", place, "100 % forkert.", "Ret\ndet."),
            Finding::file_error("mangler", "b.toml", "Den mangler.", "Opret den."),
        ];
        (sources, findings)
    }

    #[test]
    fn text_shows_the_line_and_the_remedy() {
        let (sources, findings) = example();
        let report = text(&sources, &findings);
        let lines: Vec<&str> =
            report.lines().map(str::trim).filter(|line| line.len() > 1).collect();
        assert_eq!(
            lines,
            [
                "fejl[regel]: 100 % forkert.",
                "--> a.toml:2:1",
                "2 | anden linje",
                "| ^^^^^",
                "= gør: Ret",
                "det.",
                "fejl[mangler]: Den mangler.",
                "--> b.toml",
                "= gør: Opret den.",
                "2 fejl, 0 advarsler, 0 oplysninger.",
            ]
        );
    }

    #[test]
    fn the_json_report_is_valid() {
        let (sources, findings) = example();
        let parsed: serde_json::Value = serde_json::from_str(&json(&sources, &findings)).unwrap();
        assert_eq!(parsed[0]["linje"], 2);
        assert_eq!(parsed[1]["fil"], "b.toml");
    }

    #[test]
    fn an_annotation_stays_on_one_line() {
        let (sources, findings) = example();
        assert_eq!(
            annotations(&sources, &findings),
            "::error file=a.toml,line=2,col=1,title=regel::100 %25 forkert. Ret%0Adet.\n\
             ::error file=b.toml,line=1,col=1,title=mangler::Den mangler. Opret den."
        );
    }
}
