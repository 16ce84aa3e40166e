//! What cannot be done, drawn: the page of every error that a person meets.

use super::frame::{drawn, frame, wording};
use crate::error::AppError;
use crate::http::visit::Visit;
use crate::state::AppState;
use app::layout::Section;
use app::pages::{ProblemPage, Trouble};
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};

/// No such page. A page of ours with a slash behind it is asked for without it.
pub async fn not_found(method: Method, uri: Uri) -> Response {
    let bare = uri.path().strip_suffix('/');
    match bare.filter(|path| is_read(&method) && crate::http::is_page(path)) {
        Some(path) => {
            let query = uri.query().map(|query| format!("?{query}"));
            let there = format!("{path}{}", query.unwrap_or_default());
            Redirect::permanent(&there).into_response()
        }
        None => AppError::NotFound.into_response(),
    }
}

fn is_read(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

/// The page of an error, in the language of the path and the brand of the door. Some errors
/// come from a library and are known by their status only.
pub fn page(
    state: &AppState,
    visit: &Visit,
    status: StatusCode,
    error: Option<&AppError>,
) -> String {
    let page = ProblemPage {
        wording: wording(state, visit),
        authority: visit.site.drawn(visit.language),
        trouble: error.map_or_else(|| by_status(status), trouble),
        retry: None,
        go_on: None,
    };
    drawn(
        &frame(state, visit, &page.title(), Section::Elsewhere),
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
