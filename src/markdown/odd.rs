//! What a text turns into that its editor can hardly have meant: marks that would be shown as they
//! stand, and lines that become a list, code, a quotation or a heading by chance.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::run::{ELSEWHERE, Run, goes_on, went_on};
use super::syntax::options;

/// Something odd, with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Odd {
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

/// Everything odd in a text. `page` is whether blocks may be in it; `pattern`, whether words in braces
/// are filled in.
pub fn odd(markdown: &str, page: bool, pattern: bool) -> Vec<Odd> {
    let mut reader = OddReader { markdown, page, pattern, ..OddReader::default() };
    for (event, span) in Parser::new_ext(markdown, options()).into_offset_iter() {
        reader.read(event, span);
    }
    reader.end_run();
    once_a_line(markdown, reader.found)
}

/// What has been read of a text so far.
#[derive(Default)]
struct OddReader<'m> {
    markdown: &'m str,
    page: bool,
    pattern: bool,
    found: Vec<Odd>,
    run: Run,
    /// The number that comes next in each open list; none in one without numbers.
    lists: Vec<Option<u64>>,
    /// The first line of each open quotation, and whether it is a note with no words so far.
    quotes: Vec<(Range<usize>, bool)>,
    paragraphs: usize,
    in_code: bool,
}

impl OddReader<'_> {
    fn add(&mut self, kind: OddKind, span: Range<usize>) {
        self.found.push(Odd { kind, span });
    }

    fn read(&mut self, event: Event<'_>, span: Range<usize>) {
        match &event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. })
            | Event::End(TagEnd::Link | TagEnd::Image) => self.run.text.push(ELSEWHERE),
            Event::Start(tag) if !goes_on(tag) => self.end_run(),
            Event::End(end) if !went_on(*end) => self.end_run(),
            _ => {}
        }
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(TagEnd::List(_)) => {
                self.lists.pop();
            }
            Event::End(TagEnd::CodeBlock) => self.in_code = false,
            Event::End(TagEnd::BlockQuote(_)) => {
                if let Some((line, true)) = self.quotes.pop() {
                    self.add(OddKind::EmptyNote, line);
                }
            }
            Event::Code(_) => self.add(OddKind::Code, span),
            Event::Rule => self.add(OddKind::Rule, span),
            Event::Text(text) if !self.in_code => {
                self.quotes.iter_mut().for_each(|(_, empty)| *empty = false);
                push(&mut self.run, self.markdown, &span, &text);
            }
            Event::SoftBreak | Event::HardBreak => self.run.push("\n", span.start),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Range<usize>) {
        let line = first_line(self.markdown, &span);
        if !self.page && is_block(&tag, &mut self.paragraphs) {
            return self.add(OddKind::Block, line);
        }
        match tag {
            Tag::List(first) => {
                if first.is_some_and(|first| first != 1) {
                    self.add(OddKind::Number, line);
                }
                self.lists.push(first);
            }
            Tag::Item => self.item(line),
            Tag::CodeBlock(kind) => {
                self.in_code = true;
                let indented = matches!(kind, CodeBlockKind::Indented);
                self.add(if indented { OddKind::Indented } else { OddKind::Code }, line);
            }
            Tag::BlockQuote(kind) => self.quote(kind, &span, line),
            Tag::Heading { .. } if !self.markdown[span].starts_with('#') => {
                self.add(OddKind::Underlined, line);
            }
            _ => {}
        }
    }

    /// An item of a numbered list: its number should be the next, and no day of a month.
    fn item(&mut self, line: Range<usize>) {
        let Some(Some(next)) = self.lists.last_mut() else { return };
        let text = &self.markdown[line.clone()];
        let number: String = text.chars().take_while(char::is_ascii_digit).collect();
        let word = text[number.len()..].trim_start_matches(['.', ')', ' ']).to_lowercase();
        let is_date = MONTHS.iter().any(|month| word.starts_with(month));
        let is_counted = number.parse() == Ok(*next) || number == "1";
        *next += 1;
        let is_told = self.found.last().is_some_and(|last| last.span.start == line.start);
        if (is_date || !is_counted) && !is_told {
            self.add(OddKind::Number, line);
        }
    }

    fn quote(&mut self, kind: Option<BlockQuoteKind>, span: &Range<usize>, line: Range<usize>) {
        let inner = self.markdown[span.clone()].trim_start_matches(['>', ' ']);
        match kind {
            Some(BlockQuoteKind::Note) => {}
            None if !inner.starts_with("[!") => self.add(OddKind::Quote, line.clone()),
            _ => self.add(OddKind::NoteMark, line.clone()),
        }
        self.quotes.push((line, kind.is_some()));
    }

    /// Ends a run of words, and finds the marks in it that nothing was made of.
    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        for (at, what) in raw_marks(&run.text, self.pattern) {
            let place = run.source(at).min(self.markdown.len());
            self.add(OddKind::Raw(what), place..place);
        }
    }
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

/// The words of an event; what is escaped is meant to be shown, so a letter is in its place.
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
