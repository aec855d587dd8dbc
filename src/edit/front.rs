//! A page's file in its two parts: the fields between the lines of plus signs, and the text.

use std::ops::Range;

use super::bytes::line_end;

/// The line before and after a page's fields.
const FENCE: &str = "+++";

/// The bytes of the fields and of the text; none where the file isn't a page.
pub fn parts(file: &str) -> Option<(Range<usize>, Range<usize>)> {
    let mut lines = file.split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == FENCE)?;
    let mut at = first.len();
    for line in lines {
        if line.trim_end() == FENCE {
            return Some((first.len()..at, at + line.len()..file.len()));
        }
        at += line.len();
    }
    None
}

/// The file with other fields and another text; a text that is the same but for its line ends stays.
pub fn put_together(file: &str, fields: &str, text: Option<&str>) -> Option<String> {
    let (front, body) = parts(file)?;
    let old = &file[body.clone()];
    let text = match text {
        Some(text) if text != old.replace("\r\n", "\n") => {
            if line_end(file) == "\n" {
                text.to_owned()
            } else {
                text.replace('\n', "\r\n")
            }
        }
        _ => old.to_owned(),
    };
    Some(format!("{}{fields}{}{text}", &file[..front.start], &file[front.end..body.start]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_put_together_as_it_was() {
        for file in
            ["+++\ntitel = \"x\"\n+++\n\nTekst\n", "+++\r\ntitel = \"x\"\r\n+++\r\n\r\nTekst"]
        {
            let (front, body) = parts(file).unwrap();
            let sent = file[body].replace("\r\n", "\n");
            assert_eq!(
                put_together(file, &file[front.clone()], Some(&sent)).as_deref(),
                Some(file)
            );
            let changed = put_together(file, &file[front], Some("\nNy\n")).unwrap();
            assert_eq!(changed.contains("\r\nNy\r\n"), file.contains('\r'));
        }
        assert_eq!(parts("titel = 1\n"), None);
    }
}
