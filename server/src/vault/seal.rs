//! Encryption bound to a [`SealContext`].

use super::keys::{SealKey, fresh};
use super::{SealContext, Sealed, Vault, VaultError};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{KeyInit, Tag, XChaCha20Poly1305, XNonce};

const FORMAT: u8 = 1;
/// Format byte, key id, nonce.
const HEAD: usize = 1 + 4 + 24;
const TAG: usize = 16;

impl Vault {
    /// Seals `content` for this context with the newest key and a fresh nonce.
    #[expect(
        clippy::panic,
        reason = "the cipher refuses only content above 256 GiB, which no request can reach"
    )]
    pub fn seal(&self, context: SealContext<'_>, content: &[u8]) -> Sealed {
        let SealKey { id, key } = &self.keys.seal[0];
        let nonce = fresh::<24>();
        let mut bytes = Vec::with_capacity(HEAD + content.len() + TAG);
        bytes.push(FORMAT);
        bytes.extend_from_slice(id);
        bytes.extend_from_slice(nonce.as_slice());
        bytes.extend_from_slice(content);
        let bound = bound(context, id);
        let sealed = XChaCha20Poly1305::new((&**key).into()).encrypt_inout_detached(
            &XNonce::from(*nonce),
            &bound,
            (&mut bytes[HEAD..]).into(),
        );
        match sealed {
            Ok(tag) => bytes.extend_from_slice(&tag),
            Err(_) => panic!("content too large to seal"),
        }
        Sealed(BASE64.encode(bytes))
    }

    /// Opens a value sealed with an equal context, by whichever key sealed it.
    pub fn open(&self, context: SealContext<'_>, sealed: &Sealed) -> Result<Vec<u8>, VaultError> {
        let mut bytes = BASE64.decode(&sealed.0).map_err(|_| VaultError::Damaged)?;
        if bytes.len() < HEAD + TAG || bytes[0] != FORMAT {
            return Err(VaultError::Damaged);
        }
        let mut id = [0u8; 4];
        id.copy_from_slice(&bytes[1..5]);
        let mut nonce = [0u8; 24];
        nonce.copy_from_slice(&bytes[5..HEAD]);
        let key = self.keys.seal.iter().find(|key| key.id == id);
        let key = &key.ok_or(VaultError::UnknownKey)?.key;
        let mut tag = [0u8; TAG];
        let end = bytes.len() - TAG;
        tag.copy_from_slice(&bytes[end..]);
        XChaCha20Poly1305::new((&**key).into())
            .decrypt_inout_detached(
                &XNonce::from(nonce),
                &bound(context, &id),
                (&mut bytes[HEAD..end]).into(),
                &Tag::from(tag),
            )
            .map_err(|_| VaultError::Damaged)?;
        bytes.truncate(end);
        bytes.drain(..HEAD);
        Ok(bytes)
    }
}

/// The associated data: format, key and context.
fn bound(context: SealContext<'_>, id: &[u8; 4]) -> Vec<u8> {
    let mut bytes = vec![FORMAT];
    bytes.extend_from_slice(id);
    context.append_to(&mut bytes);
    bytes
}
