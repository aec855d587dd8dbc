//! What stands around the text: the first screen, the list of headings, what to read next, and
//! the ways to take a page along.

use super::parts::{Cited, Gathered, emergency};
use crate::book::{
    BuiltInPage, Contact, Handle, Link, Page, Phone, Phrase, Role, SourceHeading, Term,
};
use crate::content::BuiltInId;
use crate::html::Html;
use crate::render::context::Local;
use crate::render::qr::qr;
use crate::render::switch::{OnPage, beside};

/// Where a page stands: the pages above it, and its own short name.
#[derive(Clone, Debug, Default)]
pub struct Crumbs {
    /// The pages above, the site's front page not among them.
    pub above: Vec<Link>,
    /// The page itself.
    pub here: String,
}

impl Crumbs {
    /// For a page of the whole site.
    pub fn shared(here: &str) -> Self {
        Self { above: Vec::new(), here: here.to_owned() }
    }

    /// For a municipality's front page.
    pub fn front(local: &Local<'_>) -> Self {
        Self::shared(&local.municipality.name)
    }

    /// For any other page of a municipality.
    pub fn local(local: &Local<'_>, here: &str) -> Self {
        let municipality = local.municipality;
        let front = Link { href: municipality.address(), text: municipality.name.clone() };
        Self { above: vec![front], here: here.to_owned() }
    }

    /// The same below another page.
    #[must_use]
    pub fn below(mut self, link: Link) -> Self {
        self.above.push(link);
        self
    }
}

/// The first screen of a page.
#[derive(Debug, Default)]
pub struct Hero {
    /// Where the page stands.
    pub crumbs: Crumbs,
    pub heading: Html,
    /// What it is based on; none on pages without a source.
    pub rests: Option<Rests>,
    /// Two to four lines that answer first.
    pub brief: Vec<Phrase>,
    /// The number to call.
    pub call: Option<Call>,
    /// What a reader comes to do here, instead of calling.
    pub action: Option<Link>,
    /// Whether the number comes before the short answer.
    pub call_first: bool,
}

impl Hero {
    /// Of a page that the site makes itself: its name, and the number to call.
    pub fn built_in(local: &Local<'_>, page: &BuiltInPage) -> Self {
        Self {
            crumbs: Crumbs::local(local, &page.words.short),
            heading: Html::text(page.words.heading()),
            rests: Some(rests(local)),
            call: entry_call(local),
            ..Self::default()
        }
    }
}

/// What a page is based on and what that means for the reader, once and in sight.
#[derive(Clone, Debug)]
pub struct Rests {
    /// The sentence.
    pub text: String,
    /// The page about the source.
    pub about: Option<Link>,
}

/// What the pages of a municipality are based on.
pub fn rests(local: &Local<'_>) -> Rests {
    Rests { text: local.trust.top.clone(), about: about_source(local) }
}

/// The number to call.
#[derive(Clone, Debug)]
pub struct Call {
    pub who: String,
    /// The number.
    pub phone: Phone,
    /// What happens when you ring.
    pub what: Option<Phrase>,
    /// The day somebody verified it.
    pub verified: Option<String>,
    /// The advice for danger, below it.
    pub emergency: Option<Html>,
}

impl Call {
    /// The same with the advice for danger below it.
    #[must_use]
    pub fn with_emergency(self, local: &Local<'_>) -> Self {
        Self { emergency: Some(emergency(local.whole)), ..self }
    }
}

/// The number of the contact that stands first.
pub fn entry_call(local: &Local<'_>) -> Option<Call> {
    call(local, None)
}

/// The number to call on a page: its own contact's, or the municipality's entry.
pub fn call(local: &Local<'_>, contact: Option<Handle<Contact>>) -> Option<Call> {
    let own = local.municipality;
    let of_page = contact.map(|handle| &own.contacts[handle]);
    let contact = of_page.filter(|contact| contact.phone.is_some());
    let contact = contact.unwrap_or(&own.contacts[own.entry]);
    Some(Call {
        who: contact.name.clone(),
        phone: contact.phone.clone()?,
        what: None,
        verified: contact.verified.map(|day| local.whole.date(day)),
        emergency: None,
    })
}

/// The heading with the name of the municipality, where the page is about it as a whole: "Søg i Ishøj". Elsewhere
/// the crumbs above the heading say whose page it is.
pub fn local_heading(local: &Local<'_>, title: &str) -> Html {
    let own = local.municipality;
    if title.contains(&own.name) {
        return Html::text(title);
    }
    let (words, mark) = match title.strip_suffix('?') {
        Some(words) => (words, "?"),
        None => (title, ""),
    };
    let (words, within) = (Html::text(words), Html::text(&own.within));
    Html(format!("{words} <span class=\"place\">{within}{mark}</span>"))
}

