//! The start page of a service: who it is for, what is needed, and alternatives.

use super::Moment;
use super::announcements::{Announcement, banner};
use crate::components::{Breadcrumb, Breadcrumbs, Button, InsetText, List, Phone};
use crate::layout::Authority;
use crate::layout::columns::reading;
use crate::questions::blocks;
use leptos::prelude::*;
use shared::answers::Answers;
use shared::council::Councils;
use shared::facts::Facts;
use shared::journey::Journey;
use shared::paths;
use shared::service::Definition;
use shared::wording::Wording;
use std::sync::Arc;

pub struct StartPage {
    pub wording: Arc<Wording>,
    pub authority: Arc<Authority>,
    /// The privacy notice of `authority`.
    pub privacy: String,
    pub definition: Arc<Definition>,
    /// The councils that its texts can name.
    pub councils: Arc<Councils>,
    pub facts: Facts,
    pub announcements: Vec<Announcement>,
    /// Names of the authorities that provide this service.
    pub provided_by: Vec<String>,
    pub kept: Option<KeptAnswers>,
}

/// Answers to this form that the visitor keeps on their device.
pub struct KeptAnswers {
    pub draft: String,
    pub until: Moment,
}

impl StartPage {
    pub fn title(&self) -> String {
        self.definition.title.get(self.wording.language).to_owned()
    }

    pub fn view(self) -> AnyView {
        let wording = &self.wording;
        let language = wording.language;
        let answers = Answers::default();
        let journey = Journey::new(&self.definition, &answers, &self.facts);
        let journey = journey.naming(&self.councils);
        let start = &self.definition.start;
        let needs = (!start.needs.is_empty()).then(|| {
            let needs = start.needs.iter().map(|need| journey.fill(need, language));
            view! {
                <h2 class="govuk-heading-m">{wording.say("page-start-needs")}</h2>
                <p class="govuk-body">{wording.say("page-start-needs-intro")}</p>
                {List::bullets(needs.collect()).view()}
            }
            .into_any()
        });
        let button = Button {
            text: wording.say("journey-start"),
            start: true,
            once: true,
            ..Button::default()
        }
        .view();
        let demonstration = self.definition.demonstration.then(|| {
            InsetText {
                children: Some(wording.say("page-start-demonstration").into_any()),
                ..InsetText::default()
            }
            .view()
        });
        let provided = wording.with(
            "page-start-provided-by",
            &[("authorities", &self.provided_by.join(", "))],
        );
        let crumbs = Breadcrumbs {
            label: wording.say("layout-breadcrumbs"),
            items: vec![
                Breadcrumb {
                    text: wording.say("layout-nav-home"),
                    href: Some(paths::home(language)),
                },
                Breadcrumb {
                    text: wording.say("layout-nav-services"),
                    href: Some(paths::services(language)),
                },
            ],
            ..Breadcrumbs::default()
        }
        .view();
        let action = paths::JourneyPaths::of_resident(language, &self.definition.id).start();
        let content = view! {
            {banner(self.announcements.clone(), wording)}
            <h1 class="govuk-heading-xl">{self.title()}</h1>
            {self.kept_answers()}
            {blocks(journey, &start.body, wording)}
            {needs}
            <p class="govuk-body">
                {wording.count("page-start-minutes", i64::from(start.minutes), &[])}
                " "
                {wording.say("page-start-idle")}
            </p>
            <form method="post" action=action class="app-form">{button}</form>
            {self.others()}
            <h2 class="govuk-heading-m">{wording.say("page-start-privacy")}</h2>
            <p class="govuk-body">{wording.say("page-start-privacy-text")}</p>
            <p class="govuk-body">
                <a class="govuk-link" href=self.privacy.clone()>{wording.say("page-start-privacy-link")}</a>
            </p>
            <p class="govuk-body-s app-quiet">{provided}</p>
            {demonstration}
        }
        .into_any();
        (crumbs, reading(content)).into_any()
    }

    /// The way back to answers kept on this device.
    fn kept_answers(&self) -> Option<AnyView> {
        let wording = &self.wording;
        let kept = self.kept.as_ref()?;
        let paths = paths::JourneyPaths::of_resident(wording.language, &self.definition.id);
        let when = kept.until.text(wording);
        let text = wording.with("page-start-kept", &[("when", &when)]);
        let children = view! {
            <p class="govuk-body">{text}</p>
            <p class="govuk-body">
                <a class="govuk-link" href=paths.keep(Some(&kept.draft))>{wording.say("page-start-kept-go-on")}</a>
            </p>
        }
        .into_any();
        Some(
            InsetText {
                children: Some(children),
                ..InsetText::default()
            }
            .view(),
        )
    }

    /// By phone and in person, where staff fill in the same form.
    fn others(&self) -> Option<AnyView> {
        let wording = &self.wording;
        if self.authority.phones.is_empty() && self.authority.counter.is_none() {
            return None;
        }
        let phone = self.authority.phones.first().map(|line| {
            let phone = Phone {
                number: line.number.clone(),
                hours: Some(line.hours.clone()),
                relay: self
                    .authority
                    .relay
                    .then(|| wording.with("layout-phone-relay", &[("number", &line.number)])),
                ..Phone::default()
            }
            .view();
            view! {
                <p class="govuk-body">{wording.say("page-start-others-phone")}</p>
                {phone}
            }
            .into_any()
        });
        let counter = self.authority.counter.as_ref().map(|counter| {
            view! {
                <p class="govuk-body">{wording.say("page-start-others-counter")}</p>
                <p class="app-phone">
                    <span translate="no">{counter.lines.join(", ")}</span>
                    <span class="app-phone__hours">{counter.hours.clone()}</span>
                </p>
            }
            .into_any()
        });
        Some(
            view! {
                <h2 class="govuk-heading-m">{wording.say("page-start-others-title")}</h2>
                {phone}
                {counter}
            }
            .into_any(),
        )
    }
}
