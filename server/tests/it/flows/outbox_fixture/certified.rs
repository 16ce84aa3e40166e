//! A back office behind TLS, with a certificate the test chooses.

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection};
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A certificate authority.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    der: Vec<u8>,
}

/// The contents of a certificate.
pub struct CertificateFields {
    pub host: &'static str,
    /// First and last year.
    pub years: (i32, i32),
}

impl Authority {
    pub fn new() -> Authority {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let der = params.self_signed(&key).unwrap().der().to_vec();
        let issuer = Issuer::new(params, key);
        Authority { issuer, der }
    }

    /// Writes its certificate to a file for use in settings.
    pub fn write(&self, file: &Path) {
        use base64::Engine as _;
        let text = base64::engine::general_purpose::STANDARD.encode(&self.der);
        let lines: Vec<&str> = text
            .as_bytes()
            .chunks(64)
            .map(|line| std::str::from_utf8(line).unwrap())
            .collect();
        let pem = format!(
            "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
            lines.join("\n")
        );
        std::fs::write(file, pem).unwrap();
    }
}

/// A certificate with its key, signed by an authority or self-signed.
pub fn certificate(fields: &CertificateFields, by: Option<&Authority>) -> Arc<ServerConfig> {
    let mut params = CertificateParams::new(vec![fields.host.to_owned()]).unwrap();
    params.not_before = date_time_ymd(fields.years.0, 1, 1);
    params.not_after = date_time_ymd(fields.years.1, 12, 31);
    let key = KeyPair::generate().unwrap();
    let signed = match by {
        Some(authority) => params.signed_by(&key, &authority.issuer),
        None => params.self_signed(&key),
    };
    let chain = vec![signed.unwrap().der().clone()];
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    Arc::new(config)
}

pub struct CertifiedServer {
    address: SocketAddr,
    certificate: Arc<Mutex<Arc<ServerConfig>>>,
    received: Arc<Mutex<Vec<String>>>,
    closing: Arc<AtomicBool>,
}

impl CertifiedServer {
    pub fn start(certificate: Arc<ServerConfig>) -> CertifiedServer {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = CertifiedServer {
            address: listener.local_addr().unwrap(),
            certificate: Arc::new(Mutex::new(certificate)),
            received: Arc::default(),
            closing: Arc::default(),
        };
        let (certificate, received) = (
            Arc::clone(&server.certificate),
            Arc::clone(&server.received),
        );
        let closing = Arc::clone(&server.closing);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if closing.load(Ordering::Relaxed) {
                    return;
                }
                let current = Arc::clone(&certificate.lock().unwrap());
                // Most tests expect the client to abort the handshake.
                let _ = serve(stream.unwrap(), current, &received);
            }
        });
        server
    }

    pub fn url(&self) -> String {
        format!("https://{}/", self.address)
    }

    pub fn set_certificate(&self, certificate: Arc<ServerConfig>) {
        *self.certificate.lock().unwrap() = certificate;
    }

    /// Every byte received under TLS, by connection.
    pub fn received(&self) -> Vec<String> {
        self.received.lock().unwrap().clone()
    }
}

impl Drop for CertifiedServer {
    fn drop(&mut self) {
        self.closing.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(self.address);
    }
}

fn serve(
    mut stream: TcpStream,
    certificate: Arc<ServerConfig>,
    received: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut connection = ServerConnection::new(certificate).map_err(std::io::Error::other)?;
    let mut tls = rustls::Stream::new(&mut connection, &mut stream);
    let mut text = String::new();
    let mut chunk = [0u8; 4096];
    while !is_whole(&text) {
        let count = tls.read(&mut chunk)?;
        if count == 0 {
            break;
        }
        text.push_str(&String::from_utf8_lossy(&chunk[..count]));
    }
    if !text.is_empty() {
        received.lock().unwrap().push(text);
    }
    let body = r#"{"reference":"MB-1"}"#;
    let length = body.len();
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
    tls.write_all(head.as_bytes())?;
    tls.write_all(body.as_bytes())?;
    tls.flush()
}

fn is_whole(text: &str) -> bool {
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, length)| length.trim().parse::<usize>().ok());
    body.len() >= length.unwrap_or_default()
}
