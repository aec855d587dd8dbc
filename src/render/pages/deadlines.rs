//! `/{k}/frister`: the two calculators. The page is made at load; with an answer it is made for the
//! one who asked, sent and forgotten.

use askama::Template;

use super::deadline_answers;
use crate::content::Route;
use crate::guidance::deadline::{Exception, Extent, Lengths, Substance};
use crate::guidance::form::{Calculator, Form};
use crate::guidance::typed_date::{self, Doubt, Typed, Wrong};
use crate::render::components::{
    Choice, Crumbs, DateField, Hero, Tools, call, choice, date_field, local_heading, tools,
};
use crate::render::context::{Link, Local};
use crate::render::html::Html;
use crate::render::icon;
use crate::render::layout::{Page, Place, document, title};
use crate::site::{CachePolicy, Document};

/// The page's id.
pub const PAGE: &str = "frister";
const NAME: &str = "Frister";

#[derive(Template)]
#[template(path = "deadlines.html")]
struct Deadlines {
    hero: Hero,
    action: String,
    wrong: Vec<Link>,
    answer: Option<Html>,
    forms: Vec<FormView>,
    trust: String,
    next: Vec<Link>,
    tools: Tools,
}

struct FormView {
    id: &'static str,
    title: String,
    intro: Vec<Html>,
    /// What one can complain about in other ways.
    instead: Vec<Link>,
    date: DateField,
    choices: Vec<Choice>,
    button: &'static str,
    by_hand: Vec<String>,
}

/// The page without an answer.
pub fn page(local: &Local<'_>) -> Document {
    made(local, &Form::default(), &Wrong::default(), None, None)
}

/// The page with the answer to a form, or with what is wrong with it. Nobody keeps it.
pub fn answer(local: &Local<'_>, form: &Form) -> Document {
    let lengths = Lengths::of(local.municipality);
    let known = form.calculator.filter(|calculator| match calculator {
        Calculator::Guarantee => lengths.guarantee.is_some(),
        Calculator::Complaint => lengths.complaint.is_some(),
    });
    let document = match (known, form.date.read(local.whole.today)) {
        (None, _) => page(local),
        (Some(_), Err(wrong)) => made(local, form, &wrong, None, None),
        (Some(calculator), Ok(read)) => {
            let answer = match calculator {
                Calculator::Guarantee => deadline_answers::guarantee(local, form, read.date),
                Calculator::Complaint => deadline_answers::complaint(local, form, read.date),
            };
            let doubt = read.doubt.map(Doubt::message);
            made(local, form, &Wrong::default(), doubt.as_deref(), answer)
        }
    };
    Document { cache: CachePolicy::Never, ..document }
}

fn made(
    local: &Local<'_>,
    form: &Form,
    wrong: &Wrong,
    doubt: Option<&str>,
    answer: Option<Html>,
) -> Document {
    let asked = form.calculator;
    let state = |calculator| {
        let mine = asked == Some(calculator);
        State {
            form: mine.then_some(form),
            wrong: mine.then_some(wrong),
            doubt: doubt.filter(|_| mine).map(str::to_owned),
        }
    };
    let mut forms: Vec<FormView> = [
        guarantee_form(local, &state(Calculator::Guarantee)),
        complaint_form(local, &state(Calculator::Complaint)),
    ]
    .into_iter()
    .flatten()
    .collect();
    // Who asked about a decision sees that form first again.
    if asked == Some(Calculator::Complaint) {
        forms.reverse();
    }
    let wrong: Vec<Link> = forms.iter().flat_map(wrong_links).collect();
    let name = if wrong.is_empty() { NAME } else { "Fejl: Frister" };
    let municipality = local.municipality;
    let deadlines = Deadlines {
        hero: Hero {
            crumbs: Crumbs::local(local, NAME),
            heading: local_heading(local, "Regn din frist ud"),
            call: call(local, None),
            ..Hero::default()
        },
        action: municipality.page_address(PAGE).unwrap_or_default(),
        wrong,
        answer,
        forms,
        trust: local.trust.sentence.clone(),
        next: ["behandlingsgaranti", "klage", "find-vej", "raadgivning"]
            .iter()
            .filter_map(|page| local.link(page))
            .collect(),
        tools: tools(local, PAGE, Some(PAGE), None),
    };
    let page = Page {
        title: title(&[name, &municipality.profile.name, &local.whole.content.site.name]),
        description: format!("Regn ud, hvornår din frist er {}.", municipality.profile.within),
        address: municipality.page_address(PAGE),
        indexed: asked.is_none(),
        main: Html::from_template(&deadlines),
    };
    document(Place::Local(local, PAGE), &page)
}

/// What a form shows again after it was sent.
struct State<'a> {
    form: Option<&'a Form>,
    wrong: Option<&'a Wrong>,
    doubt: Option<String>,
}

