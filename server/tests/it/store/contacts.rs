//! Contacts and satisfaction.

use super::each;
use super::samples::*;
use futures_util::future::join_all;
use server::store::*;
use shared::channel::Channel;

fn touch(number: u64, seconds: i64) -> ContactTouch {
    ContactTouch {
        contact: contact_id(number),
        at: at(seconds),
        events: None,
        ending: None,
    }
}

fn rating(number: u64, contact: Option<u64>, rating: u8) -> FeedbackRow {
    FeedbackRow {
        id: row_id(number),
        contact: contact.map(contact_id),
        authority: "maidstone".to_owned(),
        service: Some("missed-bin".to_owned()),
        channel: Channel::Web,
        rating,
        comment: Some(sealed("comment")),
        at: at(100),
    }
}

#[tokio::test]
async fn stages_errors_and_seconds_add_up_in_order_of_arrival() {
    each(|store| async move {
        store.create_draft(draft(1), contact(1)).await.unwrap();
        store.save_draft(save(1, 1)).await.unwrap();
        store.save_draft(save(1, 2)).await.unwrap();
        let mut more = touch(1, 50);
        more.events = Some(ContactEvents {
            stages: vec!["where".to_owned(), "about".to_owned(), "when".to_owned()],
            errors: vec![("name".to_owned(), "missing".to_owned()); 2],
            seconds: Some(("where".to_owned(), 3)),
        });
        store.touch_contact(more).await.unwrap();
        let contact = store.contact(contact_id(1)).await.unwrap().unwrap();
        assert_eq!(
            contact.row,
            ContactRow {
                last_at: at(50),
                draft: Some(draft_id(1)),
                ..super::samples::contact(1)
            }
        );
        assert_eq!(contact.stages, ["when", "where", "about"]);
        assert_eq!(
            contact.errors,
            [
                ("missed_on".to_owned(), "future".to_owned(), 2),
                ("name".to_owned(), "missing".to_owned(), 2)
            ]
        );
        assert_eq!(
            contact.seconds,
            [("when".to_owned(), 24), ("where".to_owned(), 3)]
        );
        assert_eq!(contact.rating, None);
    })
    .await;
}

