//! Forms: a date in three fields, a choice, a date for one's calendar.

use jiff::civil::Date;

use crate::content::MONTHS;
use crate::guidance::typed_date::{DayWrong, MonthWrong, Typed, Wrong, YearWrong};
use crate::render::html::Html;

/// A date in three fields.
#[derive(Debug)]
pub struct DateField {
    /// What its ids begin with.
    pub id: &'static str,
    /// The question.
    pub legend: String,
    /// How to write it.
    pub hint: String,
    /// Day, month, year.
    pub parts: Vec<DatePart>,
    /// A word about a date that may be a slip.
    pub doubt: Option<String>,
}

/// One of the three.
#[derive(Debug)]
pub struct DatePart {
    /// Its id on the page.
    pub id: String,
    /// Its name in the form.
    pub name: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// What was typed.
    pub typed: String,
    /// How many characters it shows.
    pub size: u8,
    /// Whether a phone should show digits.
    pub numeric: bool,
    /// What is wrong with it.
    pub wrong: Option<String>,
}

/// A date field with what was typed and what is wrong with it.
pub fn date_field(
    id: &'static str,
    legend: &str,
    example: Date,
    typed: &Typed,
    wrong: &Wrong,
    doubt: Option<String>,
) -> DateField {
    let part = |name: &'static str, label, typed: &str, size, numeric, wrong| DatePart {
        id: format!("{id}-{name}"),
        name,
        label,
        typed: typed.to_owned(),
        size,
        numeric,
        wrong,
    };
    let month = usize::from(example.month().unsigned_abs()).saturating_sub(1);
    DateField {
        id,
        legend: legend.to_owned(),
        hint: format!(
            "For eksempel {} {} {}. Måneden kan også være et tal.",
            example.day(),
            MONTHS.get(month).copied().unwrap_or_default(),
            example.year()
        ),
        parts: vec![
            part("dag", "Dag", &typed.day, 2, true, wrong.day.map(DayWrong::message)),
            part("maaned", "Måned", &typed.month, 9, false, wrong.month.map(MonthWrong::message)),
            part("aar", "År", &typed.year, 4, true, wrong.year.map(YearWrong::message)),
        ],
        doubt,
    }
}

/// A list to choose one from.
#[derive(Debug)]
pub struct Choice {
    /// Its id on the page.
    pub id: String,
    /// Its name in the form.
    pub name: &'static str,
    /// The question.
    pub label: &'static str,
    /// What can be chosen.
    pub options: Vec<ChoiceOption>,
}

/// One thing to choose.
#[derive(Debug)]
pub struct ChoiceOption {
    /// What is sent.
    pub value: &'static str,
    /// What is read.
    pub text: &'static str,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A choice among `options`, each with its value and words. Leaving it open comes first.
pub fn choice(
    form: &str,
    name: &'static str,
    label: &'static str,
    options: &[(&'static str, &'static str)],
    chosen: &str,
) -> Choice {
    let open = ("", "Vil ikke svare");
    let options = std::iter::once(&open).chain(options).map(|(value, text)| ChoiceOption {
        value,
        text,
        chosen: *value == chosen,
    });
    Choice { id: format!("{form}-{name}"), name, label, options: options.collect() }
}

/// A form that fetches a date for one's calendar; a button for each date.
#[derive(Debug)]
pub struct CalendarForm {
    /// What its ids begin with.
    pub id: &'static str,
    /// Where it goes.
    pub action: String,
    /// What it sends unseen.
    pub hidden: Vec<(&'static str, String)>,
    /// The title to begin with.
    pub title: &'static str,
    /// Which dates there are to fetch, and their names, e.g. "den sikre dato".
    pub dates: Vec<(&'static str, &'static str)>,
}

/// A date as one reads it, for machines too.
pub fn time(date: Date, id: Option<&str>) -> Html {
    let id = id.map(|id| format!(" id=\"{id}\"")).unwrap_or_default();
    let words = crate::render::danish::day_words(date);
    Html(format!("<time{id} datetime=\"{date}\">{words}</time>"))
}
