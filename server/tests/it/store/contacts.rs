//! Contacts and satisfaction.

use super::samples::*;
use super::{each, each_with_url};
use crate::support::tables::number;
use futures_util::future::join_all;
use server::store::*;
use shared::channel::Channel;
use shared::service::purpose::Purpose;

fn rating(number: u64, contact: u64, rating: u8) -> FeedbackRow {
    FeedbackRow {
        id: row_id(number),
        contact: contact_id(contact),
        authority: "maidstone".to_owned(),
        service: Some("missed-bin".to_owned()),
        channel: Channel::Web,
        rating,
        comment: Some(sealed("comment")),
        at: at(100),
    }
}

fn page(page: &str, arrivals: u32, seconds: u32) -> VisitedPage {
    VisitedPage {
        page: page.to_owned(),
        arrivals,
        seconds,
    }
}

async fn stored(store: &SharedStore, number: u64) -> Contact {
    store.contact(contact_id(number)).await.unwrap().unwrap()
}

async fn saved(store: &SharedStore, save: DraftSave) {
    let expected = DraftSaved::Saved(save.expected + 1);
    assert_eq!(store.save_draft(save).await.unwrap(), expected);
}

#[tokio::test]
async fn pages_and_errors_add_up_in_order_of_arrival() {
    each(|store| async move {
        let first = ContactRow {
            first_page: Some("when".to_owned()),
            ..contact(1)
        };
        store.create_draft(draft(1), first).await.unwrap();
        let begun = stored(&store, 1).await;
        assert_eq!(begun.pages, [page("when", 1, 0)], "not counted at Start");
        // A reload, which stays on the page, then Continue, and back to change the answer.
        let mut stays = save(1, 1);
        let visit = stays.visit.as_mut().unwrap();
        visit.reached = None;
        visit.errors = vec![("missed_on".to_owned(), "future".to_owned()); 2];
        saved(&store, stays).await;
        saved(&store, save(1, 2)).await;
        saved(&store, save(1, 3)).await;
        // A page that another way led to, such as Back in a form that has changed.
        let mut other = save(1, 4);
        let visit = other.visit.as_mut().unwrap();
        visit.page = "about".to_owned();
        visit.reached = Some("outcome/when".to_owned());
        visit.errors = vec![("name".to_owned(), "missing".to_owned())];
        saved(&store, other).await;
        let contact = stored(&store, 1).await;
        assert_eq!(
            contact.row,
            ContactRow {
                last_at: at(10),
                draft: Some(draft_id(1)),
                ..super::samples::contact(1)
            }
        );
        assert_eq!(
            contact.pages,
            [
                page("when", 1, 36),
                page("where", 2, 0),
                page("about", 0, 12),
                page("outcome/when", 1, 0)
            ]
        );
        assert_eq!(
            contact.errors,
            [
                ("missed_on".to_owned(), "future".to_owned(), 4),
                ("name".to_owned(), "missing".to_owned(), 1)
            ]
        );
        assert_eq!((contact.rating, contact.asked_at), (None, None));
    })
    .await;
}

#[tokio::test]
async fn a_save_after_an_objection_is_not_counted_nor_is_its_contact() {
    each(|store| async move {
        let first = ContactRow {
            first_page: Some("when".to_owned()),
            ..contact(1)
        };
        store.create_draft(draft(1), first).await.unwrap();
        let mut silent = save(1, 1);
        silent.visit = None;
        silent.serving = "swale".to_owned();
        saved(&store, silent).await;
        let after = stored(&store, 1).await;
        assert!(!after.row.counted);
        assert_eq!(after.row.last_at, at(0));
        assert_eq!(after.row.authority, "swale", "the council's own record");
        assert_eq!(after.pages, [page("when", 1, 0)]);
        assert!(after.errors.is_empty());
        // The visit is incomplete, so it is not counted even if counting is allowed again.
        saved(&store, save(1, 2)).await;
        assert!(!stored(&store, 1).await.row.counted);
        store.accept(of_draft(1)).await.unwrap();
        assert!(!stored(&store, 1).await.row.counted);
    })
    .await;
}

