//! Reads the sources into [`Content`], with a finding for everything that doesn't fit.
//!
//! Loading goes on after a mistake, so that one run reports all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::deadline::FactFile;
use super::kept;
use super::ledger::{self, KeptCodeFile, LedgerFile, QualifierFile};
use super::model::{BuiltIn, Content, InFile, RawMunicipality};
use super::municipality::{
    ContactFile, CourseFile, OfferFile, RightFile, RouteFile, TargetGroupFile,
};
use super::page::{FrontMatter, RawPage};
use super::search_words::ExampleFile;
use super::shared::{GlossaryFile, LawFile, SectionFile};
use super::words::{self, Words};
use super::{front_matter, toml_file};
use crate::finding::{Finding, Severity};
use crate::source::{FileId, Place, Sources};

/// The first characters of the lines that version control leaves in a file with a merge conflict.
const MERGE_MARKS: [&str; 2] = ["<<<<<<<", ">>>>>>>"];

/// Content folders that are not municipalities.
pub const SHARED_FOLDERS: [&str; 3] = ["sider", "sprog", "veje"];

/// Reads everything. Returns `None` if there is too little content to build a site from; the
/// findings explain why.
pub fn load(
    sources: &Arc<Sources>,
    built_in: &'static [BuiltIn],
    findings: &mut Vec<Finding>,
) -> Option<Content> {
    let mut reader = ContentReader::new(sources);
    let (mut words, mut said) = (ContentReader::new(sources), ContentReader::new(sources));
    // The search words take as long to read as everything else.
    let (municipalities, (search, examples)) = rayon::join(
        || reader.municipalities(built_in),
        || {
            let examples = || said.expected::<ExampleFile>("eksempler.toml", Severity::Warning);
            rayon::join(|| words.expected("soegning.toml", Severity::Error), examples)
        },
    );
    reader.merge(words);
    reader.merge(said);
    let words = reader.words();
    let site = reader.required("site.toml");
    let sections = reader.required::<SectionFile>("afsnit.toml");
    let laws = reader.expected::<LawFile>("love.toml", Severity::Error);
    let glossary = reader.optional::<GlossaryFile>("ordliste.toml");
    let ledger = reader.expected::<LedgerFile>(ledger::PATH, Severity::Warning);
    let pages = reader.pages("sider");
    let guides = reader.folder("veje");
    let codes = reader.optional("koder.toml");
    let kept_codes = reader.optional::<KeptCodeFile>(kept::CODES);
    reader.report_unread();
    findings.append(&mut reader.findings);
    let mut content = Content {
        words: map(words?, Arc::new),
        site: site?,
        sections: map(sections?, |file| file.sections),
        laws: map(laws, |file| file.laws),
        glossary: map(glossary, |file| file.terms),
        ledger: map(ledger, |file| file.addresses),
        search: map(search, Arc::new),
        examples: map(examples, |file| file.examples),
        pages,
        guides,
        codes,
        kept_codes: map(kept_codes, |file| file.codes),
        municipalities,
        built_in,
        sources: Arc::clone(sources),
    };
    note_codes(&mut content);
    put_in_order(&mut content);
    Some(content)
}

fn map<A, B>(file: InFile<A>, part: impl FnOnce(A) -> B) -> InFile<B> {
    InFile { file: file.file, value: part(file.value) }
}

/// Records which municipalities have anything with a hand-over code.
fn note_codes(content: &mut Content) {
    let codes = &content.codes;
    for one in &mut content.municipalities {
        let section = one.sections.iter().any(|page| codes.sections.contains_key(&page.id));
        let right = one.rights.iter().any(|right| codes.rights.contains_key(&*right.id));
        let route = one.routes.iter().any(|route| codes.routes.contains_key(&*route.id));
        one.has_codes = section || right || route;
    }
}

/// Sorts municipalities by their number, and sections in the order of `afsnit.toml`.
fn put_in_order(content: &mut Content) {
    content.municipalities.sort_by_key(|one| (one.profile.order, one.id.clone()));
    let kinds = &content.sections;
    let position = |page: &RawPage| kinds.iter().position(|kind| kind.id.as_str() == page.id);
    for municipality in &mut content.municipalities {
        municipality.sections.sort_by_key(|page| position(page).unwrap_or(usize::MAX));
    }
}

