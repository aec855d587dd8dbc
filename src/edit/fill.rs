//! What becomes of a form that was sent: what was wrong with it, what it changes, and keeping that.

use super::apply::{Applied, Untaken};
use super::asked::{DoorReply, Request, Trouble};
use super::change::{Deed, TRY, make};
use super::desk::Desk;
use super::draft::Told;
use super::files::{Change, mark_of};
use super::fill_page::{ALREADY, Rejected, UNCHANGED, crowded, page};
use super::folder::{NotWritten, Tray};
use super::naming;
use super::place::Where;
use super::stale::{Meanwhile, meanwhile};
use super::subject::{Subject, municipality};
use super::submitted::Submitted;
use super::users::users;
use super::view::address;
use super::weigh::{Balance, weigh};
use super::weighing::{self, Both, Weighing};
use crate::source::MAX_FILE_BYTES;

/// Answers for `/fil/…`.
pub(super) fn answer(desk: &Desk, request: &Request, path: &str) -> Result<DoorReply, Trouble> {
    let tray = desk.folder.read()?;
    let place = request.place()?;
    match &request.form {
        None => {
            let subject = Subject::of(&tray, path, place)?;
            Ok(DoorReply::Page(page(desk, request, &tray, &subject, &Rejected::default())?))
        }
        Some(sent) => {
            let is_old = tray.text(path).is_some_and(|(text, _)| !is_of(sent, text));
            let subject = if is_old { Subject::wherever } else { Subject::of }(&tray, path, place)?;
            sent_form(desk, request, &tray, subject, sent)
        }
    }
}

/// Whether a form was made of this text.
fn is_of(sent: &Submitted, text: &str) -> bool {
    sent.one("aftryk") == Some(mark_of(text).as_str())
}

fn sent_form(
    desk: &Desk,
    request: &Request,
    tray: &Tray,
    subject: Subject,
    sent: &Submitted,
) -> Result<DoorReply, Trouble> {
    let deed = Deed::of(sent);
    let (mut sent, mut both) = (naming::with_id(&subject, sent), Vec::new());
    let (mut subject, mut lapsed, mut is_there) = (subject, None, false);
    if !is_of(&sent, &subject.text) {
        if deed != Deed::Fill {
            return Err(NotWritten::Changed(subject.path.clone()).into());
        }
        let base = desk.kept(sent.one("aftryk").unwrap_or_default());
        match meanwhile(base, tray, &subject, &sent, desk.today())? {
            Meanwhile::Gone(subject, typed) => return gone(desk, request, tray, &subject, &typed),
            Meanwhile::There(still) => {
                let step = sent.one("trin").filter(|step| *step == TRY).unwrap_or("se");
                is_there = !still.own.content().is_empty();
                (subject, sent) = (still.subject, still.own.with("trin", step));
                (both, lapsed) = (still.both, still.lapsed);
            }
        }
    }
    let mut applied = make(&subject, &sent, deed, desk.today())?;
    applied.lapsed = applied.lapsed.or(lapsed);
    let (subject, sent, applied) = (&subject, &sent, &applied);
    let filled = Filled { desk, request, tray, subject, sent, applied, is_there };
    match sent.one("gaa").and_then(Where::read) {
        _ if sent.one("trin") == Some(TRY) => filled.tried(),
        Some(to) => filled.leave(&to),
        None => filled.decide(both),
    }
}

/// Somebody else has taken the thing away: what was typed can be saved as a new one.
fn gone(
    desk: &Desk,
    request: &Request,
    tray: &Tray,
    subject: &Subject,
    typed: &Submitted,
) -> Result<DoorReply, Trouble> {
    let notice = "En anden har fjernet det imens. Intet er gemt, og det, du skrev, står herunder. Skal det være der \
                  igen, så tryk »Se ændringen«: Så bliver det tilføjet som nyt.";
    let wrong = Rejected { typed: Some(typed), notice, ..Rejected::default() };
    Ok(DoorReply::Refused(409, page(desk, request, tray, subject, &wrong)?))
}

/// A form that was sent, and what comes of it.
struct Filled<'a> {
    desk: &'a Desk,
    request: &'a Request,
    tray: &'a Tray,
    subject: &'a Subject,
    sent: &'a Submitted,
    applied: &'a Applied,
    /// Whether what was filled in is of a form that is older than the file.
    is_there: bool,
}

