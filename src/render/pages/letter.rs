//! `/{k}/klagebrev`: the form, and the letter it becomes.

use askama::Template;

use super::deadlines::other_routes;
use crate::content::{Contact, Route};
use crate::guidance::letter::{FIELDS, Typed, routes};
use crate::render::components::{Call, Crumbs, call, local_heading};
use crate::render::context::{Link, Local};
use crate::render::html::Html;
use crate::render::icon;
use crate::render::layout::{Page, Place, document, title};
use crate::site::{CachePolicy, Document};

/// The id of the page.
const ID: &str = "klagebrev";
/// What it is called.
const NAME: &str = "Klagebrev";
/// The full heading.
const HEADING: &str = "Skriv din klage";

#[derive(Template)]
#[template(path = "letter-form.html")]
struct FormPage {
    crumbs: Crumbs,
    heading: Html,
    action: String,
    choices: Vec<Choice>,
    fields: Vec<FieldView>,
    faulty: bool,
    call: Option<Call>,
    exclusions: Vec<Html>,
    /// Whether an address must be confirmed by telephone first.
    in_doubt: bool,
    /// The ways that no letter of ours is for.
    instead: Vec<Link>,
    read_on: Option<Link>,
    trust: String,
}

/// A route to choose.
struct Choice {
    id: String,
    title: String,
    to: String,
    chosen: bool,
}

/// A field with what was typed in it.
struct FieldView {
    name: &'static str,
    label: &'static str,
    help: &'static str,
    text: String,
    /// How many lines to show; 1 for a single line.
    rows: u8,
    complete: &'static str,
    fault: Option<String>,
}

#[derive(Template)]
#[template(path = "letter.html")]
struct LetterPage<'a> {
    crumbs: Crumbs,
    heading: Html,
    call: Option<Call>,
    action: String,
    sender: Vec<String>,
    reach: &'a str,
    to: Vec<String>,
    subject: String,
    decided: &'a str,
    about: Vec<String>,
    because: Vec<String>,
    deadline: Option<String>,
    exclusions: Vec<Html>,
    /// Whether the address must be confirmed by telephone first.
    in_doubt: bool,
    note: Option<Html>,
    trust: String,
}

/// The empty form.
pub fn form(local: &Local<'_>) -> Document {
    form_with(local, &Typed::default())
}

/// The letter; or the form again where a field has more text than the paper takes.
pub fn answer(local: &Local<'_>, typed: &Typed) -> Document {
    let chosen = routes(local.municipality).into_iter();
    let mut chosen = chosen.filter(|(route, _)| typed.route.is_empty() || *route.id == typed.route);
    match chosen.next() {
        Some((route, contact)) if typed.too_long().is_empty() => {
            letter(local, typed, route, contact)
        }
        _ => form_with(local, typed),
    }
}

fn form_with(local: &Local<'_>, typed: &Typed) -> Document {
    let routes = routes(local.municipality);
    let fields: Vec<FieldView> = FIELDS.iter().map(|field| view(field.name, typed)).collect();
    let view = FormPage {
        crumbs: Crumbs::local(local, NAME),
        heading: local_heading(local, HEADING),
        action: local.municipality.page_address(ID).unwrap_or_default(),
        choices: choices(&routes, typed),
        faulty: fields.iter().any(|field| field.fault.is_some()),
        fields,
        call: call(local, None),
        in_doubt: routes.iter().any(|(_, contact)| in_doubt(contact)),
        instead: instead(local, &routes),
        exclusions: routes.iter().flat_map(|(route, _)| local.htmls(&route.excluded)).collect(),
        read_on: local.link("klage"),
        trust: local.trust.sentence.clone(),
    };
    finished(local, Html::from_template(&view), CachePolicy::Page)
}

fn choices(routes: &[(&Route, &Contact)], typed: &Typed) -> Vec<Choice> {
    let chosen = routes.iter().position(|(route, _)| *route.id == typed.route).unwrap_or(0);
    let choice = |(at, (route, contact)): (usize, &(&Route, &Contact))| Choice {
        id: route.id.to_string(),
        title: route.title.to_string(),
        to: contact.name.to_string(),
        chosen: at == chosen,
    };
    routes.iter().enumerate().map(choice).collect()
}

/// Whether the editors have a doubt about the address that nobody has settled yet.
fn in_doubt(contact: &Contact) -> bool {
    contact.verified.is_none() && contact.note.is_some()
}

/// What can be complained about in other ways than by one of these letters.
fn instead(local: &Local<'_>, letters: &[(&Route, &Contact)]) -> Vec<Link> {
    let titles: Vec<&str> = letters.iter().map(|(route, _)| &*route.title).collect();
    let mut others = other_routes(local);
    others.retain(|link| !titles.contains(&link.text.as_str()));
    others
}

fn view(name: &'static str, typed: &Typed) -> FieldView {
    let (label, help, rows, complete) = match name {
        "navn" => ("Dit navn", "", 1, "name"),
        "adresse" => ("Din adresse", "", 2, "street-address"),
        "kontakt" => ("Telefon eller mail", "Så kan de få fat i dig.", 1, "off"),
        "dato" => ("Dato på brevet eller afgørelsen", "Hvis du har den.", 1, "off"),
        "om" => ("Hvad klager du over?", "Skriv, hvad de har bestemt eller gjort.", 5, "off"),
        _ => ("Hvorfor er du uenig?", "Skriv det med dine egne ord.", 8, "off"),
    };
    let long = typed.too_long().into_iter().find(|field| field.name == name);
    let fault = long
        .map(|field| format!("Teksten er for lang til brevet. Skriv højst {} tegn.", field.most));
    FieldView { name, label, help, text: typed.text(name).to_owned(), rows, complete, fault }
}

fn letter(local: &Local<'_>, typed: &Typed, route: &Route, contact: &Contact) -> Document {
    let own = local.municipality;
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<String>>();
    let sender = [lines(typed.text("navn")), lines(typed.text("adresse"))].concat();
    let deadline = route.deadline.as_ref().and_then(|id| own.deadline(id));
    let view = LetterPage {
        crumbs: Crumbs::local(local, NAME),
        heading: local_heading(local, HEADING),
        call: call(local, None),
        action: own.page_address(ID).unwrap_or_default(),
        sender,
        reach: typed.text("kontakt"),
        to: contact.address.iter().flatten().map(ToString::to_string).collect(),
        subject: route.title.to_string(),
        decided: typed.text("dato"),
        about: lines(typed.text("om")),
        because: lines(typed.text("fordi")),
        deadline: deadline.map(crate::content::Deadline::words),
        exclusions: local.htmls(&route.excluded),
        in_doubt: in_doubt(contact),
        note: contact.note.as_ref().map(|note| local.html(note)),
        trust: local.trust.sentence.clone(),
    };
    finished(local, Html::from_template(&view), CachePolicy::Never)
}

/// What was typed stays out of the title: titles are kept in histories.
fn finished(local: &Local<'_>, main: Html, cache: CachePolicy) -> Document {
    let profile = &local.municipality.profile;
    let page = Page {
        title: title(&[NAME, &profile.name, &local.whole.content.site.name]),
        description: format!(
            "Skriv din klage {}, og få et brev, du kan printe og sende.",
            profile.within
        ),
        address: (cache == CachePolicy::Page)
            .then(|| local.municipality.page_address(ID))
            .flatten(),
        indexed: cache == CachePolicy::Page,
        main,
    };
    Document { cache, ..document(Place::Local(local, ID), &page) }
}
