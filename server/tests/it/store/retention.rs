//! Deletes what has passed its retention period, and nothing else.

use super::samples::*;
use super::{each, each_with_url};
use crate::support::tables::{attempt_results, execute, number};
use futures_util::future::join_all;
use server::store::SharedStore;
use server::store::*;
use shared::status::Status;

fn rules(days: u32) -> Vec<RetentionRule> {
    vec![RetentionRule {
        version: "v1".to_owned(),
        days,
    }]
}

/// Deletes, and checks that a dry run beforehand counted the same and deleted nothing.
async fn retained(store: &SharedStore, now: jiff::Timestamp, days: u32) -> RetentionReport {
    let forecast = store
        .retention_dry_run(now, &rules(days), 90)
        .await
        .unwrap();
    assert_eq!(forecast.rules.len(), 1);
    assert_eq!(
        store
            .retention_dry_run(now, &rules(days), 90)
            .await
            .unwrap(),
        forecast
    );
    let report = store.retain(now, rules(days), 90).await.unwrap();
    assert_eq!(report, forecast.total());
    report
}

/// Accepts and delivers a submission.
async fn delivered_submission(store: &SharedStore, number: u64) {
    create_draft(store, number).await;
    store.accept(of_draft(number)).await.unwrap();
    store.claim_deliveries(claim(1, 30, 60)).await.unwrap();
    let end = attempt(
        1,
        delivery_id(number, 0),
        number,
        delivered(number, 31, Vec::new()),
    );
    assert!(store.finish_attempt(end).await.unwrap());
}

#[tokio::test]
async fn a_submission_is_deleted_with_its_rows_and_its_contact_stays() {
    each_with_url(|store, url| async move {
        delivered_submission(&store, 1).await;
        let soon = at(31 + 30 * DAY);
        let report = retained(&store, soon, 30).await;
        assert_eq!((report.submissions, report.held), (0, 0));

        let late = at(32 + 30 * DAY);
        let report = retained(&store, late, 30).await;
        assert_eq!(
            report,
            RetentionReport {
                submissions: 1,
                deliveries: 1,
                contact_links: 1,
                ..RetentionReport::default()
            }
        );
        assert_eq!(store.submission(reference(1)).await.unwrap(), None);
        assert!(
            store
                .deliveries_of(submission_id(1))
                .await
                .unwrap()
                .is_empty()
        );
        assert!(attempt_results(&url, delivery_id(1, 0)).await.is_empty());
        let tracking = hash("tracking");
        let has = store.has_proof(reference(1), ProofKind::Tracking, [&tracking, &tracking]);
        assert!(!has.await.unwrap());
        let contact = store.contact(contact_id(1)).await.unwrap().unwrap();
        assert!(contact.submissions.is_empty());
        assert_eq!(contact.row.draft, None);
        assert_eq!(contact.row.ended, Some(Ending::Completed));
        let again = retained(&store, late, 30).await;
        assert_eq!(again, RetentionReport::default());
    })
    .await;
}

#[tokio::test]
async fn a_later_status_or_another_version_keeps_a_submission() {
    each(|store| async move {
        delivered_submission(&store, 1).await;
        delivered_submission(&store, 2).await;
        let done = event(1, 9, Status::Done, 10 * DAY);
        store.record_status(done).await.unwrap();
        let report = retained(&store, at(32 + 30 * DAY), 30).await;
        assert_eq!(report.submissions, 1);
        assert!(store.submission(reference(1)).await.unwrap().is_some());
        let other = vec![RetentionRule {
            version: "v2".to_owned(),
            days: 1,
        }];
        let report = store.retain(at(400 * DAY), other, 90).await.unwrap();
        assert_eq!(report.submissions, 0);
        // Message ids are deleted with the submission.
        let report = retained(&store, at(400 * DAY), 30).await;
        assert_eq!(report.submissions, 1);
        let again = event(1, 9, Status::Done, 10 * DAY);
        assert_eq!(
            store.record_status(again).await.unwrap(),
            StatusRecorded::Unknown
        );
    })
    .await;
}

