//! The card of a record: a contact, a right, a complaint route. Every card shows what its record
//! holds ([`crate::book::record`]), or names what it leaves out and where that is.

use askama::Template;

use super::origin::{HeadingTag, Origin};
use crate::book::record::{Field, Line, Record, RecordKind};
use crate::book::{Link, Phrase};
use crate::html::Html;
use crate::render::context::Local;
use crate::render::icon;

#[derive(Clone, Debug, Template)]
#[template(path = "components/record.html")]
pub struct RecordCard {
    /// Its id, where the card is the place a link leads to.
    pub anchor: Option<String>,
    /// How its name is marked up.
    pub tag: HeadingTag,
    /// Its name.
    pub title: Phrase,
    /// What it is for, above the facts.
    pub lead: Vec<Phrase>,
    /// What it says, line by line.
    pub facts: Vec<Fact>,
    /// What happens next, as steps.
    pub then: Vec<Phrase>,
    /// Notes of the editors.
    pub notes: Vec<Phrase>,
    /// How far a contact can be trusted.
    pub standing: Option<ContactStanding>,
    /// The page to read on.
    pub read_on: Option<Link>,
    /// What was left out, by its labels.
    pub left_out: Vec<Field>,
    /// Source and law; none where the page lists them at its foot.
    pub origin: Option<Origin>,
    /// Whether the page says at its top what it is based on, for marks to lead to.
    pub leads: bool,
}

/// A line of a card.
#[derive(Clone, Debug)]
pub struct Fact {
    pub field: Field,
    pub said: Vec<Phrase>,
    /// Where a deadline is from.
    pub mark: Option<String>,
}

/// Whether somebody has verified a contact, and where it is from.
#[derive(Clone, Debug)]
pub struct ContactStanding {
    /// The day.
    pub verified: Option<String>,
    pub mark: String,
}

pub fn record_card(local: &Local<'_>, record: Record<'_>) -> RecordCard {
    let origin = Origin::new(local, record.sources, record.laws);
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
        read_on: record.section.cloned().filter(|_| !record.left_out.is_empty()),
        left_out: record.left_out,
        origin: (record.kind != RecordKind::Contact).then_some(origin),
        leads: true,
    };
    for Line { field, said } in record.lines {
        match field {
            Field::Role => card.lead = said,
            Field::Then => card.then = said,
            Field::Note => card.notes = said,
            // The line of source and law below the card names them.
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
    /// The same as the place a link leads to, under a heading, with a link to its page.
    #[must_use]
    pub fn listed(self, record: &str, section: &Link, tag: HeadingTag) -> Self {
        let (anchor, read_on) = (Some(record.to_owned()), Some(section.clone()));
        Self { anchor, tag, read_on, ..self }
    }

    /// The same for a page of the whole site, where marks lead nowhere.
    #[must_use]
    pub fn apart(self) -> Self {
        Self { leads: false, ..self }
    }

    pub fn html(&self) -> Html {
        Html::from_template(self)
    }
}
