//! The calculators as pages: the form with its errors, private answers, and addresses that
//! reproduce them. The texts of the answers are tested in [`crate::deadline_texts`].

use jiff::civil::{Date, date};
use kvalitetsstandard::kind::Answer;
use kvalitetsstandard::site::CachePolicy;
use scraper::Html;

use crate::asked::{CALCULATOR, OnDay, page_of, parse_document, readable};
use crate::html::{all, one, texts, values};
use crate::oracle::{as_date, calendar_days};
use crate::support::{Asked, shipped, shipped_site, today};

const POSTED: &str = "/{municipality}/frister";
const CALENDAR: &str = "/{municipality}/frister/frist.ics";

pub(crate) fn on(day: Date) -> String {
    format!("dag={}&maaned={}&aar={}", day.day(), day.month(), day.year())
}

fn day(page: &Html, id: &str) -> Option<Date> {
    let found = all(page, &format!("time[id='{id}']"));
    assert!(found.len() < 2, "{id} twice");
    Some(found.first()?.attr("datetime")?.parse().expect("a date"))
}

fn said(page: &Html, selector: &str) -> String {
    texts(page, selector).join(" ")
}

#[test]
fn the_list_leads_to_each_calculator_and_says_what_it_counts() {
    for own in ["ishoj", "vallensbaek"] {
        let page = crate::html::parse(&shipped_site()[&format!("/{own}/frister")]);
        let links = values(&page, "main .text h2 a", "href");
        assert_eq!(links, [format!("/{own}/frister/garanti"), format!("/{own}/frister/klage")]);
        let text = readable(&page, "main .text");
        assert!(text.contains("14 dage efter, at du har henvendt dig"), "{text}");
        assert!(text.contains("4 uger efter, at du har fået afgørelsen"), "{text}");
        assert!(text.contains("adresse"), "an address is kept in histories: {text}");
    }
}

#[test]
fn an_empty_form_is_a_page_like_others_and_asks_in_its_own_address() {
    let edition = shipped();
    let asked = OnDay::of(&edition);
    for own in ["ishoj", "vallensbaek"] {
        for (id, questions) in [("garanti", 4), ("klage", 1)] {
            let (page, cache) = asked.calculator(own, id, "");
            assert_eq!(cache, CachePolicy::Page);
            let address = format!("/{own}/frister/{id}");
            let made = crate::html::parse(&shipped_site()[&address]);
            assert_eq!(readable(&page, "main"), readable(&made, "main"), "made at load as well");
            let form = one(&page, "main form.form");
            assert_eq!((form.attr("action"), form.attr("method")), (Some(&*address), None));
            assert_eq!(all(&page, "main form.form select").len(), questions);
            assert!(all(&page, "[aria-invalid], [role=alert]").is_empty());
            assert!(readable(&page, "main").contains("For eksempel 19 november 2026"));
            assert!(!said(&page, "title").contains("Fejl"));
        }
    }
    let uncounted = Asked::get(CALCULATOR, "ishoj", "").of("genvurdering");
    assert_eq!(asked.answered(uncounted), Answer::NotFound);
}

#[test]
fn a_wrong_date_is_explained_beside_its_field_and_what_was_typed_is_kept() {
    let edition = shipped();
    let asked = OnDay::of(&edition);
    for (day, month, year, wrong) in [
        ("", "", "", &[("dag", "Skriv datoen: dag, måned og år.")][..]),
        ("31", "april", "2026", &[("dag", "kun 30 dage i april")]),
        ("29", "2", "2026", &[("dag", "kun 28 dage i februar 2026")]),
        ("1", "", "", &[("maaned", "Skriv måneden"), ("aar", "Skriv året")]),
        ("1", "foo", "2026", &[("maaned", "Måneden skal være")]),
        ("1", "1", "26", &[("aar", "Mener du 2026?")]),
        ("1", "1", "1950", &[("aar", "for længe siden")]),
        ("1", "1", "2999", &[("aar", "for langt ude i fremtiden")]),
        ("<b>\"", "1", "2026", &[("dag", "Dagen skal være")]),
    ] {
        for id in ["garanti", "klage"] {
            let query = form_urlencoded::Serializer::new(String::new())
                .extend_pairs([("dag", day), ("maaned", month), ("aar", year)])
                .append_pair("rusmiddel", "begge")
                .finish();
            let page = asked.outcome("ishoj", id, &query);
            let marked = values(&page, "input[aria-invalid=true]", "id");
            assert_eq!(marked, wrong.iter().map(|(field, _)| *field).collect::<Vec<_>>());
            for (field, says) in wrong {
                let described = one(&page, &format!("input#{field}")).attr("aria-describedby");
                let beside = described.and_then(|ids| ids.split(' ').next_back()).expect("an id");
                let words = said(&page, &format!("[id='{beside}']"));
                assert!(words.starts_with("Fejl: ") && words.contains(says), "{words}");
                let summary = said(&page, &format!("[role=alert] a[href='#{field}']"));
                assert!(summary.contains(says), "{summary}");
            }
            assert_eq!(all(&page, "[role=alert] li").len(), wrong.len(), "one message a fault");
            assert!(said(&page, "title").starts_with("Fejl: "), "{}", said(&page, "title"));
            for (field, typed) in [("dag", day), ("maaned", month), ("aar", year)] {
                assert_eq!(one(&page, &format!("input#{field}")).attr("value"), Some(typed));
            }
            let chosen = one(&page, "select[name=rusmiddel] option[selected]").attr("value");
            assert_eq!(chosen, Some("begge"));
            assert!(all(&page, "main .result time").is_empty());
        }
    }
}

