//! Deterministic secrets and hashes.

use super::{KeyedHash, Vault};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use hmac::{Hmac, KeyInit, Mac};
use jiff::civil::Date;
use sha2::Sha256;
use uuid::Uuid;

/// The alphabet of references: without 0/O and 1/I/L.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

impl Vault {
    /// The keyed hash of a normalised text. `purpose` keeps the hash of an email address different
    /// from the hash of any other equal text.
    pub fn hash(&self, purpose: &'static str, text: &str) -> KeyedHash {
        KeyedHash(BASE64.encode(mac(&self.keys.lookup, purpose, &[text.as_bytes()])))
    }

    /// A name for a value in the log of one day: 72 bits, 12 characters of base64url. Each day has
    /// a key of its own, so that names of different days cannot be matched without the vault.
    pub fn pseudonym(&self, purpose: &'static str, day: Date, text: &str) -> String {
        let key = mac(
            &self.keys.lookup,
            "pseudonyms",
            &[day.to_string().as_bytes()],
        );
        let mac = mac(&key, purpose, &[text.as_bytes()]);
        BASE64.encode(&mac[..9])
    }

    /// The secret of a row: 128 bits, 22 characters of base64url. Deterministic, so that only its
    /// hash has to be stored.
    pub fn token(&self, purpose: &'static str, row: Uuid) -> String {
        let mac = mac(&self.keys.token, purpose, &[row.as_bytes()]);
        BASE64.encode(&mac[..16])
    }

    /// The mark of a draft, by which its submission is found: a keyed hash of its id.
    pub fn draft_mark(&self, draft: Uuid) -> Uuid {
        let mac = mac(&self.keys.lookup, "draft", &[draft.as_bytes()]);
        let mut mark = [0u8; 16];
        mark.copy_from_slice(&mac[..16]);
        Uuid::from_bytes(mark)
    }

    /// The tracking code of a submission: 16 characters of the reference's alphabet (79 bits) in
    /// groups of four. Deterministic.
    pub fn tracking_code(&self, submission: Uuid) -> String {
        let mut code = String::with_capacity(19);
        let mut block = 0u8;
        loop {
            let mac = mac(
                &self.keys.token,
                "tracking",
                &[submission.as_bytes(), &[block]],
            );
            // 248 is the largest multiple of 31 below 256; higher bytes would favour some letters.
            for byte in mac.into_iter().filter(|byte| *byte < 248) {
                if code.len() == 19 {
                    return code;
                }
                if code.len() % 5 == 4 {
                    code.push('-');
                }
                code.push(char::from(ALPHABET[usize::from(byte) % 31]));
            }
            block = block.wrapping_add(1);
        }
    }
}

