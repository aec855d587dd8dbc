//! What was asked for in a form, as a change of its file.

use jiff::civil::Date;

use super::apply::{self, Applied};
use super::asked::Trouble;
use super::front;
use super::place::Where;
use super::records;
use super::subject::Subject;
use super::submitted::{BODY, Submitted};

/// What is to be done with a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// Its fields are filled in.
    Fill,
    /// It changes places with the one before.
    Up,
    /// With the one behind.
    Down,
    /// It is taken away.
    Remove,
}

impl Deed {
    /// What a form asks for.
    pub(super) fn of(sent: &Submitted) -> Self {
        match sent.one("hvad") {
            Some("op") => Self::Up,
            Some("ned") => Self::Down,
            Some("fjern") => Self::Remove,
            _ => Self::Fill,
        }
    }

    /// As it is sent again.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Fill => "ret",
            Self::Up => "op",
            Self::Down => "ned",
            Self::Remove => "fjern",
        }
    }
}

/// The whole text of the file with the change in it.
pub(super) fn make(
    subject: &Subject,
    sent: &Submitted,
    deed: Deed,
    today: Date,
) -> Result<Applied, Trouble> {
    let (data, _) = subject.data();
    let steps = &subject.steps;
    let moved = |text: String, said: &str| Applied {
        text,
        changed: vec![said.to_owned()],
        places: vec![steps.clone()],
        faults: Vec::new(),
    };
    let mut applied = match deed {
        Deed::Up => moved(records::move_up(data, steps)?, "flyttet op"),
        Deed::Down => moved(records::move_up(data, &next(steps)?)?, "flyttet ned"),
        Deed::Remove => moved(remove(data, steps)?, "fjernet"),
        Deed::Fill if subject.is_new() => add(subject, sent, today)?,
        Deed::Fill => apply::apply(data, &subject.form()?, sent, today)?,
    };
    if subject.is_page() {
        let body = sent.one(BODY).filter(|_| steps.0.is_empty() && deed == Deed::Fill);
        let whole =
            front::put_together(&subject.text, &applied.text, body).ok_or(Trouble::Missing)?;
        if body.is_some_and(|body| subject.body().is_some_and(|(old, _)| old != body)) {
            applied.changed.push("Teksten".to_owned());
            applied.places.push(Where(vec![BODY.to_owned()]));
        }
        applied.text = whole;
    }
    Ok(applied)
}

fn next(steps: &Where) -> Result<Where, Trouble> {
    let (list, _) = steps.split().ok_or(Trouble::Missing)?;
    let at = steps.number().ok_or(Trouble::Missing)?;
    Ok(list.to(&(at + 1).to_string()))
}

fn remove(data: &str, steps: &Where) -> Result<String, Trouble> {
    if steps.number().is_some() {
        return Ok(records::remove(data, steps)?);
    }
    Ok(super::splice::remove(data, steps)?)
}

fn add(subject: &Subject, sent: &Submitted, today: Date) -> Result<Applied, Trouble> {
    let form = subject.form()?;
    let (pairs, faults) = apply::new_thing(&form, sent, today);
    let (data, _) = subject.data();
    let (list, _) = subject.steps.split().ok_or(Trouble::Missing)?;
    let text = if pairs.is_empty() { data.to_owned() } else { records::add(data, &list, &pairs)? };
    Ok(Applied {
        text,
        changed: vec!["tilføjet".to_owned()],
        places: vec![subject.steps.clone()],
        faults,
    })
}
