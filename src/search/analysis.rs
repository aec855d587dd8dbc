//! The Danish analysis: text → words that compare equal when people mean the same.
//!
//! Everything that is searched and everything that is typed passes through here, so that both end
//! up alike: folded (`æ ø å` in all their spellings, double letters), stemmed, and with law
//! references and numbers put together. [`super::lexicon`] adds what needs a vocabulary: compounds
//! and typos.

use std::ops::Range;

use rust_stemmers::{Algorithm, Stemmer};

use crate::danish::is_invisible;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, or letters first.
    Word,
    /// Digits, perhaps with one letter after them: a phone number, "14", "1a".
    Number,
    /// A paragraph of a law: the key is `§` and the number without spaces.
    Law,
}

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What it is compared by.
    pub key: String,
    pub kind: TokenKind,
}

/// Words that stand for the paragraph sign.
const PARAGRAPH_WORDS: [&str; 5] = ["paragraf", "paragraffen", "paragrafen", "par", "pgf"];

/// How many digits a phone number has, and how long a group of one is at least.
const PHONE_DIGITS: usize = 8;
const PHONE_GROUP: usize = 2;

/// The words of a text, in order.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = raw_tokens(text);
    join_letters(&mut found);
    mark_laws(&mut found);
    join_phones(&mut found);
    found.retain(|token| !token.key.is_empty() && token.key != "§");
    found
}

/// Runs of letters and digits, and each `§`.
fn raw_tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        if belongs(c) {
            start.get_or_insert(at);
            continue;
        }
        found.extend(start.take().map(|from| token(text, from..at)));
        if c == '§' {
            found.push(Token {
                range: at..at + c.len_utf8(),
                key: "§".into(),
                kind: TokenKind::Law,
            });
        }
    }
    found.extend(start.map(|from| token(text, from..text.len())));
    found
}

/// Whether a character is part of a word; marks and invisible hyphens are, so that a decomposed or
/// hyphenated word stays whole.
fn belongs(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c) || (is_invisible(c) && !c.is_whitespace())
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn token(text: &str, range: Range<usize>) -> Token {
    let key = fold(&text[range.clone()]);
    let kind = if key.starts_with(|c: char| c.is_ascii_digit()) {
        TokenKind::Number
    } else {
        TokenKind::Word
    };
    Token { range, key, kind }
}

/// One word in the spelling that all spellings of it share: lower case, `ø oe ö` as `o`, `å aa` as
/// `a`, `æ ä` as `ae`, other accents gone, and no letter twice in a row.
pub fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase) {
        match c {
            'æ' | 'ä' => push_all(&mut out, "ae"),
            // A decomposed ä.
            '\u{308}' if out.ends_with('a') => push(&mut out, 'e'),
            'ß' => push(&mut out, 's'),
            c if is_mark(c) || is_invisible(c) => {}
            c => push(&mut out, plain(c)),
        }
    }
    out
}

fn push_all(out: &mut String, text: &str) {
    for c in text.chars() {
        push(out, c);
    }
}

/// Adds a letter unless it only repeats, or spells out, the one before.
fn push(out: &mut String, c: char) {
    let last = out.chars().next_back();
    let doubled = last == Some(c) && c.is_alphabetic();
    let spelt_out = last == Some('o') && c == 'e';
    if !doubled && !spelt_out {
        out.push(c);
    }
}

fn plain(c: char) -> char {
    match c {
        'å' | 'á' | 'à' | 'â' | 'ã' => 'a',
        'ø' | 'ö' | 'ó' | 'ò' | 'ô' | 'õ' | 'œ' => 'o',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'ı' => 'i',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ğ' => 'g',
        'ñ' => 'n',
        'ş' => 's',
        other => other,
    }
}

/// "101 a" → "101a": a number and the one letter after it.
fn join_letters(found: &mut Vec<Token>) {
    let mut at = 1;
    while at < found.len() {
        let (before, this) = (&found[at - 1], &found[at]);
        let letter = matches!(this.key.as_str(), "a" | "b" | "c" | "d");
        let whole_number = before.kind == TokenKind::Number && before.key.bytes().all(is_digit);
        if letter && whole_number && this.range.start - before.range.end <= 2 {
            let letter = found.remove(at);
            merge(&mut found[at - 1], &letter);
        } else {
            at += 1;
        }
    }
}

