//! Encrypts personal data before it reaches the store, and hashes values for lookups.
//!
//! A sealed column is text: base64url of format byte 1, key id (4 bytes), nonce (24), then
//! XChaCha20-Poly1305 of the content. Authority, table, column and row are authenticated with
//! it, so a sealed value opens only in the row and column it was sealed for.
//!
//! [`contexts`] lists what each kind of sealed value is bound to, [`keys`] reads and generates
//! the key file, `seal` encrypts, and `derive` makes deterministic values: lookup hashes,
//! feedback tokens, tracking codes.
//!
//! To seal a new kind of data: a constructor in [`contexts`]. To add a derived secret: a method
//! of [`Vault`] in `derive` with a purpose of its own.

pub mod contexts;
mod derive;
pub mod keys;
mod seal;

pub use contexts::SealContext;
pub use derive::normalise_tracking;
pub use keys::KeyFileError;

use keys::Keys;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// A sealed value as stored in a column. The store sees nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed(pub String);

/// A keyed hash (HMAC-SHA-256, base64url without padding, 43 characters) for lookups.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct KeyedHash(pub String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    #[error("the value was sealed with a key that is not in the key file")]
    UnknownKey,
    #[error("the value is damaged or was sealed for another row or column")]
    Damaged,
}

/// The keys of this deployment, cheap to clone.
#[derive(Clone)]
pub struct Vault {
    keys: Arc<Keys>,
}

impl Vault {
    /// Reads the key file; on Unix it must be readable by its owner alone.
    pub fn load(path: &Path) -> Result<Vault, KeyFileError> {
        Vault::from_text(&keys::read(path)?)
    }

    /// Reads the text of a key file, as made by [`keys::mint`].
    pub fn from_text(text: &str) -> Result<Vault, KeyFileError> {
        Ok(Vault {
            keys: Arc::new(Keys::parse(text)?),
        })
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault([redacted])")
    }
}
