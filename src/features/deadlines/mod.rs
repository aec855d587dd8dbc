//! Deadlines worked out: `/{k}/frister` lists the calculators, `/{k}/frister/{frist}` asks and
//! answers, `/{k}/frister/frist.ics` is a date for one's calendar.
//!
//! A question and its answer are an address, so that going back and reloading find them again. They
//! are computed for the one who asks, and kept by nobody.

mod answer;
pub mod calendar;
pub mod count;
pub mod form;
pub mod typed_date;
pub mod workday;

use askama::Template;

use self::answer::AnswerView;
use self::form::{AGAIN, CALCULATOR, DAY, Fields, ListedCalculator, MONTH, WHICH, YEAR};
use self::typed_date::{DayWrong, MonthWrong, Typed, Wrong, YearWrong};
use crate::book::{CalculatorPage, Given, Link, Phrase};
use crate::content::BuiltInId;
use crate::html::Html;
use crate::kind::{Answer, Ask, Asking, Class, Computed, PageKind};
use crate::render::components::{
    Call, Crumbs, Hero, Rests, Tools, built_in_tools, entry_call, rests,
};
use crate::render::context::Local;
use crate::render::icon;
use crate::render::layout::{Among, Sheet, document, title};
use crate::render::switch::OnPage;
use crate::site::{CachePolicy, Document};

/// The calculators.
pub const KIND: PageKind = PageKind {
    short: true,
    needs: |one| one.deadlines.iter().any(|deadline| deadline.calculator.is_some()),
    make: Some(make),
    computed: &[
        Computed {
            method: Asking::Get,
            path: "/{municipality}/frister/{code}",
            class: Class::Deadline,
            answer: calculator,
        },
        Computed {
            method: Asking::Post,
            path: "/{municipality}/frister",
            class: Class::Deadline,
            answer: former_address,
        },
        Computed {
            method: Asking::Post,
            path: "/{municipality}/frister/frist.ics",
            class: Class::Deadline,
            answer: calendar_file,
        },
        // Whoever comes back to a file that was made for one form only.
        Computed {
            method: Asking::Get,
            path: "/{municipality}/frister/frist.ics",
            class: Class::Deadline,
            answer: former_address,
        },
    ],
    ..PageKind::new(ID)
};

const ID: BuiltInId = BuiltInId::Deadlines;

/// How many days back the example in the hint is.
const EXAMPLE_DAYS: i32 = 3;

#[derive(Template)]
#[template(path = "deadlines/list.html")]
struct ListPage<'a> {
    hero: Hero,
    calculators: Vec<ListedCalculator<'a>>,
    next: &'a [Link],
    tools: Tools,
}

fn calculators<'a>(local: &Local<'a>) -> impl Iterator<Item = ListedCalculator<'a>> {
    local.municipality.deadlines.iter().filter_map(|deadline| {
        Some(ListedCalculator { page: deadline.calculator.as_deref()?, deadline })
    })
}

fn make(local: &Local<'_>) -> Vec<(String, Document)> {
    let Some(page) = local.built_in(ID) else { return Vec::new() };
    let list = ListPage {
        hero: Hero::built_in(local, page),
        calculators: calculators(local).collect(),
        next: &page.next,
        tools: built_in_tools(local, ID, page),
    };
    let sheet = Sheet {
        title: title(&[&page.words.short, &local.municipality.name, &local.book().name]),
        description: local.described(page),
        address: Some(page.address.clone()),
        indexed: true,
        main: Html::from_template(&list),
    };
    let made = document(Among::Local(local, OnPage::built_in(ID)), &sheet);
    let asking = calculators(local)
        .map(|one| (one.page.address.clone(), self::page(local, &one, &Fields::default())));
    std::iter::once((page.address.clone(), made)).chain(asking).collect()
}

/// The calculator that an address or a form names.
fn named<'a>(local: &Local<'a>, id: &str) -> Option<ListedCalculator<'a>> {
    calculators(local).find(|one| one.deadline.id == id)
}

/// A calculator: the question, or the answer to what is in the query.
fn calculator(ask: &Ask<'_>) -> Answer {
    let Some(local) = ask.local() else { return Answer::NotFound };
    let Some(one) = named(&local, ask.code) else { return Answer::NotFound };
    let fields = Fields::read(ask.query.as_bytes());
    Answer::Document(page(&local, &one, &fields))
}

fn page(local: &Local<'_>, one: &ListedCalculator<'_>, fields: &Fields) -> Document {
    if !asked(fields) {
        let form = FormView::new(local, one, fields, &Wrong::default());
        return finished(local, one, Shown { form: Some(form), answer: None }, CachePolicy::Page);
    }
    let shown = match fields.date().read(local.whole.today, local.whole.words()) {
        Err(wrong) => Shown { form: Some(FormView::new(local, one, fields, &wrong)), answer: None },
        Ok(read) => {
            let given = fields.given(one.page);
            Shown { form: None, answer: Some(answer::view(local, one, fields, &given, read)) }
        }
    };
    finished(local, one, shown, CachePolicy::Never)
}

/// Whether the form was sent: `ret` asks for it again with what was typed.
fn asked(fields: &Fields) -> bool {
    !fields.has(AGAIN) && [DAY, MONTH, YEAR].into_iter().any(|field| fields.has(field))
}

/// What a calculator's page shows: the form, or an answer.
struct Shown<'a> {
    form: Option<FormView<'a>>,
    answer: Option<AnswerView>,
}

