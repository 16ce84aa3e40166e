//! Asks for an address: the postcode, then one of the addresses found, or one typed by hand, in the
//! UK or, where the question takes them, outside it.
//!
//! Every step is the same page drawn again after a POST, with the values typed so far. The
//! [`buttons`] that move between steps post `action`; the hidden field `{id}-step` contains the
//! step on the screen.

mod abroad;
pub mod buttons;

use super::context::field;
use super::hidden::hidden;
use super::notices::unbroken;
use super::{DrawKind, QuestionContext};
use crate::components::element::together;
use crate::components::{
    Choice, Fieldset, FormGroup, Hint, Input, InsetText, Label, Legend, Radios, Select, SelectItem,
};
use buttons::CHANGE;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::answers::FieldError;
use shared::api::address::FoundAddress;
use shared::journey::navigation::AddressStep;
use shared::question::Question;
use shared::question::address::abroad::{self as outside_uk, ABROAD};
use shared::question::address::{AddressKind, MANUAL};
use shared::question::postcode;

/// Above this number of addresses a drop-down list is used.
const MAX_RADIOS: usize = 12;

/// The parts that people type, in the order of an envelope.
const LINES: [&str; 4] = ["line1", "line2", "town", "postcode"];

/// The result of an address lookup, for one question. Without one the step follows from the answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lookup {
    pub question: String,
    pub step: AddressStep,
    pub addresses: Vec<FoundAddress>,
    /// The lookup failed: the user types the address.
    pub unavailable: bool,
}

impl DrawKind for AddressKind {
    /// Draws the question's current step.
    fn draw(&self, q: &Question, context: &QuestionContext<'_>) -> AnyView {
        let (step, lookup) = address_step(q, context);
        let content = match (step, lookup) {
            (AddressStep::Find, _) => find(q, context),
            (AddressStep::Choose, Some(lookup)) => choose(q, lookup, context),
            (AddressStep::Choose | AddressStep::Manual, lookup) => manual(q, lookup, context),
            (AddressStep::Abroad, _) => abroad::abroad(q, context),
            (AddressStep::Chosen, _) => chosen(q, context),
        };
        let inline = (!context.alone).then(|| buttons::actions(q, context));
        let step_field = hidden(field(&q.id, "step"), String::from(step.slug()));
        // `shared` reads the typed lines only if this is set.
        let mode = match step {
            AddressStep::Manual => Some(MANUAL),
            AddressStep::Abroad => Some(ABROAD),
            AddressStep::Find | AddressStep::Choose | AddressStep::Chosen => None,
        };
        let mode = mode.map(|mode| hidden(field(&q.id, "mode"), String::from(mode)));
        let parts = [Some(content), inline, Some(step_field), mode];
        together(parts.into_iter().flatten().collect())
    }

    fn error_target(
        &self,
        q: &Question,
        error: &FieldError,
        context: &QuestionContext<'_>,
    ) -> String {
        field(&q.id, part(q, error, context))
    }
}

/// The part of the question that an error belongs to, at the current step.
fn part<'p>(q: &Question, error: &'p FieldError, context: &QuestionContext<'_>) -> &'p str {
    match (address_step(q, context).0, error.part.as_deref()) {
        (AddressStep::Find, _) => "postcode",
        (AddressStep::Choose, _) => "uprn",
        // Nothing is typed at this step: a button asks for another address.
        (AddressStep::Chosen, _) => CHANGE,
        (AddressStep::Manual, Some(part)) if LINES.contains(&part) => part,
        (AddressStep::Abroad, Some(part)) if outside_uk::LINES.contains(&part) => part,
        (AddressStep::Manual | AddressStep::Abroad, _) => "line1",
    }
}

fn address_step<'a>(
    q: &Question,
    context: &QuestionContext<'a>,
) -> (AddressStep, Option<&'a Lookup>) {
    if let Some(lookup) = context
        .lookups
        .iter()
        .find(|lookup| lookup.question == q.id)
    {
        let step = match lookup.step {
            AddressStep::Choose if lookup.addresses.is_empty() => AddressStep::Manual,
            step => step,
        };
        return (step, Some(lookup));
    }
    let typed = |part: &str| !context.part(q, part).is_empty();
    let mode = context.part(q, "mode");
    let step = if mode == MANUAL {
        AddressStep::Manual
    } else if mode == ABROAD && q.takes_abroad() {
        AddressStep::Abroad
    } else if typed("uprn") && typed("line1") {
        AddressStep::Chosen
    } else {
        AddressStep::Find
    };
    (step, None)
}