#[tokio::test]
async fn a_save_ends_its_contact_and_a_later_save_keeps_the_ending() {
    each(|store| async move {
        for number in 1..=3 {
            create_draft(&store, number).await;
        }
        let ended = |number, expected, visit: bool| {
            let mut save = save(number, expected);
            save.ending = outcome("too-early", true);
            save.visit = save.visit.filter(|_| visit);
            save
        };
        // The guest of contact 2 has objected to visit statistics.
        for (number, counted) in [(1, true), (2, false)] {
            saved(&store, ended(number, 1, counted)).await;
            let contact = stored(&store, number).await;
            assert_eq!(contact.row.ended, Some(Ending::Outcome));
            assert_eq!(contact.row.outcome.as_deref(), Some("too-early"));
            assert_eq!(contact.ended_at, Some(at(10)));
            assert_eq!(contact.row.last_at, at(10));
            assert_eq!(!contact.pages.is_empty(), counted);
            assert_eq!(contact.asked_at, counted.then(|| at(10)));
        }
        saved(&store, save(1, 2)).await;
        let kept = stored(&store, 1).await;
        assert_eq!(kept.row.ended, Some(Ending::Outcome));
        assert_eq!(kept.row.outcome.as_deref(), Some("too-early"));

        // A refused save ends nothing.
        assert_eq!(
            store.save_draft(ended(3, 7, true)).await.unwrap(),
            DraftSaved::Stale
        );
        let open = stored(&store, 3).await;
        assert_eq!((open.row.ended, open.ended_at), (None, None));
    })
    .await;
}

#[tokio::test]
async fn authority_version_and_purpose_are_those_of_the_end() {
    each(|store| async move {
        for number in [1, 2] {
            create_draft(&store, number).await;
            let mut newer = save(number, 1);
            newer.serving = "swale".to_owned();
            newer.version = "v2".to_owned();
            newer.purpose = Purpose::Apply;
            saved(&store, newer).await;
        }
        let facts = |contact: Contact| {
            let row = contact.row;
            (row.site, row.authority, row.version.unwrap(), row.purpose)
        };
        let expected = |authority: &str, version: &str, purpose| {
            let site = "maidstone".to_owned();
            (site, authority.to_owned(), version.to_owned(), purpose)
        };
        store.close_idle_contacts(at(11)).await.unwrap();
        let left = stored(&store, 1).await;
        assert_eq!(left.row.ended, Some(Ending::Left));
        assert_eq!(facts(left), expected("swale", "v2", Purpose::Apply));
        let mut sent = acceptance(2);
        sent.contact.authority = "kent".to_owned();
        sent.contact.version = Some("v3".to_owned());
        sent.contact.purpose = Purpose::Tell;
        store.accept(sent).await.unwrap();
        let completed = stored(&store, 2).await;
        assert_eq!(facts(completed), expected("kent", "v3", Purpose::Tell));
    })
    .await;
}

#[tokio::test]
async fn a_save_does_not_reopen_or_change_a_completed_contact() {
    each(|store| async move {
        create_draft(&store, 1).await;
        let mut second = contact(1);
        second.draft = Some(draft_id(2));
        store.create_draft(draft(2), second).await.unwrap();
        store.accept(of_draft(1)).await.unwrap();
        let mut late = save(2, 1);
        late.ending = outcome("too-early", false);
        late.version = "v2".to_owned();
        saved(&store, late).await;
        let completed = stored(&store, 1).await;
        assert_eq!(completed.row.ended, Some(Ending::Completed));
        assert_eq!(completed.row.outcome, None);
        assert_eq!(completed.row.version.as_deref(), Some("v1"));
        assert_eq!(completed.ended_at, Some(at(20)));
    })
    .await;
}

#[tokio::test]
async fn an_idle_contact_ends_as_left_and_resuming_reopens_it() {
    each(|store| async move {
        create_draft(&store, 1).await;
        let ended = ContactRow {
            ended: Some(Ending::Outcome),
            outcome: Some("too-early".to_owned()),
            ..contact(2)
        };
        store.add_contact(ended, Vec::new()).await.unwrap();
        assert_eq!(store.close_idle_contacts(at(0)).await.unwrap(), 0);
        assert_eq!(store.close_idle_contacts(at(1)).await.unwrap(), 1);
        assert_eq!(store.close_idle_contacts(at(1)).await.unwrap(), 0);
        let left = stored(&store, 1).await;
        assert_eq!(
            (left.row.ended, left.ended_at),
            (Some(Ending::Left), Some(at(0)))
        );
        let other = stored(&store, 2).await;
        assert_eq!(other.row.ended, Some(Ending::Outcome));
        assert_eq!(other.row.outcome.as_deref(), Some("too-early"));

        saved(&store, save(1, 1)).await;
        let open = stored(&store, 1).await;
        assert_eq!((open.row.ended, open.ended_at), (None, None));
        assert_eq!(open.row.last_at, at(10));

        store.leave_contact(contact_id(1), at(15)).await.unwrap();
        assert_eq!(stored(&store, 1).await.row.ended, Some(Ending::Left));
        store.accept(of_draft(1)).await.unwrap();
        store.leave_contact(contact_id(1), at(60)).await.unwrap();
        let completed = stored(&store, 1).await;
        assert_eq!(completed.row.ended, Some(Ending::Completed));
        assert_eq!(completed.ended_at, Some(at(20)));
    })
    .await;
}

