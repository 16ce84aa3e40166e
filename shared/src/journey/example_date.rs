//! A date to show as the example of an answer.

use super::{Journey, Step};
use crate::date::Date;
use crate::question::Question;
use crate::question::date::typed;
use crate::service::Page;

/// Days from today to try, the likeliest first: a few days, weeks and years to both sides.
const OFFSETS: [i64; 20] = [
    -1, -2, -3, -4, -7, 0, 1, 2, 3, 4, 7, 14, 28, 60, -14, -28, -60, -365, -7_305, -14_610,
];

impl Journey<'_> {
    /// A date near today that the question's rules accept and that does not end the journey, so
    /// that people who copy the form of an example copy one that would do. Yesterday if the dates
    /// tried are all refused.
    pub fn example_date(&self, page: &Page, question: &Question) -> Date {
        let today = self.facts.today;
        let mut dates = OFFSETS.iter().filter_map(|days| today.plus(*days));
        let found = dates.find(|date| self.accepts(page, question, *date));
        found.or_else(|| today.plus(-1)).unwrap_or(today)
    }

    fn accepts(&self, page: &Page, question: &Question, date: Date) -> bool {
        let mut answers = self.answers.clone();
        answers.typed.insert(question.id.clone(), typed(date));
        let journey = Journey::new(self.definition, &answers, self.facts);
        let Some(page) = self.definition.page(&page.id) else {
            return true;
        };
        let errors = journey.check_page(page);
        errors.iter().all(|error| error.question != question.id)
            && !matches!(journey.after(page), Step::Outcome(_))
    }
}
