//! The screens that the island can draw, and their URLs.
//!
//! The only module that builds or parses a journey's paths. Each is relative to a base, the path of
//! the journey, such as `/cy/services/missed-bin`.

use shared::journey::{Journey, Step};
use shared::language::Language;
use shared::paths::{self, JourneyPaths};

/// A screen that the island can draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Screen {
    Page {
        id: String,
        /// Opened from check answers, and returns there.
        changing: bool,
    },
    Outcome(String),
    Notice(String),
    CheckAnswers,
}

impl Screen {
    /// Parses a path of this journey, with its query; `None` for any other URL.
    pub fn parse(href: &str, base: &str) -> Option<Screen> {
        let (path, query) = href.split_once('?').unwrap_or((href, ""));
        let rest = path.strip_prefix(base)?.strip_prefix('/')?;
        if let Some(outcome) = rest.strip_prefix("outcome/") {
            return Some(Screen::Outcome(String::from(outcome)));
        }
        if let Some(notice) = rest.strip_prefix("notice/") {
            return Some(Screen::Notice(String::from(notice)));
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

    /// The path, with its query.
    pub fn path(&self, base: &str, draft: Option<&str>) -> String {
        let paths = JourneyPaths::at(String::from(base));
        match self {
            Screen::Page { id, changing } => paths.page_of(id, draft, *changing),
            Screen::Outcome(id) => paths.outcome(id, draft),
            Screen::Notice(id) => paths.notice(id, draft),
            Screen::CheckAnswers => paths.check_answers(draft),
        }
    }

    pub fn of(step: &Step<'_>, changing: bool) -> Screen {
        match step {
            Step::Page(page) => Screen::Page {
                id: page.id.clone(),
                changing,
            },
            Step::Outcome(outcome) => Screen::Outcome(outcome.id.clone()),
            Step::Notice(notice) => Screen::Notice(notice.id.clone()),
            Step::CheckAnswers => Screen::CheckAnswers,
        }
    }

    /// This screen if the answers reach it, otherwise the one that the server would redirect to.
    pub fn reached(self, journey: Journey<'_>) -> Screen {
        let current_step = journey.current_step();
        match &self {
            Screen::Page { id, .. } if journey.reaches(id) => self,
            _ if self == Screen::of(&current_step, false) => self,
            // Missing answers are asked for on the way back to the review.
            _ => Screen::of(&current_step, self == Screen::CheckAnswers),
        }
    }
}

/// Whether the path leads to clearing the answers: "Clear my answers", or cancelling.
pub fn clears(href: &str, base: &str) -> bool {
    let path = href.split_once('?').map_or(href, |(path, _)| path);
    path.strip_prefix(base)
        .is_some_and(|rest| matches!(rest, "/clear" | "/leave"))
}

/// The base path of the same journey in another language.
pub fn base_in(base: &str, from: Language, to: Language) -> String {
    [
        to.prefix(),
        base.strip_prefix(from.prefix()).unwrap_or(base),
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "/cy/services/bins";

    #[test]
    fn journey_paths_round_trip() {
        for href in [
            "/cy/services/bins/address?d=1",
            "/cy/services/bins/address?d=1&change=1",
            "/cy/services/bins/address?change=1",
            "/cy/services/bins/address",
            "/cy/services/bins/outcome/medway?d=1",
            "/cy/services/bins/notice/motorway?d=1",
            "/cy/services/bins/check-answers?d=1",
        ] {
            let draft = href.contains("d=1").then_some("1");
            let path = Screen::parse(href, BASE).map(|screen| screen.path(BASE, draft));
            assert_eq!(path.as_deref(), Some(href));
        }
    }

    #[test]
    fn paths_match_those_of_the_server() {
        let bins = JourneyPaths::of_resident(Language::Cy, "bins");
        assert_eq!(bins.base(), BASE);
        let page = Screen::Page {
            id: String::from("address"),
            changing: true,
        };
        for draft in [None, Some("1")] {
            assert_eq!(page.path(BASE, draft), bins.page_of("address", draft, true));
            assert_eq!(
                Screen::CheckAnswers.path(BASE, draft),
                bins.check_answers(draft)
            );
            assert_eq!(
                Screen::Outcome(String::from("medway")).path(BASE, draft),
                bins.outcome("medway", draft)
            );
            assert_eq!(
                Screen::Notice(String::from("motorway")).path(BASE, draft),
                bins.notice("motorway", draft)
            );
        }
        assert!(clears(&bins.clear(), BASE));
        assert!(clears(&bins.leave(None), BASE));
        assert!(clears(&bins.leave(Some("1")), BASE));
        assert!(!clears(&bins.keep(Some("1")), BASE));
        assert!(!clears(&bins.start(), BASE));
    }

    #[test]
    fn the_base_path_in_another_language_differs_only_in_its_prefix() {
        let english = base_in(BASE, Language::Cy, Language::En);
        assert_eq!(english, "/services/bins");
        assert_eq!(base_in(&english, Language::En, Language::Cy), BASE);
    }

    #[test]
    fn other_urls_are_not_screens_of_the_journey() {
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
            assert_eq!(Screen::parse(href, BASE), None, "{href}");
        }
    }
}