fn missing(path: &str) -> Finding {
    let remedy = match path {
        ledger::PATH => {
            "Hent den igen, hvis den er slettet. Er webstedet nyt, så kør check --publish: Så bliver \
             den skrevet."
        }
        _ => {
            "Hent filen igen, hvis den er slettet. Ellers opret den: Vejledningen for redaktører \
             siger, hvad der skal stå i den."
        }
    };
    Finding::file_error("manglende-fil", path, "Filen findes ikke.", remedy)
}

struct ContentReader<'a> {
    sources: &'a Sources,
    findings: Vec<Finding>,
    /// The files that were asked for, to find those that nothing reads.
    read: BTreeSet<FileId>,
}

impl<'a> ContentReader<'a> {
    fn new(sources: &'a Sources) -> Self {
        Self { sources, findings: Vec::new(), read: BTreeSet::new() }
    }

    /// Adds what another reader found and read.
    fn merge(&mut self, mut other: Self) {
        self.findings.append(&mut other.findings);
        self.read.append(&mut other.read);
    }

    fn toml<T: DeserializeOwned + JsonSchema>(&mut self, file: FileId) -> Option<InFile<T>> {
        self.read.insert(file);
        if self.in_conflict(file) {
            return None;
        }
        let value = toml_file::read(file, &self.sources.get(file).text, &mut self.findings)?;
        Some(InFile { file, value })
    }

    /// Whether the file has an unresolved merge conflict, and so can't be read.
    fn in_conflict(&mut self, file: FileId) -> bool {
        let text = &self.sources.get(file).text;
        let mark = |line: &str| MERGE_MARKS.iter().any(|mark| line.starts_with(mark));
        let mut at = 0;
        let found = text.split_inclusive('\n').find_map(|line| {
            let start = at;
            at += line.len();
            mark(line).then(|| start..start + line.trim_end().len())
        });
        self.findings.extend(found.clone().map(|span| {
            Finding::error(
                "to-udgaver",
                Place::new(file, span),
                "Her begynder to udgaver af den samme tekst, som nogen skal vælge imellem.",
                "Behold den rigtige, og slet den anden og linjerne, der begynder med <<<<<<<, \
                 ======= og >>>>>>>.",
            )
        }));
        found.is_some()
    }

    /// A file that the site needs.
    fn required<T: DeserializeOwned + JsonSchema>(&mut self, path: &str) -> Option<InFile<T>> {
        let Some(file) = self.sources.find(path) else {
            self.report_missing(path);
            return None;
        };
        self.toml(file)
    }

    /// A file that may be missing and then counts as empty.
    fn optional<T: DeserializeOwned + JsonSchema + Default>(&mut self, path: &str) -> InFile<T> {
        let found = self.sources.find(path);
        let nowhere = || InFile { file: found.unwrap_or(FileId::FIRST), value: T::default() };
        found.and_then(|file| self.toml(file)).unwrap_or_else(nowhere)
    }

    /// The folder's own words, or those built into the program.
    fn words(&mut self) -> Option<InFile<Words>> {
        if let Some(file) = self.sources.find(words::PATH) {
            return self.toml(file);
        }
        let own = Sources::embedded();
        let text = own.find(words::PATH).map(|file| own.get(file).text.as_str())?;
        let value = toml_file::read(FileId::FIRST, text, &mut self.findings)?;
        Some(InFile { file: FileId::FIRST, value })
    }

    fn report_missing(&mut self, path: &str) {
        self.findings.push(missing(path));
    }

    /// A file that the program can do without but the site hardly can: without the search words,
    /// the advice on danger to life would be missing.
    fn expected<T: DeserializeOwned + JsonSchema + Default>(
        &mut self,
        path: &str,
        severity: Severity,
    ) -> InFile<T> {
        if self.sources.find(path).is_none() {
            self.findings.push(Finding { severity, ..missing(path) });
        }
        self.optional(path)
    }

