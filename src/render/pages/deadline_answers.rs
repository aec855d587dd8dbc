//! What the calculators answer, in words: the date first, then what it is worth.
//!
//! The arithmetic and the verdicts come from [`crate::guidance::deadline`]; here they get words.

use std::fmt::Write as _;

use askama::Template;
use jiff::civil::Date;

use super::deadlines::{PAGE, other_routes};
use crate::guidance::calendar::NEUTRAL_TITLE;
use crate::guidance::deadline::{
    Appeal, Complaint, Exception, Guarantee, Lengths, Progress, Standing, Touches, Verdict,
};
use crate::guidance::form::{Calculator, Form};
use crate::guidance::typed_date::Typed;
use crate::guidance::workday::Closed;
use crate::render::components::{
    CalendarForm, Call, HeadingTag, RightCard, RouteCard, call, right_card, route_card, time,
};
use crate::render::context::Local;
use crate::render::html::Html;
use crate::render::icon;

#[derive(Template)]
#[template(path = "deadline-guarantee.html")]
struct GuaranteeAnswer {
    heading: &'static str,
    date: Option<Html>,
    lines: Vec<String>,
    contacted: Html,
    trust: String,
    perhaps: Vec<String>,
    say: Html,
    call: Option<Call>,
    calendar: Option<CalendarForm>,
    right: Option<RightCard>,
}

/// The answer about the guarantee; none where the municipality's source gives none.
pub(super) fn guarantee(local: &Local<'_>, form: &Form, contacted: Date) -> Option<Html> {
    let deadline = local.municipality.deadline("garanti")?;
    let (today, told) = (local.whole.today, form.told);
    let answer = Guarantee::new(contacted, deadline.days(), told, &deadline.exceptions, today);
    let words = Words { local, length: deadline.words().replace(' ', "\u{a0}") };
    let touched = |wanted| {
        let touched = answer.exceptions.iter().filter(move |(_, touches)| *touches == wanted);
        touched.map(|(exception, _)| *exception)
    };
    let mut lines = Vec::new();
    if answer.promised().is_some() {
        lines.push(progress(answer.progress, answer.length));
    }
    lines.extend(touched(Touches::Yes).map(|exception| words.sure(exception, answer.verdict)));
    let right = local.municipality.right("garanti-14-dage");
    let promised = answer.promised();
    Some(Html::from_template(&GuaranteeAnswer {
        heading: match answer.verdict {
            Verdict::Lapses => "Der er ingen garanti, når du er anonym",
            Verdict::NoDateGiven => "Kilden giver ingen dato",
            Verdict::MayBeDepartedFrom => "Behandlingen skal begynde, men fristen kan fraviges",
            _ if matches!(answer.progress, Progress::Over(_)) => "Behandlingen skulle være begyndt",
            Verdict::Holds | Verdict::HoldsForAlcohol => "Behandlingen skal begynde",
        },
        date: promised.map(|date| time(date, Some("fjorten-dage"))),
        lines,
        contacted: time(contacted, None),
        trust: local.trust.sentence.clone(),
        perhaps: touched(Touches::Perhaps).map(|exception| words.perhaps(exception)).collect(),
        say: words.say(&answer),
        call: call(local, None),
        calendar: promised.filter(|date| *date > today).map(|_| {
            calendar(local, Calculator::Guarantee, contacted, vec![("fjorten-dage", "datoen")])
        }),
        right: right.map(|right| right_card(local, right, HeadingTag::P)),
    }))
}

fn days(count: u32) -> String {
    if count == 1 { "1 dag".to_owned() } else { format!("{count} dage") }
}

