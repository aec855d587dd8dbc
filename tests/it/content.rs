//! The content that is shipped: it loads, and `check` finds nothing.

use kvalitetsstandard::edition;
use kvalitetsstandard::finding::one_line;
use kvalitetsstandard::source::Sources;

#[test]
fn the_shipped_content_is_clean() {
    let today = jiff::civil::date(2026, 11, 22);
    match edition::load(Sources::embedded(), &[], today) {
        Ok(edition) => {
            let sources = &edition.content.sources;
            let lines: Vec<String> =
                edition.findings.iter().map(|finding| one_line(sources, finding)).collect();
            assert_eq!(lines, Vec::<String>::new());
        }
        Err(refused) => {
            let report: Vec<String> =
                refused.findings.iter().map(|f| one_line(&refused.sources, f)).collect();
            panic!("{}", report.join("\n"));
        }
    }
}
