//! One request for its holder: the confirmation right after sending, later the status.

use super::find_request::{Tried, find_page, second_fact};
use crate::calendar;
use crate::http::actors::RequestHolder;
use crate::http::context::Context;
use crate::http::error::AppError;
pub use crate::http::frame::moment;
use crate::http::frame::{frame_of, personal, service_name, wording};
use crate::http::journey::load::LATE;
use crate::state::AppState;
use crate::store::StoreError;
use crate::store::{DeliveryKind, DeliveryRow, DeliveryState, PartRow};
use crate::submissions::{OpenedSubmission, ReadableSubmission};
use app::layout::{Section, Stay};
use app::pages::{
    Delivery, EmailState, Event, FindRequest, FormError, Fresh, Moment, RequestPage, RequestPart,
};
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::{RoundMode, SignedDuration, Timestamp, TimestampRound, Unit};
use shared::journey::{Journey, Reader};
use shared::paths;
use shared::reference::Reference;
use std::sync::Arc;

/// How long the page is a confirmation in the browser that sent the request.
const FRESH: SignedDuration = SignedDuration::from_hours(1);

pub async fn show(
    State(state): State<Arc<AppState>>,
    context: Context,
    holder: RequestHolder,
    RawQuery(query): RawQuery,
) -> Result<Response, AppError> {
    match holder {
        RequestHolder::Proven(submission) => {
            // The browser has just submitted the old form of the sent request.
            let late = query.as_deref() == Some(LATE);
            page(&state, &context, &submission, late).await
        }
        RequestHolder::Unproven { reference, typed } => {
            Ok(ask_second_fact(&state, &context, reference, typed))
        }
    }
}

/// Asks for the second fact, whether the request exists or not.
fn ask_second_fact(
    state: &AppState,
    context: &Context,
    reference: Option<Reference>,
    typed: String,
) -> Response {
    if let Some(reference) = reference {
        return second_fact(state, context, reference, "", Tried::default());
    }
    let page = FindRequest {
        reference: typed,
        errors: vec![FormError {
            field: "reference",
            key: "error-reference-wrong",
        }],
        ..FindRequest::new(wording(state, context))
    };
    let mut page = find_page(state, context, page);
    *page.status_mut() = StatusCode::NOT_FOUND;
    page
}

async fn page(
    state: &AppState,
    context: &Context,
    submission: &ReadableSubmission,
    late: bool,
) -> Result<Response, AppError> {
    let row = submission.row();
    let opened = state.submissions.open(submission).await?;
    let fresh = fresh(state, submission, &opened, late);
    let email = email_of(state, &opened);
    let texts = context
        .clone()
        .in_supported_language(&opened.service.definition);
    let facts = calendar::facts(row.received_at, &row.authority, row.channel);
    let journey = Journey::new(&opened.service.definition, &opened.answers, &facts);
    let page = RequestPage {
        wording: wording(state, context),
        reference: row.reference,
        parts: parts(state, context, submission, &opened),
        definition: opened.service.definition.clone(),
        answers: journey.all_passed(&opened.passed),
        facts: facts.clone(),
        now: calendar::facts(state.clock.now(), &row.authority, row.channel),
        reader: match submission.shows_answers() {
            true => Reader::Sender,
            false => Reader::Holder,
        },
        // In the language of the texts that name them.
        councils: state.sites.councils(texts.language),
        sent: moment(row.received_at),
        email,
        fresh,
        feedback: feedback(state, context, submission).await?,
    };
    let site = state.sites.get(&row.authority).unwrap_or(&context.site);
    let mut frame = frame_of(site, state, context, &page.title(), Section::Requests);
    frame.service = Some(service_name(&opened.service.definition, context.language));
    frame
        .alternates
        .retain(|(language, _)| opened.service.definition.speaks(*language));
    // Right after sending, nothing of the form stays in the tab.
    frame.stay = if page.fresh.is_some() {
        Stay::Over
    } else {
        Stay::Asked
    };
    Ok(personal(StatusCode::OK, frame, |_| page.view()))
}

/// Additional content of the confirmation; `None` for a status page.
fn fresh(
    state: &AppState,
    submission: &ReadableSubmission,
    opened: &OpenedSubmission,
    late: bool,
) -> Option<Fresh> {
    let age = state
        .clock
        .now()
        .duration_since(submission.row().received_at);
    let is_fresh = submission.is_sender() && age < FRESH;
    is_fresh.then(|| Fresh {
        late,
        tracking: Some(opened.tracking_code.clone()),
        by_email: opened.opens_by_email,
        by_postcode: opened.opens_by_postcode,
    })
}

