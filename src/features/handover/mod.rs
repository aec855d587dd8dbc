//! `/{k}/udlevering`: choose what to hand over; and the sheet, the code and the short address that
//! come of it. An address holds codes of what is handed over, so nothing about a person can be in it.

pub mod selection;

use askama::Template;

use self::selection::Selection;
use crate::book::record::{self, Record};
use crate::book::{Block, Handle, Item, Link, Offered, Page, Phrase, ReadySet};
use crate::content::BuiltInId;
use crate::html::Html;
use crate::kind::{Answer, Ask, Asking, Class, Computed, PageKind};
use crate::render::components::{
    Call, Crumbs, HeadingTag, Origin, RecordCard, Rests, entry_call, record_card, rests,
};
use crate::render::context::Local;
use crate::render::icon;
use crate::render::layout::{Among, Sheet, document, title};
use crate::render::qr::qr;
use crate::render::switch::OnPage;
use crate::site::{CachePolicy, Document};

/// Chosen pages, rights and routes, to give to somebody.
pub const KIND: PageKind = PageKind {
    needs: |municipality| municipality.has_codes,
    computed: &[
        Computed {
            method: Asking::Get,
            path: "/{municipality}/udlevering",
            class: Class::HandOver,
            answer: choose,
        },
        Computed {
            method: Asking::Get,
            path: "/{municipality}/udlevering/{code}",
            class: Class::HandOver,
            answer: sheet,
        },
        Computed {
            method: Asking::Get,
            path: "/{short}/u/{code}",
            class: Class::HandOver,
            answer: short,
        },
    ],
    ..PageKind::new(ID)
};

const ID: BuiltInId = BuiltInId::HandOver;

#[derive(Template)]
#[template(path = "handover/choose.html")]
struct ChoosePage<'a> {
    crumbs: Crumbs,
    rests: Rests,
    heading: Html,
    call: Option<Call>,
    action: &'a str,
    nothing: bool,
    /// What was ticked and there is no room for in one address.
    too_much: Vec<&'a Offered>,
    groups: [Vec<Tickbox<'a>>; 3],
    /// What is ready to be handed over.
    sets: &'a [ReadySet],
    /// How many are ticked.
    ticked: usize,
}

struct Tickbox<'a> {
    offered: &'a Offered,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "handover/sheet.html")]
struct SheetPage<'a> {
    crumbs: Crumbs,
    rests: Rests,
    heading: Html,
    call: Option<Call>,
    absent: Vec<&'a str>,
    unknown: bool,
    things: Vec<HandedOver>,
    /// The address people type, with the site's name where it is known.
    address: String,
    /// Whether the site's name is known.
    is_whole: bool,
    qr: Option<Html>,
    /// Opens a message with the address in it.
    sms: Option<String>,
    choose: String,
    source: &'a str,
    trust: &'a str,
    today: String,
}

/// What a sheet is called by who gets it.
#[derive(Template)]
#[template(path = "handover/sheet-name.html")]
struct SheetName {}

/// One thing that is handed over.
struct HandedOver {
    /// Its name with the way to it; none where its card says both.
    heading: Option<Link>,
    /// The short answer of a section.
    lines: Vec<Phrase>,
    /// A right or a route, whole; or what a section gives of contacts and deadlines.
    cards: Vec<RecordCard>,
    /// What a section rests on; a card says it itself.
    origin: Option<Origin>,
}

/// The form; or, where something was chosen that fits into one address, the way to its sheet.
fn choose(ask: &Ask<'_>) -> Answer {
    let Some(local) = ask.local() else { return Answer::NotFound };
    let Some(page) = local.built_in(ID) else { return Answer::NotFound };
    let fields: Vec<_> = form_urlencoded::parse(ask.query.as_bytes()).collect();
    let all = &local.municipality.hand_over;
    let values = fields.iter().filter(|(name, _)| name == "del").map(|(_, value)| &**value);
    let selection = Selection::chosen(values, all);
    let (code, too_much) = selection.code();
    if !code.is_empty() && too_much.is_empty() {
        return Answer::SeeOther(format!("{}/{code}", page.address));
    }
    let side = fields.iter().rev().find(|(name, _)| name == "side").map(|(_, value)| &**value);
    let from = side.and_then(|id| local.municipality.page(id)).map(|page| page.address.as_str());
    let came_from = |offered: &Offered| match offered.item {
        Item::Section(page) => from == Some(local.municipality.pages[page].address.as_str()),
        Item::Right(_) | Item::Route(_) => false,
    };
    let chosen = |offered: &Offered| selection.has(offered.item) || came_from(offered);
    let group = |is: fn(&Item) -> bool| {
        let of_kind = all.offered.iter().filter(|offered| is(&offered.item));
        of_kind.map(|offered| Tickbox { offered, chosen: chosen(offered) }).collect()
    };
    let groups = [
        group(|item| matches!(item, Item::Section(_))),
        group(|item| matches!(item, Item::Right(_))),
        group(|item| matches!(item, Item::Route(_))),
    ];
    let view = ChoosePage {
        sets: &all.sets,
        ticked: groups.iter().flatten().filter(|one: &&Tickbox<'_>| one.chosen).count(),
        rests: rests(&local),
        crumbs: Crumbs::local(&local, &page.words.short),
        heading: Html::text(&page.words.title),
        call: entry_call(&local),
        action: &page.address,
        nothing: code.is_empty() && fields.iter().any(|(name, _)| name == "vis"),
        too_much,
        groups,
    };
    let name = &page.words.short;
    Answer::Document(finished(&local, OnPage::built_in(ID), name, Html::from_template(&view)))
}

/// The sheet of a code.
fn sheet(ask: &Ask<'_>) -> Answer {
    let Some(local) = ask.local() else { return Answer::NotFound };
    let Some(page) = local.built_in(ID) else { return Answer::NotFound };
    let own = local.municipality;
    let selection = Selection::read(ask.code, &own.hand_over);
    let (code, _) = selection.code();
    let base = local.whole.base_url;
    let address = format!("{}/{}/u/{code}", base.unwrap_or_default(), own.short);
    let name = Html::from_template(&SheetName {}).0;
    let view = SheetPage {
        rests: rests(&local),
        crumbs: Crumbs::local(&local, &name),
        heading: Html::text(&name),
        call: entry_call(&local),
        things: selection.items.iter().map(|one| thing(&local, one)).collect(),
        absent: selection.absent,
        unknown: selection.unknown > 0,
        qr: base.and_then(|_| qr(&address)),
        sms: base.map(|_| sms(&address)),
        is_whole: base.is_some(),
        address,
        choose: page.address.clone(),
        source: &own.source.title,
        trust: &local.trust.sentence,
        today: local.whole.date(local.whole.today),
    };
    let below = format!("/{code}");
    let on = OnPage::BuiltIn {
        id: ID,
        below: &below,
        has_below: |_, _| true,
        query: "",
        say_address: false,
    };
    Answer::Document(finished(&local, on, &name, Html::from_template(&view)))
}

#[derive(Template)]
#[template(path = "handover/message.txt")]
struct SmsText<'a> {
    address: &'a str,
}

