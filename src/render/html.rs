//! HTML that is ready to stand in a template, and how templates become HTML.

use std::fmt;

use askama::Template;
use askama::filters::HtmlSafe;

/// Finished HTML: templates put it in as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(pub String);

impl Html {
    /// Text made safe.
    pub fn text(text: &str) -> Self {
        Self(crate::markdown::escape(text))
    }

    /// A template, filled in. Writing to a string cannot fail, so neither can this.
    pub fn from_template(template: &impl Template) -> Self {
        Self(template.render().unwrap_or_default())
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}
