//! Which known word a misspelt one is nearest to, by edits scaled to length.

use std::collections::{BTreeMap, HashSet};

/// The most edits a word of this length may need: none in short words, where every letter counts.
pub(super) fn allowed_edits(length: usize) -> usize {
    match length {
        0..=3 => 0,
        4..=6 => 1,
        7..=13 => 2,
        _ => 3,
    }
}

/// Known words by length, folded.
#[derive(Debug, Default)]
pub(super) struct Speller {
    by_length: BTreeMap<usize, Vec<KnownWord>>,
    words: usize,
    protected: HashSet<String>,
}

#[derive(Debug)]
struct KnownWord {
    word: String,
    chars: Box<[char]>,
    letters: u64,
    /// Whether it means something here.
    ours: bool,
    /// Its place among all: the words of texts come first.
    at: usize,
}

impl Speller {
    /// Adds a word; no harm in adding it twice.
    pub(super) fn add(&mut self, word: &str, ours: bool) {
        let chars: Box<[char]> = word.chars().collect();
        let (length, at) = (chars.len(), self.words);
        self.words += 1;
        let entry = KnownWord { word: word.to_owned(), chars, letters: letters(word), ours, at };
        self.by_length.entry(length).or_default().push(entry);
    }

    /// Marks a word that takes at most one edit, and none of two that are equally near.
    pub(super) fn protect(&mut self, word: &str) {
        self.protected.insert(word.to_owned());
    }

