//! Buttons, lookups, links and clearing.

use super::person::Answer;
use super::server::definition;
use super::tab::{Document, Pending, Tab};
use crate::islands::journey::machine::event::{EventKind, Moment};
use crate::islands::journey::machine::start::{Opening, start};
use crate::islands::journey::machine::state::Waiting;
use shared::answers::Typed;
use shared::journey::form_fields;

#[test]
fn errors_are_shown_on_the_same_page_and_saved() {
    let mut tab = Tab::open();
    tab.until("place");
    tab.press(None);
    assert!(tab.is_at("place"));
    let Some(Pending::Save { unsent, .. }) = tab.pending.last() else {
        panic!("no save is pending");
    };
    let error = (String::from("place"), String::from("required"));
    assert_eq!(unsent.save.errors, [error]);
}

#[test]
fn an_unknown_page_is_posted_as_a_plain_form() {
    let mut tab = Tab::open();
    let form = EventKind::Submitted {
        action: String::from("/services/bins/unknown"),
        button: None,
    };
    assert!(!tab.dispatch(form));
    let elsewhere = EventKind::Submitted {
        action: String::from("/feedback"),
        button: None,
    };
    assert!(!tab.dispatch(elsewhere));
}

#[test]
fn a_second_press_during_a_lookup_is_ignored() {
    let mut tab = Tab::open();
    tab.fill("address-postcode", "ME13 9ZB");
    tab.press(None);
    tab.press(None);
    let look_up = |one: &&Pending| matches!(one, Pending::LookUp { .. });
    assert_eq!(tab.pending.iter().filter(look_up).count(), 1);
    tab.answer(0, Answer::Answered);
    assert!(matches!(tab.state().waiting, Waiting::Nothing));
    assert_eq!(tab.value("address-step"), "choose");
}

#[test]
fn a_late_lookup_does_not_affect_another_page_or_postcode() {
    let mut tab = Tab::open();
    tab.until("place");
    let place = tab.path();
    let address = place.replace("place", "address");
    tab.dispatch(EventKind::HistoryMoved {
        address: address.clone(),
    });
    tab.press(Some((form_fields::ACTION, "change-postcode")));
    tab.answer_all(Answer::Answered);
    for postcode in ["ME7 1AA", "TN1 1AA"] {
        tab.fill("address-postcode", postcode);
        tab.press(None);
        tab.dispatch(EventKind::HistoryMoved {
            address: address.replace("address", "place"),
        });
        tab.dispatch(EventKind::HistoryMoved {
            address: address.clone(),
        });
    }
    tab.fill("address-postcode", "ME13 9ZB");
    tab.press(None);
    tab.answer_all(Answer::Answered);
    assert_eq!(tab.value("address-postcode"), "ME13 9ZB");
    assert_eq!(tab.value("address-step"), "choose");
}

#[test]
fn a_failed_lookup_lets_the_user_type_the_address() {
    let mut tab = Tab::open();
    tab.fill("address-postcode", "ME13 9ZB");
    tab.press(None);
    tab.answer(0, Answer::Unavailable);
    assert_eq!(tab.value("address-step"), "manual");
    tab.fill("address-line1", "1 Cobnut Close");
    tab.fill("address-town", "Faversham");
    tab.press(None);
    let look_up = |one: &Pending| matches!(one, Pending::LookUp { .. });
    let look_up = tab.pending.iter().position(look_up).expect("a look-up");
    tab.answer(look_up, Answer::Unavailable);
    // Only the server can decide the next page.
    assert_eq!(tab.server.plain_pages, 1);
    assert!(tab.is_at("place"));
}

#[test]
fn an_address_elsewhere_leads_to_its_outcome_once_saved() {
    let mut tab = Tab::open();
    tab.fill("address-postcode", "ME7 1AA");
    tab.press(None);
    tab.answer(0, Answer::Answered);
    tab.fill("address-uprn", "100");
    tab.press(None);
    assert!(tab.is_at("address"));
    tab.settle();
    assert!(tab.is_at("outcome/not-ours"));
    // Back shows the address that was chosen, not the form that chose it.
    tab.dispatch(EventKind::HistoryMoved {
        address: tab.path().replace("outcome/not-ours", "address"),
    });
    assert!(tab.is_at("address"));
    assert_eq!(tab.value("address-step"), "chosen");
}

