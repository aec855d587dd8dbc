//! Other standards made of files alone: one where decisions about alcohol can be appealed to a
//! separate body, and one about home care. Every page follows its own source, and has nothing from
//! the shipped standards.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::{Date, date};
use kvalitetsstandard::book::{Guide, Municipality};
use kvalitetsstandard::check::search_words;
use kvalitetsstandard::edition::{self, Edition};
use kvalitetsstandard::finding::{Severity, one_line};
use kvalitetsstandard::kind::Answer;
use kvalitetsstandard::publish;
use kvalitetsstandard::registry::KINDS;

use crate::asked::{OnDay, page_of, readable};
use crate::deadline_pages::on;
use crate::html::{all, one, parse, spaced, text, values};
use crate::support::{Asked, fixture, site_of, today};

/// A loaded fixture with its pages.
struct Standard {
    edition: Edition,
    site: BTreeMap<String, String>,
}

impl Standard {
    fn load(name: &str) -> Self {
        let edition = edition::read(Some(&fixture(name)), today())
            .unwrap_or_else(|failure| panic!("{name}: {}", failure.lines().join("\n")));
        let site = site_of(&edition);
        Self { edition, site }
    }

    fn own(&self) -> &Municipality {
        &self.edition.book.municipalities[0]
    }

    /// The text of a page.
    fn reads(&self, address: &str) -> String {
        let page = self.site.get(address).unwrap_or_else(|| panic!("no page {address}"));
        spaced(one(&parse(page), "main")).replace('\u{a0}', " ")
    }

    fn says(&self, address: &str, lines: &[&str]) {
        let read = self.reads(address);
        for line in lines {
            assert!(read.contains(line), "{address} lacks »{line}«: {read}");
        }
    }

    /// A calculator's answer: its text, and the dates by id.
    fn outcome(&self, id: &str, event: Date, told: &str) -> (String, BTreeMap<String, Date>) {
        let asked = OnDay::new(&self.edition, event);
        let page = asked.outcome(&self.own().id, id, &format!("{}{told}", on(event)));
        let marked = all(&page, "main time[id]").into_iter().map(|time| {
            let day = time.attr("datetime").expect("a day").parse().expect("a date");
            (time.attr("id").unwrap_or_default().to_owned(), day)
        });
        let dates = marked.collect();
        (readable(&page, "main"), dates)
    }

    /// The result page of a search.
    fn found(&self, query: &str) -> String {
        let query =
            form_urlencoded::Serializer::new(String::new()).append_pair("q", query).finish();
        let asked = Asked::get("/{municipality}/soeg", &self.own().id, &query);
        let document = page_of(OnDay::of(&self.edition).answered(asked));
        String::from_utf8(document.body).expect("a page is UTF-8")
    }

    /// All pages: made at load, in an export, not found, and computed, with each calculator in
    /// every state.
    fn everything(&self) -> BTreeMap<String, String> {
        let mut pages = self.site.clone();
        let (book, own) = (&self.edition.book, self.own());
        let mut add = |name: String, body: Vec<u8>| {
            pages.insert(name, String::from_utf8(body).expect("a page is UTF-8"));
        };
        for (address, page) in publish::offline_pages(book, today(), None) {
            add(format!("{address} (fil)"), page.body);
        }
        let errors = publish::error_pages(book, today(), None);
        let lost =
            errors.lost.into_iter().chain(errors.fault).chain(errors.not_found.into_values());
        for (at, page) in lost.enumerate() {
            add(format!("fejl {at}"), page.body);
        }
        for deadline in own.deadlines.iter() {
            let Some(calculator) = &deadline.calculator else { continue };
            let questions = calculator.questions.iter().flat_map(|question| {
                question.answers.iter().map(|(answer, _)| format!("&{}={answer}", question.id))
            });
            for told in questions.chain([String::new()]) {
                let event = date(2026, 4, 24);
                for days in [-3, 0, 5, 20, 35, 38, 40, 41, 42, 60, 400] {
                    let asked = OnDay::new(
                        &self.edition,
                        event.saturating_add(jiff::Span::new().days(days)),
                    );
                    let asking = format!("{}{told}", on(event));
                    let asking =
                        Asked::get(crate::asked::CALCULATOR, &own.id, &asking).of(&deadline.id);
                    let page = page_of(asked.answered(asking));
                    add(format!("{} {told} {days}", deadline.id), page.body);
                }
            }
        }
        let asked = OnDay::of(&self.edition);
        for route in own.routes.iter() {
            let form = format!("vej={}&navn=Ane&fordi=Fordi", route.id);
            let asking = Asked::post("/{municipality}/klagebrev", &own.id, &form);
            add(format!("brev {}", route.id), page_of(asked.answered(asking)).body);
        }
        let code: String = own.hand_over.offered.iter().map(|one| one.code.as_str()).collect();
        for one in &own.hand_over.offered {
            let asking = Asked::get("/{municipality}/udlevering/{code}", &own.id, "").of(&one.code);
            add(format!("udlevering {}", one.value), page_of(asked.answered(asking)).body);
        }
        let asking = Asked::get("/{municipality}/udlevering/{code}", &own.id, "").of(&code);
        add("udlevering".to_owned(), page_of(asked.answered(asking)).body);
        for query in ["", "pris", "klage", "svar", "hash", "xqzzv", "hvornår begynder det"] {
            pages.insert(format!("søg {query}"), self.found(query));
        }
        pages
    }
}

