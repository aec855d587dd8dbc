//! Every name and heading shown to readers as it is, without Markdown. The checks go through them
//! as they go through the texts.

use super::deadline::Calculator;
use super::{Content, RawMunicipality, RawPage, Word};
use crate::source::FileId;

#[derive(Clone, Copy, Debug)]
pub struct LabelFound<'a> {
    /// The municipality, if it is in a municipality's folder.
    pub municipality: Option<&'a RawMunicipality>,
    pub file: FileId,
    pub word: &'a Word,
}

impl Content {
    /// All labels, shared ones first.
    pub fn labels(&self) -> Vec<LabelFound<'_>> {
        let mut labels: Vec<LabelFound<'_>> = Vec::new();
        let mut shared = |file, word| labels.push(LabelFound { municipality: None, file, word });
        let site = &self.site;
        shared(site.file, &site.name);
        site.groups.iter().for_each(|one| shared(site.file, &one.title));
        site.doors.iter().for_each(|one| shared(site.file, &one.title));
        self.sections.iter().for_each(|one| shared(self.sections.file, &one.title));
        self.guides.values().for_each(|one| shared(one.file, &one.title));
        for page in &self.pages {
            of_page(page).for_each(|word| shared(page.file, word));
        }
        for municipality in &self.municipalities {
            municipality.labels(&mut labels);
        }
        labels
    }
}

impl RawMunicipality {
    fn labels<'a>(&'a self, found: &mut Vec<LabelFound<'a>>) {
        let mut add = |file, word| found.push(LabelFound { municipality: Some(self), file, word });
        for page in self.sections.iter().chain(&self.pages) {
            of_page(page).for_each(|word| add(page.file, word));
        }
        for calculator in self.deadlines.iter().filter_map(|one| one.calculator.as_ref()) {
            of_calculator(calculator).for_each(|word| add(self.deadlines.file, word));
        }
        self.rights.iter().for_each(|one| add(self.rights.file, &one.title));
        self.routes.iter().for_each(|one| add(self.routes.file, &one.title));
        for leaves in self.leaves.values() {
            let ends = leaves.leaves.iter().map(|one| &one.title);
            let additions = leaves
                .additions
                .iter()
                .flat_map(|one| std::iter::once(&one.title).chain(&one.heading));
            ends.chain(additions).for_each(|word| add(leaves.file, word));
        }
    }
}

fn of_page(page: &RawPage) -> impl Iterator<Item = &Word> {
    std::iter::once(&page.front.title).chain(&page.front.short_title)
}

fn of_calculator(one: &Calculator) -> impl Iterator<Item = &Word> {
    let answer = &one.answer;
    let states = [&answer.ahead, &answer.in_time, &answer.today, &answer.over].into_iter();
    let states = states
        .chain(&answer.same_day)
        .chain(&answer.soon)
        .chain(&answer.safe_today)
        .chain(&answer.late);
    let questions = one.questions.iter().flat_map(|question| {
        std::iter::once(&question.text).chain(question.answers.iter().map(|answer| &answer.text))
    });
    let exceptions = one
        .exceptions
        .iter()
        .flat_map(|one| one.heading.iter().chain(&one.heading_over).chain(&one.before_date));
    [&one.title, &one.short, &one.ask, &one.button, &answer.heading, &answer.before_date]
        .into_iter()
        .chain(questions)
        .chain(exceptions)
        .chain(&answer.heading_perhaps)
        .chain(states.filter_map(|state| state.heading.as_ref()))
}
