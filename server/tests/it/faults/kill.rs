//! kill -9 of server and back office under load: nothing acknowledged is lost or done twice.

use super::load::Load;
use crate::support::process::Deployment;
use crate::support::size;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// A delivery claimed by a dead process is released when its lease expires (45 seconds, the
/// minimum) and is claimed within a further 15 seconds.
const TIMEOUT: Duration = Duration::from_secs(90);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_acknowledged_request_survives_kill_9_and_takes_effect_once() {
    let kills = size::of(10, 300) as u64;
    let deployment = Deployment::new(&[
        ("DOORSTEP__OUTBOX__LEASE_SECONDS", "45"),
        ("DOORSTEP__OUTBOX__PAUSE_SECONDS", "1"),
        ("DOORSTEP__OUTBOX__PAUSE_LIMIT_SECONDS", "2"),
        ("DOORSTEP__LOG__FILTER", "warn"),
    ]);
    let mut office = deployment.start_office().await;
    let mut server = deployment.start_server().await;
    let load = Load::start(deployment.address, 16);
    for kill in 0..kills {
        load.progress(20).await;
        // Kills at a different moment each time.
        tokio::time::sleep(Duration::from_millis(kill * 37 % 120)).await;
        if kill % 5 == 4 {
            office.kill();
            load.progress(5).await;
            office = deployment.start_office().await;
        } else {
            server.kill();
            server = deployment.start_server().await;
        }
    }
    load.progress(20).await;
    let recorded = load.finish().await;
    let unexpected = recorded.unexpected.lock().unwrap().clone();
    assert!(unexpected.is_empty(), "{unexpected:?}");
    let acknowledged: BTreeSet<String> = recorded
        .references
        .lock()
        .unwrap()
        .values()
        .cloned()
        .collect();
    let keys = recorded.references.lock().unwrap().len();
    assert_eq!(acknowledged.len(), keys, "two keys got the same reference");

    // Every request was repeated until acknowledged, so there are no others.
    assert_eq!(deployment.refs(), acknowledged);
    deployment.effects_of(acknowledged.len(), TIMEOUT).await;
    let mut done: BTreeMap<String, usize> = BTreeMap::new();
    for effect in deployment
        .effects_of(acknowledged.len(), Duration::ZERO)
        .await
    {
        let reference = effect["reference"].as_str().unwrap();
        *done
            .entry(crate::support::response::compact(reference))
            .or_default() += 1;
    }
    let missing: Vec<_> = acknowledged
        .iter()
        .filter(|one| !done.contains_key(*one))
        .collect();
    assert!(
        missing.is_empty(),
        "{} of {keys} not delivered: {missing:?}",
        missing.len()
    );
    let twice: Vec<_> = done.iter().filter(|(_, times)| **times != 1).collect();
    assert!(twice.is_empty(), "processed more than once: {twice:?}");
    assert_eq!(
        done.len(),
        acknowledged.len(),
        "processed but never acknowledged"
    );
    println!("{kills} kills, {keys} acknowledged: none missing, none twice");
    server.kill();
    office.kill();
}
