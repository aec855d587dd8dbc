//! Every field that names a page, with every kind of page in it: the book has the link, or there is
//! a finding on its line. Nothing is lost, nothing takes another's place, and nothing panics.

use std::collections::BTreeMap;

use kvalitetsstandard::book::{Guide, GuidePlace, Link, Municipality};
use kvalitetsstandard::edition::{self, Edition};
use kvalitetsstandard::finding::Severity;
use kvalitetsstandard::publish;
use kvalitetsstandard::search::collect;
use kvalitetsstandard::source::Sources;
use rayon::prelude::*;

use crate::support::day_of_measurement;

/// What a field may name.
#[derive(Clone, Copy)]
enum Accepts {
    /// Any page of the municipality or the site.
    Pages,
    /// A file of the municipality's.
    Written,
    /// A section.
    Sections,
}

/// A field that names a page.
struct Reference {
    file: &'static str,
    /// What comes before the reference, at its first occurrence in the file.
    before: &'static str,
    /// Whether it is a list.
    is_list: bool,
    accepts: Accepts,
    /// Where it is in the book.
    bound: fn(&Municipality) -> Vec<String>,
}

fn hrefs<'l>(links: impl IntoIterator<Item = &'l Link>) -> Vec<String> {
    links.into_iter().map(|link| link.href.clone()).collect()
}

fn additions(own: &Municipality) -> Vec<String> {
    let of_guide = |guide: &Guide| {
        let ends = guide.paths().into_iter().filter_map(|path| match guide.walk(&path).place {
            GuidePlace::End { additions, .. } => {
                Some(hrefs(additions.iter().map(|one| &one.section)))
            }
            GuidePlace::Question(_) => None,
        });
        ends.flatten().collect::<Vec<_>>()
    };
    own.guides.iter().flat_map(of_guide).collect()
}

const REFERENCES: [Reference; 9] = [
    Reference {
        file: "ishoj/rettigheder.toml",
        before: "\nafsnit = ",
        is_list: false,
        accepts: Accepts::Sections,
        bound: |own| hrefs(own.rights.first().map(|right| &right.section)),
    },
    Reference {
        file: "ishoj/rettigheder.toml",
        before: "\ndoere = ",
        is_list: true,
        accepts: Accepts::Written,
        bound: |own| {
            let doors = own.rights.iter().flat_map(|right| &right.doors);
            doors.map(|door| own.pages[*door].address.clone()).collect()
        },
    },
    Reference {
        file: "ishoj/klageveje.toml",
        before: "\nafsnit = ",
        is_list: false,
        accepts: Accepts::Pages,
        bound: |own| hrefs(own.routes.first().map(|route| &route.section)),
    },
    Reference {
        file: "ishoj/tilbud.toml",
        before: "\nafsnit = ",
        is_list: false,
        accepts: Accepts::Pages,
        bound: |own| hrefs(own.offers.first().map(|offer| &offer.section)),
    },
    Reference {
        file: "ishoj/maalgrupper.toml",
        before: "\nafsnit = ",
        is_list: false,
        accepts: Accepts::Pages,
        bound: |own| hrefs(own.target_groups.first().map(|group| &group.section)),
    },
    Reference {
        file: "ishoj/veje/henvendelse.toml",
        before: "\nafsnit = ",
        is_list: false,
        accepts: Accepts::Pages,
        bound: |own| {
            let endings = own.guides.iter().flat_map(Guide::endings);
            hrefs(endings.map(|ending| &ending.section))
        },
    },
    Reference {
        file: "ishoj/veje/henvendelse.toml",
        before: "[[tillaeg]]",
        is_list: false,
        accepts: Accepts::Pages,
        bound: additions,
    },
    Reference {
        file: "ishoj/fakta.toml",
        before: "\nlaes_videre = ",
        is_list: true,
        accepts: Accepts::Pages,
        bound: |own| {
            let calculators = own.deadlines.iter().filter_map(|one| one.calculator.as_ref());
            hrefs(calculators.flat_map(|page| &page.read_on))
        },
    },
    Reference {
        file: "ishoj/afsnit/klage.md",
        before: "\nse_ogsaa = ",
        is_list: true,
        accepts: Accepts::Pages,
        bound: |own| {
            let page = own.pages.iter().find(|page| page.id == "klage");
            hrefs(page.into_iter().flat_map(|page| &page.see_also))
        },
    },
];

/// What can be named: the reference, its address in the municipality, and whether each field may
/// name it.
struct Target {
    reference: &'static str,
    href: &'static str,
    is_for: fn(Accepts) -> bool,
}

