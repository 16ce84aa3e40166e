//! A full disk: 503 with `Retry-After`, the answers still on the page, and recovery as soon as
//! there is space.

use crate::support::journeys::{pothole, pothole_json, start, walk};
use crate::support::process::Deployment;
use crate::support::skipped;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Requests sent to a full disk.
const REFUSED: u64 = 200;

/// A small in-memory file system, unmounted on drop.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(at: PathBuf) -> Result<SmallDisk, String> {
        std::fs::create_dir_all(&at).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=6m", "doorstep-test"])
            .arg(&at)
            .output()
            .map_err(|error| error.to_string())?;
        if mounted.status.success() {
            Ok(SmallDisk(at))
        } else {
            Err(String::from_utf8_lossy(&mounted.stderr).trim().to_owned())
        }
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_loses_no_answers_and_freeing_space_recovers() {
    let folder = tempfile::tempdir().unwrap();
    let disk = match SmallDisk::mount(folder.path().join("small")) {
        Ok(disk) => disk,
        Err(why) => {
            skipped(
                "DOORSTEP_REQUIRE_DISK",
                &format!("no small disk (it needs root): {why}"),
            );
            return;
        }
    };
    // One client fills the disk.
    let settings = [("DOORSTEP__LIMITS__EXEMPT", "[\"127.0.0.1\"]")];
    let deployment = Deployment::storing_in(folder, &disk.0, &settings);
    let mut server = deployment.start_server().await;
    let day = super::yesterday();
    let typed = super::noticed_on(pothole("Mill Lane", "Deep"), &day);
    let mut at_question = deployment.browser();
    let question = start(&mut at_question, "pothole").await;
    let question = at_question.next_page(&question, &[("danger", "no")]).await;
    let mut at_check = deployment.browser();
    let check = walk(&mut at_check, "pothole", &typed).await;
    let mut client = deployment.browser();

    // Earlier writes may have left space in the log, so the disk counts as full only when API
    // requests are refused.
    let filler = fill(&disk.0);
    let mut acknowledged = std::collections::BTreeSet::new();
    let api_response = loop {
        let key = format!("full-{}", acknowledged.len());
        let api_response = client
            .request(&key, &pothole_json(&"deep ".repeat(150)))
            .await;
        if api_response.status == 201 {
            acknowledged.insert(api_response.reference());
            assert!(acknowledged.len() < 5000, "the disk did not fill up");
        } else {
            break api_response.is(503);
        }
    };
    assert!(!api_response.header("retry-after").is_empty());
    let long = "It is deep. ".repeat(80);
    let unsaved = at_question
        .submit(&question, &[("problem", "drain")])
        .await
        .is(503);
    assert!(!unsaved.header("retry-after").is_empty());
    assert_eq!(unsaved.page().form().value("problem"), "drain");
    let sent = at_check.submit(&check, &[]).await.is(503);
    assert!(
        sent.page().main().contains("Mill Lane"),
        "{}",
        sent.page().main()
    );
    // A client that keeps trying does not fill the log too.
    for number in 0..REFUSED {
        let key = format!("again-{number}");
        client.request(&key, &pothole_json("deep")).await.is(503);
    }
    // Reads still work.
    deployment.browser().get("/services").await.is(200);

    std::fs::remove_file(filler).unwrap();
    at_question.next_page(&unsaved, &[]).await;
    acknowledged.insert(at_check.submit(&sent, &[]).await.reference());
    acknowledged.insert(
        client
            .request("room", &pothole_json(&long))
            .await
            .is(201)
            .reference(),
    );
    assert_eq!(deployment.refs(), acknowledged);
    server.terminate();
    server.wait_for_exit().await;
    assert_log_is_throttled(&deployment);
}

/// Repeated lines are logged a few times and then counted.
fn assert_log_is_throttled(deployment: &Deployment) {
    let message = "cannot answer a request now";
    let (mut logged, mut left_out) = (0, 0);
    for line in deployment.log_lines() {
        if line["message"] == message {
            logged += 1;
        }
        if line["of_message"] == message {
            left_out += line["left_out"].as_u64().unwrap();
        }
    }
    // A new minute may begin while the requests are sent.
    assert!((1..=60).contains(&logged), "{logged} lines");
    assert!(logged + left_out >= REFUSED, "{logged} and {left_out}");
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