fn progress(progress: Progress, length: u32) -> String {
    match progress {
        Progress::Ahead(count) => {
            format!(
                "Du henvender dig først om {}. Så længe er de {length} dage ikke begyndt.",
                days(count)
            )
        }
        Progress::Day(0) => {
            format!("I dag er den dag, du henvendte dig. I morgen er dag 1 af {length}.")
        }
        Progress::Day(day) if day == length => {
            format!("I dag er dag {day} af {length}. Det er den sidste dag.")
        }
        Progress::Day(day) => format!("I dag er dag {day} af {length}."),
        Progress::Over(count) => {
            format!(
                "De {length} dage er gået for {} siden. Ring, og spørg, hvornår behandlingen begynder.",
                days(count)
            )
        }
    }
}

/// The exceptions in words. Laws are named as the content names them.
struct Words<'a> {
    local: &'a Local<'a>,
    length: String,
}

impl Words<'_> {
    /// "Det følger af servicelovens § 101 a."
    fn anonymous_law(&self) -> String {
        let laws = self.local.law_names(&["servicelov-101a"]);
        laws.first().map(|law| format!(" Det følger af {law}.")).unwrap_or_default()
    }

    fn sure(&self, exception: Exception, verdict: Verdict) -> String {
        match exception {
            Exception::Assessment => "Dag- og døgnbehandling skal du først visiteres til. Kilden siger ikke, hvor længe det må tage. Spørg kommunen.".to_owned(),
            Exception::Anonymous if verdict == Verdict::HoldsForAlcohol => format!(
                "Datoen gælder kun hjælpen til alkohol. For andre rusmidler bortfalder garantien på {}, når du er anonym.{}",
                self.length,
                self.anonymous_law()
            ),
            Exception::Anonymous => format!(
                "Garantien på {} bortfalder, når du er anonym i ambulant behandling for andre rusmidler end alkohol.{} Kilden giver ingen anden frist.",
                self.length,
                self.anonymous_law()
            ),
            Exception::OwnPlace => "Du har selv valgt et andet sted end det, kommunen har visiteret til. Så kan fristen fraviges, når det er andre rusmidler end alkohol. Der kan altså gå længere tid.".to_owned(),
        }
    }

    fn perhaps(&self, exception: Exception) -> String {
        match exception {
            Exception::Assessment => "Har du brug for mere end ambulant behandling, skal du først visiteres til det. Kilden giver ingen anden frist.".to_owned(),
            Exception::Anonymous => format!(
                "Er du anonym i ambulant behandling for andre rusmidler end alkohol, bortfalder garantien.{}",
                self.anonymous_law()
            ),
            Exception::OwnPlace => "Vælger du et andet sted end det, kommunen har visiteret til, kan fristen fraviges. Det gælder andre rusmidler end alkohol.".to_owned(),
        }
    }

    /// What to say on the phone.
    fn say(&self, answer: &Guarantee) -> Html {
        let (contacted, latest) = (time(answer.contacted, None), time(answer.latest, None));
        let text = match (answer.verdict, answer.progress) {
            (Verdict::Lapses, _) => "Jeg vil være anonym. Hvor længe skal jeg vente?".to_owned(),
            (Verdict::NoDateGiven, _) => {
                "Jeg har brug for dag- eller døgnbehandling. Hvor længe skal jeg vente?".to_owned()
            }
            (_, Progress::Ahead(_)) => {
                "Jeg vil gerne have hjælp. Hvornår kan den begynde?".to_owned()
            }
            (_, Progress::Over(_)) => format!(
                "Jeg henvendte mig første gang {contacted}. Fristen på {} var {latest}. Hvornår begynder min behandling?",
                self.length
            ),
            (_, Progress::Day(_)) => format!(
                "Jeg henvendte mig første gang {contacted}. Hvornår begynder min behandling?"
            ),
        };
        Html(text)
    }
}

#[derive(Template)]
#[template(path = "deadline-complaint.html")]
struct ComplaintAnswer {
    heading: &'static str,
    first: Vec<Html>,
    before_date: &'static str,
    safe: Html,
    standing: String,
    length: String,
    days: u32,
    last: Html,
    closed: String,
    received: Html,
    trust: String,
    advice: Html,
    review: Vec<Html>,
    calendar: Option<CalendarForm>,
    route: Option<RouteCard>,
}

