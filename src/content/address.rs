//! Addresses of the generated pages, and lookup of the pages that editors refer to.

use super::built_in::BuiltInId;
use super::model::{Content, RawMunicipality};

/// The site-wide page, from `sider/`, that shows what the server logged about the request.
pub const PRIVACY: &str = "privatliv";

/// The site-wide page with the accessibility statement, and a short address for it, after what the
/// statement is called in Danish administration (WAS).
pub const ACCESSIBILITY: (&str, &str) = ("tilgaengelighed", "/was");

/// A link target within the site: a page and, optionally, a heading on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The page's address, e.g. `/ishoj/klage`.
    pub address: String,
    /// The id after `#`.
    pub fragment: Option<String>,
}

impl Target {
    pub fn href(&self) -> String {
        match &self.fragment {
            Some(fragment) => format!("{}#{fragment}", self.address),
            None => self.address.clone(),
        }
    }
}

/// Whether the id can be used in an address: lowercase ASCII letters and digits, with single
/// hyphens between them.
pub fn is_plain(id: &str) -> bool {
    !id.is_empty()
        && !id.starts_with('-')
        && !id.ends_with('-')
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Splits `klage#afgoerelser` into the page and the heading.
pub fn split_fragment(reference: &str) -> (&str, Option<&str>) {
    match reference.split_once('#') {
        Some((page, fragment)) => (page, Some(fragment)),
        None => (reference, None),
    }
}

impl Content {
    /// The section or page of this municipality that a reference such as `klage#afgoerelser`,
    /// `rettigheder` or `/privatliv` points to; `None` if there is no such page.
    pub fn target(
        &self,
        municipality: Option<&RawMunicipality>,
        reference: &str,
    ) -> Option<Target> {
        let (page, fragment) = split_fragment(reference);
        let address = match (page.strip_prefix('/'), municipality) {
            (Some(shared), _) => self
                .pages
                .iter()
                .any(|candidate| candidate.id == shared)
                .then(|| page.to_owned())?,
            (None, Some(municipality)) => municipality.page_address(page)?,
            (None, None) => return None,
        };
        Some(Target { address, fragment: fragment.map(str::to_owned) })
    }
}

impl RawMunicipality {
    /// `/ishoj`.
    pub fn address(&self) -> String {
        format!("/{}", self.id)
    }

    /// `/ishoj/klage`, if the municipality has such a section or page.
    pub fn page_address(&self, page: &str) -> Option<String> {
        let exists = self.section(page).is_some()
            || self.page(page).is_some()
            || BuiltInId::named(page).is_some_and(|id| self.has_built_in(id));
        exists.then(|| format!("/{}/{page}", self.id))
    }

    /// The address of a generated page, if the municipality has the content it needs.
    pub fn built_in_address(&self, id: BuiltInId) -> Option<String> {
        self.has_built_in(id).then(|| format!("/{}/{}", self.id, id.path()))
    }

    fn has_built_in(&self, id: BuiltInId) -> bool {
        self.built_in.iter().any(|built_in| built_in.id == id && (built_in.needs)(self))
    }
}
