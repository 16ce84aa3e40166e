//! Every interaction on every channel: how it came, how far it went, how it ended.
//!
//! A contact holds no personal data. What a visit statistic needs (device, stages, errors,
//! time) is left out for a person who objected; channel, service and ending are the
//! council's own record of what it did and stay.

pub mod feedback;

use crate::state::AppState;
use crate::store::StoreResult;
use crate::store::rows::{ContactEvents, ContactRow, ContactTouch, Device, DraftRow, Ending};
use shared::answers::FieldError;
use shared::journey::Step;
use shared::paths::CHECK_ANSWERS_PAGE;
use shared::question::CODES;
use shared::service::Page;
use uuid::Uuid;

/// The longest time one page can have taken, in seconds.
const LONGEST: u32 = 3600;

/// The purpose under which feedback tokens are made and hashed.
const FEEDBACK: &str = "feedback";

/// The contact a new draft begins.
pub fn begun(state: &AppState, draft: &DraftRow, device: Option<Device>) -> ContactRow {
    let id = state.clock.id();
    ContactRow {
        id,
        authority: draft.authority.clone(),
        channel: draft.channel,
        service: Some(draft.service.clone()),
        version: Some(draft.version.clone()),
        language: draft.language,
        device,
        assisted: false,
        started_at: draft.created_at,
        last_at: draft.created_at,
        ended: None,
        outcome: None,
        draft: Some(draft.id),
        feedback_token: feedback_hash(state, &feedback_token(state, id)),
    }
}

/// The one-time token of a contact's feedback page. It is derived, not stored: only its
/// hash is, so the confirmation can show the link again and a copy of the store cannot.
pub fn feedback_token(state: &AppState, contact: Uuid) -> String {
    state.vault.token(FEEDBACK, contact)
}

pub fn feedback_hash(state: &AppState, token: &str) -> crate::vault::KeyedHash {
    state.vault.hash(FEEDBACK, token)
}

/// What saving a page tells about the visit: the same from a plain form and from the island.
pub fn events(
    page: &Page,
    problems: &[FieldError],
    next: Option<&Step<'_>>,
    seconds: u32,
) -> ContactEvents {
    let mut stages = vec![page.id.clone()];
    if matches!(next, Some(Step::CheckAnswers)) {
        stages.push(CHECK_ANSWERS_PAGE.to_owned());
    }
    ContactEvents {
        stages,
        errors: problems
            .iter()
            .map(|problem| (problem.question.clone(), problem.code.clone()))
            .collect(),
        seconds: Some((page.id.clone(), seconds.min(LONGEST))),
    }
}

/// The errors an island reports, as far as they can be true: questions of this page, with the
/// codes they can fail with. Each is kept as a row, so nothing invented gets in.
pub fn known_errors(page: &Page, reported: Vec<(String, String)>) -> Vec<(String, String)> {
    reported
        .into_iter()
        .filter(|(question, code)| {
            page.question(question).is_some_and(|question| {
                CODES.contains(&code.as_str())
                    || question.rules.iter().any(|rule| rule.code == *code)
            })
        })
        .collect()
}

/// How a contact ends when its journey goes on to `next`, if it does.
pub fn ending_of(next: Option<&Step<'_>>) -> Option<(Ending, Option<String>)> {
    match next {
        Some(Step::Outcome(outcome)) => Some((Ending::Outcome, Some(outcome.id.clone()))),
        _ => None,
    }
}

/// Ends the contact of a draft, when there is an ending.
pub async fn end_draft(
    state: &AppState,
    draft: Uuid,
    ending: Option<(Ending, Option<String>)>,
) -> StoreResult<()> {
    let Some(ending) = ending else { return Ok(()) };
    let Some(contact) = state.store.contact_of_draft(draft).await? else {
        return Ok(());
    };
    let touch = ContactTouch {
        contact,
        at: state.clock.now(),
        events: None,
        ending: Some(ending),
    };
    state.store.touch_contact(touch).await
}

/// The class of device a browser says it is, read from the few words that settle it.
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
    fn devices_are_told_apart_by_what_browsers_say() {
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
