//! The door as an editor meets it: forms, what a change does, keeping it, taking it back, and who is kept out.

use std::path::PathBuf;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use kvalitetsstandard::edit::guard::Settings;
use kvalitetsstandard::edit::{Desk, Folder, door};
use scraper::{Html, Selector};
use tower::ServiceExt as _;

use crate::serving::TestClock;
use crate::support::copy_of_content;

pub(crate) const HOST: &str = "127.0.0.1:8190";
pub(crate) const CONTACTS: &str = "ishoj/kontakter.toml";
pub(crate) const PITSTOP: &str = "/fil/ishoj/kontakter.toml?sted=%2Fkontakt%2F0";

pub(crate) struct Door {
    folder: tempfile::TempDir,
    router: Router,
    runtime: tokio::runtime::Runtime,
}

pub(crate) struct Answered {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) html: String,
    policy: String,
}

impl Answered {
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        let page = Html::parse_document(&self.html);
        page.select(&selector).map(|one| one.text().collect::<String>().trim().to_owned()).collect()
    }

    /// What a browser would send: every field as it is filled in.
    pub(crate) fn fields(&self) -> Vec<(String, String)> {
        let page = Html::parse_document(&self.html);
        let all = Selector::parse("main form:first-of-type :is(input,textarea,select)").unwrap();
        let option = Selector::parse("option[selected]").unwrap();
        let mut fields = Vec::new();
        for one in page.select(&all) {
            let Some(name) = one.attr("name") else { continue };
            let value = match one.value().name() {
                "textarea" => one.text().collect::<String>(),
                "select" => one
                    .select(&option)
                    .next()
                    .and_then(|it| it.attr("value"))
                    .unwrap_or_default()
                    .to_owned(),
                _ if one.attr("type") == Some("checkbox") && one.attr("checked").is_none() => {
                    continue;
                }
                _ => one.attr("value").unwrap_or_default().to_owned(),
            };
            fields.push((name.to_owned(), value.replace('\n', "\r\n")));
        }
        fields
    }

    /// The same with some of them filled in otherwise.
    pub(crate) fn filled(&self, changes: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut fields = self.fields();
        fields.retain(|(name, _)| !changes.iter().any(|(one, _)| one == name));
        fields
            .extend(changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        fields
    }
}

impl Door {
    pub(crate) fn open() -> Self {
        Self::with(copy_of_content(), None)
    }

    pub(crate) fn with(folder: tempfile::TempDir, user_header: Option<&str>) -> Self {
        let settings = Settings {
            hosts: vec![HOST.to_owned()],
            user_header: user_header.map(str::to_owned),
            site: Some("https://eksempel.dk".to_owned()),
        };
        let clock = Box::new(TestClock::at("2026-11-26T11:00:00Z"));
        let content = Folder::open(&folder.path().join("content")).unwrap();
        let router = door::router(Desk::new(content, settings, clock, [7; 32]));
        Self { folder, router, runtime: tokio::runtime::Runtime::new().unwrap() }
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join("content").join(path)
    }

    pub(crate) fn text(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap()
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        std::fs::write(self.path(path), text).unwrap();
    }

    fn ask(&self, request: Request<Body>) -> Answered {
        let router = self.router.clone();
        self.runtime.block_on(async {
            let response = router.oneshot(request).await.unwrap();
            let header = |name| {
                let value = response.headers().get(name).and_then(|value| value.to_str().ok());
                value.unwrap_or_default().to_owned()
            };
            let (location, policy) =
                (header(header::LOCATION), header(header::CONTENT_SECURITY_POLICY));
            let status = response.status();
            let body = response.into_body().collect().await.unwrap().to_bytes();
            Answered { status, location, policy, html: String::from_utf8_lossy(&body).into_owned() }
        })
    }

    pub(crate) fn get(&self, path: &str) -> Answered {
        self.ask(Request::get(path).header("host", HOST).body(Body::empty()).unwrap())
    }

    pub(crate) fn post(&self, path: &str, fields: &[(String, String)]) -> Answered {
        let origin = format!("http://{HOST}");
        self.post_from(path, fields, &[("host", HOST), ("origin", &origin)])
    }

