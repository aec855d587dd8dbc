//! Short names made of long ones: what an editor doesn't have to invent.

use super::place::Where;
use super::subject::Subject;
use super::submitted::Submitted;
use super::tree::Node;
use crate::danish::plain;

/// The longest one that is made.
const LONGEST: usize = 40;

/// The fields one is made of: the first that is filled in.
const FROM: [&str; 9] =
    ["navn", "titel", "overskrift", "ord", "betyder", "vaerdi", "hvad", "tekst", "afsnit"];

/// A name in the letters of an address, cut between words.
fn short(name: &str) -> String {
    let whole = plain(name);
    let Some(cut) = whole.get(..LONGEST).filter(|_| whole.len() > LONGEST) else { return whole };
    let words = cut.rsplit_once('-').map_or(cut, |(words, _)| words);
    words.trim_end_matches('-').to_owned()
}

/// What was filled in, with a short name for a new thing that was given none.
pub(super) fn with_id(subject: &Subject, sent: &Submitted) -> Submitted {
    made(subject, sent).unwrap_or_else(|| sent.clone())
}

fn made(subject: &Subject, sent: &Submitted) -> Option<Submitted> {
    let at = subject.steps.to("id");
    let is_asked =
        || subject.form().ok().filter(|form| form.fields.iter().any(|one| one.steps == at));
    if !subject.is_new() || !sent.one(&at.to_string())?.trim().is_empty() {
        return None;
    }
    is_asked()?;
    let said = |key: &&str| {
        sent.one(&subject.steps.to(key).to_string()).filter(|said| !plain(said).is_empty())
    };
    let id = short(FROM.iter().find_map(said)?);
    let taken = ids(subject);
    let free = std::iter::once(id.clone()).chain((2..).map(|number| format!("{id}-{number}")));
    let id = free.take(taken.len() + 1).find(|id| !taken.contains(id))?;
    Some(sent.clone().with(&at.to_string(), &id))
}

/// The short names of those that are there.
fn ids(subject: &Subject) -> Vec<String> {
    let list = subject.steps.split().map(|(list, _)| list);
    let of = |root: &Node, list: &Where| {
        let items = root.find(&list.0).map(Node::items).unwrap_or_default();
        items.iter().filter_map(|one| one.text("id")).map(str::to_owned).collect()
    };
    subject.root().ok().zip(list).map(|(root, list)| of(&root, &list)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_a_short_one() {
        for (name, wanted) in [
            ("Rådgivning for børn & unge", "raadgivning-for-boern-unge"),
            ("  Åben  ", "aaben"),
            ("18 år", "18-aar"),
            (
                "Så længe må der højst gå, før behandlingen begynder",
                "saa-laenge-maa-der-hoejst-gaa-foer",
            ),
            ("…", ""),
        ] {
            assert_eq!(short(name), wanted);
        }
    }
}
