//! The structure of every page made at load, checked with selectors.

use std::collections::{BTreeMap, BTreeSet};

use kvalitetsstandard::book::{Block, Book, Municipality, Part};
use kvalitetsstandard::danish::sort_key;
use kvalitetsstandard::edition::Edition;
use kvalitetsstandard::publish;
use kvalitetsstandard::render::trust::trust;
use kvalitetsstandard::site::{Document, Entry, HTML};
use scraper::Html;

use crate::html::{self, all, one, text, texts, within};
use crate::support::{BASE, shipped, shipped_with, today};

struct Made {
    edition: Edition,
    entries: BTreeMap<String, Entry>,
}

impl Made {
    fn new(edition: Edition) -> Self {
        let entries = publish::site(&edition.book, today(), Some(BASE));
        Self { edition, entries }
    }

    fn book(&self) -> &Book {
        &self.edition.book
    }

    fn pages(&self) -> impl Iterator<Item = (&str, Html)> {
        self.entries.iter().filter_map(|(address, entry)| match entry {
            Entry::Document(document) if document.content_type == HTML => {
                Some((address.as_str(), read(document)))
            }
            _ => None,
        })
    }

    fn page(&self, address: &str) -> Html {
        match self.entries.get(address) {
            Some(Entry::Document(document)) => read(document),
            other => panic!("{address} is {other:?}"),
        }
    }

    /// The pages of municipalities, each with its municipality.
    fn local_pages(&self) -> impl Iterator<Item = (&str, &Municipality, Html)> {
        self.pages().filter_map(|(address, page)| {
            let first = address.split('/').nth(1)?;
            Some((address, self.book().municipality(first)?, page))
        })
    }
}

fn read(document: &Document) -> Html {
    assert_eq!(document.content_type, HTML);
    let html = std::str::from_utf8(&document.body).expect("pages are UTF-8");
    html::parse(html)
}

#[test]
fn every_page_has_the_frame() {
    let made = Made::new(shipped());
    for (address, page) in made.pages() {
        assert_eq!(one(&page, "html").attr("lang"), Some("da"), "{address}");
        let first = all(&page, "body a[href]")[0];
        assert_eq!(
            (text(first).as_str(), first.attr("href")),
            ("Gå til sidens indhold", Some("#indhold"))
        );
        for selector in
            ["header", "main#indhold", "h1", "footer", "title", "style", "a[href='/ud']"]
        {
            assert_eq!(all(&page, selector).len(), 1, "{selector} on {address}");
        }
        let description = one(&page, "meta[name=description]").attr("content");
        assert!(description.is_some_and(|sentence| sentence.ends_with(['.', '?'])), "{address}");
        for page_of_the_site in &made.book().pages {
            let selector = format!("footer a[href='{}']", page_of_the_site.address);
            assert_eq!(all(&page, &selector).len(), 1, "{selector} on {address}");
        }
        let authorities = texts(&page, "footer nav[aria-label=Kommuner] a");
        let municipalities = made.book().municipalities.iter();
        let expected: Vec<&str> = municipalities.map(|one| one.authority.as_str()).collect();
        assert_eq!(authorities, expected, "{address}");
        assert_eq!(texts(&page, "footer time"), ["den 22. november 2026"], "{address}");
    }
}

#[test]
fn nothing_inline_violates_a_strict_policy() {
    let made = Made::new(shipped());
    for (address, page) in made.pages() {
        for element in all(&page, "*") {
            for (name, _) in element.value().attrs() {
                assert!(name != "style" && !name.starts_with("on"), "{name} on {address}");
            }
        }
        // The server allows these by hash, so there is exactly one of each.
        assert_eq!(all(&page, "style").len(), 1, "{address}");
        assert_eq!(all(&page, "script:not([src])").len(), all(&page, "script").len(), "{address}");
    }
}

