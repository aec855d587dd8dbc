//! What an export contains in place of computed pages: a page that says what to do instead.

use std::collections::BTreeMap;

use askama::Template;

use crate::book::{BuiltInPage, Link};
use crate::content::words::OfflineWords;
use crate::content::{BuiltInId, Word};
use crate::html::Html;
use crate::kind::PageKind;
use crate::render::components::{Crumbs, Hero, entry_call};
use crate::render::context::{Local, Whole};
use crate::render::icon;
use crate::render::layout::{Among, Sheet, document, title};
use crate::render::switch::OnPage;
use crate::site::Document;

#[derive(Template)]
#[template(path = "offline.html")]
struct OfflinePage<'a> {
    hero: Hero,
    lines: &'a [Word],
    links: Vec<Link>,
}

/// The replacements for computed pages, by address. Those in `everywhere` also exist for the whole
/// site.
pub fn pages(
    whole: &Whole<'_>,
    kinds: &[PageKind],
    everywhere: &[(&str, BuiltInId)],
) -> BTreeMap<String, Document> {
    let mut made = BTreeMap::new();
    for local in whole.locals() {
        for kind in kinds {
            let Some(page) = local.built_in(kind.id) else { continue };
            let Some(words) = &page.words.offline else { continue };
            let addresses = kind.make.map(|make| make(&local)).unwrap_or_default();
            let addresses = addresses.into_iter().map(|(address, _)| address);
            for address in addresses.chain([page.address.clone()]) {
                made.insert(address, stand_in(&local, kind.id, page, words));
            }
        }
    }
    for (address, id) in everywhere {
        let words = whole.words().page(*id).and_then(|words| words.offline.as_ref());
        made.extend(words.map(|words| ((*address).to_owned(), stand_in_for_all(whole, words))));
    }
    made
}

fn stand_in(
    local: &Local<'_>,
    id: BuiltInId,
    page: &BuiltInPage,
    words: &OfflineWords,
) -> Document {
    let view = OfflinePage {
        hero: Hero {
            crumbs: Crumbs::local(local, &words.title),
            heading: Html::text(&words.title),
            call: entry_call(local),
            ..Hero::default()
        },
        lines: &words.text,
        links: page.instead.clone(),
    };
    let sheet = Sheet {
        title: title(&[&words.title, &local.municipality.name, &local.book().name]),
        main: Html::from_template(&view),
        ..Sheet::default()
    };
    document(Among::Local(local, OnPage::built_in(id)), &sheet)
}

/// The same for the whole site, with links to the municipalities.
fn stand_in_for_all(whole: &Whole<'_>, words: &OfflineWords) -> Document {
    let view = OfflinePage {
        hero: Hero {
            crumbs: Crumbs::shared(&words.title),
            heading: Html::text(&words.title),
            ..Hero::default()
        },
        lines: &words.text,
        links: whole.book.fronts(),
    };
    let sheet = Sheet {
        title: title(&[&words.title, &whole.book.name]),
        main: Html::from_template(&view),
        ..Sheet::default()
    };
    document(Among::Shared(whole), &sheet)
}
