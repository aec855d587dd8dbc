//! Guides: every answer must lead somewhere, every step must be reachable, no path may be too long,
//! and each municipality with a guide needs an ending for every path.

use std::collections::BTreeSet;

use super::corpus::Corpus;
use crate::content::guide::{GuideFile, GuideStep, LeafFile, MAX_QUESTIONS, Way};
use crate::content::{Content, InFile, Word};
use crate::finding::Finding;

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    let content = corpus.content;
    for (id, guide) in &content.guides {
        check_steps(guide, findings);
        check_reachable(guide, findings);
        check_length(guide, findings);
        check_answered(content, id, guide, findings);
    }
    for municipality in &content.municipalities {
        for (id, leaves) in &municipality.leaves {
            match content.guides.get(id) {
                Some(guide) => check_leaves(guide, leaves, findings),
                None => findings.push(Finding::error(
                    "vejviser-ukendt",
                    crate::source::Place::start_of(leaves.file),
                    format!("Der er ingen vejviser »{id}«."),
                    "Filen skal hedde det samme som en fil i veje/.",
                )),
            }
        }
    }
}

fn nowhere(guide: &InFile<GuideFile>, word: &Word, message: String, remedy: &str) -> Finding {
    Finding::error("vejviser-vej", guide.place(word.span()), message, remedy)
}

/// Each step must ask an existing question, and each answer must lead to exactly one place.
fn check_steps(guide: &InFile<GuideFile>, findings: &mut Vec<Finding>) {
    if guide.step(&guide.start).is_none() {
        let message = format!("Vejviseren begynder i trinnet »{}«, som ikke findes.", guide.start);
        findings.push(nowhere(guide, &guide.start, message, "Brug id'et på et [[trin]]."));
    }
    for step in &guide.steps {
        let Some(question) = guide.question(&step.question) else {
            let message = format!("Spørgsmålet »{}« findes ikke.", step.question);
            let remedy = "Brug id'et på et [[spoergsmaal]] i denne fil.";
            findings.push(nowhere(guide, &step.question, message, remedy));
            continue;
        };
        for answer in &question.answers {
            if step.ways.iter().filter(|way| *way.answer == *answer.id).count() != 1 {
                let message =
                    format!("Svaret »{}« fører ikke netop ét sted hen i »{}«.", answer.id, step.id);
                let remedy = "Skriv én linje i videre for hvert svar på spørgsmålet.";
                findings.push(nowhere(guide, &step.id, message, remedy));
            }
        }
        for way in &step.ways {
            if question.answer(&way.answer).is_none() {
                let message = format!("Spørgsmålet har ikke svaret »{}«.", way.answer);
                findings.push(nowhere(guide, &way.answer, message, "Ret svarets id."));
            }
            check_way(guide, way, findings);
        }
    }
}

fn check_way(guide: &InFile<GuideFile>, way: &Way, findings: &mut Vec<Finding>) {
    match (&way.step, &way.leaf) {
        (Some(step), None) if guide.step(step).is_none() => {
            let message = format!("Trinnet »{step}« findes ikke.");
            findings.push(nowhere(guide, step, message, "Brug id'et på et [[trin]]."));
        }
        (Some(_), None) | (None, Some(_)) => {}
        _ => {
            let message = format!("Svaret »{}« skal have enten trin eller blad.", way.answer);
            let remedy = "Skriv trin = \"…\", når der er et spørgsmål mere, ellers blad = \"…\".";
            findings.push(nowhere(guide, &way.answer, message, remedy));
        }
    }
}

/// The ids of the steps that are reachable from the start.
fn reachable(guide: &GuideFile) -> BTreeSet<&str> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<&GuideStep> = guide.step(&guide.start).into_iter().collect();
    while let Some(step) = waiting.pop() {
        if reached.insert(&*step.id) {
            let next = step.ways.iter().filter_map(|way| way.step.as_ref());
            waiting.extend(next.filter_map(|id| guide.step(id)));
        }
    }
    reached
}

