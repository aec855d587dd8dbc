//! Things in a list, moved, added and taken away as they are written: with their comments, and without
//! touching their neighbours.

use std::ops::Range;

use super::bytes::{Edit, Unchangeable, edited, line_end, line_start, line_stop};
use super::encode;
use super::place::Where;
use super::tree::{Held, Node};

/// The start of the comment lines right above the line of this byte.
pub(super) fn with_comments(text: &str, header: usize) -> usize {
    let mut start = line_start(text, header);
    while start > 0 {
        let above = line_start(text, start - 1);
        if !text[above..start].trim_start().starts_with('#') {
            break;
        }
        start = above;
    }
    start
}

/// The lines of a table below a header: its comments, its keys, and the tables that are part of it.
pub(super) fn block(text: &str, root: &Node, table: &Node) -> Range<usize> {
    let (mut all, mut own) = (Vec::new(), Vec::new());
    root.headers(&mut all);
    table.headers(&mut own);
    let next = all.iter().filter(|at| **at > table.span.start && !own.contains(at)).min();
    let end = next.map_or(text.len(), |next| with_comments(text, *next));
    with_comments(text, table.span.start)..end
}

/// The same without the empty lines at its end.
fn body(text: &str, block: &Range<usize>) -> Range<usize> {
    let kept = text[block.clone()].trim_end().len();
    block.start..line_stop(text, block.start + kept)
}

/// Takes one thing out of a list.
///
/// # Errors
/// When it isn't there.
pub fn remove(text: &str, steps: &Where) -> Result<String, Unchangeable> {
    let (root, list, at) = listed(text, steps)?;
    let node = &list.items()[at];
    let range = match list.data {
        Held::Tables(_) => {
            let block = block(text, &root, node);
            // What is last leaves no empty lines behind.
            if block.end == text.len() {
                let kept = text[..block.start].trim_end().len();
                if kept == 0 { block } else { line_stop(text, kept)..block.end }
            } else {
                block
            }
        }
        _ => removal(text, list.items(), at),
    };
    settled(edited(text, vec![(range, String::new())]), steps)
}

/// Changes places with the one before.
///
/// # Errors
/// When there is none.
pub fn move_up(text: &str, steps: &Where) -> Result<String, Unchangeable> {
    let (root, list, at) = listed(text, steps)?;
    let nowhere = || Unchangeable::Nowhere(steps.clone());
    let before = at.checked_sub(1).ok_or_else(nowhere)?;
    let nodes = list.items();
    let (first, second) = match list.data {
        Held::Tables(_) => {
            let blocks = [before, at].map(|at| block(text, &root, &nodes[at]));
            if blocks[0].end != blocks[1].start {
                return Err(Unchangeable::Astray(steps.clone()));
            }
            (body(text, &blocks[0]), body(text, &blocks[1]))
        }
        _ => (nodes[before].span.clone(), nodes[at].span.clone()),
    };
    let whole = |range: &Range<usize>| {
        let mut one = text[range.clone()].to_owned();
        if matches!(list.data, Held::Tables(_)) && !one.ends_with('\n') {
            one.push_str(line_end(text));
        }
        one
    };
    let edits = vec![(first.clone(), whole(&second)), (second.clone(), whole(&first))];
    settled(edited(text, edits), steps)
}

/// Adds a table at the end of the list at `steps`; `lines` are its keys and values.
///
/// # Errors
/// When there is nothing to add it to.
pub fn add(
    text: &str,
    steps: &Where,
    lines: &[(String, encode::NewValue)],
) -> Result<String, Unchangeable> {
    let root = Node::read(text)?;
    let end = line_end(text);
    let list = root.find(&steps.0);
    if let Some(list) = list.filter(|list| matches!(list.data, Held::List(_))) {
        let raw = encode::NewValue::Table(lines.to_vec()).raw(end);
        let edit = insertion(text, list, list.items().len(), &raw);
        return settled(edited(text, vec![edit]), steps);
    }
    let (parent, _) = steps.split().ok_or_else(|| Unchangeable::Nowhere(steps.clone()))?;
    let owner = root.find(&parent.0).ok_or_else(|| Unchangeable::Nowhere(steps.clone()))?;
    // Numbers are not part of a header: the last table of each list is meant.
    let names: Vec<String> = steps
        .0
        .iter()
        .filter(|step| step.parse::<usize>().is_err())
        .map(|s| encode::key(s))
        .collect();
    let pair = |(key, value): &(String, encode::NewValue)| {
        format!("{} = {}{end}", encode::key(key), value.raw(end))
    };
    let inside: String = lines.iter().map(pair).collect();
    let at = match list.and_then(|list| list.items().last()) {
        Some(node) => block(text, &root, node).end,
        None if owner.shape() == Some(super::tree::Shape::Header) => block(text, &root, owner).end,
        None => text.len(),
    };
    let kept = text[..at].trim_end().len();
    let from = if kept == 0 { 0 } else { line_stop(text, kept) };
    let broken = if from > 0 && !text[..from].ends_with('\n') { end } else { "" };
    let apart = if from == 0 { "" } else { end };
    let new = format!("{broken}{apart}[[{}]]{end}{inside}", names.join("."));
    settled(edited(text, vec![(from..from, new)]), steps)
}

fn listed(text: &str, steps: &Where) -> Result<(Node, Node, usize), Unchangeable> {
    let nowhere = || Unchangeable::Nowhere(steps.clone());
    let root = Node::read(text)?;
    let (parent, _) = steps.split().ok_or_else(nowhere)?;
    let at = steps.number().ok_or_else(nowhere)?;
    let list = root.find(&parent.0).cloned().ok_or_else(nowhere)?;
    list.items().get(at).ok_or_else(nowhere)?;
    Ok((root, list, at))
}

