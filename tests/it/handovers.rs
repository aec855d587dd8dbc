//! Hand-overs: codes never change, the order is kept, user input never gets into an address, and
//! printed codes can be read by an independent scanner.

// Millimetres to pixels and back: small numbers, rounded deliberately.
#![allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::cast_sign_loss)]

use std::collections::BTreeSet;

use kvalitetsstandard::book::{HandOver, Item};
use kvalitetsstandard::features::handover::selection::{MAX_CODE, Selection};
use kvalitetsstandard::render::qr::{self, QrCode};
use proptest::prelude::*;

use crate::support::{shipped, shipped_with};

/// Every published code. Add a line for a new code, but never change or remove one.
const PUBLISHED: [(&str, &str); 41] = [
    ("afsnit:indgang", "h"),
    ("afsnit:alkohol", "a"),
    ("afsnit:anonym", "n"),
    ("afsnit:maalgruppe", "g"),
    ("afsnit:behandling", "b"),
    ("afsnit:visitation", "v"),
    ("afsnit:behandlingsplan", "p"),
    ("afsnit:handleplan", "d"),
    ("afsnit:behandlingsgaranti", "t"),
    ("afsnit:egenbetaling", "e"),
    ("afsnit:valg-af-behandlingssted", "s"),
    ("afsnit:klage", "k"),
    ("afsnit:raadgivning", "r"),
    ("afsnit:maal", "m"),
    ("afsnit:om", "q"),
    ("ret:ambulant-alkohol", "2a"),
    ("ret:ambulant-rusmiddel", "2b"),
    ("ret:dag-doegn", "2c"),
    ("ret:garanti-14-dage", "2d"),
    ("ret:under-18", "2e"),
    ("ret:laegesamtale", "2f"),
    ("ret:vaelg-sted-alkohol", "2g"),
    ("ret:vaelg-sted-andre", "2h"),
    ("ret:anonym-raadgivning", "2j"),
    ("ret:anonym-alkohol", "2k"),
    ("ret:anonym-rusmiddel", "2m"),
    ("ret:behandlingsplan", "2n"),
    ("ret:handleplan", "2p"),
    ("ret:gratis-ambulant-dag", "2q"),
    ("ret:skriftlig-afgoerelse", "2r"),
    ("ret:ambulant-efter-afslag", "2s"),
    ("ret:klage-afgoerelse", "2t"),
    ("ret:ny-vurdering", "2u"),
    ("ret:klage-sundhedsfaglig", "2v"),
    ("ret:klage-stedet", "2w"),
    ("ret:klage-alkohol-behandling", "2x"),
    ("ret:raad-om-afgoerelse", "2y"),
    ("klagevej:afgoerelse", "3a"),
    ("klagevej:alkohol-behandling", "3b"),
    ("klagevej:sundhedsfaglig", "3c"),
    ("klagevej:stedet", "3d"),
];

/// A host with the greatest length of the project's own addresses.
const HOST: &str = "https://kvalitetsstandard.kommune.dk";

/// The selection made by these form values.
fn chosen<'a>(values: &[&str], all: &'a HandOver) -> Selection<'a> {
    Selection::chosen(values.iter().copied(), all)
}

fn values<'a>(selection: &Selection<'a>) -> Vec<&'a str> {
    selection.items.iter().map(|one| one.value.as_str()).collect()
}

fn is_whole(selection: &Selection<'_>) -> bool {
    selection.absent.is_empty() && selection.unknown == 0
}

#[test]
fn published_codes_never_change_their_meaning() {
    let book = shipped().book;
    for (value, code) in PUBLISHED {
        let all = book.municipalities.iter().flat_map(|one| &one.hand_over.offered);
        let codes: BTreeSet<&str> =
            all.filter(|one| one.value == value).map(|one| one.code.as_str()).collect();
        assert_eq!(codes, BTreeSet::from([code]), "{value}");
    }
}

#[test]
fn everything_a_municipality_has_can_be_handed_over_and_found_again() {
    for edition in [shipped(), shipped_with("third")] {
        for own in &edition.book.municipalities {
            let all = &own.hand_over;
            let there = own.sections().count() + own.rights.len() + own.routes.len();
            assert_eq!(all.offered.len(), there, "{}", own.id);
            let kept: BTreeSet<Item> = all.offered.iter().map(|one| one.item).collect();
            assert_eq!(kept.len(), there, "each once");
            for one in &all.offered {
                let (code, left_out) = chosen(&[&one.value], all).code();
                let read = Selection::read(&code, all);
                assert_eq!(values(&read), [&one.value]);
                assert!(is_whole(&read) && left_out.is_empty());
                assert!(!one.name.is_empty());
            }
            let pairs = all.offered.iter().flat_map(|a| all.offered.iter().map(move |b| (a, b)));
            for (first, second) in pairs {
                let pair = [first.value.as_str(), second.value.as_str()];
                let (code, _) = chosen(&pair, all).code();
                let expected = if first.item == second.item { &pair[..1] } else { &pair[..] };
                assert_eq!(values(&Selection::read(&code, all)), expected, "order is kept");
            }
        }
    }
}

#[test]
fn what_the_other_municipality_has_is_named_and_what_nobody_has_is_counted() {
    let book = shipped().book;
    let other = &book.municipality("vallensbaek").expect("a municipality").hand_over;
    let read = Selection::read("kgh2zz", other);
    assert_eq!(values(&read), ["afsnit:klage", "afsnit:indgang"]);
    assert_eq!(read.absent, ["Målgruppe"]);
    assert_eq!(read.unknown, 2);
    assert_eq!(Selection::read("K-H", other).items.len(), 2, "as people write it");
    assert!(!is_whole(&Selection::read(&"k".repeat(10_000), other)));
}

