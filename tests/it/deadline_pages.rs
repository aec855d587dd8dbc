//! The calculators as pages: what an answer says on every branch, what a wrong date gets, and that
//! nothing typed stays anywhere.

use jiff::civil::{Date, date};
use kvalitetsstandard::edition::Edition;
use kvalitetsstandard::guidance::deadline::{
    Circumstances, Complaint, Guarantee, Standing, Verdict,
};
use kvalitetsstandard::guidance::form::Form;
use kvalitetsstandard::render::context::Whole;
use kvalitetsstandard::render::pages::deadlines;
use kvalitetsstandard::site::CachePolicy;
use scraper::Html;

use crate::html::{all, parse, texts};
use crate::http::{Client, get};
use crate::serving::Serving;
use crate::support::{shipped, shipped_with, today};

fn asked(edition: &Edition, municipality: &str, fields: &[(&str, &str)]) -> Html {
    let whole = Whole::new(&edition.content, edition.today, None);
    let municipality = edition.content.municipality(municipality).expect("a municipality");
    let form = Form::from_pairs(fields.iter().copied());
    let document = deadlines::answer(&whole.local(municipality), &form);
    assert_eq!(document.cache, CachePolicy::Never);
    parse(std::str::from_utf8(&document.body).expect("text"))
}

fn text(page: &Html, selector: &str) -> String {
    texts(page, selector).join(" ")
}

fn day(page: &Html, id: &str) -> Option<Date> {
    let time = all(page, &format!("time[id='{id}']")).first()?.attr("datetime")?;
    Some(time.parse().expect("a date"))
}

fn on(calculator: &'static str, date: Date) -> Vec<(&'static str, String)> {
    vec![
        ("beregn", calculator.to_owned()),
        ("dag", date.day().to_string()),
        ("maaned", date.month().to_string()),
        ("aar", date.year().to_string()),
    ]
}

fn with<'a>(
    fields: &'a [(&'static str, String)],
    more: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).chain(more.iter().copied()).collect()
}

#[test]
fn the_dates_of_an_answer_are_those_of_the_arithmetic_all_year_round() {
    let edition = shipped();
    for municipality in ["ishoj", "vallensbaek"] {
        let mut from = date(2023, 3, 1);
        while from < date(2028, 4, 1) {
            let page = asked(&edition, municipality, &with(&on("garanti", from), &[]));
            let told = Circumstances::default();
            let guarantee = Guarantee::new(from, 14, told, &[], today());
            assert_eq!(day(&page, "fjorten-dage"), Some(guarantee.latest), "{from}");
            let page = asked(&edition, municipality, &with(&on("klage", from), &[]));
            let complaint = Complaint::new(from, 28, Some(28), None, today());
            assert_eq!(day(&page, "fire-uger"), Some(complaint.last), "{from}");
            let over = matches!(complaint.standing, Standing::Over(_));
            let ahead = |date| Some(date).filter(|_| !over);
            assert_eq!(day(&page, "sikker-dato"), ahead(complaint.safe), "{from}");
            let review = complaint.review.expect("a review");
            assert_eq!(day(&page, "ny-vurdering"), ahead(review.after_last), "{from}");
            from = from.saturating_add(jiff::SignedDuration::from_hours(24 * 37));
        }
    }
}

#[test]
fn every_date_in_an_answer_is_for_machines_too() {
    let edition = shipped();
    for calculator in ["garanti", "klage"] {
        let page = asked(&edition, "ishoj", &with(&on(calculator, date(2026, 11, 20)), &[]));
        let months = kvalitetsstandard::content::MONTHS;
        let times = all(&page, "main section[aria-labelledby=svar] time");
        assert!(times.len() >= 3);
        let in_times: usize = times.iter().map(|_| 1).sum();
        let words = text(&page, "main section[aria-labelledby=svar]");
        let named: usize =
            months.iter().map(|month| words.matches(&format!(" {month} 20")).count()).sum();
        assert_eq!(in_times, named, "{words}");
    }
}

#[test]
fn each_branch_of_the_guarantee_says_what_the_date_is_worth() {
    let edition = shipped();
    let fields = on("garanti", date(2026, 11, 20));
    for (told, verdict, says) in [
        (&[][..], Verdict::Holds, "Behandlingen skal begynde"),
        (
            &[("rusmiddel", "alkohol"), ("anonym", "ja")],
            Verdict::Holds,
            "Behandlingen skal begynde",
        ),
        (&[("rusmiddel", "andre"), ("anonym", "ja")], Verdict::Lapses, "bortfalder"),
        (
            &[("rusmiddel", "begge"), ("anonym", "ja")],
            Verdict::HoldsForAlcohol,
            "gælder kun hjælpen til alkohol",
        ),
        (
            &[("rusmiddel", "andre"), ("eget-sted", "ja")],
            Verdict::MayBeDepartedFrom,
            "kan fristen fraviges",
        ),
        (&[("behandling", "dag-doegn")], Verdict::NoDateGiven, "skal du først visiteres til"),
    ] {
        for municipality in ["ishoj", "vallensbaek"] {
            let page = asked(&edition, municipality, &with(&fields, told));
            let words = text(&page, "main .result");
            assert!(words.contains(says), "{told:?}: {words}");
            let promised = !matches!(verdict, Verdict::Lapses | Verdict::NoDateGiven);
            assert_eq!(day(&page, "fjorten-dage").is_some(), promised, "{told:?}");
            assert_eq!(!all(&page, "form.calendar").is_empty(), promised, "{told:?}");
            if verdict == Verdict::Lapses {
                assert!(words.contains("servicelovens § 101 a"), "{words}");
            }
        }
    }
    let page = asked(&edition, "ishoj", &with(&fields, &[]));
    let exceptions = text(&page, "main section[aria-labelledby=svar]");
    for said in ["visiteres", "bortfalder", "fraviges", "20 69 28 33", "Det kan du sige"] {
        assert!(exceptions.contains(said), "{said}: {exceptions}");
    }
    assert!(text(&page, "main .result").contains("I dag er dag 2 af 14"));
}

