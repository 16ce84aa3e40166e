//! What cannot be done, drawn: the page of every error that a person meets.

use super::frame::{drawn, frame, wording};
use crate::desk::Desk;
use crate::error::AppError;
use crate::http::visit::Visit;
use app::layout::Section;
use app::pages::{ProblemPage, Trouble};
use axum::extract::State;
use axum::http::StatusCode;
use std::sync::Arc;

/// No such page.
pub async fn not_found(State(_): State<Arc<Desk>>) -> AppError {
    AppError::NotFound
}

/// The page of an error, in the language of the path and the brand of the door. Some errors
/// come from a library and are known by their status only.
pub fn page(desk: &Desk, visit: &Visit, status: StatusCode, error: Option<&AppError>) -> String {
    let page = ProblemPage {
        wording: wording(desk, visit),
        authority: visit.door.drawn(visit.language),
        trouble: error.map_or_else(|| by_status(status), trouble),
        retry: None,
        go_on: None,
    };
    drawn(
        &frame(desk, visit, &page.title(), Section::Elsewhere),
        |_| page.view(),
    )
}

fn trouble(error: &AppError) -> Trouble {
    match error {
        AppError::NoSuchService => Trouble::NoService,
        AppError::TooMany { after } => Trouble::TooMany {
            minutes: u32::try_from(after.as_secs().div_ceil(60))
                .unwrap_or(60)
                .max(1),
        },
        other => by_status(other.status()),
    }
}

fn by_status(status: StatusCode) -> Trouble {
    match status.as_u16() {
        401 | 403 => Trouble::Forbidden,
        404 => Trouble::NotFound,
        405 => Trouble::MethodNotAllowed,
        408 => Trouble::TooSlow,
        409 | 412 => Trouble::Conflict,
        410 => Trouble::Gone,
        413 => Trouble::TooLarge,
        421 => Trouble::NoAuthority,
        422 => Trouble::Unprocessable,
        429 => Trouble::TooMany { minutes: 1 },
        503 | 504 => Trouble::Unavailable,
        400..=499 => Trouble::BadRequest,
        _ => Trouble::Internal,
    }
}
