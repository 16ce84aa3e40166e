//! Satisfaction feedback, after completing a form or leaving it.

use super::form_errors::{FormError, error, summary, title};
use crate::components::{Button, CharacterCount, Choice, Label, Legend, Radios, Textarea};
use crate::layout::ServiceName;
use crate::layout::columns::reading;
use crate::questions::textarea::messages;
use leptos::prelude::*;
use shared::paths;
use shared::wording::Wording;
use std::sync::Arc;

/// The maximum length of a comment, in characters; as in `shared::api::feedback`.
pub const COMMENT_LIMIT: u32 = 1200;

/// Posts `rating` (5, very satisfied, to 1) and `comment` to `action`.
pub struct Feedback {
    pub wording: Arc<Wording>,
    /// The path, including the contact's token.
    pub action: String,
    /// The user left the form: nothing was sent, and the answers are deleted.
    pub left: bool,
    /// The service the feedback is about, for people who have used several.
    pub service: Option<ServiceName>,
    pub rating: Option<u8>,
    pub comment: String,
    pub errors: Vec<FormError>,
}

impl Feedback {
    pub fn title(&self) -> String {
        title(&self.errors, &self.wording, self.heading())
    }

    fn heading(&self) -> String {
        self.wording.say(if self.left {
            "page-feedback-left-title"
        } else {
            "page-feedback-title"
        })
    }

    pub fn view(self) -> AnyView {
        let wording = &self.wording;
        let items = (1..=5u8).rev().map(|rating| Choice {
            value: rating.to_string(),
            text: wording.say(&format!("page-feedback-rating-{rating}")),
            checked: self.rating == Some(rating),
            ..Choice::default()
        });
        let rating = Radios {
            id: String::from("rating"),
            name: String::from("rating"),
            legend: Some(if self.left {
                Legend::group(wording.say("page-feedback-rating"))
            } else {
                Legend::heading(self.heading())
            }),
            error: error(&self.errors, "rating", wording),
            items: items.collect(),
            ..Radios::default()
        }
        .view();
        let comment = CharacterCount {
            textarea: Textarea {
                id: String::from("comment"),
                name: String::from("comment"),
                label: Label {
                    text: wording.with(
                        "journey-optional",
                        &[(
                            "label",
                            &wording.say(if self.left {
                                "page-feedback-left-comment"
                            } else {
                                "page-feedback-comment"
                            }),
                        )],
                    ),
                    classes: "govuk-label--m",
                    heading: false,
                },
                hint: Some(wording.say("page-feedback-comment-hint")),
                error: error(&self.errors, "comment", wording),
                value: self.comment.clone(),
                ..Textarea::default()
            },
            limit: Some(COMMENT_LIMIT),
            threshold: Some(50),
            description: wording.count("journey-count-hint", i64::from(COMMENT_LIMIT), &[]),
            messages: messages(wording),
            ..CharacterCount::default()
        }
        .view();
        let button = Button {
            text: wording.say("page-feedback-button"),
            once: true,
            ..Button::default()
        }
        .view();
        let caption = self.service.clone().map(|service| {
            view! { <span class="govuk-caption-l" lang=service.lang>{service.title}</span> }
                .into_any()
        });
        // The question is the heading, unless the user left and a confirmation comes first.
        let heading = self.left.then(|| {
            view! {
                <h1 class="govuk-heading-l">{self.heading()}</h1>
                <p class="govuk-body">{wording.say("page-feedback-left-text")}</p>
                <noscript><p class="govuk-body">{wording.say("page-missing-other-tabs")}</p></noscript>
            }
            .into_any()
        });
        reading(
            view! {
                {summary(&self.errors, wording)}
                {caption}
                {heading}
                <form method="post" action=self.action.clone() novalidate=true class="app-form">
                    {rating}
                    {comment}
                    {button}
                </form>
            }
            .into_any(),
        )
    }
}

/// The page after sending feedback, or at an invalid feedback link.
pub struct FeedbackDone {
    pub wording: Arc<Wording>,
    pub how: FeedbackEnd,
}

/// The result of sending feedback.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedbackEnd {
    Thanks,
    /// Thanks somebody who sent no request.
    ThanksUnsent,
    /// Feedback for this contact was already recorded.
    Again,
    Unknown,
}

impl FeedbackDone {
    pub fn title(&self) -> String {
        self.wording.say(match self.how {
            FeedbackEnd::Thanks | FeedbackEnd::ThanksUnsent | FeedbackEnd::Again => {
                "page-feedback-thanks-title"
            }
            FeedbackEnd::Unknown => "page-feedback-unknown-title",
        })
    }

    pub fn view(self) -> AnyView {
        let wording = &self.wording;
        let text = wording.say(match self.how {
            FeedbackEnd::Thanks => "page-feedback-thanks-text",
            FeedbackEnd::ThanksUnsent => "page-feedback-thanks-unsent",
            FeedbackEnd::Again => "page-feedback-once",
            FeedbackEnd::Unknown => "page-feedback-unknown-text",
        });
        let services = paths::services(wording.language);
        reading(
            view! {
                <h1 class="govuk-heading-l">{self.title()}</h1>
                <p class="govuk-body">{text}</p>
                <p class="govuk-body"><a class="govuk-link" href=services>{wording.say("problem-services")}</a></p>
            }
            .into_any(),
        )
    }
}