#[test]
fn a_whole_date_in_one_field_and_marks_that_nobody_sees_are_understood() {
    let edition = shipped();
    let asked = OnDay::of(&edition);
    for typed in [
        "20. november 2026",
        "den 20. november 2026",
        "20/11/2026",
        "2026-11-20",
        "20.11.2026",
        "\u{200e}20.\u{a0}november 2026\u{200b}",
        "\u{feff}2026-11-20",
    ] {
        for field in ["dag", "maaned", "aar"] {
            let query = form_urlencoded::Serializer::new(String::new())
                .extend_pairs(["dag", "maaned", "aar"].map(|one| (one, "")))
                .append_pair(field, typed)
                .finish();
            let page = asked.outcome("ishoj", "klage", &query);
            assert_eq!(day(&page, "fire-uger"), Some(date(2026, 12, 18)), "{typed:?} in {field}");
        }
    }
}

/// Other pages link to a date by its id.
#[test]
fn the_dates_of_an_answer_have_their_ids_all_year_round() {
    let edition = shipped();
    let (mut asked, mut over) = (0, 0);
    let on_the_day = OnDay::of(&edition);
    let days = calendar_days();
    for at in (1_200..3_000).step_by(37) {
        let from = as_date(days[at]);
        let last = as_date(days[at + 28]);
        for own in ["ishoj", "vallensbaek"] {
            let page = on_the_day.outcome(own, "garanti", &on(from));
            assert_eq!(day(&page, "fjorten-dage"), Some(as_date(days[at + 14])), "{from}");
            let page = on_the_day.outcome(own, "klage", &on(from));
            assert_eq!(day(&page, "fire-uger"), Some(last), "{from}");
            let safe = day(&page, "sikker-dato");
            let review = day(&page, "ny-vurdering");
            if last < today() {
                assert_eq!((safe, review), (None, None), "{from}");
                over += 1;
            } else {
                assert!(safe.is_some_and(|safe| safe <= last), "{from}");
                assert_eq!(review, Some(as_date(days[at + 56])), "{from}");
            }
            asked += 1;
        }
    }
    assert!(over > 20 && asked - over > 20, "{over} of {asked}");
}

#[test]
fn every_date_in_an_answer_is_for_machines_too() {
    let edition = shipped();
    let asked = OnDay::of(&edition);
    for (id, from) in [
        ("garanti", date(2026, 11, 20)),
        ("klage", date(2026, 11, 20)),
        ("garanti", date(2026, 10, 1)),
        ("klage", date(2026, 10, 1)),
    ] {
        let page = asked.outcome("ishoj", id, &on(from));
        let words = said(&page, "main section[aria-labelledby=svar]");
        let months = edition.book.words.months.iter();
        let named: usize = months.map(|month| words.matches(&format!(" {month} 20")).count()).sum();
        let calendar = all(&page, "main .calendar button").len();
        // A date with two ids has its weekday in a separate element.
        let times = texts(&page, "main section[aria-labelledby=svar] time");
        let times = times.iter().filter(|time| time.contains(" 20")).count();
        assert_eq!(times, named - calendar, "{words}");
    }
}

/// Going back, or »Ret dato og svar«, restores the date and the answers.
#[test]
fn an_answer_links_back_to_the_filled_in_form() {
    let edition = shipped();
    let asked = OnDay::of(&edition);
    let query =
        format!("{}&rusmiddel=andre&anonym=nej&behandling=&skjult=1", on(date(2026, 11, 20)));
    let page = asked.outcome("vallensbaek", "garanti", &query);
    let again = one(&page, "main .result p a").attr("href").expect("a link");
    assert_eq!(
        again,
        "/vallensbaek/frister/garanti?dag=20&maaned=11&aar=2026&rusmiddel=andre&anonym=nej&ret=1"
    );
    let (_, query) = again.split_once('?').expect("a query");
    let (form, _) = asked.calculator("vallensbaek", "garanti", query);
    for (field, typed) in [("dag", "20"), ("maaned", "11"), ("aar", "2026")] {
        assert_eq!(one(&form, &format!("input#{field}")).attr("value"), Some(typed));
    }
    let chosen = values(&form, "select option[selected]", "value");
    assert_eq!(chosen, ["andre", "nej"]);
    assert!(all(&form, "[aria-invalid]").is_empty());
}

