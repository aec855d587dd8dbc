//! Which field a finding belongs to, and what was typed in a field beside what is in the file.

use super::draft::Told;
use super::form::{Control, FormField, NEW};
use super::place::Where;
use super::subject::Subject;
use super::submitted::Submitted;
use super::tree::Node;
use super::view;
use super::weighing::Both;

/// Findings by where they are shown.
#[derive(Default)]
pub(super) struct Sorted {
    /// Beside a field.
    pub fields: Vec<(Where, Told)>,
    /// Beside a page's text.
    pub body: Vec<String>,
    /// Elsewhere.
    pub others: Vec<Told>,
}

/// Sorts findings in the file of `subject` by the fields of a form.
pub(super) fn by_field(subject: &Subject, fields: &[FormField], told: &[Told]) -> Sorted {
    let mut sorted = Sorted::default();
    let mut places = Vec::new();
    all_places(fields, &mut places);
    let root = subject.root().ok();
    let (_, start) = subject.data();
    let body = subject.body().map(|(_, start)| start);
    for one in told {
        let span = one.span.as_ref().filter(|_| one.path == subject.path);
        if let (Some(span), Some(body)) = (span, body)
            && span.start >= body
        {
            let line = subject.text[body..span.start].matches('\n').count() + 1;
            sorted.body.push(format!("Linje {line} i teksten: {} {}", one.message, one.remedy));
            continue;
        }
        let at = span.and_then(|span| {
            let root = root.as_ref()?;
            let found = place_of(root, span.start.checked_sub(start)?, Where::default());
            let steps = nearest(&places, &as_new(subject, root, found))?;
            Some(named(fields, &steps, &one.message).unwrap_or(steps))
        });
        match at {
            Some(steps) => sorted.fields.push((steps, one.clone())),
            None => sorted.others.push(one.clone()),
        }
    }
    sorted
}

/// What is wrong with a thing is told at its id; where it names a field, that is meant.
fn named(fields: &[FormField], steps: &Where, message: &str) -> Option<Where> {
    steps.split().filter(|(_, key)| *key == "id")?;
    let is_named = |field: &&FormField| message.contains(&format!("»{}«", field.name));
    let meant = fields.iter().filter(|field| field.steps != *steps).find(is_named);
    meant.map(|field| field.steps.clone())
}

/// What was added is the last of its list; its form knows it as a new one.
fn as_new(subject: &Subject, root: &Node, found: Where) -> Where {
    let Some((list, _)) = subject.steps.split().filter(|_| subject.is_new()) else { return found };
    let count = root.find(&list.0).map(Node::items).unwrap_or_default().len();
    let added = list.to(&count.saturating_sub(1).to_string());
    match found.0.strip_prefix(added.0.as_slice()) {
        Some(rest) => Where([subject.steps.0.as_slice(), rest].concat()),
        None => found,
    }
}

fn all_places(fields: &[FormField], places: &mut Vec<Where>) {
    for field in fields {
        places.push(field.steps.clone());
        match &field.control {
            Control::Group(inner, _) => all_places(inner, places),
            Control::Named(inner, _) => {
                places.extend(inner.iter().map(|(_, one)| one.steps.clone()));
            }
            _ => {}
        }
    }
}

/// The innermost value that holds a byte.
fn place_of(node: &Node, byte: usize, steps: Where) -> Where {
    let holds = |node: &Node| node.span.start <= byte && byte < node.span.end;
    for pair in node.pairs() {
        let below = steps.to(&pair.key);
        if (pair.at.start <= byte
            && byte < pair.node.span.end
            && pair.at.start < pair.node.span.start)
            || holds(&pair.node)
        {
            return place_of(&pair.node, byte, below);
        }
        // Tables below headers are anywhere in the file.
        let deeper = place_of(&pair.node, byte, below.clone());
        if deeper != below {
            return deeper;
        }
    }
    for (at, item) in node.items().iter().enumerate() {
        let below = steps.to(&at.to_string());
        if holds(item) {
            return place_of(item, byte, below);
        }
        let deeper = place_of(item, byte, below.clone());
        if deeper != below {
            return deeper;
        }
    }
    steps
}

/// The field that a place is in: the longest of those it begins with.
fn nearest(places: &[Where], found: &Where) -> Option<Where> {
    let is_in = |place: &&Where| !place.0.is_empty() && found.0.starts_with(&place.0);
    places.iter().filter(is_in).max_by_key(|place| place.0.len()).cloned()
}

/// Whether a field only leads to pages of its own.
pub(super) fn has_own_page(field: &FormField) -> bool {
    matches!(field.control, Control::Records(_) | Control::Apart(_))
}

/// What is in a field, in words; none where it only leads to others.
pub(super) fn kept(control: &Control) -> Option<String> {
    Some(match control {
        Control::Line(one) | Control::Long(one) | Control::Number(one, _) => one.clone(),
        Control::Day(one) => view::day(one),
        Control::Choice(one, _) => one.clone(),
        Control::Lines(lines) | Control::Several(lines, _) => lines.join("\n"),
        Control::Truth(on) => if *on { "ja" } else { "nej" }.to_owned(),
        Control::Group(..) | Control::Named(..) | Control::Records(_) | Control::Apart(_) => {
            return None;
        }
    })
}

/// What is in the file and what was typed, where they differ.
pub(super) fn typed_and_kept(fields: &[FormField], own: &Submitted) -> Vec<Both> {
    let mut both = Vec::new();
    for field in fields {
        let name = field.steps.to_string();
        if let Control::Group(inner, _) = &field.control {
            both.extend(typed_and_kept(inner, own));
            continue;
        }
        let Some(kept) = kept(&field.control) else { continue };
        let typed = match &field.control {
            Control::Several(..) if own.has(&format!("{name}#")) => own.all(&name).join("\n"),
            Control::Truth(_) if own.has(&format!("{name}#")) => {
                own.one(&name).unwrap_or("nej").to_owned()
            }
            Control::Day(_) if own.has(&format!("{name}#idag")) => "i dag".to_owned(),
            _ => match own.one(&name) {
                Some(typed) => typed.trim().to_owned(),
                None => continue,
            },
        };
        if kept != typed && !field.steps.0.iter().any(|step| step == NEW) {
            both.push(Both { name: field.name.clone(), kept, typed });
        }
    }
    both
}
