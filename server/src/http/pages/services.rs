//! The A to Z with its search, and the start page of a service.

use super::frame::{frame, personal, public, service_name, wording};
use crate::catalogue::Service;
use crate::error::AppError;
use crate::http::journey::opening::published;
use crate::http::visit::Visit;
use crate::state::AppState;
use app::layout::Section;
use app::pages::{Cleared, ServiceEntry, Services, Start};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use shared::channel::Channel;
use shared::language::Language;
use shared::service::Definition;
use std::sync::Arc;

/// The longest search that is looked at; a longer one is cut, not refused.
const LONGEST_QUERY: usize = 100;

#[derive(serde::Deserialize)]
pub struct Search {
    #[serde(default)]
    q: String,
}

pub async fn list(
    State(state): State<Arc<AppState>>,
    visit: Visit,
    Query(search): Query<Search>,
) -> Response {
    let query: String = search
        .q
        .trim()
        .chars()
        .filter(|c| !c.is_control())
        .take(LONGEST_QUERY)
        .collect();
    let services = state.catalogue.current();
    let mut found: Vec<(u32, &Arc<Service>)> = services
        .all()
        .map(|service| (score(&service.definition, visit.language, &query), service))
        .collect();
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    if !query.is_empty() {
        // People write sentences ("my bin was not collected"): what fits half as well as the
        // best was found by a word that is not what they look for.
        let best = found.first().map_or(0, |(score, _)| *score);
        found.retain(|(score, _)| *score * 2 > best);
    }
    let page = Services {
        wording: wording(&state, &visit),
        authority: visit.site.drawn(visit.language),
        query,
        services: found
            .into_iter()
            .map(|(_, service)| entry(&visit, &service.definition))
            .collect(),
    };
    let mut frame = frame(&state, &visit, &page.title(), Section::Services);
    frame.index = page.query.is_empty();
    // A search is what somebody looks for in their own life: not kept on a shared computer.
    if page.query.is_empty() {
        public(StatusCode::OK, frame, |_| page.view())
    } else {
        personal(StatusCode::OK, frame, |_| page.view())
    }
}

/// How well a service fits a search: the sum over its words, and a word in the title weighs
/// more than one in the keywords, and that more than one in the summary. 0 fits not at all.
fn score(definition: &Definition, language: Language, query: &str) -> u32 {
    let title = definition.title.get(language).to_lowercase();
    let keywords: Vec<String> = definition
        .keywords
        .iter()
        .map(|keyword| keyword.get(language).to_lowercase())
        .collect();
    let summary = definition.summary.get(language).to_lowercase();
    let points = |word: &str| {
        let stem = stem(word);
        if holds(&title, stem) {
            4
        } else if keywords.iter().any(|keyword| holds(keyword, stem)) {
            2
        } else {
            u32::from(holds(&summary, stem))
        }
    };
    query
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 1)
        .map(points)
        .sum()
}

/// A word without the ending that is not what the search is about: "bins" finds "bin", and
/// "moved" finds "moving". It is enough for English, and harms no Welsh word.
fn stem(word: &str) -> &str {
    ["ing", "ed", "es", "s", "e"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|rest| rest.len() > 2))
        .unwrap_or(word)
}

/// A long word is found anywhere ("hole" in "pothole"), a short one where a word begins.
fn holds(text: &str, stem: &str) -> bool {
    if stem.len() > 3 {
        return text.contains(stem);
    }
    text.split(|c: char| !c.is_alphanumeric())
        .any(|word| word.starts_with(stem))
}

pub fn entry(visit: &Visit, definition: &Definition) -> ServiceEntry {
    ServiceEntry {
        id: definition.id.clone(),
        title: definition.title.get(visit.language).to_owned(),
        summary: definition.summary.get(visit.language).to_owned(),
        lang: definition.lang(visit.language),
    }
}

#[derive(serde::Deserialize)]
pub struct Came {
    #[serde(default)]
    cleared: Option<String>,
}

pub async fn start(
    State(state): State<Arc<AppState>>,
    visit: Visit,
    Path(service): Path<String>,
    Query(came): Query<Came>,
) -> Result<Response, AppError> {
    let service = published(&state, &service)?;
    let definition = &service.definition;
    let visit = visit.speaking(definition);
    if came.cleared.is_some() {
        let page = Cleared {
            wording: wording(&state, &visit),
            service: service_name(definition, visit.language),
        };
        let frame = frame(&state, &visit, &page.title(), Section::Services);
        return Ok(public(StatusCode::OK, frame, |_| page.view()));
    }
    let page = Start {
        wording: wording(&state, &visit),
        authority: visit.site.drawn(visit.language),
        definition: definition.clone(),
        facts: state.facts(visit.authority(), Channel::Web),
        provided_by: definition
            .authorities
            .iter()
            .map(|id| state.sites.name(id, visit.language).to_owned())
            .collect(),
        resume: None,
    };
    let mut frame = frame(&state, &visit, &page.title(), Section::Services);
    frame.index = true;
    frame
        .others
        .retain(|(language, _)| definition.speaks(*language));
    frame.service = Some(service_name(definition, visit.language));
    Ok(public(StatusCode::OK, frame, |_| page.view()))
}
