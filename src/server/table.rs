//! A [`Site`] as responses: every header worked out once, when the site is taken into use.
//!
//! Answering is then a lookup, a look at two request headers, and a copy of the header list.

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

/// The icon, and the name it had before pages could say where it is.
const ICON: &str = "/favicon.svg";
const OLD_ICON: &str = "/favicon.ico";

/// The media type of a sentence.
const PLAIN: &str = "text/plain; charset=utf-8";

/// What is said to who wants only a version that is no longer there.
pub(super) const ANOTHER: &str = "Siden er en anden nu.";

/// Every address of a site, ready to answer.
pub struct Table {
    slots: HashMap<Box<str>, Slot>,
    not_found: HashMap<Box<str>, Prepared>,
    lost: Option<Prepared>,
    fault: Option<Prepared>,
    notices: BTreeMap<Notice, Prepared>,
    common: HeaderMap,
}

/// What is at an address.
pub enum Slot {
    Document(Prepared),
    /// A way to another address.
    Redirect(StatusCode, HeaderMap),
}

impl Table {
    /// Prepares every response of `site`.
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
            // Some ask for it by this name whatever a page says.
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

    /// What is at exactly this address.
    pub fn get(&self, address: &str) -> Option<&Slot> {
        self.slots.get(address)
    }

    /// The headers every response carries.
    pub fn common(&self) -> &HeaderMap {
        &self.common
    }

    /// The page for a wrong address, in the colours of the municipality it names.
    pub fn not_found(&self, path: &str, request: &HeaderMap) -> Response<Body> {
        let first = path.split('/').nth(1).unwrap_or_default();
        let page = self.not_found.get(first).or(self.lost.as_ref());
        match page {
            Some(page) => page.error(StatusCode::NOT_FOUND, request),
            None => self.sentence(StatusCode::NOT_FOUND, "Siden findes ikke."),
        }
    }

    /// The page for a fault of ours; says nothing of what went wrong.
    pub fn fault(&self, status: StatusCode, request: &HeaderMap) -> Response<Body> {
        match &self.fault {
            Some(page) => page.error(status, request),
            None => self.sentence(status, "Der er sket en fejl hos os. Prøv igen om lidt."),
        }
    }

    /// The page for a request that can't be answered as it came.
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
            // The rest of it would be read as the next request.
            let last = HeaderValue::from_static("close");
            response.headers_mut().insert(header::CONNECTION, last);
        }
        response
    }

    /// A response of one sentence, for what no page is made for.
    pub fn sentence(&self, status: StatusCode, text: &'static str) -> Response<Body> {
        let mut response = Response::new(Body::Ready(Bytes::from_static(text.as_bytes())));
        *response.status_mut() = status;
        *response.headers_mut() = self.common.clone();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(PLAIN));
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }

    /// Makes all encodings of this effort and takes each into use as it arrives, pages first.
    /// Stops when `wanted` says no. Takes long; never called by what answers requests.
    pub fn encode(&self, effort: Effort, wanted: impl Fn() -> bool) {
        let slots = self.slots.values().filter_map(|slot| match slot {
            Slot::Document(document) => Some(document),
            Slot::Redirect(..) => None,
        });
        let errors = self.not_found.values().chain(&self.lost).chain(&self.fault);
        let all = slots.chain(errors).chain(self.notices.values());
        for document in all.take_while(|_| wanted()) {
            document.stored.encode(effort);
            // Another edition that shares the document may have made them meanwhile.
            if document.effort() < Some(effort) {
                document.take_encodings(&self.common);
            }
        }
    }
}

fn is_made_per_request(resource: &Resource) -> bool {
    matches!(resource, Resource::Document(stored) if stored.cache == CachePolicy::PerRequest)
}

/// For good; others may keep it as long as a page.
fn moved(to: &str, common: &HeaderMap) -> Slot {
    let headers = redirect(to, CachePolicy::Page, common);
    Slot::Redirect(StatusCode::MOVED_PERMANENTLY, headers)
}

/// For now.
fn see_other(to: &str, common: &HeaderMap) -> Slot {
    let headers = redirect(to, CachePolicy::Never, common);
    Slot::Redirect(StatusCode::SEE_OTHER, headers)
}

fn redirect(to: &str, policy: CachePolicy, common: &HeaderMap) -> HeaderMap {
    let mut headers = common.clone();
    headers.insert(header::LOCATION, location::of(to));
    headers.insert(header::CACHE_CONTROL, headers::cache_control(policy));
    // hyper leaves it out of the answer to a HEAD.
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
    headers
}

impl Slot {
    /// What kind of thing it is.
    pub(super) fn class(&self) -> RouteClass {
        match self {
            Self::Document(document) if document.stored.is_page() => RouteClass::Page,
            Self::Document(_) => RouteClass::File,
            Self::Redirect(..) => RouteClass::Redirect,
        }
    }

    /// Answers a `GET` or `HEAD` with these headers.
    pub fn answer(&self, request: &HeaderMap) -> Response<Body> {
        match self {
            Self::Document(document) => document.answer(request),
            Self::Redirect(status, headers) => respond(*status, headers.clone(), Bytes::new()),
        }
    }
}

/// A document with the headers of each of its encodings.
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

/// One encoding of a document: everything a response needs.
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

    /// The answer to who wants only a version that this isn't.
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
        // An error is no version of anything, and what is wrong now may be right in a moment.
        response.headers_mut().remove(header::ETAG);
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }

    /// The variants there are and the client accepts, best first.
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
        // A copy has no room for more headers, and copying it for an answer takes less.
        Self { tag, headers: headers.clone(), unchanged, body }
    }

    fn respond(&self, status: StatusCode) -> Response<Body> {
        respond(status, self.headers.clone(), self.body.clone())
    }
}

/// A 304 carries what may have changed about the stored response and what names it; a browser keeps
/// the rest of the headers it has.
fn unchanged(headers: &HeaderMap) -> HeaderMap {
    let kept = [header::ETAG, header::CACHE_CONTROL, header::VARY, headers::VERSION];
    kept.into_iter().filter_map(|name| Some((name.clone(), headers.get(&name)?.clone()))).collect()
}

/// A strong tag: different bytes, different tag. The digest names the document, the ending how it
/// is encoded; a quick encoding has other bytes than the best one.
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
