//! Errors and error summaries of small forms outside services.

use crate::components::{ErrorLink, ErrorMessage, ErrorSummary};
use leptos::prelude::*;
use shared::wording::Wording;

/// One error: the field it is in, and the key of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// The id and name of the field; empty if the error belongs to no single field.
    pub field: &'static str,
    pub key: &'static str,
}

/// The error summary, at the top of the page.
pub fn summary(problems: &[FieldProblem], wording: &Wording) -> Option<AnyView> {
    if problems.is_empty() {
        return None;
    }
    let errors = problems.iter().map(|problem| ErrorLink {
        href: (!problem.field.is_empty()).then(|| format!("#{}", problem.field)),
        text: wording.say(problem.key),
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
pub fn error(problems: &[FieldProblem], field: &str, wording: &Wording) -> Option<ErrorMessage> {
    let problem = problems.iter().find(|problem| problem.field == field)?;
    let prefix = wording.say("error-prefix");
    let prefix = prefix.trim_end_matches(':').trim_end().to_owned();
    Some(ErrorMessage::new(prefix, wording.say(problem.key)))
}

/// The page's title, marked if the page has an error.
pub fn title(problems: &[FieldProblem], wording: &Wording, title: String) -> String {
    if problems.is_empty() {
        title
    } else {
        wording.with("layout-title-error", &[("title", &title)])
    }
}
