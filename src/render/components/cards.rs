//! The card of a record: a contact, a right or a complaint route. A card shows the whole record
//! ([`crate::book::record`]).

use askama::Template;

use super::origin::{HeadingTag, Origin};
use crate::book::record::{Field, Line, Record, RecordKind};
use crate::book::{Link, Phrase};
use crate::html::Html;
use crate::render::context::Local;

#[derive(Clone, Debug, Template)]
#[template(path = "components/record.html")]
pub struct RecordCard {
    /// The HTML id, if links lead to the card.
    pub anchor: Option<String>,
    /// The HTML element of the title.
    pub tag: HeadingTag,
    pub title: Phrase,
    /// The purpose, above the facts.
    pub lead: Vec<Phrase>,
    pub facts: Vec<Fact>,
    /// What happens next, as steps.
    pub then: Vec<Phrase>,
    /// Editorial notes.
    pub notes: Vec<Phrase>,
    /// For contacts: whether the entry has been verified.
    pub standing: Option<ContactStanding>,
    /// The page with more information.
    pub read_on: Option<Link>,
    /// Source and law; `None` if the page lists them at its foot.
    pub origin: Option<Origin>,
    /// Whether the top of the page says what it is based on, so that marks can link to it.
    pub leads: bool,
}

/// A line of a card.
#[derive(Clone, Debug)]
pub struct Fact {
    pub field: Field,
    pub said: Vec<Phrase>,
    /// The trust mark beside a deadline.
    pub mark: Option<String>,
}

/// Whether somebody has verified a contact, and the trust mark of its source.
#[derive(Clone, Debug)]
pub struct ContactStanding {
    /// The day it was verified.
    pub verified: Option<String>,
    pub mark: String,
}

pub fn record_card(local: &Local<'_>, record: Record<'_>) -> RecordCard {
    let origin = Origin::new(local, &record.sources, &record.laws);
    let standing = record.contact.map(|contact| ContactStanding {
        verified: contact.verified.map(|day| local.whole.date(day)),
        mark: local.trust.mark.clone(),
    });
    let mut card = RecordCard {
        anchor: None,
        tag: HeadingTag::P,
        title: record.title,
        lead: Vec::new(),
        facts: Vec::new(),
        then: Vec::new(),
        notes: Vec::new(),
        standing,
        read_on: None,
        origin: (record.kind != RecordKind::Contact).then_some(origin),
        leads: true,
    };
    for Line { field, said } in record.lines {
        match field {
            Field::Role => card.lead = said,
            Field::Then => card.then = said,
            Field::Note => card.notes = said,
            // The source line below the card lists the laws.
            Field::Law => {}
            field => {
                let mark = (field == Field::Deadline).then(|| local.trust.mark.clone());
                card.facts.push(Fact { field, said, mark });
            }
        }
    }
    card
}

impl RecordCard {
    /// Gives the card an HTML id, a heading and a link to its page.
    #[must_use]
    pub fn listed(self, record: &str, section: &Link, tag: HeadingTag) -> Self {
        let (anchor, read_on) = (Some(record.to_owned()), Some(section.clone()));
        Self { anchor, tag, read_on, ..self }
    }

    /// For site-wide pages, where trust marks can't link to anything.
    #[must_use]
    pub fn apart(self) -> Self {
        Self { leads: false, ..self }
    }

    pub fn html(&self) -> Html {
        Html::from_template(self)
    }
}
