//! One recipient's part of a request: its status, its timeline, and what can be done at its end.

use super::RequestPage;
use super::names::Names;
use crate::components::{Details, Phone, Reference, Tag, Timeline, TimelineEntry, TimelineState};
use crate::layout::Authority;
use crate::pages::Moment;
use crate::questions::blocks::each;
use leptos::prelude::*;
use shared::service::block::Block;
use shared::status::Status;
use shared::wording::{Wording, uncapitalised};
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
    /// Oldest first; no fact twice.
    pub timeline: Vec<Event>,
    /// The recipient's privacy notice.
    pub privacy: Option<String>,
}

/// One entry of the timeline.
pub struct Event {
    pub status: Status,
    pub at: Moment,
    pub note: Option<String>,
    /// The back office's code for a refusal.
    pub code: Option<String>,
}

/// The state of the delivery to the service's own system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Not attempted yet, or in progress.
    Due,
    /// Not attempted before then, because many requests came at once.
    Held(Moment),
    /// The system does not answer; it is tried again.
    Waiting,
    Delivered,
    /// No longer retried automatically; staff were alerted.
    GaveUp,
}

impl RequestPart {
    pub(super) fn view(&self, page: &RequestPage, several: bool, names: &Names<'_>) -> AnyView {
        let (wording, lang) = (names.wording, page.lang());
        let title = several.then(|| {
            let title = self.title.clone();
            let authority = self.authority.name.clone();
            view! {
                <h3 class="govuk-heading-s"><span lang=lang>{title}</span>": "{authority}</h3>
            }
            .into_any()
        });
        let privacy = self.privacy.clone().map(|text| {
            Details {
                summary: wording.say("page-request-privacy"),
                children: Some(view! { <span lang=lang>{text}</span> }.into_any()),
                classes: "app-screen-only",
                ..Details::default()
            }
            .view()
        });
        let theirs = self.their_reference.clone().map(|reference| {
            let reference = Reference { text: reference }.view();
            let label = names.say("status-their-reference");
            view! { <p class="govuk-body">{label}": "{reference}</p> }.into_any()
        });
        let history = self.history(several, wording);
        let advice = self.advice(page, several, names);
        // The reason of a refusal comes first; what is done needs no more than one sentence.
        let body = if self.status == Status::Refused {
            (history, advice).into_any()
        } else {
            (advice, history).into_any()
        };
        view! {
            <div class="app-part">
                {title}
                {self.tag(several, wording)}
                <p class="govuk-body">{self.sentence(several, names)}</p>
                {theirs}
                {body}
                {privacy}
            </div>
        }
        .into_any()
    }

    /// "Maidstone Borough Council: received". With several parts the title already names the
    /// authority.
    fn tag(&self, several: bool, wording: &Wording) -> AnyView {
        let status = wording.say(&key(self.status, ""));
        let tag = |text| {
            Tag {
                text,
                classes: colour(self.status),
            }
            .view()
        };
        if several {
            return view! { <p class="govuk-body">{tag(status)}</p> }.into_any();
        }
        let authority = self.authority.name.clone();
        view! { <p class="govuk-body">{authority}": "{tag(uncapitalised(&status))}</p> }.into_any()
    }

