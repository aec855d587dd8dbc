//! What was asked for in a form, as a change of its file.

use jiff::civil::Date;

use super::apply::{self, Applied};
use super::asked::Trouble;
use super::front;
use super::place::Where;
use super::records;
use super::subject::Subject;
use super::submitted::{BODY, Submitted};

/// What a form is sent with while it is being filled in.
pub(super) const TRY: &str = "proev";

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
            // Who goes back to the form, or is still typing, does nothing else.
            _ if matches!(sent.one("trin"), Some("ret" | TRY)) => Self::Fill,
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
    let filled = match deed {
        _ if subject.is_new() => add(subject, sent, today)?,
        _ => apply::apply(data, &subject.form()?, sent, today)?,
    };
    // What was filled in goes along with what is moved.
    let mut applied = match deed {
        _ if deed != Deed::Remove && !filled.faults.is_empty() => filled,
        Deed::Fill => filled,
        Deed::Up => moved(&filled, steps, records::move_up(&filled.text, steps)?, "flyttet op"),
        Deed::Down => {
            let next = next(steps)?;
            moved(&filled, steps, records::move_up(&filled.text, &next)?, "flyttet ned")
        }
        Deed::Remove => removed(&filled, steps, remove(data, steps)?),
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

fn moved(filled: &Applied, steps: &Where, text: String, said: &str) -> Applied {
    let mut applied = Applied { text, ..filled.clone() };
    applied.changed.push(said.to_owned());
    applied.places.push(steps.clone());
    applied
}

fn removed(filled: &Applied, steps: &Where, text: String) -> Applied {
    Applied {
        text,
        changed: vec!["fjernet".to_owned()],
        places: vec![steps.clone()],
        unkept: !filled.changed.is_empty(),
        ..Applied::default()
    }
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
        ..Applied::default()
    })
}
