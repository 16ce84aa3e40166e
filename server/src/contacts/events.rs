//! Visit statistics of a saved page.

use crate::store::{ContactEvents, Device, Ending};
use shared::answers::FieldError;
use shared::journey::Step;
use shared::paths::CHECK_ANSWERS_PAGE;
use shared::question::authoring;
use shared::service::Page;

/// The longest time that counts for one page, in seconds.
const MAX_SECONDS: u32 = 3600;

/// The statistics of one save: the page reached, the errors shown and the seconds spent. The
/// same for the plain form and the island.
pub fn of_page(
    page: &Page,
    errors: Vec<(String, String)>,
    next: Option<&Step<'_>>,
    seconds: u32,
) -> ContactEvents {
    let mut stages = vec![page.id.clone()];
    if matches!(next, Some(Step::CheckAnswers)) {
        stages.push(CHECK_ANSWERS_PAGE.to_owned());
    }
    ContactEvents {
        stages,
        errors,
        seconds: Some((page.id.clone(), seconds.min(MAX_SECONDS))),
    }
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
        .filter(|(question, code)| {
            page.question(question).is_some_and(|question| {
                authoring::codes().contains(&code.as_str())
                    || question.rules.iter().any(|rule| rule.code == *code)
            })
        })
        .collect()
}

/// How a contact ends when its journey leads to `next`: an outcome ends it.
pub fn ending(next: Option<&Step<'_>>) -> Option<(Ending, Option<String>)> {
    match next {
        Some(Step::Outcome(outcome)) => Some((Ending::Outcome, Some(outcome.id.clone()))),
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
