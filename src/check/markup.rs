//! Markdown that the editor can't have intended, because it turns into something else or its marks
//! are shown to readers.

use super::corpus::{Corpus, Passage, PassageKind};
use crate::finding::Finding;
use crate::markdown::odd::{OddKind, odd, raw_marks};

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    for passage in &corpus.passages {
        let (page, pattern) =
            (passage.kind == PassageKind::Page, passage.kind == PassageKind::Pattern);
        if passage.kind == PassageKind::Label {
            for (at, what) in raw_marks(passage.markdown, false) {
                findings.push(describe(passage, &OddKind::Raw(what), at..at));
            }
            continue;
        }
        if page {
            alone(passage, findings);
        }
        for one in odd(passage.markdown, page, pattern) {
            findings.push(describe(passage, &one.kind, one.span));
        }
    }
}

/// A contact's name alone on a line was probably meant to show the contact's card.
fn alone(passage: &Passage<'_>, findings: &mut Vec<Finding>) {
    let links = passage.structure.links.iter();
    for link in links.filter(|link| link.text.is_empty() && link.target.starts_with("kontakt:")) {
        let source = &passage.markdown[link.span.clone()];
        let start = passage.markdown[..link.span.start].rfind('\n').map_or(0, |end| end + 1);
        if passage.markdown[start..].lines().next().is_some_and(|line| line.trim() == source) {
            findings.push(Finding::error(
                "ikke-ment",
                passage.place(&link.span),
                "Her bliver kun kontaktens navn vist.",
                format!("Skriv et udråbstegn foran, så kortet bliver vist: !{source}"),
            ));
        }
    }
}

fn describe(passage: &Passage<'_>, kind: &OddKind, span: std::ops::Range<usize>) -> Finding {
    let text = passage.markdown;
    let start = text[..span.start].rfind('\n').map_or(0, |end| end + 1);
    let line = text[start..].lines().next().unwrap_or_default().trim();
    let (message, remedy) = words(kind, line);
    let place = passage.place(&span);
    if matches!(kind, OddKind::Raw(_)) {
        return Finding::error("raa-markdown", place, message, remedy);
    }
    Finding::error("ikke-ment", place, message, remedy)
}

fn words(kind: &OddKind, line: &str) -> (String, String) {
    let plain = line.trim_start_matches(['>', '#', '-', '*', '+', ' ']);
    let (message, remedy) = match kind {
        OddKind::Number => {
            let right = line.replacen('.', "\\.", 1);
            return (
                format!("»{line}« bliver et punkt på en liste og kan få et andet tal."),
                format!("Er det ikke en liste, så skriv {right} eller begynd linjen med et ord. En liste \
                         begynder ved 1."),
            );
        }
        OddKind::Indented => {
            ("Fire mellemrum først på linjen gør den til kode.", format!("Slet dem: {plain}"))
        }
        OddKind::Code => ("Tegnet ` gør ordene til kode.", "Slet tegnene. Skal ord fremhæves, så skriv **ord**.".to_owned()),
        OddKind::Quote => (
            "Linjen med > bliver et citat. Dem bruger vi ikke.",
            "Er det en note, så skriv > [!NOTE] på linjen før. Ellers slet >.".to_owned(),
        ),
        OddKind::NoteMark => (
            "Noten bliver ikke til en note. Den kan kun hedde [!NOTE], og det skal stå alene på linjen.",
            "Skriv > [!NOTE] på en linje for sig, og teksten på de næste, hver med > foran.".to_owned(),
        ),
        OddKind::EmptyNote => (
            "Noten er tom. Det, der står under den, bliver kildens ord.",
            "Skriv > foran hver linje i noten, uden en tom linje efter > [!NOTE].".to_owned(),
        ),
        OddKind::Rule => ("Linjen bliver en streg tværs over siden.", "Slet den. Brug en overskrift i stedet.".to_owned()),
        OddKind::Underlined => (
            "Streger under en linje gør den til en overskrift.",
            format!("Slet stregerne. Er det en overskrift, så skriv ## {plain} {{#kodeord}}"),
        ),
        OddKind::Block => (
            "Her er kun plads til ét afsnit uden lister, overskrifter og citater.",
            "Skriv det som en eller flere sætninger. En dato eller et tal først skrives 1\\\\. april i \
             en .toml-fil. Kan feltet rumme flere, så skriv [\"det ene\", \"det andet\"]."
                .to_owned(),
        ),
        OddKind::Raw(what) => return raw(what, line),
    };
    (message.to_owned(), remedy)
}

fn raw(what: &str, line: &str) -> (String, String) {
    let short: String = line.chars().take(60).collect();
    let shown = |what: &str| format!("Læseren ser tegnene, som de står: {what} i »{short}«.");
    let (what, remedy) = match what {
        "fed" => (
            "stjerner eller streger, der ikke lukkes",
            "Fed skrift har to stjerner før og efter ordene, uden mellemrum inden for: **ordene**.",
        ),
        "streg" => ("~~", "Vi streger ikke tekst ud. Slet tegnene, eller slet teksten."),
        "henvisning" => (
            "en henvisning, der ikke virker",
            "Den skrives uden mellemrum, fx [](tlf:kontaktens-id), [teksten](afsnit:navnet) eller ![](ret:rettens-id).",
        ),
        "fodnote" => {
            ("en fodnote", "Fodnoter bruger vi ikke. Skriv det i teksten eller i en note.")
        }
        "afkrydsning" => ("en afkrydsning", "Skriv punktet uden [ ]: - punkt"),
        "note" => (
            "et mærke til en note",
            "En note begynder med > [!NOTE] på en linje for sig. Hver linje i den begynder med >.",
        ),
        "tabel" => ("en tabel", "Tabeller bruger vi ikke. Skriv en liste: - punkt"),
        "kodeord" => (
            "kodeordet til en overskrift",
            "Det skal stå sidst på overskriftens linje: ## Overskriften {#kodeord}",
        ),
        "kode" => ("tegnet `", "Slet det."),
        "overskrift" => (
            "en overskrift, der ikke virker",
            "Skriv ## med et almindeligt mellemrum efter: ## Overskriften {#kodeord}",
        ),
        "punkt" => ("et tegn for et punkt", "Skriv - og et mellemrum først på linjen: - punkt"),
        "hoved" => ("+++", "Hovedet slutter før her. Slet linjen."),
        _ => (
            "krølleparenteser",
            "Her bliver intet fyldt ud. Skriv ordene, eller henvis, fx [](frist:klage).",
        ),
    };
    (shown(what), remedy.to_owned())
}
