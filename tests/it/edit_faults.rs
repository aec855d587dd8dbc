//! What goes wrong for an editor at the door, and loses nothing: old confirmations, other buttons, too much text,
//! what others have taken away, and words that no form has.

use axum::http::StatusCode;

use crate::edit_door::{Answered, CONTACTS, Door, PITSTOP};

const NEW_CONTACT: &str = "/fil/ishoj/kontakter.toml?sted=%2Fkontakt%2F%2B";
const DEADLINE: &str = "/fil/ishoj/fakta.toml?sted=%2Ffrist%2F0";

/// Words that editors never asked for.
const FOREIGN: [&str; 9] =
    ["error", "expected", "invalid", "os error", "line ", "column", "[[", "Nøgle", "TOML"];

/// The value of a field as the form has it.
fn value(page: &Answered, name: &str) -> String {
    let found = page.fields().into_iter().find(|(one, _)| one == name);
    found.unwrap_or_else(|| panic!("no field {name}: {:?}", page.texts("h1, .edit-summary"))).1
}

fn said(page: &Answered) -> String {
    page.texts(".edit-summary, .field-wrong, main p").join("\n")
}

fn confirmed(door: &Door) -> String {
    let text = door.text(CONTACTS);
    let text = text.replace("\"20692833\"\n", "\"20692833\"\nbekraeftet = 2026-11-03\n");
    door.write(CONTACTS, &text);
    text
}

#[test]
fn a_confirmation_goes_with_the_detail_it_was_about() {
    let door = Door::open();
    let text = confirmed(&door);
    for (field, new) in [
        ("/kontakt/0/telefon", "20692834"),
        ("/kontakt/0/mail", "ny@ishoj.dk"),
        ("/kontakt/0/adresse", "Vej 1\r\n2635 Ishøj"),
        ("/kontakt/0/web/adresse", "https://www.pitstop.ishoj.dk/"),
        ("/kontakt/0/mail", ""),
    ] {
        let weighed = door.post(PITSTOP, &door.get(PITSTOP).filled(&[(field, new)]));
        assert_eq!(weighed.status, StatusCode::OK, "{field}: {}", said(&weighed));
        assert!(
            said(&weighed).contains("Bekræftelsen fra 3.11.2026 gælder det, der stod før"),
            "{field}"
        );
        let saved = door.post(PITSTOP, &weighed.filled(&[("trin", "gem"), ("ja", "ja")]));
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{field}: {}", said(&saved));
        assert!(!door.text(CONTACTS).contains("2026-11-03"), "{field}");
        // Confirmed in the same breath: on the page that shows the change, or in the form.
        for step in ["se", "gem"] {
            door.write(CONTACTS, &text);
            let form = door.get(PITSTOP);
            let today = ("/kontakt/0/bekraeftet#idag", "ja");
            let first = [(field, new), ("trin", "se"), today];
            let weighed =
                door.post(PITSTOP, &form.filled(if step == "se" { &first } else { &first[..2] }));
            let last = [("trin", "gem"), ("ja", "ja"), today];
            door.post(PITSTOP, &weighed.filled(&last));
            assert!(door.text(CONTACTS).contains("bekraeftet = 2026-11-26\n"), "{field} {step}");
        }
        door.write(CONTACTS, &text);
    }
    // What is no contact detail leaves it.
    door.save(PITSTOP, &[("/kontakt/0/note", "En bemærkning.")]);
    assert!(door.text(CONTACTS).contains("bekraeftet = 2026-11-03\n"));
}

#[test]
fn a_confirmation_of_another_editor_is_about_the_old_number_too() {
    let door = Door::open();
    let mine = door.get(PITSTOP);
    door.save(PITSTOP, &[("/kontakt/0/bekraeftet#idag", "ja")]);
    let both = door.post(PITSTOP, &mine.filled(&[("/kontakt/0/telefon", "20692834")]));
    assert_eq!(both.status, StatusCode::CONFLICT);
    assert!(said(&both).contains("Bekræftelsen fra 26.11.2026"), "{}", said(&both));
    door.post(PITSTOP, &both.filled(&[("trin", "gem"), ("ja", "ja")]));
    assert!(!door.text(CONTACTS).contains("\nbekraeftet ="), "{}", door.text(CONTACTS));
}

