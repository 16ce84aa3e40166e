//! The same page again, with what was typed, when it was not saved.

use super::load::{Loaded, published, site_facts, step_path};
use super::lookups::lookups;
use super::submit::Posted;
use super::view::{PageView, posted_page, question_page, showable};
use crate::drafts::PageSaved;
use crate::http::context::Context;
use crate::http::error::AppError;
use crate::http::respond::see_other;
use app::questions::Notice;
use axum::http::StatusCode;
use axum::response::Response;
use shared::answers::{Answers, FieldError, shorten};
use shared::service::Page;
use shared::service::reading::read_page;
use std::sync::Arc;

/// The most that each of two versions may weigh in the notice that shows both. The form has what
/// was typed in full, and the link to the stored answers has those.
const MOST_COMPARED: usize = 24 * 1024;

impl Posted<'_> {
    /// The response to a page that was not saved.
    pub(super) async fn again(
        &self,
        context: &Context,
        mut loaded: Loaded,
        page: &Page,
        result: PageSaved,
    ) -> Result<Response, AppError> {
        match result {
            PageSaved::Conflict { draft, typed } => {
                loaded.draft = Some(*draft);
                Ok(self.conflict(context, &loaded, page, &typed).await)
            }
            PageSaved::TooMuchText {
                draft,
                typed,
                error,
            } => {
                loaded.draft = Some(*draft);
                Ok(self.too_much_text(context, &loaded, page, typed, error))
            }
            PageSaved::NotReached(draft) => {
                let step = loaded.journey(&draft.answers).current_step();
                let id = draft.row.id.to_string();
                let path = step_path(&loaded.paths(context), &step, Some(&id));
                Ok(see_other(&(path + "&skipped=1")))
            }
            // Handled by the caller.
            PageSaved::Saved(_) | PageSaved::Gone => Err(AppError::Gone),
        }
    }

    /// All answers together are too long to keep: what was typed is shown, to be shortened.
    fn too_much_text(
        &self,
        context: &Context,
        loaded: &Loaded,
        page: &Page,
        typed: Answers,
        error: FieldError,
    ) -> Response {
        let shown = showable(page, typed);
        let view = PageView {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            errors: &[error],
            ..PageView::new(page, &shown, self.changing)
        };
        question_page(self.state, context, loaded, view)
    }

    /// Another tab changed this page: nothing is overwritten, both versions are shown, and
    /// submitting again decides.
    async fn conflict(
        &self,
        context: &Context,
        loaded: &Loaded,
        page: &Page,
        typed: &Answers,
    ) -> Response {
        let empty = Answers::default();
        let draft = loaded.draft.as_ref();
        let stored = draft.map_or(&empty, |draft| &draft.answers);
        let wording = self.state.words.of(context.language);
        let councils = self.state.sites.councils(context.language);
        let rows = |answers: &Answers| {
            let journey = loaded.journey(answers).naming(&councils);
            let mut rows = journey.summary(context.language, wording);
            rows.retain(|row| row.page == page.id);
            shorten(
                rows.iter_mut().flat_map(|row| &mut row.lines),
                MOST_COMPARED,
            );
            rows
        };
        let notices = [Notice::Conflict {
            saved: rows(stored),
            typed: rows(typed),
        }];
        let lookups = lookups(self.state, page, typed, false).await;
        let view = PageView {
            status: StatusCode::CONFLICT,
            notices: &notices,
            lookups: &lookups,
            ..PageView::new(page, typed, self.changing)
        };
        question_page(self.state, context, loaded, view)
    }

    /// The page could not be saved: 503, and everything typed is still in the form.
    pub(super) fn not_saved(&self, error: &AppError) -> Result<Response, AppError> {
        let cause = error.cause().map(ToString::to_string);
        tracing::warn!(cause, "cannot save a page now");
        let loaded = Loaded {
            service: published(self.state, self.service)?,
            draft: None,
            facts: site_facts(self.state, &self.context),
        };
        let context = self
            .context
            .clone()
            .in_supported_language(loaded.definition());
        let service = Arc::clone(&loaded.service);
        let page = service.definition.page(self.page);
        let page = page.ok_or(AppError::NotFound)?;
        if let Some(outcome) = self.number_to_call(&loaded, page) {
            let path = loaded.paths(&context).outcome(&outcome.id, None);
            return Ok(see_other(&path));
        }
        let answers = Answers {
            typed: read_page(page, &self.form.pairs),
            ..Answers::default()
        };
        let shown = showable(page, answers);
        let view = PageView {
            status: StatusCode::SERVICE_UNAVAILABLE,
            notices: &[Notice::NotSaved],
            ..PageView::new(page, &shown, self.changing)
        };
        Ok(posted_page(self.state, &context, &loaded, view, self.form))
    }
}
