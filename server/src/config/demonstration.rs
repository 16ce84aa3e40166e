//! Refuses the demonstration under a public address: invented councils, numbers and keys must not
//! reach residents.

use super::authorities::Authority;
use super::error::ConfigError;
use super::{Config, host_name};
use crate::adapters::Destination;
use std::net::IpAddr;

/// Ends of host names that nobody outside can reach (RFC 2606, RFC 6761, RFC 6762).
const RESERVED: [&str; 5] = ["localhost", "test", "example", "invalid", "local"];

/// Starts of telephone numbers for drama (Ofcom), without spaces.
const DRAMA: [&str; 20] = [
    "01134960", "01144960", "01154960", "01164960", "01174960", "01184960", "01214960", "01314960",
    "01414960", "01514960", "01614960", "01632960", "01914980", "02079460", "02896496", "02920180",
    "03069990", "07700900", "08081570", "09098790",
];

/// The text with which the demonstration's signing keys begin.
const DEMONSTRATION_KEY: &str = "whsec_ZG9vcnN0ZXAgZGVtb25zdHJhdGlvbiBvbmx5I";

pub(super) fn check(config: &Config) -> Vec<ConfigError> {
    let host = config.http.public_host().unwrap_or_default();
    if !is_public(host) {
        return Vec::new();
    }
    let mut errors = Vec::new();
    if config.demo {
        errors.push(ConfigError::new(
            "demo",
            format!("must be false under the public address {host}: write `demo = false`"),
        ));
    }
    for (index, authority) in config.authorities.iter().enumerate() {
        let invented = invented(authority);
        if !invented.is_empty() {
            errors.push(ConfigError::new(
                format!("authorities[{index}]"),
                format!(
                    "`{}` is for demonstration, its {} invented: list the councils of {host} with \
                     their own details as [[authorities]] in your file",
                    authority.id,
                    invented.join(" and ")
                ),
            ));
        }
    }
    for (name, destination) in &config.destinations {
        if has_demonstration_key(destination) {
            errors.push(ConfigError::new(
                format!("destinations.{name}.secrets"),
                "is a key of the demonstration, which everybody knows: write one that only you \
                 and the back office know",
            ));
        }
    }
    errors
}

/// Whether people outside may reach a host.
fn is_public(host: &str) -> bool {
    let name = host_name(host).to_ascii_lowercase();
    match name.trim_matches(['[', ']']).parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) => {
            !(address.is_loopback() || address.is_private() || address.is_link_local())
        }
        Ok(IpAddr::V6(address)) => !(address.is_loopback() || address.is_unique_local()),
        Err(_) => {
            let end = name.rsplit('.').next().unwrap_or_default();
            !name.is_empty() && !RESERVED.contains(&end)
        }
    }
}

/// The details of an authority that are invented.
fn invented(authority: &Authority) -> Vec<&'static str> {
    let mut found = Vec::new();
    let lines = [Some(&authority.phone), authority.out_of_hours.as_ref()];
    if lines
        .into_iter()
        .flatten()
        .any(|line| is_drama(&line.number))
    {
        found.push("telephone numbers are");
    }
    let addresses = [
        authority.email.as_deref(),
        Some(&*authority.privacy.officer),
    ];
    let is_example = |address: &str| address.trim_end().ends_with(".example");
    if addresses.into_iter().flatten().any(is_example) {
        found.push("email addresses are");
    }
    found
}

fn is_drama(number: &str) -> bool {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let national = match digits.strip_prefix("44") {
        Some(rest) => format!("0{rest}"),
        None => digits,
    };
    DRAMA.iter().any(|start| national.starts_with(start))
}

fn has_demonstration_key(destination: &Destination) -> bool {
    let mut secrets = destination.settings().secrets().into_iter();
    secrets.any(|(_, secret)| secret.expose().starts_with(DEMONSTRATION_KEY))
}

#[cfg(test)]
mod tests {
    use super::{is_drama, is_public};

    #[test]
    fn only_names_and_addresses_that_people_outside_reach_are_public() {
        for host in [
            "forms.kent.gov.uk",
            "kent.gov.uk.",
            "203.0.113.9",
            "[2001:db8::1]",
        ] {
            assert!(is_public(host), "{host}");
        }
        for host in [
            "localhost",
            "kent.localhost",
            "front.example",
            "door.test",
            "127.0.0.1",
            "[::1]",
            "10.1.2.3",
            "192.168.0.7",
            "[fd00::1]",
            "",
        ] {
            assert!(!is_public(host), "{host}");
        }
    }

    #[test]
    fn numbers_for_drama_are_known_in_every_spelling() {
        for number in [
            "01632 960 101",
            "+44 1632 960101",
            "07700 900982",
            "020 7946 0018",
        ] {
            assert!(is_drama(number), "{number}");
        }
        assert!(!is_drama("03000 41 41 41"));
        assert!(!is_drama("01622 602000"));
    }
}
