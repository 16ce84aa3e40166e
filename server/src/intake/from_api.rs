//! Accepts requests from programs.

use super::accept::AcceptOutcome;
use super::rows::{Idempotency, IncomingRequest};
use super::{AcceptedRequest, Intake};
use crate::authorize::{Action, Actor, Resource, authorize};
use crate::budgets::Caller;
use crate::calendar;
use crate::catalogue::Service;
use crate::contacts::{ApiContact, events};
use crate::store::{StoreError, StoreResult};
use crate::vault::KeyedHash;
use shared::answers::{Answers, MOST_KEPT};
use shared::api::problem::AnswerError;
use shared::api::requests::{OpenNotice, SendRequest};
use shared::channel::Channel;
use shared::journey::{Journey, Unfinished};
use shared::language::Language;
use shared::service::reading::read_json;
use std::sync::Arc;

/// The code of answers that end early; the question is then the outcome's id.
pub const OUTCOME: &str = "outcome";

/// A request from a program.
pub struct ApiRequest<'a> {
    pub actor: &'a Actor,
    pub caller: Caller,
    /// The guest whose browser sent it, if any.
    pub owner: Option<KeyedHash>,
    /// The authority of the site it was sent to.
    pub authority: &'a str,
    /// Whether visit statistics may count it.
    pub counted: bool,
    pub idempotency_key: &'a str,
    /// The body as canonical JSON, for the comparison with an earlier one under the same key.
    pub canonical_body: &'a str,
    pub body: SendRequest,
}

/// Why a request from a program is not accepted.
pub enum ApiRejection {
    NotAllowed,
    ChannelNotAllowed,
    UnknownService,
    /// The service exists but not this version; holds the current version.
    UnknownVersion(String),
    /// Every error of the pages these answers lead to, in page order.
    Answers(Vec<AnswerError>),
    /// All answers together are too long to keep.
    TooMuchText,
    /// The idempotency key was used with another body.
    KeyReused,
    Store(StoreError),
}

/// A request from a program that was accepted.
pub struct ApiAccepted {
    pub accepted: AcceptedRequest,
    /// The notices that a page would have shown, and that the caller did not answer.
    pub notices: Vec<OpenNotice>,
}

impl From<StoreError> for ApiRejection {
    fn from(error: StoreError) -> ApiRejection {
        ApiRejection::Store(error)
    }
}

impl Intake {
    /// Checks a request and accepts it. The same key and body return the same acceptance.
    pub async fn from_api(&self, sent: ApiRequest<'_>) -> Result<ApiAccepted, ApiRejection> {
        authorize(sent.actor, Action::Write, &Resource::Intake)
            .map_err(|_| ApiRejection::NotAllowed)?;
        let channel = sent.body.channel.unwrap_or_default();
        if channel != Channel::Web {
            return Err(ApiRejection::ChannelNotAllowed);
        }
        let service = self.service(&sent.body).await?;
        let language = language_for(&service, sent.body.language.unwrap_or_default());
        let answers = self.read_answers(&service, &sent.body, language).await?;
        let facts = calendar::facts(self.0.clock.now(), sent.authority, channel);
        let journey = Journey::new(&service.definition, &answers, &facts);
        let answers = journey.all_passed(&sent.body.passed);
        let journey = Journey::new(&service.definition, &answers, &facts);
        let about = ApiContact {
            site: sent.authority,
            authority: events::serving(journey),
            service: &service,
            channel,
            language,
            counted: sent.counted,
        };
        let request = match journey.finish() {
            Ok(request) => request,
            Err(unfinished) => {
                self.record_outcome(&about, &unfinished).await;
                return Err(self.unfinished(&journey, language, unfinished));
            }
        };
        if answers.escaped_size() > MOST_KEPT {
            return Err(ApiRejection::TooMuchText);
        }
        let contact = self.0.contacts.for_request(&about);
        let vault = &self.0.vault;
        let incoming = IncomingRequest {
            request,
            statements: self.statements(&journey, language),
            confirmation: self.confirmation(&journey, language),
            naming: self.mail_naming(&journey, language),
            service: service.clone(),
            channel,
            language,
            caller: sent.caller,
            draft: None,
            owner: sent.owner,
            contact,
            idempotency: Some(Idempotency {
                scope: format!("{}/anonymous", sent.authority),
                key: vault.hash("idempotency-key", sent.idempotency_key),
                body: vault.hash("idempotency-body", sent.canonical_body),
            }),
        };
        match self.accept(incoming).await? {
            AcceptOutcome::Accepted(accepted) => Ok(ApiAccepted {
                accepted,
                notices: self.open_notices(&journey, language),
            }),
            AcceptOutcome::KeyReused => Err(ApiRejection::KeyReused),
            // Unreachable: there is no draft here.
            AcceptOutcome::Gone => Err(StoreError::Corrupt("draft").into()),
        }
    }

