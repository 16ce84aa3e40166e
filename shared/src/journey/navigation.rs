//! Decides what a button of a question page does and where it leads: the same on the server, which
//! redirects, and in the browser, which draws the next page itself.

use super::form_fields;
use super::{Journey, Step};
use crate::answers::{FieldError, Typed};
use crate::date::Date;
use crate::question::address::abroad::ABROAD;
use crate::question::postcode::{self, Reading};
use crate::question::{Question, address};
use crate::service::Page;
use crate::service::reading::read_page;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `action`: look up the postcode and show the addresses found.
pub const FIND_ADDRESS: &str = "find-address";
/// `action`: look up the postcode that was probably meant by an unclear one.
pub const USE_POSTCODE: &str = "use-postcode";
/// `action`: continue without an address, if that is allowed.
pub const NO_ADDRESS: &str = "no-address";
/// `action`: type the address.
pub const TYPE_ADDRESS: &str = "manual-address";
/// `action`: type an address outside the UK, if that is allowed.
pub const ADDRESS_ABROAD: &str = "address-abroad";
/// `action`: ask for the postcode again.
pub const CHANGE_POSTCODE: &str = "change-postcode";

/// `action` of an outcome or a notice: continue past it.
pub const GO_ON: &str = "pass";
/// `action` of a notice: change the answers as it offers.
pub const MEND: &str = "mend";

/// The steps of asking for an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AddressStep {
    /// Asks for the postcode.
    Find,
    /// Offers the addresses found.
    Choose,
    /// Takes the address line by line.
    Manual,
    /// Takes an address outside the UK line by line.
    Abroad,
    /// Shows the address already chosen.
    Chosen,
}

impl AddressStep {
    /// The posted value of `{id}-step`.
    pub fn slug(self) -> &'static str {
        match self {
            AddressStep::Find => "find",
            AddressStep::Choose => "choose",
            AddressStep::Manual => "manual",
            AddressStep::Abroad => "abroad",
            AddressStep::Chosen => "chosen",
        }
    }
}

/// The action of a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    Continue,
    FindAddress,
    TypeAddress,
    TypeAbroad,
    ChangePostcode,
}

/// Form fields as posted, including the button's.
pub type Pairs = [(String, String)];

/// The first value of a field, or an empty string.
pub fn posted<'a>(pairs: &'a Pairs, name: &str) -> &'a str {
    pairs
        .iter()
        .find(|(field, _)| field == name)
        .map(|(_, value)| value.as_str())
        .unwrap_or_default()
}

/// The action of the posted button. Continue at the postcode step means "find", unless it leaves an
/// optional question blank.
pub fn pressed(page: &Page, pairs: &Pairs) -> Press {
    match posted(pairs, form_fields::ACTION) {
        NO_ADDRESS if goes_without(page, pairs) => Press::Continue,
        "" if leaves_blank(page, pairs) => Press::Continue,
        FIND_ADDRESS | USE_POSTCODE => Press::FindAddress,
        TYPE_ADDRESS => Press::TypeAddress,
        ADDRESS_ABROAD if takes_abroad(page) => Press::TypeAbroad,
        CHANGE_POSTCODE => Press::ChangePostcode,
        _ if asks_postcode(page, pairs) => Press::FindAddress,
        _ => Press::Continue,
    }
}

fn asks_postcode(page: &Page, pairs: &Pairs) -> bool {
    address_question(page)
        .is_some_and(|q| posted(pairs, &q.field(Some("step"))) == AddressStep::Find.slug())
}

/// Whether the button continues without an address.
fn goes_without(page: &Page, pairs: &Pairs) -> bool {
    posted(pairs, form_fields::ACTION) == NO_ADDRESS
        && address_question(page).is_some_and(|q| q.optional)
}

/// A question with its own button to continue without an address is left blank with that only.
fn leaves_blank(page: &Page, pairs: &Pairs) -> bool {
    address_question(page).is_some_and(|q| {
        let value = |part| posted(pairs, &q.field(Some(part))).trim();
        q.optional
            && q.without().is_none()
            && value("step") == AddressStep::Find.slug()
            && value("postcode").is_empty()
    })
}

