//! Decides whether the addresses of a page are complete.

use super::state::State;
use crate::questions::Lookup;
use shared::answers::Typed;
use shared::journey::navigation::{self, AddressStep, Press};
use shared::question::address;
use shared::service::Page;
use std::collections::BTreeMap;

/// Completes addresses from the gazetteer, as the server does. Returns the postcode to look up
/// first, if any.
pub fn settle(
    state: &State,
    page: &Page,
    typed: &mut BTreeMap<String, Typed>,
    press: Press,
) -> Option<String> {
    for question in &page.questions {
        if !question.is_address() {
            continue;
        }
        let Some(now) = typed.get_mut(&question.id) else {
            continue;
        };
        let before = state.answers.typed.get(&question.id).filter(|before| {
            let uprn = before.part("uprn");
            !uprn.is_empty() && uprn == now.part("uprn") && !before.part("line1").is_empty()
        });
        if let Some(before) = before {
            *now = before.clone();
            continue;
        }
        let Some(postcode) = address::postcode_of(now) else {
            address::settle(now, &[]);
            continue;
        };
        match state.found.get(&postcode) {
            Some(found) => address::settle(now, found),
            None if state.unavailable.as_ref() == Some(&postcode) => address::settle(now, &[]),
            None if matches!(press, Press::Continue | Press::FindAddress) => {
                return Some(postcode);
            }
            None => {}
        }
    }
    None
}

/// The lookup that makes the page ask for the postcode, whatever the answer contains.
pub fn ask_postcode(page: &Page) -> Vec<Lookup> {
    let mut lookups = Vec::new();
    if let Some(question) = navigation::address_question(page) {
        lookups.push(Lookup {
            question: question.id.clone(),
            step: AddressStep::Find,
            addresses: Vec::new(),
            unavailable: false,
        });
    }
    lookups
}
