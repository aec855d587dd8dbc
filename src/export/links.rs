//! Makes links relative, so that they work wherever the folder is placed.

/// The attributes that contain addresses.
const ATTRIBUTES: [&str; 5] = ["href", "src", "action", "formaction", "data-kopi"];

/// The start of a site-relative address in an attribute, as written by the templates.
const BEGINNING: &str = "=\"/";

/// The page at `address` with relative links. Text can't be mistaken for an attribute, because
/// quotation marks are escaped in it.
pub(super) fn relative(html: &str, address: &str) -> String {
    rewrite(html, |target| from(address, target))
}

/// Replaces every address of this site in an attribute by `change(address)`.
pub(super) fn rewrite(html: &str, change: impl Fn(&str) -> String) -> String {
    let mut rewritten = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(BEGINNING) {
        let start = at + BEGINNING.len() - 1;
        let Some(length) = rest[start..].find('"') else { break };
        let name = rest[..at].rsplit(char::is_whitespace).next().unwrap_or_default();
        let address = &rest[start..start + length];
        rewritten.push_str(&rest[..start]);
        if ATTRIBUTES.contains(&name) {
            rewritten.push_str(&change(address));
        } else {
            rewritten.push_str(address);
        }
        rest = &rest[start + length..];
    }
    rewritten + rest
}

/// The relative link from one address to another, which may have a query or fragment.
pub(super) fn from(address: &str, target: &str) -> String {
    let end = target.find(['?', '#']).unwrap_or(target.len());
    let (path, tail) = target.split_at(end);
    let here: Vec<&str> = parts(address);
    let there: Vec<&str> = parts(path);
    let shared = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
    let mut way = "../".repeat(here.len() - shared);
    for part in &there[shared..] {
        way.push_str(part);
        way.push('/');
    }
    if there.len() > shared && there.last().is_some_and(|last| last.contains('.')) {
        // The last part is a file, not a folder.
        way.pop();
    }
    if way.is_empty() {
        // A fragment alone stays on the page; anything else needs a starting point.
        way.push_str(if tail.starts_with('#') { "" } else { "./" });
    }
    way + tail
}

/// The path of a full address: `/hjaelp` of `https://eksempel.dk/hjaelp`.
pub(super) fn path_of(base: &str) -> &str {
    let host = base.find("://").map_or(0, |at| at + 3);
    base[host..].find('/').map_or("", |at| base[host + at..].trim_end_matches('/'))
}

fn parts(path: &str) -> Vec<&str> {
    path.split('/').filter(|part| !part.is_empty()).collect()
}

/// A page that redirects to another address.
pub(super) fn signpost(address: &str, target: &str) -> String {
    let way = if target.starts_with('/') { from(address, target) } else { target.to_owned() };
    format!(
        "<!doctype html>\n<html lang=\"da\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Siden ligger et andet sted</title>\n<meta name=\"robots\" content=\"noindex\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={way}\">\n</head>\n\
         <body><main><h1>Siden ligger et andet sted</h1>\n\
         <p><a href=\"{way}\">Gå videre</a></p></main></body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative() {
        for (here, there, way) in [
            ("/", "/by/klage", "by/klage/"),
            ("/by/klage", "/", "../../"),
            ("/by/klage", "/by/klage", "./"),
            ("/by/klage", "/by/klage#frist", "#frist"),
            ("/by/klage", "/by/om?x=1#y", "../om/?x=1#y"),
            ("/by", "/favicon.svg", "../favicon.svg"),
            ("/by/find-vej/a", "/by", "../../"),
        ] {
            assert_eq!(from(here, there), way, "{here} → {there}");
        }
    }

    #[test]
    fn the_path_of_a_base() {
        for (base, path) in
            [("https://x.dk", ""), ("https://x.dk/", ""), ("http://x:1/a/b/", "/a/b")]
        {
            assert_eq!(path_of(base), path, "{base}");
        }
    }

    #[test]
    fn only_site_addresses_in_attributes_change() {
        let html = "<a class=\"x\" href=\"/by\">href=&#34;/by&#34; /by</a><a href=\"https://x/y\">\
                    <form action=\"/by/soeg\"><link href=\"/favicon.svg\"><a href=\"#x\">";
        assert_eq!(
            relative(html, "/by/om"),
            "<a class=\"x\" href=\"../\">href=&#34;/by&#34; /by</a><a href=\"https://x/y\">\
             <form action=\"../soeg/\"><link href=\"../../favicon.svg\"><a href=\"#x\">"
        );
    }
}
