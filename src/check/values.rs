//! Values with a format of their own: phone numbers, mail, colours, web addresses, periods.

use super::corpus::Corpus;
use super::future::place;
use crate::content::deadline::{Stretch, Unit};
use crate::content::typed;
use crate::content::{Day, InFile, RawMunicipality, SiteSettings, Word};
use crate::finding::Finding;
use crate::source::{FileId, Place};

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    let site = &corpus.content.site;
    for url in site.websites.iter().map(|one| &one.url).chain([&site.exit.url]) {
        check_url(site.file, url, findings);
    }
    check_emergency(site, findings);
    check_laws(corpus, findings);
    for municipality in &corpus.content.municipalities {
        check_profile(municipality, findings);
        check_contacts(municipality, findings);
        check_confirmed(corpus, municipality, findings);
        check_deadlines(municipality, findings);
    }
}

/// Emergency numbers have three digits and start with 11.
fn check_emergency(site: &InFile<SiteSettings>, findings: &mut Vec<Finding>) {
    let phone = &site.emergency.phone;
    let sound = phone.len() == 3 && phone.starts_with("11") && phone.as_bytes()[2].is_ascii_digit();
    if !sound && !phone.is_empty() {
        let message = format!("»{phone}« er ikke et alarmnummer.");
        findings.push(wrong(site.file, phone, message, "Skriv telefon = \"112\""));
    }
}

/// The sign and the name of the law stand around the number everywhere, so neither is part of it.
fn check_laws(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    let laws = &corpus.content.laws;
    let paragraphs = laws.iter().flat_map(|law| &law.paragraphs);
    for number in paragraphs.map(|one| &one.number) {
        let digits = number.trim_start_matches(|letter: char| !letter.is_ascii_digit());
        if digits != number.as_str() && !digits.is_empty() {
            let message = format!("»{number}« er ikke kun nummeret: Tegnet § står der i forvejen.");
            findings.push(wrong(
                laws.file,
                number,
                message,
                &format!("Skriv nummer = \"{digits}\""),
            ));
        }
    }
}

/// A postcode in which a letter stands for a digit.
fn is_misspelt_postcode(line: &str) -> bool {
    let Some((code, _)) = line.split_once(' ') else { return false };
    let digits = code.chars().filter(char::is_ascii_digit).count();
    code.chars().count() == 4 && (2..4).contains(&digits) && code.chars().all(char::is_alphanumeric)
}

/// The longest deadline in days: more is a typo.
const MOST_DAYS: u32 = 730;

fn check_deadlines(municipality: &RawMunicipality, findings: &mut Vec<Finding>) {
    for deadline in municipality.deadlines.iter() {
        let own = Stretch { count: deadline.count, unit: deadline.unit };
        let stretches = || std::iter::once(own).chain(deadline.plus);
        let days = stretches().fold(0, |days, stretch| at_most(stretch).saturating_add(days));
        if days > MOST_DAYS || stretches().any(|stretch| stretch.count == 0) {
            let message =
                format!("Fristen »{}«: antal skal være fra 1 til {MOST_DAYS} dage.", deadline.id);
            let remedy = "Ret antal, enhed eller plus, så det passer med kilden.";
            findings.push(wrong(municipality.deadlines.file, &deadline.id, message, remedy));
        }
    }
}

/// An upper bound for the number of days, not counting days off.
fn at_most(Stretch { count, unit }: Stretch) -> u32 {
    count.saturating_mul(match unit {
        Unit::Days | Unit::WorkingDays => 1,
        Unit::Weeks => 7,
        Unit::Months => 31,
    })
}

fn wrong(file: FileId, word: &Word, message: String, remedy: &str) -> Finding {
    Finding::error("vaerdi-form", Place::new(file, word.span()), message, remedy)
}

fn check_url(file: FileId, url: &Word, findings: &mut Vec<Finding>) {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let sound = host.is_some_and(|host| {
        host.contains('.') && !host.contains(|letter: char| letter.is_whitespace() || letter == '"')
    });
    if !sound && !url.is_empty() {
        let message = format!("»{url}« er ikke en hel webadresse.");
        findings.push(wrong(file, url, message, "Skriv den med https:// først."));
    }
}

