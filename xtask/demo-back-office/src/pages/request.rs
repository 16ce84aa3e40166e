//! One request: what the resident said, and its parts.

use super::part::{self, Typed};
use super::{Problem, Shared, State, Unavailable};
use super::{document, missing, moment, problems, row, warning};
use crate::answers::{self, Row, council};
use crate::doorstep::Doorstep;
use crate::forms::{Form, Forms};
use crate::html::{Markup, html};
use crate::ledger::{self, Stored};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

/// What the page says besides the request.
#[derive(Default, Deserialize)]
pub(super) struct Notice {
    /// A button was pressed on a page that was out of date.
    outdated: Option<String>,
}

pub(super) async fn show(
    axum::extract::State(state): Shared,
    Path(number): Path<String>,
    Query(notice): Query<Notice>,
) -> Result<Response, Unavailable> {
    page(&state, &number, &notice, None).await
}

/// The page of the request with this reference of ours; `typed` is a form with a mistake.
pub(super) async fn page(
    state: &State,
    their_reference: &str,
    notice: &Notice,
    typed: Option<&Typed>,
) -> Result<Response, Unavailable> {
    let Some(number) = ledger::number_of(their_reference) else {
        return Ok(missing());
    };
    let now = state.now().as_millisecond();
    let parts = state.ledger.with_its_parts(number, now).await?;
    let Some(first) = parts.first() else {
        return Ok(missing());
    };
    let mut forms = Forms::new(state);
    let version = first.event.data("version");
    let form = forms.get(&first.effect.service, version).await;
    let title = form
        .as_ref()
        .and_then(|form| form.title(first.event.data("authority")))
        .unwrap_or_else(|| first.effect.service.clone());
    let mut sections = Vec::new();
    for one in &parts {
        sections.push(part::section(state, one, form.as_ref(), typed).await?);
    }
    let wrong: &[Problem] = typed.map_or(&[], |typed| &typed.wrong);
    let outdated = notice.outdated.as_ref().map(|_| {
        html!(
            "<div class=\"warning\" role=\"alert\">\n<p><strong>Nothing was reported.</strong> \
             The request had changed since you opened its page. This is how it is now.</p>\n</div>\n"
        )
    });
    let main = html!(
        "<p class=\"links\"><a href=\"/\">All requests</a></p>\n{}\
         <h1>{} <span class=\"reference\">{}</span></h1>\n{}{}\
         <p class=\"links\"><a href=\"/requests/{}\">Show new</a>{}</p>\n{}\
         <h2>What the resident said</h2>\n{}{}{}",
        problems(wrong),
        title,
        first.effect.reference,
        outdated,
        warning(&state.behaviour()),
        their_reference,
        residents_page(first),
        contents(&parts, form.as_ref()),
        said(form.as_ref(), first),
        source(form.as_ref(), first),
        sections,
    );
    let title = format!(
        "{title}, {} - Demonstration back office",
        first.effect.reference
    );
    Ok(match typed {
        None => document(StatusCode::OK, &title, main),
        Some(_) => {
            let title = format!("Error: {title}");
            document(StatusCode::UNPROCESSABLE_ENTITY, &title, main)
        }
    })
}

/// A link to the other half.
fn residents_page(first: &Stored) -> Option<Markup> {
    let source = first.event.source()?;
    let letters = |c: &char| c.is_ascii_alphanumeric();
    let reference: String = first.effect.reference.chars().filter(letters).collect();
    Some(html!(
        " <a href=\"{}/requests/{}\">The resident’s page</a>",
        source,
        reference
    ))
}

/// The parts, when there are several.
fn contents(parts: &[Stored], form: Option<&Form>) -> Option<Markup> {
    let one = |stored: &Stored| {
        html!(
            "<li><a href=\"#part-{}\">{}</a></li>\n",
            stored.number,
            name(stored, form)
        )
    };
    let list: Vec<Markup> = parts.iter().map(one).collect();
    (list.len() > 1).then(|| {
        html!(
            "<p>This request has {} parts, one for each team that answers it. All answers come \
             with every part.</p>\n<ul>\n{}</ul>\n",
            list.len(),
            list
        )
    })
}

/// The council that answers a part, and what the part is about.
pub(super) fn name(stored: &Stored, form: Option<&Form>) -> String {
    let authority = stored.event.data("authority");
    let council = council(authority);
    let about = form.and_then(|form| form.part(&stored.effect.part, authority));
    match about {
        Some(about) => format!("{council}: {about}"),
        None if council.is_empty() => stored.effect.destination.clone(),
        None => council,
    }
}

/// The answers and how the request came.
fn said(form: Option<&Form>, first: &Stored) -> Markup {
    let event = &first.event;
    let rows = |rows: Vec<Row>| -> Vec<Markup> { rows.iter().map(answer).collect() };
    let language = match event.data("language") {
        "cy" => "Welsh",
        "en" => "English",
        other => other,
    };
    let received = event.data("received_at").parse::<jiff::Timestamp>();
    let received = received
        .ok()
        .map(|at| row("Received by Doorstep", &moment(at.as_millisecond())));
    html!(
        "<dl class=\"answers\">\n{}{}{}{}{}</dl>\n",
        rows(answers::rows(form, event)),
        rows(answers::others(form, event)),
        row("Channel", &html!("{}", event.data("channel"))),
        row("Write to them in", &html!("{}", language)),
        received,
    )
}

fn answer(one: &Row) -> Markup {
    let lines: Vec<Markup> = one
        .lines
        .iter()
        .enumerate()
        .map(|(at, line)| match at {
            0 => html!("{}", line),
            _ => html!("<br>{}", line),
        })
        .collect();
    row(&one.label, &html!("{}", lines))
}

/// Where the words come from.
fn source(form: Option<&Form>, first: &Stored) -> Markup {
    let path = Doorstep::form_path(&first.effect.service, first.event.data("version"));
    let text = match form {
        Some(_) => "The message carries ids. Their words are those of the form as it was then: ",
        None => {
            "These are the ids of the message: Doorstep does not give their words now. They are at "
        }
    };
    html!("<p class=\"hint\">{}<code>GET {}</code></p>\n", text, path)
}
