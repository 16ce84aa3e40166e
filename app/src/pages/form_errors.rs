//! Errors and error summaries of small forms outside services.

use crate::components::{ErrorLink, ErrorMessage, ErrorSummary};
use leptos::prelude::*;
use shared::wording::Wording;

/// One error: the field it is in, and the key of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormError {
    /// The id and name of the field; empty if the error belongs to no single field.
    pub field: &'static str,
    pub key: &'static str,
}

/// The error summary, at the top of the page.
pub fn summary(errors: &[FormError], wording: &Wording) -> Option<AnyView> {
    if errors.is_empty() {
        return None;
    }
    let errors = errors.iter().map(|error| ErrorLink {
        href: (!error.field.is_empty()).then(|| format!("#{}", error.field)),
        text: wording.say(error.key),
    });
    Some(
        ErrorSummary {
            title: wording.say("error-summary-title"),
            errors: errors.collect(),
            ..ErrorSummary::default()
        }
        .view(),
    )
}

/// The first error of a field, as shown beside it.
pub fn error(errors: &[FormError], field: &str, wording: &Wording) -> Option<ErrorMessage> {
    let error = errors.iter().find(|error| error.field == field)?;
    let prefix = wording.say("error-prefix");
    let prefix = prefix.trim_end_matches(':').trim_end().to_owned();
    Some(ErrorMessage::new(prefix, wording.say(error.key)))
}

/// The page's title, marked if the page has an error.
pub fn title(errors: &[FormError], wording: &Wording, title: String) -> String {
    if errors.is_empty() {
        title
    } else {
        wording.with("layout-title-error", &[("title", &title)])
    }
}
