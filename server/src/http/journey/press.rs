//! A button of a question page was pressed: keep what was typed, then go on or say what is wrong.

use super::draw::{Drawn, question_page};
use super::opening::{Opening, Query, already_sent, see_other, step_path};
use super::show::{lookups, page_path};
use super::start::new_draft;
use crate::contacts;
use crate::desk::Desk;
use crate::drafts::{self, Change, Saved};
use crate::error::AppError;
use crate::http::form::Form;
use crate::http::visit::Visit;
use crate::store::StoreError;
use app::questions::Notice;
use app::questions::going::{self, Press};
use axum::extract::{Path, Query as UrlQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use shared::answers::{Answers, Problem, Typed, page_hash, read_page};
use shared::journey::Step;
use shared::service::Page;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

pub async fn page(
    State(desk): State<Arc<Desk>>,
    mut visit: Visit,
    Path((service, page)): Path<(String, String)>,
    UrlQuery(query): UrlQuery<Query>,
    form: Form,
) -> Result<Response, AppError> {
    let posted = Uuid::parse_str(form.value("draft")).ok().or(query.draft());
    let mut opening = match Opening::new(&desk, &visit, &service, posted).await {
        Err(error) if error.is_unavailable() => {
            return not_kept(&desk, &visit, &service, &page, &form, error).await;
        }
        other => other?,
    };
    let service = opening.service.clone();
    visit = visit.speaking(&service.definition);
    let page = service.definition.page(&page).ok_or(AppError::NotFound)?;
    let changing = form.has("return_to") || query.changing();
    let press = going::pressed(page, &form.pairs);
    let typed = going::typed(page, &form.pairs, press);

    let mut cookie = None;
    let mut expired = false;
    if opening.draft.is_none() {
        if let Some(id) = posted
            && let Some(path) = already_sent(&desk, &visit, id).await?
        {
            return Ok(see_other(&path, None));
        }
        // A form that was made from stored answers belonged to a draft that is gone.
        let fresh = form.value("seen").is_empty()
            || form.value("seen") == page_hash(page, &Answers::default());
        expired = posted.is_some()
            && !(fresh && opening.journey(&Answers::default()).first() == Step::Page(page));
        let id = posted.filter(|_| !expired);
        match new_draft(&desk, &mut visit, &service, id).await {
            Ok((draft, header)) => {
                opening.draft = Some(draft);
                cookie = header;
            }
            Err(error) => {
                return not_kept(
                    &desk,
                    &visit,
                    &service.definition.id,
                    &page.id,
                    &form,
                    error.into(),
                )
                .await;
            }
        }
    }
    let kept = keep(&desk, &visit, &opening, page, typed, press, &form, expired).await;
    let (saved, problems) = match kept {
        Err(error @ StoreError::Unavailable(_)) => {
            return not_kept(
                &desk,
                &visit,
                &service.definition.id,
                &page.id,
                &form,
                error.into(),
            )
            .await;
        }
        other => other?,
    };
    let draft = match saved {
        Saved::Saved(draft) => draft,
        Saved::Conflict(theirs) => {
            opening.draft = Some(theirs);
            return conflict(&desk, &visit, &opening, page, changing, &form, press).await;
        }
        Saved::Gone => return Err(AppError::Gone),
    };
    opening.draft = Some(draft);
    let answers = opening
        .draft
        .as_ref()
        .map(|draft| draft.answers.clone())
        .unwrap_or_default();
    if !problems.is_empty() {
        let lookups = lookups(&desk, page, &answers, press == Press::FindAddress).await;
        let notices: &[Notice] = if expired { &[Notice::Expired] } else { &[] };
        let drawn = Drawn {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            problems: &problems,
            notices,
            lookups: &lookups,
        };
        let mut response = question_page(&desk, &visit, &opening, &answers, page, changing, drawn);
        super::draw::set_cookie(&mut response, cookie);
        return Ok(response);
    }
    let mut path = next_path(&visit, &opening, &answers, page, press, changing);
    if expired {
        path.push_str("&expired=1");
    }
    Ok(see_other(&path, cookie))
}

/// Saves the page and says what is wrong with it.
#[expect(
    clippy::too_many_arguments,
    reason = "one press, with everything the visit brought"
)]
async fn keep(
    desk: &Desk,
    visit: &Visit,
    opening: &Opening,
    page: &Page,
    mut typed: BTreeMap<String, Typed>,
    press: Press,
    form: &Form,
    expired: bool,
) -> Result<(Saved, Vec<Problem>), StoreError> {
    drafts::settle_addresses(desk, page, &mut typed).await?;
    let Some(draft) = opening.draft.clone() else {
        return Ok((Saved::Gone, Vec::new()));
    };
    let mut answers = draft.answers.clone();
    answers
        .typed
        .extend(typed.iter().map(|(id, typed)| (id.clone(), typed.clone())));
    let journey = opening.journey(&answers);
    let problems = going::problems(journey, page, press);
    let next = (problems.is_empty() && press == Press::Continue).then(|| journey.after(page));
    let events = visit
        .statistics
        .then(|| contacts::events(page, &problems, next.as_ref(), seconds(desk, form)));
    let ending = contacts::ending_of(next.as_ref());
    let empty = page_hash(page, &Answers::default());
    let seen = match form.value("seen") {
        _ if expired => empty.as_str(),
        "" => empty.as_str(),
        seen => seen,
    };
    let change = Change {
        page,
        typed,
        passed: Vec::new(),
        seen,
        language: visit.language,
        events,
    };
    let id = draft.row.id;
    let saved = drafts::save(desk, &visit.actor, draft, change).await?;
    if matches!(saved, Saved::Saved(_)) {
        contacts::end_draft(desk, id, ending).await?;
    }
    Ok((saved, problems))
}