const TARGETS: [Target; 8] = [
    Target { reference: "visitation", href: "/ishoj/visitation", is_for: |_| true },
    Target { reference: "visitation#afslag", href: "/ishoj/visitation#afslag", is_for: |_| true },
    Target { reference: "visitation#findes-ikke", href: "", is_for: |_| false },
    Target {
        reference: "paaroerende",
        href: "/ishoj/paaroerende",
        is_for: |accepts| !matches!(accepts, Accepts::Sections),
    },
    Target {
        reference: "rettigheder",
        href: "/ishoj/rettigheder",
        is_for: |accepts| matches!(accepts, Accepts::Pages),
    },
    Target {
        reference: "/privatliv",
        href: "/privatliv",
        is_for: |accepts| matches!(accepts, Accepts::Pages),
    },
    Target { reference: "findes-ikke", href: "", is_for: |_| false },
    Target { reference: "/findes-ikke", href: "", is_for: |_| false },
];

impl Reference {
    /// The shipped files with this target in the field, and the line it is on.
    fn naming(&self, target: &Target) -> (Sources, usize) {
        let embedded = Sources::embedded();
        let mut files: BTreeMap<String, String> =
            embedded.iter().map(|(_, file)| (file.path.clone(), file.text.clone())).collect();
        let text = files.get_mut(self.file).expect("the file is there");
        if !text.contains(self.before) {
            *text = text.replacen("\nafsnit = ", &format!("{}\nafsnit = ", self.before), 1);
        }
        let at = text.find(self.before).expect("the field is there");
        let mut start = at + self.before.len();
        if !self.before.ends_with(' ') {
            start += text[start..].find("\nafsnit = ").expect("a field") + "\nafsnit = ".len();
        }
        let end = start + text[start..].find('\n').expect("a line");
        let quoted = format!("\"{}\"", target.reference);
        let written = if self.is_list { format!("[{quoted}]") } else { quoted };
        text.replace_range(start..end, &written);
        let line = text[..start].lines().count();
        (Sources::from_files(files), line)
    }

    fn judge(&self, target: &Target, before: &Edition) -> Option<String> {
        let name = || format!("{} {} {}", self.file, self.before.trim(), target.reference);
        let (sources, line) = self.naming(target);
        match (edition::load(sources, &[], before.today), (target.is_for)(self.accepts)) {
            (Ok(edition), true) => {
                let own = edition.book.municipality("ishoj").expect("it is there");
                let bound = (self.bound)(own);
                let href = if matches!(self.accepts, Accepts::Written) {
                    target.href.split('#').next().unwrap_or_default()
                } else {
                    target.href
                };
                if !bound.iter().any(|one| one == href) {
                    return Some(format!("{}: not in {bound:?}", name()));
                }
                // Neither may panic.
                publish::site(&edition.book, edition.today, None);
                collect::documents(&edition.book);
                let (ids, kept) =
                    (ids(&before.book.municipalities), ids(&edition.book.municipalities));
                (ids != kept).then(|| format!("{}: a record is lost", name()))
            }
            (Err(refused), false) => {
                let here = format!("content/{}:{line}:", self.file);
                let reported = refused.findings.iter().any(|found| {
                    let place = found.describe_place(&refused.sources);
                    found.severity == Severity::Error && here.ends_with(&place_line(&place))
                });
                (!reported)
                    .then(|| format!("{}: nothing at line {line}: {:?}", name(), refused.lines()))
            }
            (Ok(_), false) => Some(format!("{}: no finding", name())),
            (Err(refused), true) => Some(format!("{}: {:?}", name(), refused.lines())),
        }
    }
}

/// `sti:linje:kolonne` without the column.
fn place_line(place: &str) -> String {
    place.rsplit_once(':').map(|(line, _)| format!("{line}:")).unwrap_or_default()
}

/// The ids of all records, in order.
fn ids(all: &[Municipality]) -> Vec<Vec<&str>> {
    all.iter()
        .map(|own| {
            let rights = own.rights.iter().map(|one| one.id.as_str());
            let routes = own.routes.iter().map(|one| one.id.as_str());
            let entries = own.offers.iter().chain(own.target_groups.iter());
            let endings = own.guides.iter().flat_map(Guide::endings).map(|one| one.id.as_str());
            rights.chain(routes).chain(entries.map(|one| one.id.as_str())).chain(endings).collect()
        })
        .collect()
}

#[test]
fn every_reference_is_bound_or_reported() {
    let day = day_of_measurement();
    let before = edition::load(Sources::embedded(), &[], day).expect("the content is right");
    let pairs: Vec<(&Reference, &Target)> =
        REFERENCES.iter().flat_map(|one| TARGETS.iter().map(move |target| (one, target))).collect();
    let problems: Vec<String> =
        pairs.par_iter().filter_map(|(one, target)| one.judge(target, &before)).collect();
    assert!(problems.is_empty(), "{} of {}:\n{}", problems.len(), pairs.len(), problems.join("\n"));
}
