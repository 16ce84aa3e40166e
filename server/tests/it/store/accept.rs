//! Acceptance: all or nothing, once.

use super::samples::*;
use super::{each, each_with_url};
use crate::support::tables::execute;
use futures_util::future::join_all;
use server::store::*;
use server::store::{Constraint, StoreError};
use shared::status::Status;

#[tokio::test]
async fn an_accepted_submission_is_read_back_with_all_its_parts() {
    each(|store| async move {
        create_draft(&store, 1).await;
        let new = of_draft(1);
        assert_eq!(store.accept(new.clone()).await.unwrap(), Accepted::New);

        let stored = store.submission(reference(1)).await.unwrap().unwrap();
        assert_eq!(stored.row, new.submission);
        assert_eq!(stored.parts, new.parts);
        assert_eq!(stored.contact, Some(contact_id(1)));
        assert_eq!(stored.timeline.len(), 1);
        assert_eq!(stored.timeline[0].status, Status::Received);
        assert_eq!(stored.timeline[0].at, at(20));
        assert_eq!(
            store.submission_by_id(submission_id(1)).await.unwrap(),
            Some(stored.clone())
        );
        assert_eq!(store.submission_by_id(draft_id(1)).await.unwrap(), None);
        assert_eq!(
            store.submission_of_draft(sent(1)).await.unwrap(),
            Some(stored)
        );
        let deliveries = store.deliveries_of(submission_id(1)).await.unwrap();
        assert_eq!(deliveries, new.deliveries);
        let has = |kind, text: &str| {
            let (store, hash) = (store.clone(), hash(text));
            async move {
                store
                    .has_proof(reference(1), kind, [&hash, &hash])
                    .await
                    .unwrap()
            }
        };
        assert!(has(ProofKind::Tracking, "tracking").await);
        assert!(!has(ProofKind::Tracking, "email").await);
        assert!(!has(ProofKind::Postcode, "tracking").await);
        assert_eq!(store.draft(draft_id(1), at(1)).await.unwrap(), None);

        let contact = store.contact(contact_id(1)).await.unwrap().unwrap();
        assert_eq!(contact.row.ended, Some(Ending::Completed));
        assert_eq!(contact.ended_at, Some(at(20)));
        assert_eq!(contact.row.started_at, at(0));
        assert_eq!(contact.submissions, [submission_id(1)]);
    })
    .await;
}

#[tokio::test]
async fn a_failed_acceptance_stores_nothing() {
    each(|store| async move {
        create_draft(&store, 1).await;
        let mut wrong = of_draft(1);
        // Two deliveries with one id cannot both be written.
        wrong.deliveries.push(wrong.deliveries[0].clone());
        assert!(matches!(
            store.accept(wrong).await,
            Err(StoreError::Conflict(Constraint::Delivery))
        ));
        assert_eq!(store.submission(reference(1)).await.unwrap(), None);
        assert_eq!(store.submission_of_draft(sent(1)).await.unwrap(), None);
        assert!(store.draft(draft_id(1), at(1)).await.unwrap().is_some());
        let contact = store.contact(contact_id(1)).await.unwrap().unwrap();
        assert_eq!(contact.row.ended, None);
        assert!(
            store
                .deliveries_of(submission_id(1))
                .await
                .unwrap()
                .is_empty()
        );
        assert_eq!(store.accept(of_draft(1)).await.unwrap(), Accepted::New);
    })
    .await;
}

