//! Many municipalities: only the front page lists them all, so that pages don't grow with their
//! number.

use std::collections::BTreeMap;

use kvalitetsstandard::book::Book;
use kvalitetsstandard::content::{Content, RawMunicipality};

use crate::html::{all, parse};
use crate::support::{bound, pages_on, shipped, shipped_with, today};

/// The shipped content with this many copies of its second municipality, and no other.
fn many(count: usize) -> Book {
    let whole = shipped().book.content.clone();
    let one = &whole.municipalities[1];
    let some =
        (0..count).map(|number| RawMunicipality { id: format!("by-{number}"), ..one.clone() });
    bound(Content { municipalities: some.collect(), ..Content::clone(&whole) })
}

fn pages(count: usize) -> BTreeMap<String, String> {
    pages_on(&many(count), today())
}

fn links(html: &str, selector: &str) -> Vec<(String, String)> {
    let link = |link: scraper::ElementRef<'_>| {
        (link.attr("href").unwrap_or_default().to_owned(), link.text().collect::<String>())
    };
    all(&parse(html), selector).into_iter().map(link).collect()
}

#[test]
fn a_page_links_to_many_municipalities_without_listing_them() {
    let (book, pages) = (many(13), pages(13));
    let to_all = ("/".to_owned(), "Alle kommuner".to_owned());
    let page = &pages["/by-7/klage"];
    assert_eq!(links(page, "header .switch a"), std::slice::from_ref(&to_all));
    let own = ("/by-7".to_owned(), book.municipalities[7].authority.clone());
    assert_eq!(links(page, "footer nav[aria-label=Kommuner] a"), [own, to_all.clone()]);
    assert_eq!(links(&pages["/privatliv"], "footer nav[aria-label=Kommuner] a"), [to_all]);
    let choices = links(&pages["/"], "main a");
    for municipality in &book.municipalities {
        let address = municipality.address();
        assert!(choices.iter().any(|(href, _)| *href == address), "{address}");
    }
}

#[test]
fn a_page_is_as_long_with_forty_as_with_thirteen() {
    let (some, more) = (pages(13), pages(40));
    let own = some.iter().filter(|(address, _)| address.starts_with("/by-7/"));
    assert!(own.clone().count() > 13);
    for (address, page) in own {
        assert_eq!(page.len(), more[address].len(), "{address}");
    }
    assert_eq!(links(&more["/by-0/klage"], ".switch a").len(), 1);
}

#[test]
fn twelve_are_still_listed() {
    let page = &pages(12)["/by-7/klage"];
    assert_eq!(links(page, "header .switch a").len(), 11);
    assert_eq!(links(page, "footer nav[aria-label=Kommuner] a").len(), 12);
}

/// The search over all municipalities finds a word where each municipality's own search does.
#[test]
fn a_word_is_answered_where_a_search_finds_something() {
    let edition = shipped_with("third");
    for word in ["klage", "efterværn", "egenbetaling", "borgerrådgiver", "gravid", "pizza"] {
        let answered = edition.search.answered_in(word);
        for municipality in &edition.book.municipalities {
            let found = edition.search.find(word, Some(&municipality.id));
            let any = !found.sections.is_empty() || !found.pages.is_empty();
            assert_eq!(
                answered.contains(municipality.id.as_str()),
                any,
                "{word} {}",
                municipality.id
            );
        }
    }
}
