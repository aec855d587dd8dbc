//! References between data files: contacts, deadlines, laws, sections, source sections.

use super::references::describe_target;
use super::{Corpus, Passage};
use crate::content::guide::Leaf;
use crate::content::{RawContact, Content, RawMunicipality, RawPage, Word};
use crate::finding::Finding;
use crate::source::{FileId, Place};

/// A word that a mended file left empty has its own finding already.
fn is_given(word: &Word) -> bool {
    !word.is_empty()
}

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    let content = corpus.content;
    check_shared(corpus, findings);
    for municipality in &content.municipalities {
        let mut checker = Checker { corpus, municipality, findings };
        checker.profile();
        checker.contacts_and_facts();
        checker.rights();
        checker.routes();
        checker.lists();
        checker.guides();
        for page in municipality.sections.iter().chain(&municipality.pages) {
            checker.page(page);
        }
    }
    for passage in &corpus.passages {
        check_heading_attributes(corpus, passage, findings);
    }
}

/// `kilde=` and `love=` behind a heading of a municipality's page.
fn check_heading_attributes(
    corpus: &Corpus<'_>,
    passage: &Passage<'_>,
    findings: &mut Vec<Finding>,
) {
    let Some(municipality) = passage.municipality else { return };
    for heading in &passage.structure.headings {
        for (key, value) in &heading.attributes {
            let is_known = |id: &&str| match key.as_str() {
                "kilde" => municipality.source_section(id).is_some(),
                "love" => corpus.content.law(id).is_some(),
                _ => true,
            };
            for id in value.split(',').filter(|id| !id.is_empty() && !is_known(id)) {
                findings.push(Finding::error(
                    "ukendt-henvisning",
                    passage.place(&heading.span),
                    format!("»{id}« i {key}= findes ikke."),
                    "Ret id'et. Kildens afsnit står i kommune.toml, lovene i love.toml.",
                ));
            }
        }
    }
}

fn unknown(file: FileId, word: &Word, what: &str, remedy: &str) -> Finding {
    let place = Place::new(file, word.span());
    Finding::error("ukendt-henvisning", place, format!("{what} »{word}« findes ikke."), remedy)
}

fn check_shared(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    let content = corpus.content;
    let groups = &content.site.groups;
    for kind in content.sections.iter() {
        if is_given(&kind.group) && !groups.iter().any(|group| *group.id == *kind.group) {
            let remedy = "Brug id'et på en [[gruppe]] i site.toml.";
            findings.push(unknown(content.sections.file, &kind.group, "Gruppen", remedy));
        }
        if let Some(nearest) = &kind.nearest
            && content.section_kind(nearest).is_none()
        {
            let remedy = "Brug id'et på et [[afsnit]] i denne fil.";
            findings.push(unknown(content.sections.file, nearest, "Afsnittet", remedy));
        }
    }
    check_doors(content, findings);
    check_glossary(corpus, findings);
}

fn check_doors(content: &Content, findings: &mut Vec<Finding>) {
    for door in &content.site.doors {
        let missing = |one: &&RawMunicipality| one.page_address(&door.page).is_none();
        if is_given(&door.page) && content.municipalities.iter().any(|one| missing(&one)) {
            let remedy = "En dør skal føre til en side, som alle kommuner har.";
            findings.push(unknown(content.site.file, &door.page, "Siden", remedy));
        }
    }
}

fn check_glossary(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    let content = corpus.content;
    let file = content.glossary.file;
    for term in content.glossary.iter() {
        for id in term.municipalities.iter().flatten() {
            if content.municipality(id).is_none() {
                let remedy = "Brug navnet på en kommunes mappe.";
                findings.push(unknown(file, id, "Kommunen", remedy));
            }
        }
        let municipalities: Vec<&RawMunicipality> =
            content.municipalities.iter().filter(|one| term.applies_to(&one.id)).collect();
        if let Some(read_on) = &term.read_on {
            // A word may be explained where only one of the municipalities has the section.
            let misses = municipalities
                .iter()
                .map(|one| corpus.find_target(Some(one), read_on))
                .collect::<Vec<_>>();
            if let Some(Err(missing)) = misses.iter().find(|_| misses.iter().all(Result::is_err)) {
                let (message, remedy) = describe_target(missing);
                let place = Place::new(file, read_on.span());
                findings.push(Finding::error("ukendt-henvisning", place, message, remedy));
            }
        }
        for id in &term.source {
            if !municipalities.iter().any(|one| one.source_section(id).is_some()) {
                let remedy = "Brug id'et på et [[kilde.afsnit]] i en kommunes kommune.toml.";
                findings.push(unknown(file, id, "Kildens afsnit", remedy));
            }
        }
    }
}

struct Checker<'c, 'a> {
    corpus: &'c Corpus<'a>,
    municipality: &'a RawMunicipality,
    findings: &'c mut Vec<Finding>,
}

impl Checker<'_, '_> {
    fn profile(&mut self) {
        let profile = &self.municipality.profile;
        self.contact(profile.file, Some(&profile.entry));
        let entry = self.municipality.entry_contact();
        if entry.is_some_and(|contact| contact.phone.is_none()) {
            self.findings.push(Finding::error(
                "indgang-uden-telefon",
                profile.place(profile.entry.span()),
                "Den kontakt, der står først, har ikke noget telefonnummer.",
                "Vælg en kontakt med telefon, eller tilføj nummeret i kontakter.toml.",
            ));
        }
    }

    fn contacts_and_facts(&mut self) {
        let own = self.municipality;
        for contact in own.contacts.iter() {
            self.sources(own.contacts.file, &contact.source);
        }
        for deadline in own.deadlines.iter() {
            self.sources(own.deadlines.file, &deadline.source);
        }
        for figure in own.figures.iter() {
            self.sources(own.figures.file, &figure.source);
        }
    }

