//! Leases, attempts and pauses.

use super::samples::*;
use super::{each, each_with_url};
use crate::support::tables::attempt_results;
use futures_util::future::join_all;
use server::store::*;
use shared::status::Status;
use std::collections::HashSet;

fn ids(rows: &[DeliveryRow]) -> Vec<uuid::Uuid> {
    rows.iter().map(|row| row.id).collect()
}

#[tokio::test]
async fn only_due_deliveries_are_leased_and_an_expired_lease_is_due_again() {
    each_with_url(|store, url| async move {
        store.accept(acceptance(1)).await.unwrap();
        assert_eq!(store.next_due().await.unwrap(), Some(at(20)));
        assert!(
            store
                .claim_deliveries(claim(1, 19, 60))
                .await
                .unwrap()
                .is_empty()
        );
        let mine = store.claim_deliveries(claim(1, 20, 60)).await.unwrap();
        assert_eq!(ids(&mine), [delivery_id(1, 0)]);
        assert_eq!(
            (mine[0].state, mine[0].attempts),
            (DeliveryState::Leased, 1)
        );
        assert_eq!(mine[0].payload, sealed("payload"));
        assert_eq!(store.next_due().await.unwrap(), Some(at(80)));
        assert!(
            store
                .claim_deliveries(claim(2, 79, 60))
                .await
                .unwrap()
                .is_empty()
        );
        let theirs = store.claim_deliveries(claim(2, 80, 60)).await.unwrap();
        assert_eq!(theirs[0].attempts, 2);

        // The first worker resumes: it no longer holds the lease.
        let end = attempt(
            1,
            delivery_id(1, 0),
            1,
            delivered(1, 81, vec![operator_mail(1)]),
        );
        assert!(!store.finish_attempt(end).await.unwrap());
        assert!(attempt_results(&url, delivery_id(1, 0)).await.is_empty());
        let stored = store.submission(reference(1)).await.unwrap().unwrap();
        assert_eq!(stored.parts[0].status, Status::Received);
        assert_eq!(stored.parts[0].their_reference, None);
        assert_eq!(stored.timeline.len(), 1);
        let end = attempt(2, delivery_id(1, 0), 2, delivered(1, 81, Vec::new()));
        assert!(store.finish_attempt(end.clone()).await.unwrap());
        assert!(!store.finish_attempt(end).await.unwrap());
        assert_eq!(store.next_due().await.unwrap(), None);
        let stored = store.submission(reference(1)).await.unwrap().unwrap();
        assert_eq!(stored.parts[0].status, Status::Accepted);
        assert_eq!(stored.parts[0].their_reference.as_deref(), Some("BIN-7"));
        assert_eq!(stored.timeline[1].note, Some(sealed("note")));
        assert_eq!(attempt_results(&url, delivery_id(1, 0)).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn many_workers_never_hold_the_same_delivery() {
    each(|store| async move {
        for number in 1..=60 {
            store.accept(acceptance(number)).await.unwrap();
        }
        let workers = (1..=8).map(|number| {
            let store = store.clone();
            async move {
                let mut claim = claim(number, 100, 60);
                claim.limit = 5;
                let mut held = Vec::new();
                loop {
                    let some = store.claim_deliveries(claim.clone()).await.unwrap();
                    if some.is_empty() {
                        return held;
                    }
                    held.extend(ids(&some));
                }
            }
        });
        let held: Vec<_> = join_all(workers).await.into_iter().flatten().collect();
        let once: HashSet<_> = held.iter().collect();
        assert_eq!((held.len(), once.len()), (60, 60));
    })
    .await;
}

#[tokio::test]
async fn a_long_queue_does_not_block_other_destinations() {
    each(|store| async move {
        let mut first = acceptance(1);
        first.deliveries = (0..20).map(|n| delivery(1, n, "bins", 20)).collect();
        store.accept(first).await.unwrap();
        let mut second = acceptance(2);
        second.deliveries = vec![delivery(2, 0, "roads", 30), delivery(2, 1, "email", 25)];
        store.accept(second).await.unwrap();
        let mut claim = claim(1, 100, 60);
        claim.per_destination = 3;
        let some = store.claim_deliveries(claim.clone()).await.unwrap();
        let names: Vec<_> = some.iter().map(|row| row.destination.as_str()).collect();
        assert_eq!(names, ["bins", "bins", "bins", "email", "roads"]);
        claim.limit = 2;
        claim.skip = vec!["bins".to_owned()];
        assert!(
            store
                .claim_deliveries(claim.clone())
                .await
                .unwrap()
                .is_empty()
        );
        claim.skip.clear();
        assert_eq!(store.claim_deliveries(claim).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_paused_destination_is_skipped_until_the_pause_ends() {
    each(|store| async move {
        store.accept(acceptance(1)).await.unwrap();
        store
            .pause_destination("bins", pause(100, 500, PauseReason::Asked))
            .await
            .unwrap();
        assert!(
            store
                .claim_deliveries(claim(1, 100, 60))
                .await
                .unwrap()
                .is_empty()
        );
        assert_eq!(store.next_due().await.unwrap(), Some(at(500)));
        let paused = store.paused_destinations(at(100)).await.unwrap();
        assert_eq!(paused, [("bins".to_owned(), at(500))]);
        assert!(store.paused_destinations(at(500)).await.unwrap().is_empty());
        assert_eq!(store.resume_destination("bins", at(100)).await.unwrap(), 0);
        assert!(store.paused_destinations(at(100)).await.unwrap().is_empty());
        let some = store.claim_deliveries(claim(1, 100, 60)).await.unwrap();
        assert_eq!(some.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_retry_counts_as_an_attempt_and_a_release_does_not() {
    each_with_url(|store, url| async move {
        store.accept(acceptance(1)).await.unwrap();
        let id = delivery_id(1, 0);
        store.claim_deliveries(claim(1, 100, 60)).await.unwrap();
        let release = AttemptOutcome::Release { next_at: at(200) };
        assert!(
            store
                .finish_attempt(attempt(1, id, 1, release))
                .await
                .unwrap()
        );
        let row = store
            .deliveries_of(submission_id(1))
            .await
            .unwrap()
            .remove(0);
        assert_eq!(
            (row.state, row.attempts, row.next_at),
            (DeliveryState::Due, 0, at(200))
        );
        store.claim_deliveries(claim(1, 200, 60)).await.unwrap();
        let retry = AttemptOutcome::Retry {
            next_at: at(300),
            notices: Vec::new(),
        };
        assert!(
            store
                .finish_attempt(attempt(1, id, 2, retry))
                .await
                .unwrap()
        );
        let row = store
            .deliveries_of(submission_id(1))
            .await
            .unwrap()
            .remove(0);
        assert_eq!(
            (row.state, row.attempts, row.next_at),
            (DeliveryState::Due, 1, at(300))
        );
        assert_eq!(attempt_results(&url, id).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_given_up_delivery_is_listed_and_can_be_made_due_again() {
    each(|store| async move {
        for number in 1..=3 {
            store.accept(acceptance(number)).await.unwrap();
        }
        store.claim_deliveries(claim(1, 100, 60)).await.unwrap();
        for number in 1..=3 {
            let notices = vec![operator_mail(number)];
            let outcome = AttemptOutcome::GaveUp { notices };
            let end = attempt(1, delivery_id(number, 0), number, outcome);
            assert!(store.finish_attempt(end).await.unwrap());
        }
        let counts = store.delivery_counts().await.unwrap();
        let counts: Vec<_> = counts
            .iter()
            .map(|c| (c.destination.as_str(), c.state, c.count))
            .collect();
        assert_eq!(
            counts,
            [
                ("bins", DeliveryState::GaveUp, 3),
                ("email", DeliveryState::Due, 3)
            ]
        );
        let mut claim = claim(1, 1000, 60);
        claim.limit = 3;
        let mails = store.claim_deliveries(claim).await.unwrap();
        let of: Vec<_> = mails.iter().map(|mail| mail.submission).collect();
        assert_eq!(of, [None; 3]);

        let one = Redeliver::One(delivery_id(1, 0));
        assert_eq!(
            store.redeliver(one.clone(), false, at(2000)).await.unwrap(),
            1
        );
        assert_eq!(store.redeliver(one, false, at(2000)).await.unwrap(), 0);
        let two = Redeliver::Reference(reference(2));
        assert_eq!(store.redeliver(two, false, at(2000)).await.unwrap(), 1);
        let rest = Redeliver::Destination("bins".to_owned());
        assert_eq!(store.redeliver(rest, false, at(2000)).await.unwrap(), 1);
        let row = store
            .deliveries_of(submission_id(3))
            .await
            .unwrap()
            .remove(0);
        assert_eq!((row.state, row.attempts), (DeliveryState::Due, 0));
        assert_eq!((row.next_at, row.ended_at), (at(2000), None));
        // Deliveries waiting for a retry become due now and keep their attempt count.
        let claimed = store
            .claim_deliveries(super::samples::claim(1, 3000, 60))
            .await
            .unwrap();
        let bins = claimed.iter().filter(|row| row.destination == "bins");
        for (number, row) in (10..).zip(bins) {
            let later = AttemptOutcome::Retry {
                next_at: at(90_000),
                notices: Vec::new(),
            };
            let end = attempt(1, row.id, number, later);
            assert!(store.finish_attempt(end).await.unwrap());
        }
        let all = Redeliver::Destination("bins".to_owned());
        assert_eq!(store.redeliver(all, false, at(4000)).await.unwrap(), 3);
        let row = store.deliveries_of(submission_id(1)).await.unwrap();
        assert_eq!((row[0].next_at, row[0].attempts), (at(4000), 1));
    })
    .await;
}

#[tokio::test]
async fn an_unrouted_delivery_can_be_rerouted() {
    each(|store| async move {
        store.accept(acceptance(1)).await.unwrap();
        let reroute = |service: &str, authority: &str| Reroute {
            from: "bins".to_owned(),
            to: "waste".to_owned(),
            service: service.to_owned(),
            authority: authority.to_owned(),
        };
        for (service, authority) in [("pothole", "maidstone"), ("missed-bin", "swale")] {
            let other = reroute(service, authority);
            assert_eq!(store.reroute(other, at(50)).await.unwrap(), 0);
        }
        let own = reroute("missed-bin", "maidstone");
        assert_eq!(store.reroute(own.clone(), at(50)).await.unwrap(), 1);
        assert_eq!(store.reroute(own, at(50)).await.unwrap(), 0);
        let row = store.deliveries_of(submission_id(1)).await.unwrap();
        assert_eq!(row[0].destination, "waste");
        assert_eq!((row[0].next_at, row[0].attempts), (at(50), 0));
        // Callbacks are now accepted from there.
        let stored = store.submission(reference(1)).await.unwrap().unwrap();
        assert_eq!(stored.parts[0].destination, "waste");
    })
    .await;
}

#[tokio::test]
async fn a_refusal_queues_a_notice_and_ends_the_delivery() {
    each(|store| async move {
        store.accept(acceptance(1)).await.unwrap();
        store.claim_deliveries(claim(1, 100, 60)).await.unwrap();
        let outcome = AttemptOutcome::Refused {
            status: Some(status(9, Status::Refused, 101)),
            notices: vec![delivery(1, 5, "email", 101)],
        };
        let end = attempt(1, delivery_id(1, 0), 1, outcome);
        assert!(store.finish_attempt(end).await.unwrap());
        let stored = store.submission(reference(1)).await.unwrap().unwrap();
        assert_eq!(stored.parts[0].status, Status::Refused);
        let rows = store.deliveries_of(submission_id(1)).await.unwrap();
        assert_eq!(rows[0].state, DeliveryState::Delivered);
        assert_eq!(rows[1].destination, "email");
    })
    .await;
}

#[tokio::test]
async fn a_destination_that_is_skipped_stays_due() {
    each(|store| async move {
        store.accept(acceptance(1)).await.unwrap();
        let destination = store.deliveries_of(submission_id(1)).await.unwrap()[0]
            .destination
            .clone();
        let mut busy = claim(1, 20, 60);
        busy.skip = vec!["another".to_owned(), destination];
        assert!(store.claim_deliveries(busy).await.unwrap().is_empty());
        let free = store.claim_deliveries(claim(1, 20, 60)).await.unwrap();
        assert_eq!(ids(&free), [delivery_id(1, 0)]);
        assert_eq!(free[0].attempts, 1, "being skipped counts as an attempt");
    })
    .await;
}

#[tokio::test]
async fn lists_open_deliveries_and_not_delivered_ones() {
    each(|store| async move {
        for number in 1..=3 {
            store.accept(acceptance(number)).await.unwrap();
        }
        store.claim_deliveries(claim(1, 100, 60)).await.unwrap();
        let arrived = attempt(1, delivery_id(1, 0), 1, delivered(1, 101, Vec::new()));
        assert!(store.finish_attempt(arrived).await.unwrap());
        let notices = vec![operator_mail(7)];
        let mut over = attempt(1, delivery_id(2, 0), 2, AttemptOutcome::GaveUp { notices });
        over.attempt.result = "http-503".to_owned();
        assert!(store.finish_attempt(over).await.unwrap());
        let open = store.open_deliveries(None, 10).await.unwrap();
        let listed: Vec<_> = open
            .iter()
            .map(|one| (one.reference, one.state, one.last.as_deref()))
            .collect();
        let wanted = [
            (Some(reference(2)), DeliveryState::GaveUp, Some("http-503")),
            (Some(reference(3)), DeliveryState::Leased, None),
            (None, DeliveryState::Due, None),
        ];
        assert_eq!(listed.len(), 3, "{listed:?}");
        for one in wanted {
            assert!(listed.contains(&one), "{one:?} in {listed:?}");
        }
        let mails = store.open_deliveries(Some("email"), 10).await.unwrap();
        assert_eq!(mails.len(), 1);
        assert_eq!(store.open_deliveries(None, 2).await.unwrap().len(), 2);
    })
    .await;
}