fn find(q: &Question, context: &QuestionContext<'_>) -> AnyView {
    let postcode = Input {
        classes: "govuk-input--width-10",
        ..line(
            q,
            context,
            "postcode",
            "journey-address-postcode",
            context.field_error(q),
        )
    }
    .view();
    group(q, context, None, postcode)
}

fn choose(q: &Question, lookup: &Lookup, context: &QuestionContext<'_>) -> AnyView {
    let id = field(&q.id, "uprn");
    let now = context.part(q, "uprn");
    let postcode = context.part(q, "postcode");
    let error = context.error(q);
    let read = read_as(q, context);
    let list = if lookup.addresses.len() > MAX_RADIOS {
        let mut items = vec![SelectItem {
            value: Some(String::new()),
            text: found(q, lookup, context),
            selected: now.is_empty(),
            disabled: false,
        }];
        for address in &lookup.addresses {
            items.push(SelectItem {
                selected: address.uprn == now,
                value: Some(address.uprn.clone()),
                text: one_line(address),
                disabled: false,
            });
        }
        let select = Select {
            name: id.clone(),
            id,
            label: Label::from(context.say("journey-address-choose")),
            hint: read,
            error,
            items,
            ..Select::default()
        }
        .view();
        group(q, context, None, select)
    } else {
        let items = lookup.addresses.iter().map(|address| Choice {
            value: address.uprn.clone(),
            text: one_line(address),
            checked: address.uprn == now,
            ..Choice::default()
        });
        let (legend, mut hints) = asked(q, context);
        if !legend.heading {
            hints.push(found(q, lookup, context) + ".");
        }
        hints.extend(read);
        Radios {
            name: id.clone(),
            id,
            legend: Some(legend),
            hint: (!hints.is_empty()).then(|| hints.join(" ")),
            error,
            items: items.collect(),
            ..Radios::default()
        }
        .view()
    };
    together(vec![list, hidden(field(&q.id, "postcode"), postcode)])
}

fn manual(q: &Question, lookup: Option<&Lookup>, context: &QuestionContext<'_>) -> AnyView {
    let notice = lookup.and_then(|lookup| {
        let text = if lookup.unavailable {
            context.say("journey-address-failed")
        } else if lookup.step == AddressStep::Choose && lookup.addresses.is_empty() {
            let postcode = shown_postcode(&context.part(q, "postcode"));
            context
                .wording
                .with("journey-address-none", &[("postcode", &postcode)])
        } else {
            return None;
        };
        Some(
            InsetText {
                children: Some(text.into_any()),
                ..InsetText::default()
            }
            .view(),
        )
    });
    // An error without a part is shown at the first field.
    let whole = context.field_error(q).filter(|error| {
        !error
            .part
            .as_deref()
            .is_some_and(|part| LINES.contains(&part))
    });
    let at = |part: &str| context.field_error_in(q, part);
    let fields = (
        line(
            q,
            context,
            "line1",
            "journey-address-line1",
            at("line1").or(whole),
        )
        .view(),
        line(q, context, "line2", "journey-address-line2", at("line2")).view(),
        Input {
            classes: "govuk-!-width-two-thirds",
            ..line(q, context, "town", "journey-address-town", at("town"))
        }
        .view(),
        Input {
            classes: "govuk-input--width-10",
            ..line(
                q,
                context,
                "postcode",
                "journey-address-postcode",
                at("postcode"),
            )
        }
        .view(),
    )
        .into_any();
    group(
        q,
        context,
        None,
        together(notice.into_iter().chain([fields]).collect()),
    )
}