    fn rights(&mut self) {
        let rights = &self.municipality.rights;
        for right in rights.iter() {
            self.deadline(rights.file, right.deadline.as_ref());
            self.laws(rights.file, &right.laws);
            self.target(rights.file, &right.section);
            self.sources(rights.file, &right.source);
            for door in &right.doors {
                self.target(rights.file, door);
            }
        }
    }

    fn routes(&mut self) {
        let routes = &self.municipality.routes;
        for route in routes.iter() {
            self.contact(routes.file, route.to.as_ref());
            self.deadline(routes.file, route.deadline.as_ref());
            self.laws(routes.file, &route.laws);
            self.target(routes.file, &route.section);
            self.sources(routes.file, &route.source);
        }
    }

    fn lists(&mut self) {
        let own = self.municipality;
        let lists = [&own.offers, &own.target_groups];
        for (list, entry) in lists.into_iter().flat_map(|list| list.iter().map(move |e| (list, e)))
        {
            self.contact(list.file, entry.contact.as_ref());
            self.target(list.file, &entry.section);
            self.sources(list.file, &entry.source);
        }
        for step in own.courses.iter().flat_map(|course| &course.steps) {
            self.sources(own.courses.file, &step.source);
        }
    }

    fn guides(&mut self) {
        let own = self.municipality;
        for leaves in own.leaves.values() {
            for leaf in &leaves.leaves {
                self.leaf(leaves.file, leaf);
            }
            for addition in &leaves.additions {
                self.target(leaves.file, &addition.section);
                self.cites(leaves.file, &addition.id, &addition.source);
            }
        }
    }

    /// The end of a way in a guide must be of use: with a number that exists, and with its source.
    fn leaf(&mut self, file: FileId, leaf: &Leaf) {
        let own = self.municipality;
        self.contact(file, Some(&leaf.contact));
        self.contact(file, leaf.address.as_ref());
        let lacks = |id: &Word, has: fn(&RawContact) -> bool| {
            own.contact(id).is_some_and(|contact| !has(contact))
        };
        if lacks(&leaf.contact, |contact| contact.phone.is_some()) {
            self.lacking(file, &leaf.contact, "telefon");
        }
        if let Some(id) = leaf.address.as_ref().filter(|id| lacks(id, |one| one.address.is_some()))
        {
            self.lacking(file, id, "adresse");
        }
        self.deadline(file, leaf.deadline.as_ref());
        if let Some(id) = leaf.route.as_ref().filter(|id| own.route(id).is_none()) {
            let remedy = "Ret id'et, eller tilføj klagevejen i klageveje.toml.";
            self.findings.push(unknown(file, id, "Klagevejen", remedy));
        }
        self.laws(file, &leaf.laws);
        self.target(file, &leaf.section);
        self.cites(file, &leaf.id, &leaf.source);
    }

    fn lacking(&mut self, file: FileId, contact: &Word, what: &str) {
        self.findings.push(Finding::error(
            "ukendt-henvisning",
            Place::new(file, contact.span()),
            format!("Kontakten »{contact}« har ikke nogen {what}."),
            "Vælg en kontakt, der har, eller tilføj det i kontakter.toml.",
        ));
    }

    fn cites(&mut self, file: FileId, id: &Word, sources: &[Word]) {
        self.sources(file, sources);
        if sources.is_empty() && is_given(id) {
            self.findings.push(Finding::error(
                "uden-kilde",
                Place::new(file, id.span()),
                format!("»{id}« siger ikke, hvad det bygger på."),
                "Skriv id'et på mindst ét af kildens afsnit i kilde.",
            ));
        }
    }

    fn page(&mut self, page: &RawPage) {
        let front = &page.front;
        self.contact(page.file, front.contact.as_ref());
        self.sources(page.file, &front.source);
        self.laws(page.file, &front.laws);
        for reference in &front.see_also {
            self.target(page.file, reference);
        }
    }

    fn contact(&mut self, file: FileId, id: Option<&Word>) {
        if let Some(id) = id.filter(|id| is_given(id) && self.municipality.contact(id).is_none()) {
            let remedy = "Ret id'et, eller tilføj kontakten i kontakter.toml.";
            self.findings.push(unknown(file, id, "Kontakten", remedy));
        }
    }

    fn deadline(&mut self, file: FileId, id: Option<&Word>) {
        if let Some(id) = id.filter(|id| self.municipality.deadline(id).is_none()) {
            let remedy = "Ret id'et, eller tilføj fristen i fakta.toml.";
            self.findings.push(unknown(file, id, "Fristen", remedy));
        }
    }

    fn laws(&mut self, file: FileId, ids: &[Word]) {
        for id in ids.iter().filter(|id| self.corpus.content.law(id).is_none()) {
            let remedy = "Ret id'et, eller tilføj loven i love.toml.";
            self.findings.push(unknown(file, id, "Loven", remedy));
        }
    }

    fn sources(&mut self, file: FileId, ids: &[Word]) {
        for id in ids.iter().filter(|id| self.municipality.source_section(id).is_none()) {
            let remedy = "Brug id'et på et [[kilde.afsnit]] i kommune.toml.";
            self.findings.push(unknown(file, id, "Kildens afsnit", remedy));
        }
    }

    fn target(&mut self, file: FileId, reference: &Word) {
        if !is_given(reference) {
            return;
        }
        if let Err(missing) = self.corpus.find_target(Some(self.municipality), reference) {
            let (message, remedy) = describe_target(&missing);
            let place = Place::new(file, reference.span());
            self.findings.push(Finding::error("ukendt-henvisning", place, message, remedy));
        }
    }
}
