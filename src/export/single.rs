//! A municipality's whole standard as one file that needs no other: to keep, or to send as mail.

use super::links;

/// The page `/{k}/hele` on its own: links to a section lead to it further down, links elsewhere to
/// the site where its address is known; what needs a server is left out.
pub(super) fn file(html: &str, municipality: &str, base: Option<&str>, exit: &str) -> String {
    let html = without(html, "<form ", "</form>");
    let html = without(&html, "<link rel=\"icon\"", ">");
    let local = format!("/{municipality}/");
    let has = |id: &str| html.contains(&format!(" id=\"{id}\""));
    links::rewrite(&html, |address| {
        let inside = address.strip_prefix(&local).map(|rest| rest.replace('#', "-"));
        match (inside.filter(|id| has(id)), base) {
            (Some(id), _) => format!("#{id}"),
            (None, _) if address == "/ud" => exit.to_owned(),
            (None, Some(base)) => format!("{base}{address}"),
            // Without an address to lead to, the top of this file is the only place there is.
            (None, None) => "#indhold".to_owned(),
        }
    })
}

/// `html` without anything from `start` to `end`.
fn without(html: &str, start: &str, end: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(start) {
        let Some(length) = rest[at..].find(end) else { break };
        kept.push_str(&rest[..at]);
        rest = &rest[at + length + end.len()..];
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_stay_in_the_file_or_lead_to_the_site() {
        let page = "<link rel=\"icon\" href=\"/favicon.svg\" type=\"x\"><form action=\"/by/soeg\">\
                    <input></form><a href=\"/by/klage#frist\">a</a><a href=\"/by/frister\">b</a>\
                    <a href=\"/ud\">c</a><h2 id=\"klage\"><h3 id=\"klage-frist\">";
        let with = file(page, "by", Some("https://x.dk"), "https://y.dk/");
        assert_eq!(
            with,
            "<a href=\"#klage-frist\">a</a><a href=\"https://x.dk/by/frister\">b</a>\
             <a href=\"https://y.dk/\">c</a><h2 id=\"klage\"><h3 id=\"klage-frist\">"
        );
        assert!(!file(page, "by", None, "https://y.dk/").contains("href=\"/"));
    }
}