#[test]
fn a_decision_about_alcohol_gets_the_other_ways_and_no_promise() {
    let edition = shipped();
    let fields = on("klage", date(2026, 11, 20));
    for municipality in ["ishoj", "vallensbaek"] {
        let page = asked(&edition, municipality, &with(&fields, &[("rusmiddel", "alkohol")]));
        let words = text(&page, "main .result");
        assert!(words.contains("Afgørelsen kan du ikke klage over"), "{words}");
        assert!(words.contains("Klage over selve behandlingen for alkohol"), "{words}");
        assert_eq!(day(&page, "ny-vurdering"), None);
        let before_any_answer = asked(&edition, municipality, &[]);
        let words = text(&before_any_answer, "main");
        assert!(words.contains("klage over afgørelser om alkoholbehandling."), "{words}");
        let page = asked(&edition, municipality, &with(&fields, &[]));
        let route = text(&page, "main .card");
        assert!(route.contains("Ankestyrelsen") && route.contains("4 uger"), "{route}");
        assert_eq!(route.contains("nr. 100"), municipality == "vallensbaek");
    }
}

#[test]
fn a_wrong_date_is_explained_beside_its_field_and_what_was_typed_is_kept() {
    let edition = shipped();
    for (day, month, year, field, says) in [
        ("31", "april", "2026", "dag", "kun 30 dage i april"),
        ("29", "2", "2026", "dag", "kun 28 dage i februar 2026"),
        ("", "", "", "aar", "Skriv året"),
        ("1", "foo", "2026", "maaned", "Måneden skal være"),
        ("1", "1", "26", "aar", "Mener du 2026?"),
        ("1", "1", "1950", "aar", "for længe siden"),
        ("1", "1", "2999", "aar", "for langt ude i fremtiden"),
        ("<b>\"", "1", "2026", "dag", "Dagen skal være"),
    ] {
        for (calculator, form) in [("garanti", "g"), ("klage", "k")] {
            let fields = [("beregn", calculator), ("dag", day), ("maaned", month), ("aar", year)];
            let page = asked(&edition, "ishoj", &fields);
            let input = all(&page, &format!("input#{form}-{field}[aria-invalid=true]"));
            let described =
                input.first().expect("marked").attr("aria-describedby").expect("described");
            let explanation = described.split(' ').next_back().expect("an id");
            let words = text(&page, &format!("[id='{explanation}']"));
            assert!(words.contains(says), "{words}");
            for (name, typed) in [("dag", day), ("maaned", month), ("aar", year)] {
                let kept = all(&page, &format!("input#{form}-{name}"))[0].attr("value");
                assert_eq!(kept, Some(typed));
            }
            assert_eq!(all(&page, &format!("[role=alert] a[href='#{form}-{field}']")).len(), 1);
            assert!(text(&page, "title").starts_with("Fejl: "));
            assert!(all(&page, "main .result time").is_empty());
        }
    }
}

#[test]
fn a_likely_slip_is_answered_with_a_word_beside_the_field() {
    let edition = shipped();
    for (from, says) in [
        (date(2036, 11, 20), "Er dag, måned og år rigtige?"),
        (date(2024, 11, 20), "mere end et år siden"),
        (date(2026, 11, 23), "i morgen"),
    ] {
        let page = asked(&edition, "ishoj", &with(&on("klage", from), &[]));
        assert!(text(&page, ".field-wrong").contains(says));
        assert!(day(&page, "fire-uger").is_some());
    }
}

