//! Invalid configuration: all problems are reported together, and nothing starts.

use crate::support::process::Deployment;
use crate::support::program;

#[test]
fn startup_lists_every_settings_error_and_exits() {
    let deployment = Deployment::new(&[]);
    let mut settings = deployment.settings.clone();
    let wrong = [
        ("DOORSTEP__HTTP__LISTEN", "nowhere"),
        ("DOORSTEP__HTTP__PUBLIC_URL", "ftp://localhost"),
        ("DOORSTEP__HTTP__BODY_LIMIT", "12"),
        ("DOORSTEP__HTTP__COLOUR", "blue"),
        ("DOORSTEP__STORE__URL", "mysql://root:hunter2@localhost/x"),
        ("DOORSTEP__LIMITS__GUESS__PER_ADDRESS__AT_ONCE", "0"),
        ("DOORSTEP__OUTBOX__LEASE_SECONDS", "1"),
        ("DOORSTEP__DESTINATIONS__WASTE__URL", "not a url"),
        ("DOORSTEP__DESTINATIONS__WASTE__CA_FILE", "/nowhere/ca.pem"),
    ];
    settings.push(("DOORSTEP__KEYS__FILE".to_owned(), "/nowhere/key".to_owned()));
    for (key, value) in wrong {
        settings.retain(|(known, _)| known != key);
        settings.push((key.to_owned(), value.to_owned()));
    }
    for command in [["serve"], ["check"]] {
        let output = program::run(&settings, &command);
        assert!(!output.status.success(), "{command:?} did not stop");
        let printed = String::from_utf8(output.stderr).unwrap();
        for (key, _) in wrong {
            let path = key
                .trim_start_matches("DOORSTEP__")
                .to_lowercase()
                .replace("__", ".");
            assert!(
                printed.contains(&path),
                "{command:?} does not name {path}: {printed}"
            );
        }
        assert!(
            !printed.contains("hunter2"),
            "a password was printed: {printed}"
        );
        // A missing key file is reported together with the invalid settings.
        assert_eq!(
            printed.contains("keys.file"),
            command == ["serve"],
            "{printed}"
        );
    }
}

/// What `serve` and `check` print before they refuse these settings.
fn refusals(settings: &[(&str, &str)]) -> [String; 2] {
    let mut all = Deployment::new(&[]).settings;
    for (key, value) in settings {
        all.retain(|(known, _)| known != key);
        all.push(((*key).to_owned(), (*value).to_owned()));
    }
    ["serve", "check"].map(|command| {
        let output = program::run(&all, &[command]);
        assert!(!output.status.success(), "{command} did not stop");
        String::from_utf8(output.stderr).unwrap()
    })
}

#[test]
fn settings_under_which_limits_mean_nothing_are_refused_with_the_line_to_write() {
    for printed in refusals(&[("DOORSTEP__HTTP__PUBLIC_URL", "https://localhost")]) {
        assert!(
            printed.contains("client_address = \"x-forwarded-for\""),
            "{printed}"
        );
        assert!(
            printed.contains("trusted_proxies = [\"127.0.0.1\"]"),
            "{printed}"
        );
        assert!(printed.contains("proxy_set_header"), "{printed}");
    }
    let everybody = "[\"0.0.0.0/0\"]";
    for printed in refusals(&[
        ("DOORSTEP__HTTP__CLIENT_ADDRESS", "x-forwarded-for"),
        ("DOORSTEP__HTTP__TRUSTED_PROXIES", everybody),
        ("DOORSTEP__LIMITS__EXEMPT", everybody),
    ]) {
        assert!(
            printed.contains("http.trusted_proxies: must not be everybody"),
            "{printed}"
        );
        assert!(
            printed.contains("limits.exempt: must not be everybody"),
            "{printed}"
        );
    }
}

#[test]
fn the_demonstration_is_refused_under_a_public_address() {
    for url in ["https://forms.kent.gov.uk", "http://203.0.113.9:3000"] {
        for printed in refusals(&[("DOORSTEP__HTTP__PUBLIC_URL", url)]) {
            for wrong in [
                "demo: must be false",
                "authorities[0]: `kent` is for demonstration",
                "authorities[3]: `tunbridge-wells` is for demonstration",
                "destinations.waste.secrets: is a key of the demonstration",
            ] {
                assert!(printed.contains(wrong), "{wrong}: {printed}");
            }
        }
    }
}

#[tokio::test]
async fn the_server_refuses_to_start_with_the_key_of_another_store() {
    let deployment = Deployment::new(&[]);
    let server = deployment.start_server().await;
    let request = crate::support::journeys::pothole_json("Deep");
    deployment.browser().request("one", &request).await.is(201);
    server.kill();
    let other = deployment.path("other.key").display().to_string();
    program::run_successfully(&deployment.settings, &["keygen", "--out", &other]);
    let mut settings = deployment.settings.clone();
    settings.push(("DOORSTEP__KEYS__FILE".to_owned(), other.clone()));
    let mut serve = program::doorstep(&settings);
    serve.arg("serve");
    let mut served = program::Program::start(serve, &deployment.path("other.log"));
    assert!(!served.wait_for_exit().await.success());
    let printed = std::fs::read_to_string(deployment.path("other.log")).unwrap();
    assert!(
        printed.contains(&other) && printed.contains("keys.file"),
        "{printed}"
    );
    // With its own key it starts.
    deployment.start_server().await;
    assert_eq!(deployment.refs().len(), 1);
}

