//! The page of a thing: its form, what was wrong with it, what it changes, and keeping that.

use askama::Template;

use super::apply::{Applied, Untaken};
use super::asked::{DoorReply, Request, Trouble};
use super::change::{Deed, make};
use super::desk::Desk;
use super::draft::Told;
use super::files::{Change, mark_of};
use super::folder::{NotWritten, Tray};
use super::found;
use super::place::Where;
use super::subject::{Subject, municipality};
use super::submitted::{BODY, Submitted};
use super::view::{Showing, address, field, frame, id_of};
use super::weigh::{Balance, weigh};
use super::weighing::{self, Both, Weighing};
use crate::html::Html;

/// A line of what is wrong: where it leads, and what it says.
struct Summed {
    to: String,
    said: String,
}

#[derive(Template)]
#[template(path = "edit/form.html")]
struct FillPage<'a> {
    crumbs: Vec<(String, String)>,
    name: &'a str,
    help: &'a str,
    path: &'a str,
    action: String,
    mark: String,
    id: String,
    fields: Vec<Html>,
    body: Option<String>,
    body_wrong: Vec<String>,
    summed: Vec<Summed>,
    listed: bool,
    has_fields: bool,
    is_draft: bool,
    notice: &'a str,
}

/// Answers for `/fil/…`.
pub(super) fn answer(desk: &Desk, request: &Request, path: &str) -> Result<DoorReply, Trouble> {
    let tray = desk.folder.read()?;
    let subject = Subject::of(&tray, path, request.place())?;
    match &request.form {
        None => {
            Ok(DoorReply::Page(page(desk, request, &tray, &subject, &Rejected::default(), "")?))
        }
        Some(sent) => sent_form(desk, request, &tray, subject, sent),
    }
}

/// What is wrong with a form that was sent.
#[derive(Default)]
struct Rejected<'a> {
    typed: Option<&'a Submitted>,
    faults: &'a [Untaken],
    told: &'a [Told],
    mark: Option<String>,
}

fn page(
    desk: &Desk,
    request: &Request,
    tray: &Tray,
    subject: &Subject,
    wrong: &Rejected<'_>,
    notice: &str,
) -> Result<Html, Trouble> {
    let form = subject.form()?;
    let told = found::by_field(subject, &form.fields, wrong.told);
    let shown = Showing {
        path: &subject.path,
        typed: wrong.typed,
        faults: wrong.faults,
        told: &told.fields,
        today: desk.today(),
        is_new: subject.is_new(),
    };
    let own = subject.steps.0.is_empty();
    let body = subject.body().filter(|_| own).map(|(text, _)| text);
    let body =
        wrong.typed.and_then(|typed| typed.one(BODY)).map(str::to_owned).filter(|_| own).or(body);
    let name = subject.name();
    let main = Html::from_template(&FillPage {
        crumbs: crumbs(tray, subject),
        name: &name,
        help: &form.help,
        path: &subject.path,
        action: address(&subject.path, &subject.steps),
        mark: wrong.mark.clone().unwrap_or_else(|| desk.keep(&subject.text)),
        id: subject.id().unwrap_or_default(),
        has_fields: body.is_some() || form.fields.iter().any(|field| !found::has_own_page(field)),
        fields: form.fields.iter().map(|one| field(one, &shown)).collect(),
        body,
        body_wrong: told.body.clone(),
        summed: summed(wrong, &told),
        listed: subject.is_listed(),
        is_draft: subject.is_draft,
        notice,
    });
    Ok(frame(&request.user, &name, &main))
}

fn summed(wrong: &Rejected<'_>, told: &found::Sorted) -> Vec<Summed> {
    let field = |steps: &Where, said: String| Summed { to: format!("#{}", id_of(steps)), said };
    let faults = wrong.faults.iter().map(|one| field(&one.steps, one.message.clone()));
    let fields = told.fields.iter().map(|(steps, told)| field(steps, told.message.clone()));
    let body = told.body.iter().map(|said| Summed { to: "#tekst".to_owned(), said: said.clone() });
    let others = told.others.iter().map(|told| Summed {
        to: if told.path.is_empty() { "/".to_owned() } else { format!("/fil/{}", told.path) },
        said: format!("{}, linje {}: {} {}", told.path, told.line, told.message, told.remedy),
    });
    faults.chain(fields).chain(body).chain(others).collect()
}

fn crumbs(tray: &Tray, subject: &Subject) -> Vec<(String, String)> {
    let mut crumbs = vec![("/".to_owned(), "Alt indhold".to_owned())];
    if let Some(name) = municipality(tray, &subject.path) {
        let (folder, _) = subject.path.split_once('/').unwrap_or_default();
        crumbs.push((format!("/#k-{folder}"), name));
    }
    if !subject.steps.0.is_empty() && subject.kind.name != "Side" {
        crumbs.push((format!("/fil/{}", subject.path), subject.kind.name.to_owned()));
    }
    let mut above = Where::default();
    for step in subject.steps.0.iter().take(subject.steps.0.len().saturating_sub(1)) {
        above = above.to(step);
        if above.number().is_some() {
            let name = Subject::of(tray, &subject.path, above.clone()).map(|one| one.name());
            crumbs.extend(name.ok().map(|name| (address(&subject.path, &above), name)));
        }
    }
    crumbs
}

