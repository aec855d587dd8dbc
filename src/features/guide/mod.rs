//! `/{k}/find-vej/…`: the list of guides, a page for every question, a page for every end.
//!
//! All of them are made at load: a guide has some hundred addresses, and none of them depends on
//! anything a visitor types.

use askama::Template;
use rayon::prelude::*;

use crate::book::record;
use crate::book::{
    BuiltInPage, Ending, Guide, GuideAddition, GuidePlace, GuideQuestion, Link, Phrase, Position,
};
use crate::content::BuiltInId;
use crate::html::Html;
use crate::kind::PageKind;
use crate::render::components::{
    Crumbs, Hero, Origin, RecordCard, Tools, built_in_tools, call, record_card, rests,
};
use crate::render::context::Local;
use crate::render::icon;
use crate::render::layout::{Among, Sheet, document, title};
use crate::render::switch::OnPage;
use crate::site::Document;

/// The guides.
pub const KIND: PageKind = PageKind {
    short: true,
    needs: |municipality| !municipality.leaves.is_empty(),
    make: Some(make),
    ..PageKind::new(ID)
};

const ID: BuiltInId = BuiltInId::Guides;

fn make(local: &Local<'_>) -> Vec<(String, Document)> {
    let Some(page) = local.built_in(ID) else { return Vec::new() };
    let guides = &local.municipality.guides;
    let mut made = vec![(page.address.clone(), list(local, page))];
    let ways =
        guides.iter().flat_map(|guide| guide.paths().into_iter().map(move |way| (guide, way)));
    let ways: Vec<_> = ways.collect();
    made.par_extend(
        ways.into_par_iter()
            .map(|(guide, path)| (guide.address_of(&path), step(local, guide, &path))),
    );
    made
}

#[derive(Template)]
#[template(path = "guide/list.html")]
struct GuideListPage<'a> {
    hero: Hero,
    guides: &'a [Guide],
    next: &'a [Link],
    tools: Tools,
}

fn list(local: &Local<'_>, page: &BuiltInPage) -> Document {
    let own = local.municipality;
    let list = GuideListPage {
        hero: Hero::built_in(local, page),
        guides: &own.guides,
        next: &page.next,
        tools: built_in_tools(local, ID, page),
    };
    let sheet = Sheet {
        title: title(&[&page.words.short, &own.name, &local.book().name]),
        description: local.described(page),
        address: Some(page.address.clone()),
        indexed: true,
        main: Html::from_template(&list),
    };
    document(Among::Local(local, OnPage::built_in(ID)), &sheet)
}

/// A question or an end, by what comes after these answers.
fn step(local: &Local<'_>, guide: &Guide, path: &[usize]) -> Document {
    let position = guide.walk(path);
    let trail = trail(guide, path, &position);
    let hero = |contact, place: &str| Hero {
        crumbs: crumbs(local, guide, path, place),
        rests: Some(rests(local)),
        call: call(local, contact),
        ..Hero::default()
    };
    let (name, main) = match &position.place {
        GuidePlace::Question(question) => {
            let name = question.text.plain.clone();
            let place = if path.is_empty() { &guide.title } else { &name };
            let hero = Hero { heading: question.text.html.clone(), ..hero(None, place) };
            (name, ask(guide, path, question, hero, trail))
        }
        GuidePlace::End { ending, additions } => {
            let name = end_title(ending, additions).to_owned();
            let heading = Html::text(&name);
            let mut hero = Hero { heading, ..hero(Some(ending.contact), &name) };
            if ending.route.is_none() {
                hero.call = hero.call.map(|call| call.with_emergency(local));
            }
            let end = end(local, guide, ending, additions, hero, trail);
            (name, end)
        }
    };
    let address = guide.address_of(path);
    let own = local.municipality;
    let sheet = Sheet {
        title: title(&[&name, &guide.title, &own.name, &local.book().name]),
        description: guide.text.plain.clone(),
        address: Some(address.clone()),
        // The first question finds its way into lists of pages; the others mean nothing alone.
        indexed: path.is_empty(),
        main,
    };
    let list = local.built_in(ID).map_or("", |page| &page.address);
    let on = OnPage::BuiltIn {
        id: ID,
        below: address.strip_prefix(list).unwrap_or_default(),
        has_below: |other, below| {
            let first = below.trim_start_matches('/').split('/').next().unwrap_or_default();
            other.guides.iter().any(|guide| guide.id == first)
        },
        query: "",
        say_address: true,
    };
    document(Among::Local(local, on), &sheet)
}