#[test]
fn what_was_typed_goes_along_whatever_button_is_pressed() {
    let door = Door::open();
    let place = "/fil/ishoj/kontakter.toml?sted=%2Fkontakt%2F1";
    let typed = ("/kontakt/1/note", "Skrevet før der blev trykket.");
    for deed in ["op", "ned"] {
        let weighed = door.post(place, &door.get(place).filled(&[typed, ("hvad", deed)]));
        assert_eq!(weighed.status, StatusCode::OK, "{}", said(&weighed));
        let back = door.post(place, &weighed.filled(&[("trin", "ret")]));
        assert_eq!(value(&back, typed.0), typed.1, "{deed}");
        let saved = door.post(place, &weighed.filled(&[("trin", "gem"), ("ja", "ja")]));
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", said(&saved));
        assert!(door.text(CONTACTS).contains(typed.1), "{deed}");
        let wrong =
            door.post(place, &door.get(place).filled(&[("/kontakt/1/navn", ""), ("hvad", deed)]));
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{deed}");
    }
    // Taken away: said, and one can go back.
    let at = door.text(CONTACTS).matches("[[kontakt]]").count();
    let added = [
        ("/kontakt/+/navn", "Ny"),
        ("/kontakt/+/rolle", "Til prøve."),
        ("/kontakt/+/kilde", "indgang"),
    ];
    let weighed = door.post(NEW_CONTACT, &door.get(NEW_CONTACT).filled(&added));
    let saved = door.post(NEW_CONTACT, &weighed.filled(&[("trin", "gem"), ("ja", "ja")]));
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", said(&weighed));
    let last = format!("/fil/ishoj/kontakter.toml?sted=%2Fkontakt%2F{at}");
    let note = format!("/kontakt/{at}/note");
    let removal = door.get(&last).filled(&[(&note, "Vigtigt."), ("hvad", "fjern")]);
    let weighed = door.post(&last, &removal);
    assert!(said(&weighed).contains("også skrevet noget"), "{}", said(&weighed));
    let back = door.post(&last, &weighed.filled(&[("trin", "ret")]));
    assert_eq!(value(&back, &note), "Vigtigt.");
    // A button to another page: only where nothing is typed.
    let away = ("gaa", "/frist/0/beregner");
    let gone = door.post(DEADLINE, &door.get(DEADLINE).filled(&[away]));
    assert_eq!(gone.location, "/fil/ishoj/fakta.toml?sted=%2Ffrist%2F0%2Fberegner");
    let kept =
        door.post(DEADLINE, &door.get(DEADLINE).filled(&[("/frist/0/betyder", "Andet."), away]));
    assert_eq!(
        (kept.status, value(&kept, "/frist/0/betyder").as_str()),
        (StatusCode::OK, "Andet.")
    );
    assert!(kept.html.contains("Gå videre uden at gemme"));
}

#[test]
fn too_much_text_is_shown_again_and_said() {
    let door = Door::open();
    let path = "/fil/ishoj/afsnit/klage.md";
    let before = door.text("ishoj/afsnit/klage.md");
    for letter in ["x", "å"] {
        let text = format!("{letter}rigtig lang. ").repeat((1 << 20) / 10);
        let answer = door.post(path, &door.get(path).filled(&[("tekst", &text)]));
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(said(&answer).contains("Der er for meget tekst"), "{}", &said(&answer)[..400]);
        assert!(value(&answer, "tekst") == text, "what was typed is there");
    }
    assert_eq!(door.text("ishoj/afsnit/klage.md"), before);
}

