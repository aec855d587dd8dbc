//! Complaint routes that are digital only: some people can't use them.

use super::corpus::Corpus;
use crate::content::municipality::Channel;
use crate::finding::Finding;

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    for municipality in &corpus.content.municipalities {
        let routes = &municipality.routes;
        for route in routes.iter() {
            let digital = |channel: &Channel| *channel == Channel::Digital;
            if !route.channels.is_empty() && route.channels.iter().all(digital) {
                findings.push(Finding::note(
                    "kun-digital-vej",
                    routes.place(route.id.span()),
                    format!("Klagevejen »{}« kan kun bruges digitalt.", route.title),
                    "Spørg kommunen, hvad den gør, der ikke kan. Skriv det som en note.",
                ));
            }
        }
    }
}
