//! Notices about the answers of a page: passed, mended, offline and after a reload.

use super::person::Answer;
use super::tab::Tab;
use crate::islands::journey::machine::event::EventKind;
use shared::journey::form_fields;
use shared::journey::navigation::{GO_ON, MEND};

/// A tab at the notice after "Is it urgent?", which both answers lead to.
fn at_notice(place: &str, urgent: &str, notice: &str) -> Tab {
    let mut tab = Tab::open();
    tab.until("place");
    tab.fill("place", place);
    tab.press(None);
    tab.settle();
    tab.fill("urgent", urgent);
    tab.press(None);
    assert!(tab.is_at(notice), "{}", tab.path());
    tab
}

/// Goes back to a page and answers it.
fn change(tab: &mut Tab, page: &str, value: &str) {
    let here = tab.path();
    let query = here.split_once('?').expect("a draft").1;
    let address = format!("/services/bins/{page}?{query}");
    tab.dispatch(EventKind::HistoryMoved { address });
    tab.fill(page, value);
    tab.press(None);
}

#[test]
fn a_notice_is_passed_once_for_its_answers() {
    let mut tab = at_notice("On the kerb", "no", "notice/sure");
    tab.press(Some((form_fields::ACTION, GO_ON)));
    assert!(tab.is_at("details"));
    tab.settle();
    assert_eq!(tab.said(), ["It can wait"]);
    change(&mut tab, "urgent", "no");
    assert!(
        tab.is_at("details"),
        "the same answer is not asked about again"
    );
    change(&mut tab, "place", "On another kerb");
    tab.settle();
    assert!(tab.is_at("urgent"));
    tab.press(None);
    assert!(tab.is_at("notice/sure"), "the answer it depends on changed");
    tab.settle();
    assert!(tab.said().is_empty());
}

#[test]
fn a_mend_changes_the_answer_and_goes_on() {
    let mut tab = at_notice("On the kerb", "no", "notice/sure");
    tab.press(Some((form_fields::ACTION, MEND)));
    tab.settle();
    assert!(tab.is_at("outcome/ring"), "{}", tab.path());
    let draft = tab.state().draft.clone().expect("a draft");
    let stored = tab.server.answers(&draft).expect("saved");
    assert_eq!(stored.typed["urgent"].text(), "yes");
    assert_eq!(tab.server.plain_pages, 0);
}

#[test]
fn a_mend_carries_an_answer_so_that_it_is_not_typed_again() {
    let mut tab = at_notice("By the church. Details: it is blue", "soon", "notice/far");
    tab.press(Some((form_fields::ACTION, MEND)));
    tab.settle();
    // The page that takes the answer over is not asked.
    assert!(tab.is_at("check-answers"), "{}", tab.path());
    let draft = tab.state().draft.clone().expect("a draft");
    let stored = tab.server.answers(&draft).expect("saved");
    let details = stored.typed["details"].text();
    assert_eq!(details, "By the church. Details: it is blue");
    assert_eq!(tab.server.plain_pages, 0);
    // Later saves of a page that the mend changed are no conflict.
    change(&mut tab, "details", "It is green");
    tab.settle();
    let stored = tab.server.answers(&draft).expect("saved");
    assert_eq!(stored.typed["details"].text(), "It is green");
    assert_eq!(tab.server.plain_pages, 0);
}

#[test]
fn a_notice_without_a_way_on_stays_until_the_answer_changes() {
    let mut tab = at_notice("By the church. Details: it is blue", "soon", "notice/far");
    tab.settle();
    tab.reload();
    assert!(!tab.is_at("details"));
    change(&mut tab, "place", "By the church");
    tab.settle();
    tab.press(None);
    assert!(tab.is_at("details"), "{}", tab.path());
}

#[test]
fn what_is_said_offline_is_kept_and_saved_with_its_answers() {
    let mut tab = Tab::open();
    tab.until("place");
    tab.set_online(false);
    tab.fill("place", "On the kerb");
    tab.press(None);
    tab.answer_all(Answer::Lost);
    tab.fill("urgent", "no");
    tab.press(None);
    assert!(tab.is_at("notice/sure"), "{}", tab.path());
    tab.press(Some((form_fields::ACTION, GO_ON)));
    assert!(tab.is_at("details"));
    tab.answer_all(Answer::Lost);
    tab.online = true;
    tab.reload();
    tab.settle();
    assert!(tab.is_at("details"), "{}", tab.path());
    assert_eq!(tab.said(), ["It can wait"]);
    assert_eq!(tab.server.plain_pages, 0);
}
