//! Everything editors wrote, typed: the whole content, and each municipality's folder.

use std::collections::BTreeMap;
use std::ops::{Deref, Range};
use std::sync::Arc;

use super::built_in::BuiltInId;
use super::codes::CodeFile;
use super::deadline::{RawDeadline, RawFigure};
use super::guide::{GuideFile, LeafFile};
use super::ledger::{KeptCode, KeptQualifier, Published};
use super::municipality::{
    Profile, RawContact, RawCourse, RawEntry, RawRight, RawRoute, RawSourceSection,
};
use super::page::RawPage;
use super::search_words::{Example, SearchWords};
use super::shared::{Law, Paragraph, RawSectionKind, RawTerm, SiteSettings};
use super::words::Words;
use crate::source::{FileId, Place, Sources};

/// What the content layer needs to know about a generated page.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn {
    pub id: BuiltInId,
    /// Whether its name is also a short address.
    pub short: bool,
    /// Whether a municipality has the content it needs.
    pub needs: fn(&RawMunicipality) -> bool,
}

/// A value read from a file, together with the file.
#[derive(Clone, Debug)]
pub struct InFile<T> {
    pub file: FileId,
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

#[derive(Clone, Debug)]
pub struct Content {
    /// The files it was read from.
    pub sources: Arc<Sources>,
    /// `sprog/da.toml`: the site's own texts.
    pub words: InFile<Arc<Words>>,
    /// `site.toml`.
    pub site: InFile<SiteSettings>,
    /// `afsnit.toml`: the kinds of section, in order.
    pub sections: InFile<Vec<RawSectionKind>>,
    /// `love.toml`.
    pub laws: InFile<Vec<Law>>,
    /// `ordliste.toml`.
    pub glossary: InFile<Vec<RawTerm>>,
    /// `adresser.toml`: all published addresses.
    pub ledger: InFile<Vec<Published>>,
    /// `soegning.toml`.
    pub search: InFile<Arc<SearchWords>>,
    /// `eksempler.toml`.
    pub examples: InFile<Vec<Example>>,
    /// The generated pages.
    pub built_in: &'static [BuiltIn],
    /// Site-wide pages, from `sider/`.
    pub pages: Vec<RawPage>,
    /// `koder.toml`.
    pub codes: InFile<CodeFile>,
    /// `udleverede-koder.toml`: what published codes mean.
    pub kept_codes: InFile<Vec<KeptCode>>,
    /// The guides by id, from `veje/`.
    pub guides: BTreeMap<String, InFile<GuideFile>>,
    /// The municipalities, in display order.
    pub municipalities: Vec<RawMunicipality>,
}

/// One municipality's folder.
#[derive(Clone, Debug)]
pub struct RawMunicipality {
    /// The generated pages it can have.
    pub built_in: &'static [BuiltIn],
    /// Whether `koder.toml` has a code for any of its sections, rights or routes.
    pub has_codes: bool,
    /// The name of the folder, and the first part of its addresses.
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
    /// `forbehold.toml`: what has limited its records in public.
    pub kept: InFile<Vec<KeptQualifier>>,
    /// The ends of the guides by guide id, from `veje/`.
    pub leaves: BTreeMap<String, InFile<LeafFile>>,
    /// Its sections, in the order of `afsnit.toml`.
    pub sections: Vec<RawPage>,
    /// Its other pages, from `sider/`, sorted by file name.
    pub pages: Vec<RawPage>,
}

impl Content {
    pub fn municipality(&self, id: &str) -> Option<&RawMunicipality> {
        self.municipalities.iter().find(|municipality| municipality.id == id)
    }

    pub fn section_kind(&self, id: &str) -> Option<&RawSectionKind> {
        self.sections.iter().find(|kind| kind.id.as_str() == id)
    }

    /// The law with this id, or the law and the paragraph if the id is a paragraph's.
    pub fn law(&self, id: &str) -> Option<(&Law, Option<&Paragraph>)> {
        self.laws.iter().find_map(|law| {
            if law.id.as_str() == id {
                return Some((law, None));
            }
            let paragraph = law.paragraphs.iter().find(|paragraph| paragraph.id.as_str() == id)?;
            Some((law, Some(paragraph)))
        })
    }

    pub fn term(&self, id: &str) -> Option<&RawTerm> {
        self.glossary.iter().find(|term| term.id.as_str() == id)
    }
}

impl RawMunicipality {
    pub fn section(&self, id: &str) -> Option<&RawPage> {
        self.sections.iter().find(|page| page.id == id)
    }

    pub fn page(&self, id: &str) -> Option<&RawPage> {
        self.pages.iter().find(|page| page.id == id)
    }

    pub fn contact(&self, id: &str) -> Option<&RawContact> {
        self.contacts.iter().find(|contact| contact.id.as_str() == id)
    }

    /// The contact shown first on every page.
    pub fn entry_contact(&self) -> Option<&RawContact> {
        self.contact(&self.profile.entry)
    }

    /// The contact to write to: the entry contact or, if that can only be called, the next one with
    /// a postal or e-mail address.
    pub fn written_contact(&self) -> Option<&RawContact> {
        let in_order = self.entry_contact().into_iter().chain(self.contacts.iter());
        in_order.into_iter().find(|contact| contact.mail.is_some() || contact.address.is_some())
    }

    pub fn deadline(&self, id: &str) -> Option<&RawDeadline> {
        self.deadlines.iter().find(|deadline| deadline.id.as_str() == id)
    }

    pub fn figure(&self, id: &str) -> Option<&RawFigure> {
        self.figures.iter().find(|figure| figure.id.as_str() == id)
    }

    pub fn right(&self, id: &str) -> Option<&RawRight> {
        self.rights.iter().find(|right| right.id.as_str() == id)
    }

    pub fn route(&self, id: &str) -> Option<&RawRoute> {
        self.routes.iter().find(|route| route.id.as_str() == id)
    }

    pub fn source_section(&self, id: &str) -> Option<&RawSourceSection> {
        self.profile.source.sections.iter().find(|section| section.id.as_str() == id)
    }
}
