//! Addresses: the gazetteer.

use super::StoreResult;
use super::encoding::{Column, json_text};
use async_trait::async_trait;
use serde::Serialize;
use sqlx::FromRow;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow)]
pub struct AddressRow {
    pub uprn: String,
    #[sqlx(try_from = "Column<Vec<String>>")]
    #[serde(serialize_with = "json_text")]
    pub lines: Vec<String>,
    pub town: String,
    /// As shown, with one space.
    pub postcode: String,
    /// The authority or other area it is in.
    pub area: String,
}

#[async_trait]
pub trait AddressStore: Send + Sync {
    /// Replaces the gazetteer with these rows and returns how many there are now. Of rows with the
    /// same UPRN the last one counts. Other writes go on meanwhile; the old gazetteer is read until
    /// the new one is whole, and stays if this fails.
    async fn replace_addresses(&self, rows: Vec<AddressRow>) -> StoreResult<u64>;
    /// In the order of the imported file. Spaces and case in the postcode do not matter.
    async fn addresses(&self, postcode: &str) -> StoreResult<Vec<AddressRow>>;
}