    /// The nearest word at most `most` edits away. Nothing where two protected words are equally
    /// near: one name must not pass for another.
    pub(super) fn nearest(&self, word: &str, most: usize) -> Option<&str> {
        let typed: Vec<char> = word.chars().collect();
        let mask = letters(word);
        let range = typed.len().saturating_sub(most)..=typed.len() + most;
        let near = self.by_length.range(range).flat_map(|(_, entries)| entries);
        let mut found: Vec<(Rank, &str)> = near
            .filter_map(|entry| {
                let other_start = typed.first() != entry.chars.first();
                // Two slips, one of them in the first letter, is another word.
                let most = if other_start { most.min(1) } else { most };
                // Each edit changes at most two letters of the set.
                let may_be = (entry.letters ^ mask).count_ones() as usize <= 2 * most;
                let rank =
                    may_be.then(|| self.rank((&typed, mask), entry, most, other_start))??;
                Some((rank, entry.word.as_str()))
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        let (best, word) = found.first()?;
        let rival =
            |other: &&(Rank, &str)| other.0.edits == best.edits && self.protected.contains(other.1);
        let torn = self.protected.contains(*word) && found.iter().filter(rival).count() > 1;
        (!torn).then_some(*word)
    }

    fn rank(
        &self,
        (typed, mask): (&[char], u64),
        entry: &KnownWord,
        most: usize,
        other_start: bool,
    ) -> Option<Rank> {
        let KnownWord { word, chars: known, .. } = entry;
        let edits = distance(typed, known, most)?;
        // Nothing but a single slip is corrected to a protected word.
        if edits > 1 && self.protected.contains(word) {
            return None;
        }
        let length = typed.len().abs_diff(known.len());
        // Letters in another order are the likeliest slip of all.
        let other_letters = length > 0 || mask != entry.letters;
        let unlikely = edits == 1 && length == 0 && other_letters && !is_likely(typed, known);
        Some(Rank {
            edits,
            other_start,
            other_letters,
            unlikely,
            of_others: !entry.ours,
            length,
            at: entry.at,
        })
    }
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    edits: usize,
    other_start: bool,
    other_letters: bool,
    unlikely: bool,
    of_others: bool,
    length: usize,
    at: usize,
}

/// Which letters occur, as a set.
fn letters(word: &str) -> u64 {
    word.bytes().fold(0, |set, byte| set | 1 << (byte % 64))
}

/// The rows of a Danish keyboard, folded.
const KEYS: [&str; 3] = ["qwertyuiopa", "asdfghjkl", "zxcvbnm"];

/// Letters that sound alike.
const SOUNDS: [&str; 6] = ["aeiouy", "dt", "bp", "gkcq", "vfw", "szc"];

/// Whether the letter that differs lies beside the right one, or sounds like it.
fn is_likely(typed: &[char], known: &[char]) -> bool {
    let differing = typed.iter().zip(known).find(|(a, b)| a != b);
    differing.is_none_or(|(&a, &b)| {
        let sounds_alike = SOUNDS.iter().any(|same| same.contains(a) && same.contains(b));
        sounds_alike || keys(a).any(|one| keys(b).any(|other| is_beside(one, other)))
    })
}

/// Where a letter lies on the keyboard: its row and its place in it.
fn keys(letter: char) -> impl Iterator<Item = (usize, usize)> {
    let rows = KEYS.iter().enumerate();
    rows.filter_map(move |(row, keys)| Some((row, keys.find(letter)?)))
}

fn is_beside((row, place): (usize, usize), (other_row, other): (usize, usize)) -> bool {
    row.abs_diff(other_row) <= 1 && place.abs_diff(other) <= 1
}

/// The longest word that is held against another, in letters: none that people type is longer.
const LONGEST: usize = 63;

/// Insertions, deletions, substitutions and swaps of neighbours; `None` above `most`.
fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most || a.len().max(b.len()) > LONGEST {
        return None;
    }
    // The rows of the table for two letters before, one before, and this one.
    let mut rows = [[0; LONGEST + 1]; 3];
    for (edits, cell) in rows[1].iter_mut().enumerate() {
        *cell = edits;
    }
    for i in 1..=a.len() {
        let [before, last, row] = &mut rows;
        row[0] = i;
        let mut fewest_of_row = i;
        for j in 1..=b.len() {
            let changed = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut fewest = changed.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                fewest = fewest.min(before[j - 2] + 1);
            }
            row[j] = fewest;
            fewest_of_row = fewest_of_row.min(fewest);
        }
        if fewest_of_row > most {
            return None;
        }
        rows.rotate_left(1);
    }
    Some(rows[1][b.len()]).filter(|&edits| edits <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speller() -> Speller {
        let mut speller = Speller::default();
        for word in
            ["klage", "laege", "egenbetaling", "behandlingsgaranti", "handleplan", "pitstop"]
        {
            speller.add(word, true);
        }
        speller.add("kalde", false);
        for drug in ["kokain", "kodein", "heroin", "ketamin", "tramadol"] {
            speller.add(drug, true);
            speller.protect(drug);
        }
        speller
    }

    #[test]
    fn typos_find_their_word() {
        let table = [
            ("klge", Some("klage")),
            ("kalge", Some("klage")), // and not "kalde"
            ("kpage", Some("klage")),
            ("egenbetalin", Some("egenbetaling")),
            ("behandlingsgarenti", Some("behandlingsgaranti")),
            ("handelplan", Some("handleplan")),
            ("pitsop", Some("pitstop")),
            ("pizza", None),
            ("hundetegn", None),
            ("xqzv", None),
            ("varmepumpe", None),
        ];
        for (typed, meant) in table {
            let edits = allowed_edits(typed.chars().count());
            assert_eq!(speller().nearest(typed, edits), meant, "{typed}");
        }
    }

    #[test]
    fn one_drug_never_passes_for_another() {
        assert_eq!(speller().nearest("kokian", 1), Some("kokain"));
        assert_eq!(speller().nearest("kokein", 1), None, "kokain or kodein");
        assert_eq!(speller().nearest("ketogan", 2), None, "a drug we don't list");
    }

    #[test]
    fn distance_counts_swaps_as_one() {
        let chars = |word: &str| word.chars().collect::<Vec<_>>();
        assert_eq!(distance(&chars("handelplan"), &chars("handleplan"), 2), Some(1));
        assert_eq!(distance(&chars("abc"), &chars("xyz"), 2), None);
        assert_eq!(distance(&[], &chars("ab"), 2), Some(2));
    }
}
