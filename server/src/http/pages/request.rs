//! One request for its holder: confirmation right after sending, status ever after.

use super::frame::{frame, personal, service_name, wording};
use crate::calendar::london;
use crate::contacts;
use crate::drafts;
use crate::error::AppError;
use crate::http::api::request::note_text;
use crate::http::visit::Visit;
use crate::intake;
use crate::state::AppState;
use crate::store::StoreError;
use crate::store::rows::{DeliveryKind, DeliveryRow, DeliveryState, PartRow, Submission};
use crate::vault::contexts;
use app::layout::Section;
use app::pages::{Delivery, Event, Fresh, Moment, RequestPage, RequestPart};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use shared::answers::{Answers, read_json};
use shared::paths;
use shared::service::Definition;
use shared::status::Status;

/// How long the page is a confirmation for the browser that sent the request.
const FRESH: SignedDuration = SignedDuration::from_hours(1);

/// Who reads a request's page.
#[derive(Clone, Copy)]
pub enum Reader {
    /// The browser that sent it; `late` when it has just gone on with the form that was sent.
    Sender { late: bool },
    /// Somebody who knows the reference and one more fact.
    Other,
}

pub async fn page(
    state: &AppState,
    visit: &Visit,
    submission: Submission,
    reader: Reader,
) -> Result<Response, AppError> {
    let row = &submission.row;
    let service = state
        .catalogue
        .service_at(&state.store, &row.service, &row.version)
        .await?
        .ok_or(StoreError::Corrupt("version"))?;
    let mut answers = answers(state, &submission, &service.definition)?;
    let pages = service.definition.pages.iter();
    for question in pages.flat_map(|page| &page.questions) {
        // Where an address lies is no answer and was not kept; what happens next may hang on it.
        // Without the gazetteer the page says less, which is better than nothing.
        if service.definition.next_asks_where(&question.id)
            && let Err(error) = drafts::settle_address(state, question, &mut answers.typed).await
        {
            tracing::warn!(%error, "the gazetteer cannot be asked");
        }
    }
    let deliveries = state.store.deliveries_of(row.id).await?;
    // In the order of the definition, as on check answers: the old home before the new one.
    let place = |part: &PartRow| {
        let recipients = &service.definition.recipients;
        recipients.iter().position(|known| known.id == part.id)
    };
    let mut ordered: Vec<&PartRow> = submission.parts.iter().collect();
    ordered.sort_by_key(|part| place(part));
    let parts = ordered
        .into_iter()
        .map(|part| {
            drawn_part(
                state,
                visit,
                &submission,
                &service.definition,
                part,
                &deliveries,
            )
        })
        .collect();
    let fresh = match reader {
        Reader::Sender { late } => {
            (state.clock.now().duration_since(row.received_at) < FRESH).then_some(late)
        }
        Reader::Other => None,
    };
    let person = state.notices.person(row);
    let person = person.ok_or(StoreError::Corrupt("submission"))?;
    let page = RequestPage {
        wording: wording(state, visit),
        reference: row.reference,
        definition: service.definition.clone(),
        answers,
        facts: state.facts(&row.authority, row.channel),
        sent: moment(row.received_at),
        parts,
        fresh: fresh.map(|late| Fresh {
            late,
            tracking: Some(intake::tracking(state, row.id)),
            emailed: person.email.is_some() && state.config.email.is_on(state.config.demo),
            by_email: person.email.is_some(),
            by_postcode: person.postcode.is_some(),
        }),
        feedback: feedback(state, visit, &submission).await?,
    };
    let mut frame = frame(state, visit, &page.title(), Section::Requests);
    frame.service = Some(service_name(&service.definition, visit.language));
    Ok(personal(StatusCode::OK, frame, |_| page.view()))
}

fn drawn_part(
    state: &AppState,
    visit: &Visit,
    submission: &Submission,
    definition: &Definition,
    part: &PartRow,
    deliveries: &[DeliveryRow],
) -> RequestPart {
    let recipient = definition
        .recipients
        .iter()
        .find(|recipient| recipient.id == part.id);
    let title = recipient.filter(|_| submission.parts.len() > 1);
    let delivery = deliveries.iter().find(|delivery| {
        delivery.kind == DeliveryKind::Request && delivery.part.as_deref() == Some(&part.id)
    });
    RequestPart {
        title: title
            .map(|recipient| recipient.title.get(visit.language).to_owned())
            .unwrap_or_default(),
        authority: state.sites.drawn(&part.authority, visit.language),
        status: part.status,
        delivery: handed_over(part, delivery),
        their_reference: part.their_reference.clone(),
        timeline: submission
            .timeline
            .iter()
            .filter(|row| row.part == part.id)
            .map(|row| Event {
                status: row.status,
                at: moment(row.at),
                note: row
                    .note
                    .as_ref()
                    .and_then(|note| note_text(state, &part.authority, row.id, note)),
            })
            .collect(),
        privacy: recipient.map(|recipient| recipient.privacy.get(visit.language).to_owned()),
    }
}

/// The truth about the hand-over, from what the outbox knows.
fn handed_over(part: &PartRow, delivery: Option<&DeliveryRow>) -> Delivery {
    match delivery.map(|delivery| (delivery.state, delivery.attempts)) {
        Some((DeliveryState::Delivered, _))
            if part.status == Status::Refused && part.their_reference.is_none() =>
        {
            Delivery::Refused
        }
        Some((DeliveryState::Delivered, _)) | None => Delivery::Delivered,
        Some((DeliveryState::GaveUp, _)) if part.status == Status::Refused => Delivery::Refused,
        Some((DeliveryState::GaveUp, _)) => Delivery::GaveUp,
        Some((DeliveryState::Due, 0) | (DeliveryState::Leased, 0 | 1)) => Delivery::Due,
        Some((DeliveryState::Due | DeliveryState::Leased, _)) => Delivery::Retrying,
    }
}

/// What was sent, read back so that the service's own words can be filled in.
fn answers(
    state: &AppState,
    submission: &Submission,
    definition: &Definition,
) -> Result<Answers, StoreError> {
    let row = &submission.row;
    let context = contexts::submission_answers(&row.authority, row.id);
    let bytes = state
        .vault
        .open(context, &row.answers)
        .map_err(|_| StoreError::Corrupt("submission"))?;
    let json = serde_json::from_slice(&bytes).map_err(|_| StoreError::Corrupt("submission"))?;
    read_json(definition, &json).map_err(|_| StoreError::Corrupt("submission"))
}

/// Where satisfaction is asked, until it has been told.
async fn feedback(
    state: &AppState,
    visit: &Visit,
    submission: &Submission,
) -> Result<Option<String>, StoreError> {
    let Some(id) = submission.contact else {
        return Ok(None);
    };
    let contact = state.store.contact(id).await?;
    let told = contact.is_none_or(|contact| contact.rating.is_some());
    Ok((!told).then(|| paths::feedback(visit.language, &contacts::feedback_token(state, id))))
}

fn moment(at: Timestamp) -> Moment {
    let wall = london(at);
    Moment {
        date: wall.date,
        minute: wall.minute,
        rfc3339: at.to_string(),
    }
}