#[test]
fn headings_form_an_outline_and_ids_are_unique() {
    let made = Made::new(shipped());
    for (address, page) in made.pages() {
        let mut last = 0;
        for heading in all(&page, "h1, h2, h3, h4, h5, h6") {
            let level = heading.value().name()[1..].parse::<usize>().expect("a level");
            assert!(level <= last + 1, "h{level} «{}» after h{last} on {address}", text(heading));
            assert!(!text(heading).is_empty(), "{address}");
            last = level;
        }
        let mut ids = BTreeSet::new();
        for element in all(&page, "[id]") {
            let id = element.attr("id").unwrap_or_default();
            assert!(ids.insert(id.to_owned()), "#{id} twice on {address}");
        }
        for link in all(&page, "a[href^='#']") {
            let fragment = link.attr("href").unwrap_or_default().trim_start_matches('#');
            assert!(ids.contains(fragment), "#{fragment} on {address}");
        }
    }
}

#[test]
fn a_municipality_is_named_in_title_and_heading_and_its_number_can_be_called() {
    let made = Made::new(shipped());
    for (address, municipality, page) in made.local_pages() {
        let name = municipality.name.as_str();
        assert!(text(one(&page, "title")).split(" – ").any(|part| part == name), "{address}");
        let places = [text(one(&page, ".crumbs")), text(one(&page, "h1"))];
        assert!(places.iter().any(|words| words.contains(name)), "{address}: {places:?}");
        assert!(text(one(&page, "header .plate")).starts_with(&format!("Kommune: {name}")));
        // Large, or on one line if the page is about something else.
        let calls = all(&page, "main .hero :is(.call, .call-line) a[href^='tel:+45']");
        assert_eq!(calls.len(), 1, "{address}");
        assert_eq!(
            one(&page, "header form[role=search]").attr("action"),
            Some(&*format!("/{}/soeg", municipality.id))
        );
        let css: String = one(&page, "style").text().collect();
        assert!(css.contains(&*municipality.colours.light), "{address}");
    }
}

#[test]
fn a_page_has_no_contacts_of_other_municipalities() {
    let made = Made::new(shipped());
    for (address, municipality, page) in made.local_pages() {
        let others = made.book().municipalities.iter().filter(|other| other.id != municipality.id);
        for phone in others
            .flat_map(|other| other.contacts.iter())
            .filter_map(|contact| contact.phone.as_ref())
        {
            let calls = all(&page, &format!("a[href='{}']", phone.href));
            assert!(calls.is_empty(), "{} on {address}", phone.href);
        }
    }
}

#[test]
fn breadcrumbs_start_at_the_front_page_and_end_on_the_page() {
    let made = Made::new(shipped());
    for (address, page) in made.pages() {
        if address == "/" {
            assert!(all(&page, "nav[aria-label=Brødkrumme]").is_empty());
            continue;
        }
        let crumbs = one(&page, "nav[aria-label=Brødkrumme]");
        let links = within(crumbs, "a");
        assert_eq!(
            one(&page, "nav[aria-label=Brødkrumme] [aria-current=page]").value().name(),
            "span"
        );
        assert_eq!((text(links[0]), links[0].attr("href")), ("Forside".to_owned(), Some("/")));
    }
}

#[test]
fn a_section_names_its_source_and_how_far_it_can_be_trusted() {
    let made = Made::new(shipped());
    for municipality in &made.book().municipalities {
        let trust = trust(&municipality.source, &made.book().words, today());
        for section in municipality.sections() {
            let page = made.page(&section.address);
            let rests = text(one(&page, "main .hero .rests#bygger-paa"));
            assert!(rests.starts_with(&trust.top), "{rests}");
            // Visible once; the complete list is below, with a row for each part.
            let foot = text(one(&page, ".tools .folded:not(.terms)"));
            assert!(foot.contains(&trust.sentence), "{foot}");
            let rows = texts(&page, ".cited li");
            let parts = all(&page, "main :is(h2, h3)[data-kilde]");
            let parts: Vec<_> = parts.iter().filter_map(|one| one.attr("data-kilde")).collect();
            assert!(!rows.is_empty(), "{}/{}", municipality.id, section.id);
            for title in parts.iter().flat_map(|titles| titles.split(" · ")) {
                assert!(rows.iter().any(|row| row.contains(&format!("»{title}«"))), "{title}");
            }
            let brief = all(&page, ".brief li").len();
            assert!((1..=4).contains(&brief), "{brief} lines on {}", section.id);
            for mark in all(&page, ".card .trust a[href='#bygger-paa']") {
                assert_eq!(text(mark), trust.mark);
            }
            assert!(!text(one(&page, ".tools")).contains("ikke oplyst"));
        }
    }
}

