//! What a field may refer to: contacts, deadlines, headings of the source, by their names.

use super::tree::Node;

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chosen {
    /// What is written.
    pub value: String,
    /// What it is called.
    pub name: String,
    pub help: String,
}

impl Chosen {
    /// Whether a value is among those to choose from.
    pub(super) fn offered(options: &[Self], value: &str) -> bool {
        options.iter().any(|one| one.value == value)
    }
}

/// What there is to refer to, and in which field we are.
#[derive(Clone, Debug, Default)]
pub(super) struct Offers {
    contacts: Vec<Chosen>,
    deadlines: Vec<Chosen>,
    routes: Vec<Chosen>,
    rights: Vec<Chosen>,
    headings: Vec<Chosen>,
    laws: Vec<Chosen>,
    groups: Vec<Chosen>,
    here: Option<Vec<Chosen>>,
}

/// The types and keys of fields that name a contact.
const CONTACTS: [(&str, &str); 5] = [
    ("FrontMatter", "kontakt"),
    ("Leaf", "kontakt"),
    ("Leaf", "adresse"),
    ("Profile", "indgang"),
    ("RawRoute", "til"),
];

/// Of fields that name headings of the source.
const HEADINGS: [&str; 10] = [
    "Addition",
    "FrontMatter",
    "Leaf",
    "RawContact",
    "RawDeadline",
    "RawEntry",
    "RawFigure",
    "RawRight",
    "RawRoute",
    "RawStep",
];

/// Of fields that name a deadline.
const DEADLINES: [&str; 5] = ["FrontMatter", "Leaf", "NextDeadline", "RawRight", "RawRoute"];

/// Of fields that name a right or a route.
const SHOWN: [&str; 3] = ["Calculator", "DeadlineException", "Leaf"];

/// Of fields that name laws.
const LAWS: [&str; 4] = ["FrontMatter", "Leaf", "RawRight", "RawRoute"];

impl Offers {
    /// Of the files that a municipality has, and of those that are shared; each by its name.
    pub(super) fn of_files(
        file: impl Fn(&str) -> Option<Node>,
        shared: impl Fn(&str) -> Option<Node>,
    ) -> Self {
        let list = |node: Option<Node>, key: &str| {
            let node = node.as_ref().and_then(|node| node.child(key));
            node.map(Node::items).unwrap_or_default().iter().filter_map(chosen).collect()
        };
        let profile = file("kommune.toml");
        let source = profile.as_ref().and_then(|node| node.child("kilde")).cloned();
        let facts = file("fakta.toml");
        Self {
            contacts: list(file("kontakter.toml"), "kontakt"),
            deadlines: list(facts, "frist"),
            routes: list(file("klageveje.toml"), "klagevej"),
            rights: list(file("rettigheder.toml"), "ret"),
            headings: list(source, "afsnit"),
            laws: laws(shared("love.toml").as_ref()),
            groups: list(shared("site.toml"), "gruppe"),
            here: None,
        }
    }

    /// The same for one field.
    #[must_use]
    pub(super) fn of(&self, type_name: &str, key: &str) -> Self {
        let own = |types: &[&str]| types.contains(&type_name);
        let found = match key {
            "frist" if own(&DEADLINES) => &self.deadlines,
            "klagevej" if own(&SHOWN) => &self.routes,
            "ret" if own(&SHOWN) => &self.rights,
            "kilde" if own(&HEADINGS) => &self.headings,
            "love" if own(&LAWS) => &self.laws,
            "gruppe" if type_name == "RawSectionKind" => &self.groups,
            _ if CONTACTS.contains(&(type_name, key)) => &self.contacts,
            _ => return Self { here: None, ..self.clone() },
        };
        let here = Some(found.clone()).filter(|found| !found.is_empty());
        Self { here, ..self.clone() }
    }

    /// What this field may refer to; none where it refers to nothing.
    pub(super) fn here(&self) -> Option<&[Chosen]> {
        self.here.as_deref()
    }
}

fn chosen(node: &Node) -> Option<Chosen> {
    let value = node.text("id")?.to_owned();
    let name = node.text("navn").or(node.text("titel")).or(node.text("betyder"));
    let name = name.unwrap_or(&value).to_owned();
    Some(Chosen { name, help: String::new(), value })
}

fn laws(file: Option<&Node>) -> Vec<Chosen> {
    let laws = file.and_then(|file| file.child("lov")).map(Node::items).unwrap_or_default();
    let mut found = Vec::new();
    for law in laws {
        let Some(whole) = chosen(law) else { continue };
        let paragraphs = law.child("paragraf").map(Node::items).unwrap_or_default().iter();
        let of = |paragraph: &Node| {
            let value = paragraph.text("id")?.to_owned();
            let name = format!("{} § {}", whole.name, paragraph.text("nummer").unwrap_or("?"));
            Some(Chosen { value, name, help: String::new() })
        };
        let below: Vec<Chosen> = paragraphs.filter_map(of).collect();
        found.push(whole.clone());
        found.extend(below);
    }
    found
}
