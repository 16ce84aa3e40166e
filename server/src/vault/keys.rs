//! The key file, from which every secret of the deployment derives.
//!
//! TOML: `root` (32 bytes, never changes: lookup hashes and tokens derive from it) and one or
//! more `[[seal]]` with `id` (4 bytes, hexadecimal) and `key` (32 bytes, base64url). The first
//! seals, all of them open: to rotate, add a new one at the top.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use hkdf::Hkdf;
use sha2::Sha256;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use zeroize::{Zeroize, Zeroizing};

pub(super) type Secret = Zeroizing<[u8; 32]>;

#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    #[error("the key file cannot be read: {0}")]
    Read(#[source] io::Error),
    #[error(
        "the key file can be read by others (mode {0:03o}): make it readable by its owner alone with chmod 600"
    )]
    Exposed(u32),
    #[error("the key file is not valid: {0}")]
    Form(&'static str),
    #[error("the key file cannot be written: {0}")]
    Write(#[source] io::Error),
}

/// The content of the key file.
pub(super) struct Keys {
    /// The first seals.
    pub(super) seal: Vec<SealKey>,
    pub(super) lookup: Secret,
    pub(super) token: Secret,
}

pub(super) struct SealKey {
    pub(super) id: [u8; 4],
    pub(super) key: Secret,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    root: String,
    seal: Vec<FileSeal>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct FileSeal {
    id: String,
    key: String,
}

impl Drop for File {
    fn drop(&mut self) {
        self.root.zeroize();
    }
}

impl Drop for FileSeal {
    fn drop(&mut self) {
        self.key.zeroize();
    }
}

impl Keys {
    pub(super) fn parse(text: &str) -> Result<Keys, KeyFileError> {
        // The parser's message could quote a key, so it is omitted.
        let file: File = toml::from_str(text).map_err(|_| {
            KeyFileError::Form("expected `root` and `[[seal]]` with `id` and `key`")
        })?;
        let root = secret(&file.root)?;
        let mut seal: Vec<SealKey> = Vec::new();
        for entry in &file.seal {
            let mut id = [0u8; 4];
            hex::decode_to_slice(&entry.id, &mut id)
                .map_err(|_| KeyFileError::Form("a seal id is not eight hexadecimal digits"))?;
            if seal.iter().any(|known| known.id == id) {
                return Err(KeyFileError::Form("two seal keys have the same id"));
            }
            let key = secret(&entry.key)?;
            seal.push(SealKey { id, key });
        }
        if seal.is_empty() {
            return Err(KeyFileError::Form("there is no seal key"));
        }
        Ok(Keys {
            seal,
            lookup: derived(&root, b"doorstep look-up 1")?,
            token: derived(&root, b"doorstep token 1")?,
        })
    }
}

fn secret(text: &str) -> Result<Secret, KeyFileError> {
    let mut bytes = Zeroizing::new([0u8; 32]);
    match BASE64.decode_slice(text, bytes.as_mut_slice()) {
        Ok(32) => Ok(bytes),
        _ => Err(KeyFileError::Form("a key is not 32 bytes in base64url")),
    }
}

fn derived(root: &Secret, purpose: &[u8]) -> Result<Secret, KeyFileError> {
    let mut key = Zeroizing::new([0u8; 32]);
    Hkdf::<Sha256>::new(None, root.as_slice())
        .expand(purpose, key.as_mut_slice())
        .map_err(|_| KeyFileError::Form("no key can be derived from the root"))?;
    Ok(key)
}

/// The text of a new key file with fresh keys.
pub fn mint() -> String {
    let root = fresh::<32>();
    let id = fresh::<4>();
    let key = fresh::<32>();
    format!(
        "# The keys of this deployment. Whoever has this file can read what was sealed;\n\
         # without it nothing sealed can be read again. Keep it out of backups of the store.\n\
         # To rotate, put a new seal section above the old ones; never change the root.\n\
         root = \"{}\"\n\n[[seal]]\nid = \"{}\"\nkey = \"{}\"\n",
        BASE64.encode(root.as_slice()),
        hex::encode(id.as_slice()),
        BASE64.encode(key.as_slice()),
    )
}

/// Writes a new key file readable by its owner alone. An existing file is not overwritten and
/// is an error of kind `AlreadyExists`.
pub fn write_new(path: &Path) -> Result<(), KeyFileError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(KeyFileError::Write)?;
    file.write_all(mint().as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(KeyFileError::Write)
}

pub(super) fn read(path: &Path) -> Result<Zeroizing<String>, KeyFileError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(path)
            .map_err(KeyFileError::Read)?
            .permissions()
            .mode();
        if mode & 0o077 != 0 {
            return Err(KeyFileError::Exposed(mode & 0o777));
        }
    }
    fs::read_to_string(path)
        .map(Zeroizing::new)
        .map_err(KeyFileError::Read)
}

#[expect(
    clippy::panic,
    reason = "no key may be created without randomness, so stopping is the only safe option"
)]
pub(super) fn fresh<const N: usize>() -> Zeroizing<[u8; N]> {
    let mut bytes = Zeroizing::new([0u8; N]);
    if let Err(error) = getrandom::fill(bytes.as_mut_slice()) {
        panic!("the system random generator failed: {error}");
    }
    bytes
}
