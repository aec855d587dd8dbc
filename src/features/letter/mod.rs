//! `/{k}/klagebrev`: the form, and the letter it becomes. What is typed is read, written out and
//! forgotten.

pub mod form;

use askama::Template;

use self::form::{FIELDS, LetterField, TypedLetter};
use crate::book::record;
use crate::book::{Contact, Link, Municipality, Phrase, Route};
use crate::content::BuiltInId;
use crate::html::Html;
use crate::kind::{Answer, Ask, Asking, Class, Computed, PageKind};
use crate::render::components::{Call, Crumbs, RecordCard, Rests, entry_call, record_card, rests};
use crate::render::context::Local;
use crate::render::icon;
use crate::render::layout::{Among, Sheet, document, title};
use crate::render::switch::OnPage;
use crate::site::{CachePolicy, Document};

/// Letters to the routes that lead to a postal address.
pub const KIND: PageKind = PageKind {
    needs: |one| {
        one.routes
            .iter()
            .filter_map(|route| one.contact(route.to.as_ref()?))
            .any(|contact| contact.address.is_some())
    },
    make: Some(make),
    computed: &[
        Computed {
            method: Asking::Get,
            path: "/{municipality}/klagebrev",
            class: Class::Page,
            answer: empty,
        },
        Computed {
            method: Asking::Post,
            path: "/{municipality}/klagebrev",
            class: Class::Page,
            answer: written,
        },
    ],
    ..PageKind::new(ID)
};

const ID: BuiltInId = BuiltInId::Letter;

/// A route that a letter can take, and to whom.
type Addressed<'a> = (&'a Route, &'a Contact);

fn addressed(own: &Municipality) -> Vec<Addressed<'_>> {
    let with_contact = own.routes.iter().filter_map(|route| {
        let contact = &own.contacts[route.to?];
        Some((route, contact))
    });
    with_contact.filter(|(_, contact)| !contact.address.is_empty()).collect()
}

fn make(local: &Local<'_>) -> Vec<(String, Document)> {
    match (local.built_in(ID), form_page(local, &TypedLetter::default(), CachePolicy::Page)) {
        (Some(page), Answer::Document(form)) => vec![(page.address.clone(), form)],
        _ => Vec::new(),
    }
}

/// The empty form, with the route that the address names chosen.
fn empty(ask: &Ask<'_>) -> Answer {
    let Some(local) = ask.local() else { return Answer::NotFound };
    let typed = TypedLetter::read(ask.query.as_bytes());
    let typed = TypedLetter { route: typed.route, ..TypedLetter::default() };
    form_page(&local, &typed, CachePolicy::Page)
}

/// The letter; or the form again where a field has more text than the paper takes.
fn written(ask: &Ask<'_>) -> Answer {
    let Some(local) = ask.local() else { return Answer::NotFound };
    let typed = TypedLetter::read(ask.body);
    let routes = addressed(local.municipality);
    let chosen = routes.iter().find(|(route, _)| typed.route.is_empty() || route.id == typed.route);
    match chosen {
        Some(addressed) if typed.fits() && !typed.again => letter(&local, &typed, *addressed),
        _ => form_page(&local, &typed, CachePolicy::Never),
    }
}

#[derive(Template)]
#[template(path = "letter/form.html")]
struct FormPage<'a> {
    crumbs: Crumbs,
    rests: Rests,
    heading: Html,
    action: &'a str,
    routes: Vec<Addressed<'a>>,
    /// The route that is chosen; none where the one asked for takes no letter.
    chosen: Option<usize>,
    fields: Vec<FieldView<'a>>,
    faulty: bool,
    call: Option<Call>,
    /// The addresses that are in doubt, each with the doubt.
    doubts: Vec<(&'a [String], &'a Phrase)>,
    /// The ways that no letter of ours is for.
    instead: Vec<Link>,
    next: &'a [Link],
}

impl FormPage<'_> {
    fn is_chosen(&self, route: &usize) -> bool {
        self.chosen == Some(*route)
    }
}

/// A field with what was typed in it.
struct FieldView<'a> {
    field: LetterField,
    text: &'a str,
    /// By how many characters it is too long.
    over: usize,
}

