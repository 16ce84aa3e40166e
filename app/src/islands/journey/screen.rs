//! Where in a journey a page is, as its address says it.

use shared::journey::{Journey, Step};
use shared::language::Language;
use shared::paths;

/// Something the island can draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Screen {
    Page {
        id: String,
        /// Opened from check answers, and returns there.
        changing: bool,
    },
    Outcome(String),
    CheckAnswers,
}

impl Screen {
    /// Reads a path of this service, with its query; `None` for every other address.
    pub fn parse(href: &str, language: Language, service: &str) -> Option<Screen> {
        let (path, query) = href.split_once('?').unwrap_or((href, ""));
        let base = paths::service(language, service);
        let rest = path.strip_prefix(&base)?.strip_prefix('/')?;
        if let Some(outcome) = rest.strip_prefix("outcome/") {
            return Some(Screen::Outcome(String::from(outcome)));
        }
        if rest == paths::CHECK_ANSWERS_PAGE {
            return Some(Screen::CheckAnswers);
        }
        if rest.is_empty() || rest.contains('/') || paths::RESERVED_PAGES.contains(&rest) {
            return None;
        }
        Some(Screen::Page {
            id: String::from(rest),
            changing: query.split('&').any(|pair| pair == "change=1"),
        })
    }

    /// The address, in any language.
    pub fn path(&self, language: Language, service: &str, draft: Option<&str>) -> String {
        match self {
            Screen::Page { id, changing } => {
                paths::page_of(language, service, id, draft, *changing)
            }
            Screen::Outcome(id) => paths::outcome(language, service, id, draft),
            Screen::CheckAnswers => paths::check_answers(language, service, draft),
        }
    }

    pub fn of(step: &Step<'_>, changing: bool) -> Screen {
        match step {
            Step::Page(page) => Screen::Page {
                id: page.id.clone(),
                changing,
            },
            Step::Outcome(outcome) => Screen::Outcome(outcome.id.clone()),
            Step::CheckAnswers => Screen::CheckAnswers,
        }
    }

    /// This place when the answers reach it, else where the person stands: what the server
    /// would redirect to.
    pub fn reached(self, journey: Journey<'_>) -> Screen {
        let standing = journey.standing();
        match &self {
            Screen::Page { id, .. } if journey.reaches(id) => self,
            _ if self == Screen::of(&standing, false) => self,
            // What is missing is asked on the way back to the review.
            _ => Screen::of(&standing, self == Screen::CheckAnswers),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(href: &str) -> Option<Screen> {
        Screen::parse(href, Language::Cy, "bins")
    }

    #[test]
    fn the_paths_of_a_journey_are_places_and_lead_back_to_themselves() {
        for href in [
            "/cy/services/bins/address?d=1",
            "/cy/services/bins/address?d=1&change=1",
            "/cy/services/bins/outcome/medway?d=1",
            "/cy/services/bins/check-answers?d=1",
        ] {
            let place = parse(href);
            let path = place.map(|place| place.path(Language::Cy, "bins", Some("1")));
            assert_eq!(path.as_deref(), Some(href));
        }
    }

    #[test]
    fn other_addresses_are_no_place_of_the_journey() {
        for href in [
            "/cy/services/bins",
            "/cy/services/bins/",
            "/cy/services/bins/leave?d=1",
            "/cy/services/bins/clear",
            "/cy/services/binsandmore/address",
            "/services/bins/address",
            "/cy/services/bins/address/more",
            "https://example.org/cy/services/bins/address",
            "#name",
        ] {
            assert_eq!(parse(href), None, "{href}");
        }
    }
}
