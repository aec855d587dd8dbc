//! Where in a file: steps of keys and numbers, written as `/kontakt/0/telefon`.

use std::fmt;

/// The steps to a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Where(pub Vec<String>);

impl Where {
    /// Reads `/a/0/b`; a slash in a key is written `~1`, a tilde `~0`.
    pub fn read(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::default());
        }
        let rest = text.strip_prefix('/')?;
        Some(Self(rest.split('/').map(|step| step.replace("~1", "/").replace("~0", "~")).collect()))
    }

    /// One step further.
    #[must_use]
    pub fn to(&self, step: &str) -> Self {
        let mut steps = self.0.clone();
        steps.push(step.to_owned());
        Self(steps)
    }

    /// One step back, and the step itself.
    pub fn split(&self) -> Option<(Self, &str)> {
        let (last, rest) = self.0.split_last()?;
        Some((Self(rest.to_vec()), last))
    }

    /// The last step as a number in a list.
    pub fn number(&self) -> Option<usize> {
        self.0.last()?.parse().ok()
    }
}

impl fmt::Display for Where {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in &self.0 {
            write!(f, "/{}", step.replace('~', "~0").replace('/', "~1"))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_read_back_as_written() {
        for text in ["", "/a", "/a/0/b", "/a~1b/~0"] {
            assert_eq!(Where::read(text).map(|steps| steps.to_string()).as_deref(), Some(text));
        }
        assert_eq!(Where::read("a"), None);
        assert_eq!(Where::read("/a~1b").map(|steps| steps.0), Some(vec!["a/b".to_owned()]));
    }
}