#[derive(Template)]
#[template(path = "deadlines/page.html")]
struct CalculatorView<'a> {
    crumbs: Crumbs,
    rests: Rests,
    heading: Html,
    call: Option<Call>,
    meaning: &'a Phrase,
    form: Option<FormView<'a>>,
    answer: Option<AnswerView>,
    next: &'a [Link],
}

#[derive(Template)]
#[template(path = "deadlines/fault.html")]
struct FaultName<'a> {
    name: &'a str,
}

/// The form with what was typed and what is wrong with it.
struct FormView<'a> {
    page: &'a CalculatorPage,
    example: String,
    parts: Vec<DatePart>,
    given: Given,
}

/// One of the three fields of a date.
struct DatePart {
    name: &'static str,
    typed: String,
    wrong: Option<String>,
}

impl<'a> FormView<'a> {
    fn new(local: &Local<'_>, one: &ListedCalculator<'a>, fields: &Fields, wrong: &Wrong) -> Self {
        let words = local.whole.words();
        let typed = fields.date();
        let nothing = typed.is_empty();
        let Typed { day, month, year } = typed;
        let part = |name, typed, wrong| DatePart { name, typed, wrong };
        // An empty date is one mistake, not three.
        let say_day = |wrong: DayWrong| {
            if nothing { words.date_faults.date_missing.to_string() } else { wrong.message(words) }
        };
        let say_month = |wrong: MonthWrong| wrong.message(words);
        let say_year = |wrong: YearWrong| wrong.message(words);
        let example = typed_date::example(local.whole.today, EXAMPLE_DAYS);
        let month_name =
            &words.months[usize::from(example.month().unsigned_abs()).clamp(1, 12) - 1];
        Self {
            page: one.page,
            example: format!("{} {month_name} {}", example.day(), example.year()),
            parts: vec![
                part(DAY, day, wrong.day.map(say_day)),
                part(MONTH, month, wrong.month.filter(|_| !nothing).map(say_month)),
                part(YEAR, year, wrong.year.filter(|_| !nothing).map(say_year)),
            ],
            given: fields.given(one.page),
        }
    }

    fn faults(&self) -> impl Iterator<Item = (&DatePart, &String)> {
        self.parts.iter().filter_map(|part| Some((part, part.wrong.as_ref()?)))
    }

    fn is_faulty(&self) -> bool {
        self.faults().next().is_some()
    }

    fn is_chosen(&self, question: &usize, answer: &usize) -> bool {
        self.given.0.get(*question).copied().flatten() == Some(*answer)
    }
}

fn finished(
    local: &Local<'_>,
    one: &ListedCalculator<'_>,
    shown: Shown<'_>,
    cache: CachePolicy,
) -> Document {
    let calculator = one.page;
    let faulty = shown.form.as_ref().is_some_and(FormView::is_faulty);
    let name = if faulty {
        Html::from_template(&FaultName { name: &calculator.short }).0.trim().to_owned()
    } else {
        calculator.short.clone()
    };
    let above = local
        .built_in(ID)
        .map(|page| Link { href: page.address.clone(), text: page.words.short.to_string() });
    let crumbs = Crumbs::local(local, &calculator.short);
    let page = CalculatorView {
        rests: rests(local),
        crumbs: above.into_iter().fold(crumbs, Crumbs::below),
        heading: Html::text(&calculator.title),
        call: entry_call(local),
        meaning: &one.deadline.meaning,
        form: shown.form,
        answer: shown.answer,
        next: &calculator.read_on,
    };
    let below = format!("/{}", one.deadline.id);
    let on = OnPage::BuiltIn {
        id: ID,
        below: &below,
        has_below: |other, below| {
            let id = below.trim_start_matches('/');
            other.deadlines.iter().any(|one| one.id == id && one.calculator.is_some())
        },
        query: "",
        say_address: true,
    };
    let sheet = Sheet {
        title: title(&[&name, &local.municipality.name, &local.book().name]),
        description: one.deadline.meaning.plain.clone(),
        address: Some(calculator.address.clone()),
        indexed: cache == CachePolicy::Page,
        main: Html::from_template(&page),
    };
    Document { cache, ..document(Among::Local(local, on), &sheet) }
}

/// The form was once sent to the list: it is asked at the calculator's own address now.
fn former_address(ask: &Ask<'_>) -> Answer {
    let Some(local) = ask.local() else { return Answer::NotFound };
    let fields = Fields::read(ask.body);
    match named(&local, fields.get(CALCULATOR)) {
        Some(one) => {
            Answer::SeeOther(format!("{}?{}", one.page.address, fields.query_for(one.page)))
        }
        None => match local.built_in(ID) {
            Some(page) => Answer::SeeOther(page.address.clone()),
            None => Answer::NotFound,
        },
    }
}

/// A date of an answer as a file; the form again where it can't be worked out.
fn calendar_file(ask: &Ask<'_>) -> Answer {
    let Some(local) = ask.local() else { return Answer::NotFound };
    let fields = Fields::read(ask.body);
    let Some(one) = named(&local, fields.get(CALCULATOR)) else { return former_address(ask) };
    let (today, words) = (local.whole.today, local.whole.words());
    let wanted = fields.date().read(today, words).ok().and_then(|read| {
        let given = fields.given(one.page);
        let outcome = count::Outcome::new(one.page, &one.deadline.length, read.date, &given, today);
        calendar::wanted(&outcome, fields.get(WHICH))
    });
    match wanted {
        None => Answer::Document(page(&local, &one, &fields)),
        Some(date) => Answer::File(calendar::document(date, &fields.title(), today), "frist.ics"),
    }
}
