//! Links, and what a page is called.

/// A link with its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub text: String,
}

/// What a page is called, and where it is.
#[derive(Clone, Copy, Debug)]
pub struct PageName<'a> {
    /// In breadcrumbs and the switch.
    pub short: &'a str,
    /// In lists of links.
    pub full: &'a str,
    pub address: &'a str,
}
