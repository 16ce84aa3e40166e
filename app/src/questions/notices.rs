//! Notices above the question.

use super::context::{LabelStyle, QuestionContext};
use crate::components::{NotificationBanner, SummaryList, SummaryRow as Row};
use leptos::prelude::*;
use shared::journey::{Journey, SummaryRow};
use shared::paths::JourneyPaths;
use shared::question::Question;
use shared::service::Page;
use shared::wording::Wording;

/// A change to the answers since the page was last shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// The draft no longer exists: cleared, sent, or expired.
    Gone,
    /// The draft no longer exists; the answers just submitted are stored in a new one.
    Expired,
    /// The page was answered under an earlier version, with different text or rules.
    AskedAnew,
    /// The service changed since the draft was saved; answers that still fit are retained.
    NewVersion,
    /// Another tab or device changed this page since it was opened. Nothing has been overwritten.
    Conflict {
        /// The stored answers.
        saved: Vec<SummaryRow>,
        /// The answers just submitted, which the form shows too.
        typed: Vec<SummaryRow>,
    },
    /// An earlier page of the journey must be answered before the requested one.
    Skipped,
    /// The page could not be saved (503); the form contains what was typed.
    NotSaved,
    /// The request could not be accepted (503); the answers are still on the page.
    NotSent,
    /// The answers changed after they were reviewed, so nothing was sent.
    Reviewed,
    /// Drawn in the browser: addresses cannot be looked up while offline.
    NoLookUp,
    /// Drawn in the browser: Continue waits for the connection, because only the server can decide
    /// which area an address is in.
    AreaWaits,
    /// Drawn in the browser: the answers cannot be cleared while offline.
    NotCleared,
}

/// The notices above the page's heading.
pub fn notices(all: &[Notice], context: &QuestionContext<'_>, draft: Option<&str>) -> AnyView {
    let mut views = Vec::with_capacity(all.len());
    for (place, notice) in all.iter().enumerate() {
        views.push(one(notice, place, context, draft));
    }
    views.into_any()
}

/// The notices of a page without questions of its own, which follows the journey's `last` page.
pub fn notices_after(
    last: Option<&Page>,
    journey: Journey<'_>,
    all: &[Notice],
    wording: &Wording,
    paths: &JourneyPaths,
    draft: &str,
) -> AnyView {
    let views = last.map(|last| {
        let context = QuestionContext {
            journey,
            page: last,
            errors: &[],
            wording,
            paths,
            label_style: LabelStyle::Group,
            lookups: &[],
            alone: false,
        };
        notices(all, &context, Some(draft))
    });
    views.into_any()
}

fn one(
    notice: &Notice,
    place: usize,
    context: &QuestionContext<'_>,
    draft: Option<&str>,
) -> AnyView {
    let (heading, texts): (&str, &[&str]) = match notice {
        Notice::Gone => ("journey-gone-title", &["journey-gone-text"]),
        Notice::Expired => (
            "journey-expired-title",
            &["journey-expired-text", "journey-expired-kept"],
        ),
        Notice::AskedAnew => ("journey-asked-anew-title", &["journey-asked-anew-text"]),
        Notice::NewVersion => (
            "journey-changed-version-title",
            &["journey-changed-version-text"],
        ),
        Notice::Conflict { .. } => ("journey-conflict-title", &["journey-conflict-text"]),
        Notice::Skipped => ("journey-check-not-ready", &["journey-skipped-text"]),
        Notice::NotSaved => ("journey-not-saved-title", &["problem-503-page-kept"]),
        Notice::Reviewed => ("journey-reviewed-title", &["journey-reviewed-text"]),
        Notice::NotSent => ("journey-not-sent-title", &["problem-503-kept"]),
        Notice::NoLookUp => ("journey-no-signal-title", &["journey-no-signal-look-up"]),
        Notice::AreaWaits => ("journey-no-signal-title", &["journey-no-signal-area"]),
        Notice::NotCleared => ("journey-no-signal-title", &["journey-no-signal-clear"]),
    };
    let mut paragraphs = Vec::with_capacity(texts.len());
    for text in texts {
        paragraphs.push(view! { <p class="govuk-body">{context.say(text)}</p> }.into_any());
    }
    let both = match notice {
        Notice::Conflict { saved, typed } => {
            let href = context.paths.page(&context.page.id, draft);
            Some(
                view! {
                    <h3 class="govuk-heading-s">{context.say("journey-conflict-saved")}</h3>
                    {rows(saved, context)}
                    <h3 class="govuk-heading-s">{context.say("journey-conflict-typed")}</h3>
                    {rows(typed, context)}
                    <p class="govuk-body">
                        <a class="govuk-notification-banner__link" href=href>{context.say("journey-conflict-keep-saved")}</a>
                    </p>
                }
                .into_any(),
            )
        }
        _ => None,
    };
    let children = view! {
        <p class="govuk-notification-banner__heading">{context.say(heading)}</p>
        {paragraphs}
        {both}
    }
    .into_any();
    let mut title_id = String::from("notice-");
    match notice {
        // The island removes it when the connection is back.
        Notice::NoLookUp | Notice::AreaWaits | Notice::NotCleared => title_id.push_str("signal"),
        _ => title_id.push_str(&place.to_string()),
    }
    NotificationBanner {
        title: context.say("layout-important"),
        title_id,
        children: Some(children),
        ..NotificationBanner::default()
    }
    .view()
}

fn rows(rows: &[SummaryRow], context: &QuestionContext<'_>) -> AnyView {
    let drawn = rows.iter().map(|row| Row {
        key: row.name.clone(),
        value: Some(answer(
            &row.lines,
            context.say("journey-check-blank"),
            context.page.question(&row.question),
        )),
        ..Row::default()
    });
    SummaryList {
        rows: drawn.collect(),
        classes: "govuk-summary-list--no-border",
        ..SummaryList::default()
    }
    .view()
}

/// An answer as displayed. Browser translation must not change typed text.
pub fn answer(lines: &[String], blank: String, q: Option<&Question>) -> AnyView {
    if lines.is_empty() {
        return view! { <span class="app-blank">{blank}</span> }.into_any();
    }
    let mut views = Vec::with_capacity(lines.len());
    for (place, line) in lines.iter().enumerate() {
        if place > 0 {
            views.push(view! { <br/> }.into_any());
        }
        views.push(line.clone().into_any());
    }
    let own = q.is_none_or(|q| q.kind.rules().is_own_words());
    let translate = own.then_some("no");
    view! { <span translate=translate>{views}</span> }.into_any()
}
