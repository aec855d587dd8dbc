//! How long the search index takes to build, what it weighs, and how long a search takes, at any
//! number of sections: `cargo bench --bench search -- [sections …]`.
//!
//! The site's own pages are taken as often as needed, each time as another municipality's. The
//! queries are the judged ones of the tests, each asked in one municipality and everywhere.

#![allow(missing_docs, clippy::print_stdout, clippy::cast_precision_loss)]

use std::io::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use kvalitetsstandard::clock::{Clock as _, SystemClock};
use kvalitetsstandard::edition;
use kvalitetsstandard::search::Search;
use kvalitetsstandard::search::collect;
use kvalitetsstandard::search::document::{Listing, SearchDocument};
use serde::Deserialize;

/// The sizes measured where none are given.
const SIZES: [usize; 2] = [1_000, 50_000];

/// How often the list of queries is gone through.
const ROUNDS: usize = 3;

#[derive(Deserialize)]
struct Judged {
    q: String,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Cargo adds flags of its own, such as --bench.
    let sizes: Vec<usize> = std::env::args().filter_map(|one| one.parse().ok()).collect();
    let sizes = if sizes.is_empty() { SIZES.to_vec() } else { sizes };
    let edition = edition::read(None, SystemClock.today()).map_err(|_| "the content has errors")?;
    let documents = collect::documents(&edition.book);
    let words = &edition.book.search;
    let queries = queries()?;
    println!("{} queries, {ROUNDS} rounds", queries.len());
    for size in sizes {
        let grown = grow(&documents, size);
        let before = resident();
        let begun = Instant::now();
        let search = Search::new(Arc::clone(words), &edition.book.content.examples, grown);
        let built = begun.elapsed();
        let weight = resident().saturating_sub(before);
        println!("{size} sections: built in {built:.1?}, {} MB", weight / 1024);
        report(size, "in one municipality", &times(&search, &queries, Some("by-0")))?;
        report(size, "everywhere", &times(&search, &queries, None))?;
    }
    Ok(())
}

fn queries() -> Result<Vec<String>, serde_json::Error> {
    let lists = [
        include_str!("../tests/it/search/queries_seen.json"),
        include_str!("../tests/it/search/queries_tuning.json"),
        include_str!("../tests/it/search/queries_heldout.json"),
    ];
    let mut queries = Vec::new();
    for list in lists {
        queries.extend(serde_json::from_str::<Vec<Judged>>(list)?.into_iter().map(|one| one.q));
    }
    Ok(queries)
}

/// Copies of one municipality's pages until there are this many sections.
fn grow(documents: &[SearchDocument], sections: usize) -> Vec<SearchDocument> {
    let Some(model) = documents.first().map(|document| document.municipality.as_str()) else {
        return Vec::new();
    };
    let own: Vec<&SearchDocument> =
        documents.iter().filter(|document| document.municipality == model).collect();
    let mut grown = Vec::new();
    let (mut made, mut number) = (0, 0);
    while made < sections {
        for document in &own {
            let municipality = format!("by-{number}");
            let address = document.address.replacen(model, &municipality, 1);
            grown.push(SearchDocument { municipality, address, ..(*document).clone() });
            made += usize::from(document.listing == Listing::Section);
        }
        number += 1;
    }
    grown
}

fn times(search: &Search, queries: &[String], municipality: Option<&str>) -> Vec<Duration> {
    let mut times = Vec::new();
    for query in queries.iter().cycle().take(queries.len() * ROUNDS) {
        let begun = Instant::now();
        let results = search.find(query, municipality);
        times.push(begun.elapsed());
        std::hint::black_box(results);
    }
    times.sort_unstable();
    times
}

fn report(size: usize, scope: &str, sorted: &[Duration]) -> std::io::Result<()> {
    let at = |percent: usize| sorted.get((sorted.len() * percent / 100).min(sorted.len() - 1));
    if let (Some(p50), Some(p99)) = (at(50), at(99)) {
        println!("  {scope}: p50 {p50:.1?}, p99 {p99:.1?}");
        // The table that `benches/run` ends with.
        if let Some(file) = std::env::var_os("FIGURES") {
            let mut file = std::fs::OpenOptions::new().append(true).open(file)?;
            writeln!(file, "search, {size} sections, {scope}: p50, p99\t{p50:.1?}, {p99:.1?}\t")?;
        }
    }
    Ok(())
}

/// Memory of this process in kB, as the kernel counts it.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}
