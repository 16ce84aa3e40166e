//! The confirmation: the reference, by when, and how to come back.

use super::names::Names;
use super::{EmailState, RequestPage};
use crate::components::{Details, List, Panel, Reference};
use leptos::prelude::*;
use shared::paths;

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
    /// "We have your report", its reference, by when it is done, and what it is about.
    pub(super) fn panel(&self, names: &Names<'_>) -> AnyView {
        let wording = &self.wording;
        let reference = Reference {
            text: self.reference.to_string(),
        }
        .view();
        let panel = Panel {
            title: names.say("page-sent-title"),
            body: Some(view! { {wording.say("page-sent-reference")}<br/>{reference} }.into_any()),
            ..Panel::default()
        }
        .view();
        let by = self
            .by()
            .map(|by| view! { <p class="govuk-body-l">{by}</p> }.into_any());
        let when = self.sent.text(wording);
        view! {
            {panel}
            {by}
            <p class="govuk-body">{self.subject()}". "{wording.with("page-sent-when", &[("when", &when)])}"."</p>
            {self.email_line(names)}
        }
        .into_any()
    }

    /// How to return to the request, with the code for people without email. It is printed too, so
    /// it lists everything needed.
    pub(super) fn follow(&self, fresh: &Fresh, names: &Names<'_>) -> Option<AnyView> {
        let wording = &self.wording;
        let mut ways = Vec::new();
        for (has, key) in [
            (fresh.by_email, "page-sent-follow-email"),
            (fresh.by_postcode, "page-sent-follow-postcode"),
            (fresh.tracking.is_some(), "page-sent-follow-tracking"),
        ] {
            if has {
                ways.push(names.say(key));
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
        let code = fresh
            .tracking
            .as_ref()
            .map(|code| self.code(fresh, code, names));
        let find = paths::requests(wording.language);
        Some(
            view! {
                <h2 class="govuk-heading-m">{names.say("page-sent-follow")}</h2>
                {ways}
                <p class="govuk-body app-screen-only">
                    <a class="govuk-link" href=find>{wording.say("page-home-follow-link")}</a>
                </p>
                {code}
            }
            .into_any(),
        )
    }

    /// The tracking code. Folded away for those who need none, because they have an email or the
    /// request has ended.
    fn code(&self, fresh: &Fresh, code: &str, names: &Names<'_>) -> AnyView {
        let wording = &self.wording;
        let reference = Reference {
            text: String::from(code),
        }
        .view();
        let text = names.say("page-sent-tracking-text");
        let text = view! {
            <p class="app-keep__code">{reference}</p>
            <p class="govuk-body">{text}</p>
            <p class="govuk-body app-screen-only">{wording.say("layout-print-how")}</p>
        }
        .into_any();
        let has_email = fresh.by_email && self.email == EmailState::Sent;
        if has_email || !self.is_open() {
            return Details {
                summary: wording.say("page-sent-tracking-show"),
                children: Some(text),
                classes: "app-keep-folded",
                ..Details::default()
            }
            .view();
        }
        view! {
            <div class="app-keep">
                <h3 class="govuk-heading-s">{wording.say("page-sent-tracking")}</h3>
                {text}
            </div>
        }
        .into_any()
    }
}
