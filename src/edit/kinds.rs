//! Which schema a file has, by its path, and what the file is called.

use std::path::Path;

use crate::content::schema;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FileKind {
    /// The name of its schema.
    pub schema: &'static str,
    /// The name of its type in the schema's file.
    pub type_name: &'static str,
    /// What it is called.
    pub name: &'static str,
}

const fn kind(schema: &'static str, type_name: &'static str, name: &'static str) -> FileKind {
    FileKind { schema, type_name, name }
}

/// The files of the whole site.
const SHARED: [(&str, FileKind); 9] = [
    ("site.toml", kind("site", "SiteSettings", "Webstedet")),
    ("afsnit.toml", kind("afsnit", "SectionFile", "Slags afsnit")),
    ("love.toml", kind("love", "LawFile", "Love og paragraffer")),
    ("ordliste.toml", kind("ordliste", "GlossaryFile", "Ordliste")),
    ("soegning.toml", kind("soegning", "SearchWords", "Søgning")),
    ("eksempler.toml", kind("eksempler", "ExampleFile", "Eksempler på søgninger")),
    ("koder.toml", kind("koder", "CodeFile", "Koder til udlevering")),
    ("udleverede-koder.toml", kind("udleverede-koder", "KeptCodeFile", "Udleverede koder")),
    ("adresser.toml", kind("adresser", "LedgerFile", "Alle adresser")),
];

/// The files of a municipality, those that change most often first.
const LOCAL: [(&str, FileKind); 9] = [
    ("kontakter.toml", kind("kontakter", "ContactFile", "Kontakter")),
    ("fakta.toml", kind("fakta", "FactFile", "Frister og tal")),
    ("rettigheder.toml", kind("rettigheder", "RightFile", "Rettigheder")),
    ("klageveje.toml", kind("klageveje", "RouteFile", "Klageveje")),
    ("tilbud.toml", kind("tilbud", "OfferFile", "Tilbud")),
    ("maalgrupper.toml", kind("maalgrupper", "TargetGroupFile", "Målgrupper")),
    ("forloeb.toml", kind("forloeb", "CourseFile", "Forløb")),
    ("forbehold.toml", kind("forbehold", "QualifierFile", "Offentlige forbehold")),
    ("kommune.toml", kind("kommune", "Profile", "Kommunen og kilden")),
];

/// Whether a path is that of a page with a text.
pub(super) fn is_page(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|ending| ending == "md")
}

/// The kind of a file; none where nothing is known of it.
pub(super) fn kind_of(path: &str) -> Option<FileKind> {
    if is_page(path) {
        return Some(kind("side", "FrontMatter", "Side"));
    }
    let known = |list: &[(&str, FileKind)], name: &str| {
        list.iter().find(|(one, _)| *one == name).map(|(_, kind)| *kind)
    };
    match path.split('/').collect::<Vec<_>>()[..] {
        [name] => known(&SHARED, name),
        ["veje", _] => Some(kind("vejviser", "GuideFile", "Vejviser")),
        ["sprog", _] => Some(kind("sprog", "Words", "Webstedets egne ord")),
        [_, "veje", _] => Some(kind("vejviser-svar", "LeafFile", "Vejviserens slutninger")),
        [_, name] => known(&LOCAL, name),
        _ => None,
    }
}

/// The files that a folder has one of, and what they are called.
pub(super) fn named() -> impl Iterator<Item = (&'static str, &'static str)> {
    SHARED.iter().chain(&LOCAL).map(|(file, kind)| (*file, kind.name))
}

/// Where a file stands among those of its folder: what changes most often first.
pub(super) fn rank(path: &str) -> usize {
    let name = path.rsplit('/').next().unwrap_or_default();
    let place = |list: &[(&str, FileKind)]| list.iter().position(|(one, _)| *one == name);
    place(&LOCAL).or(place(&SHARED)).unwrap_or(usize::MAX)
}

pub(super) fn schema_of(kind: FileKind) -> Option<serde_json::Value> {
    let mut all = schema::all().into_iter();
    all.find(|one| one.name == kind.schema).map(|one| one.schema.to_value())
}
