//! Visit statistics of a saved page.

use crate::store::{Device, Ended, Ending, PageVisit};
use shared::answers::FieldError;
use shared::journey::{Journey, Step};
use shared::paths::CHECK_ANSWERS_PAGE;
use shared::question::authoring;
use shared::service::one_of::OneOf;
use shared::service::{Definition, Page};

/// The longest time that counts for one page, in seconds.
const MAX_SECONDS: u32 = 3600;

/// The statistics of one save: the page or passed outcome that was left, the step reached, the
/// errors shown and the seconds spent. The same for the plain form and the island.
pub fn visit(
    page: String,
    errors: Vec<(String, String)>,
    next: Option<&Step<'_>>,
    seconds: u32,
) -> PageVisit {
    PageVisit {
        page,
        seconds: seconds.min(MAX_SECONDS),
        reached: next.map(place),
        errors,
    }
}

/// A step as a page of the statistics. An outcome may have the id of a page.
pub fn place(step: &Step<'_>) -> String {
    match step {
        Step::Page(page) => page.id.clone(),
        Step::Outcome(outcome) => format!("outcome/{}", outcome.id),
        Step::Notice(notice) => format!("notice/{}", notice.id),
        Step::CheckAnswers => CHECK_ANSWERS_PAGE.to_owned(),
    }
}

/// An outcome or a notice that was passed, as a page of the statistics.
pub fn passed_place(definition: &Definition, id: &str) -> String {
    let outcome = definition.outcome(id).map(Step::Outcome);
    let notice = || {
        definition
            .notice(id)
            .map(|(_, notice)| Step::Notice(notice))
    };
    let step = outcome.or_else(notice);
    step.map_or_else(|| id.to_owned(), |step| place(&step))
}

/// The authority that serves a journey as far as its answers determine it, else the site's.
pub fn serving<'a>(journey: Journey<'a>) -> &'a str {
    journey.serving().unwrap_or(&journey.facts.authority)
}

/// Errors as `(question, code)`.
pub fn codes(errors: &[FieldError]) -> Vec<(String, String)> {
    errors
        .iter()
        .map(|error| (error.question.clone(), error.code.clone()))
        .collect()
}

/// The errors a browser reports, without those that this page cannot have: each is stored as a
/// row, so invented questions and codes are dropped.
pub fn known_errors(page: &Page, reported: Vec<(String, String)>) -> Vec<(String, String)> {
    reported
        .into_iter()
        .filter(|(id, code)| {
            let of_group = |group: &OneOf| group.code == *code && group.questions.contains(id);
            page.question(id).is_some_and(|question| {
                authoring::codes().contains(&code.as_str())
                    || question.rules.iter().any(|rule| rule.code == *code)
                    || page.one_of.iter().any(of_group)
            })
        })
        .collect()
}

/// How a contact ends when its journey leads to `next`: an outcome ends it.
pub fn ending(next: Option<&Step<'_>>) -> Option<Ended> {
    match next {
        Some(Step::Outcome(outcome)) => Some(Ended {
            ending: Ending::Outcome,
            outcome: Some(outcome.id.clone()),
            asked: !outcome.is_alarm(),
        }),
        _ => None,
    }
}

/// The class of device, from the decisive words of a `User-Agent`.
pub fn device(user_agent: Option<&str>) -> Device {
    let Some(agent) = user_agent else {
        return Device::Unknown;
    };
    if agent.contains("iPad")
        || agent.contains("Tablet")
        || (agent.contains("Android") && !agent.contains("Mobile"))
    {
        Device::Tablet
    } else if agent.contains("Mobi") {
        Device::Phone
    } else if agent.contains("Mozilla/") {
        Device::Computer
    } else {
        Device::Program
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_agent_determines_the_class_of_device() {
        let phone =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile/15E148 Safari/604.1";
        let tablet =
            "Mozilla/5.0 (Linux; Android 14; SM-X200) AppleWebKit/537.36 Chrome/120 Safari/537.36";
        let computer = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120";
        assert_eq!(device(Some(phone)), Device::Phone);
        assert_eq!(device(Some(tablet)), Device::Tablet);
        assert_eq!(device(Some(computer)), Device::Computer);
        assert_eq!(device(Some("curl/8.5")), Device::Program);
        assert_eq!(device(None), Device::Unknown);
    }
}