static APPEALS: LazyLock<Standard> = LazyLock::new(|| Standard::load("appeals"));
static HOME_CARE: LazyLock<Standard> = LazyLock::new(|| Standard::load("homecare"));

#[test]
fn each_standard_is_a_complete_site_without_findings() {
    for (name, standard) in [("appeals", &*APPEALS), ("homecare", &*HOME_CARE)] {
        let mut findings = standard.edition.findings.clone();
        search_words::check(
            &standard.edition.book.content,
            standard.edition.search.build(),
            &mut findings,
        );
        let sources = &standard.edition.book.sources;
        let failing = findings.iter().filter(|finding| finding.severity != Severity::Note);
        let failing: Vec<String> = failing.map(|finding| one_line(sources, finding)).collect();
        assert_eq!(failing, Vec::<String>::new(), "{name}");
        let own = standard.own();
        let pages = own.pages.iter().map(|page| page.address.clone());
        let built_in = own.built_in.values().map(|page| page.address.clone());
        let shipped = crate::support::shipped();
        assert!(shipped.book.municipality(&own.id).is_none(), "{name}");
        for address in pages.chain(built_in).chain([own.address()]) {
            // Search and hand-over are computed.
            let made = standard.site.contains_key(&address);
            let computed = ["soeg", "udlevering"].iter().any(|end| address.ends_with(end));
            assert!(made || computed, "{name} lacks {address}");
        }
        for kind in KINDS {
            assert!(own.built_in(kind.id).is_some(), "{name} has {:?}", kind.id);
        }
        for address in standard.site.keys() {
            parse(&standard.site[address]);
        }
    }
}

#[test]
fn no_page_about_help_at_home_has_a_word_of_another_standard() {
    let pages = HOME_CARE.everything();
    assert!(pages.len() > 100, "{}", pages.len());
    for (name, page) in &pages {
        let page = page.to_lowercase();
        for word in [
            "alkohol", "rusmid", "stof", "pitstop", "garanti", "ambulant", "døgn", "doegn",
            "misbrug",
        ] {
            let at = page.find(word).unwrap_or(0);
            let around: String = page
                .chars()
                .skip(page[..at].chars().count().saturating_sub(60))
                .take(150)
                .collect();
            assert!(!page.contains(word), "{name}: »{word}« in »{around}«");
        }
        for place in ["ishøj", "ishoj", "vallensb"] {
            assert!(!page.contains(place), "{name}: {place}");
        }
    }
}

#[test]
fn no_page_about_appeals_names_what_another_municipality_calls_its_own() {
    for (name, page) in &APPEALS.everything() {
        let page = page.to_lowercase();
        for word in [
            "pitstop",
            "garanti",
            "ambulant",
            "misbrugskonsulent",
            "ishøj",
            "vallensb",
            "ankestyrelsen",
        ] {
            assert!(!page.contains(word), "{name}: {word}");
        }
    }
}

/// Ten working days over Easter, from the event in the source.
#[test]
fn help_begins_ten_working_days_after_the_clarification_has_ended() {
    let (read, dates) = APPEALS.outcome("igang", date(2026, 3, 25), "");
    assert_eq!(dates["begyndelse"], date(2026, 4, 13), "{read}");
    assert!(read.contains("Din hjælp skal begynde") && read.contains("venteliste"), "{read}");
    let (read, dates) = APPEALS.outcome("igang", date(2026, 3, 25), "&sovested=ja");
    assert!(dates.is_empty() && read.contains("# Der er venteliste"), "{read}");
    assert!(read.contains("»Jeg er på venteliste. Hvor længe skal jeg vente?«"), "{read}");
    APPEALS.says("/fjordby/frister", &["10 arbejdsdage efter, at afklaringen er slut"]);
    APPEALS.says("/fjordby/opstart", &["10 arbejdsdage efter, at afklaringen er slut."]);
}

