//! `[http]`: the listener, its limits and the trusted proxies.

use super::ConfigError;
use super::network;
use ipnet::IpNet;
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// The least `buffer_bytes`.
const LEAST_BUFFERS: usize = 16 * 1024 * 1024;

#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Http {
    /// Address and port to listen on; port 0 takes any free one.
    pub listen: SocketAddr,
    /// The public address of the deployment, such as `https://doorstep.example.gov.uk`.
    pub public_url: String,
    /// Whether HSTS includes subdomains. Set it only if every subdomain of each host is served
    /// over https.
    pub hsts_subdomains: bool,
    /// The folder of CSS, scripts and WASM with its `manifest.json`.
    pub assets: PathBuf,
    /// The largest request body, in bytes.
    pub body_limit: usize,
    /// The time limit for a request's body, in seconds.
    pub body_seconds: u64,
    /// The least bytes per second of a body, after a grace of five seconds.
    pub body_rate: u32,
    /// The time limit for answering a request whose body has arrived, in seconds.
    pub timeout_seconds: u64,
    /// The time limit for a client to send the request's headers, in seconds.
    pub header_seconds: u64,
    /// How long a client may take none of a response, in seconds.
    pub write_seconds: u64,
    /// How long a connection without a request stays open, in seconds.
    pub idle_seconds: u64,
    /// How long a connection is used, in seconds; then it closes after the current response.
    pub connection_seconds: u64,
    /// How long a stopping server waits for requests in progress, in seconds.
    pub drain_seconds: u64,
    /// Connections open at the same time, or fewer if the process has fewer file descriptors. A
    /// new one closes the one that was idle longest; if none is idle, it waits half a second and is
    /// then refused.
    pub connections: usize,
    /// Connections of one address, unless it is a trusted proxy.
    pub connections_each: usize,
    /// Requests served at the same time; further ones are answered 503. Writes may use three
    /// quarters.
    pub concurrent: usize,
    /// Requests of one address served at the same time, and bodies of it being received.
    pub concurrent_each: usize,
    /// Bytes of all bodies being received and responses being sent; beyond it new requests are
    /// answered 503. Bodies may use three quarters, one address an eighth of what is free of them.
    pub buffer_bytes: usize,
    /// Where the client's address is read.
    pub client_address: ClientAddress,
    /// Proxies trusted to set the client's address.
    #[serde(deserialize_with = "network::list")]
    #[schemars(schema_with = "network::schema")]
    pub trusted_proxies: Vec<IpNet>,
    /// Networks that may read `/metrics`, never through a proxy; all others get 404. Empty: this
    /// machine only, or nobody if the public URL is https and so behind a proxy.
    #[serde(deserialize_with = "network::list")]
    #[schemars(schema_with = "network::schema")]
    pub metrics_networks: Vec<IpNet>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ClientAddress {
    /// The other end of the connection.
    Peer,
    /// `X-Forwarded-For`, the last address that is not a trusted proxy's.
    XForwardedFor,
    /// `X-Real-IP`, from a trusted proxy.
    XRealIp,
}

impl Http {
    pub(super) fn check(&self) -> Vec<ConfigError> {
        let mut errors = Vec::new();
        let url = self
            .public_url
            .strip_prefix("https://")
            .or_else(|| self.public_url.strip_prefix("http://"));
        match url {
            Some(rest) if !rest.is_empty() && !rest.contains('/') => {
                if rest.contains(['?', '#', '@', ' ']) {
                    errors.push(ConfigError::new(
                        "public_url",
                        "must be a scheme, a host and a port only",
                    ));
                }
            }
            Some(_) => errors.push(ConfigError::new(
                "public_url",
                "must end with the host or its port, without a slash",
            )),
            None => errors.push(ConfigError::new(
                "public_url",
                "must start with https:// (or http:// on a machine of your own)",
            )),
        }
        let mut at_least_one = |name: &str, number: u64| {
            if number == 0 {
                errors.push(ConfigError::new(name, "must be at least 1"));
            }
        };
        for (name, number) in [
            ("body_seconds", self.body_seconds),
            ("body_rate", u64::from(self.body_rate)),
            ("timeout_seconds", self.timeout_seconds),
            ("header_seconds", self.header_seconds),
            ("write_seconds", self.write_seconds),
            ("idle_seconds", self.idle_seconds),
            ("connection_seconds", self.connection_seconds),
            ("connections", self.connections as u64),
            ("connections_each", self.connections_each as u64),
            ("concurrent", self.concurrent as u64),
            ("concurrent_each", self.concurrent_each as u64),
        ] {
            at_least_one(name, number);
        }
        if self.body_limit < 16 * 1024 {
            errors.push(ConfigError::new(
                "body_limit",
                "must be at least 16384 bytes, or forms with long answers cannot be sent",
            ));
        }
        if self.buffer_bytes < LEAST_BUFFERS.max(self.body_limit.saturating_mul(16)) {
            errors.push(ConfigError::new(
                "buffer_bytes",
                "must be at least 16777216, and 16 times body_limit, or one address could not send \
                 a whole body",
            ));
        }
        errors.extend(self.check_client_address());
        errors
    }

    /// Limits mean nothing if all residents count as one caller, or if everybody may say who they
    /// are. Doorstep does not terminate TLS, so with https a proxy is in front.
    fn check_client_address(&self) -> Vec<ConfigError> {
        let mut errors = Vec::new();
        let from_header = self.client_address != ClientAddress::Peer;
        if self.is_secure() && !from_header {
            errors.push(ConfigError::new(
                "client_address",
                "must be read from a header of the proxy, or all residents count as one caller, \
                 the proxy: write `client_address = \"x-forwarded-for\"` (nginx: `proxy_set_header \
                 X-Forwarded-For $proxy_add_x_forwarded_for;`; Caddy and load balancers send it)",
            ));
        }
        if (self.is_secure() || from_header) && self.trusted_proxies.is_empty() {
            errors.push(ConfigError::new(
                "trusted_proxies",
                "must name the proxy, or its header is not believed: write `trusted_proxies = \
                 [\"127.0.0.1\"]` for a proxy on this machine, else its address or network",
            ));
        }
        if self.trusted_proxies.iter().any(network::is_everybody) {
            errors.push(ConfigError::new(
                "trusted_proxies",
                "must not be everybody, who could then invent the client's address: write the \
                 addresses of the proxies",
            ));
        }
        errors
    }

    /// The host of the public URL, without the port.
    pub fn public_host(&self) -> Option<&str> {
        self.public_url
            .split_once("://")
            .map(|(_, rest)| super::host_name(rest))
    }

    /// Whether the public URL is https: cookies are `__Host-`, HSTS is sent.
    pub fn is_secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    pub fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout_seconds)
    }

    pub fn body_time(&self) -> Duration {
        Duration::from_secs(self.body_seconds)
    }

    pub fn drain(&self) -> Duration {
        Duration::from_secs(self.drain_seconds)
    }
}
