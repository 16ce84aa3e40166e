//! One request for its holder: confirmation right after sending, status ever after.

use super::frame::{frame, personal, service_name, wording};
use crate::calendar::london;
use crate::contacts;
use crate::desk::Desk;
use crate::drafts;
use crate::error::AppError;
use crate::http::api::request::note_text;
use crate::http::visit::Visit;
use crate::intake;
use crate::store::StoreError;
use crate::store::rows::{DeliveryKind, DeliveryRow, DeliveryState, PartRow, Submission};
use crate::vault::Place;
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
    desk: &Desk,
    visit: &Visit,
    submission: Submission,
    reader: Reader,
) -> Result<Response, AppError> {
    let row = &submission.row;
    let service = desk
        .catalogue
        .service_at(&desk.store, &row.service, &row.version)
        .await?
        .ok_or(StoreError::Corrupt("version"))?;
    let mut answers = answers(desk, &submission, &service.definition)?;
    let pages = service.definition.pages.iter();
    for question in pages.flat_map(|page| &page.questions) {
        // Where an address lies is no answer and was not kept; what happens next may hang on it.
        // Without the gazetteer the page says less, which is better than nothing.
        if service.definition.next_asks_where(&question.id)
            && let Err(error) = drafts::settle_address(desk, question, &mut answers.typed).await
        {
            tracing::warn!(%error, "the gazetteer cannot be asked");
        }
    }
    let deliveries = desk.store.deliveries_of(row.id).await?;
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
                desk,
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
            (desk.clock.now().duration_since(row.received_at) < FRESH).then_some(late)
        }
        Reader::Other => None,
    };
    let person = desk.notices.person(row);
    let person = person.ok_or(StoreError::Corrupt("submission"))?;
    let page = RequestPage {
        wording: wording(desk, visit),
        reference: row.reference,
        definition: service.definition.clone(),
        answers,
        facts: desk.facts(&row.authority, row.channel),
        sent: moment(row.received_at),
        parts,
        fresh: fresh.map(|late| Fresh {
            late,
            tracking: Some(intake::tracking(desk, row.id)),
            emailed: person.email.is_some() && desk.config.email.is_on(desk.config.demo),
            by_email: person.email.is_some(),
            by_postcode: person.postcode.is_some(),
        }),
        feedback: feedback(desk, visit, &submission).await?,
    };
    let mut frame = frame(desk, visit, &page.title(), Section::Requests);
    frame.service = Some(service_name(&service.definition, visit.language));
    Ok(personal(StatusCode::OK, frame, |_| page.view()))
}

fn drawn_part(
    desk: &Desk,
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
        authority: desk.doorways.drawn(&part.authority, visit.language),
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
                    .and_then(|note| note_text(desk, &part.authority, row.id, note)),
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
    desk: &Desk,
    submission: &Submission,
    definition: &Definition,
) -> Result<Answers, StoreError> {
    let row = &submission.row;
    let place = Place {
        authority: &row.authority,
        table: "submissions",
        column: "answers",
        row: row.id,
    };
    let bytes = desk
        .vault
        .open(place, &row.answers)
        .map_err(|_| StoreError::Corrupt("submission"))?;
    let json = serde_json::from_slice(&bytes).map_err(|_| StoreError::Corrupt("submission"))?;
    read_json(definition, &json).map_err(|_| StoreError::Corrupt("submission"))
}

/// Where satisfaction is asked, until it has been told.
async fn feedback(
    desk: &Desk,
    visit: &Visit,
    submission: &Submission,
) -> Result<Option<String>, StoreError> {
    let Some(id) = submission.contact else {
        return Ok(None);
    };
    let contact = desk.store.contact(id).await?;
    let told = contact.is_none_or(|contact| contact.rating.is_some());
    Ok((!told).then(|| paths::feedback(visit.language, &contacts::feedback_token(desk, id))))
}

fn moment(at: Timestamp) -> Moment {
    let wall = london(at);
    Moment {
        date: wall.date,
        minute: wall.minute,
        rfc3339: at.to_string(),
    }
}
