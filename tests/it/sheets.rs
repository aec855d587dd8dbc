//! Hand-overs over HTTP: choosing, the code, the sheet.

use crate::html::{parse, texts, values};
use crate::http::get;
use crate::serving::Serving;
use crate::support::{Asked, BASE, answered_page, shipped};

#[test]
fn what_is_chosen_becomes_a_short_address_that_keeps_the_order() {
    let server = Serving::shipped();
    let sent = "/ishoj/udlevering?vis=1&del=afsnit:klage&del=ret:under-18&del=afsnit:indgang&del=x&navn=Ane";
    let response = get(server.address, sent);
    assert_eq!(response.status, 303);
    let to = response.header("location").expect("a location").to_owned();
    assert!(to.starts_with("/ishoj/udlevering/") && !to.contains("Ane"), "{to}");
    let response = get(server.address, &to);
    assert_eq!(response.status, 200);
    let page = parse(response.text());
    // A right is shown as a card, which links to its place in the list of rights.
    let hrefs =
        values(&page, "main .sheet h2 a, main .sheet h2 ~ p > a[href*='rettigheder#']", "href");
    assert_eq!(hrefs, ["/ishoj/klage", "/ishoj/rettigheder#under-18", "/ishoj/indgang"]);
    // The host in the request must not be printed, so without a base URL there is no QR code.
    let code = to.rsplit('/').next().expect("a code");
    let links = texts(&page, "main .tools a");
    assert!(links.contains(&format!("/i/u/{code}")), "{links:?}");
    assert!(texts(&page, "main .tools").concat().contains("lige efter webstedets adresse"));
    assert!(texts(&page, "main .qr").is_empty());
    let with_base = Asked::get("/{municipality}/udlevering/{code}", "ishoj", "").of(code);
    let page = parse(&answered_page(&shipped(), with_base));
    let links = texts(&page, "main .tools a");
    assert!(links.contains(&format!("{BASE}/i/u/{code}")), "{links:?}");
    assert_eq!(texts(&page, "main .qr").len(), 1);
    let short = get(server.address, &format!("/i/u/{code}"));
    assert_eq!((short.status, short.header("location")), (303, Some(to.as_str())));
}

#[test]
fn an_address_with_unknown_parts_shows_what_it_knows() {
    let server = Serving::shipped();
    let response = get(server.address, "/ishoj/udlevering?del=afsnit:behandling&del=afsnit:klage");
    let to = response.header("location").expect("a location").to_owned();
    let code = to.rsplit('/').next().expect("a code");
    let page = get(server.address, &format!("/vallensbaek/udlevering/{code}!!"));
    assert_eq!(page.status, 200);
    let page = parse(page.text());
    assert_eq!(texts(&page, "main .sheet h2 a").len(), 1);
    let said = texts(&page, "main .body > p.text").join(" ");
    assert!(said.contains("findes ikke her") && said.contains("kan ikke læses"), "{said}");
}

#[test]
fn the_form_knows_the_page_the_reader_came_from_and_says_when_nothing_is_chosen() {
    let server = Serving::shipped();
    let page = parse(get(server.address, "/ishoj/udlevering?side=klage").text());
    assert_eq!(values(&page, "input[checked]", "value"), ["afsnit:klage"]);
    let page = parse(get(server.address, "/ishoj/udlevering?vis=1").text());
    assert_eq!(texts(&page, ".field-wrong").len(), 1);
    assert_eq!(get(server.address, "/ukendt/udlevering").status, 404);
    assert_eq!(get(server.address, "/i/u/%0d%0aX").status, 404);
}

/// A code has limited room; what doesn't fit is named, not dropped.
#[test]
fn items_that_do_not_fit_are_named_before_the_hand_over() {
    let edition = shipped();
    for own in &edition.book.municipalities {
        let every: String =
            own.hand_over.offered.iter().map(|one| format!("del={}&", one.value)).collect();
        let path = "/{municipality}/udlevering";
        let page = parse(&answered_page(&edition, Asked::get(path, &own.id, &every)));
        let told = texts(&page, ".field-wrong").concat();
        let chosen = values(&page, "input[checked]", "value");
        assert_eq!(
            chosen.len(),
            own.hand_over.offered.len(),
            "all that was ticked is ticked still"
        );
        let last = own.hand_over.offered.last().expect("something");
        assert!(told.contains(&last.name), "{told}");
    }
}
