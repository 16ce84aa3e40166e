//! How long drafts live, and what is remembered of their ends.

use super::samples::*;
use super::{each, each_with_url};
use crate::support::tables::{column, number};
use server::store::*;
use server::store::{Constraint, StoreError};

const MONTH: i64 = 30 * DAY;

#[tokio::test]
async fn the_end_of_a_draft_is_remembered_and_nothing_begins_it_again() {
    each_with_url(|store, url| async move {
        for number in 1..=5 {
            create_draft(&store, number).await;
        }
        store.clear_draft(draft_id(1), at(30)).await.unwrap();
        store.leave_draft(draft_id(2), at(30)).await.unwrap();
        store.accept(of_draft(3)).await.unwrap();
        let standing = |number: u64, seconds| store.draft_standing(sent(number), at(seconds));
        let cleared = Some(DraftStanding::Ended(DraftEnding::Cleared));
        let expired = Some(DraftStanding::Ended(DraftEnding::Expired));
        let open = Some(DraftStanding::Open { created_at: at(0) });
        for (number, expected) in [
            (1, cleared),
            (2, cleared),
            (3, Some(DraftStanding::Sent)),
            (4, open),
            (6, None),
        ] {
            assert_eq!(standing(number, 31).await.unwrap(), expected, "{number}");
        }
        // Before it is deleted, and after.
        assert_eq!(standing(4, 7200).await.unwrap(), expired);
        store.expire(at(7200)).await.unwrap();
        assert_eq!(standing(4, 7201).await.unwrap(), expired);
        for number in [1, 2, 3, 4] {
            let again = store.create_draft(draft(number), contact(90 + number));
            let again = again.await;
            let taken = matches!(again, Err(StoreError::Conflict(Constraint::Draft)));
            assert!(taken, "{number}: {again:?}");
        }
        // The day is all that tells when.
        let until = "SELECT until FROM draft_ends";
        let until: Vec<i64> = column(&url, until).await;
        assert_eq!(until.len(), 4);
        assert!(until.iter().all(|at| at % (DAY * 1000) == 0), "{until:?}");
        store.retain(at(MONTH - DAY), Vec::new(), 90).await.unwrap();
        assert_eq!(standing(1, MONTH - DAY).await.unwrap(), cleared);
        store
            .retain(at(MONTH + 2 * DAY), Vec::new(), 90)
            .await
            .unwrap();
        let left = number(&url, "SELECT count(*) FROM draft_ends").await;
        assert_eq!(left, 0);
    })
    .await;
}

#[tokio::test]
async fn the_drafts_of_an_ended_session_are_cleared() {
    each(|store| async move {
        create_draft(&store, 1).await;
        let end = SessionEnd {
            owners: vec![(hash("nobody"), at(DAY)), (hash("cookie"), at(DAY))],
            proofs: Vec::new(),
            at: at(30),
        };
        store.end_session(end).await.unwrap();
        let standing = store.draft_standing(sent(1), at(31)).await.unwrap();
        let cleared = DraftStanding::Ended(DraftEnding::Cleared);
        assert_eq!(standing, Some(cleared));
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_extended_while_it_lives() {
    each(|store| async move {
        create_draft(&store, 1).await;
        let extend = |until, now| store.extend_draft(draft_id(1), at(until), at(now));
        assert!(extend(14_000, 7_199).await.unwrap());
        let row = store.draft(draft_id(1), at(13_999)).await.unwrap();
        let expected = DraftRow {
            expires_at: at(14_000),
            ..draft(1)
        };
        assert_eq!(row, Some(expected));
        assert!(!extend(20_000, 14_000).await.unwrap());
        assert_eq!(store.draft(draft_id(1), at(14_000)).await.unwrap(), None);
        assert!(!store.extend_draft(draft_id(2), at(9), at(1)).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn a_kept_draft_goes_over_to_its_new_owner_with_those_kept_before() {
    each(|store| async move {
        for number in 1..=3 {
            create_draft(&store, number).await;
        }
        let keep = |number: u64, owner: &str, before: Option<&str>| KeepDraft {
            id: draft_id(number),
            owner: hash(owner),
            before: before.map(hash),
            until: at(7 * DAY),
            at: at(10),
        };
        assert!(store.keep_draft(keep(1, "device", None)).await.unwrap());
        let second = keep(2, "later", Some("device"));
        assert!(store.keep_draft(second).await.unwrap());
        assert!(!store.keep_draft(keep(9, "later", None)).await.unwrap());
        for (number, owner) in [(1, "later"), (2, "later"), (3, "cookie")] {
            let row = store.draft(draft_id(number), at(11)).await.unwrap();
            let row = row.unwrap();
            assert_eq!(row.owner, hash(owner), "{number}");
            let ends = if number == 3 { at(43_200) } else { at(7 * DAY) };
            assert_eq!(row.ends_at, ends, "{number}");
        }
        let found = |owner: &str, service: &str, seconds| {
            let (owner, service) = (hash(owner), service.to_owned());
            let store = store.clone();
            async move {
                let found = store.draft_of_owner(&owner, &service, at(seconds)).await;
                found.unwrap()
            }
        };
        let kept = found("later", "missed-bin", 11).await;
        assert_eq!(kept, Some((draft_id(2), at(7 * DAY))));
        assert_eq!(found("later", "pothole", 11).await, None);
        assert_eq!(found("device", "missed-bin", 11).await, None);
        assert_eq!(found("later", "missed-bin", 7 * DAY).await, None);
    })
    .await;
}

#[tokio::test]
async fn a_device_keeps_no_more_drafts_than_a_session() {
    each(|store| async move {
        let most = u64::try_from(MOST_PER_OWNER).unwrap();
        for number in 1..=most + 1 {
            let own = DraftRow {
                owner: hash(&format!("session {number}")),
                saved_at: at(i64::try_from(number).unwrap()),
                ..draft(number)
            };
            store.create_draft(own, contact(number)).await.unwrap();
            let keep = KeepDraft {
                id: draft_id(number),
                owner: hash("device"),
                before: None,
                until: at(7 * DAY),
                at: at(100),
            };
            assert!(store.keep_draft(keep).await.unwrap());
        }
        let open = |number: u64| store.draft(draft_id(number), at(101));
        assert_eq!(open(1).await.unwrap(), None, "saved longest ago");
        for number in [2, most, most + 1] {
            assert!(open(number).await.unwrap().is_some(), "{number}");
        }
    })
    .await;
}
