//! One published version of a service, with what is derived from it.

use super::announcements::Announcements;
use super::search::Index;
use bytes::Bytes;
use sha2::{Digest, Sha256};
use shared::language::Language;
use shared::service::Definition;
use shared::service::schema::answers_schema;
use shared::service::version::{canonical, shape};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, OnceLock};

/// One version of a service.
#[derive(Debug, Clone)]
pub struct Service {
    pub definition: Arc<Definition>,
    /// SHA-256 of the canonical JSON, hexadecimal.
    pub version: String,
    /// SHA-256 of ids, kinds and rules only.
    pub shape: String,
    /// Canonical JSON.
    pub json: Bytes,
    /// JSON Schema of its answers, built on first use.
    answers: OnceLock<Bytes>,
    /// The words it is found by, in each language, built on first use.
    index: OnceLock<BTreeMap<Language, Index>>,
}

impl Service {
    pub fn new(definition: Definition) -> Service {
        let json = canonical(&definition);
        let version = sha256(&json);
        let shape = sha256(&shape(&definition));
        Service {
            json: Bytes::from(json),
            answers: OnceLock::new(),
            index: OnceLock::new(),
            version,
            shape,
            definition: Arc::new(definition),
        }
    }

    /// Restores a stored version with its stored hashes: later releases may write canonical JSON
    /// differently, and an old version must not change.
    pub(super) fn from_text(
        text: &str,
        version: String,
        shape: String,
    ) -> Result<Service, serde_json::Error> {
        Ok(Service {
            definition: Arc::new(serde_json::from_str(text)?),
            json: Bytes::copy_from_slice(text.as_bytes()),
            answers: OnceLock::new(),
            index: OnceLock::new(),
            version,
            shape,
        })
    }

    /// JSON Schema of its answers.
    pub fn answers_schema(&self) -> Bytes {
        let made = || answers_schema(&self.definition).to_string().into();
        self.answers.get_or_init(made).clone()
    }

    /// The words it is found by.
    pub(super) fn index(&self, language: Language) -> &Index {
        static NONE: LazyLock<Index> = LazyLock::new(Index::default);
        let of = |language| (language, Index::of(&self.definition, language));
        let made = || Language::ALL.into_iter().map(of).collect();
        let by_language: &BTreeMap<Language, Index> = self.index.get_or_init(made);
        by_language.get(&language).unwrap_or(&NONE)
    }

    /// The canonical JSON as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.json).unwrap_or_default()
    }
}

/// All that is published at one moment: the services by id, and the announcements.
#[derive(Debug, Default)]
pub struct Services {
    by_id: BTreeMap<String, Arc<Service>>,
    pub announcements: Announcements,
}

impl Services {
    pub(super) fn new(services: Vec<Arc<Service>>) -> Services {
        Services {
            by_id: services
                .into_iter()
                .map(|service| (service.definition.id.clone(), service))
                .collect(),
            announcements: Announcements::default(),
        }
    }

    pub(super) fn with_announcements(self, announcements: Announcements) -> Services {
        Services {
            announcements,
            ..self
        }
    }

    pub fn get(&self, id: &str) -> Option<Arc<Service>> {
        self.by_id.get(id).cloned()
    }

    /// In id order.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Service>> {
        self.by_id.values()
    }
}

fn sha256(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}
