//! All destinations by name, ready to be used.

use super::webhook::signature::Secrets;
use super::{Adapter, BuildError, OutgoingRequest, build, payload};
use crate::adapters::email;
use crate::config::destinations::{Destination, Destinations, EMAIL};
use crate::config::email::EmailConfig;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Adapters by destination name, with what the outbox must know of each.
#[derive(Default, Clone)]
pub struct Registry {
    entries: BTreeMap<String, Entry>,
}

/// One destination as the outbox sees it.
#[derive(Clone)]
pub struct Entry {
    pub adapter: Arc<dyn Adapter>,
    /// Deliveries on their way at the same time.
    pub concurrency: u32,
    /// The longest an attempt takes, in seconds.
    pub timeout_seconds: u64,
    /// `None` for Doorstep's own e-mail.
    config: Option<Destination>,
    callback: Option<Secrets>,
}

impl Registry {
    /// Every configured destination, and e-mail when it is on.
    pub fn new(
        destinations: &Destinations,
        mail: &EmailConfig,
        demo: bool,
    ) -> Result<Registry, (String, BuildError)> {
        let mut registry = Registry::default();
        for (name, destination) in destinations {
            registry
                .add(name, destination)
                .map_err(|error| (name.clone(), error))?;
        }
        if let Some(adapter) =
            email::build(mail, demo).map_err(|error| (EMAIL.to_owned(), error))?
        {
            registry.add_adapter(EMAIL, adapter, mail.concurrency, email::TIMEOUT_SECONDS);
        }
        Ok(registry)
    }

    fn add(&mut self, name: &str, destination: &Destination) -> Result<(), BuildError> {
        let callback = match destination {
            Destination::Webhook(config) => Some(config.callback_keys()?),
        };
        self.entries.insert(
            name.to_owned(),
            Entry {
                adapter: build(destination)?,
                concurrency: destination.concurrency(),
                timeout_seconds: destination.timeout_seconds(),
                config: Some(destination.clone()),
                callback,
            },
        );
        Ok(())
    }

    /// Adds an adapter that was made elsewhere.
    pub fn add_adapter(
        &mut self,
        name: &str,
        adapter: Arc<dyn Adapter>,
        concurrency: u32,
        timeout_seconds: u64,
    ) {
        self.entries.insert(
            name.to_owned(),
            Entry {
                adapter,
                concurrency,
                timeout_seconds,
                config: None,
                callback: None,
            },
        );
    }

    pub fn get(&self, name: &str) -> Option<&Entry> {
        self.entries.get(name)
    }

    pub fn entries(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.entries
            .iter()
            .map(|(name, entry)| (name.as_str(), entry))
    }

    /// The bytes this destination will be sent; `None` when there is no such destination.
    pub fn payload(&self, name: &str, request: &OutgoingRequest<'_>) -> Option<Vec<u8>> {
        let config = self.entries.get(name)?.config.as_ref()?;
        Some(payload(config, request))
    }

    /// The keys a destination signs its callbacks with; `None` when it sends none.
    pub fn callback_keys(&self, name: &str) -> Option<&Secrets> {
        self.entries.get(name)?.callback.as_ref()
    }
}
