//! Renders inline Markdown to HTML, with every reference filled in.

use pulldown_cmark::{CowStr, Event, Parser, Tag, TagEnd, html};

use super::resolve::{Reference, ResolvedLink, Resolver};
use super::syntax::{escape, options};
use crate::content::Text;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) html: String,
    /// The plain text, for search and for counting words; blocks end in a line break.
    pub(super) plain: String,
}

/// Marks the start of a glossary term, followed by its id, [`TERM_TEXT`], the text and
/// [`TERM_END`]. These are private-use characters, which are removed from content.
pub const TERM_START: char = '\u{e000}';
/// See [`TERM_START`].
pub const TERM_TEXT: char = '\u{e001}';
/// See [`TERM_START`].
pub const TERM_END: char = '\u{e002}';

/// The HTML of a text without a surrounding paragraph.
pub fn inline(text: &Text, resolver: &Resolver<'_>) -> String {
    inline_str(text.as_str(), resolver)
}

/// Like [`inline`], for Markdown from elsewhere.
pub fn inline_str(markdown: &str, resolver: &Resolver<'_>) -> String {
    let written = write_markdown(markdown, resolver);
    let html = written.html.trim();
    let bare = html.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
    bare.unwrap_or(html).to_owned()
}

/// The plain text.
pub fn plain(text: &Text, resolver: &Resolver<'_>) -> String {
    write_markdown(text.as_str(), resolver).plain.trim().to_owned()
}

fn write_markdown(markdown: &str, resolver: &Resolver<'_>) -> Written {
    write(Parser::new_ext(markdown, options()), resolver, false)
}

/// Writes events as HTML; `mark` tells whether to mark glossary terms ([`TERM_START`]).
pub(super) fn write<'m>(
    events: impl Iterator<Item = Event<'m>>,
    resolver: &Resolver<'_>,
    mark: bool,
) -> Written {
    let mut writer =
        Writer { resolver, out: Vec::new(), plain: String::new(), quiet: usize::from(!mark) };
    let mut events = events;
    while let Some(event) = events.next() {
        writer.event(event, &mut events);
    }
    let mut html = String::new();
    html::push_html(&mut html, writer.out.into_iter());
    Written { html, plain: writer.plain }
}

struct Writer<'w, 'a, 'm> {
    resolver: &'w Resolver<'a>,
    out: Vec<Event<'m>>,
    plain: String,
    /// The nesting depth of elements in which terms are not marked, such as headings.
    quiet: usize,
}

impl<'m> Writer<'_, '_, 'm> {
    fn event(&mut self, event: Event<'m>, rest: &mut dyn Iterator<Item = Event<'m>>) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => self.link(&dest_url, rest),
            // Raw HTML is reported as an error; any that remains is dropped.
            Event::Html(_) | Event::InlineHtml(_) => {}
            Event::Text(text) => self.text(text),
            Event::Code(code) => {
                self.plain.push_str(&code);
                self.out.push(Event::Code(code));
            }
            Event::SoftBreak | Event::HardBreak => {
                self.plain.push(' ');
                self.out.push(event);
            }
            Event::Start(Tag::Heading { .. }) => {
                self.quiet += 1;
                self.out.push(event);
            }
            Event::End(end) => {
                match end {
                    TagEnd::Heading(_) => {
                        self.quiet -= 1;
                        self.plain.push('\n');
                    }
                    TagEnd::Paragraph | TagEnd::Item => self.plain.push('\n'),
                    _ => {}
                }
                self.out.push(Event::End(end));
            }
            other => self.out.push(other),
        }
    }

    fn text(&mut self, text: CowStr<'m>) {
        self.plain.push_str(&text);
        if self.quiet > 0 {
            return self.out.push(Event::Text(text));
        }
        let mut html = String::new();
        let mut at = 0;
        for hit in self.resolver.terms().find(&text) {
            html.push_str(&escape(&text[at..hit.start]));
            html.push(TERM_START);
            html.push_str(&hit.term);
            html.push(TERM_TEXT);
            html.push_str(&escape(&text[hit.start..hit.end]));
            html.push(TERM_END);
            at = hit.end;
        }
        if at == 0 {
            return self.out.push(Event::Text(text));
        }
        html.push_str(&escape(&text[at..]));
        self.out.push(Event::InlineHtml(html.into()));
    }

    fn link(&mut self, target: &str, rest: &mut dyn Iterator<Item = Event<'m>>) {
        let inner = rest.take_while(|event| !matches!(event, Event::End(TagEnd::Link)));
        let inner = write(inner.collect::<Vec<_>>().into_iter(), self.resolver, false);
        let mut html = String::new();
        match self.resolver.resolve(target) {
            Ok(Reference::Words(words)) => {
                let words = if inner.plain.is_empty() { words } else { inner.plain };
                self.plain.push_str(&words);
                html.push_str(&escape(&words));
            }
            Ok(Reference::Link(link)) => {
                let (text, plain) = if inner.plain.is_empty() {
                    (escape(&link.text), link.text.clone())
                } else {
                    (inner.html, inner.plain)
                };
                self.plain.push_str(&plain);
                push_anchor(&mut html, &link, &text, class_of(&link.href));
                if let Some(after) = &link.after {
                    let after = inline_str(after, self.resolver);
                    html.push_str(" <span class=\"advarsel\">(");
                    html.push_str(&after);
                    html.push_str(")</span>");
                }
            }
            // A finding stops the load, so nobody sees this, but the text is kept anyway.
            Err(_) => {
                self.plain.push_str(&inner.plain);
                html.push_str(&inner.html);
            }
        }
        self.out.push(Event::InlineHtml(html.into()));
    }
}

fn class_of(href: &str) -> Option<&'static str> {
    href.starts_with("tel:").then_some("tlf")
}

fn push_anchor(html: &mut String, link: &ResolvedLink, text: &str, class: Option<&str>) {
    html.push_str("<a href=\"");
    html.push_str(&escape(&link.href));
    if let Some(class) = class {
        html.push_str("\" class=\"");
        html.push_str(class);
    }
    html.push_str("\">");
    html.push_str(text);
    html.push_str("</a>");
}