#[test]
fn the_old_form_redirects_to_the_answers_own_address() {
    let edition = shipped();
    let asked = OnDay::of(&edition);
    let body = "beregn=klage&dag=28&maaned=nov&aar=2026&rusmiddel=alkohol&behandling=dag-doegn";
    let to = "/ishoj/frister/klage?dag=28&maaned=nov&aar=2026&rusmiddel=alkohol";
    let answer = asked.answered(Asked::post(POSTED, "ishoj", body));
    assert_eq!(answer, Answer::SeeOther(to.to_owned()), "what the calculator asks, and no more");
    for unknown in ["", "beregn=genvurdering", "beregn=%FF", "beregn=../../ud"] {
        let answer = asked.answered(Asked::post(POSTED, "ishoj", unknown));
        assert_eq!(answer, Answer::SeeOther("/ishoj/frister".to_owned()), "{unknown}");
    }
}

/// On the last open day before a closed one that day is the only one that is offered, and the answer
/// does not send anybody to the day after.
#[test]
fn on_the_safe_day_the_calendar_offers_that_day() {
    let edition = shipped();
    let (saturday, friday) = (date(2026, 10, 31), date(2026, 11, 27));
    for own in ["ishoj", "vallensbaek"] {
        let page = OnDay::new(&edition, friday).outcome(own, "klage", &on(saturday));
        let buttons = texts(&page, "main .calendar button");
        assert_eq!(buttons.len(), 1, "{own}: {buttons:?}");
        assert!(buttons[0].contains("fredag den 27. november 2026"), "{own}: {buttons:?}");
        let words = said(&page, "main .result");
        assert!(words.contains("Senest fredag den 27. november 2026"), "{own}: {words}");
        assert!(!words.contains("Den sidste dag er"), "{own}: {words}");
    }
}

#[test]
fn a_date_comes_as_a_file_for_a_calendar_that_gives_nothing_away() {
    let edition = shipped();
    let asked = OnDay::of(&edition);
    let body = "beregn=klage&dag=28&maaned=nov&aar=2026&rusmiddel=andre";
    for (which, day) in [("sikker", "20261223"), ("sidste", "20261226")] {
        let body = format!("{body}&hvilken={which}&titel=");
        let Answer::File(file, name) = asked.answered(Asked::post(CALENDAR, "ishoj", &body)) else {
            panic!("no file for {which}");
        };
        assert_eq!((name, file.content_type), ("frist.ics", "text/calendar; charset=utf-8"));
        assert_eq!(file.cache, CachePolicy::Never);
        let text = String::from_utf8(file.body).expect("text");
        assert!(text.contains(&format!("DTSTART;VALUE=DATE:{day}\r\n")), "{text}");
        assert!(text.contains("SUMMARY:Frist\r\n"), "{text}");
        for word in ["alkohol", "rusmid", "klage", "location", "description", "shoj"] {
            assert!(!text.to_lowercase().contains(word), "{word}");
        }
    }
    // A date that can't be calculated, or that the source doesn't give, returns the page instead.
    for body in [
        "beregn=klage&dag=32&maaned=nov&aar=2026&hvilken=sikker",
        "beregn=klage&dag=28&maaned=nov&aar=2026&hvilken=andet",
        "beregn=garanti&dag=28&maaned=nov&aar=2026&behandling=dag-doegn&hvilken=sidste",
    ] {
        let page = page_of(asked.answered(Asked::post(CALENDAR, "ishoj", body)));
        assert_eq!(page.cache, CachePolicy::Never);
        assert!(!readable(&parse_document(&page), "main").is_empty());
    }
    let nowhere = asked.answered(Asked::post(CALENDAR, "ishoj", "beregn=ukendt"));
    assert_eq!(nowhere, Answer::SeeOther("/ishoj/frister".to_owned()));
}

#[test]
fn only_future_dates_are_offered_for_a_calendar() {
    let edition = shipped();
    let asked = OnDay::of(&edition);
    for (id, from, dates) in [
        // An ordinary Friday; one ending at Christmas; a Sunday that is today; a past one.
        ("klage", date(2026, 11, 20), &["sikker"][..]),
        ("klage", date(2026, 11, 28), &["sikker"]),
        ("klage", date(2026, 10, 25), &[]),
        ("klage", date(2026, 10, 1), &[]),
        ("garanti", date(2026, 11, 20), &["sidste"]),
        ("garanti", date(2026, 11, 1), &[]),
    ] {
        let page = asked.outcome("ishoj", id, &format!("{}&rusmiddel=andre", on(from)));
        assert_eq!(values(&page, "main .calendar button", "value"), dates, "{id} {from}");
        if !dates.is_empty() {
            let hidden = values(&page, "main .calendar input[type=hidden]", "name");
            assert_eq!(hidden, ["beregn", "dag", "maaned", "aar", "rusmiddel"]);
        }
    }
}
