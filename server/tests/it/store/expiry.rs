//! Expiry: what ends before its retention period.

use super::each;
use super::samples::*;
use server::store::*;
use server::store::{Constraint, StoreError};

fn session(seconds: i64) -> SessionEnd {
    SessionEnd {
        owners: vec![(hash("cookie"), at(seconds + DAY))],
        proofs: vec![(hash("mark"), at(seconds + 3600))],
        at: at(seconds),
    }
}

#[tokio::test]
async fn an_ended_session_owns_nothing_and_begins_nothing() {
    each(|store| async move {
        for number in 1..=2 {
            create_draft(&store, number).await;
        }
        let mut other = draft(3);
        other.owner = hash("another cookie");
        store.create_draft(other.clone(), contact(3)).await.unwrap();
        store.accept(of_draft(1)).await.unwrap();
        let mut theirs = acceptance(4);
        theirs.submission.owner = Some(other.owner.clone());
        store.accept(theirs).await.unwrap();

        store.end_session(session(30)).await.unwrap();
        // Accepted while the session was ended.
        store.accept(acceptance(6)).await.unwrap();
        for (number, ended) in [(1, true), (4, false), (6, true)] {
            let stored = store.submission(reference(number)).await.unwrap().unwrap();
            assert_eq!(stored.sender_ended, ended, "{number}");
        }
        assert_eq!(store.expire(at(32)).await.unwrap().senders, 2);
        for (number, owner) in [(1, None), (4, Some(other.owner.clone()))] {
            let stored = store.submission(reference(number)).await.unwrap().unwrap();
            assert_eq!(stored.row.owner, owner, "{number}");
        }
        assert_eq!(store.draft(draft_id(2), at(31)).await.unwrap(), None);
        assert_eq!(store.draft(draft_id(3), at(31)).await.unwrap(), Some(other));
        let left = store.contact(contact_id(2)).await.unwrap().unwrap();
        assert_eq!(left.row.ended, Some(Ending::Left));
        assert_eq!(store.accept(of_draft(2)).await.unwrap(), Accepted::Gone);
        assert_eq!(
            store.save_draft(save(2, 1)).await.unwrap(),
            DraftSaved::Gone
        );
        // A request that was on its way begins no draft either.
        let late = store.create_draft(draft(5), contact(5)).await;
        assert!(matches!(late, Err(StoreError::Conflict(Constraint::Draft))));

        assert!(store.is_ended(&hash("mark")).await.unwrap());
        assert!(!store.is_ended(&hash("another mark")).await.unwrap());
        store.expire(at(30 + 3600)).await.unwrap();
        assert!(!store.is_ended(&hash("mark")).await.unwrap());
        assert!(store.is_ended(&hash("cookie")).await.unwrap());
        store.expire(at(30 + DAY)).await.unwrap();
        assert!(!store.is_ended(&hash("cookie")).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn a_submission_forgets_its_sender_after_a_day() {
    each(|store| async move {
        store.accept(acceptance(1)).await.unwrap();
        let expired = store.expire(at(19 + DAY)).await.unwrap();
        assert_eq!(expired, Expired::default());
        let expired = store.expire(at(20 + DAY)).await.unwrap();
        assert_eq!(expired.senders, 1);
        let stored = store.submission(reference(1)).await.unwrap().unwrap();
        assert_eq!(stored.row.owner, None);
        assert_eq!(
            store.expire(at(20 + DAY)).await.unwrap(),
            Expired::default()
        );
    })
    .await;
}

#[tokio::test]
async fn a_contact_that_is_asked_why_it_left_can_answer_for_two_hours() {
    each(|store| async move {
        create_draft(&store, 1).await;
        let left_by = store.leave_draft(draft_id(1), at(100)).await.unwrap();
        assert_eq!(left_by, Some(contact_id(1)));
        assert_eq!(store.draft(draft_id(1), at(100)).await.unwrap(), None);
        let left = store.contact(contact_id(1)).await.unwrap().unwrap();
        assert_eq!(
            (left.row.ended, left.ended_at),
            (Some(Ending::Left), Some(at(100)))
        );
        let token = hash("token 1");
        store.expire(at(99 + 7200)).await.unwrap();
        assert!(store.feedback_token(&token).await.unwrap().is_some());
        let expired = store.expire(at(100 + 7200)).await.unwrap();
        assert_eq!((expired.drafts, expired.contact_links), (0, 1));
        assert_eq!(store.feedback_token(&token).await.unwrap(), None);
        // A completed contact stays completed.
        create_draft(&store, 2).await;
        store.accept(of_draft(2)).await.unwrap();
        assert_eq!(store.leave_draft(draft_id(2), at(200)).await.unwrap(), None);
        let completed = store.contact(contact_id(2)).await.unwrap().unwrap();
        assert_eq!(completed.row.ended, Some(Ending::Completed));
    })
    .await;
}

#[tokio::test]
async fn an_unlinked_contact_keeps_its_hour_its_duration_and_the_order_of_its_pages() {
    each(|store| async move {
        let mut begun = contact(1);
        (begun.started_at, begun.last_at) = (at(47), at(47));
        store.create_draft(draft(1), begun).await.unwrap();
        for (expected, page, seconds) in [(1, "where", 65), (2, "about", 130), (3, "when", 255)] {
            let mut save = save(1, expected);
            save.at = at(seconds);
            save.expires_at = at(7200);
            save.visit = Some(PageVisit {
                page: page.to_owned(),
                seconds: 5,
                reached: None,
                errors: Vec::new(),
            });
            assert!(matches!(
                store.save_draft(save).await.unwrap(),
                DraftSaved::Saved(_)
            ));
        }
        store.expire(at(7200)).await.unwrap();
        let contact = store.contact(contact_id(1)).await.unwrap().unwrap();
        let times = (contact.row.started_at, contact.row.last_at);
        assert_eq!(times, (at(0), at(0)));
        assert_eq!(contact.duration_seconds, 255 - 47);
        assert_eq!(contact.reached(), ["where", "about", "when"]);
        assert_eq!(contact.row.draft, None);
    })
    .await;
}