#[tokio::test]
async fn a_conversation_has_several_requests_and_none_of_them_ends_it() {
    each(|store| async move {
        store.accept(acceptance(9)).await.unwrap();
        let about = vec![submission_id(9), submission_id(9)];
        store.add_contact(conversation(1), about).await.unwrap();
        let in_it = |number| ContactRow {
            draft: Some(draft_id(number)),
            ..conversation(1)
        };
        for number in 1..=4 {
            store
                .create_draft(draft(number), in_it(number))
                .await
                .unwrap();
        }
        for number in 1..=2 {
            let mut sent = of_draft(number);
            sent.contact = in_it(number);
            assert_eq!(store.accept(sent).await.unwrap(), Accepted::New);
        }
        let mut ends = save(3, 1);
        ends.ending = outcome("too-early", true);
        saved(&store, ends).await;
        store.clear_draft(draft_id(4), at(30)).await.unwrap();
        let open = stored(&store, 1).await;
        assert_eq!((open.row.ended, open.ended_at), (None, None));
        assert_eq!((open.row.outcome, open.row.version), (None, None));
        assert_eq!(open.row.purpose, Purpose::Follow);
        assert_eq!(open.row.last_at, at(20));
        assert_eq!(open.submissions, [submission_id(1), submission_id(2)]);
        assert_eq!(open.about, [submission_id(9)]);
        store.leave_contact(contact_id(1), at(40)).await.unwrap();
        assert_eq!(stored(&store, 1).await.ended_at, Some(at(40)));
        // The contact that one draft was opened for does end.
        assert_eq!(stored(&store, 9).await.row.ended, Some(Ending::Completed));
    })
    .await;
}

#[tokio::test]
async fn only_the_first_time_a_question_is_shown_is_kept() {
    each(|store| async move {
        create_draft(&store, 1).await;
        assert_eq!(stored(&store, 1).await.asked_at, None);
        for seconds in [30, 40] {
            store.mark_asked(contact_id(1), at(seconds)).await.unwrap();
            assert_eq!(stored(&store, 1).await.asked_at, Some(at(30)));
        }
        let state = store.feedback_state(contact_id(1)).await.unwrap().unwrap();
        assert!(state.asked && !state.used && state.counted);
        store.mark_asked(contact_id(2), at(30)).await.unwrap();
        assert_eq!(store.contact(contact_id(2)).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn satisfaction_counts_once_for_each_contact() {
    each_with_url(|store, url| async move {
        create_draft(&store, 1).await;
        let hashed = hash("token 1");
        let token = || store.feedback_token(&hashed);
        let unused = token().await.unwrap().unwrap();
        assert_eq!((unused.contact, unused.used), (contact_id(1), false));
        let tries = (1..=6).map(|number| {
            let store = store.clone();
            async move { store.record_feedback(rating(number, 1, 4)).await.unwrap() }
        });
        let outcomes = join_all(tries).await;
        let counted = outcomes.iter().filter(|o| **o == FeedbackRecorded::Counted);
        assert_eq!(counted.count(), 1);
        assert!(token().await.unwrap().unwrap().used);
        assert_eq!(stored(&store, 1).await.rating, Some(4));
        assert_eq!(store.feedback_token(&hash("token 2")).await.unwrap(), None);
        // A rating of a service is nobody's, so it counts every time, and apart.
        for number in [11, 12] {
            let rating = service_rating(number, 1);
            store.record_service_rating(rating).await.unwrap();
        }
        let count = async |sql| number(&url, sql).await;
        assert_eq!(count("SELECT count(*) FROM feedback").await, 1);
        assert_eq!(count("SELECT count(*) FROM service_ratings").await, 2);
        assert_eq!(
            stored(&store, 1).await.rating,
            Some(4),
            "mixed with ratings of nobody"
        );
    })
    .await;
}