#[tokio::test]
async fn a_save_after_an_objection_records_nothing() {
    each(|store| async move {
        store.create_draft(draft(1), contact(1)).await.unwrap();
        let mut silent = save(1, 1);
        silent.contact = None;
        assert_eq!(
            store.save_draft(silent).await.unwrap(),
            DraftSaved::Saved(2)
        );
        let contact = store.contact(contact_id(1)).await.unwrap().unwrap();
        assert_eq!(contact.row.last_at, at(0));
        assert!(contact.stages.is_empty() && contact.errors.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_save_ends_its_contact_and_a_later_save_keeps_the_ending() {
    each(|store| async move {
        for number in 1..=3 {
            store
                .create_draft(draft(number), contact(number))
                .await
                .unwrap();
        }
        let ended = |number, expected, contact: bool| {
            let mut save = save(number, expected);
            save.ending = Some((Ending::Outcome, Some("too-early".to_owned())));
            save.contact = save.contact.filter(|_| contact);
            save
        };
        // The guest of contact 2 has objected to visit statistics.
        for (number, counted) in [(1, true), (2, false)] {
            let save = ended(number, 1, counted);
            assert_eq!(store.save_draft(save).await.unwrap(), DraftSaved::Saved(2));
            let contact = store.contact(contact_id(number)).await.unwrap().unwrap();
            assert_eq!(contact.row.ended, Some(Ending::Outcome));
            assert_eq!(contact.row.outcome.as_deref(), Some("too-early"));
            assert_eq!(contact.ended_at, Some(at(10)));
            assert_eq!(contact.row.last_at, at(10));
            assert_eq!(!contact.stages.is_empty(), counted);
        }
        store.save_draft(save(1, 2)).await.unwrap();
        let stored = store.contact(contact_id(1)).await.unwrap().unwrap();
        assert_eq!(stored.row.ended, Some(Ending::Outcome));
        assert_eq!(stored.row.outcome.as_deref(), Some("too-early"));

        // A refused save ends nothing.
        assert_eq!(
            store.save_draft(ended(3, 7, true)).await.unwrap(),
            DraftSaved::Stale
        );
        let open = store.contact(contact_id(3)).await.unwrap().unwrap();
        assert_eq!((open.row.ended, open.ended_at), (None, None));
    })
    .await;
}

#[tokio::test]
async fn a_save_does_not_reopen_or_change_a_completed_contact() {
    each(|store| async move {
        store.create_draft(draft(1), contact(1)).await.unwrap();
        let mut second = contact(1);
        second.draft = Some(draft_id(2));
        store.create_draft(draft(2), second).await.unwrap();
        store.accept(acceptance(1)).await.unwrap();
        let mut late = save(2, 1);
        late.ending = Some((Ending::Outcome, Some("too-early".to_owned())));
        assert_eq!(store.save_draft(late).await.unwrap(), DraftSaved::Saved(2));
        let completed = store.contact(contact_id(1)).await.unwrap().unwrap();
        assert_eq!(completed.row.ended, Some(Ending::Completed));
        assert_eq!(completed.row.outcome, None);
        assert_eq!(completed.ended_at, Some(at(20)));
    })
    .await;
}

#[tokio::test]
async fn an_idle_contact_ends_as_left_and_resuming_reopens_it() {
    each(|store| async move {
        store.create_draft(draft(1), contact(1)).await.unwrap();
        store.create_draft(draft(2), contact(2)).await.unwrap();
        let mut ended = touch(2, 5);
        ended.ending = Some((Ending::Outcome, Some("too-early".to_owned())));
        store.touch_contact(ended).await.unwrap();
        assert_eq!(store.close_idle_contacts(at(0)).await.unwrap(), 0);
        assert_eq!(store.close_idle_contacts(at(1)).await.unwrap(), 1);
        assert_eq!(store.close_idle_contacts(at(1)).await.unwrap(), 0);
        let left = store.contact(contact_id(1)).await.unwrap().unwrap();
        assert_eq!(
            (left.row.ended, left.ended_at),
            (Some(Ending::Left), Some(at(0)))
        );
        let other = store.contact(contact_id(2)).await.unwrap().unwrap();
        assert_eq!(other.row.ended, Some(Ending::Outcome));
        assert_eq!(other.row.outcome.as_deref(), Some("too-early"));

        store.save_draft(save(1, 1)).await.unwrap();
        let open = store.contact(contact_id(1)).await.unwrap().unwrap();
        assert_eq!((open.row.ended, open.ended_at), (None, None));
        assert_eq!(open.row.last_at, at(10));

        store.accept(acceptance(1)).await.unwrap();
        let mut late = touch(1, 60);
        late.ending = Some((Ending::Left, None));
        store.touch_contact(late).await.unwrap();
        let completed = store.contact(contact_id(1)).await.unwrap().unwrap();
        assert_eq!(completed.row.ended, Some(Ending::Completed));
        assert_eq!(completed.ended_at, Some(at(20)));
    })
    .await;
}

#[tokio::test]
async fn events_of_an_unknown_contact_are_discarded() {
    each(|store| async move {
        let mut stray = touch(9, 5);
        stray.events = Some(ContactEvents {
            stages: vec!["when".to_owned()],
            ..ContactEvents::default()
        });
        store.touch_contact(stray).await.unwrap();
        assert_eq!(store.contact(contact_id(9)).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn satisfaction_counts_once_for_each_contact() {
    each(|store| async move {
        store.create_draft(draft(1), contact(1)).await.unwrap();
        let token = store
            .feedback_token(&hash("token 1"))
            .await
            .unwrap()
            .unwrap();
        assert_eq!((token.contact, token.used), (contact_id(1), false));
        let tries = (1..=6).map(|number| {
            let store = store.clone();
            async move {
                store
                    .record_feedback(rating(number, Some(1), 4))
                    .await
                    .unwrap()
            }
        });
        let outcomes = join_all(tries).await;
        let counted = outcomes.iter().filter(|o| **o == FeedbackRecorded::Counted);
        assert_eq!(counted.count(), 1);
        let token = store
            .feedback_token(&hash("token 1"))
            .await
            .unwrap()
            .unwrap();
        assert!(token.used);
        let contact = store.contact(contact_id(1)).await.unwrap().unwrap();
        assert_eq!(contact.rating, Some(4));
        assert_eq!(store.feedback_token(&hash("token 2")).await.unwrap(), None);
        // Feedback about a service has no contact, so it counts every time.
        for number in [11, 12] {
            let outcome = store
                .record_feedback(rating(number, None, 1))
                .await
                .unwrap();
            assert_eq!(outcome, FeedbackRecorded::Counted);
        }
        let contact = store.contact(contact_id(1)).await.unwrap().unwrap();
        assert_eq!(contact.rating, Some(4), "mixed with ratings of nobody");
    })
    .await;
}
