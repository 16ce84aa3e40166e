//! Tests of the SQLite file, of opening a store and of both migration folders.

use super::samples::*;
use crate::support::postgres::Database;
use futures_util::future::join_all;
use server::store::{Accepted, RetentionRule};
use server::store::{Migrate, OpenError, Options, StoreError, migrate, open, open_with, pending};
use server::vault::{SealContext, Sealed, Vault, contexts, keys};
use sqlx::{Connection, Executor, SqliteConnection};
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

fn url(folder: &Path) -> String {
    format!("sqlite:{}", folder.join("doorstep.db").display())
}

#[tokio::test]
async fn a_file_locked_by_another_program_is_unavailable_until_released() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        busy_timeout: Duration::from_millis(50),
        ..Options::default()
    };
    let url = url(folder.path());
    let store = open_with(&url, Migrate::Serve, &options).await.unwrap();
    let mut other = SqliteConnection::connect(&url).await.unwrap();
    other.execute("BEGIN EXCLUSIVE").await.unwrap();
    let tries = (1..=5).map(|number| store.accept(acceptance(number)));
    for outcome in join_all(tries).await {
        assert!(matches!(outcome, Err(StoreError::Unavailable(_))));
    }
    assert!(matches!(
        store.ready().await,
        Err(StoreError::Unavailable(_))
    ));
    other.execute("ROLLBACK").await.unwrap();
    assert!(store.references(None, 10).await.unwrap().is_empty());
    store.ready().await.unwrap();
    assert_eq!(store.accept(acceptance(1)).await.unwrap(), Accepted::New);
}

#[tokio::test]
async fn an_empty_file_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("doorstep.db");
    std::fs::write(&file, "").unwrap();
    for migrate in [Migrate::Serve, Migrate::Apply] {
        match open(&url(folder.path()), migrate).await.err() {
            Some(OpenError::Refused(why)) => assert!(why.contains("delete the file"), "{why}"),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(std::fs::metadata(&file).unwrap().len(), 0);
    // Deleted, it is a new database; a file with content opens again.
    std::fs::remove_file(&file).unwrap();
    drop(open(&url(folder.path()), Migrate::Serve).await.unwrap());
    open(&url(folder.path()), Migrate::Serve).await.unwrap();
}

#[tokio::test]
async fn a_full_disk_is_unavailable_and_loses_nothing_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let url = url(folder.path());
    drop(open(&url, Migrate::Serve).await.unwrap());
    let options = Options {
        max_pages: Some(60),
        ..Options::default()
    };
    let store = open_with(&url, Migrate::Serve, &options).await.unwrap();
    let mut acknowledged = 0;
    let mut refused = 0;
    for number in 1..=200 {
        match store.accept(acceptance(number)).await {
            Ok(_) => acknowledged += 1,
            Err(StoreError::Unavailable(_)) => refused += 1,
            Err(other) => panic!("{other:?}"),
        }
    }
    assert!(refused > 0 && acknowledged > 0);
    let stored = store.references(None, 1000).await.unwrap();
    assert_eq!(stored.len(), acknowledged);
}

#[tokio::test]
async fn the_file_holds_no_personal_data() {
    let folder = tempfile::tempdir().unwrap();
    let vault = Vault::from_text(&keys::mint()).unwrap();
    let planted = "Plantagenet-Smythe";
    let store = open(&url(folder.path()), Migrate::Serve).await.unwrap();
    let seal = |context: SealContext<'_>| vault.seal(context, planted.as_bytes());
    let mut row = draft(1);
    row.answers = seal(contexts::draft_answers("maidstone", row.id));
    store.create_draft(row, contact(1)).await.unwrap();
    let mut new = acceptance(1);
    new.submission.answers = seal(contexts::submission_answers("maidstone", new.submission.id));
    new.submission.person = seal(contexts::submission_person("maidstone", new.submission.id));
    new.deliveries[0].payload = seal(contexts::delivery_payload(
        "maidstone",
        new.deliveries[0].id,
    ));
    new.proofs[0].1 = vault.hash("email", planted);
    store.accept(new).await.unwrap();
    let mut bytes = 0;
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let content = std::fs::read(file.unwrap().path()).unwrap();
        bytes += content.len();
        let text = String::from_utf8_lossy(&content);
        assert!(!text.contains(planted));
    }
    assert!(bytes > 10_000);
    let stored = store.submission(reference(1)).await.unwrap().unwrap();
    let context = contexts::submission_person("maidstone", stored.row.id);
    assert_eq!(
        vault.open(context, &stored.row.person).unwrap(),
        planted.as_bytes()
    );
}

