//! Deadlines, and the rules of their calculators.

use std::collections::BTreeMap;

use super::super::deadline::{
    CalculatorPage, CalculatorWords, Choice, Condition, Deadline, FollowUp, Length, Pattern,
    StateText,
};
use super::super::handle::Handle;
use super::refs::Binder;
use crate::content::deadline::{
    AnswersTo, Calculator, CalculatorQuestion, DeadlineException, NextDeadline, RawDeadline,
    StateWords, Stretch,
};
use crate::content::{RawMunicipality, Text, Word};
use crate::finding::Finding;
use crate::markdown::resolve::deadline_words;
use crate::source::{FileId, Place};

impl Binder<'_> {
    pub(super) fn bound_deadline(&mut self, raw: &RawMunicipality, one: &RawDeadline) -> Deadline {
        let file = raw.deadlines.file;
        let calculator = one.calculator.as_ref().map(|calculator| {
            let address = format!("{}/frister/{}", raw.address(), one.id);
            Box::new(self.calculator(raw, file, calculator, address))
        });
        let named = calculator.as_deref();
        let has_it = |deadline: Option<&Word>| deadline.is_some_and(|id| **id == *one.id);
        Deadline {
            right: named
                .and_then(|page| page.right)
                .or_else(|| only(&raw.rights, |right| has_it(right.deadline.as_ref()))),
            route: named
                .and_then(|page| page.route)
                .or_else(|| only(&raw.routes, |route| has_it(route.deadline.as_ref()))),
            id: one.id.to_string(),
            length: self.length(one),
            from: self.phrase(&one.from),
            meaning: self.phrase(&one.meaning),
            remark: one.remark.as_ref().map(|text| self.phrase(text)),
            calculator,
            sources: self.sources(file, &one.source),
        }
    }

    fn length(&self, one: &RawDeadline) -> Length {
        let own = Stretch { count: one.count, unit: one.unit };
        Length {
            stretches: std::iter::once(own).chain(one.plus).collect(),
            words: deadline_words(one, &self.content.words),
        }
    }

    fn calculator(
        &mut self,
        raw: &RawMunicipality,
        file: FileId,
        one: &Calculator,
        address: String,
    ) -> CalculatorPage {
        let read_on = one.read_on.iter().filter_map(|page| self.link(file, page)).collect();
        let questions = one.questions.iter().map(|question| Choice {
            id: question.id.to_string(),
            text: question.text.to_string(),
            answers: question
                .answers
                .iter()
                .map(|answer| (answer.id.to_string(), answer.text.to_string()))
                .collect(),
        });
        let id = |id: &Option<Word>| id.as_ref().map(ToString::to_string);
        let ids = &one.date_ids;
        let exceptions = one.exceptions.iter();
        CalculatorPage {
            address,
            title: one.title.to_string(),
            short: one.short.to_string(),
            who: one.who,
            ask: one.ask.to_string(),
            help: one.help.as_ref().map(|text| self.phrase(text)),
            button: one.button.to_string(),
            by_hand: self.phrases(&one.by_hand),
            right: one.right.as_ref().and_then(|id| self.right(file, id)),
            route: one.route.as_ref().and_then(|id| self.route(file, id)),
            read_on,
            next: one.next.as_ref().and_then(|next| self.follow_up(raw, file, next)),
            date_ids: [id(&ids.safe), id(&ids.last), id(&ids.next)],
            questions: questions.collect(),
            exceptions: exceptions
                .map(|exception| self.condition(file, &one.questions, exception))
                .collect(),
            words: self.calculator_words(file, one),
        }
    }

    fn follow_up(
        &mut self,
        raw: &RawMunicipality,
        file: FileId,
        next: &NextDeadline,
    ) -> Option<FollowUp> {
        self.deadline(file, &next.deadline)?;
        let deadline = raw.deadline(&next.deadline)?;
        Some(FollowUp { length: self.length(deadline), text: self.pattern(file, &next.text)? })
    }

    fn condition(
        &mut self,
        file: FileId,
        questions: &[CalculatorQuestion],
        one: &DeadlineException,
    ) -> Condition {
        let when = self.answers(file, questions, &one.id, &one.when);
        let unless = self.answers(file, questions, &one.id, &one.unless);
        let text = |word: &Option<Word>| word.as_ref().map(ToString::to_string);
        Condition {
            heading: text(&one.heading),
            heading_over: text(&one.heading_over),
            before_date: text(&one.before_date),
            sure: self.patterns(file, &one.sure),
            sure_over: one.sure_over.as_ref().map(|texts| self.patterns(file, texts)),
            perhaps: self.pattern(file, &one.perhaps),
            say: one.say.as_ref().and_then(|text| self.pattern(file, text)),
            right: one.right.as_ref().and_then(|id| self.right(file, id)),
            route: one.route.as_ref().and_then(|id| self.route(file, id)),
            id: one.id.to_string(),
            effect: one.effect,
            when,
            unless,
        }
    }

    /// For each question, the positions of the answers.
    fn answers(
        &mut self,
        file: FileId,
        questions: &[CalculatorQuestion],
        exception: &Word,
        answers: &AnswersTo,
    ) -> BTreeMap<usize, Vec<usize>> {
        let mut bound = BTreeMap::new();
        for (question, wanted) in answers {
            let Some(at) = questions.iter().position(|one| one.id.as_str() == question) else {
                let message = format!("Beregneren har ikke spørgsmålet »{question}«.");
                self.error(
                    file,
                    exception,
                    message,
                    "Brug id'et på et spørgsmål i samme beregner.",
                );
                continue;
            };
            let mut positions = Vec::with_capacity(wanted.len());
            for word in wanted {
                if let Some(answer) = questions[at].answers.iter().position(|one| *one.id == **word)
                {
                    positions.push(answer);
                } else {
                    let message = format!("Spørgsmålet »{question}« har ikke svaret »{word}«.");
                    self.error(file, word, message, "Brug id'et på et af spørgsmålets svar.");
                }
            }
            bound.insert(at, positions);
        }
        bound
    }

    fn calculator_words(&mut self, file: FileId, one: &Calculator) -> CalculatorWords {
        let words = &one.answer;
        let mut maybe =
            |text: &Option<Text>| text.as_ref().and_then(|text| self.pattern(file, text));
        let (closed, advice) = (maybe(&words.closed), maybe(&words.advice));
        CalculatorWords {
            heading: words.heading.to_string(),
            heading_perhaps: words.heading_perhaps.as_ref().map(ToString::to_string),
            before_date: words.before_date.to_string(),
            about_date: self.patterns(file, &words.about_date),
            about_last: self.patterns(file, &words.about_last),
            closed,
            advice,
            ahead: self.state(file, &words.ahead),
            same_day: words.same_day.as_ref().map(|state| self.state(file, state)),
            in_time: self.state(file, &words.in_time),
            soon: words.soon.as_ref().map(|state| self.state(file, state)),
            today: self.state(file, &words.today),
            safe_today: words.safe_today.as_ref().map(|state| self.state(file, state)),
            late: words.late.as_ref().map(|state| self.state(file, state)),
            over: self.state(file, &words.over),
        }
    }

    fn state(&mut self, file: FileId, words: &StateWords) -> StateText {
        StateText {
            heading: words.heading.as_ref().map(ToString::to_string),
            text: self.patterns(file, &words.text),
            closed: words.closed.as_ref().and_then(|text| self.pattern(file, text)),
            say: words.say.as_ref().and_then(|text| self.pattern(file, text)),
        }
    }

    fn patterns(&mut self, file: FileId, texts: &[Text]) -> Vec<Pattern> {
        texts.iter().filter_map(|text| self.pattern(file, text)).collect()
    }

    fn pattern(&mut self, file: FileId, text: &Text) -> Option<Pattern> {
        let pattern = Pattern::new(self.phrase(text).html);
        if let Err(unknown) = &pattern {
            self.report(Finding::error(
                "ukendt-felt",
                Place::new(file, text.span()),
                unknown.to_string(),
                format!(
                    "Brug et af disse: {{{}}}.",
                    Pattern::NAMES.map(|(name, _)| name).join("}, {")
                ),
            ));
        }
        pattern.ok()
    }
}

/// The only record in the list with this property, if there is exactly one.
fn only<R, B>(list: &[R], is: impl Fn(&R) -> bool) -> Option<Handle<B>> {
    let mut found = list.iter().enumerate().filter(|(_, one)| is(one)).map(|(at, _)| at);
    found.next().filter(|_| found.next().is_none()).map(Handle::new)
}
