//! What surrounds the text: the first screen, the table of contents, what to read next, and the
//! tools for sharing a page.

use super::parts::{Cited, Gathered, emergency};
use crate::book::{
    BuiltInPage, Contact, Handle, Link, Page, Phone, Phrase, Role, SourceHeading, Term,
};
use crate::content::BuiltInId;
use crate::html::Html;
use crate::render::context::Local;
use crate::render::qr::qr;
use crate::render::switch::{OnPage, beside};

/// A page's breadcrumb: the pages above it, and its own short name.
#[derive(Clone, Debug, Default)]
pub struct Crumbs {
    /// The pages above, without the site's front page.
    pub above: Vec<Link>,
    /// The page itself.
    pub here: String,
}

impl Crumbs {
    /// For a site-wide page.
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

    /// Adds another page above this one.
    #[must_use]
    pub fn below(mut self, link: Link) -> Self {
        self.above.push(link);
        self
    }
}

/// The first screen of a page.
#[derive(Debug, Default)]
pub struct Hero {
    pub crumbs: Crumbs,
    pub heading: Html,
    /// What it is based on; `None` on pages without a source.
    pub rests: Option<Rests>,
    /// Two to four lines that give the answer first.
    pub brief: Vec<Phrase>,
    /// The number to call.
    pub call: Option<Call>,
    /// The main thing to do on this page, instead of calling.
    pub action: Option<Link>,
    /// Whether the number comes before the short answer.
    pub call_first: bool,
}

impl Hero {
    /// For a generated page: its name, and the number to call.
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

/// What a page is based on, and what that means for the reader; shown once, near the top.
#[derive(Clone, Debug)]
pub struct Rests {
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
    pub phone: Phone,
    /// What happens when you call.
    pub what: Option<Phrase>,
    /// The day somebody verified it.
    pub verified: Option<String>,
    /// The advice on danger to life, shown below the number.
    pub emergency: Option<Html>,
}

impl Call {
    /// Adds the advice on danger to life below the number.
    #[must_use]
    pub fn with_emergency(self, local: &Local<'_>) -> Self {
        Self { emergency: Some(emergency(local.whole)), ..self }
    }
}

/// The number of the entry contact.
pub fn entry_call(local: &Local<'_>) -> Option<Call> {
    call(local, None)
}

/// The number to call on a page: its own contact's, or the entry contact's.
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

/// The heading with the municipality's name, on pages about the municipality as a whole: "Søg i
/// Ishøj". On other pages, the breadcrumb above the heading has the name.
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

/// The foot of a page: tools for sharing it, its sources, and who is responsible for it.
#[derive(Debug)]
pub struct Tools {
    /// The address to read out, with the site's host if it is known. It is the short address if the
    /// page has one.
    pub short: Link,
    /// The same as a QR code.
    pub qr: Option<Html>,
    /// The form that adds the page to a hand-over.
    pub hand_over: Option<String>,
    /// For a section: a citation to paste into a letter.
    pub citation: Option<Citable>,
    /// What each of its parts is based on.
    pub cited: Vec<Cited>,
    /// The glossary terms used on the page.
    pub terms: Vec<Term>,
    /// The comparison that includes this page.
    pub beside: Option<String>,
    /// Who is responsible for the page.
    pub owner: Option<String>,
    /// When it was last reviewed.
    pub reviewed: Option<String>,
    /// The document the page is based on.
    pub source: String,
    /// The trust sentence for the source.
    pub trust: String,
    /// The page about the source.
    pub about: Option<Link>,
}

impl Tools {
    /// Adds the terms and sources gathered from the parts.
    #[must_use]
    pub fn with(self, local: &Local<'_>, gathered: Gathered) -> Self {
        let terms = gathered.terms(local);
        Self { terms, cited: gathered.cited, ..self }
    }
}

/// The parts of a citation of a page or record.
#[derive(Clone, Debug)]
pub struct Citable {
    pub name: String,
    /// The document.
    pub source: String,
    /// The document's headings.
    pub headings: Vec<String>,
    /// How far the source can be trusted.
    pub trust: String,
    pub address: String,
    /// The day it was read.
    pub day: String,
}

/// The foot of a municipality's front page.
pub fn front_tools(local: &Local<'_>) -> Tools {
    tools(local, OnPage::Front, &local.municipality.address(), None)
}

/// The foot of a generated page.
pub fn built_in_tools(local: &Local<'_>, id: BuiltInId, page: &BuiltInPage) -> Tools {
    tools(local, OnPage::built_in(id), &page.address, page.short.then(|| id.path()))
}

/// The foot of a page written by an editor.
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

/// The citation of a page or record.
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
