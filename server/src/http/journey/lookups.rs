//! The addresses offered on a page.

use crate::state::AppState;
use app::questions::Lookup;
use shared::answers::Answers;
use shared::journey::navigation::AddressStep;
use shared::question::address;
use shared::service::Page;

/// The addresses found for every address question that waits for a choice. If the lookup fails,
/// the person enters the address.
pub async fn lookups(
    state: &AppState,
    page: &Page,
    answers: &Answers,
    ask_again: bool,
) -> Vec<Lookup> {
    let mut lookups = Vec::new();
    let questions = page.questions.iter();
    for question in questions.filter(|question| question.is_address()) {
        let lookup = |step, addresses, unavailable| Lookup {
            question: question.id.clone(),
            step,
            addresses,
            unavailable,
        };
        if ask_again {
            lookups.push(lookup(AddressStep::Find, Vec::new(), false));
            continue;
        }
        let Some(typed) = answers.typed.get(&question.id) else {
            continue;
        };
        if typed.part("mode") == address::MANUAL || !typed.part("uprn").is_empty() {
            continue;
        }
        let Some(postcode) = address::postcode_of(typed) else {
            continue;
        };
        lookups.push(match state.addresses.find(&postcode).await {
            Ok(addresses) => lookup(AddressStep::Choose, addresses, false),
            Err(error) => {
                tracing::warn!(%error, "the gazetteer is unavailable");
                lookup(AddressStep::Manual, Vec::new(), true)
            }
        });
    }
    lookups
}
