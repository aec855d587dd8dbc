//! Hand-overs over HTTP: choosing, the code, the sheet.

use scraper::{Html, Selector};

use crate::http::get;
use crate::serving::Serving;

fn texts(page: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).expect("a selector");
    let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    page.select(&selector).map(|one| words(one.text().collect())).collect()
}

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
    let page = Html::parse_document(response.text());
    let links = Selector::parse("main .sheet h2 a").expect("a selector");
    let hrefs: Vec<&str> = page.select(&links).filter_map(|one| one.attr("href")).collect();
    assert_eq!(hrefs, ["/ishoj/klage", "/ishoj/rettigheder#under-18", "/ishoj/indgang"]);
    assert_eq!(texts(&page, "main .qr").len(), 1);
    let code = to.rsplit('/').next().expect("a code");
    let address = format!("http://test/i/u/{code}");
    assert!(
        texts(&page, "main .tools a").contains(&address),
        "{:?}",
        texts(&page, "main .tools a")
    );
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
    let page = Html::parse_document(page.text());
    assert_eq!(texts(&page, "main .sheet h2 a").len(), 1);
    let said = texts(&page, "main .body > p.text").join(" ");
    assert!(said.contains("findes ikke her") && said.contains("kan ikke læses"), "{said}");
}

#[test]
fn the_form_knows_the_page_the_reader_came_from_and_says_when_nothing_is_chosen() {
    let server = Serving::shipped();
    let page = Html::parse_document(get(server.address, "/ishoj/udlevering?side=klage").text());
    let checked = Selector::parse("input[checked]").expect("a selector");
    let values: Vec<&str> = page.select(&checked).filter_map(|one| one.attr("value")).collect();
    assert_eq!(values, ["afsnit:klage"]);
    let page = Html::parse_document(get(server.address, "/ishoj/udlevering?vis=1").text());
    assert_eq!(texts(&page, ".fault").len(), 1);
    assert_eq!(get(server.address, "/ukendt/udlevering").status, 404);
    assert_eq!(get(server.address, "/i/u/%0d%0aX").status, 404);
}