#[test]
fn a_code_has_a_limited_length_and_says_what_it_leaves_out() {
    let book = shipped().book;
    let all = &book.municipalities[0].hand_over;
    let every: Vec<&str> = all.offered.iter().map(|one| one.value.as_str()).collect();
    let (code, left_out) = chosen(&every, all).code();
    assert!(code.len() <= MAX_CODE);
    let kept = Selection::read(&code, all).items;
    assert_eq!(kept.len() + left_out.len(), every.len());
}

/// `EVERY_QR=1` reads all of them instead of a sample, which takes minutes without optimization.
#[test]
fn printed_codes_are_read_at_300_and_72_dpi() {
    let book = shipped().book;
    let every = std::env::var_os("EVERY_QR").is_some();
    let mut codes = BTreeSet::new();
    for own in &book.municipalities {
        let all: Vec<&str> = own.hand_over.offered.iter().map(|one| one.value.as_str()).collect();
        // Selections of every length from every start: typical ones and extremes.
        for start in (0..all.len()).step_by(if every { 1 } else { 20 }) {
            for count in [1, 2, 3, 5, 8, 15, 19] {
                let some: Vec<&str> = all.iter().cycle().skip(start).take(count).copied().collect();
                let (code, _) = chosen(&some, &own.hand_over).code();
                codes.insert(format!("{HOST}/{}/u/{code}", own.short));
            }
        }
    }
    let mut versions = BTreeSet::new();
    let mut read = [0usize; 2];
    for (number, address) in codes.iter().enumerate() {
        let qr = qr::encode(address).expect("short enough");
        versions.insert(qr.version);
        // Paper is never aligned with the pixels, so shift by a quarter pixel in turn.
        let shift = (number % 4) as f64 / 4.0;
        for (at, dpi) in [300.0, 72.0].into_iter().enumerate() {
            read[at] += usize::from(scan(&qr, dpi, shift).as_deref() == Some(address.as_str()));
        }
    }
    println!("{} codes, versions {versions:?}, read at 300 and 72 dpi: {read:?}", codes.len());
    assert!(versions.iter().all(|version| *version <= 4), "{versions:?}");
    assert_eq!(read, [codes.len(); 2]);
}

/// Renders the code's path at a resolution, with grey edges as on printers and screens, and reads
/// it with an independent decoder.
fn scan(qr: &QrCode, dpi: f64, shift: f64) -> Option<String> {
    let modules = dark_modules(qr);
    let pixels = (qr.points as f64 / 72.0 * dpi).ceil() as usize;
    let per_pixel = qr.size as f64 / (qr.points as f64 / 72.0 * dpi);
    // Sixteen samples per pixel give the grey of an edge that crosses it.
    let look = |quarter: usize| ((quarter as f64 + 0.5) / 4.0 + shift) * per_pixel;
    let looks: Vec<usize> =
        (0..pixels * 4).map(|quarter| (look(quarter) as usize).min(qr.size - 1)).collect();
    let dark = |row: usize, column: usize| usize::from(modules[row * qr.size + column]);
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(pixels, pixels, |x, y| {
        let (rows, columns) = (&looks[y * 4..][..4], &looks[x * 4..][..4]);
        let seen = if rows[0] == rows[3] && columns[0] == columns[3] {
            16 * dark(rows[0], columns[0])
        } else {
            let in_row =
                |row: &usize| columns.iter().map(|column| dark(*row, *column)).sum::<usize>();
            rows.iter().map(in_row).sum()
        };
        (255 - seen * 255 / 16) as u8
    });
    let grids = image.detect_grids();
    grids.first().and_then(|grid| grid.decode().ok()).map(|(_, text)| text)
}

/// Parses the SVG path into modules: per row `M{x} {y}.5h{width}`, then any number of `m{gap}
/// 0h{width}`.
fn dark_modules(qr: &QrCode) -> Vec<bool> {
    let number = |text: &str| text.parse::<usize>().expect("a number");
    let mut modules = vec![false; qr.size * qr.size];
    for row in qr.path.split('M').skip(1) {
        let (x, rest) = row.split_once(' ').expect("x");
        let (y, runs) = rest.split_once(".5h").expect("y");
        let mut x = number(x);
        for run in runs.split('m') {
            let (gap, width) = run.split_once(" 0h").unwrap_or(("0", run));
            x += number(gap);
            modules[number(y) * qr.size + x..][..number(width)].fill(true);
            x += number(width);
        }
    }
    modules
}

proptest! {
    /// An address only contains registered codes, whatever a form sends.
    #[test]
    fn user_input_never_gets_into_an_address(
        typed in prop::collection::vec(".{0,30}", 0..8),
        at in 0..PUBLISHED.len(),
    ) {
        let book = &shipped().book;
        let known: BTreeSet<&str> = PUBLISHED.iter().map(|(value, _)| *value).collect();
        let sent = typed.iter().map(String::as_str).chain([PUBLISHED[at].0]);
        for own in &book.municipalities {
            let selection = Selection::chosen(sent.clone(), &own.hand_over);
            let (code, _) = selection.code();
            prop_assert!(values(&selection).iter().all(|value| known.contains(value)));
            prop_assert!(selection.items.len() * 2 >= code.len());
        }
    }

    #[test]
    fn no_address_causes_a_panic(code in ".{0,100}") {
        let book = &shipped().book;
        for own in &book.municipalities {
            let read = Selection::read(&code, &own.hand_over);
            let (again, left_out) = read.code();
            let second = Selection::read(&again, &own.hand_over);
            prop_assert_eq!(second.items.len() + left_out.len(), read.items.len());
        }
    }
}
