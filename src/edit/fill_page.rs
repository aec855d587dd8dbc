//! The page of a form: its fields, what was wrong with them, and where it is among the others.

use askama::Template;

use super::apply::Untaken;
use super::asked::{Request, Trouble};
use super::desk::Desk;
use super::draft::Told;
use super::folder::Tray;
use super::form::{Control, FormField};
use super::found;
use super::place::Where;
use super::preview::of_drafts;
use super::subject::{Subject, municipality};
use super::submitted::{BODY, Submitted};
use super::users::Users;
use super::view::{Showing, address, field, frame, id_of};
use crate::html::Html;
use crate::source::MAX_FILE_BYTES;

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
    can_go_up: bool,
    can_go_down: bool,
    listed: bool,
    has_fields: bool,
    is_draft: bool,
    /// Where the page can be seen, of which nobody sees more yet.
    seen: String,
    /// Whether it holds what is kept nowhere else.
    is_unsaved: bool,
    notice: &'a str,
    onward: Option<&'a str>,
    users: Option<&'a Users>,
}

/// What is said of a form that was sent as it was.
pub(super) const UNCHANGED: &str = "Du har ikke ændret noget. Ret et felt, og prøv igen.";

/// What is said of one whose contents are in the file, as after a second press of the same button.
pub(super) const ALREADY: &str = "Det er gemt: Det, du skrev, står her allerede.";

/// What is wrong with a form that was sent.
#[derive(Default)]
pub(super) struct Rejected<'a> {
    /// What was typed.
    pub typed: Option<&'a Submitted>,
    pub faults: &'a [Untaken],
    /// What the load found.
    pub told: &'a [Told],
    /// What it was found in.
    pub told_of: Option<&'a Subject>,
    /// The mark of the file that the form is made from.
    pub mark: Option<&'a str>,
    pub notice: &'a str,
    /// Where else it leads.
    pub onward: Option<&'a str>,
    /// What is in the way of taking it away.
    pub users: Option<&'a Users>,
}

/// What to do about a file with too much in it.
pub(super) fn crowded(text: &str) -> String {
    let (is, most) = (text.len() / 1024, MAX_FILE_BYTES / 1024);
    format!(
        "Der er for meget tekst: {is} kB, og der er plads til {most} kB. Intet er gemt. Del teksten i flere."
    )
}

/// The whole page.
pub(super) fn page(
    desk: &Desk,
    request: &Request,
    tray: &Tray,
    subject: &Subject,
    wrong: &Rejected<'_>,
) -> Result<Html, Trouble> {
    let mut form = subject.form()?;
    if subject.is_new() {
        form.fields.iter_mut().for_each(offer_id);
    }
    let told = found::by_field(wrong.told_of.unwrap_or(subject), &form.fields, wrong.told);
    let own = subject.steps.0.is_empty();
    let body = subject.body().filter(|_| own).map(|(text, _)| text);
    let body =
        wrong.typed.and_then(|typed| typed.one(BODY)).map(str::to_owned).filter(|_| own).or(body);
    let has_fields = body.is_some() || form.fields.iter().any(|field| !found::has_own_page(field));
    let shown = Showing {
        path: &subject.path,
        typed: wrong.typed,
        faults: wrong.faults,
        told: &told.fields,
        today: desk.today(),
        is_new: subject.is_new(),
        is_sent: has_fields,
    };
    let of_body = wrong.faults.iter().filter(|fault| fault.steps.0 == [BODY]);
    let (at, count) = subject.position().unwrap_or((0, 0));
    let name = subject.name();
    let main = Html::from_template(&FillPage {
        crumbs: crumbs(tray, subject),
        name: &name,
        help: &form.help,
        path: &subject.path,
        action: address(&subject.path, &subject.steps),
        mark: wrong.mark.map_or_else(|| desk.keep(&subject.text), str::to_owned),
        id: subject.id().unwrap_or_default(),
        has_fields,
        fields: form.fields.iter().map(|one| field(one, &shown)).collect(),
        body,
        body_wrong: of_body.map(|one| one.message.clone()).chain(told.body.clone()).collect(),
        summed: summed(&form.fields, wrong, &told),
        listed: subject.is_listed(),
        can_go_up: at > 0,
        can_go_down: at + 1 < count,
        is_draft: subject.is_draft,
        seen: seen(&subject.path),
        is_unsaved: wrong.typed.is_some() && ![UNCHANGED, ALREADY].contains(&wrong.notice),
        notice: wrong.notice,
        onward: wrong.onward,
        users: wrong.users,
    });
    Ok(frame(&request.user, &name, &main))
}

/// Where a draft can be seen: a section at its own address, all else on the front page.
fn seen(path: &str) -> String {
    let (folder, below) = path.split_once('/').unwrap_or_default();
    let page = below.strip_suffix(".md").and_then(|page| page.split_once('/'));
    of_drafts(folder, page.map_or("", |(_, page)| page))
}

/// A new thing's short name is made of its name, unless an editor wants another.
fn offer_id(field: &mut FormField) {
    if field.steps.0.last().is_some_and(|key| key == "id") {
        field.required = false;
        field.help = format!("Lad feltet stå tomt, så laver vi det af navnet. {}", field.help);
    }
}

/// What the field at a place is called.
fn name_of<'f>(fields: &'f [FormField], steps: &Where) -> Option<&'f str> {
    fields.iter().find_map(|field| match &field.control {
        _ if field.steps == *steps => Some(field.name.as_str()),
        Control::Group(inner, _) => name_of(inner, steps),
        Control::Named(inner, _) => {
            inner.iter().find_map(|(_, one)| name_of(std::slice::from_ref(one), steps))
        }
        _ => None,
    })
}

fn summed(fields: &[FormField], wrong: &Rejected<'_>, told: &found::Sorted) -> Vec<Summed> {
    let field = |steps: &Where, said: String| {
        let is_body = steps.0 == [BODY];
        let name = name_of(fields, steps).filter(|name| !said.contains(&format!("»{name}«")));
        let said = name.map(|name| format!("{name}: {said}")).unwrap_or(said);
        Summed {
            to: if is_body { "#tekst".to_owned() } else { format!("#{}", id_of(steps)) },
            said,
        }
    };
    let faults = wrong.faults.iter().map(|one| field(&one.steps, one.message.clone()));
    let fields = told.fields.iter().map(|(steps, told)| field(steps, told.message.clone()));
    let body = told.body.iter().map(|said| Summed { to: "#tekst".to_owned(), said: said.clone() });
    let others = told.others.iter().map(|told| Summed {
        to: if told.path.is_empty() { "/".to_owned() } else { format!("/fil/{}", told.path) },
        said: format!("{}, linje {}: {} {}", told.name, told.line, told.message, told.remedy),
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