/// The answer where the last day is past: a number to call in place of a date.
#[derive(Template)]
#[template(path = "deadline-over.html")]
struct OverAnswer {
    heading: String,
    before_number: &'static str,
    call: Option<Call>,
    first: Vec<Html>,
    length: String,
    ago: String,
    days: u32,
    last: Html,
    closed: String,
    received: Html,
    trust: String,
    route: Option<RouteCard>,
}

/// The answer about complaining; none where the municipality's source gives no deadline for it.
pub(super) fn complaint(local: &Local<'_>, form: &Form, received: Date) -> Option<Html> {
    let deadline = local.municipality.deadline("klage")?;
    let (review, today) = (Lengths::of(local.municipality).review, local.whole.today);
    let answer = Complaint::new(received, deadline.days(), review, form.told.substance, today);
    let length = deadline.words().replace(' ', "\u{a0}");
    Some(match answer.standing {
        Standing::Over(count) => over(local, &answer, length, days(count)),
        standing => ahead(local, &answer, length, standing),
    })
}

const SHUT: &str = "Afgørelsen kan du ikke klage over";

fn ahead(local: &Local<'_>, answer: &Complaint, length: String, standing: Standing) -> Html {
    let shut = answer.appeal == Appeal::Shut;
    Html::from_template(&ComplaintAnswer {
        heading: if shut { SHUT } else { "Klagen skal være fremme" },
        first: excluded(local, answer.appeal),
        before_date: if shut { "Er du i tvivl, så spørg senest" } else { "Senest" },
        safe: time(answer.safe, Some("sikker-dato")),
        standing: standing_words(standing),
        length,
        days: answer.length,
        last: time(answer.last, Some("fire-uger")),
        closed: answer.last_closed.map(closed).unwrap_or_default(),
        received: time(answer.received, None),
        trust: local.trust.sentence.clone(),
        advice: Html(format!("{ADVICE} {}", send(standing))),
        review: if shut { Vec::new() } else { review(local, answer) },
        calendar: to_remember(local, answer),
        route: how_to_complain(local, answer.appeal),
    })
}

fn over(local: &Local<'_>, answer: &Complaint, length: String, ago: String) -> Html {
    let closed = answer.last_closed.map(closed).unwrap_or_default();
    let heading = match answer.appeal {
        Appeal::Shut => SHUT.to_owned(),
        // The last day may have moved then, so only that the days are gone is sure.
        _ if !closed.is_empty() => format!("De {length} er gået"),
        _ => "Fristen er gået".to_owned(),
    };
    Html::from_template(&OverAnswer {
        heading,
        before_number: match answer.appeal {
            Appeal::Shut => "Er du i tvivl, så ring",
            _ => "Ring med det samme",
        },
        call: call(local, None),
        first: excluded(local, answer.appeal),
        length,
        ago,
        days: answer.length,
        last: time(answer.last, Some("fire-uger")),
        closed,
        received: time(answer.received, None),
        trust: local.trust.sentence.clone(),
        route: how_to_complain(local, answer.appeal),
    })
}

/// What can't be appealed, where the decision may be about that.
fn excluded(local: &Local<'_>, appeal: Appeal) -> Vec<Html> {
    if appeal == Appeal::Possible {
        return Vec::new();
    }
    let route = local.municipality.route("afgoerelse");
    let mut lines = local.htmls(route.map_or(&[][..], |route| &route.excluded));
    if appeal == Appeal::Shut {
        lines.push(instead(local));
    }
    lines
}

fn how_to_complain(local: &Local<'_>, appeal: Appeal) -> Option<RouteCard> {
    let route = local.municipality.route("afgoerelse").filter(|_| appeal != Appeal::Shut)?;
    Some(route_card(local, route))
}

