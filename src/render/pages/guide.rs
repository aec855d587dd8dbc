//! `/{k}/find-vej/…`: the list of guides, a page for every question, a page for every end.
//!
//! All of them are made at load: a guide has some hundred addresses, and none of them depends on
//! anything a visitor types.

use askama::Template;
use rayon::prelude::*;

use crate::content::Word;
use crate::content::guide::{Addition, Leaf, Question};
use crate::guidance::guide::{self, Guide, Position};
use crate::markdown;
use crate::render::components::{
    Crumbs, DeadlineLine, Hero, Origin, Tools, call, deadline_line, local_heading, tools,
};
use crate::render::context::{Link, Local};
use crate::render::html::Html;
use crate::render::icon;
use crate::render::layout::{Page, Place, document, title};
use crate::site::Document;

/// The short name of the list of guides.
const NAME: &str = "Find din vej";

/// Every address of the guides of a municipality, the list included.
pub fn pages(local: &Local<'_>) -> Vec<(String, Document)> {
    let guides = guide::guides(local.whole.content, local.municipality);
    let mut made =
        vec![(format!("{}/{}", local.municipality.address(), guide::PAGE), list(local, &guides))];
    let ways = guides.iter().flat_map(|guide| guide.all().into_iter().map(move |way| (guide, way)));
    let ways: Vec<_> = ways.collect();
    made.par_extend(ways.into_par_iter().filter_map(|(guide, answers)| {
        let position = guide.walk(&answers)?;
        Some((guide.address(&answers), step(local, guide, &answers, &position)))
    }));
    made
}

#[derive(Template)]
#[template(path = "guides.html")]
struct Guides {
    hero: Hero,
    all: Vec<GuideView>,
    next: Vec<Link>,
    tools: Tools,
}

struct GuideView {
    id: String,
    href: String,
    title: String,
    text: Html,
}

fn list(local: &Local<'_>, guides: &[Guide<'_>]) -> Document {
    let views = guides.iter().map(|guide| GuideView {
        id: guide.id.to_owned(),
        href: guide.address(&[]),
        title: guide.file.title.to_string(),
        text: local.html(&guide.file.text),
    });
    let list = Guides {
        hero: Hero {
            crumbs: Crumbs::local(local, NAME),
            heading: local_heading(local, NAME),
            call: call(local, None),
            ..Hero::default()
        },
        all: views.collect(),
        next: ["indgang", "klage", "rettigheder", "ikke-beskrevet"]
            .iter()
            .filter_map(|page| local.link(page))
            .collect(),
        tools: tools(local, guide::PAGE, Some(guide::PAGE), None),
    };
    let page = Page {
        title: title(&[NAME, &local.municipality.profile.name, &local.whole.content.site.name]),
        description: "Svar på nogle få spørgsmål, og se, hvem du kan ringe til.".to_owned(),
        address: local.municipality.page_address(guide::PAGE),
        indexed: true,
        main: Html::from_template(&list),
    };
    document(Place::Local(local, guide::PAGE), &page)
}

/// A question or an end, by what comes after these answers.
fn step(
    local: &Local<'_>,
    guide: &Guide<'_>,
    answers: &[&str],
    position: &Position<'_>,
) -> Document {
    let trail = trail(local, guide, answers, position);
    let hero = |contact: Option<&str>, here: &str| Hero {
        crumbs: crumbs(local, guide, answers, here),
        heading: local_heading(local, &guide.file.title),
        call: call(local, contact),
        ..Hero::default()
    };
    let (name, main) = match &position.place {
        guide::Place::Question(question) => {
            let name = markdown::plain(&question.text, &local.resolver);
            let hero = hero(None, if answers.is_empty() { &guide.file.title } else { &name });
            (name, ask(local, guide, answers, question, hero, trail))
        }
        guide::Place::End { leaf, additions } => {
            let mut hero = hero(Some(&leaf.contact), "Svar");
            if leaf.route.is_none() {
                hero.call = hero.call.map(|call| call.with_emergency(local));
            }
            let title = end_title(leaf, additions).to_string();
            (title, end(local, guide, leaf, additions, hero, trail))
        }
    };
    let site = &local.whole.content.site.name;
    let municipality = &local.municipality.profile.name;
    let page = Page {
        title: title(&[&name, &guide.file.title, municipality, site]),
        description: markdown::plain(&guide.file.text, &local.resolver),
        address: Some(guide.address(answers)),
        // The first question finds its way into lists of pages; the others mean nothing alone.
        indexed: answers.is_empty(),
        main,
    };
    let below = guide.address(answers);
    let id = below.trim_start_matches(&local.municipality.address()).trim_start_matches('/');
    document(Place::Local(local, id), &page)
}

fn crumbs(local: &Local<'_>, guide: &Guide<'_>, answers: &[&str], here: &str) -> Crumbs {
    let mut crumbs = Crumbs::local(local, here);
    let list = local.municipality.page_address(guide::PAGE).unwrap_or_default();
    crumbs.above.push(Link { href: list, text: NAME.to_owned() });
    if !answers.is_empty() {
        let text = guide.file.title.to_string();
        crumbs.above.push(Link { href: guide.address(&[]), text });
    }
    crumbs
}

