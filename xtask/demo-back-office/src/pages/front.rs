//! The requests, the newest first, and what was turned away.

use super::switches::{self, Switches};
use super::{Problem, Shared, State, Unavailable};
use super::{document, moment, problems, row, warning};
use crate::answers::council;
use crate::forms::Forms;
use crate::html::{Markup, html};
use crate::ledger::{Stored, TurnedAway};
use crate::work;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

/// How many requests a page lists.
const REQUESTS: usize = 20;
/// How many of the messages that had no effect are listed.
const TURNED_AWAY: i64 = 10;

#[derive(Default, Deserialize)]
pub(super) struct Before {
    /// Lists requests older than this number.
    before: Option<i64>,
}

pub(super) async fn show(
    axum::extract::State(state): Shared,
    Query(before): Query<Before>,
) -> Result<Response, Unavailable> {
    let switches = Switches::of(&state.behaviour());
    page(&state, &before, &switches, &[]).await
}

/// The page, with the switches as they are or as they were typed.
pub(super) async fn page(
    state: &State,
    before: &Before,
    switches: &Switches,
    wrong: &[Problem],
) -> Result<Response, Unavailable> {
    let now = state.now().as_millisecond();
    let (effects, repeats) = state.ledger.totals().await?;
    let most = i64::try_from(REQUESTS).unwrap_or(i64::MAX);
    let before = before.before.unwrap_or(i64::MAX);
    // One more tells whether there are older ones.
    let newest = state.ledger.newest(before, most + 1, now).await?;
    let mut requests: Vec<&[Stored]> = newest
        .chunk_by(|a, b| a.effect.reference == b.effect.reference)
        .collect();
    let has_older = requests.len() > REQUESTS;
    requests.truncate(REQUESTS);
    let mut forms = Forms::new(state);
    let mut cards = Vec::new();
    for parts in &requests {
        cards.push(card(&mut forms, parts).await);
    }
    let older = requests.last().and_then(|parts| parts.first());
    let older = older.filter(|_| has_older).map(|oldest| {
        html!(
            "<p class=\"links\"><a href=\"/?before={}\">Older requests</a></p>\n",
            oldest.number
        )
    });
    let list = match cards.is_empty() {
        true => empty(state),
        false => html!("<ol class=\"cards\">\n{}</ol>\n", cards),
    };
    let turned_away: Vec<Markup> = state
        .ledger
        .turned_away(TURNED_AWAY)
        .await?
        .iter()
        .map(turned_away)
        .collect();
    let turned_away = (!turned_away.is_empty()).then(|| {
        html!(
            "<h2>Turned away</h2>\n\
             <p>These messages had no effect here. Doorstep keeps a request until it is answered.</p>\n\
             <ol class=\"cards\">\n{}</ol>\n",
            turned_away
        )
    });
    let main = html!(
        "{}<h1>Demonstration back office</h1>\n\
         <p>This is the other half of the demonstration: the system that the council’s teams work \
         with, a program with a file of its own. Doorstep delivers each request here. What you \
         answer here is on the resident’s page seconds later.</p>\n\
         {}<p class=\"links\"><a href=\"/\">Show new</a> <a href=\"#behaviour\">Make it misbehave</a></p>\n\
         <h2>Requests, the newest first</h2>\n\
         <p>It received <strong>{}</strong> messages and ignored <strong>{}</strong> repeats.</p>\n\
         {}{}{}{}",
        problems(wrong),
        warning(&state.behaviour()),
        effects,
        repeats,
        list,
        older,
        turned_away,
        switches::form(switches, wrong),
    );
    let (status, title) = match wrong.is_empty() {
        true => (StatusCode::OK, "Demonstration back office"),
        false => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "Error: Demonstration back office",
        ),
    };
    Ok(document(status, title, main))
}

fn empty(state: &State) -> Markup {
    let site = state.doorstep.as_ref().map(|doorstep| {
        let url = doorstep.url();
        html!(
            " Send one on <a href=\"{}\">{}</a>, then choose ‘Show new’.",
            url,
            url
        )
    });
    html!("<p>There are no requests here.{}</p>\n", site)
}

/// One request: its service, reference, councils and when it came.
async fn card(forms: &mut Forms<'_>, parts: &[Stored]) -> Option<Markup> {
    let first = parts.first()?;
    let form = forms
        .get(&first.effect.service, first.event.data("version"))
        .await;
    let title = form.and_then(|form| form.title(first.event.data("authority")));
    let councils: Vec<Markup> = parts
        .iter()
        .map(|part| {
            let council = council(part.event.data("authority"));
            let destination = match part.effect.part.as_str() {
                "service" => part.effect.destination.clone(),
                name => format!("{}, {name}", part.effect.destination),
            };
            let status = work::words(status(part));
            let value = html!(
                "{} ({}): <span class=\"status\">{}</span>",
                council,
                destination,
                status
            );
            row("Council and team", &value)
        })
        .collect();
    Some(html!(
        "<li>\n<h3><a href=\"/requests/{}\">{}</a></h3>\n<dl>\n{}{}{}</dl>\n</li>\n",
        first.effect.their_reference,
        title.as_ref().unwrap_or(&first.effect.service),
        row("Reference", &html!("{}", first.effect.reference)),
        row("Came", &moment(first.first_at)),
        councils,
    ))
}

/// Where a part stands.
pub(super) fn status(part: &Stored) -> &str {
    match (&part.refusal, part.effect.test, &part.status) {
        (Some(_), _, _) => "refused",
        (None, true, _) => "test",
        (None, false, Some(status)) => status,
        (None, false, None) => "accepted",
    }
}

fn turned_away(message: &TurnedAway) -> Markup {
    let attempts = match message.attempts {
        1 => "once".to_owned(),
        more => format!("{more} times"),
    };
    html!(
        "<li>\n<dl>\n{}{}{}{}</dl>\n</li>\n",
        row("Message", &html!("{}", message.webhook_id)),
        row("Team", &html!("{}", message.destination)),
        row(
            "Came",
            &html!("{}, last at {}", attempts, moment(message.last.at))
        ),
        row("Last answer", &html!("{}", message.last.answer)),
    )
}
