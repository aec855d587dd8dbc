//! The complaint letter: what is typed is printed, and goes nowhere else.

use kvalitetsstandard::book::{Contact, Municipality, Route};
use scraper::Html;

use crate::html::{all, parse, texts, values, within};
use crate::http::{get, post};
use crate::serving::Serving;
use crate::support::{Asked, answered_page, shipped, shipped_with};

/// The address of the letter.
const PATH: &str = "/{municipality}/klagebrev";

/// The route for complaints about decisions, and its recipient.
fn decision(own: &Municipality) -> (&Route, &Contact) {
    let route = own.routes.iter().find(|route| route.id == "afgoerelse").expect("a route");
    (route, &own.contacts[route.to.expect("somebody to write to")])
}

fn letter(own: &Municipality, form: &str) -> Html {
    parse(&answered_page(&shipped(), Asked::post(PATH, &own.id, form)))
}

#[test]
fn the_letter_goes_to_the_routes_address_and_is_not_stored() {
    let server = Serving::shipped();
    let edition = shipped();
    for own in &edition.book.municipalities {
        let (_, contact) = decision(own);
        let path = format!("/{}/klagebrev", own.id);
        let form = "vej=afgoerelse&navn=Ane+%3Cb%3E&om=Det+de+skrev%0D%0Aog+mente&fordi=";
        let response = post(server.address, &path, form);
        assert_eq!(response.status, 200);
        assert_eq!(response.header("cache-control"), Some("no-store"));
        let page = parse(response.text());
        let letter = texts(&page, "main .letter").concat();
        let in_doubt = contact.open_doubt().is_some();
        for line in contact.address.iter().filter(|line| !contact.name.contains(line.as_str())) {
            assert_eq!(letter.contains(line.as_str()), !in_doubt, "{line}: {letter}");
        }
        // Each part of the recipient's name appears exactly once.
        for part in contact.name.split(", ") {
            assert_eq!(letter.matches(part).count(), 1, "{part}: {letter}");
        }
        assert!(letter.contains("Ane <b>") && letter.contains("Det de skrev"), "{letter}");
        assert!(!texts(&page, "title").concat().contains("Ane"));
        assert!(!texts(&page, "main .letter .write").is_empty(), "no lines for the empty fields");
    }
}

/// As long as an address is in doubt, the letter leaves lines for it, and both the form and the
/// letter show the doubt.
#[test]
fn a_doubtful_address_is_left_blank_and_the_doubt_is_shown() {
    let mut doubted = Vec::new();
    let edition = shipped();
    for own in &edition.book.municipalities {
        let (_, contact) = decision(own);
        let form = parse(&answered_page(&shipped(), Asked::get(PATH, &own.id, "vej=afgoerelse")));
        let letter = letter(own, "vej=afgoerelse");
        let to = all(&letter, ".letter address + p")[0];
        let Some(doubt) = contact.open_doubt() else {
            assert!(within(to, ".write").is_empty(), "{}", own.id);
            continue;
        };
        doubted.push(own.id.as_str());
        assert_eq!(within(to, ".write").len(), 3, "{}", own.id);
        let doubt = doubt.plain.split_whitespace().collect::<Vec<_>>().join(" ");
        let told = |page: &Html, selector| texts(page, selector).join(" ").contains(&doubt);
        assert!(told(&form, "main .note"), "the form says: {doubt}");
        assert!(told(&letter, "main .hero .note"), "the letter begins with: {doubt}");
        assert!(told(&letter, "main .card"), "the record keeps: {doubt}");
    }
    assert_eq!(doubted, ["vallensbaek"], "one of each is tested");
}

/// The letter shows what limits the complaint, because it is the last page before sending.
#[test]
fn the_letter_keeps_what_limits_its_route() {
    for own in &shipped().book.municipalities {
        let (route, _) = decision(own);
        let page = letter(own, "vej=afgoerelse");
        let said = texts(&page, "main .card").join(" ").replace('\u{a0}', " ");
        for limit in route.excluded.iter().chain(&route.remains).chain(&route.note) {
            let words = limit.plain.replace('\u{a0}', " ");
            assert!(said.contains(&words), "{}: {words}", own.id);
        }
    }
}

#[test]
fn an_empty_form_is_a_letter_to_write_by_hand() {
    let server = Serving::shipped();
    let page = parse(post(server.address, "/ishoj/klagebrev", "").text());
    assert!(texts(&page, "main .letter .write").len() > 12);
}

/// »Ret brevet« sends everything back to the form, which shows what was typed.
#[test]
fn a_letter_can_be_changed_without_typing_it_again() {
    let own = &shipped().book.municipalities[0];
    let first = letter(own, "vej=afgoerelse&navn=Ane+%22%26&om=En%0ATo");
    let hidden = |name: &str| {
        let found = values(&first, &format!("main form input[type=hidden][name={name}]"), "value");
        found.into_iter().next().expect("it is sent again")
    };
    let form: String = ["ret", "vej", "navn", "om"]
        .iter()
        .map(|name| {
            let value = hidden(name);
            format!(
                "{name}={}&",
                form_urlencoded::byte_serialize(value.as_bytes()).collect::<String>()
            )
        })
        .collect();
    let again = letter(own, &form);
    assert!(all(&again, "main .letter").is_empty());
    assert_eq!(values(&again, "input#navn", "value"), ["Ane \"&"]);
    let typed: Vec<String> =
        all(&again, "textarea#om").iter().map(|one| one.text().collect()).collect();
    assert_eq!(typed, ["En\nTo"]);
    assert_eq!(values(&again, "input[name=vej][checked]", "value"), ["afgoerelse"]);
    assert!(texts(&again, "[aria-invalid]").is_empty());
}

