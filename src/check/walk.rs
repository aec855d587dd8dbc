//! Follows the redirects from a link to its page like a browser, but leaves the requests to the
//! caller.

use std::collections::BTreeMap;

use super::external_links::LinkAnswer;

/// The redirect limit of browsers.
const REDIRECTS: usize = 20;

/// The parts of a site's response that matter.
#[derive(Clone, Debug, Default)]
pub struct SiteReply<'a> {
    pub status: u16,
    /// The redirect target.
    pub location: Option<&'a str>,
    /// The cookies that it sets.
    pub cookies: Vec<&'a str>,
}

/// The state of following a link.
#[derive(Debug)]
pub struct Walk {
    asked: String,
    now: String,
    /// The new address, if it has moved permanently.
    moved: Option<String>,
    only_for_good: bool,
    steps: usize,
    /// By site and name.
    cookies: BTreeMap<(String, String), String>,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Onward {
    /// Request [`Walk::address`].
    Ask,
    /// The page exists; search its text for this id.
    Read(String),
    Done(LinkAnswer),
}

impl Walk {
    pub fn from(url: &str) -> Self {
        let (asked, now) = (url.to_owned(), url.to_owned());
        Self { asked, now, moved: None, only_for_good: true, steps: 0, cookies: BTreeMap::new() }
    }

    /// The address to request.
    pub fn address(&self) -> &str {
        self.now.split('#').next().unwrap_or_default()
    }

    /// The `Cookie` header to send, if any.
    pub fn cookies(&self) -> Option<String> {
        let site = site_of(&self.now);
        let ours = self.cookies.iter().filter(|((of, _), _)| of == site);
        let pairs: Vec<String> = ours.map(|((_, name), value)| format!("{name}={value}")).collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    /// Processes the response.
    pub fn take(&mut self, reply: &SiteReply<'_>) -> Onward {
        for cookie in &reply.cookies {
            let pair = cookie.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                let key = (site_of(&self.now).to_owned(), name.trim().to_owned());
                self.cookies.insert(key, value.trim().to_owned());
            }
        }
        match (reply.status, reply.location) {
            (301 | 302 | 303 | 307 | 308, Some(to)) => self.follow(reply.status, to),
            (status, _) => match (LinkAnswer::of_status(status), fragment(&self.now)) {
                (LinkAnswer::There, Some(id)) if !self.leads_to_front() => Onward::Read(id.into()),
                (LinkAnswer::There, _) => Onward::Done(self.arrived()),
                (answer, _) => Onward::Done(answer),
            },
        }
    }

    fn follow(&mut self, status: u16, to: &str) -> Onward {
        self.steps += 1;
        if self.steps > REDIRECTS {
            return Onward::Done(LinkAnswer::Dead("den fører i ring".to_owned()));
        }
        self.now = resolved(&self.now, to);
        self.only_for_good &= matches!(status, 301 | 308);
        if self.only_for_good {
            self.moved = Some(self.now.clone());
        }
        Onward::Ask
    }

    /// The result for a page that exists.
    pub fn arrived(&self) -> LinkAnswer {
        if self.leads_to_front() {
            return LinkAnswer::Dead("den fører til forsiden".to_owned());
        }
        self.moved.clone().map_or(LinkAnswer::There, LinkAnswer::Moved)
    }

    /// The result after searching the page's text for `id`.
    pub fn read(&self, id: &str, html: &str) -> LinkAnswer {
        let is_there = ["id", "name"].iter().any(|name| {
            [format!("{name}=\"{id}\""), format!("{name}='{id}'"), format!("{name}={id}")]
                .iter()
                .any(|mark| html.contains(mark.as_str()))
        });
        if is_there { self.arrived() } else { LinkAnswer::NoPlace(id.to_owned()) }
    }

