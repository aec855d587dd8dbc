//! Values as TOML writes them: a text in the kind of quotes it had before.

use std::fmt::Write as _;

/// A text in quotes, of the kind that `before` has where it can hold it.
pub fn text(new: &str, before: Option<&str>) -> String {
    let before = before.unwrap_or_default();
    if before.starts_with("'''") && is_literal(new) && !new.contains("'''") && !new.ends_with('\'')
    {
        return format!("'''{}{new}'''", first_line_break(before));
    }
    if before.starts_with("\"\"\"") {
        return format!("\"\"\"{}{}\"\"\"", first_line_break(before), escaped(new, true));
    }
    if before.starts_with('\'') && !new.contains(['\'', '\n']) && is_literal(new) {
        return format!("'{new}'");
    }
    format!("\"{}\"", escaped(new, false))
}

/// A line break right behind the opening quotes is not part of the text.
fn first_line_break(raw: &str) -> &str {
    let inside = &raw[3..];
    if inside.starts_with("\r\n") {
        "\r\n"
    } else if inside.starts_with('\n') {
        "\n"
    } else {
        ""
    }
}

fn is_literal(text: &str) -> bool {
    !text.chars().any(|letter| letter.is_control() && letter != '\t' && letter != '\n')
}

fn escaped(text: &str, lines: bool) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' if lines => out.push('\n'),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            letter if letter.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(letter));
            }
            letter => out.push(letter),
        }
    }
    out
}

/// A key, in quotes where it must have them.
pub fn key(key: &str) -> String {
    let bare = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if !key.is_empty() && key.bytes().all(bare) { key.to_owned() } else { text(key, None) }
}

/// A new value, to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum NewValue {
    Text(String),
    /// What stands as it is: a number, a date, yes or no.
    Plain(String),
    /// A list of texts.
    List(Vec<String>),
    /// A table in braces.
    Table(Vec<(String, NewValue)>),
}

impl NewValue {
    /// As it is in a file; a long list gets a line for each of its texts.
    pub fn raw(&self, line_end: &str) -> String {
        match self {
            Self::Text(one) => text(one, None),
            Self::Plain(one) => one.clone(),
            Self::List(list) => self::list(list, line_end),
            Self::Table(pairs) => table(pairs, line_end),
        }
    }
}

/// The longest line a list may take before it gets several.
const LINE: usize = 90;

fn list(texts: &[String], line_end: &str) -> String {
    let all: Vec<String> = texts.iter().map(|one| text(one, None)).collect();
    let flat = format!("[{}]", all.join(", "));
    if flat.chars().count() <= LINE {
        return flat;
    }
    let lines: String = all.iter().map(|one| format!("    {one},{line_end}")).collect();
    format!("[{line_end}{lines}]")
}

fn table(pairs: &[(String, NewValue)], line_end: &str) -> String {
    if pairs.is_empty() {
        return "{}".to_owned();
    }
    let inner = |(name, value): &(String, NewValue)| {
        // A table in braces is on one line.
        let value = match value {
            NewValue::List(list) => {
                let all: Vec<String> = list.iter().map(|one| text(one, None)).collect();
                format!("[{}]", all.join(", "))
            }
            other => other.raw(line_end),
        };
        format!("{} = {value}", key(name))
    };
    let inner: Vec<String> = pairs.iter().map(inner).collect();
    format!("{{ {} }}", inner.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_its_kind_of_quotes() {
        for (before, new, after) in [
            ("\"a\"", "b", "\"b\""),
            ("'a'", "b", "'b'"),
            ("'a'", "b's", "\"b's\""),
            ("'''\na'''", "b", "'''\nb'''"),
            ("\"\"\"a\"\"\"", "b\nc", "\"\"\"b\nc\"\"\""),
            ("\"a\"", "b\"c\\", "\"b\\\"c\\\\\""),
            ("'''a'''", "b'", "\"b'\""),
            ("'a'", "b\u{7}", "\"b\\u0007\""),
        ] {
            assert_eq!(text(new, Some(before)), after);
            let read: toml::Table = format!("x = {after}").parse().unwrap();
            assert_eq!(read["x"].as_str(), Some(new));
        }
    }

    #[test]
    fn a_long_list_gets_lines() {
        let short = NewValue::List(vec!["a".into(), "b".into()]);
        assert_eq!(short.raw("\n"), "[\"a\", \"b\"]");
        let long = NewValue::List(vec!["a".repeat(60), "b".repeat(60)]);
        assert_eq!(long.raw("\n").lines().count(), 4);
    }
}