fn merge(into: &mut Token, next: &Token) {
    into.range.end = next.range.end;
    into.key.push_str(&next.key);
}

fn is_digit(byte: u8) -> bool {
    byte.is_ascii_digit()
}

/// "§ 101 a", "paragraf 101a" → one token `§101a`.
fn mark_laws(found: &mut Vec<Token>) {
    let mut at = found.len();
    while at > 1 {
        at -= 1;
        let sign = &found[at - 1];
        let is_sign = sign.key == "§" || PARAGRAPH_WORDS.contains(&sign.key.as_str());
        if found[at].kind == TokenKind::Number && is_sign {
            let sign = found.remove(at - 1);
            let law = &mut found[at - 1];
            law.range.start = sign.range.start;
            law.key.insert(0, '§');
            law.kind = TokenKind::Law;
            at = at.min(found.len());
        }
    }
}

/// "20 69 28 33" → "20692833": groups of digits that make a phone number together.
fn join_phones(found: &mut Vec<Token>) {
    let mut at = 0;
    while at < found.len() {
        let group = found[at..].iter().take_while(|token| is_phone_group(token)).count();
        let digits: usize = found[at..at + group].iter().map(|token| token.key.len()).sum();
        if group > 1 && digits == PHONE_DIGITS {
            let rest: Vec<Token> = found.drain(at + 1..at + group).collect();
            for token in &rest {
                merge(&mut found[at], token);
            }
        }
        at += group.max(1);
    }
}

fn is_phone_group(token: &Token) -> bool {
    token.kind == TokenKind::Number
        && token.key.len() >= PHONE_GROUP
        && token.key.bytes().all(is_digit)
}

/// The stem and the root of a folded word.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Forms {
    /// Without its inflection: "vurderingen" → "vurdering".
    pub stem: String,
    /// What verb, noun and adjective have in common: "vurdering", "vurderer" → "vurder".
    pub root: String,
}

/// Endings that make a noun of a verb or a neuter of an adjective, and how many letters must be
/// left without them.
const DERIVATIONS: [(&str, usize); 7] =
    [("isering", 4), ("ering", 4), ("ation", 4), ("ning", 4), ("ing", 4), ("it", 5), ("t", 6)];

/// The stem and root of a folded word.
pub fn forms(key: &str) -> Forms {
    if !key.chars().all(char::is_alphabetic) {
        return Forms { stem: key.to_owned(), root: key.to_owned() };
    }
    let stem = Stemmer::create(Algorithm::Danish).stem(key).into_owned();
    let root = DERIVATIONS
        .iter()
        .filter_map(|(ending, least)| Some((stem.strip_suffix(ending)?, *least)))
        .find(|(rest, least)| rest.len() >= *least)
        .map_or(stem.as_str(), |(rest, _)| rest)
        .to_owned();
    Forms { stem, root }
}

/// Whether a word of a phrase stands for every word that begins so.
pub(super) fn is_beginning(said: &str, token: &Token) -> bool {
    said[token.range.end..].starts_with('*')
}