/// Waits until a metric has this value.
async fn becomes(deployment: &Deployment, figure: &str, value: &str) {
    let wanted = format!("{figure} {value}");
    let began = std::time::Instant::now();
    loop {
        let page = deployment.browser().get("/metrics").await.is(200);
        if page.text().lines().any(|line| line == wanted) {
            return;
        }
        let found = page.text().lines().find(|line| line.starts_with(figure));
        assert!(began.elapsed().as_secs() < 40, "{wanted}: {found:?}");
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
}

#[tokio::test]
async fn a_metric_counts_invalid_definitions_until_they_are_fixed() {
    let services = tempfile::tempdir().unwrap();
    let dir = services.path().display().to_string();
    let settings = [
        ("DOORSTEP__SERVICES__DIR", dir.as_str()),
        ("DOORSTEP__SERVICES__RELOAD_SECONDS", "1"),
    ];
    let deployment = Deployment::new(&settings);
    let _server = deployment.start_server().await;
    let figure = "doorstep_definition_mistakes";
    becomes(&deployment, figure, "0").await;
    let good = include_str!("../../../../shared/services/missed-bin.toml");
    let wrong = good.replacen("retention_days", "retention_dais", 1);
    let file = services.path().join("missed-bin.toml");
    std::fs::write(&file, wrong).unwrap();
    becomes(&deployment, figure, "2").await;
    let second = good.replacen(
        "id = \"missed-bin\"",
        "id = \"second\"\ncolour = \"red\"",
        1,
    );
    std::fs::write(services.path().join("second.toml"), second).unwrap();
    becomes(&deployment, figure, "3").await;
    std::fs::remove_file(services.path().join("second.toml")).unwrap();
    std::fs::write(&file, good).unwrap();
    becomes(&deployment, figure, "0").await;
}

#[tokio::test]
async fn a_dry_run_of_retention_counts_by_rule_and_deletes_nothing() {
    let deployment = Deployment::new(&[]);
    let server = deployment.start_server().await;
    let mut client = deployment.browser();
    let description = crate::support::journeys::pothole_json("Deep");
    client.request("one", &description).await.is(201);
    drop(server);
    let printed = program::run_successfully(&deployment.settings, &["retain", "--dry-run"]);
    let rule = printed
        .lines()
        .find(|line| line.starts_with("pothole, version "));
    let rule = rule.unwrap_or_else(|| panic!("no rule for the current version: {printed}"));
    assert!(
        rule.ends_with("days after the last status: 0 submissions would be deleted, 0 held"),
        "{rule}"
    );
    assert!(
        printed.contains("0 submissions would be deleted\n"),
        "{printed}"
    );
    assert!(printed.ends_with("Nothing was deleted.\n"), "{printed}");
    assert_eq!(deployment.refs().len(), 1);
}

#[test]
fn a_key_file_that_others_can_read_is_refused() {
    let deployment = Deployment::new(&[]);
    let key = deployment.path("doorstep.key");
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o644);
    std::fs::set_permissions(&key, mode).unwrap();
    let output = program::run(&deployment.settings, &["serve"]);
    assert!(!output.status.success());
    let printed = String::from_utf8(output.stderr).unwrap();
    assert!(printed.contains("chmod 600"), "{printed}");
}

#[tokio::test]
async fn pending_deliveries_are_listed_by_the_id_used_in_logs_and_redeliver() {
    let deployment = Deployment::new(&[]);
    // No back office is running.
    let server = deployment.start_server().await;
    let pothole = crate::support::journeys::pothole_json("Deep");
    let response = deployment.browser().request("one", &pothole).await.is(201);
    let reference = response.json()["reference"].as_str().unwrap().to_owned();
    let began = std::time::Instant::now();
    let line = loop {
        let printed = program::run_successfully(
            &deployment.settings,
            &["deliveries", "--destination", "highways"],
        );
        let line = printed.lines().find(|line| line.contains(&reference));
        match line.filter(|line| line.contains("last connect")) {
            Some(line) => break line.to_owned(),
            None => assert!(began.elapsed().as_secs() < 40, "{printed}"),
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    };
    let id = line.split_whitespace().next().unwrap();
    let log = std::fs::read_to_string(deployment.server_log()).unwrap();
    assert!(log.contains(id), "{line}");
    drop(server);
    let others = program::run_successfully(
        &deployment.settings,
        &["deliveries", "--destination", "waste"],
    );
    assert_eq!(others, "0 pending, 0 gave up.\n");
    // `redeliver` takes the id.
    program::run_successfully(&deployment.settings, &["redeliver", "--id", id]);
}
