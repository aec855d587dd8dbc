//! What was filled in, where somebody else has saved the file since the form was made: found again in the file as it
//! is now, so that nothing of it is lost.

use std::sync::Arc;

use jiff::civil::Date;

use super::asked::Trouble;
use super::change::{Deed, make};
use super::confirmed::Lapsed;
use super::folder::Tray;
use super::form::NEW;
use super::found;
use super::place::Where;
use super::subject::Subject;
use super::submitted::{BODY, Submitted};
use super::tree::Node;
use super::unseen::{Unseen, unseen};
use super::weighing::Both;

/// What became of the thing meanwhile.
pub(super) enum Meanwhile {
    There(Still),
    /// It was taken away: what was typed, as a new one.
    Gone(Subject, Submitted),
}

/// What is there, and what was typed.
pub(super) struct Still {
    pub subject: Subject,
    /// What was filled in.
    pub own: Submitted,
    /// What was typed and what is in the file, where they differ.
    pub both: Vec<Both>,
    /// The confirmation that was about something else.
    pub lapsed: Option<Lapsed>,
}

/// Looks for the thing; `base` is the file as it was when the form was made.
pub(super) fn meanwhile(
    base: Option<Arc<str>>,
    tray: &Tray,
    subject: &Subject,
    sent: &Submitted,
    today: Date,
) -> Result<Meanwhile, Trouble> {
    let base = base.map(|base| subject.with_text(&base));
    // Only what was filled in, not what merely stood in the form.
    let places = match &base {
        Some(base) => Some(make(base, sent, Deed::Fill, today)?.places),
        None => None,
    };
    let Some(now) = place_now(base.as_ref(), subject, sent) else {
        return gone(base.as_ref(), tray, subject, sent);
    };
    let own = match places.filter(|_| !subject.is_new()) {
        Some(places) => sent.only(&places),
        None => sent.clone(),
    };
    let own = own.moved(&subject.steps, &now);
    let old = base.filter(|_| !subject.is_new()).map(|base| base.form()).transpose()?;
    let subject = Subject::of(tray, &subject.path, now)?;
    let form = subject.form()?;
    let unseen = old.and_then(|old| unseen(&old.fields, &form.fields, &own));
    let (own, others, lapsed) = match unseen {
        Some(Unseen { own, both, lapsed }) => (own, both, Some(lapsed)),
        None => (own, Vec::new(), None),
    };
    let both = [both(&subject, &own)?, others].concat();
    Ok(Meanwhile::There(Still { subject, own, both, lapsed }))
}

fn gone(
    base: Option<&Subject>,
    tray: &Tray,
    subject: &Subject,
    sent: &Submitted,
) -> Result<Meanwhile, Trouble> {
    let removed = || Trouble::Said("En anden har fjernet det imens.".to_owned());
    let (list, _) = subject.steps.split().filter(|_| subject.is_listed()).ok_or_else(removed)?;
    let list = match base {
        Some(base) => followed(&base.root()?, &subject.root()?, &list).ok_or_else(removed)?,
        // Which of several it was in is known by nobody.
        None if list.0.len() > 1 => return Err(removed()),
        None => list,
    };
    let new = list.to(NEW);
    let typed = sent.moved(&subject.steps, &new);
    let subject = Subject::of(tray, &subject.path, new).map_err(|_| removed())?;
    Ok(Meanwhile::Gone(subject, typed))
}

/// Where the thing is now: others may have been put before it, moved or taken away.
fn place_now(base: Option<&Subject>, subject: &Subject, sent: &Submitted) -> Option<Where> {
    let now = subject.root().ok()?;
    if let Some(base) = base {
        return followed(&base.root().ok()?, &now, &subject.steps);
    }
    // Nobody knows any more what the file was: the thing is known by its id alone.
    let id = sent.one("id").filter(|id| !id.is_empty());
    let Some((list, _)) = subject.steps.split().filter(|_| subject.is_listed()) else {
        let is_there = subject.is_new() || subject.steps.0.len() < 2;
        return is_there.then(|| subject.steps.clone());
    };
    let items = now.find(&list.0).map(Node::items).unwrap_or_default();
    let at = items.iter().position(|one| id.is_some() && one.text("id") == id)?;
    Some(list.to(&at.to_string()))
}

/// The same steps through both files: in each list the thing with the same id, or that says the same.
fn followed(base: &Node, now: &Node, steps: &Where) -> Option<Where> {
    let (mut base, mut now) = (Some(base), Some(now));
    let mut found = Where::default();
    for step in &steps.0 {
        let old = base.map(Node::items).unwrap_or_default();
        let new = now.map(Node::items).unwrap_or_default();
        let thing = step.parse::<usize>().ok().and_then(|at| Some((at, old.get(at)?)));
        let step = match thing {
            Some((at, thing)) => again(thing, at, old.len(), new)?.to_string(),
            None => step.clone(),
        };
        base = match thing {
            Some((_, thing)) => Some(thing),
            None => base.and_then(|node| node.child(&step)),
        };
        now = now.and_then(|node| node.child(&step));
        found = found.to(&step);
    }
    Some(found)
}

fn again(thing: &Node, at: usize, count: usize, new: &[Node]) -> Option<usize> {
    if let Some(id) = thing.text("id") {
        return new.iter().position(|one| one.text("id") == Some(id));
    }
    let same = new.get(at).filter(|one| one.says_the_same(thing)).map(|_| at);
    let same = same.or_else(|| new.iter().position(|one| one.says_the_same(thing)));
    // One that others have changed, while none came or went.
    same.or_else(|| (new.len() == count).then_some(at))
}

fn both(subject: &Subject, own: &Submitted) -> Result<Vec<Both>, Trouble> {
    let form = subject.form()?;
    let mut both = found::typed_and_kept(&form.fields, own);
    if let Some((text, _)) =
        subject.body().filter(|(text, _)| own.one(BODY).is_some_and(|own| own != text))
    {
        let typed = own.one(BODY).unwrap_or_default().to_owned();
        both.push(Both { name: "Teksten".to_owned(), kept: text, typed });
    }
    Ok(both)
}
