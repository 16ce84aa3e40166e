//! Notices above the question.

use super::context::{LabelStyle, QuestionContext};
use crate::components::element::{element, together};
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
    /// The browser sends no cookie back, so nothing after this page can be kept.
    NoCookies,
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
    /// Drawn in the browser: something needs the server, which cannot be reached.
    Unreachable(Needs, Reach),
}

/// What needs the server.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Needs {
    /// Addresses cannot be looked up.
    LookUp,
    /// Continue waits, because only the server can decide which area an address is in.
    Area,
    /// The answers cannot be cleared.
    Clearing,
}

/// What keeps the browser from the server.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reach {
    /// It has no network.
    NoSignal,
    /// It has one: the fault is ours.
    ServerAway,
}

/// The notices above the page's heading.
pub fn notices(all: &[Notice], context: &QuestionContext<'_>, draft: Option<&str>) -> AnyView {
    let mut views = Vec::with_capacity(all.len());
    for (place, notice) in all.iter().enumerate() {
        views.push(one(notice, place, context, draft));
    }
    together(views)
}

/// The notices of a page without questions of its own, which follows the journey's `last` page.
pub fn notices_after(
    last: Option<&Page>,
    journey: Journey<'_>,
    all: &[Notice],
    wording: &Wording,
    paths: &JourneyPaths,
    draft: Option<&str>,
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
        notices(all, &context, draft)
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
        Notice::NoCookies => (
            "journey-no-cookies-title",
            &["journey-no-cookies-text", "journey-no-cookies-carry-on"],
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
        Notice::Unreachable(needs, reach) => (
            match reach {
                Reach::NoSignal => "journey-no-signal-title",
                Reach::ServerAway => "journey-away-title",
            },
            match needs {
                Needs::LookUp => &["journey-no-signal-look-up"],
                Needs::Area => &["journey-no-signal-area"],
                Needs::Clearing => &["journey-no-signal-clear"],
            },
        ),
    };
    let mut paragraphs = Vec::with_capacity(texts.len());
    for text in texts {
        paragraphs.push(element("p", "govuk-body", context.say(text)));
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
        // The island removes it when the server can be reached again.
        Notice::Unreachable(..) => title_id.push_str("signal"),
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
            question_of(row, context.journey),
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

/// A short text that stays on one line, such as a postcode. It is copied as it is.
pub(super) fn unbroken(text: String) -> AnyView {
    element("span", "app-unbroken", text)
}

/// The question that a row answers.
pub fn question_of<'a>(row: &SummaryRow, journey: Journey<'a>) -> Option<&'a Question> {
    journey.definition.question(row.question.as_deref()?)
}

/// An answer as displayed. Browser translation must not change typed text.
pub fn answer(lines: &[String], blank: String, q: Option<&Question>) -> AnyView {
    if lines.is_empty() {
        return element("span", "app-blank", blank);
    }
    let is_address = q.is_some_and(Question::is_address);
    let mut views = Vec::with_capacity(lines.len());
    for (place, line) in lines.iter().enumerate() {
        if place > 0 {
            views.push(view! { <br/> }.into_any());
        }
        // The last line of an address is its postcode.
        views.push(if is_address && place + 1 == lines.len() {
            unbroken(line.clone())
        } else {
            line.clone().into_any()
        });
    }
    let own = q.is_some_and(|q| q.kind.rules().is_own_words());
    let translate = own.then_some("no");
    view! { <span translate=translate>{views}</span> }.into_any()
}
