//! Slips of editors at the door: two at once, a second press, a paste from elsewhere, a wrong year.

use axum::http::StatusCode;

use crate::edit_door::{Answered, CONTACTS, Door, PITSTOP};

const TODAY: (&str, &str) = ("/kontakt/0/bekraeftet#idag", "ja");
const KEEP: [(&str, &str); 2] = [("trin", "gem"), ("ja", "ja")];

fn said(page: &Answered) -> String {
    page.texts(".edit-summary, .field-wrong, main p, main h2").join("\n")
}

#[test]
fn nobody_confirms_a_number_that_they_never_saw() {
    let door = Door::open();
    let text = door.text(CONTACTS);
    let form = door.get(PITSTOP);
    let weighed = door.post(PITSTOP, &form.filled(&[("trin", "se"), TODAY]));
    assert_eq!(weighed.status, StatusCode::OK, "{}", said(&weighed));
    for (field, new, name) in [
        ("/kontakt/0/telefon", "20692835", "Telefon"),
        ("/kontakt/0/web/adresse", "https://www.ny.ishoj.dk/", "Webadresse"),
    ] {
        for mine in [form.filled(&[("trin", "gem"), TODAY]), weighed.filled(&KEEP)] {
            door.write(CONTACTS, &text);
            door.save(PITSTOP, &[(field, new)]);
            let both = door.post(PITSTOP, &mine);
            assert_eq!(both.status, StatusCode::CONFLICT);
            let told = both.texts(".edit-pairs tbody").join(" ");
            assert!(told.contains(name) && told.contains(new), "{told}");
            assert!(said(&both).contains("En anden har imens rettet det, du bekræfter"));
            // Without a new yes there is nothing to keep; with one it is about what stands there now.
            door.post(PITSTOP, &both.filled(&KEEP));
            let kept = door.text(CONTACTS);
            assert!(kept.contains(new) && !kept.contains("bekraeftet = 2026-11-26"), "{kept}");
            let again = door.post(PITSTOP, &both.filled(&[KEEP[0], KEEP[1], TODAY]));
            assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", said(&again));
            assert!(door.text(CONTACTS).contains("bekraeftet = 2026-11-26"));
        }
    }
    // Where others changed something that no confirmation is about, it holds.
    door.write(CONTACTS, &text);
    door.save(PITSTOP, &[("/kontakt/0/note", "En bemærkning.")]);
    let both = door.post(PITSTOP, &weighed.filled(&KEEP));
    door.post(PITSTOP, &both.filled(&KEEP));
    assert!(door.text(CONTACTS).contains("bekraeftet = 2026-11-26"));
}

#[test]
fn the_browser_keeps_what_was_typed_when_one_goes_back() {
    let door = Door::open();
    for page in [PITSTOP, "/fil/ishoj/fakta.toml?sted=%2Ffrist%2F0", "/fil/ishoj/afsnit/klage.md"] {
        assert!(!door.get(page).html.contains("autocomplete"), "{page}");
    }
}

#[test]
fn what_nobody_can_see_is_told_at_its_field() {
    let door = Door::open();
    let before = door.text(CONTACTS);
    for (letter, told) in [("\u{7}", "U+0007"), ("\u{0}", "U+0000"), ("\u{202e}", "U+202E")] {
        for text in [format!("Ring{letter} nu."), letter.to_string()] {
            let answer =
                door.post(PITSTOP, &door.get(PITSTOP).filled(&[("/kontakt/0/note", &text)]));
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
            let at = answer.texts(".field:has([name='/kontakt/0/note']) .field-wrong").join(" ");
            assert!(at.contains(told) && !at.contains("»«"), "{at}");
        }
    }
    assert_eq!(door.text(CONTACTS), before);
}

#[test]
fn a_link_to_mail_is_taken_for_the_address() {
    let door = Door::open();
    for typed in ["mailto:ny@ishoj.dk", " MAILTO: ny@ishoj.dk "] {
        door.save(PITSTOP, &[("/kontakt/0/mail", typed)]);
        assert!(door.text(CONTACTS).contains("mail = \"ny@ishoj.dk\""), "{typed}");
        door.save(PITSTOP, &[("/kontakt/0/mail", "pitstop@ishoj.dk")]);
    }
}