/// A word's beginnings, from the shortest that can mean anything up to the whole word.
pub(super) fn beginnings(key: &str) -> impl Iterator<Item = &str> {
    let ends = key.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.skip(1).map(|end| &key[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.key).collect()
    }

    /// Spellings on one line mean the same and must fold alike.
    #[test]
    fn all_spellings_fold_alike() {
        let table: &[&[&str]] = &[
            &[
                "døgnbehandling",
                "DØGNBEHANDLING",
                "doegnbehandling",
                "dognbehandling",
                "do\u{308}gnbehandling",
            ],
            &["Ishøj", "ishoej", "ishoj"],
            &["Vallensbæk", "vallensbaek", "Valensbæk"],
            &["pårørende", "paarørende", "paaroerende", "parorende", "pa\u{30a}rørende"],
            &["samtalecafé", "samtalecafe", "samtalecafe\u{301}"],
            &["behandlingssted", "behandlingsted", "behand\u{ad}lings\u{ad}sted"],
            &["klage", "klagge", "KLAGE"],
            &["anonym", "annonym", "anonymm"],
            &["egenbetaling", "egenbetalling"],
            &["målgruppe", "maalgruppe", "malgruppe", "målgrupe"],
            &["læge", "laege"],
        ];
        for row in table {
            for spelling in *row {
                assert_eq!(fold(spelling), fold(row[0]), "{spelling}");
            }
        }
    }

    /// Words on one line share a root.
    #[test]
    fn inflections_and_derivations_share_a_root() {
        let table: &[&[&str]] = &[
            &["klage", "klager", "klagen", "klagerne"],
            &["behandling", "behandlingen", "behandle", "behandlet", "behandler", "behandleren"],
            &["rådgivning", "rådgiver", "rådgive"],
            &["vejledning", "vejleder", "vejlede"],
            &["visitation", "visiteret", "visitere", "visiteres"],
            &["betaling", "betale", "betaler"],
            &["henvisning", "henvise", "henviser"],
            &["afklaring", "afklare", "afklarer"],
            &["anonym", "anonymt", "anonyme", "anonymitet"],
            &["åbningstid", "åbningstider", "åbningstiderne"],
            &["afgørelse", "afgørelsen", "afgørelser"],
            &["indstilling", "indstille", "indstiller"],
            &["individuel", "individuelle", "individuelt"],
            &["registrering", "registrere", "registreret"],
            &["sygeplejerske", "sygeplejersken", "sygeplejersker"],
        ];
        for row in table {
            for word in *row {
                assert_eq!(forms(&fold(word)).root, forms(&fold(row[0])).root, "{word}");
            }
        }
    }

    #[test]
    fn different_words_stay_apart() {
        let pairs = [
            ("handleplan", "behandlingsplan"),
            ("klage", "læge"),
            ("behandling", "behandler"),
            ("kokain", "kodein"),
            ("dagbehandling", "døgnbehandling"),
        ];
        for (a, b) in pairs {
            assert_ne!(forms(&fold(a)).stem, forms(&fold(b)).stem, "{a} {b}");
        }
    }

    #[test]
    fn law_references_as_people_write_them() {
        let table = [
            ("§101a", "§101a"),
            ("§ 101 a", "§101a"),
            ("§\u{a0}101\u{a0}a", "§101a"),
            ("paragraf 101a", "§101a"),
            ("Paragraf 101 A", "§101a"),
            ("par. 141", "§141"),
            ("§§ 141", "§141"),
            ("101 a", "101a"),
            ("141", "141"),
        ];
        for (written, key) in table {
            assert_eq!(keys(written), [key], "{written}");
        }
        assert_eq!(keys("sundhedsloven paragraf 141"), ["sundhedsloven", "§141"]);
        assert_eq!(keys("§ 101 og § 101 a"), ["§101", "og", "§101a"]);
    }

    #[test]
    fn phone_numbers_in_groups_are_one() {
        for written in ["20 69 28 33", "2069 2833", "20692833", "20-69-28-33"] {
            assert_eq!(keys(written), ["20692833"], "{written}");
        }
        assert_eq!(keys("2635 Ishøj"), ["2635", "ishoj"]);
        assert_eq!(keys("14 dage"), ["14", "dage"]);
    }

    #[test]
    fn ranges_point_into_the_text() {
        let text = "Få døgnbehandling, efter § 101 a.";
        let words: Vec<&str> = tokens(text).into_iter().map(|token| &text[token.range]).collect();
        assert_eq!(words, ["Få", "døgnbehandling", "efter", "§ 101 a"]);
    }

    #[test]
    fn odd_text_gives_nothing() {
        for text in ["", " ", "?!…", "§", "\u{200f}\u{202e}", "💊🚑", "\u{0}\u{7}"] {
            assert_eq!(keys(text), Vec::<String>::new(), "{text:?}");
        }
    }
}
