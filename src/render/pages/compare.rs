//! `/sammenlign`: the municipalities side by side, section by section and kind by kind of data.
//!
//! What differs stands first and is said in words; what is the same is shown all the same. With one
//! municipality there is nothing to compare, and no page.

mod records;
mod sections;

use askama::Template;
use rayon::prelude::*;

use super::super::switch::{Way, comparison_address, is_comparable, ways_apart};
use super::search::EVERYWHERE;
use crate::guidance::compare::{self, Verdict, list};
use crate::render::components::{Crumbs, Hero, call};
use crate::render::context::{Link, Local, Whole};
use crate::render::html::Html;
use crate::render::icon;
use crate::render::layout::{Page, Place, document_with, title};
use crate::render::style::accents;
use crate::site::Document;

/// What the list of comparisons is called.
const NAME: &str = "Sammenlign";

#[derive(Template)]
#[template(path = "compare-list.html")]
struct ListPage {
    hero: Hero,
    search: &'static str,
    sections: Vec<Entry>,
    data: Vec<Entry>,
    trust: Vec<Trust>,
}

/// A comparison in the list, with what comes of it.
struct Entry {
    link: Link,
    verdict: String,
}

/// How far a municipality's source can be trusted.
struct Trust {
    name: String,
    sentence: String,
    about: Option<String>,
}

/// What a comparison is made of.
struct Comparison<'a> {
    /// The last part of its address.
    id: &'a str,
    /// What is compared.
    title: &'a str,
    /// The page that the switch leads to in each municipality.
    apart: &'a str,
    /// How many rows there are, and in how many all say the same.
    rows: usize,
    same: usize,
}

/// All comparisons, by address; none where there is nothing to compare with.
pub fn pages(whole: &Whole<'_>) -> Vec<(String, Document)> {
    if !is_comparable(whole.content) {
        return Vec::new();
    }
    let sections = compare::sections(whole.content);
    let mut made = vec![(comparison_address(""), list_page(whole, &sections))];
    made.par_extend(
        sections.par_iter().map(|row| (comparison_address(row.id), sections::page(whole, row))),
    );
    made.par_extend(
        records::KINDS
            .par_iter()
            .map(|kind| (comparison_address(kind.id), records::page(whole, kind))),
    );
    made
}

fn list_page(whole: &Whole<'_>, sections: &[compare::SectionRow<'_>]) -> Document {
    let names = names(whole);
    let entry = |id: &str, text: &str, verdict| Entry {
        link: Link { href: comparison_address(id), text: text.to_owned() },
        verdict,
    };
    let mut sections: Vec<(u8, Entry)> = sections
        .iter()
        .map(|row| {
            let verdict = &row.pages.verdict;
            let same = row.parts.iter().filter(|part| part.parts.verdict.is_same()).count();
            let words = match rank(verdict) {
                0 => format!("{}. {}", verdict.words(&names), sameness(row.parts.len(), same)),
                _ => verdict.words(&names),
            };
            (rank(verdict), entry(row.id, row.title, words))
        })
        .collect();
    sections.sort_by_key(|(rank, _)| *rank);
    let data = records::KINDS.iter().map(|kind| {
        let (rows, same) = kind.count(whole.content);
        entry(kind.id, kind.title, sameness(rows, same))
    });
    let view = ListPage {
        hero: Hero {
            crumbs: Crumbs::shared(NAME),
            heading: Html::text(&format!("{} side om side", list(&names))),
            brief: vec![
                Html::text("Her ser du, hvad der er ens, og hvad der er forskelligt."),
                Html::text("Det, der er forskelligt, står øverst."),
                Html::text("Din egen kommunes regler gælder for dig."),
                ring(whole, "Er du i tvivl, så ring og spørg"),
            ],
            ..Hero::default()
        },
        search: EVERYWHERE,
        sections: sections.into_iter().map(|(_, entry)| entry).collect(),
        data: data.collect(),
        trust: trust(whole),
    };
    let page = Page {
        title: title(&[NAME, &whole.content.site.name]),
        description: format!("{}: hvad er ens, og hvad er forskelligt?", list(&names)),
        address: Some(comparison_address("")),
        indexed: true,
        main: Html::from_template(&view),
    };
    finished(whole, "", &page)
}