/// A link that opens a message to nobody yet; phones read `?&body=` whatever they are.
fn sms(address: &str) -> String {
    let text = Html::from_template(&SmsText { address }).0;
    let body: String = form_urlencoded::byte_serialize(text.trim().as_bytes()).collect();
    format!("sms:?&body={}", body.replace('+', "%20"))
}

/// An address to say on the phone: it leads to the sheet.
fn short(ask: &Ask<'_>) -> Answer {
    let page = ask.municipality.and_then(|own| own.built_in(ID));
    let plain = ask.code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    match page {
        // Only what a code is made of goes into the address it leads to.
        Some(page) if plain => Answer::SeeOther(format!("{}/{}", page.address, ask.code)),
        _ => Answer::NotFound,
    }
}

fn thing(local: &Local<'_>, offered: &Offered) -> HandedOver {
    let own = local.municipality;
    let book = local.book();
    let (href, sources, lines, records) = match offered.item {
        Item::Section(page) => {
            let records = of_section(local, page, &own.pages[page]).collect();
            let page = &own.pages[page];
            (page.address.clone(), &page.sources, page.summary.clone(), records)
        }
        Item::Right(right) => {
            let right = &own.rights[right];
            let list = local
                .link_to(BuiltInId::Rights)
                .map_or(right.section.href.clone(), |list| format!("{}#{}", list.href, right.id));
            (list, &right.sources, Vec::new(), vec![record::right(book, own, right)])
        }
        Item::Route(route) => {
            let route = &own.routes[route];
            let href = route.section.href.clone();
            (href, &route.sources, Vec::new(), vec![record::route(book, own, route)])
        }
    };
    let is_section = matches!(offered.item, Item::Section(_));
    let origin = is_section.then(|| Origin::new(local, sources, &[]));
    let link = Link { href, text: offered.name.clone() };
    let cards = records.into_iter().map(|record| record_card(local, record));
    // A right or a route is its card, whose name is the heading; it is not said twice.
    let (heading, cards) = match offered.item {
        Item::Section(_) => (Some(link), cards.collect()),
        Item::Right(_) | Item::Route(_) => {
            let named = cards.map(|card| RecordCard {
                tag: HeadingTag::H2,
                read_on: Some(link.clone()),
                ..card
            });
            (None, named.collect())
        }
    };
    HandedOver { heading, lines, cards, origin }
}

/// The contacts, rights and routes that a section shows, and the rights it is about: its short lines
/// alone would lack their conditions.
fn of_section<'b>(
    local: &Local<'b>,
    handle: Handle<Page>,
    page: &'b Page,
) -> impl Iterator<Item = Record<'b>> {
    let (book, own) = (local.book(), local.municipality);
    let blocks = || page.parts.iter().flat_map(|part| &part.blocks);
    let shown = blocks().filter_map(|block| match block {
        Block::Contact(contact) => Some(record::contact(&own.contacts[*contact])),
        Block::Right(right) => Some(record::right(book, own, &own.rights[*right])),
        Block::Route(route) => Some(record::route(book, own, &own.routes[*route])),
        Block::AllContacts | Block::Course(_) | Block::Offers(_) | Block::TargetGroups(_) => None,
        Block::Text(_) | Block::Note(_) | Block::Emergency | Block::Noted => None,
    });
    let is_shown =
        move |right| blocks().any(|block| matches!(block, Block::Right(one) if *one == right));
    // A route of the same name doesn't say what the right does.
    let about = own.rights.with_handles();
    let about = about.filter(move |(right, one)| one.page == handle && !is_shown(*right));
    shown.chain(about.map(move |(_, right)| record::right(book, own, right)))
}

fn finished(local: &Local<'_>, on: OnPage<'_>, name: &str, main: Html) -> Document {
    let own = local.municipality;
    let page = local.built_in(ID);
    let sheet = Sheet {
        title: title(&[name, &own.name, &local.book().name]),
        description: page.map(|page| local.described(page)).unwrap_or_default(),
        main,
        ..Sheet::default()
    };
    // Somebody's choice: no cache between us and them keeps it.
    Document { cache: CachePolicy::Never, ..document(Among::Local(local, on), &sheet) }
}