fn check_profile(municipality: &RawMunicipality, findings: &mut Vec<Finding>) {
    let profile = &municipality.profile;
    for colour in [&profile.colour.light, &profile.colour.dark] {
        let digits = colour.strip_prefix('#').unwrap_or_default();
        let sound = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !sound && !colour.is_empty() {
            let message = format!("»{colour}« er ikke en farve.");
            findings.push(wrong(profile.file, colour, message, "Skriv den som #0b4f71."));
        }
    }
    if let (Some(from), Some(to)) = (profile.source.from, profile.source.to)
        && from > to
    {
        findings.push(Finding::error(
            "vaerdi-form",
            profile.place(profile.source.title.span()),
            "Kildens periode slutter, før den begynder.",
            "Byt om på fra og til.",
        ));
    }
}

/// Eight digits that can be a phone number: not starting with 0, and not a placeholder of one
/// repeated digit.
fn is_phone(text: &str) -> bool {
    let digits = text.as_bytes();
    let real = digits.first().is_some_and(|first| *first >= b'1')
        && digits.iter().any(|digit| *digit != digits[0]);
    real && text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// More years than this after a confirmation, its year is a typo.
const YEARS: i16 = 10;

/// Confirmations of a day on which nobody can have asked about these pages.
fn check_confirmed(
    corpus: &Corpus<'_>,
    municipality: &RawMunicipality,
    findings: &mut Vec<Finding>,
) {
    let file = municipality.contacts.file;
    let begun = municipality.profile.source.from;
    for contact in municipality.contacts.iter() {
        let Some(Day(day)) = contact.verified else { continue };
        let is_old = corpus.today.year() - day.year() > YEARS;
        if !is_old && begun.is_none_or(|Day(begun)| day >= begun) {
            continue;
        }
        let place = place(corpus, file, contact.id.span().start, "bekraeftet", day);
        let message = format!("»{}« står som bekræftet den {day}. Er året rigtigt?", contact.name);
        let remedy = format!("Ret datoen, fx bekraeftet = {}.", corpus.today);
        findings.push(if day.year() < OLDEST {
            Finding::error("vaerdi-form", place, message, remedy)
        } else {
            Finding::warning("gammel-dato", place, message, remedy)
        });
    }
}

/// No contact was confirmed before this year.
const OLDEST: i16 = 1990;

fn is_mail(text: &str) -> bool {
    let part = |text: &str| {
        text.chars().all(|letter| letter.is_alphanumeric() || "._%+-'".contains(letter))
    };
    text.split_once('@').is_some_and(|(name, host)| {
        let is_host = host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
        !name.is_empty() && is_host && part(name) && part(host)
    })
}

fn check_contacts(municipality: &RawMunicipality, findings: &mut Vec<Finding>) {
    let file = municipality.contacts.file;
    for contact in municipality.contacts.iter() {
        if let Some(phone) = contact.phone.as_ref().filter(|phone| !is_phone(phone)) {
            let message = format!("»{phone}« er ikke et rigtigt telefonnummer på otte cifre.");
            findings.push(wrong(file, phone, message, "Skriv otte cifre uden mellemrum."));
        }
        if let Some(mail) = contact.mail.as_ref().filter(|mail| !is_mail(mail)) {
            let message = format!("»{mail}« er ikke en mailadresse.");
            let right = Some(typed::mail(mail)).filter(|right| is_mail(right));
            let right = right.unwrap_or("navn@eksempel.dk");
            findings.push(wrong(file, mail, message, &format!("Skriv mail = \"{right}\"")));
        }
        let last = contact.address.as_ref().and_then(|lines| lines.last());
        if let Some(line) = last.filter(|line| is_misspelt_postcode(line)) {
            let message = format!("»{line}« begynder ikke med et postnummer på fire cifre.");
            findings.push(wrong(file, line, message, "Skriv postnummeret med fire cifre."));
        }
        if let Some(web) = &contact.web {
            check_url(file, &web.url, findings);
        }
    }
}
