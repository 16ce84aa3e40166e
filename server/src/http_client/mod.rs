//! The HTTP client. No other module makes one.
//!
//! Every client follows no redirect, uses no proxy from the environment, connects within five
//! seconds, ends within its timeout, and refuses addresses that are not on the public internet
//! unless the destination's `allow_networks` lists them ([`networks`]). Host names are checked
//! when connecting (`resolve`), literal addresses in the URL before that. Plain `http://` is
//! allowed only inside a listed network.

pub mod networks;
mod resolve;

pub use resolve::RefusedAddress;

use crate::handoff::FailureCode;
use networks::Networks;
use reqwest::{Method, RequestBuilder, Response, Url};
use resolve::Guard;
use rustls::pki_types::{CertificateDer, pem::PemObject};
use std::io;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// The largest reply that is read, in bytes.
pub const MAX_REPLY: usize = 64 * 1024;

/// The limits of a client.
#[derive(Debug, Clone)]
pub struct Limits {
    /// From connecting to the last byte of the reply.
    pub timeout: Duration,
    pub allow_networks: Networks,
    /// A PEM file with additional certificate authorities, such as a council's own.
    pub ca_file: Option<PathBuf>,
}

#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    #[error("the certificates in the CA file cannot be read")]
    Certificates,
    #[error("TLS cannot be set up")]
    Tls(#[from] rustls::Error),
    #[error("the HTTP client cannot be made")]
    Client(#[source] reqwest::Error),
}

/// Why a URL may not be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    #[error("this is not a URL")]
    Unreadable,
    #[error("only https is allowed, or http inside allow_networks")]
    Scheme,
    #[error("the URL contains a user name or a password; use secrets instead")]
    Credentials,
    #[error("the address is private and allow_networks does not name it")]
    Address,
}

/// An HTTP client that connects only to permitted addresses.
#[derive(Debug, Clone)]
pub struct Client {
    secure: reqwest::Client,
    plain: reqwest::Client,
    secure_guard: Guard,
    plain_guard: Guard,
}

impl Client {
    pub fn new(limits: &Limits) -> Result<Client, ClientError> {
        let allowed = Arc::new(limits.allow_networks.clone());
        let secure_guard = Guard {
            allowed: Arc::clone(&allowed),
            public_too: true,
        };
        let plain_guard = Guard {
            allowed,
            public_too: false,
        };
        let tls = tls(limits)?;
        let build = |guard: &Guard, https_only: bool| {
            reqwest::Client::builder()
                .tls_backend_preconfigured(tls.clone())
                .https_only(https_only)
                .no_proxy()
                .redirect(reqwest::redirect::Policy::none())
                .dns_resolver(guard.clone())
                .connect_timeout(CONNECT_TIMEOUT)
                .timeout(limits.timeout)
                .user_agent(concat!("doorstep/", env!("CARGO_PKG_VERSION")))
                .build()
                .map_err(ClientError::Client)
        };
        Ok(Client {
            secure: build(&secure_guard, true)?,
            plain: build(&plain_guard, false)?,
            secure_guard,
            plain_guard,
        })
    }

    /// Starts a request after checking the URL. A literal address in the URL never reaches the
    /// resolver, so it is checked here.
    pub fn request(&self, method: Method, url: &str) -> Result<RequestBuilder, UrlError> {
        let url = Url::parse(url).map_err(|_| UrlError::Unreadable)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(UrlError::Credentials);
        }
        let (client, guard) = match url.scheme() {
            "https" => (&self.secure, &self.secure_guard),
            "http" => (&self.plain, &self.plain_guard),
            _ => return Err(UrlError::Scheme),
        };
        if let Some(address) = literal(&url)
            && !guard.permits(address)
        {
            return Err(UrlError::Address);
        }
        Ok(client.request(method, url))
    }
}

/// The literal address in a URL. Parsing the URL has already normalised decimal, octal and
/// hexadecimal notations.
fn literal(url: &Url) -> Option<IpAddr> {
    url.host_str()?
        .trim_start_matches('[')
        .trim_end_matches(']')
        .parse()
        .ok()
}

/// The certificates of a PEM file.
///
/// # Errors
/// If the file cannot be used, with a message for the operator.
pub fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>, String> {
    let read: Result<Vec<_>, _> = CertificateDer::pem_file_iter(file)
        .and_then(Iterator::collect)
        .map_err(|error| format!("cannot be read as PEM: {error}"));
    match read {
        Ok(none) if none.is_empty() => Err("holds no certificate".to_owned()),
        read => read,
    }
}

/// TLS with the public certificate authorities and the operator's own.
fn tls(limits: &Limits) -> Result<rustls::ClientConfig, ClientError> {
    let mut roots = rustls::RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    if let Some(file) = &limits.ca_file {
        for certificate in certificates(file).map_err(|_| ClientError::Certificates)? {
            roots.add(certificate)?;
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

/// Why a reply was not read to its end.
#[derive(Debug)]
pub enum ReadError {
    TooLarge,
    Failed(reqwest::Error),
}

/// Reads a reply, at most [`MAX_REPLY`] bytes of it.
pub async fn read(mut response: Response) -> Result<Vec<u8>, ReadError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(ReadError::Failed)? {
        if body.len() + chunk.len() > MAX_REPLY {
            return Err(ReadError::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// Why a call failed.
pub fn failure_code(error: &reqwest::Error) -> FailureCode {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(one) = cause {
        if one.is::<RefusedAddress>() {
            return FailureCode::RefusedAddress;
        }
        if let Some(error) = one.downcast_ref::<io::Error>().and_then(tls_inside) {
            return tls_code(error);
        }
        cause = one.source();
    }
    if error.is_timeout() {
        FailureCode::Timeout
    } else if error.is_connect() {
        FailureCode::Connect
    } else {
        FailureCode::Reset
    }
}

/// The TLS error inside an I/O error. `source` skips the error directly inside.
fn tls_inside(mut error: &io::Error) -> Option<&rustls::Error> {
    loop {
        let inner = error.get_ref()?;
        if let Some(found) = inner.downcast_ref() {
            return Some(found);
        }
        error = inner.downcast_ref()?;
    }
}

fn tls_code(error: &rustls::Error) -> FailureCode {
    use rustls::CertificateError as Wrong;
    match error {
        rustls::Error::InvalidCertificate(wrong) => match wrong {
            Wrong::Expired | Wrong::ExpiredContext { .. } => FailureCode::CertificateExpired,
            Wrong::NotValidYet | Wrong::NotValidYetContext { .. } => {
                FailureCode::CertificateNotYetValid
            }
            Wrong::NotValidForName | Wrong::NotValidForNameContext { .. } => {
                FailureCode::CertificateName
            }
            _ => FailureCode::CertificateUntrusted,
        },
        _ => FailureCode::Tls,
    }
}
