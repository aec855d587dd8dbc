//! Who is let in: requests must name this host, and the proxy says who sends them. A form that was not made
//! here changes nothing.

use axum::http::{HeaderMap, Method, header};

use crate::site::{digest, hex};

/// What the operator has said about the door.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The names people may ask for it by, with the port where it isn't the usual.
    pub hosts: Vec<String>,
    /// The header in which the proxy says who it is; without it there is no proxy.
    pub user_header: Option<String>,
    /// Where readers find the site.
    pub site: Option<String>,
}

/// What a proxy adds: a door without a login must not be reached through one.
const FORWARDED: [&str; 8] = [
    "forwarded",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-user",
    "x-auth-request-user",
    "x-real-ip",
    "remote-user",
];

/// The longest name of a user, in bytes.
const LONGEST_NAME: usize = 200;

/// Why somebody is not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stranger {
    /// The name of another site was asked for.
    #[error("Adressen er ikke den, døren er åbnet for. Brug den adresse, du har fået.")]
    Host,
    /// It comes through a proxy that says nobody's name, and none was to be expected.
    #[error("Døren er kun åben på denne maskine. Skal andre bruge den, skal de logge ind først.")]
    Proxy,
    /// Nobody has said who it is.
    #[error("Du er ikke logget ind. Log ind, og prøv igen.")]
    Nobody,
    /// A form of another site.
    #[error("Formularen er ikke sendt herfra. Åbn siden igen, og send den én gang til.")]
    Elsewhere,
}

impl Settings {
    /// Who asks, where they may.
    ///
    /// # Errors
    /// When they may not.
    pub fn let_in(&self, method: &Method, headers: &HeaderMap) -> Result<String, Stranger> {
        let host = only(headers, header::HOST.as_str()).ok_or(Stranger::Host)?;
        if !self.is_own(host) {
            return Err(Stranger::Host);
        }
        if *method != Method::GET && *method != Method::HEAD && !self.is_sent_from_here(headers) {
            return Err(Stranger::Elsewhere);
        }
        let Some(header) = &self.user_header else {
            let forwarded = FORWARDED.iter().any(|name| headers.contains_key(*name));
            return if forwarded { Err(Stranger::Proxy) } else { Ok("denne maskine".to_owned()) };
        };
        let name = only(headers, header).ok_or(Stranger::Nobody)?.trim();
        let plain =
            !name.is_empty() && name.len() <= LONGEST_NAME && !name.chars().any(char::is_control);
        if plain { Ok(name.to_owned()) } else { Err(Stranger::Nobody) }
    }

    fn is_own(&self, host: &str) -> bool {
        self.hosts.iter().any(|own| own.eq_ignore_ascii_case(host))
    }

    /// Whether the browser says that a page of this door has sent it. Which one it was is said by the token in it.
    fn is_sent_from_here(&self, headers: &HeaderMap) -> bool {
        let site = headers.get("sec-fetch-site").map(|value| value.as_bytes() == b"same-origin");
        let origin = headers.get(header::ORIGIN).map(|_| {
            let origin = only(headers, header::ORIGIN.as_str()).unwrap_or_default();
            origin.split_once("://").is_some_and(|(scheme, host)| {
                matches!(scheme, "http" | "https") && self.is_own(host)
            })
        });
        site.unwrap_or(true) && origin.unwrap_or(true) && (site.is_some() || origin.is_some())
    }
}

/// The value of a header that stands there once.
fn only<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let mut all = headers.get_all(name).iter();
    let value = all.next()?;
    // Names may hold letters beyond ASCII.
    let text = std::str::from_utf8(value.as_bytes()).ok()?;
    if all.next().is_some() { None } else { Some(text) }
}

/// What a form must hold to be taken: only who has seen a page of this run can know it.
#[derive(Clone)]
pub struct Seal([u8; 32]);

impl Seal {
    /// Of something nobody can guess.
    pub fn new(secret: [u8; 32]) -> Self {
        Self(secret)
    }

    /// For somebody's forms.
    pub fn of(&self, user: &str) -> String {
        hex(&digest(&[&self.0, user.as_bytes()].concat()))
    }

    /// Whether it is somebody's, in the same time whatever is wrong with it.
    pub fn is_of(&self, user: &str, token: &str) -> bool {
        let own = self.of(user);
        let same = own.bytes().zip(token.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
        own.len() == token.len() && same == 0
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(all: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in all {
            map.append(*name, HeaderValue::from_static(value));
        }
        map
    }

    fn settings(user_header: Option<&str>) -> Settings {
        let hosts = vec!["127.0.0.1:8090".to_owned()];
        Settings { hosts, user_header: user_header.map(str::to_owned), site: None }
    }

    #[test]
    fn only_its_own_name_is_answered() {
        let own = settings(None);
        let ask = |all: &[_]| own.let_in(&Method::GET, &headers(all));
        assert!(ask(&[("host", "127.0.0.1:8090")]).is_ok());
        for wrong in
            [&[("host", "evil.example")][..], &[], &[("host", "127.0.0.1:8090"), ("host", "x")]]
        {
            assert_eq!(ask(wrong), Err(Stranger::Host));
        }
        assert_eq!(
            ask(&[("host", "127.0.0.1:8090"), ("x-forwarded-for", "1.2.3.4")]),
            Err(Stranger::Proxy)
        );
    }

    #[test]
    fn the_proxy_says_who_it_is() {
        let own = settings(Some("x-user"));
        let ask = |all: &[_]| own.let_in(&Method::GET, &headers(all));
        let host = ("host", "127.0.0.1:8090");
        assert_eq!(ask(&[host, ("x-user", "anna")]).as_deref(), Ok("anna"));
        for wrong in
            [&[host][..], &[host, ("x-user", "")], &[host, ("x-user", "a"), ("x-user", "b")]]
        {
            assert_eq!(ask(wrong), Err(Stranger::Nobody));
        }
    }

    #[test]
    fn a_form_must_come_from_here() {
        let own = settings(None);
        let ask = |all: &[_]| own.let_in(&Method::POST, &headers(all)).is_ok();
        let host = ("host", "127.0.0.1:8090");
        assert!(ask(&[host, ("origin", "http://127.0.0.1:8090")]));
        assert!(ask(&[
            host,
            ("origin", "http://127.0.0.1:8090"),
            ("sec-fetch-site", "same-origin")
        ]));
        for wrong in [
            &[host][..],
            &[host, ("origin", "null")],
            &[host, ("origin", "http://evil.example")],
            &[host, ("origin", "http://127.0.0.1:8090"), ("sec-fetch-site", "cross-site")],
            &[host, ("sec-fetch-site", "none")],
            &[host, ("origin", "http://127.0.0.1:8090"), ("origin", "http://evil.example")],
        ] {
            assert!(!ask(wrong), "{wrong:?}");
        }
    }

    #[test]
    fn a_token_is_somebodys_own() {
        let seal = Seal::new([7; 32]);
        assert!(seal.is_of("anna", &seal.of("anna")));
        assert!(!seal.is_of("bo", &seal.of("anna")) && !seal.is_of("anna", ""));
        assert!(!Seal::new([8; 32]).is_of("anna", &seal.of("anna")));
    }
}