fn takes_abroad(page: &Page) -> bool {
    address_question(page).is_some_and(Question::takes_abroad)
}

/// The question whose buttons the page shows.
pub fn address_question(page: &Page) -> Option<&Question> {
    page.questions.iter().find(|q| q.is_address())
}

/// The typed answers, with the address moved to the step that the button leads to.
pub fn typed(page: &Page, pairs: &Pairs, press: Press) -> BTreeMap<String, Typed> {
    let mut typed = read_page(page, pairs);
    let Some(question) = address_question(page) else {
        return typed;
    };
    let Some(Typed::Parts(parts)) = typed.get_mut(&question.id) else {
        return typed;
    };
    match press {
        Press::Continue if goes_without(page, pairs) => parts.clear(),
        Press::Continue => {}
        Press::FindAddress => {
            parts.retain(|part, _| part == "postcode");
            if posted(pairs, form_fields::ACTION) == USE_POSTCODE
                && let Some(typed) = parts.get_mut("postcode")
                && let Some(meant) = postcode::suggested(typed)
            {
                *typed = meant;
            }
        }
        Press::TypeAddress => {
            parts.remove("uprn");
            parts.insert(String::from("mode"), String::from(address::MANUAL));
        }
        Press::TypeAbroad => {
            parts.remove("uprn");
            // Only a foreign postal code, typed where a UK postcode was asked for, is kept.
            parts.retain(|part, typed| {
                part != "postcode" || address::canonical_postcode(typed).is_none()
            });
            parts.insert(String::from("mode"), String::from(ABROAD));
        }
        Press::ChangePostcode => {
            parts.remove("uprn");
            parts.remove("mode");
        }
    }
    typed
}

/// Turns the answers of a page that depend on the day they are given into ones that do not; returns
/// whether there were any.
pub fn settle_days(page: &Page, typed: &mut BTreeMap<String, Typed>, today: Date) -> bool {
    let mut any = false;
    for question in &page.questions {
        if let Some(typed) = typed.get_mut(&question.id) {
            any |= question.settle_day(typed, today);
        }
    }
    any
}

/// The page's errors after this action: during the steps of an address, only those of that step.
pub fn errors(journey: Journey<'_>, page: &Page, press: Press) -> Vec<FieldError> {
    match press {
        Press::Continue => match journey.definition.page(&page.id) {
            Some(page) => journey.check_page(page),
            None => Vec::new(),
        },
        Press::TypeAddress | Press::TypeAbroad | Press::ChangePostcode => Vec::new(),
        Press::FindAddress => {
            let Some(question) = address_question(page) else {
                return Vec::new();
            };
            let typed = journey.answers.typed.get(&question.id);
            let code = match typed
                .map(|typed| typed.part("postcode"))
                .unwrap_or_default()
            {
                "" if question.optional => "missing-postcode",
                // The question's own text for a missing answer fits best.
                "" => "required",
                typed => match postcode::read(typed) {
                    Reading::Postcode(_) => return Vec::new(),
                    Reading::Unclear(_) => "unclear-postcode",
                    Reading::NotAPostcode => "not-a-postcode",
                },
            };
            vec![FieldError {
                question: question.id.clone(),
                part: Some(String::from("postcode")),
                code: String::from(code),
                number: None,
            }]
        }
    }
}

/// Whether the answers of this submission are shown but not saved. An answer changed from check
/// answers was valid before: an invalid one does not replace it, so that Back leads to an unchanged
/// review.
pub fn keeps_review(
    stored: Journey<'_>,
    changing: bool,
    press: Press,
    errors: &[FieldError],
) -> bool {
    changing
        && press == Press::Continue
        && !errors.is_empty()
        && stored.current_step() == Step::CheckAnswers
}

/// The next step after a page without errors. Changing one answer returns to the review, after any
/// questions it adds; a page answered out of order leads to the current step.
pub fn next<'a>(journey: Journey<'a>, page: &'a Page, changing: bool) -> Step<'a> {
    match journey.after(page) {
        Step::Page(_) | Step::CheckAnswers if changing => journey.current_step(),
        _ if !journey.reaches(&page.id) => journey.current_step(),
        other => other,
    }
}
