//! A notice about the answers of a page: what they mean, a way to mend them, and a way on.

use super::blocks;
use super::outcome::{way_on, ways_on};
use super::page::{main, page_title, way_back, ways_out};
use crate::components::element::together;
use leptos::prelude::*;
use shared::journey::Journey;
use shared::journey::navigation::{GO_ON, MEND};
use shared::language::Text;
use shared::paths::JourneyPaths;
use shared::service::Page;
use shared::service::notice::PageNotice;
use shared::wording::Wording;

/// The data for a notice, on the server and in the browser.
#[derive(Clone, Copy)]
pub struct NoticePage<'a> {
    pub journey: Journey<'a>,
    /// The page it is about.
    pub page: &'a Page,
    pub notice: &'a PageNotice,
    pub wording: &'a Wording,
    pub paths: &'a JourneyPaths,
    pub draft: &'a str,
    /// When it was made, in Unix seconds.
    pub opened: i64,
    /// The name of the serving authority.
    pub authority: &'a str,
}

impl NoticePage<'_> {
    pub fn title(&self) -> String {
        let service = self.words(&self.journey.definition.title);
        page_title(
            self.wording,
            false,
            &self.heading(),
            &service,
            self.authority,
        )
    }

    fn heading(&self) -> String {
        let heading = self.notice.heading(self.page);
        heading.map(|text| self.words(text)).unwrap_or_default()
    }

    fn words(&self, text: &Text) -> String {
        self.journey.fill(text, self.wording.language)
    }
}

/// The back link and `main`.
pub fn notice_page(page: &NoticePage<'_>) -> AnyView {
    let wording = page.wording;
    let href = page.paths.page(&page.page.id, Some(page.draft));
    let mend = page.notice.mend.as_ref();
    let mend = mend.map(|mend| way_on(page.words(&mend.text), "", MEND));
    let go_on = page.notice.go_on.as_ref();
    let go_on = go_on.map(|text| way_on(page.words(text), "govuk-button--secondary", GO_ON));
    let buttons = view! {
        <div class="govuk-button-group">
            {mend}
            {go_on}
            <a class="govuk-link" href=href.clone()>{wording.say("journey-notice-change")}</a>
        </div>
    }
    .into_any();
    let action = page.paths.notice(&page.notice.id, Some(page.draft));
    let content = view! {
        <h1 class="govuk-heading-l">{page.heading()}</h1>
        {blocks(page.journey, &page.notice.body, wording)}
        {ways_on(action, page.draft, page.opened, buttons)}
        {ways_out(page.journey, page.paths, wording, Some(page.draft))}
    }
    .into_any();
    together(vec![way_back(wording, href), main(content)])
}
