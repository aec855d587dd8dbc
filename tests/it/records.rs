//! Every record, everywhere it is shown: what limits, excepts or casts doubt on it is there, or is
//! named as left out.

use std::collections::BTreeMap;

use kvalitetsstandard::book::record::{self, Field, Record, RecordKind};
use kvalitetsstandard::book::{
    Block, CalculatorPage, Deadline, Ending, Guide, GuidePlace, Item, Municipality, Page,
};
use kvalitetsstandard::edition::{self, Edition, Wanted};
use kvalitetsstandard::export;
use kvalitetsstandard::search::collect;
use scraper::{ElementRef, Html};

use crate::html::{all, one, parse, text, within};
use crate::support::{Asked, answered_page, shipped, shipped_site, shipped_with, site_of, today};

/// The label of a field as readers see it.
fn label(field: Field) -> &'static str {
    match field {
        Field::Who => "Hvem",
        Field::Doubt => "Er adressen rigtig?",
        Field::Deadline => "Frist",
        Field::Conditions => "Betingelser",
        Field::Exceptions => "Undtagelser og tvivl",
        Field::Excluded => "Vær opmærksom på",
        Field::Remains => "Det kan du stadig",
        Field::Note => "Note fra redaktionen",
        other => panic!("{other:?} does not qualify what a record gives"),
    }
}

/// Replaces whitespace of every kind with single spaces.
fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The qualifications of a record that are missing from a text, unless the text names their label
/// among those left out. For a deadline, these are its length and what it is counted from.
fn lacking(record: &Record<'_>, shown: &str) -> Vec<String> {
    let shown = folded(shown);
    let left_out = shown.split_once("Udeladt her:").map(|(_, labels)| labels);
    let lines = record
        .lines
        .iter()
        .filter(|line| line.field.qualifies() || record.kind == RecordKind::Deadline);
    let silent = lines.filter(|line| {
        let named = |labels: &str| labels.contains(&format!("»{}«", label(line.field)));
        !(line.field.qualifies() && left_out.is_some_and(named))
    });
    let said = silent.flat_map(|line| line.said.iter().map(|phrase| (line.field, phrase)));
    let unsaid = said.filter(|(_, phrase)| !shown.contains(&folded(&phrase.plain)));
    unsaid.map(|(field, phrase)| format!("{field:?}: {}", phrase.plain)).collect()
}

/// The places checked, and what was missing.
#[derive(Default)]
struct Walk {
    missing: Vec<String>,
    /// The number of records checked in each kind of place.
    checked: BTreeMap<&'static str, usize>,
}

impl Walk {
    /// At least one element must exist and show the whole record.
    fn check<'h>(
        &mut self,
        place: &'static str,
        address: &str,
        record: &Record<'_>,
        shown: impl IntoIterator<Item = ElementRef<'h>>,
    ) {
        *self.checked.entry(place).or_default() += 1;
        // A right and its route can have the same name, so use the card that misses least.
        let shown = shown.into_iter().map(|element| lacking(record, &text(element)));
        let lacking = shown.min_by_key(Vec::len).unwrap_or_else(|| vec!["no card".to_owned()]);
        let told = |what: String| format!("{address} {:?} {}: {what}", record.kind, record.id);
        self.missing.extend(lacking.into_iter().map(told));
    }

    /// Nothing is missing, and every place was checked.
    fn done(self, places: &[&str]) {
        let lines = self.missing.join("\n");
        assert!(self.missing.is_empty(), "{} missing:\n{lines}", self.missing.len());
        for place in places {
            assert!(self.checked.contains_key(place), "{place} was not checked");
        }
        println!("{:?}", self.checked);
    }
}

/// The cards inside an element, with the record's name.
fn cards<'h>(around: ElementRef<'h>, record: &Record<'_>) -> Vec<ElementRef<'h>> {
    let name = folded(&record.title.plain);
    let is_named = |card: &ElementRef<'h>| {
        within(*card, ".card-name").first().is_some_and(|title| text(*title) == name)
    };
    within(around, ".card").into_iter().filter(is_named).collect()
}

fn main_of(page: &Html) -> ElementRef<'_> {
    one(page, "main")
}

/// The records that a page shows as cards.
fn embedded<'b>(edition: &'b Edition, own: &'b Municipality, page: &Page) -> Vec<Record<'b>> {
    let book = &edition.book;
    let blocks = page.parts.iter().flat_map(|part| &part.blocks);
    let records = blocks.filter_map(|block| match block {
        Block::Contact(contact) => Some(record::contact(&own.contacts[*contact])),
        Block::Right(right) => Some(record::right(book, own, &own.rights[*right])),
        Block::Route(route) => Some(record::route(book, own, &own.routes[*route])),
        _ => None,
    });
    records.collect()
}

