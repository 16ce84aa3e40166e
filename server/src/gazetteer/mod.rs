//! Addresses by postcode.
//!
//! - [`Gazetteer`]: a source of addresses; [`Imported`] is the one in the store.
//! - [`AddressLookup`]: lookups by the pages and the API, on top of the source.
//! - [`read_csv`]: the file that `doorstep import-addresses` reads.
//!
//! To add a source, implement [`Gazetteer`].

mod csv;
mod lookup;

pub use csv::read_csv;
pub use lookup::AddressLookup;

use crate::store::AddressRow;
use crate::store::{SharedStore, StoreResult};
use async_trait::async_trait;
use shared::question::address::canonical_postcode;

/// A source of addresses.
#[async_trait]
pub trait Gazetteer: Send + Sync {
    /// Every address with this postcode, in the order of the source. Accepts any spelling of a
    /// postcode; returns nothing for an unknown or malformed one.
    async fn find(&self, postcode: &str) -> StoreResult<Vec<AddressRow>>;
}

/// The addresses imported into the store.
pub struct Imported {
    store: SharedStore,
}

impl Imported {
    pub fn new(store: SharedStore) -> Imported {
        Imported { store }
    }
}

#[async_trait]
impl Gazetteer for Imported {
    async fn find(&self, postcode: &str) -> StoreResult<Vec<AddressRow>> {
        match canonical_postcode(postcode) {
            Some(postcode) => self.store.addresses(&postcode).await,
            None => Ok(Vec::new()),
        }
    }
}