    /// The requested version, or the current one. A withdrawn service accepts nothing new, in any
    /// version.
    async fn service(&self, body: &SendRequest) -> Result<Arc<Service>, ApiRejection> {
        let current = self.0.catalogue.current().get(&body.service);
        let current = current.ok_or(ApiRejection::UnknownService)?;
        let Some(version) = &body.version else {
            return Ok(current);
        };
        self.0
            .catalogue
            .service_at(&self.0.store, &body.service, version)
            .await?
            .ok_or_else(|| ApiRejection::UnknownVersion(current.version.clone()))
    }

    async fn read_answers(
        &self,
        service: &Service,
        body: &SendRequest,
        language: Language,
    ) -> Result<Answers, ApiRejection> {
        let definition = &service.definition;
        let wording = self.0.words.of(language);
        let mut answers = read_json(definition, &body.answers).map_err(|errors| {
            let worded = errors.into_iter().map(|error| {
                let key = format!("error-{}", error.code);
                AnswerError {
                    detail: wording.with(&key, &[("name", &error.question)]),
                    question: error.question,
                    code: error.code,
                }
            });
            ApiRejection::Answers(worded.collect())
        })?;
        let unknown = self.settle(service, &mut answers, language).await?;
        if unknown.is_empty() {
            Ok(answers)
        } else {
            Err(ApiRejection::Answers(unknown))
        }
    }

    /// Looks up every address; returns an error for each UPRN that is not at its postcode.
    async fn settle(
        &self,
        service: &Service,
        answers: &mut Answers,
        language: Language,
    ) -> StoreResult<Vec<AnswerError>> {
        let wording = self.0.words.of(language);
        let mut unknown = Vec::new();
        for (_, question) in service.definition.questions() {
            let addresses = &self.0.addresses;
            if addresses.settle(question, &mut answers.typed).await? {
                unknown.push(AnswerError {
                    question: question.id.clone(),
                    code: "choose-address".to_owned(),
                    detail: wording.say("error-choose-address"),
                });
            }
        }
        Ok(unknown)
    }

    /// A contact that ended in an outcome. The answer to the caller does not depend on it.
    async fn record_outcome(&self, about: &ApiContact<'_>, unfinished: &Unfinished) {
        let Unfinished::Outcome(id) = unfinished else {
            return;
        };
        if let Err(error) = self.0.contacts.record_outcome(about, id).await {
            tracing::warn!(%error, "cannot record a contact");
        }
    }

    fn unfinished(
        &self,
        journey: &Journey<'_>,
        language: Language,
        unfinished: Unfinished,
    ) -> ApiRejection {
        let wording = self.0.words.of(language);
        let councils = self.0.config.councils(language);
        let journey = journey.naming(&councils);
        ApiRejection::Answers(match unfinished {
            Unfinished::Errors(errors) => errors
                .into_iter()
                .map(|(_, error)| AnswerError {
                    detail: journey.message(&error, language, wording),
                    question: error.question,
                    code: error.code,
                })
                .collect(),
            Unfinished::Outcome(id) => {
                let outcome = journey.definition.outcome(&id);
                let title = outcome.map(|outcome| journey.fill(&outcome.title, language));
                vec![AnswerError {
                    question: id,
                    code: OUTCOME.to_owned(),
                    detail: title.unwrap_or_default(),
                }]
            }
        })
    }
}

/// The requested language, if the service is written in it.
fn language_for(service: &Service, language: Language) -> Language {
    if service.definition.speaks(language) {
        language
    } else {
        Language::En
    }
}
