//! Fields to fill in, made from the schema of a file and what is in it.

use jiff::civil::Date;
use serde_json::Value as Json;

use super::place::Where;
use super::refer::{Chosen, Offers};
use super::tree::Node;
use crate::content::schema::ORDER;

#[derive(Clone, Debug)]
pub(super) struct FormField {
    /// Where its value stands; also its name in the form.
    pub steps: Where,
    /// What it is called.
    pub name: String,
    /// What helps to fill it in.
    pub help: String,
    /// Whether it must be filled in.
    pub required: bool,
    /// What is filled in, and how.
    pub control: Control,
}

impl FormField {
    /// The name of the tick that says it is today.
    pub(super) fn today(&self) -> String {
        format!("{}#idag", self.steps)
    }
}

/// How a field is filled in.
#[derive(Clone, Debug)]
pub(super) enum Control {
    /// A few words.
    Line(String),
    /// A sentence or more.
    Long(String),
    /// A number, whole or not.
    Number(String, bool),
    Day(String),
    /// Yes or no.
    Truth(bool),
    /// One of several.
    Choice(String, Vec<Chosen>),
    Several(Vec<String>, Vec<Chosen>),
    /// Texts, one a line.
    Lines(Vec<String>),
    /// Fields that belong together; whether they are there yet.
    Group(Vec<FormField>, bool),
    /// Fields with names that editors give.
    Named(Vec<(String, FormField)>, Box<FormField>),
    /// Things with pages of their own.
    Records(Vec<Row>),
    /// Fields so many that they have a page of their own; whether they are there yet.
    Apart(bool),
}

/// A thing in a list.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Where it stands.
    pub steps: Where,
    /// What it is called.
    pub name: String,
    /// What it says, shortly.
    pub said: String,
}

/// The fields of one thing.
#[derive(Clone, Debug)]
pub(super) struct FilledForm {
    pub help: String,
    pub fields: Vec<FormField>,
    /// Its keys in the order in which they stand in a file.
    pub order: Vec<String>,
}

/// Texts under these keys are sentences.
const SENTENCES: [&str; 27] = [
    "akut",
    "beskrivelse",
    "bemaerk",
    "betyder",
    "daekker",
    "emne",
    "hjaelp",
    "hvad",
    "hvem",
    "indgang_tekst",
    "lukket",
    "maaske",
    "mail_advarsel",
    "note",
    "oeverst",
    "om",
    "raad",
    "rolle",
    "saetning",
    "sig",
    "svar",
    "tekst",
    "til_tekst",
    "tvivl",
    "uden_frist",
    "overskrift",
    "titel",
];

/// A value longer than this is filled in on several lines.
const LINE: usize = 60;

/// With more fields than this a group has a page of its own.
const INLINE_FIELDS: usize = 10;

/// A schema, and where in it we are.
#[derive(Clone, Copy, Debug)]
pub(super) struct FormPlan<'a> {
    root: &'a Json,
    here: &'a Json,
    type_name: &'a str,
}

impl<'a> FormPlan<'a> {
    /// The plan of a whole file, whose type has this name.
    pub(super) fn of(root: &'a Json, type_name: &'a str) -> Self {
        Self { root, here: root, type_name }.settled(root)
    }

    /// The plan of what a schema stands for: behind references, and without the choice of leaving it out.
    fn settled(self, schema: &'a Json) -> Self {
        if let Some(target) = schema["$ref"].as_str() {
            let found = target.strip_prefix('#').and_then(|target| self.root.pointer(target));
            let type_name = target.rsplit('/').next().unwrap_or_default();
            return match found {
                Some(found) => Self { type_name, ..self }.settled(found),
                None => self,
            };
        }
        if let Some(options) = schema["anyOf"].as_array() {
            let meant = options.iter().find(|one| one["type"] != "null");
            if let Some(meant) = meant {
                return self.settled(meant);
            }
        }
        Self { here: schema, ..self }
    }

    /// The plan below a key or number.
    pub(super) fn to(self, step: &str) -> Option<Self> {
        let below = if self.is("array") {
            &self.here["items"]
        } else {
            match self.here["properties"].get(step) {
                Some(known) => known,
                None if self.is_named() => &self.here["additionalProperties"],
                None => return None,
            }
        };
        Some(self.settled(below))
    }