fn crumbs(local: &Local<'_>, guide: &Guide, path: &[usize], here: &str) -> Crumbs {
    let list = local
        .built_in(ID)
        .map(|page| Link { href: page.address.clone(), text: page.words.short.to_string() });
    let start = Link { href: guide.address.clone(), text: guide.title.clone() };
    let start = (!path.is_empty()).then_some(start);
    list.into_iter().chain(start).fold(Crumbs::local(local, here), Crumbs::below)
}

struct TrailStep {
    question: Phrase,
    answer: String,
    back: String,
}

fn trail(guide: &Guide, path: &[usize], position: &Position<'_>) -> Vec<TrailStep> {
    let steps = position.answered.iter().enumerate().map(|(count, (question, answer))| TrailStep {
        question: question.text.clone(),
        answer: answer.text.plain.clone(),
        back: guide.address_of(&path[..count]),
    });
    steps.collect()
}

#[derive(Template)]
#[template(path = "guide/question.html")]
struct AskPage<'a> {
    hero: Hero,
    question: &'a GuideQuestion,
    answers: Vec<Link>,
    trail: Vec<TrailStep>,
    start: &'a str,
}

fn ask(
    guide: &Guide,
    path: &[usize],
    question: &GuideQuestion,
    hero: Hero,
    trail: Vec<TrailStep>,
) -> Html {
    let links = question.answers.iter().enumerate().map(|(at, answer)| Link {
        href: guide.address_of(&[path, &[at]].concat()),
        text: answer.text.plain.clone(),
    });
    let answers = links.collect();
    Html::from_template(&AskPage { hero, question, answers, trail, start: &guide.address })
}

#[derive(Template)]
#[template(path = "guide/end.html")]
struct EndPage<'a> {
    hero: Hero,
    /// What the end is called, where the heading is written to somebody else.
    own_title: Option<&'a str>,
    first: Vec<AdditionView<'a>>,
    ending: &'a Ending,
    /// The route or the contact whose address it gives, and the deadline, whole.
    card: RecordCard,
    last: Vec<AdditionView<'a>>,
    next: Vec<Link>,
    trail: Vec<TrailStep>,
    start: &'a str,
}

struct AdditionView<'a> {
    addition: &'a GuideAddition,
    /// Its page, unless the ending has the same one.
    read_on: Option<&'a Link>,
    origin: Origin,
}

/// The heading of an end: the leaf's, unless an answer has one of its own.
fn end_title<'a>(ending: &'a Ending, additions: &[&'a GuideAddition]) -> &'a str {
    additions.iter().find_map(|one| one.heading.as_deref()).unwrap_or(&ending.title)
}

fn end<'a>(
    local: &Local<'a>,
    guide: &'a Guide,
    ending: &'a Ending,
    additions: &[&'a GuideAddition],
    hero: Hero,
    trail: Vec<TrailStep>,
) -> Html {
    let view = |one: &'a GuideAddition| AdditionView {
        addition: one,
        read_on: Some(&one.section).filter(|section| **section != ending.section),
        origin: Origin::new(local, &one.sources, &[]),
    };
    let record = record::ending(local.book(), local.municipality, ending);
    let title = end_title(ending, additions);
    Html::from_template(&EndPage {
        own_title: (title != ending.title).then_some(&ending.title),
        first: additions.iter().filter(|one| one.first).map(|one| view(one)).collect(),
        // Its name is the heading of the page.
        card: RecordCard { title: Phrase::default(), ..record_card(local, record) },
        last: additions.iter().filter(|one| !one.first).map(|one| view(one)).collect(),
        next: next(local, ending),
        trail,
        start: &guide.address,
        hero,
        ending,
    })
}

/// The calculator where there is a date to work out, the letter where there is an address for it.
fn next(local: &Local<'_>, ending: &Ending) -> Vec<Link> {
    let own = local.municipality;
    let deadline = ending.deadline.and_then(|deadline| own.deadlines[deadline].calculator.as_ref());
    let calculator =
        deadline.map(|page| Link { href: page.address.clone(), text: page.title.clone() });
    let letter = ending.route.zip(ending.address).and_then(|_| local.link_to(BuiltInId::Letter));
    calculator.into_iter().chain(letter).chain(local.link_to(BuiltInId::Rights)).collect()
}
