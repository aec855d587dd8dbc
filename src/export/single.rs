//! A municipality's whole standard as one self-contained file, to keep or to send by mail.

use std::collections::BTreeMap;

use super::links;

/// The page with its links changed: to a place in the file if `places` has one, and otherwise to
/// the site, if its address is known.
pub(super) fn file(
    html: &str,
    places: &BTreeMap<String, String>,
    base: Option<&str>,
    exit: &str,
) -> String {
    links::rewrite(html, |address| match (places.get(address), base) {
        (Some(id), _) => format!("#{id}"),
        (None, _) if address == "/ud" => exit.to_owned(),
        (None, Some(base)) => format!("{base}{address}"),
        // Without the site's address, link to the top of this file.
        (None, None) => "#indhold".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_stay_in_the_file_or_lead_to_the_site() {
        let page = "<a href=\"/by/klage#frist\">a</a><a href=\"/by/frister\">b</a>\
                    <a href=\"/ud\">c</a><h2 id=\"klage\"><h3 id=\"klage-frist\">";
        let places = BTreeMap::from([("/by/klage#frist".to_owned(), "klage-frist".to_owned())]);
        assert_eq!(
            file(page, &places, Some("https://x.dk"), "https://y.dk/"),
            "<a href=\"#klage-frist\">a</a><a href=\"https://x.dk/by/frister\">b</a>\
             <a href=\"https://y.dk/\">c</a><h2 id=\"klage\"><h3 id=\"klage-frist\">"
        );
        assert!(!file(page, &places, None, "https://y.dk/").contains("href=\"/"));
    }
}