fn check_reachable(guide: &InFile<GuideFile>, findings: &mut Vec<Finding>) {
    let reached = reachable(guide);
    if reached.is_empty() {
        return; // no start, which is reported already
    }
    let mut unused = |word: &Word, what: &str| {
        findings.push(Finding::error(
            "vejviser-ubrugt",
            guide.place(word.span()),
            format!("{what} »{word}« kan man aldrig komme til."),
            "Lad et svar føre derhen, eller slet det.",
        ));
    };
    for step in guide.steps.iter().filter(|step| !reached.contains(&*step.id)) {
        unused(&step.id, "Trinnet");
    }
    for question in &guide.questions {
        if !guide.steps.iter().any(|step| *step.question == *question.id) {
            unused(&question.id, "Spørgsmålet");
        }
    }
}

/// No path may be longer than [`MAX_QUESTIONS`]; a cycle always is.
fn check_length(guide: &InFile<GuideFile>, findings: &mut Vec<Finding>) {
    let mut waiting: Vec<(&GuideStep, usize)> =
        guide.step(&guide.start).map(|step| (step, 1)).into_iter().collect();
    let mut reported = BTreeSet::new();
    while let Some((step, asked)) = waiting.pop() {
        if asked > MAX_QUESTIONS {
            if reported.insert(&*step.id) {
                findings.push(Finding::error(
                    "vejviser-lang",
                    guide.place(step.id.span()),
                    format!("Trinnet »{}« kommer efter {MAX_QUESTIONS} spørgsmål.", step.id),
                    "Stil færre spørgsmål, og lad ingen vej gå i ring.",
                ));
            }
            continue;
        }
        let next = step.ways.iter().filter_map(|way| way.step.as_ref());
        waiting.extend(next.filter_map(|id| guide.step(id)).map(|step| (step, asked + 1)));
    }
}

fn check_answered(
    content: &Content,
    id: &str,
    guide: &InFile<GuideFile>,
    findings: &mut Vec<Finding>,
) {
    if !content.municipalities.iter().any(|one| one.leaves.contains_key(id)) {
        findings.push(Finding::warning(
            "vejviser-ubrugt",
            guide.place(guide.title.span()),
            format!("Ingen kommune har svar på vejviseren »{id}«."),
            "Skriv <kommune>/veje/ med samme filnavn, eller slet vejviseren.",
        ));
    }
}

/// The municipality must have exactly the endings that the guide uses.
fn check_leaves(guide: &InFile<GuideFile>, leaves: &InFile<LeafFile>, findings: &mut Vec<Finding>) {
    let wanted: BTreeSet<&str> = guide
        .steps
        .iter()
        .flat_map(|step| &step.ways)
        .filter_map(|way| way.leaf.as_deref())
        .collect();
    let ids = leaves.leaves.iter().map(|leaf| &leaf.id);
    compare(leaves, "blad", &wanted, &ids.collect::<Vec<_>>(), findings);
    let wanted: BTreeSet<&str> = guide
        .questions
        .iter()
        .flat_map(|question| &question.answers)
        .filter_map(|answer| answer.addition.as_deref())
        .collect();
    let ids = leaves.additions.iter().map(|addition| &addition.id);
    compare(leaves, "tillaeg", &wanted, &ids.collect::<Vec<_>>(), findings);
}

fn compare(
    leaves: &InFile<LeafFile>,
    key: &str,
    wanted: &BTreeSet<&str>,
    there: &[&Word],
    findings: &mut Vec<Finding>,
) {
    for id in wanted.iter().filter(|id| !there.iter().any(|word| word.as_str() == **id)) {
        findings.push(Finding::error(
            "vejviser-blad",
            crate::source::Place::start_of(leaves.file),
            format!("Kommunen mangler [[{key}]] med id = \"{id}\"."),
            "Skriv det: Vejviseren i veje/ fører derhen.",
        ));
    }
    for word in there.iter().filter(|word| !word.is_empty() && !wanted.contains(word.as_str())) {
        findings.push(Finding::error(
            "vejviser-ubrugt",
            leaves.place(word.span()),
            format!("[[{key}]] »{word}« kan man aldrig komme til."),
            "Ret id'et, så det passer med vejviseren i veje/, eller slet det.",
        ));
    }
}
