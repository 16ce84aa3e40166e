//! The pages of a journey from owned data, as a handler has it.

use app::questions::{
    CheckAnswers, Lookup, Notice, NoticePage, OutcomePage, QuestionPage, check_answers,
    notice_page, outcome, question_page,
};
use leptos::prelude::*;
use shared::answers::{Answers, FieldError};
use shared::council::Councils;
use shared::facts::Facts;
use shared::journey::Journey;
use shared::paths::JourneyPaths;
use shared::service::Definition;
use shared::wording::Wording;
use std::sync::Arc;

/// The data that every page of a journey has.
#[derive(Clone)]
pub struct Travel {
    pub wording: Arc<Wording>,
    pub paths: JourneyPaths,
    pub definition: Arc<Definition>,
    /// As shown: the stored answers, overlaid with unsaved input.
    pub answers: Answers,
    pub facts: Facts,
    /// The id of the draft.
    pub draft: Option<String>,
    pub notices: Vec<Notice>,
    /// When the page was made, in seconds since 1970.
    pub opened: i64,
    /// The name of the serving authority.
    pub authority: String,
    pub councils: Arc<Councils>,
}

/// A question page.
pub struct QuestionView {
    pub travel: Travel,
    /// The page's id in the definition; an unknown one is drawn empty.
    pub page: String,
    pub errors: Vec<FieldError>,
    pub lookups: Vec<Lookup>,
    /// [`shared::service::reading::page_hash`] of this page's stored answers.
    pub seen: String,
    /// Opened from check answers, and returns there.
    pub changing: bool,
}

pub struct CheckAnswersView {
    pub travel: Travel,
}

pub struct OutcomeView {
    pub travel: Travel,
    pub outcome: String,
}

pub struct NoticeView {
    pub travel: Travel,
    pub notice: String,
}

impl Travel {
    fn journey(&self) -> Journey<'_> {
        Journey::new(&self.definition, &self.answers, &self.facts).naming(&self.councils)
    }
}

impl QuestionView {
    fn page(&self) -> Option<QuestionPage<'_>> {
        Some(QuestionPage {
            journey: self.travel.journey(),
            page: self.travel.definition.page(&self.page)?,
            errors: &self.errors,
            lookups: &self.lookups,
            notices: &self.travel.notices,
            wording: &self.travel.wording,
            paths: &self.travel.paths,
            draft: self.travel.draft.as_deref(),
            base_hash: &self.seen,
            changing: self.changing,
            reviewed: self.changing,
            opened: self.travel.opened,
            authority: &self.travel.authority,
        })
    }

    /// The document's complete title.
    pub fn title(&self) -> String {
        self.page().map(|page| page.title()).unwrap_or_default()
    }

    pub fn view(self) -> AnyView {
        let Some(page) = self.page() else {
            return ().into_any();
        };
        question_page(&page)
    }
}

impl CheckAnswersView {
    fn page(&self) -> CheckAnswers<'_> {
        CheckAnswers {
            journey: self.travel.journey(),
            wording: &self.travel.wording,
            paths: &self.travel.paths,
            notices: &self.travel.notices,
            draft: self.travel.draft.as_deref().unwrap_or_default(),
            reviewed: "af63dc4c8601ec8c",
            opened: self.travel.opened,
            authority: &self.travel.authority,
        }
    }

    /// The document's complete title.
    pub fn title(&self) -> String {
        self.page().title()
    }

    pub fn view(self) -> AnyView {
        check_answers(&self.page())
    }
}

impl OutcomeView {
    fn page(&self) -> Option<OutcomePage<'_>> {
        Some(OutcomePage {
            journey: self.travel.journey(),
            outcome: self.travel.definition.outcome(&self.outcome)?,
            wording: &self.travel.wording,
            paths: &self.travel.paths,
            notices: &[],
            draft: self.travel.draft.as_deref(),
            opened: 0,
            authority: &self.travel.authority,
        })
    }

    /// The document's complete title.
    pub fn title(&self) -> String {
        self.page().map(|page| page.title()).unwrap_or_default()
    }

    pub fn view(self) -> AnyView {
        let Some(page) = self.page() else {
            return ().into_any();
        };
        outcome(&page)
    }
}

impl NoticeView {
    fn page(&self) -> Option<NoticePage<'_>> {
        let (page, notice) = self.travel.definition.notice(&self.notice)?;
        Some(NoticePage {
            journey: self.travel.journey(),
            page,
            notice,
            wording: &self.travel.wording,
            paths: &self.travel.paths,
            draft: self.travel.draft.as_deref().unwrap_or_default(),
            opened: 0,
            authority: &self.travel.authority,
        })
    }

    /// The document's complete title.
    pub fn title(&self) -> String {
        self.page().map(|page| page.title()).unwrap_or_default()
    }

    pub fn view(self) -> AnyView {
        let Some(page) = self.page() else {
            return ().into_any();
        };
        notice_page(&page)
    }
}
