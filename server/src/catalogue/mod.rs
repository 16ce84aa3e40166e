//! The published services and announcements: compiled-in definitions, overridden by the operator's
//! folder.
//!
//! [`source`] reads a file and reports the line of every mistake, `shape` those of syntax and type;
//! [`folder`] watches the operator's files; [`announcements`] is one of them; [`search`] finds a
//! service. An invalid definition never replaces a valid one: the last valid version
//! is still served. Versions that drafts and submissions were made with are read from the store
//! for ever.

pub mod announcements;
mod folder;
pub mod search;
mod service;
mod shape;
pub mod source;

pub use folder::is_announcements;
pub use service::{Service, Services};
pub use source::{Known, Mistake};

use crate::clock::start_of_hour;
use crate::store::VersionRow;
use crate::store::{SharedStore, StoreError, StoreResult};
use folder::Folder;
use jiff::Timestamp;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// `(file, text)` of every compiled-in definition, listed by `build.rs`.
pub const BUILT_IN: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/services.rs"));

/// Old versions cached in memory; others are read again from the store.
const OLD_VERSIONS: usize = 256;

/// The published services, shared by the whole server.
pub struct Catalogue {
    current: RwLock<Arc<Services>>,
    built_in: Vec<Arc<Service>>,
    folder: Option<Mutex<Folder>>,
    /// The names that the operator's files may use.
    known: Known,
    /// Versions that are known to be in the store.
    stored: Mutex<HashSet<String>>,
    /// Number of mistakes in the folder at the last read.
    mistakes: AtomicUsize,
    old: Mutex<HashMap<String, Arc<Service>>>,
}

impl Catalogue {
    /// Reads the compiled-in definitions if `built_in`, then the folder. An invalid definition is
    /// not served; the others are.
    pub fn load(
        built_in: bool,
        folder: Option<PathBuf>,
        known: Known,
    ) -> (Catalogue, Vec<Mistake>) {
        let mut mistakes = Vec::new();
        let mut services = Vec::new();
        for (file, text) in BUILT_IN.iter().filter(|_| built_in) {
            match source::read(file, text, None) {
                Ok(definition) => services.push(Arc::new(Service::new(definition))),
                Err(found) => mistakes.extend(found),
            }
        }
        let catalogue = Catalogue {
            current: RwLock::new(Arc::new(Services::new(services.clone()))),
            built_in: services,
            folder: folder.map(|path| Mutex::new(Folder::new(path))),
            known,
            stored: Mutex::default(),
            mistakes: AtomicUsize::new(0),
            old: Mutex::default(),
        };
        mistakes.extend(catalogue.reload());
        (catalogue, mistakes)
    }

    /// The services published now. A handler calls this once and uses the result throughout.
    pub fn current(&self) -> Arc<Services> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Checks the folder; if a file changed, reads it all again and publishes what is valid.
    /// Returns the mistakes found, none if nothing changed.
    pub fn reload(&self) -> Vec<Mistake> {
        let Some(folder) = &self.folder else {
            return Vec::new();
        };
        let mut folder = folder.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(own) = folder.read(&self.known) else {
            return Vec::new();
        };
        let mut by_id: BTreeMap<String, Arc<Service>> = BTreeMap::new();
        for service in self.built_in.iter().chain(&own.services) {
            by_id.insert(service.definition.id.clone(), Arc::clone(service));
        }
        let services = Services::new(by_id.into_values().collect());
        let services = Arc::new(services.with_announcements(own.announcements));
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = services;
        self.mistakes.store(own.mistakes.len(), Ordering::Relaxed);
        own.mistakes
    }

    /// The number of mistakes in the operator's folder now; 0 without a folder.
    pub fn mistakes(&self) -> usize {
        self.mistakes.load(Ordering::Relaxed)
    }

    /// Stores a version before anything is created with it.
    ///
    /// # Errors
    /// As the store; then nothing may be created with it.
    pub async fn store_version(
        &self,
        store: &SharedStore,
        service: &Service,
        now: Timestamp,
    ) -> StoreResult<()> {
        let known = |stored: &HashSet<String>| stored.contains(&service.version);
        if known(&self.stored.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(());
        }
        store
            .keep_version(VersionRow {
                version: service.version.clone(),
                service: service.definition.id.clone(),
                shape: service.shape.clone(),
                schema: shared::service::SCHEMA,
                text: service.text().to_owned(),
                // The exact time would be that of the first contact with this version.
                kept_at: start_of_hour(now),
            })
            .await?;
        let mut stored = self.stored.lock().unwrap_or_else(PoisonError::into_inner);
        stored.insert(service.version.clone());
        Ok(())
    }

    /// A service in a given version: the current one, or one from the store. `None` for an unknown
    /// version, or one of another service.
    ///
    /// # Errors
    /// As the store; `Corrupt` when the stored text cannot be read.
    pub async fn service_at(
        &self,
        store: &SharedStore,
        id: &str,
        version: &str,
    ) -> StoreResult<Option<Arc<Service>>> {
        if let Some(current) = self.current().get(id)
            && current.version == version
        {
            return Ok(Some(current));
        }
        let held = {
            let old = self.old.lock().unwrap_or_else(PoisonError::into_inner);
            old.get(version).cloned()
        };
        let service = match held {
            Some(service) => service,
            None => {
                let Some(row) = store.version(version).await? else {
                    return Ok(None);
                };
                let service = Service::from_text(&row.text, row.version, row.shape)
                    .map(Arc::new)
                    .map_err(|_| StoreError::Corrupt("version"))?;
                let mut old = self.old.lock().unwrap_or_else(PoisonError::into_inner);
                if old.len() >= OLD_VERSIONS {
                    old.clear();
                }
                old.insert(version.to_owned(), Arc::clone(&service));
                service
            }
        };
        Ok((service.definition.id == id).then_some(service))
    }
}

#[cfg(test)]
mod tests;
