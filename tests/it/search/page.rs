//! The page of results over HTTP.

use scraper::Html;

use crate::html::{one, parse, texts, values};
use crate::http::get;
use crate::serving::Serving;

fn page(path: &str) -> Html {
    let server = Serving::small();
    let response = get(server.address, path);
    assert_eq!(response.status, 200, "{path}");
    assert_eq!(response.header("cache-control"), Some("no-store"));
    assert!(response.header("content-security-policy").is_some_and(|csp| csp.contains("sha256-")));
    parse(response.text())
}

fn links(page: &Html, selector: &str) -> Vec<String> {
    values(page, selector, "href")
}

#[test]
fn sections_are_the_only_ordered_list_and_other_pages_stand_below() {
    let page = page("/ishoj/soeg?q=klage");
    assert_eq!(texts(&page, "main ol").len(), 1);
    let hits = links(&page, "main > * ol > li a");
    assert!(hits.first().is_some_and(|first| first.starts_with("/ishoj/klage")), "{hits:?}");
    let mut sections: Vec<&str> =
        hits.iter().map(|hit| hit.split('#').next().unwrap_or_default()).collect();
    sections.dedup();
    assert_eq!(sections.len(), hits.len(), "one hit per section: {hits:?}");
    assert!(links(&page, "main ul.hits a").contains(&"/ishoj/klagebrev".to_owned()));
    assert!(!texts(&page, "main ol mark").is_empty());
    assert!(texts(&page, "h1").concat().contains("Ishøj"));
}

#[test]
fn a_search_without_hits_says_so_and_leads_on() {
    let page = page("/ishoj/soeg?q=pizza");
    assert!(texts(&page, "main ol").is_empty());
    assert_eq!(links(&page, "main .call a"), ["tel:+4520692833"]);
    assert!(links(&page, "main a").contains(&"/ishoj/klage".to_owned()));
    assert!(links(&page, "header a").contains(&"/vallensbaek/soeg?q=pizza".to_owned()));
}

#[test]
fn danger_is_answered_before_everything_else() {
    let queries = [
        "jeg vil dø",
        "selvmord",
        "overdosis",
        "akut hjælp",
        "bevidstløs",
        "han slår mig",
        "tage livet af mig",
        "min søn har taget for mange piller",
        "hvad er klagefristen, jeg vil dø",
    ];
    for query in queries {
        let query: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
        for path in ["/ishoj/soeg", "/vallensbaek/soeg", "/soeg"] {
            let page = page(&format!("{path}?q={query}"));
            let first = links(&page, "main a[href^='tel:']");
            assert_eq!(first.first().map(String::as_str), Some("tel:112"), "{path} {query}");
        }
    }
    // Somebody in danger gets the advice and whom to ring, and no list to choose from.
    for path in ["/ishoj/soeg?q=jeg+vil+d%C3%B8", "/vallensbaek/soeg?q=selvmord"] {
        let page = page(path);
        assert!(texts(&page, "main ol, main ul.hits, main .links").is_empty(), "{path}");
        assert_eq!(texts(&page, "main .answer").len(), 1, "{path}");
    }
    assert!(links(&page("/ishoj/soeg?q=klage"), "main .emergency a").is_empty());
    for nothing in ["/ishoj/soeg?q=pizza", "/vallensbaek/soeg", "/soeg?q=pizza"] {
        assert_eq!(links(&page(nothing), "main .emergency a"), ["tel:112"], "{nothing}");
    }
}