/// Eight weeks from the date of the letter and three more months; alcohol is no exception.
#[test]
fn decisions_about_alcohol_can_be_appealed_to_a_body_of_its_own() {
    for told in ["", "&om=druk", "&om=andet"] {
        let (read, dates) = APPEALS.outcome("anke", date(2026, 3, 27), told);
        assert_eq!(dates["otte-uger"], date(2026, 5, 22), "{read}");
        assert_eq!(dates["sikker-dag"], date(2026, 5, 22), "{read}");
        assert_eq!(dates["naevnets-svar"], date(2026, 8, 22), "{read}");
        assert!(read.contains("[kort] Klage til Rusmiddelnævnet"), "{read}");
        assert!(read.contains("# Nævnet skal have klagen"), "{read}");
        assert_eq!(read.contains("udtalelse fra en læge"), told == "&om=druk", "{read}");
    }
    let (read, dates) = APPEALS.outcome("anke", date(2026, 3, 30), "");
    assert_eq!(dates["otte-uger"], date(2026, 5, 25), "Whit Monday");
    assert_eq!(dates["sikker-dag"], date(2026, 5, 22), "the Friday before");
    assert!(read.contains("Den sidste dag er 2. pinsedag"), "{read}");
    let rights = ["8 uger efter, at brevet er sendt.", "Alle", "forvaltningslovens § 25"];
    APPEALS.says("/fjordby/rettigheder", &rights[..1]);
    APPEALS.says("/fjordby/rettigheder", &rights[2..]);
    APPEALS.says(
        "/fjordby/uenig",
        &["Nævnsgade 4", "8 uger", "3 måneder", "Det hører ikke under kommunen"],
    );
}

#[test]
fn a_letter_goes_to_the_body_that_takes_the_complaint() {
    for (standard, route, lines) in [
        (&*APPEALS, "til-naevnet", ["Rusmiddelnævnet", "Nævnsgade 4", "9970 Fjordby"]),
        (&*HOME_CARE, "over-svaret", ["Udvalget for hjælp i hjemmet", "Engvej 7", "9980 Engby"]),
    ] {
        let form = format!("vej={route}");
        let asked = Asked::post("/{municipality}/klagebrev", &standard.own().id, &form);
        let document = page_of(OnDay::of(&standard.edition).answered(asked));
        let page = parse(std::str::from_utf8(&document.body).expect("text"));
        let letter = text(one(&page, "section.letter"));
        for line in lines {
            assert!(letter.contains(line), "{line}: {letter}");
        }
        let form = parse(&standard.site[&format!("{}/klagebrev", standard.own().address())]);
        assert_eq!(values(&form, "input[name=vej]", "value"), [route], "the one with an address");
    }
}

#[test]
fn help_at_home_counts_working_days_months_and_days_and_weeks() {
    // Easter again: an application on the Wednesday before it.
    let (read, dates) = HOME_CARE.outcome("svar", date(2026, 4, 1), "");
    assert_eq!(dates["svar-senest"], date(2026, 4, 20), "{read}");
    let (read, dates) = HOME_CARE.outcome("svar", date(2026, 4, 1), "&mangler=ja");
    assert_eq!(dates["svar-senest"], date(2026, 4, 20), "{read}");
    assert!(read.contains("## Svaret kan komme senere"), "{read}");
    // One month from the last day of January is the end of February.
    let (read, dates) = HOME_CARE.outcome("nyt-firma", date(2026, 1, 31), "");
    assert_eq!(dates["skiftedag"], date(2026, 3, 30), "{read}");
    assert!(read.contains("Lukker dit firma, skal du ikke vente på at skifte."), "{read}");
    let (read, dates) = HOME_CARE.outcome("nyt-firma", date(2026, 1, 31), "&lukker=ja");
    assert!(dates.is_empty() && read.contains("## Du skal ikke vente"), "{read}");
    // Six weeks end on 5 June; then two more months.
    let (read, dates) = HOME_CARE.outcome("indsigelse", date(2026, 4, 24), "");
    assert_eq!(dates["sidste-dag"], date(2026, 6, 5), "{read}");
    assert_eq!(dates["sikker-dag"], date(2026, 6, 4), "{read}");
    assert_eq!(dates["udvalgets-svar"], date(2026, 8, 5), "{read}");
    assert!(read.contains("Den sidste dag er grundlovsdag"), "{read}");
    HOME_CARE.says(
        "/engby/frister",
        &[
            "10 arbejdsdage efter, at kommunen har fået din ansøgning",
            "1 måned og 30 dage efter, at du har bedt om at skifte",
            "6 uger efter, at du har fået svaret på skrift",
        ],
    );
}