/// The ways to take a page along, and who answers for it.
#[derive(Debug)]
pub struct Tools {
    /// The address to read aloud: short where the page has a short one, and with the site's name
    /// where it is known.
    pub short: Link,
    /// The same as a QR code.
    pub qr: Option<Html>,
    /// Where to put the page into a hand-over.
    pub hand_over: Option<String>,
    /// A line to paste into a letter, for a section.
    pub citation: Option<Citable>,
    /// What its parts are based on.
    pub cited: Vec<Cited>,
    /// The words that it uses, explained.
    pub terms: Vec<Term>,
    /// Where the page stands beside those of the other municipalities.
    pub beside: Option<String>,
    /// Who answers for the page.
    pub owner: Option<String>,
    /// When it was last reviewed.
    pub reviewed: Option<String>,
    /// The document the page is based on.
    pub source: String,
    /// How far it can be trusted.
    pub trust: String,
    /// The page about the source.
    pub about: Option<Link>,
}

impl Tools {
    /// The same with what the parts of the page have left to its foot.
    #[must_use]
    pub fn with(self, local: &Local<'_>, gathered: Gathered) -> Self {
        let terms = gathered.terms(local);
        Self { terms, cited: gathered.cited, ..self }
    }
}

/// What to cite a page or a record by: name, source, how far it holds, address, day.
#[derive(Clone, Debug)]
pub struct Citable {
    /// What it is called.
    pub name: String,
    /// The document.
    pub source: String,
    /// The document's headings.
    pub headings: Vec<String>,
    /// How far it can be trusted.
    pub trust: String,
    pub address: String,
    /// The day it was read.
    pub day: String,
}

/// The foot of a municipality's front page.
pub fn front_tools(local: &Local<'_>) -> Tools {
    tools(local, OnPage::Front, &local.municipality.address(), None)
}

/// The foot of a page that the site makes itself.
pub fn built_in_tools(local: &Local<'_>, id: BuiltInId, page: &BuiltInPage) -> Tools {
    tools(local, OnPage::built_in(id), &page.address, page.short.then(|| id.path()))
}

/// The foot of a page that an editor wrote.
pub fn page_tools(local: &Local<'_>, page: &Page) -> Tools {
    let short = page.short_address.as_deref();
    let is_section = matches!(page.role, Role::Section(_));
    let hand_over = local.built_in(BuiltInId::HandOver).filter(|_| is_section);
    let address = format!("{}{}", local.whole.base_url.unwrap_or_default(), page.address);
    Tools {
        hand_over: hand_over.map(|form| format!("{}?side={}", form.address, page.id)),
        citation: is_section.then(|| citation(local, &page.title, &page.sources, address)),
        owner: page.owner.clone(),
        reviewed: page.reviewed.map(|day| local.whole.date(day)),
        ..tools(local, OnPage::Written(page), &page.address, short)
    }
}

fn tools(local: &Local<'_>, page: OnPage<'_>, address: &str, short: Option<&str>) -> Tools {
    let own = local.municipality;
    let href = match short {
        Some(short) => format!("/{}/{short}", own.short),
        None => address.to_owned(),
    };
    let absolute = local.whole.base_url.map(|base| format!("{base}{href}"));
    let host = local.whole.base_url.and_then(|base| base.split_once("://")).map(|(_, host)| host);
    let text = format!("{}{href}", host.unwrap_or_default());
    Tools {
        short: Link { href, text },
        qr: absolute.as_deref().and_then(qr),
        hand_over: None,
        citation: None,
        cited: Vec::new(),
        terms: Vec::new(),
        beside: beside(local.book(), page),
        owner: None,
        reviewed: None,
        source: own.source.title.clone(),
        trust: local.trust.sentence.clone(),
        about: about_source(local),
    }
}

/// The page about the source.
pub fn about_source(local: &Local<'_>) -> Option<Link> {
    local.municipality.about.clone()
}

/// What to cite a page or a record by.
pub fn citation(
    local: &Local<'_>,
    name: &str,
    sources: &[Handle<SourceHeading>],
    address: String,
) -> Citable {
    Citable {
        name: name.to_owned(),
        source: local.municipality.source.title.clone(),
        headings: local.source_titles(sources),
        trust: local.trust.sentence.clone(),
        address,
        day: local.whole.date(local.whole.today),
    }
}
