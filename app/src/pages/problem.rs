//! What cannot be done: what happened, what became of what was typed, and what to do now.

use crate::components::{Button, Phone};
use crate::layout::Authority;
use crate::layout::columns::reading;
use crate::questions::hidden::hidden;
use leptos::prelude::*;
use shared::paths;
use shared::wording::Wording;
use std::sync::Arc;

/// Why a page could not be shown, by HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// 400
    BadRequest,
    /// 403
    Forbidden,
    /// 404
    NotFound,
    /// 404: no such service.
    NoService,
    /// 404: the form has no such page, or no longer.
    NoPage,
    /// 405
    MethodNotAllowed,
    /// 408: what was sent did not come in time.
    TooSlow,
    /// 409
    Conflict,
    /// 409: the draft belongs to somebody else's request.
    OtherSubject,
    /// 410: a link that was good once.
    Gone,
    /// 413
    TooLarge,
    /// 421: no authority answers at this name.
    NoAuthority,
    /// 422
    Unprocessable,
    /// 429
    TooMany { minutes: u32 },
    /// 500
    Internal,
    /// 503
    Unavailable,
}

pub struct ProblemPage {
    pub wording: Arc<Wording>,
    /// Whom to ring instead.
    pub authority: Arc<Authority>,
    pub trouble: Trouble,
    /// What was posted, kept in the page to be sent again.
    pub retry: Option<Retry>,
    /// Where to go on, for example the first unanswered question.
    pub go_on: Option<String>,
}

/// A form that posts the same fields again.
pub struct Retry {
    pub action: String,
    pub fields: Vec<(String, String)>,
}

impl Trouble {
    pub fn status(self) -> u16 {
        match self {
            Trouble::BadRequest => 400,
            Trouble::Forbidden => 403,
            Trouble::NotFound | Trouble::NoService | Trouble::NoPage => 404,
            Trouble::MethodNotAllowed => 405,
            Trouble::TooSlow => 408,
            Trouble::Conflict | Trouble::OtherSubject => 409,
            Trouble::Gone => 410,
            Trouble::TooLarge => 413,
            Trouble::NoAuthority => 421,
            Trouble::Unprocessable => 422,
            Trouble::TooMany { .. } => 429,
            Trouble::Internal => 500,
            Trouble::Unavailable => 503,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Trouble::BadRequest => "problem-400-title",
            Trouble::Forbidden => "problem-403-title",
            Trouble::NotFound => "problem-404-title",
            Trouble::NoService => "problem-404-service-title",
            Trouble::NoPage => "problem-404-page-title",
            Trouble::MethodNotAllowed => "problem-405-title",
            Trouble::TooSlow => "problem-408-title",
            Trouble::Conflict | Trouble::OtherSubject => "problem-409-title",
            Trouble::Gone => "problem-410-title",
            Trouble::TooLarge => "problem-413-title",
            Trouble::NoAuthority => "problem-421-title",
            Trouble::Unprocessable => "problem-422-title",
            Trouble::TooMany { .. } => "problem-429-title",
            Trouble::Internal => "problem-500-title",
            Trouble::Unavailable => "problem-503-title",
        }
    }

    fn texts(self, wording: &Wording) -> Vec<String> {
        let keys: &[&str] = match self {
            Trouble::BadRequest => &["problem-400-text"],
            Trouble::Forbidden => &["problem-403-text"],
            Trouble::NotFound => &[
                "problem-404-typed",
                "problem-404-pasted",
                "problem-404-services",
            ],
            Trouble::NoService => &["problem-404-service-text"],
            Trouble::NoPage => &["problem-404-page-text"],
            Trouble::MethodNotAllowed => &["problem-405-text"],
            Trouble::TooSlow => &["problem-408-text"],
            Trouble::Conflict => &["problem-409-text"],
            Trouble::OtherSubject => &["problem-409-subject"],
            Trouble::Gone => &["problem-410-text"],
            Trouble::TooLarge => &["problem-413-text"],
            Trouble::NoAuthority => &["problem-421-text"],
            Trouble::Unprocessable => &["problem-422-text"],
            Trouble::TooMany { minutes } => {
                return vec![wording.count("problem-429-text", i64::from(minutes), &[])];
            }
            Trouble::Internal => &["problem-500-text", "problem-500-sent"],
            Trouble::Unavailable => &["problem-503-text"],
        };
        keys.iter().map(|key| wording.say(key)).collect()
    }
}

impl ProblemPage {
    pub fn title(&self) -> String {
        self.wording.say(self.trouble.title())
    }

    pub fn view(self) -> AnyView {
        let wording = &self.wording;
        let language = wording.language;
        let texts = self
            .trouble
            .texts(wording)
            .into_iter()
            .map(|text| view! { <p class="govuk-body">{text}</p> }.into_any())
            .collect::<Vec<_>>();
        let retry = self.retry.as_ref().map(|retry| {
            let fields = retry
                .fields
                .iter()
                .map(|(name, value)| hidden(name.clone(), value.clone()))
                .collect::<Vec<_>>();
            let button = Button {
                text: wording.say("problem-try-again"),
                once: true,
                ..Button::default()
            }
            .view();
            view! {
                <p class="govuk-body">{wording.say("problem-kept")}</p>
                <form method="post" action=retry.action.clone() class="app-form">
                    {fields}
                    {button}
                </form>
            }
            .into_any()
        });
        let go_on = self.go_on.clone().map(|href| {
            Button {
                text: wording.say("journey-resume"),
                href: Some(href),
                ..Button::default()
            }
            .view()
        });
        let call = self.authority.phones.first().map(|line| {
            let phone = Phone {
                number: line.number.clone(),
                hours: Some(line.hours.clone()),
                ..Phone::default()
            }
            .view();
            view! {
                <p class="govuk-body">{wording.say("problem-call")}</p>
                {phone}
            }
            .into_any()
        });
        let services = paths::services(language);
        reading(
            view! {
                <h1 class="govuk-heading-l">{self.title()}</h1>
                {texts}
                {retry}
                {go_on}
                <p class="govuk-body"><a class="govuk-link" href=services>{wording.say("problem-services")}</a></p>
                {call}
            }
            .into_any(),
        )
    }
}