#[test]
fn help_at_home_says_what_it_costs_which_law_and_who_decides() {
    HOME_CARE.says("/engby/pris", &["21.900 kroner om året", "1.460 kroner om året"]);
    HOME_CARE.says("/engby/hjaelpen", &["ældrelovens § 10", "11 22 33 44", "Du får svar"]);
    HOME_CARE.says("/engby/leverandoer", &["kommunens egen hjemmepleje eller et firma"]);
    HOME_CARE.says("/engby/skift", &["1 måned og 30 dage", "Lukker firmaet, skal du ikke vente."]);
    HOME_CARE.says("/engby/uenig", &["Engvej 7", "6 uger", "2 måneder", "prisen på mad"]);
    HOME_CARE.says("/engby/rettigheder", &["Kan en rask ægtefælle i hjemmet gøre rent"]);
    HOME_CARE.says("/engby/hele", &["Hjælp i dit hjem", "Hvis du vil klage", "21.900 kroner"]);
    HOME_CARE.says("/engby/ordliste", &["leverandør", "kommunens egen hjemmepleje"]);
}

/// Every ending of every guide has the number, address and deadline of its own source.
#[test]
fn every_guide_leads_to_the_numbers_of_its_own_source() {
    let ends = |standard: &'static Standard| {
        standard.own().guides.iter().flat_map(move |guide: &'static Guide| {
            guide.paths().into_iter().map(move |path| guide.address_of(&path))
        })
    };
    let mut walked = 0;
    for (standard, phone) in [(&*APPEALS, "22 33 44 55"), (&*HOME_CARE, "11 22 33 44")] {
        for address in ends(standard) {
            let page = standard.site.get(&address).unwrap_or_else(|| panic!("no {address}"));
            let page = parse(page);
            if all(&page, "#godt-at-vide").is_empty() {
                continue;
            }
            let read = spaced(one(&page, "main")).replace('\u{a0}', " ");
            assert!(read.contains(phone), "{address}: {read}");
            walked += 1;
        }
    }
    assert_eq!(walked, 3 + 4);
    APPEALS.says("/fjordby/find-vej/hvem/svar", &["Nævnsgade 4", "8 uger", "brevet er sendt"]);
    HOME_CARE.says("/engby/find-vej/begynd/skift", &["1 måned og 30 dage", "bedt om at skifte"]);
    HOME_CARE.says("/engby/find-vej/begynd/klag", &["Engvej 7", "6 uger", "prisen på mad"]);
    HOME_CARE.says("/engby/find-vej/begynd/soeg/ja", &["ældrelovens § 10", "10 arbejdsdage"]);
}

#[test]
fn a_search_is_answered_by_the_source_of_the_standard() {
    for (standard, query, section, says) in [
        (&*APPEALS, "klagefrist", "/fjordby/uenig", "inden 8 uger, fra brevet er sendt"),
        (&*APPEALS, "hvor længe skal jeg vente", "/fjordby/opstart", "senest 10 arbejdsdage"),
        (&*APPEALS, "øl", "/fjordby/start", ""),
        (&*HOME_CARE, "hvad koster det", "/engby/pris", "21.900 kroner om året"),
        (&*HOME_CARE, "skifte plejefirma", "/engby/skift", "Der går 1 måned og 30 dage"),
        (&*HOME_CARE, "klage", "/engby/uenig", "inden 6 uger"),
        (&*HOME_CARE, "støvsugning", "/engby/hjaelpen", ""),
    ] {
        let page = parse(&standard.found(query));
        let first = values(&page, "main ol li a", "href").into_iter().next().unwrap_or_default();
        assert!(first.starts_with(section), "{query}: {first}");
        let read = spaced(one(&page, "main")).replace('\u{a0}', " ");
        assert!(read.contains(says), "{query}: {read}");
    }
}

#[test]
fn everything_can_be_handed_over_by_its_code() {
    for (standard, count) in [(&*APPEALS, 4 + 2 + 2), (&*HOME_CARE, 7 + 5 + 2)] {
        let own = standard.own();
        assert_eq!(own.hand_over.offered.len(), count, "{}", own.id);
        for one_of in &own.hand_over.offered {
            let asked =
                Asked::get("/{municipality}/udlevering/{code}", &own.id, "").of(&one_of.code);
            match OnDay::of(&standard.edition).answered(asked) {
                Answer::Document(document) => {
                    let page = parse(std::str::from_utf8(&document.body).expect("text"));
                    let read = spaced(one(&page, "main"));
                    assert!(read.contains(&one_of.name), "{}: {read}", one_of.value);
                }
                other => panic!("{}: {other:?}", one_of.value),
            }
        }
    }
}
