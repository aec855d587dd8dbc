//! The measures: by set and by kind of query, with a floor for each set.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;

use kvalitetsstandard::content::RawMunicipality;
use kvalitetsstandard::search::Hit;

use super::search;

const SEEN: &str = include_str!("queries_seen.json");
const TUNING: &str = include_str!("queries_tuning.json");
const HELD_OUT: &str = include_str!("queries_heldout.json");

/// What people type on a phone, written from the pages alone.
const PEOPLE: &str = include_str!("queries_people.json");
/// What else they type, written once the search had learnt from the others.
const UNSEEN: &str = include_str!("queries_unseen.json");
/// Whole stories, slang, shouts and other languages, written from the pages alone.
const STORIES: &str = include_str!("queries_stories.json");
/// What the situations of readers make them type, written and judged from the sources alone: the
/// search was mended by its kinds of misses.
const SITUATIONS: &str = include_str!("queries_situations.json");
/// The same, written after that.
const LATER: &str = include_str!("queries_situations_later.json");

/// What a query should show where somebody may be in danger.
const DANGER: &str = "danger";

/// A query with what answers it, judged from the sources: sections, pages, or the advice for
/// [`DANGER`].
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Judged {
    q: String,
    kommune: Option<String>,
    kind: String,
    #[serde(default)]
    best: Vec<String>,
    /// Fair to show below; not counted.
    #[serde(default)]
    #[allow(dead_code)]
    ok: Vec<String>,
}

/// How many queries were answered, and how many rightly.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    all: u32,
    first: u32,
    in_three: u32,
}

impl Tally {
    fn add(&mut self, first: bool, in_three: bool) {
        self.all += 1;
        self.first += u32::from(first);
        self.in_three += u32::from(in_three);
    }

    fn share(self, right: u32) -> f64 {
        f64::from(right) / f64::from(self.all)
    }
}

/// Where the first right section stands among the hits; for a query without an answer, whether
/// there are none.
fn rank(judged: &Judged) -> (Option<usize>, Vec<String>) {
    let municipality = judged.kommune.as_deref().unwrap_or("ishoj");
    let results = search().find(&judged.q, Some(municipality));
    let sections: Vec<String> =
        results.sections.iter().map(|hit| hit.document.id.clone()).collect();
    let danger = results.shortcut.is_some_and(|shortcut| shortcut.danger);
    let wants_danger = judged.kind == DANGER || judged.best.iter().any(|best| best == DANGER);
    let is_best = |hit: &Hit<'_>| judged.best.contains(&hit.document.id);
    let rank = match judged.kind.as_str() {
        "none" => (sections.is_empty() && !danger).then_some(0),
        // Where somebody may be in danger the page shows the advice, and no list of sections.
        _ if danger => wants_danger.then_some(0),
        DANGER => None,
        // Sections and other pages are two lists, each with a first.
        _ => results.sections.iter().position(is_best).or(results.pages.iter().position(is_best)),
    };
    (rank, sections)
}

fn measure(set: &str, tell_misses: bool) -> (Tally, String) {
    let queries: Vec<Judged> = serde_json::from_str(set).expect("judged queries");
    let mut kinds: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut total = Tally::default();
    let mut report = String::new();
    for judged in &queries {
        let (rank, sections) = rank(judged);
        let (first, in_three) = (rank == Some(0), rank.is_some_and(|rank| rank < 3));
        total.add(first, in_three);
        kinds.entry(&judged.kind).or_default().add(first, in_three);
        if tell_misses && !first {
            let Judged { q, kind, kommune, best, .. } = judged;
            let kommune = kommune.as_deref().unwrap_or("-");
            let shown = &sections[..sections.len().min(4)];
            writeln!(report, "  {kind:9} {kommune:11} {q:?}: wanted {best:?}, got {shown:?}")
                .unwrap();
        }
    }
    for (kind, tally) in kinds.iter().map(|(kind, tally)| (*kind, tally)).chain([("all", &total)]) {
        let Tally { all, first, in_three } = *tally;
        writeln!(report, "  {kind:9} {all:4} {first:4} {in_three:4}").unwrap();
    }
    (total, report)
}

/// The report of a set; fails below the floors.
fn floor(name: &str, set: &str, tell_misses: bool, first: f64, in_three: f64) -> String {
    let (total, table) = measure(set, tell_misses);
    let (got_first, got_three) = (total.share(total.first), total.share(total.in_three));
    let report = format!(
        "{name}: first {got_first:.3}, in three {got_three:.3}\n  kind       all  1st  in3\n{table}"
    );
    assert!(got_first >= first && got_three >= in_three, "below {first}, {in_three}: {report}");
    report
}

