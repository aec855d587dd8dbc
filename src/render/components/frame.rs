//! What stands around the text: the first screen, the list of headings, what to read next, and
//! the ways to take a page along.

use super::cards::Phone;
use super::parts::emergency;
use crate::content::{Contact, Day, FrontMatter, Word};
use crate::markdown::resolve::date_words;
use crate::render::context::{Link, Local};
use crate::render::html::Html;
use crate::render::qr::qr;
use crate::render::switch::beside;

/// Where a page stands: the pages above it, and its own short name.
#[derive(Clone, Debug, Default)]
pub struct Crumbs {
    /// The pages above, outermost first.
    pub above: Vec<Link>,
    /// The page itself.
    pub here: String,
}

impl Crumbs {
    /// For a page of the whole site.
    pub fn shared(here: &str) -> Self {
        Self { above: vec![home()], here: here.to_owned() }
    }

    /// For a municipality's front page.
    pub fn front(local: &Local<'_>) -> Self {
        Self { above: vec![home()], here: local.municipality.profile.name.to_string() }
    }

    /// For any other page of a municipality.
    pub fn local(local: &Local<'_>, here: &str) -> Self {
        let municipality = local.municipality;
        let front =
            Link { href: municipality.address(), text: municipality.profile.name.to_string() };
        Self { above: vec![home(), front], here: here.to_owned() }
    }
}

fn home() -> Link {
    Link { href: "/".to_owned(), text: "Forside".to_owned() }
}

/// The first screen of a page.
#[derive(Debug, Default)]
pub struct Hero {
    /// Where the page stands.
    pub crumbs: Crumbs,
    /// The heading.
    pub heading: Html,
    /// Two to four lines that answer first.
    pub brief: Vec<Html>,
    /// The number to call.
    pub call: Option<Call>,
    /// Whether the number comes before the short answer.
    pub call_first: bool,
}

/// The number to call.
#[derive(Debug)]
pub struct Call {
    /// Whose it is.
    pub who: String,
    /// The number.
    pub phone: Phone,
    /// What happens when you ring.
    pub what: Option<Html>,
    /// The day somebody verified it.
    pub verified: Option<String>,
    /// How far the source can be trusted.
    pub trust: String,
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

/// The number to call on a page: its own contact's, or the municipality's entry.
pub fn call(local: &Local<'_>, contact: Option<&str>) -> Option<Call> {
    let has_phone = |contact: &&Contact| contact.phone.is_some();
    let contact = contact
        .and_then(|id| local.municipality.contact(id))
        .filter(has_phone)
        .or_else(|| local.municipality.entry_contact())?;
    Some(Call {
        who: contact.name.to_string(),
        phone: Phone::new(contact.phone.as_deref()?),
        what: None,
        verified: contact.verified.map(date_words),
        trust: local.trust.sentence.clone(),
        emergency: None,
    })
}

/// The heading with the name of the municipality: "Klage i Ishøj", "Hvad koster det i Ishøj?".
pub fn local_heading(local: &Local<'_>, title: &str) -> Html {
    let profile = &local.municipality.profile;
    if title.contains(&*profile.name) {
        return Html::text(title);
    }
    let (words, mark) = match title.strip_suffix('?') {
        Some(words) => (words, "?"),
        None => (title, ""),
    };
    let (words, within) = (Html::text(words), Html::text(&profile.within));
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
    pub citation: Option<String>,
    /// Where the page stands beside those of the other municipalities.
    pub beside: Option<String>,
    /// Who answers for the page.
    pub owner: Option<String>,
    /// When it was last reviewed.
    pub reviewed: Option<String>,
    /// The document the page rests on.
    pub source: String,
    /// How far it can be trusted.
    pub trust: String,
    /// The page about the source.
    pub about: Option<String>,
}

/// The foot of a page of a municipality. `page` is its id, `short` the last part of its short
/// address.
pub fn tools(
    local: &Local<'_>,
    page: &str,
    short: Option<&str>,
    front: Option<&FrontMatter>,
) -> Tools {
    let municipality = local.municipality;
    let short = short_link(local, page, short);
    let absolute = local.whole.base_url.map(|base| format!("{base}{}", short.href));
    Tools {
        qr: absolute.as_deref().and_then(qr),
        short,
        hand_over: municipality
            .section(page)
            .and_then(|_| municipality.page_address("udlevering"))
            .map(|address| format!("{address}?side={page}")),
        citation: municipality.section(page).map(|section| {
            let address = municipality.page_address(page).unwrap_or_default();
            let address = format!("{}{address}", local.whole.base_url.unwrap_or_default());
            citation(local, &section.front.title, &section.front.source, &address)
        }),
        beside: beside(local.whole.content, page),
        owner: front.and_then(|front| front.owner.as_ref()).map(ToString::to_string),
        reviewed: front.and_then(|front| front.reviewed).map(date_words),
        source: municipality.profile.source.title.to_string(),
        trust: local.trust.sentence.clone(),
        about: municipality.section("om").map(|_| format!("/{}/om", municipality.id)),
    }
}

/// A line to paste into a letter: what, where it rests, how far it holds, address, day.
pub fn citation(local: &Local<'_>, name: &str, sources: &[Word], address: &str) -> String {
    let sections = local.source_titles(sources).join("«, »");
    let source = &local.municipality.profile.source.title;
    let day = date_words(Day(local.whole.today));
    let trust = &local.trust.sentence;
    format!("{name}. {source}, afsnittet »{sections}«. {trust} {address}, vist {day}.")
}

fn short_link(local: &Local<'_>, page: &str, short: Option<&str>) -> Link {
    let municipality = local.municipality;
    let href = match short {
        Some(short) => format!("/{}/{short}", municipality.profile.short),
        None => municipality.page_address(page).unwrap_or_else(|| municipality.address()),
    };
    let host = local.whole.base_url.and_then(|base| base.split_once("://")).map(|(_, host)| host);
    let text = format!("{}{href}", host.unwrap_or_default());
    Link { href, text }
}
