//! Helpers to query pages with selectors.

use scraper::{ElementRef, Html, Selector};

/// Parses a page like a browser; it must contain no errors that browsers would repair.
pub(crate) fn parse(html: &str) -> Html {
    let page = Html::parse_document(html);
    assert_eq!(page.errors, Vec::<String>::new());
    page
}

/// Parses a selector.
pub(crate) fn selector(selector: &str) -> Selector {
    Selector::parse(selector).expect("a selector")
}

/// The matching elements, in order.
pub(crate) fn all<'a>(page: &'a Html, selected: &str) -> Vec<ElementRef<'a>> {
    page.select(&selector(selected)).collect()
}

/// The only matching element.
pub(crate) fn one<'a>(page: &'a Html, selected: &str) -> ElementRef<'a> {
    let found = all(page, selected);
    assert_eq!(found.len(), 1, "{selected}");
    found[0]
}

/// The matching elements inside another, in order.
pub(crate) fn within<'a>(element: ElementRef<'a>, selected: &str) -> Vec<ElementRef<'a>> {
    element.select(&selector(selected)).collect()
}

/// The text of an element on one line.
pub(crate) fn text(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of an element on one line, with spaces between child elements.
pub(crate) fn spaced(element: ElementRef<'_>) -> String {
    let text = element.text().collect::<Vec<_>>().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of each matching element.
pub(crate) fn texts(page: &Html, selected: &str) -> Vec<String> {
    all(page, selected).into_iter().map(text).collect()
}

/// The values of an attribute of the matching elements.
pub(crate) fn values(page: &Html, selected: &str, attribute: &str) -> Vec<String> {
    let found = all(page, selected).into_iter().filter_map(|element| element.attr(attribute));
    found.map(str::to_owned).collect()
}