    /// The timeline, newest first.
    fn history(&self, several: bool, wording: &Wording) -> AnyView {
        let stands = self.stands();
        let entries = self.timeline.iter().enumerate().rev();
        let entries = entries.map(|(place, event)| {
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
        Timeline {
            level: if several { 4 } else { 3 },
            entries: entries.collect(),
        }
        .view()
    }

    /// The place of the current status. An event after an end, or out of order, is shown but does
    /// not decide it.
    fn stands(&self) -> usize {
        self.timeline
            .iter()
            .rposition(|event| event.status == self.status)
            .unwrap_or(self.timeline.len().saturating_sub(1))
    }

    /// The explanation of the status; until the service has the request, that of the delivery.
    fn sentence(&self, several: bool, names: &Names<'_>) -> String {
        let current = self.timeline.get(self.stands());
        let has_note = current.is_some_and(|event| event.note.is_some());
        match (self.status, &self.delivery) {
            (Status::Received, Delivery::Held(until)) => {
                let when = until.text(names.wording);
                names.with("status-delivery-held", &[("when", &when)])
            }
            (Status::Received, Delivery::Due) => names.say("status-delivery-due"),
            (Status::Received, Delivery::Waiting) => names.say("status-delivery-waiting"),
            (Status::Received, Delivery::Delivered) => names.say("status-delivery-delivered"),
            (Status::Received, Delivery::GaveUp) => names.say("status-delivery-gave-up"),
            (Status::NeedsYou | Status::Refused, _) if !has_note => {
                names.say(&key(self.status, "-bare"))
            }
            (Status::Done | Status::Withdrawn, _) if several => {
                names.say(&key(self.status, "-part"))
            }
            (status, _) => names.say(&key(status, "-means")),
        }
    }

    /// Whether the part itself says what can be done, and whom to call.
    pub(super) fn has_advice(&self) -> bool {
        matches!(self.status, Status::Done | Status::Refused)
    }

    /// What can be done after a refusal, or if the request is done and nothing is sorted.
    fn advice(&self, page: &RequestPage, several: bool, names: &Names<'_>) -> Option<AnyView> {
        let next = &page.definition.next;
        match self.status {
            Status::Refused => {
                let code = self.timeline.get(self.stands());
                let code = code.and_then(|event| event.code.as_deref());
                let body = next.after_refusal(code);
                let advice = self.advice_body(page, body, "status-refused-call", names);
                let title = names.say("status-refused-next");
                let heading = if several {
                    view! { <h4 class="govuk-heading-s">{title}</h4> }.into_any()
                } else {
                    view! { <h3 class="govuk-heading-s">{title}</h3> }.into_any()
                };
                Some((heading, advice).into_any())
            }
            Status::Done => {
                let body = &next.not_sorted;
                let details = Details {
                    summary: names.say("status-not-sorted"),
                    children: Some(self.advice_body(page, body, "status-not-sorted-call", names)),
                    classes: "app-screen-only",
                    ..Details::default()
                };
                Some(details.view())
            }
            _ => None,
        }
    }

    /// The service's own words, then how to tell the council that answers.
    fn advice_body(
        &self,
        page: &RequestPage,
        body: &[Block],
        words: &str,
        names: &Names<'_>,
    ) -> AnyView {
        let journey = page.journey();
        let body = journey.blocks_at(body, &page.now);
        let own = (!body.is_empty()).then(|| {
            let words = each(&body, names.wording);
            view! { <div lang=page.lang()>{words}</div> }.into_any()
        });
        let reference = page.reference.to_string();
        let email = self.authority.email.clone().map(|email| {
            // The subject tells the council which request it is about.
            let href = format!("mailto:{email}?subject={reference}");
            let or = names.say("status-or-email");
            view! {
                <p class="govuk-body">
                    {or}" "<a class="govuk-link" href=href translate="no">{email}</a>
                </p>
            }
            .into_any()
        });
        view! {
            {own}
            <p class="govuk-body">{names.say(words)}</p>
            {self.phone(names.wording)}
            {email}
        }
        .into_any()
    }

    /// The number of the council that answers this part.
    pub(super) fn phone(&self, wording: &Wording) -> Option<AnyView> {
        let authority = &self.authority;
        let line = authority.phones.first()?;
        let relay = [("number", line.number.as_str())];
        let phone = Phone {
            label: authority.name.clone(),
            number: line.number.clone(),
            hours: Some(line.hours.clone()),
            relay: authority
                .relay
                .then(|| wording.with("layout-phone-relay", &relay)),
        };
        Some(phone.view())
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
