//! Every path people and programs use, as patterns for the router and as functions for links.

use crate::language::Language;
use crate::reference::Reference;

pub const HOME: &str = "/";
pub const SERVICES: &str = "/services";
pub const TOPIC: &str = "/topics/{topic}";
pub const COUNCIL: &str = "/council";
pub const SERVICE: &str = "/services/{service}";
pub const START: &str = "/services/{service}/start";
pub const PAGE: &str = "/services/{service}/{page}";
pub const CHECK_ANSWERS: &str = "/services/{service}/check-answers";
pub const OUTCOME: &str = "/services/{service}/outcome/{outcome}";
pub const NOTICE: &str = "/services/{service}/notice/{notice}";
pub const CLEAR: &str = "/services/{service}/clear";
pub const LEAVE: &str = "/services/{service}/leave";
pub const KEEP: &str = "/services/{service}/keep";
pub const REQUESTS: &str = "/requests";
pub const REQUEST: &str = "/requests/{reference}";
pub const FEEDBACK: &str = "/feedback/{token}";
pub const ACCESSIBILITY: &str = "/accessibility";
pub const PRIVACY: &str = "/privacy";
pub const COOKIES: &str = "/cookies";
pub const LIVEZ: &str = "/livez";
pub const READYZ: &str = "/readyz";
pub const METRICS: &str = "/metrics";
pub const ASSETS: &str = "/assets/{file}";

pub const API_OPENAPI: &str = "/api/v1/openapi.json";
pub const API_SERVICES: &str = "/api/v1/services";
pub const API_SERVICE: &str = "/api/v1/services/{service}";
pub const API_SERVICE_SCHEMA: &str = "/api/v1/services/{service}/schema";
pub const API_REQUESTS: &str = "/api/v1/requests";
pub const API_REQUEST: &str = "/api/v1/requests/{reference}";
pub const API_DRAFT: &str = "/api/v1/drafts/{id}";
pub const API_DRAFT_TIME: &str = "/api/v1/drafts/{id}/time";
pub const API_DRAFT_PAGE: &str = "/api/v1/drafts/{id}/pages/{page}";
pub const API_ADDRESSES: &str = "/api/v1/addresses";
pub const API_FACTS: &str = "/api/v1/facts";
pub const API_FEEDBACK: &str = "/api/v1/feedback";
pub const API_CALLBACK: &str = "/api/v1/callbacks/{destination}";
pub const API_SCHEMAS: &str = "/api/v1/schemas/{name}";

/// The name of the page that reviews answers, which no definition may use for a page of its own.
pub const CHECK_ANSWERS_PAGE: &str = "check-answers";

/// Page ids a definition may not use, because they are paths of the journey itself.
pub const RESERVED_PAGES: [&str; 7] = [
    CHECK_ANSWERS_PAGE,
    "start",
    "clear",
    "leave",
    "keep",
    "outcome",
    "notice",
];

/// The paths of a journey, below a base that is data: a resident's journey through a service is
/// at `/services/{service}`, with the prefix of the language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JourneyPaths {
    base: String,
}

impl JourneyPaths {
    /// `base` is the path of the start page, such as `/cy/services/missed-bin`.
    pub fn at(base: String) -> JourneyPaths {
        JourneyPaths { base }
    }

    /// A resident's journey through a service.
    pub fn of_resident(language: Language, service: &str) -> JourneyPaths {
        JourneyPaths::at(self::service(language, service))
    }

    /// The start page.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The start button posts here: begins a draft and leads to the first page.
    pub fn start(&self) -> String {
        self.below("/start")
    }

    pub fn page(&self, page: &str, draft: Option<&str>) -> String {
        with_draft([&self.base, "/", page].concat(), draft)
    }

    /// A question page, opened from check answers and returning there if `changing`.
    pub fn page_of(&self, page: &str, draft: Option<&str>, changing: bool) -> String {
        let mut path = self.page(page, draft);
        if changing {
            path.push(if draft.is_some() { '&' } else { '?' });
            path.push_str("change=1");
        }
        path
    }

    pub fn check_answers(&self, draft: Option<&str>) -> String {
        self.page(CHECK_ANSWERS_PAGE, draft)
    }

    pub fn outcome(&self, outcome: &str, draft: Option<&str>) -> String {
        with_draft([&self.base, "/outcome/", outcome].concat(), draft)
    }

    pub fn notice(&self, notice: &str, draft: Option<&str>) -> String {
        with_draft([&self.base, "/notice/", notice].concat(), draft)
    }

    /// "Clear my answers", on an outcome, posts here.
    pub fn clear(&self) -> String {
        self.below("/clear")
    }

    /// Asks whether to cancel, with the draft; cancelling posts here and leads to the feedback page
    /// without a reference.
    pub fn leave(&self, draft: Option<&str>) -> String {
        with_draft(self.below("/leave"), draft)
    }

    /// Asks whether to keep the draft on the device; choosing that posts here.
    pub fn keep(&self, draft: Option<&str>) -> String {
        with_draft(self.below("/keep"), draft)
    }

    fn below(&self, path: &str) -> String {
        [&self.base, path].concat()
    }
}

fn with_draft(mut path: String, draft: Option<&str>) -> String {
    if let Some(draft) = draft {
        path.push_str("?d=");
        path.push_str(draft);
    }
    path
}

pub fn home(language: Language) -> String {
    match language {
        Language::En => "/".to_owned(),
        other => other.prefix().to_owned(),
    }
}

pub fn services(language: Language) -> String {
    format!("{}/services", language.prefix())
}

pub fn service(language: Language, service: &str) -> String {
    format!("{}/services/{service}", language.prefix())
}

/// The services of one topic.
pub fn topic(language: Language, topic: &str) -> String {
    format!("{}/topics/{topic}", language.prefix())
}

/// "Which council serves me?"
pub fn council(language: Language) -> String {
    format!("{}/council", language.prefix())
}

pub fn requests(language: Language) -> String {
    format!("{}/requests", language.prefix())
}

pub fn request(language: Language, reference: Reference) -> String {
    format!("{}/requests/{}", language.prefix(), reference.compact())
}

pub fn feedback(language: Language, token: &str) -> String {
    format!("{}/feedback/{token}", language.prefix())
}

pub fn accessibility(language: Language) -> String {
    format!("{}/accessibility", language.prefix())
}

pub fn privacy(language: Language) -> String {
    format!("{}/privacy", language.prefix())
}

/// The privacy notice of one authority, which need not be that of the site.
pub fn privacy_of(language: Language, authority: &str) -> String {
    [language.prefix(), PRIVACY, "?council=", authority].concat()
}

pub fn cookies(language: Language) -> String {
    format!("{}/cookies", language.prefix())
}

/// One version of a definition, which never changes.
pub fn api_service_version(service: &str, version: &str) -> String {
    ["/api/v1/services/", service, "?version=", version].concat()
}

pub fn api_draft(draft: &str, service: &str) -> String {
    ["/api/v1/drafts/", draft, "?service=", service].concat()
}

pub fn api_draft_page(draft: &str, page: &str) -> String {
    format!("/api/v1/drafts/{draft}/pages/{page}")
}

pub fn api_addresses(postcode: &str) -> String {
    let bare: String = postcode
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    format!("/api/v1/addresses?postcode={bare}")
}