#[tokio::test]
async fn a_submission_with_an_undelivered_request_is_kept() {
    each(|store| async move {
        store.accept(acceptance(1)).await.unwrap();
        let mut given_up = acceptance(2);
        given_up.deliveries[0].destination = "roads".to_owned();
        store.accept(given_up).await.unwrap();
        store.claim_deliveries(claim(1, 30, 60)).await.unwrap();
        let outcome = AttemptOutcome::GaveUp {
            notices: Vec::new(),
        };
        let end = attempt(1, delivery_id(2, 0), 1, outcome);
        assert!(store.finish_attempt(end).await.unwrap());
        let report = retained(&store, at(400 * DAY), 30).await;
        assert_eq!((report.submissions, report.held), (0, 2));
        assert!(store.submission(reference(1)).await.unwrap().is_some());
        assert!(store.submission(reference(2)).await.unwrap().is_some());
        assert_eq!(
            store.deliveries_of(submission_id(2)).await.unwrap().len(),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn expired_drafts_old_keys_and_old_operator_emails_are_deleted() {
    each(|store| async move {
        create_draft(&store, 1).await;
        let mut unexpired = draft(2);
        unexpired.expires_at = at(400 * DAY);
        store.create_draft(unexpired, contact(2)).await.unwrap();
        store.accept(by_api(3, "key", "body")).await.unwrap();
        store.claim_deliveries(claim(1, 30, 60)).await.unwrap();
        let outcome = AttemptOutcome::GaveUp {
            notices: vec![operator_mail(3)],
        };
        let end = attempt(1, delivery_id(3, 0), 1, outcome);
        assert!(store.finish_attempt(end).await.unwrap());
        store.claim_deliveries(claim(1, 31, 60)).await.unwrap();
        let sent = AttemptOutcome::Delivered {
            their_reference: None,
            status: None,
            notices: Vec::new(),
        };
        let end = attempt(1, delivery_id(3, 99), 2, sent);
        assert!(store.finish_attempt(end).await.unwrap());

        let forecast = store
            .retention_dry_run(at(29 * DAY), &[], 90)
            .await
            .unwrap();
        let report = store.retain(at(29 * DAY), Vec::new(), 90).await.unwrap();
        assert_eq!(forecast.rest, report);
        assert_eq!(
            report,
            RetentionReport {
                drafts: 1,
                contact_links: 1,
                ..RetentionReport::default()
            }
        );
        assert_eq!(store.contact_for_draft(draft_id(1)).await.unwrap(), None);
        assert!(
            store
                .draft(draft_id(2), at(29 * DAY))
                .await
                .unwrap()
                .is_some()
        );
        let forecast = store
            .retention_dry_run(at(31 * DAY), &[], 90)
            .await
            .unwrap();
        let report = store.retain(at(31 * DAY), Vec::new(), 90).await.unwrap();
        assert_eq!(forecast.rest, report);
        assert_eq!(
            report,
            RetentionReport {
                idempotency: 1,
                deliveries: 1,
                ..RetentionReport::default()
            }
        );
        assert!(store.submission(reference(3)).await.unwrap().is_some());
        // The key is deleted, so another body may use it.
        let another = store.accept(by_api(5, "key", "other body")).await.unwrap();
        assert_eq!(another, Accepted::New);
    })
    .await;
}

#[tokio::test]
async fn a_dry_run_counts_by_rule_and_deletes_nothing() {
    each(|store| async move {
        delivered_submission(&store, 1).await;
        delivered_submission(&store, 2).await;
        store.accept(acceptance(3)).await.unwrap();
        store.accept(by_api(4, "key", "body")).await.unwrap();
        let none = RetentionRule {
            version: "v2".to_owned(),
            days: 1,
        };
        let both = [none, rules(30).remove(0)];
        let now = at(400 * DAY);
        let forecast = store.retention_dry_run(now, &both, 90).await.unwrap();
        assert_eq!(forecast.rules[0], RetentionReport::default());
        let rule = &forecast.rules[1];
        assert_eq!((rule.submissions, rule.held), (2, 2));
        assert_eq!((rule.deliveries, rule.contact_links), (2, 2));
        assert_eq!(forecast.rest.idempotency, 1);
        for number in 1..=4 {
            let stored = store.submission(reference(number)).await.unwrap();
            assert!(stored.is_some(), "{number}");
        }
        let report = store.retain(now, both.to_vec(), 90).await.unwrap();
        assert_eq!(report, forecast.total());
    })
    .await;
}

#[tokio::test]
async fn a_comment_is_deleted_after_a_year_and_its_rating_stays() {
    each(|store| async move {
        create_draft(&store, 1).await;
        let feedback = FeedbackRow {
            id: row_id(1),
            contact: contact_id(1),
            authority: "maidstone".to_owned(),
            service: Some("missed-bin".to_owned()),
            channel: shared::channel::Channel::Web,
            rating: 2,
            comment: Some(sealed("comment")),
            at: at(100),
        };
        store.record_feedback(feedback).await.unwrap();
        store
            .record_service_rating(service_rating(2, 5))
            .await
            .unwrap();
        let year = retained(&store, at(100 + 365 * DAY), 30).await;
        assert_eq!(year.comments, 0);
        let later = retained(&store, at(101 + 365 * DAY), 30).await;
        assert_eq!(later.comments, 2);
        let again = retained(&store, at(102 + 365 * DAY), 30).await;
        assert_eq!(again.comments, 0);
        let contact = store.contact(contact_id(1)).await.unwrap().unwrap();
        assert_eq!(contact.rating, Some(2));
    })
    .await;
}

#[tokio::test]
async fn old_details_of_many_contacts_are_deleted_and_counted_once_and_new_ones_stay() {
    each_with_url(|store, url| async move {
        let begin = |number: u64, first_page: Option<&str>, started_at| {
            let contact = ContactRow {
                first_page: first_page.map(str::to_owned),
                started_at,
                last_at: started_at,
                ..contact(number)
            };
            let draft = DraftRow {
                owner: hash(&format!("cookie {number}")),
                ..draft(number)
            };
            store.create_draft(draft, contact)
        };
        // Several steps of contacts: all with details of an earlier release, half with a page.
        let old = (1..=450).map(|number| begin(number, (number % 2 == 0).then_some("when"), at(0)));
        for created in join_all(old).await {
            created.unwrap();
        }
        let events = "INSERT INTO contact_events
             (contact, kind, name, code, amount, first_at, place)
             SELECT id, 'stage', 'when', '', 1, started_at, 0 FROM contacts";
        execute(&url, events).await;
        begin(451, Some("when"), at(80 * DAY)).await.unwrap();

        let report = retained(&store, at(91 * DAY), 30).await;
        assert_eq!(report.contact_details, 450);
        let left = "SELECT count(*) FROM contact_events";
        assert_eq!(number(&url, left).await, 0);
        let recent = store.contact(contact_id(451)).await.unwrap().unwrap();
        assert_eq!(recent.pages.len(), 1, "deleted before its time");
        assert_eq!(number(&url, "SELECT count(*) FROM contact_pages").await, 1);
        let again = retained(&store, at(91 * DAY), 30).await;
        assert_eq!(again.contact_details, 0);
        assert!(store.contact(contact_id(1)).await.unwrap().is_some());
    })
    .await;
}