    /// The plan at the end of these steps.
    pub(super) fn find(self, steps: &Where) -> Option<Self> {
        steps.0.iter().try_fold(self, |plan, step| plan.to(step))
    }

    fn is(self, kind: &str) -> bool {
        let of = &self.here["type"];
        of == kind || of.as_array().is_some_and(|all| all.iter().any(|one| one == kind))
    }

    fn is_named(self) -> bool {
        self.here["additionalProperties"].is_object()
    }

    /// Whether it is a list of things that have fields.
    pub(super) fn is_records(self) -> bool {
        self.is("array") && self.to("0").is_some_and(|one| one.is("object"))
    }

    /// Whether it has fields.
    pub(super) fn has_fields(self) -> bool {
        self.is("object")
    }

    /// What such a thing is called.
    pub(super) fn name(self) -> &'a str {
        self.here["title"].as_str().unwrap_or_default()
    }

    /// What the thing below a key is called here.
    pub(super) fn name_below(self, key: &str) -> Option<&'a str> {
        let own = self.here["properties"][key]["title"].as_str();
        own.or_else(|| self.to(key).map(Self::name)).filter(|name| !name.is_empty())
    }

    fn keys(self) -> Vec<&'a str> {
        let order = self.here[ORDER].as_array();
        order.into_iter().flatten().filter_map(Json::as_str).collect()
    }

    /// Its form, with what `node` holds filled in.
    pub(super) fn form(self, node: Option<&Node>, steps: &Where, offers: &Offers) -> FilledForm {
        let mut order: Vec<String> = self.keys().into_iter().map(str::to_owned).collect();
        // Files begin with the id, because people look for it; forms end with it.
        order.sort_by_key(|key| key != "id");
        FilledForm {
            help: self.here["description"].as_str().unwrap_or_default().to_owned(),
            fields: self.fields(node, steps, offers),
            order,
        }
    }

    fn fields(self, node: Option<&Node>, steps: &Where, offers: &Offers) -> Vec<FormField> {
        if self.is_named() {
            return vec![self.field_with(node, steps, offers, self.here, true)];
        }
        let required = self.here["required"].as_array();
        let is_required = |key: &str| required.is_some_and(|all| all.iter().any(|one| one == key));
        let keys = self.keys().into_iter();
        let field = |key: &'a str| {
            let said = self.here["properties"].get(key)?;
            let plan = FormPlan { type_name: self.type_name, ..self }.to(key)?;
            let below = node.and_then(|node| node.child(key));
            let offers = offers.of(self.type_name, key);
            Some(plan.field_with(below, &steps.to(key), &offers, said, is_required(key)))
        };
        keys.filter_map(field).collect()
    }

    fn field_with(
        self,
        node: Option<&Node>,
        steps: &Where,
        offers: &Offers,
        said: &Json,
        required: bool,
    ) -> FormField {
        let words = |key: &str| {
            let own = said[key].as_str().or(self.here[key].as_str());
            own.unwrap_or_default().to_owned()
        };
        FormField {
            steps: steps.clone(),
            name: words("title"),
            help: said["description"].as_str().unwrap_or_default().to_owned(),
            required,
            control: self.control(node, steps, offers),
        }
    }

    fn control(self, node: Option<&Node>, steps: &Where, offers: &Offers) -> Control {
        let words = || node.and_then(Node::words).unwrap_or_default().to_owned();
        if let Some(options) = self.options() {
            return Control::Choice(words(), options);
        }
        if self.is("boolean") {
            return Control::Truth(words() == "true");
        }
        if self.is("integer") || self.is("number") {
            return Control::Number(words(), self.is("integer"));
        }
        if self.is("array") {
            return self.list(node, steps, offers);
        }
        if self.is_named() {
            return self.named(node, steps, offers);
        }
        if self.is("object") {
            let fields = self.fields(node, steps, offers);
            if fields.iter().map(weight).sum::<usize>() > INLINE_FIELDS {
                return Control::Apart(node.is_some());
            }
            return Control::Group(fields, node.is_some());
        }
        if self.here["format"] == "date" {
            return Control::Day(words());
        }
        if let Some(options) = offers.here() {
            return Control::Choice(words(), options.to_vec());
        }
        let value = words();
        let key = steps.0.last().map(String::as_str).unwrap_or_default();
        if value.chars().count() > LINE || SENTENCES.contains(&key) {
            Control::Long(value)
        } else {
            Control::Line(value)
        }
    }

    fn options(self) -> Option<Vec<Chosen>> {
        let options = self.here["oneOf"].as_array()?;
        let chosen = |one: &Json| {
            let value = one["const"].as_str()?.to_owned();
            let name = one["title"].as_str().unwrap_or(&value).to_owned();
            let help = one["description"].as_str().unwrap_or_default().to_owned();
            Some(Chosen { value, name, help })
        };
        Some(options.iter().filter_map(chosen).collect())
    }

    fn list(self, node: Option<&Node>, steps: &Where, offers: &Offers) -> Control {
        let items = node.map(Node::items).unwrap_or_default();
        if self.is_records() {
            let rows = items.iter().enumerate();
            return Control::Records(
                rows.map(|(at, item)| row(item, steps.to(&at.to_string()))).collect(),
            );
        }
        let said = items.iter().filter_map(Node::words).map(str::to_owned).collect();
        let options = self.to("0").and_then(Self::options).or(offers.here().map(<[_]>::to_vec));
        match options {
            Some(options) => Control::Several(said, options),
            None => Control::Lines(said),
        }
    }

    fn named(self, node: Option<&Node>, steps: &Where, offers: &Offers) -> Control {
        let value = &self.here["additionalProperties"];
        let one = |key: &str, node: Option<&Node>| {
            let plan = self.settled(value);
            let field = plan.field_with(node, &steps.to(key), offers, value, false);
            FormField { name: key.to_owned(), ..field }
        };
        let pairs = node.map(Node::pairs).unwrap_or_default().iter();
        let named =
            pairs.map(|pair| (pair.key.clone(), one(&pair.key, Some(&pair.node)))).collect();
        Control::Named(named, Box::new(one(NEW, None)))
    }
}

