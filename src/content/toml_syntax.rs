//! Explains to an editor why a file is not valid TOML, with their own line corrected.
//!
//! The parser says where it gave up; the line itself shows what the editor meant.

use std::ops::Range;

use super::typed::{self, QUOTES};
use crate::finding::Finding;
use crate::source::{FileId, Place};

/// What is wrong with a line, and the corrected line.
pub(super) struct SyntaxFault {
    pub(super) message: String,
    pub(super) remedy: String,
}

impl SyntaxFault {
    fn new(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { message: message.into(), remedy: remedy.into() }
    }

    fn write(message: impl Into<String>, line: impl std::fmt::Display) -> Self {
        Self::new(message, format!("Skriv {line}"))
    }
}

/// The first mistake in a file that can't be parsed; the others usually follow from it.
pub(super) fn explain(file: FileId, text: &str, errors: &[toml::de::Error]) -> Option<Finding> {
    let start = |error: &toml::de::Error| error.span().map_or(0, |span| span.start);
    let first = errors.iter().min_by_key(|error| start(error))?;
    let (line, fault) = find(text, start(first).min(text.len()), first.message());
    Some(Finding::error("toml-syntaks", Place::new(file, line), fault.message, fault.remedy))
}

fn find(text: &str, at: usize, said: &str) -> (Range<usize>, SyntaxFault) {
    let here = line_at(text, at);
    let line = text[here.clone()].trim();
    if said.contains("duplicate") || said.contains("cannot extend") {
        return (trimmed(text, here), twice(line));
    }
    if let Some((opened, fault)) = in_list(text, at) {
        return (trimmed(text, opened), fault);
    }
    if let Some(fault) = of_line(line) {
        return (trimmed(text, here), fault);
    }
    // An unclosed multi-line text is not noticed until the end of the file.
    if let Some(opened) = unclosed_block(text) {
        let remedy = "Skriv \"\"\" på en linje for sig, hvor teksten slutter.";
        return (
            trimmed(text, opened),
            SyntaxFault::new("Teksten efter \"\"\" bliver ikke lukket.", remedy),
        );
    }
    let before = text[..here.start].trim_end().len();
    let above = line_at(text, before);
    if before > 0
        && let Some(fault) = of_line(text[above.clone()].trim())
    {
        return (trimmed(text, above), fault);
    }
    let remedy = "Se efter anførselstegn, lighedstegn og parenteser. En linje ser sådan ud: \
                  titel = \"Det, der skal stå\".";
    (trimmed(text, here), SyntaxFault::new(format!("Linjen »{line}« kan ikke læses."), remedy))
}

fn line_at(text: &str, at: usize) -> Range<usize> {
    let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    start..end
}

fn trimmed(text: &str, line: Range<usize>) -> Range<usize> {
    let whole = &text[line.clone()];
    let start = line.start + whole.len() - whole.trim_start().len();
    start..(line.start + whole.trim_end().len()).max(start)
}

fn twice(line: &str) -> SyntaxFault {
    if line.starts_with('[') {
        let name = line.trim_matches(['[', ']', ' ']);
        return SyntaxFault::new(
            format!("{line} står to gange."),
            format!("Saml linjerne ét sted. Er det en liste af flere, så skriv [[{name}]]."),
        );
    }
    let key = line.split('=').next().unwrap_or(line).trim();
    SyntaxFault::new(
        format!("Nøglen »{key}« står to gange."),
        "Slet den ene linje. Skal der være en mere af slagsen, så begynd den med sin egen \
         overskrift i [[ ]].",
    )
}

/// Where a text in three quotation marks starts, if it is never closed.
fn unclosed_block(text: &str) -> Option<Range<usize>> {
    let marks: Vec<usize> = text.match_indices("\"\"\"").map(|(at, _)| at).collect();
    marks.last().filter(|_| marks.len() % 2 == 1).map(|at| line_at(text, *at))
}

/// What Git leaves where two have changed the same lines.
const MERGED: [&str; 2] = ["=======", "|||||||"];

/// How remarks begin elsewhere.
const REMARKS: [&str; 5] = ["//", "/*", "<!--", "-- ", ";"];

