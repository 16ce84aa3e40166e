//! The form of a page, as the island draws it.

use super::server::definition;
use crate::islands::journey::machine::event::Fields;
use crate::islands::journey::machine::screen::Screen;
use crate::questions::Lookup;
use shared::answers::{Answers, Typed};
use shared::journey::navigation::AddressStep;
use shared::question::address::abroad::{ABROAD, LINES};
use shared::question::{Question, address};

/// The fields that the untouched form of a screen posts; `None` for a screen without a form.
pub fn form(screen: &Screen, answers: &Answers, lookups: &[Lookup]) -> Option<Fields> {
    let Screen::Page { id, .. } = screen else {
        return Some(Fields::new());
    };
    let mut fields = Fields::new();
    for question in &definition().page(id)?.questions {
        let typed = answers.typed.get(&question.id);
        if question.is_address() {
            fields.extend(address_fields(question, typed, lookups));
        } else if let Some(typed) = typed {
            fields.extend(question.fields(typed));
        }
    }
    Some(fields)
}

fn address_fields(question: &Question, typed: Option<&Typed>, lookups: &[Lookup]) -> Fields {
    let part = |name: &str| typed.map(|typed| typed.part(name)).unwrap_or_default();
    let lookup = lookups.iter().find(|lookup| lookup.question == question.id);
    let step = match lookup {
        Some(lookup) if lookup.step == AddressStep::Choose && lookup.addresses.is_empty() => {
            AddressStep::Manual
        }
        Some(lookup) => lookup.step,
        None if part("mode") == address::MANUAL => AddressStep::Manual,
        None if part("mode") == ABROAD => AddressStep::Abroad,
        None if !part("uprn").is_empty() && !part("line1").is_empty() => AddressStep::Chosen,
        None => AddressStep::Find,
    };
    let parts: &[&str] = match step {
        AddressStep::Find => &["postcode"],
        AddressStep::Choose => &["postcode", "uprn"],
        AddressStep::Manual => &["line1", "line2", "town", "postcode"],
        AddressStep::Abroad => &LINES,
        AddressStep::Chosen => &["uprn", "line1", "line2", "town", "postcode"],
    };
    let mut fields = vec![(String::from("address-step"), String::from(step.slug()))];
    for name in parts {
        fields.push((format!("address-{name}"), String::from(part(name))));
    }
    let mode = match step {
        AddressStep::Manual => address::MANUAL,
        AddressStep::Abroad => ABROAD,
        _ => return fields,
    };
    fields.push((String::from("address-mode"), String::from(mode)));
    fields
}
