//! Send: once, when everything is saved and the server can be reached.

use super::person::Answer;
use super::tab::{Document, Pending, Tab};
use crate::islands::journey::machine::event::EventKind;
use crate::islands::journey::machine::state::{Send, Waiting};

fn at_review() -> Tab {
    let mut tab = Tab::open();
    tab.until("check-answers");
    tab
}

fn is_posting(tab: &Tab) -> bool {
    let review = |one: &Pending| matches!(one, Pending::Review { .. });
    tab.pending.iter().any(review)
}

#[test]
fn send_posts_the_review_once_when_the_server_is_reachable() {
    let mut tab = at_review();
    tab.press(None);
    assert!(
        !is_posting(&tab),
        "the review is posted before the server check"
    );
    tab.settle();
    assert_eq!(tab.document, Document::Sent);
    assert_eq!((tab.posts, tab.server.reviews.len()), (1, 1));
}

#[test]
fn send_while_offline_is_posted_after_reconnecting() {
    let mut tab = at_review();
    tab.set_online(false);
    tab.press(None);
    assert_eq!(tab.announced.last(), Some(&"journey-waiting-to-send"));
    tab.answer_all(Answer::Lost);
    assert!(!is_posting(&tab));
    tab.set_online(true);
    assert_ne!(
        tab.announced.last(),
        Some(&"journey-online"),
        "the announcement about sending implies it"
    );
    tab.settle();
    assert_eq!(tab.document, Document::Sent);
    assert_eq!(tab.server.reviews.len(), 1);
}

#[test]
fn send_while_offline_survives_a_reload_and_is_posted_once() {
    let mut tab = at_review();
    tab.set_online(false);
    tab.press(None);
    tab.reload();
    assert!(matches!(tab.document, Document::Unreachable(_)));
    tab.online = true;
    tab.reload();
    assert!(matches!(
        tab.state().send,
        Send::Confirmed { resumed: true, .. }
    ));
    tab.settle();
    assert!(tab.announced.contains(&"journey-sending-resumed"));
    assert_eq!(tab.document, Document::Sent);
    assert_eq!(tab.server.reviews.len(), 1);
}

#[test]
fn a_pending_send_is_dropped_if_the_review_changed_before_the_reload() {
    let mut tab = at_review();
    tab.set_online(false);
    tab.press(None);
    let draft = tab.state().draft.clone().expect("a draft");
    let path = tab.path();
    tab.reload();
    // Meanwhile another tab changes an answer.
    let other = vec![(String::from("place"), String::from("Elsewhere"))];
    tab.server.post_page(&draft, "place", &other);
    tab.online = true;
    tab.load(&path);
    tab.settle();
    assert_eq!(tab.announced.last(), Some(&"journey-reviewed-text"));
    assert!(tab.server.reviews.is_empty());
    assert_eq!(tab.storage, None);
}

#[test]
fn a_cancelled_send_is_never_posted() {
    let mut tab = at_review();
    let review = tab.path();
    tab.set_online(false);
    tab.press(None);
    let address = review.replace("check-answers", "details");
    tab.dispatch(EventKind::HistoryMoved { address });
    assert!(tab.is_at("details"));
    assert_eq!(tab.announced.last(), Some(&"journey-offline"));
    tab.set_online(true);
    tab.press(None);
    tab.settle();
    assert!(tab.is_at("check-answers"));
    tab.reload();
    tab.settle();
    assert!(tab.is_at("check-answers"));
    assert!(tab.server.reviews.is_empty());
    assert_eq!(tab.storage, None);
}

#[test]
fn the_server_check_of_a_cancelled_send_posts_nothing() {
    let mut tab = at_review();
    let review = tab.path();
    tab.press(None);
    let address = review.replace("check-answers", "details");
    tab.dispatch(EventKind::HistoryMoved { address });
    tab.dispatch(EventKind::HistoryMoved { address: review });
    assert!(tab.is_at("check-answers"));
    tab.settle();
    assert!(tab.is_at("check-answers"));
    assert_eq!(tab.posts, 0);
}

