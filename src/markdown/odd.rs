//! What a text turns into that its editor can hardly have meant: marks that would be shown as they
//! stand, and lines that become a list, code, a quotation or a heading by chance.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::run::{ELSEWHERE, Run, goes_on, went_on};
use super::syntax::options;

/// Something odd, with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Odd {
    /// What.
    pub kind: OddKind,
    /// Its bytes.
    pub span: Range<usize>,
}

/// What is odd about a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OddKind {
    /// A list that begins with another number than 1, counts wrongly, or begins with a date.
    Number,
    /// Four blanks in front of a line.
    Indented,
    /// A fence of code, or words between grave accents.
    Code,
    /// A quotation that is no note.
    Quote,
    /// A note of a kind we don't have, or with words beside its mark.
    NoteMark,
    /// A note with nothing in it: its words stand outside.
    EmptyNote,
    /// A line across the page.
    Rule,
    /// A line of `-` or `=` that makes a heading of the line above.
    Underlined,
    /// A block in a text that has room for one paragraph only.
    Block,
    /// Marks that are shown as they stand.
    Raw(&'static str),
}

/// Names of months, by which a number and a dot in front are known for a date.
const MONTHS: [&str; 12] = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
];

/// Marks that mean nothing where they stand, each with what it most likely was to be.
const RAW: [(&str, &str); 15] = [
    ("**", "fed"),
    ("__", "fed"),
    ("~~", "streg"),
    ("](", "henvisning"),
    ("] (", "henvisning"),
    ("][", "henvisning"),
    ("![", "henvisning"),
    ("[^", "fodnote"),
    ("[ ]", "afkrydsning"),
    ("[x]", "afkrydsning"),
    ("[!", "note"),
    ("|--", "tabel"),
    ("| --", "tabel"),
    ("{#", "kodeord"),
    ("`", "kode"),
];

/// The schemes of references, which nobody writes in parentheses but to refer.
const SCHEMES: [&str; 14] = [
    "tlf", "mail", "adresse", "web", "frist", "tal", "lov", "afsnit", "side", "ord", "kontakt",
    "ret", "klagevej", "forloeb",
];

/// Everything odd in a text. `page` is whether blocks may stand in it; `pattern`, whether words in
/// braces are filled in.
pub fn odd(markdown: &str, page: bool, pattern: bool) -> Vec<Odd> {
    let mut found = Vec::new();
    let mut run = Run::default();
    let mut lists: Vec<Option<u64>> = Vec::new();
    let mut notes: Vec<(Range<usize>, bool)> = Vec::new();
    let mut paragraphs = 0;
    let mut code = false;
    for (event, span) in Parser::new_ext(markdown, options()).into_offset_iter() {
        let line = first_line(markdown, &span);
        match &event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. })
            | Event::End(TagEnd::Link | TagEnd::Image) => run.text.push(ELSEWHERE),
            Event::Start(tag) if !goes_on(tag) => look(&mut run, markdown, pattern, &mut found),
            Event::End(end) if !went_on(*end) => look(&mut run, markdown, pattern, &mut found),
            _ => {}
        }
        let mut add = |kind, span: Range<usize>| found.push(Odd { kind, span });
        if let Event::Start(tag) = &event
            && !page
            && is_block(tag, &mut paragraphs)
        {
            add(OddKind::Block, line.clone());
            continue;
        }
        match event {
            Event::Start(Tag::List(start)) => {
                if start.is_some_and(|first| first != 1) {
                    add(OddKind::Number, line);
                }
                lists.push(start);
            }
            Event::Start(Tag::Item) => {
                if let Some(Some(next)) = lists.last_mut() {
                    let text = &markdown[line.clone()];
                    let number: String = text.chars().take_while(char::is_ascii_digit).collect();
                    let word =
                        text[number.len()..].trim_start_matches(['.', ')', ' ']).to_lowercase();
                    let date = MONTHS.iter().any(|month| word.starts_with(month));
                    let counted = number.parse() == Ok(*next) || number == "1";
                    if (date || !counted)
                        && found.last().is_none_or(|last| last.span.start != line.start)
                    {
                        found.push(Odd { kind: OddKind::Number, span: line });
                    }
                    *next += 1;
                }
            }
            Event::End(TagEnd::List(_)) => {
                lists.pop();
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                code = true;
                let indented = matches!(kind, CodeBlockKind::Indented);
                add(if indented { OddKind::Indented } else { OddKind::Code }, line);
            }
            Event::End(TagEnd::CodeBlock) => code = false,
            Event::Text(_) if code => {}
            Event::Code(_) => add(OddKind::Code, span),
            Event::Start(Tag::BlockQuote(kind)) => {
                let marked =
                    markdown[span.clone()].trim_start_matches(['>', ' ']).starts_with("[!");
                match kind {
                    Some(BlockQuoteKind::Note) => {}
                    Some(_) => add(OddKind::NoteMark, line.clone()),
                    None if marked => add(OddKind::NoteMark, line.clone()),
                    None => add(OddKind::Quote, line.clone()),
                }
                notes.push((line, kind.is_some()));
            }
            Event::End(TagEnd::BlockQuote(_)) => {
                if let Some((line, true)) = notes.pop() {
                    add(OddKind::EmptyNote, line);
                }
            }
            Event::Rule => add(OddKind::Rule, span),
            Event::Start(Tag::Heading { .. }) if !markdown[span.clone()].starts_with('#') => {
                add(OddKind::Underlined, line);
            }
            Event::Text(text) => {
                notes.iter_mut().for_each(|note| note.1 = false);
                push(&mut run, markdown, &span, &text);
            }
            Event::SoftBreak | Event::HardBreak => run.push("\n", span.start),
            _ => {}
        }
    }
    look(&mut run, markdown, pattern, &mut found);
    once_a_line(markdown, found)
}

