//! The calculators' answers as text for people who know the sources: one file per municipality and
//! calculator, with every state, every combination of answers, and every exception in every state.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use jiff::civil::{Date, date};
use kvalitetsstandard::book::{CalculatorPage, Condition, Touched};
use kvalitetsstandard::edition::Edition;
use kvalitetsstandard::features::deadlines::form::Fields;
use scraper::Html;

use crate::asked::{OnDay, readable};
use crate::deadline_pages::on;
use crate::html::{all, parse, texts};
use crate::support::{shipped, shipped_site};

/// A state: its name, the date of the event, and today.
type State = (&'static str, Date, Date);

/// Fourteen days from a Friday.
const BEGINS: [State; 7] = [
    ("dagen ligger i fremtiden", date(2026, 11, 20), date(2026, 11, 18)),
    ("samme dag", date(2026, 11, 20), date(2026, 11, 20)),
    ("i god tid", date(2026, 11, 20), date(2026, 11, 22)),
    ("dagen før den sidste dag", date(2026, 11, 20), date(2026, 12, 3)),
    ("på den sidste dag", date(2026, 11, 20), date(2026, 12, 4)),
    ("dagen efter", date(2026, 11, 20), date(2026, 12, 5)),
    ("længe efter", date(2025, 11, 20), date(2026, 12, 5)),
];

/// Four weeks that end on a Saturday that is a holiday, and some that end on a Friday.
const COMPLAINT: [State; 13] = [
    ("dagen ligger i fremtiden", date(2026, 11, 28), date(2026, 11, 20)),
    ("samme dag", date(2026, 11, 28), date(2026, 11, 28)),
    ("i god tid", date(2026, 11, 28), date(2026, 12, 1)),
    ("syv dage før den sikre dato", date(2026, 11, 28), date(2026, 12, 16)),
    ("dagen før den sikre dato", date(2026, 11, 28), date(2026, 12, 22)),
    ("på den sikre dato", date(2026, 11, 28), date(2026, 12, 23)),
    ("efter den sikre dato", date(2026, 11, 28), date(2026, 12, 24)),
    ("på den sidste dag, en lukkedag", date(2026, 11, 28), date(2026, 12, 26)),
    ("dagen efter, en lukkedag var den sidste", date(2026, 11, 28), date(2026, 12, 27)),
    ("i god tid, og den sidste dag er en hverdag", date(2026, 11, 20), date(2026, 11, 22)),
    ("på den sidste dag, en hverdag", date(2026, 11, 20), date(2026, 12, 18)),
    ("dagen efter, en hverdag var den sidste", date(2026, 11, 20), date(2026, 12, 19)),
    ("længe efter", date(2025, 11, 20), date(2026, 12, 19)),
];

fn states(id: &str) -> &'static [State] {
    if id == "klage" { &COMPLAINT } else { &BEGINS }
}

fn danish(day: Date) -> String {
    day.strftime("%d.%m.%Y").to_string()
}

/// A combination of answers: an id or `None` for each question.
type Chosen = Vec<Option<String>>;

/// Every combination of answers, including unanswered questions.
fn combinations(page: &CalculatorPage) -> Vec<Chosen> {
    page.questions.iter().fold(vec![Chosen::new()], |chosen, question| {
        let answers = question.answers.iter().map(|(id, _)| Some(id.clone()));
        let all: Vec<Option<String>> = std::iter::once(None).chain(answers).collect();
        let with = |one: &Chosen| {
            let one = one.clone();
            all.clone().into_iter().map(move |answer| [&one[..], &[answer]].concat())
        };
        chosen.iter().flat_map(with).collect()
    })
}

/// The combination as a query string.
fn query(page: &CalculatorPage, event: Date, chosen: &Chosen) -> String {
    let given = page.questions.iter().zip(chosen);
    let given = given.filter_map(|(question, answer)| Some((question, answer.as_ref()?)));
    given.fold(on(event), |query, (question, answer)| format!("{query}&{}={answer}", question.id))
}

/// The combinations in as few rows as possible: `*` stands for every answer and none.
fn rows(page: &CalculatorPage, chosen: &[Chosen]) -> String {
    let word = |answer: &Option<String>| answer.clone().unwrap_or_else(|| "–".to_owned());
    let words = chosen.iter().map(|chosen| chosen.iter().map(word).collect());
    let mut rows: BTreeSet<Vec<String>> = words.collect();
    for (at, question) in page.questions.iter().enumerate() {
        let answers = question.answers.iter().map(|(id, _)| id.clone());
        let all: Vec<String> = answers.chain(["–".to_owned()]).collect();
        for row in rows.clone() {
            let with = |answer: &String| {
                let mut other = row.clone();
                other[at].clone_from(answer);
                other
            };
            if all.iter().all(|answer| rows.contains(&with(answer))) {
                all.iter().for_each(|answer| _ = rows.remove(&with(answer)));
                rows.insert(with(&"*".to_owned()));
            }
        }
    }
    rows.iter().map(|row| format!("==== {}\n", row.join(" | "))).collect()
}

