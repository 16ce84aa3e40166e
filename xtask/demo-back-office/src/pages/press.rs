//! The buttons of a request.

use super::front::status;
use super::part::{Typed, field_id};
use super::request::{self, Notice};
use super::{Problem, Shared, State, Unavailable, missing};
use crate::ledger::{self, Press, Pressed};
use crate::notes;
use crate::work::{Action, is_code};
use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use std::pin::pin;
use std::time::Duration;

/// How long the browser waits for Doorstep's answer, so that the next page can show it.
const PATIENCE: Duration = Duration::from_secs(2);

#[derive(Deserialize)]
pub(super) struct Fields {
    /// The number of the last report on the page.
    seen: i64,
    #[serde(default)]
    note: String,
    #[serde(default)]
    code: String,
}

pub(super) async fn press(
    axum::extract::State(state): Shared,
    Path((their_reference, action)): Path<(String, String)>,
    Form(fields): Form<Fields>,
) -> Result<Response, Unavailable> {
    let parsed = (ledger::number_of(&their_reference), Action::parse(&action));
    let (Some(number), Some(action), Some(_)) = (parsed.0, parsed.1, state.doorstep.as_ref())
    else {
        return Ok(missing());
    };
    let now = state.now().as_millisecond();
    let parts = state.ledger.with_its_parts(number, now).await?;
    let Some(part) = parts.iter().find(|part| part.number == number) else {
        return Ok(missing());
    };
    let (note, code) = match read(number, action, &fields) {
        Ok(read) => read,
        Err(wrong) => {
            let typed = Typed {
                number,
                action,
                note: fields.note,
                code: fields.code,
                wrong,
            };
            return request::page(&state, &their_reference, &Notice::default(), Some(&typed)).await;
        }
    };
    let press = Press {
        number,
        seen: fields.seen,
        status: action.status(),
        note: &note,
        code: &code,
        lie: state.behaviour().lie,
        at: now,
        is_possible: action.can_follow(status(part)),
    };
    let pressed = state.ledger.press(press).await?;
    let page = format!("/requests/{their_reference}");
    Ok(match pressed {
        Pressed::Reported => {
            until_answered(&state, number).await;
            Redirect::to(&format!("{page}#part-{number}"))
        }
        Pressed::Repeated => Redirect::to(&format!("{page}#part-{number}")),
        Pressed::Outdated => Redirect::to(&format!("{page}?outdated=yes")),
    }
    .into_response())
}

/// The note and the code of a refusal.
fn read(number: i64, action: Action, fields: &Fields) -> Result<(String, String), Vec<Problem>> {
    let mut wrong = Vec::new();
    let mut problem = |name, text| {
        let field = field_id(action, number, name);
        wrong.push(Problem { field, text });
    };
    let code = match action {
        Action::Refuse => fields.code.trim().to_owned(),
        _ => String::new(),
    };
    if action == Action::Refuse && !is_code(&code) {
        problem(
            "code",
            "Enter a code of 1 to 64 small letters, digits and hyphens",
        );
    }
    let note = notes::tidy(&fields.note).unwrap_or_else(|text| {
        problem("note", text);
        String::new()
    });
    if wrong.is_empty() && note.is_empty() && action.needs_note() {
        let field = field_id(action, number, "note");
        let text = "Write what the resident reads";
        wrong.push(Problem { field, text });
    }
    if wrong.is_empty() {
        Ok((note, code))
    } else {
        Err(wrong)
    }
}

/// Waits until Doorstep has answered once what was just pressed, but not for long.
async fn until_answered(state: &State, number: i64) {
    state.wake.notify_one();
    let answered = async {
        loop {
            // Listens before it looks, so that no answer is missed between the two.
            let mut told = pin!(state.told.notified());
            told.as_mut().enable();
            let now = state.now().as_millisecond();
            match state.ledger.is_sending(number, now).await {
                Ok(true) => told.await,
                Ok(false) | Err(_) => return,
            }
        }
    };
    let _ = tokio::time::timeout(PATIENCE, answered).await;
}