#[test]
fn every_link_within_the_site_leads_somewhere() {
    let made = Made::new(shipped());
    // Made per request.
    let computed = ["soeg", "udlevering"];
    for (address, page) in made.pages() {
        for link in all(&page, "a[href^='/']") {
            let href = link.attr("href").unwrap_or_default();
            let (path, fragment) = href.split_once('#').unwrap_or((href, ""));
            let path = path.split('?').next().unwrap_or_default();
            if path.split('/').nth(2).is_some_and(|last| computed.contains(&last)) {
                continue;
            }
            // The server answers this one, with a header of its own.
            if path == "/ud" {
                continue;
            }
            let entry = made.entries.get(path);
            assert!(entry.is_some(), "{href} on {address}");
            if let (Some(Entry::Document(document)), false) = (entry, fragment.is_empty()) {
                let selector = format!("[id='{fragment}']");
                assert_eq!(all(&read(document), &selector).len(), 1, "{href} on {address}");
            }
        }
    }
}

#[test]
fn the_switch_keeps_the_section_or_says_where_it_leads() {
    let made = Made::new(shipped_with("third"));
    let municipalities = &made.book().municipalities;
    assert!(municipalities.len() > 2);
    for (address, municipality, page) in made.local_pages() {
        let id = address.splitn(3, '/').nth(2).unwrap_or_default();
        let ways = all(&page, "header .switch a");
        assert_eq!(ways.len(), municipalities.len() - 1, "{address}");
        let others = municipalities.iter().filter(|other| other.id != municipality.id);
        for (way, other) in ways.into_iter().zip(others) {
            let href = way.attr("href").unwrap_or_default();
            assert!(text(way).starts_with(&other.name), "{address}");
            let keeps =
                href.trim_start_matches('/') == format!("{}/{id}", other.id).trim_end_matches('/');
            // A page that the other municipality lacks links to the list it belongs to.
            let list = ["find-vej", "frister"].iter().any(|list| {
                id.starts_with(&format!("{list}/")) && href.ends_with(&format!("/{list}"))
            });
            let told = text(way).contains("har ikke siden");
            assert!(keeps || told || list, "{address} → {href}");
            assert!(made.entries.contains_key(href) || href.ends_with("/soeg"), "{href}");
        }
    }
}

#[test]
fn the_rights_page_holds_every_right_with_who_what_and_source() {
    let made = Made::new(shipped());
    for municipality in &made.book().municipalities {
        let page = made.page(&format!("/{}/rettigheder", municipality.id));
        for right in municipality.rights.iter() {
            let card = one(&page, &format!("main [id='{}']", right.id));
            let words = text(card);
            for expected in ["Hvem", "Hvad"] {
                assert!(words.contains(expected), "{expected} in {}", right.id);
            }
            let row = one(&page, &format!(".cited li:has(a[href='#{}'])", right.id));
            assert!(text(row).contains(": »"), "{}", text(row));
            assert_eq!(words.contains("Betingelser"), !right.conditions.is_empty(), "{}", right.id);
            assert_eq!(words.contains("Undtagelser"), !right.exceptions.is_empty(), "{}", right.id);
            assert_eq!(words.contains("Frist"), right.deadline.is_some(), "{}", right.id);
        }
        assert_eq!(all(&page, "main .card").len(), municipality.rights.len());
    }
}

