//! The full check that turns answers into a request.

use super::walk::{Until, Walk};
use super::{Journey, Step, Unfinished};
use crate::request::{Part, ServiceRequest};
use crate::service::Recipient;

/// Name of the single part of a request whose definition names no recipients.
pub const SERVICE_PART: &str = "service";

pub(super) fn finish(journey: Journey<'_>) -> Result<ServiceRequest, Unfinished> {
    let walk = Walk::new(journey, Until::End);
    if !walk.errors.is_empty() {
        return Err(Unfinished::Errors(
            walk.errors
                .into_iter()
                .map(|(page, error)| (page.id.clone(), error))
                .collect(),
        ));
    }
    if let Step::Outcome(outcome) = walk.end {
        return Err(Unfinished::Outcome(outcome.id.clone()));
    }
    let parts = recipients(&walk)
        .into_iter()
        .map(|(recipient, authority)| Part {
            id: recipient
                .map_or(SERVICE_PART, |recipient| &recipient.id)
                .to_owned(),
            authority,
        })
        .collect();
    let authority = serving_or_site(&walk);
    let answers = walk
        .visible
        .into_iter()
        .filter_map(|one| one.value.map(|value| (one.question, value)))
        .collect();
    Ok(ServiceRequest::new(
        journey.definition.id.clone(),
        authority,
        answers,
        parts,
    ))
}

/// See [`Journey::recipients`].
pub(super) fn recipients<'a>(walk: &Walk<'a>) -> Vec<(Option<&'a Recipient>, String)> {
    let definition = walk.journey.definition;
    let mut recipients: Vec<(Option<&'a Recipient>, String)> = Vec::new();
    for recipient in &definition.recipients {
        let holds = |when| walk.holds(when);
        if !recipient.when.as_ref().is_none_or(holds) {
            continue;
        }
        let area = recipient
            .area_of
            .as_deref()
            .map(|question| walk.address(question).map(|_| walk.area(question)));
        let authority = match area {
            // The question was not asked, so this recipient does not apply.
            Some(None) => continue,
            Some(Some(Some(area))) if definition.authorities.iter().any(|id| id == area) => {
                area.to_owned()
            }
            Some(Some(Some(_))) => continue,
            Some(Some(None)) | None => serving_or_site(walk),
        };
        if !recipients.iter().any(|(_, taken)| *taken == authority) {
            recipients.push((Some(recipient), authority));
        }
    }
    if recipients.is_empty() {
        recipients.push((None, serving_or_site(walk)));
    }
    recipients
}

fn serving_or_site(walk: &Walk<'_>) -> String {
    walk.serving()
        .unwrap_or(&walk.journey.facts.authority)
        .to_owned()
}