/// What is odd about a line, once: raw marks in it mostly follow from something else.
fn once_a_line(markdown: &str, mut found: Vec<Odd>) -> Vec<Odd> {
    let line = |odd: &Odd| markdown[..odd.span.start].matches('\n').count();
    let raw = |odd: &Odd| matches!(odd.kind, OddKind::Raw(_));
    found.sort_by_key(|odd| (line(odd), raw(odd)));
    found.dedup_by(|later, first| line(later) == line(first) && raw(later));
    found
}

fn is_block(tag: &Tag<'_>, paragraphs: &mut usize) -> bool {
    match tag {
        Tag::Paragraph => {
            *paragraphs += 1;
            *paragraphs > 1
        }
        Tag::List(_) | Tag::BlockQuote(_) | Tag::CodeBlock(_) | Tag::Heading { .. } => true,
        _ => false,
    }
}

/// From where a span starts to the end of its first line.
fn first_line(markdown: &str, span: &Range<usize>) -> Range<usize> {
    let text = &markdown[span.clone()];
    let end = text.find('\n').unwrap_or(text.len());
    span.start..span.start + end
}

/// The words of an event; what is escaped is meant to be shown, so a letter stands in its place.
fn push(run: &mut Run, markdown: &str, span: &Range<usize>, text: &str) {
    let escaped = span.start > 0 && markdown.as_bytes()[span.start - 1] == b'\\';
    match text.chars().next().filter(|_| escaped) {
        Some(first) => {
            let width = first.len_utf8();
            run.push(&format!("{}{}", "x".repeat(width), &text[width..]), span.start);
        }
        None => run.push(text, span.start),
    }
}

/// The marks in the words of a block that nothing was made of.
fn look(run: &mut Run, markdown: &str, pattern: bool, found: &mut Vec<Odd>) {
    for (at, what) in raw_marks(&run.text, pattern) {
        let place = run.source(at).min(markdown.len());
        found.push(Odd { kind: OddKind::Raw(what), span: place..place });
    }
    *run = Run::default();
}

/// Marks in words as they are read, each kind once, with where it stands.
pub fn raw_marks(text: &str, pattern: bool) -> Vec<(usize, &'static str)> {
    let mut found: Vec<(usize, &'static str)> = Vec::new();
    let mut add = |at: usize, what: &'static str| {
        if !found.iter().any(|(_, other)| *other == what) {
            found.push((at, what));
        }
    };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if trimmed.starts_with('#') {
            add(start, "overskrift");
        } else if trimmed.starts_with(['•', '·', '●', '▪']) {
            add(start, "punkt");
        } else if trimmed.len() > 1 && trimmed.starts_with('|') && trimmed.ends_with('|') {
            add(start, "tabel");
        } else if trimmed.starts_with("+++") {
            add(start, "hoved");
        }
        start += line.len();
    }
    // Most words hold no mark at all, and looking for each takes far longer than looking for any.
    let marked = text.contains(['*', '_', '~', '[', ']', '|', '{', '}', '`']);
    for (mark, what) in RAW.iter().filter(|_| marked) {
        if let Some(at) = text.find(mark) {
            add(at, what);
        }
    }
    if let Some(at) = scheme_in_parentheses(text) {
        add(at, "henvisning");
    }
    if !marked {
        return found;
    }
    if let Some(at) = lone_star(text) {
        add(at, "fed");
    }
    if !pattern && let Some(at) = text.find(['{', '}']).filter(|at| !text[*at..].starts_with("{#"))
    {
        add(at, "felt");
    }
    found
}

fn scheme_in_parentheses(text: &str) -> Option<usize> {
    text.match_indices('(').map(|(at, _)| at).find(|at| {
        let inside = &text[at + 1..];
        SCHEMES
            .iter()
            .any(|scheme| inside.strip_prefix(scheme).is_some_and(|rest| rest.starts_with(':')))
    })
}

/// A star or an underscore beside a word that makes nothing of it.
fn lone_star(text: &str) -> Option<usize> {
    text.char_indices().find_map(|(at, mark)| {
        let before = text[..at].chars().next_back();
        let after = text[at + mark.len_utf8()..].chars().next();
        let letter = |one: Option<char>| one.is_some_and(char::is_alphanumeric);
        let beside = match mark {
            '*' => letter(before) || letter(after),
            '_' => letter(before) != letter(after),
            _ => false,
        };
        beside.then_some(at)
    })
}