fn next_path(
    visit: &Visit,
    opening: &Opening,
    answers: &Answers,
    page: &Page,
    press: Press,
    changing: bool,
) -> String {
    let journey = opening.journey(answers);
    let draft = opening.draft_id();
    let service = &opening.definition().id;
    let here = || page_path(visit, service, &page.id, draft.as_deref(), changing);
    match press {
        Press::FindAddress | Press::TypeAddress => here(),
        Press::ChangePostcode => here() + "&ask=postcode",
        Press::Continue => {
            let after = journey.after(page);
            let next = match after {
                // Changing one answer returns to the review, by way of whatever it opened up.
                Step::Page(_) | Step::CheckAnswers if changing => journey.standing(),
                // A page can be answered out of turn, as after an expired draft.
                _ if !journey.reaches(&page.id) => journey.standing(),
                other => other,
            };
            let mut path = step_path(visit, opening.definition(), &next, draft.as_deref());
            if changing && matches!(next, Step::Page(_)) {
                path.push_str("&change=1");
            }
            path
        }
    }
}

/// Another tab changed this page: nothing is overwritten, both are shown, and pressing
/// Continue again decides.
async fn conflict(
    desk: &Desk,
    visit: &Visit,
    opening: &Opening,
    page: &Page,
    changing: bool,
    form: &Form,
    press: Press,
) -> Result<Response, AppError> {
    let stored = opening
        .draft
        .as_ref()
        .map(|draft| draft.answers.clone())
        .unwrap_or_default();
    let mut mine = stored.clone();
    let mut typed = going::typed(page, &form.pairs, press);
    drafts::settle_addresses(desk, page, &mut typed).await?;
    mine.typed.extend(typed);
    let wording = desk.words.of(visit.language);
    let rows = |answers: &Answers| {
        let mut rows = opening.journey(answers).summary(visit.language, wording);
        rows.retain(|row| row.page == page.id);
        rows
    };
    let notices = [Notice::Conflict {
        saved: rows(&stored),
        typed: rows(&mine),
    }];
    let lookups = lookups(desk, page, &mine, false).await;
    let drawn = Drawn {
        status: StatusCode::CONFLICT,
        problems: &[],
        notices: &notices,
        lookups: &lookups,
    };
    Ok(question_page(
        desk, visit, opening, &mine, page, changing, drawn,
    ))
}

/// The store cannot keep it now: 503, and everything typed is still in the page.
async fn not_kept(
    desk: &Desk,
    visit: &Visit,
    service: &str,
    page: &str,
    form: &Form,
    error: AppError,
) -> Result<Response, AppError> {
    tracing::warn!(%error, "a page could not be kept");
    let service = super::opening::published(desk, service)?;
    let page = service.definition.page(page).ok_or(AppError::NotFound)?;
    let answers = Answers {
        typed: read_page(page, &form.pairs),
        ..Answers::default()
    };
    let facts = super::opening::facts(desk, visit, None);
    let opening = Opening {
        service: service.clone(),
        draft: None,
        facts,
    };
    let drawn = Drawn {
        status: StatusCode::SERVICE_UNAVAILABLE,
        problems: &[],
        notices: &[Notice::NotSaved],
        lookups: &[],
    };
    Ok(super::draw::again(
        desk, visit, &opening, &answers, page, form, drawn,
    ))
}

/// Seconds since the page was made, as far as its own stamp can be believed.
fn seconds(desk: &Desk, form: &Form) -> u32 {
    let opened: i64 = form.value("opened").parse().unwrap_or(i64::MAX);
    let spent = desk.clock.now().as_second().saturating_sub(opened);
    u32::try_from(spent.clamp(0, 3600)).unwrap_or_default()
}
