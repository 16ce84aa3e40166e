//! The page of a form whose answers are not here: why, and what to do now.
//!
//! It has no field: a browser that goes back fills a form with what was typed in it before, even in
//! a page that it loads anew.

use crate::components::{Button, Phone};
use crate::layout::columns::reading;
use crate::layout::{Authority, ServiceName};
use leptos::prelude::*;
use shared::paths;
use shared::wording::Wording;
use std::sync::Arc;

pub struct Missing {
    pub wording: Arc<Wording>,
    /// The authority to call instead.
    pub authority: Arc<Authority>,
    pub service: ServiceName,
    pub why: WhyMissing,
}

/// Why the answers of a form are not here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyMissing {
    /// The browser sends no cookie back.
    NoCookies,
    /// They belong to a browser session that was closed, or to another browser.
    Closed,
    /// Their time was up.
    Expired,
    Cleared,
    /// They were sent, by a browser that may no longer open the request.
    Sent,
}

impl Missing {
    pub fn title(&self) -> String {
        self.wording.say(match self.why {
            WhyMissing::NoCookies => "page-missing-no-cookies-title",
            WhyMissing::Closed => "page-missing-closed-title",
            WhyMissing::Expired => "page-missing-expired-title",
            WhyMissing::Cleared => "page-missing-cleared-title",
            WhyMissing::Sent => "page-missing-sent-title",
        })
    }

    pub fn view(self) -> AnyView {
        let wording = &self.wording;
        let texts: &[&str] = match self.why {
            WhyMissing::NoCookies => &[
                "page-missing-no-cookies-text",
                "page-missing-no-cookies-allow",
            ],
            WhyMissing::Closed => &["page-missing-closed-text", "page-missing-unsent"],
            WhyMissing::Expired => &["page-missing-expired-text", "page-missing-unsent"],
            WhyMissing::Cleared => &["page-missing-cleared-text", "page-missing-unsent"],
            WhyMissing::Sent => &["page-missing-sent-text"],
        };
        let texts = texts
            .iter()
            .map(|text| view! { <p class="govuk-body">{wording.say(text)}</p> }.into_any())
            .collect::<Vec<_>>();
        // A page that is still open in another tab cannot blank itself without a script.
        let other_tabs = matches!(self.why, WhyMissing::Expired | WhyMissing::Cleared)
            .then(|| view! { <noscript><p class="govuk-body">{wording.say("page-missing-other-tabs")}</p></noscript> }.into_any());
        let (text, href) = match self.why {
            WhyMissing::Sent => ("page-home-follow-link", paths::requests(wording.language)),
            _ => ("journey-start-again", self.service.href.clone()),
        };
        let button = Button {
            text: wording.say(text),
            href: Some(href),
            ..Button::default()
        }
        .view();
        let services = paths::services(wording.language);
        reading(
            view! {
                <span class="govuk-caption-l" lang=self.service.lang>{self.service.title.clone()}</span>
                <h1 class="govuk-heading-l">{self.title()}</h1>
                {texts}
                {other_tabs}
                <div class="govuk-button-group">
                    {button}
                    <a class="govuk-link" href=services>{wording.say("journey-outcome-services")}</a>
                </div>
                {self.call()}
            }
            .into_any(),
        )
    }

    /// The way to carry on by phone, for people whose browser keeps no cookie.
    fn call(&self) -> Option<AnyView> {
        let line = self.authority.phones.first()?;
        if self.why != WhyMissing::NoCookies {
            return None;
        }
        let phone = Phone {
            number: line.number.clone(),
            hours: Some(line.hours.clone()),
            relay: self.authority.relay.then(|| {
                let number = [("number", line.number.as_str())];
                self.wording.with("layout-phone-relay", &number)
            }),
            ..Phone::default()
        }
        .view();
        Some(
            view! {
                <p class="govuk-body">{self.wording.say("page-start-others-phone")}</p>
                {phone}
            }
            .into_any(),
        )
    }
}
