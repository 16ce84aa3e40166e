//! Pauses and their probes, a clock that is set back, and what is reported to the operator.

use super::each;
use super::samples::*;
use server::store::*;

fn ids(rows: &[DeliveryRow]) -> Vec<uuid::Uuid> {
    rows.iter().map(|row| row.id).collect()
}

#[tokio::test]
async fn a_pause_is_never_shortened() {
    each(|store| async move {
        for (until, expected) in [(500, 500), (60, 500), (900, 900)] {
            let pause = pause(10, until, PauseReason::Asked);
            store.pause_destination("bins", pause).await.unwrap();
            let paused = store.paused_destinations(at(0)).await.unwrap();
            assert_eq!(paused, [("bins".to_owned(), at(expected))]);
        }
        store.resume_destination("bins", at(20)).await.unwrap();
        assert_eq!(store.paused_destinations(at(0)).await.unwrap(), []);
        let again = pause(10, 60, PauseReason::Asked);
        store.pause_destination("bins", again).await.unwrap();
        let paused = store.paused_destinations(at(0)).await.unwrap();
        assert_eq!(paused, [("bins".to_owned(), at(60))]);
    })
    .await;
}

fn probe_claim(owner: u64, seconds: i64) -> ProbeClaim {
    let claim = claim(owner, seconds, 60);
    ProbeClaim {
        owner: claim.owner,
        now: claim.now,
        lease_until: claim.lease_until,
        next_probe: at(seconds + 60),
        skip: Vec::new(),
    }
}

#[tokio::test]
async fn a_failing_destination_is_probed_by_one_process_at_a_time_and_an_asking_one_is_not() {
    each(|store| async move {
        for number in 1..=3 {
            store.accept(acceptance(number)).await.unwrap();
        }
        let failing = pause(100, 900, PauseReason::Failing);
        store.pause_destination("bins", failing).await.unwrap();
        let probes = |owner, seconds| {
            let store = store.clone();
            async move {
                store
                    .claim_probes(probe_claim(owner, seconds))
                    .await
                    .unwrap()
            }
        };
        assert_eq!(probes(1, 159).await, [], "before the first minute");
        let (one, other) = tokio::join!(probes(1, 160), probes(2, 160));
        assert_eq!(one.len() + other.len(), 1, "two processes probe at once");
        let probe = one.into_iter().chain(other).next().unwrap();
        assert_eq!((probe.due, probe.row.attempts), (None, 1), "it was due");
        assert_eq!(probes(1, 219).await, []);
        assert_eq!(probes(1, 220).await.len(), 1);
        // A destination that asks to wait longer is left alone, although it was failing before.
        let asked = pause(230, 90_000, PauseReason::Asked);
        store.pause_destination("bins", asked).await.unwrap();
        let late = pause(231, 800, PauseReason::Failing);
        store.pause_destination("bins", late).await.unwrap();
        assert_eq!(probes(1, 5_000).await, []);
    })
    .await;
}

#[tokio::test]
async fn a_probe_before_its_time_is_not_counted_and_others_take_turns() {
    each(|store| async move {
        for number in 1..=2 {
            store.accept(acceptance(number)).await.unwrap();
        }
        for row in store.claim_deliveries(claim(1, 100, 60)).await.unwrap() {
            let number = if row.id == delivery_id(1, 0) { 1 } else { 2 };
            let retry = AttemptOutcome::Retry {
                next_at: at(5_000),
                notices: Vec::new(),
            };
            let end = attempt(1, row.id, number, retry);
            assert!(store.finish_attempt(end).await.unwrap());
        }
        // Never attempted, and held until a time of its own: it does not probe.
        let mut held = acceptance(3);
        held.deliveries[0].next_at = at(600);
        store.accept(held).await.unwrap();
        let failing = pause(100, 900, PauseReason::Failing);
        store.pause_destination("bins", failing).await.unwrap();
        let mut probed = Vec::new();
        for turn in 0..4 {
            let seconds = 160 + 60 * turn;
            let mut probes = store.claim_probes(probe_claim(1, seconds)).await.unwrap();
            assert_eq!(probes.len(), 1);
            let probe = probes.remove(0);
            assert_eq!(probe.due, Some(at(5_000)));
            let outcome = AttemptOutcome::Probed {
                next_at: at(5_000),
                notices: Vec::new(),
            };
            let mut end = attempt(1, probe.row.id, 10 + turn.unsigned_abs(), outcome);
            end.attempt.started_at = at(seconds);
            assert!(store.finish_attempt(end).await.unwrap());
            probed.push(probe.row.id);
        }
        assert_ne!(probed[0], probed[1]);
        assert_eq!(probed[..2], probed[2..]);
        let row = &store.deliveries_of(submission_id(1)).await.unwrap()[0];
        assert_eq!((row.attempts, row.next_at), (1, at(5_000)));
        // It answers again: what failed is due at once, what is held stays held.
        assert_eq!(store.resume_destination("bins", at(400)).await.unwrap(), 2);
        let due = store.claim_deliveries(claim(1, 400, 60)).await.unwrap();
        assert_eq!(due.len(), 2);
        let row = &store.deliveries_of(submission_id(3)).await.unwrap()[0];
        assert_eq!((row.attempts, row.next_at), (0, at(600)));
    })
    .await;
}

