//! A [`Site`] as responses: all headers are computed once, when the site is loaded.
//!
//! Answering is then a lookup, a check of two request headers, and a copy of the headers.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use arc_swap::ArcSwapOption;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use rayon::prelude::*;

use super::body::Body;
use super::headers;
use super::location;
use super::metrics::RouteClass;
use super::negotiate::{Accepted, Coding, Have, Only};
use crate::site::{CachePolicy, Effort, Encodings, Notice, Resource, Site, Stored};

/// The icon, and its old name from before pages could link to it.
const ICON: &str = "/favicon.svg";
const OLD_ICON: &str = "/favicon.ico";

/// The media type of a plain sentence.
const PLAIN: &str = "text/plain; charset=utf-8";

/// The text for a client that only accepts a version that no longer exists.
pub(super) const ANOTHER: &str = "Siden er en anden nu.";

pub struct Table {
    slots: HashMap<Box<str>, Slot>,
    not_found: HashMap<Box<str>, Prepared>,
    lost: Option<Prepared>,
    fault: Option<Prepared>,
    notices: BTreeMap<Notice, Prepared>,
    common: HeaderMap,
}

pub enum Slot {
    Document(Prepared),
    /// A redirect.
    Redirect(StatusCode, HeaderMap),
}

impl Table {
    /// Prepares all responses of `site`.
    pub fn new(site: &Site, https: bool) -> Self {
        let common = headers::common(https, site.version());
        let prepare = |stored: &Arc<Stored>| Prepared::new(Arc::clone(stored), &common);
        let ready = site.iter().filter(|(_, resource)| !is_made_per_request(resource));
        let ready: Vec<_> = ready.collect();
        let slots = ready.into_par_iter().map(|(address, resource)| {
            let slot = match resource {
                Resource::Document(stored) => Slot::Document(prepare(stored)),
                Resource::Moved(to) => moved(to, &common),
                Resource::SeeOther(to) => see_other(to, &common),
            };
            (address.into(), slot)
        });
        let mut slots: HashMap<Box<str>, Slot> = slots.collect();
        if slots.contains_key(ICON) {
            // Some clients request this name, whatever the page says.
            slots.entry(OLD_ICON.into()).or_insert_with(|| moved(ICON, &common));
        }
        Self {
            slots,
            not_found: site.not_found().map(|(id, page)| (id.into(), prepare(page))).collect(),
            lost: site.lost().map(prepare),
            fault: site.fault().map(prepare),
            notices: site.notices().map(|(notice, page)| (notice, prepare(page))).collect(),
            common,
        }
    }

    pub fn get(&self, address: &str) -> Option<&Slot> {
        self.slots.get(address)
    }

    /// The headers of every response.
    pub fn common(&self) -> &HeaderMap {
        &self.common
    }

    /// The "not found" page, in the colours of the municipality in the path.
    pub fn not_found(&self, path: &str, request: &HeaderMap) -> Response<Body> {
        let first = path.split('/').nth(1).unwrap_or_default();
        let page = self.not_found.get(first).or(self.lost.as_ref());
        match page {
            Some(page) => page.error(StatusCode::NOT_FOUND, request),
            None => self.sentence(StatusCode::NOT_FOUND, "Siden findes ikke."),
        }
    }

    /// The page for internal errors; it gives no details.
    pub fn fault(&self, status: StatusCode, request: &HeaderMap) -> Response<Body> {
        match &self.fault {
            Some(page) => page.error(status, request),
            None => self.sentence(status, "Der er sket en fejl hos os. Prøv igen om lidt."),
        }
    }

    /// The page for a bad request.
    pub fn notice(&self, notice: Notice, request: &HeaderMap) -> Response<Body> {
        let status = match notice {
            Notice::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Notice::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
            Notice::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Notice::Unreadable => StatusCode::BAD_REQUEST,
            Notice::NotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        };
        let mut response = match self.notices.get(&notice) {
            Some(page) => page.error(status, request),
            None => self.sentence(status, "Det gik ikke. Prøv igen om lidt."),
        };
        if notice == Notice::Busy {
            let soon = HeaderValue::from_static("5");
            response.headers_mut().insert(header::RETRY_AFTER, soon);
        }
        if matches!(notice, Notice::TooLong | Notice::TooSlow | Notice::Unreadable) {
            // Otherwise the rest of the body would be parsed as the next request.
            let last = HeaderValue::from_static("close");
            response.headers_mut().insert(header::CONNECTION, last);
        }
        response
    }