/// What is wrong with a line on its own.
fn of_line(line: &str) -> Option<SyntaxFault> {
    if line.is_empty() || line.starts_with('#') {
        return None;
    }
    if let Some(mark) = MERGED.iter().find(|mark| line.starts_with(**mark)) {
        return Some(SyntaxFault::new(
            format!("Linjen med {mark} er en rest af, at to udgaver er lagt sammen."),
            "Slet linjen, og se efter, at det, der står over og under den, er rigtigt.",
        ));
    }
    if let Some(said) = REMARKS.iter().find_map(|mark| line.strip_prefix(mark)) {
        let said = said.trim_end_matches("-->").trim_end_matches("*/").trim();
        return Some(SyntaxFault::write("En bemærkning begynder med #.", format!("# {said}")));
    }
    if line.starts_with('[') {
        return of_heading(line);
    }
    let Some((key, value)) = line.split_once('=') else { return Some(without_equals(line)) };
    let (key, value) = (key.trim(), value.trim());
    of_key(key, value).or_else(|| of_value(key, value))
}

fn of_heading(line: &str) -> Option<SyntaxFault> {
    let line = line.split('#').next().unwrap_or(line).trim();
    let name = line.trim_matches(['[', ']', ' ', '(', ')', '{', '}']);
    let right = [format!("[{name}]"), format!("[[{name}]]")];
    if !is_key(name) {
        let name = plain_key(name);
        let message = format!("Overskriften {line} har tegn, der ikke kan bruges.");
        return Some(SyntaxFault::write(
            message,
            format!("den uden mellemrum, æ, ø og å, fx [{name}]."),
        ));
    }
    let double = line.starts_with("[[") || line.ends_with("]]");
    (!right.contains(&line.to_owned())).then(|| {
        let message = format!("Parenteserne i {line} passer ikke sammen.");
        SyntaxFault::write(message, format!("{}.", right[usize::from(double)]))
    })
}

fn without_equals(line: &str) -> SyntaxFault {
    let (key, value) = match line.split_once(':') {
        Some((key, value)) if is_key(key.trim()) => (key.trim(), value.trim()),
        _ => line.split_once([' ', '\t']).unwrap_or((line, "")),
    };
    let value = value.trim();
    if is_key(key) && (value.starts_with(['"', '[', '{', '\'']) || line.contains(':')) {
        let value = if value.starts_with(['[', '{']) { value.to_owned() } else { quoted(value) };
        return SyntaxFault::write("Der mangler et lighedstegn.", format!("{key} = {value}"));
    }
    SyntaxFault::new(
        format!("»{line}« er ikke en linje med en nøgle og en værdi."),
        format!(
            "Er det en bemærkning, så skriv # {line}. Hører det til teksten ovenfor, så sæt det \
                 inden for anførselstegnene."
        ),
    )
}

fn of_key(key: &str, value: &str) -> Option<SyntaxFault> {
    if key.is_empty() {
        return Some(SyntaxFault::new(
            "Der mangler en nøgle før lighedstegnet.",
            format!("Skriv fx titel = {value}"),
        ));
    }
    let bare = key.starts_with('"') || key.split('.').all(is_key);
    (!bare).then(|| {
        let message = format!("Nøglen »{key}« har tegn, der ikke kan bruges.");
        SyntaxFault::write(message, format!("{} = {value}", plain_key(key)))
    })
}

fn is_key(key: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    !key.is_empty() && key.bytes().all(plain)
}

/// The key that was probably meant, without the characters TOML doesn't allow.
fn plain_key(key: &str) -> String {
    let key = key.trim_matches(QUOTES).to_lowercase();
    let key = key.replace('æ', "ae").replace('ø', "oe").replace('å', "aa");
    key.replace(|letter: char| !letter.is_ascii_alphanumeric(), "_")
}

fn quoted(value: &str) -> String {
    format!("\"{}\"", value.trim().trim_matches(QUOTES).replace('"', "'"))
}