#[test]
fn a_shortcut_claims_no_more_than_the_source() {
    let answer = |path: &str| texts(&page(path), ".answer").concat();
    for municipality in ["ishoj", "vallensbaek"] {
        let age = answer(&format!("/{municipality}/soeg?q=alder"));
        assert!(age.contains("13") && age.contains("ikke noget om yngre"), "{age}");
        let price = answer(&format!("/{municipality}/soeg?q=hvad+koster+det"));
        assert!(price.contains("gratis") && price.to_lowercase().contains("døgn"));
        let parents = page(&format!("/{municipality}/soeg?q=m%C3%A5+mine+for%C3%A6ldre+vide+det"));
        let read_on = links(&parents, ".answer .trust a");
        assert_eq!(read_on, [format!("/{municipality}/under-18#foraeldre")]);
    }
    let deadline = answer("/ishoj/soeg?q=klagefrist");
    assert!(deadline.contains("siger kommunens tekst to ting"), "{deadline}");
    assert!(!answer("/vallensbaek/soeg?q=klagefrist").contains("borgerrådgiver"));
    assert!(answer("/vallensbaek/soeg?q=borgerr%C3%A5dgiver").contains("ingen borgerrådgiver"));
    let relatives = page("/vallensbaek/soeg?q=p%C3%A5r%C3%B8rende");
    assert_eq!(links(&relatives, ".answer .trust a"), ["/vallensbaek/paaroerende"]);
}

/// An answer of ours doesn't claim to stand in the source.
#[test]
fn an_answer_of_ours_carries_no_label_of_the_source() {
    let ours = [
        ("ishoj", "abstinenser"),
        ("ishoj", "tager de mine børn"),
        ("ishoj", "spil ludomani"),
        ("ishoj", "underretning"),
        ("ishoj", "overdosis"),
        ("vallensbaek", "jeg ryster når jeg ikke drikker"),
        ("vallensbaek", "kan de tvinge mig"),
        ("vallensbaek", "borgerrådgiver"),
        ("vallensbaek", "vum"),
        ("vallensbaek", "selvmord"),
    ];
    let label = |own: &str, query: &str| {
        let query: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
        texts(&page(&format!("/{own}/soeg?q={query}")), ".answer .trust").concat()
    };
    for (own, query) in ours {
        let label = label(own, query);
        assert!(label.starts_with("Svaret er redaktionens. Læs også"), "{own} {query}: {label}");
        assert!(!label.contains("Kilden er") && !label.contains("ingen dato"), "{query}: {label}");
    }
    for (own, query) in [("ishoj", "hvad koster det"), ("vallensbaek", "alder")] {
        assert!(label(own, query).starts_with("Det står under"), "{own} {query}");
    }
}

/// What is asked is answered, and nothing beside it.
#[test]
fn a_shortcut_answers_what_was_asked() {
    let answer = |own: &str, query: &str| {
        let query: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
        texts(&page(&format!("/{own}/soeg?q={query}")), ".answer").concat().replace('\u{a0}', " ")
    };
    for own in ["ishoj", "vallensbaek"] {
        // A stem that collides: "fået" is no cousin.
        let refused = answer(own, "jeg har fået afslag");
        assert!(refused.contains("andre rusmidler end alkohol"), "{own}: {refused}");
        assert!(refused.contains("send klagen") || refused.contains("Send klagen"), "{refused}");
        let parents = answer(own, "mine forældre");
        assert!(parents.contains("side til pårørende") && parents.contains("side til dig"));
        assert!(answer(own, "tell my mum").contains("does not say if your parents are told"));
        assert!(answer(own, "english").contains("in Danish only"), "{own}");
        assert!(answer(own, "مساعدة").contains("الدنماركية"), "{own}");
        assert!(answer(own, "jeg er 12").contains("når du er yngre"), "{own}");
        assert!(answer(own, "åbningstider").contains("ikke, hvornår der er åbent"), "{own}");
        assert!(answer(own, "hvornår kan jeg ringe").contains("ikke, hvornår der er åbent"));
        assert!(answer(own, "ombudsmand").contains("nævner kommunens tekst ikke"), "{own}");
        assert!(answer(own, "forlænge fristen").contains("Regn ikke med det"), "{own}");
        assert!(answer(own, "skabelon").contains("brev, du kan udfylde"), "{own}");
        assert_eq!(answer(own, "hvor gammel er teksten"), "", "{own}: no age of a person");
    }
    let free = answer("ishoj", "hvad koster anonym rådgivning");
    assert!(free.contains("anonym rådgivning gratis") && free.contains("ikke, hvor du får den"));
    let silent = answer("vallensbaek", "hvad koster anonym rådgivning");
    assert!(silent.contains("ikke, hvad anonyme råd koster"), "{silent}");
    assert!(answer("vallensbaek", "pitstop").contains("nævner teksten om Vallensbæk ikke"));
}

