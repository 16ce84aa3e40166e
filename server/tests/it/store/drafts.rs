//! Drafts.

use super::samples::*;
use super::{each, each_with_url};
use crate::support::tables::execute;
use futures_util::future::join_all;
use server::store::*;
use server::store::{Constraint, StoreError};
use server::vault::KeyedHash;
use shared::language::Language;

#[tokio::test]
async fn a_draft_is_read_back_as_it_was_saved() {
    each(|store| async move {
        create_draft(&store, 1).await;
        // Code may depend on one subject's trait alone.
        let drafts: std::sync::Arc<dyn DraftStore> = store.clone();
        assert_eq!(
            drafts.draft(draft_id(1), at(1)).await.unwrap(),
            Some(draft(1))
        );
        assert_eq!(store.draft(draft_id(2), at(1)).await.unwrap(), None);
        let saved = store.save_draft(save(1, 1)).await.unwrap();
        assert_eq!(saved, DraftSaved::Saved(2));
        let expected = DraftRow {
            revision: 2,
            language: Language::Cy,
            answers: sealed("answers after 1"),
            saved_at: at(10),
            expires_at: at(7210),
            ..draft(1)
        };
        assert_eq!(
            store.draft(draft_id(1), at(11)).await.unwrap(),
            Some(expected)
        );
        let contact = store.contact(contact_id(1)).await.unwrap().unwrap();
        assert_eq!(
            store.contact_for_draft(draft_id(1)).await.unwrap(),
            Some(contact.row)
        );
        assert_eq!(store.contact_for_draft(draft_id(2)).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn of_concurrent_saves_one_wins_and_the_others_are_stale() {
    each(|store| async move {
        for number in 1..=5 {
            create_draft(&store, number).await;
        }
        let saves = (0..40u64).map(|n| {
            let store = store.clone();
            async move { store.save_draft(save(n % 5 + 1, 1)).await.unwrap() }
        });
        let outcomes = join_all(saves).await;
        let count = |wanted| outcomes.iter().filter(|o| **o == wanted).count();
        assert_eq!(count(DraftSaved::Saved(2)), 5);
        assert_eq!(count(DraftSaved::Stale), 35);
        // A rejected save is not counted either.
        let contact = store.contact(contact_id(1)).await.unwrap().unwrap();
        assert_eq!(contact.pages[0].seconds, 12);
    })
    .await;
}

#[tokio::test]
async fn an_expired_cleared_or_submitted_draft_is_not_found() {
    each(|store| async move {
        for number in 1..=3 {
            create_draft(&store, number).await;
        }
        assert_eq!(store.draft(draft_id(1), at(7200)).await.unwrap(), None);
        let mut late = save(1, 1);
        late.at = at(7200);
        assert_eq!(store.save_draft(late).await.unwrap(), DraftSaved::Gone);

        store.clear_draft(draft_id(2), at(30)).await.unwrap();
        assert_eq!(store.draft(draft_id(2), at(31)).await.unwrap(), None);
        assert_eq!(
            store.save_draft(save(2, 1)).await.unwrap(),
            DraftSaved::Gone
        );
        assert_eq!(store.contact_for_draft(draft_id(2)).await.unwrap(), None);
        let left = store.contact(contact_id(2)).await.unwrap().unwrap();
        assert_eq!(
            (left.row.ended, left.ended_at),
            // It has lost its link, and keeps only the hour.
            (Some(Ending::Left), Some(at(0)))
        );

        store.accept(of_draft(3)).await.unwrap();
        assert_eq!(
            store.save_draft(save(3, 1)).await.unwrap(),
            DraftSaved::Gone
        );
        store.clear_draft(draft_id(3), at(30)).await.unwrap();
        let completed = store.contact(contact_id(3)).await.unwrap().unwrap();
        assert_eq!(completed.row.ended, Some(Ending::Completed));
        assert_eq!(completed.submissions, [submission_id(3)]);
    })
    .await;
}

#[tokio::test]
async fn a_draft_id_is_never_reused() {
    each(|store| async move {
        let tries = (0..6).map(|_| {
            let store = store.clone();
            async move { store.create_draft(draft(1), contact(1)).await }
        });
        let outcomes = join_all(tries).await;
        assert_eq!(outcomes.iter().filter(|o| o.is_ok()).count(), 1);
        let refused = outcomes.into_iter().filter_map(Result::err);
        for error in refused {
            assert!(matches!(error, StoreError::Conflict(Constraint::Draft)));
        }
        store.accept(of_draft(1)).await.unwrap();
        let again = store.create_draft(draft(1), contact(2)).await;
        assert!(matches!(
            again,
            Err(StoreError::Conflict(Constraint::Draft))
        ));
        assert_eq!(store.contact(contact_id(2)).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_damaged_row_is_reported_and_the_others_are_read() {
    each_with_url(|store, url| async move {
        let mut later = draft(2);
        later.created_at = at(1);
        create_draft(&store, 1).await;
        store.create_draft(later.clone(), contact(2)).await.unwrap();
        store.accept(acceptance(3)).await.unwrap();
        execute(
            &url,
            "UPDATE drafts SET channel = 'smoke' WHERE created_at = (
                SELECT min(created_at) FROM drafts)",
        )
        .await;
        let now = at(1);
        let (damaged, other) =
            futures_util::join!(store.draft(draft_id(1), now), store.draft(draft_id(2), now));
        assert!(matches!(damaged, Err(StoreError::Corrupt("channel"))));
        assert_eq!(other.unwrap(), Some(later));

        execute(&url, "UPDATE statuses SET status = 'lost'").await;
        let submission = store.submission(reference(3)).await;
        assert!(matches!(submission, Err(StoreError::Corrupt(_))));
    })
    .await;
}

#[tokio::test]
async fn one_more_draft_than_an_owner_keeps_ends_the_one_saved_longest_ago() {
    each(|store| async move {
        let most = u64::try_from(MOST_PER_OWNER).unwrap();
        let own = |number| DraftRow {
            owner: draft(1).owner,
            ..draft(number)
        };
        let mut others = draft(99);
        others.owner = KeyedHash("another".to_owned());
        store.create_draft(others, contact(99)).await.unwrap();
        for number in 1..=most {
            store
                .create_draft(own(number), contact(number))
                .await
                .unwrap();
        }
        // The first was saved since, so the second is now the oldest.
        store.save_draft(save(1, 1)).await.unwrap();
        let mut late = own(most + 1);
        late.created_at = at(20);
        late.saved_at = at(20);
        store.create_draft(late, contact(most + 1)).await.unwrap();
        assert_eq!(store.draft(draft_id(2), at(21)).await.unwrap(), None);
        let left = store.contact(contact_id(2)).await.unwrap().unwrap();
        assert_eq!(
            (left.row.ended, left.ended_at),
            // It has lost its link, and keeps only the hour.
            (Some(Ending::Left), Some(at(0)))
        );
        for number in [1, 3, most, most + 1, 99] {
            let kept = store.draft(draft_id(number), at(21)).await.unwrap();
            assert!(kept.is_some(), "{number}");
            let open = store.contact(contact_id(number)).await.unwrap().unwrap();
            assert_eq!(open.row.ended, None, "{number}");
        }
    })
    .await;
}
