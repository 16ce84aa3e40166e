//! A button of a question page was pressed: keep what was typed, then go on or say what is wrong.

use super::draw::{Drawn, question_page};
use super::opening::{LATE, Opening, Query, already_sent, see_other, step_path};
use super::show::lookups;
use super::start::new_draft;
use crate::contacts;
use crate::drafts::{self, Change, Saved};
use crate::error::{AppError, STORE_BUSY};
use crate::http::form::Form;
use crate::http::visit::Visit;
use crate::state::AppState;
use crate::store::StoreError;
use app::questions::Notice;
use app::questions::navigation::{self, Press};
use axum::extract::{Path, Query as UrlQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use shared::answers::{Answers, FieldError, Typed, page_hash, read_page};
use shared::journey::Step;
use shared::paths;
use shared::service::Page;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

pub async fn page(
    State(state): State<Arc<AppState>>,
    mut visit: Visit,
    Path((service, page)): Path<(String, String)>,
    UrlQuery(query): UrlQuery<Query>,
    form: Form,
) -> Result<Response, AppError> {
    let posted = Uuid::parse_str(form.value("draft")).ok().or(query.draft());
    let mut opening = match Opening::new(&state, &visit, &service, posted).await {
        Err(error) if error.is_unavailable() => {
            return not_kept(&state, &visit, &service, &page, &form, error).await;
        }
        other => other?,
    };
    let service = opening.service.clone();
    visit = visit.speaking(&service.definition);
    let page = service.definition.page(&page).ok_or(AppError::NotFound)?;
    // What was typed is not lost with what could not be kept.
    macro_rules! lost {
        ($error:expr) => {{
            let (service, error) = (&service.definition.id, $error.into());
            return not_kept(&state, &visit, service, &page.id, &form, error).await;
        }};
    }
    let changing = form.has("return_to") || query.changing();
    let press = navigation::pressed(page, &form.pairs);
    let typed = navigation::typed(page, &form.pairs, press);

    let mut cookie = None;
    let mut expired = false;
    if opening.draft.is_none() {
        if let Some(id) = posted {
            match already_sent(&state, &visit, id).await {
                Ok(None) => {}
                Ok(Some(path)) => return Ok(see_other(&format!("{path}?{LATE}"), None)),
                Err(error) => lost!(error),
            }
        }
        // A form that was made from stored answers belonged to a draft that is gone.
        let fresh = form.value("seen").is_empty()
            || form.value("seen") == page_hash(page, &Answers::default());
        expired = posted.is_some()
            && !(fresh && opening.journey(&Answers::default()).first() == Step::Page(page));
        let id = posted.filter(|_| !expired);
        match new_draft(&state, &mut visit, &service, id).await {
            Ok((draft, header)) => {
                opening.draft = Some(draft);
                cookie = header;
            }
            Err(error) => lost!(error),
        }
    }
    let pressed = Pressed {
        page,
        typed,
        press,
        changing,
        expired,
    };
    let kept = keep(&state, &visit, &opening, pressed, &form).await;
    let (saved, answers, problems) = match kept {
        Ok(kept) => kept,
        Err(error) => lost!(error),
    };
    let draft = match saved {
        Saved::Saved(draft) => draft,
        Saved::Conflict(theirs) => {
            opening.draft = Some(theirs);
            let drawn = conflict(&state, &visit, &opening, page, changing, &form, press).await;
            match drawn {
                Ok(drawn) => return Ok(drawn),
                Err(error) => lost!(error),
            }
        }
        // Cleared in another tab at this moment; the next press begins anew.
        Saved::Gone => lost!(AppError::unavailable(STORE_BUSY)),
    };
    let stored = draft.answers.clone();
    opening.draft = Some(draft);
    if !problems.is_empty() {
        let lookups = lookups(&state, page, &answers, press == Press::FindAddress).await;
        let notices: &[Notice] = if expired { &[Notice::Expired] } else { &[] };
        let drawn = Drawn {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            problems: &problems,
            notices,
            lookups: &lookups,
        };
        let mut response = question_page(&state, &visit, &opening, &answers, page, changing, drawn);
        super::draw::set_cookie(&mut response, cookie);
        return Ok(response);
    }
    let mut path = next_path(&visit, &opening, &stored, page, press, changing);
    if expired {
        path.push_str("&expired=1");
    }
    Ok(see_other(&path, cookie))
}

/// A press on a page, as it was read.
struct Pressed<'a> {
    page: &'a Page,
    typed: BTreeMap<String, Typed>,
    press: Press,
    changing: bool,
    expired: bool,
}