/// The editions to check: the shipped one, and one with a third municipality.
fn editions() -> [Edition; 2] {
    [shipped(), shipped_with("third")]
}

#[test]
fn what_qualifies_and_is_missing_is_found() {
    let book = &shipped().book;
    let own = &book.municipalities[0];
    let right = own.rights.iter().find(|right| !right.exceptions.is_empty()).expect("a right");
    let whole = record::right(book, own, right);
    assert_eq!(lacking(&whole, &whole.plain()), Vec::<String>::new());
    let silent = whole.clone().without(&[Field::Exceptions]).plain();
    assert_eq!(lacking(&whole, &silent).len(), right.exceptions.len());
    let said = format!("{silent} Udeladt her: »Undtagelser og tvivl«.");
    assert_eq!(lacking(&whole, &said), Vec::<String>::new());
    let other = format!("{silent} Udeladt her: »Betingelser«.");
    assert_eq!(lacking(&whole, &other).len(), right.exceptions.len());
}

/// A new qualifying field needs a label above.
#[test]
fn every_field_that_qualifies_has_a_name() {
    let book = &shipped().book;
    for own in &book.municipalities {
        let rights = own.rights.iter().map(|right| record::right(book, own, right));
        let routes = own.routes.iter().map(|route| record::route(book, own, route));
        let contacts = own.contacts.iter().map(record::contact);
        for line in rights.chain(routes).chain(contacts).flat_map(|record| record.lines) {
            assert!(!line.field.qualifies() || !label(line.field).is_empty());
        }
    }
}

#[test]
fn pages_show_their_records_whole() {
    let mut walk = Walk::default();
    for edition in editions() {
        let site = site_of(&edition);
        for own in &edition.book.municipalities {
            rights_page(&mut walk, &edition, own, &site);
            for page in own.pages.iter() {
                let records = embedded(&edition, own, page);
                let doors = own
                    .rights
                    .iter()
                    .filter(|right| right.doors.iter().any(|door| own.pages[*door].id == page.id));
                let doors = doors.map(|right| record::right(&edition.book, own, right));
                let html = parse(&site[&page.address]);
                for record in records.into_iter().chain(doors) {
                    walk.check("page", &page.address, &record, cards(main_of(&html), &record));
                }
            }
            let address = format!("{}/hele", own.address());
            let whole = parse(&site[&address]);
            for page in own.sections() {
                let section = one(&whole, &format!("main section[aria-labelledby='{}']", page.id));
                for record in embedded(&edition, own, page) {
                    walk.check("hele", &address, &record, cards(section, &record));
                }
            }
        }
    }
    walk.done(&["rights", "page", "hele"]);
}

fn rights_page(
    walk: &mut Walk,
    edition: &Edition,
    own: &Municipality,
    site: &BTreeMap<String, String>,
) {
    let address = format!("{}/rettigheder", own.address());
    let Some(html) = site.get(&address) else { return };
    let html = parse(html);
    for right in own.rights.iter() {
        let record = record::right(&edition.book, own, right);
        walk.check("rights", &address, &record, all(&html, &format!("main [id='{}']", right.id)));
    }
}

#[test]
fn pages_of_the_whole_site_show_contacts_whole() {
    let mut walk = Walk::default();
    let book = &shipped().book;
    for page in &book.pages {
        let blocks = page.parts.iter().flat_map(|part| &part.blocks);
        if !blocks.into_iter().any(|block| matches!(block, Block::AllContacts)) {
            continue;
        }
        let html = parse(&shipped_site()[&page.address]);
        for own in &book.municipalities {
            let record = record::contact(&own.contacts[own.entry]);
            walk.check("shared", &page.address, &record, cards(main_of(&html), &record));
        }
    }
    walk.done(&["shared"]);
}