#[tokio::test]
async fn the_same_draft_accepted_eight_times_concurrently_is_one_submission() {
    each(|store| async move {
        create_draft(&store, 1).await;
        let tries = (1..=8u64).map(|number| {
            let mut one = of_draft(number);
            one.draft = Some(draft_id(1));
            one.submission.draft = Some(mark(1));
            one.contact = contact(1);
            let store = store.clone();
            async move { store.accept(one).await.unwrap() }
        });
        let outcomes = join_all(tries).await;
        let new = outcomes.iter().filter(|o| **o == Accepted::New).count();
        assert_eq!(new, 1);
        let all = store.references(None, 100).await.unwrap();
        assert_eq!(all.len(), 1);
        for outcome in outcomes {
            match outcome {
                Accepted::New => {}
                Accepted::Before(before) => assert_eq!(before.row.reference, all[0].1),
                Accepted::KeyReused | Accepted::Gone => panic!("no key was given"),
            }
        }
        let deliveries = store.deliveries_of(all[0].0).await.unwrap();
        assert_eq!(deliveries.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_idempotency_key_replays_its_body_and_refuses_another() {
    each(|store| async move {
        let first = by_api(1, "key", "body");
        assert_eq!(store.accept(first).await.unwrap(), Accepted::New);
        let Accepted::Before(before) = store.accept(by_api(2, "key", "body")).await.unwrap() else {
            panic!("the same key and body were accepted twice");
        };
        assert_eq!(before.row.reference, reference(1));
        let reused = store.accept(by_api(3, "key", "other body")).await.unwrap();
        assert_eq!(reused, Accepted::KeyReused);
        let mut elsewhere = by_api(4, "key", "other body");
        elsewhere.idempotency.as_mut().unwrap().scope = "swale web".to_owned();
        assert_eq!(store.accept(elsewhere).await.unwrap(), Accepted::New);

        let all = store.references(None, 100).await.unwrap();
        let numbers: Vec<_> = all.iter().map(|(_, reference)| *reference).collect();
        assert_eq!(numbers, [reference(1), reference(4)]);
        let other = store.accept(by_api(5, "other", "body")).await.unwrap();
        assert_eq!(other, Accepted::New);
    })
    .await;
}

#[tokio::test]
async fn the_same_key_used_eight_times_concurrently_is_one_submission() {
    each(|store| async move {
        let tries = (1..=8u64).map(|number| {
            let body = if number % 2 == 0 { "even" } else { "odd" };
            let one = by_api(number, "key", body);
            let store = store.clone();
            async move { store.accept(one).await.unwrap() }
        });
        let outcomes = join_all(tries).await;
        let count = |wanted: fn(&Accepted) -> bool| outcomes.iter().filter(|o| wanted(o)).count();
        assert_eq!(count(|o| *o == Accepted::New), 1);
        assert_eq!(count(|o| matches!(o, Accepted::Before(_))), 3);
        assert_eq!(count(|o| *o == Accepted::KeyReused), 4);
        assert_eq!(store.references(None, 100).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_failing_acceptance_does_not_affect_others_in_its_batch() {
    each(|store| async move {
        assert_eq!(store.accept(acceptance(50)).await.unwrap(), Accepted::New);
        for number in 1..=20 {
            create_draft(&store, number).await;
        }
        let tries = (1..=20u64).map(|number| {
            let mut one = of_draft(number);
            match number {
                7 => one.submission.reference = reference(50),
                11 => one.deliveries.push(one.deliveries[0].clone()),
                _ => {}
            }
            let store = store.clone();
            async move { (number, store.accept(one).await) }
        });
        for (number, outcome) in join_all(tries).await {
            match number {
                7 => assert!(matches!(
                    outcome,
                    Err(StoreError::Conflict(Constraint::Reference))
                )),
                11 => assert!(matches!(
                    outcome,
                    Err(StoreError::Conflict(Constraint::Delivery))
                )),
                _ => assert_eq!(outcome.unwrap(), Accepted::New),
            }
        }
        assert_eq!(store.references(None, 100).await.unwrap().len(), 19);
        assert_eq!(store.submission_of_draft(sent(7)).await.unwrap(), None);
        assert_eq!(store.submission_of_draft(sent(11)).await.unwrap(), None);
        assert!(store.draft(draft_id(11), at(1)).await.unwrap().is_some());
    })
    .await;
}

#[tokio::test]
async fn a_cleared_draft_is_not_accepted() {
    each(|store| async move {
        for number in 1..=24 {
            create_draft(&store, number).await;
        }
        store.clear_draft(draft_id(1), at(19)).await.unwrap();
        assert_eq!(store.accept(of_draft(1)).await.unwrap(), Accepted::Gone);
        let deliveries = store.deliveries_of(submission_id(1)).await.unwrap();
        assert!(deliveries.is_empty());
        let left = store.contact(contact_id(1)).await.unwrap().unwrap();
        assert_eq!(left.row.ended, Some(Ending::Left));
        // Whoever deletes the draft first decides.
        let both = (2..=24u64).map(|number| {
            let store = store.clone();
            async move {
                let clearing = store.clear_draft(draft_id(number), at(20));
                let (accepted, cleared) =
                    futures_util::join!(store.accept(of_draft(number)), clearing);
                cleared.unwrap();
                (number, accepted.unwrap())
            }
        });
        for (number, accepted) in join_all(both).await {
            let stored = store.submission(reference(number)).await.unwrap();
            let contact = store.contact(contact_id(number)).await.unwrap().unwrap();
            let (exists, ending) = match accepted {
                Accepted::New => (true, Ending::Completed),
                Accepted::Gone => (false, Ending::Left),
                other => panic!("{other:?}"),
            };
            assert_eq!(stored.is_some(), exists, "{number}");
            assert_eq!(contact.row.ended, Some(ending), "{number}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_draft_sent_under_an_earlier_release_is_sent_once() {
    each_with_url(|store, url| async move {
        create_draft(&store, 1).await;
        store.accept(of_draft(1)).await.unwrap();
        // As an earlier release stored it: with the id of the draft itself.
        let old = match url.starts_with("sqlite:") {
            true => "UPDATE submissions SET draft = x'00000000000000000000000000010001'",
            false => "UPDATE submissions SET draft = '00000000-0000-0000-0000-000000010001'",
        };
        execute(&url, old).await;
        let mut again = of_draft(2);
        again.draft = Some(draft_id(1));
        again.submission.draft = Some(mark(1));
        let Accepted::Before(before) = store.accept(again).await.unwrap() else {
            panic!("sent twice");
        };
        assert_eq!(before.row.reference, reference(1));
        let again = store.create_draft(draft(1), contact(2)).await;
        assert!(matches!(
            again,
            Err(StoreError::Conflict(Constraint::Draft))
        ));
    })
    .await;
}

#[tokio::test]
async fn references_come_in_order_page_by_page() {
    each(|store| async move {
        for number in [3, 1, 2] {
            store.accept(acceptance(number)).await.unwrap();
        }
        let first = store.references(None, 2).await.unwrap();
        assert_eq!(
            first,
            [
                (submission_id(1), reference(1)),
                (submission_id(2), reference(2))
            ]
        );
        let rest = store.references(Some(first[1].0), 2).await.unwrap();
        assert_eq!(rest, [(submission_id(3), reference(3))]);
    })
    .await;
}