/// The dates that still lie ahead; one where the safe date is the last day.
fn to_remember(local: &Local<'_>, answer: &Complaint) -> Option<CalendarForm> {
    let (safe, last, today) = (answer.safe, answer.last, local.whole.today);
    let mut dates = Vec::new();
    if safe > today {
        let name = if safe == last { "datoen" } else { "den sikre dato" };
        dates.push(("sikker-dato", name));
    }
    if last > today && last != safe {
        dates.push(("fire-uger", "den sidste dag"));
    }
    let form = |dates| calendar(local, Calculator::Complaint, answer.received, dates);
    (!dates.is_empty()).then(|| form(dates))
}

/// Ours, not the source's, and marked so.
const ADVICE: &str =
    "Den sikre dato er vores råd og står ikke i kilden. Et brev kan være flere dage undervejs.";

/// What to do about the days that a letter takes.
fn send(standing: Standing) -> &'static str {
    match standing {
        Standing::Late(_) | Standing::Safe(0) => {
            "Ring derfor, og spørg, hvordan klagen kan nå frem. Gem en kopi."
        }
        _ => "Send det i god tid, og gem en kopi.",
    }
}

/// What one can do about a decision that can't be appealed, and whom to ask.
fn instead(local: &Local<'_>) -> Html {
    let links: Vec<String> = other_routes(local)
        .into_iter()
        .map(|link| format!("<a href=\"{}\">{}</a>", link.href, Html::text(&link.text)))
        .collect();
    let mut text = format!("Men du kan stadig bruge de andre veje: {}.", links.join(", "));
    if let Some(link) = local.link("raadgivning") {
        let name = Html::text(&link.text);
        let _ = write!(text, " Du kan få råd om afgørelsen: <a href=\"{}\">{name}</a>.", link.href);
    }
    Html(text)
}

fn closed(closed: Closed) -> String {
    match closed {
        Closed::Saturday | Closed::Sunday => format!("en {}", closed.name()),
        named => named.name().to_owned(),
    }
}

/// Where today stands; what is said when the last day is past is [`OverAnswer`]'s.
fn standing_words(standing: Standing) -> String {
    match standing {
        Standing::NotReceived(count) => {
            format!("Du får først afgørelsen om {}, har du skrevet.", days(count))
        }
        Standing::Safe(0) => "Det er i dag.".to_owned(),
        Standing::Safe(count) => format!("Du har {} endnu.", days(count)),
        Standing::Late(0) => {
            "Den er gået, og i dag er den sidste dag. Ring til kommunen nu, og klag i dag."
                .to_owned()
        }
        Standing::Late(count) => format!(
            "Den er gået, men der er {} til den sidste dag. Klag med det samme.",
            days(count)
        ),
        Standing::Over(_) => String::new(),
    }
}

/// The municipality's new look, and who comes after it.
fn review(local: &Local<'_>, answer: &Complaint) -> Vec<Html> {
    let deadline = local.municipality.deadline("genvurdering");
    let (Some(review), Some(deadline)) = (answer.review, deadline) else { return Vec::new() };
    let length = deadline.words().replace(' ', "\u{a0}");
    let last = time(review.after_last, Some("ny-vurdering"));
    let mut text = format!(
        "Kommunen har {length} til at se på sagen igen. Klager du på dag {}, er det senest {last}.",
        answer.length
    );
    if review.after_safe != review.after_last {
        let safe = time(review.after_safe, None);
        let _ = write!(text, " Klager du på den sikre dato, er det senest {safe}.");
    }
    vec![Html(text)]
}

fn calendar(
    local: &Local<'_>,
    calculator: Calculator,
    date: Date,
    dates: Vec<(&'static str, &'static str)>,
) -> CalendarForm {
    let typed = Typed::of(date);
    CalendarForm {
        id: "kalender",
        action: format!("/{}/{PAGE}/frist.ics", local.municipality.id),
        hidden: vec![
            ("beregn", calculator.word().to_owned()),
            ("dag", typed.day),
            ("maaned", typed.month),
            ("aar", typed.year),
        ],
        title: NEUTRAL_TITLE,
        dates,
    }
}
