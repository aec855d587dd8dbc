//! What was filled in, by the names of the fields.

use std::collections::BTreeMap;

/// The longest text of one field.
const LONGEST: usize = 1 << 20;

/// A form that was sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Submitted(BTreeMap<String, Vec<String>>);

impl Submitted {
    /// Reads a form as browsers send it; line breaks are what they are in a file.
    pub(super) fn read(body: &[u8]) -> Self {
        let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(body) {
            let value = value.replace("\r\n", "\n").replace('\r', "\n");
            if value.len() <= LONGEST {
                all.entry(name.into_owned()).or_default().push(value);
            }
        }
        Self(all)
    }

    /// The last value of a field.
    pub(super) fn one(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.last().map(String::as_str)
    }

    /// All values of a field.
    pub(super) fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a field was sent at all.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Everything that is part of the content, to be sent again.
    pub(super) fn content(&self) -> Vec<(&str, &str)> {
        let own = self.0.iter().filter(|(name, _)| name.starts_with('/') || *name == BODY);
        own.flat_map(|(name, values)| values.iter().map(move |one| (name.as_str(), one.as_str()))).collect()
    }
}

/// The name of the field with a page's text.
pub(super) const BODY: &str = "tekst";