    /// A plain-text response, for cases without a page of their own.
    pub fn sentence(&self, status: StatusCode, text: &'static str) -> Response<Body> {
        let mut response = Response::new(Body::Ready(Bytes::from_static(text.as_bytes())));
        *response.status_mut() = status;
        *response.headers_mut() = self.common.clone();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(PLAIN));
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }

    /// Makes all encodings with this effort, pages first, and uses each as soon as it is ready.
    /// Stops when `wanted` returns false. Slow, so never called while handling a request.
    pub fn encode(&self, effort: Effort, wanted: impl Fn() -> bool) {
        let slots = self.slots.values().filter_map(|slot| match slot {
            Slot::Document(document) => Some(document),
            Slot::Redirect(..) => None,
        });
        let errors = self.not_found.values().chain(&self.lost).chain(&self.fault);
        let all = slots.chain(errors).chain(self.notices.values());
        for document in all.take_while(|_| wanted()) {
            document.stored.encode(effort);
            // Another edition that shares the document may have encoded it meanwhile.
            if document.effort() < Some(effort) {
                document.take_encodings(&self.common);
            }
        }
    }
}

fn is_made_per_request(resource: &Resource) -> bool {
    matches!(resource, Resource::Document(stored) if stored.cache == CachePolicy::PerRequest)
}

/// A permanent redirect; cached as long as a page.
fn moved(to: &str, common: &HeaderMap) -> Slot {
    let headers = redirect(to, CachePolicy::Page, common);
    Slot::Redirect(StatusCode::MOVED_PERMANENTLY, headers)
}

/// A temporary redirect.
fn see_other(to: &str, common: &HeaderMap) -> Slot {
    let headers = redirect(to, CachePolicy::Never, common);
    Slot::Redirect(StatusCode::SEE_OTHER, headers)
}

fn redirect(to: &str, policy: CachePolicy, common: &HeaderMap) -> HeaderMap {
    let mut headers = common.clone();
    headers.insert(header::LOCATION, location::of(to));
    headers.insert(header::CACHE_CONTROL, headers::cache_control(policy));
    // hyper doesn't add it to the response to a HEAD.
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
    headers
}

impl Slot {
    pub(super) fn class(&self) -> RouteClass {
        match self {
            Self::Document(document) if document.stored.is_page() => RouteClass::Page,
            Self::Document(_) => RouteClass::File,
            Self::Redirect(..) => RouteClass::Redirect,
        }
    }

    /// The response to a `GET` or `HEAD` with these headers.
    pub fn answer(&self, request: &HeaderMap) -> Response<Body> {
        match self {
            Self::Document(document) => document.answer(request),
            Self::Redirect(status, headers) => respond(*status, headers.clone(), Bytes::new()),
        }
    }
}

/// A document with the headers for each of its encodings.
pub struct Prepared {
    stored: Arc<Stored>,
    identity: Variant,
    encoded: ArcSwapOption<Encoded>,
}

struct Encoded {
    effort: Effort,
    brotli: Option<Variant>,
    gzip: Option<Variant>,
}

/// One encoding of a document, with everything a response needs.
struct Variant {
    tag: HeaderValue,
    headers: HeaderMap,
    unchanged: HeaderMap,
    body: Bytes,
}

impl Prepared {
    fn new(stored: Arc<Stored>, common: &HeaderMap) -> Self {
        let headers = document_headers(&stored, common);
        let identity = Variant::new(&headers, &stored, None, stored.body.clone());
        let prepared = Self { stored, identity, encoded: ArcSwapOption::empty() };
        prepared.take_encodings(common);
        prepared
    }

    fn take_encodings(&self, common: &HeaderMap) {
        let Some(encodings) = self.stored.encodings() else { return };
        let headers = document_headers(&self.stored, common);
        let variant = |body: &Option<Bytes>, coding| {
            let body = body.clone()?;
            let marked = Some((coding, encodings.as_ref()));
            Some(Variant::new(&headers, &self.stored, marked, body))
        };
        self.encoded.store(Some(Arc::new(Encoded {
            effort: encodings.effort,
            brotli: variant(&encodings.brotli, "br"),
            gzip: variant(&encodings.gzip, "gzip"),
        })));
    }

    fn effort(&self) -> Option<Effort> {
        self.encoded.load().as_ref().map(|encoded| encoded.effort)
    }

