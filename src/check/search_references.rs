//! `soegning.toml` and `eksempler.toml`: the sections, pages, topics and laws they name must exist.

use std::collections::{BTreeMap, BTreeSet};

use super::corpus::Corpus;
use crate::content::search_words::TopicAnswer;
use crate::content::{BuiltInId, RawMunicipality, Word};
use crate::finding::{Finding, Thing};
use crate::source::{FileId, Place};

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    let words = &corpus.content.search;
    let mut checker = Checker { corpus, file: words.file, findings };
    for topic in &words.topics {
        checker.anywhere(topic.best.iter().chain(&topic.also).chain(&topic.pages));
        checker.own(&topic.municipalities);
        if let Some(law) = topic.law.as_ref().filter(|id| corpus.content.law(id).is_none()) {
            checker.unknown(law, "Loven", "Brug id'et på en [[lov]] i love.toml.");
        }
    }
    for together in &words.together {
        checker.topics(&together.topics);
        checker.anywhere(together.best.iter().chain(&together.also));
        checker.own(&together.municipalities);
    }
    for shortcut in &words.shortcuts {
        checker.topics(&shortcut.topics);
        checker.topics(&shortcut.without);
        checker.municipalities(&shortcut.municipalities);
    }
    for source in &words.source_words {
        checker.anywhere([&source.section]);
        checker.municipalities(&source.municipality);
    }
    for page in words.pages.iter().filter(|page| BuiltInId::named(&page.id).is_none()) {
        checker.unknown(&page.id, "Siden", "Brug navnet på en side, som webstedet selv laver.");
    }
    let examples = &corpus.content.examples;
    let mut checker = Checker { file: examples.file, ..checker };
    for example in examples.iter() {
        match &example.municipality {
            None => checker.anywhere([&example.section]),
            Some(id) => {
                for municipality in checker.municipalities([id]) {
                    checker.target(municipality, &example.section);
                }
            }
        }
    }
}

struct Checker<'c, 'a> {
    corpus: &'c Corpus<'a>,
    file: FileId,
    findings: &'c mut Vec<Finding>,
}

impl<'a> Checker<'_, 'a> {
    fn unknown(&mut self, word: &Word, what: &str, remedy: &str) {
        if word.is_empty() {
            return; // a repaired file: reported already
        }
        self.findings.push(Finding::error(
            "ukendt-henvisning",
            Place::new(self.file, word.span()),
            format!("{what} »{word}« findes ikke."),
            remedy,
        ));
    }

    fn no_municipality(&mut self, at: &Word, id: &str) {
        if id.is_empty() {
            return; // a repaired file: reported already
        }
        let found = Finding::error(
            "ukendt-henvisning",
            Place::new(self.file, at.span()),
            format!("Kommunen »{id}« findes ikke."),
            "Brug navnet på en kommunes mappe.",
        );
        self.findings.push(found.lacking(Thing::Municipality, id, None));
    }

    /// One municipality may lack the section, but not all of them.
    fn anywhere<'w>(&mut self, references: impl IntoIterator<Item = &'w Word>) {
        let all = &self.corpus.content.municipalities;
        for reference in references.into_iter().filter(|one| !one.is_empty()) {
            let misses = || all.iter().map(|one| self.corpus.find_target(Some(one), reference));
            if misses().all(|found| found.is_err())
                && let Some(municipality) = all.first()
            {
                self.target(municipality, reference);
            }
        }
    }

    fn target(&mut self, municipality: &RawMunicipality, reference: &Word) {
        let found = self.corpus.find_target(Some(municipality), reference);
        if let Err(missing) = found {
            let place = Place::new(self.file, reference.span());
            self.findings.push(missing.finding("ukendt-henvisning", place, Some(municipality)));
        }
    }

    /// A municipality must have the sections of its own answers.
    fn own(&mut self, answers: &BTreeMap<String, TopicAnswer>) {
        for (id, answer) in answers {
            let sections = answer.best.iter().chain(&answer.also);
            if let Some(municipality) = self.corpus.content.municipality(id) {
                sections.for_each(|section| self.target(municipality, section));
            } else if let Some(section) = sections.into_iter().next() {
                self.no_municipality(section, id);
            }
        }
    }

    fn topics(&mut self, ids: &[Word]) {
        let topics = self.corpus.content.search.topics.iter();
        let known: BTreeSet<&str> = topics.map(|topic| topic.id.as_str()).collect();
        for id in ids.iter().filter(|id| !known.contains(id.as_str())) {
            self.unknown(id, "Emnet", "Brug id'et på et [[emne]] i denne fil.");
        }
    }

    /// The municipalities that exist; the others are reported.
    fn municipalities<'w>(
        &mut self,
        ids: impl IntoIterator<Item = &'w Word>,
    ) -> Vec<&'a RawMunicipality> {
        let mut found = Vec::new();
        for id in ids {
            match self.corpus.content.municipality(id) {
                Some(municipality) => found.push(municipality),
                None => self.no_municipality(id, id),
            }
        }
        found
    }
}