    fn municipalities(&mut self, built_in: &'static [BuiltIn]) -> Vec<RawMunicipality> {
        let folders: BTreeSet<String> = self
            .sources
            .iter()
            .filter_map(|(_, file)| file.path.split_once('/'))
            .map(|(folder, _)| folder.to_owned())
            .filter(|folder| !SHARED_FOLDERS.contains(&folder.as_str()))
            .collect();
        // Each municipality reads only its own folder, so they can be read in parallel.
        let read = folders.into_par_iter().map(|folder| {
            let mut reader = ContentReader::new(self.sources);
            (reader.municipality(folder, built_in), reader)
        });
        let read: Vec<(Option<RawMunicipality>, ContentReader<'a>)> = read.collect();
        let mut municipalities = Vec::with_capacity(read.len());
        for (municipality, reader) in read {
            municipalities.extend(municipality);
            self.merge(reader);
        }
        municipalities
    }

    fn municipality(
        &mut self,
        id: String,
        built_in: &'static [BuiltIn],
    ) -> Option<RawMunicipality> {
        let profile = self.required(&format!("{id}/kommune.toml"));
        let contacts = self.required::<ContactFile>(&format!("{id}/kontakter.toml"));
        let facts = self.optional::<FactFile>(&format!("{id}/fakta.toml"));
        let rights = self.optional::<RightFile>(&format!("{id}/rettigheder.toml"));
        let routes = self.optional::<RouteFile>(&format!("{id}/klageveje.toml"));
        let offers = self.optional::<OfferFile>(&format!("{id}/tilbud.toml"));
        let groups = self.optional::<TargetGroupFile>(&format!("{id}/maalgrupper.toml"));
        let courses = self.optional::<CourseFile>(&format!("{id}/forloeb.toml"));
        let qualifiers = self.optional::<QualifierFile>(&format!("{id}/{}", kept::QUALIFIERS));
        let leaves = self.folder(&format!("{id}/veje"));
        let sections = self.pages(&format!("{id}/afsnit"));
        let pages = self.pages(&format!("{id}/sider"));
        Some(RawMunicipality {
            built_in,
            has_codes: false,
            profile: profile?,
            contacts: map(contacts?, |file| file.contacts),
            deadlines: map(facts.clone(), |file| file.deadlines),
            figures: map(facts, |file| file.figures),
            rights: map(rights, |file| file.rights),
            routes: map(routes, |file| file.routes),
            offers: map(offers, |file| file.offers),
            target_groups: map(groups, |file| file.groups),
            courses: map(courses, |file| file.courses),
            kept: map(qualifiers, |file| file.qualifiers),
            leaves,
            sections,
            pages,
            id,
        })
    }

    /// The TOML files in a folder, by name.
    fn folder<T: DeserializeOwned + JsonSchema>(
        &mut self,
        folder: &str,
    ) -> BTreeMap<String, InFile<T>> {
        let sources = self.sources;
        let files = sources.in_folder(folder, ".toml");
        files.filter_map(|(file, id)| Some((id.to_owned(), self.toml(file)?))).collect()
    }

    /// The pages in a folder, sorted by file name.
    fn pages(&mut self, folder: &str) -> Vec<RawPage> {
        let sources = self.sources;
        let files = sources.in_folder(folder, ".md");
        files.filter_map(|(file, id)| self.page(file, id.to_owned())).collect()
    }

    fn page(&mut self, file: FileId, id: String) -> Option<RawPage> {
        self.read.insert(file);
        let text = &self.sources.get(file).text;
        if self.in_conflict(file) {
            return None;
        }
        let Some((front, body)) = front_matter::split(text) else {
            self.findings.push(front_matter::explain(file, text));
            return None;
        };
        let front = toml_file::read::<FrontMatter>(file, &front, &mut self.findings)?;
        let markdown = text[body.clone()].to_owned();
        Some(RawPage { id, file, front, body, markdown })
    }

    /// A file that nothing reads usually has a misspelt name, and its text would be lost silently.
    fn report_unread(&mut self) {
        for (file, source) in self.sources.iter() {
            if !self.read.contains(&file) {
                self.findings.push(Finding::error(
                    "ukendt-fil",
                    Place::start_of(file),
                    format!("Filen {} bliver ikke brugt.", source.path),
                    "Ret filens navn eller mappe, eller slet den.",
                ));
            }
        }
    }
}
