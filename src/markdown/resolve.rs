//! Resolves references such as `tlf:kontakt` or `afsnit:klage#afgoerelser`.

use std::sync::OnceLock;

use super::terms::TermIndex;
use crate::content::address::Target;
use crate::content::deadline::{Stretch, Unit};
use crate::content::words::{Words, fill};
use crate::content::{
    BuiltInId, Content, Day, Law, Paragraph, RawContact, RawDeadline, RawMunicipality,
};

/// A non-breaking space.
const NBSP: char = '\u{a0}';

/// Resolves references in one municipality's data and in what all share.
#[derive(Debug)]
pub struct Resolver<'a> {
    pub content: &'a Content,
    /// The municipality of the page; `None` for site-wide pages.
    pub municipality: Option<&'a RawMunicipality>,
    /// Built on first use, because most references don't need the glossary.
    terms: OnceLock<TermIndex>,
}

/// The result of resolving a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference {
    /// Plain words in the sentence.
    Words(String),
    Link(ResolvedLink),
}

/// A link with its default text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedLink {
    pub href: String,
    /// The default link text; empty if the editor must write one.
    pub text: String,
    /// Inline Markdown to add after it, e.g. the warning about a mail address.
    pub after: Option<String>,
}

/// Why a reference is invalid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unresolved {
    Contact(String),
    /// The contact has no such detail: phone, mail, address or website.
    ContactLacks(String, &'static str),
    Website(String),
    Deadline(String),
    Figure(String),
    Law(String),
    Term(String),
    Page(String),
    /// An unknown scheme, or a full web address.
    Scheme(String),
}

impl ResolvedLink {
    fn bare(href: String, text: String) -> Reference {
        Reference::Link(Self { href, text, after: None })
    }
}

impl<'a> Resolver<'a> {
    /// A resolver for a municipality's pages, or for the site-wide pages.
    pub fn new(content: &'a Content, municipality: Option<&'a RawMunicipality>) -> Self {
        Self { content, municipality, terms: OnceLock::new() }
    }

    /// The glossary terms to search for.
    pub(super) fn terms(&self) -> &TermIndex {
        self.terms.get_or_init(|| {
            self.municipality.map(|one| TermIndex::new(self.content, &one.id)).unwrap_or_default()
        })
    }

    /// Resolves `target`.
    ///
    /// # Errors
    /// If it is invalid here.
    pub fn resolve(&self, target: &str) -> Result<Reference, Unresolved> {
        let Some((scheme, id)) = target.split_once(':') else {
            return Err(Unresolved::Scheme(target.to_owned()));
        };
        match scheme {
            "tlf" => self.phone(id),
            "mail" => self.mail(id),
            "adresse" => self.address(id),
            "web" => self.website(id),
            "kontakt" => {
                let name = self.contact(id)?.name.to_string();
                Ok(Reference::Words(name))
            }
            "frist" => self.deadline(id),
            "tal" => self.figure(id),
            "lov" => self.law(id),
            "ord" => self.term(id),
            "afsnit" | "side" => {
                let target = self.target(id).ok_or_else(|| Unresolved::Page(id.to_owned()))?;
                Ok(ResolvedLink::bare(target.href(), String::new()))
            }
            "maaling" => Ok(Reference::Words(self.measured())),
            _ => Err(Unresolved::Scheme(target.to_owned())),
        }
    }

    /// The page that a reference such as `klage#afgoerelser` or `/privatliv` points to.
    pub fn target(&self, reference: &str) -> Option<Target> {
        self.content.target(self.municipality, reference)
    }

