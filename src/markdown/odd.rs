//! Finds Markdown that the editor can't have intended: marks that would be shown as text, and lines
//! that become a list, code, a quotation or a heading by accident.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::run::{ELSEWHERE, Run, goes_on, went_on};
use super::syntax::options;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Odd {
    pub kind: OddKind,
    pub span: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OddKind {
    /// A list that doesn't start at 1, is misnumbered, or starts with a date.
    Number,
    /// A line indented by four spaces.
    Indented,
    /// A code block, or words between backticks.
    Code,
    /// A quotation that is not a note.
    Quote,
    /// A note of an unknown kind, or with words beside its mark.
    NoteMark,
    /// A note without text: its text is outside.
    EmptyNote,
    /// A horizontal rule.
    Rule,
    /// A line of `-` or `=` that turns the line above into a heading.
    Underlined,
    /// A block in a text that can only contain one paragraph.
    Block,
    /// Marks that are shown as text.
    Raw(&'static str),
}

/// Names of months: a number and a dot before one are a date.
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

/// Marks without effect, each with what was probably intended.
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

/// The schemes of references, which are only written in parentheses by mistake.
const SCHEMES: [&str; 14] = [
    "tlf", "mail", "adresse", "web", "frist", "tal", "lov", "afsnit", "side", "ord", "kontakt",
    "ret", "klagevej", "forloeb",
];

/// Everything odd in a text. `page` tells whether it may contain blocks; `pattern`, whether it may
/// contain placeholders in braces.
pub fn odd(markdown: &str, page: bool, pattern: bool) -> Vec<Odd> {
    let mut reader = OddReader { markdown, page, pattern, ..OddReader::default() };
    for (event, span) in Parser::new_ext(markdown, options()).into_offset_iter() {
        reader.read(event, span);
    }
    reader.end_run();
    once_a_line(markdown, reader.found)
}

/// The state of reading a text.
#[derive(Default)]
struct OddReader<'m> {
    markdown: &'m str,
    page: bool,
    pattern: bool,
    found: Vec<Odd>,
    run: Run,
    /// The next number in each open list; `None` for unnumbered lists.
    lists: Vec<Option<u64>>,
    /// The first line of each open quotation, and whether it is a note without text so far.
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

    /// Checks an item of a numbered list: its number should be the next one, and not a date.
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

    /// Ends a run of words, and finds raw marks in it.
    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        for (at, what) in raw_marks(&run.text, self.pattern) {
            let place = run.source(at).min(self.markdown.len());
            self.add(OddKind::Raw(what), place..place);
        }
    }
}

/// Keeps one finding per line, because raw marks are usually a consequence of something else.
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

/// From the start of a span to the end of its first line.
fn first_line(markdown: &str, span: &Range<usize>) -> Range<usize> {
    let text = &markdown[span.clone()];
    let end = text.find('\n').unwrap_or(text.len());
    span.start..span.start + end
}

/// Adds the text of an event. Escaped marks are intentional, so they are replaced by a letter.
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

/// Raw marks in plain text, each kind once, with its position.
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
        } else if trimmed.starts_with(['•', '·', '●', '▪']) || is_dashed(trimmed) {
            add(start, "punkt");
        } else if trimmed.len() > 1 && trimmed.starts_with('|') && trimmed.ends_with('|') {
            add(start, "tabel");
        } else if trimmed.starts_with("+++") {
            add(start, "hoved");
        }
        start += line.len();
    }
    // Most texts contain no mark at all, and this check is much faster than searching for each.
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

/// A line that begins with a dash as word processors write items of a list, or with one that no space follows.
fn is_dashed(line: &str) -> bool {
    let item = line.strip_prefix(['–', '—', '−']).map(str::trim_start);
    let is_word = |text: &str| text.starts_with(char::is_alphabetic);
    item.is_some_and(is_word) || line.strip_prefix('-').is_some_and(is_word)
}

fn scheme_in_parentheses(text: &str) -> Option<usize> {
    text.match_indices(['(', '[']).map(|(at, _)| at).find(|at| {
        let inside = &text[at + 1..];
        SCHEMES
            .iter()
            .any(|scheme| inside.strip_prefix(scheme).is_some_and(|rest| rest.starts_with(':')))
    })
}

/// A star or underscore next to a word, without a partner.
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
