//! Every ending of every guide, with the calculator's answer for the same situation, as text that
//! somebody who knows the sources can read in one sitting: one file per guide, with all
//! municipalities.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::{Date, date};
use kvalitetsstandard::book::{Ending, Guide, GuideAddition, GuidePlace, Municipality};
use kvalitetsstandard::edition::Edition;

use crate::asked::OnDay;
use crate::deadline_pages::on;
use crate::html::texts;
use crate::support::{shipped, shipped_site};
use crate::visible::main_lines;

/// The date entered, and the dates on which it is entered.
const TYPED: Date = date(2026, 11, 20);
const ASKED: [(&str, Date); 4] = [
    ("i god tid", date(2026, 11, 22)),
    ("få dage før", date(2026, 12, 3)),
    ("dagen efter 14 dage", date(2026, 12, 5)),
    ("dagen efter 4 uger", date(2026, 12, 19)),
];

/// The parts that are the same on every page or repeat the path.
const APART: &str = ".terms, .trust, .crumbs, .origin, .screen, .links, \
    section[aria-labelledby=dine-svar], [aria-labelledby=laes-videre]";

/// A path through a guide to an ending.
struct Way<'e> {
    answers: Vec<&'e str>,
    address: String,
    ending: &'e Ending,
    additions: Vec<&'e GuideAddition>,
}

fn ways(guide: &Guide) -> Vec<Way<'_>> {
    let way = |path: Vec<usize>| {
        let position = guide.walk(&path);
        let answers = position.answered.iter().map(|(_, answer)| answer.id.as_str()).collect();
        match position.place {
            GuidePlace::End { ending, additions } => {
                Some(Way { answers, address: guide.address_of(&path), ending, additions })
            }
            GuidePlace::Question(_) => None,
        }
    };
    guide.paths().into_iter().filter_map(way).collect()
}

/// The calculator for the subject of a path, with the same answers in its own ids.
fn calculation(guide: &Guide, way: &Way<'_>) -> Option<(&'static str, String)> {
    let id = match (guide.id.as_str(), way.answers[0]) {
        ("henvendelse", _) => "garanti",
        ("klage", "afgoerelse") => "klage",
        _ => return None,
    };
    let about = |answer: &&&str| ["alkohol", "andre", "begge"].contains(*answer);
    let mut told = String::new();
    if let Some(about) = way.answers.iter().find(about) {
        let _ = write!(told, "&rusmiddel={about}");
    }
    if id == "garanti" && way.answers.contains(&"anonym") {
        told.push_str("&anonym=ja");
    }
    Some((id, told))
}

/// The heading and the date of the calculator's answer.
fn outcome(edition: &Edition, own: &Municipality, id: &str, told: &str, today: Date) -> String {
    let page = OnDay::new(edition, today).outcome(&own.id, id, &format!("{}{told}", on(TYPED)));
    let said = texts(&page, "#svar").into_iter().chain(texts(&page, ".result-date"));
    let said: Vec<String> =
        said.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    said.join(" / ")
}

fn report(id: &str) -> String {
    let edition = shipped();
    let mut text = String::new();
    let guide = |own: &Municipality| own.guides.iter().position(|guide| guide.id == id);
    let guides: Vec<(&Municipality, &Guide)> = edition
        .book
        .municipalities
        .iter()
        .filter_map(|own| Some((own, &own.guides[guide(own)?])))
        .collect();
    let ids: Vec<String> = {
        let mut ids = Vec::new();
        for way in ways(guides[0].1) {
            if !ids.contains(&way.ending.id) {
                ids.push(way.ending.id.clone());
            }
        }
        ids
    };
    for id in &ids {
        let _ = writeln!(text, "\n######## {id}");
        for (own, guide) in &guides {
            let all = ways(guide);
            let mut here = all.iter().filter(|way| way.ending.id == *id);
            let plain = here.clone().min_by_key(|way| way.additions.len());
            let Some(plain) = plain else {
                let _ = writeln!(text, "\n==== {}: her er ingen ende", own.name);
                continue;
            };
            let count = here.by_ref().count();
            let _ = writeln!(
                text,
                "\n==== {} ({}; {count} veje hertil)",
                own.name,
                plain.answers.join(" → ")
            );
            let lines = main_lines(&shipped_site()[&plain.address], APART);
            let _ = writeln!(text, "{}", lines.join("\n"));
            let mut told: BTreeMap<String, &'static str> = BTreeMap::new();
            for way in all.iter().filter(|way| way.ending.id == *id) {
                if let Some((calculator, given)) = calculation(guide, way) {
                    told.insert(given, calculator);
                }
            }
            for (given, calculator) in &told {
                let _ = writeln!(
                    text,
                    "-- beregneren »{calculator}«, svar: {}",
                    given.trim_start_matches('&')
                );
                for (when, today) in ASKED {
                    let said = outcome(&edition, own, calculator, given, today);
                    let _ = writeln!(text, "   {when}: {said}");
                }
            }
        }
    }
    text.push_str("\n######## det, svarene føjer til\n");
    for (own, guide) in &guides {
        let mut seen: Vec<&str> = Vec::new();
        let _ = writeln!(text, "\n==== {}", own.name);
        for addition in ways(guide).iter().flat_map(|way| way.additions.clone()) {
            if seen.contains(&addition.title.as_str()) {
                continue;
            }
            seen.push(&addition.title);
            let _ = writeln!(text, "{}", addition.title);
            for line in &addition.text {
                let _ = writeln!(text, "  {}", line.plain);
            }
        }
    }
    text
}

#[test]
fn where_to_turn_by_end_and_outcome() {
    insta::assert_snapshot!("vejviser_henvendelse", report("henvendelse"));
}

#[test]
fn where_to_complain_by_end_and_outcome() {
    insta::assert_snapshot!("vejviser_klage", report("klage"));
}

/// A guide and a calculator agree: there is a deadline where there is a date.
#[test]
fn an_end_has_a_deadline_where_the_calculator_has_a_date() {
    let edition = shipped();
    let mut compared = 0;
    for own in &edition.book.municipalities {
        for guide in &own.guides {
            for way in ways(guide) {
                let Some((id, told)) = calculation(guide, &way) else { continue };
                let page = OnDay::new(&edition, ASKED[0].1);
                let page = page.outcome(&own.id, id, &format!("{}{told}", on(TYPED)));
                let has_date = !texts(&page, ".result-date").is_empty();
                let partly = way.ending.no_deadline.as_ref();
                let partly = partly.is_some_and(|text| text.plain.contains("senest"));
                let says = way.ending.deadline.is_some() || partly;
                assert_eq!(says, has_date, "{} {:?}", own.id, way.answers);
                compared += 1;
            }
        }
    }
    assert!(compared > 150, "{compared}");
}
