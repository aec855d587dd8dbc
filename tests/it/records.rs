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

/// Whether a field limits or casts doubt on what the record gives.
fn qualifies(field: Field) -> bool {
    matches!(
        field,
        Field::Who
            | Field::Doubt
            | Field::Deadline
            | Field::Conditions
            | Field::Exceptions
            | Field::Excluded
            | Field::Remains
            | Field::Note
    )
}

/// Replaces whitespace of every kind with single spaces.
fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The qualifications of a record that are missing from a text; for a deadline, everything.
fn lacking(record: &Record<'_>, shown: &str) -> Vec<String> {
    let shown = folded(shown);
    let is_deadline = record.kind == RecordKind::Deadline;
    let lines = record.lines.iter().filter(|line| qualifies(line.field) || is_deadline);
    let said = lines.flat_map(|line| line.said.iter().map(|phrase| (line.field, phrase)));
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
    assert_eq!(lacking(&whole, &whole.plain(|_| true)), Vec::<String>::new());
    let silent = whole.plain(|field| field != Field::Exceptions);
    assert_eq!(lacking(&whole, &silent).len(), right.exceptions.len());
}

/// The address alone would invite confidential mail, and the next reader to type it wrong.
#[test]
fn a_route_gives_every_way_to_reach_its_contact() {
    let book = &shipped().book;
    let mut found = 0;
    for own in &book.municipalities {
        for route in own.routes.iter() {
            let Some(to) = route.to.map(|to| &own.contacts[to]) else { continue };
            let (of_route, of_contact) = (record::route(book, own, route), record::contact(to));
            for field in [Field::Phone, Field::Mail, Field::Web, Field::Address, Field::Doubt] {
                assert_eq!(of_route.said(field), of_contact.said(field), "{} {field:?}", route.id);
                found += usize::from(field == Field::Mail && of_route.line(field).is_some());
            }
        }
    }
    assert!(found > 0, "no route has a contact with mail");
}

/// Two rights share the first deadline, so its calculator says which; only a route limits the other.
#[test]
fn a_deadline_has_the_limits_of_its_right_and_its_route() {
    let book = &shipped().book;
    for own in &book.municipalities {
        for (handle, deadline) in own.deadlines.with_handles() {
            let record = record::deadline(book, own, handle);
            let page = deadline.calculator.as_deref();
            if let Some(named) = page.and_then(|page| page.right) {
                assert_eq!(record.said(Field::Who), [own.rights[named].who.clone()]);
            }
            if let Some(named) = page.and_then(|page| page.route) {
                let route = &own.routes[named];
                assert!(!route.excluded.is_empty() && !route.remains.is_empty());
                assert_eq!(record.said(Field::Excluded), route.excluded);
                assert_eq!(record.said(Field::Remains), route.remains);
            }
            let rests_on = |source| record.sources.contains(source);
            assert!(deadline.sources.iter().all(rests_on), "{} {}", own.id, deadline.id);
        }
    }
}

/// A right that shares its name with a route says more than the route.
#[test]
fn a_section_handed_over_has_every_right_about_it() {
    let edition = shipped();
    let mut named_alike = 0;
    for own in &edition.book.municipalities {
        for offered in &own.hand_over.offered {
            let Item::Section(section) = offered.item else { continue };
            let path = "/{municipality}/udlevering/{code}";
            let sheet = answered_page(&edition, Asked::get(path, &own.id, "").of(&offered.code));
            let html = parse(&sheet);
            for right in own.rights.iter().filter(|right| right.page == section) {
                let record = record::right(&edition.book, own, right);
                let cards = cards(main_of(&html), &record);
                let best = cards.iter().map(|card| lacking(&record, &text(*card)).len()).min();
                assert_eq!(best, Some(0), "{} {} {}", own.id, offered.name, right.id);
                named_alike += usize::from(cards.len() > 1);
            }
        }
    }
    assert!(named_alike > 0, "no right has the name of a route");
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