fn of_value(key: &str, value: &str) -> Option<SyntaxFault> {
    let Some(first) = value.chars().next() else {
        return Some(SyntaxFault::write(
            "Der mangler en værdi efter lighedstegnet.",
            format!("{key} = \"…\", eller slet linjen."),
        ));
    };
    match first {
        '"' | '\'' => of_quoted(key, value, first),
        '[' | '{' => None,
        '#' => Some(SyntaxFault::write(
            "Der mangler en værdi efter lighedstegnet.",
            format!("{key} = \"…\""),
        )),
        other if QUOTES.contains(&other) => Some(SyntaxFault::write(
            format!("Anførselstegnet {other} kan ikke bruges om en værdi."),
            format!("det lige: {key} = {}", quoted(value)),
        )),
        _ => of_bare(key, value),
    }
}

/// The words of a value with Danish quotation marks in place of those inside it.
fn with_guillemets(value: &str, mark: char) -> String {
    let mut inner = String::new();
    for (at, part) in value.trim_matches(mark).split(mark).enumerate() {
        inner.push_str(["", "»", "«"][if at == 0 { 0 } else { 2 - at % 2 }]);
        inner.push_str(part);
    }
    inner
}

/// Checks a value in quotation marks: is it closed, and is there nothing after it?
fn of_quoted(key: &str, value: &str, mark: char) -> Option<SyntaxFault> {
    let inner = &value[1..];
    let mut escaped = false;
    let end = inner.char_indices().find(|(_, letter)| {
        let ends = *letter == mark && !escaped;
        escaped = mark == '"' && *letter == '\\' && !escaped;
        ends
    });
    let Some((end, _)) = end else {
        let message = "Der mangler et anførselstegn, hvor værdien slutter.";
        return Some(SyntaxFault::write(message, format!("{key} = {}", quoted(inner))));
    };
    let (inside, behind) = (&inner[..end], inner[end + 1..].trim());
    if inside.is_empty() && behind.starts_with(mark) {
        return None; // three marks open a multi-line text
    }
    if !behind.is_empty() && !behind.starts_with('#') {
        let inner = with_guillemets(value, mark);
        let message =
            format!("Værdien slutter ved det første {mark}, men der står mere på linjen.");
        return Some(SyntaxFault::write(message, format!("{key} = \"{inner}\"")));
    }
    let wrong = inside.contains('\\') && mark == '"';
    wrong.then(|| {
        let right = inside.replace('\\', "/");
        SyntaxFault::write(
            "Tegnet \\ kan ikke stå alene i en tekst.",
            format!("{key} = \"{right}\""),
        )
    })
}

/// Checks a value without quotation marks: a date, a number, a boolean, or a text that lacks them.
fn of_bare(key: &str, value: &str) -> Option<SyntaxFault> {
    let value = value.split(" #").next().unwrap_or(value).trim();
    if let Some(yes) = typed::truth(value) {
        let message = format!("»{value}« kan ikke læses. Ja og nej skrives true og false.");
        return (value != yes.to_string())
            .then(|| SyntaxFault::write(message, format!("{key} = {yes}")));
    }
    if let Some(date) = typed::date(value) {
        let right = date.map_or_else(
            || SyntaxFault::new(format!("Datoen {value} findes ikke."), typed::NO_SUCH_DAY),
            |date| {
                let message = format!("Datoen {value} skal skrives år-måned-dag.");
                SyntaxFault::write(message, format!("{key} = {date}"))
            },
        );
        return (date.map(|date| date.to_string()).as_deref() != Some(value)).then_some(right);
    }
    if let Some(phone) = typed::phone(value) {
        let message = "Et telefonnummer skal stå i anførselstegn.";
        return Some(SyntaxFault::write(message, format!("{key} = \"{phone}\"")));
    }
    if let Some(number) = typed::number(value) {
        let message = format!("»{value}« er ikke et helt tal.");
        return (number.to_string() != value)
            .then(|| SyntaxFault::write(message, format!("{key} = {number}")));
    }
    if let Some(number) = typed::number_word(value) {
        let message = format!("»{value}« er et tal og skrives med cifre.");
        return Some(SyntaxFault::write(message, format!("{key} = {number}")));
    }
    let message = "Der mangler anførselstegn om værdien.";
    Some(SyntaxFault::write(message, format!("{key} = {}", quoted(value))))
}