/// The decisive parts of an answer: heading, date, and what it says about the date.
fn brief(page: &Html) -> String {
    readable(page, "section[aria-labelledby=svar] > .result")
}

fn whole(page: &Html) -> String {
    readable(page, "section[aria-labelledby=svar]")
}

/// Leaves out what is the same in every answer.
fn changing(page: &Html) -> String {
    let always = [
        "Du skrev",
        "Note fra",
        "Den sikre dato er vores",
        "Ring til ",
        "### Husk",
        "? Navn",
        "Andre kan måske",
        "### Sådan",
        "### Reglen",
    ];
    let words = whole(page);
    let lines = words.lines().filter(|line| !always.iter().any(|start| line.starts_with(start)));
    lines.collect::<Vec<_>>().join("\n")
}

fn calculator<'e>(edition: &'e Edition, own: &str, id: &str) -> &'e CalculatorPage {
    let own = edition.book.municipality(own).expect("a municipality");
    let deadline = own.deadlines.iter().find(|one| one.id == id).expect("the deadline");
    deadline.calculator.as_deref().expect("a calculator")
}

fn report(own: &str, id: &str) -> String {
    let edition = shipped();
    let page = calculator(&edition, own, id);
    let form = parse(&shipped_site()[&page.address]);
    let (_, event, today) = states(id)[2];
    let open = vec![None; page.questions.len()];
    let ask = |today, event, chosen: &Chosen| {
        OnDay::new(&edition, today).outcome(own, id, &query(page, event, chosen))
    };
    let mut text = format!("SPØRGSMÅLET\n\n{}\n", readable(&form, "main .text"));
    let _ = write!(text, "\n\nET HELT SVAR\n\n{}\n", whole(&ask(today, event, &open)));
    text.push_str("\n\nUDEN SVAR PÅ SPØRGSMÅLENE, I HVER TILSTAND\n");
    for (name, event, today) in states(id) {
        let days = format!("skrev {}, i dag er det {}", danish(*event), danish(*today));
        let _ = write!(text, "\n==== {name} ({days})\n");
        let _ = writeln!(text, "{}", changing(&ask(*today, *event, &open)));
    }
    text.push_str("\n\nI GOD TID, MED HVER KOMBINATION AF SVAR (– er intet svar, * er uanset svaret).\nDet, der kan siges i telefonen, kalenderen og kortene står kun, hvor de er andre end uden svar.\n");
    let asked: Vec<&str> = page.questions.iter().map(|question| question.id.as_str()).collect();
    let _ = writeln!(text, "     {}", asked.join(" | "));
    let mut groups: BTreeMap<String, Vec<Chosen>> = BTreeMap::new();
    for chosen in combinations(page) {
        groups.entry(changing(&ask(today, event, &chosen))).or_default().push(chosen);
    }
    let mut groups: Vec<(String, Vec<Chosen>)> = groups.into_iter().collect();
    groups.sort_by_cached_key(|(_, chosen)| chosen[0].iter().flatten().count());
    let usual = changing(&ask(today, event, &open));
    for (said, chosen) in groups {
        let _ = write!(text, "\n{}{}\n", rows(page, &chosen), other_than(&usual, &said));
    }
    text.push_str("\n\nOVERSKRIFT OG DATO, NÅR HVER UNDTAGELSE BESTEMMER, I HVER TILSTAND\n");
    for exception in &page.exceptions {
        let mut combinations = combinations(page).into_iter();
        let chosen = combinations.find(|chosen| decides(page, chosen) == Some(&exception.id));
        let chosen = chosen.expect("it can decide");
        let _ = write!(text, "\n{}", rows(page, std::slice::from_ref(&chosen)));
        for (name, event, today) in states(id) {
            let said = brief(&ask(*today, *event, &chosen));
            let dated = |line: &&str| {
                line.starts_with("##") || line.starts_with(before_date(exception, page))
            };
            let said: Vec<&str> = said.lines().filter(dated).collect();
            let _ = writeln!(text, "{name}: {}", said.join(" / "));
        }
    }
    text
}

/// The words before the date when this exception decides.
fn before_date<'p>(exception: &'p Condition, page: &'p CalculatorPage) -> &'p str {
    exception.before_date.as_ref().unwrap_or(&page.words.before_date)
}

/// Leaves out the last lines if they are the same as in the usual answer.
fn other_than(usual: &str, said: &str) -> String {
    let tail = ["### Det kan", "Vores råd: »", "[knap]", "[kort]"];
    let is_usual = |line: &&str| {
        tail.iter().any(|start| line.starts_with(start)) && usual.lines().any(|one| one == *line)
    };
    said.lines().filter(|line| !is_usual(line)).collect::<Vec<_>>().join("\n")
}

/// The exception that decides for these answers.
fn decides<'p>(page: &'p CalculatorPage, chosen: &Chosen) -> Option<&'p String> {
    let query = query(page, date(2026, 11, 20), chosen);
    let given = Fields::read(query.as_bytes()).given(page);
    let mut exceptions = page.exceptions.iter();
    exceptions.find(|one| one.touches(&given) == Touched::Yes).map(|one| &one.id)
}

