//! A request: its confirmation for the person who has just sent it, and its status ever after.

use super::Moment;
use crate::components::{
    Details, List, Panel, Reference, SummaryList, SummaryRow, Tag, Timeline, TimelineEntry,
    TimelineState,
};
use crate::layout::columns::reading;
use crate::questions::blocks;
use leptos::prelude::*;
use shared::answers::Answers;
use shared::facts::Facts;
use shared::journey::Journey;
use shared::language::Language;
use shared::paths;
use shared::service::Definition;
use shared::status::Status;
use shared::wording::Wording;
use std::sync::Arc;

pub struct RequestPage {
    pub wording: Arc<Wording>,
    pub reference: shared::reference::Reference,
    /// The version the request was made with; its words of what happens next are drawn.
    pub definition: Arc<Definition>,
    pub answers: Answers,
    pub facts: Facts,
    pub sent: Moment,
    /// One for each body the request was handed to.
    pub parts: Vec<RequestPart>,
    /// Shown to the person who has just sent it, and to nobody else.
    pub fresh: Option<Fresh>,
    /// Where satisfaction is asked; `None` once it has been told.
    pub feedback: Option<String>,
}

/// What only the sender sees, right after sending.
pub struct Fresh {
    /// Shown once; only its hash is kept.
    pub tracking: Option<String>,
    /// The request holds an email address, and mail can be sent.
    pub emailed: bool,
    /// The request holds an email address or a postcode that opens it.
    pub by_email: bool,
    pub by_postcode: bool,
}

/// One body's part of the request.
pub struct RequestPart {
    /// The recipient's title; empty when the request has one part only.
    pub title: String,
    pub authority: String,
    pub status: Status,
    pub delivery: Delivery,
    /// The back office's own reference.
    pub their_reference: Option<String>,
    /// Oldest first.
    pub timeline: Vec<Event>,
    /// This body's privacy notice.
    pub privacy: Option<String>,
}

/// One entry of the timeline.
pub struct Event {
    pub status: Status,
    pub at: Moment,
    pub note: Option<String>,
}

/// The truth about the hand-over to the service's own system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Not tried yet, or being tried now.
    Due,
    /// Tried at least once in vain; tried again later.
    Retrying,
    Delivered,
    /// Nobody tries any more without a person; staff were told.
    GaveUp,
    /// The system refused it for good.
    Refused,
}

impl RequestPage {
    pub fn title(&self) -> String {
        self.wording.say(if self.fresh.is_some() {
            "page-sent-title"
        } else {
            "page-request-title"
        })
    }

    pub fn view(self) -> AnyView {
        let head = match &self.fresh {
            Some(_) => self.panel(),
            None => self.facts_of(),
        };
        let open = self.parts.iter().any(|part| !part.status.is_end());
        let next = open.then(|| self.next());
        let code = self.fresh.as_ref().and_then(|fresh| self.follow(fresh));
        let several = self.parts.len() > 1;
        let mut parts = Vec::new();
        for part in &self.parts {
            parts.push(part.view(several, &self.wording));
        }
        let wording = &self.wording;
        let heading = wording.say(if several {
            "status-parts-title"
        } else {
            "status-timeline-title"
        });
        let feedback = self.feedback.clone().map(|href| {
            let link =
                view! { <a class="govuk-link" href=href>{wording.say("journey-feedback")}</a> };
            view! { <p class="govuk-body app-screen-only">{link}</p> }.into_any()
        });
        let services = paths::services(wording.language);
        // On paper the confirmation is one sheet: what comes, and how to follow it.
        let class = self.fresh.as_ref().map(|_| "app-screen-only");
        let so_far = view! {
            <div class=class>
                <h2 class="govuk-heading-m">{heading}</h2>
                {parts}
            </div>
        }
        .into_any();
        // Right after sending, people ask what comes; later, what has come.
        let body = if self.fresh.is_some() {
            (next, code, so_far).into_any()
        } else {
            (so_far, next).into_any()
        };
        reading(
            view! {
                {head}
                {body}
                <p class="govuk-body">{wording.say("page-request-call")}</p>
                {feedback}
                <p class="govuk-body app-screen-only">
                    <a class="govuk-link" href=services>{wording.say("page-sent-another")}</a>
                </p>
            }
            .into_any(),
        )
    }

    /// "We have your request", and its reference.
    fn panel(&self) -> AnyView {
        let wording = &self.wording;
        let reference = Reference {
            text: self.reference.to_string(),
        }
        .view();
        let panel = Panel {
            title: wording.say("page-sent-title"),
            body: Some(view! { {wording.say("page-sent-reference")}<br/>{reference} }.into_any()),
            ..Panel::default()
        }
        .view();
        let emailed = self.fresh.as_ref().filter(|fresh| fresh.emailed).map(|_| {
            view! { <p class="govuk-body">{wording.say("page-sent-email")}</p> }.into_any()
        });
        let when = self.sent.text(wording);
        view! {
            {panel}
            <p class="govuk-body">
                {self.service()}". "{wording.with("page-sent-when", &[("when", &when)])}"."
            </p>
            {emailed}
        }
        .into_any()
    }

