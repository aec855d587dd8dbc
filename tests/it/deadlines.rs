//! Tests the calculators against an oracle that works differently: day numbers instead of a date
//! library, a printed table of Easters instead of a formula, and "true in every world that fits the
//! answers" instead of lists of answers. The oracle's sentences are written here from the sources,
//! and compared with the rules of the shipped content.

// The oracle counts in one wide signed type; every number in it lies between 0 and 8,035.
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use kvalitetsstandard::book::{CalculatorPage, Deadline, Given, Length, Municipality, Touched};
use kvalitetsstandard::content::deadline::{Effect, Stretch, Unit};
use kvalitetsstandard::features::deadlines::count::{self, Outcome, Standing};

use crate::oracle::{as_date, calendar_days, month_length, number, shut};
use crate::support::shipped;

/// An answer to every question, by id: somebody who has answered everything.
type World = BTreeMap<String, String>;

/// A sentence in the source that makes an exception to a deadline.
#[derive(Clone, Copy)]
struct Sentence {
    /// The exceptions that implement it.
    ids: &'static [&'static str],
    /// Whom it applies to.
    touches: fn(&World) -> bool,
    /// Cases that the source doesn't mention here.
    unknown: fn(&World) -> bool,
}

fn says(world: &World, question: &str, answers: &[&str]) -> bool {
    answers.contains(&world[question].as_str())
}

fn drugs(world: &World) -> bool {
    says(world, "rusmiddel", &["andre", "begge"])
}

fn nobody(_: &World) -> bool {
    false
}

/// What both sources say about when treatment must begin.
const BEGINS: [Sentence; 5] = [
    // The sources offer anonymous help for other drugs only as ambulant help.
    Sentence {
        ids: &["anonym-dag-doegn"],
        touches: |world| {
            says(world, "behandling", &["dag-doegn"]) && says(world, "anonym", &["ja"])
        },
        unknown: nobody,
    },
    Sentence {
        ids: &["visitation"],
        touches: |world| says(world, "behandling", &["dag-doegn"]),
        unknown: nobody,
    },
    Sentence {
        ids: &["anonym-begge", "anonym"],
        touches: |world| drugs(world) && says(world, "anonym", &["ja"]),
        unknown: |world| says(world, "behandling", &["dag-doegn"]),
    },
    Sentence {
        ids: &["eget-sted"],
        touches: |world| drugs(world) && says(world, "eget-sted", &["ja"]),
        // For anonymous readers the guarantee for drugs has lapsed, so there is nothing to depart
        // from.
        unknown: |world| says(world, "anonym", &["ja"]),
    },
    // Direct access is for ambulant treatment; for any other, the sources require a visitation
    // first.
    Sentence {
        ids: &["direkte"],
        touches: |world| says(world, "rusmiddel", &["alkohol", "begge"]),
        unknown: |world| says(world, "behandling", &["dag-doegn"]),
    },
];

/// One source lets everybody go directly to another place, or to their own doctor, for any problem.
const DIRECTLY: Sentence = Sentence {
    ids: &["direkte-andre"],
    touches: |world| says(world, "rusmiddel", &["andre"]),
    unknown: |world| says(world, "behandling", &["dag-doegn"]),
};

/// Exceptions shown to readers who haven't said what it is about. They are not from the source, but
/// say what may apply.
const TOLD_TOO_LITTLE: [&str; 2] = ["anonym-uden-svar", "eget-sted-uden-svar"];

/// What both sources say about complaints about decisions.
const COMPLAINT: [Sentence; 1] = [Sentence {
    ids: &["alkohol", "begge"],
    touches: |world| says(world, "rusmiddel", &["alkohol", "begge"]),
    unknown: nobody,
}];

/// A calculator of the shipped content with the oracle's sentences.
struct Case<'a> {
    own: &'a Municipality,
    deadline: &'a Deadline,
    page: &'a CalculatorPage,
    sentences: Vec<Sentence>,
}