fn form_page(local: &Local<'_>, typed: &TypedLetter, cache: CachePolicy) -> Answer {
    let own = local.municipality;
    let Some(page) = local.built_in(ID) else { return Answer::NotFound };
    let routes = addressed(own);
    let fields: Vec<FieldView<'_>> = FIELDS
        .iter()
        .enumerate()
        .map(|(at, field)| FieldView {
            field: *field,
            text: &typed.texts[at],
            over: typed.over(at),
        })
        .collect();
    let asked = routes.iter().position(|(route, _)| route.id == typed.route);
    let chosen = asked.or_else(|| typed.route.is_empty().then_some(0));
    let by_letter = |route: &Route| routes.iter().any(|(other, _)| other.id == route.id);
    let others = own.routes.iter().filter(|route| !by_letter(route));
    let faulty = chosen.is_none() || fields.iter().any(|field| field.over > 0);
    let view = FormPage {
        rests: rests(local),
        crumbs: Crumbs::local(local, &page.words.short),
        heading: Html::text(page.words.heading()),
        action: &page.address,
        chosen,
        faulty,
        fields,
        call: entry_call(local),
        doubts: routes
            .iter()
            .filter_map(|(_, contact)| Some((&contact.address[..], contact.open_doubt()?)))
            .collect(),
        instead: others
            .map(|route| Link { href: route.section.href.clone(), text: route.title.clone() })
            .collect(),
        routes,
        next: &page.next,
    };
    Answer::Document(finished(local, Html::from_template(&view), cache, faulty))
}

#[derive(Template)]
#[template(path = "letter/letter.html")]
struct LetterPage<'a> {
    crumbs: Crumbs,
    rests: Rests,
    heading: Html,
    call: Option<Call>,
    action: &'a str,
    typed: &'a TypedLetter,
    sender: Vec<&'a str>,
    /// The lines of the address, the name first; the name alone while the address is in doubt.
    to: Vec<&'a str>,
    route: &'a Route,
    /// What there is to know before it is sent: the record of the route.
    card: RecordCard,
    doubt: Option<&'a Phrase>,
    /// The address as the source has it, to be shown with the doubt.
    address: &'a [String],
}

impl LetterPage<'_> {
    fn lines(&self, name: &str) -> Vec<&str> {
        self.typed.text(name).lines().collect()
    }

    fn fields(&self) -> impl Iterator<Item = (&'static str, &String)> {
        FIELDS.iter().map(|field| field.name).zip(&self.typed.texts)
    }
}

fn letter(local: &Local<'_>, typed: &TypedLetter, (route, to): Addressed<'_>) -> Answer {
    let Some(page) = local.built_in(ID) else { return Answer::NotFound };
    let record = record::route(local.book(), local.municipality, route);
    let view = LetterPage {
        rests: rests(local),
        crumbs: Crumbs::local(local, &page.words.short),
        heading: Html::text(page.words.heading()),
        call: entry_call(local),
        action: &page.address,
        sender: typed.text("navn").lines().chain(typed.text("adresse").lines()).collect(),
        typed,
        to: recipient(to),
        route,
        card: record_card(local, record),
        doubt: to.open_doubt(),
        address: &to.address,
    };
    Answer::Document(finished(local, Html::from_template(&view), CachePolicy::Never, false))
}

/// The name stands once: most addresses begin with it.
fn recipient(to: &Contact) -> Vec<&str> {
    let address = to.address.iter().map(String::as_str);
    if to.open_doubt().is_some() {
        return vec![&to.name];
    }
    let begins = address.clone().collect::<Vec<_>>().join(", ").starts_with(&to.name);
    let name = (!begins).then_some(to.name.as_str());
    name.into_iter().chain(address).collect()
}

#[derive(Template)]
#[template(path = "letter/page-name.html", escape = "none")]
struct LetterName<'a> {
    name: &'a str,
    /// Whether something is to be put right.
    faulty: bool,
}

/// What was typed stays out of the title: titles are kept in histories.
fn finished(local: &Local<'_>, main: Html, cache: CachePolicy, faulty: bool) -> Document {
    let own = local.municipality;
    let page = local.built_in(ID);
    let name = LetterName { name: page.map_or("", |page| &page.words.short), faulty };
    let name = Html::from_template(&name).0;
    let is_page = cache == CachePolicy::Page;
    let sheet = Sheet {
        title: title(&[&name, &own.name, &local.book().name]),
        description: page.map(|page| local.described(page)).unwrap_or_default(),
        address: page.filter(|_| is_page).map(|page| page.address.clone()),
        indexed: is_page,
        main,
    };
    let on = OnPage::BuiltIn {
        id: ID,
        below: "",
        has_below: |_, _| false,
        query: "",
        say_address: true,
    };
    Document { cache, ..document(Among::Local(local, on), &sheet) }
}