/// What is wrong with the list that is open at this position, and the line to report it on.
fn in_list(text: &str, at: usize) -> Option<(Range<usize>, SyntaxFault)> {
    let here = line_at(text, at);
    // A list that was never closed is noticed at the next heading.
    let upto = if text[here.clone()].starts_with('[') { here.start } else { here.end };
    let (key, open) = opened(text, upto)?;
    let mut end = open;
    let mut wants_comma = false;
    loop {
        end = text.len() - text[end..].trim_start().len();
        let rest = &text[end..];
        let length = match rest.chars().next() {
            None => return Some((line_at(text, open), unclosed(&key))),
            Some(']') => return None,
            Some('#') => rest.find('\n').unwrap_or(rest.len()),
            Some(',') => 1,
            Some('"' | '{') if wants_comma => {
                let before = line_at(text, text[..end].trim_end().len());
                let message = format!("Der mangler et komma i listen »{key}«.");
                let remedy = "Skriv et komma efter hver: [\"den ene\", \"den anden\"].";
                return Some((before, SyntaxFault::new(message, remedy)));
            }
            Some('"') => match quotation(rest) {
                Ok(length) => length,
                Err(fault) => return Some((line_at(text, end), fault)),
            },
            Some('{') => rest.find(['}', '\n']).filter(|at| rest[*at..].starts_with('}'))? + 1,
            Some(_) if wants_comma && is_within(&text[..end]) => {
                let line = line_at(text, end);
                return Some((line.clone(), quoted_within(&text[line])));
            }
            Some(_) => {
                let fault = bare_item(&key, rest);
                let line = line_at(text, if fault.is_some() { end } else { open });
                return Some((line, fault.unwrap_or_else(|| unclosed(&key))));
            }
        };
        wants_comma = match rest.as_bytes()[0] {
            b'#' => wants_comma,
            first => first != b',',
        };
        end += length;
    }
}

/// The length of the quoted text at the start of `rest`.
fn quotation(rest: &str) -> Result<usize, SyntaxFault> {
    let inner = rest[1..].split('\n').next().unwrap_or_default();
    inner.find('"').map(|close| close + 2).ok_or_else(|| {
        let word = inner.trim_end_matches([',', ']', ' ', '\r']);
        SyntaxFault::write("Der mangler et anførselstegn i listen.", quoted(word))
    })
}

/// Whether a quotation mark is the last thing before, on the same line.
fn is_within(before: &str) -> bool {
    before.trim_end_matches(' ').ends_with('"')
}

/// An item of a list with quotation marks in its words.
fn quoted_within(line: &str) -> SyntaxFault {
    let item = line.find('"').map_or(line, |start| &line[start..]);
    let item = item.trim_end().trim_end_matches([',', ']', ' ']);
    SyntaxFault::write(
        "Teksten slutter ved det første \", men der står mere på linjen.",
        format!("\"{}\"", with_guillemets(item, '"')),
    )
}

/// What is wrong with an unquoted item. `None` if the list has ended before it.
fn bare_item(key: &str, rest: &str) -> Option<SyntaxFault> {
    let word = rest.split([',', ']', '\n']).next().unwrap_or_default().trim();
    if word.contains('=') || word.starts_with(['[', '+']) {
        return None;
    }
    let message = match rest.chars().next().filter(|first| QUOTES.contains(first)) {
        Some(mark) => format!("Anførselstegnet {mark} kan ikke bruges om en værdi."),
        None => format!("»{word}« skal stå i anførselstegn."),
    };
    Some(SyntaxFault::write(message, format!("{key} = [{}]", quoted(word))))
}

fn unclosed(key: &str) -> SyntaxFault {
    SyntaxFault::new(
        format!("Listen »{key}« bliver ikke lukket."),
        format!("Skriv ] efter det sidste: {key} = [\"…\", \"…\"]."),
    )
}

/// The last list that opens before a position and is still open there: its key, and where it opens.
fn opened(text: &str, upto: usize) -> Option<(String, usize)> {
    let mut start = upto;
    while start > 0 {
        let line = line_at(text, start - 1);
        let whole = &text[line.clone()];
        if let Some((key, value)) = whole.split_once('=')
            && is_key(key.trim())
        {
            let open = line.start + whole.len() - value.trim_start().len() + 1;
            return value.trim_start().starts_with('[').then(|| (key.trim().to_owned(), open));
        }
        if whole.starts_with('[') {
            return None;
        }
        start = line.start;
    }
    None
}
