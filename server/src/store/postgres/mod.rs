//! PostgreSQL.
use super::open::{OpenError, Options};
pub(super) async fn open(
    url: &str,
    _migrate: bool,
    with: &Options,
) -> Result<super::sqlite::SqliteStore, OpenError> {
    super::sqlite::open(url, false, with).await
}
pub(super) async fn pending(_url: &str, _with: &Options) -> Result<bool, OpenError> {
    Ok(true)
}
