//! The comparison pages: they state the differences and leave nothing out.

use std::collections::{BTreeMap, BTreeSet};

use kvalitetsstandard::content::{Content, RawMunicipality};
use kvalitetsstandard::edition::Edition;
use kvalitetsstandard::features::compare::verdict;
use kvalitetsstandard::publish;
use kvalitetsstandard::site::Entry;
use kvalitetsstandard::site::HTML;
use scraper::Html;

use crate::html::{all, parse, spaced as text, texts, within};
use crate::support::{bound, shipped, shipped_with, site_of, today};

fn pages(edition: &Edition) -> BTreeMap<String, Html> {
    let beside =
        |address: &String| *address == "/sammenlign" || address.starts_with("/sammenlign/");
    let site = site_of(edition).into_iter().filter(|(address, _)| beside(address));
    site.map(|(address, html)| (address, parse(&html))).collect()
}

#[test]
fn every_section_and_every_kind_of_data_has_a_page_that_the_list_leads_to() {
    let edition = shipped();
    let pages = pages(&edition);
    let mut expected: BTreeSet<String> = verdict::sections(&edition.book)
        .iter()
        .map(|row| format!("/sammenlign/{}", row.kind.id))
        .chain(["rettigheder", "klageveje", "frister"].map(|kind| format!("/sammenlign/{kind}")))
        .collect();
    let listed: BTreeSet<String> = all(&pages["/sammenlign"], "main ul.compare a")
        .iter()
        .filter_map(|link| link.attr("href").map(str::to_owned))
        .collect();
    assert_eq!(listed, expected);
    expected.insert("/sammenlign".to_owned());
    assert_eq!(pages.keys().cloned().collect::<BTreeSet<_>>(), expected);
    assert!(pages.len() > 15);
}

#[test]
fn every_phone_number_is_shown_and_the_list_can_be_searched() {
    let edition = shipped();
    let pages = pages(&edition);
    let municipalities = edition.book.municipalities.iter();
    let numbers: Vec<&str> = municipalities
        .filter_map(|one| one.contacts[one.entry].phone.as_ref())
        .map(|phone| phone.href.as_str())
        .collect();
    for (address, page) in &pages {
        let links = all(page, "main .brief a[href^='tel:']");
        let shown: Vec<_> = links.iter().filter_map(|link| link.attr("href")).collect();
        assert_eq!(shown, numbers, "{address}");
        let forms = all(page, "main form[action='/soeg'] input[name=q]").len();
        assert_eq!(forms, usize::from(address == "/sammenlign"), "{address}");
    }
}

#[test]
fn each_row_names_its_verdict_and_every_municipality_differences_first() {
    let pages = pages(&shipped());
    for (address, page) in &pages {
        let verdicts = texts(page, "section.compare > .compare-verdict");
        assert_eq!(verdicts.len(), all(page, "section.compare").len(), "{address}");
        // What is the same is folded, with its heading visible.
        let rank = |verdict: &String| match verdict.split(": ").next().unwrap_or_default() {
            "Forskel" => 0,
            "Det samme" => 2,
            "Vores ord, ikke kildernes" => 3,
            only => {
                assert!(only.starts_with("Kun beskrevet i "), "{only} on {address}");
                1
            }
        };
        assert!(verdicts.iter().map(rank).is_sorted(), "{address}: {verdicts:?}");
        for row in all(page, ".compare-sides") {
            let names: Vec<String> = within(row, "h3").into_iter().map(text).collect();
            assert_eq!(names, ["Ishøj", "Vallensbæk"], "{address}");
        }
    }
}

