//! Requests computed pages without a server, and reads them as a person does.

use std::fmt::Write as _;

use jiff::civil::Date;
use kvalitetsstandard::edition::Edition;
use kvalitetsstandard::kind::{Answer, Ask};
use kvalitetsstandard::registry;
use kvalitetsstandard::render::context::Whole;
use kvalitetsstandard::site::{CachePolicy, Document};
use scraper::{ElementRef, Html};

use crate::html::{all, parse, text, within};
use crate::support::Asked;

/// The address of the calculators.
pub(crate) const CALCULATOR: &str = "/{municipality}/frister/{code}";

/// An edition on a given date, which all answers use.
pub(crate) struct OnDay<'e> {
    edition: &'e Edition,
    whole: Whole<'e>,
}

impl<'e> OnDay<'e> {
    /// On the edition's own date.
    pub(crate) fn of(edition: &'e Edition) -> Self {
        Self::new(edition, edition.today)
    }

    /// On another date.
    pub(crate) fn new(edition: &'e Edition, today: Date) -> Self {
        Self { edition, whole: Whole::new(&edition.book, today, None) }
    }

    /// The answer of a computed page.
    pub(crate) fn answered(&self, asked: Asked<'_>) -> Answer {
        let mut all = registry::computed();
        let found = all.find(|one| one.method == asked.method && one.path == asked.path);
        let municipality = self.edition.book.municipality(asked.municipality);
        (found.expect("such an address").answer)(&Ask {
            whole: &self.whole,
            municipality: Some(municipality.expect("a municipality")),
            search: &self.edition.search,
            code: asked.code,
            query: asked.query,
            body: asked.body.as_bytes(),
        })
    }

    /// A calculator's page, and its cache policy.
    pub(crate) fn calculator(&self, own: &str, id: &str, query: &str) -> (Html, CachePolicy) {
        let document = page_of(self.answered(Asked::get(CALCULATOR, own, query).of(id)));
        (parse_document(&document), document.cache)
    }

    /// A calculator's answer, which must not be cached.
    pub(crate) fn outcome(&self, own: &str, id: &str, query: &str) -> Html {
        let (page, cache) = self.calculator(own, id, query);
        assert_eq!(cache, CachePolicy::Never, "{own} {id} {query}");
        page
    }
}

/// The page in an answer.
pub(crate) fn page_of(answer: Answer) -> Document {
    match answer {
        Answer::Document(document) => document,
        other => panic!("no page: {other:?}"),
    }
}

/// Parses a page like a browser.
pub(crate) fn parse_document(document: &Document) -> Html {
    parse(std::str::from_utf8(&document.body).expect("text"))
}

/// The main part of a page as readers see it: headings, lines, choices and buttons; only the name
/// of each card.
pub(crate) fn readable(page: &Html, selected: &str) -> String {
    let mut read = String::new();
    for element in all(page, selected) {
        read_into(&mut read, element);
    }
    read.replace('\u{a0}', " ").trim().to_owned()
}

fn read_into(read: &mut String, element: ElementRef<'_>) {
    let line = |read: &mut String, mark: &str, element| {
        let _ = writeln!(read, "{mark}{}", text(element));
    };
    let value = element.value();
    let class = |name| value.classes().any(|class| class == name);
    match value.name() {
        _ if class("trust") || class("screen") && value.name() == "p" => {}
        "div" if class("card") => {
            let name = within(element, ".card-name").into_iter().next();
            name.into_iter().for_each(|name| line(read, "[kort] ", name));
        }
        "h1" => line(read, "# ", element),
        "h2" => line(read, "## ", element),
        "h3" => line(read, "### ", element),
        "li" => line(read, "- ", element),
        "legend" | "label" => line(read, "? ", element),
        "option" => line(read, "  ( ) ", element),
        "button" => line(read, "[knap] ", element),
        "p" if within(element, "label, button, select").is_empty() => line(read, "", element),
        _ => element.child_elements().for_each(|child| read_into(read, child)),
    }
}
