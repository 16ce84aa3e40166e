//! A bad configuration: every problem at once, and nothing starts.

use crate::support::process::House;
use crate::support::program;

#[test]
fn every_problem_of_the_settings_is_listed_at_start_and_nothing_starts() {
    let house = House::new(&[]);
    let mut settings = house.settings.clone();
    let wrong = [
        ("DOORSTEP__HTTP__LISTEN", "nowhere"),
        ("DOORSTEP__HTTP__PUBLIC_URL", "ftp://localhost"),
        ("DOORSTEP__HTTP__BODY_LIMIT", "12"),
        ("DOORSTEP__HTTP__COLOUR", "blue"),
        ("DOORSTEP__STORE__URL", "mysql://root:hunter2@localhost/x"),
        ("DOORSTEP__LIMITS__GUESS_BURST", "0"),
        ("DOORSTEP__OUTBOX__LEASE_SECONDS", "1"),
        ("DOORSTEP__DESTINATIONS__WASTE__URL", "not a url"),
    ];
    for (key, value) in wrong {
        settings.retain(|(known, _)| known != key);
        settings.push((key.to_owned(), value.to_owned()));
    }
    for command in [["serve"], ["check"]] {
        let output = program::run(&settings, &command);
        assert!(!output.status.success(), "{command:?} went on");
        let said = String::from_utf8(output.stderr).unwrap();
        for (key, _) in wrong {
            let path = key
                .trim_start_matches("DOORSTEP__")
                .to_lowercase()
                .replace("__", ".");
            assert!(
                said.contains(&path),
                "{command:?} does not name {path}: {said}"
            );
        }
        assert!(!said.contains("hunter2"), "a password was printed: {said}");
    }
}

#[test]
fn without_its_key_file_the_server_says_how_to_make_one() {
    let house = House::new(&[]);
    std::fs::remove_file(house.path("doorstep.key")).unwrap();
    let output = program::run(&house.settings, &["serve"]);
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("doorstep keygen"), "{said}");
}

#[test]
fn a_key_file_that_others_can_read_is_refused() {
    let house = House::new(&[]);
    let key = house.path("doorstep.key");
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o644);
    std::fs::set_permissions(&key, mode).unwrap();
    let output = program::run(&house.settings, &["serve"]);
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("chmod 600"), "{said}");
}

#[test]
fn every_command_explains_itself() {
    let commands = [
        "serve",
        "migrate",
        "check",
        "schema",
        "import-addresses",
        "retain",
        "redeliver",
        "refs",
        "destination",
        "keygen",
        "demo-back-office",
    ];
    for command in commands {
        let output = program::run(&[], &[command, "--help"]);
        assert!(output.status.success(), "{command}");
        assert!(!output.stdout.is_empty(), "{command} has no help");
    }
    let output = program::run(&[], &["serv"]);
    assert!(!output.status.success());
    assert!(!output.stderr.is_empty());
}