#[test]
fn seen_queries() {
    println!("{}", floor("seen", SEEN, true, 1.0, 1.0));
}

#[test]
fn tuning_queries() {
    println!("{}", floor("tuning", TUNING, true, 0.95, 0.985));
}

/// Measured only: its misses are not told, so that nobody tunes on them.
#[test]
fn held_out_queries() {
    println!("{}", floor("held out", HELD_OUT, false, 0.95, 0.98));
}

#[test]
fn people_queries() {
    println!("{}", floor("people", PEOPLE, true, 0.97, 0.985));
}

#[test]
fn story_queries() {
    println!("{}", floor("stories", STORIES, true, 0.97, 0.985));
}

#[test]
fn unseen_queries() {
    println!("{}", floor("unseen", UNSEEN, true, 0.96, 0.98));
}

#[test]
fn situation_queries() {
    println!("{}", floor("situations", SITUATIONS, true, 0.96, 0.985));
}

#[test]
fn later_situation_queries() {
    println!("{}", floor("later situations", LATER, true, 0.95, 0.98));
}

/// Who asks in another language gets an answer they can read, and the sections beside it.
#[test]
fn other_languages_are_answered_in_them() {
    let words = &crate::support::shipped().book.content.search;
    for (query, language, section) in [
        ("can I be anonymous", "en", Some("anonym")),
        ("هل العلاج سري", "ar", Some("anonym")),
        ("شراب چھوڑنا", "ur", Some("alkohol")),
        ("içkiyi bırakmak istiyorum", "tr", Some("alkohol")),
        ("chcę przestać pić", "pl", Some("alkohol")),
        ("скільки коштує лікування", "uk", Some("egenbetaling")),
        ("скажите пожалуйста", "ru", None),
    ] {
        let results = search().find(query, Some("ishoj"));
        let shortcut = results.shortcut.map(|found| &words.shortcuts[found.number]);
        let answered = shortcut.and_then(|shortcut| shortcut.language.as_ref());
        assert_eq!(answered.map(|language| &**language), Some(language), "{query}");
        let first = results.sections.first().map(|hit| hit.document.id.as_str());
        assert_eq!(first, section, "{query}");
    }
}

/// What no source names has an answer that says so, and no sections that pretend to.
#[test]
fn what_no_source_names_has_no_sections() {
    for (query, municipality) in [
        ("straffeloven", "ishoj"),
        ("forvaltningsloven § 19", "vallensbaek"),
        ("mister jeg kørekortet", "vallensbaek"),
        ("pitstop", "vallensbaek"),
        ("hvor længe varer et forløb", "ishoj"),
    ] {
        let results = search().find(query, Some(municipality));
        assert!(results.sections.is_empty(), "{query}");
        assert!(results.shortcut.is_some(), "{query}");
    }
    for (query, first) in [("advokat til min klage", "klage"), ("sundhedsloven", "anonym")] {
        let results = search().find(query, Some("ishoj"));
        assert_eq!(
            results.sections.first().map(|hit| hit.document.id.as_str()),
            Some(first),
            "{query}"
        );
    }
}

/// Danger is heard whatever words of other worlds stand beside it.
#[test]
fn danger_is_heard_beside_any_word() {
    for query in
        ["han trækker ikke vejret", "mobilen er død og jeg vil dø", "خودکشی", "nie oddycha"]
    {
        let results = search().find(query, Some("vallensbaek"));
        assert!(results.shortcut.is_some_and(|shortcut| shortcut.danger), "{query}");
    }
}

/// What people type is found where the examples say: in the first three, and nearly always first.
#[test]
fn examples_find_their_section() {
    let content = crate::support::shipped().book.content.clone();
    let (mut all, mut first, mut missed) = (0_u32, 0_u32, Vec::new());
    for example in content.examples.iter() {
        let section = example.section.split('#').next().expect("a section");
        let has = |one: &&RawMunicipality| {
            one.section(section).is_some()
                && example.municipality.as_ref().is_none_or(|id| id.as_str() == one.id)
        };
        for said in &example.said {
            for municipality in content.municipalities.iter().filter(has).take(1) {
                let results = search().find(said, Some(&municipality.id));
                let rank = results.sections.iter().position(|hit| hit.document.id == section);
                all += 1;
                first += u32::from(rank == Some(0));
                if rank.is_none_or(|rank| rank > 2) {
                    missed.push(format!("{} {section} {}: {rank:?}", municipality.id, &**said));
                }
            }
        }
    }
    println!("examples: {all}, first {first}, not in three {}", missed.len());
    assert!(f64::from(first) >= 0.9 * f64::from(all), "first {first} of {all}");
    assert!(missed.len() <= 30, "{}", missed.join("\n"));
}