    /// Many sites redirect removed pages to their front page.
    fn leads_to_front(&self) -> bool {
        self.steps > 0 && !is_front(&self.asked) && is_front(&self.now)
    }
}

/// The id in an address, unless only a script could find it.
fn fragment(url: &str) -> Option<&str> {
    let (_, id) = url.split_once('#')?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    (!id.is_empty() && id != "top" && id.bytes().all(plain)).then_some(id)
}

/// Splits an address after the host.
fn parts(url: &str) -> (&str, &str) {
    let host = url.find("://").map_or(0, |at| at + 3);
    let end = url[host..].find(['/', '?', '#']).map_or(url.len(), |at| host + at);
    url.split_at(end)
}

fn site_of(url: &str) -> &str {
    parts(url).0
}

fn is_front(url: &str) -> bool {
    let path = parts(url).1.split('#').next().unwrap_or_default();
    matches!(path, "" | "/")
}

/// Resolves `to` relative to `from`: RFC 3986, 5.2, except for dot segments, which sites don't
/// send.
fn resolved(from: &str, to: &str) -> String {
    let (site, rest) = parts(from);
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    let folder = path.rfind('/').map_or("/", |end| &path[..=end]);
    let whole = if to.starts_with("http://") || to.starts_with("https://") {
        to.to_owned()
    } else if to.starts_with("//") {
        let scheme = site.split("//").next().unwrap_or_default();
        format!("{scheme}{to}")
    } else if to.starts_with('/') {
        format!("{site}{to}")
    } else if to.starts_with('?') {
        format!("{site}{path}{to}")
    } else {
        format!("{site}{folder}{to}")
    };
    // The fragment is kept, as in browsers.
    match rest.split_once('#') {
        Some((_, fragment)) if !whole.contains('#') => format!("{whole}#{fragment}"),
        _ => whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walked(url: &str, replies: &[(u16, &str)]) -> (Onward, Walk) {
        let mut walk = Walk::from(url);
        let mut step = Onward::Ask;
        for (status, location) in replies {
            assert_eq!(step, Onward::Ask);
            let location = (!location.is_empty()).then_some(*location);
            step = walk.take(&SiteReply { status: *status, location, cookies: Vec::new() });
        }
        (step, walk)
    }

    fn answer(url: &str, replies: &[(u16, &str)]) -> LinkAnswer {
        match walked(url, replies).0 {
            Onward::Done(answer) => answer,
            step => panic!("{step:?}"),
        }
    }

    #[test]
    fn redirects_are_followed_as_browsers_follow_them() {
        let six =
            [(302, "/b"), (303, "c"), (307, "?d"), (302, "//b.dk/e"), (302, "https://c.dk/f")];
        let six: Vec<_> = six.into_iter().chain([(302, "/g"), (200, "")]).collect();
        let (step, walk) = walked("https://a.dk/a", &six);
        assert_eq!((step, walk.address()), (Onward::Done(LinkAnswer::There), "https://c.dk/g"));
        let round = vec![(302, "/a"); 21];
        assert!(matches!(answer("https://a.dk/a", &round), LinkAnswer::Dead(_)));
        for (from, to, there) in [
            ("https://a.dk/x/y?z", "w", "https://a.dk/x/w"),
            ("https://a.dk", "w", "https://a.dk/w"),
            ("https://a.dk/x/y?z", "?w", "https://a.dk/x/y?w"),
            ("https://a.dk/x#p", "/y", "https://a.dk/y#p"),
            ("https://a.dk/x#p", "/y#q", "https://a.dk/y#q"),
        ] {
            assert_eq!(resolved(from, to), there, "{from} {to}");
        }
    }

    #[test]
    fn a_cookie_is_only_sent_to_the_site_that_set_it() {
        let mut walk = Walk::from("https://a.dk/a");
        let cookies = vec!["set=1; Path=/; HttpOnly", "b=2"];
        walk.take(&SiteReply { status: 302, location: Some("/a"), cookies });
        assert_eq!(walk.cookies().as_deref(), Some("b=2; set=1"));
        walk.take(&SiteReply { status: 302, location: Some("https://b.dk/a"), cookies: vec![] });
        assert_eq!(walk.cookies(), None);
    }

    #[test]
    fn permanent_moves_and_redirects_to_the_front_page_are_reported() {
        let moved = |to: &str| LinkAnswer::Moved(to.to_owned());
        let a = "https://a.dk/a";
        assert_eq!(answer(a, &[(301, "/b"), (200, "")]), moved("https://a.dk/b"));
        assert_eq!(answer(a, &[(308, "/b"), (302, "/c"), (200, "")]), moved("https://a.dk/b"));
        assert_eq!(answer(a, &[(302, "/b"), (301, "/c"), (200, "")]), LinkAnswer::There);
        assert!(matches!(answer(a, &[(301, "/b"), (404, "")]), LinkAnswer::Dead(_)));
        for front in ["/", "https://b.dk", "https://b.dk/"] {
            assert!(
                matches!(answer(a, &[(302, front), (200, "")]), LinkAnswer::Dead(_)),
                "{front}"
            );
        }
        assert_eq!(answer("https://a.dk", &[(302, "/"), (200, "")]), LinkAnswer::There);
    }

    #[test]
    fn fragments_are_looked_up() {
        let (step, walk) = walked("https://a.dk/a#p3", &[(302, "/b"), (200, "")]);
        assert_eq!(step, Onward::Read("p3".to_owned()));
        for html in ["<h2 id=\"p3\">", "<a name='p3'>", "<p id=p3>"] {
            assert_eq!(walk.read("p3", html), LinkAnswer::There, "{html}");
        }
        assert_eq!(walk.read("p3", "<h2 id=\"p33\">"), LinkAnswer::NoPlace("p3".to_owned()));
        for nobodys in ["https://a.dk/a#", "https://a.dk/a#top", "https://a.dk/a#:~:text=b"] {
            assert_eq!(answer(nobodys, &[(200, "")]), LinkAnswer::There, "{nobodys}");
        }
    }
}
