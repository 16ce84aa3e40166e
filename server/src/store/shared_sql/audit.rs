//! What operators did.

use super::dialect::{Backend, Connection, LOCK_AUDIT};
use crate::store::{AuditEntry, AuditLine, AuditStore, StoreResult, bind_json};
use async_trait::async_trait;

#[async_trait]
impl AuditStore for Backend {
    async fn append_audit(&self, entry: AuditEntry) -> StoreResult<()> {
        self.write(entry, |c, entry| Box::pin(append(c, entry)))
            .await
    }

    async fn audit_lines(&self, after: i64, limit: u32) -> StoreResult<Vec<AuditLine>> {
        Ok(sqlx::query_as(concat!(
            select!(audit),
            "WHERE seq > $1 ORDER BY seq LIMIT $2"
        ))
        .bind(after)
        .bind(i64::from(limit))
        .fetch_all(self.reader())
        .await?)
    }
}

async fn append(c: &mut Connection, entry: &AuditEntry) -> StoreResult<()> {
    if let Some(lock) = LOCK_AUDIT {
        sqlx::query(lock).execute(&mut *c).await?;
    }
    let last: Option<AuditLine> =
        sqlx::query_as(concat!(select!(audit), "ORDER BY seq DESC LIMIT 1"))
            .fetch_optional(&mut *c)
            .await?;
    sqlx::query(insert!(audit, "$1"))
        .bind(bind_json::array([AuditLine::after(last.as_ref(), entry)])?)
        .execute(c)
        .await?;
    Ok(())
}
