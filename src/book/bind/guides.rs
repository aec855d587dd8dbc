//! Binds guides: questions, and where each answer leads in this municipality.

use super::super::guide::{Ending, Guide, GuideAddition, GuideAnswer, GuideQuestion, Next, Step};
use super::local::every;
use super::refs::Binder;
use crate::content::guide::{Addition, GuideStep, Leaf, RawQuestion, Way};
use crate::content::{GuideFile, InFile, LeafFile, RawContact, RawMunicipality, Word};
use crate::finding::{Finding, Thing};
use crate::source::{FileId, Place};

impl Binder<'_> {
    /// The guides that a municipality has, in order. `None` if something in one can't be bound.
    pub(super) fn guides(&mut self, raw: &RawMunicipality) -> Option<Vec<Guide>> {
        let content = self.content;
        let mut guides: Vec<(u32, Guide)> = Vec::new();
        let mut lacking = false;
        for (id, leaves) in &raw.leaves {
            let endings = every(leaves.leaves.iter().map(|leaf| self.ending(raw, leaves, leaf)));
            let additions = leaves.additions.iter();
            let additions = every(additions.map(|one| self.addition(leaves.file, one)));
            // Missing guides and dead ends are reported by the rule on guides.
            let Some(file) = content.guides.get(id) else { continue };
            let Some(steps) = self.steps(file, leaves) else { continue };
            let (Some(endings), Some(additions)) = (endings, additions) else {
                lacking = true;
                continue;
            };
            let guide = Guide {
                id: id.clone(),
                address: format!("{}/find-vej/{id}", raw.address()),
                title: file.title.to_string(),
                text: self.phrase(&file.text),
                steps,
                endings,
                additions,
            };
            guides.push((file.order, guide));
        }
        guides.sort_by(|(a, one), (b, other)| (a, &one.id).cmp(&(b, &other.id)));
        (!lacking).then(|| guides.into_iter().map(|(_, guide)| guide).collect())
    }

    /// The steps, beginning with the start. `None` if an answer leads nowhere.
    fn steps(&self, file: &GuideFile, leaves: &LeafFile) -> Option<Vec<Step>> {
        let start = file.step(&file.start)?;
        let others = file.steps.iter().filter(|step| *step.id != *start.id);
        let order: Vec<&GuideStep> = std::iter::once(start).chain(others).collect();
        let next = |way: &Way| match (&way.step, &way.leaf) {
            (Some(step), None) => order.iter().position(|one| *one.id == **step).map(Next::Step),
            (None, Some(leaf)) => {
                leaves.leaves.iter().position(|one| *one.id == **leaf).map(Next::End)
            }
            _ => None,
        };
        let bound = order.iter().map(|step| {
            let question = file.question(&step.question)?;
            let ways = question
                .answers
                .iter()
                .map(|answer| next(step.ways.iter().find(|way| *way.answer == *answer.id)?));
            let ways = ways.collect::<Option<Vec<Next>>>()?;
            Some(Step { question: self.question(question, leaves), ways })
        });
        bound.collect()
    }

    fn question(&self, question: &RawQuestion, leaves: &LeafFile) -> GuideQuestion {
        let answers = question.answers.iter().map(|answer| GuideAnswer {
            id: answer.id.to_string(),
            text: self.phrase(&answer.text),
            addition: answer
                .addition
                .as_ref()
                .and_then(|id| leaves.additions.iter().position(|addition| *addition.id == **id)),
        });
        GuideQuestion {
            text: self.phrase(&question.text),
            hint: self.optional(question.hint.as_ref()),
            answers: answers.collect(),
        }
    }

    /// An ending must be useful: it needs a number that exists, and a source.
    fn ending(
        &mut self,
        raw: &RawMunicipality,
        leaves: &InFile<LeafFile>,
        leaf: &Leaf,
    ) -> Option<Ending> {
        let file = leaves.file;
        let contact = self.contact(file, &leaf.contact);
        let address = leaf.address.as_ref().map(|id| self.contact(file, id));
        let lacks = |id: &Word, has: fn(&RawContact) -> bool| {
            raw.contact(id).is_some_and(|contact| !has(contact))
        };
        if lacks(&leaf.contact, |contact| contact.phone.is_some()) {
            self.lacking(file, &leaf.contact, "telefon");
        }
        if let Some(id) = leaf.address.as_ref().filter(|id| lacks(id, |one| one.address.is_some()))
        {
            self.lacking(file, id, "adresse");
        }
        let deadline = leaf.deadline.as_ref().map(|id| self.deadline(file, id));
        let route = leaf.route.as_ref().map(|id| self.route(file, id));
        let laws = self.laws(file, &leaf.laws);
        let section = self.link(file, &leaf.section);
        let sources = self.cites(file, &leaf.id, &leaf.source);
        Some(Ending {
            id: leaf.id.to_string(),
            title: leaf.title.to_string(),
            now: self.phrases(&leaf.now),
            contact: contact?,
            address: address.flatten(),
            deadline: deadline.flatten(),
            no_deadline: self.optional(leaf.no_deadline.as_ref()),
            route: route.flatten(),
            exceptions: self.phrases(&leaf.exceptions),
            laws,
            section: section?,
            sources,
            note: self.optional(leaf.note.as_ref()),
        })
    }

    fn addition(&mut self, file: FileId, addition: &Addition) -> Option<GuideAddition> {
        let section = self.link(file, &addition.section);
        let sources = self.cites(file, &addition.id, &addition.source);
        Some(GuideAddition {
            title: addition.title.to_string(),
            heading: addition.heading.as_ref().map(ToString::to_string),
            text: self.phrases(&addition.text),
            first: addition.first,
            section: section?,
            sources,
        })
    }

    fn lacking(&mut self, file: FileId, contact: &Word, what: &str) {
        let message = format!("Kontakten »{contact}« har ikke nogen {what}.");
        let remedy = "Vælg en kontakt, der har, eller tilføj det i kontakter.toml.";
        let place = Place::new(file, contact.span());
        let own = self.resolver.municipality.map(|one| one.id.as_str());
        let found = Finding::error("ukendt-henvisning", place, message, remedy);
        self.report(found.lacking(Thing::ContactField, contact, own));
    }

    fn cites(
        &mut self,
        file: FileId,
        id: &Word,
        sources: &[Word],
    ) -> Vec<super::super::Handle<super::super::SourceHeading>> {
        if sources.is_empty() && !id.is_empty() {
            self.report(Finding::error(
                "uden-kilde",
                Place::new(file, id.span()),
                format!("»{id}« siger ikke, hvad det bygger på."),
                "Skriv id'et på mindst ét af kildens afsnit i kilde.",
            ));
        }
        self.sources(file, sources)
    }
}
