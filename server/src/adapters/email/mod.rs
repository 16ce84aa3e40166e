//! Plain text email, by SMTP or into a folder under demonstration.

mod settings;

pub use settings::{EmailConfig, SmtpTls};

use super::{Adapter, BuildError};
use crate::handoff::{DeliveryError, FailureCode, Message, OutgoingEmail, Receipt, Refusal};
use async_trait::async_trait;
use lettre::message::{Mailbox, header::ContentType};
use lettre::transport::smtp::{
    Error as SmtpError,
    authentication::Credentials,
    client::{Tls, TlsParameters},
};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// The longest an attempt takes, in seconds.
pub const TIMEOUT_SECONDS: u64 = 30;

/// The adapter for these settings; `None` when they send no email.
pub fn build(config: &EmailConfig, demo: bool) -> Result<Option<Arc<dyn Adapter>>, BuildError> {
    if !config.is_on(demo) {
        return Ok(None);
    }
    let from = config.from.parse().map_err(|_| BuildError::Address)?;
    let transport = if config.drops(demo) {
        std::fs::create_dir_all(&config.drop_folder).map_err(|_| BuildError::Folder)?;
        Transport::Folder(config.drop_folder.clone())
    } else {
        Transport::Smtp(Box::new(smtp(config)?))
    };
    Ok(Some(Arc::new(Email { from, transport })))
}

struct Email {
    from: Address,
    transport: Transport,
}

enum Transport {
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>),
    Folder(PathBuf),
}

fn smtp(config: &EmailConfig) -> Result<AsyncSmtpTransport<Tokio1Executor>, BuildError> {
    let parameters = || TlsParameters::new(config.host.clone()).map_err(|_| BuildError::Smtp);
    let tls = match config.tls {
        SmtpTls::Wrapped => Tls::Wrapper(parameters()?),
        SmtpTls::StartTls => Tls::Required(parameters()?),
        SmtpTls::Off => Tls::None,
    };
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&config.host)
        .port(config.port)
        .tls(tls)
        .timeout(Some(Duration::from_secs(TIMEOUT_SECONDS / 3)));
    if !config.username.is_empty() {
        builder = builder.credentials(Credentials::new(
            config.username.clone(),
            config.password.expose().to_owned(),
        ));
    }
    Ok(builder.build())
}

#[async_trait]
impl Adapter for Email {
    async fn deliver(&self, message: &Message) -> Result<Receipt, DeliveryError> {
        let outgoing = message.email()?;
        let email = self.compose(outgoing, message)?;
        match &self.transport {
            Transport::Folder(folder) => {
                // Named after the delivery, so that a repeated attempt writes the same file.
                let file = folder.join(format!("{}.eml", message.id));
                tokio::fs::write(file, email.formatted())
                    .await
                    .map_err(|_| DeliveryError::retry(FailureCode::Folder, None))?;
            }
            Transport::Smtp(transport) => {
                let limit = Duration::from_secs(TIMEOUT_SECONDS);
                match tokio::time::timeout(limit, transport.send(email)).await {
                    Ok(Ok(_)) => {}
                    // The address needs SMTPUTF8, which the server does not offer. Other emails can
                    // still be sent.
                    Ok(Err(error)) if error.is_client() && !outgoing.to.is_ascii() => {
                        return Err(rejected(Refusal::BadAddress));
                    }
                    Ok(Err(error)) => return Err(judge(&error)),
                    Err(_) => return Err(DeliveryError::retry(FailureCode::Timeout, None)),
                }
            }
        }
        Ok(Receipt {
            their_reference: None,
        })
    }
}

impl Email {
    fn compose(
        &self,
        email: &OutgoingEmail,
        message: &Message,
    ) -> Result<lettre::Message, DeliveryError> {
        let to: Address = email
            .to
            .parse()
            .map_err(|_| rejected(Refusal::BadAddress))?;
        let mut builder = lettre::Message::builder()
            .from(Mailbox::new(
                Some(email.from_name.clone()),
                self.from.clone(),
            ))
            .to(Mailbox::new(None, to))
            // The same at every attempt, so that repeated attempts are recognised as one email.
            .message_id(Some(format!("<{}@{}>", message.id, self.from.domain())))
            .date(std::time::SystemTime::from(message.at))
            .subject(&email.subject);
        if let Some(reply_to) = email.reply_to.as_deref().and_then(|text| text.parse().ok()) {
            builder = builder.reply_to(Mailbox::new(None, reply_to));
        }
        // Prevents automatic replies such as out-of-office notes (RFC 3834).
        builder
            .header(AutoSubmitted)
            .header(ContentType::TEXT_PLAIN)
            .body(email.text.clone())
            .map_err(|_| rejected(Refusal::BadEmail))
    }
}

/// A permanent reply (5xx) is a refusal; everything else is retried. A refused password is
/// permanent for the connection, not for the email, so it alerts the operator.
fn judge(error: &SmtpError) -> DeliveryError {
    let status = error.status().map(u16::from);
    match status {
        Some(number @ (530 | 534 | 535 | 538)) => {
            DeliveryError::alarm(FailureCode::Smtp(number), None)
        }
        Some(number) if error.is_permanent() => rejected(Refusal::Smtp(number)),
        Some(number) => DeliveryError::retry(FailureCode::Smtp(number), None),
        None if error.is_tls() => DeliveryError::alarm(FailureCode::SmtpTls, None),
        None if error.is_timeout() => DeliveryError::retry(FailureCode::Timeout, None),
        None => DeliveryError::retry(FailureCode::Connect, None),
    }
}

fn rejected(refusal: Refusal) -> DeliveryError {
    DeliveryError::Reject {
        refusal,
        http_status: None,
        reason_for_resident: None,
    }
}

#[derive(Clone)]
struct AutoSubmitted;

impl lettre::message::header::Header for AutoSubmitted {
    fn name() -> lettre::message::header::HeaderName {
        lettre::message::header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(AutoSubmitted)
    }

    fn display(&self) -> lettre::message::header::HeaderValue {
        lettre::message::header::HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}
