//! A full disk: 503 with `Retry-After`, the answers still on the page, and recovery as soon as
//! there is space.

use crate::support::journeys::{pothole, pothole_json, start, walk};
use crate::support::process::Deployment;
use crate::support::skipped;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A small in-memory file system, unmounted on drop.
struct Small(PathBuf);

impl Small {
    fn mount(at: PathBuf) -> Result<Small, String> {
        std::fs::create_dir_all(&at).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=6m", "doorstep-test"])
            .arg(&at)
            .output()
            .map_err(|error| error.to_string())?;
        if mounted.status.success() {
            Ok(Small(at))
        } else {
            Err(String::from_utf8_lossy(&mounted.stderr).trim().to_owned())
        }
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_full_disk_nothing_typed_is_lost_and_room_makes_it_well() {
    let folder = tempfile::tempdir().unwrap();
    let small = match Small::mount(folder.path().join("small")) {
        Ok(small) => small,
        Err(why) => {
            skipped(
                "DOORSTEP_REQUIRE_DISK",
                &format!("no small disk (it needs root): {why}"),
            );
            return;
        }
    };
    let deployment = Deployment::storing_in(folder, &small.0, &[]);
    let server = deployment.start_server().await;
    let day = super::yesterday();
    let typed = super::noticed_on(pothole("Mill Lane", "Deep"), &day);
    let mut at_question = deployment.browser();
    let question = start(&mut at_question, "pothole").await;
    let question = at_question.go_on(&question, &[("danger", "no")]).await;
    let mut at_check = deployment.browser();
    let check = walk(&mut at_check, "pothole", &typed).await;
    let mut program = deployment.browser();

    // Earlier writes may have left space in the log, so the disk counts as full only when API
    // requests are refused.
    let filler = fill(&small.0);
    let mut kept = std::collections::BTreeSet::new();
    let called = loop {
        let key = format!("full-{}", kept.len());
        let called = program
            .request(&key, &pothole_json(&"deep ".repeat(150)))
            .await;
        if called.status == 201 {
            kept.insert(called.reference());
            assert!(kept.len() < 5000, "the disk is never full");
        } else {
            break called.is(503);
        }
    };
    assert!(!called.header("retry-after").is_empty());
    let long = "It is deep. ".repeat(80);
    let asked = at_question
        .press(&question, &[("problem", "drain")])
        .await
        .is(503);
    assert!(!asked.header("retry-after").is_empty());
    assert_eq!(asked.page().form().value("problem"), "drain");
    let sent = at_check.press(&check, &[]).await.is(503);
    assert!(
        sent.page().main().contains("Mill Lane"),
        "{}",
        sent.page().main()
    );
    // Reads still work.
    deployment.browser().get("/services").await.is(200);

    std::fs::remove_file(filler).unwrap();
    at_question.go_on(&asked, &[]).await;
    kept.insert(at_check.press(&sent, &[]).await.reference());
    kept.insert(
        program
            .request("room", &pothole_json(&long))
            .await
            .is(201)
            .reference(),
    );
    assert_eq!(deployment.refs(), kept);
    server.kill();
}

/// Writes until the disk is full.
fn fill(folder: &Path) -> PathBuf {
    let path = folder.join("filler");
    let mut file = std::fs::File::create(&path).unwrap();
    for size in [65536, 4096, 1] {
        while file.write_all(&vec![0; size]).is_ok() {}
    }
    path
}
