//! What has been published and limits a right is not taken away unnoticed, and a code on paper keeps its
//! meaning.

use super::corpus::Corpus;
use crate::content::kept::{self, Qualified};
use crate::content::{RawMunicipality, Word};
use crate::finding::Finding;

/// How much of a lost text is quoted.
const QUOTED: usize = 80;

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    corpus.content.municipalities.iter().for_each(|own| qualifiers(own, findings));
    codes(corpus, findings);
}

/// A record that is gone is reported by others; this is about what it has lost.
fn qualifiers(own: &RawMunicipality, findings: &mut Vec<Finding>) {
    let records = kept::qualified(own);
    for lost in own.kept.iter() {
        let record = records.iter().find(|one| *one.of == *lost.of);
        let Some(record) = record.filter(|one| !one.has(&lost.text)) else { continue };
        findings.push(gone(own, record, &lost.text));
    }
}

fn gone(own: &RawMunicipality, record: &Qualified, text: &str) -> Finding {
    let remedy = format!(
        "Skriv det igen. Er det rigtigt, at det skal væk, så slet det også i {}/{}.",
        own.id,
        kept::QUALIFIERS
    );
    let message = match text {
        "udkast" => "Kilden var et udkast, men det står der ikke mere.".to_owned(),
        text if text.starts_with("![]") => {
            "Rådet om fare for liv er taget væk fra siden.".to_owned()
        }
        text => {
            let short: String = text.chars().take(QUOTED).collect();
            let end = if short.len() < text.len() { "…" } else { "" };
            format!("Et forbehold er væk: »{short}{end}«")
        }
    };
    Finding::warning("forbehold-vaek", record.place.clone(), message, remedy)
}

fn codes(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    let content = corpus.content;
    let today: Vec<(&Word, String)> = kept::meanings(&content.codes).collect();
    for one in content.kept_codes.iter() {
        let mut meanings = today.iter().filter(|(code, _)| ***code == *one.code);
        // A code that is used twice is reported as such.
        let now = meanings.next().filter(|_| meanings.next().is_none());
        let Some((code, thing)) = now.filter(|(_, thing)| **thing != *one.thing) else { continue };
        findings.push(Finding::error(
            "kode-skiftet",
            content.codes.place(code.span()),
            format!(
                "Koden »{code}« betyder {} på det papir, folk har, og kan ikke betyde {thing}.",
                one.thing
            ),
            format!("Giv {} koden »{code}« igen, og {thing} en, der er ledig.", one.thing),
        ));
    }
}
