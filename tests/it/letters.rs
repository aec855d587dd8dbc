//! The complaint letter over HTTP: what is typed comes back on paper and nowhere else.

use crate::html::{all, parse, texts, values};
use crate::http::{get, post};
use crate::serving::Serving;
use crate::support::{shipped, shipped_with};

#[test]
fn the_letter_goes_to_the_address_of_the_route_and_is_kept_by_nobody() {
    let server = Serving::shipped();
    for municipality in &shipped().content.municipalities {
        let contact = municipality.contact("klage").expect("a contact for complaints");
        let path = format!("/{}/klagebrev", municipality.id);
        let form = "vej=afgoerelse&navn=Ane+%3Cb%3E&om=Det+de+skrev%0D%0Aog+mente&fordi=";
        let response = post(server.address, &path, form);
        assert_eq!(response.status, 200);
        assert_eq!(response.header("cache-control"), Some("no-store"));
        let page = parse(response.text());
        let letter = texts(&page, "main .letter").concat();
        for line in contact.address.as_ref().expect("an address") {
            assert!(letter.contains(line.as_str()), "{letter}");
        }
        assert!(letter.contains("Ane <b>") && letter.contains("Det de skrev"), "{letter}");
        assert!(!texts(&page, "title").concat().contains("Ane"));
        assert!(!texts(&page, "main .letter .write").is_empty(), "no lines for the empty fields");
    }
}

#[test]
fn an_address_in_doubt_is_confirmed_by_telephone_before_anything_is_sent() {
    let server = Serving::shipped();
    for municipality in &shipped().content.municipalities {
        let contact = municipality.contact("klage").expect("a contact for complaints");
        let in_doubt = contact.note.is_some() && contact.verified.is_none();
        let path = format!("/{}/klagebrev", municipality.id);
        let form = parse(get(server.address, &path).text());
        let first = texts(&form, "main .brief li").swap_remove(0);
        assert_eq!(first.starts_with("Ring først"), in_doubt, "{first}");
        let letter = parse(post(server.address, &path, "vej=afgoerelse").text());
        let first = texts(&letter, "main h1 + p").swap_remove(0);
        assert_eq!(first.starts_with("Ring først på"), in_doubt, "{first}");
        let corrected = texts(&letter, ".letter .write").concat().contains("Rettet adresse");
        assert_eq!(corrected, in_doubt, "{path}");
        assert!(all(&form, "main .links a[href*='/klage#']").len() >= 2, "{path}");
    }
}

#[test]
fn an_empty_form_is_a_letter_to_write_by_hand() {
    let server = Serving::shipped();
    let page = parse(post(server.address, "/ishoj/klagebrev", "").text());
    assert!(texts(&page, "main .letter .write").len() > 12);
}

#[test]
fn too_much_text_gets_the_form_again_with_all_that_was_typed() {
    let server = Serving::shipped();
    let form = format!("navn={}&om=behold+mig", "x".repeat(121));
    let page = parse(post(server.address, "/ishoj/klagebrev", &form).text());
    assert_eq!(all(&page, "#navn[aria-invalid][aria-describedby=navn-fejl]").len(), 1);
    assert_eq!(texts(&page, "#navn-fejl").len(), 1);
    assert_eq!(texts(&page, "textarea#om"), ["behold mig"]);
}

#[test]
fn a_route_without_an_address_and_a_body_too_large_are_no_faults_of_ours() {
    let server = Serving::shipped();
    let unknown = post(server.address, "/ishoj/klagebrev", "vej=sundhedsfaglig");
    assert_eq!(unknown.status, 200);
    let page = parse(unknown.text());
    assert_eq!(texts(&page, "form.fields fieldset").len(), 1);
    let large = post(server.address, "/ishoj/klagebrev", &"x".repeat(300_000));
    assert_eq!(large.status, 413);
    assert!(large.text().contains("<html lang=\"da\">"));
    assert_eq!(post(server.address, "/ukendt/klagebrev", "").status, 404);
}

#[test]
fn only_addresses_of_the_source_can_be_chosen_and_no_number_of_a_person_is_asked_for() {
    let edition = shipped_with("third");
    let site = crate::support::site_of(&edition);
    for municipality in &edition.content.municipalities {
        let page = parse(&site[&format!("/{}/klagebrev", municipality.id)]);
        let ids = values(&page, "input[type=radio]", "value");
        assert!(ids.contains(&"afgoerelse".to_owned()), "{ids:?}");
        for id in &ids {
            let route = municipality.route(id).expect("a route");
            let contact = route.to.as_ref().and_then(|to| municipality.contact(to));
            assert!(contact.is_some_and(|one| one.address.is_some()), "{id}");
        }
        assert!(all(&page, "[name*=cpr], [name*=personnummer]").is_empty());
    }
    let server = Serving::shipped();
    assert_eq!(get(server.address, "/ishoj/klagebrev").status, 200);
}
