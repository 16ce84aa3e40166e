//! One recipient's part of a request: its status and its timeline.

use crate::components::{Details, Reference, Tag, Timeline, TimelineEntry, TimelineState};
use crate::layout::Authority;
use crate::pages::Moment;
use leptos::prelude::*;
use shared::status::Status;
use shared::wording::Wording;
use std::sync::Arc;

/// One recipient's part of the request.
pub struct RequestPart {
    /// The recipient's title; empty if the request has only one part.
    pub title: String,
    pub authority: Arc<Authority>,
    pub status: Status,
    pub delivery: Delivery,
    /// The back office's own reference.
    pub their_reference: Option<String>,
    /// Oldest first.
    pub timeline: Vec<Event>,
    /// The recipient's privacy notice.
    pub privacy: Option<String>,
}

/// One entry of the timeline.
pub struct Event {
    pub status: Status,
    pub at: Moment,
    pub note: Option<String>,
}

/// The state of the delivery to the service's own system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Not attempted yet, or in progress.
    Due,
    /// Not attempted before then, because many requests came at once.
    Held(Moment),
    /// Failed at least once and will be retried.
    Retrying,
    Delivered,
    /// No longer retried automatically; staff were alerted.
    GaveUp,
    /// The system rejected it permanently.
    Refused,
}

impl RequestPart {
    /// `lang` is the language of the definition's text, if it differs from the page's.
    pub fn view(&self, several: bool, lang: Option<&'static str>, wording: &Wording) -> AnyView {
        let authority = &self.authority.name;
        let title = several.then(|| {
            let title = self.title.clone();
            view! {
                <h3 class="govuk-heading-s"><span lang=lang>{title}</span>": "{authority.clone()}</h3>
            }
            .into_any()
        });
        let tag = Tag {
            text: wording.say(&key(self.status, "")),
            classes: colour(self.status),
        }
        .view();
        // With several parts the title already names the authority.
        let whose = (!several).then(|| {
            let text = wording.with("status-for", &[("authority", authority)]);
            (" ", text).into_any()
        });
        let theirs = self.their_reference.clone().map(|reference| {
            let reference = Reference { text: reference }.view();
            view! { <p class="govuk-body">{wording.say("status-their-reference")}": "{reference}</p> }
                .into_any()
        });
        // An event after an end, or out of order, is shown but does not decide the current status.
        let stands = self
            .timeline
            .iter()
            .rposition(|event| event.status == self.status)
            .unwrap_or(self.timeline.len().saturating_sub(1));
        let entries = self
            .timeline
            .iter()
            .enumerate()
            .rev()
            .map(|(place, event)| {
                let note = event
                    .note
                    .clone()
                    .map(|note| view! { <p class="govuk-body">{note}</p> }.into_any());
                TimelineEntry {
                    title: wording.say(&key(event.status, "")),
                    at: event.at.text(wording),
                    datetime: event.at.rfc3339.clone(),
                    note,
                    state: if place == stands {
                        TimelineState::Current
                    } else {
                        TimelineState::Done
                    },
                }
            });
        let timeline = Timeline {
            level: if several { 4 } else { 3 },
            entries: entries.collect(),
        }
        .view();
        let privacy = self.privacy.clone().map(|text| {
            Details {
                summary: wording.say("page-request-privacy"),
                children: Some(view! { <span lang=lang>{text}</span> }.into_any()),
                classes: "app-screen-only",
                ..Details::default()
            }
            .view()
        });
        view! {
            <div class="app-part">
                {title}
                <p class="govuk-body">{tag}{whose}</p>
                <p class="govuk-body">{self.sentence(wording)}</p>
                {theirs}
                {timeline}
                {privacy}
            </div>
        }
        .into_any()
    }

    /// The explanation of the status; until the service has the request, that of the delivery.
    fn sentence(&self, wording: &Wording) -> String {
        if self.status != Status::Received {
            return wording.say(&key(self.status, "-means"));
        }
        wording.say(match &self.delivery {
            Delivery::Held(until) => {
                let when = until.text(wording);
                return wording.with("status-delivery-held", &[("when", &when)]);
            }
            Delivery::Due => "status-delivery-due",
            Delivery::Retrying => "status-delivery-retrying",
            Delivery::Delivered => "status-delivery-delivered",
            Delivery::GaveUp => "status-delivery-gave-up",
            Delivery::Refused => "status-delivery-refused",
        })
    }
}

fn key(status: Status, end: &str) -> String {
    format!("status-{}{end}", status.slug().replace('_', "-"))
}

/// Colour is only an addition: the tag's text conveys the status.
fn colour(status: Status) -> &'static str {
    match status {
        Status::Received => "govuk-tag--grey",
        Status::Accepted | Status::InProgress => "govuk-tag--blue",
        Status::NeedsYou => "govuk-tag--yellow",
        Status::Done => "govuk-tag--green",
        Status::Refused => "govuk-tag--red",
        Status::Withdrawn => "govuk-tag--grey",
    }
}