#[test]
fn an_address_abroad_needs_no_lookup() {
    let mut tab = Tab::open();
    tab.fill("address-postcode", "59000");
    tab.press(Some((form_fields::ACTION, "address-abroad")));
    assert_eq!(tab.value("address-step"), "abroad");
    assert_eq!(tab.value("address-postcode"), "59000");
    tab.press(None);
    assert!(tab.is_at("address"), "a country and a line are missing");
    tab.fill("address-line1", "1 rue Haute");
    tab.fill("address-country", "France");
    tab.press(None);
    let look_up = |one: &Pending| matches!(one, Pending::LookUp { .. });
    assert!(!tab.pending.iter().any(look_up));
    tab.settle();
    assert!(tab.is_at("outcome/not-ours"));
}

#[test]
fn the_header_is_drawn_again_once_when_another_council_serves() {
    let mut tab = Tab::open();
    tab.until("place");
    assert_eq!(tab.frames, 1);
    assert_eq!(tab.state().drawn_for, "swale");
    tab.until("details");
    assert_eq!(tab.frames, 1, "the council has not changed");
    // A reload draws it with the page.
    tab.reload();
    tab.until("check-answers");
    assert_eq!(tab.frames, 1);
}

#[test]
fn a_header_that_could_not_be_drawn_is_tried_again_after_the_next_save() {
    let mut tab = Tab::open();
    tab.answer_page("address");
    tab.answer(0, Answer::Answered);
    let frame = |tab: &Tab| {
        let mut pending = tab.pending.iter();
        pending.position(|one| matches!(one, Pending::Frame))
    };
    let first = frame(&tab).expect("the header is asked for once the address is saved");
    tab.answer(first, Answer::Lost);
    assert_eq!(frame(&tab), None);
    tab.answer_page("place");
    tab.settle();
    assert_eq!(tab.frames, 2);
    assert_eq!(tab.state().drawn_for, "swale");
}

#[test]
fn an_outcome_can_be_passed() {
    let mut tab = Tab::open();
    tab.until("urgent");
    tab.fill("urgent", "yes");
    tab.press(None);
    tab.settle();
    assert!(tab.is_at("outcome/ring"));
    tab.press(Some((form_fields::ACTION, "pass")));
    assert!(tab.is_at("details"));
    tab.settle();
    assert_eq!(tab.said(), ["Report it here as well"]);
}

#[test]
fn links_show_reachable_pages_and_leave_others_to_the_browser() {
    let mut tab = Tab::open();
    tab.until("urgent");
    let here = tab.path();
    let link = |page: &str| EventKind::LinkFollowed {
        href: here.replace("urgent", page),
    };
    assert!(!tab.dispatch(link("details")), "an unreachable page");
    assert!(tab.dispatch(link("place")));
    assert!(tab.is_at("place"));
    let away = EventKind::LinkFollowed {
        href: String::from("https://example.org/"),
    };
    assert!(!tab.dispatch(away));
}

#[test]
fn unsubmitted_input_is_restored() {
    let mut tab = Tab::open();
    tab.until("details");
    tab.fill("details", "Half a sent");
    let here = tab.path();
    let place = here.replace("details", "place");
    tab.dispatch(EventKind::HistoryMoved { address: place });
    tab.dispatch(EventKind::HistoryMoved { address: here });
    assert_eq!(tab.value("details"), "Half a sent");
    tab.reload();
    assert_eq!(tab.value("details"), "Half a sent");
    // A link to the page itself discards it.
    let href = tab.path();
    tab.dispatch(EventKind::LinkFollowed { href });
    assert_eq!(tab.value("details"), "");
}

#[test]
fn what_is_chosen_while_a_press_is_processed_is_kept() {
    let mut tab = Tab::open();
    tab.until("urgent");
    let here = tab.path();
    tab.fill("urgent", "yes");
    tab.press(None);
    tab.fill("urgent", "soon");
    tab.settle();
    assert!(tab.is_at("outcome/ring"));
    tab.dispatch(EventKind::HistoryMoved { address: here });
    assert_eq!(tab.value("urgent"), "soon");
}

#[test]
fn a_finished_lookup_uses_the_current_input() {
    let mut tab = Tab::open();
    tab.fill("address-postcode", "ME7 1AA");
    tab.press(None);
    tab.fill("address-postcode", "ME13 9ZB");
    tab.settle();
    assert_eq!(tab.value("address-postcode"), "ME13 9ZB");
    assert_eq!(tab.value("address-step"), "choose");
}

