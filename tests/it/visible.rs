//! The visible text of a page: the text of `<main>`, as words on a screen.

use scraper::{ElementRef, Node, Selector};

use crate::html::{one, parse, selector};

/// Block elements, which end a line.
const BLOCKS: [&str; 24] = [
    "p",
    "li",
    "dt",
    "dd",
    "div",
    "section",
    "aside",
    "nav",
    "ol",
    "ul",
    "dl",
    "h1",
    "h2",
    "h3",
    "h4",
    "table",
    "tr",
    "td",
    "th",
    "form",
    "address",
    "br",
    "figure",
    "blockquote",
];

/// The text of `<main>` by line, without the elements that match `skip`.
pub(crate) fn main_lines(html: &str, skip: &str) -> Vec<String> {
    let page = parse(html);
    let mut text = String::new();
    collect(one(&page, "main"), &selector(skip), &mut text);
    text.split('\n').map(fold).filter(|line| !line.is_empty()).collect()
}

/// The text of `<main>` on one line.
pub(crate) fn main_text(html: &str, skip: &str) -> String {
    main_lines(html, skip).join(" ")
}

/// Replaces whitespace, including non-breaking spaces, with single spaces.
fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn collect(element: ElementRef<'_>, skip: &Selector, text: &mut String) {
    for child in element.children() {
        match child.value() {
            Node::Text(words) => text.push_str(words),
            Node::Element(inner) => {
                let Some(inner_ref) = ElementRef::wrap(child) else { continue };
                if matches!(inner.name(), "style" | "script" | "svg") || skip.matches(&inner_ref) {
                    continue;
                }
                let ends_line = BLOCKS.contains(&inner.name());
                if ends_line {
                    text.push('\n');
                }
                collect(inner_ref, skip, text);
                if ends_line {
                    text.push('\n');
                }
            }
            _ => {}
        }
    }
}
