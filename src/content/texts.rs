//! All inline Markdown in TOML files, with the file it is in.
//!
//! The checks go through these as they go through the pages, so that a broken link in a right is
//! found just like one in a paragraph.

use super::deadline::{Calculator, RawDeadline, StateWords};
use super::guide::{GuideFile, LeafFile};
use super::municipality::{RawContact, RawCourse, RawEntry, RawRight, RawRoute};
use super::page::FrontMatter;
use super::search_words::RawShortcut;
use super::{Content, RawMunicipality, Text};
use crate::source::FileId;

/// An inline Markdown text in a TOML file.
#[derive(Clone, Copy, Debug)]
pub struct TextFound<'a> {
    /// The municipality, if it is in a municipality's folder.
    pub municipality: Option<&'a RawMunicipality>,
    pub file: FileId,
    pub text: &'a Text,
    /// Whether it contains placeholders in braces.
    pub pattern: bool,
}

impl Content {
    pub fn texts(&self) -> Vec<TextFound<'_>> {
        let mut found = Vec::new();
        let shared = |file, text| TextFound { municipality: None, file, text, pattern: false };
        let site = &self.site;
        found.push(shared(site.file, &site.description));
        found.push(shared(site.file, &site.emergency.text));
        found.push(shared(site.file, &site.emergency.origin));
        found.extend(site.doors.iter().map(|door| shared(site.file, &door.text)));
        for law in self.laws.iter() {
            let subjects = law.paragraphs.iter().map(|paragraph| &paragraph.subject);
            found.extend(
                law.subject.iter().chain(subjects).map(|text| shared(self.laws.file, text)),
            );
        }
        found.extend(self.glossary.iter().map(|term| shared(self.glossary.file, &term.meaning)));
        for guide in self.guides.values() {
            found.extend(of_guide(guide).map(|text| shared(guide.file, text)));
        }
        found.extend(self.search.pages.iter().map(|page| shared(self.search.file, &page.text)));
        found.extend(self.search.shortcuts.iter().flat_map(|one| self.of_shortcut(one)));
        for page in &self.pages {
            found.extend(of_front_matter(&page.front).map(|text| shared(page.file, text)));
        }
        for municipality in &self.municipalities {
            municipality.texts(&mut found);
        }
        found
    }

    /// A shortcut's answer is returned once for every municipality it applies to.
    fn of_shortcut<'a>(&'a self, shortcut: &'a RawShortcut) -> impl Iterator<Item = TextFound<'a>> {
        let here = |one: &&RawMunicipality| shortcut.holds_in(&one.id);
        self.municipalities.iter().filter(here).map(|one| TextFound {
            municipality: Some(one),
            file: self.search.file,
            text: &shortcut.answer,
            pattern: false,
        })
    }
}

impl RawMunicipality {
    fn texts<'a>(&'a self, found: &mut Vec<TextFound<'a>>) {
        let mut add = |file, texts: &mut dyn Iterator<Item = &'a Text>| {
            found.extend(texts.map(|text| TextFound {
                municipality: Some(self),
                file,
                text,
                pattern: false,
            }));
        };
        let profile = &self.profile;
        let scope = profile.source.scope.iter();
        let own = std::iter::once(&profile.entry_text).chain(&profile.summary).chain(scope);
        add(profile.file, &mut own.into_iter());
        add(self.contacts.file, &mut self.contacts.iter().flat_map(of_contact));
        add(self.deadlines.file, &mut self.deadlines.iter().flat_map(of_deadline));
        add(self.rights.file, &mut self.rights.iter().flat_map(of_right));
        add(self.routes.file, &mut self.routes.iter().flat_map(of_route));
        add(self.offers.file, &mut self.offers.iter().flat_map(of_entry));
        add(self.target_groups.file, &mut self.target_groups.iter().flat_map(of_entry));
        add(self.courses.file, &mut self.courses.iter().flat_map(of_course));
        for file in self.leaves.values() {
            add(file.file, &mut of_leaves(file));
        }
        for page in self.sections.iter().chain(&self.pages) {
            add(page.file, &mut of_front_matter(&page.front));
        }
        let calculators = self.deadlines.iter().filter_map(|one| one.calculator.as_ref());
        found.extend(calculators.flat_map(of_calculator).map(|text| TextFound {
            municipality: Some(self),
            file: self.deadlines.file,
            text,
            pattern: true,
        }));
    }
}

fn of_contact(contact: &RawContact) -> impl Iterator<Item = &Text> {
    let own = std::iter::once(&contact.role).chain(&contact.mail_warning);
    own.chain(&contact.note).chain(&contact.doubt)
}

fn of_deadline(deadline: &RawDeadline) -> impl Iterator<Item = &Text> {
    let own = [&deadline.from, &deadline.meaning].into_iter().chain(&deadline.remark);
    own.chain(deadline.calculator.iter().flat_map(|one| one.by_hand.iter().chain(&one.help)))
}

fn of_calculator(calculator: &Calculator) -> impl Iterator<Item = &Text> {
    let answer = &calculator.answer;
    let about = answer.about_date.iter().chain(&answer.about_last);
    let about = about.chain(&answer.closed).chain(&answer.advice);
    let always = [&answer.ahead, &answer.in_time, &answer.today, &answer.over];
    let sometimes =
        answer.same_day.iter().chain(&answer.soon).chain(&answer.safe_today).chain(&answer.late);
    let states = always.into_iter().chain(sometimes).flat_map(of_state);
    let exceptions = calculator.exceptions.iter().flat_map(|exception| {
        let sure = exception.sure.iter().chain(exception.sure_over.iter().flatten());
        sure.chain([&exception.perhaps]).chain(&exception.say)
    });
    let next = calculator.next.iter().map(|next| &next.text);
    next.chain(about).chain(states).chain(exceptions)
}

fn of_state(state: &StateWords) -> impl Iterator<Item = &Text> {
    state.text.iter().chain(&state.closed).chain(&state.say)
}

fn of_right(right: &RawRight) -> impl Iterator<Item = &Text> {
    [&right.who, &right.what]
        .into_iter()
        .chain(&right.conditions)
        .chain(&right.exceptions)
        .chain(&right.note)
}

fn of_route(route: &RawRoute) -> impl Iterator<Item = &Text> {
    [&route.about, &route.to_text]
        .into_iter()
        .chain(&route.how)
        .chain(&route.then)
        .chain(&route.excluded)
        .chain(&route.remains)
        .chain(&route.note)
}

fn of_entry(entry: &RawEntry) -> impl Iterator<Item = &Text> {
    std::iter::once(&entry.name).chain(&entry.description)
}

fn of_course(course: &RawCourse) -> impl Iterator<Item = &Text> {
    course.steps.iter().map(|step| &step.text)
}

fn of_guide(guide: &GuideFile) -> impl Iterator<Item = &Text> {
    let questions = guide.questions.iter().flat_map(|question| {
        let answers = question.answers.iter().map(|answer| &answer.text);
        std::iter::once(&question.text).chain(&question.hint).chain(answers)
    });
    std::iter::once(&guide.text).chain(questions)
}

fn of_leaves(file: &LeafFile) -> impl Iterator<Item = &Text> {
    let leaves = file.leaves.iter().flat_map(|leaf| {
        let texts = leaf.now.iter().chain(&leaf.no_deadline);
        texts.chain(&leaf.exceptions).chain(&leaf.note)
    });
    leaves.chain(file.additions.iter().flat_map(|addition| &addition.text))
}

fn of_front_matter(front: &FrontMatter) -> impl Iterator<Item = &Text> {
    front.summary.iter()
}
