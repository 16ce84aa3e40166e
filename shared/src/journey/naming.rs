//! What a request is called, what it is about, and by when it is done.

use super::Journey;
use crate::language::Text;
use crate::wording::Wording;

impl Journey<'_> {
    /// What a request is called, after "your": "report".
    pub fn noun(&self, wording: &Wording) -> String {
        self.own(&self.definition.naming.noun, wording)
            .unwrap_or_else(|| wording.say("journey-noun"))
    }

    /// A name within a sentence of the interface, so only one in the language of that sentence.
    fn own(&self, text: &Option<Text>, wording: &Wording) -> Option<String> {
        let speaks = self.definition.speaks(wording.language);
        let text = text.as_ref().filter(|_| speaks)?;
        Some(self.fill(text, wording.language))
    }
}

#[cfg(feature = "authoring")]
pub use authored::Reader;

#[cfg(feature = "authoring")]
mod authored {
    use super::Journey;
    use crate::date::Date;
    use crate::language::{Language, Text};
    use crate::question::date::with_weekday;
    use crate::question::rules::ShowContext;
    use crate::question::{Question, Value};
    use crate::wording::{self, Wording, uncapitalised};

    /// The most characters of a detail that a person typed.
    const LONGEST: usize = 80;

    /// Who reads what a request is about.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Reader {
        /// The browser that sent it, or a holder of its tracking code.
        Sender,
        /// Whoever opened it with a fact that others may know too, such as a postcode. Reads
        /// nothing about a person, and of an address only the first half of its postcode.
        Holder,
        /// Whoever sees the mailbox.
        Mailbox,
    }

    impl Journey<'_> {
        /// What a request is called in full, after "your": "missed bin report".
        pub fn name(&self, wording: &Wording) -> Option<String> {
            self.own(&self.definition.naming.name, wording)
        }

        /// Who deals with it: "the bins team".
        pub fn team(&self, wording: &Wording) -> String {
            self.own(&self.definition.naming.team, wording)
                .unwrap_or_else(|| wording.say("status-team"))
        }

        /// What it is about: "Missed bin: rubbish, Friday 27 November, 1 Quince Orchard Road".
        pub fn subject(&self, reader: Reader, wording: &Wording) -> String {
            let language = wording.language;
            let naming = &self.definition.naming;
            let subject = naming.subject.as_ref().unwrap_or(&self.definition.title);
            let fill = |text: &Text| self.fill(text, language);
            let context = ShowContext {
                language,
                wording,
                fill: &fill,
            };
            let details = naming.details.iter();
            let details = details.filter(|detail| detail.in_mail || reader != Reader::Mailbox);
            let details: Vec<String> = details
                .filter_map(|detail| {
                    let question = self.definition.question(&detail.question)?;
                    let typed = self.answers.typed.get(&question.id);
                    let value = question.check(typed).ok().flatten()?;
                    self.brief(question, &value, reader, &context)
                })
                .collect();
            if details.is_empty() {
                return fill(subject);
            }
            format!("{}: {}", fill(subject), details.join(", "))
        }

        /// An answer in few words.
        fn brief(
            &self,
            question: &Question,
            value: &Value,
            reader: Reader,
            context: &ShowContext<'_>,
        ) -> Option<String> {
            let own_words = question.kind.rules().is_own_words();
            let is_personal = own_words || question.about.is_some();
            match (value, reader) {
                (Value::Address(address), Reader::Holder) => {
                    let (outward, _) = address.uk_postcode()?.split_once(' ')?;
                    Some(format!("{outward} …"))
                }
                (_, Reader::Holder | Reader::Mailbox) if is_personal => None,
                (Value::Address(address), _) => Some(address.lines.join(", ")),
                (Value::Location(location), _) => Some(shortened(&location.description)),
                (Value::Date(date), _) => Some(self.day(*date, context.language)),
                (value, _) if own_words => {
                    Some(shortened(&question.lines(value, context).join(" ")))
                }
                (value, _) => {
                    let lines = question.lines(value, context);
                    let lines: Vec<String> = lines.iter().map(|line| within(line)).collect();
                    Some(lines.join(", "))
                }
            }
        }

        /// A day of this year or, with its year, of another.
        fn day(&self, date: Date, language: Language) -> String {
            let day = with_weekday(date, language);
            let this_year = format!(" {}", self.facts.today.year());
            day.strip_suffix(&this_year).unwrap_or(&day).to_owned()
        }

        /// The day on which the target of a request sent on this day ends.
        pub fn due(&self, sent: Date) -> Option<Date> {
            let definition = self.definition;
            let walk = self.walk();
            let counted_from = definition.next.counted_from.as_ref();
            let from = match counted_from.and_then(|question| walk.value(question)) {
                Some(Value::Date(date)) => sent.max(*date),
                _ => sent,
            };
            let days = |amount| walk.number(amount);
            match (&definition.target_working_days, &definition.target_days) {
                (Some(amount), _) => from.plus_working(days(amount)?, &self.facts.holidays),
                (None, Some(amount)) => from.plus(days(amount)?),
                (None, None) => None,
            }
        }

        /// By when it is done, in the service's own sentence; `None` if that names a day which
        /// cannot be told.
        pub fn by(&self, sent: Date, language: Language) -> Option<String> {
            let sentence = self.fill(&self.definition.next.by, language);
            match self.due(sent) {
                Some(due) => {
                    let day = with_weekday(due, language);
                    Some(wording::fill(&sentence, &[("by", &day)]))
                }
                None => Some(sentence).filter(|sentence| !sentence.contains("{by}")),
            }
        }
    }

    /// A choice within a sentence: `Food waste` becomes `food waste`. A label whose later words
    /// have capitals, such as `Maidstone Borough Council`, is a name and stays as it is.
    fn within(label: &str) -> String {
        let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
        if label.split_whitespace().skip(1).any(capital) {
            return label.to_owned();
        }
        uncapitalised(label)
    }

    /// The beginning of a text, cut between words.
    fn shortened(text: &str) -> String {
        let mut short = String::new();
        for word in text.split_whitespace() {
            let length = short.chars().count() + 1 + word.chars().count();
            if length > LONGEST && !short.is_empty() {
                return short + " …";
            }
            if !short.is_empty() {
                short.push(' ');
            }
            short.extend(word.chars().take(LONGEST));
        }
        short
    }
}
