//! Links, and the names of pages.

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub href: String,
    pub text: String,
}

/// A page's names and its address.
#[derive(Clone, Copy, Debug)]
pub struct PageName<'a> {
    /// For breadcrumbs and the switch.
    pub short: &'a str,
    /// For lists of links.
    pub full: &'a str,
    pub address: &'a str,
}