    fn contact(&self, id: &str) -> Result<&'a RawContact, Unresolved> {
        self.municipality
            .and_then(|municipality| municipality.contact(id))
            .ok_or_else(|| Unresolved::Contact(id.to_owned()))
    }

    fn phone(&self, id: &str) -> Result<Reference, Unresolved> {
        let number: &str = if id == "akut" {
            &self.content.site.emergency.phone
        } else {
            let phone = self.contact(id)?.phone.as_ref();
            phone.ok_or_else(|| Unresolved::ContactLacks(id.to_owned(), "telefon"))?
        };
        Ok(ResolvedLink::bare(phone_href(number), phone_words(number)))
    }

    fn mail(&self, id: &str) -> Result<Reference, Unresolved> {
        let contact = self.contact(id)?;
        let mail =
            contact.mail.as_ref().ok_or_else(|| Unresolved::ContactLacks(id.to_owned(), "mail"))?;
        Ok(Reference::Link(ResolvedLink {
            href: format!("mailto:{mail}"),
            text: mail.to_string(),
            after: contact.mail_warning.as_ref().map(|text| text.as_str().to_owned()),
        }))
    }

    fn address(&self, id: &str) -> Result<Reference, Unresolved> {
        let lines = self.contact(id)?.address.as_ref();
        let lines = lines.ok_or_else(|| Unresolved::ContactLacks(id.to_owned(), "adresse"))?;
        let lines: Vec<&str> = lines.iter().map(|line| &**line).collect();
        Ok(Reference::Words(lines.join(", ")))
    }

    fn website(&self, id: &str) -> Result<Reference, Unresolved> {
        let shared = self.content.site.websites.iter().find(|site| site.id.as_str() == id);
        if let Some(site) = shared {
            return Ok(ResolvedLink::bare(site.url.to_string(), site.name.to_string()));
        }
        let contact = self.contact(id).map_err(|_| Unresolved::Website(id.to_owned()))?;
        let web = contact.web.as_ref();
        let web = web.ok_or_else(|| Unresolved::ContactLacks(id.to_owned(), "web"))?;
        Ok(ResolvedLink::bare(web.url.to_string(), web.name.to_string()))
    }

    fn deadline(&self, id: &str) -> Result<Reference, Unresolved> {
        let deadline = self.municipality.and_then(|municipality| municipality.deadline(id));
        let deadline = deadline.ok_or_else(|| Unresolved::Deadline(id.to_owned()))?;
        Ok(Reference::Words(deadline_words(deadline, &self.content.words)))
    }

    fn figure(&self, id: &str) -> Result<Reference, Unresolved> {
        let figure = self.municipality.and_then(|municipality| municipality.figure(id));
        let figure = figure.ok_or_else(|| Unresolved::Figure(id.to_owned()))?;
        Ok(Reference::Words(figure.value.to_string()))
    }

    fn law(&self, id: &str) -> Result<Reference, Unresolved> {
        let (law, paragraph) =
            self.content.law(id).ok_or_else(|| Unresolved::Law(id.to_owned()))?;
        Ok(Reference::Words(law_words(law, paragraph)))
    }

    fn term(&self, id: &str) -> Result<Reference, Unresolved> {
        let term = self.content.term(id).ok_or_else(|| Unresolved::Term(id.to_owned()))?;
        let list = self
            .municipality
            .and_then(|municipality| municipality.built_in_address(BuiltInId::Glossary))
            .ok_or_else(|| Unresolved::Term(id.to_owned()))?;
        Ok(ResolvedLink::bare(format!("{list}#{id}"), term.name.to_string()))
    }

    fn measured(&self) -> String {
        self.content.site.accessibility.measured.map_or_else(
            || self.content.words.unknown.to_string(),
            |day| date_words(day, &self.content.words),
        )
    }
}

/// "den 22. november 2026".
pub fn date_words(Day(day): Day, words: &Words) -> String {
    let month = &words.months[usize::from(day.month().unsigned_abs()) - 1];
    let values =
        [("dag", &*day.day().to_string()), ("maaned", month), ("aar", &day.year().to_string())];
    // Keep the day and its month on one line.
    fill(&words.date, &values).replace(". ", &format!(".{NBSP}"))
}

/// "14 dage", "1 måned og 30 dage", with non-breaking spaces.
pub fn deadline_words(deadline: &RawDeadline, words: &Words) -> String {
    let own = Stretch { count: deadline.count, unit: deadline.unit };
    let length = stretch_words(own, words);
    let all = match deadline.plus {
        None => length,
        Some(plus) => {
            let plus = stretch_words(plus, words);
            fill(&words.units.and, &[("laengde", &length), ("plus", &plus)])
        }
    };
    all.replace(' ', &NBSP.to_string())
}

/// "14 dage", "1 uge".
pub fn stretch_words(Stretch { count, unit }: Stretch, words: &Words) -> String {
    let [one, many] = match unit {
        Unit::Days => &words.units.day,
        Unit::WorkingDays => &words.units.working_day,
        Unit::Weeks => &words.units.week,
        Unit::Months => &words.units.month,
    };
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The law in the genitive and the paragraph, or the law's name if there is no paragraph.
pub fn law_words(law: &Law, paragraph: Option<&Paragraph>) -> String {
    let Some(paragraph) = paragraph else { return law.name.to_string() };
    let name = law.genitive.as_ref().unwrap_or(&law.name);
    let number = paragraph.number.replace(' ', &NBSP.to_string());
    format!("{name} §{NBSP}{number}")
}

/// "20 69 28 33": Danish numbers are written in pairs; short numbers are not split.
pub fn phone_words(number: &str) -> String {
    let digits: Vec<char> = number.chars().filter(char::is_ascii_digit).collect();
    if digits.len() != 8 {
        return number.to_owned();
    }
    let pairs: Vec<String> = digits.chunks(2).map(|pair| pair.iter().collect()).collect();
    pairs.join(&NBSP.to_string())
}

/// `tel:+4520692833`; emergency numbers have no country code.
pub fn phone_href(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if digits.len() == 8 { format!("tel:+45{digits}") } else { format!("tel:{digits}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_in_pairs_and_dialled_with_the_country_code() {
        assert_eq!(phone_words("12345678"), "12\u{a0}34\u{a0}56\u{a0}78");
        assert_eq!(phone_href("12 34 56 78"), "tel:+4512345678");
        assert_eq!((phone_words("112"), phone_href("112")), ("112".into(), "tel:112".into()));
    }
}
