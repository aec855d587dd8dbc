//! What a form is about: a file, a place in it, and the form of that place.

use serde_json::Value as Json;

use super::asked::Trouble;
use super::folder::Tray;
use super::form::{FilledForm, FormPlan, NEW};
use super::front;
use super::kinds::{FileKind, is_page, kind_of, schema_of};
use super::place::Where;
use super::refer::Offers;
use super::tree::Node;

/// A file and a place in it.
pub(super) struct Subject {
    /// The file's path as content.
    pub path: String,
    pub text: String,
    /// Whether nobody sees it yet.
    pub is_draft: bool,
    pub kind: FileKind,
    /// The place.
    pub steps: Where,
    schema: Json,
    offers: Offers,
}

impl Subject {
    /// In a folder.
    pub(super) fn of(tray: &Tray, path: &str, steps: Where) -> Result<Self, Trouble> {
        let subject = Self::wherever(tray, path, steps)?;
        Some(subject).filter(Self::is_reached).ok_or(Trouble::Missing)
    }

    /// The same, where others may have taken away what was there.
    pub(super) fn wherever(tray: &Tray, path: &str, steps: Where) -> Result<Self, Trouble> {
        let (text, is_draft) = tray.text(path).ok_or(Trouble::Missing)?;
        let kind = kind_of(path).ok_or(Trouble::Missing)?;
        let subject = Self {
            path: path.to_owned(),
            text: text.to_owned(),
            is_draft,
            kind,
            steps,
            schema: schema_of(kind).ok_or(Trouble::Missing)?,
            offers: offers(tray, path),
        };
        subject
            .plan()
            .filter(|plan| plan.has_fields() || plan.is_records())
            .ok_or(Trouble::Missing)?;
        Ok(subject)
    }

    /// Whether the steps lead through what is there, to a thing or to one that is new. What can't be read is told
    /// of later.
    fn is_reached(&self) -> bool {
        let Ok(root) = self.root() else { return true };
        let plan = FormPlan::of(&self.schema, self.kind.type_name);
        let mut above = Where::default();
        self.steps.0.iter().enumerate().all(|(at, step)| {
            let is_list = plan.find(&above).is_some_and(FormPlan::is_records);
            let left = self.steps.0.len() - at - 1;
            above = above.to(step);
            let is_there = root.find(&above.0).is_some();
            // A list of which there is none yet gets its first.
            let begins = left == 1 && self.is_new() && !is_list;
            is_there || begins || (left == 0 && (!is_list || step == NEW))
        })
    }

    /// The same with another text.
    pub(super) fn with_text(&self, text: &str) -> Self {
        Self {
            path: self.path.clone(),
            text: text.to_owned(),
            is_draft: self.is_draft,
            kind: self.kind,
            steps: self.steps.clone(),
            schema: self.schema.clone(),
            offers: self.offers.clone(),
        }
    }

    /// Whether it is a page with a text.
    pub(super) fn is_page(&self) -> bool {
        is_page(&self.path)
    }

    /// The part of the file that holds fields, and the byte it begins at.
    pub(super) fn data(&self) -> (&str, usize) {
        if !self.is_page() {
            return (&self.text, 0);
        }
        front::parts(&self.text)
            .map_or(("", 0), |(fields, _)| (&self.text[fields.clone()], fields.start))
    }

    /// The text of a page, and the byte it begins at.
    pub(super) fn body(&self) -> Option<(String, usize)> {
        let (_, body) = front::parts(&self.text).filter(|_| self.is_page())?;
        Some((self.text[body.clone()].replace("\r\n", "\n"), body.start))
    }

    /// The data of the file.
    pub(super) fn root(&self) -> Result<Node, Trouble> {
        Node::read(self.data().0).map_err(|error| Trouble::Unchangeable(error.into()))
    }

    fn plan(&self) -> Option<FormPlan<'_>> {
        FormPlan::of(&self.schema, self.kind.type_name).find(&self.steps)
    }

    /// Whether it is a thing that isn't there yet.
    pub(super) fn is_new(&self) -> bool {
        self.steps.0.last().is_some_and(|step| step == NEW)
    }

    /// The form, filled in with what is in the file.
    pub(super) fn form(&self) -> Result<FilledForm, Trouble> {
        let root = self.root()?;
        let node = root.find(&self.steps.0);
        if node.is_none() && !self.is_new() && self.steps.number().is_some() {
            return Err(Trouble::Missing);
        }
        let plan = self.plan().ok_or(Trouble::Missing)?;
        Ok(plan.form(node, &self.steps, &self.offers))
    }

    /// Whether it is one of several in a list, and so can be moved and taken away.
    pub(super) fn is_listed(&self) -> bool {
        self.steps.number().is_some()
    }

    /// Which of a list it is, and how many there are.
    pub(super) fn position(&self) -> Option<(usize, usize)> {
        let at = self.steps.number()?;
        let (list, _) = self.steps.split()?;
        let root = self.root().ok()?;
        Some((at, root.find(&list.0)?.items().len()))
    }

    /// The id of the thing, by which it is found where others have been put before it.
    pub(super) fn id(&self) -> Option<String> {
        self.root().ok()?.find(&self.steps.0)?.text("id").map(str::to_owned)
    }

    /// What the thing is called.
    pub(super) fn name(&self) -> String {
        let root = self.root().ok();
        let node = root.as_ref().and_then(|root| root.find(&self.steps.0));
        if self.steps.0.is_empty() {
            let title = node.filter(|_| self.is_page()).and_then(|node| node.text("titel"));
            return title.unwrap_or(self.kind.name).to_owned();
        }
        let kind = self.plan().map(FormPlan::name).unwrap_or_default();
        if self.is_new() {
            return format!("Ny: {}", kind.to_lowercase());
        }
        match node {
            Some(node) if self.is_listed() => super::form::row(node, Where::default()).name,
            _ => kind.to_owned(),
        }
    }
}

/// What a file may refer to: what its municipality has, drafts among it.
fn offers(tray: &Tray, path: &str) -> Offers {
    let read = |path: &str| tray.text(path).and_then(|(text, _)| Node::read(text).ok());
    let folder = path.split_once('/').map(|(folder, _)| folder.to_owned()).unwrap_or_default();
    Offers::of_files(|name| read(&format!("{folder}/{name}")), read)
}

/// The name of the municipality a file belongs to.
pub(super) fn municipality(tray: &Tray, path: &str) -> Option<String> {
    let (folder, _) = path.split_once('/')?;
    let (text, _) = tray.text(&format!("{folder}/kommune.toml"))?;
    Node::read(text).ok()?.text("navn").map(str::to_owned)
}