#[test]
fn everything_that_is_answered_in_ishoj_about_when_treatment_begins() {
    insta::assert_snapshot!("frister_ishoj_garanti", report("ishoj", "garanti"));
}

#[test]
fn everything_that_is_answered_in_ishoj_about_complaints() {
    insta::assert_snapshot!("frister_ishoj_klage", report("ishoj", "klage"));
}

#[test]
fn everything_that_is_answered_in_vallensbaek_about_when_treatment_begins() {
    insta::assert_snapshot!("frister_vallensbaek_garanti", report("vallensbaek", "garanti"));
}

#[test]
fn everything_that_is_answered_in_vallensbaek_about_complaints() {
    insta::assert_snapshot!("frister_vallensbaek_klage", report("vallensbaek", "klage"));
}

/// The sentence about a last day when offices are closed is used only on such days, and not on the last
/// open day before: only that day counts then.
#[test]
fn a_weekday_gets_no_word_about_weekends() {
    let edition = shipped();
    for own in ["ishoj", "vallensbaek"] {
        for (name, event, today) in COMPLAINT {
            let asked = OnDay::new(&edition, today);
            let words = brief(&asked.outcome(own, "klage", &on(event)));
            let shut = event == date(2026, 11, 28) && today != date(2026, 12, 23);
            assert_eq!(words.contains("2. juledag"), shut, "{own} {name}: {words}");
            for word in ["weekend", "helligdag", "lørdag, så"] {
                assert!(!words.contains(word), "{own} {name} {word}: {words}");
            }
        }
    }
}

/// The past and the future are not confused.
#[test]
fn past_dates_are_described_as_past() {
    let edition = shipped();
    for own in ["ishoj", "vallensbaek"] {
        for id in ["garanti", "klage"] {
            let page = calculator(&edition, own, id);
            for (name, event, today) in states(id) {
                let asked = OnDay::new(&edition, *today);
                for chosen in combinations(page) {
                    let answer = asked.outcome(own, id, &query(page, *event, &chosen));
                    let words = whole(&answer);
                    let what = format!("{own} {id} {name} ({chosen:?}): {words}");
                    assert!(!(words.contains("Du får") && words.contains("Du fik")), "{what}");
                    if name.contains("efter") && !name.contains("den sikre") {
                        assert!(texts(&answer, ".result-date").is_empty(), "{what}");
                        assert!(all(&answer, ".calendar").is_empty(), "{what}");
                        for wrong in
                            ["Senest", "senest", "skal begynde", "skal være fremme i", "endnu."]
                        {
                            let brief = brief(&answer);
                            assert!(!brief.contains(wrong), "{wrong} {what}");
                        }
                    }
                    if name.contains("fremtiden") {
                        for wrong in ["udløb", "siden. ", "skulle være", "jeg fik", "henvendte mig"]
                        {
                            assert!(!words.contains(wrong), "{wrong} {what}");
                        }
                    }
                }
            }
        }
    }
}

/// No heading promises a date if an exception may apply or the source leaves a doubt.
#[test]
fn no_uncertain_date_is_promised() {
    let edition = shipped();
    for own in ["ishoj", "vallensbaek"] {
        let page = calculator(&edition, own, "garanti");
        let promise = page.words.heading.as_str();
        let mut promised = 0;
        for (name, event, today) in BEGINS {
            for chosen in combinations(page) {
                let query = query(page, event, &chosen);
                let given = Fields::read(query.as_bytes()).given(page);
                let clear = page.exceptions.iter().all(|one| one.touches(&given) == Touched::No);
                let answer = OnDay::new(&edition, today).outcome(own, "garanti", &query);
                let is_promise = texts(&answer, "#svar")[0] == promise;
                assert!(clear || !is_promise, "{own} {name}: {chosen:?}");
                promised += usize::from(is_promise);
            }
        }
        assert_eq!(promised > 0, own == "ishoj", "{own}: {promised}");
    }
}

/// Readers who want to be anonymous but need more learn which cases the source allows.
#[test]
fn anonymous_day_and_night_treatment_is_answered() {
    let edition = shipped();
    for own in ["ishoj", "vallensbaek"] {
        let page = calculator(&edition, own, "garanti");
        for (name, event, today) in BEGINS {
            for chosen in combinations(page) {
                let query = query(page, event, &chosen);
                if !(query.contains("anonym=ja") && query.contains("behandling=dag-doegn")) {
                    continue;
                }
                let words = whole(&OnDay::new(&edition, today).outcome(own, "garanti", &query));
                for said in ["kun anonym hjælp i ambulant behandling", "For alkohol står der ikke"]
                {
                    assert!(words.contains(said), "{own} {name} {chosen:?}: {words}");
                }
                assert!(!words.contains("Senest"), "{own} {name} {chosen:?}: {words}");
            }
        }
    }
}
