//! A filled-in form taken back into the text of its file: only what differs is written.

use jiff::civil::Date;

use super::confirmed::{self, Lapsed};
use super::encode::NewValue;
use super::form::{Control, FilledForm, FormField, NEW};
use super::place::Where;
use super::splice::{self, Unchangeable};
use super::submitted::Submitted;
use crate::content::typed;

/// What can't be taken as it was filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Untaken {
    /// The field.
    pub steps: Where,
    /// What is wrong, and what to do.
    pub message: String,
}

/// What became of a form.
#[derive(Clone, Debug, Default)]
pub(super) struct Applied {
    /// The file's text.
    pub text: String,
    /// The names of the fields that differ.
    pub changed: Vec<String>,
    /// Where they stand.
    pub places: Vec<Where>,
    /// What could not be taken.
    pub faults: Vec<Untaken>,
    /// The confirmation that went with what it was about.
    pub lapsed: Option<Lapsed>,
    /// Whether something was filled in that this does not keep.
    pub unkept: bool,
}

/// What is said where no id could be made of a name.
const NO_ID: &str =
    "Vi kan ikke lave et kodeord af navnet. Skriv et med små bogstaver og tal, fx klage-2.";

/// What is wanted of a field.
enum Wish {
    Keep,
    Clear,
    Set(NewValue),
}

/// Writes into `text` what was filled in.
///
/// # Errors
/// When a change can't be made without changing anything else.
pub(super) fn apply(
    text: &str,
    form: &FilledForm,
    sent: &Submitted,
    today: Date,
) -> Result<Applied, Unchangeable> {
    let mut work =
        Taking { sent, today, out: Applied { text: text.to_owned(), ..Applied::default() } };
    work.fields(&form.fields, &form.order)?;
    let mut out = work.out;
    if let Some(lapsed) = confirmed::lapsed(&form.fields, &out.places, sent) {
        out.text = splice::remove(&out.text, &lapsed.steps)?;
        out.changed.push(format!("{} (fjernet)", lapsed.name));
        out.lapsed = Some(lapsed);
    }
    Ok(out)
}

/// The keys and values of a thing that isn't there yet.
pub(super) fn new_thing(
    form: &FilledForm,
    sent: &Submitted,
    today: Date,
) -> (Vec<(String, NewValue)>, Vec<Untaken>) {
    let mut work = Taking { sent, today, out: Applied::default() };
    let mut pairs = work.pairs(&form.fields);
    work.require(&form.fields, &pairs);
    let rank = |key: &String| form.order.iter().position(|one| one == key);
    pairs.sort_by_key(|(key, _)| rank(key));
    (pairs, work.out.faults)
}

struct Taking<'a> {
    sent: &'a Submitted,
    today: Date,
    out: Applied,
}

