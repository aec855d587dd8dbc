//! Asks other sites whether they are still there. The only file that calls out, and only
//! `check --online` uses it: the server can't.

use std::time::Duration;

use ureq::{Agent, Error};

use crate::check::external_links::{self, LinkAnswer};
use crate::content::Content;
use crate::finding::Finding;

/// How long one site may take, redirects included.
const PATIENCE: Duration = Duration::from_secs(15);

/// How many redirects are followed.
const REDIRECTS: u32 = 5;

/// Who is asking, for those who look in their logs.
const NAME: &str = concat!("kvalitetsstandard/", env!("CARGO_PKG_VERSION"), " (link check)");

/// Asks for every link out of the site, one after the other, and adds what is wrong.
pub fn check(content: &Content, findings: &mut Vec<Finding>) {
    let agent = agent();
    for link in external_links::list(content) {
        findings.extend(external_links::finding(&link, &ask(&agent, &link.url)));
    }
}

fn agent() -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(REDIRECTS)
        .timeout_global(Some(PATIENCE))
        .user_agent(NAME)
        .build();
    Agent::new_with_config(config)
}

/// Asks for the page itself, for many sites refuse HEAD; its body is left unread.
fn ask(agent: &Agent, url: &str) -> LinkAnswer {
    match agent.get(url).call() {
        Ok(response) => LinkAnswer::of_status(response.status().as_u16()),
        Err(Error::HostNotFound) => LinkAnswer::Dead("stedet findes ikke".to_owned()),
        Err(Error::TooManyRedirects) => LinkAnswer::Dead("den fører i ring".to_owned()),
        Err(Error::Timeout(_)) => LinkAnswer::Unsure("der kom ikke svar i tide".to_owned()),
        Err(error) => LinkAnswer::Unsure(error.to_string()),
    }
}
