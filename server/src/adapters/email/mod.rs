//! E-mail: plain text, by SMTP, or into a folder under demonstration.

use super::{Adapter, BuildError, DeliveryError, Message, Receipt};
use crate::config::email::{EmailConfig, SmtpTls};
use async_trait::async_trait;
use lettre::message::{Mailbox, header::ContentType};
use lettre::transport::smtp::{
    Error as SmtpError,
    authentication::Credentials,
    client::{Tls, TlsParameters},
};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// The longest one mail may take, in seconds.
pub const TIMEOUT_SECONDS: u64 = 30;

/// The payload of an e-mail delivery.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    pub to: String,
    /// No personal data and nothing about the service.
    pub subject: String,
    pub text: String,
    /// The council's name.
    pub from_name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mail([redacted])")
    }
}

/// The adapter for the settings; `None` when no e-mail can leave.
pub fn build(config: &EmailConfig, demo: bool) -> Result<Option<Arc<dyn Adapter>>, BuildError> {
    if !config.is_on(demo) {
        return Ok(None);
    }
    let from = config.from.parse().map_err(|_| BuildError::Address)?;
    let way = if config.drops(demo) {
        std::fs::create_dir_all(&config.drop_folder).map_err(|_| BuildError::Folder)?;
        Way::Folder(config.drop_folder.clone())
    } else {
        Way::Smtp(Box::new(smtp(config)?))
    };
    Ok(Some(Arc::new(Email { from, way })))
}

struct Email {
    from: Address,
    way: Way,
}

enum Way {
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
        let mail: Mail =
            serde_json::from_slice(&message.body).map_err(|_| rejected("bad-payload", None))?;
        let letter = self.letter(&mail, message)?;
        match &self.way {
            Way::Folder(folder) => {
                // Named by the delivery: sent twice, it is still one file.
                let file = folder.join(format!("{}.eml", message.id));
                tokio::fs::write(file, letter.formatted())
                    .await
                    .map_err(|_| DeliveryError::retry("folder", None))?;
            }
            Way::Smtp(transport) => {
                let limit = Duration::from_secs(TIMEOUT_SECONDS);
                match tokio::time::timeout(limit, transport.send(letter)).await {
                    Ok(Ok(_)) => {}
                    Ok(Err(error)) => return Err(judge(&error)),
                    Err(_) => return Err(DeliveryError::retry("timeout", None)),
                }
            }
        }
        Ok(Receipt {
            their_reference: None,
        })
    }
}

impl Email {
    fn letter(&self, mail: &Mail, message: &Message) -> Result<lettre::Message, DeliveryError> {
        let to: Address = mail.to.parse().map_err(|_| rejected("bad-address", None))?;
        let mut letter = lettre::Message::builder()
            .from(Mailbox::new(
                Some(mail.from_name.clone()),
                self.from.clone(),
            ))
            .to(Mailbox::new(None, to))
            // The same at every attempt, so that a mail sent twice can be seen as one.
            .message_id(Some(format!("<{}@{}>", message.id, self.from.domain())))
            .date(std::time::SystemTime::from(message.at))
            .subject(&mail.subject);
        if let Some(reply_to) = mail.reply_to.as_deref().and_then(|text| text.parse().ok()) {
            letter = letter.reply_to(Mailbox::new(None, reply_to));
        }
        // Machines do not answer it with an out-of-office note (RFC 3834).
        letter
            .header(AutoSubmitted)
            .header(ContentType::TEXT_PLAIN)
            .body(mail.text.clone())
            .map_err(|_| rejected("bad-letter", None))
    }
}

/// A permanent answer (5xx) is a rejection; everything else may pass. A wrong password is
/// permanent for this connection, not for the mail, so it calls for someone to look.
fn judge(error: &SmtpError) -> DeliveryError {
    let status = error.status().map(u16::from);
    match status {
        Some(number @ (530 | 534 | 535 | 538)) => {
            DeliveryError::alarm(format!("smtp-{number}"), None)
        }
        Some(number) if error.is_permanent() => rejected("smtp-refused", Some(number)),
        Some(number) => DeliveryError::retry(format!("smtp-{number}"), None),
        None if error.is_tls() => DeliveryError::alarm("smtp-tls", None),
        None if error.is_timeout() => DeliveryError::retry("timeout", None),
        None => DeliveryError::retry("connect", None),
    }
}

fn rejected(code: &'static str, smtp_status: Option<u16>) -> DeliveryError {
    DeliveryError::Reject {
        code: match smtp_status {
            Some(number) => format!("smtp-{number}").into(),
            None => code.into(),
        },
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