#[test]
fn the_word_list_is_in_danish_order_with_an_anchor_per_word() {
    let made = Made::new(shipped());
    for municipality in &made.book().municipalities {
        let page = made.page(&format!("/{}/ordliste", municipality.id));
        let raw = &made.book().content.glossary;
        let terms = raw.iter().filter(|term| term.applies_to(&municipality.id));
        assert_eq!(all(&page, ".glossary > div").len(), terms.clone().count());
        for term in terms {
            let anchor = format!(".glossary > [id='{}'] > dt", &*term.id);
            assert_eq!(all(&page, &anchor).len(), 1, "{}", &*term.id);
        }
        let names = texts(&page, ".glossary dt");
        let mut sorted = names.clone();
        sorted.sort_by_key(|name| sort_key(name));
        assert_eq!(names, sorted);
    }
}

#[test]
fn the_whole_standard_holds_every_section_in_order() {
    let made = Made::new(shipped());
    for municipality in &made.book().municipalities {
        let page = made.page(&format!("/{}/hele", municipality.id));
        let titles: Vec<&str> =
            municipality.sections().map(|section| section.title.as_str()).collect();
        assert_eq!(texts(&page, "main section > h2:first-child[id]")[..titles.len()], titles[..]);
    }
}

#[test]
fn the_emergency_advice_is_on_the_most_urgent_pages_and_marked() {
    let made = Made::new(shipped());
    for municipality in &made.book().municipalities {
        let below = |page: &str| format!("/{}/{page}", municipality.id);
        for address in [
            format!("/{}", municipality.id),
            below("indgang"),
            below("alkohol"),
            below("paaroerende"),
            below("under-18"),
            below("find-vej/henvendelse/mig/alkohol/navn/voksen"),
        ] {
            let page = made.page(&address);
            let advice = one(&page, "main .emergency");
            assert!(
                text(advice).contains("112") && text(advice).contains("redaktionen"),
                "{address}"
            );
            assert_eq!(all(&page, ".emergency a[href='tel:112']").len(), 1, "{address}");
        }
        let page = made.page(&format!("/{}", municipality.id));
        for section in municipality.sections() {
            let selector = format!("main .groups a[href='{}']", section.address);
            assert_eq!(all(&page, &selector).len(), 1, "{selector}");
        }
        let doors = made.book().content.site.doors.len();
        assert_eq!(all(&page, "main .doors a").len(), doors);
    }
}

#[test]
fn an_ending_distinguishes_silence_from_a_lapsed_deadline() {
    let made = Made::new(shipped());
    let told = |address: &str| {
        let page = made.page(address);
        texts(&page, "main .body > .text").concat().replace('\u{a0}', " ")
    };
    let silent = "Kilden nævner ingen frist. Der kan godt være en.";
    for municipality in ["ishoj", "vallensbaek"] {
        let end = |answers: &str| told(&format!("/{municipality}/find-vej/{answers}"));
        for answers in ["sundhedsfaglig", "stedet/andre", "stedet/alkohol", "stedet/begge"] {
            assert!(end(&format!("klage/{answers}")).contains(silent), "{answers}");
        }
        let lapsed = end("henvendelse/mig/andre/anonym/voksen");
        assert!(lapsed.contains("ingen frist at regne med") && !lapsed.contains(silent));
    }
    let refused = told("/ishoj/find-vej/klage/afgoerelse/alkohol");
    assert!(refused.contains("4 uger efter, at du har fået afgørelsen"), "{refused}");
    assert!(refused.contains("Ishøj Store Torv") && !refused.contains(silent), "{refused}");
}

#[test]
fn an_end_for_relatives_has_a_heading_of_their_own() {
    let made = Made::new(shipped());
    for municipality in ["ishoj", "vallensbaek"] {
        let heading = |who: &str| {
            let page = format!("/{municipality}/find-vej/henvendelse/{who}/alkohol/anonym/voksen");
            text(one(&made.page(&page), "h1"))
        };
        assert!(heading("mig").starts_with("Gå anonymt til"));
        assert!(heading("paaroerende").contains("sådan kan den anden få hjælp"));
    }
}