/// Stands for the name of a field that editors name themselves and that isn't there yet.
pub(super) const NEW: &str = "+";

/// How many fields there are to fill in.
fn weight(field: &FormField) -> usize {
    match &field.control {
        Control::Group(fields, _) => fields.iter().map(weight).sum(),
        Control::Named(..) => 4,
        Control::Apart(_) => INLINE_FIELDS,
        _ => 1,
    }
}

/// What a thing is called by: the first of these that it has.
const NAMES: [&str; 11] = [
    "navn",
    "titel",
    "overskrift",
    "vaerdi",
    "sti",
    "ord",
    "betyder",
    "tekst",
    "svar",
    "id",
    "afsnit",
];

/// What is said of it in a list: all of these that it has.
const SAID: [&str; 6] = ["telefon", "mail", "antal", "enhed", "nummer", "flyttet_til"];

/// A day as people read it.
pub(super) fn day_as_read(written: &str) -> String {
    let read = written.parse::<Date>();
    read.map_or_else(|_| written.to_owned(), |day| day.strftime("%-d.%-m.%Y").to_string())
}

/// A thing as it is in a list.
pub(super) fn row(node: &Node, steps: Where) -> Row {
    let id = node.text("id");
    let name = NAMES.iter().find_map(|key| node.text(key)).or(id).unwrap_or("Uden navn");
    let mut said: Vec<String> =
        SAID.iter().filter_map(|key| node.text(key)).map(str::to_owned).collect();
    if node.child("telefon").is_some() {
        said.push(match node.text("bekraeftet") {
            Some(day) => format!("bekræftet {}", day_as_read(day)),
            None => "ikke bekræftet".to_owned(),
        });
    }
    let said = said.join(" · ");
    let first =
        node.child("siger").and_then(|list| list.items().first()?.words().map(str::to_owned));
    let said = if said.is_empty() { first.unwrap_or_default() } else { said };
    Row { steps, name: name.to_owned(), said }
}
