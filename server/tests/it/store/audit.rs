//! The audit table: a chain that only grows.

use super::each_with_url;
use super::samples::*;
use crate::support::tables;
use server::store::*;

fn entry(command: &str, detail: &str) -> AuditEntry {
    AuditEntry {
        at: at(0),
        actor: "ada@council".to_owned(),
        command: command.to_owned(),
        detail: detail.to_owned(),
    }
}

/// The first line that does not follow the one before.
fn broken(lines: &[AuditLine]) -> Option<i64> {
    let mut last = None;
    for line in lines {
        if !line.follows(last) {
            return Some(line.seq);
        }
        last = Some(line);
    }
    None
}

#[tokio::test]
async fn concurrent_programs_each_add_their_lines_to_one_chain() {
    each_with_url(|store, url| async move {
        let other = open(&url, Migrate::Serve).await.unwrap();
        let adding = (0..20).map(|number| {
            let store = if number % 2 == 0 { &store } else { &other };
            store.append_audit(entry("refs", &format!("\"{number}\", é")))
        });
        for added in futures_util::future::join_all(adding).await {
            added.unwrap();
        }
        let lines = store.audit_lines(0, 100).await.unwrap();
        assert_eq!(lines.len(), 20);
        assert_eq!(broken(&lines), None);
        let mut details: Vec<&str> = lines.iter().map(|line| line.detail.as_str()).collect();
        details.sort_unstable();
        details.dedup();
        assert_eq!(details.len(), 20, "a line is lost or doubled");
        assert_eq!(store.audit_lines(18, 100).await.unwrap(), lines[18..]);
    })
    .await;
}

#[tokio::test]
async fn a_line_is_never_changed_removed_or_put_between_others() {
    each_with_url(|store, url| async move {
        for command in ["migrate", "refs", "retain"] {
            store.append_audit(entry(command, "")).await.unwrap();
        }
        let before = store.audit_lines(0, 10).await.unwrap();
        let insert = "INSERT INTO audit SELECT seq, at, 'eve@council', command, detail, previous,
            hash FROM audit WHERE seq = 2";
        let mut refused = vec![
            "UPDATE audit SET actor = 'eve@council' WHERE seq = 2",
            "DELETE FROM audit WHERE seq = 3",
            "DELETE FROM audit",
            insert,
            "INSERT INTO audit SELECT seq + 5, at, actor, command, detail, previous, hash FROM audit",
        ];
        if url.starts_with("sqlite:") {
            refused.push(
                "INSERT OR REPLACE INTO audit SELECT seq, at, 'eve@council', command, detail,
                 previous, hash FROM audit WHERE seq = 2",
            );
        } else {
            refused.push("TRUNCATE audit");
        }
        for sql in refused {
            assert!(tables::try_execute(&url, sql).await.is_err(), "{sql}");
        }
        assert_eq!(store.audit_lines(0, 10).await.unwrap(), before);
    })
    .await;
}

#[tokio::test]
async fn the_chain_shows_a_change_that_went_round_the_triggers() {
    each_with_url(|store, url| async move {
        for command in ["migrate", "refs", "retain", "refs"] {
            store.append_audit(entry(command, "")).await.unwrap();
        }
        tables::drop_audit_triggers(&url).await;
        tables::execute(&url, "UPDATE audit SET actor = 'eve@council' WHERE seq = 2").await;
        let lines = store.audit_lines(0, 10).await.unwrap();
        assert_eq!(broken(&lines), Some(2));
        tables::execute(&url, "DELETE FROM audit WHERE seq = 2").await;
        let lines = store.audit_lines(0, 10).await.unwrap();
        assert_eq!(broken(&lines), Some(3));
    })
    .await;
}