fn chosen(q: &Question, context: &QuestionContext<'_>) -> AnyView {
    let mut lines = Vec::new();
    let mut hidden_fields = Vec::new();
    for part in ["uprn", "line1", "line2", "town", "postcode"] {
        let value = context.part(q, part);
        if part == "postcode" {
            lines.push(unbroken(value.clone()));
        } else if part != "uprn" && !value.is_empty() {
            lines.push(view! { {value.clone()}<br/> }.into_any());
        }
        hidden_fields.push(hidden(field(&q.id, part), value));
    }
    let address = InsetText {
        children: Some(view! { <span translate="no">{lines}</span> }.into_any()),
        ..InsetText::default()
    }
    .view();
    group(
        q,
        context,
        context.field_error(q),
        together([address].into_iter().chain(hidden_fields).collect()),
    )
}

/// The question as a group around the fields of a step; `field_error` is an error of the whole group.
fn group(
    q: &Question,
    context: &QuestionContext<'_>,
    field_error: Option<&FieldError>,
    fields: AnyView,
) -> AnyView {
    let mut described_by = Vec::new();
    let mut id = |part| {
        let id = field(&q.id, part);
        described_by.push(id.clone());
        Some(id)
    };
    let (legend, hints) = asked(q, context);
    let hint = (!hints.is_empty()).then(|| {
        Hint {
            id: id("hint"),
            text: hints.join(" "),
            classes: "",
        }
        .view()
    });
    let error = field_error.map(|error| context.error_message(error).view(id("error")));
    FormGroup {
        error: field_error.is_some(),
        children: Some(
            Fieldset {
                legend: Some(legend),
                described_by: described_by.join(" "),
                role: Some("group"),
                children: Some(together(
                    hint.into_iter().chain(error).chain([fields]).collect(),
                )),
                ..Fieldset::default()
            }
            .view(),
        ),
        ..FormGroup::default()
    }
    .view()
}

fn line(
    q: &Question,
    context: &QuestionContext<'_>,
    part: &str,
    label: &str,
    field_error: Option<&FieldError>,
) -> Input {
    let id = field(&q.id, part);
    let (token, is_postcode) = match part {
        "line1" => ("address-line1", false),
        "line2" => ("address-line2", false),
        "town" => ("address-level2", false),
        _ => ("postal-code", true),
    };
    Input {
        name: id.clone(),
        id,
        label: Label::from(context.say(label)),
        error: field_error.map(|error| context.error_message(error)),
        value: context.part(q, part),
        autocomplete: context.autocomplete(q, token),
        autocapitalize: is_postcode.then_some("characters"),
        spellcheck: is_postcode.then_some(false),
        ..Input::default()
    }
}

/// The legend and the hints. After a look-up the page's heading says what was found; the question
/// then comes before the hint.
fn asked(q: &Question, context: &QuestionContext<'_>) -> (Legend, Vec<String>) {
    let mut legend = context.legend(q);
    let mut hints = Vec::with_capacity(4);
    let lookup = address_step(q, context).1;
    if let Some(lookup) = lookup.filter(|one| legend.heading && one.step == AddressStep::Choose) {
        let question = std::mem::replace(&mut legend.text, found(q, lookup, context));
        legend.focus = context.errors.is_empty();
        hints.push(question);
    }
    hints.extend(context.hint(q));
    (legend, hints)
}

/// How many addresses were found for the postcode.
fn found(q: &Question, lookup: &Lookup, context: &QuestionContext<'_>) -> String {
    let postcode = shown_postcode(&context.part(q, "postcode"));
    let values = [("postcode", postcode.as_str())];
    match lookup.addresses.len() as i64 {
        0 => context.wording.with("journey-address-found-none", &values),
        number => context
            .wording
            .count("journey-address-found", number, &values),
    }
}

/// A postcode as it was read, on one line.
fn shown_postcode(typed: &str) -> String {
    let read = postcode::canonical(typed);
    postcode::unbroken(read.as_deref().unwrap_or(typed))
}

/// Says how a postcode was read that has a letter for a digit or a digit for a letter.
fn read_as(q: &Question, context: &QuestionContext<'_>) -> Option<String> {
    let typed = context.part(q, "postcode");
    let read = postcode::unbroken(&postcode::corrected(&typed)?);
    let values = [("typed", typed.as_str()), ("postcode", read.as_str())];
    Some(context.wording.with("journey-address-read-as", &values))
}

fn one_line(address: &FoundAddress) -> String {
    let mut all = address.lines.join(", ");
    all.push_str(", ");
    all.push_str(&address.town);
    all
}
