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
fn send_posts_the_review_once_when_the_server_is_there() {
    let mut tab = at_review();
    tab.press(None);
    assert!(!is_posting(&tab), "the server is asked for first");
    tab.settle();
    assert_eq!(tab.document, Document::Sent);
    assert_eq!((tab.posts, tab.server.reviews.len()), (1, 1));
}

#[test]
fn send_without_a_connection_is_made_up_for_when_it_is_back() {
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
        "the sending says it"
    );
    tab.settle();
    assert_eq!(tab.document, Document::Sent);
    assert_eq!(tab.server.reviews.len(), 1);
}

#[test]
fn send_without_a_connection_survives_a_reload_and_is_sent_by_itself_once() {
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
fn a_send_from_before_a_reload_is_not_sent_when_the_review_is_another() {
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
fn a_send_that_was_given_up_is_not_made_up_for() {
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
fn a_check_of_the_server_from_a_send_that_was_given_up_sends_nothing() {
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
fn a_network_that_comes_and_goes_while_the_form_is_posted_posts_nothing_twice() {
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
fn a_post_that_was_lost_is_sent_after_a_reload() {
    for answer in [Answer::Lost, Answer::ReplyLost] {
        let mut tab = at_review();
        tab.press(None);
        tab.answer(0, Answer::Answered);
        tab.answer(0, answer);
        assert!(matches!(tab.document, Document::Unreachable(_)));
        tab.reload();
        tab.settle();
        assert_eq!(tab.document, Document::Sent);
        assert_eq!(tab.server.reviews.len(), 1, "{answer:?}");
    }
}

#[test]
fn a_second_press_of_send_does_nothing_at_first_and_posts_the_plain_form_later() {
    let mut tab = at_review();
    tab.press(None);
    tab.now += 9_000.0;
    tab.press(None);
    assert!(!is_posting(&tab));
    tab.now += 2_000.0;
    tab.press(None);
    assert!(is_posting(&tab), "the plain form");
    assert_eq!(tab.posts, 0, "not the island's");
}

#[test]
fn without_a_connection_no_press_of_send_posts_the_plain_form() {
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
fn nothing_is_sent_before_everything_is_saved() {
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
fn the_review_is_shown_when_everything_is_saved_or_after_a_while_without() {
    let mut tab = Tab::open();
    tab.until("details");
    tab.answer_page("details");
    assert!(tab.is_at("details"));
    assert!(matches!(tab.state().waiting, Waiting::Saves { .. }));
    tab.press(None);
    assert!(tab.is_at("details"), "a second press changes nothing");
    let timer = |one: &Pending| matches!(one, Pending::Timer { .. });
    let patience = tab.pending.iter().position(timer).expect("a timer");
    tab.answer(patience, Answer::Answered);
    assert!(tab.is_at("check-answers"));
    tab.settle();
    assert!(tab.is_at("check-answers"));
}

#[test]
fn a_clear_that_cannot_be_done_gives_send_up() {
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
