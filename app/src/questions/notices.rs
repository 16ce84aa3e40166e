//! Notices above the question.

use super::context::{LabelStyle, QuestionContext};
use crate::components::{NotificationBanner, SummaryList, SummaryRow as Row};
use leptos::prelude::*;
use shared::journey::{Journey, SummaryRow};
use shared::paths::JourneyPaths;
use shared::question::Question;
use shared::service::Page;
use shared::wording::Wording;

/// Something that happened to the answers while the person was away or elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// The draft is gone: cleared, sent, or idle for too long.
    Gone,
    /// The draft is gone; what was just typed is kept in a new one.
    Expired,
    /// The page was answered before, when its words, and the rules behind them, were others.
    AskedAnew,
    /// The service changed while the draft lay; its answers were kept where they still fit.
    NewVersion,
    /// Another tab or device changed this page since it was opened. Nothing has been overwritten.
    Conflict {
        /// What is stored.
        saved: Vec<SummaryRow>,
        /// What was typed here just now; it is also what the form shows.
        typed: Vec<SummaryRow>,
    },
    /// A page of the journey must be answered before the one that was asked for.
    Skipped,
    /// The page could not be saved just now (503); what was typed is in the form.
    NotSaved,
    /// The request could not be accepted just now (503); the answers are on the page.
    NotSent,
    /// The answers changed after they were reviewed, so nothing was sent.
    Reviewed,
    /// Drawn in the browser: without a signal no address can be looked up.
    NoLookUp,
    /// Drawn in the browser: going on waits for the signal, for only the server can tell whose
    /// area an address lies in.
    AreaWaits,
    /// Drawn in the browser: without a signal the server cannot be told to clear the answers.
    NotCleared,
}

/// The notices above the page's heading.
pub fn notices(all: &[Notice], seen: &QuestionContext<'_>, draft: Option<&str>) -> AnyView {
    let mut views = Vec::with_capacity(all.len());
    for (place, notice) in all.iter().enumerate() {
        views.push(one(notice, place, seen, draft));
    }
    views.into_any()
}

/// The notices of a page that asks nothing itself and follows the journey's `last` page.
pub fn notices_after(
    last: Option<&Page>,
    journey: Journey<'_>,
    all: &[Notice],
    wording: &Wording,
    paths: &JourneyPaths,
    draft: &str,
) -> AnyView {
    let told = last.map(|last| {
        let seen = QuestionContext {
            journey,
            page: last,
            problems: &[],
            wording,
            paths,
            place: LabelStyle::Group,
            lookups: &[],
            alone: false,
        };
        notices(all, &seen, Some(draft))
    });
    told.into_any()
}

fn one(notice: &Notice, place: usize, seen: &QuestionContext<'_>, draft: Option<&str>) -> AnyView {
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
        paragraphs.push(view! { <p class="govuk-body">{seen.say(text)}</p> }.into_any());
    }
    let both = match notice {
        Notice::Conflict { saved, typed } => {
            let href = seen.paths.page(&seen.page.id, draft);
            Some(
                view! {
                    <h3 class="govuk-heading-s">{seen.say("journey-conflict-saved")}</h3>
                    {rows(saved, seen)}
                    <h3 class="govuk-heading-s">{seen.say("journey-conflict-typed")}</h3>
                    {rows(typed, seen)}
                    <p class="govuk-body">
                        <a class="govuk-notification-banner__link" href=href>{seen.say("journey-conflict-keep-saved")}</a>
                    </p>
                }
                .into_any(),
            )
        }
        _ => None,
    };
    let children = view! {
        <p class="govuk-notification-banner__heading">{seen.say(heading)}</p>
        {paragraphs}
        {both}
    }
    .into_any();
    let mut title_id = String::from("notice-");
    match notice {
        // The island takes it away when the signal is back.
        Notice::NoLookUp | Notice::AreaWaits | Notice::NotCleared => title_id.push_str("signal"),
        _ => title_id.push_str(&place.to_string()),
    }
    NotificationBanner {
        title: seen.say("layout-important"),
        title_id,
        children: Some(children),
        ..NotificationBanner::default()
    }
    .view()
}

fn rows(rows: &[SummaryRow], seen: &QuestionContext<'_>) -> AnyView {
    let drawn = rows.iter().map(|row| Row {
        key: row.name.clone(),
        value: Some(answer(
            &row.lines,
            seen.say("journey-check-blank"),
            seen.page.question(&row.question),
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

/// An answer as people read it. A browser must not translate what people typed themselves.
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
