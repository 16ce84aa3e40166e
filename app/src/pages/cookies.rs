//! The data stored on the device, and the objection to visit statistics.

use super::form_errors::{FormError, error, summary, title};
use crate::components::{Button, Cell, Choice, Legend, NotificationBanner, Radios, Table};
use crate::layout::columns::reading;
use leptos::prelude::*;
use shared::paths;
use shared::wording::Wording;
use std::sync::Arc;

/// Posts `visits` as `yes` or `no`.
pub struct Cookies {
    pub wording: Arc<Wording>,
    /// The name of the draft cookie, as deployed.
    pub draft_cookie: String,
    /// The name of the cookie of drafts kept on the device, as deployed.
    pub kept_cookie: String,
    /// The name of the cookie that proves a second fact was given, as deployed.
    pub proof_cookie: String,
    pub objection_cookie: String,
    /// Whether this browser objects. `None` means no choice was made: visits are counted, and
    /// neither option is preselected.
    pub objects: Option<bool>,
    /// The choice has just been saved.
    pub saved: bool,
    pub errors: Vec<FormError>,
}

impl Cookies {
    pub fn title(&self) -> String {
        title(
            &self.errors,
            &self.wording,
            self.wording.say("page-cookies-title"),
        )
    }

    pub fn view(self) -> AnyView {
        let wording = &self.wording;
        let say = |key: &str| wording.say(&format!("page-cookies-{key}"));
        let saved = self.saved.then(|| {
            NotificationBanner {
                title: wording.say("layout-success"),
                success: true,
                heading: Some(say("saved")),
                ..NotificationBanner::default()
            }
            .view()
        });
        let row = |name: &str, which: &str| {
            vec![
                Cell {
                    content: Some(cookie(name)),
                    ..Cell::default()
                },
                Cell::from(say(&format!("{which}-purpose"))),
                Cell::from(say(&format!("{which}-expires"))),
            ]
        };
        let table = Table {
            caption: say("table-caption"),
            caption_classes: "govuk-table__caption--m",
            head: vec![
                Cell::from(say("table-name")),
                Cell::from(say("table-purpose")),
                Cell::from(say("table-expires")),
            ],
            rows: vec![
                row(&self.draft_cookie, "draft"),
                row(&self.kept_cookie, "kept"),
                row(&self.proof_cookie, "proof"),
                row(&self.objection_cookie, "objection"),
            ],
            first_cell_is_header: true,
            classes: "govuk-table--small-text-until-tablet",
        }
        .view();
        let option = |value: &str, checked: bool| Choice {
            value: String::from(value),
            text: say(&format!("visits-{value}")),
            checked,
            ..Choice::default()
        };
        let visits = Radios {
            id: String::from("visits"),
            name: String::from("visits"),
            legend: Some(Legend {
                text: say("visits-question"),
                classes: "govuk-fieldset__legend--s",
                ..Legend::default()
            }),
            hint: Some(say(if self.objects == Some(true) {
                "visits-now-no"
            } else {
                "visits-now-yes"
            })),
            error: error(&self.errors, "visits", wording),
            items: vec![
                option("yes", self.objects == Some(false)),
                option("no", self.objects == Some(true)),
            ],
            ..Radios::default()
        }
        .view();
        let button = Button {
            text: say("save"),
            once: true,
            ..Button::default()
        }
        .view();
        reading(
            view! {
                {saved}
                {summary(&self.errors, wording)}
                <h1 class="govuk-heading-l">{say("title")}</h1>
                <p class="govuk-body">{say("lead")}</p>
                <p class="govuk-body">{say("none")}</p>
                {table}
                <h2 class="govuk-heading-m">{say("tab-title")}</h2>
                <p class="govuk-body">{say("tab-text")}</p>
                <h2 class="govuk-heading-m">{say("visits-title")}</h2>
                <p class="govuk-body">{say("visits-text")}</p>
                <form method="post" action=paths::cookies(wording.language) novalidate=true class="app-form">
                    {visits}
                    {button}
                </form>
            }
            .into_any(),
        )
    }
}

/// A cookie name that may wrap after a hyphen or an underscore on a narrow screen.
fn cookie(name: &str) -> AnyView {
    let parts = name
        .split_inclusive('_')
        .map(|part| view! { {String::from(part)}<wbr/> }.into_any())
        .collect::<Vec<_>>();
    view! { <span class="app-cookie-name" translate="no">{parts}</span> }.into_any()
}
