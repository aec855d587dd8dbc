//! The types of everything editors write: municipalities, sections, rights, offers, target groups,
//! complaint routes, contacts, laws and glossary terms.
//!
//! `load` reads [`crate::source::Sources`] into [`Content`] and collects a finding for everything
//! that doesn't fit. Nothing here renders or knows HTTP.

pub mod address;
mod built_in;
pub mod codes;
pub mod deadline;
mod front_matter;
pub mod guide;
pub mod kept;
pub mod labels;
pub mod ledger;
mod load;
mod model;
pub mod municipality;
pub mod page;
pub mod publish;
pub mod schema;
pub mod schema_fit;
pub mod search_words;
pub mod shared;
mod text;
pub mod texts;
mod toml_file;
mod toml_form;
mod toml_syntax;
mod toml_tree;
mod toml_value;
pub(crate) mod typed;
pub mod words;

pub use built_in::BuiltInId;
pub use deadline::{FactFile, RawDeadline, RawFigure};
pub use guide::{GuideFile, LeafFile};
pub use load::{SHARED_FOLDERS, load};
pub use model::{BuiltIn, Content, InFile, RawMunicipality};
pub use municipality::{
    Colours, Profile, RawContact, RawCourse, RawEntry, RawRight, RawRoute, RawSourceDocument,
    RawSourceSection,
};
pub use page::{FrontMatter, RawPage};
pub use search_words::{Example, SearchWords};
pub use shared::{Icon, Law, Paragraph, RawSectionKind, RawTerm, SiteSettings};
pub use text::{Day, Text, Word};
pub use toml_value::nearest;
