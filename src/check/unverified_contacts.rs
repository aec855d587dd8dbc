//! Contacts that were never verified, or not within 90 days; the pages say so too.

use super::corpus::Corpus;
use crate::content::Day;
use crate::finding::Finding;

/// How many days a verification is valid.
const HOLDS: i32 = 90;

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    for municipality in &corpus.content.municipalities {
        let contacts = &municipality.contacts;
        for contact in contacts.iter() {
            let message = match contact.verified {
                None => format!("Ingen har bekræftet kontakten »{}«.", contact.name),
                Some(Day(day)) if (corpus.today - day).get_days() > HOLDS => {
                    format!("Kontakten »{}« er senest bekræftet den {day}.", contact.name)
                }
                Some(_) => continue,
            };
            findings.push(Finding::note(
                "ubekraeftet-kontakt",
                contacts.place(contact.id.span()),
                message,
                "Ring eller skriv, og sæt datoen i bekraeftet.",
            ));
        }
    }
}