#[test]
fn an_unstable_network_during_the_post_posts_nothing_twice() {
    let mut tab = at_review();
    tab.press(None);
    tab.answer(0, Answer::Answered);
    assert!(is_posting(&tab));
    for _ in 0..3 {
        tab.set_online(false);
        tab.set_online(true);
    }
    assert_eq!(tab.posts, 1);
    tab.settle();
    assert_eq!(tab.server.reviews.len(), 1);
}

#[test]
fn a_lost_post_is_repeated_after_a_reload() {
    for answer in [Answer::Lost, Answer::ReplyLost] {
        let mut tab = at_review();
        tab.press(None);
        tab.answer(0, Answer::Answered);
        let review = |one: &Pending| matches!(one, Pending::Review { .. });
        let review = tab.pending.iter().position(review).expect("a post");
        tab.answer(review, answer);
        assert!(matches!(tab.document, Document::Unreachable(_)));
        tab.reload();
        tab.settle();
        assert_eq!(tab.document, Document::Sent);
        assert_eq!(tab.server.reviews.len(), 1, "{answer:?}");
    }
}

#[test]
fn a_second_press_of_send_is_ignored_at_first_and_later_posts_the_plain_form() {
    let mut tab = at_review();
    tab.press(None);
    tab.now += 9_000.0;
    tab.press(None);
    assert!(!is_posting(&tab));
    tab.now += 2_000.0;
    tab.press(None);
    assert!(is_posting(&tab), "the plain form is not posted");
    assert_eq!(tab.posts, 0, "the island posts it");
}

#[test]
fn a_clock_that_is_set_back_does_not_block_a_second_press_of_send() {
    let mut tab = at_review();
    tab.press(None);
    tab.now -= 3_600_000.0;
    tab.press(None);
    assert!(is_posting(&tab), "the plain form is not posted");
}

#[test]
fn send_while_offline_never_posts_the_plain_form() {
    let mut tab = at_review();
    tab.set_online(false);
    for _ in 0..3 {
        tab.press(None);
        tab.now += 60_000.0;
    }
    assert!(!is_posting(&tab));
    assert_eq!(tab.confirmed, 1);
}

#[test]
fn send_waits_until_everything_is_saved() {
    let mut tab = Tab::open();
    tab.until("details");
    tab.set_online(false);
    tab.answer_page("details");
    assert!(tab.is_at("check-answers"));
    tab.answer_all(Answer::Lost);
    tab.press(None);
    tab.set_online(true);
    assert!(matches!(tab.pending.last(), Some(Pending::Save { .. })));
    tab.settle();
    assert_eq!(tab.document, Document::Sent);
    assert_eq!(tab.server.reviews.len(), 1);
}

#[test]
fn the_review_is_shown_at_once_and_sent_once_everything_is_saved() {
    let mut tab = Tab::open();
    tab.until("details");
    tab.answer_page("details");
    assert!(tab.is_at("check-answers"));
    assert!(matches!(tab.pending.last(), Some(Pending::Save { .. })));
    tab.press(None);
    assert!(!is_posting(&tab), "the review is posted before the save");
    tab.settle();
    assert_eq!(tab.document, Document::Sent);
    assert_eq!(tab.server.reviews.len(), 1);
}

#[test]
fn an_outcome_is_shown_once_everything_is_saved_or_after_a_timeout() {
    let mut tab = Tab::open();
    tab.until("urgent");
    tab.fill("urgent", "yes");
    tab.press(None);
    assert!(tab.is_at("urgent"));
    assert!(matches!(tab.state().waiting, Waiting::Saves { .. }));
    tab.press(None);
    assert!(tab.is_at("urgent"), "a second press changes the screen");
    let timer = |one: &Pending| matches!(one, Pending::Timer { .. });
    let patience = tab.pending.iter().position(timer).expect("a timer");
    tab.answer(patience, Answer::Answered);
    assert!(tab.is_at("outcome/ring"));
    tab.settle();
    assert!(tab.is_at("outcome/ring"));
}

#[test]
fn a_failed_clear_cancels_send() {
    let mut tab = at_review();
    tab.set_online(false);
    tab.press(None);
    assert!(!tab.clear());
    assert!(tab.notice && tab.is_at("check-answers"));
    tab.set_online(true);
    tab.settle();
    assert!(tab.server.reviews.is_empty());
    assert_eq!(tab.storage, None);
}