/// A tracking code normalised for hashing: capitals, without dashes and spaces.
pub fn normalise_tracking(typed: &str) -> String {
    typed
        .chars()
        .filter(|c| c.is_alphanumeric())
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

fn mac(key: &[u8; 32], purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
    // HMAC pads its key with zeros to the block; padding here cannot fail.
    let mut block = zeroize::Zeroizing::new([0u8; 64]);
    block[..32].copy_from_slice(key);
    let mut mac = Hmac::<Sha256>::new((&*block).into());
    mac.update(purpose.as_bytes());
    mac.update(&[0]);
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::super::keys::mint;
    use super::super::{SealContext, Sealed, Vault, VaultError, contexts};
    use super::normalise_tracking;
    use uuid::Uuid;

    fn vault() -> Vault {
        Vault::from_text(&mint()).unwrap()
    }

    fn context(row: u128) -> SealContext<'static> {
        contexts::submission_answers("kent", Uuid::from_u128(row))
    }

    #[test]
    fn a_sealed_value_opens_only_in_its_context() {
        let vault = vault();
        let sealed = vault.seal(context(1), b"Jane Example");
        assert_eq!(vault.open(context(1), &sealed).unwrap(), b"Jane Example");
        let row = Uuid::from_u128(1);
        let others = [
            context(2),
            contexts::submission_answers("swale", row),
            contexts::draft_answers("kent", row),
            contexts::submission_person("kent", row),
        ];
        for other in others {
            assert_eq!(vault.open(other, &sealed), Err(VaultError::Damaged));
        }
        assert_ne!(vault.seal(context(1), b"Jane Example"), sealed);
        let empty = vault.seal(context(1), b"");
        assert_eq!(vault.open(context(1), &empty).unwrap(), b"");
    }

    #[test]
    fn damaged_values_and_unknown_keys_are_different_errors() {
        let (ours, theirs) = (vault(), vault());
        let sealed = ours.seal(context(1), b"content");
        assert_eq!(
            theirs.open(context(1), &sealed),
            Err(VaultError::UnknownKey)
        );
        for damaged in ["", "AQ", "not base64!", &sealed.0[..sealed.0.len() - 2]] {
            let damaged = Sealed(damaged.to_owned());
            assert_eq!(ours.open(context(1), &damaged), Err(VaultError::Damaged));
        }
    }

    #[test]
    fn after_a_rotation_the_new_key_seals_and_both_keys_open() {
        let old_text = mint();
        let old = Vault::from_text(&old_text).unwrap();
        let before = old.seal(context(1), b"before");
        let fresh = mint();
        let added = &fresh[fresh.find("[[seal]]").unwrap()..];
        let new = old_text.replacen("[[seal]]", &format!("{added}\n[[seal]]"), 1);
        let new = Vault::from_text(&new).unwrap();
        assert_eq!(new.open(context(1), &before).unwrap(), b"before");
        let after = new.seal(context(1), b"after");
        assert_eq!(old.open(context(1), &after), Err(VaultError::UnknownKey));
        assert_eq!(new.hash("email", "a@b.uk"), old.hash("email", "a@b.uk"));
        let row = Uuid::from_u128(7);
        assert_eq!(new.tracking_code(row), old.tracking_code(row));
    }

    #[test]
    fn hashes_and_tokens_differ_by_purpose_and_row() {
        let vault = vault();
        assert_eq!(vault.hash("email", "x").0.len(), 43);
        assert_ne!(vault.hash("email", "x"), vault.hash("postcode", "x"));
        let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(vault.token("feedback", one).len(), 22);
        assert_eq!(vault.token("feedback", one), vault.token("feedback", one));
        assert_ne!(vault.token("feedback", one), vault.token("feedback", two));
        assert_ne!(vault.token("feedback", one), vault.token("other", one));
    }

    #[test]
    fn a_pseudonym_is_the_same_for_a_day_and_a_key_file_only() {
        let text = mint();
        let replica = || Vault::from_text(&text).unwrap();
        let day = jiff::civil::date(2026, 11, 18);
        let name = replica().pseudonym("address", day, "192.0.2.1");
        assert_eq!(name.len(), 12);
        assert_eq!(replica().pseudonym("address", day, "192.0.2.1"), name);
        let tomorrow = day.tomorrow().unwrap();
        for other in [
            replica().pseudonym("address", tomorrow, "192.0.2.1"),
            replica().pseudonym("address", day, "192.0.2.2"),
            replica().pseudonym("reference", day, "192.0.2.1"),
            vault().pseudonym("address", day, "192.0.2.1"),
        ] {
            assert_ne!(other, name);
        }
    }

    #[test]
    fn a_tracking_code_is_accepted_in_any_spelling() {
        let code = vault().tracking_code(Uuid::from_u128(1));
        assert_eq!(code.len(), 19);
        assert_eq!(code.matches('-').count(), 3);
        let typed = code.to_lowercase().replace('-', " ");
        assert_eq!(normalise_tracking(&typed), code.replace('-', ""));
    }

    #[test]
    fn keys_are_never_printed() {
        let text = mint();
        let vault = Vault::from_text(&text).unwrap();
        assert_eq!(format!("{vault:?}"), "Vault([redacted])");
        let wrong = text.replace("root", "roof");
        let error = Vault::from_text(&wrong).unwrap_err().to_string();
        let words = text.split('"');
        let keys: Vec<&str> = words
            .filter(|word| word.len() > 30 && !word.contains(' '))
            .collect();
        assert!(!keys.is_empty(), "the new key file contains no key");
        for key in keys {
            assert!(!error.contains(key));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_key_file_that_others_can_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.toml");
        super::super::keys::write_new(&path).unwrap();
        assert!(Vault::load(&path).is_ok());
        assert!(super::super::keys::write_new(&path).is_err());
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(
            Vault::load(&path),
            Err(super::super::KeyFileError::Exposed(0o640))
        ));
    }
}
