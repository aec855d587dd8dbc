//! Content changed while the server runs: what is good is live within a second, what is bad never.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::http::get;
use crate::serving::{Program, until};

/// A copy of the shipped content with a server that watches it.
struct Edited {
    folder: TempDir,
    program: Program,
}

impl Edited {
    fn new(flags: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("content"),
            &folder.path().join("content"),
        );
        let content = folder.path().join("content");
        let program = Program::start(&[&["--content", content.to_str().unwrap()], flags].concat());
        Self { folder, program }
    }

    fn watched() -> Self {
        Self::new(&["--watch"])
    }

    fn content(&self) -> PathBuf {
        self.folder.path().join("content")
    }

    fn site(&self) -> PathBuf {
        self.content().join("site.toml")
    }

    /// `site.toml` with this name for the site.
    fn renamed(&self, name: &str) -> String {
        let text = fs::read_to_string(self.site()).unwrap();
        let line = text.lines().find(|line| line.starts_with("navn = ")).unwrap();
        text.replacen(line, &format!("navn = \"{name}\""), 1)
    }

    fn shows(&self, name: &str) -> bool {
        get(self.program.address, "/").text().contains(name)
    }

    /// The time until the front page shows the name; panics after ten seconds.
    fn time_to(&self, name: &str) -> Duration {
        let begun = Instant::now();
        until(name, || self.shows(name));
        begun.elapsed()
    }

    fn version(&self) -> String {
        get(self.program.address, "/").header("x-version").unwrap().to_owned()
    }

    /// Does `change`, which must not reach visitors, and waits long enough that it would have.
    fn unharmed_by(&self, change: impl FnOnce()) {
        let before = self.version();
        change();
        std::thread::sleep(Duration::from_millis(1_200));
        let after = get(self.program.address, "/");
        assert_eq!((after.status, after.header("x-version")), (200, Some(before.as_str())));
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_saved_file_is_live_within_a_second() {
    let edited = Edited::watched();
    let save = |name: &str| {
        fs::write(edited.site(), edited.renamed(name)).unwrap();
        edited.time_to(name)
    };
    // The quickest of some: the machine is busy with other tests, and the program isn't optimised.
    let quickest = ["Først", "Så", "Siden", "Sidst"].into_iter().map(save).min().unwrap();
    assert!(quickest < Duration::from_secs(1), "{quickest:?}");
}

#[test]
fn an_editor_may_save_by_renaming_or_in_two_goes() {
    let edited = Edited::watched();
    let beside = edited.content().join(".site.toml.swp");
    fs::write(&beside, edited.renamed("Atomisk")).unwrap();
    fs::rename(&beside, edited.site()).unwrap();
    edited.time_to("Atomisk");

    let whole = edited.renamed("Todelt");
    let (first, second) = whole.split_at(whole.len() / 2);
    let before = edited.version();
    fs::write(edited.site(), first).unwrap();
    std::thread::sleep(Duration::from_millis(20));
    assert_eq!(edited.version(), before);
    let mut file = fs::OpenOptions::new().append(true).open(edited.site()).unwrap();
    std::io::Write::write_all(&mut file, second.as_bytes()).unwrap();
    drop(file);
    edited.time_to("Todelt");
}

#[test]
fn a_bad_edit_never_replaces_a_good_site_and_is_told_at_the_console() {
    let edited = Edited::watched();
    let good = fs::read_to_string(edited.site()).unwrap();
    edited.unharmed_by(|| fs::write(edited.site(), "navn = \n").unwrap());
    edited.unharmed_by(|| fs::write(edited.site(), b"navn = \"\xff\xfe\"").unwrap());
    edited.unharmed_by(|| fs::remove_file(edited.site()).unwrap());
    fs::write(edited.site(), good.replacen("navn = \"", "navn = \"Rettet ", 1)).unwrap();
    edited.time_to("Rettet");
    edited.program.signal("TERM");
    let (_, log) = edited.program.ended(Duration::from_secs(5)).unwrap();
    assert!(log.contains("site.toml:1:"), "{log}");
    assert!(log.contains("det gamle vises stadig"), "{log}");
}

#[test]
fn under_load_no_request_fails_and_no_page_is_made_of_two_versions() {
    let edited = Edited::watched();
    let (address, going) = (edited.program.address, AtomicBool::new(true));
    let good = fs::read_to_string(edited.site()).unwrap();
    std::thread::scope(|scope| {
        let readers = [(); 2].map(|()| scope.spawn(|| read_while(&going, address)));
        for number in 0..4 {
            let name = format!("Udgave{number}x");
            fs::write(edited.site(), edited.renamed(&name)).unwrap();
            edited.time_to(&name);
            fs::write(edited.site(), good.replacen("navn", "navm", 1)).unwrap();
            std::thread::sleep(Duration::from_millis(300));
            fs::write(edited.site(), &good).unwrap();
        }
        going.store(false, Ordering::Relaxed);
        let versions: BTreeSet<String> =
            readers.into_iter().flat_map(|reader| reader.join().unwrap()).collect();
        assert!(versions.len() >= 4, "{versions:?}");
    });
}

/// Reads a page again and again; every answer is whole and of one version. The versions seen.
fn read_while(going: &AtomicBool, address: SocketAddr) -> BTreeSet<String> {
    let mark = regex::Regex::new(r"Udgave\d+x").unwrap();
    let mut seen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let begun = Instant::now();
    while going.load(Ordering::Relaxed) && begun.elapsed() < Duration::from_secs(60) {
        let page = get(address, "/");
        assert_eq!(page.status, 200);
        let version = page.header("x-version").unwrap().to_owned();
        let marks: BTreeSet<String> =
            mark.find_iter(page.text()).map(|found| found.as_str().to_owned()).collect();
        assert!(marks.len() <= 1, "{marks:?}");
        assert_eq!(*seen.entry(version).or_insert_with(|| marks.clone()), marks);
    }
    seen.into_keys().collect()
}

#[test]
fn a_file_of_a_hundred_megabytes_is_refused_unread() {
    let edited = Edited::watched();
    let huge = edited.content().join("sider/stor.md");
    edited.unharmed_by(|| {
        fs::File::create(&huge).unwrap().set_len(100 << 20).unwrap();
    });
    fs::remove_file(&huge).unwrap();
    fs::write(edited.site(), edited.renamed("Uden den store")).unwrap();
    edited.time_to("Uden den store");
}

#[test]
fn byte_order_marks_and_windows_line_ends_are_no_change_to_the_site() {
    let edited = Edited::watched();
    let windows = format!("\u{feff}{}", edited.renamed("Windows").replace('\n', "\r\n"));
    fs::write(edited.site(), windows).unwrap();
    edited.time_to("Windows");
}

#[test]
fn a_folder_may_go_and_come_back() {
    let edited = Edited::watched();
    let away = edited.folder.path().join("away");
    edited.unharmed_by(|| fs::rename(edited.content(), &away).unwrap());
    copy(&away, &edited.content());
    fs::write(edited.site(), edited.renamed("Tilbage")).unwrap();
    edited.time_to("Tilbage");
    // The watch is on the new folder, not on the old one's ghost.
    fs::write(edited.site(), edited.renamed("Igen")).unwrap();
    edited.time_to("Igen");
}

#[test]
fn what_a_symbolic_link_points_to_counts() {
    let edited = Edited::watched();
    let elsewhere = edited.folder.path().join("site-elsewhere.toml");
    fs::write(&elsewhere, edited.renamed("Lænket")).unwrap();
    fs::remove_file(edited.site()).unwrap();
    std::os::unix::fs::symlink(&elsewhere, edited.site()).unwrap();
    edited.time_to("Lænket");
    fs::write(&elsewhere, edited.renamed("Bag lænken")).unwrap();
    edited.time_to("Bag lænken");
    // A loop of links is not content.
    std::os::unix::fs::symlink(edited.content(), edited.content().join("sider/ring")).unwrap();
    fs::write(&elsewhere, edited.renamed("Uden om ringen")).unwrap();
    std::thread::sleep(Duration::from_secs(1));
    assert_eq!(get(edited.program.address, "/").status, 200);
}

#[test]
fn a_hangup_reloads_where_nobody_watches() {
    let edited = Edited::new(&[]);
    edited.unharmed_by(|| fs::write(edited.site(), edited.renamed("Ved signal")).unwrap());
    edited.program.signal("HUP");
    edited.time_to("Ved signal");
}

#[test]
fn the_preview_shows_what_is_wrong_and_pages_wait_for_news() {
    let edited = Edited::new(&["--preview"]);
    let address = edited.program.address;
    assert!(get(address, "/").text().contains("/_preview/reload.js"));
    let report = get(address, "/_preview");
    assert_eq!(report.header("refresh"), Some("1"));
    assert!(report.text().contains("Indholdet er i orden"));
    let first = get(address, "/_preview/wait").text().to_owned();
    assert_eq!(first, "previewAsk(0)");
    let waiting =
        std::thread::spawn(move || get(address, "/_preview/wait?seen=0").text().to_owned());
    fs::write(edited.site(), edited.renamed("Nyt")).unwrap();
    assert_eq!(waiting.join().unwrap(), "location.reload()");
    fs::write(edited.site(), "navn = 1").unwrap();
    until("the report", || get(address, "/_preview").text().contains("site.toml:1"));
    assert!(edited.shows("Nyt"));
}

#[test]
fn no_preview_unless_asked_for() {
    let edited = Edited::watched();
    assert_eq!(get(edited.program.address, "/_preview").status, 404);
    assert!(!get(edited.program.address, "/").text().contains("_preview"));
}

#[test]
fn the_operator_has_a_door_of_their_own() {
    let program = Program::start(&["--metrics", "127.0.0.1:0"]);
    for path in ["/readyz", "/metrics"] {
        assert_eq!(get(program.address, path).status, 404, "{path} is not for visitors");
    }
    let operations = program.operations();
    assert_eq!(get(operations, "/readyz").text(), "ready\n");
    let metrics = get(operations, "/metrics");
    let unknown = "kvalitetsstandard_requests_total{class=\"unknown\",status=\"404\"} 2";
    assert!(metrics.text().contains(unknown), "{}", metrics.text());
}