#[test]
fn comparisons_show_their_records_whole() {
    let mut walk = Walk::default();
    for edition in editions() {
        let site = site_of(&edition);
        let book = &edition.book;
        for own in &book.municipalities {
            let rights = own.rights.iter().map(|right| record::right(book, own, right));
            let routes = own.routes.iter().map(|route| record::route(book, own, route));
            let deadlines = own.deadlines.with_handles();
            let deadlines = deadlines.map(|(one, _)| record::deadline(book, own, one));
            let kinds: [(&str, &'static str, Vec<Record<'_>>); 3] = [
                ("rettigheder", "compared rights", rights.collect()),
                ("klageveje", "compared routes", routes.collect()),
                ("frister", "compared deadlines", deadlines.collect()),
            ];
            for (id, place, records) in kinds {
                let address = format!("/sammenlign/{id}");
                let html = parse(&site[&address]);
                for record in records {
                    let row = format!("section.compare[aria-labelledby='{}']", record.id);
                    walk.check(place, &address, &record, all(&html, &row));
                }
            }
        }
    }
    walk.done(&["compared rights", "compared routes", "compared deadlines"]);
}

#[test]
fn what_is_handed_over_is_whole() {
    let mut walk = Walk::default();
    for edition in editions() {
        let book = &edition.book;
        for own in &book.municipalities {
            for offered in &own.hand_over.offered {
                let asked = Asked::get("/{municipality}/udlevering/{code}", &own.id, "");
                let html = parse(&answered_page(&edition, asked.of(&offered.code)));
                let records = match offered.item {
                    Item::Section(page) => embedded(&edition, own, &own.pages[page]),
                    Item::Right(right) => vec![record::right(book, own, &own.rights[right])],
                    Item::Route(route) => vec![record::route(book, own, &own.routes[route])],
                };
                for record in records {
                    let address = format!("{}/udlevering/{}", own.address(), offered.code);
                    walk.check("sheet", &address, &record, cards(main_of(&html), &record));
                }
            }
        }
    }
    walk.done(&["sheet"]);
}

#[test]
fn a_letter_keeps_what_limits_its_route() {
    let mut walk = Walk::default();
    for edition in editions() {
        for own in &edition.book.municipalities {
            let routes = own.routes.iter();
            let by_letter = routes
                .filter(|route| route.to.is_some_and(|to| !own.contacts[to].address.is_empty()));
            for route in by_letter {
                let record = record::route(&edition.book, own, route);
                let body = format!("vej={}", route.id);
                let asked = Asked::post("/{municipality}/klagebrev", &own.id, &body);
                let html = parse(&answered_page(&edition, asked));
                let address = format!("{}/klagebrev", own.address());
                walk.check("letter", &address, &record, cards(main_of(&html), &record));
            }
        }
    }
    walk.done(&["letter"]);
}

#[test]
fn the_ends_of_guides_are_whole() {
    let mut walk = Walk::default();
    let edition = shipped();
    for own in &edition.book.municipalities {
        for guide in &own.guides {
            for path in guide.paths() {
                let GuidePlace::End { ending, .. } = guide.walk(&path).place else { continue };
                end(&mut walk, &edition, own, guide, &path, ending);
            }
        }
    }
    walk.done(&["end", "route at an end"]);
}

fn end(
    walk: &mut Walk,
    edition: &Edition,
    own: &Municipality,
    guide: &Guide,
    path: &[usize],
    ending: &Ending,
) {
    let address = guide.address_of(path);
    let html = parse(&shipped_site()[&address]);
    let record = record::ending(&edition.book, own, ending);
    walk.check("end", &address, &record, [main_of(&html)]);
    if let Some(route) = ending.route {
        // The ending decides itself whether there is a deadline and a doubtful address, because an
        // answer may have ruled them out.
        let mut route = record::route(&edition.book, own, &own.routes[route]);
        route.lines.retain(|line| !matches!(line.field, Field::Deadline | Field::Doubt));
        walk.check("route at an end", &address, &route, [main_of(&html)]);
    }
}

#[test]
fn the_answers_of_calculators_are_whole() {
    let mut walk = Walk::default();
    for edition in editions() {
        for own in &edition.book.municipalities {
            for deadline in own.deadlines.iter() {
                if let Some(page) = &deadline.calculator {
                    calculator(&mut walk, &edition, own, deadline, page);
                }
            }
        }
    }
    walk.done(&["answer: right", "answer: route"]);
}

