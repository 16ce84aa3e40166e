//! Direct access to a store's tables, to read columns that no operation returns and to damage
//! rows.

use serde_json::{Map, Value};
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{
    AssertSqlSafe, Connection, Executor, FromRow, PgConnection, Postgres, Sqlite, SqliteConnection,
};
use uuid::Uuid;

/// A row with the name of its table. Ids are hexadecimal, without hyphens.
pub type Row = (String, Map<String, Value>);

/// Every row of every table, as the database itself lists them; migrations are left out.
pub async fn all_rows(url: &str) -> Vec<Row> {
    let rows = if url.starts_with("sqlite:") {
        sqlite_rows(url).await
    } else {
        postgres_rows(url).await
    };
    let row = |(table, text): (String, String)| {
        let Ok(Value::Object(mut row)) = serde_json::from_str(&text) else {
            panic!("{text} is not a row");
        };
        for value in row.values_mut() {
            if let Some(id) = value.as_str().and_then(|text| Uuid::parse_str(text).ok()) {
                *value = id.simple().to_string().into();
            }
        }
        (table, row)
    };
    rows.into_iter().map(row).collect()
}

async fn sqlite_rows(url: &str) -> Vec<(String, String)> {
    let mut connection = SqliteConnection::connect(url).await.unwrap();
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
           AND name NOT LIKE '_sqlx_%'",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    let mut rows = Vec::new();
    for table in tables {
        let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info($1)")
            .bind(&table)
            .fetch_all(&mut connection)
            .await
            .unwrap();
        let value = |c: &String| format!("'{c}', iif(typeof({c}) = 'blob', hex({c}), {c})");
        let pairs: Vec<String> = columns.iter().map(value).collect();
        let sql = format!("SELECT json_object({}) FROM {table}", pairs.join(", "));
        let found: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_all(&mut connection)
            .await
            .unwrap();
        rows.extend(found.into_iter().map(|row| (table.clone(), row)));
    }
    rows
}

async fn postgres_rows(url: &str) -> Vec<(String, String)> {
    let mut connection = PgConnection::connect(url).await.unwrap();
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT CAST(table_name AS text) FROM information_schema.tables
         WHERE table_schema = 'public' AND table_name NOT LIKE '!_sqlx!_%' ESCAPE '!'",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    let mut rows = Vec::new();
    for table in tables {
        let sql = format!("SELECT CAST(row_to_json(t) AS text) FROM {table} AS t");
        let found: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_all(&mut connection)
            .await
            .unwrap();
        rows.extend(found.into_iter().map(|row| (table.clone(), row)));
    }
    rows
}

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
    column::<i64>(url, sql).await[0]
}

/// The first column of the rows that a query returns.
pub async fn column<T>(url: &str, sql: &'static str) -> Vec<T>
where
    (T,): for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow>,
    T: Send + Unpin,
{
    if url.starts_with("sqlite:") {
        let mut connection = SqliteConnection::connect(url).await.unwrap();
        let values = sqlx::query_scalar::<Sqlite, T>(sql).fetch_all(&mut connection);
        values.await.unwrap()
    } else {
        let mut connection = PgConnection::connect(url).await.unwrap();
        let values = sqlx::query_scalar::<Postgres, T>(sql).fetch_all(&mut connection);
        values.await.unwrap()
    }
}
