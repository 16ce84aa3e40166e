//! "Which council serves me?"
//!
//! A postcode says where a person lives: it is posted, and the page is not stored.

use crate::calendar;
use crate::http::context::Context;
use crate::http::error::AppError;
use crate::http::form::Form;
use crate::http::frame::{frame, personal, public, wording};
use crate::http::respond::form_status;
use crate::state::AppState;
use app::layout::Section;
use app::pages::{Council, CouncilAnswer, FormError, ServingCouncil};
use axum::extract::State;
use axum::response::Response;
use shared::api::address::FoundAddress;
use shared::question::address::canonical_postcode;
use std::sync::Arc;

/// More than any spelling of a postcode has.
const MAX_TYPED: usize = 30;

pub async fn ask(State(state): State<Arc<AppState>>, context: Context) -> Response {
    draw(&state, &context, String::new(), Vec::new(), None)
}

pub async fn find(
    State(state): State<Arc<AppState>>,
    context: Context,
    form: Form,
) -> Result<Response, AppError> {
    let typed: String = form.value("postcode").chars().take(MAX_TYPED).collect();
    let Some(postcode) = canonical_postcode(&typed) else {
        let key = match typed.trim().is_empty() {
            true => "error-missing-postcode",
            false => "error-not-a-postcode",
        };
        let error = FormError {
            field: "postcode",
            key,
        };
        return Ok(draw(&state, &context, typed, vec![error], None));
    };
    let addresses = state.addresses.find(&postcode).await?;
    let answer = answer(&state, &context, postcode, &addresses);
    Ok(draw(
        &state,
        &context,
        String::new(),
        Vec::new(),
        Some(answer),
    ))
}

fn draw(
    state: &AppState,
    context: &Context,
    postcode: String,
    errors: Vec<FormError>,
    answer: Option<CouncilAnswer>,
) -> Response {
    let status = form_status(!errors.is_empty());
    let is_empty = answer.is_none() && errors.is_empty();
    let details = context.site.details(context.language);
    let page = Council {
        wording: wording(state, context),
        postcode,
        errors,
        answer,
        phone: details.phones.first().cloned(),
    };
    let mut frame = frame(state, context, &page.title(), Section::Elsewhere);
    frame.index = is_empty;
    if is_empty {
        return public(status, frame, |_| page.view());
    }
    personal(status, frame, |_| page.view())
}

/// The councils of the addresses with a postcode: those whose own area it is first, then those
/// that serve it too.
fn answer(
    state: &AppState,
    context: &Context,
    postcode: String,
    addresses: &[FoundAddress],
) -> CouncilAnswer {
    let mut areas: Vec<&str> = Vec::new();
    for address in addresses {
        if !areas.contains(&address.area.as_str()) {
            areas.push(&address.area);
        }
    }
    // Each council with the areas it serves of these.
    let mut serving: Vec<(ServingCouncil, Vec<&str>)> = Vec::new();
    let mut elsewhere = false;
    for area in &areas {
        match own_council(state, context, area) {
            Some(council) => serving.push((council, vec![*area])),
            None => elsewhere = true,
        }
    }
    for id in wider_councils(state, &areas) {
        let config = state.config.authority(id);
        let serves = |area: &&str| config.is_some_and(|authority| authority.serves(area));
        let theirs = areas.iter().copied().filter(serves).collect();
        serving.extend(authority(state, context, id).map(|council| (council, theirs)));
    }
    let with_addresses = |(council, theirs): (ServingCouncil, Vec<&str>)| {
        let is_theirs = |one: &&FoundAddress| theirs.contains(&one.area.as_str());
        let only = addresses.iter().filter(is_theirs);
        let only: Vec<String> = only.map(|one| one.lines.join(", ")).collect();
        let is_all = only.len() == addresses.len();
        ServingCouncil {
            only: if is_all { Vec::new() } else { only },
            ..council
        }
    };
    CouncilAnswer {
        postcode,
        councils: serving.into_iter().map(with_addresses).collect(),
        known: !addresses.is_empty(),
        elsewhere,
    }
}

/// The council whose area this is: one of this deployment, or a neighbour.
fn own_council(state: &AppState, context: &Context, area: &str) -> Option<ServingCouncil> {
    if let Some(council) = authority(state, context, area) {
        return Some(council);
    }
    let mut neighbours = state.config.neighbours.iter();
    let neighbour = neighbours.find(|neighbour| neighbour.id == area)?;
    let does = neighbour.does.as_ref();
    Some(ServingCouncil {
        name: neighbour.name.get(context.language).to_owned(),
        does: does.map(|text| text.get(context.language).to_owned()),
        website: neighbour.website.clone(),
        ..ServingCouncil::default()
    })
}

/// The ids of councils that serve one of these areas besides an area of their own, each as it acts
/// today.
fn wider_councils<'s>(state: &'s AppState, areas: &[&str]) -> Vec<&'s str> {
    let today = calendar::london(state.clock.now()).date;
    let mut found: Vec<&str> = Vec::new();
    for authority in &state.config.authorities {
        let serves = |area: &&str| authority.areas.iter().any(|own| own == *area);
        let id = state.config.acting_authority(&authority.id, today);
        if areas.iter().any(serves) && !areas.contains(&id) && !found.contains(&id) {
            found.push(id);
        }
    }
    found
}

/// A council of this deployment.
fn authority(state: &AppState, context: &Context, id: &str) -> Option<ServingCouncil> {
    let site = state.sites.get(id)?;
    let details = site.details(context.language);
    let does = site.authority.does.as_ref();
    Some(ServingCouncil {
        name: details.name.clone(),
        does: does.map(|text| text.get(context.language).to_owned()),
        website: site.authority.website.clone(),
        phone: details.phones.first().cloned(),
        relay: details.relay,
        only: Vec::new(),
    })
}