/// Whether a text is in any file of this folder.
fn is_written(folder: &Path, text: &str) -> bool {
    std::fs::read_dir(folder).unwrap().any(|file| {
        let content = std::fs::read(file.unwrap().path()).unwrap();
        let mut windows = content.windows(text.len());
        windows.any(|window| window == text.as_bytes())
    })
}

#[tokio::test]
async fn what_is_deleted_is_not_in_the_files_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&url(folder.path()), Migrate::Serve).await.unwrap();
    // Longer than a page, as long answers are.
    let planted = |what: &str| format!("PLANTED-{what}-{}", "x".repeat(9000));
    let markers = [
        "PLANTED-draft",
        "PLANTED-sent",
        "PLANTED-payload",
        "PLANTED-left",
    ];
    for (number, what) in [(1, "draft"), (2, "sent"), (3, "left")] {
        let mut row = draft(number);
        row.answers = Sealed(planted(what));
        store.create_draft(row, contact(number)).await.unwrap();
    }
    let mut sent = of_draft(2);
    sent.submission.answers = Sealed(planted("sent"));
    sent.deliveries[0].payload = Sealed(planted("payload"));
    store.accept(sent).await.unwrap();
    for marker in markers {
        assert!(is_written(folder.path(), marker), "{marker}");
    }
    let reference = reference(2).compact();
    assert!(is_written(folder.path(), &reference));

    store.clear_draft(draft_id(1), at(30)).await.unwrap();
    store.leave_draft(draft_id(3), at(30)).await.unwrap();
    assert!(store.wipe_log().await.unwrap());
    assert!(!is_written(folder.path(), "PLANTED-draft"), "cleared");
    assert!(!is_written(folder.path(), "PLANTED-left"), "left");
    // Delivered: the payload goes, the submission stays.
    store.claim_deliveries(claim(1, 30, 60)).await.unwrap();
    let end = attempt(1, delivery_id(2, 0), 2, delivered(2, 31, Vec::new()));
    assert!(store.finish_attempt(end).await.unwrap());
    assert!(store.wipe_log().await.unwrap());
    assert!(!is_written(folder.path(), "PLANTED-payload"), "delivered");
    assert!(is_written(folder.path(), "PLANTED-sent"));

    let rule = RetentionRule {
        version: "v1".to_owned(),
        days: 30,
    };
    let report = store
        .retain(at(32 + 30 * DAY), vec![rule], 90)
        .await
        .unwrap();
    assert_eq!(report.submissions, 1);
    assert!(store.wipe_log().await.unwrap());
    for gone in [&reference, "PLANTED-sent", "hash of cookie"] {
        assert!(!is_written(folder.path(), gone), "{gone}");
    }
}

#[tokio::test]
async fn acknowledged_submissions_survive_reopening_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let url = url(folder.path());
    assert!(pending(&url).await.unwrap());
    let store = open(&url, Migrate::Serve).await.unwrap();
    assert!(!pending(&url).await.unwrap());
    join_all((1..=100).map(|number| store.accept(acceptance(number)))).await;
    drop(store);
    let store = open(&url, Migrate::Serve).await.unwrap();
    assert_eq!(store.references(None, 1000).await.unwrap().len(), 100);
}

#[tokio::test]
async fn an_unsupported_store_url_is_refused_without_being_echoed() {
    let error = open("mysql://user:hunter2@host/db", Migrate::Serve).await;
    let Err(error @ OpenError::Address(_)) = error else {
        panic!("opened");
    };
    assert!(!error.to_string().contains("hunter2"));
}

#[tokio::test]
async fn a_postgresql_database_without_tables_needs_migrate_first() {
    let Some(database) = Database::create().await else {
        return;
    };
    assert!(pending(&database.url).await.unwrap());
    let refused = open(&database.url, Migrate::Serve).await;
    assert!(matches!(refused, Err(OpenError::Pending)));
    migrate(&database.url).await.unwrap();
    assert!(!pending(&database.url).await.unwrap());
    let store = open(&database.url, Migrate::Serve).await.unwrap();
    store.ready().await.unwrap();
    drop(store);
    database.drop_now().await;
}

#[test]
fn both_backends_have_the_same_migrations_and_files() {
    let names = |folder: &str, ending: &str| -> BTreeSet<String> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        std::fs::read_dir(path)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(ending))
            .collect()
    };
    let sqlite = names("migrations/sqlite", ".sql");
    assert!(!sqlite.is_empty());
    assert_eq!(sqlite, names("migrations/postgres", ".sql"));
    let mut files = names("src/store/sqlite", ".rs");
    // PostgreSQL groups commits itself and needs no separate thread for reads.
    for own in ["writer.rs", "group.rs", "batch.rs", "reader.rs"] {
        assert!(files.remove(own), "{own}");
    }
    assert_eq!(files, names("src/store/postgres", ".rs"));
}
