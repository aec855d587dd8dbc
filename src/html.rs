//! HTML that is ready to stand in a template, and how templates become HTML.

use std::fmt;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::markdown::escape;

/// Finished HTML: templates put it in as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Html(pub String);

impl Html {
    /// Text made safe.
    pub fn text(text: &str) -> Self {
        Self(escape(text))
    }

    /// Whether these words come first.
    pub fn begins_with(&self, words: &str) -> bool {
        self.0.trim_start_matches("<p>").starts_with(words)
    }

    /// A template, filled in. Writing to a string cannot fail, so neither can this.
    pub fn from_template<T: Template>(template: &T) -> Self {
        Self::from_large_template(template, T::SIZE_HINT)
    }

    /// The same, with room from the start for about so many bytes: what grows is copied, and a
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
