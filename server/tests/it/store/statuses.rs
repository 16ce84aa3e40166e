//! The timeline and its legal transitions.

use super::each;
use super::samples::*;
use futures_util::future::join_all;
use server::store::*;
use shared::status::Status;

#[tokio::test]
async fn a_callback_updates_the_part_and_adds_its_notice() {
    each(|store| async move {
        store.accept(acceptance(1)).await.unwrap();
        let mut progress = event(1, 1, Status::InProgress, 100);
        progress.notices = vec![delivery(1, 7, "email", 100)];
        progress.note = Some(sealed("on its way"));
        progress.their_reference = Some("BIN-9".to_owned());
        assert_eq!(
            store.record_status(progress).await.unwrap(),
            StatusRecorded::Moved
        );
        let stored = store.submission(reference(1)).await.unwrap().unwrap();
        assert_eq!(stored.parts[0].status, Status::InProgress);
        assert_eq!(stored.parts[0].their_reference.as_deref(), Some("BIN-9"));
        assert_eq!(stored.timeline[1].note, Some(sealed("on its way")));
        assert_eq!(
            store.deliveries_of(submission_id(1)).await.unwrap().len(),
            2
        );
    })
    .await;
}

#[tokio::test]
async fn out_of_order_callbacks_are_sorted_by_time_and_never_move_back() {
    each(|store| async move {
        store.accept(acceptance(1)).await.unwrap();
        let done = event(1, 1, Status::Done, 300);
        assert_eq!(
            store.record_status(done).await.unwrap(),
            StatusRecorded::Moved
        );
        let mut earlier = event(1, 2, Status::InProgress, 200);
        earlier.notices = vec![delivery(1, 7, "email", 100)];
        assert_eq!(
            store.record_status(earlier).await.unwrap(),
            StatusRecorded::AddedToTimeline
        );
        let stored = store.submission(reference(1)).await.unwrap().unwrap();
        assert_eq!(stored.parts[0].status, Status::Done);
        let statuses: Vec<_> = stored.timeline.iter().map(|entry| entry.status).collect();
        assert_eq!(
            statuses,
            [Status::Received, Status::InProgress, Status::Done]
        );
        assert_eq!(
            store.deliveries_of(submission_id(1)).await.unwrap().len(),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn a_transition_older_than_the_last_status_only_joins_the_timeline() {
    each(|store| async move {
        store.accept(acceptance(1)).await.unwrap();
        let progress = event(1, 1, Status::InProgress, 300);
        assert_eq!(
            store.record_status(progress).await.unwrap(),
            StatusRecorded::Moved
        );
        let older = event(1, 2, Status::NeedsYou, 200);
        assert_eq!(
            store.record_status(older).await.unwrap(),
            StatusRecorded::AddedToTimeline
        );
        let newer = event(1, 3, Status::NeedsYou, 300);
        assert_eq!(
            store.record_status(newer).await.unwrap(),
            StatusRecorded::Moved
        );
    })
    .await;
}

#[tokio::test]
async fn a_final_status_older_than_the_last_one_still_ends_the_part() {
    each(|store| async move {
        store.accept(acceptance(1)).await.unwrap();
        for (message, status, at, recorded) in [
            (1, Status::InProgress, 300, StatusRecorded::Moved),
            (2, Status::Done, 200, StatusRecorded::Moved),
            (3, Status::InProgress, 400, StatusRecorded::AddedToTimeline),
        ] {
            let event = event(1, message, status, at);
            assert_eq!(store.record_status(event).await.unwrap(), recorded);
        }
    })
    .await;
}

#[tokio::test]
async fn a_back_office_with_a_slow_clock_still_updates_the_part() {
    each(|store| async move {
        store.accept(acceptance(1)).await.unwrap();
        let early = event(1, 1, Status::InProgress, 15);
        assert_eq!(
            store.record_status(early).await.unwrap(),
            StatusRecorded::Moved
        );
    })
    .await;
}

#[tokio::test]
async fn a_callback_id_reused_for_another_reference_is_refused() {
    each(|store| async move {
        store.accept(acceptance(1)).await.unwrap();
        store.accept(acceptance(2)).await.unwrap();
        let first = event(1, 1, Status::InProgress, 100);
        let message = first.message.clone();
        assert_eq!(
            store.record_status(first).await.unwrap(),
            StatusRecorded::Moved
        );
        for _ in 0..2 {
            let mut other = event(2, 2, Status::Done, 200);
            other.message.clone_from(&message);
            other.notices = vec![delivery(2, 7, "email", 100)];
            assert_eq!(
                store.record_status(other).await.unwrap(),
                StatusRecorded::IdReused
            );
        }
        let stored = store.submission(reference(2)).await.unwrap().unwrap();
        assert_eq!(stored.parts[0].status, Status::Received);
        assert_eq!(stored.timeline.len(), 1);
        assert_eq!(
            store.deliveries_of(submission_id(2)).await.unwrap().len(),
            1
        );
        // With a new message id it is recorded.
        let own = event(2, 3, Status::Done, 200);
        assert_eq!(
            store.record_status(own).await.unwrap(),
            StatusRecorded::Moved
        );
    })
    .await;
}

#[tokio::test]
async fn concurrent_duplicates_of_a_callback_are_recorded_once() {
    each(|store| async move {
        store.accept(acceptance(1)).await.unwrap();
        let messages = (0..8).map(|_| {
            let store = store.clone();
            let mut event = event(1, 1, Status::InProgress, 100);
            event.notices = vec![delivery(1, 7, "email", 100)];
            async move { store.record_status(event).await.unwrap() }
        });
        let recorded = join_all(messages).await;
        let count = |wanted| recorded.iter().filter(|r| **r == wanted).count();
        assert_eq!(count(StatusRecorded::Moved), 1);
        assert_eq!(count(StatusRecorded::Duplicate), 7);
        let stored = store.submission(reference(1)).await.unwrap().unwrap();
        assert_eq!(stored.timeline.len(), 2);
        assert_eq!(
            store.deliveries_of(submission_id(1)).await.unwrap().len(),
            2
        );
    })
    .await;
}

#[tokio::test]
async fn only_the_destination_of_a_part_may_update_it() {
    each(|store| async move {
        let mut two = acceptance(1);
        let mut leaving = two.parts[0].clone();
        leaving.id = "leaving".to_owned();
        let mut elsewhere = leaving.clone();
        elsewhere.id = "road".to_owned();
        elsewhere.destination = "roads".to_owned();
        two.parts.extend([leaving, elsewhere]);
        store.accept(two).await.unwrap();
        let record = |event: StatusEvent| {
            let store = store.clone();
            async move { store.record_status(event).await.unwrap() }
        };
        let mut unclear = event(1, 1, Status::InProgress, 100);
        assert_eq!(record(unclear.clone()).await, StatusRecorded::Ambiguous);
        // It was not recorded, so the corrected message is not a duplicate.
        unclear.part = Some("leaving".to_owned());
        assert_eq!(record(unclear).await, StatusRecorded::Moved);
        let mut foreign = event(1, 2, Status::Done, 100);
        foreign.part = Some("road".to_owned());
        assert_eq!(record(foreign).await, StatusRecorded::UnknownPart);
        let mut stranger = event(1, 3, Status::Done, 100);
        stranger.destination = "parks".to_owned();
        assert_eq!(record(stranger).await, StatusRecorded::Unknown);
        assert_eq!(
            record(event(2, 4, Status::Done, 100)).await,
            StatusRecorded::Unknown
        );
        let stored = store.submission(reference(1)).await.unwrap().unwrap();
        let statuses: Vec<_> = stored
            .parts
            .iter()
            .map(|p| (p.id.as_str(), p.status))
            .collect();
        assert_eq!(
            statuses,
            [
                ("leaving", Status::InProgress),
                ("road", Status::Received),
                ("service", Status::Received)
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn a_reply_later_than_its_callback_joins_without_moving_back_or_emailing() {
    each(|store| async move {
        store.accept(acceptance(1)).await.unwrap();
        store.claim_deliveries(claim(1, 100, 60)).await.unwrap();
        let progress = event(1, 1, Status::InProgress, 102);
        assert_eq!(
            store.record_status(progress).await.unwrap(),
            StatusRecorded::Moved
        );
        let reply = delivered(2, 101, vec![delivery(1, 7, "email", 101)]);
        let end = attempt(1, delivery_id(1, 0), 1, reply);
        assert!(store.finish_attempt(end).await.unwrap());
        let stored = store.submission(reference(1)).await.unwrap().unwrap();
        assert_eq!(stored.parts[0].status, Status::InProgress);
        assert_eq!(stored.parts[0].their_reference.as_deref(), Some("BIN-7"));
        let statuses: Vec<_> = stored.timeline.iter().map(|entry| entry.status).collect();
        assert_eq!(
            statuses,
            [Status::Received, Status::Accepted, Status::InProgress]
        );
        let deliveries = store.deliveries_of(submission_id(1)).await.unwrap();
        assert_eq!(deliveries.len(), 1);
        assert_eq!(deliveries[0].state, DeliveryState::Delivered);
    })
    .await;
}