#[test]
fn a_year_long_ago_is_asked_about() {
    let door = Door::open();
    let day = |day: &str| {
        let typed = [("/kontakt/0/bekraeftet", day), ("trin", "se")];
        door.post(PITSTOP, &door.get(PITSTOP).filled(&typed))
    };
    let old = day("27-11-2006");
    assert_eq!(old.status, StatusCode::OK, "{}", said(&old));
    assert!(
        old.texts(".edit-summary").join(" ").contains("bekræftet den 27-11-2006. Er året rigtigt?")
    );
    let unsaid = door.post(PITSTOP, &old.filled(&[("trin", "gem")]));
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    for never in ["27-11-1926", "01-01-0001"] {
        let answer = day(never);
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let told = answer.texts(".field-wrong").join(" ");
        assert!(told.contains("Er året rigtigt?") && told.contains("26-11-2026"), "{told}");
    }
    // A day that has not come yet is told in the words of the form too.
    let told = day("27-11-2027").texts(".field-wrong").join(" ");
    assert!(told.contains("26-11-2026") && told.contains("lad feltet stå tomt"), "{told}");
}

#[test]
fn what_others_refer_to_leads_to_them() {
    let door = Door::open();
    let form = door.get(PITSTOP);
    for (change, what) in [
        (("hvad", "fjern"), "Det kan ikke fjernes, for det bruges her"),
        (("/kontakt/0/id", "pitstoppet"), "Kodeordet kan ikke ændres, for det bruges her"),
    ] {
        let answer = door.post(PITSTOP, &form.filled(&[change]));
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.texts("[role=alert] h2").contains(&what.to_owned()), "{}", said(&answer));
        assert!(answer.texts("[role=alert] a[href='/fil/ishoj/afsnit/anonym.md']").len() == 1);
        assert!(!answer.texts("[role=alert]").join(" ").contains("linje"));
    }
}

#[test]
fn the_last_of_a_list_that_another_has_taken_away_is_not_lost() {
    let door = Door::open();
    let text = door.text("ishoj/tilbud.toml");
    let last = text.matches("[[tilbud]]").count() - 1;
    let place = format!("/fil/ishoj/tilbud.toml?sted=%2Ftilbud%2F{last}");
    let name = format!("/tilbud/{last}/beskrivelse");
    let mine = door.get(&place).filled(&[(&name, "Det, jeg skrev.")]);
    let gone = kvalitetsstandard::edit::place::Where::read(&format!("/tilbud/{last}")).unwrap();
    let left = kvalitetsstandard::edit::records::remove(&text, &gone).unwrap();
    door.write("ishoj/tilbud.toml", &left);
    let answer = door.post(&place, &mine);
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", said(&answer));
    let typed = answer.fields().into_iter().find(|(name, _)| name == "/tilbud/+/beskrivelse");
    assert_eq!(typed.unwrap().1, "Det, jeg skrev.");
    assert_eq!(door.get(&place).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_second_press_says_that_it_is_done() {
    let door = Door::open();
    let note = [("/kontakt/0/note", "En bemærkning."), ("trin", "se")];
    let weighed = door.post(PITSTOP, &door.get(PITSTOP).filled(&note));
    let first = door.post(PITSTOP, &weighed.filled(&KEEP));
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let second = door.post(PITSTOP, &weighed.filled(&KEEP));
    assert!(said(&second).contains("Det er gemt"), "{}", said(&second));
    let list = door.get("/rettelser");
    assert!(list.texts("time").iter().all(|time| time.starts_with("26.11.2026 kl. ")));
    let asked = door.post("/rettelser", &list.filled(&[("trin", "se")]));
    let back = asked.filled(&[("trin", "gem"), ("ja", "ja")]);
    assert_eq!(door.post("/rettelser", &back).status, StatusCode::SEE_OTHER, "{}", said(&asked));
    let again = door.post("/rettelser", &back);
    assert!(said(&again).contains("allerede fortrudt"), "{}", said(&again));
}

#[test]
fn what_is_wrong_is_told_with_the_name_of_its_field() {
    let door = Door::open();
    let emptied = [("/kontakt/0/navn", ""), ("/kontakt/0/rolle", "")];
    let answer = door.post(PITSTOP, &door.get(PITSTOP).filled(&emptied));
    let told = answer.texts("[role=alert] li");
    assert!(told.iter().any(|one| one == "Navn: Feltet skal udfyldes."), "{told:?}");
    let new = "/fil/ishoj/kontakter.toml?sted=%2Fkontakt%2F%2B";
    let named = [("/kontakt/+/navn", "!!!"), ("/kontakt/+/rolle", "Til prøve.")];
    let told = door.post(new, &door.get(new).filled(&named)).texts("[role=alert] li").join(" ");
    assert!(told.contains("Vi kan ikke lave et kodeord af navnet"), "{told}");
}