fn calculator(
    walk: &mut Walk,
    edition: &Edition,
    own: &Municipality,
    deadline: &Deadline,
    page: &CalculatorPage,
) {
    let choices = page.questions.iter().flat_map(|question| {
        question.answers.iter().map(|(value, _)| format!("&{}={value}", question.id))
    });
    for given in std::iter::once(String::new()).chain(choices) {
        let query = format!("dag=20&maaned=11&aar=2026{given}");
        let asked = Asked::get("/{municipality}/frister/{code}", &own.id, &query);
        let html = parse(&answered_page(edition, asked.of(&deadline.id)));
        let address = format!("{}?{query}", page.address);
        // An answer that redirects the reader to another route shows no right to this one.
        let is_turned = page.route.is_some_and(|route| {
            let own_route = record::route(&edition.book, own, &own.routes[route]);
            cards(main_of(&html), &own_route).is_empty()
        });
        if let Some(right) = page.right.filter(|_| !is_turned) {
            let record = record::right(&edition.book, own, &own.rights[right]);
            walk.check("answer: right", &address, &record, cards(main_of(&html), &record));
        }
        // An answer may redirect the reader to another route; whichever it names is complete.
        let named = own.routes.iter().map(|route| record::route(&edition.book, own, route));
        let named: Vec<Record<'_>> =
            named.filter(|route| !cards(main_of(&html), route).is_empty()).collect();
        assert!(page.route.is_none() || !named.is_empty(), "no route at {address}");
        for record in named {
            walk.check("answer: route", &address, &record, cards(main_of(&html), &record));
        }
    }
}

/// A fact that answers a search directly is shown completely, with a link to the page with the
/// rest.
#[test]
fn facts_that_answer_a_search_are_whole() {
    let edition = shipped();
    let mut shown = 0;
    for own in &edition.book.municipalities {
        for (number, shortcut) in &own.shortcuts {
            let asked = &edition.book.search.shortcuts[*number].topics;
            let topic = |id: &str| edition.book.search.topics.iter().find(|one| *one.id == *id);
            let words: Vec<&str> =
                asked.iter().filter_map(|id| topic(id)?.said.first()).map(|word| &**word).collect();
            let query =
                form_urlencoded::byte_serialize(words.join(" ").as_bytes()).collect::<String>();
            let query = format!("q={query}");
            let asked = Asked::get("/{municipality}/soeg", &own.id, &query);
            let html = parse(&answered_page(&edition, asked));
            for answer in all(&html, ".answer") {
                let said = folded(&text(answer));
                let other = own.shortcuts.values();
                let mut all = other.filter(|one| said.contains(&folded(&one.answer.plain)));
                let found = all.next().unwrap_or_else(|| panic!("{query}: {said}"));
                assert!(said.contains(&folded(&found.read_on.text)), "{query}: {said}");
                shown += usize::from(found.answer == shortcut.answer);
            }
        }
    }
    assert!(shown > 20, "{shown}");
}

/// Search covers the conditions of rights: searching for one finds its right.
#[test]
fn search_reads_rights_whole() {
    for edition in editions() {
        let documents = collect::documents(&edition.book);
        for own in &edition.book.municipalities {
            let list =
                documents.iter().find(|one| one.municipality == own.id && one.id == "rettigheder");
            let Some(list) = list else { continue };
            for right in own.rights.iter() {
                let heading = |id: &str| id == right.id;
                let part = list
                    .parts
                    .iter()
                    .find(|part| part.heading.as_ref().is_some_and(|(id, _)| heading(id)));
                let mut record = record::right(&edition.book, own, right);
                // Notes are ours and not searched.
                record.lines.retain(|line| line.field != Field::Note);
                let text = &part.expect("a part").text;
                assert_eq!(lacking(&record, text), Vec::<String>::new(), "{}", right.id);
            }
        }
    }
}

/// Files have the same text as pages.
#[test]
fn an_export_says_what_the_site_says() {
    let loaded = edition::site(&Wanted::default(), today()).expect("the shipped content loads");
    let files = export::files(&loaded, None);
    let mut compared = 0;
    for (address, html) in shipped_site() {
        let page = parse(html);
        let cards: Vec<String> = all(&page, "main .card").into_iter().map(text).collect();
        if cards.is_empty() {
            continue;
        }
        let path = format!("{}/index.html", address.trim_start_matches('/'));
        let file = parse(std::str::from_utf8(&files[&path]).expect("text"));
        let of_file: Vec<String> = all(&file, "main .card").into_iter().map(text).collect();
        assert_eq!(of_file, cards, "{path}");
        compared += 1;
        if let Some(id) = address.strip_suffix("/hele") {
            let path = format!("{}-hele.html", id.trim_start_matches('/'));
            let single = parse(std::str::from_utf8(&files[&path]).expect("text"));
            let of_file: Vec<String> = all(&single, "main .card").into_iter().map(text).collect();
            assert_eq!(of_file, cards, "{path}");
        }
    }
    assert!(compared > 100, "{compared}");
}
