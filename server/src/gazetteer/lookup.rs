//! Looks up addresses, and checks answers against them.

use super::Gazetteer;
use crate::calendar;
use crate::clock::Clock;
use crate::config::Config;
use crate::store::AddressRow;
use crate::store::StoreResult;
use shared::answers::Typed;
use shared::api::address::FoundAddress;
use shared::question::{Question, address};
use shared::service::Page;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Addresses as the pages and the API show them.
pub struct AddressLookup {
    gazetteer: Arc<dyn Gazetteer>,
    config: Arc<Config>,
    clock: Arc<dyn Clock>,
}

impl AddressLookup {
    pub fn new(
        gazetteer: Arc<dyn Gazetteer>,
        config: Arc<Config>,
        clock: Arc<dyn Clock>,
    ) -> AddressLookup {
        AddressLookup {
            gazetteer,
            config,
            clock,
        }
    }

    /// The addresses with a postcode, each in the area of the authority that serves it today, even
    /// if the gazetteer names a predecessor.
    pub async fn find(&self, postcode: &str) -> StoreResult<Vec<FoundAddress>> {
        let today = calendar::london(self.clock.now()).date;
        let found = self.gazetteer.find(postcode).await?;
        let shown = |row: AddressRow| FoundAddress {
            area: self.config.acting_authority(&row.area, today).to_owned(),
            uprn: row.uprn,
            lines: row.lines,
            town: row.town,
            postcode: row.postcode,
        };
        Ok(found.into_iter().map(shown).collect())
    }

    /// [Settles](AddressLookup::settle) every address question of a page.
    pub async fn settle_page(
        &self,
        page: &Page,
        typed: &mut BTreeMap<String, Typed>,
    ) -> StoreResult<()> {
        for question in &page.questions {
            self.settle(question, typed).await?;
        }
        Ok(())
    }

    /// Replaces the details of an address with those of the gazetteer: a chosen address gets its
    /// lines and area from there, one entered by hand gets its area.
    ///
    /// Returns whether the answer names a UPRN that is not at its postcode, although the gazetteer
    /// has the postcode.
    pub async fn settle(
        &self,
        question: &Question,
        typed: &mut BTreeMap<String, Typed>,
    ) -> StoreResult<bool> {
        if !question.is_address() {
            return Ok(false);
        }
        let Some(typed) = typed.get_mut(&question.id) else {
            return Ok(false);
        };
        let found = match address::postcode_of(typed) {
            Some(postcode) => self.find(&postcode).await?,
            None => Vec::new(),
        };
        let uprn = typed.part("uprn");
        let unknown =
            !uprn.is_empty() && !found.is_empty() && found.iter().all(|row| row.uprn != uprn);
        address::settle(typed, &found);
        Ok(unknown)
    }
}
