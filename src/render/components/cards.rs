//! Cards drawn from data: a contact, a right, a complaint route.

use askama::Template;

use super::parts::{HeadingTag, Origin};
use crate::content::{Contact, Deadline, Right, Route, Word};
use crate::markdown::resolve::{date_words, phone_href, phone_words};
use crate::render::context::{Link, Local};
use crate::render::html::Html;
use crate::render::icon;

/// A telephone number to read and to tap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// As it is read.
    pub words: String,
    /// As it is dialled.
    pub href: String,
}

impl Phone {
    /// From the digits in the content.
    pub fn new(number: &str) -> Self {
        Self { words: phone_words(number), href: phone_href(number) }
    }
}

/// Somebody to turn to.
#[derive(Debug, Template)]
#[template(path = "components/contact.html")]
pub struct ContactCard {
    /// Who.
    pub name: String,
    /// What for.
    pub role: Html,
    /// Number.
    pub phone: Option<Phone>,
    /// E-mail.
    pub mail: Option<String>,
    /// The source's warning about it.
    pub mail_warning: Option<Html>,
    /// The contact's own site.
    pub web: Option<Link>,
    /// Postal address, line by line.
    pub address: Vec<String>,
    /// A note of the editors.
    pub note: Option<Html>,
    /// The day somebody verified it.
    pub verified: Option<String>,
    /// How far the source can be trusted.
    pub trust: String,
}

/// The card of a contact.
pub fn contact_card(local: &Local<'_>, contact: &Contact) -> ContactCard {
    let lines = contact.address.as_deref().unwrap_or_default();
    ContactCard {
        name: contact.name.to_string(),
        role: local.html(&contact.role),
        phone: contact.phone.as_deref().map(Phone::new),
        mail: contact.mail.as_ref().map(ToString::to_string),
        mail_warning: contact.mail_warning.as_ref().map(|text| local.html(text)),
        web: contact
            .web
            .as_ref()
            .map(|web| Link { href: web.url.to_string(), text: web.name.to_string() }),
        address: lines.iter().map(ToString::to_string).collect(),
        note: contact.note.as_ref().map(|text| local.html(text)),
        verified: contact.verified.map(date_words),
        trust: local.trust.sentence.clone(),
    }
}

/// A deadline in a card.
#[derive(Debug)]
pub struct DeadlineLine {
    /// "14 dage".
    pub words: String,
    /// What it is counted from.
    pub from: Html,
    /// How far the source can be trusted.
    pub trust: String,
}

/// A deadline with what it is counted from; none where the municipality has none with this id.
pub fn deadline_line(local: &Local<'_>, id: Option<&Word>) -> Option<DeadlineLine> {
    let deadline: &Deadline = local.municipality.deadline(id?)?;
    Some(DeadlineLine {
        words: deadline.words().replace(' ', "\u{a0}"),
        from: local.html(&deadline.from),
        trust: local.trust.sentence.clone(),
    })
}

/// A right: who, what, deadline, condition, exception, law.
#[derive(Debug, Template)]
#[template(path = "components/right.html")]
pub struct RightCard {
    /// Its id, where the card is the place a link leads to.
    pub anchor: Option<String>,
    /// How its name is marked up.
    pub tag: HeadingTag,
    /// Its name.
    pub title: String,
    /// Who has it.
    pub who: Html,
    /// What it gives.
    pub what: Html,
    /// The deadline it sets.
    pub deadline: Option<DeadlineLine>,
    /// What must be true first.
    pub conditions: Vec<Html>,
    /// When it does not hold.
    pub exceptions: Vec<Html>,
    /// A note of the editors.
    pub note: Option<Html>,
    /// The page to read on.
    pub read_on: Option<Link>,
    /// Source and law; none where the text around the card says the same.
    pub origin: Option<Origin>,
}

/// The card of a right. `list` is for the page of all rights: there it is an anchor, its name is
/// a heading, and it links to the section it belongs to.
pub fn right_card(local: &Local<'_>, right: &Right, tag: HeadingTag) -> RightCard {
    let in_list = tag != HeadingTag::P;
    RightCard {
        anchor: in_list.then(|| right.id.to_string()),
        tag,
        title: right.title.to_string(),
        who: local.html(&right.who),
        what: local.html(&right.what),
        deadline: deadline_line(local, right.deadline.as_ref()),
        conditions: local.htmls(&right.conditions),
        exceptions: local.htmls(&right.exceptions),
        note: right.note.as_ref().map(|text| local.html(text)),
        read_on: if in_list { local.link(&right.section) } else { None },
        origin: Some(Origin::new(local, &right.source, &right.laws)),
    }
}

/// A complaint route.
#[derive(Debug, Template)]
#[template(path = "components/route.html")]
pub struct RouteCard {
    /// Its name.
    pub title: String,
    /// What one complains about.
    pub about: Html,
    /// To whom, in words.
    pub to: Html,
    /// The postal address, where the route goes to a contact that has one.
    pub address: Vec<String>,
    /// The number to call.
    pub phone: Option<Phone>,
    /// Whether the contact has been verified.
    pub unverified: bool,
    /// The ways the source names.
    pub how: Vec<Html>,
    /// The deadline.
    pub deadline: Option<DeadlineLine>,
    /// What happens next.
    pub then: Vec<Html>,
    /// What can't be complained about this way.
    pub excluded: Vec<Html>,
    /// Notes of the editors.
    pub notes: Vec<Html>,
    /// How far the source can be trusted.
    pub trust: String,
    /// Source and law; none where the text around the card says the same.
    pub origin: Option<Origin>,
}

/// The card of a complaint route.
pub fn route_card(local: &Local<'_>, route: &Route) -> RouteCard {
    let contact = route.to.as_ref().and_then(|id| local.municipality.contact(id));
    let address = contact.and_then(|contact| contact.address.as_deref()).unwrap_or_default();
    let notes = [contact.and_then(|contact| contact.note.as_ref()), route.note.as_ref()];
    RouteCard {
        title: route.title.to_string(),
        about: local.html(&route.about),
        to: local.html(&route.to_text),
        address: address.iter().map(ToString::to_string).collect(),
        phone: contact.and_then(|contact| contact.phone.as_deref()).map(Phone::new),
        unverified: contact.is_some_and(|contact| contact.verified.is_none()),
        how: local.htmls(&route.how),
        deadline: deadline_line(local, route.deadline.as_ref()),
        then: local.htmls(&route.then),
        excluded: local.htmls(&route.excluded),
        notes: notes.into_iter().flatten().map(|text| local.html(text)).collect(),
        trust: local.trust.sentence.clone(),
        origin: Some(Origin::new(local, &route.source, &route.laws)),
    }
}