#[test]
fn a_thing_that_another_has_taken_away_can_be_added_again() {
    let door = Door::open();
    let place = "/fil/ishoj/tilbud.toml?sted=%2Ftilbud%2F1";
    let mine = door.get(place);
    let text = door.text("ishoj/tilbud.toml");
    let gone = kvalitetsstandard::edit::place::Where::read("/tilbud/1").unwrap();
    door.write(
        "ishoj/tilbud.toml",
        &kvalitetsstandard::edit::records::remove(&text, &gone).unwrap(),
    );
    let typed = mine.filled(&[("/tilbud/1/beskrivelse", "Det, jeg skrev.")]);
    let answer = door.post(place, &typed);
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(said(&answer).contains("En anden har fjernet det imens"), "{}", said(&answer));
    assert_eq!(value(&answer, "/tilbud/+/beskrivelse"), "Det, jeg skrev.");
    let new = "/fil/ishoj/tilbud.toml?sted=%2Ftilbud%2F%2B";
    let weighed = door.post(new, &answer.filled(&[("trin", "se")]));
    let saved = door.post(new, &weighed.filled(&[("trin", "gem"), ("ja", "ja")]));
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", said(&weighed));
    assert!(door.text("ishoj/tilbud.toml").contains("Det, jeg skrev."));
    // Nor is anything written into what stands in its place, where things have no id.
    let road = "/fil/ishoj/fakta.toml?sted=%2Ffrist%2F0%2Fberegner%2Fundtagelse%2F0";
    let mine = door.get(road);
    let text = door.text("ishoj/fakta.toml");
    let first = kvalitetsstandard::edit::place::Where::read("/frist/0").unwrap();
    door.write(
        "ishoj/fakta.toml",
        &kvalitetsstandard::edit::records::remove(&text, &first).unwrap(),
    );
    let answer = door
        .post(road, &mine.filled(&[("/frist/0/beregner/undtagelse/0/gaelder", "Min sætning.")]));
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", said(&answer));
    assert!(answer.texts("textarea[readonly]").contains(&"Min sætning.".to_owned()));
    // A whole file that is gone shows what was typed as well.
    let page = "/fil/ishoj/sider/fagfolk.md";
    let mine = door.get(page);
    std::fs::remove_file(door.path("ishoj/sider/fagfolk.md")).unwrap();
    let answer = door.post(page, &mine.filled(&[("tekst", "\r\nMin tekst.\r\n")]));
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(
        answer.texts("textarea[readonly]").contains(&"Min tekst.".to_owned()),
        "{}",
        answer.html
    );
}

