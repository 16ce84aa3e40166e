//! Sealing: personal data is encrypted before it reaches the store, look-ups go by keyed hash.
//!
//! A sealed column is text: base64url of format byte 1, key id (4 bytes), nonce (24), then
//! XChaCha20-Poly1305 of the content. Authority, table, column and row are authenticated
//! with it, so a sealed value cannot be moved to another place.

pub mod keys;

use uuid::Uuid;

/// A sealed value as it stands in a column. The store sees nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed(pub String);

/// A keyed hash (HMAC-SHA-256, base64url without padding, 43 characters) for look-ups.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct KeyedHash(pub String);

/// Where a sealed value stands.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    pub authority: &'a str,
    pub table: &'static str,
    pub column: &'static str,
    pub row: Uuid,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    #[error("the value was sealed with a key that is not in the key file")]
    UnknownKey,
    #[error("the value is damaged or stands in the wrong place")]
    Damaged,
}
