//! Finished HTML, and rendering of templates.

use std::fmt;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::markdown::escape;

/// Finished HTML; templates insert it unescaped.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Html(pub String);

impl Html {
    /// Escapes text.
    pub fn text(text: &str) -> Self {
        Self(escape(text))
    }

    pub fn begins_with(&self, words: &str) -> bool {
        self.0.trim_start_matches("<p>").starts_with(words)
    }

    /// Renders a template. Writing to a string can't fail, so neither can this.
    pub fn from_template<T: Template>(template: &T) -> Self {
        Self::from_large_template(template, T::SIZE_HINT)
    }

    /// Like [`Self::from_template`], with an initial capacity: growing a string copies it, and a
    /// thousand municipalities are gigabytes of pages.
    pub fn from_large_template(template: &impl Template, bytes: usize) -> Self {
        let mut html = String::with_capacity(bytes);
        if template.render_into(&mut html).is_err() {
            html.clear();
        }
        Self(html)
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}
