//! The export: reproducible, complete, and correct wherever it is placed.

use std::collections::BTreeSet;

use kvalitetsstandard::edition::{Wanted, site};
use kvalitetsstandard::export::{Files, files};
use scraper::Html;

use crate::html::{all, parse, spaced, values};
use crate::serving::command;
use crate::support::today;

fn exported(base: Option<&str>) -> Files {
    let wanted = Wanted { base_url: base.map(str::to_owned), ..Wanted::default() };
    files(&site(&wanted, today()).expect("the shipped content loads"), base)
}

fn text<'a>(files: &'a Files, path: &str) -> &'a str {
    std::str::from_utf8(&files[path]).expect("it is text")
}

/// The values of an attribute anywhere in a page.
fn each(html: &Html, attribute: &str) -> Vec<String> {
    values(html, &format!("[{attribute}]"), attribute)
}

/// The file that a link on `page` leads to; `None` for an external link.
fn target(page: &str, link: &str) -> Option<(String, String)> {
    if link.contains("://") || link.starts_with("mailto:") || link.starts_with("tel:") {
        return None;
    }
    let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
    let path = path.split('?').next().unwrap_or_default();
    let mut parts: Vec<&str> = page.split('/').collect();
    let file = parts.pop().unwrap_or_default();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => assert!(parts.pop().is_some(), "{link} on {page} leads out of the folder"),
            part => parts.push(part),
        }
    }
    let is_folder = path.is_empty() || path.ends_with('/') || path.ends_with('.');
    let file = match (path.is_empty(), is_folder) {
        (true, _) => [&parts.join("/"), file].into_iter().filter(|part| !part.is_empty()).fold(
            String::new(),
            |all, part| {
                if all.is_empty() { part.to_owned() } else { format!("{all}/{part}") }
            },
        ),
        (false, true) => [&parts[..], &["index.html"]].concat().join("/"),
        (false, false) => parts.join("/"),
    };
    Some((file, fragment.to_owned()))
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    assert!(exported(Some("https://eksempel.dk")) == exported(Some("https://eksempel.dk")));
}

#[test]
fn every_link_leads_to_a_file_and_every_fragment_to_a_place_in_it() {
    let files = exported(Some("https://eksempel.dk/hjaelp"));
    let ids = |path: &str| -> BTreeSet<String> {
        each(&parse(text(&files, path)), "id").into_iter().collect()
    };
    let is_page = |path: &&String| path.ends_with("/index.html") || path.as_str() == "index.html";
    let pages = files.keys().filter(is_page);
    for page in pages {
        let html = parse(text(&files, page));
        for link in ["href", "src", "action"].iter().flat_map(|name| each(&html, name)) {
            assert!(!link.starts_with('/'), "{link} on {page} starts at the root");
            let Some((file, fragment)) = target(page, &link) else { continue };
            assert!(files.contains_key(&file), "{link} on {page}: no {file}");
            let there = fragment.is_empty() || ids(&file).contains(&fragment);
            assert!(there, "{link} on {page}: nothing called {fragment} in {file}");
        }
    }
}

#[test]
fn full_addresses_are_below_the_base_and_wrong_ones_lead_back_to_it() {
    let files = exported(Some("https://eksempel.dk/hjaelp"));
    let sitemap = text(&files, "sitemap.xml");
    assert!(sitemap.contains("<loc>https://eksempel.dk/hjaelp/ishoj/klage</loc>"), "{sitemap}");
    let lost = parse(text(&files, "404.html"));
    let root: Vec<String> =
        each(&lost, "href").into_iter().filter(|link| link.starts_with('/')).collect();
    assert!(!root.is_empty() && root.iter().all(|link| link.starts_with("/hjaelp/")), "{root:?}");
}

#[test]
fn what_must_be_computed_says_what_to_do_instead() {
    let files = exported(None);
    for path in ["ishoj/soeg", "vallensbaek/frister", "ishoj/udlevering", "soeg"] {
        let html = parse(text(&files, &format!("{path}/index.html")));
        let said = spaced(all(&html, "main")[0]);
        assert!(said.contains("Du læser siderne som filer"), "{path}: {said}");
        assert!(all(&html, "main a[href]").len() >= 2, "{path}");
    }
}

#[test]
fn one_file_holds_a_municipality_and_needs_no_other() {
    let files = exported(None);
    for path in ["ishoj-hele.html", "vallensbaek-hele.html"] {
        let text = text(&files, path);
        assert!(text.len() <= 100_000, "{path} has {} bytes", text.len());
        let html = parse(text);
        assert_eq!(each(&html, "src"), Vec::<String>::new(), "{path}");
        assert_eq!(each(&html, "action"), Vec::<String>::new(), "{path}");
        let ids: BTreeSet<String> = each(&html, "id").into_iter().collect();
        for link in each(&html, "href") {
            let outside = link.contains("://") || link.contains(':');
            let inside = link.strip_prefix('#').is_some_and(|id| ids.contains(id));
            assert!(outside || inside, "{path}: {link}");
        }
    }
}

#[test]
fn the_command_writes_them_and_replaces_only_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("site");
    let export = || {
        let mut export = command();
        export.arg("export").arg(&target).args(["--date", "2026-11-22"]);
        export.output().unwrap()
    };
    let first = export();
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    let page = target.join("ishoj/klage/index.html");
    let bytes = std::fs::read(&page).unwrap();
    assert!(export().status.success());
    assert_eq!(std::fs::read(&page).unwrap(), bytes);
    std::fs::remove_file(target.join("version.txt")).unwrap();
    assert_eq!(export().status.code(), Some(2));
}
