//! Finds the position of a value in a TOML file's syntax tree.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

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
