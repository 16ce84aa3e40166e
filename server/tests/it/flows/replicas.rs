//! The daily retention of several servers on one database, with a clock that is moved.

use crate::support::app::TestApp;
use crate::support::journeys::missed_bin_json;
use crate::support::tables::execute;
use jiff::SignedDuration;
use server::clock::Clock as _;
use server::retention::{RetentionError, Run};
use server::store::LeaseClaim;
use shared::reference::Reference;

const HOUR: SignedDuration = SignedDuration::from_hours(1);

#[tokio::test]
async fn of_two_servers_one_deletes_once_a_day_and_none_with_a_wrong_clock() {
    for app in TestApp::on_every_store().await {
        let other = app.replica().await;
        let (first, second) = (&app.state.retention, &other.retention);
        let bin = app
            .browser_at("maidstone.localhost:3000")
            .request("k", &missed_bin_json())
            .await
            .reference();
        let bin = Reference::parse(&bin).unwrap();
        app.deliver_all().await;
        let is_kept = async || app.state.store.submission(bin).await.unwrap().is_some();

        // The first call notes the time against which the clock is checked.
        let begun = app.clock.now();
        assert_eq!(first.run_if_due().await.unwrap(), Run::NotDue(begun));
        app.clock.advance(23 * HOUR);
        assert_eq!(second.run_if_due().await.unwrap(), Run::NotDue(begun));
        // Missed bins are kept for 180 days. A clock that jumps there deletes nothing.
        app.clock.advance(179 * 24 * HOUR);
        assert_eq!(second.run_if_due().await.unwrap(), Run::Refused(begun));
        assert!(is_kept().await);
        assert!(first.run_now().await.unwrap().is_some());
        assert!(is_kept().await, "deleted before its time");
        let by_hand = app.clock.now();
        assert_eq!(second.run_if_due().await.unwrap(), Run::NotDue(by_hand));

        app.clock.advance(48 * HOUR);
        assert_eq!(
            first.dry_run().await.unwrap().forecast.total().submissions,
            1
        );
        let (one, two) = tokio::join!(first.run_if_due(), second.run_if_due());
        let runs = [one.unwrap(), two.unwrap()];
        let done: Vec<_> = runs
            .iter()
            .filter_map(|run| match run {
                Run::Done(report) => Some(report),
                Run::Busy | Run::NotDue(_) => None,
                Run::Refused(last) => panic!("refused: {last}"),
            })
            .collect();
        assert_eq!(done.len(), 1, "{runs:?}");
        assert_eq!(done[0].submissions, 1, "{runs:?}");
        assert!(!is_kept().await);
        let dry_run = second.dry_run().await.unwrap();
        assert_eq!(
            dry_run.forecast.total().rows(),
            0,
            "something is past its time"
        );

        // The last run is still to come: the clock was put back.
        let claim = LeaseClaim {
            name: "retention",
            owner: app.clock.id(),
            now: app.clock.now(),
            until: app.clock.now() + HOUR,
        };
        let (owner, later) = (claim.owner, app.clock.now() + HOUR);
        let store = &app.state.store;
        assert!(store.take_lease(claim).await.unwrap().is_some());
        assert_eq!(second.run_now().await.unwrap(), None);
        let given = store.give_lease_back("retention", owner, Some(later));
        assert!(given.await.unwrap());
        assert_eq!(first.run_if_due().await.unwrap(), Run::Refused(later));
    }
}

#[tokio::test]
async fn a_deletion_that_fails_says_why_even_if_its_lease_cannot_be_given_back() {
    let app = TestApp::new().await;
    let unreadable = "INSERT INTO versions (version, service, shape, schema, text, kept_at)
         VALUES ('v0', 'missed-bin', '', 1, '{}', 0)";
    execute(app.store_url(), unreadable).await;
    let fault = "CREATE TRIGGER fault BEFORE UPDATE ON leases WHEN NEW.owner IS NULL
         BEGIN SELECT RAISE(ABORT, 'fault'); END";
    execute(app.store_url(), fault).await;
    match app.state.retention.run_now().await {
        Err(RetentionError::Version(version)) => assert_eq!(version, "v0"),
        other => panic!("{other:?}"),
    }
}
