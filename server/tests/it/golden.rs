//! Definitions of earlier releases keep their version and shape, which stored drafts and
//! submissions refer to.

use server::catalogue::Service;
use std::path::Path;

#[test]
fn definitions_of_every_release_keep_their_version_and_shape() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/tests/it/golden");
    let mut count = 0;
    for release in std::fs::read_dir(folder).unwrap() {
        let release = release.unwrap().path();
        let mut lines = Vec::new();
        for file in std::fs::read_dir(&release).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "json") {
                let text = std::fs::read_to_string(&path).unwrap();
                let service = Service::new(serde_json::from_str(&text).unwrap());
                let id = &service.definition.id;
                lines.push(format!("{id} {} {}\n", service.version, service.shape));
            }
        }
        lines.sort();
        count += lines.len();
        let (lines, hashes) = (lines.concat(), release.join("hashes.txt"));
        let known = std::fs::read_to_string(&hashes).unwrap_or_default();
        assert!(
            known == lines,
            "{} should be, if the change is intended:\n{lines}",
            hashes.display()
        );
    }
    assert!(count > 0, "there is no golden definition");
}
