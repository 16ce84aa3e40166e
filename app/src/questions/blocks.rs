//! Paragraphs, lists, warnings and phone lines of a definition.

use crate::components::{InsetText, List, WarningText};
use leptos::prelude::*;
use shared::journey::Journey;
use shared::service::block::{Block, Phone};
use shared::wording::Wording;

/// The blocks whose condition holds, in their order.
pub fn blocks(journey: Journey<'_>, all: &[Block], wording: &Wording) -> AnyView {
    let mut views = Vec::new();
    for block in all {
        if block.when.as_ref().is_none_or(|when| journey.holds(when)) {
            views.push(one(journey, block, wording));
        }
    }
    views.into_any()
}

fn one(journey: Journey<'_>, block: &Block, wording: &Wording) -> AnyView {
    let words = |text| journey.fill(text, wording.language);
    let heading = block
        .heading
        .as_ref()
        .map(|text| view! { <h2 class="govuk-heading-m">{words(text)}</h2> }.into_any());
    let text = block
        .text
        .as_ref()
        .map(|text| view! { <p class="govuk-body">{words(text)}</p> }.into_any());
    let list = (!block.list.is_empty())
        .then(|| List::bullets(block.list.iter().map(words).collect()).view());
    let warning = block.warning.as_ref().map(|text| {
        WarningText {
            prefix: wording.say("layout-warning"),
            children: Some(words(text).into_any()),
            ..WarningText::default()
        }
        .view()
    });
    let inset = block.inset.as_ref().map(|text| {
        InsetText {
            children: Some(words(text).into_any()),
            ..InsetText::default()
        }
        .view()
    });
    let phone = block
        .phone
        .as_ref()
        .map(|line| phone(journey, line, wording));
    let link = block.link.as_ref().map(|link| {
        view! { <p class="govuk-body"><a class="govuk-link" href=link.href.clone()>{words(&link.text)}</a></p> }
            .into_any()
    });
    (heading, text, list, warning, inset, phone, link).into_any()
}

/// A line to ring: whose it is, the number large enough to press, its hours, and text relay.
fn phone(journey: Journey<'_>, line: &Phone, wording: &Wording) -> AnyView {
    let words = |text| journey.fill(text, wording.language);
    let number = words(&line.number);
    let hours = line
        .hours
        .as_ref()
        .map(|hours| view! { <span class="app-phone__hours">{words(hours)}</span> }.into_any());
    let relay = line.relay.then(|| {
        let text = wording.with("layout-phone-relay", &[("number", &number)]);
        let href = tel("18001", &number);
        view! { <a class="govuk-link app-phone__relay" href=href>{text}</a> }.into_any()
    });
    let href = tel("", &number);
    view! {
        <p class="app-phone">
            <span class="app-phone__label">{words(&line.label)}</span>
            <a class="govuk-link app-phone__number" href=href translate="no">{number}</a>
            {hours}
            {relay}
        </p>
    }
    .into_any()
}

/// A `tel:` address: digits only, after `prefix`.
pub fn tel(prefix: &str, number: &str) -> String {
    let mut href = String::from("tel:");
    href.push_str(prefix);
    for c in number.chars() {
        if c.is_ascii_digit() || (c == '+' && prefix.is_empty()) {
            href.push(c);
        }
    }
    href
}