struct TrailStep {
    question: Html,
    answer: String,
    back: String,
}

fn trail(
    local: &Local<'_>,
    guide: &Guide<'_>,
    answers: &[&str],
    position: &Position<'_>,
) -> Vec<TrailStep> {
    let steps = position.answered.iter().enumerate().map(|(count, one)| TrailStep {
        question: local.html(&one.question.text),
        answer: markdown::plain(&one.answer.text, &local.resolver),
        back: guide.address(&answers[..count]),
    });
    steps.collect()
}

#[derive(Template)]
#[template(path = "guide-question.html")]
struct AskPage {
    hero: Hero,
    question: Html,
    hint: Option<Html>,
    answers: Vec<Link>,
    trail: Vec<TrailStep>,
    start: String,
}

fn ask(
    local: &Local<'_>,
    guide: &Guide<'_>,
    answers: &[&str],
    question: &Question,
    hero: Hero,
    trail: Vec<TrailStep>,
) -> Html {
    let links = question.answers.iter().map(|answer| Link {
        href: guide.address(&[answers, &[&answer.id]].concat()),
        text: markdown::plain(&answer.text, &local.resolver),
    });
    Html::from_template(&AskPage {
        hero,
        question: local.html(&question.text),
        hint: question.hint.as_ref().map(|hint| local.html(hint)),
        answers: links.collect(),
        trail,
        start: guide.address(&[]),
    })
}

#[derive(Template)]
#[template(path = "guide-end.html")]
struct EndPage {
    hero: Hero,
    title: String,
    /// What the end is called, where the heading is written to somebody else.
    own_title: Option<String>,
    first: Vec<AdditionView>,
    now: Vec<Html>,
    address: Vec<String>,
    address_note: Option<Html>,
    address_trust: String,
    deadline: Option<DeadlineLine>,
    /// What stands in place of a deadline.
    no_deadline: Html,
    exceptions: Vec<Html>,
    note: Option<Html>,
    read_on: Option<Link>,
    origin: Origin,
    last: Vec<AdditionView>,
    next: Vec<Link>,
    trail: Vec<TrailStep>,
    start: String,
}

/// Silence is not a no: what stands where the source gives no deadline.
const NO_DEADLINE: &str = "Kilden nævner ingen frist. Der kan godt være en. Spørg.";

struct AdditionView {
    title: String,
    lines: Vec<Html>,
    origin: Origin,
}

/// The heading of an end: the leaf's, unless an answer has one of its own.
fn end_title<'a>(leaf: &'a Leaf, additions: &[&'a Addition]) -> &'a Word {
    additions.iter().find_map(|one| one.heading.as_ref()).unwrap_or(&leaf.title)
}

fn end(
    local: &Local<'_>,
    guide: &Guide<'_>,
    leaf: &Leaf,
    additions: &[&Addition],
    hero: Hero,
    trail: Vec<TrailStep>,
) -> Html {
    let place = leaf.address.as_ref().and_then(|id| local.municipality.contact(id));
    let lines = place.and_then(|place| place.address.as_deref()).unwrap_or_default();
    let view = |one: &&&Addition| AdditionView {
        title: one.title.to_string(),
        lines: local.htmls(&one.text),
        origin: Origin::new(local, &one.source, &[] as &[&str]),
    };
    let title = end_title(leaf, additions).to_string();
    Html::from_template(&EndPage {
        own_title: (title != leaf.title.as_str()).then(|| leaf.title.to_string()),
        title,
        first: additions.iter().filter(|one| one.first).map(|one| view(&one)).collect(),
        now: local.htmls(&leaf.now),
        address: lines.iter().map(ToString::to_string).collect(),
        address_note: place.and_then(|place| place.note.as_ref()).map(|note| local.html(note)),
        address_trust: match place.and_then(|place| place.verified) {
            Some(day) => format!("Bekræftet {}.", markdown::resolve::date_words(day)),
            None => format!("Adressen er ikke bekræftet. {}", local.trust.sentence),
        },
        deadline: deadline_line(local, leaf.deadline.as_ref()),
        no_deadline: match &leaf.no_deadline {
            Some(text) => local.html(text),
            None => Html::text(NO_DEADLINE),
        },
        exceptions: local.htmls(&leaf.exceptions),
        note: leaf.note.as_ref().map(|note| local.html(note)),
        read_on: local.link(&leaf.section),
        origin: Origin::new(local, &leaf.source, &leaf.laws),
        last: additions.iter().filter(|one| !one.first).map(|one| view(&one)).collect(),
        next: next(local, leaf),
        trail,
        start: guide.address(&[]),
        hero,
    })
}

/// The calculator where there is a date to work out, the letter where there is an address for it.
fn next(local: &Local<'_>, leaf: &Leaf) -> Vec<Link> {
    let letter = leaf.route.is_some() && leaf.address.is_some();
    let pages = [
        leaf.deadline.as_ref().map(|_| "frister"),
        letter.then_some("klagebrev"),
        Some("rettigheder"),
    ];
    pages.into_iter().flatten().filter_map(|page| local.link(page)).collect()
}
