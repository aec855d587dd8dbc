//! Many municipalities: no page but the front page lists them all, so that pages do not grow with
//! their number.

use std::collections::BTreeMap;

use kvalitetsstandard::edition::{self, Edition};
use kvalitetsstandard::source::Sources;
use scraper::{Html, Selector};

use crate::support::{shipped, site_of, today};

/// The shipped content with copies of its last municipality, as many as are wanted in all.
fn many(count: usize) -> Edition {
    let content = shipped().content;
    let model = &content.municipalities.last().expect("there is one").id;
    let all = content.sources.iter().map(|(_, file)| (file.path.clone(), file.text.clone()));
    let mut files: BTreeMap<String, String> = all.collect();
    let copied: Vec<(String, String)> = files
        .iter()
        .filter_map(|(path, text)| {
            let inside = path.strip_prefix(model)?.strip_prefix('/')?;
            Some((inside.to_owned(), text.clone()))
        })
        .collect();
    for number in content.municipalities.len()..count {
        for (path, text) in &copied {
            let line = |line: &str| match line.split(" = ").next() {
                Some("navn") if path == "kommune.toml" => format!("navn = \"By {number}\""),
                Some("myndighed") => format!("myndighed = \"By {number} Kommune\""),
                Some("kort") if path == "kommune.toml" => format!("kort = \"b{number}\""),
                Some("raekkefoelge") => format!("raekkefoelge = {number}"),
                _ => line.to_owned(),
            };
            let text = text.lines().map(|one| line(one) + "\n").collect();
            files.insert(format!("by-{number}/{path}"), text);
        }
    }
    edition::load(Sources::from_files(files), &[], today()).expect("copies are as good")
}

fn links(html: &str, selector: &str) -> Vec<(String, String)> {
    let selector = Selector::parse(selector).expect("a selector");
    let link = |link: scraper::ElementRef<'_>| {
        (link.attr("href").unwrap_or_default().to_owned(), link.text().collect::<String>())
    };
    Html::parse_document(html).select(&selector).map(link).collect()
}

#[test]
fn a_page_leads_to_all_of_many_without_listing_them() {
    let edition = many(13);
    let pages = site_of(&edition);
    let to_all = ("/".to_owned(), "Alle kommuner".to_owned());
    let page = &pages["/by-7/klage"];
    assert_eq!(links(page, "header .switch a"), std::slice::from_ref(&to_all));
    let own = ("/by-7".to_owned(), "By 7 Kommune".to_owned());
    assert_eq!(links(page, "footer nav[aria-label=Kommuner] a"), [own, to_all.clone()]);
    assert_eq!(links(&pages["/privatliv"], "footer nav[aria-label=Kommuner] a"), [to_all]);
    let choices = links(&pages["/"], "main a");
    for municipality in &edition.content.municipalities {
        let address = municipality.address();
        assert!(choices.iter().any(|(href, _)| *href == address), "{address}");
    }
    let more = site_of(&many(16));
    for (address, page) in pages.iter().filter(|(address, _)| address.starts_with("/by-7/")) {
        assert_eq!(page.len(), more[address].len(), "{address}");
    }
}

#[test]
fn twelve_are_still_listed() {
    let page = &site_of(&many(12))["/by-7/klage"];
    assert_eq!(links(page, "header .switch a").len(), 11);
    assert_eq!(links(page, "footer nav[aria-label=Kommuner] a").len(), 12);
}

/// One search tells where a word has an answer, and says the same as a search in each.
#[test]
fn a_word_is_answered_where_a_search_finds_something() {
    let edition = many(5);
    for word in ["klage", "efterværn", "egenbetaling", "borgerrådgiver", "gravid", "pizza"] {
        let answered = edition.search.answered_in(word);
        for municipality in &edition.content.municipalities {
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
