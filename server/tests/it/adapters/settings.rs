//! Settings are read strictly, and every error names its path.

use serde_json::json;
use server::adapters::Destination;
use server::adapters::email::EmailConfig;
use server::config::Config;
use server::config::destinations::{Destinations, check, check_routing, route};
use server::config::outbox::OutboxConfig;

const KEY: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

fn one(settings: serde_json::Value) -> Result<Destinations, String> {
    let destination: Destination =
        serde_json::from_value(settings).map_err(|error| error.to_string())?;
    Ok(Destinations::from([("waste".to_owned(), destination)]))
}

fn paths(settings: serde_json::Value) -> Vec<String> {
    let problems = check(&one(settings).unwrap());
    problems.into_iter().map(|problem| problem.path).collect()
}

#[test]
fn a_valid_destination_has_no_error() {
    let good = json!({"adapter": "webhook", "url": "https://waste.example/in", "secrets": [KEY]});
    assert_eq!(paths(good), [""; 0]);
}

#[test]
fn an_unknown_key_or_adapter_is_an_error() {
    let typo =
        json!({"adapter": "webhook", "url": "https://x.example", "secrets": [KEY], "timeout": 3});
    assert!(one(typo).unwrap_err().contains("timeout"));
    assert!(one(json!({"adapter": "fax", "url": "x"})).is_err());
}

#[test]
fn all_errors_are_reported_at_once() {
    let bad = json!({
        "adapter": "webhook", "url": "http://user:pw@waste.example", "secrets": ["short"],
        "timeout_seconds": 90, "concurrency": 0,
    });
    assert_eq!(
        paths(bad),
        [
            "destinations.waste.url",
            "destinations.waste.url",
            "destinations.waste.secrets",
            "destinations.waste.timeout_seconds",
            "destinations.waste.concurrency",
        ]
    );
    let networks = json!({
        "adapter": "webhook", "url": "https://x.example", "secrets": [KEY],
        "allow_networks": ["10.0.0.0/8", "office"],
    });
    assert_eq!(paths(networks), ["destinations.waste.allow_networks"]);
}

#[test]
fn neither_errors_nor_debug_output_contain_secrets() {
    let secret = "whsec_bm90IGxvbmcgZW5vdWdo";
    let bad = one(json!({"adapter": "webhook", "url": "https://x.example", "secrets": [secret]}));
    let bad = bad.unwrap();
    let problems = check(&bad);
    assert_eq!(problems[0].path, "destinations.waste.secrets");
    assert!(!format!("{bad:?} {problems:?}").contains("bm90"));
}

#[test]
fn authority_specific_routing_takes_precedence() {
    let routing = serde_json::from_value(json!({
        "missed-bin": {"swale": "swale-waste", "all": "waste"},
    }))
    .unwrap();
    assert_eq!(route(&routing, "missed-bin", "swale"), Some("swale-waste"));
    assert_eq!(route(&routing, "missed-bin", "maidstone"), Some("waste"));
    assert_eq!(route(&routing, "pothole", "kent"), None);
    let known = one(json!({"adapter": "webhook", "url": "https://x.example", "secrets": [KEY]}));
    let authorities = Config::defaults().unwrap().authorities;
    let (known, none) = (known.unwrap(), Default::default());
    let problems = check_routing(&routing, &known, &none, &authorities);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].path, "routing.missed-bin.swale");
    let mistyped = serde_json::from_value(json!({"pothole": {"kentt": "waste"}})).unwrap();
    let problems = check_routing(&mistyped, &known, &none, &authorities);
    assert_eq!(problems.len(), 1);
    assert!(problems[0].message.contains("no authority `kentt`"));
}

#[test]
fn allows_email_without_tls_only_to_localhost_and_drop_folders_only_in_demo_mode() {
    let read = |settings| serde_json::from_value::<EmailConfig>(settings).unwrap();
    let off = read(json!({"host": "mail.example", "tls": "off", "from": "a@example.org"}));
    assert_eq!(off.check(false)[0].key, "tls");
    let local = read(json!({"host": "127.0.0.1", "tls": "off", "from": "a@example.org"}));
    assert!(local.check(false).is_empty());
    let folder = read(json!({"drop_folder": "var/mail", "from": "a@example.org"}));
    assert!(folder.check(true).is_empty() && folder.is_on(true));
    assert_eq!(folder.check(false)[0].key, "drop_folder");
    assert!(!folder.is_on(false), "pages would promise an email");
    assert!(EmailConfig::default().check(false).is_empty());
    assert!(OutboxConfig::default().check().is_empty());
}
