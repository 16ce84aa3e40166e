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
    if url.starts_with("sqlite:") {
        let mut connection = SqliteConnection::connect(url).await.unwrap();
        connection.execute(sql).await.unwrap();
    } else {
        let mut connection = PgConnection::connect(url).await.unwrap();
        connection.execute(sql).await.unwrap();
    }
}