    fn answer(&self, request: &HeaderMap) -> Response<Body> {
        let encoded = self.encoded.load();
        let accepted = Accepted::of(request);
        if let Some(only) = Only::of(request) {
            let mut variants = self.variants(encoded.as_deref(), accepted);
            if !variants.any(|variant| only.includes(variant.tag.as_bytes())) {
                return self.another();
            }
        }
        if let Some(have) = Have::of(request) {
            let mut variants = self.variants(encoded.as_deref(), accepted);
            if let Some(same) = variants.find(|variant| have.includes(variant.tag.as_bytes())) {
                return respond(StatusCode::NOT_MODIFIED, same.unchanged.clone(), Bytes::new());
            }
        }
        self.best(encoded.as_deref(), accepted).respond(StatusCode::OK)
    }

    /// The response to a client that only accepts another version.
    fn another(&self) -> Response<Body> {
        let mut headers = self.identity.headers.clone();
        headers.remove(header::ETAG);
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PLAIN));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        let body = Bytes::from_static(ANOTHER.as_bytes());
        respond(StatusCode::PRECONDITION_FAILED, headers, body)
    }

    fn error(&self, status: StatusCode, request: &HeaderMap) -> Response<Body> {
        let mut response =
            self.best(self.encoded.load().as_deref(), Accepted::of(request)).respond(status);
        // An error page is not a version of the document, and must not be cached.
        response.headers_mut().remove(header::ETAG);
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }

    /// The available variants that the client accepts, best first.
    fn variants<'a>(
        &'a self,
        encoded: Option<&'a Encoded>,
        accepted: Accepted,
    ) -> impl Iterator<Item = &'a Variant> {
        accepted.in_order().filter_map(move |coding| match coding {
            Coding::Brotli => encoded?.brotli.as_ref(),
            Coding::Gzip => encoded?.gzip.as_ref(),
            Coding::Identity => Some(&self.identity),
        })
    }

    fn best<'a>(&'a self, encoded: Option<&'a Encoded>, accepted: Accepted) -> &'a Variant {
        self.variants(encoded, accepted).next().unwrap_or(&self.identity)
    }
}

/// The headers of a document in any encoding.
fn document_headers(stored: &Stored, common: &HeaderMap) -> HeaderMap {
    let mut headers = common.clone();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(stored.content_type));
    headers.insert(header::CACHE_CONTROL, headers::cache_control(stored.cache));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if stored.is_page() {
        headers.insert(header::CONTENT_SECURITY_POLICY, headers::page_policy(&stored.inline));
    }
    headers
}

impl Variant {
    fn new(
        document: &HeaderMap,
        stored: &Stored,
        coding: Option<(&'static str, &Encodings)>,
        body: Bytes,
    ) -> Self {
        let tag = entity_tag(stored, coding);
        let mut headers = document.clone();
        headers.insert(header::ETAG, tag.clone());
        if let Some((coding, _)) = coding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        let unchanged = unchanged(&headers);
        // A clone has no spare capacity, so cloning it again for a response is cheaper.
        Self { tag, headers: headers.clone(), unchanged, body }
    }

    fn respond(&self, status: StatusCode) -> Response<Body> {
        respond(status, self.headers.clone(), self.body.clone())
    }
}

/// The headers of a 304: those that may have changed and those that identify the response; browsers
/// keep the other headers they have stored.
fn unchanged(headers: &HeaderMap) -> HeaderMap {
    let kept = [header::ETAG, header::CACHE_CONTROL, header::VARY, headers::VERSION];
    kept.into_iter().filter_map(|name| Some((name.clone(), headers.get(&name)?.clone()))).collect()
}

/// A strong entity tag. The digest identifies the document, the suffix its encoding; a quick
/// encoding has other bytes than the best one.
fn entity_tag(stored: &Stored, coding: Option<(&str, &Encodings)>) -> HeaderValue {
    let digest = URL_SAFE_NO_PAD.encode(&stored.digest[..9]);
    let tag = match coding {
        None => format!("\"{digest}\""),
        Some((coding, made)) if made.effort == Effort::Best => format!("\"{digest}-{coding}\""),
        Some((coding, _)) => format!("\"{digest}-{coding}-q\""),
    };
    HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\""))
}

fn respond(status: StatusCode, headers: HeaderMap, body: Bytes) -> Response<Body> {
    let mut response = Response::new(Body::Ready(body));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}
