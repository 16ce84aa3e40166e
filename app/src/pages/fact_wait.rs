//! Says that a second fact is not checked now, and what to do instead.

use super::Moment;
use crate::components::NotificationBanner;
use leptos::prelude::*;
use shared::wording::Wording;

/// Why a second fact is not checked now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactWait {
    /// Too many wrong ones came from this connection; in minutes.
    Caller(i64),
    /// Too many wrong ones came for this request; a postcode is checked from then on.
    Reference(Moment),
    /// The same; an email address is checked after so many seconds, with this ticket.
    Ticket { seconds: i64, ticket: String },
}

impl FactWait {
    pub fn banner(&self, wording: &Wording) -> AnyView {
        let heading = match self {
            FactWait::Caller(minutes) => wording.count("page-fact-wait-caller", *minutes, &[]),
            FactWait::Reference(until) => wording.with(
                "page-fact-wait-reference",
                &[("when", &until.text(wording))],
            ),
            FactWait::Ticket { seconds, .. } => {
                wording.count("page-fact-wait-ticket", *seconds, &[])
            }
        };
        NotificationBanner {
            title: wording.say("layout-important"),
            heading: Some(heading),
            ..NotificationBanner::default()
        }
        .view()
    }

    /// The ticket, as a field of the form.
    pub fn field(&self) -> Option<AnyView> {
        match self {
            FactWait::Ticket { ticket, .. } => {
                let ticket = ticket.clone();
                Some(view! { <input type="hidden" name="ticket" value=ticket/> }.into_any())
            }
            _ => None,
        }
    }
}
