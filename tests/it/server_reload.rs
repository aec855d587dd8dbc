//! Content changed while the server runs: good changes are live within a second, bad ones never.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use kvalitetsstandard::edition;
use kvalitetsstandard::source::Sources;
use tempfile::TempDir;

use crate::http::{Client, get};
use crate::serving::{Program, until};
use crate::support::{copy, copy_of_content, shipped_site, site_of, today};

/// A server that watches a copy of the shipped content.
struct Edited {
    folder: TempDir,
    program: Program,
}

impl Edited {
    fn new(flags: &[&str]) -> Self {
        let folder = copy_of_content();
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

    /// `site.toml` with another name for the site.
    fn renamed(&self, name: &str) -> String {
        let text = fs::read_to_string(self.site()).unwrap();
        let line = text.lines().find(|line| line.starts_with("navn = ")).unwrap();
        text.replacen(line, &format!("navn = \"{name}\""), 1)
    }

    fn shows(&self, name: &str) -> bool {
        get(self.program.address, "/").text().contains(name)
    }

    /// Waits until the front page shows the name; panics after ten seconds.
    fn waits_for(&self, name: &str) {
        until(name, || self.shows(name));
    }

    fn version(&self) -> String {
        get(self.program.address, "/").header("x-version").unwrap().to_owned()
    }

    /// Stops the server and returns its log.
    fn log(self) -> String {
        self.program.signal("TERM");
        self.program.ended(Duration::from_secs(10)).unwrap().1
    }

    /// The server's peak memory use, in bytes.
    fn memory(&self) -> u64 {
        let path = format!("/proc/{}/status", self.program.child.id());
        let status = fs::read_to_string(path).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() << 10
    }

    /// Makes a `change` that must not be published, and waits long enough to be sure.
    fn unharmed_by(&self, change: impl FnOnce()) {
        let before = self.version();
        change();
        std::thread::sleep(Duration::from_millis(1_200));
        let after = get(self.program.address, "/");
        assert_eq!((after.status, after.header("x-version")), (200, Some(before.as_str())));
    }
}

/// The speed is measured by `benches/run saved`, where nothing else is running.
#[test]
fn a_saved_file_goes_live_without_a_message() {
    let edited = Edited::watched();
    for name in ["Først", "Så", "Siden", "Sidst"] {
        fs::write(edited.site(), edited.renamed(name)).unwrap();
        edited.waits_for(name);
    }
}

/// The site's name is on every page, so one version has one name everywhere.
#[test]
fn all_pages_change_in_one_step() {
    let edited = Edited::watched();
    let names = ["Et", "To", "Tre", "Fire"].map(|name| format!("Navn {name}"));
    let mut seen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for name in &names {
        fs::write(edited.site(), edited.renamed(name)).unwrap();
        let mut client = Client::new(edited.program.address);
        until(name, || {
            let mut last = String::new();
            for page in ["/", "/privatliv", "/ishoj", "/vallensbaek/klage", "/ishoj/hele"] {
                let answer = client.ask("GET", page, &[]);
                let shown = names.iter().find(|name| answer.text().contains(name.as_str()));
                last = shown.cloned().unwrap_or_default();
                let version = answer.header("x-version").unwrap().to_owned();
                seen.entry(version).or_default().insert(last.clone());
            }
            last == *name
        });
    }
    assert!(seen.len() >= names.len(), "{seen:?}");
    assert!(seen.values().all(|names| names.len() == 1), "pages of two versions: {seen:?}");
}

#[test]
fn files_can_be_saved_by_renaming_or_in_two_steps() {
    let edited = Edited::watched();
    let beside = edited.content().join(".site.toml.swp");
    fs::write(&beside, edited.renamed("Atomisk")).unwrap();
    fs::rename(&beside, edited.site()).unwrap();
    edited.waits_for("Atomisk");

    let whole = edited.renamed("Todelt");
    let (first, second) = whole.split_at(whole.len() / 2);
    let before = edited.version();
    fs::write(edited.site(), first).unwrap();
    std::thread::sleep(Duration::from_millis(20));
    assert_eq!(edited.version(), before);
    let mut file = fs::OpenOptions::new().append(true).open(edited.site()).unwrap();
    std::io::Write::write_all(&mut file, second.as_bytes()).unwrap();
    drop(file);
    edited.waits_for("Todelt");
}

/// An upload that pauses in the middle is not finished, because the file is still open.
#[test]
fn a_file_is_read_when_it_is_complete() {
    let edited = Edited::watched();
    let page = edited.content().join("ishoj/afsnit/klage.md");
    let whole = format!("{}\nHelt til ende.\n", fs::read_to_string(&page).unwrap());
    let half = whole.len() / 2;
    let half = (half..whole.len()).find(|at| whole.is_char_boundary(*at)).unwrap();
    let mut uploaded = fs::File::create(&page).unwrap();
    edited.unharmed_by(|| {
        std::io::Write::write_all(&mut uploaded, &whole.as_bytes()[..half]).unwrap();
    });
    std::io::Write::write_all(&mut uploaded, &whole.as_bytes()[half..]).unwrap();
    drop(uploaded);
    until("the page", || {
        get(edited.program.address, "/ishoj/klage").text().contains("Helt til ende.")
    });
}

/// Listing a folder doesn't change it.
#[test]
fn an_unchanged_folder_causes_no_reloads() {
    let edited = Edited::watched();
    fs::write(edited.site(), edited.renamed("Ro")).unwrap();
    edited.waits_for("Ro");
    let log = || edited.program.log().matches("nyt indhold").count();
    until("it has settled", || log() > 0);
    let watching = || {
        let tasks = fs::read_dir(format!("/proc/{}/task", edited.program.child.id())).unwrap();
        let of_watch = tasks.flatten().map(|task| task.path()).filter(|task| {
            let name = fs::read_to_string(task.join("comm")).unwrap_or_default();
            name.starts_with("watch") || name.starts_with("notify")
        });
        let nanoseconds = |task: PathBuf| -> u64 {
            let figures = fs::read_to_string(task.join("schedstat")).unwrap();
            figures.split(' ').next().unwrap().parse().unwrap()
        };
        Duration::from_nanos(of_watch.map(nanoseconds).sum())
    };
    let (before, started) = (watching(), Instant::now());
    std::thread::sleep(Duration::from_secs(4));
    let share =
        watching().checked_sub(before).unwrap().as_secs_f64() / started.elapsed().as_secs_f64();
    assert!(share < 0.02, "{share} of a core");
}

#[test]
fn a_bad_edit_never_replaces_a_good_site_and_is_reported() {
    let edited = Edited::watched();
    let good = fs::read_to_string(edited.site()).unwrap();
    edited.unharmed_by(|| fs::write(edited.site(), "navn = \n").unwrap());
    edited.unharmed_by(|| fs::write(edited.site(), b"\nnavn = \"\xff\xfe\"").unwrap());
    edited.unharmed_by(|| fs::remove_file(edited.site()).unwrap());
    fs::write(edited.site(), good.replacen("navn = \"", "navn = \"Rettet ", 1)).unwrap();
    edited.waits_for("Rettet");
    let log = edited.log();
    for told in [
        // Place, rule, message and advice.
        "site.toml:1:1: fejl[toml-syntaks]: ",
        "Skriv navn = \"…\"",
        "site.toml: fejl[ulaeselig-fil]: Filen kan ikke bruges: den er ikke gemt som UTF-8 \
         (linje 2, tegn 9). Gem filen igen som UTF-8.",
        "site.toml: fejl[manglende-fil]: ",
        "det gamle vises stadig",
    ] {
        assert!(log.contains(told), "{told}: {log}");
    }
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
            edited.waits_for(&name);
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

/// Reads a page repeatedly; every response is complete and of one version. Returns the versions
/// seen.
fn read_while(going: &AtomicBool, address: SocketAddr) -> BTreeSet<String> {
    let mark = regex::Regex::new(r"Udgave\d+x").unwrap();
    let mut seen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let started = Instant::now();
    while going.load(Ordering::Relaxed) && started.elapsed() < Duration::from_secs(60) {
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
fn a_file_of_a_hundred_megabytes_is_refused_without_reading_it() {
    let edited = Edited::watched();
    // A reload takes memory by itself, so compare two of them, before and with the file.
    fs::write(edited.site(), edited.renamed("Uden den store")).unwrap();
    edited.waits_for("Uden den store");
    let before = edited.memory();
    let huge = edited.content().join("sider/stor.md");
    let text = vec![b'a'; 100 << 20];
    edited.unharmed_by(|| fs::write(&huge, &text).unwrap());
    let grown = edited.memory() - before;
    assert!(grown < 60 << 20, "{} MB more for a file of 100 MB", grown >> 20);
    fs::remove_file(&huge).unwrap();
    fs::write(edited.site(), edited.renamed("Igen uden")).unwrap();
    edited.waits_for("Igen uden");
    let told = "sider/stor.md: fejl[ulaeselig-fil]: Filen kan ikke bruges: den er for stor \
                (104857600 byte, højst 1048576). Del filen.";
    let log = edited.log();
    assert!(log.contains(told), "{log}");
}

#[test]
fn byte_order_marks_and_windows_line_endings_do_not_change_the_site() {
    let edited = Edited::watched();
    let windows = format!("\u{feff}{}", edited.renamed("Windows").replace('\n', "\r\n"));
    fs::write(edited.site(), windows).unwrap();
    edited.waits_for("Windows");
}

/// Files saved by an editor on Windows give the same site, byte for byte.
#[test]
fn windows_files_make_the_same_pages() {
    let embedded = Sources::embedded();
    let as_windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let files = embedded.iter().map(|(_, file)| (file.path.clone(), as_windows(&file.text)));
    let edition = edition::load(Sources::from_files(files), &[], today());
    let edition = edition.unwrap_or_else(|refused| panic!("{:?}", refused.findings.first()));
    let (here, there) = (shipped_site(), site_of(&edition));
    assert_eq!(here.len(), there.len());
    for (address, page) in here {
        assert!(there[address].replace("\r\n", "\n") == *page, "{address} differs");
    }
}

/// `klage.md` is another file than `Klage.md`, so the page would disappear.
#[test]
fn a_rename_that_only_changes_case_is_reported_and_can_be_undone() {
    let edited = Edited::watched();
    let (right, wrong) = (
        edited.content().join("ishoj/afsnit/klage.md"),
        edited.content().join("ishoj/afsnit/Klage.md"),
    );
    edited.unharmed_by(|| fs::rename(&right, &wrong).unwrap());
    assert_eq!(get(edited.program.address, "/ishoj/klage").status, 200);
    fs::rename(&wrong, &right).unwrap();
    let text = fs::read_to_string(&right).unwrap();
    fs::write(&right, format!("{text}\nEt nyt ord.\n")).unwrap();
    until("the page", || {
        get(edited.program.address, "/ishoj/klage").text().contains("Et nyt ord.")
    });
    let log = edited.log();
    assert!(log.contains("afsnit/Klage.md:1:1: fejl[ukendt-afsnit]"), "{log}");
}

#[test]
fn a_folder_in_the_content_can_disappear_and_return() {
    let edited = Edited::watched();
    let (here, away) = (edited.content().join("ishoj"), edited.folder.path().join("ishoj"));
    edited.unharmed_by(|| fs::rename(&here, &away).unwrap());
    assert_eq!(get(edited.program.address, "/ishoj/klage").status, 200);
    copy(&away, &here);
    let page = here.join("afsnit/klage.md");
    let text = fs::read_to_string(&page).unwrap();
    fs::write(&page, format!("{text}\nKommet igen.\n")).unwrap();
    until("the page", || {
        get(edited.program.address, "/ishoj/klage").text().contains("Kommet igen.")
    });
}

/// Content replaced as a whole, by pointing a symbolic link to another folder.
#[test]
fn the_folder_can_be_a_link_that_changes_its_target() {
    let edited = Edited::new(&[]);
    let at = |name: &str| edited.folder.path().join(name);
    copy(&edited.content(), &at("next"));
    let site = edited.renamed("Næste udgave");
    fs::write(at("next/site.toml"), site).unwrap();
    std::os::unix::fs::symlink(edited.content(), at("current")).unwrap();
    let program = Program::start(&["--content", at("current").to_str().unwrap(), "--watch"]);
    std::os::unix::fs::symlink(at("next"), at("new")).unwrap();
    fs::rename(at("new"), at("current")).unwrap();
    until("the next", || get(program.address, "/").text().contains("Næste udgave"));
}

#[test]
fn the_content_folder_can_disappear_and_return() {
    let edited = Edited::watched();
    let away = edited.folder.path().join("away");
    edited.unharmed_by(|| fs::rename(edited.content(), &away).unwrap());
    copy(&away, &edited.content());
    fs::write(edited.site(), edited.renamed("Tilbage")).unwrap();
    edited.waits_for("Tilbage");
    // The watch is on the new folder, not the deleted one.
    fs::write(edited.site(), edited.renamed("Igen")).unwrap();
    edited.waits_for("Igen");
}

#[test]
fn the_target_of_a_symbolic_link_is_watched() {
    let edited = Edited::watched();
    let elsewhere = edited.folder.path().join("site-elsewhere.toml");
    fs::write(&elsewhere, edited.renamed("Lænket")).unwrap();
    fs::remove_file(edited.site()).unwrap();
    std::os::unix::fs::symlink(&elsewhere, edited.site()).unwrap();
    edited.waits_for("Lænket");
    fs::write(&elsewhere, edited.renamed("Bag lænken")).unwrap();
    edited.waits_for("Bag lænken");
    // A folder that contains itself is reported once, and nothing is read twice.
    let ring = edited.content().join("sider/ring");
    edited.unharmed_by(|| {
        std::os::unix::fs::symlink(edited.content(), &ring).unwrap();
        fs::write(&elsewhere, edited.renamed("Med en ring")).unwrap();
    });
    fs::remove_file(&ring).unwrap();
    edited.waits_for("Med en ring");
    let log = edited.log();
    assert_eq!(log.matches("fejl[").count(), 1, "{log}");
    assert!(log.contains(
        "sider/ring: fejl[ulaeselig-fil]: Filen kan ikke bruges: mappen ligger i sig selv"
    ));
}

#[test]
fn sighup_reloads_without_watching() {
    let edited = Edited::new(&[]);
    edited.unharmed_by(|| fs::write(edited.site(), edited.renamed("Ved signal")).unwrap());
    edited.program.signal("HUP");
    edited.waits_for("Ved signal");
    edited.unharmed_by(|| {
        fs::write(edited.site(), "navn = 1\n").unwrap();
        edited.program.signal("HUP");
    });
    let log = edited.log();
    assert!(log.contains("site.toml:1:8: fejl[forkert-vaerdi]"), "{log}");
}

#[test]
fn the_preview_shows_errors_and_pages_wait_for_changes() {
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
fn the_preview_is_off_by_default() {
    let edited = Edited::watched();
    assert_eq!(get(edited.program.address, "/_preview").status, 404);
    assert!(!get(edited.program.address, "/").text().contains("_preview"));
}

#[test]
fn the_operator_has_a_separate_listener() {
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