fn settled(new: String, steps: &Where) -> Result<String, Unchangeable> {
    Node::read(&new).map_err(|_| Unchangeable::Astray(steps.clone()))?;
    Ok(new)
}

/// A list of texts with other texts in it: those that stay keep their bytes and comments.
pub(super) fn set_texts(text: &str, list: &Node, wanted: &[String]) -> String {
    let nodes = list.items();
    if nodes.is_empty() || wanted.is_empty() {
        let raw = encode::NewValue::List(wanted.to_vec()).raw(line_end(text));
        return edited(text, vec![(list.span.clone(), raw)]);
    }
    let old: Vec<&str> = nodes.iter().map(|node| node.words().unwrap_or_default()).collect();
    let mut edits: Vec<Edit> = Vec::new();
    for (olds, news) in gaps(&old, wanted) {
        let both = olds.len().min(news.len());
        for (at, new) in olds.clone().zip(&wanted[news.clone()]).take(both) {
            let span = nodes[at].span.clone();
            edits.push((span.clone(), encode::text(new, Some(&text[span]))));
        }
        edits.extend(removals(text, nodes, olds.start + both..olds.end));
        for new in &wanted[news.start + both..news.end] {
            edits.push(insertion(text, list, olds.end, &encode::text(new, None)));
        }
    }
    let new = edited(text, edits);
    let said = |new: &str| {
        let root = Node::read(new).ok()?;
        let found = at_byte(&root, list.span.start)?;
        Some(found.items().iter().map(|one| one.words().unwrap_or_default().to_owned()).collect())
    };
    if said(&new).is_some_and(|said: Vec<String>| said == wanted) {
        return new;
    }
    // The layout can't be kept, so the whole list is written again.
    let raw = encode::NewValue::List(wanted.to_vec()).raw(line_end(text));
    edited(text, vec![(list.span.clone(), raw)])
}

/// The list that begins at this byte.
fn at_byte(node: &Node, at: usize) -> Option<&Node> {
    if matches!(node.data, Held::List(_)) && node.span.start == at {
        return Some(node);
    }
    let pairs = node.pairs().iter().find_map(|pair| at_byte(&pair.node, at));
    pairs.or_else(|| node.items().iter().find_map(|one| at_byte(one, at)))
}

/// Where the old list and the new one differ, between what both have in the same order.
fn gaps(old: &[&str], new: &[String]) -> Vec<(Range<usize>, Range<usize>)> {
    // The longest common sequence, by lengths from the end.
    let mut common = vec![vec![0usize; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] = if old[i] == new[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut found = Vec::new();
    let mut from = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            found.push((from.0..i, from.1..j));
            (i, j) = (i + 1, j + 1);
            from = (i, j);
        } else if j >= new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
            i += 1;
        } else {
            j += 1;
        }
    }
    found.push((from.0..i, from.1..j));
    found.retain(|(olds, news)| !olds.is_empty() || !news.is_empty());
    found
}

/// Whether what is at `span` is alone on its lines, but for a comma and a comment.
fn is_alone(text: &str, span: &Range<usize>) -> bool {
    let before = &text[line_start(text, span.start)..span.start];
    let after = text[span.end..line_stop(text, span.end)].trim_start();
    let after = after.strip_prefix(',').unwrap_or(after).trim();
    before.trim().is_empty() && (after.is_empty() || after.starts_with('#'))
}

/// The bytes that go with one thing of a list in brackets.
fn removal(text: &str, nodes: &[Node], at: usize) -> Range<usize> {
    let span = &nodes[at].span;
    if is_alone(text, span) {
        return line_start(text, span.start)..line_stop(text, span.end);
    }
    match (at.checked_sub(1), nodes.get(at + 1)) {
        (_, Some(next)) => span.start..next.span.start,
        (Some(before), None) => nodes[before].span.end..span.end,
        (None, None) => span.clone(),
    }
}

/// The same for several that follow each other.
fn removals(text: &str, nodes: &[Node], which: Range<usize>) -> Vec<Edit> {
    let on_lines = which.clone().all(|at| is_alone(text, &nodes[at].span));
    if !which.is_empty() && !on_lines && which.end == nodes.len() && which.start > 0 {
        let whole = nodes[which.start - 1].span.end..nodes[which.end - 1].span.end;
        return vec![(whole, String::new())];
    }
    which.map(|at| (removal(text, nodes, at), String::new())).collect()
}

/// A new thing in a list in brackets, before the one that is now at `at`.
fn insertion(text: &str, list: &Node, at: usize, raw: &str) -> Edit {
    let nodes = list.items();
    let Some(final_node) = nodes.last() else { return (list.span.clone(), format!("[{raw}]")) };
    if let Some(next) = nodes.get(at) {
        let start = next.span.start;
        let indent = &text[line_start(text, start)..start];
        let apart = if indent.trim().is_empty() {
            format!("{}{indent}", line_end(text))
        } else {
            " ".to_owned()
        };
        return (start..start, format!("{raw},{apart}"));
    }
    let indent = &text[line_start(text, final_node.span.start)..final_node.span.start];
    if !indent.trim().is_empty() {
        return (final_node.span.end..final_node.span.end, format!(", {raw}"));
    }
    let rest = &text[final_node.span.end..];
    let end = line_end(text);
    if rest.trim_start().starts_with(',') {
        let stop = line_stop(text, final_node.span.end);
        return (stop..stop, format!("{indent}{raw},{end}"));
    }
    (final_node.span.end..final_node.span.end, format!(",{end}{indent}{raw}"))
}
