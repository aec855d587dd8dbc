//! Changes values in the text of a file and leaves every other byte as it was.

use super::bytes::{edited, line_end, line_start, line_stop};
use super::encode::{self, NewValue};
use super::place::Where;
use super::tree::{Held, Node, Shape};

pub use super::bytes::Unchangeable;

/// Writes a text, number, date, or yes or no, at its place; `order` is the order of the keys of its table.
///
/// # Errors
/// When the place isn't there, or the change can't be made without changing anything else.
pub fn set(
    text: &str,
    steps: &Where,
    value: &NewValue,
    order: &[String],
) -> Result<String, Unchangeable> {
    let root = Node::read(text)?;
    let new = match (root.find(&steps.0), value) {
        (Some(node), NewValue::List(list)) if matches!(node.data, Held::List(_)) => {
            super::records::set_texts(text, node, list)
        }
        (Some(node), _) => {
            let before = &text[node.span.clone()];
            let raw = match value {
                NewValue::Text(one) => encode::text(one, Some(before)),
                other => other.raw(line_end(text)),
            };
            edited(text, vec![(node.span.clone(), raw)])
        }
        (None, _) => insert(text, &root, steps, value, order)?,
    };
    confirm(&new, steps, Some(value))?;
    Ok(new)
}

/// Takes a key and its value away; nothing else goes with it.
///
/// # Errors
/// When it isn't there.
pub fn remove(text: &str, steps: &Where) -> Result<String, Unchangeable> {
    let root = Node::read(text)?;
    let nowhere = || Unchangeable::Nowhere(steps.clone());
    let (parent, key) = steps.split().ok_or_else(nowhere)?;
    let table = root.find(&parent.0).ok_or_else(nowhere)?;
    let pairs = table.pairs();
    let at = pairs.iter().position(|pair| pair.key == key).ok_or_else(nowhere)?;
    let pair = &pairs[at];
    let range = if table.shape() == Some(Shape::Inline) {
        match (at.checked_sub(1).map(|at| &pairs[at]), pairs.get(at + 1)) {
            (_, Some(next)) => pair.at.start..next.at.start,
            (Some(before), None) => before.node.span.end..pair.node.span.end,
            (None, None) => pair.at.start..pair.node.span.end,
        }
    } else if matches!(pair.node.data, Held::Table(Shape::Header, _)) {
        super::records::block(text, &root, &pair.node)
    } else {
        line_start(text, pair.at.start)..line_stop(text, pair.node.span.end)
    };
    let new = edited(text, vec![(range, String::new())]);
    confirm(&new, steps, None)?;
    Ok(new)
}

/// Sees that the file can be read and holds at this place what was meant.
fn confirm(new: &str, steps: &Where, value: Option<&NewValue>) -> Result<(), Unchangeable> {
    let root = Node::read(new)?;
    let found = root.find(&steps.0);
    let right = match (found, value) {
        (None, None) => true,
        (Some(node), Some(value)) => holds(node, value),
        _ => false,
    };
    if right { Ok(()) } else { Err(Unchangeable::Astray(steps.clone())) }
}

fn holds(node: &Node, value: &NewValue) -> bool {
    match (&node.data, value) {
        (Held::Text(one), NewValue::Text(other)) => one == other,
        (Held::Plain(one), NewValue::Plain(other)) => one == other,
        (Held::List(nodes), NewValue::List(texts)) => {
            nodes.len() == texts.len()
                && nodes.iter().zip(texts).all(|(node, text)| node.words() == Some(text.as_str()))
        }
        (Held::Table(..), NewValue::Table(pairs)) => {
            pairs.iter().all(|(key, value)| node.child(key).is_some_and(|node| holds(node, value)))
        }
        _ => false,
    }
}

/// Writes a key that isn't there yet: behind those that come before it in the order of keys.
fn insert(
    text: &str,
    root: &Node,
    steps: &Where,
    value: &NewValue,
    order: &[String],
) -> Result<String, Unchangeable> {
    let nowhere = || Unchangeable::Nowhere(steps.clone());
    let (parent, key) = steps.split().ok_or_else(nowhere)?;
    let table = root.find(&parent.0).ok_or_else(nowhere)?;
    let raw = format!("{} = {}", encode::key(key), value.raw(line_end(text)));
    let rank = |key: &str| order.iter().position(|one| one == key).unwrap_or(usize::MAX);
    let own = rank(key);
    let pairs = table.pairs();
    if table.shape() == Some(Shape::Inline) {
        let before = pairs.iter().rev().find(|pair| rank(&pair.key) < own);
        let edit = match (before.or(pairs.last()), pairs.is_empty()) {
            (Some(before), _) => (before.node.span.end..before.node.span.end, format!(", {raw}")),
            (None, _) => (table.span.clone(), format!("{{ {raw} }}")),
        };
        return Ok(edited(text, vec![edit]));
    }
    // Only what stands before the first header below this one is the table's own.
    let own_value = |pair: &&super::tree::Pair| {
        !matches!(pair.node.data, Held::Tables(_) | Held::Table(Shape::Header | Shape::Implied, _))
    };
    let values: Vec<_> = pairs.iter().filter(own_value).collect();
    let before = values.iter().rev().find(|pair| rank(&pair.key) < own);
    let end = line_end(text);
    let at = match (before, values.first(), table.shape()) {
        (Some(before), _, _) => line_stop(text, before.node.span.end),
        (None, Some(first), _) => line_start(text, first.at.start),
        (None, None, Some(Shape::Header)) => line_stop(text, table.span.end),
        (None, None, Some(Shape::Root)) => root_start(text, root),
        _ => return Err(nowhere()),
    };
    let apart = if at > 0 && !text[..at].ends_with('\n') { end } else { "" };
    Ok(edited(text, vec![(at..at, format!("{apart}{raw}{end}"))]))
}

/// Where the first key of a file goes: before the first header and the lines that speak of it.
fn root_start(text: &str, root: &Node) -> usize {
    let mut headers = Vec::new();
    root.headers(&mut headers);
    headers.iter().min().map_or(text.len(), |first| super::records::with_comments(text, *first))
}
