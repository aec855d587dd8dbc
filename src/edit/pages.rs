//! Which page answers which address.

use super::asked::{DoorReply, Request, Trouble};
use super::desk::Desk;
use super::{drafts, fill, history, overview, preview, refused};

pub(super) fn answer(desk: &Desk, request: &Request) -> DoorReply {
    match routed(desk, request) {
        Ok(reply) => reply,
        Err(trouble) => {
            DoorReply::Refused(trouble.status(), refused::page(&request.user, &trouble.to_string()))
        }
    }
}

fn routed(desk: &Desk, request: &Request) -> Result<DoorReply, Trouble> {
    let path = request.path.as_str();
    if let Some(file) = path.strip_prefix("/fil/") {
        return fill::answer(desk, request, file);
    }
    if let Some(rest) = path.strip_prefix("/vis/") {
        return preview::answer(desk, rest);
    }
    match path {
        "/" => overview::answer(desk, request),
        "/gemt" => overview::saved(desk, request),
        "/fund" => overview::findings(desk, request),
        "/rettelser" => history::answer(desk, request),
        "/ny" => drafts::answer(desk, request),
        "/tag-i-brug" => drafts::take_into_use(desk, request),
        _ => Err(Trouble::Missing),
    }
}