#[test]
fn fields_added_by_browser_extensions_are_ignored() {
    let mut tab = Tab::open();
    tab.until("place");
    tab.fill("password-manager", "secret");
    tab.answer_page("place");
    let Some(Pending::Save { unsent, .. }) = tab.pending.last() else {
        panic!("no save is pending");
    };
    let answers: Vec<&String> = unsent.save.answers.keys().collect();
    assert_eq!(answers, ["place"]);
}

#[test]
fn an_invalid_answer_does_not_replace_a_valid_one() {
    let mut tab = Tab::open();
    tab.until("check-answers");
    let href = tab.path().replace("check-answers", "place") + "&change=1";
    tab.dispatch(EventKind::LinkFollowed { href });
    tab.fill("place", "");
    tab.press(None);
    assert!(tab.is_at("place"));
    let kept = &tab.state().answers.typed["place"];
    assert!(*kept == Typed::Text(String::from("By the church")));
}

#[test]
fn a_refused_save_is_posted_as_a_plain_form_without_losing_other_answers() {
    let mut tab = Tab::open();
    tab.until("place");
    tab.answer_page("place");
    tab.answer_page("urgent");
    tab.fill("details", "Still typing");
    let saving = |one: &Pending| matches!(one, Pending::Save { .. });
    let save = tab.pending.iter().position(saving).expect("a save");
    tab.answer(save, Answer::Refused);
    assert_eq!(tab.server.plain_pages, 1);
    tab.settle();
    let draft = tab.state().draft.clone().expect("a draft");
    let stored = tab.server.answers(&draft).expect("saved");
    assert_eq!(stored.typed["place"].text(), "By the church");
    assert_eq!(stored.typed["urgent"].text(), "no");
    assert_eq!(stored.typed["details"].text(), "Still typing");
}

#[test]
fn a_refused_save_is_posted_with_the_latest_answers_of_its_page() {
    let mut tab = Tab::open();
    tab.until("place");
    tab.press(None);
    tab.press(None);
    tab.fill("place", "By the church");
    let saving = |one: &Pending| matches!(one, Pending::Save { .. });
    let save = tab.pending.iter().position(saving).expect("a save");
    tab.answer(save, Answer::Refused);
    assert!(tab.is_at("urgent"));
    let place = &tab.state().answers.typed["place"];
    assert_eq!(place.text(), "By the church");
    assert!(
        tab.state().queue.is_empty(),
        "an older save is left in the queue"
    );
}

#[test]
fn a_page_with_unsaved_answers_shows_them_after_a_plain_form() {
    let mut tab = Tab::open();
    tab.until("address");
    tab.answer_page("address");
    assert!(tab.is_at("place"));
    tab.fill("place", "Still typing");
    tab.answer(0, Answer::Refused);
    assert!(tab.is_at("place"));
    assert_eq!(tab.value("place"), "Still typing");
}

#[test]
fn clearing_deletes_everything_despite_requests_in_progress() {
    let mut tab = Tab::open();
    tab.until("place");
    tab.answer_page("place");
    tab.fill("urgent", "no");
    assert!(tab.clear());
    assert_eq!(tab.document, Document::Cleared);
    assert_eq!(tab.storage, None);
}

#[test]
fn clearing_while_offline_shows_a_notice_and_keeps_the_input() {
    let mut tab = Tab::open();
    tab.until("details");
    tab.set_online(false);
    tab.fill("details", "Behind the church");
    assert!(!tab.clear());
    assert!(tab.notice && tab.is_at("details"));
    assert_eq!(tab.value("details"), "Behind the church");
    tab.set_online(true);
    assert!(!tab.notice, "the notice stays after reconnecting");
    assert!(tab.clear());
    assert_eq!(tab.storage, None);
}

#[test]
fn stored_state_of_another_journey_is_deleted() {
    let mut tab = Tab::open();
    tab.until("details");
    tab.fill("details", "Of the first journey");
    tab.load("/services/bins/address");
    assert_eq!(tab.storage, None);
}

#[test]
fn an_unreachable_page_is_left_to_the_plain_form() {
    let mut tab = Tab::open();
    tab.until("details");
    let mut props = tab.state().props.clone();
    props.answers = Default::default();
    props.page = String::from("details");
    let opening = Opening {
        props: Box::leak(Box::new(props)),
        definition: definition(),
        since: tab.now,
        base_hash: None,
        stored: None,
        notice: true,
    };
    let moment = Moment {
        now: tab.now,
        online: true,
        random: None,
        form: None,
    };
    let (state, _) = start(opening, &moment);
    assert!(state.is_none());
}
