//! What an address needs before its page can go on.

use super::live::Live;
use crate::questions::navigation::{self, Press};
use crate::questions::{AddressStep, Lookup};
use shared::answers::Typed;
use shared::question::{Kind, address};
use shared::service::Page;
use std::collections::BTreeMap;

impl Live {
    /// Whether the way on hangs on whose area an address of the page lies in.
    pub fn asks_where(&self, page: &Page) -> bool {
        let mut asked = page.questions.iter();
        asked.any(|q| {
            q.kind == Kind::Address && self.definition.is_some_and(|all| all.asks_where(&q.id))
        })
    }

    /// Makes addresses true by the gazetteer, as the server does; the postcode that has to be
    /// looked up for it, if one has.
    pub fn settle(
        &self,
        page: &Page,
        typed: &mut BTreeMap<String, Typed>,
        press: Press,
    ) -> Option<String> {
        for question in &page.questions {
            if question.kind != Kind::Address {
                continue;
            }
            let Some(now) = typed.get_mut(&question.id) else {
                continue;
            };
            let before = self.answers.typed.get(&question.id).filter(|before| {
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
            match self.found.get(&postcode) {
                Some(found) => address::settle(now, found),
                None if self.unavailable.as_ref() == Some(&postcode) => address::settle(now, &[]),
                None if matches!(press, Press::Continue | Press::FindAddress) => {
                    return Some(postcode);
                }
                None => {}
            }
        }
        None
    }
}

/// The step that asks for the postcode, whatever the answer says.
pub fn postcode_asked(page: &Page) -> Vec<Lookup> {
    let asked = navigation::address_question(page).map(|question| Lookup {
        question: question.id.clone(),
        step: AddressStep::Find,
        addresses: Vec::new(),
        unavailable: false,
    });
    asked.into_iter().collect()
}