    fn service(&self) -> AnyView {
        let title = self.definition.title.get(self.wording.language).to_owned();
        view! { <span lang=self.lang()>{title}</span> }.into_any()
    }

    /// The language of the definition's words, where it is not that of the page.
    fn lang(&self) -> Option<&'static str> {
        (!self.definition.speaks(self.wording.language)).then_some(Language::En.code())
    }

    fn facts_of(&self) -> AnyView {
        let wording = &self.wording;
        let row = |key: &str, value: AnyView| SummaryRow {
            key: wording.say(key),
            value: Some(value),
            ..SummaryRow::default()
        };
        let reference = Reference {
            text: self.reference.to_string(),
        };
        let list = SummaryList {
            rows: vec![
                row("page-request-reference", reference.view()),
                row("page-request-service", self.service()),
                row("page-request-sent", self.sent.view(wording)),
            ],
            ..SummaryList::default()
        }
        .view();
        view! {
            <h1 class="govuk-heading-l">{wording.say("page-request-title")}</h1>
            {list}
        }
        .into_any()
    }

    fn next(&self) -> AnyView {
        let journey = Journey::new(&self.definition, &self.answers, &self.facts);
        let by = journey.fill(&self.definition.next.by, self.wording.language);
        view! {
            <h2 class="govuk-heading-m">{self.wording.say("page-sent-next")}</h2>
            <div lang=self.lang()>
                {blocks(journey, &self.definition.next.body, &self.wording)}
                <p class="govuk-body"><strong>{by}</strong></p>
            </div>
        }
        .into_any()
    }

    /// How to come back, with the code for people without email. It is on paper, so it is a list
    /// of what to have at hand.
    fn follow(&self, fresh: &Fresh) -> Option<AnyView> {
        let wording = &self.wording;
        let mut ways = Vec::new();
        for (has, key) in [
            (fresh.by_email, "page-sent-follow-email"),
            (fresh.by_postcode, "page-sent-follow-postcode"),
            (fresh.tracking.is_some(), "page-sent-follow-tracking"),
        ] {
            if has {
                ways.push(wording.say(key));
            }
        }
        if ways.is_empty() {
            return None;
        }
        let alone = ways.len() == 1 && fresh.tracking.is_some();
        let ways = if alone {
            view! { <p class="govuk-body">{wording.say("page-sent-follow-code")}</p> }.into_any()
        } else {
            let intro = wording.say("page-sent-follow-text");
            view! { <p class="govuk-body">{intro}</p> {List::bullets(ways).view()} }.into_any()
        };
        let code = fresh.tracking.as_ref().map(|code| {
            let code = Reference { text: code.clone() }.view();
            view! {
                <div class="app-keep">
                    <h3 class="govuk-heading-s">{wording.say("page-sent-tracking")}</h3>
                    <p class="app-keep__code">{code}</p>
                    <p class="govuk-body">{wording.say("page-sent-tracking-text")}</p>
                    <p class="govuk-body app-screen-only">{wording.say("layout-print-how")}</p>
                </div>
            }
            .into_any()
        });
        let find = paths::requests(wording.language);
        Some(
            view! {
                <h2 class="govuk-heading-m">{wording.say("page-sent-follow")}</h2>
                {ways}
                <p class="govuk-body app-screen-only">
                    <a class="govuk-link" href=find>{wording.say("page-home-follow-link")}</a>
                </p>
                {code}
            }
            .into_any(),
        )
    }
}

impl RequestPart {
    fn view(&self, several: bool, wording: &Wording) -> AnyView {
        let title = several.then(|| {
            let text = wording.with(
                "status-part-of",
                &[("title", &self.title), ("authority", &self.authority)],
            );
            view! { <h3 class="govuk-heading-s">{text}</h3> }.into_any()
        });
        let tag = Tag {
            text: wording.say(&key(self.status, "")),
            classes: colour(self.status),
        }
        .view();
        // A part of several has its authority in its title.
        let whose = (!several).then(|| {
            let text = wording.with("status-for", &[("authority", &self.authority)]);
            (" ", text).into_any()
        });
        let theirs = self.their_reference.clone().map(|reference| {
            let reference = Reference { text: reference }.view();
            view! { <p class="govuk-body">{wording.say("status-their-reference")}": "{reference}</p> }
                .into_any()
        });
        // What came after an end, or out of order, is told but is not where the request stands.
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
                children: Some(text.into_any()),
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

    /// What the status means. Before the service has it, the truth is that of the hand-over.
    fn sentence(&self, wording: &Wording) -> String {
        if self.status != Status::Received {
            return wording.say(&key(self.status, "-means"));
        }
        wording.say(match self.delivery {
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

/// Colour helps those who see it; the word says it to all.
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
