//! Which page answers which address.

use super::asked::{DoorReply, Request, Trouble};
use super::desk::Desk;
use super::place::Where;
use super::submitted::BODY;
use super::{begin, drafts, fill, history, overview, preview, refused, words};

pub(super) fn answer(desk: &Desk, request: &Request) -> DoorReply {
    match routed(desk, request) {
        Ok(reply) => reply,
        Err(trouble) => {
            let html = refused::page(&request.user, &trouble.to_string(), &typed(request));
            DoorReply::Refused(trouble.status(), html)
        }
    }
}

/// What was typed, by the names of the fields: whatever is in the way of it, it isn't lost.
fn typed(request: &Request) -> Vec<(String, String)> {
    let file = request.path.strip_prefix("/fil/");
    let (Some(file), Some(sent)) = (file, &request.form) else { return Vec::new() };
    let label = |name: &str| match Where::read(name) {
        _ if name == BODY => "Teksten".to_owned(),
        Some(steps) => words::name_of(file, &steps).unwrap_or_else(|| name.to_owned()),
        None => name.to_owned(),
    };
    let filled = sent.content().into_iter();
    let filled = filled.filter(|(name, value)| !name.contains('#') && !value.trim().is_empty());
    filled.map(|(name, value)| (label(name), value.to_owned())).collect()
}

fn routed(desk: &Desk, request: &Request) -> Result<DoorReply, Trouble> {
    let path = request.path.as_str();
    if let Some(file) = path.strip_prefix("/fil/") {
        return fill::answer(desk, request, file);
    }
    if let Some(rest) = path.strip_prefix("/vis/") {
        return preview::answer(desk, request, rest);
    }
    match path {
        "/" => overview::answer(desk, request),
        "/gemt" => overview::saved(desk, request),
        "/fund" => overview::findings(desk, request),
        "/rettelser" => history::answer(desk, request),
        "/ny" => begin::answer(desk, request),
        "/tag-i-brug" => drafts::take_into_use(desk, request),
        "/slet-kladde" => drafts::throw_away(desk, request),
        _ => Err(Trouble::Missing),
    }
}
