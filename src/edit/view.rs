//! How pages of the door look: their frame, and fields as HTML.

use askama::Template;
use jiff::civil::Date;

use super::apply::Untaken;
use super::draft::Told;
use super::form::{Control, FormField, Row};
use super::place::Where;
use super::refer::Chosen;
use super::submitted::Submitted;
use crate::html::Html;

#[derive(Template)]
#[template(path = "edit/layout.html")]
struct Frame<'a> {
    user: &'a str,
    title: &'a str,
    main: &'a Html,
}

/// A whole page.
pub(super) fn frame(user: &str, title: &str, main: &Html) -> Html {
    Html::from_template(&Frame { user, title, main })
}

/// The address of a thing in a file.
pub(super) fn address(path: &str, steps: &Where) -> String {
    if steps.0.is_empty() {
        return format!("/fil/{path}");
    }
    let query: String = form_urlencoded::byte_serialize(steps.to_string().as_bytes()).collect();
    format!("/fil/{path}?sted={query}")
}

/// What all fields of a form are shown with.
pub(super) struct Showing<'a> {
    /// The file.
    pub path: &'a str,
    /// What was typed, where that is to be shown in place of what is in the file.
    pub typed: Option<&'a Submitted>,
    /// What could not be taken.
    pub faults: &'a [Untaken],
    /// What the load found, by the field it belongs to.
    pub told: &'a [(Where, Told)],
    /// Today, for those who confirm something.
    pub today: Date,
    /// Whether things in lists can be opened: not while the one they are in isn't there yet.
    pub is_new: bool,
    /// Whether they stand in a form with more than lists: what leads away from it sends it first.
    pub is_sent: bool,
}

#[derive(Template)]
#[template(path = "edit/field.html")]
struct FieldHtml<'a> {
    field: &'a FormField,
    id: String,
    value: String,
    lines: usize,
    wrong: Vec<String>,
    inner: Vec<Html>,
    added: Html,
    rows: Vec<(&'a Row, String)>,
    open: String,
    today: String,
    is_new: bool,
    is_sent: bool,
}

impl FieldHtml<'_> {
    fn described(&self) -> String {
        let mut ids = Vec::new();
        if !self.field.help.is_empty() {
            ids.push(format!("{}-hjaelp", self.id));
        }
        if !self.wrong.is_empty() {
            ids.push(format!("{}-fejl", self.id));
        }
        ids.join(" ")
    }

    fn is_number(&self) -> bool {
        let key = self.field.steps.0.last().map(String::as_str).unwrap_or_default();
        key == "telefon" || matches!(self.field.control, Control::Number(..))
    }
}

/// The id of a field on its page.
pub(super) fn id_of(steps: &Where) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
    format!("f{}", steps.to_string().chars().map(plain).collect::<String>())
}

/// The field with what was ticked, where that is to be shown in place of what is in the file.
fn as_ticked(field: &FormField, typed: Option<&Submitted>) -> Option<FormField> {
    let name = field.steps.to_string();
    let typed = typed.filter(|typed| typed.has(&format!("{name}#")))?;
    let control = match &field.control {
        Control::Several(_, options) => {
            Control::Several(typed.all(&name).to_vec(), options.clone())
        }
        Control::Truth(_) => Control::Truth(typed.one(&name) == Some("ja")),
        _ => return None,
    };
    Some(FormField { control, ..field.clone() })
}

/// A day as people write it.
pub(super) fn day(written: &str) -> String {
    let read = written.parse::<Date>();
    read.map_or_else(|_| written.to_owned(), |day| day.strftime("%d-%m-%Y").to_string())
}

/// A field, and those in it.
pub(super) fn field(field: &FormField, shown: &Showing<'_>) -> Html {
    let ticked = as_ticked(field, shown.typed);
    let field = ticked.as_ref().unwrap_or(field);
    let name = field.steps.to_string();
    let typed = || shown.typed.and_then(|typed| typed.one(&name)).map(str::to_owned);
    let held = match &field.control {
        Control::Line(one) | Control::Long(one) | Control::Number(one, _) => one.clone(),
        Control::Day(one) => day(one),
        Control::Choice(one, _) => one.clone(),
        Control::Lines(lines) => lines.join("\n"),
        _ => String::new(),
    };
    let value = typed().unwrap_or(held);
    let inner = match &field.control {
        Control::Group(fields, _) => fields.iter().map(|one| self::field(one, shown)).collect(),
        Control::Named(named, _) => named.iter().map(|(_, one)| self::field(one, shown)).collect(),
        _ => Vec::new(),
    };
    let added = match &field.control {
        Control::Named(_, new) => self::field(new, shown),
        _ => Html::default(),
    };
    let rows = match &field.control {
        Control::Records(rows) => {
            rows.iter().map(|row| (row, address(shown.path, &row.steps))).collect()
        }
        _ => Vec::new(),
    };
    let lines = value.lines().map(|line| 1 + line.chars().count() / 70).sum::<usize>();
    Html::from_template(&FieldHtml {
        id: id_of(&field.steps),
        lines: (lines + 1).clamp(2, 30),
        wrong: wrong(field, shown),
        open: address(shown.path, &field.steps),
        today: shown.today.strftime("%-d.%-m.%Y").to_string(),
        is_new: shown.is_new,
        is_sent: shown.is_sent,
        field,
        value,
        inner,
        added,
        rows,
    })
}

fn wrong(field: &FormField, shown: &Showing<'_>) -> Vec<String> {
    let faults = shown.faults.iter().filter(|fault| fault.steps == field.steps);
    let told = shown.told.iter().filter(|(steps, _)| *steps == field.steps);
    let faults = faults.map(|fault| fault.message.clone());
    faults.chain(told.map(|(_, told)| format!("{} {}", told.message, told.remedy))).collect()
}
