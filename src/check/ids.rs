//! Ids must be plain and unique in their list.

use std::collections::BTreeSet;

use super::corpus::Corpus;
use crate::content::address::is_plain;
use crate::content::deadline::{Calculator, OWN_FIELDS};
use crate::content::{Content, RawMunicipality, Word};
use crate::finding::Finding;
use crate::source::{FileId, Place};

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    check_shared(corpus.content, findings);
    for municipality in &corpus.content.municipalities {
        check_municipality(municipality, findings);
    }
}

fn check_shared(content: &Content, findings: &mut Vec<Finding>) {
    let site = &content.site;
    unique(site.file, site.websites.iter().map(|one| &one.id), findings);
    unique(site.file, site.groups.iter().map(|one| &one.id), findings);
    unique(content.sections.file, content.sections.iter().map(|one| &one.id), findings);
    let laws = content.laws.iter();
    let laws =
        laws.flat_map(|law| std::iter::once(&law.id).chain(law.paragraphs.iter().map(|p| &p.id)));
    unique(content.laws.file, laws, findings);
    unique(content.glossary.file, content.glossary.iter().map(|one| &one.id), findings);
    for guide in content.guides.values() {
        unique(guide.file, guide.questions.iter().map(|one| &one.id), findings);
        unique(guide.file, guide.steps.iter().map(|one| &one.id), findings);
        for question in &guide.questions {
            unique(guide.file, question.answers.iter().map(|one| &one.id), findings);
        }
    }
}

fn check_municipality(own: &RawMunicipality, findings: &mut Vec<Finding>) {
    unique(own.profile.file, own.profile.source.sections.iter().map(|one| &one.id), findings);
    unique(own.contacts.file, own.contacts.iter().map(|one| &one.id), findings);
    unique(own.deadlines.file, own.deadlines.iter().map(|one| &one.id), findings);
    own.deadlines.iter().filter_map(|one| one.calculator.as_ref()).for_each(|calculator| {
        check_calculator(own.deadlines.file, calculator, findings);
    });
    unique(own.figures.file, own.figures.iter().map(|one| &one.id), findings);
    unique(own.rights.file, own.rights.iter().map(|one| &one.id), findings);
    unique(own.routes.file, own.routes.iter().map(|one| &one.id), findings);
    unique(own.offers.file, own.offers.iter().map(|one| &one.id), findings);
    unique(own.target_groups.file, own.target_groups.iter().map(|one| &one.id), findings);
    unique(own.courses.file, own.courses.iter().map(|one| &one.id), findings);
    for leaves in own.leaves.values() {
        unique(leaves.file, leaves.leaves.iter().map(|one| &one.id), findings);
        unique(leaves.file, leaves.additions.iter().map(|one| &one.id), findings);
    }
}

/// Questions and answers are part of addresses, and dates are link targets.
fn check_calculator(file: FileId, calculator: &Calculator, findings: &mut Vec<Finding>) {
    unique(file, calculator.questions.iter().map(|one| &one.id), findings);
    for question in &calculator.questions {
        unique(file, question.answers.iter().map(|one| &one.id), findings);
        if OWN_FIELDS.contains(&question.id.as_str()) {
            findings.push(Finding::error(
                "dobbelt-id",
                Place::new(file, question.id.span()),
                format!("Beregneren har selv et felt, der hedder »{}«.", question.id),
                "Giv spørgsmålet et andet id.",
            ));
        }
    }
    unique(file, calculator.exceptions.iter().map(|one| &one.id), findings);
    let dates = &calculator.date_ids;
    unique(file, dates.safe.iter().chain(&dates.last).chain(&dates.next), findings);
}

fn unique<'a>(file: FileId, ids: impl Iterator<Item = &'a Word>, findings: &mut Vec<Finding>) {
    let mut seen = BTreeSet::new();
    for id in ids.filter(|id| !id.is_empty()) {
        let place = Place::new(file, id.span());
        if !is_plain(id) {
            findings.push(Finding::error(
                "id-form",
                place.clone(),
                format!("Id'et »{id}« kan ikke bruges."),
                "Brug små bogstaver a-z, tal og bindestreg.",
            ));
        }
        if !seen.insert(id.as_str()) {
            findings.push(Finding::error(
                "dobbelt-id",
                place,
                format!("Id'et »{id}« er brugt før i filen."),
                "Giv den ene et andet id.",
            ));
        }
    }
}
