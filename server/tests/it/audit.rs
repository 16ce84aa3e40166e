//! The lines that commands leave in the audit table, and `doorstep audit`.

use crate::support::app::demonstration;
use crate::support::{program, stores, tables};

type Settings = Vec<(String, String)>;

/// The settings of an empty, migrated store on each database.
async fn each(test: impl AsyncFn(&Settings, &str)) {
    let folder = tempfile::tempdir().unwrap();
    for url in stores::addresses(folder.path()).await {
        let settings = demonstration(folder.path(), &url);
        program::run_successfully(&settings, &["migrate"]);
        test(&settings, &url).await;
    }
}

/// What `doorstep audit` lists: command and detail of each line.
fn listed(settings: &Settings) -> Vec<String> {
    let printed = program::run_successfully(settings, &["audit"]);
    let (lines, end) = printed.trim_end().rsplit_once('\n').unwrap();
    let lines: Vec<&str> = lines.lines().collect();
    let count = format!(
        "The chain is unbroken. Lines: {}. The last hash: ",
        lines.len()
    );
    assert!(end.starts_with(&count), "{end}");
    let number = |at: usize| format!("{}  ", at + 1);
    for (at, line) in lines.iter().enumerate() {
        assert!(line.starts_with(&number(at)), "{line}");
    }
    let what = |line: &&str| line.split("  ").nth(3).unwrap().to_owned();
    lines.iter().map(what).collect()
}

#[tokio::test]
async fn commands_leave_a_line_before_they_read_or_change_requests() {
    each(async |settings, _| {
        program::run_successfully(settings, &["refs"]);
        program::run_successfully(settings, &["deliveries", "--destination", "waste"]);
        program::run_successfully(settings, &["retain", "--dry-run"]);
        program::run_successfully(settings, &["retain"]);
        let reference = ["redeliver", "--reference", "7KD-2MPX-9QF"];
        program::run_successfully(settings, &reference);
        // No back office answers, which is what the command finds out.
        assert!(
            !program::run(settings, &["destination", "test", "waste"])
                .status
                .success()
        );
        let expected = [
            &format!("migrate by release {}", env!("CARGO_PKG_VERSION")),
            "refs",
            "deliveries --destination waste",
            "retain --dry-run",
            "retain",
            "retain done: 0 submissions deleted",
            "redeliver --reference 7KD-2MPX-9QF",
            "redeliver done: 0",
            "destination test waste",
        ];
        assert_eq!(listed(settings), expected);
        // What changes and reads nothing leaves no line.
        program::run_successfully(settings, &["check"]);
        assert_eq!(listed(settings), expected);
    })
    .await;
}

#[tokio::test]
async fn commands_at_the_same_time_each_leave_their_line() {
    each(async |settings, _| {
        std::thread::scope(|scope| {
            for _ in 0..6 {
                scope.spawn(|| program::run_successfully(settings, &["refs"]));
            }
        });
        assert_eq!(listed(settings)[1..], ["refs"; 6]);
    })
    .await;
}

#[tokio::test]
async fn a_changed_line_is_named_and_the_command_fails() {
    each(async |settings, url| {
        for _ in 0..3 {
            program::run_successfully(settings, &["refs"]);
        }
        let noted = program::run_successfully(settings, &["audit"]);
        let noted = noted.trim_end().rsplit(' ').next().unwrap();
        program::run_successfully(settings, &["audit", "--expect", noted]);

        tables::drop_audit_triggers(url).await;
        tables::execute(url, "DELETE FROM audit WHERE seq = 4").await;
        // A chain that was cut at its end is whole, and lacks what was noted.
        program::run_successfully(settings, &["audit"]);
        let cut = program::run(settings, &["audit", "--expect", noted]);
        assert_eq!(cut.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&cut.stderr).contains("lines were removed"));

        tables::execute(url, "UPDATE audit SET actor = 'eve@council' WHERE seq = 2").await;
        let broken = program::run(settings, &["audit"]);
        assert_eq!(broken.status.code(), Some(1));
        let said = String::from_utf8_lossy(&broken.stderr);
        assert!(said.contains("broken at line 2"), "{said}");
        assert!(!String::from_utf8_lossy(&broken.stdout).contains("unbroken"));
    })
    .await;
}

#[tokio::test]
async fn an_argument_that_looks_like_a_line_is_printed_on_its_own_line() {
    each(async |settings, _| {
        let forged = "waste\n3  today  eve@council  refs\u{1b}[1A\u{9b}2K\r";
        let refused = program::run(settings, &["deliveries", "--destination", forged]);
        assert!(!refused.status.success(), "there is no such destination");
        let printed = program::run_successfully(settings, &["audit"]);
        let lines: Vec<&str> = printed.lines().collect();
        assert_eq!(lines.len(), 3, "{printed}");
        let shown = "deliveries --destination waste\u{fffd}3  today  eve@council  \
                     refs\u{fffd}[1A\u{fffd}2K\u{fffd}";
        assert!(
            lines[1].starts_with("2  ") && lines[1].ends_with(shown),
            "{printed}"
        );
        assert!(!printed.contains(['\u{1b}', '\u{9b}', '\r']), "{printed}");
    })
    .await;
}
