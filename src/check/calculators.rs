//! Calculators: exceptions must have an effect, every state needs its texts, and placeholders must
//! have a value where they are used.

use std::collections::BTreeSet;

use super::corpus::Corpus;
use crate::content::deadline::{
    Actor, AnswersTo, Calculator, CalculatorQuestion, DeadlineException, Effect, RawDeadline,
    StateWords, Unit,
};
use crate::content::{InFile, Text, Word};
use crate::finding::Finding;
use crate::source::{FileId, Place};

/// Above this many combinations of answers, the combinations are not checked.
const MOST_WAYS: usize = 50_000;

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    for municipality in &corpus.content.municipalities {
        let deadlines = &municipality.deadlines;
        for deadline in deadlines.iter() {
            if let Some(calculator) = &deadline.calculator {
                let mut checker =
                    CalculatorRules { file: deadlines.file, deadline, calculator, findings };
                checker.exceptions();
                checker.questions();
                checker.states();
                checker.names();
            }
        }
        check_same_name(deadlines, findings);
    }
}

/// Two calculators with the same name in a list.
fn check_same_name(deadlines: &InFile<Vec<RawDeadline>>, findings: &mut Vec<Finding>) {
    let mut seen = BTreeSet::new();
    for calculator in deadlines.iter().filter_map(|one| one.calculator.as_ref()) {
        if !seen.insert(calculator.short.as_str()) {
            let message = format!("To beregnere hedder »{}«.", calculator.short);
            let remedy = "Giv den ene et andet navn i kort, så læseren kan se forskel.";
            let place = deadlines.place(calculator.short.span());
            findings.push(Finding::error("beregner", place, message, remedy));
        }
    }
}

struct CalculatorRules<'c, 'f> {
    file: FileId,
    deadline: &'c RawDeadline,
    calculator: &'c Calculator,
    findings: &'f mut Vec<Finding>,
}

impl CalculatorRules<'_, '_> {
    fn report(&mut self, word: &Word, message: String, remedy: &str) {
        let place = Place::new(self.file, word.span());
        self.findings.push(Finding::error("beregner", place, message, remedy));
    }

    fn exceptions(&mut self) {
        let calculator = self.calculator;
        for one in &calculator.exceptions {
            let id = &one.id;
            if one.effect != Effect::InDoubt && one.heading.is_none() {
                self.report(
                    id,
                    format!(
                        "Undtagelsen »{id}« ændrer fristen, men svaret beholder overskriften »{}«.",
                        calculator.answer.heading
                    ),
                    "Skriv en overskrift i undtagelsen, der siger, hvad der så gælder.",
                );
            }
            if one.when.is_empty() || one.when.values().all(Vec::is_empty) {
                self.report(
                    id,
                    format!("Undtagelsen »{id}« siger ikke, hvilke svar den gælder for."),
                    "Skriv naar = { spørgsmålets-id = [\"svarets-id\"] }.",
                );
                continue;
            }
            if let Some(question) = shut_out(one) {
                self.report(
                    id,
                    format!("Undtagelsen »{id}« kan aldrig gælde: undtagen tager alle svarene i naar på »{question}« ud igen."),
                    "Ret naar eller undtagen.",
                );
            }
        }
        self.deciding();
    }

    /// Finds texts for the case that an exception decides the answer, although one above it always
    /// does.
    fn deciding(&mut self) {
        let calculator = self.calculator;
        let always = |one: &DeadlineException| one.when.values().all(Vec::is_empty);
        if calculator.exceptions.iter().any(always) {
            return; // reported already
        }
        let Some(ways) = ways(&calculator.questions) else { return };
        let mut deciding = BTreeSet::new();
        for way in &ways {
            let first =
                calculator.exceptions.iter().find(|one| applies(one, &calculator.questions, way));
            deciding.extend(first.map(|one| one.id.as_str()));
        }
        for one in &calculator.exceptions {
            let possible = shut_out(one).is_none();
            if possible && one.heading.is_some() && !deciding.contains(one.id.as_str()) {
                self.report(
                    &one.id,
                    format!("Undtagelsen »{}« bestemmer aldrig svaret: En af dem over den gælder altid først.", one.id),
                    "Flyt den op over den anden, eller ret naar og undtagen.",
                );
            }
        }
    }

    fn questions(&mut self) {
        let calculator = self.calculator;
        for question in &calculator.questions {
            let id = &question.id;
            if question.answers.len() < 2 {
                self.report(
                    id,
                    format!("Spørgsmålet »{id}« har ikke to svar at vælge imellem."),
                    "Skriv mindst to svar.",
                );
            }
            let asked = |answers: &AnswersTo| answers.contains_key(id.as_str());
            let mut exceptions = calculator.exceptions.iter();
            if !exceptions.any(|one| asked(&one.when) || asked(&one.unless)) {
                self.report(
                    id,
                    format!("Svaret på spørgsmålet »{id}« ændrer ikke noget."),
                    "Brug det i naar i en undtagelse, eller slet spørgsmålet.",
                );
            }
        }
    }

    /// An `Actor::Reader` needs texts for when the date is near and when the safe date has passed.
    fn states(&mut self) {
        let calculator = self.calculator;
        if calculator.who == Actor::Reader {
            let answer = &calculator.answer;
            let states = [
                ("snart", &answer.soon),
                ("sikker_i_dag", &answer.safe_today),
                ("sent", &answer.late),
            ];
            let missing = states.iter().filter(|(_, state)| state.is_none());
            let missing: Vec<String> =
                missing.map(|(key, _)| format!("[frist.beregner.svar.{key}]")).collect();
            if !missing.is_empty() {
                self.report(
                    &calculator.title,
                    format!(
                        "Beregneren »{}« har ingen ord til {}.",
                        calculator.short,
                        missing.join(" og ")
                    ),
                    "Læseren skal selv nå noget. Skriv, hvad man gør, når der er kort tid, og når den sikre dag er gået.",
                );
            }
        }
    }

