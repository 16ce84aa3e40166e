//! The settings of email: SMTP, a folder under demonstration, or none.

use crate::adapters::settings::{Secret, SettingError};
use serde::Deserialize;
use std::path::PathBuf;

/// The section `[email]`.
#[derive(Debug, Clone, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct EmailConfig {
    /// The SMTP server's host name. Empty: no email is sent and no page mentions any.
    pub host: String,
    /// 465 for `wrapped`, 587 for `starttls`.
    pub port: u16,
    /// How the connection is protected. `off` is only for a server on this machine.
    pub tls: SmtpTls,
    /// Empty: no authentication.
    pub username: String,
    pub password: Secret,
    /// The sender's address, such as `no-reply@example.gov.uk`.
    pub from: String,
    /// Address alerted when deliveries give up, fail or are delayed. Empty: only the log and the
    /// metrics show it.
    pub operator: String,
    /// Under `demo` only: the folder emails are written to as `.eml` files instead of being sent.
    pub drop_folder: PathBuf,
    /// Concurrent emails, 1 to 32.
    pub concurrency: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SmtpTls {
    /// TLS from the first byte (RFC 8314).
    Wrapped,
    /// Plain first, then a mandatory upgrade to TLS.
    StartTls,
    /// No TLS; refused unless the host is this machine.
    Off,
}

impl Default for EmailConfig {
    fn default() -> EmailConfig {
        EmailConfig {
            host: String::new(),
            port: 465,
            tls: SmtpTls::Wrapped,
            username: String::new(),
            password: Secret::default(),
            from: String::new(),
            operator: String::new(),
            drop_folder: PathBuf::new(),
            concurrency: 4,
        }
    }
}

impl EmailConfig {
    /// Whether email can be sent at all; pages mention it only then.
    pub fn is_on(&self, demo: bool) -> bool {
        !self.host.is_empty() || self.drops(demo)
    }

    /// Whether emails go to the folder; a configured server takes precedence.
    pub fn drops(&self, demo: bool) -> bool {
        demo && self.host.is_empty() && !self.drop_folder.as_os_str().is_empty()
    }

    /// Every error in these settings.
    pub fn check(&self, demo: bool) -> Vec<SettingError> {
        let mut errors = Vec::new();
        let mut wrong = |key: &'static str, message: &str| {
            errors.push(SettingError::new(key, message));
        };
        if !self.drop_folder.as_os_str().is_empty() && !demo {
            wrong(
                "drop_folder",
                "emails are written to a folder only in a demonstration; remove it and set email.host",
            );
        }
        if !self.host.is_empty() {
            if self.port == 0 {
                wrong("port", "the port cannot be 0; SMTP over TLS is 465");
            }
            if self.tls == SmtpTls::Off && !is_this_machine(&self.host) {
                wrong(
                    "tls",
                    "TLS may be off only for an SMTP server on this machine; use \"wrapped\" or \"starttls\"",
                );
            }
            if self.username.is_empty() != self.password.is_empty() {
                wrong("username", "a user name and a password go together");
            }
        }
        if self.is_on(demo) && !is_address(&self.from) {
            wrong(
                "from",
                "set the sender's address, such as no-reply@example.gov.uk",
            );
        }
        if !self.operator.is_empty() && !is_address(&self.operator) {
            wrong("operator", "this is not an email address");
        }
        if !(1..=32).contains(&self.concurrency) {
            wrong("concurrency", "choose 1 to 32");
        }
        errors
    }
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost"
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|ip| ip.is_loopback())
}

fn is_address(text: &str) -> bool {
    text.parse::<lettre::Address>().is_ok()
}