/// The first screen of a comparison.
fn hero(whole: &Whole<'_>, comparison: &Comparison<'_>) -> Hero {
    let names = names(whole);
    let mut crumbs = Crumbs::shared(comparison.title);
    crumbs.above.push(Link { href: comparison_address(""), text: NAME.to_owned() });
    Hero {
        crumbs,
        heading: Html::text(&format!("{}: {} side om side", comparison.title, list(&names))),
        brief: vec![
            Html::text(&format!("{}.", sameness(comparison.rows, comparison.same))),
            Html::text("Det, der er forskelligt, står øverst. Resten står længere nede."),
            ring(whole, "Står der intet hos en kommune, er det ikke et nej. Ring og spørg"),
        ],
        ..Hero::default()
    }
}

/// The page in its frame.
fn framed(whole: &Whole<'_>, comparison: &Comparison<'_>, main: Html) -> Document {
    let page = Page {
        title: title(&[comparison.title, NAME, &whole.content.site.name]),
        description: format!("{}: {} side om side.", comparison.title, list(&names(whole))),
        address: Some(comparison_address(comparison.id)),
        indexed: true,
        main,
    };
    finished(whole, comparison.apart, &page)
}

fn finished(whole: &Whole<'_>, apart: &str, page: &Page) -> Document {
    document_with(Place::Comparing(whole, apart), page, &accents(whole.content))
}

/// What to ring about, and each municipality's number.
fn ring(whole: &Whole<'_>, why: &str) -> Html {
    let numbers: Vec<String> = locals(whole)
        .iter()
        .filter_map(|local| {
            let phone = call(local, None)?.phone;
            let name = Html::text(&local.municipality.profile.name);
            Some(format!("{name} <a class=\"tel\" href=\"{}\">{}</a>", phone.href, phone.words))
        })
        .collect();
    let why = Html::text(why);
    if numbers.is_empty() {
        Html(format!("{why}."))
    } else {
        Html(format!("{why}: {}.", numbers.join(", ")))
    }
}

/// "3 af 7 dele er ens".
fn sameness(rows: usize, same: usize) -> String {
    match (rows, same) {
        (1, 1) => "Det er ens".to_owned(),
        (1, _) => "Det er ikke ens".to_owned(),
        (_, 0) => format!("Ingen af de {rows} dele er ens"),
        _ if rows == same => format!("Alle {rows} dele er ens"),
        _ => format!("{same} af {rows} dele er ens"),
    }
}

/// Differences before what only some have, and that before what is the same.
fn rank(verdict: &Verdict) -> u8 {
    match (verdict.is_same(), verdict.have.len() == verdict.of) {
        (true, _) => 2,
        (false, true) => 0,
        (false, false) => 1,
    }
}

fn names<'a>(whole: &Whole<'a>) -> Vec<&'a str> {
    whole.content.municipalities.iter().map(|one| &*one.profile.name).collect()
}

fn locals<'w>(whole: &'w Whole<'_>) -> Vec<Local<'w>> {
    whole.content.municipalities.iter().map(|one| whole.local(one)).collect()
}

fn trust(whole: &Whole<'_>) -> Vec<Trust> {
    let of = |local: Local<'_>| Trust {
        name: local.municipality.profile.name.to_string(),
        sentence: local.trust.sentence.clone(),
        about: local.municipality.section("om").map(|_| format!("/{}/om", local.municipality.id)),
    };
    locals(whole).into_iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_much_is_the_same_is_said_in_a_sentence() {
        for (rows, same, words) in [
            (1, 1, "Det er ens"),
            (1, 0, "Det er ikke ens"),
            (7, 0, "Ingen af de 7 dele er ens"),
            (7, 7, "Alle 7 dele er ens"),
            (7, 3, "3 af 7 dele er ens"),
        ] {
            assert_eq!(sameness(rows, same), words);
        }
    }

    #[test]
    fn differences_come_before_silence_and_silence_before_what_is_the_same() {
        let verdict = |have: &[usize], same| Verdict { have: have.to_vec(), of: 2, same };
        let ranks = [verdict(&[0, 1], false), verdict(&[1], true), verdict(&[0, 1], true)];
        assert_eq!(ranks.map(|verdict| rank(&verdict)), [0, 1, 2]);
    }
}
