//! The tree of a TOML file: what differs from the schema, and where in the file it stands.

use std::ops::Range;

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;
use serde_json::Value as Json;
use toml::Spanned;
use toml::de::DeValue;

/// A place where a tree differs from its schema.
pub(super) struct Mistake<'s> {
    /// The keys and positions that lead to it.
    pub(super) at: Vec<String>,
    /// How it differs.
    pub(super) kind: ValidationErrorKind,
    /// The part of the schema that it does not fit.
    pub(super) wanted: Option<&'s Json>,
}

impl<'s> Mistake<'s> {
    pub(super) fn of(error: ValidationError<'_>, schema: &'s Json) -> Self {
        let parent = error.schema_path().as_str().rsplit_once('/').map_or("", |(up, _)| up);
        Self {
            at: tokens(error.instance_path().as_str()),
            wanted: schema.pointer(parent),
            kind: error.into_parts().kind,
        }
    }
}

fn tokens(pointer: &str) -> Vec<String> {
    pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~")).collect()
}

pub(super) fn child<'t, 'i>(
    value: &'t DeValue<'i>,
    token: &str,
) -> Option<&'t Spanned<DeValue<'i>>> {
    match value {
        DeValue::Table(table) => table.get(token),
        DeValue::Array(array) => array.get(token.parse::<usize>().ok()?),
        _ => None,
    }
}

pub(super) fn span_of(tree: &DeValue<'_>, at: &[String]) -> Range<usize> {
    let mut span = 0..0;
    let mut value = tree;
    for token in at {
        let Some(next) = child(value, token) else { break };
        span = next.span();
        value = next.get_ref();
    }
    span
}

pub(super) fn find_mut<'t, 'i>(
    tree: &'t mut DeValue<'i>,
    at: &[String],
) -> Option<&'t mut DeValue<'i>> {
    let mut value = tree;
    for token in at {
        value = match value {
            DeValue::Table(table) => table.get_mut(token.as_str())?.get_mut(),
            DeValue::Array(array) => array.get_mut(token.parse::<usize>().ok()?)?.get_mut(),
            _ => return None,
        };
    }
    Some(value)
}

pub(super) fn key_span(tree: &DeValue<'_>, at: &[String], key: &str) -> Option<Range<usize>> {
    let mut value = tree;
    for token in at {
        value = child(value, token)?.get_ref();
    }
    let DeValue::Table(table) = value else { return None };
    table.get_key_value(key).map(|(key, _)| key.span())
}
