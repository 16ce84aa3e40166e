//! All adapters by the name of their destination.

use super::email::{self, EmailConfig};
use super::{Adapter, BuildError, CallbackVerifier, Destination};
use crate::handoff::EMAIL;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Adapters by destination name, with the settings that the outbox needs.
#[derive(Default, Clone)]
pub struct Registry {
    entries: BTreeMap<String, Entry>,
}

/// One destination as the outbox sees it.
#[derive(Clone)]
pub struct Entry {
    pub adapter: Arc<dyn Adapter>,
    /// The most deliveries in progress at the same time.
    pub concurrency: u32,
    /// The longest an attempt takes, in seconds.
    pub timeout_seconds: u64,
}

impl Registry {
    /// Every configured destination, and email if it is on.
    pub fn new(
        destinations: &BTreeMap<String, Destination>,
        email: &EmailConfig,
        demo: bool,
    ) -> Result<Registry, (String, BuildError)> {
        let mut registry = Registry::default();
        for (name, destination) in destinations {
            let settings = destination.settings();
            let adapter = settings.build().map_err(|error| (name.clone(), error))?;
            let timeout_seconds = settings.timeout_seconds();
            registry.add(name, adapter, settings.concurrency(), timeout_seconds);
        }
        let adapter = email::build(email, demo).map_err(|error| (EMAIL.to_owned(), error))?;
        if let Some(adapter) = adapter {
            registry.add(EMAIL, adapter, email.concurrency, email::TIMEOUT_SECONDS);
        }
        Ok(registry)
    }

    /// Adds an adapter under its destination's name.
    pub fn add(
        &mut self,
        name: &str,
        adapter: Arc<dyn Adapter>,
        concurrency: u32,
        timeout_seconds: u64,
    ) {
        let entry = Entry {
            adapter,
            concurrency,
            timeout_seconds,
        };
        self.entries.insert(name.to_owned(), entry);
    }

    pub fn get(&self, name: &str) -> Option<&Entry> {
        self.entries.get(name)
    }

    pub fn entries(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.entries
            .iter()
            .map(|(name, entry)| (name.as_str(), entry))
    }

    /// How callbacks of this destination are verified; `None` if the destination is unknown or
    /// sends none.
    pub fn callbacks(&self, name: &str) -> Option<&dyn CallbackVerifier> {
        self.entries.get(name)?.adapter.callbacks()
    }
}