impl Taking<'_> {
    fn fields(&mut self, fields: &[FormField], order: &[String]) -> Result<(), Unchangeable> {
        fields.iter().try_for_each(|field| self.field(field, order))
    }

    fn field(&mut self, field: &FormField, order: &[String]) -> Result<(), Unchangeable> {
        match &field.control {
            Control::Group(fields, true) if field.required || !self.is_emptied(fields) => {
                let mut order: Vec<String> = fields.iter().filter_map(key).collect();
                order.sort_by_key(|key| key != "id");
                return self.fields(fields, &order);
            }
            Control::Named(named, new) => return self.named(field, named, new, order),
            _ => {}
        }
        match self.wish(field) {
            Wish::Keep => Ok(()),
            wish => self.write(&field.steps, &field.name, wish, order),
        }
    }

    fn write(
        &mut self,
        steps: &Where,
        name: &str,
        wish: Wish,
        order: &[String],
    ) -> Result<(), Unchangeable> {
        self.out.text = match wish {
            Wish::Keep => return Ok(()),
            Wish::Clear => splice::remove(&self.out.text, steps)?,
            Wish::Set(value) => splice::set(&self.out.text, steps, &value, order)?,
        };
        self.out.changed.push(name.to_owned());
        self.out.places.push(steps.clone());
        Ok(())
    }

    fn named(
        &mut self,
        field: &FormField,
        named: &[(String, FormField)],
        new: &FormField,
        order: &[String],
    ) -> Result<(), Unchangeable> {
        for (_, one) in named {
            self.field(one, &[])?;
        }
        let name = self.sent.one(&format!("{}#navn", new.steps)).unwrap_or_default().trim();
        if name.is_empty() {
            return Ok(());
        }
        let Wish::Set(value) = self.wish(new) else { return Ok(()) };
        let root = super::tree::Node::read(&self.out.text)?;
        let label = format!("{}: {name}", field.name);
        if root.find(&field.steps.0).is_some() {
            return self.write(&field.steps.to(name), &label, Wish::Set(value), &[]);
        }
        let table = NewValue::Table(vec![(name.to_owned(), value)]);
        self.write(&field.steps, &label, Wish::Set(table), order)
    }

    /// What is in these fields, where nothing is in the file yet.
    fn pairs(&mut self, fields: &[FormField]) -> Vec<(String, NewValue)> {
        let pair = |field: &FormField| match (self.wish(field), &field.control) {
            (Wish::Set(value), _) => Some((key(field)?, value)),
            // Its things are added once it is there.
            (_, Control::Records(_)) if field.required => {
                Some((key(field)?, NewValue::List(Vec::new())))
            }
            _ => None,
        };
        fields.iter().filter_map(pair).collect()
    }

    /// Sees that what must be filled in is among what was.
    fn require(&mut self, fields: &[FormField], pairs: &[(String, NewValue)]) {
        for field in fields.iter().filter(|field| field.required) {
            let is_there = pairs.iter().any(|(key, _)| Some(key) == self::key(field).as_ref());
            let is_told = self.out.faults.iter().any(|fault| fault.steps == field.steps);
            match &field.control {
                _ if is_there || is_told => {}
                Control::Group(inner, _) => self.require(inner, &[]),
                Control::Records(_)
                | Control::Apart(_)
                | Control::Named(..)
                | Control::Truth(_) => {}
                _ => {
                    self.lacks(field);
                }
            }
        }
    }

    /// Says that a field must be filled in.
    fn lacks(&mut self, field: &FormField) -> Wish {
        let message = match field.control {
            Control::Choice(..) => "Vælg én.",
            Control::Several(..) => "Vælg mindst én.",
            Control::Lines(_) => "Skriv mindst én linje.",
            Control::Number(..) => "Skriv et tal.",
            _ if field.steps.0.last().is_some_and(|key| key == "id") => NO_ID,
            _ => "Feltet skal udfyldes.",
        };
        self.fault(field, message)
    }

    /// Whether all that was in a group has been taken out of it.
    fn is_emptied(&self, fields: &[FormField]) -> bool {
        fields.iter().all(|field| {
            let name = field.steps.to_string();
            self.sent.one(&name).is_some_and(|value| value.trim().is_empty())
        })
    }

    fn wish(&mut self, field: &FormField) -> Wish {
        let name = field.steps.to_string();
        match &field.control {
            Control::Records(_) | Control::Apart(_) | Control::Named(..) => Wish::Keep,
            Control::Group(_, true) => Wish::Clear,
            Control::Group(fields, false) => {
                let pairs = self.pairs(fields);
                if pairs.iter().all(|(_, value)| *value == NewValue::List(Vec::new())) {
                    return Wish::Keep;
                }
                self.require(fields, &pairs);
                Wish::Set(NewValue::Table(pairs))
            }
            Control::Truth(now) => self.truth(&name, *now),
            Control::Several(now, options) => self.several(field, now, options),
            Control::Lines(now) => self.lines(field, now),
            Control::Day(now) => self.day(field, now),
            Control::Number(now, whole) => self.number(field, now, *whole),
            Control::Line(now) | Control::Long(now) | Control::Choice(now, _) => {
                self.text(field, now)
            }
        }
    }

    fn truth(&self, name: &str, now: bool) -> Wish {
        let wanted = self.sent.one(name) == Some("ja");
        if !self.sent.has(&format!("{name}#")) || wanted == now {
            return Wish::Keep;
        }
        Wish::Set(NewValue::Plain(wanted.to_string()))
    }

    fn several(
        &mut self,
        field: &FormField,
        now: &[String],
        options: &[super::refer::Chosen],
    ) -> Wish {
        let name = field.steps.to_string();
        if !self.sent.has(&format!("{name}#")) {
            return Wish::Keep;
        }
        let chosen = self.sent.all(&name);
        let mut wanted: Vec<String> =
            now.iter().filter(|one| chosen.contains(one)).cloned().collect();
        let added = options.iter().map(|one| &one.value);
        wanted.extend(added.filter(|one| chosen.contains(one) && !now.contains(one)).cloned());
        self.list_wish(field, now, wanted)
    }

    fn lines(&mut self, field: &FormField, now: &[String]) -> Wish {
        let Some(sent) = self.sent.one(&field.steps.to_string()) else { return Wish::Keep };
        let lines = sent.split('\n').map(str::trim).filter(|line| !line.is_empty());
        let wanted: Vec<String> = lines.map(str::to_owned).collect();
        let same = now.iter().map(|one| one.trim()).eq(wanted.iter().map(String::as_str));
        if same { Wish::Keep } else { self.list_wish(field, now, wanted) }
    }

    fn day(&mut self, field: &FormField, now: &str) -> Wish {
        let name = field.steps.to_string();
        let sent = if self.sent.one(&format!("{name}#idag")) == Some("ja") {
            Some(self.today.to_string())
        } else {
            self.sent.one(&name).map(|sent| sent.trim().to_owned())
        };
        let Some(sent) = sent.filter(|sent| sent != now) else { return Wish::Keep };
        if sent.is_empty() {
            return if field.required { self.lacks(field) } else { cleared(now) };
        }
        match typed::date(&sent) {
            Some(Some(day)) if day.to_string() == now => Wish::Keep,
            Some(Some(day)) => Wish::Set(NewValue::Plain(day.to_string())),
            Some(None) => self.fault(field, "Den dag findes ikke. Se efter i kalenderen."),
            None => self.fault(
                field,
                "Skriv dag, måned og år, fx 31-01-2026. Lad feltet stå tomt, hvis der ingen dag er.",
            ),
        }
    }

    fn number(&mut self, field: &FormField, now: &str, whole: bool) -> Wish {
        let Some(sent) = self.sent.one(&field.steps.to_string()) else { return Wish::Keep };
        let sent = sent.trim().replace(',', ".");
        if sent == now {
            return Wish::Keep;
        }
        if sent.is_empty() {
            return if field.required { self.lacks(field) } else { cleared(now) };
        }
        let plain = if whole {
            sent.parse::<u32>().ok().map(|number| number.to_string())
        } else {
            let number = sent.parse::<f64>().ok().filter(|number| number.is_finite());
            // A number with a point stays one.
            number.map(|number| {
                if number.fract() == 0.0 { format!("{number:.1}") } else { number.to_string() }
            })
        };
        match plain {
            Some(plain) => Wish::Set(NewValue::Plain(plain)),
            None if whole => {
                self.fault(field, "Det er ikke et helt tal. Skriv det med cifre, fx 14.")
            }
            None => self.fault(field, "Det er ikke et tal. Skriv det med cifre, fx 1,5."),
        }
    }

    fn text(&mut self, field: &FormField, now: &str) -> Wish {
        let Some(sent) = self.sent.one(&field.steps.to_string()) else { return Wish::Keep };
        if sent == now || sent.trim() == now.trim() {
            return Wish::Keep;
        }
        let sent = sent.split_whitespace_lines();
        if sent.is_empty() {
            return if field.required { self.lacks(field) } else { cleared(now) };
        }
        let sent = match field.steps.0.last().map(String::as_str) {
            Some("telefon") => typed::phone(&sent).unwrap_or(sent),
            Some("mail") => typed::mail(&sent).to_owned(),
            _ => sent,
        };
        if sent == now { Wish::Keep } else { Wish::Set(NewValue::Text(sent)) }
    }

    fn list_wish(&mut self, field: &FormField, now: &[String], wanted: Vec<String>) -> Wish {
        if wanted == now {
            return Wish::Keep;
        }
        if wanted.is_empty() {
            return if field.required { self.lacks(field) } else { Wish::Clear };
        }
        Wish::Set(NewValue::List(wanted))
    }

    fn fault(&mut self, field: &FormField, message: &str) -> Wish {
        let fault = Untaken { steps: field.steps.clone(), message: message.to_owned() };
        self.out.faults.push(fault);
        Wish::Keep
    }
}

fn key(field: &FormField) -> Option<String> {
    field.steps.0.last().filter(|key| *key != NEW).cloned()
}

fn cleared(now: &str) -> Wish {
    if now.is_empty() { Wish::Keep } else { Wish::Clear }
}

/// A text of a field is one paragraph: a line break in it is a space.
trait OneParagraph {
    fn split_whitespace_lines(&self) -> String;
}

impl OneParagraph for str {
    fn split_whitespace_lines(&self) -> String {
        let lines = self.split('\n').map(str::trim).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join(" ")
    }
}
