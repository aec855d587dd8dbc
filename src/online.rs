//! Checks whether links to other sites still work. This is the only file that makes outbound
//! requests, and only `check --online` uses it; the server can't.

use std::time::Duration;

use ureq::http::{HeaderMap, header};
use ureq::{Agent, Error};

use crate::check::external_links::{self, LinkAnswer};
use crate::check::walk::{Onward, SiteReply, Walk};
use crate::content::Content;
use crate::finding::Finding;

const PATIENCE: Duration = Duration::from_secs(15);

/// How much of a page is read to look for an id on it.
const MOST_READ: u64 = 8 << 20;

/// Identifies us in the logs of other sites.
const NAME: &str = concat!("kvalitetsstandard/", env!("CARGO_PKG_VERSION"), " (link check)");

/// Requests every external link, one after the other, and reports the broken ones.
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
        // Redirects are followed here, because permanent ones are reported.
        .max_redirects(0)
        // A site may close a connection after an answer and before the next request reaches it.
        .max_idle_connections(0)
        .timeout_global(Some(PATIENCE))
        .user_agent(NAME)
        .build();
    Agent::new_with_config(config)
}

/// Sends GET, because many sites refuse HEAD; the body is read only if the link has a fragment.
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