#[test]
fn short_addresses_lead_to_their_pages() {
    let made = Made::new(shipped());
    for municipality in &made.book().municipalities {
        let short = &municipality.short;
        let raw = made.book().content.municipality(&municipality.id).expect("the same");
        for page in raw.sections.iter().chain(&raw.pages) {
            let Some(last) = &page.front.short else { continue };
            let at = format!("/{short}/{}", &**last);
            let to = Entry::Moved(format!("/{}/{}", municipality.id, page.id));
            assert_eq!(made.entries.get(&at), Some(&to), "{at}");
        }
        let front = Entry::Moved(municipality.address());
        assert_eq!(made.entries.get(&format!("/{short}")), Some(&front));
    }
    assert_eq!(made.entries.get("/was"), Some(&Entry::Moved("/tilgaengelighed".to_owned())));
}

#[test]
fn a_wrong_address_gets_the_number_a_search_box_and_likely_pages() {
    let book = &shipped().book;
    let pages = publish::error_pages(book, today(), None);
    for municipality in &book.municipalities {
        let page = read(&pages.not_found[&municipality.id]);
        assert!(text(one(&page, "h1")).starts_with("Siden findes ikke"));
        assert_eq!(all(&page, "main .call-number[href^='tel:']").len(), 1);
        assert_eq!(all(&page, "main .emergency a[href='tel:112']").len(), 1);
        assert_eq!(all(&page, "main form input[type=search][name=q]").len(), 1);
        assert!(all(&page, "main .links a").len() >= 4);
        assert_eq!(one(&page, "meta[name=robots]").attr("content"), Some("noindex"));
    }
    for page in [pages.lost, pages.fault] {
        let page = read(&page.expect("the page is made"));
        assert_eq!(all(&page, "main .links a").len(), book.municipalities.len());
        assert_eq!(all(&page, "main .emergency a[href='tel:112']").len(), 1);
    }
}

/// Relatives find what they can get before anything about others' rights.
#[test]
fn relatives_first_see_what_they_can_get() {
    let edition = shipped();
    let own = edition.book.municipality("ishoj").expect("it is there");
    let page = own.page("paaroerende").expect("it is there");
    let right = |part: &Part| part.blocks.iter().any(|block| matches!(block, Block::Right(_)));
    let first = page.parts.iter().find(|part| part.heading.is_some());
    assert!(first.is_some_and(right), "the card under the first heading");
}

/// The page for people under 18 takes a minute to read: its answer is at most 150 words.
#[test]
fn the_page_for_the_young_is_short() {
    for own in &shipped().book.municipalities {
        let page = own.page("under-18").expect("every municipality has it");
        let words =
            page.parts.iter().map(|part| part.text.split_whitespace().count()).sum::<usize>();
        assert!((60..=150).contains(&words), "{}: {words} words", own.id);
    }
}

/// A page that tells whom to call also says what to say, and what is known about what happens then.
#[test]
fn pages_with_a_number_to_call_say_what_to_say() {
    for own in &shipped().book.municipalities {
        let mut told = 0;
        for page in own.pages.iter() {
            let has = |id: &str| {
                page.parts.iter().find(|part| part.heading.as_ref().is_some_and(|one| one.id == id))
            };
            let blocks = page.parts.iter().flat_map(|part| &part.blocks);
            let rings = blocks.into_iter().any(|block| {
                matches!(block, Block::Contact(contact) if own.contacts[*contact].phone.is_some())
            });
            if !rings && has("sig").is_none() {
                continue;
            }
            let sig = has("sig").unwrap_or_else(|| panic!("{}: nothing to say", page.address));
            assert!(sig.text.contains("Vores råd"), "{}: {}", page.address, sig.text);
            if page.id == "under-18" {
                continue;
            }
            assert_eq!(sig.text.matches('»').count(), 3, "{}: {}", page.address, sig.text);
            assert!(sig.text.contains("Uden dit navn"), "{}: {}", page.address, sig.text);
            assert!(has("opkald").is_some(), "{}: what happens then", page.address);
            told += 1;
        }
        assert!(told >= 4, "{}: {told}", own.id);
    }
}
