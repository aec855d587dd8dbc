//! Everything editors wrote, typed: the whole, and one municipality's folder.

use std::collections::BTreeMap;
use std::ops::{Deref, Range};
use std::sync::Arc;

use super::built_in::BuiltInId;
use super::codes::CodeFile;
use super::deadline::{RawDeadline, RawFigure};
use super::guide::{GuideFile, LeafFile};
use super::ledger::Published;
use super::municipality::{
    Profile, RawContact, RawCourse, RawEntry, RawRight, RawRoute, RawSourceSection,
};
use super::page::RawPage;
use super::search_words::{Example, SearchWords};
use super::shared::{Law, Paragraph, RawSectionKind, RawTerm, SiteSettings};
use super::words::Words;
use crate::source::{FileId, Place, Sources};

/// What content needs to know of a page that the site makes itself.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn {
    /// Which it is.
    pub id: BuiltInId,
    /// Whether it has a short address by its own name.
    pub short: bool,
    /// Whether a municipality has the content it needs.
    pub needs: fn(&RawMunicipality) -> bool,
}

/// Something read from one file, which knows the file it came from.
#[derive(Clone, Debug)]
pub struct InFile<T> {
    /// The file.
    pub file: FileId,
    /// What it holds.
    pub value: T,
}

impl<T> InFile<T> {
    /// The place of a span in this file.
    pub fn place(&self, span: Range<usize>) -> Place {
        Place::new(self.file, span)
    }
}

impl<T> Deref for InFile<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// Everything an editor wrote, typed.
#[derive(Clone, Debug)]
pub struct Content {
    /// The files it was read from.
    pub sources: Arc<Sources>,
    /// `sprog/da.toml`: the site's own words.
    pub words: InFile<Arc<Words>>,
    /// `site.toml`.
    pub site: InFile<SiteSettings>,
    /// `afsnit.toml`: the kinds of section, in order.
    pub sections: InFile<Vec<RawSectionKind>>,
    /// `love.toml`.
    pub laws: InFile<Vec<Law>>,
    /// `ordliste.toml`.
    pub glossary: InFile<Vec<RawTerm>>,
    /// `adresser.toml`: what was ever published.
    pub ledger: InFile<Vec<Published>>,
    /// `soegning.toml`.
    pub search: InFile<Arc<SearchWords>>,
    /// `eksempler.toml`.
    pub examples: InFile<Vec<Example>>,
    /// The pages that the site makes itself.
    pub built_in: &'static [BuiltIn],
    /// Pages of the whole site, from `sider/`.
    pub pages: Vec<RawPage>,
    /// `koder.toml`.
    pub codes: InFile<CodeFile>,
    /// The guides by their id, from `veje/`.
    pub guides: BTreeMap<String, InFile<GuideFile>>,
    /// The municipalities, in order.
    pub municipalities: Vec<RawMunicipality>,
}

/// One municipality's folder.
#[derive(Clone, Debug)]
pub struct RawMunicipality {
    /// The pages that the site may make for it.
    pub built_in: &'static [BuiltIn],
    /// Whether `koder.toml` has a code for any of its sections, rights or routes.
    pub has_codes: bool,
    /// The folder's name and the first part of its addresses.
    pub id: String,
    /// `kommune.toml`.
    pub profile: InFile<Profile>,
    /// `kontakter.toml`.
    pub contacts: InFile<Vec<RawContact>>,
    /// The deadlines of `fakta.toml`.
    pub deadlines: InFile<Vec<RawDeadline>>,
    /// The numbers of `fakta.toml`.
    pub figures: InFile<Vec<RawFigure>>,
    /// `rettigheder.toml`.
    pub rights: InFile<Vec<RawRight>>,
    /// `klageveje.toml`.
    pub routes: InFile<Vec<RawRoute>>,
    /// `tilbud.toml`.
    pub offers: InFile<Vec<RawEntry>>,
    /// `maalgrupper.toml`.
    pub target_groups: InFile<Vec<RawEntry>>,
    /// `forloeb.toml`.
    pub courses: InFile<Vec<RawCourse>>,
    /// The ends of the guides by the guide's id, from `veje/`.
    pub leaves: BTreeMap<String, InFile<LeafFile>>,
    /// The sections it has, in the order of `afsnit.toml`.
    pub sections: Vec<RawPage>,
    /// Its other pages, from `sider/`, in order of file name.
    pub pages: Vec<RawPage>,
}

impl Content {
    /// The municipality with this id.
    pub fn municipality(&self, id: &str) -> Option<&RawMunicipality> {
        self.municipalities.iter().find(|municipality| municipality.id == id)
    }

    /// The kind of section with this id.
    pub fn section_kind(&self, id: &str) -> Option<&RawSectionKind> {
        self.sections.iter().find(|kind| kind.id.as_str() == id)
    }

    /// The law or paragraph with this id: the law, and the paragraph where one is meant.
    pub fn law(&self, id: &str) -> Option<(&Law, Option<&Paragraph>)> {
        self.laws.iter().find_map(|law| {
            if law.id.as_str() == id {
                return Some((law, None));
            }
            let paragraph = law.paragraphs.iter().find(|paragraph| paragraph.id.as_str() == id)?;
            Some((law, Some(paragraph)))
        })
    }

    /// The word with this id.
    pub fn term(&self, id: &str) -> Option<&RawTerm> {
        self.glossary.iter().find(|term| term.id.as_str() == id)
    }
}

impl RawMunicipality {
    /// The section with this id, where the source has it.
    pub fn section(&self, id: &str) -> Option<&RawPage> {
        self.sections.iter().find(|page| page.id == id)
    }

    /// The page from `sider/` with this id.
    pub fn page(&self, id: &str) -> Option<&RawPage> {
        self.pages.iter().find(|page| page.id == id)
    }

    /// The contact with this id.
    pub fn contact(&self, id: &str) -> Option<&RawContact> {
        self.contacts.iter().find(|contact| contact.id.as_str() == id)
    }

    /// The contact that stands first everywhere.
    pub fn entry_contact(&self) -> Option<&RawContact> {
        self.contact(&self.profile.entry)
    }

    /// The contact to write to: the first, or where one can only call that, the next that has an
    /// address or a mail.
    pub fn written_contact(&self) -> Option<&RawContact> {
        let in_order = self.entry_contact().into_iter().chain(self.contacts.iter());
        in_order.into_iter().find(|contact| contact.mail.is_some() || contact.address.is_some())
    }

    /// The deadline with this id.
    pub fn deadline(&self, id: &str) -> Option<&RawDeadline> {
        self.deadlines.iter().find(|deadline| deadline.id.as_str() == id)
    }

    /// The number with this id.
    pub fn figure(&self, id: &str) -> Option<&RawFigure> {
        self.figures.iter().find(|figure| figure.id.as_str() == id)
    }

    /// The right with this id.
    pub fn right(&self, id: &str) -> Option<&RawRight> {
        self.rights.iter().find(|right| right.id.as_str() == id)
    }

    /// The complaint route with this id.
    pub fn route(&self, id: &str) -> Option<&RawRoute> {
        self.routes.iter().find(|route| route.id.as_str() == id)
    }

    /// The source section with this id.
    pub fn source_section(&self, id: &str) -> Option<&RawSourceSection> {
        self.profile.source.sections.iter().find(|section| section.id.as_str() == id)
    }
}
