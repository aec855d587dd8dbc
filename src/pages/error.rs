//! The error pages: wrong addresses, bad requests and internal errors.

use std::collections::BTreeMap;

use askama::Template;

use crate::book::Link;
use crate::content::BuiltInId;
use crate::html::Html;
use crate::render::components::{Crumbs, Hero, emergency, entry_call};
use crate::render::context::{Local, Whole};
use crate::render::icon;
use crate::render::layout::{Among, Sheet, document, title};
use crate::render::switch::OnPage;
use crate::site::{Document, Notice};

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    hero: Hero,
    /// The advice on danger to life, if there is no number above it.
    emergency: Option<Html>,
    kind: Fault,
    search: Option<String>,
    links: Vec<Link>,
}

#[derive(Template)]
#[template(path = "error-name.html")]
struct Name {
    kind: Fault,
}

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// A wrong address within a municipality.
    NotFound,
    /// A wrong address that names no municipality.
    Lost,
    /// An internal error.
    Ours,
    /// A bad request.
    Noticed(Notice),
}

impl Fault {
    fn name(self) -> String {
        Html::from_template(&Name { kind: self }).0.trim().to_owned()
    }
}

/// A wrong address within a municipality.
pub fn not_found(local: &Local<'_>) -> Document {
    let own = local.municipality;
    let name = Fault::NotFound.name();
    let error = ErrorPage {
        hero: Hero {
            crumbs: Crumbs::local(local, &name),
            call: entry_call(local).map(|call| call.with_emergency(local)),
            heading: crate::render::components::local_heading(local, &name),
            ..Hero::default()
        },
        emergency: None,
        kind: Fault::NotFound,
        search: local.built_in(BuiltInId::Search).map(|page| page.address.clone()),
        links: own.likely.clone(),
    };
    let sheet = Sheet {
        title: title(&[&name, &own.name, &local.book().name]),
        main: Html::from_template(&error),
        ..Sheet::default()
    };
    document(Among::Local(local, OnPage::Front), &sheet)
}

/// A wrong address that names no municipality.
pub fn lost(whole: &Whole<'_>) -> Document {
    shared(whole, Fault::Lost)
}

/// An internal error.
pub fn fault(whole: &Whole<'_>) -> Document {
    shared(whole, Fault::Ours)
}

/// Bad requests.
pub fn notices(whole: &Whole<'_>) -> BTreeMap<Notice, Document> {
    Notice::ALL.map(|notice| (notice, shared(whole, Fault::Noticed(notice)))).into()
}

fn shared(whole: &Whole<'_>, kind: Fault) -> Document {
    let name = kind.name();
    let error = ErrorPage {
        hero: Hero { crumbs: Crumbs::shared(&name), heading: Html::text(&name), ..Hero::default() },
        emergency: Some(emergency(whole)),
        kind,
        search: None,
        links: whole.book.fronts(),
    };
    let sheet = Sheet {
        title: title(&[&name, &whole.book.name]),
        main: Html::from_template(&error),
        ..Sheet::default()
    };
    document(Among::Shared(whole), &sheet)
}
