//! The connection lost and restored.

use super::person::Answer;
use super::tab::{Pending, Tab};
use crate::islands::journey::machine::event::EventKind;
use crate::islands::journey::machine::state::{Connection, Saves, Waiting};

const LOST: &str = "journey-offline";
const BACK: &str = "journey-online";
const AWAY: &str = "journey-unreachable";
const REACHED: &str = "journey-reached";

/// The announcements about the connection.
fn connection_announcements(tab: &Tab) -> Vec<&'static str> {
    let of_line = |key: &&str| matches!(*key, LOST | BACK | AWAY | REACHED);
    tab.announced.iter().copied().filter(of_line).collect()
}

fn request(tab: &Tab) -> usize {
    let timer = |one: &Pending| matches!(one, Pending::Timer { .. });
    tab.pending
        .iter()
        .position(|one| !timer(one))
        .expect("a request")
}

#[test]
fn a_lost_connection_loses_no_answer_and_is_announced_once() {
    let mut tab = Tab::open();
    tab.until("place");
    tab.set_online(false);
    for page in ["place", "urgent", "details"] {
        tab.answer_page(page);
        tab.answer_all(Answer::Lost);
    }
    assert!(
        tab.is_at("check-answers"),
        "the review is not shown before the saves"
    );
    assert_eq!(connection_announcements(&tab), [LOST]);
    tab.set_online(true);
    tab.settle();
    assert_eq!(connection_announcements(&tab), [LOST, BACK]);
    let draft = tab.state().draft.clone().expect("a draft");
    let stored = tab.server.answers(&draft).expect("saved").clone();
    assert!(stored == tab.state().answers);
    assert_eq!(tab.storage, None, "the storage is not empty");
}

#[test]
fn a_response_to_an_earlier_request_does_not_restore_the_connection() {
    let mut tab = Tab::open();
    tab.until("place");
    tab.answer_page("place");
    tab.set_online(false);
    // The save arrives after all.
    tab.answer(request(&tab), Answer::Answered);
    assert_eq!(connection_announcements(&tab), [LOST]);
    assert_eq!(tab.state().connection, Connection::Down);
    tab.answer_page("urgent");
    tab.set_online(true);
    assert_eq!(
        connection_announcements(&tab),
        [LOST],
        "the result of the save decides"
    );
    tab.answer(request(&tab), Answer::Answered);
    assert_eq!(connection_announcements(&tab), [LOST, BACK]);
}

#[test]
fn the_browser_restores_the_connection_if_the_last_save_predates_its_loss() {
    let mut tab = Tab::open();
    tab.until("place");
    tab.answer_page("place");
    tab.set_online(false);
    tab.set_online(true);
    tab.answer(request(&tab), Answer::Answered);
    assert_eq!(connection_announcements(&tab), [LOST, BACK]);
}

#[test]
fn two_failed_requests_with_a_network_are_the_servers_fault() {
    let mut tab = Tab::open();
    tab.until("place");
    tab.answer_page("place");
    tab.answer(request(&tab), Answer::Lost);
    assert_eq!(tab.state().connection, Connection::Shaky);
    assert!(connection_announcements(&tab).is_empty());
    // The retry arrives, so nothing is announced.
    tab.answer(0, Answer::Answered);
    tab.answer(request(&tab), Answer::Answered);
    assert_eq!(tab.state().connection, Connection::Up);
    tab.answer_page("urgent");
    tab.answer(request(&tab), Answer::Lost);
    tab.answer(0, Answer::Answered);
    tab.answer(request(&tab), Answer::Lost);
    assert_eq!(connection_announcements(&tab), [AWAY]);
    tab.answer(0, Answer::Answered);
    tab.answer(request(&tab), Answer::Lost);
    assert_eq!(connection_announcements(&tab), [AWAY], "said again");
    tab.settle();
    assert_eq!(connection_announcements(&tab), [AWAY, REACHED]);
}

#[test]
fn a_signal_that_is_back_leaves_the_fault_to_the_server_that_does_not_answer() {
    let mut tab = Tab::open();
    tab.until("place");
    tab.set_online(false);
    tab.answer_page("place");
    tab.answer_all(Answer::Lost);
    tab.set_online(true);
    tab.answer(request(&tab), Answer::Lost);
    assert_eq!(connection_announcements(&tab), [LOST, AWAY]);
    tab.settle();
    assert_eq!(connection_announcements(&tab), [LOST, AWAY, REACHED]);
}

#[test]
fn who_waits_for_a_slow_server_is_told_once_and_not_without_waiting() {
    let slow = |tab: &Tab| {
        let told = tab.announced.iter().filter(|key| **key == "journey-slow");
        told.count()
    };
    let timers = |tab: &mut Tab| {
        let timer = |one: &Pending| matches!(one, Pending::Timer { .. });
        while let Some(at) = tab.pending.iter().position(timer) {
            tab.answer(at, Answer::Answered);
        }
    };
    let mut tab = Tab::open();
    tab.fill("address-postcode", "ME13 9ZB");
    tab.press(None);
    timers(&mut tab);
    assert_eq!(slow(&tab), 1);
    assert_eq!(tab.announced.last(), Some(&"journey-slow"));
    tab.settle();
    // Looked up in time, nothing is said afterwards.
    let mut tab = Tab::open();
    tab.fill("address-postcode", "ME13 9ZB");
    tab.press(None);
    tab.answer(request(&tab), Answer::Answered);
    timers(&mut tab);
    assert_eq!(slow(&tab), 0);
    tab.settle();
    // Likewise the request.
    tab.until("check-answers");
    tab.press(None);
    timers(&mut tab);
    assert_eq!(slow(&tab), 1);
    tab.settle();
    assert_eq!(slow(&tab), 1);
}

