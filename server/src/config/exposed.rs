//! Refuses a file of settings whose secrets everybody on this machine could read.

use super::ConfigError;
use super::read::FILE;
use reqwest::Url;

/// The error of a file that holds a secret and that everybody on this machine can read or change.
pub(super) fn error_if_exposed(variables: &[(String, String)]) -> Option<ConfigError> {
    let (_, file) = variables.iter().find(|(name, _)| name == FILE)?;
    let mode = mode(file)?;
    let table: toml::Table = std::fs::read_to_string(file).ok()?.parse().ok()?;
    let holds_secret = table.iter().any(|(key, value)| is_secret(key, value));
    (mode & 0o006 != 0 && holds_secret).then(|| {
        ConfigError::new(
            file,
            format!(
                "holds a password or a key and can be read or changed by everybody on this machine \
                 (mode {:03o}): run `chmod o-rwx {file}`",
                mode & 0o777
            ),
        )
    })
}

/// The permissions of a file; `None` on systems whose files have none of this kind.
#[cfg(unix)]
fn mode(file: &str) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt as _;
    Some(std::fs::metadata(file).ok()?.permissions().mode())
}

#[cfg(not(unix))]
fn mode(_: &str) -> Option<u32> {
    None
}

/// Whether a setting is or holds a secret: by its name, or a URL with a password.
fn is_secret(key: &str, value: &toml::Value) -> bool {
    let named = ["secret", "password", "token"]
        .iter()
        .any(|word| key.contains(word));
    match value {
        toml::Value::Table(table) => table.iter().any(|(key, value)| is_secret(key, value)),
        toml::Value::Array(items) => items.iter().any(|value| is_secret(key, value)),
        toml::Value::String(text) => {
            let has_password = Url::parse(text).is_ok_and(|url| url.password().is_some());
            named && !text.is_empty() || has_password
        }
        _ => named,
    }
}