impl State<'_> {
    fn date(&self, local: &Local<'_>, id: &'static str, legend: &str) -> DateField {
        let typed = self.form.map_or_else(Typed::default, |form| form.date.clone());
        let wrong = self.wrong.cloned().unwrap_or_default();
        let example = typed_date::example(local.whole.today, 3);
        date_field(id, legend, example, &typed, &wrong, self.doubt.clone())
    }
}

/// One line for every field with a mistake, leading to it.
fn wrong_links(form: &FormView) -> Vec<Link> {
    let parts = form.date.parts.iter();
    parts
        .filter_map(|part| {
            let text = part.wrong.clone()?;
            Some(Link { href: format!("#{}", part.id), text })
        })
        .collect()
}

fn guarantee_form(local: &Local<'_>, state: &State<'_>) -> Option<FormView> {
    let deadline = local.municipality.deadline("garanti")?;
    let (words, days) = (deadline.words(), deadline.days());
    let stated = &deadline.exceptions;
    let told = state.form.map(|form| form.told).unwrap_or_default();
    let mut choices = Vec::new();
    if !stated.is_empty() {
        choices.push(substance_choice("g", "Hvad drejer det sig om?", told.substance));
    }
    if stated.contains(&Exception::Anonymous) {
        let label = "Vil du være anonym?";
        choices.push(choice("g", "anonym", label, &YES_NO, yes_no(told.anonymous)));
    }
    if stated.contains(&Exception::OwnPlace) {
        let label = "Har du selv valgt et andet sted end det, kommunen har visiteret til?";
        choices.push(choice("g", "eget-sted", label, &YES_NO, yes_no(told.own_place)));
    }
    if stated.contains(&Exception::Assessment) {
        let options =
            [("ambulant", "Ambulant behandling"), ("dag-doegn", "Dag- eller døgnbehandling")];
        let chosen = match told.extent {
            Some(Extent::Ambulant) => "ambulant",
            Some(Extent::DayOrNight) => "dag-doegn",
            None => "",
        };
        choices.push(choice("g", "behandling", "Hvilken behandling er det?", &options, chosen));
    }
    Some(FormView {
        id: "garanti",
        title: format!("{words}: Hvornår skal behandlingen begynde?"),
        intro: vec![local.html(&deadline.meaning)],
        instead: Vec::new(),
        date: state.date(local, "g", "Hvilken dag henvendte du dig første gang?"),
        choices,
        button: "Regn datoen ud",
        by_hand: vec![format!(
            "Dagen efter, at du henvendte dig, er dag 1. Dag {days} er den sidste. Weekender og helligdage tæller med."
        )],
    })
}

fn complaint_form(local: &Local<'_>, state: &State<'_>) -> Option<FormView> {
    let municipality = local.municipality;
    let deadline = municipality.deadline("klage")?;
    let (words, days) = (deadline.words(), deadline.days());
    let excluded = municipality.route("afgoerelse").map_or(&[][..], |route| &route.excluded);
    let mut intro = vec![local.html(&deadline.meaning)];
    intro.extend(local.htmls(excluded));
    let told = state.form.map(|form| form.told).unwrap_or_default();
    Some(FormView {
        id: "klage",
        title: format!("{words}: Hvornår skal klagen være fremme?"),
        intro,
        instead: other_routes(local),
        date: state.date(local, "k", "Hvilken dag fik du afgørelsen?"),
        choices: vec![substance_choice("k", "Hvad handler afgørelsen om?", told.substance)],
        button: "Regn datoerne ud",
        by_hand: vec![
            format!("Dagen efter, at du fik afgørelsen, er dag 1. Dag {days} er den sidste. Er det ikke en almindelig hverdag, så gå tilbage til den sidste hverdag før."),
            "Vi regner ikke lørdag, søndag og helligdage som hverdage. Heller ikke grundlovsdag, juleaftensdag, nytårsaftensdag og fredagen efter Kristi himmelfartsdag.".to_owned(),
        ],
    })
}

/// What one can complain about in other ways than over a decision.
pub(super) fn other_routes(local: &Local<'_>) -> Vec<Link> {
    let routes = local.municipality.routes.iter().filter(|route| route.id.as_str() != "afgoerelse");
    let link = |route: &Route| {
        let target = local.resolver.target(&route.section)?;
        Some(Link { href: target.href(), text: route.title.to_string() })
    };
    routes.filter_map(link).collect()
}

const YES_NO: [(&str, &str); 2] = [("ja", "Ja"), ("nej", "Nej")];

fn yes_no(told: Option<bool>) -> &'static str {
    match told {
        Some(true) => "ja",
        Some(false) => "nej",
        None => "",
    }
}

fn substance_choice(form: &str, label: &'static str, told: Option<Substance>) -> Choice {
    let options =
        [("alkohol", "Alkohol"), ("andre", "Andre rusmidler end alkohol"), ("begge", "Begge dele")];
    let chosen = match told {
        Some(Substance::Alcohol) => "alkohol",
        Some(Substance::Other) => "andre",
        Some(Substance::Both) => "begge",
        None => "",
    };
    choice(form, "rusmiddel", label, &options, chosen)
}