impl Case<'_> {
    fn new<'a>(own: &'a Municipality, id: &str) -> Case<'a> {
        let deadline = own.deadlines.iter().find(|one| one.id == id).expect("the deadline");
        let page = deadline.calculator.as_deref().expect("a calculator");
        let sentences = match (id, own.id.as_str()) {
            ("klage", _) => COMPLAINT.to_vec(),
            (_, "ishoj") => BEGINS.to_vec(),
            _ => BEGINS.into_iter().chain([DIRECTLY]).collect(),
        };
        Case { own, deadline, page, sentences }
    }

    /// Every combination of answers, including unanswered questions.
    fn all_answers(&self) -> Vec<Given> {
        self.page.questions.iter().fold(vec![Given::default()], |given, question| {
            let with = |answer| {
                given
                    .iter()
                    .map(move |given| Given(given.0.iter().copied().chain([answer]).collect()))
            };
            std::iter::once(None)
                .chain((0..question.answers.len()).map(Some))
                .flat_map(with)
                .collect()
        })
    }

    /// All worlds that fit these answers.
    fn worlds(&self, given: &Given) -> Vec<World> {
        let questions = self.page.questions.iter().zip(&given.0);
        questions.fold(vec![World::new()], |worlds, (question, given)| {
            let answers = question.answers.iter().enumerate();
            let fitting = answers.filter(|(at, _)| given.is_none_or(|given| given == *at));
            let add = |(_, (answer, _)): (usize, &(String, String))| {
                let mut more = worlds.clone();
                for world in &mut more {
                    world.insert(question.id.clone(), answer.clone());
                }
                more
            };
            fitting.flat_map(add).collect()
        })
    }

    /// The oracle's result: the sentences that certainly apply, and those that may.
    fn expected(&self, given: &Given) -> (BTreeSet<usize>, BTreeSet<usize>) {
        let fitting = self.worlds(given);
        let (mut sure, mut perhaps) = (BTreeSet::new(), BTreeSet::new());
        for (at, sentence) in self.sentences.iter().enumerate() {
            let known: Vec<&World> =
                fitting.iter().filter(|world| !(sentence.unknown)(world)).collect();
            let touched = known.iter().filter(|world| (sentence.touches)(world)).count();
            if touched > 0 && touched == known.len() {
                sure.insert(at);
            } else if touched > 0 {
                perhaps.insert(at);
            }
        }
        (sure, perhaps)
    }

    /// The sentence that an exception implements.
    fn sentence_of(&self, id: &str) -> usize {
        let of = self.sentences.iter().position(|sentence| sentence.ids.contains(&id));
        of.unwrap_or_else(|| panic!("{}: the oracle knows no {id}", self.own.id))
    }

    /// The effect that decides according to the oracle; `None` if the deadline simply applies.
    fn expected_effect(&self, given: &Given) -> Option<Effect> {
        let (sure, _) = self.expected(given);
        let about = self.worlds(given);
        let all = |answer: &str| about.iter().all(|world| says(world, "rusmiddel", &[answer]));
        let first = *sure.first()?;
        Some(match self.sentences[first].ids {
            ["anonym-dag-doegn" | "visitation"] => Effect::NoDate,
            ["anonym-begge", "anonym"] if all("begge") => Effect::Partly,
            ["anonym-begge", "anonym"] if all("andre") => Effect::Lapses,
            ["eget-sted"] => Effect::MayBeDepartedFrom,
            ["direkte" | "direkte-andre"] => Effect::InDoubt,
            // One source contradicts itself about alcohol; the other one says that nothing can be
            // done.
            ["alkohol", "begge"] if self.own.id == "ishoj" => Effect::InDoubt,
            ["alkohol", "begge"] if all("alkohol") => Effect::InDoubt,
            ["alkohol", "begge"] if all("begge") => Effect::Partly,
            other => unreachable!("{other:?}"),
        })
    }
}