fn words(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

#[test]
fn nothing_of_a_section_is_hidden() {
    let edition = shipped();
    let site = site_of(&edition);
    for row in verdict::sections(&edition.book) {
        let id = &row.kind.id;
        let beside = parse(&site[&format!("/sammenlign/{id}")]);
        let main = text(all(&beside, "main")[0]);
        let beside = words(&main);
        for municipality in &edition.book.municipalities {
            let Some(section) = municipality.section(row.handle) else { continue };
            let own = parse(&site[&section.address]);
            for block in all(&own, "main .cols > .text p, main .cols > .text li, main .card dd") {
                let said = text(block);
                let missing: Vec<&str> =
                    words(&said).into_iter().filter(|word| !beside.contains(word)).collect();
                assert_eq!(missing, Vec::<&str>::new(), "{}: {said}", section.address);
            }
        }
    }
}

#[test]
fn a_page_says_that_silence_in_a_source_is_not_a_refusal() {
    let edition = shipped();
    let pages = pages(&edition);
    let page = &pages["/sammenlign/maalgruppe"];
    let silent = all(page, ".k-vallensbaek p").into_iter().map(text);
    for words in silent {
        assert_eq!(
            words,
            "Her er ikke noget afsnit om dette. Det kan stå et andet sted, og det er ikke et nej."
        );
    }
    assert!(!all(page, ".k-vallensbaek p").is_empty());
    let lacking = texts(page, "main .links small");
    assert_eq!(lacking.len(), 1, "the way to the nearest page says so: {lacking:?}");
    let switch = texts(page, ".switch a");
    assert!(switch.iter().any(|way| way.contains("har ikke siden »Målgruppe«")), "{switch:?}");
}

#[test]
fn equal_lines_are_shown_once_and_differing_ones_by_municipality() {
    let pages = pages(&shipped());
    let page = &pages["/sammenlign/rettigheder"];
    let row = all(page, "section[aria-labelledby=garanti-14-dage]")[0];
    let line = |label: &str| {
        within(row, "dl > div")
            .into_iter()
            .find(|line| text(within(*line, "dt")[0]) == label)
            .expect("the line")
    };
    let deadline = within(line("Frist"), "dd");
    assert_eq!(deadline.len(), 1, "the same in both stands once");
    assert!(
        text(deadline[0]).starts_with("14\u{a0}dage") || text(deadline[0]).starts_with("14 dage")
    );
    let only = all(page, "section[aria-labelledby=skriftlig-afgoerelse] .compare-verdict");
    assert_eq!(text(only[0]), "Kun beskrevet i Ishøj");
    let route = &pages["/sammenlign/klageveje"];
    let addresses = all(route, "section[aria-labelledby=afgoerelse] dd .compare-name");
    assert!(addresses.len() >= 2, "addresses differ and are named");
}

#[test]
fn each_page_says_how_far_each_source_can_be_trusted_and_leads_to_the_pages_themselves() {
    let edition = shipped();
    for (address, page) in pages(&edition) {
        for municipality in &edition.book.municipalities {
            let about = format!("main a[href='/{}/om']", municipality.id);
            assert!(!all(&page, &about).is_empty(), "{about} on {address}");
            let own = format!("main a[href^='/{}/']", municipality.id);
            assert!(!all(&page, &own).is_empty(), "{own} on {address}");
        }
    }
}

#[test]
fn the_switch_and_the_sections_lead_to_each_other() {
    let edition = shipped();
    let pages = pages(&edition);
    let klage = &pages["/sammenlign/klage"];
    let ways: Vec<_> = all(klage, ".switch a").iter().map(|way| way.attr("href")).collect();
    assert_eq!(ways, [Some("/ishoj/klage"), Some("/vallensbaek/klage")]);
    let site = site_of(&edition);
    for address in ["/ishoj/klage", "/vallensbaek/klage", "/ishoj/maalgruppe"] {
        let page = parse(&site[address]);
        let beside = format!(".tools a[href='/sammenlign/{}']", address.split('/').nth(2).unwrap());
        assert_eq!(all(&page, &beside).len(), 1, "{beside} on {address}");
    }
}

#[test]
fn a_third_municipality_is_compared_too() {
    let edition = shipped_with("third");
    let pages = pages(&edition);
    for (address, page) in &pages {
        for row in all(page, ".compare-sides") {
            assert_eq!(within(row, "h3").len(), 3, "{address}");
        }
        assert_eq!(all(page, "#kilder + ul > li").len(), 3, "{address}");
    }
    let verdicts = texts(&pages["/sammenlign/klage"], ".compare-verdict");
    let agree = "Forskel, men Ishøj og Vallensbæk siger det samme";
    assert!(verdicts.iter().any(|verdict| verdict == agree), "{verdicts:?}");
    let heading = texts(&pages["/sammenlign"], "h1");
    assert!(heading[0].contains(" og ") && heading[0].contains(", "), "{heading:?}");
}

#[test]
fn one_or_too_many_municipalities_are_not_compared() {
    let whole = shipped().book.content.clone();
    let with = |count: usize| {
        let mut municipalities = whole.municipalities.iter().cycle();
        let some = std::iter::from_fn(|| municipalities.next().cloned()).take(count);
        let some = some
            .enumerate()
            .map(|(number, one)| RawMunicipality { id: format!("by-{number}"), ..one });
        bound(Content { municipalities: some.collect(), ..Content::clone(&whole) })
    };
    for (count, comparable) in [(1, false), (2, true), (6, true), (7, false)] {
        let site = publish::site(&with(count), today(), None);
        let there = matches!(site["/sammenlign"], Entry::Document(_));
        assert_eq!(there, comparable, "{count}");
        let leads = site.values().any(|entry| match entry {
            Entry::Document(document) if document.content_type == HTML => {
                let html = String::from_utf8_lossy(&document.body);
                let page = parse(&html);
                !all(&page, "a[href^='/sammenlign']").is_empty()
            }
            _ => false,
        });
        assert_eq!(leads, comparable, "{count}");
    }
}

/// Where the sources differ, the differing sentences come before the whole text.
#[test]
fn a_difference_is_shown_by_the_sentences_that_differ() {
    let pages = pages(&shipped());
    let row = all(&pages["/sammenlign/indgang"], "section[aria-labelledby=alkohol]")[0];
    let apart: Vec<String> = within(row, "dl dd").into_iter().map(text).collect();
    assert_eq!(apart.len(), 2, "{apart:?}");
    assert!(apart[0].starts_with("Ishøj: Kommunerne har ikke deres eget"), "{apart:?}");
    assert_eq!(apart[1], "Vallensbæk: Det står ikke i dette afsnit.");
    // The list says what the difference is about.
    let listed = texts(&pages["/sammenlign"], "main ul.compare a[href='/sammenlign/egenbetaling']");
    assert!(listed[0].contains("Forskel: »Døgn«"), "{listed:?}");
}

/// An address that differs is a difference on every page that has it, with the doubt about it.
#[test]
fn an_address_that_differs_is_told_with_its_doubt() {
    let pages = pages(&shipped());
    let klage = &pages["/sammenlign/klage"];
    for row in ["fem-linjer", "afgoerelser"] {
        let row = all(klage, &format!("section[aria-labelledby={row}]"))[0];
        assert_eq!(text(within(row, ".compare-verdict")[0]), "Forskel");
        let told = text(within(row, "dl.facts")[0]);
        assert!(told.contains("Ishøj Store Torv 20, 2635 Ishøj"), "{told}");
        let doubted = "Vallensbæk Stationstorv 10, 2665 Vallensbæk. Vi er ikke sikre på adressen.";
        assert!(told.contains(doubted), "{told}");
    }
    for first in ["/sammenlign/klage", "/sammenlign"] {
        let said = texts(&pages[first], "main .brief, main ul.compare").concat();
        assert!(said.contains("»Klage over en afgørelse«"), "{first}: {said}");
    }
    let routes = &pages["/sammenlign/klageveje"];
    let verdict = all(routes, "section[aria-labelledby=afgoerelse] .compare-verdict")[0];
    assert_eq!(text(verdict), "Forskel");
}

/// What one of two says, the other may say elsewhere: it is never said to say nothing.
#[test]
fn no_page_says_that_a_source_is_silent_where_only_a_section_is() {
    for (address, page) in pages(&shipped()) {
        for told in texts(&page, "dl.facts dd") {
            assert!(!told.ends_with("Det står der ikke."), "{address}: {told}");
        }
    }
}