fn sent_form(
    desk: &Desk,
    request: &Request,
    tray: &Tray,
    subject: Subject,
    sent: &Submitted,
) -> Result<DoorReply, Trouble> {
    let deed = Deed::of(sent);
    let mark = mark_of(&subject.text);
    if sent.one("aftryk") != Some(mark.as_str()) {
        if deed != Deed::Fill {
            return Err(NotWritten::Changed(subject.path.clone()).into());
        }
        return changed_meanwhile(desk, request, tray, subject, sent);
    }
    let applied = make(&subject, sent, deed, desk.today())?;
    decide(desk, request, tray, &subject, sent, &applied, Vec::new())
}

/// Somebody else has saved the file since the form was made: what was filled in is put into the file as it is now,
/// and both versions are shown before anything is kept.
fn changed_meanwhile(
    desk: &Desk,
    request: &Request,
    tray: &Tray,
    subject: Subject,
    sent: &Submitted,
) -> Result<DoorReply, Trouble> {
    let base = desk.kept(sent.one("aftryk").unwrap_or_default());
    let base = base.map(|base| subject.with_text(&base));
    // Only what was filled in, not what merely stood in the form.
    let places = match &base {
        Some(base) => Some(make(base, sent, Deed::Fill, desk.today())?.places),
        None => None,
    };
    let own = match places.filter(|_| !subject.is_new()) {
        Some(places) => sent.only(&places),
        None => sent.clone(),
    };
    let (subject, own) = where_it_is_now(tray, subject, sent, own)?;
    let applied = make(&subject, &own, Deed::Fill, desk.today())?;
    let both = both(&subject, &own)?;
    decide(desk, request, tray, &subject, &own.with("trin", "se"), &applied, both)
}

/// Where others have been put before it, a thing is found by its id.
fn where_it_is_now(
    tray: &Tray,
    subject: Subject,
    sent: &Submitted,
    own: Submitted,
) -> Result<(Subject, Submitted), Trouble> {
    let wanted = sent.one("id").filter(|id| !id.is_empty());
    if subject.is_new() || wanted.is_none() || subject.id().as_deref() == wanted {
        return Ok((subject, own));
    }
    let gone =
        || Trouble::Said("En anden har fjernet det imens. Det, du skrev, er ikke gemt.".to_owned());
    let (list, _) = subject.steps.split().ok_or_else(gone)?;
    let root = subject.root()?;
    let items = root.find(&list.0).map(super::tree::Node::items).unwrap_or_default();
    let at = items.iter().position(|one| one.text("id") == wanted).ok_or_else(gone)?;
    let now = list.to(&at.to_string());
    let own = own.moved(&subject.steps, &now);
    Ok((Subject::of(tray, &subject.path, now)?, own))
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

fn decide(
    desk: &Desk,
    request: &Request,
    tray: &Tray,
    subject: &Subject,
    sent: &Submitted,
    applied: &Applied,
    both: Vec<Both>,
) -> Result<DoorReply, Trouble> {
    let altered = subject.with_text(&applied.text);
    let mark = Some(desk.keep(&subject.text));
    let again = |told: &[Told], notice: &str| {
        let wrong =
            Rejected { typed: Some(sent), faults: &applied.faults, told, mark: mark.clone() };
        // What can't be read any more is shown as it was, and what was taken from its place: another thing
        // is there now.
        let as_it_was = subject.is_new() || has_left(applied) || altered.root().is_err();
        let shown = if as_it_was { subject } else { &altered };
        page(desk, request, tray, shown, &wrong, notice)
    };
    if !applied.faults.is_empty() {
        return Ok(DoorReply::Refused(422, again(&[], "")?));
    }
    if applied.text == subject.text && both.is_empty() {
        return Ok(DoorReply::Page(again(
            &[],
            "Du har ikke ændret noget. Ret et felt, og prøv igen.",
        )?));
    }
    let changes = [Change {
        path: tray.place(&subject.path),
        before: Some(subject.text.clone()),
        after: Some(applied.text.clone()),
    }];
    let balance = weigh(desk, tray, &changes);
    if sent.one("trin") == Some("ret") || (!balance.errors.is_empty() && !balance.is_draft) {
        let status = if balance.errors.is_empty() { 200 } else { 422 };
        return Ok(DoorReply::Refused(status, again(&balance.errors, "")?));
    }
    let what = said(tray, subject, applied);
    if sent.one("trin") == Some("gem") && both.is_empty() {
        let yes = sent.one("ja") == Some("ja");
        let sealed = desk.seal.is_of(&request.user, sent.one("segl").unwrap_or_default());
        if sealed && balance.may_be_kept(yes) {
            desk.save(&changes, &request.user, &what)?;
            return Ok(saved(subject, &balance, applied));
        }
    }
    let deed = Deed::of(sent);
    let mut hidden = sent.content();
    let mark = mark.unwrap_or_default();
    let id = subject.id().unwrap_or_default();
    hidden.extend([("aftryk", mark.as_str()), ("id", id.as_str()), ("hvad", deed.word())]);
    let weighing = Weighing {
        action: &address(&subject.path, &subject.steps),
        what: &what,
        hidden,
        seal: desk.seal.of(&request.user),
        unsaid: sent.one("trin") == Some("gem"),
        can_go_back: deed == Deed::Fill,
        both,
    };
    Ok(weighing::page(&request.user, &balance, &weighing))
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

fn saved(subject: &Subject, balance: &Balance, applied: &Applied) -> DoorReply {
    let gone = has_left(applied);
    let steps = match subject.steps.split() {
        Some(_) if gone || subject.is_new() => Where::default(),
        _ => subject.steps.clone(),
    };
    let back: String =
        form_urlencoded::byte_serialize(address(&subject.path, &steps).as_bytes()).collect();
    DoorReply::SeeOther(format!(
        "/gemt?foer={}&nu={}&til={back}",
        balance.before.mark, balance.after.mark
    ))
}