#[tokio::test]
async fn what_was_made_by_a_fast_clock_is_brought_back() {
    const DAY: i64 = 86_400;
    each(|store| async move {
        // 1 waits for a retry of tomorrow, 2 was accepted tomorrow, 3 is leased until tomorrow,
        // 4 waits long because it was told to.
        for number in [1, 2, 3, 4] {
            let mut acceptance = acceptance(number);
            if number == 2 {
                acceptance.deliveries[0].created_at = at(DAY);
                acceptance.deliveries[0].next_at = at(DAY + 30);
            }
            store.accept(acceptance).await.unwrap();
        }
        for (number, ended_at, next_at) in [(1, DAY, DAY + 5), (4, 90, DAY)] {
            let mut one = claim(1, 100, 60);
            one.limit = 1;
            let row = loop {
                let row = store.claim_deliveries(one.clone()).await.unwrap().remove(0);
                if row.id == delivery_id(number, 0) {
                    break row;
                }
                let release = AttemptOutcome::Release { next_at: at(21) };
                let end = attempt(1, row.id, 50 + number, release);
                assert!(store.finish_attempt(end).await.unwrap());
            };
            let retry = AttemptOutcome::Retry {
                next_at: at(next_at),
                notices: Vec::new(),
            };
            let mut end = attempt(1, row.id, number, retry);
            end.attempt.ended_at = at(ended_at);
            assert!(store.finish_attempt(end).await.unwrap());
        }
        let leased = store.claim_deliveries(claim(1, 100, DAY)).await.unwrap();
        assert_eq!(ids(&leased), [delivery_id(3, 0)]);
        let fast = pause(DAY, DAY + 900, PauseReason::Asked);
        store.pause_destination("bins", fast).await.unwrap();
        store
            .pause_destination("roads", pause(90, 900, PauseReason::Asked))
            .await
            .unwrap();

        let changed = store.repair_times(at(100), at(160)).await.unwrap();
        assert_eq!(changed, 4);
        let mut due = Vec::new();
        for number in 1..=4 {
            let row = store.deliveries_of(submission_id(number)).await.unwrap();
            due.push(row[0].next_at);
        }
        assert_eq!(due, [at(100), at(130), at(160), at(DAY)]);
        let paused = store.paused_destinations(at(100)).await.unwrap();
        assert_eq!(paused, [("roads".to_owned(), at(900))]);
        assert_eq!(store.repair_times(at(100), at(160)).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn what_gave_up_is_reported_once() {
    each(|store| async move {
        for number in 1..=3 {
            store.accept(acceptance(number)).await.unwrap();
        }
        store.claim_deliveries(claim(1, 100, 60)).await.unwrap();
        let give_up = |number| {
            let notices = Vec::new();
            let mut end = attempt(
                1,
                delivery_id(number, 0),
                number,
                AttemptOutcome::GaveUp { notices },
            );
            end.attempt.result = format!("http-50{number}");
            end
        };
        assert_eq!(store.unreported_give_ups().await.unwrap(), []);
        for number in 1..=2 {
            assert!(store.finish_attempt(give_up(number)).await.unwrap());
        }
        let unreported = store.unreported_give_ups().await.unwrap();
        assert_eq!(unreported.len(), 1);
        assert_eq!(
            (unreported[0].destination.as_str(), unreported[0].count),
            ("bins", 2)
        );
        assert_eq!(unreported[0].code.as_deref(), Some("http-502"));
        let report = |mail| {
            let (store, until) = (store.clone(), unreported[0].last);
            async move {
                let email = operator_mail(mail);
                store.report_give_ups("bins", until, email).await.unwrap()
            }
        };
        assert!(report(7).await);
        assert!(!report(8).await, "reported twice");
        assert_eq!(store.unreported_give_ups().await.unwrap(), []);
        assert!(store.finish_attempt(give_up(3)).await.unwrap());
        assert_eq!(store.unreported_give_ups().await.unwrap()[0].count, 1);

        // The operator's own mail is not reported, and what is sent again may give up again.
        let mails = store.claim_deliveries(claim(1, 1_000, 60)).await.unwrap();
        let notices = Vec::new();
        let end = attempt(1, mails[0].id, 9, AttemptOutcome::GaveUp { notices });
        assert!(store.finish_attempt(end).await.unwrap());
        assert_eq!(store.unreported_give_ups().await.unwrap().len(), 1);
        let all = Redeliver::Destination("bins".to_owned());
        assert_eq!(store.redeliver(all, false, at(2_000)).await.unwrap(), 3);
        assert_eq!(store.unreported_give_ups().await.unwrap(), []);
    })
    .await;
}