    fn names(&mut self) {
        let calculator = self.calculator;
        let answer = &calculator.answer;
        let (mut plain, mut closed) = (Vec::new(), Vec::new());
        let mut state = |words: &'_ StateWords| {
            plain.extend(words.text.iter().chain(&words.say).cloned());
            closed.extend(words.closed.iter().cloned());
        };
        for words in [&answer.in_time, &answer.today, &answer.over] {
            state(words);
        }
        let sometimes = answer.soon.iter().chain(&answer.late).chain(&answer.same_day);
        sometimes.for_each(&mut state);
        // The last day is always a closed one there.
        if let Some(words) = &answer.safe_today {
            closed.extend(words.text.iter().cloned());
            plain.extend(words.say.iter().cloned());
        }
        plain.extend(answer.about_date.iter().chain(&answer.advice).cloned());
        closed.extend(answer.closed.iter().cloned());
        for one in &calculator.exceptions {
            let texts = one.sure.iter().chain([&one.perhaps]).chain(&one.say);
            for text in texts {
                self.name_fits(text, &["lukket", "derefter"], "i en undtagelse");
            }
        }
        for text in answer.ahead.text.iter().chain(&answer.ahead.say) {
            self.name_fits(text, &["lukket", "dag"], "før dagen");
        }
        for text in &plain {
            self.name_fits(text, &["lukket"], "andre steder end i lukket");
        }
        for text in answer.in_time.text.iter().filter(|_| answer.same_day.is_none()) {
            self.name_fits(
                text,
                &["dag"],
                "her: Samme dag er dag 0. Skriv også [frist.beregner.svar.samme_dag]",
            );
        }
        let all: Vec<Text> = plain
            .into_iter()
            .chain(closed)
            .chain(calculator.next.iter().map(|next| next.text.clone()))
            .collect();
        self.counted_in_days(all.iter().chain(&answer.ahead.text));
        for text in &all {
            if calculator.next.is_none() {
                self.name_fits(text, &["derefter"], "uden derefter i beregneren");
            }
            self.braces(text);
        }
    }

    /// Only deadlines in days have a day number and a number of days.
    fn counted_in_days<'t>(&mut self, mut texts: impl Iterator<Item = &'t Text>) {
        let in_days = self.deadline.unit == Unit::Days
            && self.deadline.plus.is_none_or(|plus| plus.unit == Unit::Days);
        let counts =
            |text: &Text| ["{dag}", "{antal}"].iter().any(|name| text.as_str().contains(name));
        if !in_days && texts.any(counts) {
            self.findings.push(Finding::error(
                "ukendt-felt",
                Place::new(self.file, self.deadline.id.span()),
                "Svarene siger {dag} eller {antal}, men fristen tælles ikke i dage.",
                "Skriv sætningerne uden, eller ret enhed.",
            ));
        }
    }

    fn name_fits(&mut self, text: &Text, without_value: &[&str], place: &str) {
        for name in without_value {
            let written = format!("{{{name}}}");
            if text.as_str().contains(&written) {
                self.findings.push(Finding::error(
                    "ukendt-felt",
                    Place::new(self.file, text.span()),
                    format!("»{written}« har ingen værdi {place}."),
                    "Skriv sætningen uden.",
                ));
            }
        }
    }

    fn braces(&mut self, text: &Text) {
        let mut open = false;
        let sound = text.as_str().chars().all(|letter| match letter {
            '{' => !std::mem::replace(&mut open, true),
            '}' => std::mem::replace(&mut open, false),
            _ => true,
        });
        if !sound || open {
            self.findings.push(Finding::error(
                "ukendt-felt",
                Place::new(self.file, text.span()),
                "En krølleparentes bliver ikke lukket.",
                "Skriv navnet mellem { og }, fx {dage}.",
            ));
        }
    }
}

/// The question for which an exception's `undtagen` rules out all the answers it requires.
fn shut_out(one: &DeadlineException) -> Option<&str> {
    one.when.iter().find_map(|(question, answers)| {
        let without = one.unless.get(question)?;
        let all = !answers.is_empty()
            && answers.iter().all(|answer| without.iter().any(|one| **one == **answer));
        all.then_some(question.as_str())
    })
}

/// Every combination of answers: the position of each answer, or one past the last if unanswered.
fn ways(questions: &[CalculatorQuestion]) -> Option<Vec<Vec<usize>>> {
    let count =
        questions.iter().try_fold(1usize, |all, one| all.checked_mul(one.answers.len() + 1))?;
    if count > MOST_WAYS {
        return None;
    }
    let mut ways = vec![Vec::new()];
    for question in questions {
        // One more than the number of answers, because every question is optional.
        let answers = 0..=question.answers.len();
        ways = ways
            .iter()
            .flat_map(|way: &Vec<usize>| {
                answers.clone().map(move |answer| way.iter().copied().chain([answer]).collect())
            })
            .collect();
    }
    Some(ways)
}

/// Whether an exception applies to a reader with these answers.
fn applies(one: &DeadlineException, questions: &[CalculatorQuestion], way: &[usize]) -> bool {
    let answered = |question: &str, answers: &[Word]| {
        let at = questions.iter().position(|one| *one.id == *question)?;
        let answer = questions[at].answers.get(way[at])?;
        Some(answers.iter().any(|word| **word == *answer.id))
    };
    let when = one.when.iter().all(|(question, answers)| answered(question, answers) == Some(true));
    let unless =
        one.unless.iter().any(|(question, answers)| answered(question, answers) == Some(true));
    when && !unless
}
