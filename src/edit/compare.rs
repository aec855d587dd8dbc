//! What a change does to the pages that readers see: which pages, and the words before and after.

use std::collections::BTreeMap;

use crate::site::{Entry, HTML};

/// What differs on a page, or the same on several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Differs {
    pub pages: Vec<String>,
    /// The lines before and after; none of them where nothing was there.
    pub lines: Vec<(String, String)>,
}

/// Pages that differ, appear and go away.
#[derive(Clone, Debug, Default)]
pub(super) struct Difference {
    /// Those that differ.
    pub changed: Vec<Differs>,
    /// Those that are new.
    pub new: Vec<String>,
    /// Those that are gone.
    pub gone: Vec<String>,
}

impl Difference {
    /// Whether readers see no difference.
    pub(super) fn is_none(&self) -> bool {
        self.changed.is_empty() && self.new.is_empty() && self.gone.is_empty()
    }

    /// How many pages differ.
    pub(super) fn count(&self) -> usize {
        self.changed.iter().map(|one| one.pages.len()).sum()
    }
}

/// What differs between two sets of pages.
pub(super) fn difference(
    before: &BTreeMap<String, Entry>,
    after: &BTreeMap<String, Entry>,
) -> Difference {
    let mut found = Difference::default();
    // Pages on which the same lines differ are told of together.
    let mut by_lines: BTreeMap<Vec<(String, String)>, Vec<String>> = BTreeMap::new();
    for (address, new) in after {
        let Some(new) = html(new) else { continue };
        match before.get(address).and_then(html) {
            None => found.new.push(address.clone()),
            Some(old) if old == new => {}
            Some(old) => {
                let lines = differing(&lines_of(old), &lines_of(new));
                by_lines.entry(lines).or_default().push(address.clone());
            }
        }
    }
    let page = |(address, entry): (&String, &Entry)| html(entry).map(|_| address.clone());
    let gone = before.iter().filter(|(address, _)| !after.contains_key(*address));
    found.gone = gone.filter_map(page).collect();
    found.changed = by_lines.into_iter().map(|(lines, pages)| Differs { pages, lines }).collect();
    found.changed.sort_by_key(|one| (one.lines.is_empty(), std::cmp::Reverse(one.pages.len())));
    found
}

fn html(entry: &Entry) -> Option<&str> {
    match entry {
        Entry::Document(document) if document.content_type == HTML => {
            std::str::from_utf8(&document.body).ok()
        }
        _ => None,
    }
}

/// Elements that stand within a line.
const WITHIN: [&str; 16] = [
    "a", "abbr", "b", "bdi", "cite", "code", "del", "em", "i", "ins", "mark", "span", "strong",
    "sub", "sup", "time",
];

/// The words of a page, a line for each block.
fn lines_of(html: &str) -> Vec<String> {
    let html = html.find("<body").map_or(html, |at| &html[at..]);
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, from)) = rest.split_once('<') {
        text.push_str(&before.replace('\n', " "));
        let (tag, after) = from.split_once('>').unwrap_or((from, ""));
        let end = |letter: char| !letter.is_ascii_alphanumeric();
        let name = tag.trim_start_matches('/').split(end).next().unwrap_or_default();
        rest = after;
        if matches!(name, "script" | "style" | "svg") && !tag.starts_with('/') {
            let close = format!("</{name}>");
            rest = after.split_once(close.as_str()).map_or("", |(_, rest)| rest);
        } else if !WITHIN.contains(&name) {
            text.push('\n');
        }
    }
    text.push_str(rest);
    let text = plain(&text);
    let lines = text.lines().map(|line| line.split(' ').filter(|word| !word.is_empty()));
    lines.map(|words| words.collect::<Vec<_>>().join(" ")).filter(|line| !line.is_empty()).collect()
}

/// The letters that a text's references stand for, each read once.
fn plain(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, from)) = rest.split_once('&') {
        out.push_str(before);
        let known = from.split_once(';').and_then(|(name, after)| Some((letter(name)?, after)));
        let (letter, after) = known.unwrap_or(('&', from));
        out.push(letter);
        rest = after;
    }
    out.push_str(rest);
    out
}

fn letter(name: &str) -> Option<char> {
    let number =
        |digits: &str, base| u32::from_str_radix(digits, base).ok().and_then(char::from_u32);
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        "shy" => Some('\u{ad}'),
        _ => match name.strip_prefix('#')? {
            hex if hex.starts_with(['x', 'X']) => number(&hex[1..], 16),
            digits => number(digits, 10),
        },
    }
}

/// More lines than this that differ in one place are not matched with each other.
const MATCHED: usize = 300;

fn differing(old: &[String], new: &[String]) -> Vec<(String, String)> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - head;
    let tail =
        old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    if old.len() > MATCHED || new.len() > MATCHED {
        return vec![(old.join(" "), new.join(" "))];
    }
    let mut common = vec![vec![0usize; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] = if old[i] == new[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let (mut gone, mut come): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    let mut found = Vec::new();
    let mut close = |gone: &mut Vec<&str>, come: &mut Vec<&str>| {
        for at in 0..gone.len().max(come.len()) {
            let one = |list: &[&str]| list.get(at).copied().unwrap_or_default().to_owned();
            found.push((one(gone), one(come)));
        }
        gone.clear();
        come.clear();
    };
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            close(&mut gone, &mut come);
            (i, j) = (i + 1, j + 1);
        } else if j >= new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
            gone.push(&old[i]);
            i += 1;
        } else {
            come.push(&new[j]);
            j += 1;
        }
    }
    close(&mut gone, &mut come);
    // The same line may differ several times on a page; once tells it.
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|pair| seen.insert(pair.clone()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::{Document, Inline};

    fn page(html: &str) -> Entry {
        Entry::Document(Document::page(format!("<body>{html}</body>"), Inline::default()))
    }

    #[test]
    fn what_is_the_same_on_several_pages_is_told_once() {
        let site = |number: &str| {
            let one = page(&format!(
                "<h1>A</h1><p>Ring <b>{number}</b> &amp; sp\u{f8}rg</p><script>{number}</script>"
            ));
            BTreeMap::from([
                ("/a".to_owned(), one.clone()),
                ("/b".to_owned(), one),
                ("/c".to_owned(), page("x")),
            ])
        };
        let found = difference(&site("1"), &site("2"));
        assert_eq!(found.changed.len(), 1);
        assert_eq!(found.changed[0].pages, ["/a", "/b"]);
        assert_eq!(
            found.changed[0].lines,
            [("Ring 1 & spørg".to_owned(), "Ring 2 & spørg".to_owned())]
        );
        assert!(difference(&site("1"), &site("1")).is_none());
    }

    #[test]
    fn references_are_read_once() {
        for (html, wanted) in [
            ("a &amp;lt; b", "a &lt; b"),
            ("&#60;b&#62; &#x27;c&#39; &gt; &quot;", "<b> 'c' > \""),
            ("a & b &ukendt; &", "a & b &ukendt; &"),
            ("1&nbsp;2", "1\u{a0}2"),
        ] {
            assert_eq!(plain(html), wanted);
        }
    }

    #[test]
    fn pages_come_and_go() {
        let one = BTreeMap::from([("/a".to_owned(), page("x"))]);
        let two = BTreeMap::from([("/b".to_owned(), page("x"))]);
        let found = difference(&one, &two);
        assert_eq!((found.new, found.gone), (vec!["/b".to_owned()], vec!["/a".to_owned()]));
    }
}
