//! `[store]`, `[keys]` and `[services]`: the database, the key file and the definitions.

use super::ConfigError;
use reqwest::Url;
use serde::Deserialize;
use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

#[derive(Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StoreConfig {
    /// `sqlite:var/doorstep.db` or `postgres://user:password@host/name?sslmode=verify-full`. On
    /// this machine `sslmode` may be left out. `sslrootcert` names a PEM file with the council's own
    /// certificate authority.
    pub url: String,
}

/// The URL may hold a password, so its `Debug` output is redacted.
impl fmt::Debug for StoreConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.url.split(':').next().unwrap_or_default();
        write!(f, "StoreConfig({kind}:[redacted])")
    }
}

impl StoreConfig {
    pub(super) fn check(&self) -> Vec<ConfigError> {
        let known = ["sqlite:", "postgres://", "postgresql://"];
        if !known.iter().any(|start| self.url.starts_with(start)) {
            let message = "must start with sqlite: or postgres://, such as sqlite:var/doorstep.db";
            return vec![ConfigError::new("url", message)];
        }
        let message = unverified(&self.url);
        message
            .map(|message| ConfigError::new("url", message))
            .into_iter()
            .collect()
    }
}

/// Why the connection to this database could be read or answered by somebody on the way.
fn unverified(url: &str) -> Option<String> {
    let url = Url::parse(url)
        .ok()
        .filter(|url| url.scheme().starts_with("postgres"))?;
    let parameter = |names: &[&str]| {
        let pairs = url.query_pairs().filter(|(key, _)| names.contains(&&**key));
        pairs.last().map(|(_, value)| value.into_owned())
    };
    let host = parameter(&["host", "hostaddr"])
        .or_else(|| url.host_str().map(str::to_owned))
        .unwrap_or_default();
    let mode = parameter(&["sslmode", "ssl-mode"]).unwrap_or_default();
    if is_this_machine(&host) || mode.eq_ignore_ascii_case("verify-full") {
        return None;
    }
    Some(format!(
        "the database is on another machine ({host}): add sslmode=verify-full to the URL, as in \
         postgres://user:password@{host}/name?sslmode=verify-full, and \
         &sslrootcert=/path/to/ca.pem if its certificate is not from a public authority"
    ))
}

/// A loopback name or address, or the folder of a socket.
fn is_this_machine(host: &str) -> bool {
    let host = host.trim_matches(['[', ']']);
    host.is_empty()
        || host == "localhost"
        || host.starts_with('/')
        || host.to_ascii_lowercase().starts_with("%2f")
        || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// The key file made by `doorstep keygen`. Without it no sealed data can be read.
    pub file: PathBuf,
}

impl Keys {
    pub(super) fn check(&self) -> Vec<ConfigError> {
        if self.file.as_os_str().is_empty() {
            vec![ConfigError::new(
                "file",
                "must name the file made by `doorstep keygen`",
            )]
        } else {
            Vec::new()
        }
    }
}

#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServicesConfig {
    /// The operator's folder of definitions; empty means compiled-in ones only.
    pub dir: String,
    /// Whether to serve a compiled-in definition if the folder has none with its id.
    pub built_in: bool,
    /// Seconds between checks of the folder.
    pub reload_seconds: u64,
}

impl ServicesConfig {
    pub(super) fn check(&self) -> Vec<ConfigError> {
        let mut errors = Vec::new();
        if let Some(dir) = self.folder()
            && !dir.is_dir()
        {
            errors.push(ConfigError::new("dir", "is not a folder that can be read"));
        }
        if self.reload_seconds == 0 {
            errors.push(ConfigError::new("reload_seconds", "must be at least 1"));
        }
        errors
    }

    pub fn folder(&self) -> Option<PathBuf> {
        (!self.dir.is_empty()).then(|| PathBuf::from(&self.dir))
    }

    pub fn reload(&self) -> Duration {
        Duration::from_secs(self.reload_seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_on_another_machine_must_prove_who_it_is() {
        for url in [
            "sqlite:var/doorstep.db",
            "postgres://door@localhost/door",
            "postgres://door@127.0.0.1:5433/door",
            "postgres://door@[::1]/door",
            "postgres:///door?host=/var/run/postgresql",
            "postgres://door@%2Fvar%2Frun%2Fpostgresql/door",
            "postgres://door:pw@db.example/door?sslmode=verify-full",
            "postgres://door@db.example/door?sslmode=VERIFY-FULL&sslrootcert=/etc/ca.pem",
        ] {
            assert_eq!(unverified(url), None, "{url}");
        }
        for url in [
            "postgres://door:secret@db.example/door",
            "postgresql://door:secret@10.0.0.5/door?sslmode=require",
            "postgres://door:secret@db.example/door?sslmode=verify-ca",
            "postgres://door:secret@localhost/door?host=db.example",
            "postgres://door:secret@db.example/door?sslmode=verify-full&sslmode=disable",
        ] {
            let message = unverified(url).expect(url);
            assert!(message.contains("sslmode=verify-full"), "{message}");
            assert!(!message.contains("secret"), "{message}");
        }
    }
}