#[test]
fn a_deadline_that_is_past_gets_a_number_to_call_and_nothing_to_wait_for() {
    let edition = shipped();
    for (municipality, number) in [("ishoj", "20 69 28 33"), ("vallensbaek", "47 97 40 00")] {
        for told in [&[][..], &[("rusmiddel", "andre")], &[("rusmiddel", "alkohol")]] {
            let fields = on("klage", date(2026, 10, 1));
            let page = asked(&edition, municipality, &with(&fields, told));
            let first = text(&page, "main .result-date").replace('\u{a0}', " ");
            assert!(first.contains("ring") || first.contains("Ring"), "{first}");
            assert!(first.contains(number), "{first}");
            let shut = told == [("rusmiddel", "alkohol")];
            assert_eq!(text(&page, "#svar") == "Fristen er gået", !shut);
            assert!(all(&page, "main .calendar").is_empty());
            let words = text(&page, "main section[aria-labelledby=svar]");
            assert!(words.contains("Kilden siger ikke, hvad der så sker"), "{words}");
            for wrong in ["god tid", "Senest", "sikre dato"] {
                assert!(!words.contains(wrong), "{wrong}: {words}");
            }
        }
    }
    // The last day was a Saturday: it may have moved, so the heading says less.
    let page = asked(&edition, "ishoj", &with(&on("klage", date(2026, 10, 24)), &[]));
    assert_eq!(text(&page, "#svar").replace('\u{a0}', " "), "De 4 uger er gået");
    assert!(text(&page, "main .result").contains("kan måske flytte den sidste dag"));
}

#[test]
fn a_calendar_is_offered_each_day_that_lies_ahead_once() {
    let edition = shipped();
    for (from, dates) in [
        // An ordinary Friday; the day after Christmas; the Sunday that today is.
        (date(2026, 11, 20), &["sikker-dato"][..]),
        (date(2026, 11, 28), &["sikker-dato", "fire-uger"]),
        (date(2026, 10, 25), &[]),
    ] {
        let page = asked(&edition, "ishoj", &with(&on("klage", from), &[]));
        let buttons = all(&page, "main .calendar button");
        let offered: Vec<_> = buttons.iter().filter_map(|one| one.attr("value")).collect();
        assert_eq!(offered, dates, "{from}");
    }
    for (from, offered) in [(date(2026, 11, 20), 1), (date(2026, 11, 1), 0)] {
        let page = asked(&edition, "ishoj", &with(&on("garanti", from), &[]));
        assert_eq!(all(&page, "main .calendar button").len(), offered, "{from}");
    }
}

#[test]
fn a_municipality_without_deadlines_has_a_page_that_says_so() {
    let edition = shipped_with("third");
    let municipality = edition.content.municipalities.last().expect("the third");
    let page = asked(&edition, &municipality.id, &[]);
    let forms = all(&page, "main form.form").len();
    let deadlines = ["garanti", "klage"];
    let there = deadlines.iter().filter(|id| municipality.deadline(id).is_some()).count();
    assert_eq!(forms, there);
}

#[test]
fn an_answer_is_posted_kept_by_nobody_and_named_in_no_address() {
    let server = Serving::small();
    let mut client = Client::new(server.address);
    let form = "beregn=klage&dag=28&maaned=nov&aar=2026";
    let length = format!("content-length: {}", form.len());
    let headers = ["host: test", "content-type: application/x-www-form-urlencoded", &length];
    let mut post = |path: &str| {
        let lines = [&headers[..], &["", ""]].concat().join("\r\n");
        client.send(format!("POST {path} HTTP/1.1\r\n{lines}{form}").as_bytes());
        client.read(false)
    };
    let answer = post("/ishoj/frister");
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.header("etag"), None);
    let policy = answer.header("content-security-policy").expect("a policy");
    assert!(policy.contains("form-action 'self'") && policy.contains("sha256-"), "{policy}");
    let page = parse(answer.text());
    assert_eq!(day(&page, "sikker-dato"), Some(date(2026, 12, 23)));
    assert_eq!(all(&page, "main form[method=get]").len(), 0, "nothing is asked for in an address");
    assert_eq!(post("/ukendt/frister").status, 404);
    assert_eq!(post("/ishoj/paaroerende").status, 405);
    assert_eq!(get(server.address, "/ishoj/frister").status, 200, "the page made at load");
    // A date that can't be worked out comes back as the page, with what is wrong.
    let file = post("/ishoj/frister/frist.ics");
    assert_eq!(file.header("content-type"), Some("text/html; charset=utf-8"));
}

#[test]
fn a_date_comes_as_a_file_for_a_calendar() {
    let server = Serving::small();
    let form = "beregn=klage&dag=28&maaned=nov&aar=2026&hvilken=sikker-dato&titel=";
    let length = format!("content-length: {}", form.len());
    let mut client = Client::new(server.address);
    let head = ["host: test", &length, "", ""].join("\r\n");
    client.send(format!("POST /ishoj/frister/frist.ics HTTP/1.1\r\n{head}{form}").as_bytes());
    let file = client.read(false);
    assert_eq!(file.status, 200);
    assert_eq!(file.header("content-type"), Some("text/calendar; charset=utf-8"));
    assert_eq!(file.header("cache-control"), Some("no-store"));
    assert!(file.header("content-disposition").is_some_and(|name| name.contains("frist.ics")));
    assert!(file.text().contains("DTSTART;VALUE=DATE:20261223\r\n"));
    assert!(file.text().contains("SUMMARY:Frist\r\n"));
    for word in ["alkohol", "rusmid", "klage", "LOCATION", "DESCRIPTION", "shoj"] {
        assert!(!file.text().to_lowercase().contains(&word.to_lowercase()), "{word}");
    }
}