/// What became of the last email to the person. Only an email that exists can arrive.
fn email_of(state: &AppState, opened: &OpenedSubmission) -> EmailState {
    let is_on = state.config.email.is_on(state.config.demo);
    match opened.last_email() {
        None if is_on && opened.person.email.is_some() => EmailState::Skipped,
        None => EmailState::None,
        Some(email) if email.state == DeliveryState::GaveUp => EmailState::Failed,
        Some(email) => held(email, state.clock.now()).map_or(EmailState::Sent, EmailState::Waiting),
    }
}

/// The parts in the order of the definition, as on check answers: the old home before the new.
fn parts(
    state: &AppState,
    context: &Context,
    submission: &ReadableSubmission,
    opened: &OpenedSubmission,
) -> Vec<RequestPart> {
    let definition = &opened.service.definition;
    let mut parts: Vec<&PartRow> = submission.parts().iter().collect();
    parts.sort_by_key(|part| {
        let mut recipients = definition.recipients.iter();
        recipients.position(|known| known.id == part.id)
    });
    parts
        .into_iter()
        .map(|part| {
            let delivery = opened.deliveries.iter().find(|delivery| {
                delivery.kind == DeliveryKind::Request && delivery.part.as_deref() == Some(&part.id)
            });
            request_part(state, context, submission, opened, part, delivery)
        })
        .collect()
}

fn request_part(
    state: &AppState,
    context: &Context,
    submission: &ReadableSubmission,
    opened: &OpenedSubmission,
    part: &PartRow,
    delivery: Option<&DeliveryRow>,
) -> RequestPart {
    let mut recipients = opened.service.definition.recipients.iter();
    let recipient = recipients.find(|recipient| recipient.id == part.id);
    let title = recipient.filter(|_| submission.parts().len() > 1);
    let timeline = state.submissions.timeline(submission, &part.id);
    RequestPart {
        title: title
            .map(|recipient| recipient.title.get(context.language).to_owned())
            .unwrap_or_default(),
        authority: state.sites.details(&part.authority, context.language),
        status: part.status,
        delivery: delivery_of(opened, delivery, state.clock.now()),
        their_reference: part.their_reference.clone(),
        timeline: timeline
            .into_iter()
            .map(|entry| Event {
                status: entry.status,
                at: moment(entry.at),
                note: entry.note,
                code: entry.code,
            })
            .collect(),
        privacy: recipient.map(|recipient| recipient.privacy.get(context.language).to_owned()),
    }
}

/// The state of the delivery to the back office.
fn delivery_of(
    opened: &OpenedSubmission,
    delivery: Option<&DeliveryRow>,
    now: Timestamp,
) -> Delivery {
    let Some(delivery) = delivery else {
        return Delivery::Delivered;
    };
    match delivery.state {
        DeliveryState::Delivered => Delivery::Delivered,
        DeliveryState::GaveUp => Delivery::GaveUp,
        DeliveryState::Due | DeliveryState::Leased if opened.waits(delivery) => Delivery::Waiting,
        DeliveryState::Due | DeliveryState::Leased => {
            held(delivery, now).map_or(Delivery::Due, Delivery::Held)
        }
    }
}

/// Until when a delivery is held, if it still is; in whole minutes, as the page shows it.
fn held(delivery: &DeliveryRow, now: Timestamp) -> Option<Moment> {
    let is_due = delivery.state == DeliveryState::Due;
    let until = delivery.held_until.filter(|until| is_due && *until > now)?;
    let minutes = TimestampRound::new().smallest(Unit::Minute);
    let until = until.round(minutes.mode(RoundMode::Ceil)).unwrap_or(until);
    Some(moment(until))
}

/// The link to the feedback page, until feedback has been given.
async fn feedback(
    state: &AppState,
    context: &Context,
    submission: &ReadableSubmission,
) -> Result<Option<String>, StoreError> {
    let Some(contact) = submission.contact() else {
        return Ok(None);
    };
    let contacts = &state.contacts;
    let Some(contact) = contacts.feedback_state(contact).await? else {
        return Ok(None);
    };
    contacts
        .question_shown(&contact, context.statistics())
        .await;
    let token = contacts.unused_feedback_token(&contact);
    Ok(token.map(|token| paths::feedback(context.language, &token)))
}