impl Filled<'_> {
    fn changes(&self) -> [Change; 1] {
        [Change {
            path: self.tray.place(&self.subject.path),
            before: Some(self.subject.text.clone()),
            after: Some(self.applied.text.clone()),
        }]
    }

    /// The form as it was filled in, with what is wrong with it.
    fn again(
        &self,
        status: u16,
        told: &[Told],
        wrong: &Rejected<'_>,
    ) -> Result<DoorReply, Trouble> {
        let altered = self.subject.with_text(&self.applied.text);
        // What can't be read any more is shown as it was, and what was taken from its place: another thing
        // is there now.
        let as_it_was = self.subject.is_new() || has_left(self.applied) || altered.root().is_err();
        let shown = if as_it_was { self.subject } else { &altered };
        let mark = self.desk.keep(&self.subject.text);
        let wrong = Rejected {
            typed: Some(self.sent),
            told,
            told_of: Some(&altered),
            mark: Some(&mark),
            ..*wrong
        };
        let html = page(self.desk, self.request, self.tray, shown, &wrong)?;
        Ok(DoorReply::Refused(status, html))
    }

    fn with_faults(&self) -> Rejected<'_> {
        Rejected { faults: &self.applied.faults, ..Rejected::default() }
    }

    /// What would be said of the form if it were sent as it is now; nothing is kept.
    fn tried(&self) -> Result<DoorReply, Trouble> {
        let mut faults = self.applied.faults.clone();
        let lapsed = self.applied.lapsed.iter();
        faults.extend(
            lapsed.map(|one| Untaken { steps: one.steps.clone(), message: one.sentence() }),
        );
        let balance = weigh(self.desk, self.tray, &self.changes());
        let told = [balance.errors, balance.warnings].concat();
        self.again(200, &told, &Rejected { faults: &faults, ..Rejected::default() })
    }

    /// Goes to another page from within the form, where nothing is lost by it.
    fn leave(&self, to: &Where) -> Result<DoorReply, Trouble> {
        let to = address(&self.subject.path, to);
        if self.applied.faults.is_empty() && self.applied.text == self.subject.text {
            return Ok(DoorReply::SeeOther(to));
        }
        let notice = "Du har skrevet noget her, som ikke er gemt. Det står her endnu. Gem det først, eller gå videre \
                      uden at gemme.";
        self.again(200, &[], &Rejected { notice, onward: Some(&to), ..self.with_faults() })
    }

    fn decide(&self, both: Vec<Both>) -> Result<DoorReply, Trouble> {
        let (subject, sent, applied) = (self.subject, self.sent, self.applied);
        if !applied.faults.is_empty() {
            return self.again(422, &[], &self.with_faults());
        }
        if applied.text.len() as u64 > MAX_FILE_BYTES {
            let steps = applied.places.last().cloned().unwrap_or_default();
            let faults = [Untaken { steps, message: crowded(&applied.text) }];
            return self.again(422, &[], &Rejected { faults: &faults, ..Rejected::default() });
        }
        if applied.text == subject.text && both.is_empty() {
            let notice = if self.is_there { ALREADY } else { UNCHANGED };
            let wrong = Rejected { notice, ..Rejected::default() };
            return self.again(200, &[], &wrong);
        }
        let changes = self.changes();
        let balance = weigh(self.desk, self.tray, &changes);
        if sent.one("trin") == Some("ret") || (!balance.errors.is_empty() && !balance.is_draft) {
            let status = if balance.errors.is_empty() { 200 } else { 422 };
            let users = users(self.tray, subject, applied, &balance.errors);
            let told = users.as_ref().map_or(&balance.errors, |users| &users.others);
            let wrong = Rejected { users: users.as_ref(), ..Rejected::default() };
            return self.again(status, told, &wrong);
        }
        let what = said(self.tray, subject, applied);
        if sent.one("trin") == Some("gem") && both.is_empty() {
            let yes = sent.one("ja") == Some("ja");
            let user = &self.request.user;
            let sealed = self.desk.seal.is_of(user, sent.one("segl").unwrap_or_default());
            if sealed && balance.may_be_kept(yes) {
                let id = self.desk.save(&changes, user, &what)?;
                return Ok(saved(subject, &balance, applied, &id));
            }
        }
        Ok(self.weighed(&balance, &what, both))
    }

    fn weighed(&self, balance: &Balance, what: &str, both: Vec<Both>) -> DoorReply {
        let deed = Deed::of(self.sent);
        let mut hidden = self.sent.content();
        let mark = self.desk.keep(&self.subject.text);
        let id = self.subject.id().unwrap_or_default();
        hidden.extend([("aftryk", mark.as_str()), ("id", id.as_str()), ("hvad", deed.word())]);
        let weighing = Weighing {
            action: &address(&self.subject.path, &self.subject.steps),
            what,
            hidden,
            seal: self.desk.seal.of(&self.request.user),
            unsaid: self.sent.one("trin") == Some("gem"),
            back: if deed == Deed::Remove { "Behold det" } else { "Ret mere" },
            both,
            lapsed: self.applied.lapsed.as_ref(),
            unkept: self.applied.unkept,
        };
        weighing::page(&self.request.user, balance, &weighing)
    }
}

/// Whether a thing is no longer where it was.
fn has_left(applied: &Applied) -> bool {
    applied.changed.iter().any(|one| one == "fjernet" || one.starts_with("flyttet"))
}

fn said(tray: &Tray, subject: &Subject, applied: &Applied) -> String {
    let place =
        municipality(tray, &subject.path).map(|name| format!("{name} › ")).unwrap_or_default();
    let file = if subject.steps.0.is_empty() || subject.is_page() {
        String::new()
    } else {
        format!("{} › ", subject.kind.name)
    };
    format!("{place}{file}{}: {}", subject.name(), applied.changed.join(", "))
}

fn saved(subject: &Subject, balance: &Balance, applied: &Applied, id: &str) -> DoorReply {
    let gone = has_left(applied);
    let steps = match subject.steps.split() {
        Some(_) if gone || subject.is_new() => Where::default(),
        _ => subject.steps.clone(),
    };
    let back: String =
        form_urlencoded::byte_serialize(address(&subject.path, &steps).as_bytes()).collect();
    DoorReply::SeeOther(format!(
        "/gemt?rettelse={id}&foer={}&nu={}&til={back}",
        balance.before.mark, balance.after.mark
    ))
}
