//! A request: its confirmation, for the sender directly after sending, and its status from then on.
//!
//! `confirmation` draws what only its sender sees, `part` one recipient's part, `names` the
//! sentences with the service's own names.

mod confirmation;
mod names;
mod part;

pub use confirmation::Fresh;
pub use part::{Delivery, Event, RequestPart};

use super::Moment;
use super::moment::date;
use crate::components::{Button, NotificationBanner, Reference, SummaryList, SummaryRow};
use crate::layout::columns::reading;
use crate::questions::blocks::each;
use leptos::prelude::*;
use names::Names;
use shared::answers::Answers;
use shared::council::Councils;
use shared::facts::Facts;
use shared::journey::{Journey, Reader};
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
    /// As they were when the request was sent: what the answers led to does not change later.
    pub facts: Facts,
    /// As they are now: what to do at this hour.
    pub now: Facts,
    /// How much of the answers names the request.
    pub reader: Reader,
    /// The councils that its texts can name.
    pub councils: Arc<Councils>,
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

impl RequestPage {
    pub fn title(&self) -> String {
        self.names().say(if self.confirms() {
            "page-sent-title"
        } else {
            "page-request-title"
        })
    }

    fn names(&self) -> Names<'_> {
        Names::of(self.journey(), &self.wording)
    }

    /// The request as it was sent.
    fn journey(&self) -> Journey<'_> {
        Journey::new(&self.definition, &self.answers, &self.facts).naming(&self.councils)
    }

    /// Whether to show the confirmation: the request has just been sent, and no part has ended or
    /// needs something from the sender.
    fn confirms(&self) -> bool {
        let has_news = |part: &RequestPart| part.status.is_end() || part.status == Status::NeedsYou;
        self.fresh.is_some() && !self.parts.iter().any(has_news)
    }

    /// Whether a part of it has not ended.
    fn is_open(&self) -> bool {
        self.parts.iter().any(|part| !part.status.is_end())
    }

    pub fn view(self) -> AnyView {
        let names = self.names();
        let wording = &self.wording;
        let confirms = self.confirms();
        let head = if confirms {
            self.panel(&names)
        } else {
            (self.about(&names), self.email_line(&names)).into_any()
        };
        let late = self.fresh.as_ref().filter(|fresh| fresh.late).map(|_| {
            NotificationBanner {
                title: wording.say("layout-important"),
                heading: Some(names.say("page-sent-late")),
                ..NotificationBanner::default()
            }
            .view()
        });
        let next = self.is_open().then(|| self.next());
        let code = self
            .fresh
            .as_ref()
            .and_then(|fresh| self.follow(fresh, &names));
        let so_far = self.so_far(&names);
        // Directly after sending, people want to know what happens next; later, what has happened.
        let body = if confirms {
            (next, code, so_far).into_any()
        } else {
            (so_far, next, code).into_any()
        };
        let feedback = self.feedback.clone().map(|href| {
            let link =
                view! { <a class="govuk-link" href=href>{wording.say("journey-feedback")}</a> };
            view! { <p class="govuk-body app-screen-only">{link}</p> }.into_any()
        });
        let services = paths::services(wording.language);
        reading(
            view! {
                {late}
                {head}
                {body}
                {self.call()}
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

    /// What to expect by email. A promise is made only on the confirmation; that email fails is
    /// said on every page of the request.
    fn email_line(&self, names: &Names<'_>) -> Option<AnyView> {
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
        let line = names.say(key);
        Some(view! { <p class="govuk-body">{line}</p> }.into_any())
    }

    /// What the request is about, as far as this reader may know.
    fn subject(&self) -> AnyView {
        let subject = self.journey().subject(self.reader, &self.wording);
        view! { <span lang=self.lang()>{subject}</span> }.into_any()
    }

    /// The language of the definition's text, if it differs from the page's.
    fn lang(&self) -> Option<&'static str> {
        self.definition.lang(self.wording.language)
    }

    /// By when it is done, until it has ended; and that it is late, if it is.
    fn by(&self) -> Option<AnyView> {
        let (journey, wording) = (self.journey(), &self.wording);
        if !self.is_open() {
            return None;
        }
        let due = journey.due(self.sent.date);
        if let Some(due) = due.filter(|due| *due < self.now.today) {
            let day = date(due, wording);
            let late = wording.with("page-request-late", &[("day", &day)]);
            return Some(late.into_any());
        }
        let by = journey.by(self.sent.date, wording.language)?;
        Some(view! { <span lang=self.lang()>{by}</span> }.into_any())
    }

    fn about(&self, names: &Names<'_>) -> AnyView {
        let wording = &self.wording;
        let row = |key: &str, value: AnyView| SummaryRow {
            key: wording.say(key),
            value: Some(value),
            ..SummaryRow::default()
        };
        let reference = Reference {
            text: self.reference.to_string(),
        };
        let mut rows = vec![row("page-request-reference", reference.view())];
        rows.extend(self.by().map(|by| row("page-request-by", by)));
        rows.push(row("page-request-about", self.subject()));
        rows.push(row("page-request-sent", self.sent.view(wording)));
        let list = SummaryList {
            rows,
            ..SummaryList::default()
        }
        .view();
        view! {
            <h1 class="govuk-heading-l">{names.say("page-request-title")}</h1>
            {list}
        }
        .into_any()
    }

    fn next(&self) -> AnyView {
        let journey = self.journey();
        let body = journey.blocks_at(&self.definition.next.body, &self.now);
        view! {
            <h2 class="govuk-heading-m">{self.wording.say("page-sent-next")}</h2>
            <div lang=self.lang()>{each(&body, &self.wording)}</div>
        }
        .into_any()
    }

    fn so_far(&self, names: &Names<'_>) -> AnyView {
        let several = self.parts.len() > 1;
        let mut parts = Vec::new();
        for part in &self.parts {
            parts.push(part.view(self, several, names));
        }
        let heading = self.wording.say(if several {
            "status-parts-title"
        } else {
            "status-timeline-title"
        });
        // On paper the confirmation is one sheet: what happens next, and how to follow the request.
        let class = self.confirms().then_some("app-screen-only");
        view! {
            <div class=class>
                <h2 class="govuk-heading-m">{heading}</h2>
                {parts}
            </div>
        }
        .into_any()
    }

    /// The number to call: that of the council that answers, whichever site this is. A part that
    /// is done or refused has its own.
    fn call(&self) -> Option<AnyView> {
        let words = if self.parts.len() > 1 {
            "page-request-call-parts"
        } else {
            "page-request-call"
        };
        let mut lines = Vec::new();
        for part in self.parts.iter().filter(|part| !part.has_advice()) {
            lines.extend(part.phone(&self.wording));
        }
        if lines.is_empty() {
            return None;
        }
        let words = self.wording.say(words);
        Some(view! { <p class="govuk-body">{words}</p> {lines} }.into_any())
    }
}
