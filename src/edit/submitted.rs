//! What was filled in, by the names of the fields.

use std::collections::BTreeMap;

use super::place::Where;

/// A form that was sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Submitted(BTreeMap<String, Vec<String>>);

impl Submitted {
    /// Reads a form as browsers send it; line breaks are what they are in a file.
    pub(super) fn read(body: &[u8]) -> Self {
        let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(body) {
            let value = value.replace("\r\n", "\n").replace('\r', "\n");
            all.entry(name.into_owned()).or_default().push(value);
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

    /// Only what belongs to these places.
    pub(super) fn only(&self, places: &[Where]) -> Self {
        let belongs = |name: &str| {
            places.iter().any(|place| {
                let rest = name.strip_prefix(&place.to_string());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '#']))
            })
        };
        Self(
            self.0
                .iter()
                .filter(|(name, _)| belongs(name))
                .map(|(a, b)| (a.clone(), b.clone()))
                .collect(),
        )
    }

    /// Everything but what belongs to these places.
    pub(super) fn without(&self, places: &[Where]) -> Self {
        let gone = self.only(places);
        let mut left = self.clone();
        left.0.retain(|name, _| !gone.has(name));
        left
    }

    /// The same for a thing that is in another place now.
    pub(super) fn moved(&self, from: &Where, to: &Where) -> Self {
        let (from, to) = (from.to_string(), to.to_string());
        let name = |name: &str| match name.strip_prefix(&from) {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => format!("{to}{rest}"),
            _ => name.to_owned(),
        };
        Self(self.0.iter().map(|(key, values)| (name(key), values.clone())).collect())
    }

    /// The same with another value of one field.
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        self.0.insert(name.to_owned(), vec![value.to_owned()]);
        self
    }

    /// Everything that is part of the content, to be sent again.
    pub(super) fn content(&self) -> Vec<(&str, &str)> {
        let own = self.0.iter().filter(|(name, _)| name.starts_with('/') || *name == BODY);
        own.flat_map(|(name, values)| values.iter().map(move |one| (name.as_str(), one.as_str())))
            .collect()
    }
}

/// The name of the field with a page's text.
pub(super) const BODY: &str = "tekst";
