//! Checks that definitions of earlier releases still load with the same version.
//!
//! Each file in `golden/{release}/` is the canonical text of a definition, whose SHA-256 is its
//! version, as stored by installations of that release. Files are added at a release (printed by
//! the example `canonical`) and never edited: a failure here means that the format has changed and
//! every draft and submission would lose its version. The versions and shapes are in `hashes.txt`
//! next to the files; the server's tests, which can hash, check them.

use shared::service::Definition;
use shared::service::version::canonical;
use std::path::Path;

#[test]
fn definitions_of_every_release_keep_their_canonical_text() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/golden");
    let mut count = 0;
    for release in std::fs::read_dir(folder).unwrap() {
        for file in std::fs::read_dir(release.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_none_or(|ending| ending != "json") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let definition: Definition = serde_json::from_str(&text).unwrap();
            assert!(
                canonical(&definition) == text.trim_end(),
                "{}",
                path.display()
            );
            count += 1;
        }
    }
    assert!(count > 0, "there is no golden definition");
}
