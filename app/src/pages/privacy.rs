//! The privacy notice: data, legal basis and retention, in a table derived from the definitions.

use crate::components::{Cell, List, Table};
use crate::layout::Authority;
use crate::layout::columns::reading;
use leptos::prelude::*;
use shared::service::LawfulBasis;
use shared::wording::Wording;
use std::sync::Arc;

pub struct Privacy {
    pub wording: Arc<Wording>,
    pub authority: Arc<Authority>,
    /// The data protection officer's email address.
    pub officer: Option<String>,
    /// Days for which the pages and mistakes of a contact are kept.
    pub detail_days: u32,
    pub services: Vec<PrivacyRow>,
}

/// One service's row of the table.
pub struct PrivacyRow {
    pub title: String,
    /// The language of the title, if it differs from the page's.
    pub lang: Option<&'static str>,
    pub lawful_basis: LawfulBasis,
    /// Days after the end of a submission.
    pub retention_days: u32,
}

impl Privacy {
    pub fn title(&self) -> String {
        self.wording.say("page-privacy-title")
    }

    pub fn view(self) -> AnyView {
        let wording = &self.wording;
        let say = |key: &str| wording.say(&format!("page-privacy-{key}"));
        let named = |key: &str| {
            wording.with(
                &format!("page-privacy-{key}"),
                &[("authority", self.authority.name.as_str())],
            )
        };
        let officer = self.officer.as_ref().map(|email| {
            let link = format!("mailto:{email}");
            view! {
                <p class="govuk-body">
                    {say("dpo")}" "
                    <a class="govuk-link" href=link translate="no">{email.clone()}</a>
                </p>
            }
            .into_any()
        });
        let rows = self.services.iter().map(|row| {
            // Whole years are shown as years, because thousands of days are hard to read.
            let days = i64::from(row.retention_days);
            let (key, number) = if days >= 730 && days % 365 == 0 {
                ("page-privacy-retention-years", days / 365)
            } else {
                ("page-privacy-retention-days", days)
            };
            let period = wording.count(key, number, &[]);
            vec![
                Cell {
                    content: Some(
                        view! { <span lang=row.lang>{row.title.clone()}</span> }.into_any(),
                    ),
                    ..Cell::default()
                },
                Cell::from(say(basis(row.lawful_basis))),
                Cell::from(period),
            ]
        });
        let table = Table {
            caption: say("why-title"),
            caption_classes: "govuk-visually-hidden",
            head: vec![
                Cell::from(say("table-service")),
                Cell::from(say("table-basis")),
                Cell::from(say("table-retention")),
            ],
            rows: rows.collect(),
            first_cell_is_header: true,
            classes: "govuk-table--small-text-until-tablet",
        }
        .view();
        let days = i64::from(self.detail_days);
        let days = wording.count("page-privacy-retention-days", days, &[]);
        let with_days =
            |key: &str| wording.with(&format!("page-privacy-{key}"), &[("days", days.as_str())]);
        let items = (1..=4).map(|n| with_days(&format!("what-{n}"))).collect();
        let rights = ["access", "correct", "erase", "object"]
            .iter()
            .map(|right| say(&format!("rights-{right}")))
            .collect();
        reading(
            view! {
                <h1 class="govuk-heading-l">{self.title()}</h1>
                <p class="govuk-body-l">{named("lead")}</p>
                <h2 class="govuk-heading-m">{say("who-title")}</h2>
                <p class="govuk-body">{named("who-text")}</p>
                {officer}
                <h2 class="govuk-heading-m">{say("what-title")}</h2>
                {List { classes: "govuk-list--bullet govuk-list--spaced", ..List::bullets(items) }.view()}
                <h2 class="govuk-heading-m">{say("why-title")}</h2>
                <p class="govuk-body">{say("why-text")}</p>
                {table}
                <p class="govuk-body">{say("retention-text")}</p>
                <h2 class="govuk-heading-m">{say("share-title")}</h2>
                <p class="govuk-body">{say("share-text")}</p>
                <h2 class="govuk-heading-m">{say("rights-title")}</h2>
                <p class="govuk-body">{say("rights-intro")}</p>
                {List::bullets(rights).view()}
                <p class="govuk-body">{say("rights-how")}</p>
                <h2 class="govuk-heading-m">{say("complain-title")}</h2>
                <p class="govuk-body">{say("complain-us")}</p>
                <p class="govuk-body">{say("complain-ico")}</p>
                <p class="govuk-body">
                    <a class="govuk-link" href="https://ico.org.uk/make-a-complaint/">{say("complain-link")}</a>
                </p>
            }
            .into_any(),
        )
    }
}

fn basis(basis: LawfulBasis) -> &'static str {
    match basis {
        LawfulBasis::Consent => "basis-consent",
        LawfulBasis::Contract => "basis-contract",
        LawfulBasis::LegalObligation => "basis-legal-obligation",
        LawfulBasis::VitalInterests => "basis-vital-interests",
        LawfulBasis::PublicTask => "basis-public-task",
        LawfulBasis::LegitimateInterests => "basis-legitimate-interests",
    }
}