    fn post_from(
        &self,
        path: &str,
        fields: &[(String, String)],
        headers: &[(&str, &str)],
    ) -> Answered {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let mut request = Request::post(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.ask(request.body(Body::from(body)).unwrap())
    }

    /// Fills in a form, looks at what it does, and keeps it.
    pub(crate) fn save(&self, path: &str, changes: &[(&str, &str)]) -> Answered {
        let weighed = self.post(path, &self.get(path).filled(changes));
        assert_eq!(weighed.status, StatusCode::OK, "{:?}", weighed.texts(".edit-summary"));
        self.post(path, &weighed.filled(&[("trin", "gem")]))
    }
}

#[test]
fn a_number_is_changed_confirmed_seen_and_taken_back() {
    let door = Door::open();
    let before = door.text(CONTACTS);
    assert!(door.get("/").texts(".edit-list a").contains(&"Pitstop".to_owned()));
    let form = door.get(PITSTOP);
    let changes = [("/kontakt/0/telefon", "20 69 28 34"), ("/kontakt/0/bekraeftet#idag", "ja")];
    let weighed = door.post(PITSTOP, &form.filled(&changes));
    assert_eq!(weighed.status, StatusCode::OK, "{:?}", weighed.texts(".edit-summary"));
    assert!(
        weighed.texts("ins").iter().any(|line| line.contains("20\u{a0}69\u{a0}28\u{a0}34")),
        "{:?}",
        weighed.texts("ins")
    );
    assert_eq!(door.text(CONTACTS), before, "nothing is written before it is kept");
    let saved = door.post(PITSTOP, &weighed.filled(&[("trin", "gem")]));
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{:?}", saved.texts(".edit-summary"));
    let wanted = before
        .replace("telefon = \"20692833\"\n", "telefon = \"20692834\"\nbekraeftet = 2026-11-26\n");
    assert_eq!(door.text(CONTACTS), wanted);
    let done = door.get(&saved.location);
    assert_eq!(done.texts("h1"), ["Gemt"]);
    assert!(door.get("/vis/nu/ishoj").html.contains("tel:+4520692834"));

    let log = door.get("/rettelser");
    assert_eq!(log.texts("h2"), ["Ishøj › Kontakter › Pitstop: Telefon, Bekræftet den"]);
    let weighed = door.post("/rettelser", &log.filled(&[("trin", "se")]));
    assert_eq!(weighed.status, StatusCode::OK);
    let back = door.post("/rettelser", &weighed.filled(&[("trin", "gem")]));
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{:?}", back.texts(".edit-summary"));
    assert_eq!(door.text(CONTACTS), before);
    // What was taken back can be made again.
    let log = door.get("/rettelser");
    assert_eq!(log.texts("h2").len(), 2);
    let weighed = door.post("/rettelser", &log.filled(&[("trin", "se")]));
    door.post("/rettelser", &weighed.filled(&[("trin", "gem")]));
    assert_eq!(door.text(CONTACTS), wanted);
}

#[test]
fn an_error_is_told_at_its_field_and_never_kept() {
    let door = Door::open();
    let before = door.text(CONTACTS);
    let form = door.get(PITSTOP);
    for (field, value, word) in [
        ("/kontakt/0/telefon", "123", "cifre"),
        ("/kontakt/0/bekraeftet", "31. februar 2026", "dag"),
        ("/kontakt/0/bekraeftet", "2027-12-24", ""),
        ("/kontakt/0/navn", "", ""),
    ] {
        for step in ["se", "gem"] {
            let segl = "07".repeat(32);
            let fields =
                form.filled(&[(field, value), ("trin", step), ("ja", "ja"), ("segl", &segl)]);
            let told = door.post(PITSTOP, &fields);
            assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {value}");
            let wrong = told.texts("[role=alert] a, .field-wrong");
            assert!(
                wrong.len() >= 2 && wrong.iter().any(|one| one.contains(word)),
                "{value}: {wrong:?}"
            );
            let invalid = Selector::parse("[aria-invalid=true]").unwrap();
            let page = Html::parse_document(&told.html);
            assert!(
                page.select(&invalid).any(|one| one.attr("name") == Some(field)),
                "{field}: {wrong:?}"
            );
        }
    }
    assert_eq!(door.text(CONTACTS), before);
}

#[test]
fn a_warning_needs_a_yes() {
    let door = Door::open();
    let path = "/fil/ishoj/afsnit/maal.md";
    let form = door.get(path);
    let text = form.fields().into_iter().find(|(name, _)| name == "tekst").unwrap().1;
    let long = "Dette er en meget lang sætning ".to_owned()
        + &"med mange ord i sig som ingen kan læse ".repeat(6)
        + "til ende.";
    let before = door.text("ishoj/afsnit/maal.md");
    let weighed = door.post(path, &form.filled(&[("tekst", &format!("{text}\r\n{long}\r\n"))]));
    assert_eq!(weighed.status, StatusCode::OK, "{:?}", weighed.texts(".edit-summary"));
    assert_eq!(weighed.texts("label:has([name=ja])"), ["Ja, det er meningen"]);
    let refused = door.post(path, &weighed.filled(&[("trin", "gem")]));
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(door.text("ishoj/afsnit/maal.md"), before);
    let saved = door.post(path, &weighed.filled(&[("trin", "gem"), ("ja", "ja")]));
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    assert_eq!(door.text("ishoj/afsnit/maal.md"), format!("{before}\n{long}\n"));
}

#[test]
fn nothing_filled_in_changes_nothing() {
    let door = Door::open();
    for path in [
        PITSTOP,
        "/fil/ishoj/afsnit/klage.md",
        "/fil/site.toml",
        "/fil/ishoj/kommune.toml",
        "/fil/ishoj/fakta.toml?sted=%2Ffrist%2F0%2Fberegner",
    ] {
        let form = door.get(path);
        assert_eq!(form.status, StatusCode::OK, "{path}");
        let same = door.post(path, &form.fields());
        assert!(
            same.texts("[role=status]").iter().any(|one| one.contains("ikke ændret noget")),
            "{path}: {:?}",
            same.texts("main p")
        );
    }
}

#[test]
fn two_editors_lose_nothing_and_see_both_versions() {
    let door = Door::open();
    let (mine, theirs) = (door.get(PITSTOP), door.get(PITSTOP));
    door.save(PITSTOP, &[("/kontakt/0/telefon", "20692835")]);
    assert_eq!(theirs.status, StatusCode::OK);
    // Another field of the same thing: both changes are in what is kept.
    let both =
        door.post(PITSTOP, &mine.filled(&[("/kontakt/0/navn", "Pitstop Ishøj"), ("trin", "se")]));
    assert_eq!(both.status, StatusCode::CONFLICT);
    assert_eq!(both.texts(".edit-pairs th[scope=row]"), ["Navn"]);
    let saved = door.post(PITSTOP, &both.filled(&[("trin", "gem")]));
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{:?}", saved.texts("main p"));
    let text = door.text(CONTACTS);
    assert!(text.contains("\"20692835\"") && text.contains("\"Pitstop Ishøj\""), "{text}");
    // The same field: both versions are shown, and nothing is kept before that.
    let stale = mine.filled(&[("/kontakt/0/telefon", "20692836"), ("trin", "gem")]);
    let both = door.post(PITSTOP, &stale);
    assert_eq!(both.status, StatusCode::CONFLICT);
    assert_eq!(both.texts(".edit-pairs td")[..2], ["20692835", "20692836"]);
    assert_eq!(door.text(CONTACTS), text);
    // Others have put something before it: the change follows the thing.
    let form = door.get(PITSTOP);
    door.write(
        CONTACTS,
        &kvalitetsstandard::edit::records::move_up(
            &text,
            &kvalitetsstandard::edit::place::Where::read("/kontakt/1").unwrap(),
        )
        .unwrap(),
    );
    let both = door.post(PITSTOP, &form.filled(&[("/kontakt/0/telefon", "20692837")]));
    assert!(
        both.html.contains("name=\"/kontakt/1/telefon\" value=\"20692837\""),
        "{:?}",
        both.texts("main p")
    );
}

#[test]
fn things_are_added_moved_and_taken_away() {
    let door = Door::open();
    let file = "/fil/ishoj/fakta.toml?sted=%2Ftal%2F%2B";
    let before = door.text("ishoj/fakta.toml");
    let form = door.get(file);
    let new = [("/tal/+/id", "proeve"), ("/tal/+/vaerdi", "3 besøg"), ("/tal/+/kilde", "indgang")];
    let weighed = door.post(file, &form.filled(&new));
    assert_eq!(weighed.status, StatusCode::OK, "{:?}", weighed.texts(".edit-summary"));
    let saved = door.post(file, &weighed.filled(&[("trin", "gem"), ("ja", "ja")]));
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{:?}", saved.texts(".edit-summary"));
    let added = "\n[[tal]]\nid = \"proeve\"\nvaerdi = \"3 besøg\"\nkilde = [\"indgang\"]\n";
    assert_eq!(door.text("ishoj/fakta.toml"), format!("{before}{added}"));
    let at = before.matches("[[tal]]").count();
    let place = format!("/fil/ishoj/fakta.toml?sted=%2Ftal%2F{at}");
    let weighed = door.post(&place, &door.get(&place).filled(&[("hvad", "fjern")]));
    let saved = door.post(&place, &weighed.filled(&[("trin", "gem"), ("ja", "ja")]));
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{:?}", saved.texts(".edit-summary"));
    assert_eq!(door.text("ishoj/fakta.toml"), before);
    let weighed = door.post(PITSTOP, &door.get(PITSTOP).filled(&[("hvad", "ned")]));
    let saved = door.post(PITSTOP, &weighed.filled(&[("trin", "gem"), ("ja", "ja")]));
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{:?}", saved.texts(".edit-summary"));
    assert!(door.text(CONTACTS).find("\"klage\"") < door.text(CONTACTS).find("\"pitstop\""));
}

#[test]
fn new_things_begin_as_drafts_that_readers_never_see() {
    let door = Door::open();
    let site = kvalitetsstandard::source::Sources::read(&door.path("")).unwrap().0;
    let form = door.get("/ny");
    let segl = form.fields().into_iter().find(|(name, _)| name == "segl").unwrap();
    let begun = door.post("/ny", &[segl.clone(), ("navn".into(), "Prøveby".into())]);
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{:?}", begun.texts("main p"));
    assert!(door.path(".kladder/proeveby/kommune.toml").is_file());
    let again = door.post("/ny", &[segl.clone(), ("navn".into(), "Prøveby".into())]);
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let section =
        [segl, ("kommune".into(), "vallensbaek".into()), ("afsnit".into(), "maalgruppe".into())];
    assert_eq!(door.post("/ny", &section).status, StatusCode::SEE_OTHER);
    // A draft may be kept with what is still missing, but not taken into use.
    let place = "/fil/vallensbaek/afsnit/maalgruppe.md";
    let saved = door.save(place, &[("/titel", "Hvem er det for?")]);
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let (now, unreadable) = kvalitetsstandard::source::Sources::read(&door.path("")).unwrap();
    assert!(now == site && unreadable.is_empty(), "what the site is made from has changed");
    let refused = door.post("/tag-i-brug", &[("mappe".into(), "vallensbaek".into())]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.texts("[role=alert] li").iter().any(|one| one.contains("UDFYLD")));
    let form = door.get(place);
    let filled =
        [("/kort_fortalt", "Kilden siger det ikke."), ("tekst", "\r\nSpørg kommunen.\r\n")];
    let weighed = door.post(place, &form.filled(&filled));
    assert_eq!(door.post(place, &weighed.filled(&[("trin", "gem")])).status, StatusCode::SEE_OTHER);
    let weighed = door.post("/tag-i-brug", &[("mappe".into(), "vallensbaek".into())]);
    assert_eq!(weighed.status, StatusCode::OK, "{:?}", weighed.texts(".edit-summary li"));
    let used = door.post("/tag-i-brug", &weighed.filled(&[("trin", "gem"), ("ja", "ja")]));
    assert_eq!(used.status, StatusCode::SEE_OTHER, "{:?}", used.texts(".edit-summary li"));
    assert!(door.get("/vis/nu/vallensbaek/maalgruppe").html.contains("Hvem er det for?"));
}

#[test]
fn only_content_can_be_reached() {
    let door = Door::open();
    door.write("hemmeligt.txt", "x");
    std::fs::write(door.folder.path().join("ude.toml"), "a = 1\n").unwrap();
    let link = door.path("ishoj/tilbud.toml");
    std::fs::remove_file(&link).unwrap();
    std::os::unix::fs::symlink(door.folder.path().join("ude.toml"), &link).unwrap();
    for path in [
        "../ude.toml",
        "..%2Fude.toml",
        "hemmeligt.txt",
        "ishoj",
        "%2Fetc%2Fpasswd",
        "ishoj/../site.toml",
        "README.md",
        ".kladder/x.toml",
        "rettelser.log",
        "site.toml%00",
    ] {
        assert_eq!(door.get(&format!("/fil/{path}")).status, StatusCode::NOT_FOUND, "{path}");
    }
    let folder = Folder::open(&door.path("")).unwrap();
    for path in [
        "../ude.toml",
        "/etc/x.toml",
        "ishoj/tilbud.toml",
        ".git/x.toml",
        "a//b.toml",
        "a.txt",
        "",
        "ishoj/\u{0}.toml",
        ".kladder/../x.toml",
    ] {
        assert!(folder.text(path).is_err(), "{path}");
    }
    let outside = std::fs::read_to_string(door.folder.path().join("ude.toml")).unwrap();
    assert_eq!(outside, "a = 1\n");
}

#[test]
fn who_is_a_stranger_changes_nothing() {
    let door = Door::open();
    let before = door.text(CONTACTS);
    let weighed =
        door.post(PITSTOP, &door.get(PITSTOP).filled(&[("/kontakt/0/telefon", "20692834")]));
    let keep = weighed.filled(&[("trin", "gem")]);
    let own = format!("http://{HOST}");
    for headers in [
        &[("host", "ond.example"), ("origin", "http://ond.example")][..],
        &[("host", HOST)],
        &[("host", HOST), ("origin", "http://ond.example")],
        &[("host", HOST), ("origin", "null")],
        &[("host", HOST), ("origin", &own), ("sec-fetch-site", "cross-site")],
        &[("host", HOST), ("origin", &own), ("x-forwarded-for", "10.0.0.1")],
    ] {
        assert_eq!(
            door.post_from(PITSTOP, &keep, headers).status,
            StatusCode::FORBIDDEN,
            "{headers:?}"
        );
    }
    // Without what only this run's pages hold, nothing is kept either; what was typed is shown again.
    let again = door.post(PITSTOP, &weighed.filled(&[("trin", "gem"), ("segl", "0")]));
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.html.contains("value=\"20692834\"") || again.html.contains("20 69 28 34"));
    assert_eq!(door.text(CONTACTS), before);
    assert_eq!(door.post(PITSTOP, &keep).status, StatusCode::SEE_OTHER);
    let page = door.get("/");
    for part in
        ["default-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"]
    {
        assert!(page.policy.contains(part), "{}", page.policy);
    }
    let large = vec![("tekst".to_owned(), "x".repeat(17 << 20))];
    assert_eq!(door.post(PITSTOP, &large).status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[test]
fn the_name_of_who_edits_is_the_proxys() {
    let door = Door::with(copy_of_content(), Some("x-user"));
    let origin = format!("http://{HOST}");
    let named = [("host", HOST), ("origin", origin.as_str()), ("x-user", "anna@eksempel.dk")];
    assert_eq!(door.get("/").status, StatusCode::FORBIDDEN);
    let ask = Request::get(PITSTOP).header("host", HOST).header("x-user", "anna@eksempel.dk");
    let form = door.ask(ask.body(Body::empty()).unwrap());
    let weighed =
        door.post_from(PITSTOP, &form.filled(&[("/kontakt/0/telefon", "20692834")]), &named);
    let keep = weighed.filled(&[("trin", "gem")]);
    let other = [("host", HOST), ("origin", origin.as_str()), ("x-user", "bo")];
    assert_eq!(door.post_from(PITSTOP, &keep, &other).status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(door.post_from(PITSTOP, &keep, &named).status, StatusCode::SEE_OTHER);
    assert!(door.text("rettelser.log").contains("hvem = \"anna@eksempel.dk\"\n"));
}

#[test]
fn a_run_killed_between_writing_and_renaming_leaves_a_whole_file() {
    let door = Door::open();
    let before = door.text(CONTACTS);
    // What such a run leaves: half a file beside the one it was to replace.
    door.write("ishoj/.kontakter.toml.ny", "[[kontakt]]\nid = \"pit");
    let (sources, unreadable) = kvalitetsstandard::source::Sources::read(&door.path("")).unwrap();
    assert!(unreadable.is_empty() && sources.find("ishoj/.kontakter.toml.ny").is_none());
    assert_eq!(door.text(CONTACTS), before);
    assert_eq!(
        door.save(PITSTOP, &[("/kontakt/0/telefon", "20692834")]).status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(door.text(CONTACTS), before.replace("20692833", "20692834"));
    assert!(!door.path("ishoj/.kontakter.toml.ny").exists());
}