#[test]
fn a_new_thing_says_at_its_fields_what_is_missing_and_names_itself() {
    let door = Door::open();
    for (place, list) in [
        (NEW_CONTACT, "/kontakt/+"),
        ("/fil/ishoj/fakta.toml?sted=%2Ffrist%2F%2B", "/frist/+"),
        ("/fil/ishoj/fakta.toml?sted=%2Ftal%2F%2B", "/tal/+"),
        ("/fil/ishoj/rettigheder.toml?sted=%2Fret%2F%2B", "/ret/+"),
        ("/fil/ishoj/klageveje.toml?sted=%2Fklagevej%2F%2B", "/klagevej/+"),
        ("/fil/ishoj/tilbud.toml?sted=%2Ftilbud%2F%2B", "/tilbud/+"),
        ("/fil/ordliste.toml?sted=%2Ford%2F%2B", "/ord/+"),
        ("/fil/love.toml?sted=%2Flov%2F%2B", "/lov/+"),
        // None of these is there yet.
        ("/fil/ishoj/veje/klage.toml?sted=%2Ftillaeg%2F%2B", "/tillaeg/+"),
    ] {
        let form = door.get(place);
        assert_eq!(form.status, StatusCode::OK, "{place}");
        let answer = door.post(place, &form.fields());
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{place}");
        let wrong = answer.texts(".field-wrong");
        assert!(!wrong.is_empty() && said(&answer).contains("Ret dette først"), "{place}");
        for word in FOREIGN {
            assert!(!said(&answer).contains(word), "{place} says {word}: {}", said(&answer));
        }
        assert!(!wrong.iter().any(|one| one.contains(list)), "{wrong:?}");
    }
    // What has things of its own begins without them.
    let course = "/fil/ishoj/forloeb.toml?sted=%2Fforloeb%2F%2B";
    let weighed = door.post(course, &door.get(course).filled(&[("/forloeb/+/titel", "Et forløb")]));
    let saved = door.post(course, &weighed.filled(&[("trin", "gem"), ("ja", "ja")]));
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", said(&weighed));
    assert!(door.text("ishoj/forloeb.toml").contains("id = \"et-forloeb\"\n"));
    let filled = [
        ("/kontakt/+/navn", "Åben Rådgivning"),
        ("/kontakt/+/rolle", "Til prøve."),
        ("/kontakt/+/telefon", "123"),
        ("/kontakt/+/kilde", "indgang"),
    ];
    let answer = door.post(NEW_CONTACT, &door.get(NEW_CONTACT).filled(&filled));
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.texts(".field-wrong").len(), 1, "{}", said(&answer));
    assert_eq!(value(&answer, "/kontakt/+/id"), "aaben-raadgivning");
    for _ in 0..2 {
        let good = answer.filled(&[("/kontakt/+/telefon", "12345678"), ("/kontakt/+/id", "")]);
        let form = door.get(NEW_CONTACT);
        let mark = value(&form, "aftryk");
        let good: Vec<_> = good
            .into_iter()
            .map(
                |(name, value)| if name == "aftryk" { (name, mark.clone()) } else { (name, value) },
            )
            .collect();
        let weighed = door.post(NEW_CONTACT, &good);
        let saved = door.post(NEW_CONTACT, &weighed.filled(&[("trin", "gem"), ("ja", "ja")]));
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", said(&weighed));
    }
    let text = door.text(CONTACTS);
    assert!(text.contains("id = \"aaben-raadgivning\"\n"));
    assert!(text.contains("id = \"aaben-raadgivning-2\"\n"), "{text}");
}

#[test]
fn findings_speak_as_the_form_does() {
    let door = Door::open();
    let removed = door.post(PITSTOP, &door.get(PITSTOP).filled(&[("hvad", "fjern")]));
    assert_eq!(removed.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = removed.texts("[role=alert]").join(" ");
    assert!(told.contains("Det kan ikke fjernes, for det bruges her"), "{told}");
    let used = removed.texts("[role=alert] a[href^='/fil/ishoj/afsnit/']");
    assert!(used.contains(&"Sådan klager du".to_owned()) || used.len() > 3, "{used:?}");
    let unit = door.post(DEADLINE, &door.get(DEADLINE).filled(&[("/frist/0/enhed", "år")]));
    let number = door.post(DEADLINE, &door.get(DEADLINE).filled(&[("/frist/0/antal", "900")]));
    for (answer, name) in [(&unit, "/frist/0/enhed"), (&number, "/frist/0/antal")] {
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.texts(".field-wrong").len(), 1, "{name}: {}", said(answer));
        let at = answer.texts(&format!(".field:has([name='{name}']) .field-wrong"));
        assert_eq!(at.len(), 1, "{name}: {}", said(answer));
    }
    for answer in [&removed, &unit, &number] {
        for word in ["[[", ".toml", "enhed", "Nøgle", ".md:", "id'"] {
            let told = answer.texts("[role=alert], .field-wrong").join(" ");
            assert!(!told.contains(word), "{word}: {told}");
        }
    }
    assert!(said(&unit).contains("»Hvad der tælles i«"), "{}", said(&unit));
}

