//! Asks other sites whether they are still there. The only file that calls out, and only
//! `check --online` uses it: the server can't.

use std::time::Duration;

use ureq::http::{HeaderMap, header};
use ureq::{Agent, Error};

use crate::check::external_links::{self, LinkAnswer};
use crate::check::walk::{Onward, SiteReply, Walk};
use crate::content::Content;
use crate::finding::Finding;

/// How long one site may take to answer.
const PATIENCE: Duration = Duration::from_secs(15);

/// How much of a page is read to find a place on it.
const MOST_READ: u64 = 8 << 20;

/// Who is asking, for those who look in their logs.
const NAME: &str = concat!("kvalitetsstandard/", env!("CARGO_PKG_VERSION"), " (link check)");

/// Asks for every link out of the site, one after the other, and adds what is wrong.
pub fn check(content: &Content, findings: &mut Vec<Finding>) {
    let agent = agent();
    for link in external_links::list(content) {
        let answer = ask(&agent, &link.url).unwrap_or_else(unanswered);
        findings.extend(external_links::finding(&link, &answer));
    }
}

fn agent() -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        // They are followed here: which of them are for good is to be told.
        .max_redirects(0)
        // A site may close what it has answered on before the next question gets there.
        .max_idle_connections(0)
        .timeout_global(Some(PATIENCE))
        .user_agent(NAME)
        .build();
    Agent::new_with_config(config)
}

/// Asks for the page itself, for many sites refuse HEAD; its body is read only where the link names a
/// place on it.
fn ask(agent: &Agent, url: &str) -> Result<LinkAnswer, Error> {
    let mut walk = Walk::from(url);
    loop {
        let mut request = agent.get(walk.address());
        if let Some(cookies) = walk.cookies() {
            request = request.header(header::COOKIE, cookies);
        }
        let mut response = request.call()?;
        match walk.take(&reply(response.status().as_u16(), response.headers())) {
            Onward::Ask => {}
            Onward::Done(answer) => return Ok(answer),
            Onward::Read(id) => {
                let html = response.body_mut().with_config().limit(MOST_READ).read_to_string()?;
                return Ok(walk.read(&id, &html));
            }
        }
    }
}

fn reply(status: u16, headers: &HeaderMap) -> SiteReply<'_> {
    let texts = |name| headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    let location = texts(header::LOCATION).next();
    SiteReply { status, location, cookies: texts(header::SET_COOKIE).collect() }
}

fn unanswered(error: Error) -> LinkAnswer {
    match error {
        Error::HostNotFound => LinkAnswer::Dead("stedet findes ikke".to_owned()),
        Error::Timeout(_) => LinkAnswer::Unsure("der kom ikke svar i tide".to_owned()),
        error => LinkAnswer::Unsure(error.to_string()),
    }
}
