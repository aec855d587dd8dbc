//! References in texts: every `tlf:`, `lov:`, `afsnit:` and so on, and every embed, must be valid.

use super::corpus::{Corpus, Passage};
use crate::content::address::{PRIVACY, split_fragment};
use crate::content::{RawMunicipality, nearest};
use crate::finding::{Finding, Thing};
use crate::markdown::structure::EmbedFound;
use crate::markdown::{EmbedKind, Resolver, Unresolved};
use crate::source::Place;

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    for passage in &corpus.passages {
        for resolver in corpus.resolvers(passage) {
            check_links(passage, resolver, findings);
        }
        for embed in &passage.structure.embeds {
            check_embed(passage, embed, findings);
        }
    }
}

fn check_links(passage: &Passage<'_>, resolver: &Resolver<'_>, findings: &mut Vec<Finding>) {
    for link in &passage.structure.links {
        if let Err(unresolved) = resolver.resolve(&link.target) {
            // The glossary is shared, so a term may link to a section that one municipality doesn't
            // have.
            let (message, remedy) = describe(&unresolved, resolver.municipality);
            let place = passage.place(&link.span);
            let found = Finding::error("ukendt-henvisning", place, message, remedy);
            findings.push(match missing(&unresolved) {
                Some((thing, id)) => {
                    let shared = matches!(thing, Thing::Law | Thing::Term | Thing::Website);
                    let own = resolver.municipality.filter(|_| !shared);
                    found.lacking(thing, id, own.map(|one| one.id.as_str()))
                }
                None => found,
            });
        }
    }
}

/// What is missing, if that is the problem.
fn missing(unresolved: &Unresolved) -> Option<(Thing, &str)> {
    Some(match unresolved {
        Unresolved::Contact(id) => (Thing::Contact, id),
        Unresolved::Website(id) => (Thing::Website, id),
        Unresolved::Deadline(id) => (Thing::Deadline, id),
        Unresolved::Figure(id) => (Thing::Figure, id),
        Unresolved::Law(id) => (Thing::Law, id),
        Unresolved::Term(id) => (Thing::Term, id),
        Unresolved::Page(id) => (Thing::Page, split_fragment(id).0),
        Unresolved::ContactLacks(id, _) => (Thing::ContactField, id),
        Unresolved::Scheme(_) => return None,
    })
}

/// What is missing, and what to do about it.
fn describe(unresolved: &Unresolved, municipality: Option<&RawMunicipality>) -> (String, String) {
    let place = municipality.map_or_else(String::new, |one| format!(" i {}", one.id));
    let list = |file: &str| format!("Ret id'et, eller tilføj det i {file}.");
    match unresolved {
        Unresolved::Contact(id) => {
            (format!("Kontakten »{id}« findes ikke{place}."), list("kontakter.toml"))
        }
        Unresolved::ContactLacks(id, what) => (
            format!("Kontakten »{id}« har ikke nogen {what}{place}."),
            "Brug en anden henvisning, eller tilføj oplysningen i kontakter.toml.".to_owned(),
        ),
        Unresolved::Website(id) => {
            (format!("Webstedet »{id}« findes ikke."), list("site.toml under [[websted]]"))
        }
        Unresolved::Deadline(id) => {
            (format!("Fristen »{id}« findes ikke{place}."), list("fakta.toml"))
        }
        Unresolved::Figure(id) => {
            (format!("Tallet »{id}« findes ikke{place}."), list("fakta.toml"))
        }
        Unresolved::Law(id) => (format!("Loven »{id}« findes ikke."), list("love.toml")),
        Unresolved::Term(id) => (format!("Ordet »{id}« findes ikke."), list("ordliste.toml")),
        Unresolved::Page(id) => (
            format!("Siden »{id}« findes ikke{place}."),
            "Ret henvisningen, eller opret siden.".to_owned(),
        ),
        Unresolved::Scheme(target) => {
            (format!("»{target}« er ikke en henvisning, vi kender."), instead_of(target))
        }
    }
}

/// The schemes of references.
const SCHEMES: [&str; 11] =
    ["tlf", "mail", "adresse", "web", "frist", "tal", "lov", "maaling", "afsnit", "side", "ord"];