/// A route that accepts no letter, or doesn't exist, is reported; no other is used instead.
#[test]
fn an_unknown_route_chooses_nothing_and_says_so() {
    for own in &shipped().book.municipalities {
        for unknown in ["sundhedsfaglig", "ukendt"] {
            let query = format!("vej={unknown}");
            let page = parse(&answered_page(&shipped(), Asked::get(PATH, &own.id, &query)));
            assert_eq!(values(&page, "input[name=vej][checked]", "value"), Vec::<String>::new());
            assert_eq!(all(&page, "[role=alert] a[href='#vej']").len(), 1, "{} {unknown}", own.id);
            let sent = letter(own, &query);
            assert!(all(&sent, ".letter").is_empty(), "{} {unknown}", own.id);
            assert_eq!(all(&sent, "[role=alert] a[href='#vej']").len(), 1, "{} {unknown}", own.id);
        }
        let page = parse(&answered_page(&shipped(), Asked::get(PATH, &own.id, "")));
        assert_eq!(values(&page, "input[name=vej][checked]", "value").len(), 1, "{}", own.id);
        assert!(all(&page, "[role=alert]").is_empty(), "{}", own.id);
    }
}

/// The limits of one route don't apply to another, so the form shows them under the route's name.
#[test]
fn the_form_says_which_route_a_limit_is_of() {
    for own in &shipped().book.municipalities {
        let page = parse(&answered_page(&shipped(), Asked::get(PATH, &own.id, "")));
        let said = texts(&page, "main .text").join(" ").replace('\u{a0}', " ");
        for route in own
            .routes
            .iter()
            .filter(|route| route.to.is_some_and(|to| !own.contacts[to].address.is_empty()))
        {
            let name = said.find(&format!("{}:", route.title)).expect("its name");
            for limit in route.excluded.iter().chain(&route.remains) {
                let at = said.find(&limit.plain.replace('\u{a0}', " "));
                assert!(at.is_some_and(|at| at > name), "{} {}: {}", own.id, route.id, limit.plain);
            }
        }
    }
}

/// A decision is appealed to the municipality, and readers who write to a treatment centre are told
/// so.
#[test]
fn a_letter_to_the_place_says_where_decisions_go() {
    let own = &shipped().book.municipalities[0];
    let said = texts(&letter(own, "vej=stedet"), "main .card").join(" ").replace('\u{a0}', " ");
    for part in [
        "En afgørelse klager du over et andet sted",
        "Den klage skal til kommunen",
        "4 uger",
        "Sådan gør du",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn a_link_chooses_the_route_and_types_nothing() {
    let own = &shipped().book.municipalities[0];
    for chosen in ["stedet", "afgoerelse"] {
        let query = format!("vej={chosen}&navn=Ane&om=noget");
        let page = parse(&answered_page(&shipped(), Asked::get(PATH, &own.id, &query)));
        assert_eq!(values(&page, "input[name=vej][checked]", "value"), [chosen]);
        assert!(values(&page, "input#navn", "value").concat().is_empty());
    }
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
fn a_route_without_an_address_and_a_large_body_are_not_server_errors() {
    let server = Serving::shipped();
    let unknown = post(server.address, "/ishoj/klagebrev", "vej=sundhedsfaglig");
    assert_eq!(unknown.status, 200);
    let page = parse(unknown.text());
    assert_eq!(texts(&page, "form.form fieldset").len(), 1);
    let large = post(server.address, "/ishoj/klagebrev", &"x".repeat(300_000));
    assert_eq!(large.status, 413);
    assert!(large.text().contains("<html lang=\"da\">"));
    assert_eq!(post(server.address, "/ukendt/klagebrev", "").status, 404);
}

#[test]
fn only_addresses_of_the_source_can_be_chosen_and_no_number_of_a_person_is_asked_for() {
    let edition = shipped_with("third");
    let site = crate::support::site_of(&edition);
    for own in &edition.book.municipalities {
        let page = parse(&site[&format!("/{}/klagebrev", own.id)]);
        let ids = values(&page, "input[type=radio]", "value");
        assert!(ids.contains(&"afgoerelse".to_owned()), "{ids:?}");
        for id in &ids {
            let route = own.routes.iter().find(|route| route.id == *id).expect("a route");
            assert!(route.to.is_some_and(|to| !own.contacts[to].address.is_empty()), "{id}");
        }
        // The other ways to complain are listed beside the form.
        let links = values(&page, "main .links a", "href");
        for route in own.routes.iter().filter(|route| !ids.contains(&route.id)) {
            assert!(links.contains(&route.section.href), "{}: {links:?}", route.id);
        }
        assert!(all(&page, "[name*=cpr], [name*=personnummer]").is_empty());
    }
    let server = Serving::shipped();
    assert_eq!(get(server.address, "/ishoj/klagebrev").status, 200);
}