#[test]
fn a_request_waits_for_a_server_that_answers_with_failures() {
    let mut tab = Tab::open();
    tab.until("check-answers");
    tab.press(None);
    tab.answer(request(&tab), Answer::Unavailable);
    assert_eq!(tab.announced.last(), Some(&"journey-send-later"));
    assert!(tab.server.reviews.is_empty());
    tab.settle();
    assert_eq!(tab.server.reviews.len(), 1);
}

#[test]
fn cancelling_while_offline_follows_no_link_and_says_why() {
    let mut tab = Tab::open();
    tab.until("details");
    tab.set_online(false);
    tab.fill("details", "Behind the church");
    let draft = tab.state().draft.clone().expect("a draft");
    let href = format!("/services/bins/leave?d={draft}");
    let follow = |tab: &mut Tab| {
        let href = href.clone();
        tab.dispatch(EventKind::LinkFollowed { href })
    };
    assert!(follow(&mut tab), "the browser shows its own error page");
    assert!(tab.notice && tab.is_at("details"));
    assert_eq!(tab.value("details"), "Behind the church");
    tab.set_online(true);
    tab.settle();
    assert!(!follow(&mut tab), "the server asks");
}

#[test]
fn retries_back_off_and_restart_when_the_network_returns() {
    let mut tab = Tab::open();
    tab.until("place");
    tab.answer_page("place");
    let mut pauses = Vec::new();
    for _ in 0..7 {
        tab.answer(request(&tab), Answer::Lost);
        let Some(Pending::Timer { at, .. }) = tab.pending.last() else {
            panic!("no timer");
        };
        pauses.push(at - tab.now);
        tab.answer(tab.pending.len() - 1, Answer::Answered);
    }
    let expected = [1e3, 2e3, 4e3, 8e3, 16e3, 30e3, 30e3];
    assert_eq!(pauses, expected);
    tab.answer(request(&tab), Answer::Lost);
    tab.set_online(true);
    assert!(matches!(tab.state().saves, Saves::Saving { .. }));
}

#[test]
fn a_failing_server_is_announced_once_and_retried() {
    let mut tab = Tab::open();
    tab.until("place");
    tab.answer_page("place");
    for _ in 0..3 {
        tab.answer(request(&tab), Answer::Unavailable);
        tab.answer(0, Answer::Answered);
    }
    assert_eq!(tab.announced.last(), Some(&"journey-not-saved"));
    let times = tab
        .announced
        .iter()
        .filter(|key| **key == "journey-not-saved");
    assert_eq!(times.count(), 1);
    tab.settle();
    assert_eq!(tab.storage, None);
}

#[test]
fn an_address_typed_offline_waits_for_the_connection() {
    let mut tab = Tab::open();
    tab.set_online(false);
    tab.fill("address-postcode", "ME13 9ZB");
    tab.press(None);
    tab.answer(request(&tab), Answer::Lost);
    assert!(tab.notice, "no notice about the failed lookup");
    tab.fill("address-line1", "1 Cobnut Close");
    tab.fill("address-town", "Faversham");
    tab.press(None);
    tab.answer_all(Answer::Lost);
    assert!(tab.is_at("address") && tab.notice);
    assert!(matches!(tab.state().waiting, Waiting::Connection));
    assert_eq!(tab.value("address-line1"), "1 Cobnut Close");
    // It continues automatically, by the area of the postcode.
    tab.set_online(true);
    tab.settle();
    assert!(tab.is_at("place"));
    let area = tab.state().answers.typed["address"].part("area");
    assert_eq!(area, "swale");
    assert_eq!(connection_announcements(&tab), [LOST, BACK]);
}

#[test]
fn a_press_waiting_for_the_connection_uses_the_current_input() {
    let mut tab = Tab::open();
    tab.until("place");
    tab.load("/services/bins/address");
    tab.set_online(false);
    tab.fill("address-postcode", "ME7 1AA");
    tab.press(None);
    tab.answer_all(Answer::Lost);
    tab.fill("address-line1", "2 High Street");
    tab.fill("address-town", "Gillingham");
    tab.press(None);
    tab.answer_all(Answer::Lost);
    tab.fill("address-postcode", "ME13 9ZB");
    tab.set_online(true);
    tab.settle();
    assert!(tab.is_at("place"), "the corrected postcode is not used");
}

#[test]
fn unsaved_answers_survive_a_reload_and_are_saved_afterwards() {
    let mut tab = Tab::open();
    tab.until("place");
    tab.set_online(false);
    tab.answer_page("place");
    tab.answer_page("urgent");
    tab.fill("details", "Unsent words");
    tab.online = true;
    tab.reload();
    assert!(tab.is_at("details"), "not the page the user was on");
    assert_eq!(tab.announced.last(), Some(&"journey-restored"));
    assert_eq!(tab.value("details"), "Unsent words");
    tab.settle();
    let draft = tab.state().draft.clone().expect("a draft");
    let stored = tab.server.answers(&draft).expect("saved");
    assert_eq!(stored.typed["place"].text(), "By the church");
}

#[test]
fn a_reload_while_offline_announces_it() {
    let mut tab = Tab::open();
    tab.until("place");
    let path = tab.path();
    tab.load(&path);
    tab.set_online(false);
    assert_eq!(connection_announcements(&tab), [LOST]);
}
