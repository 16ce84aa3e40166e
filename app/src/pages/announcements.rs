//! What a council announces, at the top of its front page and of start pages.

use crate::components::NotificationBanner;
use leptos::prelude::*;
use shared::wording::Wording;

/// One announcement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    pub text: String,
    /// The language of the text, if it differs from the page's.
    pub lang: Option<&'static str>,
    /// Text and href.
    pub link: Option<(String, String)>,
    /// The names of the councils it is from, if that is not the council of the site.
    pub from: Option<String>,
}

/// All announcements in one banner; nothing if there are none.
pub fn banner(announcements: Vec<Announcement>, wording: &Wording) -> Option<AnyView> {
    if announcements.is_empty() {
        return None;
    }
    let lines = announcements.into_iter().map(|one| {
        let from = one
            .from
            .map(|from| view! { <strong translate="no">{from}</strong>": " }.into_any());
        let link = one.link.map(|(text, href)| {
            view! { " "<a class="govuk-notification-banner__link" href=href>{text}</a> }.into_any()
        });
        view! {
            <p class="govuk-body">{from}<span lang=one.lang>{one.text}{link}</span></p>
        }
        .into_any()
    });
    let banner = NotificationBanner {
        title: wording.say("layout-important"),
        children: Some(lines.collect::<Vec<_>>().into_any()),
        ..NotificationBanner::default()
    };
    Some(banner.view())
}