/// Saves the page; also the answers as the person sees them, and what is wrong with them.
async fn keep(
    state: &AppState,
    visit: &Visit,
    opening: &Opening,
    pressed: Pressed<'_>,
    form: &Form,
) -> Result<(Saved, Answers, Vec<FieldError>), StoreError> {
    let Pressed {
        page,
        mut typed,
        press,
        changing,
        expired,
    } = pressed;
    drafts::settle_addresses(state, page, &mut typed).await?;
    let Some(draft) = opening.draft.clone() else {
        return Ok((Saved::Gone, Answers::default(), Vec::new()));
    };
    let mut answers = draft.answers.clone();
    answers
        .typed
        .extend(typed.iter().map(|(id, typed)| (id.clone(), typed.clone())));
    let journey = opening.journey(&answers);
    let problems = navigation::problems(journey, page, press);
    let next = (problems.is_empty() && press == Press::Continue).then(|| journey.after(page));
    let events = visit
        .statistics
        .then(|| contacts::events(page, &problems, next.as_ref(), seconds(state, form)));
    let ending = contacts::ending_of(next.as_ref());
    if navigation::keeps_review(opening.journey(&draft.answers), changing, press, &problems) {
        typed.clear();
    }
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
    let saved = drafts::save(state, &visit.actor, draft, change).await?;
    if matches!(saved, Saved::Saved(_))
        && let Err(error) = contacts::end_draft(state, id, ending).await
    {
        // The page is kept, and that is what the person is told.
        tracing::error!(%error, "the end of a contact was not kept");
    }
    Ok((saved, answers, problems))
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
    let path_of =
        |page: &str| paths::page_of(visit.language, service, page, draft.as_deref(), changing);
    match press {
        Press::FindAddress | Press::TypeAddress => path_of(&page.id),
        Press::ChangePostcode => path_of(&page.id) + "&ask=postcode",
        Press::Continue => match navigation::next(journey, page, changing) {
            Step::Page(next) => path_of(&next.id),
            other => step_path(visit, opening.definition(), &other, draft.as_deref()),
        },
    }
}

/// Another tab changed this page: nothing is overwritten, both are shown, and pressing
/// Continue again decides.
async fn conflict(
    state: &AppState,
    visit: &Visit,
    opening: &Opening,
    page: &Page,
    changing: bool,
    form: &Form,
    press: Press,
) -> Result<Response, StoreError> {
    let stored = opening
        .draft
        .as_ref()
        .map(|draft| draft.answers.clone())
        .unwrap_or_default();
    let mut mine = stored.clone();
    let mut typed = navigation::typed(page, &form.pairs, press);
    drafts::settle_addresses(state, page, &mut typed).await?;
    mine.typed.extend(typed);
    let wording = state.words.of(visit.language);
    let rows = |answers: &Answers| {
        let mut rows = opening.journey(answers).summary(visit.language, wording);
        rows.retain(|row| row.page == page.id);
        rows
    };
    let notices = [Notice::Conflict {
        saved: rows(&stored),
        typed: rows(&mine),
    }];
    let lookups = lookups(state, page, &mine, false).await;
    let drawn = Drawn {
        status: StatusCode::CONFLICT,
        problems: &[],
        notices: &notices,
        lookups: &lookups,
    };
    Ok(question_page(
        state, visit, opening, &mine, page, changing, drawn,
    ))
}

/// The store cannot keep it now: 503, and everything typed is still in the page. What waiting
/// does not cure is our fault, and said as such.
async fn not_kept(
    state: &AppState,
    visit: &Visit,
    service: &str,
    page: &str,
    form: &Form,
    error: AppError,
) -> Result<Response, AppError> {
    if !error.is_unavailable() {
        return Err(error);
    }
    let cause = std::error::Error::source(&error).map(ToString::to_string);
    tracing::warn!(cause, "a page could not be kept");
    let service = super::opening::published(state, service)?;
    let page = service.definition.page(page).ok_or(AppError::NotFound)?;
    let answers = Answers {
        typed: read_page(page, &form.pairs),
        ..Answers::default()
    };
    let facts = super::opening::facts(state, visit, None);
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
        state, visit, &opening, &answers, page, form, drawn,
    ))
}

/// Seconds since the page was made, as far as its own stamp can be believed.
fn seconds(state: &AppState, form: &Form) -> u32 {
    let opened: i64 = form.value("opened").parse().unwrap_or(i64::MAX);
    let spent = state.clock.now().as_second().saturating_sub(opened);
    u32::try_from(spent.clamp(0, 3600)).unwrap_or_default()
}
