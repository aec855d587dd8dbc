//! The door over HTTP: who is let in, what is taken, and the headers of what is answered.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, Method, Request as Http, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use http_body_util::{BodyExt as _, Limited};
use percent_encoding::percent_decode_str;
use tokio::sync::Semaphore;

use super::asked::{DoorReply, Request};
use super::desk::Desk;
use super::submitted::Submitted;
use super::{pages, refused};
use crate::render::style;
use crate::server::headers::page_policy;

/// Several files at their largest, with each byte written as three: what is too much for one is shown again with
/// what is wrong with it, so that nothing typed is lost.
const BODY: usize = 16 << 20;

/// The time a form may take to come.
const BODY_TIME: Duration = Duration::from_secs(20);

/// So many loads at a time: each takes every core there is.
const AT_ONCE: usize = 2;

/// What is said of more than that: what the browser still holds is all there is of it.
const TOO_MUCH: &str = "Der blev sendt mere tekst, end der er plads til, eller det tog for lang tid. Intet er gemt. Gå \
                        tilbage i browseren: Det, du skrev, står der endnu. Del det i flere, og prøv igen.";

/// What the door's own pages may do: show its style sheet, send its forms, and have them looked at meanwhile.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
                      img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What only the door's pages look like.
const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/edit.css"));

/// What looks at a form while it is filled in.
const SCRIPT: &str = include_str!(concat!(env!("OUT_DIR"), "/edit.js"));

#[derive(Clone)]
struct Shared {
    desk: Arc<Desk>,
    turns: Arc<Semaphore>,
}

/// The routes of the door.
pub fn router(desk: Desk) -> Router {
    let shared = Shared { desk: Arc::new(desk), turns: Arc::new(Semaphore::new(AT_ONCE)) };
    Router::new().fallback(answer).with_state(shared)
}

async fn answer(State(shared): State<Shared>, request: Http<Body>) -> Response {
    let (parts, body) = request.into_parts();
    let user = match shared.desk.settings.let_in(&parts.method, &parts.headers) {
        Ok(user) => user,
        Err(stranger) => return said(403, "", &stranger.to_string()),
    };
    match parts.uri.path() {
        "/stil.css" => return css(),
        "/skriv.js" => return script(),
        "/favicon.svg" => return icon(),
        _ => {}
    }
    let body = match parts.method {
        Method::GET | Method::HEAD => None,
        Method::POST => match receive(body).await {
            Some(body) => Some(body),
            None => return said(413, &user, TOO_MUCH),
        },
        _ => return said(405, &user, "Det kan man ikke gøre her."),
    };
    let Ok(path) = percent_decode_str(parts.uri.path()).decode_utf8() else {
        return said(400, &user, "Adressen kan ikke læses.");
    };
    let raw_query = parts.uri.query().unwrap_or_default().to_owned();
    let request = Request {
        user,
        path: path.into_owned(),
        query: Submitted::read(raw_query.as_bytes()),
        raw_query,
        form: body.as_deref().map(Submitted::read),
        raw_form: body.map(Vec::from).unwrap_or_default(),
    };
    let Ok(_turn) = shared.turns.acquire().await else { return failed() };
    let desk = Arc::clone(&shared.desk);
    let reply = tokio::task::spawn_blocking(move || pages::answer(&desk, &request)).await;
    reply.map_or_else(|_| failed(), respond)
}

async fn receive(body: Body) -> Option<Bytes> {
    let taken = tokio::time::timeout(BODY_TIME, Limited::new(body, BODY).collect()).await;
    Some(taken.ok()?.ok()?.to_bytes())
}

fn failed() -> Response {
    said(500, "", "Der er en fejl i programmet. Intet er gemt.")
}

fn said(status: u16, user: &str, message: &str) -> Response {
    page(status, &refused::page(user, message, &[]).0)
}

fn respond(reply: DoorReply) -> Response {
    match reply {
        DoorReply::Page(html) => page(200, &html.0),
        DoorReply::Refused(status, html) => page(status, &html.0),
        DoorReply::SeeOther(to) => {
            let mut response = page(303, "");
            if let Ok(to) = HeaderValue::from_str(&to) {
                response.headers_mut().insert(header::LOCATION, to);
            }
            response
        }
        DoorReply::Site(document) => {
            let mut response = page(200, "");
            let policy = page_policy(&document.inline);
            let kind = HeaderValue::from_static(document.content_type);
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
            response.headers_mut().insert(header::CONTENT_TYPE, kind);
            *response.body_mut() = Body::from(document.body);
            response
        }
    }
}

fn page(status: u16, html: &str) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    with_headers(
        (status, [(header::CONTENT_TYPE, crate::site::HTML)], html.to_owned()).into_response(),
    )
}

fn css() -> Response {
    let (mut sheet, _) = style::sheet("");
    sheet.push_str(STYLE);
    with_headers(([(header::CONTENT_TYPE, "text/css; charset=utf-8")], sheet).into_response())
}

fn script() -> Response {
    with_headers(
        ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], SCRIPT).into_response(),
    )
}

fn icon() -> Response {
    let icon = include_bytes!("../../static/favicon.svg").as_slice();
    with_headers(([(header::CONTENT_TYPE, "image/svg+xml")], icon).into_response())
}

/// No cache may store these pages, no site may frame them, and no link tells where it came from.
fn with_headers(mut response: Response) -> Response {
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Without it a browser would not say where a form was sent from.
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    let fixed = fixed.map(|(name, value)| (name, HeaderValue::from_static(value)));
    response.headers_mut().extend(fixed);
    response
}
