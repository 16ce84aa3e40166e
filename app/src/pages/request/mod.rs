//! A request: its confirmation, for the sender directly after sending, and its status from then on.
//!
//! `part` draws one recipient's part.

mod part;

pub use part::{Delivery, Event, RequestPart};

use super::Moment;
use crate::components::{
    Button, List, NotificationBanner, Panel, Phone, Reference, SummaryList, SummaryRow,
};
use crate::layout::columns::reading;
use crate::questions::blocks;
use leptos::prelude::*;
use shared::answers::Answers;
use shared::facts::Facts;
use shared::journey::Journey;
use shared::paths;
use shared::service::Definition;
use shared::status::Status;
use shared::wording::Wording;
use std::sync::Arc;

/// The value of `action` that makes this browser forget its requests.
pub const FINISH: &str = "finish";

pub struct RequestPage {
    pub wording: Arc<Wording>,
    pub reference: shared::reference::Reference,
    /// The version that the request was made with; the source of its "what happens next" text.
    pub definition: Arc<Definition>,
    pub answers: Answers,
    pub facts: Facts,
    pub sent: Moment,
    /// One for each recipient of the request.
    pub parts: Vec<RequestPart>,
    /// Set only for the sender, directly after sending.
    pub fresh: Option<Fresh>,
    pub email: EmailState,
    /// The URL of the feedback form; `None` once feedback has been given.
    pub feedback: Option<String>,
}

/// Whether this person hears by email.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EmailState {
    /// No email is sent about this request.
    None,
    /// No confirmation is sent this time, although the request contains an email address.
    Skipped,
    /// The last email was sent, or is still being sent.
    Sent,
    /// The confirmation is sent by then, because many went to this address or from this browser.
    Waiting(Moment),
    /// The last email could not be delivered.
    Failed,
}

/// Details that only the sender sees, directly after sending.
pub struct Fresh {
    /// The tracking code, which is derived; only its hash is stored.
    pub tracking: Option<String>,
    /// The form was continued in another tab after the request was sent.
    pub late: bool,
    /// The request can be opened with its email address or postcode.
    pub by_email: bool,
    pub by_postcode: bool,
}

impl RequestPage {
    pub fn title(&self) -> String {
        self.wording.say(if self.confirms() {
            "page-sent-title"
        } else {
            "page-request-title"
        })
    }

    /// Whether to show the confirmation: the request has just been sent, and no part has ended or
    /// needs something from the sender.
    fn confirms(&self) -> bool {
        let has_news = |part: &RequestPart| part.status.is_end() || part.status == Status::NeedsYou;
        self.fresh.is_some() && !self.parts.iter().any(has_news)
    }

    pub fn view(self) -> AnyView {
        let open = self.parts.iter().any(|part| !part.status.is_end());
        let confirms = self.confirms();
        let head = if confirms {
            self.panel()
        } else {
            (self.facts_of(), self.email_line()).into_any()
        };
        let late = self.fresh.as_ref().filter(|fresh| fresh.late).map(|_| {
            NotificationBanner {
                title: self.wording.say("layout-important"),
                heading: Some(self.wording.say("page-sent-late")),
                ..NotificationBanner::default()
            }
            .view()
        });
        let next = open.then(|| self.next());
        let code = self.fresh.as_ref().and_then(|fresh| self.follow(fresh));
        let several = self.parts.len() > 1;
        let mut parts = Vec::new();
        for part in &self.parts {
            parts.push(part.view(several, self.lang(), &self.wording));
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
        // On paper the confirmation is one sheet: what happens next, and how to follow the request.
        let class = confirms.then_some("app-screen-only");
        let so_far = view! {
            <div class=class>
                <h2 class="govuk-heading-m">{heading}</h2>
                {parts}
            </div>
        }
        .into_any();
        // Directly after sending, people want to know what happens next; later, what has happened.
        let body = if confirms {
            (next, code, so_far).into_any()
        } else {
            (so_far, next, code).into_any()
        };
        reading(
            view! {
                {late}
                {head}
                {body}
                {self.call(several)}
                {feedback}
                {self.finish()}
                <p class="govuk-body app-screen-only">
                    <a class="govuk-link" href=services>{wording.say("page-sent-another")}</a>
                </p>
            }
            .into_any(),
        )
    }

    /// Lets people on a shared computer close their requests.
    fn finish(&self) -> AnyView {
        let wording = &self.wording;
        let button = Button {
            text: wording.say("page-request-finish"),
            classes: "govuk-button--secondary",
            name: Some(String::from("action")),
            value: Some(String::from(FINISH)),
            ..Button::default()
        }
        .view();
        let action = paths::request(wording.language, self.reference);
        view! {
            <form method="post" action=action novalidate=true class="app-screen-only">
                <p class="govuk-body">{wording.say("page-request-finish-text")}</p>
                {button}
            </form>
        }
        .into_any()
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
        let when = self.sent.text(wording);
        view! {
            {panel}
            <p class="govuk-body">
                {self.service()}". "{wording.with("page-sent-when", &[("when", &when)])}"."
            </p>
            {self.email_line()}
        }
        .into_any()
    }

    /// What to expect by email. A promise is made only on the confirmation; that email fails is
    /// said on every page of the request.
    fn email_line(&self) -> Option<AnyView> {
        let key = match &self.email {
            EmailState::Failed => "page-sent-email-failed",
            EmailState::Waiting(until) if self.confirms() => {
                let when = until.text(&self.wording);
                let line = self
                    .wording
                    .with("page-sent-email-later", &[("when", &when)]);
                return Some(view! { <p class="govuk-body">{line}</p> }.into_any());
            }
            EmailState::Sent if self.confirms() => "page-sent-email",
            EmailState::Skipped if self.confirms() => "page-sent-no-email",
            _ => return None,
        };
        let line = self.wording.say(key);
        Some(view! { <p class="govuk-body">{line}</p> }.into_any())
    }

    fn service(&self) -> AnyView {
        let title = self.definition.title.get(self.wording.language).to_owned();
        view! { <span lang=self.lang()>{title}</span> }.into_any()
    }

    /// The language of the definition's text, if it differs from the page's.
    fn lang(&self) -> Option<&'static str> {
        self.definition.lang(self.wording.language)
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

    /// The number to call: that of the council that answers, whichever site this is.
    fn call(&self, several: bool) -> AnyView {
        let wording = &self.wording;
        let words = if several {
            "page-request-call-parts"
        } else {
            "page-request-call"
        };
        let mut lines = Vec::new();
        for authority in self.parts.iter().map(|part| &part.authority) {
            let Some(line) = authority.phones.first() else {
                continue;
            };
            let relay = [("number", line.number.as_str())];
            let line = Phone {
                label: authority.name.clone(),
                number: line.number.clone(),
                hours: Some(line.hours.clone()),
                relay: authority
                    .relay
                    .then(|| wording.with("layout-phone-relay", &relay)),
            };
            lines.push(line.view());
        }
        view! {
            <p class="govuk-body">{wording.say(words)}</p>
            {lines}
        }
        .into_any()
    }

    /// How to return to the request, with the code for people without email. It is printed too, so
    /// it lists everything needed.
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
