//! The program as an operator uses it: its output and exit codes.

use server::clock::{Clock as _, SystemClock};
use server::store::{LeaseClaim, Migrate};
use std::path::Path;
use std::process::{Command, Output};

/// Runs `doorstep` without any settings of this machine.
fn doorstep(folder: &Path, arguments: &[&str], settings: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_doorstep"));
    command.args(arguments).current_dir(folder).env_clear();
    for (name, value) in settings {
        command.env(name, value);
    }
    command.output().unwrap()
}

fn printed(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn every_command_has_help() {
    let folder = tempfile::tempdir().unwrap();
    for command in [
        "serve",
        "migrate",
        "check",
        "schema",
        "import-addresses",
        "retain",
        "deliveries",
        "redeliver",
        "refs",
        "audit",
        "destination",
        "keygen",
    ] {
        let output = doorstep(folder.path(), &[command, "--help"], &[]);
        assert!(output.status.success(), "{command}");
        assert!(printed(&output).0.contains("Usage: doorstep"), "{command}");
    }
    let output = doorstep(folder.path(), &["serv"], &[]);
    assert!(!output.status.success());
    assert!(
        printed(&output).1.contains("serve"),
        "no similar command is suggested"
    );
}

#[test]
fn a_missing_key_file_error_names_the_keygen_command() {
    let folder = tempfile::tempdir().unwrap();
    let output = doorstep(folder.path(), &["serve"], &[]);
    assert!(!output.status.success());
    let (_, mistake) = printed(&output);
    assert!(
        mistake.contains("doorstep keygen --out var/doorstep.key"),
        "{mistake}"
    );
    // Nothing was created.
    assert!(!folder.path().join("var").exists());
}

#[test]
fn a_definition_syntax_error_names_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let good = include_str!("../../../shared/services/missed-bin.toml");
    let wrong = good.replacen("retention_days", "retention_dais", 1);
    let line = wrong
        .lines()
        .position(|line| line.starts_with("retention_dais"))
        .unwrap()
        + 1;
    std::fs::write(folder.path().join("wrong.toml"), &wrong).unwrap();
    let output = doorstep(folder.path(), &["check", "wrong.toml"], &[]);
    assert_eq!(output.status.code(), Some(1));
    let (_, mistakes) = printed(&output);
    assert!(
        mistakes.starts_with(&format!(
            "wrong.toml:{line}:1: unknown field `retention_dais`"
        )),
        "{mistakes}"
    );
}

#[test]
fn a_definition_rule_violation_names_its_location() {
    let folder = tempfile::tempdir().unwrap();
    let good = include_str!("../../../shared/services/missed-bin.toml");
    let wrong = good.replacen("retention_days = ", "retention_days = 0 #", 1);
    let line = wrong
        .lines()
        .position(|line| line.starts_with("retention_days"))
        .unwrap()
        + 1;
    std::fs::write(folder.path().join("wrong.toml"), &wrong).unwrap();
    let output = doorstep(folder.path(), &["check", "wrong.toml"], &[]);
    let (_, mistakes) = printed(&output);
    assert!(
        mistakes.contains(&format!("wrong.toml:{line}:")),
        "{mistakes}"
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn announcements_are_checked_with_their_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("announcements.toml");
    let check = |text: &str| {
        std::fs::write(&file, text).unwrap();
        let dir = folder.path().display().to_string();
        let settings = [("DOORSTEP__SERVICES__DIR", dir.as_str())];
        doorstep(folder.path(), &["check"], &settings)
    };
    let good = "[[announcements]]\nservices = [\"missed-bin\"]\nuntil = \"2026-12-28\"\n\
        text = { en = \"Late.\", cy = \"Hwyr.\" }\n";
    let sound = check(good);
    assert!(sound.status.success(), "{:?}", printed(&sound));
    assert!(!printed(&sound).1.contains("announcements"));
    // What may not be meant is a warning.
    let doubtful = check(
        &good
            .replace("missed-bin", "bins")
            .replace(", cy = \"Hwyr.\"", ""),
    );
    assert!(doubtful.status.success());
    let (_, warnings) = printed(&doubtful);
    for part in [
        "announcements.toml:2:1: announcements[0].services: there is no service `bins`",
        "announcements.toml:4:1: announcements[0].text: there is no text in `cy`",
    ] {
        assert!(warnings.contains(part), "{warnings}");
    }
    let wrong = check(&good.replace("2026-12-28", "28 December"));
    assert_eq!(wrong.status.code(), Some(1));
    let (_, mistakes) = printed(&wrong);
    let line = "announcements.toml:3:1: announcements[0].until: is not a time";
    assert!(mistakes.contains(line), "{mistakes}");
    assert!(mistakes.contains("1 mistake. A file with a mistake is not published."));
}

#[test]
fn keygen_migrate_and_import_never_overwrite_by_accident() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| doorstep(folder.path(), arguments, &[]);
    std::fs::create_dir(folder.path().join("var")).unwrap();
    assert!(
        run(&["keygen", "--out", "var/doorstep.key"])
            .status
            .success()
    );
    let key = std::fs::read(folder.path().join("var/doorstep.key")).unwrap();
    assert!(
        !run(&["keygen", "--out", "var/doorstep.key"])
            .status
            .success()
    );
    assert_eq!(
        std::fs::read(folder.path().join("var/doorstep.key")).unwrap(),
        key
    );

    assert!(run(&["migrate"]).status.success());
    assert!(run(&["migrate"]).status.success());
    let csv = "uprn,line1,line2,town,postcode,area\n1,2 High Street,,Town,ME14 9ZZ,maidstone\n";
    std::fs::write(folder.path().join("good.csv"), csv).unwrap();
    let (stdout, _) = printed(&run(&["import-addresses", "good.csv"]));
    assert_eq!(
        stdout,
        "Addresses imported: 1. They replace all earlier ones.\n"
    );
    // The second looks like a postcode, but no postcode ends like this.
    for postcode in ["nowhere", "ME14 9ZK"] {
        let bad = csv.replace("ME14 9ZZ", postcode);
        std::fs::write(folder.path().join("bad.csv"), bad).unwrap();
        let refused = run(&["import-addresses", "bad.csv"]);
        assert!(!refused.status.success());
        let (stdout, stderr) = printed(&refused);
        assert_eq!(stdout, "", "nothing was imported");
        assert!(stderr.contains("bad.csv: line 2:"), "{stderr}");
    }

    let refs = run(&["refs"]);
    assert!(refs.status.success());
    assert_eq!(printed(&refs).0, "");
    assert!(run(&["retain"]).status.success());
}