fn with_every_case(mut check: impl FnMut(&Case<'_>)) {
    let edition = shipped();
    assert_eq!(edition.book.municipalities.len(), 2);
    for own in &edition.book.municipalities {
        let calculators = own.deadlines.iter().filter(|one| one.calculator.is_some());
        let ids: Vec<&str> = calculators.map(|one| one.id.as_str()).collect();
        assert_eq!(ids, ["garanti", "klage"], "{}: the oracle knows these", own.id);
        ids.iter().for_each(|id| check(&Case::new(own, id)));
    }
}

/// Readers who say that they are anonymous or chose a place, but not what it is about: the heading
/// is decided by what may take the date away from them.
#[test]
fn too_few_answers_promise_nothing() {
    with_every_case(|case| {
        let at = |id: &str| case.page.questions.iter().position(|question| question.id == id);
        let Some((about, treatment)) = at("rusmiddel").zip(at("behandling")) else { return };
        for given in case.all_answers() {
            let (_, perhaps) = case.expected(&given);
            let outcome = Outcome::new(
                case.page,
                &case.deadline.length,
                date(2026, 11, 20),
                &given,
                date(2026, 11, 20),
            );
            let deciding = outcome.deciding().map_or("", |exception| exception.id.as_str());
            let more = given.0[treatment] == Some(1);
            for (question, own, of) in [
                ("anonym", "anonym-uden-svar", "anonym"),
                ("eget-sted", "eget-sted-uden-svar", "eget-sted"),
            ] {
                let said_so = at(question).is_some_and(|at| given.0[at] == Some(0));
                let may = perhaps.contains(&case.sentence_of(of));
                if given.0[about].is_none() && said_so && may && !more {
                    assert!(!is_of_source(deciding), "{} {given:?}: {deciding}", case.own.id);
                } else if deciding == own {
                    panic!("{} {given:?}: {deciding} decides", case.own.id);
                }
            }
        }
    });
}

#[test]
fn the_sources_give_two_weeks_and_four_weeks() {
    with_every_case(|case| {
        let expected = match case.deadline.id.as_str() {
            "garanti" => Stretch { count: 14, unit: Unit::Days },
            _ => Stretch { count: 4, unit: Unit::Weeks },
        };
        assert_eq!(case.deadline.length.stretches, [expected], "{}", case.own.id);
        let next = case.page.next.as_ref().map(|next| next.length.stretches.clone());
        let four_weeks = vec![Stretch { count: 4, unit: Unit::Weeks }];
        assert_eq!(next, (case.deadline.id == "klage").then_some(four_weeks), "{}", case.own.id);
    });
}

fn is_of_source(id: &str) -> bool {
    !TOLD_TOO_LITTLE.contains(&id)
}

/// For every combination of answers: whom an exception applies to, and what decides.
#[test]
fn exceptions_apply_in_every_world_that_fits_the_answers() {
    let mut compared = 0;
    let from = date(2026, 11, 20);
    with_every_case(|case| {
        for given in case.all_answers() {
            let name = format!("{} {} {given:?}", case.own.id, case.deadline.id);
            let (sure, perhaps) = case.expected(&given);
            for (expected, touched) in [(&sure, Touched::Yes), (&perhaps, Touched::Perhaps)] {
                let exceptions = case.page.exceptions.iter().filter(|one| is_of_source(&one.id));
                let found = exceptions.filter(|exception| exception.touches(&given) == touched);
                let found = found.map(|exception| case.sentence_of(&exception.id));
                assert_eq!(&found.collect::<BTreeSet<_>>(), expected, "{name} {touched:?}");
            }
            let outcome = Outcome::new(case.page, &case.deadline.length, from, &given, from);
            let of_source = outcome.sure.iter().find(|exception| is_of_source(&exception.id));
            let effect = of_source.map(|exception| exception.effect);
            assert_eq!(effect, case.expected_effect(&given), "{name}");
            let none = matches!(effect, Some(Effect::Lapses | Effect::NoDate));
            assert_eq!(outcome.date().is_none(), none, "{name}");
            compared += 1;
        }
    });
    assert_eq!(compared, 2 * (108 + 4));
}

/// Every date, and on some of them every combination of answers: the answers never change a date.
#[test]
fn every_date_ends_where_the_oracle_ends() {
    let (days, shut) = (calendar_days(), shut());
    let day = |number: i64| as_date(days[number as usize]);
    let mut compared = 0u32;
    with_every_case(|case| {
        let reader = case.deadline.id == "klage";
        let length = if reader { 28 } else { 14 };
        let all = case.all_answers();
        for event in 0..=number(2040, 12, 31) {
            let last = event + length;
            let safe = (event..=last).rev().find(|day| !shut.contains(day)).expect("an open day");
            let few = if event % 61 == 0 { all.len() } else { 1 };
            for given in &all[..few] {
                let outcome =
                    Outcome::new(case.page, &case.deadline.length, day(event), given, day(event));
                assert_eq!(outcome.last, day(last), "{event}");
                assert_eq!(outcome.safe, reader.then(|| day(safe)), "{event}");
                let next = reader.then(|| (day(safe + 28), day(event + 56)));
                assert_eq!(outcome.next, next, "{event}");
                compared += 1;
            }
        }
    });
    let sampled = 7_671_u32.div_ceil(61);
    assert_eq!(compared, 2 * (2 * 7_671 + sampled * (107 + 3)));
}

#[test]
fn where_today_is_on_every_day_around_every_date() {
    let (days, shut) = (calendar_days(), shut());
    let day = |number: i64| days.get(usize::try_from(number).ok()?).copied().map(as_date);
    with_every_case(|case| {
        let reader = case.deadline.id == "klage";
        let length = if reader { 28 } else { 14 };
        for event in 0..=number(2040, 12, 31) {
            let last = event + length;
            let open = (event..=last).rev().find(|day| !shut.contains(day)).expect("an open day");
            let date = if reader { open } else { last };
            let around = [
                event - 1,
                event,
                event + 1,
                date - 8,
                date - 7,
                date - 1,
                date,
                date + 1,
                last - 1,
                last,
                last + 1,
                last + 60,
            ];
            for today in around {
                let (Some(from), Some(now)) = (day(event), day(today)) else { continue };
                let expected = if today < event {
                    Standing::Ahead((event - today) as u32)
                } else if today > last {
                    Standing::Over((today - last) as u32)
                } else if today == last {
                    Standing::Today
                } else if today == date {
                    Standing::SafeToday
                } else if today > date {
                    Standing::Late((last - today) as u32)
                } else if today == event {
                    Standing::SameDay
                } else if date - today <= 7 {
                    Standing::Soon((date - today) as u32)
                } else {
                    Standing::InTime((date - today) as u32)
                };
                let given = Given(vec![None; case.page.questions.len()]);
                let outcome = Outcome::new(case.page, &case.deadline.length, from, &given, now);
                assert_eq!(outcome.standing, expected, "{from} {now}");
                let lead = if today > date { last } else { date };
                assert_eq!(outcome.date(), day(lead), "{from} {now}");
                assert_eq!(outcome.leads_safe, reader && lead == open && today <= open);
            }
        }
    });
}

fn length(stretches: &[Stretch]) -> Length {
    Length { stretches: stretches.to_vec(), words: String::new() }
}

/// Units that no shipped calculator uses yet, counted on a calendar.
#[test]
fn every_unit_is_counted_as_the_oracle_counts() {
    let (days, shut) = (calendar_days(), shut());
    let stretch = |count, unit| Stretch { count, unit };
    for start in 0..=number(2039, 6, 30) {
        let from = as_date(days[start as usize]);
        for count in [1, 7, 10, 30] {
            let by_days = count::end(from, &length(&[stretch(count as u32, Unit::Days)]));
            assert_eq!(by_days, as_date(days[(start + count) as usize]), "{from} {count}");
            let open = (start + 1..).filter(|day| !shut.contains(day)).nth(count as usize - 1);
            let by_working = count::end(from, &length(&[stretch(count as u32, Unit::WorkingDays)]));
            let open = open.expect("an open day") as usize;
            assert_eq!(by_working, as_date(days[open]), "{from} {count}");
        }
        for count in [1, 2, 3, 12] {
            let (year, month, day) = days[start as usize];
            let months = year * 12 + month - 1 + count;
            let (year, month) = (months / 12, months % 12 + 1);
            let then = (year, month, day.min(month_length(year, month)));
            let stretches = [stretch(count as u32, Unit::Months), stretch(30, Unit::Days)];
            assert_eq!(count::end(from, &length(&stretches[..1])), as_date(then), "{from}");
            let plus = number(then.0, then.1, then.2) + 30;
            let both = count::end(from, &length(&stretches));
            assert_eq!(both, as_date(days[plus as usize]), "{from} {count} months and 30 days");
        }
    }
}
