//! In new municipalities and sections, only the parts to fill in are reported.

use kvalitetsstandard::scaffold;
use kvalitetsstandard::source::Sources;

use crate::serving::command;
use crate::support::{copy_of_content, day_of_measurement, failing, shipped, shipped_with};

fn check_with(files: Vec<(String, String)>, base: &Sources) -> Vec<String> {
    let kept = base.iter().map(|(_, file)| (file.path.clone(), file.text.clone()));
    failing(Sources::from_files(kept.chain(files)))
        .into_iter()
        .filter(|line| is_to_mend(line))
        .collect()
}

/// The placeholders are reported, so that nobody publishes them; the phone number is not a real
/// one.
fn is_to_mend(line: &str) -> bool {
    !line.contains("[ikke-udfyldt]") && !line.contains("»00000000«")
}

#[test]
fn a_new_municipality_only_has_placeholders_to_fill_in() {
    let content = &shipped().book.content;
    let files = scaffold::municipality(content, "vesterlund", "Vesterlund").expect("it is filled");
    assert!(files.iter().any(|(path, _)| path == "vesterlund/kommune.toml"));
    assert_eq!(check_with(files, &content.sources), Vec::<String>::new());
}

#[test]
fn a_new_municipality_takes_a_short_address_that_is_free() {
    let content = &shipped().book.content;
    let taken = content.municipalities[0].profile.short.to_string();
    let files = scaffold::municipality(content, &format!("{taken}-by"), "By").expect("filled");
    assert!(!files[0].1.contains(&format!("kort = \"{taken}\"")), "{}", files[0].1);
    assert_eq!(check_with(files, &content.sources), Vec::<String>::new());
}

#[test]
fn a_new_section_only_has_placeholders_to_fill_in() {
    let content = &shipped_with("third").book.content;
    let municipality = content.municipality("eksempelby").expect("the fixture");
    assert!(municipality.section("alkohol").is_none());
    let file = scaffold::section(content, municipality, "alkohol").expect("it is filled");
    let file = file.expect("a kind of section");
    assert_eq!(file.0, "eksempelby/afsnit/alkohol.md");
    assert_eq!(check_with(vec![file], &content.sources), Vec::<String>::new());
    assert!(scaffold::section(content, municipality, "ukendt").expect("filled").is_none());
}

/// The `new` commands on a copy of the shipped content.
#[test]
fn the_new_commands_only_leave_placeholders_to_fill_in() {
    let folder = copy_of_content();
    let content = folder.path().join("content");
    let run = |arguments: &[&str]| {
        let output =
            command().args(arguments).arg("--content").arg(&content).output().expect("runs");
        let said = [&output.stdout[..], &output.stderr[..]].map(String::from_utf8_lossy).concat();
        (output.status.code(), said)
    };
    assert_eq!(run(&["new", "kommune", "nordstrand", "--name", "Nordstrand"]).0, Some(0));
    assert_eq!(run(&["new", "afsnit", "nordstrand", "alkohol"]).0, Some(0));
    assert!(content.join("nordstrand/afsnit/alkohol.md").exists());
    let (code, report) = run(&["check", "--date", &day_of_measurement().to_string()]);
    assert_eq!(code, Some(1), "{report}");
    let errors: Vec<&str> = report.lines().filter(|line| line.starts_with("fejl[")).collect();
    assert!(errors.len() > 5, "{report}");
    for line in errors {
        assert!(line.contains("fejl[ikke-udfyldt]") || line.contains("00000000"), "{line}");
    }
    // A new municipality has addresses to publish.
    assert!(report.contains("ny-adresse"), "{report}");
    // Existing files are never overwritten.
    let (code, said) = run(&["new", "afsnit", "nordstrand", "alkohol"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("nordstrand/afsnit/alkohol.md findes allerede. Intet er skrevet."));
    let (code, said) = run(&["new", "kommune", "Prøve By"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("fx »proeve-by«"), "{said}");
    for taken in ["ud", "soeg", "sprog", "sider", "veje", "privatliv", "i"] {
        let (code, said) = run(&["new", "kommune", taken]);
        assert!(code == Some(2) && said.contains("er optaget"), "{taken}: {said}");
    }
    assert_eq!(run(&["new", "afsnit", "nordstrand", "ukendt"]).0, Some(2));
}