#[tokio::test]
async fn retain_waits_for_nobody_and_deletes_only_under_the_lease() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("var")).unwrap();
    let run = |arguments: &[&str]| doorstep(folder.path(), arguments, &[]);
    assert!(run(&["migrate"]).status.success());
    let url = format!("sqlite:{}", folder.path().join("var/doorstep.db").display());
    let store = server::store::open(&url, Migrate::Serve).await.unwrap();
    let (owner, now) = (SystemClock.id(), SystemClock.now());
    let lease = LeaseClaim {
        name: "retention",
        owner,
        now,
        until: now + jiff::SignedDuration::from_mins(5),
    };
    assert!(store.take_lease(lease).await.unwrap().is_some());
    let refused = run(&["retain"]);
    assert_eq!(refused.status.code(), Some(1));
    let (stdout, stderr) = printed(&refused);
    assert_eq!(stdout, "", "something was deleted");
    assert!(stderr.contains("a server is deleting"), "{stderr}");
    assert!(run(&["retain", "--dry-run"]).status.success());

    let given = store.give_lease_back("retention", owner, None);
    assert!(given.await.unwrap());
    let (stdout, _) = printed(&run(&["retain"]));
    assert!(stdout.contains("0 submissions deleted"), "{stdout}");
    let done = store.last_done("retention").await.unwrap();
    assert!(done.is_some_and(|done| done >= now));
}

#[test]
fn the_settings_schema_requires_no_setting_with_a_default() {
    let folder = tempfile::tempdir().unwrap();
    let output = doorstep(folder.path(), &["schema", "config"], &[]);
    let schema: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(schema.get("required").is_none());
    assert!(schema["$defs"]["Http"].is_object());
    assert!(schema["$defs"]["Http"].get("required").is_none());
    // An added authority has no defaults.
    let authority = schema["$defs"]["Authority"]["required"].as_array();
    assert!(authority.is_some_and(|required| required.contains(&"hosts".into())));
}

#[test]
fn errors_for_unknown_names_say_what_is_valid() {
    let folder = tempfile::tempdir().unwrap();
    let output = doorstep(folder.path(), &["destination", "test", "waste"], &[]);
    assert!(!output.status.success());
    assert!(printed(&output).1.contains("[destinations.waste]"));
    let output = doorstep(folder.path(), &["schema", "answers", "nothing"], &[]);
    assert!(!output.status.success());
    let error = printed(&output).1;
    assert!(error.contains("the services are "), "{error}");
    assert!(error.contains("missed-bin"), "{error}");
    let output = doorstep(folder.path(), &["redeliver", "--reference", "O0O"], &[]);
    assert!(!output.status.success());
    assert!(printed(&output).1.contains("XXX-XXXX-XXX"));
}