#[test]
fn nothing_that_the_system_or_a_library_says_reaches_an_editor() {
    let door = Door::open();
    let mine = door.get(PITSTOP);
    door.write(CONTACTS, "[[kontakt]]\nid = \"pitstop\nnavn = ?\n");
    let saved = door.post(PITSTOP, &mine.filled(&[("/kontakt/0/navn", "Mit navn")]));
    assert!(saved.texts("textarea[readonly]").contains(&"Mit navn".to_owned()), "{}", said(&saved));
    let new = door.get("/ny");
    let long = "Langby".repeat(60);
    let fields = [("segl".to_owned(), value(&new, "segl")), ("navn".to_owned(), long)];
    for answer in [door.get(PITSTOP), door.get("/fund"), saved, door.post("/ny", &fields)] {
        for word in ["expected", "invalid", "os error", "TOML", "string"] {
            assert!(!answer.texts("main").join(" ").contains(word), "{word}: {}", said(&answer));
        }
    }
}

#[test]
fn a_new_municipality_has_a_name_of_its_own() {
    let door = Door::open();
    let segl = value(&door.get("/ny"), "segl");
    let begin = |name: &str| {
        door.post("/ny", &[("segl".to_owned(), segl.clone()), ("navn".to_owned(), name.to_owned())])
    };
    for name in [
        "",
        "  ",
        "123",
        "-by",
        "<b>By</b>",
        "By\u{7}",
        "By/../..",
        "Ishøj",
        "ISHØJ ",
        "ishoj",
        "By; DROP",
        "a\"b",
        "By\nby2",
        "Ølgod🎉",
        &"By".repeat(26),
    ] {
        let answer = begin(name);
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert_eq!(answer.texts("#navn-fejl").len(), 1, "{name}");
        let page = scraper::Html::parse_document(&answer.html);
        let field = scraper::Selector::parse("#navn").unwrap();
        assert_eq!(page.select(&field).next().unwrap().attr("value"), Some(name), "what was typed");
    }
    assert!(!door.path(".kladder").exists());
    for name in ["Høje-Taastrup", "Sankt  Øby"] {
        assert_eq!(begin(name).status, StatusCode::SEE_OTHER, "{name}");
        assert_eq!(begin(name).status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
    }
    assert!(door.text(".kladder/sankt-oeby/kommune.toml").contains("\"Sankt Øby\""));
}

#[test]
fn a_draft_can_be_seen_saved_and_thrown_away() {
    let door = Door::open();
    let segl = value(&door.get("/ny"), "segl");
    let section = [
        ("segl".to_owned(), segl.clone()),
        ("kommune".to_owned(), "vallensbaek".to_owned()),
        ("afsnit".to_owned(), "maalgruppe".to_owned()),
    ];
    let begun = door.post("/ny", &section);
    assert_eq!(begun.location, "/fil/vallensbaek/afsnit/maalgruppe.md");
    let seen = "/vis/kladde-vallensbaek/vallensbaek/maalgruppe";
    assert!(door.get(&begun.location).html.contains(&format!("href=\"{seen}\"")));
    let page = door.get(seen);
    assert_eq!(page.status, StatusCode::OK, "{}", said(&page));
    assert!(page.html.contains("(Mangler endnu)") && !page.html.contains("UDFYLD"));
    assert_eq!(door.get("/vis/nu/vallensbaek/maalgruppe").status, StatusCode::NOT_FOUND);
    let saved = door.save(&begun.location, &[("/titel", "Hvem er det for?")]);
    let told = said(&door.get(&saved.location));
    assert!(
        told.contains("Ingen læsere kan se den") && !told.contains("Webstedet viser"),
        "{told}"
    );
    let draft = door.path(".kladder/vallensbaek/afsnit/maalgruppe.md");
    for kladde in ["vallensbaek/afsnit/maalgruppe.md", "vallensbaek"] {
        assert!(draft.is_file());
        let named = [("kladde".to_owned(), kladde.to_owned())];
        let asked = door.post("/slet-kladde", &named);
        assert!(asked.texts("main li")[0].contains("Hvem er det for?"), "{}", asked.html);
        assert!(draft.is_file(), "a yes is needed");
        let gone = door.post("/slet-kladde", &asked.filled(&[("trin", "slet")]));
        assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", said(&gone));
        assert!(!draft.exists());
        assert!(said(&door.get(&gone.location)).contains("slettet"));
        let twice = door.post("/slet-kladde", &asked.filled(&[("trin", "slet")]));
        assert!(said(&twice).contains("allerede slettet"), "{}", said(&twice));
        // And it can be had back.
        let weighed = door.post("/rettelser", &door.get("/rettelser").filled(&[("trin", "se")]));
        let back = door.post("/rettelser", &weighed.filled(&[("trin", "gem"), ("ja", "ja")]));
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", said(&back));
    }
    door.post(
        "/ny",
        &[("segl".to_owned(), segl.clone()), ("navn".to_owned(), "Prøveby".to_owned())],
    );
    let page = door.get("/vis/kladde-proeveby/proeveby");
    assert_eq!(page.status, StatusCode::OK, "{}", said(&page));
    // Only drafts.
    for kladde in ["ishoj", "ishoj/kontakter.toml", "", "..", "/"] {
        let named = [
            ("kladde".to_owned(), kladde.to_owned()),
            ("segl".to_owned(), segl.clone()),
            ("trin".to_owned(), "slet".to_owned()),
        ];
        assert_eq!(door.post("/slet-kladde", &named).status, StatusCode::NOT_FOUND, "{kladde}");
    }
}

#[test]
fn there_is_no_button_to_nowhere() {
    let door = Door::open();
    let last = door.text(CONTACTS).matches("[[kontakt]]").count() - 1;
    for (at, buttons) in [
        (0, &["Flyt ned", "Fjern"][..]),
        (1, &["Flyt op", "Flyt ned", "Fjern"]),
        (last, &["Flyt op", "Fjern"]),
    ] {
        let page = door.get(&format!("/fil/ishoj/kontakter.toml?sted=%2Fkontakt%2F{at}"));
        assert_eq!(page.texts("button[name=hvad]"), buttons, "{at}");
    }
}

#[test]
fn links_of_a_preview_stay_in_it_and_are_answered() {
    let door = Door::open();
    let link = scraper::Selector::parse("[href], [action]").unwrap();
    let (mut waiting, mut seen) = (
        vec!["/vis/nu/ishoj".to_owned(), "/vis/nu/".to_owned()],
        std::collections::BTreeSet::new(),
    );
    let mut depth = 0;
    while depth < 2 {
        depth += 1;
        for at in std::mem::take(&mut waiting) {
            let page = door.get(&at);
            assert!(
                page.status.is_success() || page.status == StatusCode::SEE_OTHER,
                "{at}: {}",
                page.status
            );
            let html = scraper::Html::parse_document(&page.html);
            for one in html.select(&link) {
                let to = one.attr("href").or(one.attr("action")).unwrap_or_default();
                let to = to.split('#').next().unwrap_or_default();
                if !to.starts_with('/') {
                    continue;
                }
                assert!(to.starts_with("/vis/nu"), "{at} leads to {to}");
                if one.attr("method").is_none_or(|method| method != "post")
                    && seen.insert(to.to_owned())
                {
                    waiting.push(to.to_owned());
                }
            }
        }
    }
    assert!(seen.len() > 40 && seen.contains("/vis/nu/ud"), "{seen:?}");
    let answer = door.get("/vis/nu/ishoj/soeg?q=klage");
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(door.get("/vis/nu/findes-ikke").status, StatusCode::NOT_FOUND);
    let gone = door.get("/vis/0123/ishoj");
    assert!(said(&gone).contains("for gammel"), "{}", said(&gone));
}

#[test]
fn only_what_was_saved_is_said_to_be() {
    let door = Door::open();
    for query in ["", "?foer=x&nu=y", "?rettelse=0123456789abcdef", "?rettelse="] {
        let answer = door.get(&format!("/gemt{query}"));
        assert_eq!(
            (answer.status, answer.location.as_str()),
            (StatusCode::SEE_OTHER, "/rettelser"),
            "{query}"
        );
    }
    for place in [
        "garbage",
        "%2Fkontakt%2F99",
        "%2Fkontakt%2Fabc",
        "%2Fvrøvl",
        "%2Fkontakt%2F-1",
        "%2Fkontakt%2F%2B%2Fweb",
        "%2Fkontakt%2F0%2Fnavn",
    ] {
        let answer = door.get(&format!("/fil/ishoj/kontakter.toml?sted={place}"));
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{place}");
    }
}

#[test]
fn what_differs_is_shown_as_it_is_read() {
    let door = Door::open();
    let name = "A & B <c> \"d\" 'e' &amp;";
    let weighed = door.post(PITSTOP, &door.get(PITSTOP).filled(&[("/kontakt/0/navn", name)]));
    assert_eq!(weighed.status, StatusCode::OK, "{}", said(&weighed));
    let told = weighed.texts("ins");
    assert!(told.iter().any(|line| line.contains(name)), "{told:?}");
}

#[test]
fn a_day_that_is_none_is_said_at_its_field_and_stays_there() {
    let door = Door::open();
    for day in [
        "31. februar",
        "31. februar 2026",
        "31-02-2026",
        "2026-02-31",
        "30/2 2026",
        "i går",
        "1.13.2026",
    ] {
        for (place, field) in [
            (PITSTOP, "/kontakt/0/bekraeftet"),
            ("/fil/ishoj/afsnit/klage.md", "/gennemgaaet"),
            ("/fil/ishoj/kommune.toml", "/kilde/til"),
        ] {
            let answer = door.post(place, &door.get(place).filled(&[(field, day)]));
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {day}");
            assert_eq!(value(&answer, field), day);
            assert_eq!(answer.texts(".field-wrong").len(), 1, "{field} {day}");
        }
    }
    for day in ["3. november 2026", "03-11-2026", "3/11 2026", "2026-11-03"] {
        let weighed =
            door.post(PITSTOP, &door.get(PITSTOP).filled(&[("/kontakt/0/bekraeftet", day)]));
        door.post(PITSTOP, &weighed.filled(&[("trin", "gem"), ("ja", "ja")]));
        assert!(door.text(CONTACTS).contains("bekraeftet = 2026-11-03\n"), "{day}");
        assert_eq!(value(&door.get(PITSTOP), "/kontakt/0/bekraeftet"), "03-11-2026");
        door.save(PITSTOP, &[("/kontakt/0/bekraeftet", "")]);
    }
}

#[test]
fn a_form_is_looked_at_while_it_is_filled_in() {
    let door = Door::open();
    let before = confirmed(&door);
    let form = door.get(PITSTOP);
    let look = |changes: &[(&str, &str)]| {
        let mut all = changes.to_vec();
        all.push(("trin", "proev"));
        door.post(PITSTOP, &form.filled(&all))
    };
    let fine = look(&[]);
    assert_eq!(
        (fine.status, fine.texts(".field-wrong").len()),
        (StatusCode::OK, 0),
        "{}",
        said(&fine)
    );
    // What can't be taken, what the load says, and what goes with a change: at their fields, all at once.
    let wrong = look(&[
        ("/kontakt/0/telefon", "123"),
        ("/kontakt/0/navn", ""),
        ("ja", "ja"),
        ("segl", "x"),
    ]);
    assert_eq!(wrong.status, StatusCode::OK);
    assert_eq!(wrong.texts(".field-wrong").len(), 3, "{:?}", wrong.texts(".field-wrong"));
    assert_eq!(door.text(CONTACTS), before, "nothing is kept");
    let script = door.get("/skriv.js");
    assert!(
        script.status.is_success() && script.html.len() < 10_000,
        "{} bytes",
        script.html.len()
    );
    assert!(!script.html.contains("//"), "minified");
}
