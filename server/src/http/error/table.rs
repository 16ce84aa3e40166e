//! One row for each error: its status, the text of the page and the text of the API.

use super::{AppError, CallbackRefusal};
use crate::adapters::SignatureError;
use crate::handoff::StatusRefusal;
use axum::http::StatusCode;
use std::borrow::Cow;

/// The status and texts of an error.
pub struct Row {
    pub status: StatusCode,
    /// The locale keys of a page: title and paragraphs.
    pub page: PageWords,
    /// Title and detail for the API; `None`: the title and first paragraph of the page.
    pub api: Option<(&'static str, Cow<'static, str>)>,
    /// The code of a problem type of our own, `urn:doorstep:problem:{code}`.
    pub code: Option<&'static str>,
    /// The value of `WWW-Authenticate`, which a 401 must have (RFC 9110, 15.5.2).
    pub challenge: Option<&'static str>,
}

#[derive(Clone, Copy)]
pub struct PageWords {
    pub title: &'static str,
    pub texts: &'static [&'static str],
}

const fn words(title: &'static str, texts: &'static [&'static str]) -> PageWords {
    PageWords { title, texts }
}

const UNREADABLE: PageWords = words("problem-400-title", &["problem-400-text"]);
const REFUSED: PageWords = words("problem-403-title", &["problem-403-text"]);
const NO_PAGE: PageWords = words(
    "problem-404-title",
    &[
        "problem-404-typed",
        "problem-404-pasted",
        "problem-404-services",
    ],
);
const NO_SERVICE: PageWords = words("problem-404-service-title", &["problem-404-service-text"]);
const WRONG_METHOD: PageWords = words("problem-405-title", &["problem-405-text"]);
const TIMEOUT: PageWords = words("problem-408-title", &["problem-408-text"]);
const CHANGED: PageWords = words("problem-409-title", &["problem-409-text"]);
const EXPIRED: PageWords = words("problem-410-title", &["problem-410-text"]);
const TOO_LARGE: PageWords = words("problem-413-title", &["problem-413-text"]);
const NO_AUTHORITY: PageWords = words("problem-421-title", &["problem-421-text"]);
const WRONG: PageWords = words("problem-422-title", &["problem-422-text"]);
/// Its text takes the number of minutes.
pub const TOO_MANY: PageWords = words("problem-429-title", &["problem-429-text"]);
const OUR_FAULT: PageWords = words(
    "problem-500-title",
    &["problem-500-text", "problem-500-sent"],
);
const NOT_NOW: PageWords = words("problem-503-title", &["problem-503-text"]);

impl Row {
    fn new(
        status: StatusCode,
        page: PageWords,
        api: Option<(&'static str, Cow<'static, str>)>,
    ) -> Row {
        Row {
            status,
            page,
            api,
            code: None,
            challenge: None,
        }
    }
}

/// Makes [`row`] from lines `variant => STATUS, words of the page, title, detail;`. Without title
/// and detail the API uses the words of the page.
macro_rules! table {
    (@api) => { None };
    (@api $title:expr, $detail:expr) => { Some(($title, Cow::from($detail))) };
    ($($error:pat => $status:ident, $page:ident $(, $title:expr, $detail:expr)?;)+) => {
        /// The row of an error.
        pub fn row(error: &AppError) -> Row {
            match error {
                $($error => Row::new(StatusCode::$status, $page, table!(@api $($title, $detail)?)),)+
                AppError::TrackingNeeded => tracking_needed(),
                AppError::Callback(refusal) => callback(*refusal),
            }
        }
    };
}

table! {
    AppError::BadRequest => BAD_REQUEST, UNREADABLE,
        "The request cannot be read", "It is not as /api/v1/openapi.json describes it.";
    AppError::Unreadable(detail) => BAD_REQUEST, UNREADABLE,
        "The request cannot be read", detail.clone();
    AppError::CrossSite => FORBIDDEN, REFUSED,
        "A write from another site",
        "A browser says that this write comes from another site (Sec-Fetch-Site or Origin). A program sends neither header.";
    AppError::NotAllowed => FORBIDDEN, REFUSED,
        "Not allowed", "This caller may not send requests.";
    AppError::ChannelNotAllowed => FORBIDDEN, REFUSED,
        "Channel not allowed", "The channel of a caller of the API is `web`. Leave `channel` out.";
    AppError::NotFound => NOT_FOUND, NO_PAGE;
    AppError::NoSuchService => NOT_FOUND, NO_SERVICE;
    AppError::UnknownService(ids) => NOT_FOUND, NO_SERVICE,
        "There is no such service",
        format!("The services are: {}. See /api/v1/services.", ids.join(", "));
    AppError::UnknownVersion(current) => NOT_FOUND, NO_PAGE,
        "There is no such version",
        format!("The current version is {current}. Leave `version` out to use it.");
    AppError::UnknownPage => NOT_FOUND, NO_PAGE,
        "There is no such page", "The service's definition lists its pages.";
    AppError::UnknownRequest => NOT_FOUND, NO_PAGE,
        "There is no such request",
        "The reference is unknown, or the tracking code belongs to another request.";
    AppError::DraftGone => NOT_FOUND, NO_PAGE,
        "The draft is gone",
        "It was sent or cleared, or was idle for two hours. Begin again: save the first page under a new id, with the If-Match of a page without answers.";
    AppError::NothingToRate => NOT_FOUND, NO_PAGE,
        "There is nothing to rate", "The token or the service is unknown.";
    AppError::UnknownSchema(names) => NOT_FOUND, NO_PAGE,
        "There is no such schema", format!("The schemas are: {}.", names.join(", "));
    AppError::MethodNotAllowed => METHOD_NOT_ALLOWED, WRONG_METHOD;
    AppError::BodyTimeout => REQUEST_TIMEOUT, TIMEOUT;
    AppError::Conflict => CONFLICT, CHANGED;
    AppError::DraftTaken => CONFLICT, CHANGED,
        "The draft belongs to somebody else", "Nothing was changed. Begin again.";
    AppError::KeyReused => CONFLICT, CHANGED,
        "The key was used for another request",
        "Send a new request with a new Idempotency-Key; repeat a request with its own key and the same JSON.";
    AppError::Gone => GONE, EXPIRED;
    AppError::DraftEnded => GONE, EXPIRED,
        "The draft has ended", "It was sent or cleared, or its time was up.";
    AppError::PageNotReached => CONFLICT, CHANGED,
        "The answers lead past this page",
        "Nothing was saved: the stored answers do not lead to this page.";
    AppError::PageChanged => PRECONDITION_FAILED, CHANGED,
        "Another tab changed this page",
        "Nothing was changed. Load the page again to see both.";
    AppError::TooLarge => PAYLOAD_TOO_LARGE, TOO_LARGE,
        "The body is too large",
        "The body is larger than this call accepts. Nothing was read of it.";
    AppError::UnsupportedMediaType => UNSUPPORTED_MEDIA_TYPE, UNREADABLE;
    AppError::NotJson => UNSUPPORTED_MEDIA_TYPE, UNREADABLE,
        "The body is not JSON", "Send the body as application/json.";
    AppError::NotCloudEvent => UNSUPPORTED_MEDIA_TYPE, UNREADABLE,
        "Not a CloudEvent", "Send the event as application/cloudevents+json.";
    AppError::Misdirected => MISDIRECTED_REQUEST, NO_AUTHORITY,
        "Unknown host name", "Use the public address or the address of a council.";
    AppError::Unprocessable => UNPROCESSABLE_ENTITY, WRONG;
    AppError::TooMuchText => UNPROCESSABLE_ENTITY, WRONG,
        "The answers are too long to keep",
        "Nothing was kept: all answers together may take 64 kB as UTF-8 with HTML's special characters escaped. Shorten the longest.";
    AppError::NotOfThisPage => UNPROCESSABLE_ENTITY, WRONG,
        "An answer is not of this page", "Send answers to the questions of this page only.";
    AppError::OutsideLimits(fields) => UNPROCESSABLE_ENTITY, WRONG,
        "A field is outside its limits",
        format!("Outside the documented limits: {}.", fields.join(", "));
    AppError::WrongAnswers(_) => UNPROCESSABLE_ENTITY, WRONG,
        "Some answers are missing or wrong",
        "Nothing was accepted. `errors` lists the errors of every page these answers lead to, in page order; further pages may follow once they are corrected. The code `outcome` means that the answers end early: `question` is then the id of the outcome.";
    AppError::IfMatchNeeded => PRECONDITION_REQUIRED, UNREADABLE,
        "If-Match is needed",
        "Send the page's fingerprint, so that another tab's change is noticed.";
    AppError::TooMany { .. } => TOO_MANY_REQUESTS, TOO_MANY;
    AppError::Unavailable { .. } => SERVICE_UNAVAILABLE, NOT_NOW;
    AppError::StoreUnavailable(_) => SERVICE_UNAVAILABLE, NOT_NOW,
        "The database is unavailable",
        "It is not known whether anything was stored. Send the same again later, a request with the same Idempotency-Key: it is accepted once.";
    AppError::Internal(_) => INTERNAL_SERVER_ERROR, OUR_FAULT;
}

fn tracking_needed() -> Row {
    let title = "A tracking code is needed";
    let detail = "Send `Authorization: Bearer {tracking}` with the tracking code from the response that accepted the request.";
    Row {
        challenge: Some("Bearer"),
        ..Row::new(
            StatusCode::UNAUTHORIZED,
            REFUSED,
            Some((title, detail.into())),
        )
    }
}

/// The rows of callbacks that were not recorded.
fn callback(refusal: CallbackRefusal) -> Row {
    use StatusCode as S;
    let (status, title, detail): (_, &'static str, Cow<'static, str>) = match refusal {
        CallbackRefusal::Unsigned(error) => {
            let (title, detail) = unsigned(error);
            (S::UNAUTHORIZED, title, detail)
        }
        CallbackRefusal::UnknownDestination | CallbackRefusal::UnknownReference => (
            S::NOT_FOUND,
            "Unknown destination or reference",
            "Nothing with this reference was delivered to this destination.".into(),
        ),
        CallbackRefusal::UnknownPart => (
            S::NOT_FOUND,
            "Unknown part",
            "No part with the name in `data.part` was delivered to this destination. Send the value of `data.part` of the delivery, or none if you have one part.".into(),
        ),
        CallbackRefusal::IdReused => (
            S::CONFLICT,
            "The id was used with other content",
            "Nothing was changed. Send each message under a webhook-id of its own; repeat a message with its own id and the same body.".into(),
        ),
        CallbackRefusal::Malformed(why) => (
            S::BAD_REQUEST,
            "Not a status",
            format!("{why} Send a CloudEvent `uk.doorstep.status.v1`; its schema is at /api/v1/schemas/uk.doorstep.status.v1.").into(),
        ),
        CallbackRefusal::Ambiguous => (
            S::UNPROCESSABLE_ENTITY,
            "Which part?",
            "Several parts of this request were delivered to you: name one in `data.part`.".into(),
        ),
        CallbackRefusal::NotAllowed(refusal) => {
            (S::UNPROCESSABLE_ENTITY, "Status not allowed", instead(refusal))
        }
        CallbackRefusal::Unavailable => (
            S::SERVICE_UNAVAILABLE,
            "Not recorded",
            "The database is unavailable. Send the same message again later.".into(),
        ),
    };
    Row {
        code: Some(refusal.code()),
        challenge: (status == S::UNAUTHORIZED).then_some("Webhook-Signature"),
        ..Row::new(status, page_of(status), Some((title, detail)))
    }
}

fn unsigned(error: SignatureError) -> (&'static str, Cow<'static, str>) {
    match error {
        SignatureError::MissingHeader(_) | SignatureError::MalformedHeader(..) => (
            "A header is missing or malformed",
            format!("{error}.").into(),
        ),
        SignatureError::OutsideTolerance => (
            "The signature is not of this time",
            "`webhook-timestamp` is more than five minutes away from our clock.".into(),
        ),
        SignatureError::Wrong => (
            "The signature is wrong",
            "Sign `webhook-id.webhook-timestamp.body` with a current secret.".into(),
        ),
    }
}

fn page_of(status: StatusCode) -> PageWords {
    match status {
        StatusCode::NOT_FOUND => NO_PAGE,
        StatusCode::CONFLICT => CHANGED,
        StatusCode::UNPROCESSABLE_ENTITY => WRONG,
        StatusCode::SERVICE_UNAVAILABLE => NOT_NOW,
        StatusCode::UNAUTHORIZED => REFUSED,
        _ => UNREADABLE,
    }
}

/// What to send instead.
fn instead(refusal: StatusRefusal) -> Cow<'static, str> {
    let (field, fault) = match refusal {
        StatusRefusal::Received => {
            return "`received` is set by Doorstep; send what you did.".into();
        }
        StatusRefusal::InTheFuture => {
            return "`data.at` is more than five minutes in the future.".into();
        }
        StatusRefusal::BeforeTheRequest => {
            return "`data.at` is long before the request was received.".into();
        }
        StatusRefusal::BadCode => {
            return "`data.code` comes with `refused` only, and has 1 to 64 of a-z, 0-9 and -."
                .into();
        }
        StatusRefusal::BadNote(fault) => ("note", fault),
        StatusRefusal::BadPart(fault) => ("part", fault),
        StatusRefusal::BadTheirReference(fault) => ("their_reference", fault),
    };
    format!("`data.{field}` {fault}.").into()
}
