//! Direct access to a store's tables, to read columns that no operation returns and to damage
//! rows.

use sqlx::{Connection, Executor, PgConnection, SqliteConnection};
use uuid::Uuid;

/// The results of a delivery's attempts, oldest first.
pub async fn attempt_results(url: &str, delivery: Uuid) -> Vec<String> {
    let sql = "SELECT result FROM attempts WHERE delivery = $1 ORDER BY started_at, id";
    if url.starts_with("sqlite:") {
        let mut connection = SqliteConnection::connect(url).await.unwrap();
        let results = sqlx::query_scalar(sql).bind(delivery);
        results.fetch_all(&mut connection).await.unwrap()
    } else {
        let mut connection = PgConnection::connect(url).await.unwrap();
        let results = sqlx::query_scalar(sql).bind(delivery);
        results.fetch_all(&mut connection).await.unwrap()
    }
}

/// Runs one statement.
pub async fn execute(url: &str, sql: &'static str) {
    try_execute(url, sql).await.unwrap();
}

/// Runs one statement, which the database may refuse.
pub async fn try_execute(url: &str, sql: &'static str) -> Result<(), sqlx::Error> {
    if url.starts_with("sqlite:") {
        let mut connection = SqliteConnection::connect(url).await?;
        connection.execute(sql).await?;
    } else {
        let mut connection = PgConnection::connect(url).await?;
        connection.execute(sql).await?;
    }
    Ok(())
}

/// Removes what keeps the lines of the audit table from being changed, as the owner of the
/// database can.
pub async fn drop_audit_triggers(url: &str) {
    let sql = if url.starts_with("sqlite:") {
        "DROP TRIGGER audit_is_not_updated; DROP TRIGGER audit_is_not_deleted"
    } else {
        "DROP TRIGGER audit_is_not_changed ON audit"
    };
    execute(url, sql).await;
}

/// The one number a query returns.
pub async fn number(url: &str, sql: &'static str) -> i64 {
    if url.starts_with("sqlite:") {
        let mut connection = SqliteConnection::connect(url).await.unwrap();
        sqlx::query_scalar(sql)
            .fetch_one(&mut connection)
            .await
            .unwrap()
    } else {
        let mut connection = PgConnection::connect(url).await.unwrap();
        sqlx::query_scalar(sql)
            .fetch_one(&mut connection)
            .await
            .unwrap()
    }
}

/// The ids a query returns.
pub async fn ids(url: &str, sql: &'static str) -> Vec<Uuid> {
    if url.starts_with("sqlite:") {
        let mut connection = SqliteConnection::connect(url).await.unwrap();
        sqlx::query_scalar(sql)
            .fetch_all(&mut connection)
            .await
            .unwrap()
    } else {
        let mut connection = PgConnection::connect(url).await.unwrap();
        sqlx::query_scalar(sql)
            .fetch_all(&mut connection)
            .await
            .unwrap()
    }
}