#[test]
fn what_only_the_other_municipality_has_is_shown_as_theirs() {
    let page = page("/vallensbaek/soeg?q=efterv%C3%A6rn");
    assert!(texts(&page, "main ol").is_empty());
    let theirs = links(&page, "main ul.hits a");
    assert!(theirs.iter().any(|link| link.starts_with("/ishoj/behandling")), "{theirs:?}");
}

#[test]
fn all_municipalities_are_searched_at_once() {
    let page = page("/soeg?q=klagefrist");
    let hits = links(&page, "main ol a");
    for municipality in ["/ishoj/klage", "/vallensbaek/klage"] {
        assert!(hits.iter().any(|hit| hit.starts_with(municipality)), "{hits:?}");
    }
}

#[test]
fn a_fact_that_answers_stands_on_top_with_its_section() {
    let page = page("/vallensbaek/soeg?q=telefonnummer");
    let answer: String = one(&page, ".answer").text().collect();
    assert!(answer.contains("47\u{a0}97\u{a0}40\u{a0}00"), "{answer}");
    assert!(links(&page, ".answer .trust a")[0].starts_with("/vallensbaek/indgang"));
}

#[test]
fn what_was_typed_stands_in_the_field_and_is_no_markup() {
    let page = page("/ishoj/soeg?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E%22");
    let typed = values(&page, "main input[name=q]", "value");
    assert_eq!(typed, ["<script>alert(1)</script>\""]);
    assert_eq!(texts(&page, "script").len(), 1);
}

#[test]
fn the_page_is_described_without_what_was_typed() {
    for path in ["/ishoj/soeg?q=klage", "/soeg?q=klage"] {
        let page = page(path);
        let described = values(&page, "meta[name=description]", "content");
        let sentence = described.first().expect("a description");
        assert!(sentence.starts_with("Søg i ") && !sentence.contains("klage"), "{sentence}");
    }
}

#[test]
fn an_empty_search_is_a_page_with_all_sections() {
    for path in ["/ishoj/soeg", "/ishoj/soeg?q=", "/ishoj/soeg?q=+%20"] {
        let page = page(path);
        assert!(texts(&page, "main ol").is_empty());
        assert!(links(&page, "main .links a").len() > 10);
    }
}

#[test]
fn an_answer_in_another_language_says_which() {
    for (query, language) in [("do you tell my mum", "en"), ("помощь", "ru"), ("مساعدة", "ar")]
    {
        let query: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
        let page = page(&format!("/ishoj/soeg?q={query}"));
        assert_eq!(values(&page, ".answer p[dir=auto]", "lang"), [language], "{query}");
    }
    let page = page("/ishoj/soeg?q=hvor+lang+er+klagefristen");
    assert!(values(&page, ".answer p", "lang").is_empty());
    assert!(!texts(&page, ".answer p").is_empty());
}

/// Sent to the wrong box, a complaint over a decision costs the deadline.
#[test]
fn a_complaint_by_mail_and_a_price_for_staying_overnight_have_answers() {
    let answer = |own: &str, query: &str| {
        let query: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
        texts(&page(&format!("/{own}/soeg?q={query}")), ".answer").concat().replace('\u{a0}', " ")
    };
    for own in ["ishoj", "vallensbaek"] {
        for query in ["klage på mail", "kan jeg klage digitalt", "klage online"] {
            let told = answer(own, query);
            assert!(told.contains("kun en adresse til brev"), "{own} {query}: {told}");
            assert!(told.contains("hold fristen imens"), "{own} {query}: {told}");
        }
        for query in ["gratis døgn", "hvad koster et døgntilbud"] {
            let told = answer(own, query);
            assert!(told.contains("Spørg, før du siger ja"), "{own} {query}: {told}");
        }
        let told = answer(own, "klagefrist");
        assert!(told.contains("der kan godt være en. Vores råd: Spørg."), "{own}: {told}");
    }
    assert!(answer("vallensbaek", "klage alkohol").contains("afslag på dag- eller døgnbehandling"));
}
