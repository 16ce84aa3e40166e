//! Its file.

use super::doorstep::Doorstep;
use super::office::{Office, event};
use http::StatusCode;
use serde_json::Value;
use sqlx::Connection as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};

#[tokio::test]
async fn everything_survives_a_restart() {
    let doorstep = Doorstep::start().await;
    let office = Office::start(Some(doorstep.url.clone())).await;
    office.post("waste", &event("message-1")).await;
    let page = office.page("/requests/MB-000001").await;
    // Doorstep does not answer, so the report waits.
    doorstep.fail_with(StatusCode::SERVICE_UNAVAILABLE);
    office.press(&page, "/start", &[]).await;
    let page = office.page("/").await;
    let fields = [("mode", "down"), ("lie", "old-date"), ("seconds", "7")];
    office.press(&page, "/behaviour", &fields).await;
    let (front, request) = (
        office.get("/").await,
        office.get("/requests/MB-000001").await,
    );

    let office = office.restart().await;
    assert_eq!(office.get("/").await, front);
    assert_eq!(office.get("/requests/MB-000001").await, request);
    let (status, _) = office.post("waste", &event("message-2")).await;
    assert_eq!(status, 503);
    office.mode("ok").await;
    let (_, reply) = office.post("waste", &event("message-1")).await;
    assert_eq!(reply, r#"{"reference":"MB-000001"}"#);
    office.advance(60);
    let office = office.restart().await;
    let callbacks = doorstep.received(2).await;
    assert_eq!(callbacks[1].event, callbacks[0].event);
    assert_eq!(callbacks[1].answer, 204, "what waited is a lie now");
    office.running.stop().await;
}

/// The tables of the first version.
const FIRST_VERSION: &str = "
CREATE TABLE effects (
    number INTEGER PRIMARY KEY AUTOINCREMENT, webhook_id TEXT NOT NULL UNIQUE,
    destination TEXT NOT NULL, reference TEXT NOT NULL, part TEXT NOT NULL,
    service TEXT NOT NULL, refused INTEGER NOT NULL, test INTEGER NOT NULL,
    arrivals INTEGER NOT NULL, first_at INTEGER NOT NULL
);
CREATE TABLE callbacks (
    id TEXT PRIMARY KEY, effect INTEGER NOT NULL REFERENCES effects (number),
    status TEXT NOT NULL, note TEXT NOT NULL, at INTEGER NOT NULL, due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL, heard INTEGER NOT NULL
);
INSERT INTO effects VALUES
    (7, 'message-1', 'waste', 'ABC-DEFG-HJK', 'service', 'missed-bin', 0, 0, 1, 1790000000000);
INSERT INTO callbacks VALUES
    ('message-1-in_progress', 7, 'in_progress', 'Old.', 1790000000000, 1790000000000, 0, 1),
    ('message-1-done', 7, 'done', 'Old, too.', 1790000000000, 1790000000000, 0, 0);";

#[tokio::test]
async fn a_file_of_the_first_version_is_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let file = SqliteConnectOptions::new()
        .filename(folder.path().join("office.db"))
        .create_if_missing(true);
    let mut connection = SqliteConnection::connect_with(&file).await.unwrap();
    sqlx::raw_sql(FIRST_VERSION)
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();

    let doorstep = Doorstep::start().await;
    let office = Office::on(folder, Some(doorstep.url.clone()), None).await;
    let callbacks = doorstep.received(1).await;
    assert_eq!(callbacks[0].id, "message-1-done");
    assert_eq!(callbacks[0].data("note"), "Old, too.");
    let (_, reply) = office.post("waste", &event("message-1")).await;
    assert_eq!(reply, r#"{"reference":"MB-000007"}"#);
    let effects: Vec<Value> = office.effects().await;
    assert_eq!(effects.len(), 1);
    assert_eq!(effects[0]["arrivals"], 2);
    let page = office.page("/requests/MB-000007").await;
    assert!(page.main().contains("Old, too."), "{}", page.main());
    office.running.stop().await;
}