/// What to write instead of an invalid reference.
fn instead_of(target: &str) -> String {
    let (scheme, id) = target.split_once(':').unwrap_or((target, ""));
    if EmbedKind::from_scheme(scheme).is_some() {
        return format!("Skriv et udråbstegn foran, alene på en linje: ![]({target})");
    }
    if !target.contains("//")
        && let Some(meant) = nearest(scheme, SCHEMES.into_iter())
    {
        return format!("Mener du »{meant}«? Skriv {meant}:{id}");
    }
    "Skriv fx afsnit:klage, side:rettigheder eller web:… Adresser ud af huset står i site.toml."
        .to_owned()
}

fn check_embed(passage: &Passage<'_>, embed: &EmbedFound, findings: &mut Vec<Finding>) {
    let place = passage.place(&embed.span);
    let (scheme, id) = embed.target.split_once(':').unwrap_or((embed.target.as_str(), ""));
    let Some(kind) = EmbedKind::from_scheme(scheme) else {
        return findings.push(Finding::error(
            "ukendt-indsaettelse",
            place,
            format!("»{}« er ikke noget, der kan sættes ind.", embed.target),
            "Brug fx ![](kontakt:…), ![](ret:…) eller ![](forloeb:…). Billeder bruger vi ikke.",
        ));
    };
    if !embed.alone || passage.page.is_none() {
        findings.push(Finding::error(
            "indsaettelse-alene",
            place.clone(),
            "En indsættelse skal stå alene i et afsnit på en side.",
            "Sæt en tom linje før og efter.",
        ));
    }
    if kind == EmbedKind::Noted {
        return check_noted(passage, place, findings);
    }
    let known = match passage.municipality {
        Some(municipality) => has_data(municipality, kind, id),
        None => matches!(kind, EmbedKind::AllContacts | EmbedKind::Emergency),
    };
    if !known {
        let found = Finding::error(
            "ukendt-indsaettelse",
            place,
            format!("Der findes ikke nogen »{id}« til »{scheme}« her."),
            format!("Ret id'et, eller tilføj det i {}.", file_of(kind)),
        );
        let own = passage.municipality.map(|one| one.id.as_str());
        findings.push(found.lacking(thing(kind), id, own));
    }
}

const fn thing(kind: EmbedKind) -> Thing {
    match kind {
        EmbedKind::Contact | EmbedKind::AllContacts => Thing::Contact,
        EmbedKind::Right => Thing::Right,
        EmbedKind::Route => Thing::Route,
        EmbedKind::Course => Thing::Course,
        EmbedKind::Offers | EmbedKind::TargetGroups => Thing::Entry,
        EmbedKind::Emergency | EmbedKind::Noted => Thing::Page,
    }
}

/// The file that defines what an embed shows.
const fn file_of(kind: EmbedKind) -> &'static str {
    match kind {
        EmbedKind::Contact | EmbedKind::AllContacts => "kontakter.toml",
        EmbedKind::Right => "rettigheder.toml",
        EmbedKind::Route => "klageveje.toml",
        EmbedKind::Course => "forloeb.toml",
        EmbedKind::Offers => "tilbud.toml",
        EmbedKind::TargetGroups => "maalgrupper.toml",
        EmbedKind::Emergency | EmbedKind::Noted => "site.toml",
    }
}

/// Only one page is rendered for each request; on any other, there is nothing to show.
fn check_noted(passage: &Passage<'_>, place: Place, findings: &mut Vec<Finding>) {
    let is_privacy = passage.page.is_some_and(|page| page.id == PRIVACY);
    if passage.municipality.is_some() || !is_privacy {
        findings.push(Finding::error(
            "ukendt-indsaettelse",
            place,
            "Det, serveren har noteret, kan kun vises på siden om privatliv.",
            "Slet ![](noteret:) her, eller flyt det til sider/privatliv.md.",
        ));
    }
}

fn has_data(municipality: &RawMunicipality, kind: EmbedKind, id: &str) -> bool {
    let in_list = |list: &[crate::content::RawEntry]| match id {
        "alle" => !list.is_empty(),
        id => list.iter().any(|entry| entry.id.as_str() == id),
    };
    match kind {
        EmbedKind::Contact => municipality.contact(id).is_some(),
        EmbedKind::Right => municipality.right(id).is_some(),
        EmbedKind::Route => municipality.route(id).is_some(),
        EmbedKind::Course => municipality.courses.iter().any(|course| course.id.as_str() == id),
        EmbedKind::Offers => in_list(&municipality.offers),
        EmbedKind::TargetGroups => in_list(&municipality.target_groups),
        EmbedKind::AllContacts | EmbedKind::Emergency => true,
        EmbedKind::Noted => false,
    }
}
